/**
 * Closing: the month and the year that are next, what stands in their way in the words of the refusal itself, and the way back
 * for another person.
 */
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Moment } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import { Refused, type Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Export } from '../../shared/export.tsx';
import { Field } from '../../shared/form.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Note, Page, Part, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { CloseMonthsSheet } from './close-months.tsx';
import { BookTabs } from './tabs.tsx';

type Times = Reply<'listClosedMonths'>;

const words = {
  title: { zh: '结账', en: 'Closing' },
  months: { zh: '月份', en: 'Months' },
  years: { zh: '年度', en: 'Years' },
  archive: { zh: '归档', en: 'Archive' },
  archiveOf: { zh: '下载 {year} 年账簿', en: 'Books of {year}' },
  month: { zh: '月份', en: 'Month' },
  year: { zh: '年度', en: 'Year' },
  state: { zh: '状态', en: 'State' },
  closed: { zh: '已结账', en: 'Closed' },
  next: { zh: '待结账', en: 'Next to close' },
  open: { zh: '未结账', en: 'Open' },
  by: { zh: '结账人', en: 'Closed by' },
  at: { zh: '结账时间', en: 'Closed on' },
  close: { zh: '{which} 结账', en: 'Close {which}' },
  closeAll: { zh: '结账到 {which}', en: 'Close up to {which}' },
  closeYear: { zh: '{which} 年终结转', en: 'Close the year {which}' },
  reopen: { zh: '{which} 反结账', en: 'Reopen {which}' },
  reopenYear: { zh: '冲回 {which} 年终结转', en: 'Take back the closing of {which}' },
  blocked: { zh: '{which} 现在不能结账：', en: '{which} cannot be closed now: ' },
  blockedYear: { zh: '{which} 年现在不能结转：', en: 'The year {which} cannot be closed now: ' },
  monthMore: {
    zh: '结账后本月不再收凭证。反结账须由另一人办理并写明原因。',
    en: 'A closed month takes no vouchers. Another person reopens it, and says why.',
  },
  yearMore: {
    zh: '把本年收入、支出结转本年收益，再结转未分配收益和各项分配，自动生成结转凭证。',
    en: 'Income and expenses go to the income of the year, that and the distributions to undistributed income, by vouchers that make themselves.',
  },
  reopenMore: {
    zh: '打开后可以再收凭证，原结账记录保留。',
    en: 'It takes vouchers again; the record of its closing stays.',
  },
  reopenYearMore: {
    zh: '以红字冲回结转凭证，本年可以再收凭证、再结转。结转已经复核的，另一人复核后才冲回，十二月同时打开。',
    en: 'The closing vouchers are taken back in red; the year takes vouchers again and may be closed anew. Where its closing was confirmed, once another person confirms this, and December is opened with it.',
  },
  reason: { zh: '原因', en: 'Reason' },
  confirmedBy: { zh: '复核', en: 'Confirmed' },
  unconfirmed: { zh: '待复核', en: 'Waits' },
  confirmYear: { zh: '复核', en: 'Confirm' },
  confirmYearAct: { zh: '复核 {which} 年终结转', en: 'Confirm the closing of {which}' },
  confirmYearMore: {
    zh: '{which} 年由{by}结转。复核后作为年度决算的依据。',
    en: '{by} closed {which}. You confirm the closing as the final account of the year.',
  },
  whoCloses: { zh: '结账由{who}办理。', en: 'Closing is done by the {who}.' },
  none: { zh: '还没有凭证', en: 'There are no vouchers yet' },
  noneMore: { zh: '有凭证的月份结账后出现在这里。', en: 'Months that have vouchers appear here.' },
} as const satisfies Record<string, Sentence>;

type Decision =
  | { readonly is: 'close-month' | 'reopen-month'; readonly which: string }
  | { readonly is: 'close-year' | 'reopen-year'; readonly which: string };

export function Closing(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const times = useAnswer('listClosedMonths', {}, { when: may('books.read') });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return (
    <Answer of={times}>
      {(found) => (found.booked.length === 0 ? <Nothing /> : <Shown times={found} />)}
    </Answer>
  );

  function Nothing(): ReactElement {
    return (
      <Page title={say(words.title)}>
        <BookTabs />
        <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
      </Page>
    );
  }
}

