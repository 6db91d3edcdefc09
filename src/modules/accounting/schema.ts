/**
 * The books: journal entries with their lines, what 113 and the account for outsiders owe holder by holder, own sub-accounts, and
 * which months are closed. Append only throughout; that every entry balances, and that the members' side adds up to the
 * lines on 113, PostgreSQL checks again when a transaction ends.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { MEMBERS_PAYABLE } from '../../domain/chart.ts';
import type { EntryKind, PreparedKind } from '../../domain/journal.ts';
import { instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import type { BooksSettings } from './contract.ts';
import { holderAccount } from '../shares/schema.ts';

export const journalEntry = pgTable(
  'journal_entry',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** `2025-07`; the number is gapless within it. */
    month: text('month').notNull(),
    number: wholeNumber('number').notNull(),
    entryDate: localDate('entry_date').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    summary: text('summary').notNull(),
    /** What made it: `dividend-run:…`, `payout-batch:…`, `year-close:2025:…`. Null: by hand. */
    source: text('source'),
    attachments: integer('attachments').notNull(),
    reverses: uuid('reverses'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
    /** Who made what it says, and who looked at that: of an entry by hand, of an order of payments, of a run. */
    preparedBy: uuid('prepared_by'),
    preparedByName: text('prepared_by_name'),
    reviewedBy: uuid('reviewed_by'),
    reviewedByName: text('reviewed_by_name'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('journal_entry_number_unique').on(t.cooperativeId, t.month, t.number),
    // What happened once is entered once.
    unique('journal_entry_source_once').on(t.cooperativeId, t.source),
    unique('journal_entry_reversed_once').on(t.cooperativeId, t.reverses),
    index('journal_entry_by_date').on(t.cooperativeId, t.entryDate),
    foreignKey({
      name: 'journal_entry_reverses_fk',
      columns: [t.cooperativeId, t.reverses],
      foreignColumns: [t.cooperativeId, t.id],
    }),
    check('journal_entry_kind', sql`${t.kind} in ('opening','automatic','manual','closing','reversal')`),
    check('journal_entry_month', sql`${t.month} = to_char(${t.entryDate}, 'YYYY-MM')`),
    check('journal_entry_reversal_names', sql`(${t.kind} = 'reversal') = (${t.reverses} is not null)`),
    check('journal_entry_two_people', sql`${t.reviewedBy} is null or ${t.reviewedBy} <> ${t.preparedBy}`),
    check(
      'journal_entry_source_names',
      sql`(${t.kind} in ('automatic','closing')) = (${t.source} is not null)`,
    ),
  ],
);

/** An entry by hand as somebody prepared it. Once another person confirmed it, the journal has it under the same id. */
export const preparedEntry = pgTable(
  'prepared_entry',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<PreparedKind>().notNull(),
    entryDate: localDate('entry_date').notNull(),
    summary: text('summary').notNull(),
    attachments: integer('attachments').notNull(),
    reverses: uuid('reverses'),
    preparedAt: instant('prepared_at').notNull(),
    preparedBy: uuid('prepared_by').notNull(),
    preparedByName: text('prepared_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('prepared_entry_number_unique').on(t.cooperativeId, t.number),
    foreignKey({
      name: 'prepared_entry_reverses_fk',
      columns: [t.cooperativeId, t.reverses],
      foreignColumns: [journalEntry.cooperativeId, journalEntry.id],
    }),
    check('prepared_entry_kind', sql`${t.kind} in ('opening','manual','reversal')`),
    check('prepared_entry_reversal_names', sql`(${t.kind} = 'reversal') = (${t.reverses} is not null)`),
  ],
);

export const preparedLine = pgTable(
  'prepared_line',
  {
    cooperativeId: tenantId(),
    entryId: uuid('entry_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    account: text('account').notNull(),
    debit: money('debit').notNull(),
    credit: money('credit').notNull(),
    text: text('text').notNull(),
    /** Who is behind a line on 113 or on the account for outsiders. */
    accountId: uuid('account_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.entryId, t.ordinal] }),
    foreignKey({
      name: 'prepared_line_entry_fk',
      columns: [t.cooperativeId, t.entryId],
      foreignColumns: [preparedEntry.cooperativeId, preparedEntry.id],
    }),
    foreignKey({
      name: 'prepared_line_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    check('prepared_line_one_side', sql`(${t.debit} = 0) <> (${t.credit} = 0)`),
  ],
);

/** What another person than its preparer said of a prepared entry. */
export const entryReview = pgTable(
  'entry_review',
  {
    cooperativeId: tenantId(),
    entryId: uuid('entry_id').notNull(),
    outcome: text('outcome').$type<'confirmed' | 'sent-back'>().notNull(),
    reason: text('reason'),
    reviewedAt: instant('reviewed_at').notNull(),
    reviewedBy: uuid('reviewed_by').notNull(),
    reviewedByName: text('reviewed_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.entryId] }),
    foreignKey({
      name: 'entry_review_entry_fk',
      columns: [t.cooperativeId, t.entryId],
      foreignColumns: [preparedEntry.cooperativeId, preparedEntry.id],
    }),
    check(
      'entry_review_outcome',
      sql`${t.outcome} in ('confirmed','sent-back') and (${t.outcome} = 'sent-back') = (${t.reason} is not null)`,
    ),
  ],
);

/** Entries by hand of before there were reviews: one person made them. Filled once, by the migration. */
export const entryByOne = pgTable(
  'entry_by_one',
  { cooperativeId: tenantId(), entryId: uuid('entry_id').notNull() },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.entryId] }),
    foreignKey({
      name: 'entry_by_one_entry_fk',
      columns: [t.cooperativeId, t.entryId],
      foreignColumns: [journalEntry.cooperativeId, journalEntry.id],
    }),
  ],
);

/** Until when versions wrote the books that let entries by hand take more from holders, income and reserve. Only a migration writes it. */
export const handLessBefore = pgTable('hand_less_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

export const journalLine = pgTable(
  'journal_line',
  {
    cooperativeId: tenantId(),
    entryId: uuid('entry_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    account: text('account').notNull(),
    debit: money('debit').notNull(),
    credit: money('credit').notNull(),
    text: text('text').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.entryId, t.ordinal] }),
    index('journal_line_by_account').on(t.cooperativeId, t.account),
    foreignKey({
      name: 'journal_line_entry_fk',
      columns: [t.cooperativeId, t.entryId],
      foreignColumns: [journalEntry.cooperativeId, journalEntry.id],
    }),
    check('journal_line_one_side', sql`(${t.debit} = 0) <> (${t.credit} = 0)`),
  ],
);

