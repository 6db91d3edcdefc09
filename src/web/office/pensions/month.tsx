/**
 * The pensions of one month: worked out by one, released by another who looked at the accounts, sent to the bank and answered
 * by it; what stayed in the till comes back line by line.
 */
import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { bankOutcomeWords, orderStateWords } from '../../../domain/money-words.ts';
import type { Action } from '../../../domain/permission.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount, Day, grouped } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Ask } from '../../shared/ask.tsx';
import { Decision } from '../../shared/decision.tsx';
import { saveFile } from '../../shared/files.ts';
import { BankAnswer } from '../../shared/bank-answer.tsx';
import { ReturnedAnswers, TakeBackReturn } from '../../shared/taken-back.tsx';
import { useSay } from '../../shared/language.ts';
import { countsOf, PensionAccounts } from '../../shared/pension-accounts.tsx';
import { Facts, Figures, Page, Part, State, Steps } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, NoPermission, Refusal } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Month = Reply<'readPensionRun'>;
type Line = Month['lines'][number];

const words = {
  refused: { zh: '银行整批退回', en: 'Refused as a whole' },
  refusedMore: {
    zh: '银行没有受理整个文件，一笔也没有付出；由编制人以外的人登记。',
    en: 'The bank took none of it. Another than its maker says so.',
  },
  back: { zh: '养老金', en: 'Pensions' },
  title: { zh: '{month} 养老金', en: 'Pensions of {month}' },
  number: { zh: '发放表第 {number} 号', en: 'run {number}' },
  way: { zh: '本月的进度', en: 'Where this month stands' },
  made: { zh: '已编制', en: 'worked out' },
  released: { zh: '已放行', en: 'released' },
  sent: { zh: '已送出', en: 'sent' },
  settled: { zh: '已回盘', en: 'answered' },
  release: { zh: '复核放行', en: 'Release' },
  take: { zh: '取银行文件', en: 'Take the file' },
  send: { zh: '确认已送出', en: 'It went out' },
  cancel: { zh: '取消', en: 'Cancel' },
  answer: { zh: '读入银行回盘', en: 'Read the bank’s answer' },
  waits: { zh: '下一步由{who}办理', en: 'Next: {who}' },
  total: { zh: '合计', en: 'Total' },
  byBank: { zh: '银行代发', en: 'By bank' },
  inCash: { zh: '现金', en: 'In cash' },
  returned: { zh: '退回', en: 'Returned' },
  count: { zh: '{count} 笔', en: '{count} payments' },
  yuan: { zh: '元', en: 'yuan' },
  capitals: { zh: '大写', en: 'In capitals' },
  payOn: { zh: '发放日', en: 'Pay day' },
  file: { zh: '银行文件', en: 'Bank file' },
  digest: { zh: '文件校验码', en: 'Digest of the file' },
  why: { zh: '原因', en: 'Reason' },
  look: { zh: '要看的账号和生存认证', en: 'Accounts and proofs of life to look at' },
  releaseMore: {
    zh: '放行 {month} 养老金 {count} 笔共 {total} 元。编制人不能放行，放行人不能再确认送出。',
    en: '{count} pensions of {total} yuan for {month} are released. Whoever made it does not release it; whoever releases it does not send it.',
  },
  seen: {
    zh: '我已逐一看过以上账号、笔数和金额',
    en: 'I have looked at the accounts above, the count and the total',
  },
  sendMore: {
    zh: '{count} 笔共 {total} 元已交银行或以现金发出。',
    en: '{count} payments of {total} yuan are with the bank or were paid in cash.',
  },
  afterReturn: {
    zh: '下一步：请本人核对收款账号并更正，退回的养老金列入以后月份补发。',
    en: 'Next: the payee checks the account and has it mended; what came back is paid as arrears with a later month.',
  },
  mendAccount: { zh: '改账号：成员名册', en: 'Mend it: members' },
  late: { zh: '退汇', en: 'It came back' },
  lateMore: {
    zh: '{name}（{number}）的 {amount} 元已付之后又退回。另一人在对账单上核对并复核后，才重新应付。',
    en: 'The {amount} yuan of {name} ({number}) came back after they were paid. They are owed again once another person has found them on the bank statement and confirmed it.',
  },
  lines: { zh: '各行', en: 'Lines' },
  member: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  ofMonth: { zh: '本月', en: 'This month' },
  arrears: { zh: '补发', en: 'Arrears' },
  offset: { zh: '抵扣', en: 'Offset' },
  pays: { zh: '实发', en: 'Paid out' },
  means: { zh: '方式', en: 'How' },
  bank: { zh: '银行', en: 'bank' },
  cash: { zh: '现金', en: 'cash' },
  held: { zh: '暂缓', en: 'held back' },
  account: { zh: '账号', en: 'Account' },
  outcome: { zh: '结果', en: 'Result' },
  cameBack: { zh: '收回', en: 'Came back' },
  cashMore: {
    zh: '{name}（{number}）的 {amount} 元无人领取，收回库存现金，下月补发。',
    en: '{amount} yuan of {name} ({number}) came back to the till; the next month pays it as arrears.',
  },
} as const satisfies Record<string, Sentence>;

