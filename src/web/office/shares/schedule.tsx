/** 股份变动表: what each class opened with in a span, what came in and went out and why, and what it closed with. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { movementWords } from '../../../domain/words.ts';
import { Shares } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Page } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import { Tabs } from './tabs.tsx';

type ClassOf = Reply<'readShareSchedule'>['classes'][number];
type Key = 'opening' | 'issued' | 'takenBack' | 'changedHands' | 'closing';

interface Row {
  readonly shareClass: string;
  readonly item: string;
  readonly count?: string;
  readonly figures: Readonly<Partial<Record<Key, string>>>;
}

const words = {
  title: { zh: '股份变动表', en: 'Schedule of shares' },
  from: { zh: '自', en: 'From' },
  to: { zh: '至', en: 'To' },
  shareClass: { zh: '股种', en: 'Class' },
  item: { zh: '项目', en: 'What' },
  whole: { zh: '合计', en: 'All of it' },
  count: { zh: '笔数', en: 'Movements' },
  opening: { zh: '期初', en: 'Opening' },
  issued: { zh: '增加', en: 'Issued' },
  takenBack: { zh: '减少', en: 'Taken back' },
  changedHands: { zh: '易手', en: 'Changed hands' },
  closing: { zh: '期末', en: 'Closing' },
  shares: { zh: '股', en: 'shares' },
  none: { zh: '这段时间没有股份', en: 'There were no shares in this span' },
  noneMore: { zh: '换一段时间。', en: 'Try another span.' },
} as const satisfies Record<string, Sentence>;

export function ShareSchedule(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const search = useSearch({ from: '/shares/schedule' });
  const go = useNavigate({ from: '/shares/schedule' });
  const { from = `${todayInChina().slice(0, 4)}-01-01`, to = todayInChina() } = search;
  const found = useAnswer('readShareSchedule', { from, to }, { when: may('shares.read'), keep: true });
  if (!may('shares.read')) return <NoPermission action="shares.read" />;
  return (
    <Page title={say(words.title)}>
      <Tabs />
      <div className="filters">
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            <span>{say(words[end])}</span>
            <Input
              type="date"
              style={{ width: 160 }}
              value={end === 'from' ? from : to}
              onChange={({ target }) =>
                target.value !== '' && void go({ search: { from, to, [end]: target.value }, replace: true })
              }
            />
          </label>
        ))}
      </div>
      <Answer of={found} rows={6}>
        {({ classes }) =>
          classes.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
          ) : (
            <Rows classes={classes} />
          )
        }
      </Answer>
    </Page>
  );
}

function Rows({ classes }: { readonly classes: readonly ClassOf[] }): ReactElement {
  const say = useSay();
  const kinds: Readonly<Record<string, Sentence | undefined>> = movementWords;
  const known = useAnswer('listShareClasses', {}).data?.classes ?? [];
  const named = (name: string) =>
    say({ zh: name, en: known.find((each) => each.name === name)?.nameEn ?? name });
  const rows = classes.flatMap(({ name, opening, issued, takenBack, closing, movements }): Row[] => [
    ...movements.map(({ kind, count, ...figures }): Row => ({
      shareClass: named(name),
      item: say(kinds[kind] ?? { zh: kind, en: kind }),
      count: String(count),
      figures,
    })),
    { shareClass: named(name), item: say(words.whole), figures: { opening, issued, takenBack, closing } },
  ]);
  const { text } = columnsOf<Row>(say);
  const shares = (key: Key): Column<Row> => ({
    key,
    head: say(words[key]),
    unit: say(words.shares),
    width: 130,
    figure: true,
    cell: ({ figures }) => (figures[key] === undefined ? '' : <Shares of={figures[key]} />),
    text: ({ figures }) => figures[key],
  });
  return (
    <Table
      label={say(words.title)}
      rows={rows}
      keyOf={({ shareClass, item }) => `${shareClass} ${item}`}
      columns={[
        text('class', say(words.shareClass), 130, ({ shareClass }) => shareClass),
        text('item', say(words.item), 160, ({ item }) => item),
        text('count', say(words.count), 80, ({ count }) => count),
        shares('opening'),
        shares('issued'),
        shares('takenBack'),
        shares('changedHands'),
        shares('closing'),
      ]}
    />
  );
}
