/** Monthly lists of tax withheld, which runs they cover, and their remittances. Append only. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { sealedFile } from '../banking/schema.ts';
import { dividendRun } from '../dividends/schema.ts';

export const taxFiling = pgTable(
  'tax_filing',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    /** The month in which the tax was withheld: `2011-07`. */
    month: text('month').notNull(),
    template: text('template').notNull(),
    /** Rows of the file; what its runs changed in earlier months are corrections and not in it. */
    count: integer('count').notNull(),
    corrections: integer('corrections').notNull(),
    gross: money('gross').notNull(),
    tax: money('tax').notNull(),
    /** By when it is handed over, as it was counted when the list was made. Null: made before that was kept. */
    dueOn: localDate('due_on'),
    fileId: uuid('file_id').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('tax_filing_number_unique').on(t.cooperativeId, t.number),
    unique('tax_filing_month_unique').on(t.cooperativeId, t.month),
    foreignKey({
      name: 'tax_filing_file_fk',
      columns: [t.cooperativeId, t.fileId],
      foreignColumns: [sealedFile.cooperativeId, sealedFile.id],
    }),
  ],
);

/** The runs of which a month had something to declare: what may be drawn later is on a later list. */
export const taxFilingRun = pgTable(
  'tax_filing_run',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    filingId: uuid('filing_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'tax_filing_run_pk', columns: [t.cooperativeId, t.runId, t.filingId] }),
    foreignKey({
      name: 'tax_filing_run_filing_fk',
      columns: [t.cooperativeId, t.filingId],
      foreignColumns: [taxFiling.cooperativeId, taxFiling.id],
    }),
    foreignKey({
      name: 'tax_filing_run_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
  ],
);

/**
 * That the tax of a list was handed over; of a list that takes back, that it was refunded. One person enters it, and it counts once
 * another confirmed it. At most one of a list stands.
 */
export const taxRemittance = pgTable(
  'tax_remittance',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    filingId: uuid('filing_id').notNull(),
    remittedOn: localDate('remitted_on').notNull(),
    amount: money('amount').notNull(),
    /** Number of the tax receipt. */
    receipt: text('receipt').notNull(),
    /** Of the books: where the money went out. */
    bankAccount: text('bank_account').notNull(),
    /** Null: entered before it took two, and counts alone. */
    byTwo: boolean('by_two'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('tax_remittance_of_filing').on(t.cooperativeId, t.filingId),
    foreignKey({
      name: 'tax_remittance_filing_fk',
      columns: [t.cooperativeId, t.filingId],
      foreignColumns: [taxFiling.cooperativeId, taxFiling.id],
    }),
    check('tax_remittance_something', sql`${t.amount} <> 0`),
    check('tax_remittance_by_two', sql`${t.byTwo}`),
  ],
);

/** What another person answers to a remittance: it is in the books from then on, or it is sent back. */
export const taxRemittanceAnswer = pgTable(
  'tax_remittance_answer',
  {
    cooperativeId: tenantId(),
    remittanceId: uuid('remittance_id').notNull(),
    /** Null: confirmed. */
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.remittanceId] }),
    foreignKey({
      name: 'tax_remittance_answer_fk',
      columns: [t.cooperativeId, t.remittanceId],
      foreignColumns: [taxRemittance.cooperativeId, taxRemittance.id],
    }),
  ],
);

/** That a remittance was entered in error. */
export const taxRemittanceStrike = pgTable(
  'tax_remittance_strike',
  {
    cooperativeId: tenantId(),
    remittanceId: uuid('remittance_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.remittanceId] }),
    foreignKey({
      name: 'tax_remittance_strike_fk',
      columns: [t.cooperativeId, t.remittanceId],
      foreignColumns: [taxRemittance.cooperativeId, taxRemittance.id],
    }),
  ],
);
