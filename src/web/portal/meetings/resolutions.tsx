/** The resolutions of the cooperative, which every member may look into. */
import type { ReactElement } from 'react';
import { inLanguage, type Sentence } from '../../../domain/language.ts';
import { bodyWords } from '../../../domain/words.ts';
import { useLanguage, useSay } from '../../shared/language.ts';
import { useAsk } from '../asking.ts';
import { dayInWords } from '../money/where.ts';
import { Answer, Page } from '../parts.tsx';

const words = {
  title: { zh: '决议', en: 'Resolutions' },
  none: { zh: '还没有决议。', en: 'There is none yet.' },
  adopted: { zh: '✓ 通过', en: '✓ adopted' },
  rejected: { zh: '✗ 没有通过', en: '✗ rejected' },
  lapsed: { zh: '… 人数不够，没有表决', en: '… lapsed for want of a quorum' },
  text: { zh: '看全文', en: 'The whole text' },
} as const satisfies Record<string, Sentence>;

export function Resolutions(): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const resolutions = useAsk('readOwnResolutions', {});
  return (
    <Page title={say(words.title)}>
      <Answer of={resolutions}>
        {({ resolutions: all }) => (
          <>
            {all.length === 0 && <p>{say(words.none)}</p>}
            <ul className="entries">
              {all.map((each) => (
                <li key={`${each.body} ${each.number}`}>
                  <b>{inLanguage(language, each.title, each.titleEn)}</b>
                  <p>{say(words[each.outcome])}</p>
                  <p>
                    {dayInWords(each.decidedOn, say)} · {say(bodyWords[each.body])} · {each.number}
                  </p>
                  <details>
                    <summary>{say(words.text)}</summary>
                    <p className="prose">{inLanguage(language, each.text, each.textEn)}</p>
                  </details>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </Page>
  );
}
