/** The register of members: everybody, found as one types, with what they hold today. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useDeferredValue, useMemo, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { standingStates } from '../../../domain/membership.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { relationWords, sexWords, standingWords } from '../../../domain/words.ts';
import { Day, grouped, Shares } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Export } from '../../shared/export.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table, type Column, type Sorted } from '../../shared/table.tsx';
import type { MemberSearch } from './routes.ts';

type Member = Reply<'listMembers'>['members'][number];

const words = {
  title: { zh: '成员名册', en: 'Members' },
  find: { zh: '查找', en: 'Find' },
  findHelp: {
    zh: '姓名、拼音或首字母、编号、户、组、号码尾数',
    en: 'Name, pinyin or initials, number, household, group, last digits',
  },
  standing: { zh: '身份', en: 'Standing' },
  everyStanding: { zh: '全部身份', en: 'Every standing' },
  group: { zh: '小组', en: 'Group' },
  everyGroup: { zh: '全部小组', en: 'Every group' },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  household: { zh: '户', en: 'Household' },
  relation: { zh: '与户主关系', en: 'Relation' },
  sex: { zh: '性别', en: 'Sex' },
  born: { zh: '出生年', en: 'Born' },
  since: { zh: '自', en: 'Since' },
  shares: { zh: '股份', en: 'Shares' },
  unit: { zh: '股', en: 'shares' },
  phone: { zh: '电话', en: 'Phone' },
  bank: { zh: '开户行', en: 'Bank' },
  account: { zh: '账号', en: 'Account' },
  tags: { zh: '标签', en: 'Tags' },
  all: { zh: '共 {count} 人', en: '{count} people' },
  some: { zh: '找到 {found} 人，全部 {count} 人', en: '{found} of {count} people' },
  reading: { zh: '，正在读取其余', en: ', the rest is being read' },
  admit: { zh: '登记一人', en: 'Enter a person' },
  admitMore: {
    zh: '由另一人复核后记入名册；不是成员的股东不填身份变动。',
    en: 'They are on the register once another person confirms it; a shareholder who is no member has no standing.',
  },
  told: { zh: '发给成员的通知', en: 'Messages to members' },
  bringIn: { zh: '导入表格', en: 'Bring in a table' },
  nobody: { zh: '名册还是空的', en: 'The register is empty' },
  nobodyMore: {
    zh: '名册是一切的开始：用表格导入全体成员，或逐人登记。',
    en: 'Everything begins with the register: import it as a table, or enter people one by one.',
  },
  enterHousehold: { zh: '登记一户', en: 'Enter a household' },
  changes: { zh: '名册变更和更正申请', en: 'Changes and corrections' },
  notFound: { zh: '没有找到', en: 'Nobody was found' },
  notFoundMore: {
    zh: '换一个写法，或放宽身份和小组。',
    en: 'Try another spelling, or a wider standing or group.',
  },
} as const satisfies Record<string, Sentence>;

export const standingTones: Readonly<Record<Member['standing']['state'], Tone>> = {
  admitted: 'done',
  retired: 'done',
  none: 'waiting',
  left: 'off',
  deceased: 'off',
};

interface Row extends Member {
  readonly shares: ShareQuantity | null;
}

const sorts: Readonly<Record<string, (one: Row, other: Row) => number>> = {
  name: (one, other) => one.name.localeCompare(other.name, 'zh-Hans-CN-u-co-pinyin'),
  household: (one, other) => byNumber(one.household?.number, other.household?.number),
  born: (one, other) => (one.birthYear ?? '').localeCompare(other.birthYear ?? ''),
  shares: (one, other) => (one.shares ?? ShareQuantity.zero).compare(other.shares ?? ShareQuantity.zero),
};

function byNumber(one: string | undefined, other: string | undefined): number {
  return (one ?? '').localeCompare(other ?? '', 'zh', { numeric: true });
}

export function MemberList(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/members' });
  const go = useNavigate({ from: '/members' });
  const enter = useNavigate();
  const members = useWholeList('listMembers', {}, (page) => page.members, { when: may('register.read') });
  const holders = useWholeList('listHoldings', {}, (page) => page.holders, { when: may('shares.read') });
  const rows = useMemo(() => {
    const held = new Map(
      holders.rows
        .filter(({ kind }) => kind === 'member')
        .map(({ number, holdings }) => [
          number,
          holdings.reduce((sum, { quantity }) => sum.plus(ShareQuantity.parse(quantity)), ShareQuantity.zero),
        ]),
    );
    return members.rows.map((each): Row => ({ ...each, shares: held.get(each.registerNumber) ?? null }));
  }, [members.rows, holders.rows]);
  const names = useMemo(() => members.rows.map(({ name }) => name), [members.rows]);
  const isSpelled = useSpelling(names);
  const wanted = useDeferredValue(search);
  const shown = useMemo(() => select(rows, wanted), [rows, wanted, isSpelled]);
  const groups = useMemo(
    () =>
      [...new Set(rows.map(({ household }) => household?.groupName ?? ''))]
        .filter((each) => each !== '')
        .sort(),
    [rows],
  );

  if (!may('register.read')) return <NoPermission action="register.read" />;
  const change = (part: { [Key in keyof MemberSearch]?: MemberSearch[Key] | undefined }) =>
    void go({ search: { ...search, ...part } as MemberSearch, replace: true });
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
          <Ask
            change="admitMember"
            label={say(words.admit)}
            given={{}}
            typed={['household']}
            called={{ name: words.name }}
            onDone={({ id }) => void enter({ to: '/members/$memberId', params: { memberId: id } })}
          >
            <p className="quiet">{say(words.admitMore)}</p>
          </Ask>
          <Export of="exportMembers" input={{}} whole />
          {may('exchange.import') && (
            <Link
              to="/import"
              search={{ kind: 'roster' }}
              className={rows.length === 0 && members.isWhole ? 'button primary' : 'button'}
            >
              {say(words.bringIn)}
            </Link>
          )}
        </span>
      }
    >
      <div className="filters" role="search">
        <Input
          aria-label={say(words.find)}
          placeholder={say(words.findHelp)}
          style={{ width: 360 }}
          allowClear
          value={search.find ?? ''}
          onChange={({ target }) => change({ find: target.value === '' ? undefined : target.value })}
        />
        <Select
          aria-label={say(words.standing)}
          style={{ width: 165 }}
          value={search.standing ?? ''}
          onChange={(value: string) => change({ standing: standingStates.find((each) => each === value) })}
          options={[
            { value: '', label: say(words.everyStanding) },
            ...standingStates.map((value) => ({ value, label: say(standingWords[value]) })),
          ]}
        />
        {groups.length > 1 && (
          <Select
            aria-label={say(words.group)}
            style={{ width: 130 }}
            value={search.group ?? ''}
            onChange={(value: string) => change({ group: value === '' ? undefined : value })}
            options={[
              { value: '', label: say(words.everyGroup) },
              ...groups.map((value) => ({ value, label: value })),
            ]}
          />
        )}
        <Ask change="enterHousehold" label={say(words.enterHousehold)} given={{}} />
        <Link to="/members/changes">{say(words.changes)}</Link>
        <Link to="/members/messages">{say(words.told)}</Link>
      </div>
      {members.error !== null ? (
        <Failed error={members.error} again={members.again} />
      ) : rows.length === 0 && !members.isWhole ? (
        <Loading rows={14} />
      ) : rows.length === 0 ? (
        <Empty title={say(words.nobody)}>{say(words.nobodyMore)}</Empty>
      ) : shown.length === 0 ? (
        <Empty title={say(words.notFound)}>{say(words.notFoundMore)}</Empty>
      ) : (
        <Table
          label={say(words.title)}
          columns={columns(say)}
          rows={shown}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void go({ to: '/members/$memberId', params: { memberId: id } })}
          toneOf={({ standing }) => (standingTones[standing.state] === 'off' ? 'off' : undefined)}
          {...(sorted && { sorted })}
          onSort={(by) =>
            change({ sort: search.sort === by ? `-${by}` : search.sort === `-${by}` ? undefined : by })
          }
          note={
            (shown.length === rows.length
              ? say(words.all, { count: grouped(String(rows.length)) })
              : say(words.some, {
                  found: grouped(String(shown.length)),
                  count: grouped(String(rows.length)),
                })) + (members.isWhole ? '' : say(words.reading))
          }
        />
      )}
    </Page>
  );
}

function select(rows: readonly Row[], { find = '', standing, group, sort }: MemberSearch): readonly Row[] {
  const found = rows.filter(
    (row) =>
      (standing === undefined || row.standing.state === standing) &&
      (group === undefined || row.household?.groupName === group) &&
      (find.trim() === '' ||
        isFoundBy(find, {
          name: row.name,
          numbers: [row.registerNumber, row.household?.number ?? null],
          words: [row.household?.groupName ?? null, ...row.tags],
          tails: [row.phoneMasked, row.residentIdMasked, row.bankAccountMasked],
        })),
  );
  const compare = sorts[sort?.replace(/^-/, '') ?? ''];
  if (compare === undefined) return found;
  const sign = sort?.startsWith('-') === true ? -1 : 1;
  return found.sort((one, other) => sign * compare(one, other));
}

function columns(say: ReturnType<typeof useSay>): readonly Column<Row>[] {
  return [
    {
      key: 'number',
      head: say(words.number),
      width: 76,
      pinned: true,
      cell: ({ registerNumber }) => registerNumber,
      text: ({ registerNumber }) => registerNumber,
    },
    {
      key: 'name',
      head: say(words.name),
      width: 120,
      pinned: true,
      sort: 'name',
      cell: ({ id, name }) => (
        <Link to="/members/$memberId" params={{ memberId: id }}>
          {name}
        </Link>
      ),
      text: ({ name }) => name,
    },
    {
      key: 'standing',
      head: say(words.standing),
      width: 100,
      cell: ({ standing }) => (
        <State tone={standingTones[standing.state]}>{say(standingWords[standing.state])}</State>
      ),
      text: ({ standing }) => say(standingWords[standing.state]),
    },
    {
      key: 'since',
      head: say(words.since),
      width: 100,
      spare: true,
      cell: ({ standing }) => <Day of={standing.since} />,
      text: ({ standing }) => standing.since,
    },
    {
      key: 'shares',
      head: say(words.shares),
      unit: say(words.unit),
      width: 110,
      figure: true,
      sort: 'shares',
      cell: ({ shares }) => (shares === null ? '' : <Shares of={shares.toString()} />),
      text: ({ shares }) => shares?.toString(),
    },
    {
      key: 'household',
      head: say(words.household),
      width: 96,
      sort: 'household',
      cell: ({ household }) => household?.number,
      text: ({ household }) => household?.number,
    },
    {
      key: 'group',
      head: say(words.group),
      width: 80,
      cell: ({ household }) => household?.groupName,
      text: ({ household }) => household?.groupName,
    },
    {
      key: 'relation',
      head: say(words.relation),
      width: 100,
      cell: ({ relation }) => relation && say(relationWords[relation]),
      text: ({ relation }) => relation && say(relationWords[relation]),
    },
    {
      key: 'sex',
      head: say(words.sex),
      width: 66,
      spare: true,
      cell: ({ sex }) => sex && say(sexWords[sex]),
      text: ({ sex }) => sex && say(sexWords[sex]),
    },
    {
      key: 'born',
      head: say(words.born),
      width: 80,
      sort: 'born',
      cell: ({ birthYear }) => birthYear,
      text: ({ birthYear }) => birthYear,
    },
    {
      key: 'phone',
      head: say(words.phone),
      width: 120,
      cell: ({ phoneMasked }) => phoneMasked,
      text: ({ phoneMasked }) => phoneMasked,
    },
    {
      key: 'bank',
      head: say(words.bank),
      width: 120,
      spare: true,
      cell: ({ bankName }) => bankName,
      text: ({ bankName }) => bankName,
    },
    {
      key: 'account',
      head: say(words.account),
      width: 110,
      cell: ({ bankAccountMasked }) => bankAccountMasked,
      text: ({ bankAccountMasked }) => bankAccountMasked,
    },
    {
      key: 'tags',
      head: say(words.tags),
      width: 120,
      spare: true,
      cell: ({ tags }) => tags.join(' '),
      text: ({ tags }) => tags.join(' '),
    },
  ];
}
