/**
 * What was said to have come back of an order and was paid after all: the answers that say so, looked at by another than their reader, and
 * late returns. Whoever reads answers in asks for them to be taken back; another confirms it.
 */
import { type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { answerStateWords } from '../../domain/money-words.ts';
import { Day, grouped } from './amount.tsx';
import { useWholeList } from './asking.ts';
import { Decision } from './decision.tsx';
import { useSay } from './language.ts';
import { Part, State } from './page.tsx';
import { useSession } from './session.ts';
import { Failed } from './states.tsx';
import { Table } from './table.tsx';

const words = {
  answers: { zh: '有退汇的回盘', en: 'Answers that say payments came back' },
  answerFile: { zh: '文件', en: 'File' },
  readAt: { zh: '读入', en: 'Read in' },
  returned: { zh: '退回', en: 'Returned' },
  answerState: { zh: '核对', en: 'Looked at' },
  why: { zh: '原因', en: 'Reason' },
  takeBack: { zh: '撤回回盘', en: 'Take back' },
  takeBackMore: {
    zh: '回盘有误：其所称退回的 {count} 笔实际已付。另一人在对账单上核对并复核后，这些款项作已付，账上冲回退汇。退回的款项此后已变动的，不能撤回。',
    en: 'The answer was wrong: the {count} payments that it says came back were paid. Once another person has compared that with the bank statement and confirmed it, they count as paid and the books take the return back in red. What has moved since is not taken back.',
  },
  takeBackLate: { zh: '撤回退汇', en: 'It did not' },
  takeBackLateMore: {
    zh: '退汇有误：{name}（{number}）的 {amount} 元没有退回。另一人在对账单上核对并复核后，这笔款作已付，账上冲回退汇。此后已变动的，不能撤回。',
    en: 'The {amount} yuan of {name} ({number}) did not come back after all. Once another person has compared that with the bank statement and confirmed it, they count as paid and the books take the return back in red. What has moved since is not taken back.',
  },
} as const satisfies Record<string, Sentence>;

export function ReturnedAnswers(props: {
  readonly orderId: string;
  readonly change: 'takeBackPayoutBatchAnswer' | 'takeBackPensionRunAnswer';
}): ReactElement | null {
  const { orderId, change } = props;
  const say = useSay();
  const { may } = useSession();
  const all = useWholeList('listPayoutAnswers', {}, (page) => page.answers);
  if (all.error !== null) return <Failed error={all.error} again={all.again} />;
  const own = all.rows.filter((each) => each.orderId === orderId);
  if (own.length === 0) return null;
  return (
    <Part title={say(words.answers)}>
      <div className="limited">
        <Table
          label={say(words.answers)}
          rows={own}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'file',
              head: say(words.answerFile),
              width: 220,
              cell: ({ fileName }) => fileName,
              text: ({ fileName }) => fileName,
            },
            {
              key: 'readAt',
              head: say(words.readAt),
              width: 120,
              cell: ({ readAt }) => <Day of={readAt.slice(0, 10)} />,
              text: ({ readAt }) => readAt,
            },
            {
              key: 'count',
              head: say(words.returned),
              width: 90,
              cell: ({ returned }) => returned.length,
              text: ({ returned }) => String(returned.length),
            },
            {
              key: 'state',
              head: say(words.answerState),
              width: 110,
              cell: ({ state }) => (
                <State tone={state === 'confirmed' ? 'done' : state === 'awaiting' ? 'next' : 'off'}>
                  {say(answerStateWords[state])}
                </State>
              ),
              text: ({ state }) => say(answerStateWords[state]),
            },
            {
              key: 'act',
              head: '',
              width: 140,
              cell: ({ id, state, returned }) =>
                state !== 'taken-back' && may('payouts.answer') ? (
                  <Decision
                    change={change}
                    label={say(words.takeBack)}
                    small
                    why={say(words.why)}
                    inputOf={(reason) => ({ orderId, answerId: id, reason })}
                  >
                    <p>{say(words.takeBackMore, { count: returned.length })}</p>
                  </Decision>
                ) : null,
              text: () => '',
            },
          ]}
        />
      </div>
    </Part>
  );
}

/** Of a payment that two people said came back late; nothing of any other. */
export function TakeBackReturn(props: {
  readonly change: 'takeBackPayoutBatchReturn' | 'takeBackPensionRunReturn';
  readonly orderId: string;
  readonly lateReturnId: string | null;
  readonly payee: { readonly name: string; readonly number: string; readonly amount: string };
}): ReactElement | null {
  const { change, orderId, lateReturnId, payee } = props;
  const say = useSay();
  const { may } = useSession();
  if (lateReturnId === null || !may('payouts.answer')) return null;
  return (
    <Decision
      change={change}
      label={say(words.takeBackLate)}
      small
      why={say(words.why)}
      inputOf={(reason) => ({ orderId, lateReturnId, reason })}
    >
      <p>{say(words.takeBackLateMore, { ...payee, amount: grouped(payee.amount) })}</p>
    </Decision>
  );
}