const way: readonly Month['state'][] = ['made', 'released', 'sent', 'settled'];

export function PensionMonth(): ReactElement {
  const { orderId } = useParams({ from: '/pensions/$orderId' });
  const { may } = useSession();
  const month = useAnswer('readPensionRun', { orderId }, { when: may('payouts.read') });
  if (!may('payouts.read')) return <NoPermission action="payouts.read" />;
  return (
    <>
      <Answer of={month} rows={12}>
        {(found) => <Shown key={found.id} month={found} />}
      </Answer>
    </>
  );
}

function Shown({ month }: { readonly month: Month }): ReactElement {
  // What the answer said, or why it was not taken, stays where it was read.
  const [isRead, setRead] = useState(false);
  const say = useSay();
  const { may } = useSession();
  const unit = say(words.yuan);
  const at = way.indexOf(month.state);
  return (
    <Page
      title={say(words.title, { month: month.month ?? '' })}
      kicker={
        <>
          <Link to="/pensions">{say(words.back)}</Link> · {say(words.number, { number: month.number })}
        </>
      }
      state={
        at < 0 ? (
          <State tone="off">{say(orderStateWords[month.state])}</State>
        ) : (
          <Steps
            label={say(words.way)}
            names={[words.made, words.released, words.sent, words.settled].map((each) => say(each))}
            at={month.state === 'settled' ? way.length : at + 1}
          />
        )
      }
      action={<NextStep month={month} />}
    >
      <Figures
        items={[
          {
            label: say(words.total),
            value: <Amount of={month.total} />,
            unit,
            note: say(words.count, { count: month.count }),
            accent: true,
          },
          { label: say(words.byBank), value: <Amount of={month.byBank} />, unit },
          { label: say(words.inCash), value: <Amount of={month.inCash} />, unit },
          {
            label: say(words.returned),
            value: <Amount of={month.returned.total} />,
            unit,
            note: say(words.count, { count: month.returned.count }),
          },
        ]}
      />
      <div className="pair">
        <Facts
          items={[
            { label: say(words.capitals), value: month.totalInCapitals },
            { label: say(words.payOn), value: <Day of={month.payOn} /> },
            { label: say(words.file), value: month.fileName ?? '—' },
            {
              label: say(words.digest),
              value: <span className="digest">{month.fileSha256?.slice(0, 16) ?? '—'}</span>,
            },
            ...(month.reason === null ? [] : [{ label: say(words.why), value: month.reason }]),
          ]}
        />
        {(month.state === 'sent' || isRead) && month.fileName !== null && may('payouts.answer') ? (
          <DropAnswer month={month} onRead={() => setRead(true)} />
        ) : (
          <Part title={say(words.look)}>
            <PensionAccounts orderId={month.id} />
          </Part>
        )}
      </div>
      <Lines month={month} />
      {month.returned.count > 0 && <ReturnedAnswers orderId={month.id} change="takeBackPensionRunAnswer" />}
    </Page>
  );
}

function NextStep({ month }: { readonly month: Month }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [isSeen, setSeen] = useState(false);
  const take = useChange('takePensionRunFile');
  const accounts = useAnswer(
    'readPensionRunAccounts',
    { orderId: month.id },
    { when: month.state === 'made' },
  );
  const action: Partial<Record<Month['state'], Action>> = {
    made: 'payouts.release',
    released: 'payouts.send',
    sent: 'payouts.answer',
  };
  const needed = action[month.state];
  if (needed === undefined) return null;
  const { id: orderId, count } = month;
  const total = grouped(month.total);
  return (
    <span className="beside">
      {!may(needed) && <span className="quiet">{say(words.waits, { who: say(rolesThatMay(needed)) })}</span>}
      {(month.state === 'made' || month.state === 'released') && may('payouts.cancel') && (
        <Decision
          change="cancelPensionRun"
          label={say(words.cancel)}
          why={say(words.why)}
          inputOf={(reason) => ({ orderId, reason })}
        />
      )}
      {month.state === 'made' && may('payouts.release') && (
        <Decision
          change="releasePensionRun"
          label={say(words.release)}
          primary
          width={640}
          isReady={isSeen && accounts.data !== undefined}
          inputOf={() => ({ orderId, seen: countsOf(accounts.data) })}
        >
          <p>{say(words.releaseMore, { month: month.month ?? '', count, total })}</p>
          <p className="capitals">{month.totalInCapitals}</p>
          <PensionAccounts orderId={orderId} />
          <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
            {say(words.seen)}
          </Checkbox>
        </Decision>
      )}
      {month.state === 'released' && month.fileName !== null && may('payouts.take-file') && (
        <Button
          loading={take.isRunning}
          onClick={() =>
            void take.run({ orderId }).then((bytes) => bytes && saveFile(month.fileName ?? '', bytes))
          }
        >
          {say(words.take)}
        </Button>
      )}
      {month.state === 'sent' && (
        <Ask change="refusePensionRun" label={say(words.refused)} given={{ orderId }}>
          <p className="quiet">{say(words.refusedMore)}</p>
        </Ask>
      )}
      {month.state === 'released' && may('payouts.send') && (
        <Decision change="sendPensionRun" label={say(words.send)} primary inputOf={() => ({ orderId })}>
          <p>{say(words.sendMore, { count, total })}</p>
          <p className="capitals">{month.totalInCapitals}</p>
        </Decision>
      )}
      {take.failure !== null && <Refusal failure={take.failure} />}
    </span>
  );
}

