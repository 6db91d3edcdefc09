/** One prepared voucher: another person confirms it or sends it back; the next one that waits follows by itself. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { entryKindWords, preparedStateWords } from '../../../domain/money-words.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount, Day, Moment } from '../../shared/amount.tsx';
import { useAnswer, useChange, useSeen } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { spelled } from '../../shared/period.ts';
import { Facts, Note, Page, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Lines, sumOf } from './lines.tsx';
import { preparedTones } from './review.tsx';
import { BookTabs } from './tabs.tsx';

type Prepared = Reply<'readPreparedEntry'>;

const words = {
  kicker: { zh: '填制的凭证', en: 'Prepared voucher' },
  confirm: { zh: '复核入账', en: 'Confirm' },
  confirmMore: {
    zh: '入账并编号，从此计入账簿和报表。',
    en: 'It enters the journal with its number and counts in ledgers and statements.',
  },
  back: { zh: '退回', en: 'Send back' },
  backMore: { zh: '退回后不再算数，由 {who} 另行填制。', en: 'It never counts; {who} writes another.' },
  reason: { zh: '退回原因', en: 'Why' },
  own: {
    zh: '您填制的凭证由另一人复核。可以复核的是：{who}。',
    en: 'You prepared it: another person reviews it. Those who may: {who}.',
  },
  waits: { zh: '等待复核。可以复核的是：{who}。', en: 'It awaits review. Those who may: {who}.' },
  sentBack: { zh: '{who} 退回：{reason}', en: '{who} sent it back: {reason}' },
  date: { zh: '日期', en: 'Date' },
  kind: { zh: '种类', en: 'Kind' },
  attachments: { zh: '附件张数', en: 'Papers attached' },
  prepared: { zh: '制单', en: 'Prepared by' },
  when: { zh: '制单时间', en: 'Prepared' },
  reviewed: { zh: '复核', en: 'Reviewed by' },
  summary: { zh: '摘要', en: 'Summary' },
  amount: { zh: '金额', en: 'Amount' },
  entered: { zh: '已入账：{number}', en: 'Entered as {number}' },
  again: { zh: '再填一张', en: 'Another voucher' },
} as const satisfies Record<string, Sentence>;

export function PreparedPage(): ReactElement {
  const { may } = useSession();
  const { entryId } = useParams({ from: '/books/review/$entryId' });
  const entry = useAnswer('readPreparedEntry', { entryId }, { when: may('books.read') });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return <Answer of={entry}>{(found) => <Shown key={found.id} entry={found} />}</Answer>;
}

function Shown({ entry }: { readonly entry: Prepared }): ReactElement {
  const say = useSay();
  const { may, person } = useSession();
  const [sheet, setSheet] = useState<'confirm' | 'back' | null>(null);
  const waits = entry.state === 'awaiting-review';
  const isOwn = entry.preparedById === person.userId;
  const mayReview = waits && !isOwn && may('books.review');
  const who = say(rolesThatMay('books.review'));
  return (
    <Page
      title={entry.number}
      kicker={say(words.kicker)}
      state={<State tone={preparedTones[entry.state]}>{say(preparedStateWords[entry.state])}</State>}
      action={
        mayReview ? (
          <>
            <Button onClick={() => setSheet('back')}>{say(words.back)}</Button>
            <Button type="primary" onClick={() => setSheet('confirm')}>
              {say(words.confirm)}
            </Button>
          </>
        ) : (
          may('books.enter') && (
            <Link className="button" to="/books/new">
              {say(words.again)}
            </Link>
          )
        )
      }
    >
      <BookTabs />
      {waits && !mayReview && <Note>{say(isOwn ? words.own : words.waits, { who })}</Note>}
      {entry.review?.reason != null && (
        <Note warning>{say(words.sentBack, { who: entry.review.by, reason: entry.review.reason })}</Note>
      )}
      <p className="lead">{spelled(entry.summary, say)}</p>
      <Lines lines={entry.lines} summary={entry.summary} month={entry.date.slice(0, 7)} />
      <Facts
        items={[
          { label: say(words.date), value: <Day of={entry.date} /> },
          { label: say(words.kind), value: say(entryKindWords[entry.kind]) },
          { label: say(words.attachments), value: entry.attachments },
          { label: say(words.prepared), value: entry.preparedBy },
          { label: say(words.when), value: <Moment of={entry.preparedAt} /> },
          ...(entry.review === null ? [] : [{ label: say(words.reviewed), value: entry.review.by }]),
        ]}
      />
      {sheet === 'confirm' && <Confirm entry={entry} onClose={() => setSheet(null)} />}
      {sheet === 'back' && <SendBack entry={entry} onClose={() => setSheet(null)} />}
    </Page>
  );
}

/** The next voucher that waits, else the queue. */
function useNext(own: string): () => void {
  const go = useNavigate();
  const { person } = useSession();
  const waiting = useAnswer('listPreparedEntries', { state: 'awaiting-review', limit: '99' });
  const next = waiting.data?.entries.find(
    ({ id, preparedById }) => id !== own && preparedById !== person.userId,
  );
  return () =>
    void (next === undefined
      ? go({ to: '/books/review' })
      : go({ to: '/books/review/$entryId', params: { entryId: next.id } }));
}

function What({ entry }: { readonly entry: Prepared }): ReactElement {
  const say = useSay();
  return (
    <Facts
      items={[
        { label: say(words.date), value: <Day of={entry.date} /> },
        { label: say(words.prepared), value: entry.preparedBy },
        { label: say(words.summary), value: spelled(entry.summary, say) },
        { label: say(words.amount), value: <Amount of={sumOf(entry.lines, 'debit').toString()} /> },
      ]}
    />
  );
}

interface StepProps {
  readonly entry: Prepared;
  readonly onClose: () => void;
}

function Confirm({ entry, onClose }: StepProps): ReactElement {
  const say = useSay();
  const onward = useNext(entry.id);
  const change = useChange('confirmEntry', useSeen('readPreparedEntry', { entryId: entry.id }));
  return (
    <Sheet
      title={`${say(words.confirm)} ${entry.number}`}
      act={say(words.confirm)}
      onClose={onClose}
      isRunning={change.isRunning}
      failure={change.failure}
      onAct={() =>
        void change.run({ entryId: entry.id }).then((done) => {
          if (done !== undefined) onward();
        })
      }
    >
      <p>{say(words.confirmMore)}</p>
      <What entry={entry} />
    </Sheet>
  );
}

function SendBack({ entry, onClose }: StepProps): ReactElement {
  const say = useSay();
  const onward = useNext(entry.id);
  const change = useChange('sendBackEntry');
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={`${say(words.back)} ${entry.number}`}
      act={say(words.back)}
      onClose={onClose}
      isRunning={change.isRunning}
      isReady={reason.trim().length > 1}
      failure={change.failure}
      onAct={() =>
        void change.run({ entryId: entry.id, reason }).then((done) => {
          if (done !== undefined) onward();
        })
      }
    >
      <p>{say(words.backMore, { who: entry.preparedBy })}</p>
      <What entry={entry} />
      <br />
      <Field label={say(words.reason)}>
        {(place) => (
          <Input
            {...place}
            maxLength={200}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </Sheet>
  );
}
