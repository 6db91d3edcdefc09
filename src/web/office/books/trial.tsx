/** The trial balance: every account that has a balance or moved, each figure leading to its ledger. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { accountClassWords } from '../../../domain/money-words.ts';
import { Money } from '../../../domain/money.ts';
import { Amount } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { daysOf, SpanPicker, WithSpan, type Span } from './span.tsx';
import { BookTabs } from './tabs.tsx';

type Row = Reply<'readTrialBalance'>['rows'][number];

const words = {
  title: { zh: '科目余额表', en: 'Trial balance' },
  code: { zh: '科目', en: 'Account' },
  name: { zh: '名称', en: 'Name' },
  class: { zh: '类别', en: 'Class' },
  openingDebit: { zh: '期初借方', en: 'Opening debit' },
  openingCredit: { zh: '期初贷方', en: 'Opening credit' },
  debit: { zh: '本期借方', en: 'Debited' },
  credit: { zh: '本期贷方', en: 'Credited' },
  closingDebit: { zh: '期末借方', en: 'Closing debit' },
  closingCredit: { zh: '期末贷方', en: 'Closing credit' },
  yuan: { zh: '元', en: 'yuan' },
  count: { zh: '{count} 个科目', en: '{count} accounts' },
  none: { zh: '这些月份没有余额和发生额', en: 'No balances and nothing moved in these months' },
} as const satisfies Record<string, Sentence>;

/** A balance on its side; nothing on the other. */
function onSide(balance: string, side: 'debit' | 'credit'): string {
  const amount = Money.parse(balance);
  if (amount.isZero || amount.isNegative !== (side === 'credit')) return '';
  return (side === 'credit' ? amount.negated() : amount).toString();
}

const figures = [
  ['openingDebit', (row: Row) => onSide(row.opening, 'debit')],
  ['openingCredit', (row: Row) => onSide(row.opening, 'credit')],
  ['debit', (row: Row) => (Money.parse(row.debit).isZero ? '' : row.debit)],
  ['credit', (row: Row) => (Money.parse(row.credit).isZero ? '' : row.credit)],
  ['closingDebit', (row: Row) => onSide(row.closing, 'debit')],
  ['closingCredit', (row: Row) => onSide(row.closing, 'credit')],
] as const;

export function TrialBalance(): ReactElement {
  const { may } = useSession();
  const search = useSearch({ from: '/books/trial-balance' });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return <WithSpan search={search}>{(span, years) => <Shown span={span} years={years} />}</WithSpan>;
}

function Shown({ span, years }: { readonly span: Span; readonly years: readonly string[] }): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/books/trial-balance' });
  const trial = useAnswer('readTrialBalance', daysOf(span), { keep: true });
  return (
    <Page title={say(words.title)} tall>
      <BookTabs span={span} />
      <div className="filters">
        <SpanPicker span={span} years={years} onChange={(next) => void go({ search: next, replace: true })} />
      </div>
      <Answer of={trial} rows={14}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={say(words.none)} />
          ) : (
            <Table
              label={say(words.title)}
              rows={rows}
              keyOf={({ account }) => account}
              onOpen={({ account }) =>
                void go({ to: '/books/ledger', search: { accounts: account, ...span } })
              }
              note={say(words.count, { count: rows.length })}
              columns={[
                {
                  key: 'code',
                  head: say(words.code),
                  width: 100,
                  pinned: true,
                  cell: ({ account }) => (
                    <Link to="/books/ledger" search={{ accounts: account, ...span }}>
                      {account}
                    </Link>
                  ),
                  text: ({ account }) => account,
                },
                {
                  key: 'name',
                  head: say(words.name),
                  width: 200,
                  cell: ({ name }) => name,
                  text: ({ name }) => name,
                },
                {
                  key: 'class',
                  head: say(words.class),
                  width: 90,
                  cell: (row) => say(accountClassWords[row.class]),
                  text: (row) => say(accountClassWords[row.class]),
                  foot: '',
                },
                ...figures.map(([key, textOf]) => ({
                  key,
                  head: say(words[key]),
                  unit: say(words.yuan),
                  width: 122,
                  figure: true,
                  cell: (row: Row) => (textOf(row) === '' ? '' : <Amount of={textOf(row)} />),
                  text: textOf,
                  foot: (
                    <Amount of={Money.sum(rows.map((row) => Money.parse(textOf(row) || '0'))).toString()} />
                  ),
                })),
              ]}
            />
          )
        }
      </Answer>
    </Page>
  );
}
