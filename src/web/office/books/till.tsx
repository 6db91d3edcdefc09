/** Counts of the till: what lay in it beside what the books say, counted by the cashier, confirmed by whoever stood by. */
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount, grouped } from '../../shared/amount.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, Page, State, type Tone } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { amountTyped } from './draft.ts';
import { BookTabs } from './tabs.tsx';

type Count = Reply<'listTillCounts'>['counts'][number];

const words = {
  title: { zh: '库存现金盘点', en: 'Counts of the till' },
  count: { zh: '登记盘点', en: 'Enter a count' },
  number: { zh: '编号', en: 'No.' },
  day: { zh: '盘点日', en: 'Day' },
  account: { zh: '科目', en: 'Account' },
  booked: { zh: '账面数', en: 'In the books' },
  counted: { zh: '实点数', en: 'Counted' },
  gap: { zh: '溢缺', en: 'Over or short' },
  explanation: { zh: '不符的原因', en: 'Why it differs' },
  by: { zh: '盘点人', en: 'Counted by' },
  state: { zh: '状态', en: 'State' },
  answer: { zh: '复核', en: 'Review' },
  open: { zh: '待复核', en: 'Awaits review' },
  confirmed: { zh: '已复核', en: 'Confirmed' },
  refused: { zh: '已退回', en: 'Sent back' },
  confirm: { zh: '复核', en: 'Confirm' },
  confirmMore: {
    zh: '第 {number} 号盘点：账面 {booked} 元，实点 {counted} 元，由{by}盘点。您在场监盘，现予复核。',
    en: 'Count {number}: {booked} yuan in the books, {counted} counted by {by}. You stood by, and confirm it.',
  },
  sendBack: { zh: '退回', en: 'Send back' },
  why: { zh: '退回原因', en: 'Why' },
  none: { zh: '还没有盘点过', en: 'The till was never counted' },
  noneMore: {
    zh: '{who}清点库存现金，与账面核对，由在场监盘的另一人复核。',
    en: 'The {who} counts the cash against the books, and whoever stood by confirms it.',
  },
  equal: { zh: '账实相符', en: 'It agrees with the books' },
  over: { zh: '比账面多 {amount} 元', en: '{amount} yuan more than in the books' },
  short: { zh: '比账面少 {amount} 元', en: '{amount} yuan less than in the books' },
  today: { zh: '今天账面', en: 'In the books today' },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<Count['state'], Tone>> = { open: 'next', confirmed: 'done', refused: 'off' };

function gapOf({ counted, booked }: Count): string {
  return Money.parse(counted).minus(Money.parse(booked)).toString();
}

export function TillCounts(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [isCounting, setCounting] = useState(false);
  const counts = useWholeList('listTillCounts', {}, (page) => page.counts, { when: may('books.read') });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return (
    <Page
      title={say(words.title)}
      action={
        may('payouts.cash') && (
          <Button type="primary" onClick={() => setCounting(true)}>
            {say(words.count)}
          </Button>
        )
      }
    >
      <BookTabs />
      {counts.error !== null ? (
        <Failed error={counts.error} again={counts.again} />
      ) : counts.rows.length === 0 && !counts.isWhole ? (
        <Loading />
      ) : counts.rows.length === 0 ? (
        <Empty title={say(words.none)}>
          {say(words.noneMore, { who: say(rolesThatMay('payouts.cash')) })}
        </Empty>
      ) : (
        <Counts counts={counts.rows} />
      )}
      {isCounting && <CountSheet onClose={() => setCounting(false)} />}
    </Page>
  );
}

function Counts({ counts }: { readonly counts: readonly Count[] }): ReactElement {
  const say = useSay();
  const { text, amount, day } = columnsOf<Count>(say);
  return (
    <Table
      label={say(words.title)}
      rows={counts}
      keyOf={({ id }) => id}
      toneOf={({ state }) => (state === 'refused' ? 'off' : undefined)}
      columns={[
        text('number', say(words.number), 60, ({ number }) => number),
        day('day', say(words.day), (count) => count.day),
        text('account', say(words.account), 80, ({ account }) => account),
        amount('booked', say(words.booked), 130, ({ booked }) => booked),
        amount('counted', say(words.counted), 130, ({ counted }) => counted),
        amount('gap', say(words.gap), 110, gapOf),
        text('why', say(words.explanation), 150, ({ explanation, reason }) => explanation ?? reason),
        text('by', say(words.by), 90, ({ countedBy }) => countedBy),
        text(
          'state',
          say(words.state),
          110,
          ({ state }) => say(words[state]),
          ({ state }) => <State tone={tones[state]}>{say(words[state])}</State>,
        ),
        text(
          'answer',
          say(words.answer),
          150,
          ({ answeredBy }) => answeredBy,
          (count) => <CountAnswer count={count} />,
        ),
      ]}
    />
  );
}

function CountAnswer({ count }: { readonly count: Count }): ReactElement {
  const say = useSay();
  const { may, person } = useSession();
  if (count.state !== 'open' || !may('till.confirm') || count.countedBy === person.displayName)
    return <>{count.answeredBy}</>;
  const { id: countId, number, countedBy: by } = count;
  const [booked, counted] = [grouped(count.booked), grouped(count.counted)];
  return (
    <span className="beside">
      <Decision
        change="confirmTillCount"
        label={say(words.confirm)}
        small
        primary
        inputOf={() => ({ countId })}
      >
        <p>{say(words.confirmMore, { number, booked, counted, by })}</p>
      </Decision>
      <Decision
        change="sendBackTillCount"
        label={say(words.sendBack)}
        small
        why={say(words.why)}
        inputOf={(reason) => ({ countId, reason })}
      />
    </span>
  );
}

/** What the till holds by the books stands beside what is typed, and the difference at once. */
function CountSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const today = todayInChina();
  const count = useChange('countTill');
  const trial = useAnswer('readTrialBalance', { from: today, to: today });
  const tills = (trial.data?.rows ?? []).filter(({ account }) => account.startsWith('101'));
  const [chosen, setChosen] = useState('');
  const [counted, setCounted] = useState('');
  const [explanation, setExplanation] = useState('');
  const account = chosen === '' ? (tills[0]?.account ?? '101') : chosen;
  const booked = tills.find((each) => each.account === account)?.closing ?? '0.00';
  const typed = amountTyped(counted);
  const gap = typed?.minus(Money.parse(booked)) ?? null;
  const isEqual = gap?.isZero === true;
  return (
    <Sheet
      title={say(words.count)}
      act={say(words.count)}
      onClose={onClose}
      isReady={typed !== null && (isEqual || explanation.trim().length > 1)}
      isRunning={count.isRunning}
      failure={count.failure}
      onAct={() =>
        void count
          .run({
            account,
            counted: typed?.toString() ?? counted,
            ...(explanation.trim() !== '' && { explanation: explanation.trim() }),
          })
          .then((done) => done && onClose())
      }
    >
      {tills.length > 1 && (
        <Field label={say(words.account)}>
          {(place) => (
            <Select
              {...place}
              style={{ width: '100%' }}
              value={account}
              onChange={setChosen}
              options={tills.map((each) => ({ value: each.account, label: `${each.account} ${each.name}` }))}
            />
          )}
        </Field>
      )}
      <dl className="sum">
        <dt>{say(words.today)}</dt>
        <dd>
          <Amount of={booked} />
        </dd>
      </dl>
      <Field label={say(words.counted)}>
        {(place) => (
          <Input
            {...place}
            autoFocus
            inputMode="decimal"
            autoComplete="off"
            value={counted}
            onChange={({ target }) => setCounted(target.value)}
          />
        )}
      </Field>
      {gap !== null && (
        <Note warning={!isEqual}>
          {isEqual
            ? say(words.equal)
            : gap.isNegative
              ? say(words.short, { amount: gap.negated().toGrouped() })
              : say(words.over, { amount: gap.toGrouped() })}
        </Note>
      )}
      {gap !== null && !isEqual && (
        <Field label={say(words.explanation)}>
          {(place) => (
            <Input
              {...place}
              maxLength={200}
              value={explanation}
              onChange={({ target }) => setExplanation(target.value)}
            />
          )}
        </Field>
      )}
    </Sheet>
  );
}
