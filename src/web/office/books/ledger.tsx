/** The ledger of one account, or of the accounts behind a line of a statement: opening, every line of an entry, closing. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { Amount, Day } from '../../shared/amount.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { spelled } from '../../shared/period.ts';
import { Figures, Page } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { daysOf, spanInWords, SpanPicker, WithSpan, type Span } from './span.tsx';
import { BookTabs } from './tabs.tsx';

const words = {
  kicker: { zh: '明细账', en: 'Ledger' },
  several: { zh: '{first} 等 {count} 个科目', en: '{first} and {count} accounts in all' },
  opening: { zh: '期初', en: 'Opening' },
  debit: { zh: '借方', en: 'Debit' },
  credit: { zh: '贷方', en: 'Credit' },
  closing: { zh: '期末', en: 'Closing' },
  balance: { zh: '余额', en: 'Balance' },
  yuan: { zh: '元', en: 'yuan' },
  debitSide: { zh: '借方余额', en: 'debit balance' },
  creditSide: { zh: '贷方余额', en: 'credit balance' },
  level: { zh: '平', en: 'level' },
  date: { zh: '日期', en: 'Date' },
  number: { zh: '凭证号', en: 'Number' },
  text: { zh: '摘要', en: 'Text' },
  account: { zh: '科目', en: 'Account' },
  lines: { zh: '{count} 笔', en: '{count} lines' },
  none: { zh: '这些月份没有发生额', en: 'Nothing moved in these months' },
  which: { zh: '请从科目余额表选一个科目', en: 'Choose an account from the trial balance' },
  trial: { zh: '科目余额', en: 'Trial balance' },
} as const satisfies Record<string, Sentence>;

function isUnder(account: string, codes: readonly string[]): boolean {
  return codes.some((code) => account === code || account.startsWith(`${code}.`));
}

export function Ledger(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/books/ledger' });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  const codes = (search.accounts ?? '').split(',').filter((code) => code !== '');
  return (
    <WithSpan search={search}>
      {(span, years) =>
        codes.length === 0 ? (
          <Page title={say(words.kicker)}>
            <BookTabs span={span} />
            <Empty
              title={say(words.which)}
              action={
                <Link className="button" to="/books/trial-balance" search={span}>
                  {say(words.trial)}
                </Link>
              }
            />
          </Page>
        ) : (
          <Shown codes={codes} span={span} years={years} />
        )
      }
    </WithSpan>
  );
}

function Shown(props: {
  readonly codes: readonly string[];
  readonly span: Span;
  readonly years: readonly string[];
}): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/books/ledger' });
  const { codes, span, years } = props;
  const days = daysOf(span);
  const trial = useAnswer('readTrialBalance', days, { keep: true });
  const chart = useAnswer('listAccounts', { chart: trial.data?.chart ?? '2023' });
  const entries = useWholeList('listEntries', { ...days, accounts: codes.join(',') }, (page) => page.entries);
  const own = (trial.data?.rows ?? []).filter(({ account }) => isUnder(account, codes));
  const of = (key: 'opening' | 'debit' | 'credit' | 'closing') =>
    Money.sum(own.map((row) => Money.parse(row[key])));
  const opening = of('opening').toString();
  const lines = useMemo(() => {
    let balance = Money.parse(opening);
    return entries.rows.flatMap(({ id, number, date, summary, lines: all }) =>
      all
        .filter(({ account }) => isUnder(account, codes))
        .map((line) => {
          balance = balance.plus(Money.parse(line.debit)).minus(Money.parse(line.credit));
          return { ...line, id, number, date, summary, balance: balance.toString() };
        }),
    );
  }, [entries.rows, opening, codes.join(',')]);
  type Line = (typeof lines)[number];

  const first = codes[0] ?? '';
  const name = chart.data?.accounts.find(({ code }) => code === first)?.name ?? '';
  const title =
    codes.length === 1 ? `${first} ${name}` : say(words.several, { first: name, count: codes.length });
  const side = (amount: Money) =>
    say(amount.isZero ? words.level : amount.isNegative ? words.creditSide : words.debitSide);
  const told = (amount: Money) => (amount.isNegative ? amount.negated() : amount).toString();
  const column = (key: 'debit' | 'credit') => ({
    key,
    head: say(words[key]),
    unit: say(words.yuan),
    width: 130,
    figure: true,
    cell: (line: Line) => (/[1-9]/.test(line[key]) ? <Amount of={line[key]} /> : ''),
    text: (line: Line) => (/[1-9]/.test(line[key]) ? line[key] : ''),
  });
  return (
    <Page title={title} kicker={say(words.kicker)} tall>
      <BookTabs span={span} />
      <div className="filters">
        <SpanPicker
          span={span}
          years={years}
          onChange={(next) => void go({ search: (before) => ({ ...before, ...next }), replace: true })}
        />
      </div>
      <Answer of={trial} rows={3}>
        {() => (
          <Figures
            items={[
              {
                label: say(words.opening),
                value: <Amount of={told(of('opening'))} />,
                note: side(of('opening')),
              },
              {
                label: say(words.debit),
                value: <Amount of={of('debit').toString()} />,
                unit: say(words.yuan),
              },
              {
                label: say(words.credit),
                value: <Amount of={of('credit').toString()} />,
                unit: say(words.yuan),
              },
              {
                label: say(words.closing),
                value: <Amount of={told(of('closing'))} />,
                note: side(of('closing')),
              },
            ]}
          />
        )}
      </Answer>
      {entries.error !== null ? (
        <Failed error={entries.error} again={entries.again} />
      ) : lines.length === 0 && !entries.isWhole ? (
        <Loading rows={10} />
      ) : lines.length === 0 ? (
        <Empty title={say(words.none)} />
      ) : (
        <Table
          label={`${title} ${say(spanInWords(span))}`}
          rows={lines}
          keyOf={({ id }, index) => `${id} ${index}`}
          onOpen={({ id }) => void go({ to: '/books/entries/$entryId', params: { entryId: id } })}
          note={say(words.lines, { count: lines.length })}
          columns={[
            {
              key: 'number',
              head: say(words.number),
              width: 140,
              pinned: true,
              cell: ({ id, number }) => (
                <Link to="/books/entries/$entryId" params={{ entryId: id }}>
                  {number}
                </Link>
              ),
              text: ({ number }) => number,
            },
            {
              key: 'date',
              head: say(words.date),
              width: 110,
              cell: ({ date }) => <Day of={date} />,
              text: ({ date }) => date,
            },
            {
              key: 'text',
              head: say(words.text),
              width: 240,
              cell: ({ text, summary }) => spelled(text === '' ? summary : text, say),
              text: ({ text, summary }) => spelled(text === '' ? summary : text, say),
            },
            {
              key: 'account',
              head: say(words.account),
              width: 160,
              cell: ({ account, name: called }) => `${account} ${called}`,
              text: ({ account, name: called }) => `${account} ${called}`,
            },
            column('debit'),
            column('credit'),
            {
              key: 'balance',
              head: say(words.balance),
              unit: say(words.yuan),
              width: 140,
              figure: true,
              cell: ({ balance }) => <Amount of={balance} />,
              text: ({ balance }) => balance,
            },
          ]}
        />
      )}
    </Page>
  );
}
