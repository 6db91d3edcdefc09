/** How long each class of records is kept and why, what is past its time, and what was erased of it, by two. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { State } from '../../shared/page.tsx';
import { Answer } from '../../shared/states.tsx';
import { Values } from './values.tsx';

type Retained = Reply<'readRetention'>;

const words = {
  title: { zh: '保存期限', en: 'How long records are kept' },
  forever: { zh: '永久', en: 'for ever' },
  years: { zh: '{years} 年', en: '{years} years' },
  days: { zh: '{days} 天', en: '{days} days' },
  past: { zh: '{kept}；{past} 条已过期限', en: '{kept}; {past} past their time' },
  longer: { zh: '延长期限', en: 'Keep longer' },
  longerMore: { zh: '只能比默认期限更长。', en: 'Only longer than by default.' },
  erase: { zh: '申请清除', en: 'Ask to erase' },
  eraseMore: {
    zh: '清除一类中已过期限的全部记录；由另一人同意后清除，留下清除了多少条、由谁。',
    en: 'All of a class that is past its time goes once another person agrees; how many, and by whom, stays.',
  },
  asked: { zh: '{name}，{before} 以前的 {rows} 条', en: '{name}: {rows} from before {before}' },
  waits: { zh: '待同意', en: 'awaits agreement' },
  erased: { zh: '已清除 {erased} 条', en: '{erased} erased' },
  refused: { zh: '不同意：{reason}', en: 'refused: {reason}' },
} as const satisfies Record<string, Sentence>;

export function Retention(): ReactElement {
  const say = useSay();
  const found = useAnswer('readRetention', {});
  const kept = ({ days, years }: Retained['classes'][number]) =>
    days !== null
      ? say(words.days, { days })
      : years !== null
        ? say(words.years, { years })
        : say(words.forever);
  return (
    <Answer of={found} rows={4}>
      {({ classes, erasures }) => (
        <>
          <Values
            title={say(words.title)}
            aside={
              <span className="beside">
                <Ask change="setRetention" label={say(words.longer)} given={{}} small>
                  <p className="quiet">{say(words.longerMore)}</p>
                </Ask>
                {classes.some(({ past }) => past !== null && past > 0) && (
                  <Ask change="requestErasure" label={say(words.erase)} given={{}} small>
                    <p className="quiet">{say(words.eraseMore)}</p>
                  </Ask>
                )}
              </span>
            }
            rows={classes.map((each) => ({
              item: say(each.words),
              value:
                each.past === null || each.past === 0
                  ? kept(each)
                  : say(words.past, { kept: kept(each), past: each.past }),
              source: say(each.source),
            }))}
          />
          {erasures.length > 0 && (
            <ul className="answers">
              {erasures.map(({ id, recordClass, before, rows, outcome, erased, reason }) => {
                const name = classes.find((each) => each.recordClass === recordClass)?.words;
                return (
                  <li key={id}>
                    <State tone={outcome === null ? 'waiting' : outcome === 'erased' ? 'done' : 'off'}>
                      {outcome === null
                        ? say(words.waits)
                        : outcome === 'erased'
                          ? say(words.erased, { erased: erased ?? 0 })
                          : say(words.refused, { reason: reason ?? '' })}
                    </State>
                    <div>
                      <b>{say(words.asked, { name: name === undefined ? '' : say(name), before, rows })}</b>
                    </div>
                  </li>
                );
              })}
            </ul>
          )}
        </>
      )}
    </Answer>
  );
}
