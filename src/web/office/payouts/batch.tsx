/**
 * One batch: made, released by another person who has looked at the accounts that changed, taken as a file, told to be sent,
 * and answered by the bank with a file that is dropped here.
 */
import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { bankOutcomeWords, orderStateWords } from '../../../domain/money-words.ts';
import { Money } from '../../../domain/money.ts';
import type { Action } from '../../../domain/permission.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount, Day, grouped } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useChange, useSeen, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Decision } from '../../shared/decision.tsx';
import { saveFile } from '../../shared/files.ts';
import { BankAnswer, bankReason } from '../../shared/bank-answer.tsx';
import { ReturnedAnswers, TakeBackReturn } from '../../shared/taken-back.tsx';
import { useSay } from '../../shared/language.ts';
import { Facts, Figures, Page, Part, State, Steps } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Failed, NoPermission, Refusal } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Batch = Reply<'readPayoutBatch'>;
type Line = Reply<'listPayoutBatchLines'>['lines'][number];

const words = {
  back: { zh: '发放', en: 'Payout' },
  title: { zh: '第 {number} 批 {purpose}', en: 'Batch {number}: {purpose}' },
  way: { zh: '本批的进度', en: 'Where this batch stands' },
  made: { zh: '已制作', en: 'made' },
  released: { zh: '已放行', en: 'released' },
  sent: { zh: '已送银行', en: 'sent' },
  settled: { zh: '已回盘', en: 'answered' },
  release: { zh: '复核放行', en: 'Release' },
  take: { zh: '取银行文件', en: 'Take the file' },
  send: { zh: '确认已送银行', en: 'It was sent' },
  answer: { zh: '读入银行回盘', en: 'Read the bank’s answer' },
  afterReturn: {
    zh: '下一步：请本人核对收款账号并更正，再列入下一批；或在现金柜台付现金。',
    en: 'Next: the payee checks the account and has it mended, for the next batch; or is paid in cash at the counter.',
  },
  mendAccount: { zh: '改账号：成员名册', en: 'Mend it: members' },
  payCash: { zh: '付现金：现金柜台', en: 'Pay in cash: the counter' },
  waits: { zh: '下一步由{who}办理', en: 'Next: {who}' },
  total: { zh: '金额', en: 'Total' },
  count: { zh: '{count} 笔', en: '{count} payments' },
  paid: { zh: '成功', en: 'Paid' },
  returned: { zh: '退回', en: 'Returned' },
  yuan: { zh: '元', en: 'yuan' },
  capitals: { zh: '大写', en: 'In capitals' },
  payOn: { zh: '付款日', en: 'Pay day' },
  file: { zh: '银行文件', en: 'Bank file' },
  digest: { zh: '文件校验码', en: 'Digest of the file' },
  lines: { zh: '各笔', en: 'Payments' },
  serial: { zh: '序号', en: 'No.' },
  holder: { zh: '编号', en: 'Holder' },
  payee: { zh: '领取人', en: 'Payee' },
  bank: { zh: '开户行', en: 'Bank' },
  account: { zh: '账号', en: 'Account' },
  amount: { zh: '金额', en: 'Amount' },
  outcome: { zh: '结果', en: 'Result' },
  reason: { zh: '原因', en: 'Reason' },
  accounts: { zh: '账号变动', en: 'Accounts to look at' },
  clean: {
    zh: '没有变更的账号，没有不同户合用的账号。',
    en: 'No account has changed, and no two households share one.',
  },
  changed: { zh: '{name}（{number}）：{before} 改为 {now}', en: '{name} ({number}): {before} became {now}' },
  confirmed: { zh: '，{by}复核', en: ', confirmed by {by}' },
  shared: { zh: '{account}：{names} 合用', en: '{account}: shared by {names}' },
  again: {
    zh: '{name}（{number}）：上次退回，{reason}',
    en: '{name} ({number}): came back last time, {reason}',
  },
  waiting: {
    zh: '{name}（{number}）：账号待复核，{amount} 元未列入',
    en: '{name} ({number}): account unconfirmed, {amount} yuan left out',
  },
  releaseMore: {
    zh: '放行 {count} 笔共 {total} 元。放行人不能再确认送出。',
    en: '{count} payments of {total} yuan are released. Whoever releases does not confirm that they were sent.',
  },
  seen: {
    zh: '我已逐一看过以上账号变动、笔数和金额',
    en: 'I have looked at each account above, the count and the total',
  },
  sendMore: {
    zh: '确认文件已交银行：{count} 笔共 {total} 元。',
    en: 'The file is with the bank: {count} payments of {total} yuan.',
  },
  cancel: { zh: '取消本批', en: 'Cancel the batch' },
  cancelMore: {
    zh: '各笔回到待发放。文件已取走的，须由没有制作也没有取走文件的人取消。',
    en: 'Its payments are to be paid again. Where the file was taken, another than its maker and taker cancels.',
  },
  refused: { zh: '银行整批退回', en: 'Refused as a whole' },
  refusedMore: {
    zh: '银行没有受理整个文件，一笔也没有付出；由制作人以外的人登记。',
    en: 'The bank took none of it. Another than its maker says so.',
  },
  late: { zh: '退汇', en: 'It came back' },
  lateMore: {
    zh: '{name}（{number}）的 {amount} 元已付之后又退回。另一人在对账单上核对并复核后，才重新应付。',
    en: 'The {amount} yuan of {name} ({number}) came back after they were paid. They are owed again once another person has found them on the bank statement and confirmed it.',
  },
} as const satisfies Record<string, Sentence>;

