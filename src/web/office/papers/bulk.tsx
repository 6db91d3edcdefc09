/** A statement for everybody who holds shares, one after another, counted while it goes on; it may be stopped, and what was issued stays. */
import { Button } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useWholeList } from '../../shared/asking.ts';
import { call, Refused } from '../../shared/call.ts';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Note } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { useTyped } from '../../shared/typed.ts';
import { useQueryClient } from '@tanstack/react-query';

const words = {
  all: { zh: '全体对账单', en: 'Statements for all' },
  more: {
    zh: '为 {count} 位持有人各出具一份对账单，{from} 至 {to}。每份编号、留存，可随时停下；已出具的留存。',
    en: 'A statement from {from} to {to} for each of {count} holders. Each is numbered and kept; it may be stopped, and what was issued stays.',
  },
  left: {
    zh: '先前已为 {done} 位出具，还剩 {count} 位。',
    en: '{done} were issued before; {count} are left.',
  },
  resume: { zh: '出具余下的 {count} 份', en: 'Issue the other {count}' },
  again: { zh: '全部重新出具', en: 'Issue all of them anew' },
  issue: { zh: '开始出具', en: 'Issue them' },
  stop: { zh: '停下', en: 'Stop' },
  going: { zh: '已出具 {done} / {count}', en: '{done} of {count} issued' },
  done: { zh: '已出具 {done} 份。', en: '{done} issued.' },
  failed: { zh: '{count} 份没有办成：{names}', en: '{count} not done: {names}' },
} as const satisfies Record<string, Sentence>;

/** Up to today where the year goes on: nothing is said of days that have not come. */
interface Span {
  readonly from: string;
  readonly to: string;
}

type Going =
  | { readonly is: 'waiting' }
  | { readonly is: 'going'; readonly of: number; readonly done: number; readonly failed: readonly string[] }
  | { readonly is: 'over'; readonly done: number; readonly failed: readonly string[] };

export function BulkStatements({ span }: { readonly span: Span }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may('shares.read')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say(words.all)}</Button>
      {isOpen && <BulkSheet span={span} onClose={() => setOpen(false)} />}
    </>
  );
}

function BulkSheet(props: { readonly span: Span; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const kept = useQueryClient();
  const { span } = props;
  const holders = useWholeList('listHoldings', {}, (page) => page.holders);
  const [going, setGoing] = useState<Going>({ is: 'waiting' });
  const isStopped = useRef(false);
  const people = holders.rows.flatMap(({ kind, number, name }) =>
    kind === 'member' || kind === 'household' ? [{ kind, number, name }] : [],
  );
  const keyOf = ({ kind, number }: (typeof people)[number]) => `${kind} ${number}`;
  // Those of whom it was issued already in this window are not issued again: it may be stopped and taken up, and what failed tried anew.
  const [issued, setIssued, forget] = useTyped<readonly string[]>(
    `statements of ${span.from} ${span.to} ${language}`,
    () => [],
  );
  const left = people.filter((each) => !issued.includes(keyOf(each)));
  const count = left.length;

  async function issueAll(): Promise<void> {
    let done = 0;
    const failed: string[] = [];
    isStopped.current = false;
    for (const each of left) {
      const { kind, number, name } = each;
      if (isStopped.current) break;
      setGoing({ is: 'going', of: left.length, done, failed });
      const holder = { kind, number } as const;
      await call('printStatement', { holder, ...span, language }).then(
        () => {
          done += 1;
          setIssued((before) => [...before, keyOf(each)]);
        },
        (error: unknown) => {
          // One that is refused is named; a service that does not answer ends it.
          if (!(error instanceof Refused)) isStopped.current = true;
          failed.push(name ?? number);
        },
      );
    }
    setGoing({ is: 'over', done, failed });
    await kept.invalidateQueries();
  }

  const isGoing = going.is === 'going';
  const already = people.length - count;
  return (
    <Sheet
      title={say(words.all)}
      act={already > 0 && count > 0 ? say(words.resume, { count }) : say(words.issue)}
      isReady={holders.isWhole && count > 0 && !isGoing}
      isRunning={isGoing}
      onClose={() => {
        isStopped.current = true;
        props.onClose();
      }}
      onAct={() => void issueAll()}
    >
      <p>{say(words.more, { count: people.length, ...span })}</p>
      {!isGoing && already > 0 && (
        <p>
          {say(words.left, { done: already, count })}{' '}
          <Button
            size="small"
            onClick={() => {
              forget();
              setIssued([]);
              setGoing({ is: 'waiting' });
            }}
          >
            {say(words.again)}
          </Button>
        </p>
      )}
      {isGoing && (
        <p role="status">
          <progress max={going.of} value={going.done} aria-label={say(words.all)} />{' '}
          {say(words.going, { done: going.done, count: going.of })}{' '}
          <Button size="small" onClick={() => (isStopped.current = true)}>
            {say(words.stop)}
          </Button>
        </p>
      )}
      {going.is === 'over' && <Note>{say(words.done, { done: going.done })}</Note>}
      {going.is !== 'waiting' && going.failed.length > 0 && (
        <Note warning>
          {say(words.failed, {
            count: going.failed.length,
            names: going.failed.slice(0, 20).join(say({ zh: '、', en: ', ' })),
          })}
        </Note>
      )}
    </Sheet>
  );
}