/** What the server would say now; null where it would be done. */
function useBlock(decision: Decision | null): string | null {
  const language = useLanguage();
  const { cooperative, may } = useSession();
  const month = useChange('closeMonth');
  const year = useChange('closeYear');
  const asked = useQuery({
    queryKey: [cooperative.id, 'closing', language, decision],
    enabled: decision !== null && may('books.close'),
    queryFn: () =>
      (decision?.is === 'close-year'
        ? year.tryOut({ year: decision.which })
        : month.tryOut({ month: decision?.which ?? '' })
      ).then(
        () => null,
        (error: unknown) => {
          if (error instanceof Refused) return error.problem.detail;
          throw error;
        },
      ),
  });
  return asked.data ?? null;
}

/** The last month that is over. */
function monthBefore(day: string): string {
  return new Date(Date.parse(`${day.slice(0, 7)}-01`) - 86_400_000).toISOString().slice(0, 7);
}

function Shown({ times }: { readonly times: Times }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [isClosingAll, setClosingAll] = useState(false);
  const lastOver = monthBefore(todayInChina());
  const closed = new Map(times.closed.map((each) => [each.month, each]));
  const nextMonth = times.booked.find((month) => !closed.has(month));
  const nextYear = times.years.find(({ isClosed }) => !isClosed)?.year;
  const lastMonth = times.closed.at(-1)?.month;
  const lastYear = times.years.findLast(({ isClosed }) => isClosed)?.year;
  const closesMonth: Decision | null =
    nextMonth === undefined ? null : { is: 'close-month', which: nextMonth };
  const closesYear: Decision | null = nextYear === undefined ? null : { is: 'close-year', which: nextYear };
  const monthBlock = useBlock(closesMonth);
  const yearBlock = useBlock(closesYear);
  const rows = [...times.booked].reverse();
  const years = [...times.years].reverse();
  const yearColumn = columnsOf<Times['years'][number]>(say);
  const stateOf = (isClosed: boolean, isNext: boolean) => (
    <State tone={isClosed ? 'done' : isNext ? 'next' : 'waiting'}>
      {say(isClosed ? words.closed : isNext ? words.next : words.open)}
    </State>
  );
  const stateText = (isClosed: boolean, isNext: boolean) =>
    say(isClosed ? words.closed : isNext ? words.next : words.open);
  return (
    <Page
      title={say(words.title)}
      action={
        may('books.close') &&
        closesMonth !== null && (
          <span className="beside">
            {closesMonth.which < lastOver && (
              <Button disabled={monthBlock !== null} onClick={() => setClosingAll(true)}>
                {say(words.closeAll, { which: lastOver })}
              </Button>
            )}
            <Button type="primary" disabled={monthBlock !== null} onClick={() => setDecision(closesMonth)}>
              {say(words.close, { which: closesMonth.which })}
            </Button>
          </span>
        )
      }
    >
      <BookTabs />
      {!may('books.close') && <Note>{say(words.whoCloses, { who: say(rolesThatMay('books.close')) })}</Note>}
      {monthBlock !== null && (
        <Note warning>
          {say(words.blocked, { which: nextMonth ?? '' })}
          {monthBlock}
        </Note>
      )}
      {yearBlock !== null && (
        <Note>
          {say(words.blockedYear, { which: nextYear ?? '' })}
          {yearBlock}
        </Note>
      )}
      <div className="halves">
        <Part
          title={say(words.months)}
          aside={
            may('books.reopen') &&
            lastMonth !== undefined && (
              <Button size="small" onClick={() => setDecision({ is: 'reopen-month', which: lastMonth })}>
                {say(words.reopen, { which: lastMonth })}
              </Button>
            )
          }
        >
          <div className="bounded">
            <Table
              label={say(words.months)}
              rows={rows}
              keyOf={(month) => month}
              columns={[
                {
                  key: 'month',
                  head: say(words.month),
                  width: 110,
                  cell: (month) => month,
                  text: (month) => month,
                },
                {
                  key: 'state',
                  head: say(words.state),
                  width: 120,
                  cell: (month) => stateOf(closed.has(month), month === nextMonth),
                  text: (month) => stateText(closed.has(month), month === nextMonth),
                },
                {
                  key: 'by',
                  head: say(words.by),
                  width: 120,
                  cell: (month) => closed.get(month)?.closedBy,
                  text: (month) => closed.get(month)?.closedBy,
                },
                {
                  key: 'at',
                  head: say(words.at),
                  width: 150,
                  cell: (month) => {
                    const at = closed.get(month)?.closedAt;
                    return at === undefined ? '' : <Moment of={at} />;
                  },
                  text: (month) => closed.get(month)?.closedAt,
                },
              ]}
            />
          </div>
        </Part>
        <Part
          title={say(words.years)}
          aside={
            <span className="beside">
              {may('books.reopen') && lastYear !== undefined && (
                <Button size="small" onClick={() => setDecision({ is: 'reopen-year', which: lastYear })}>
                  {say(words.reopenYear, { which: lastYear })}
                </Button>
              )}
              {may('books.close') && closesYear !== null && (
                <Button size="small" disabled={yearBlock !== null} onClick={() => setDecision(closesYear)}>
                  {say(words.closeYear, { which: closesYear.which })}
                </Button>
              )}
            </span>
          }
        >
          <Table
            label={say(words.years)}
            rows={years}
            keyOf={({ year }) => year}
            columns={[
              {
                key: 'year',
                head: say(words.year),
                width: 70,
                cell: ({ year }) => year,
                text: ({ year }) => year,
              },
              {
                key: 'state',
                head: say(words.state),
                width: 110,
                cell: ({ year, isClosed }) => stateOf(isClosed, year === nextYear),
                text: ({ year, isClosed }) => stateText(isClosed, year === nextYear),
              },
              yearColumn.text('by', say(words.by), 90, ({ closedBy }) => closedBy),
              yearColumn.text(
                'archive',
                say(words.archive),
                130,
                () => '',
                ({ year }) => (
                  <Export of="exportBooks" input={{ year }} label={say(words.archiveOf, { year })} plain />
                ),
              ),
              yearColumn.text(
                'confirmed',
                say(words.confirmedBy),
                100,
                ({ confirmedBy }) => confirmedBy,
                (year) => <YearConfirmation year={year} />,
              ),
            ]}
          />
        </Part>
      </div>
      {isClosingAll && <CloseMonthsSheet until={lastOver} onClose={() => setClosingAll(false)} />}
      {decision !== null && (
        <Decide key={decision.is} decision={decision} onClose={() => setDecision(null)} />
      )}
    </Page>
  );
}

