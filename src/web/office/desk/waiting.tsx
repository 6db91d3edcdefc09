/**
 * What waits for a second person: as a part of the desk what whoever looks may confirm, as a screen of its own all of it, with
 * what one asked for oneself. One sheet for each, which says who asked, when, and what changes.
 */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { roleWords } from '../../../domain/role-words.ts';
import { waitingWords } from '../../../domain/waiting.ts';
import { Day } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page, Part, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { answers, screens } from './answers.ts';
import { WaitingSheet } from './waiting-sheet.tsx';

export type Item = Reply<'listWaiting'>['items'][number];

const words = {
  title: { zh: '待复核', en: 'Waiting for a second person' },
  all: { zh: '全部', en: 'All' },
  review: { zh: '复核', en: 'Review' },
  go: { zh: '去看', en: 'Look' },
  asked: { zh: '{by}提出，{day}', en: 'asked by {by}, {day}' },
  none: { zh: '没有等您复核的事', en: 'Nothing waits for you to confirm' },
  noneMore: {
    zh: '别人填制、登记或提议的事项，须由另一人复核才生效；轮到您时列在这里。',
    en: 'What others prepared, entered or proposed has no effect before another person confirms it. What falls to you is listed here.',
  },
  mine: { zh: '等您复核', en: 'For you to confirm' },
  own: { zh: '您提出的，等别人复核', en: 'Asked by you, for others to confirm' },
  kind: { zh: '种类', en: 'Kind' },
  says: { zh: '内容', en: 'What' },
  by: { zh: '提出人', en: 'Asked by' },
  at: { zh: '提出日期', en: 'Asked on' },
  who: { zh: '可复核', en: 'May confirm' },
  state: { zh: '办理', en: 'Do' },
  before: { zh: '从前', en: 'earlier' },
} as const satisfies Record<string, Sentence>;

const keyOf = ({ kind, known }: Item): string => `${kind} ${Object.values(known).join(' ')}`;

/** On the desk: the first few that whoever looks may confirm. */
export function WaitingPart(): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const waiting = useAnswer('listWaiting', {}, { when: may('cooperative.read') });
  const mine = waiting.data?.items.filter((item) => item.may) ?? [];
  if (mine.length === 0) return null;
  return (
    <Part title={`${say(words.title)} ${mine.length}`} aside={<Link to="/waiting">{say(words.all)}</Link>}>
      <ul className="mine">
        {mine.slice(0, 6).map((item) => (
          <li key={keyOf(item)}>
            <div>
              <b>{say(waitingWords[item.kind])}</b>
              <p>{item.says}</p>
              <Asked item={item} />
            </div>
            <Open item={item} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Asked({ item }: { readonly item: Item }): ReactElement {
  const say = useSay();
  return <p>{say(words.asked, { by: item.askedBy ?? say(words.before), day: item.askedAt.slice(0, 10) })}</p>;
}

/** The sheet of what is answered on one, else the screen that answers it. */
function Open({
  item,
  small = false,
}: {
  readonly item: Item;
  readonly small?: boolean;
}): ReactElement | null {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const door = screens[item.kind]?.(item.known);
  const of = <span className="unseen"> {item.says}</span>;
  if (answers[item.kind] === undefined)
    return door === undefined ? null : (
      <Link {...door} className={small ? 'as-link' : 'button'}>
        {say(words.go)}
        {of}
      </Link>
    );
  return (
    <>
      <Button size={small ? 'small' : 'middle'} onClick={() => setOpen(true)}>
        {say(words.review)}
        {of}
      </Button>
      {isOpen && <WaitingSheet item={item} onClose={() => setOpen(false)} />}
    </>
  );
}

export function WaitingPage(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const waiting = useAnswer('listWaiting', {}, { when: may('cooperative.read') });
  if (!may('cooperative.read')) return <NoPermission action="cooperative.read" />;
  return (
    <Page title={say(words.title)}>
      <Answer of={waiting}>
        {({ items }) => {
          const mine = items.filter((item) => item.may);
          const own = items.filter((item) => item.own);
          return (
            <>
              {mine.length === 0 ? (
                <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
              ) : (
                <Items title={say(words.mine)} items={mine} />
              )}
              {own.length > 0 && <Items title={say(words.own)} items={own} />}
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

function Items({ title, items }: { readonly title: string; readonly items: readonly Item[] }): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const [opened, setOpened] = useState<Item | null>(null);
  const roles = ({ who }: Item) => who.map((role) => say(roleWords[role])).join(say({ zh: '、', en: ', ' }));
  const open = (item: Item) => {
    const door = screens[item.kind]?.(item.known);
    if (item.may && answers[item.kind] !== undefined) setOpened(item);
    else if (door !== undefined) void go(door);
  };
  return (
    <Part title={title} aside={String(items.length)}>
      <Table
        label={title}
        rows={items}
        keyOf={keyOf}
        onOpen={open}
        columns={[
          {
            key: 'kind',
            head: say(words.kind),
            width: 130,
            cell: ({ kind }) => say(waitingWords[kind]),
            text: ({ kind }) => say(waitingWords[kind]),
          },
          {
            key: 'says',
            head: say(words.says),
            width: 300,
            cell: ({ says }) => says,
            text: ({ says }) => says,
          },
          {
            key: 'by',
            head: say(words.by),
            width: 110,
            cell: ({ askedBy }) => askedBy ?? say(words.before),
            text: ({ askedBy }) => askedBy,
          },
          {
            key: 'at',
            head: say(words.at),
            width: 104,
            cell: ({ askedAt }) => <Day of={askedAt} />,
            text: ({ askedAt }) => askedAt.slice(0, 10),
          },
          {
            key: 'state',
            head: say(items.some(({ may }) => may) ? words.state : words.who),
            width: 100,
            cell: (item) =>
              item.may ? <Open item={item} small /> : <State tone="waiting">{roles(item)}</State>,
            text: (item) => (item.may ? say(words.review) : roles(item)),
          },
        ]}
      />
      {opened !== null && <WaitingSheet item={opened} onClose={() => setOpened(null)} />}
    </Part>
  );
}