/** Who is behind the lines on 113 of an entry, or on the account for outsiders. */
export const memberLedgerLine = pgTable(
  'member_ledger_line',
  {
    cooperativeId: tenantId(),
    entryId: uuid('entry_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    accountId: uuid('account_id').notNull(),
    /** In the chart of the entry's day. */
    account: text('account').notNull().default(MEMBERS_PAYABLE),
    debit: money('debit').notNull(),
    credit: money('credit').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.entryId, t.ordinal] }),
    index('member_ledger_line_by_account').on(t.cooperativeId, t.accountId),
    foreignKey({
      name: 'member_ledger_line_entry_fk',
      columns: [t.cooperativeId, t.entryId],
      foreignColumns: [journalEntry.cooperativeId, journalEntry.id],
    }),
    foreignKey({
      name: 'member_ledger_line_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
  ],
);

/** The cooperative's own part of an official account: `102.01` 工行基本户. */
export const ownAccount = pgTable(
  'own_account',
  {
    cooperativeId: tenantId(),
    chart: text('chart').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.chart, t.code] }),
    check('own_account_chart', sql`${t.chart} in ('2004','2023')`),
  ],
);

/** Versions of how the ledger makes its own entries; the latest counts. */
export const booksSetting = pgTable(
  'books_setting',
  {
    cooperativeId: tenantId(),
    version: wholeNumber('version').notNull(),
    settings: jsonb('settings').$type<BooksSettings>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The confirmed proposal, where something was loosened. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.version] })],
);

/** What whoever keeps the till counted in it, on that day. Append only. */
export const tillCount = pgTable(
  'till_count',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From the book's series `till-count`. */
    number: wholeNumber('number').notNull(),
    account: text('account').notNull(),
    day: localDate('day').notNull(),
    counted: money('counted').notNull(),
    /** What the books held at that moment. */
    booked: money('booked').notNull(),
    explanation: text('explanation'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('till_count_number_unique').on(t.cooperativeId, t.number),
    check('till_count_counted', sql`${t.counted} >= 0`),
    check('till_count_explained', sql`${t.counted} = ${t.booked} or ${t.explanation} is not null`),
  ],
);

/** That another person stood by and confirmed a count, or sent it back. Once. Append only. */
export const tillCountAnswer = pgTable(
  'till_count_answer',
  {
    cooperativeId: tenantId(),
    countId: uuid('count_id').notNull(),
    confirmed: boolean('confirmed').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.countId] }),
    foreignKey({
      name: 'till_count_answer_count_fk',
      columns: [t.cooperativeId, t.countId],
      foreignColumns: [tillCount.cooperativeId, tillCount.id],
    }),
    check('till_count_answer_reason', sql`${t.confirmed} or ${t.reason} is not null`),
  ],
);

/** That another person than who closed a year confirmed it. Append only. */
export const yearConfirmation = pgTable(
  'year_confirmation',
  {
    cooperativeId: tenantId(),
    closingId: uuid('closing_id').notNull(),
    year: integer('year').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.closingId] }),
    foreignKey({
      name: 'year_confirmation_closing_fk',
      columns: [t.cooperativeId, t.closingId],
      foreignColumns: [journalEntry.cooperativeId, journalEntry.id],
    }),
  ],
);

/** That somebody asked for a year to be reopened whose closing another had confirmed: without effect until a third, or who confirmed, agrees. */
export const yearReopening = pgTable(
  'year_reopening',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    year: integer('year').notNull(),
    /** The first entry of the closing. */
    closingId: uuid('closing_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('year_reopening_of_closing').on(t.cooperativeId, t.closingId),
    foreignKey({
      name: 'year_reopening_closing_fk',
      columns: [t.cooperativeId, t.closingId],
      foreignColumns: [journalEntry.cooperativeId, journalEntry.id],
    }),
  ],
);

/** Confirmed by another than whoever asked or closed it, which PostgreSQL judges too; or with a reason, sent back. */
export const yearReopeningAnswer = pgTable(
  'year_reopening_answer',
  {
    cooperativeId: tenantId(),
    reopeningId: uuid('reopening_id').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.reopeningId] }),
    foreignKey({
      name: 'year_reopening_answer_fk',
      columns: [t.cooperativeId, t.reopeningId],
      foreignColumns: [yearReopening.cooperativeId, yearReopening.id],
    }),
  ],
);

/** That a month was closed or reopened; the latest row counts. */
export const monthClose = pgTable(
  'month_close',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    month: text('month').notNull(),
    kind: text('kind').$type<'closed' | 'reopened'>().notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('month_close_by_month').on(t.cooperativeId, t.month, t.recordedAt),
    check('month_close_kind', sql`${t.kind} in ('closed','reopened')`),
    check('month_close_reason', sql`(${t.kind} = 'reopened') = (${t.reason} is not null)`),
  ],
);
