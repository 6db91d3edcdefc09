/** What was done, newest first: who, when, what, and the chain that each entry hangs on. Found by a person, a name, a number, a day. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useDeferredValue, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Moment } from '../../shared/amount.tsx';
import { usePages } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Page } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { TrailTabs } from './tabs.tsx';

type Entry = Reply<'listAuditEntries'>['entries'][number];

const words = {
  title: { zh: '操作记录', en: 'Trail' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '经办人、事项、编号、金额', en: 'Who, what, a number, an amount' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至', en: 'To' },
  number: { zh: '序号', en: 'No.' },
  at: { zh: '时间', en: 'When' },
  who: { zh: '经办人', en: 'Who' },
  did: { zh: '事项', en: 'What' },
  content: { zh: '内容', en: 'Content' },
  print: { zh: '账印', en: 'Seal' },
  past: { zh: '旧版程序的事项', en: 'of an earlier version' },
  none: { zh: '还没有操作记录', en: 'Nothing was done yet' },
  notFound: { zh: '没有找到', en: 'Nothing found' },
  notFoundMore: { zh: '换个说法，或放宽日期。', en: 'Try other words, or wider days.' },
  more: { zh: '再往前看', en: 'Further back' },
} as const satisfies Record<string, Sentence>;

const ROWS = '200';

/** What people read of a note: names, days, figures. Keys, identifiers and hashes stay in the record. */
function readable(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(readable);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(readable);
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const text = String(value);
  return /\p{Script=Han}/u.test(text) || /^-?\d{1,15}([.-]\d{1,10})*$/.test(text) ? [text] : [];
}

function contentOf({ notes }: Entry): string {
  return [...new Set(notes.flatMap(readable))].join(' · ').slice(0, 300);
}

export function Trail(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/trail' });
  const go = useNavigate({ from: '/trail' });
  const find = useDeferredValue(search.find?.trim() ?? '');
  const { from, to } = search;
  const found = usePages(
    'listAuditEntries',
    {
      limit: ROWS,
      ...(find !== '' && { find }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    },
    { when: may('trail.read') },
  );
  if (!may('trail.read')) return <NoPermission action="trail.read" />;
  const seal = found.data?.[0]?.seal;
  const look = (part: Partial<typeof search>) => {
    const next = { ...search, ...part };
    const kept = Object.entries(next).filter(([, value]) => value !== '');
    void go({ search: Object.fromEntries(kept), replace: true });
  };
  return (
    <Page
      title={say(words.title)}
      tall
      state={
        seal !== undefined && (
          <span title={seal}>
            {say(words.print)} <span className="digest">{seal.slice(0, 12)}</span>
          </span>
        )
      }
    >
      <TrailTabs />
      <div className="filters" role="search">
        <Input
          aria-label={say(words.find)}
          placeholder={say(words.findHelp)}
          style={{ width: 280 }}
          allowClear
          maxLength={100}
          value={search.find ?? ''}
          onChange={({ target }) => look({ find: target.value })}
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
          pages[0]?.entries.length === 0 ? (
            <Empty
              title={say(find === '' && from === undefined && to === undefined ? words.none : words.notFound)}
            >
              {say(words.notFoundMore)}
            </Empty>
          ) : (
            <Entries
              entries={pages.flatMap(({ entries }) => entries)}
              onMore={found.more}
              isReading={found.isReading}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function Entries(props: {
  readonly entries: readonly Entry[];
  readonly onMore: (() => void) | undefined;
  readonly isReading: boolean;
}): ReactElement {
  const say = useSay();
  const { text } = columnsOf<Entry>(say);
  return (
    <Table
      label={say(words.title)}
      rows={props.entries}
      keyOf={({ number }) => number}
      note={
        props.onMore && (
          <Button size="small" loading={props.isReading} onClick={props.onMore}>
            {say(words.more)}
          </Button>
        )
      }
      columns={[
        text('number', say(words.number), 76, ({ number }) => number),
        text(
          'at',
          say(words.at),
          150,
          ({ recordedAt }) => recordedAt,
          ({ recordedAt }) => <Moment of={recordedAt} />,
        ),
        text('who', say(words.who), 110, ({ actorName }) => actorName),
        text('did', say(words.did), 300, ({ does }) => say(does ?? words.past)),
        text('content', say(words.content), 350, contentOf, (entry) => (
          <span title={contentOf(entry)}>{contentOf(entry)}</span>
        )),
        text(
          'seal',
          say(words.print),
          130,
          ({ hash }) => hash,
          ({ hash }) => <span className="digest">{hash.slice(0, 12)}</span>,
        ),
      ]}
    />
  );
}