const way: readonly Batch['state'][] = ['made', 'released', 'sent', 'settled'];

export function BatchPage(): ReactElement {
  const { orderId } = useParams({ from: '/payouts/$orderId' });
  const { may } = useSession();
  const batch = useAnswer('readPayoutBatch', { orderId }, { when: may('payouts.read') });
  if (!may('payouts.read')) return <NoPermission action="payouts.read" />;
  return (
    <>
      {
        <Answer of={batch} rows={12}>
          {(found) => <Shown key={found.id} batch={found} />}
        </Answer>
      }
    </>
  );
}

function Shown({ batch }: { readonly batch: Batch }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const unit = say(words.yuan);
  const at = way.indexOf(batch.state);
  // What the answer said, or why it was not taken, stays where it was read.
  const [isRead, setRead] = useState(false);
  return (
    <Page
      title={say(words.title, { number: batch.number, purpose: batch.purpose })}
      kicker={<Link to="/payouts">{say(words.back)}</Link>}
      state={
        at < 0 ? (
          <State tone="off">{say(orderStateWords[batch.state])}</State>
        ) : (
          <Steps
            label={say(words.way)}
            names={[words.made, words.released, words.sent, words.settled].map((each) => say(each))}
            at={batch.state === 'settled' ? way.length : at + 1}
          />
        )
      }
      action={<NextStep batch={batch} />}
    >
      <Figures
        items={[
          {
            label: say(words.total),
            value: <Amount of={batch.total} />,
            unit,
            note: say(words.count, { count: batch.count }),
            accent: true,
          },
          {
            label: say(words.paid),
            value: <Amount of={batch.paid.total} />,
            unit,
            note: say(words.count, { count: batch.paid.count }),
          },
          {
            label: say(words.returned),
            value: <Amount of={batch.returned.total} />,
            unit,
            note: say(words.count, { count: batch.returned.count }),
          },
        ]}
      />
      <div className="pair">
        <Facts
          items={[
            { label: say(words.capitals), value: batch.totalInCapitals },
            { label: say(words.payOn), value: <Day of={batch.payOn} /> },
            { label: say(words.file), value: batch.fileName ?? '—' },
            {
              label: say(words.digest),
              value: <span className="digest">{batch.fileSha256?.slice(0, 16) ?? '—'}</span>,
            },
            ...(batch.reason === null ? [] : [{ label: say(words.reason), value: batch.reason }]),
          ]}
        />
        {(batch.state === 'sent' || isRead) && may('payouts.answer') ? (
          <DropAnswer batch={batch} onRead={() => setRead(true)} />
        ) : (
          <Part title={say(words.accounts)}>
            <Accounts orderId={batch.id} />
          </Part>
        )}
      </div>
      <Lines batch={batch} />
      {batch.returned.count > 0 && <ReturnedAnswers orderId={batch.id} change="takeBackPayoutBatchAnswer" />}
      <span className="beside wrapped">
        {(batch.state === 'made' || batch.state === 'released') && (
          <Ask change="cancelPayoutBatch" label={say(words.cancel)} given={{ orderId: batch.id }}>
            <p className="quiet">{say(words.cancelMore)}</p>
          </Ask>
        )}
        {batch.state === 'sent' && (
          <Ask change="refusePayoutBatch" label={say(words.refused)} given={{ orderId: batch.id }}>
            <p className="quiet">{say(words.refusedMore)}</p>
          </Ask>
        )}
      </span>
    </Page>
  );
}

