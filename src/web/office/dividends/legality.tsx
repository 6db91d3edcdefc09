/** The legality certificate: each question with its answer and what shows it. What fails stands first. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { legalityAnswerWords, legalityConclusionWords } from '../../../domain/legality-answer.ts';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Part, State, type Tone } from '../../shared/page.tsx';
import { Answer } from '../../shared/states.tsx';

type Asked = Reply<'readRunLegality'>['answers'][number];

const words = {
  title: { zh: '合法性', en: 'Legality' },
  late: { zh: '{day} 登记', en: 'recorded {day}' },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<Asked['answer'], Tone>> = {
  yes: 'done',
  no: 'next',
  open: 'waiting',
  'not-asked': 'off',
};
const order: readonly Asked['answer'][] = ['no', 'open', 'yes', 'not-asked'];

export function Legality({ runId }: { readonly runId: string }): ReactElement {
  const say = useSay();
  const legality = useAnswer('readRunLegality', { runId });
  return (
    <Part
      title={say(words.title)}
      aside={legality.data && say(legalityConclusionWords[legality.data.conclusion])}
    >
      <Answer of={legality} rows={8}>
        {({ answers }) => (
          <ul className="answers">
            {[...answers]
              .sort((one, other) => order.indexOf(one.answer) - order.indexOf(other.answer))
              .map((each) => (
                <li key={each.question}>
                  <State tone={tones[each.answer]}>{say(legalityAnswerWords[each.answer])}</State>
                  <div>
                    <b>{say(each.name)}</b>
                    <p>
                      {say(each.evidence)}
                      {each.recordedOn !== null && `（${say(words.late, { day: each.recordedOn })}）`}
                    </p>
                    {each.answer !== 'not-asked' && each.law !== null && <p>{say(each.law.citation)}</p>}
                  </div>
                </li>
              ))}
          </ul>
        )}
      </Answer>
    </Part>
  );
}
