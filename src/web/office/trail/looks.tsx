/** Who read what: registers, exports, papers, numbers in clear, sign-ins, and what was refused. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useDeferredValue, type ReactElement } from 'react';
import { accessKinds, accessKindWords, MANY_REFUSALS, type AccessKind } from '../../../domain/access-kind.ts';
import type { Sentence } from '../../../domain/language.ts';
import { Moment } from '../../shared/amount.tsx';
import { usePages } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Export } from '../../shared/export.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Page, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { TrailTabs } from './tabs.tsx';

type Look = Reply<'listLooks'>['looks'][number];

const words = {
  title: { zh: '查看记录', en: 'Who read what' },
  person: { zh: '查看人', en: 'Who' },
  find: { zh: '姓名或登录名', en: 'Name or sign-in name' },
  signsInAs: { zh: '登录名', en: 'Signs in as' },
  kind: { zh: '种类', en: 'Kind' },
  any: { zh: '全部种类', en: 'Every kind' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至', en: 'To' },
  at: { zh: '时间', en: 'When' },
  about: { zh: '内容', en: 'About' },
  member: { zh: '这名成员', en: 'this member' },
  refusals: { zh: '本小时内累计被拒绝 {count} 次', en: 'refused so far within the hour: {count}' },
  result: { zh: '结果', en: 'Result' },
  given: { zh: '已给出', en: 'given' },
  refused: { zh: '已拒绝', en: 'refused' },
  address: { zh: '地址', en: 'Address' },
  more: { zh: '再往前看', en: 'Further back' },
  none: { zh: '没有查看记录', en: 'Nothing was read' },
  noneMore: { zh: '换个查看人、种类或日期。', en: 'Try another person, kind or day.' },
} as const satisfies Record<string, Sentence>;

const ANY = 'any';
const ROWS = '200';

export function Looks(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/trail/looks' });
  const go = useNavigate({ from: '/trail/looks' });
  const person = useDeferredValue(search.find?.trim() ?? '');
  const { kind, from, to } = search;
  const wanted = {
    ...(person !== '' && { person }),
    ...(kind !== undefined && { kind }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const found = usePages('listLooks', { ...wanted, limit: ROWS }, { when: may('looks.read') });
  if (!may('looks.read')) return <NoPermission action="looks.read" />;
  const look = (part: Readonly<Record<string, string>>) => {
    const kept = Object.entries({ ...search, ...part }).filter(([, value]) => value !== '' && value !== ANY);
    void go({ search: Object.fromEntries(kept), replace: true });
  };
  return (
    <Page title={say(words.title)} tall action={<Export of="exportLooks" input={wanted} />}>
      <TrailTabs />
      <div className="filters" role="search">
        <Input
          aria-label={say(words.person)}
          placeholder={say(words.find)}
          style={{ width: 200 }}
          allowClear
          maxLength={100}
          value={search.find ?? ''}
          onChange={({ target }) => look({ find: target.value })}
        />
        <Select
          aria-label={say(words.kind)}
          style={{ width: 200 }}
          value={kind ?? ANY}
          onChange={(next: AccessKind | typeof ANY) => look({ kind: next })}
          options={[
            { value: ANY, label: say(words.any) },
            ...accessKinds.map((value) => ({ value, label: say(accessKindWords[value]) })),
          ]}
        />
        {(['from', 'to'] as const).map((end) => (
          <Input
            key={end}
            aria-label={say(words[end])}
            type="date"
            style={{ width: 160 }}
            value={search[end] ?? ''}
            onChange={({ target }) => look({ [end]: target.value })}
          />
        ))}
      </div>
      <Answer of={found} rows={14}>
        {(pages) =>
          pages[0]?.looks.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
          ) : (
            <Rows
              looks={pages.flatMap(({ looks }) => looks)}
              onMore={found.more}
              isReading={found.isReading}
            />
          )
        }
      </Answer>
    </Page>
  );
}

/** An identifier says nothing to a reader. */
function subjectOf({ act, about }: Look, say: Say): string | null {
  if (act === MANY_REFUSALS) return say(words.refusals, { count: about ?? '' });
  return about !== null && /^[\da-f]{8}-[\da-f-]{27}$/.test(about) ? null : about;
}

function Rows(props: {
  readonly looks: readonly Look[];
  readonly onMore: (() => void) | undefined;
  readonly isReading: boolean;
}): ReactElement {
  const say = useSay();
  const { looks, onMore, isReading } = props;
  const { may } = useSession();
  const { text } = columnsOf<Look>(say);
  const subject = (look: Look) => subjectOf(look, say);
  const result = ({ refused }: Look) => say(refused === null ? words.given : words.refused);
  return (
    <Table
      label={say(words.title)}
      rows={looks}
      note={
        onMore && (
          <Button size="small" loading={isReading} onClick={onMore}>
            {say(words.more)}
          </Button>
        )
      }
      keyOf={({ recordedAt, person }, index) => `${recordedAt} ${person} ${index}`}
      toneOf={({ refused }) => (refused === null ? undefined : 'alarm')}
      columns={[
        text(
          'at',
          say(words.at),
          150,
          ({ recordedAt }) => recordedAt,
          ({ recordedAt }) => <Moment of={recordedAt} />,
        ),
        text('person', say(words.person), 100, ({ person }) => person),
        text('signsInAs', say(words.signsInAs), 160, ({ signsInAs }) => signsInAs),
        text('kind', say(words.kind), 180, ({ kind }) => say(accessKindWords[kind])),
        text('about', say(words.about), 270, subject, (look) =>
          look.memberId === null || !may('register.read') ? (
            subject(look)
          ) : (
            <>
              <Link to="/members/$memberId" params={{ memberId: look.memberId }}>
                {say(words.member)}
              </Link>{' '}
              {subject(look)}
            </>
          ),
        ),
        text('result', say(words.result), 100, result, (look) => (
          <State tone={look.refused === null ? 'done' : 'next'}>{result(look)}</State>
        )),
        text('address', say(words.address), 150, ({ address }) => address),
      ]}
    />
  );
}