/** What whoever releases must have looked at. */
function Accounts({ orderId }: { readonly orderId: string }): ReactElement {
  const say = useSay();
  const accounts = useAnswer('readPayoutBatchAccounts', { orderId });
  return (
    <>
      <Answer of={accounts} rows={3}>
        {({ changed, shared, returned, waiting }) =>
          changed.length + shared.length + returned.length + waiting.length === 0 ? (
            <p className="quiet">{say(words.clean)}</p>
          ) : (
            <ul className="warnings">
              {changed.map(({ serial, name, number, beforeMasked, accountMasked, confirmedBy }) => (
                <li key={`changed ${serial}`}>
                  {say(words.changed, { name, number, before: beforeMasked, now: accountMasked })}
                  {confirmedBy !== null && say(words.confirmed, { by: confirmedBy })}
                </li>
              ))}
              {shared.map(({ accountMasked, bearers }) => (
                <li key={`shared ${accountMasked}`}>
                  {say(words.shared, {
                    account: accountMasked,
                    names: bearers
                      .map(({ name, number }) => `${name} ${number}`)
                      .join(say({ zh: '、', en: ', ' })),
                  })}
                </li>
              ))}
              {returned.map(({ serial, name, number, reason }) => (
                <li key={`returned ${serial}`}>
                  {say(words.again, { name, number, reason: bankReason(reason, say) })}
                </li>
              ))}
              {waiting.map(({ number, name, amount }) => (
                <li key={`waiting ${number}`}>
                  {say(words.waiting, { name, number, amount: grouped(amount) })}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}

function NextStep({ batch }: { readonly batch: Batch }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [isReleasing, setReleasing] = useState(false);
  const [isSending, setSending] = useState(false);
  const action: Partial<Record<Batch['state'], Action>> = {
    made: 'payouts.release',
    released: 'payouts.send',
    sent: 'payouts.answer',
  };
  const needed = action[batch.state];
  if (needed === undefined) return null;
  return (
    <span className="beside">
      {!may(needed) && <span className="quiet">{say(words.waits, { who: say(rolesThatMay(needed)) })}</span>}
      {batch.state === 'made' && may('payouts.release') && (
        <Button type="primary" onClick={() => setReleasing(true)}>
          {say(words.release)}
        </Button>
      )}
      {batch.state === 'released' && !may('payouts.send') && <TakeFile batch={batch} />}
      {batch.state === 'released' && may('payouts.send') && (
        <Button type="primary" onClick={() => setSending(true)}>
          {say(words.send)}
        </Button>
      )}
      {isReleasing && <ReleaseSheet batch={batch} onClose={() => setReleasing(false)} />}
      {isSending && <SendSheet batch={batch} onClose={() => setSending(false)} />}
    </span>
  );
}

/** Fetches the file for the bank, for whoever may take it to there. */
function TakeFile({ batch }: { readonly batch: Batch }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const take = useChange('takePayoutBatchFile');
  const { fileName } = batch;
  if (fileName === null || !may('payouts.take-file')) return null;
  return (
    <>
      <Button
        loading={take.isRunning}
        onClick={() =>
          void take.run({ orderId: batch.id }).then((bytes) => bytes && saveFile(fileName, bytes))
        }
      >
        {say(words.take)}
      </Button>
      <Refusal failure={take.failure} />
    </>
  );
}

interface SheetProps {
  readonly batch: Batch;
  readonly onClose: () => void;
  /** It went through; closed unless given. */
  readonly onDone?: () => void;
}

export function ReleaseSheet({ batch, onClose, onDone = onClose }: SheetProps): ReactElement {
  const say = useSay();
  const [isSeen, setSeen] = useState(false);
  const release = useChange('releasePayoutBatch', useSeen('readPayoutBatch', { orderId: batch.id }));
  const accounts = useAnswer('readPayoutBatchAccounts', { orderId: batch.id });
  return (
    <Sheet
      title={say(words.release)}
      act={say(words.release)}
      width={640}
      onClose={onClose}
      isReady={isSeen && accounts.data !== undefined}
      isRunning={release.isRunning}
      failure={release.failure}
      onAct={() => {
        if (accounts.data === undefined) return;
        const { changed, shared, returned } = accounts.data;
        const seen = { changed: changed.length, shared: shared.length, returned: returned.length };
        void release.run({ orderId: batch.id, seen }).then((done) => done && onDone());
      }}
    >
      <p>{say(words.releaseMore, { count: batch.count, total: grouped(batch.total) })}</p>
      <p className="capitals">{batch.totalInCapitals}</p>
      <Accounts orderId={batch.id} />
      <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
        {say(words.seen)}
      </Checkbox>
    </Sheet>
  );
}

export function SendSheet({ batch, onClose, onDone = onClose }: SheetProps): ReactElement {
  const say = useSay();
  const send = useChange('sendPayoutBatch');
  return (
    <Sheet
      title={say(words.send)}
      act={say(words.send)}
      onClose={onClose}
      isRunning={send.isRunning}
      failure={send.failure}
      onAct={() => void send.run({ orderId: batch.id }).then((done) => done && onDone())}
    >
      <p>{say(words.sendMore, { count: batch.count, total: grouped(batch.total) })}</p>
      <p className="capitals">{batch.totalInCapitals}</p>
      <TakeFile batch={batch} />
    </Sheet>
  );
}

/**
 * The bank's file, dropped or chosen; what it says is compared line by line by the server, and shown before it counts. `onRead`: when it
 * is to be read in, for whoever shows this only as long as there is something to read.
 */
export function DropAnswer(props: { readonly batch: Batch; readonly onRead?: () => void }): ReactElement {
  const say = useSay();
  const answer = useChange('answerPayoutBatch');
  const { batch, onRead } = props;
  const { id: orderId } = batch;
  return (
    <Part title={say(words.answer)}>
      <BankAnswer
        reading={{
          isRunning: answer.isRunning,
          failure: answer.failure,
          run: (terms, file) => {
            onRead?.();
            return answer.run({ orderId, ...terms }, file);
          },
          tryOut: (terms, file, signal) => answer.tryOut({ orderId, ...terms }, file, signal),
          reset: answer.reset,
        }}
        isOver={batch.state !== 'sent'}
        next={
          <p>
            {say(words.afterReturn)} <Link to="/members">{say(words.mendAccount)}</Link>{' '}
            <Link to="/payouts/counter">{say(words.payCash)}</Link>
          </p>
        }
      />
    </Part>
  );
}

function Lines({ batch }: { readonly batch: Batch }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const lines = useWholeList('listPayoutBatchLines', { orderId: batch.id }, (page) => page.lines);
  if (lines.error !== null) return <Failed error={lines.error} again={lines.again} />;
  const sums = new Map<number, Money>();
  for (const { bankRow, amount } of lines.rows)
    sums.set(bankRow, (sums.get(bankRow) ?? Money.zero).plus(Money.parse(amount)));
  /** What the same row of the file pays comes back together. */
  const together = ({ bankRow }: Line) => (sums.get(bankRow) ?? Money.zero).toString();
  const plain = (
    key: 'payee' | 'bank' | 'accountMasked' | 'number' | 'reason',
    head: string,
    width: number,
  ) => ({
    key,
    head,
    width,
    cell: (line: Line) => line[key],
    text: (line: Line) => line[key],
  });
  return (
    <Part title={say(words.lines)}>
      <div className="limited">
        <Table
          label={say(words.lines)}
          rows={lines.rows}
          keyOf={({ serial }) => String(serial)}
          toneOf={({ outcome }) => (outcome === 'returned' ? 'alarm' : undefined)}
          columns={[
            {
              key: 'serial',
              head: say(words.serial),
              width: 60,
              cell: ({ bankRow }) => bankRow,
              text: ({ bankRow }) => String(bankRow),
            },
            plain('number', say(words.holder), 90),
            plain('payee', say(words.payee), 120),
            plain('bank', say(words.bank), 150),
            plain('accountMasked', say(words.account), 180),
            {
              key: 'amount',
              head: say(words.amount),
              unit: say(words.yuan),
              width: 130,
              figure: true,
              cell: ({ amount }) => <Amount of={amount} />,
              text: ({ amount }) => amount,
              foot: <Amount of={batch.byBank} />,
            },
            {
              key: 'outcome',
              head: say(words.outcome),
              width: 90,
              cell: ({ outcome }) =>
                outcome && (
                  <State tone={outcome === 'paid' ? 'done' : 'next'}>{say(bankOutcomeWords[outcome])}</State>
                ),
              text: ({ outcome }) => outcome && say(bankOutcomeWords[outcome]),
            },
            {
              ...plain('reason', say(words.reason), 160),
              cell: (line) =>
                line.outcome === 'paid' && may('payouts.release') ? (
                  <Decision
                    change="returnPayoutBatchLine"
                    label={say(words.late)}
                    small
                    why={say(words.reason)}
                    inputOf={(reason) => ({ orderId: batch.id, serial: line.serial, reason })}
                  >
                    <p>
                      {say(words.lateMore, {
                        name: line.payee,
                        number: line.number,
                        amount: grouped(together(line)),
                      })}
                    </p>
                  </Decision>
                ) : (
                  <>
                    {line.reason}
                    <TakeBackReturn
                      change="takeBackPayoutBatchReturn"
                      orderId={batch.id}
                      lateReturnId={line.lateReturnId}
                      payee={{ name: line.payee, number: line.number, amount: together(line) }}
                    />
                  </>
                ),
            },
          ]}
        />
      </div>
    </Part>
  );
}
