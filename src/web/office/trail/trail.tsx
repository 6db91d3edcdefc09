/** What was done, newest first: who, when, what, and the chain that each entry hangs on. Found by a person, a name, a number, a day. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useDeferredValue, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { grouped, Moment } from '../../shared/amount.tsx';
import { usePages } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Page } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
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

/** What the figures of a note are of; a figure of which nobody can say that is left in the record. */
const figures: Readonly<Record<string, Sentence>> = {
  number: { zh: '编号', en: 'no.' },
  batch: { zh: '批次', en: 'batch' },
  filing: { zh: '申报', en: 'filing' },
  firstNumber: { zh: '自编号', en: 'from no.' },
  registerNumber: { zh: '编号', en: 'no.' },
  holder: { zh: '持有人', en: 'holder' },
  resolution: { zh: '决议', en: 'resolution' },
  count: { zh: '笔数', en: 'count' },
  rows: { zh: '行数', en: 'rows' },
  lines: { zh: '行数', en: 'lines' },
  people: { zh: '人数', en: 'people' },
  members: { zh: '人数', en: 'people' },
  households: { zh: '户数', en: 'households' },
  present: { zh: '到会', en: 'present' },
  quantity: { zh: '股数', en: 'shares' },
  shares: { zh: '股数', en: 'shares' },
  ratio: { zh: '比例', en: 'ratio' },
  amount: { zh: '金额', en: 'amount' },
  total: { zh: '合计', en: 'total' },
  pool: { zh: '分配额', en: 'pool' },
  payable: { zh: '本期应分', en: 'payable' },
  paid: { zh: '应发', en: 'paid' },
  returned: { zh: '退回', en: 'returned' },
  tax: { zh: '税', en: 'tax' },
  net: { zh: '实发', en: 'net' },
  carried: { zh: '结转', en: 'carried' },
  reserve: { zh: '公积公益金', en: 'reserve' },
  value: { zh: '价值', en: 'value' },
  period: { zh: '半年', en: 'half-year' },
  year: { zh: '年度', en: 'year' },
  month: { zh: '月份', en: 'month' },
  from: { zh: '自', en: 'from' },
  until: { zh: '至', en: 'until' },
  to: { zh: '至', en: 'to' },
  on: { zh: '日期', en: 'on' },
  day: { zh: '日期', en: 'on' },
  date: { zh: '日期', en: 'on' },
  effectiveOn: { zh: '生效', en: 'effective' },
  valuedOn: { zh: '估值日', en: 'valued on' },
};

/** Numbers, and no sums, of the same keys: how many payments of a bank's answer. */
const counts: Readonly<Record<string, Sentence>> = {
  paid: { zh: '成功 {count} 笔', en: '{count} paid' },
  returned: { zh: '退回 {count} 笔', en: '{count} returned' },
};

/** Kinds of entries that notes of the books name. */
const kinds: Readonly<Record<string, Sentence>> = {
  manual: { zh: '手工凭证', en: 'by hand' },
  automatic: { zh: '自动凭证', en: 'made by itself' },
  opening: { zh: '建账', en: 'opening' },
  closing: { zh: '结转', en: 'closing' },
  reversal: { zh: '冲销', en: 'reversal' },
};

/** Numbers that people gave may have letters in them. */
const numbers: ReadonlySet<string> = new Set(['number', 'holder', 'registerNumber']);

/** What somebody wrote, in whatever letters. */
const inWords: ReadonlySet<string> = new Set(['name', 'title', 'reason', 'remark', 'source']);

const inPlain = (text: string, say: Say) =>
  text
    .replace(/\b\d{4}-H[12]\b/g, (period) => periodInWords(period, say))
    .replace(/(?<=\d )(manual|automatic|opening|closing|reversal)(?= )/g, (kind) =>
      say(kinds[kind] ?? { zh: kind, en: kind }),
    );

/** What people read of a note: names, days, figures, each with what it is. Keys, identifiers and hashes stay in the record. */
function readable(value: unknown, key: string, say: Say): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => readable(each, key, say));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([inner, each]) => readable(each, inner, say));
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  if (typeof value === 'number' && counts[key] !== undefined) return [say(counts[key], { count: value })];
  const text = String(value);
  if (/\p{Script=Han}/u.test(text) || inWords.has(key)) return [inPlain(text, say)];
  const of = figures[key];
  const isFigure = /^-?\d{1,15}([.:-][\dH]{1,10})*$/.test(text) || (numbers.has(key) && text.length <= 20);
  if (of === undefined || !isFigure) return [];
  const shown = /^-?\d+\.\d\d$/.test(text) ? grouped(text) : inPlain(text, say);
  return [`${say(of)} ${shown}`];
}

function contentOf({ notes }: Entry, say: Say): string {
  return [...new Set(notes.flatMap((note) => readable(note, '', say)))].join(' · ').slice(0, 300);
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
        text(
          'content',
          say(words.content),
          480,
          (entry) => contentOf(entry, say),
          (entry) => <span title={contentOf(entry, say)}>{contentOf(entry, say)}</span>,
        ),
      ]}
    />
  );
}
