/** One voucher of the journal, and the way to take it back. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { entryKindWords } from '../../../domain/money-words.ts';
import { Amount, Day, Moment } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Facts, Page, State } from '../../shared/page.tsx';
import { spelled, todayInChina } from '../../shared/period.ts';
import { Print } from '../../shared/print.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { dayTyped } from './draft.ts';
import { Lines, sumOf } from './lines.tsx';
import { BookTabs } from './tabs.tsx';

type Entry = Reply<'readEntry'>;

const words = {
  print: { zh: '打印凭证', en: 'Print the voucher' },
  kicker: { zh: '凭证', en: 'Voucher' },
  date: { zh: '日期', en: 'Date' },
  kind: { zh: '种类', en: 'Kind' },
  attachments: { zh: '附件张数', en: 'Papers attached' },
  prepared: { zh: '制单', en: 'Prepared by' },
  reviewed: { zh: '复核', en: 'Reviewed by' },
  recorded: { zh: '入账', en: 'Entered' },
  counted: { zh: '已入账', en: 'In the journal' },
  reverses: { zh: '被更正的凭证', en: 'What it takes back' },
  open: { zh: '打开', en: 'Open' },
  back: { zh: '更正这张凭证', en: 'Take it back' },
  backMore: {
    zh: '填制一张更正凭证：当年的以红字冲销，以前年度的以蓝字更正未分配收益。复核人复核后才算数，本凭证始终保留。',
    en: 'Prepares a voucher that takes this one back: in red within the year, in blue against undistributed income for an earlier year. It counts once the reviewer has confirmed it; this one stays for ever.',
  },
  amount: { zh: '金额', en: 'Amount' },
  day: { zh: '更正日期', en: 'Date of the correction' },
  reason: { zh: '原因', en: 'Reason' },
  act: { zh: '填制更正凭证', en: 'Prepare the correction' },
} as const satisfies Record<string, Sentence>;

export function EntryPage(): ReactElement {
  const { may } = useSession();
  const { entryId } = useParams({ from: '/books/entries/$entryId' });
  const entry = useAnswer('readEntry', { entryId }, { when: may('books.read') });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  return <Answer of={entry}>{(found) => <Shown entry={found} />}</Answer>;
}

function Shown({ entry }: { readonly entry: Entry }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  const [isTaking, setTaking] = useState(false);
  const byHand = entry.kind === 'manual' || entry.kind === 'opening';
  const month = entry.date.slice(0, 7);
  return (
    <Page
      title={entry.number}
      kicker={say(words.kicker)}
      state={<State tone="done">{say(words.counted)}</State>}
      action={
        <span className="beside">
          <Print paper="printVoucher" label={say(words.print)} input={{ entryId: entry.id, language }} />
          {byHand && may('books.enter') && <Button onClick={() => setTaking(true)}>{say(words.back)}</Button>}
        </span>
      }
    >
      <BookTabs span={{ from: month, to: month }} />
      <p className="lead">{spelled(entry.summary, say)}</p>
      <Lines lines={entry.lines} summary={entry.summary} month={month} />
      <Facts
        items={[
          { label: say(words.date), value: <Day of={entry.date} /> },
          { label: say(words.kind), value: say(entryKindWords[entry.kind]) },
          { label: say(words.attachments), value: entry.attachments },
          { label: say(words.prepared), value: entry.preparedBy ?? entry.recordedBy },
          { label: say(words.reviewed), value: entry.reviewedBy ?? '—' },
          { label: say(words.recorded), value: <Moment of={entry.recordedAt} /> },
          ...(entry.reverses === null
            ? []
            : [
                {
                  label: say(words.reverses),
                  value: (
                    <Link to="/books/entries/$entryId" params={{ entryId: entry.reverses }}>
                      {say(words.open)}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
      {isTaking && <TakeBack entry={entry} onClose={() => setTaking(false)} />}
    </Page>
  );
}

function TakeBack({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const change = useChange('reverseEntry');
  const [day, setDay] = useState(todayInChina());
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={say(words.back)}
      act={say(words.act)}
      onClose={onClose}
      isRunning={change.isRunning}
      isReady={reason.trim().length > 1}
      failure={change.failure}
      onAct={() => {
        const date = dayTyped(day, todayInChina());
        void change.run({ entryId: entry.id, date, reason }).then((made) => {
          if (made !== undefined) void go({ to: '/books/review/$entryId', params: { entryId: made.id } });
        });
      }}
    >
      <p>{say(words.backMore)}</p>
      <Facts
        items={[
          { label: say(words.kicker), value: `${entry.number} ${spelled(entry.summary, say)}` },
          { label: say(words.amount), value: <Amount of={sumOf(entry.lines, 'debit').toString()} /> },
        ]}
      />
      <br />
      <Field label={say(words.day)}>
        {(place) => <Input {...place} value={day} onChange={({ target }) => setDay(target.value)} />}
      </Field>
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
