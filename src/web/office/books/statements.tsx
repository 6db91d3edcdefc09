/** The two statements in the lines of the law, each figure leading to the ledger of the accounts behind it. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { Amount } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Note, Page, Part, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import { daysOf, spanInWords, SpanPicker, WithSpan, type Span } from './span.tsx';
import { BookTabs } from './tabs.tsx';

type SheetLine = Reply<'readBalanceSheet'>['assets'][number];
type IncomeLine = Reply<'readIncomeStatement'>['lines'][number];

const words = {
  sheet: { zh: '资产负债表', en: 'Balance sheet' },
  income: { zh: '收益及收益分配表', en: 'Income and its distribution' },
  on: { zh: '{day}', en: 'on {day}' },
  assets: { zh: '资产', en: 'Assets' },
  liabilities: { zh: '负债', en: 'Liabilities' },
  equity: { zh: '所有者权益', en: 'Equity' },
  line: { zh: '项目', en: 'Line' },
  opening: { zh: '年初数', en: 'Start of year' },
  closing: { zh: '期末数', en: 'End' },
  amount: { zh: '金额', en: 'Amount' },
  yuan: { zh: '元', en: 'yuan' },
  level: { zh: '资产 = 负债 + 所有者权益：{amount}', en: 'Assets = liabilities + equity: {amount}' },
  unlevel: { zh: '资产与负债和所有者权益不等', en: 'Assets are not liabilities and equity' },
  open: {
    zh: '未分配收益中有尚未结转的本年收支 {amount} 元，见',
    en: 'Undistributed income holds {amount} yuan of income and expenses not closed yet: see ',
  },
} as const satisfies Record<string, Sentence>;

/** A line, linked to its ledger; a sum stands in bold. */
function nameCell(span: Span) {
  function Name({ name, total, accounts }: IncomeLine): ReactElement {
    if (total) return <strong>{name}</strong>;
    if (accounts.length === 0) return <>{name}</>;
    return (
      <Link to="/books/ledger" search={{ accounts: accounts.join(','), ...span }}>
        {name}
      </Link>
    );
  }
  return Name;
}

function figure<Line extends { readonly total: boolean }>(
  key: string,
  head: string,
  unit: string,
  of: (line: Line) => string,
): Column<Line> {
  return {
    key,
    head,
    unit,
    width: 140,
    figure: true,
    cell: (line) =>
      line.total ? (
        <strong>
          <Amount of={of(line)} />
        </strong>
      ) : (
        <Amount of={of(line)} />
      ),
    text: of,
  };
}

export function BalanceSheet(): ReactElement {
  const { may } = useSession();
  const search = useSearch({ from: '/books/balance-sheet' });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return <WithSpan search={search}>{(span, years) => <Sheet span={span} years={years} />}</WithSpan>;
}

interface SpanProps {
  readonly span: Span;
  readonly years: readonly string[];
}

function Sheet({ span, years }: SpanProps): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/books/balance-sheet' });
  const day = daysOf(span).to;
  const sheet = useAnswer('readBalanceSheet', { on: day }, { keep: true });
  const ofYear = { from: `${day.slice(0, 4)}-01`, to: span.to };
  const nameOf = nameCell(ofYear);
  const columns: readonly Column<SheetLine>[] = [
    { key: 'name', head: say(words.line), width: 210, cell: nameOf, text: ({ name }) => name },
    figure('opening', say(words.opening), say(words.yuan), ({ opening }) => opening),
    figure('closing', say(words.closing), say(words.yuan), ({ amount }) => amount),
  ];
  const table = (title: string, rows: readonly SheetLine[]) => (
    <Part title={title}>
      <Table label={title} rows={rows} keyOf={({ key }) => key} columns={columns} />
    </Part>
  );
  return (
    <Page title={say(words.sheet)} state={say(words.on, { day })}>
      <BookTabs span={span} />
      <div className="filters">
        <SpanPicker span={span} years={years} onChange={(next) => void go({ search: next, replace: true })} />
      </div>
      <Answer of={sheet} rows={16}>
        {({ assets, liabilities, equity, openIncome, totalAssets, totalLiabilitiesAndEquity }) => (
          <>
            <p className="lead">
              {totalAssets === totalLiabilitiesAndEquity ? (
                <State tone="done">
                  {say(words.level, { amount: Money.parse(totalAssets).toGrouped() })}
                </State>
              ) : (
                <State tone="next">{say(words.unlevel)}</State>
              )}
            </p>
            {/[1-9]/.test(openIncome) && (
              <Note>
                {say(words.open, { amount: Money.parse(openIncome).toGrouped() })}
                <Link to="/books/income" search={ofYear}>
                  {say(words.income)}
                </Link>
              </Note>
            )}
            <div className="halves">
              <div>{table(say(words.assets), assets)}</div>
              <div>
                {table(say(words.liabilities), liabilities)}
                {table(say(words.equity), equity)}
              </div>
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}

export function IncomeStatement(): ReactElement {
  const { may } = useSession();
  const search = useSearch({ from: '/books/income' });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return <WithSpan search={search}>{(span, years) => <Income span={span} years={years} />}</WithSpan>;
}

function Income({ span, years }: SpanProps): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/books/income' });
  const income = useAnswer('readIncomeStatement', daysOf(span), { keep: true });
  return (
    <Page title={say(words.income)} state={say(spanInWords(span))}>
      <BookTabs span={span} />
      <div className="filters">
        <SpanPicker span={span} years={years} onChange={(next) => void go({ search: next, replace: true })} />
      </div>
      <Answer of={income} rows={16}>
        {({ lines }) => (
          <div className="statement">
            <Table
              label={say(words.income)}
              rows={lines}
              keyOf={({ key }) => key}
              columns={[
                {
                  key: 'name',
                  head: say(words.line),
                  width: 320,
                  cell: nameCell(span),
                  text: ({ name }) => name,
                },
                figure<IncomeLine>('amount', say(words.amount), say(words.yuan), ({ amount }) => amount),
              ]}
            />
          </div>
        )}
      </Answer>
    </Page>
  );
}
