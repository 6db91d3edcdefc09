/** The public notice of a run: its days, its objections, and from when it may be posted. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Day } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Facts, Part, State, type Tone } from '../../shared/page.tsx';
import { Answer } from '../../shared/states.tsx';

type Notice = Reply<'readNotice'>;

const words = {
  title: { zh: '公示', en: 'Public notice' },
  place: { zh: '张贴地点', en: 'Where' },
  postedOn: { zh: '张贴日', en: 'Hung up' },
  lastDay: { zh: '公示至', en: 'Until' },
  unlock: { zh: '最早入账日', en: 'Posting from' },
  objections: { zh: '异议受理至', en: 'Objections until' },
  raised: { zh: '{day} {by} 提出', en: '{by}, {day}' },
  answered: { zh: '{day} 答复：{text}', en: 'Answered {day}: {text}' },
  released: { zh: '{day} 放行：{text}', en: 'Released {day}: {text}' },
  answer: { zh: '答复', en: 'Answer' },
  release: { zh: '放行', en: 'Release' },
  raise: { zh: '登记异议', en: 'Log an objection' },
  raiseMore: {
    zh: '异议办结以前不能入账；监事会在期限内答复。',
    en: 'Nothing is posted before it is settled; the supervisors answer in time.',
  },
  open: { zh: '等监事会答复，限 {day}', en: 'The supervisors answer by {day}' },
} as const satisfies Record<string, Sentence>;

export const noticeStateWords = {
  'awaiting-review': { zh: '迟录，待复核', en: 'entered late, awaits review' },
  'not-begun': { zh: '尚未开始', en: 'not begun' },
  running: { zh: '公示期内', en: 'running' },
  blocked: { zh: '有异议未办结', en: 'an objection is open' },
  unlocked: { zh: '期满，可以入账', en: 'over, may be posted' },
} as const satisfies Record<Notice['state'], Sentence>;

const tones: Readonly<Record<Notice['state'], Tone>> = {
  'awaiting-review': 'next',
  'not-begun': 'waiting',
  running: 'waiting',
  blocked: 'next',
  unlocked: 'done',
};

export function NoticePart({ runId }: { readonly runId: string }): ReactElement {
  const say = useSay();
  const notice = useAnswer('readNotice', { runId });
  return (
    <Part
      title={say(words.title)}
      aside={
        notice.data && (
          <State tone={tones[notice.data.state]}>{say(noticeStateWords[notice.data.state])}</State>
        )
      }
    >
      <Answer of={notice} rows={3}>
        {({ place, postedOn, lastDay, unlockDay, objectionsUntil, objections }) => (
          <>
            <Facts
              items={[
                { label: say(words.place), value: place },
                { label: say(words.postedOn), value: <Day of={postedOn} /> },
                { label: say(words.lastDay), value: <Day of={lastDay} /> },
                { label: say(words.objections), value: <Day of={objectionsUntil} /> },
                { label: say(words.unlock), value: <Day of={unlockDay} /> },
              ]}
            />
            <ul className="answers">
              {objections.map((each) => (
                <li key={each.number}>
                  <State tone={each.settled === null ? 'next' : 'done'}>{each.number}</State>
                  <div>
                    <b>{say(words.raised, { day: each.raisedOn, by: each.raisedBy })}</b>
                    <p>{each.text}</p>
                    <p>
                      {each.settled === null
                        ? say(words.open, { day: each.answerBy })
                        : say(words[each.settled.kind], { day: each.settled.on, text: each.settled.text })}
                    </p>
                    {each.settled === null && (
                      <span className="beside">
                        <Ask
                          change="answerObjection"
                          label={say(words.answer)}
                          given={{ runId, number: String(each.number) }}
                          small
                        />
                        <Ask
                          change="releaseObjection"
                          label={say(words.release)}
                          given={{ runId, number: String(each.number) }}
                          small
                        />
                      </span>
                    )}
                  </div>
                </li>
              ))}
            </ul>
            <Ask change="raiseObjection" label={say(words.raise)} given={{ runId }} small>
              <p className="quiet">{say(words.raiseMore)}</p>
            </Ask>
          </>
        )}
      </Answer>
    </Part>
  );
}
