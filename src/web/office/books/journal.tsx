/** The journal: every voucher that counts, by month and number. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useDeferredValue, useMemo, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { entryKindWords } from '../../../domain/money-words.ts';
import { Money } from '../../../domain/money.ts';
import { Amount, Day, grouped } from '../../shared/amount.tsx';
import { useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay, type Say } from '../../shared/language.ts';
import { spelled } from '../../shared/period.ts';
import { Page } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import { daysOf, SpanPicker, WithSpan, type Span } from './span.tsx';
import { BookTabs } from './tabs.tsx';

type Entry = Reply<'listEntries'>['entries'][number];

const words = {
  title: { zh: '凭证', en: 'Journal' },
  fill: { zh: '填制凭证', en: 'New voucher' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '摘要、凭证号、科目、金额', en: 'Summary, number, account, amount' },
  number: { zh: '凭证号', en: 'Number' },
  date: { zh: '日期', en: 'Date' },
  summary: { zh: '摘要', en: 'Summary' },
  debit: { zh: '借方科目', en: 'Debited' },
  credit: { zh: '贷方科目', en: 'Credited' },
  amount: { zh: '金额', en: 'Amount' },
  yuan: { zh: '元', en: 'yuan' },
  kind: { zh: '种类', en: 'Kind' },
  attachments: { zh: '附件', en: 'Papers' },
  prepared: { zh: '制单', en: 'Prepared by' },
  reviewed: { zh: '复核', en: 'Reviewed by' },
  all: { zh: '共 {count} 张', en: '{count} vouchers' },
  some: { zh: '找到 {found} 张，全部 {count} 张', en: '{found} of {count} vouchers' },
  reading: { zh: '，正在读取其余', en: ', the rest is being read' },
  none: { zh: '这些月份还没有凭证', en: 'No vouchers in these months' },
  noneMore: {
    zh: '凭证由会计填制、另一人复核后入账；红利、养老金、缴税的凭证由系统自动生成。',
    en: 'The accountant prepares a voucher, another person reviews it; those of dividends, pensions and taxes make themselves.',
  },
  notFound: { zh: '没有找到', en: 'Nothing found' },
  notFoundMore: { zh: '换一个词再找。', en: 'Try another word.' },
} as const satisfies Record<string, Sentence>;

export function Journal(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/books' });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return (
    <Page
      title={say(words.title)}
      tall
      action={
        may('books.enter') && (
          <Link className="button primary" to="/books/new">
            {say(words.fill)}
          </Link>
        )
      }
    >
      <BookTabs span={search} />
      <WithSpan search={search}>{(span, years) => <Entries span={span} years={years} />}</WithSpan>
    </Page>
  );
}

function Entries({ span, years }: { readonly span: Span; readonly years: readonly string[] }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/books' });
  const go = useNavigate({ from: '/books' });
  const entries = useWholeList('listEntries', daysOf(span), (page) => page.entries);
  const find = useDeferredValue(search.find ?? '');
  const shown = useMemo(
    () => entries.rows.filter((entry) => isFound(entry, find, say)),
    [entries.rows, find],
  );
  const count = grouped(String(entries.rows.length));
  return (
    <>
      <div className="filters" role="search">
        <SpanPicker
          span={span}
          years={years}
          onChange={(next) => void go({ search: { ...search, ...next }, replace: true })}
        />
        <Input
          aria-label={say(words.find)}
          placeholder={say(words.findHelp)}
          style={{ width: 280 }}
          allowClear
          value={search.find ?? ''}
          onChange={({ target }) =>
            void go({
              search: { ...span, ...(target.value !== '' && { find: target.value }) },
              replace: true,
            })
          }
        />
      </div>
      {entries.error !== null ? (
        <Failed error={entries.error} again={entries.again} />
      ) : entries.rows.length === 0 && !entries.isWhole ? (
        <Loading rows={14} />
      ) : entries.rows.length === 0 ? (
        <Empty
          title={say(words.none)}
          action={
            may('books.enter') && (
              <Link className="button" to="/books/new">
                {say(words.fill)}
              </Link>
            )
          }
        >
          {say(words.noneMore)}
        </Empty>
      ) : shown.length === 0 ? (
        <Empty title={say(words.notFound)}>{say(words.notFoundMore)}</Empty>
      ) : (
        <Table
          label={say(words.title)}
          rows={shown}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void go({ to: '/books/entries/$entryId', params: { entryId: id } })}
          columns={columns(say)}
          note={
            (shown.length === entries.rows.length
              ? say(words.all, { count })
              : say(words.some, { found: grouped(String(shown.length)), count })) +
            (entries.isWhole ? '' : say(words.reading))
          }
        />
      )}
    </>
  );
}

function isFound({ number, summary, lines }: Entry, find: string, say: Say): boolean {
  return find
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every(
      (part) =>
        number.toLowerCase().includes(part) ||
        spelled(summary, say).toLowerCase().includes(part) ||
        lines.some(
          ({ account, name, text, debit, credit }) =>
            account.startsWith(part) ||
            [name, text].some((each) => each.toLowerCase().includes(part)) ||
            [debit, credit].some((each) => each.startsWith(part.replace(/,/g, ''))),
        ),
    );
}

/** The accounts of one side, each once. */
function sideOf({ lines }: Entry, side: 'debit' | 'credit', say: Say): string {
  const names = new Set(lines.filter((line) => /[1-9]/.test(line[side])).map(({ name }) => name));
  return [...names].join(say({ zh: '、', en: ', ' }));
}

function amountOf({ lines }: Entry): string {
  return Money.sum(lines.map(({ debit }) => Money.parse(debit))).toString();
}

function columns(say: Say): readonly Column<Entry>[] {
  const plain = (
    key: string,
    head: string,
    width: number,
    text: (entry: Entry) => string | null,
  ): Column<Entry> => ({ key, head, width, cell: text, text });
  return [
    {
      key: 'number',
      head: say(words.number),
      width: 134,
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
    plain('summary', say(words.summary), 196, ({ summary }) => spelled(summary, say)),
    plain('debit', say(words.debit), 126, (entry) => sideOf(entry, 'debit', say)),
    plain('credit', say(words.credit), 126, (entry) => sideOf(entry, 'credit', say)),
    {
      key: 'amount',
      head: say(words.amount),
      unit: say(words.yuan),
      width: 124,
      figure: true,
      cell: (entry) => <Amount of={amountOf(entry)} />,
      text: amountOf,
    },
    plain('kind', say(words.kind), 84, ({ kind }) => say(entryKindWords[kind])),
    plain('prepared', say(words.prepared), 90, ({ preparedBy, recordedBy }) => preparedBy ?? recordedBy),
    plain('reviewed', say(words.reviewed), 90, ({ reviewedBy }) => reviewedBy),
  ];
}
