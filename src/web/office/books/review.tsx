/** What was prepared by hand and waits for another person; what was confirmed and what was sent back on request. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ReactElement } from 'react';
import { preparedStates, type PreparedState } from '../../../domain/journal.ts';
import type { Sentence } from '../../../domain/language.ts';
import { preparedStateWords } from '../../../domain/money-words.ts';
import { Amount, Day } from '../../shared/amount.tsx';
import { useWholeList } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { spelled } from '../../shared/period.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { sumOf } from './lines.tsx';
import { BookTabs } from './tabs.tsx';

const words = {
  title: { zh: '凭证复核', en: 'Review of vouchers' },
  state: { zh: '状态', en: 'State' },
  every: { zh: '全部', en: 'All' },
  number: { zh: '编号', en: 'No.' },
  date: { zh: '日期', en: 'Date' },
  summary: { zh: '摘要', en: 'Summary' },
  amount: { zh: '金额', en: 'Amount' },
  yuan: { zh: '元', en: 'yuan' },
  prepared: { zh: '制单', en: 'Prepared by' },
  reviewed: { zh: '复核', en: 'Reviewed by' },
  count: { zh: '共 {count} 张', en: '{count} vouchers' },
  none: { zh: '没有待复核的凭证', en: 'Nothing awaits review' },
  noneMore: {
    zh: '会计填制的凭证先到这里，另一人复核后才入账。',
    en: 'What the accountant prepares comes here first, and counts once another person has reviewed it.',
  },
  noneOf: { zh: '没有这样的凭证', en: 'No such vouchers' },
  fill: { zh: '填制凭证', en: 'New voucher' },
} as const satisfies Record<string, Sentence>;

export const preparedTones: Readonly<Record<PreparedState, Tone>> = {
  'awaiting-review': 'next',
  confirmed: 'done',
  'sent-back': 'off',
};

export function ReviewQueue(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { state = 'awaiting-review' } = useSearch({ from: '/books/review' });
  const go = useNavigate({ from: '/books/review' });
  const list = useWholeList('listPreparedEntries', state === 'all' ? {} : { state }, (page) => page.entries, {
    when: may('books.read'),
  });
  if (!may('books.read')) return <NoPermission action="books.read" />;
  const fill = may('books.enter') && (
    <Link className="button" to="/books/new">
      {say(words.fill)}
    </Link>
  );
  return (
    <Page title={say(words.title)} tall action={fill}>
      <BookTabs />
      <div className="filters">
        <Select<PreparedState | 'all'>
          aria-label={say(words.state)}
          style={{ width: 150 }}
          value={state}
          onChange={(next) => void go({ search: { state: next }, replace: true })}
          options={[
            ...preparedStates.map((value) => ({ value, label: say(preparedStateWords[value]) })),
            { value: 'all' as const, label: say(words.every) },
          ]}
        />
      </div>
      {list.error !== null ? (
        <Failed error={list.error} again={list.again} />
      ) : list.rows.length === 0 && !list.isWhole ? (
        <Loading rows={10} />
      ) : list.rows.length === 0 ? (
        <Empty title={say(state === 'awaiting-review' ? words.none : words.noneOf)}>
          {say(words.noneMore)}
        </Empty>
      ) : (
        <Table
          label={say(words.title)}
          rows={list.rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void go({ to: '/books/review/$entryId', params: { entryId: id } })}
          toneOf={(row) => (row.state === 'sent-back' ? 'off' : undefined)}
          note={say(words.count, { count: list.rows.length })}
          columns={[
            {
              key: 'number',
              head: say(words.number),
              width: 90,
              pinned: true,
              cell: ({ id, number }) => (
                <Link to="/books/review/$entryId" params={{ entryId: id }}>
                  {number}
                </Link>
              ),
              text: ({ number }) => number,
            },
            {
              key: 'state',
              head: say(words.state),
              width: 130,
              cell: (row) => (
                <State tone={preparedTones[row.state]}>{say(preparedStateWords[row.state])}</State>
              ),
              text: (row) => say(preparedStateWords[row.state]),
            },
            {
              key: 'date',
              head: say(words.date),
              width: 110,
              cell: ({ date }) => <Day of={date} />,
              text: ({ date }) => date,
            },
            {
              key: 'summary',
              head: say(words.summary),
              width: 380,
              cell: ({ summary }) => spelled(summary, say),
              text: ({ summary }) => spelled(summary, say),
            },
            {
              key: 'amount',
              head: say(words.amount),
              unit: say(words.yuan),
              width: 140,
              figure: true,
              cell: ({ lines }) => <Amount of={sumOf(lines, 'debit').toString()} />,
              text: ({ lines }) => sumOf(lines, 'debit').toString(),
            },
            {
              key: 'prepared',
              head: say(words.prepared),
              width: 110,
              cell: ({ preparedBy }) => preparedBy,
              text: ({ preparedBy }) => preparedBy,
            },
            {
              key: 'reviewed',
              head: say(words.reviewed),
              width: 110,
              cell: ({ review }) => review?.by,
              text: ({ review }) => review?.by,
            },
          ]}
        />
      )}
    </Page>
  );
}
