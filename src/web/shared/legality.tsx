/** The legality certificate, of a run or of a scheme: each question with its answer and what shows it. What fails stands first. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { legalityAnswerWords, legalityConclusionWords } from '../../domain/legality-answer.ts';
import type { Reply } from './call.ts';
import { useSay } from './language.ts';
import { Part, State, type Tone } from './page.tsx';
import { Answer } from './states.tsx';

type Certificate = Reply<'readRunLegality'>;
type Asked = Certificate['answers'][number];

const words = {
  title: { zh: '合法性', en: 'Legality' },
  late: { zh: '（{day} 登记）', en: ' (recorded {day})' },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<Asked['answer'], Tone>> = {
  yes: 'done',
  no: 'next',
  open: 'waiting',
  'not-asked': 'off',
};
const order: readonly Asked['answer'][] = ['no', 'open', 'yes', 'not-asked'];

export function Legality({ of }: { readonly of: UseQueryResult<Certificate> }): ReactElement {
  const say = useSay();
  return (
    <Part title={say(words.title)} aside={of.data && say(legalityConclusionWords[of.data.conclusion])}>
      <Answer of={of} rows={8}>
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
                      {each.recordedOn !== null && say(words.late, { day: each.recordedOn })}
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