/** Who confirmed that a year was closed, or the button of whoever may. */
function YearConfirmation({ year }: { readonly year: Times['years'][number] }): ReactElement {
  const say = useSay();
  const { may, person } = useSession();
  const isOpen = year.isClosed && year.confirmedBy === null;
  if (!isOpen || !may('years.confirm') || year.closedBy === person.displayName)
    return <>{year.confirmedBy ?? (isOpen ? say(words.unconfirmed) : '')}</>;
  return (
    <Decision
      change="confirmYear"
      label={say(words.confirmYear)}
      act={say(words.confirmYearAct, { which: year.year })}
      small
      inputOf={() => ({ year: year.year })}
    >
      <p>{say(words.confirmYearMore, { which: year.year, by: year.closedBy ?? '' })}</p>
    </Decision>
  );
}

function Decide(props: { readonly decision: Decision; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const { decision, onClose } = props;
  const { which } = decision;
  const [reason, setReason] = useState('');
  const closeMonth = useChange('closeMonth');
  const closeYear = useChange('closeYear');
  const reopenMonth = useChange('reopenMonth');
  const reopenYear = useChange('reopenYear');
  const steps = {
    'close-month': {
      change: closeMonth,
      title: words.close,
      more: words.monthMore,
      run: () => closeMonth.run({ month: which }),
    },
    'reopen-month': {
      change: reopenMonth,
      title: words.reopen,
      more: words.reopenMore,
      run: () => reopenMonth.run({ month: which, reason }),
    },
    'close-year': {
      change: closeYear,
      title: words.closeYear,
      more: words.yearMore,
      run: () => closeYear.run({ year: which }),
    },
    'reopen-year': {
      change: reopenYear,
      title: words.reopenYear,
      more: words.reopenYearMore,
      run: () => reopenYear.run({ year: which, reason }),
    },
  };
  const step = steps[decision.is];
  const asksWhy = decision.is.startsWith('reopen');
  const title = say(step.title, { which });
  return (
    <Sheet
      title={title}
      act={title}
      onClose={onClose}
      isRunning={step.change.isRunning}
      isReady={!asksWhy || reason.trim().length > 1}
      failure={step.change.failure}
      onAct={() =>
        void step.run().then((done) => {
          if (done !== undefined) onClose();
        })
      }
    >
      <p>{say(step.more)}</p>
      {asksWhy && (
        <Field label={say(words.reason)}>
          {(place) => (
            <Input
              {...place}
              maxLength={200}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      )}
    </Sheet>
  );
}
