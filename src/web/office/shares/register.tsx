/** Who holds what on the evening of a day, as it was known on another: a column a class, every sum at the foot. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useDeferredValue, useMemo, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { accountWords } from '../../../domain/words.ts';
import { grouped, Shares } from '../../shared/amount.tsx';
import { useWholeList } from '../../shared/asking.ts';
import { Export } from '../../shared/export.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, Page } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table, type Column, type Sorted } from '../../shared/table.tsx';
import { useBook, type Book } from './holders.tsx';
import { partyOf, type Holder } from './movement.ts';
import type { RegisterSearch } from './routes.ts';
import { Tabs } from './tabs.tsx';

const words = {
  title: { zh: '股份登记簿', en: 'Share register' },
  move: { zh: '办理变动', en: 'Enter a movement' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '姓名、拼音、编号', en: 'Name, pinyin, number' },
  on: { zh: '持股日期', en: 'Holdings of' },
  known: { zh: '以何日所知为准', en: 'As known on' },
  past: {
    zh: '{on} 终了的持股，只算到 {known} 为止登记的变动。后来补登、冲销的不在内。',
    en: 'Holdings on the evening of {on}, by what was recorded until {known}: nothing entered or undone later.',
  },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '股东', en: 'Holder' },
  kind: { zh: '类别', en: 'Kind' },
  total: { zh: '合计', en: 'Total' },
  unit: { zh: '股', en: 'shares' },
  count: { zh: '{count} 个股东户头', en: '{count} holders' },
  some: { zh: '找到 {found} 个，全部 {count} 个', en: '{found} of {count} holders' },
  reading: { zh: '，正在读取其余', en: ', the rest is being read' },
  none: { zh: '这一天没有人持股', en: 'Nobody holds shares on this day' },
  noneMore: {
    zh: '股份由期初导入、按方案配股或认购而来。',
    en: 'Shares come from the opening table, by a scheme, or by subscription.',
  },
  notFound: { zh: '没有找到', en: 'Nobody was found' },
} as const satisfies Record<string, Sentence>;

interface Row extends Holder {
  readonly total: ShareQuantity;
  readonly of: ReadonlyMap<string, ShareQuantity>;
}

export function ShareRegister(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/shares' });
  const go = useNavigate({ from: '/shares' });
  const book = useBook();
  const today = todayInChina();
  const on = search.on ?? today;
  const asked = {
    ...(search.on !== undefined && { on: search.on }),
    // The whole of that day in China.
    ...(search.known !== undefined && { knownAt: `${search.known}T15:59:59Z` }),
  };
  const holders = useWholeList('listHoldings', asked, (page) => page.holders, { when: may('shares.read') });
  const rows = useMemo(
    () =>
      holders.rows.map((holder): Row => {
        const of = new Map(
          holder.holdings.map(({ classId, quantity }) => [classId, ShareQuantity.parse(quantity)]),
        );
        return { ...holder, of, total: ShareQuantity.sum(of.values()) };
      }),
    [holders.rows],
  );
  const wanted = useDeferredValue(search);
  const isSpelled = useSpelling();
  const shown = useMemo(() => selected(rows, wanted, book), [rows, wanted, book, isSpelled]);
  if (!may('shares.read')) return <NoPermission action="shares.read" />;
  const change = (part: { [Key in keyof RegisterSearch]?: RegisterSearch[Key] | undefined }) =>
    void go({ search: { ...search, ...part } as RegisterSearch, replace: true });
  const day = (key: 'on' | 'known') => (
    <label>
      <span>{say(words[key])}</span>
      <Input
        type="date"
        style={{ width: 150 }}
        max={key === 'known' ? today : undefined}
        value={search[key] ?? today}
        onChange={({ target }) =>
          change({ [key]: target.value === '' || target.value === today ? undefined : target.value })
        }
      />
    </label>
  );
  const sorted: Sorted | undefined =
    search.sort === undefined
      ? undefined
      : { by: search.sort.replace(/^-/, ''), descending: search.sort.startsWith('-') };
  return (
    <Page
      title={say(words.title)}
      tall
      action={
        <span className="beside">
          <Export of="exportHoldings" input={asked} whole />
          {may('shares.move') && (
            <Link to="/shares/move" search={{ kind: 'transfer' }} className="button primary">
              {say(words.move)}
            </Link>
          )}
        </span>
      }
    >
      <Tabs />
      <div className="filters" role="search">
        <label>
          <span>{say(words.find)}</span>
          <Input
            placeholder={say(words.findHelp)}
            style={{ width: 240 }}
            allowClear
            value={search.find ?? ''}
            onChange={({ target }) => change({ find: target.value === '' ? undefined : target.value })}
          />
        </label>
        {day('on')}
        {day('known')}
      </div>
      {search.known !== undefined && <Note>{say(words.past, { on, known: search.known })}</Note>}
      {holders.error !== null ? (
        <Failed error={holders.error} again={holders.again} />
      ) : rows.length === 0 && !holders.isWhole ? (
        <Loading rows={14} />
      ) : rows.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
      ) : shown.length === 0 ? (
        <Empty title={say(words.notFound)} />
      ) : (
        <Table
          label={say(words.title)}
          rows={shown}
          keyOf={({ accountId }) => accountId}
          columns={columns(say, book, shown)}
          {...(sorted && { sorted })}
          onSort={(by) =>
            change({ sort: search.sort === by ? `-${by}` : search.sort === `-${by}` ? undefined : by })
          }
          note={
            (shown.length === rows.length
              ? say(words.count, { count: grouped(`${rows.length}`) })
              : say(words.some, { found: grouped(`${shown.length}`), count: grouped(`${rows.length}`) })) +
            (holders.isWhole ? '' : say(words.reading))
          }
        />
      )}
    </Page>
  );
}

function selected(rows: readonly Row[], { find = '', sort }: RegisterSearch, book: Book): readonly Row[] {
  const found = rows.filter(
    ({ name, number, kind }) =>
      find.trim() === '' ||
      isFoundBy(find, { name: name ?? book.nameOf(partyOf({ kind, number })), numbers: [number] }),
  );
  const by = sort?.replace(/^-/, '');
  if (by === undefined) return found;
  const sign = sort?.startsWith('-') === true ? -1 : 1;
  const isClass = book.classes.some(({ id }) => id === by);
  const amount = (row: Row) => (isClass ? (row.of.get(by) ?? ShareQuantity.zero) : row.total);
  return found.sort((one, other) => sign * amount(one).compare(amount(other)));
}

function columns(say: ReturnType<typeof useSay>, book: Book, rows: readonly Row[]): readonly Column<Row>[] {
  const nameOf = (row: Row) => row.name ?? book.nameOf(partyOf(row));
  const sum = (of: (row: Row) => ShareQuantity | undefined) =>
    ShareQuantity.sum(rows.map((row) => of(row) ?? ShareQuantity.zero)).toString();
  return [
    {
      key: 'number',
      head: say(words.number),
      width: 90,
      pinned: true,
      cell: ({ number }) => number,
      text: ({ number }) => number,
      foot: say(words.total),
    },
    {
      key: 'name',
      head: say(words.name),
      width: 140,
      pinned: true,
      cell: (row) => {
        const id = row.kind === 'member' ? book.memberIds.get(row.number) : undefined;
        if (id === undefined) return nameOf(row);
        return (
          <Link to="/members/$memberId" params={{ memberId: id }}>
            {nameOf(row)}
          </Link>
        );
      },
      text: nameOf,
    },
    {
      key: 'kind',
      head: say(words.kind),
      width: 110,
      cell: ({ kind }) => say(accountWords[kind]),
      text: ({ kind }) => say(accountWords[kind]),
    },
    ...book.classes.map(({ id }): Column<Row> => ({
      key: id,
      head: book.classOf(id),
      unit: say(words.unit),
      width: 130,
      figure: true,
      sort: id,
      cell: ({ of }) => (of.has(id) ? <Shares of={of.get(id)?.toString()} /> : ''),
      text: ({ of }) => of.get(id)?.toString(),
      foot: <Shares of={sum(({ of }) => of.get(id))} />,
    })),
    {
      key: 'total',
      head: say(words.total),
      unit: say(words.unit),
      width: 140,
      figure: true,
      sort: 'total',
      cell: ({ total }) => <Shares of={total.toString()} />,
      text: ({ total }) => total.toString(),
      foot: <Shares of={sum(({ total }) => total)} />,
    },
  ];
}