function DropAnswer(props: { readonly month: Month; readonly onRead: () => void }): ReactElement {
  const say = useSay();
  const answer = useChange('answerPensionRun');
  const { month, onRead } = props;
  const { id: orderId } = month;
  return (
    <Part title={say(words.answer)}>
      <BankAnswer
        reading={{
          isRunning: answer.isRunning,
          failure: answer.failure,
          run: (terms, file) => {
            onRead();
            return answer.run({ orderId, ...terms }, file);
          },
          tryOut: (terms, file, signal) => answer.tryOut({ orderId, ...terms }, file, signal),
          reset: answer.reset,
        }}
        isOver={month.state !== 'sent'}
        next={
          <p>
            {say(words.afterReturn)} <Link to="/members">{say(words.mendAccount)}</Link>
          </p>
        }
      />
    </Part>
  );
}

/** What the bank reported as paid came back after all: told here, owed again once another person confirms it. */
function ReturnLate(props: {
  readonly orderId: string;
  readonly line: Line;
  readonly serial: number;
}): ReactElement {
  const say = useSay();
  const { orderId, line, serial } = props;
  const { name, member: number, amount } = line;
  return (
    <Decision
      change="returnPensionRunLine"
      label={say(words.late)}
      small
      why={say(words.why)}
      inputOf={(reason) => ({ orderId, serial, reason })}
    >
      <p>{say(words.lateMore, { name, number, amount: grouped(amount) })}</p>
    </Decision>
  );
}

function Lines({ month }: { readonly month: Month }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { text, amount } = columnsOf<Line>(say);
  const isOut = month.state === 'sent' || month.state === 'settled';
  const comesBack = (line: Line) =>
    isOut && line.means === 'cash' && line.outcome !== 'returned' && may('payouts.cash');
  return (
    <Part title={say(words.lines)}>
      <div className="limited">
        <Table
          label={say(words.lines)}
          rows={month.lines}
          keyOf={({ member }) => member}
          toneOf={({ outcome }) => (outcome === 'returned' ? 'alarm' : undefined)}
          columns={[
            text('member', say(words.member), 80, ({ member }) => member),
            text('name', say(words.name), 100, ({ name }) => name),
            amount('ofMonth', say(words.ofMonth), 110, ({ ofMonth }) => ofMonth),
            amount('arrears', say(words.arrears), 100, ({ arrears }) => arrears),
            amount('offset', say(words.offset), 100, ({ offset }) => offset),
            {
              ...amount('pays', say(words.pays), 120, (line) => line.amount),
              foot: <Amount of={month.total} />,
            },
            text('means', say(words.means), 80, ({ means }) => say(words[means])),
            text('account', say(words.account), 160, ({ accountMasked }) => accountMasked),
            text(
              'outcome',
              say(words.outcome),
              90,
              ({ outcome }) => outcome && say(bankOutcomeWords[outcome]),
              ({ outcome }) =>
                outcome && (
                  <State tone={outcome === 'paid' ? 'done' : 'next'}>{say(bankOutcomeWords[outcome])}</State>
                ),
            ),
            text(
              'why',
              say(words.why),
              130,
              ({ reason }) => reason,
              (line) =>
                comesBack(line) ? (
                  <Decision
                    change="returnPensionCash"
                    label={say(words.cameBack)}
                    small
                    why={say(words.why)}
                    inputOf={(reason) => ({ orderId: month.id, member: line.member, reason })}
                  >
                    <p>
                      {say(words.cashMore, {
                        name: line.name,
                        number: line.member,
                        amount: grouped(line.amount),
                      })}
                    </p>
                  </Decision>
                ) : line.serial !== null && line.outcome === 'paid' && may('payouts.release') ? (
                  <ReturnLate orderId={month.id} line={line} serial={line.serial} />
                ) : (
                  <>
                    {line.reason}
                    <TakeBackReturn
                      change="takeBackPensionRunReturn"
                      orderId={month.id}
                      lateReturnId={line.lateReturnId}
                      payee={{ name: line.name, number: line.member, amount: line.amount }}
                    />
                  </>
                ),
            ),
          ]}
        />
      </div>
    </Part>
  );
}
