/**
 * Payouts: batches with their lines and the file they became, what was done with a batch, what the bank answered, cash,
 * estates divided among heirs, reminders, and how the cooperative pays. Append only throughout; that a batch is sent or
 * cancelled at most once, and a line answered at most once, the keys say; that no claim is paid beyond what is due, that a
 * batch is its lines and an estate its parts, triggers say.
 */
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BankEncoding, BankTemplate } from '../../domain/bank-file.ts';
import { bytes, instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { dividendRun } from '../dividends/schema.ts';
import { member } from '../members/schema.ts';
import { holderAccount } from '../shares/schema.ts';

/** Versions of how the cooperative pays; the latest counts. */
export const payoutSetting = pgTable(
  'payout_setting',
  {
    cooperativeId: tenantId(),
    version: wholeNumber('version').notNull(),
    payerName: text('payer_name').notNull(),
    payerBank: text('payer_bank').notNull(),
    payerAccountCipher: bytes('payer_account_cipher').notNull(),
    payerAccountMasked: text('payer_account_masked').notNull(),
    /** Payees who get less in all wait. */
    minimum: money('minimum').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.version] }),
    check('payout_setting_minimum', sql`${t.minimum} >= 0`),
  ],
);

/** Versions of the cooperative's own bank templates; the latest of an id counts. */
export const bankTemplateRow = pgTable(
  'bank_template',
  {
    cooperativeId: tenantId(),
    id: text('id').notNull(),
    version: wholeNumber('version').notNull(),
    template: jsonb('template').$type<BankTemplate>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.id, t.version] })],
);

export const payoutBatch = pgTable(
  'payout_batch',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    template: text('template').notNull(),
    encoding: text('encoding').$type<BankEncoding>().notNull(),
    payOn: localDate('pay_on').notNull(),
    purpose: text('purpose').notNull(),
    count: integer('count').notNull(),
    total: money('total').notNull(),
    fileName: text('file_name').notNull(),
    fileSha256: text('file_sha256').notNull(),
    /** The file itself, sealed: it holds accounts in clear. */
    fileCipher: bytes('file_cipher').notNull(),
    /** Of the sealed file: proves it without the key. */
    sealedSha256: text('sealed_sha256').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('payout_batch_number_unique').on(t.cooperativeId, t.number),
    check('payout_batch_of_something', sql`${t.count} > 0 and ${t.total} > 0`),
  ],
);

export const payoutLine = pgTable(
  'payout_line',
  {
    cooperativeId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    serial: integer('serial').notNull(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    /** 0: the line of the run; from 1: the part of an heir. */
    part: smallint('part').notNull(),
    payeeId: uuid('payee_id').notNull(),
    payeeName: text('payee_name').notNull(),
    bankName: text('bank_name'),
    bankAccountCipher: bytes('bank_account_cipher').notNull(),
    bankAccountIndex: bytes('bank_account_index').notNull(),
    bankAccountMasked: text('bank_account_masked').notNull(),
    amount: money('amount').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.batchId, t.serial] }),
    unique('payout_line_once_a_batch').on(t.cooperativeId, t.batchId, t.runId, t.accountId, t.part),
    index('payout_line_of_claim').on(t.cooperativeId, t.runId, t.accountId, t.part),
    foreignKey({
      name: 'payout_line_batch_fk',
      columns: [t.cooperativeId, t.batchId],
      foreignColumns: [payoutBatch.cooperativeId, payoutBatch.id],
    }),
    foreignKey({
      name: 'payout_line_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payout_line_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'payout_line_payee_fk',
      columns: [t.cooperativeId, t.payeeId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('payout_line_positive', sql`${t.amount} > 0`),
  ],
);

/** A batch is sent or cancelled, once. */
export const payoutBatchEnd = pgTable(
  'payout_batch_end',
  {
    cooperativeId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    kind: text('kind').$type<'sent' | 'cancelled'>().notNull(),
    reason: text('reason'),
    /** Of the books: where the money went out, and where what comes back comes in. */
    bankAccount: text('bank_account'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.batchId] }),
    foreignKey({
      name: 'payout_batch_end_fk',
      columns: [t.cooperativeId, t.batchId],
      foreignColumns: [payoutBatch.cooperativeId, payoutBatch.id],
    }),
    check('payout_batch_end_kind', sql`${t.kind} in ('sent','cancelled')`),
    check('payout_batch_end_account', sql`(${t.kind} = 'sent') = (${t.bankAccount} is not null)`),
  ],
);

/** That somebody took the file, which has every account in clear. From then on it may be with the bank. */
export const payoutFileTaken = pgTable(
  'payout_file_taken',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    batchId: uuid('batch_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('payout_file_taken_of_batch').on(t.cooperativeId, t.batchId),
    foreignKey({
      name: 'payout_file_taken_fk',
      columns: [t.cooperativeId, t.batchId],
      foreignColumns: [payoutBatch.cooperativeId, payoutBatch.id],
    }),
  ],
);

/** That the bank refused a sent file as a whole: nothing of it was tried, all of it is owed again. */
export const payoutBatchRefusal = pgTable(
  'payout_batch_refusal',
  {
    cooperativeId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.batchId] }),
    foreignKey({
      name: 'payout_batch_refusal_fk',
      columns: [t.cooperativeId, t.batchId],
      foreignColumns: [payoutBatchEnd.cooperativeId, payoutBatchEnd.batchId],
    }),
  ],
);

/** A file that the bank answered with, and told something new. */
export const payoutReturn = pgTable(
  'payout_return',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    batchId: uuid('batch_id').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    paid: integer('paid').notNull(),
    returned: integer('returned').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('payout_return_of_batch').on(t.cooperativeId, t.batchId),
    foreignKey({
      name: 'payout_return_batch_fk',
      columns: [t.cooperativeId, t.batchId],
      foreignColumns: [payoutBatch.cooperativeId, payoutBatch.id],
    }),
  ],
);

/** What became of a line. A line that was paid may still come back days later, once (`late`). */
export const payoutResult = pgTable(
  'payout_result',
  {
    cooperativeId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    serial: integer('serial').notNull(),
    late: smallint('late').notNull(),
    outcome: text('outcome').$type<'paid' | 'returned'>().notNull(),
    reason: text('reason').notNull(),
    returnId: uuid('return_id'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.batchId, t.serial, t.late] }),
    foreignKey({
      name: 'payout_result_line_fk',
      columns: [t.cooperativeId, t.batchId, t.serial],
      foreignColumns: [payoutLine.cooperativeId, payoutLine.batchId, payoutLine.serial],
    }),
    foreignKey({
      name: 'payout_result_return_fk',
      columns: [t.cooperativeId, t.returnId],
      foreignColumns: [payoutReturn.cooperativeId, payoutReturn.id],
    }),
    check(
      'payout_result_outcome',
      sql`${t.outcome} in ('paid','returned') and (${t.late} = 0 or ${t.outcome} = 'returned')`,
    ),
    check('payout_result_late', sql`${t.late} in (0, 1) and (${t.late} = 1) = (${t.returnId} is null)`),
  ],
);

/** Money over the counter: paid to somebody, or received back from somebody who was paid too much. */
export const payoutCash = pgTable(
  'payout_cash',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    direction: text('direction').$type<'paid' | 'received'>().notNull(),
    amount: money('amount').notNull(),
    handedOn: localDate('handed_on').notNull(),
    /** Who signed, where it was not the payee. */
    proxy: text('proxy'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('payout_cash_number_unique').on(t.cooperativeId, t.number),
    index('payout_cash_of_claim').on(t.cooperativeId, t.runId, t.accountId, t.part),
    foreignKey({
      name: 'payout_cash_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payout_cash_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    check('payout_cash_direction', sql`${t.direction} in ('paid','received')`),
    check('payout_cash_positive', sql`${t.amount} > 0`),
  ],
);

/** That an entry of cash was a mistake. */
export const payoutCashStrike = pgTable(
  'payout_cash_strike',
  {
    cooperativeId: tenantId(),
    cashId: uuid('cash_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.cashId] }),
    foreignKey({
      name: 'payout_cash_strike_fk',
      columns: [t.cooperativeId, t.cashId],
      foreignColumns: [payoutCash.cooperativeId, payoutCash.id],
    }),
  ],
);

/** What a holder owes of one run, taken off what waits for them of another. */
export const payoutSetOff = pgTable(
  'payout_set_off',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    /** The run whose line is owed. */
    owedRunId: uuid('owed_run_id').notNull(),
    /** The run whose line pays it. */
    againstRunId: uuid('against_run_id').notNull(),
    amount: money('amount').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('payout_set_off_of_holder').on(t.cooperativeId, t.accountId),
    foreignKey({
      name: 'payout_set_off_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'payout_set_off_owed_fk',
      columns: [t.cooperativeId, t.owedRunId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'payout_set_off_against_fk',
      columns: [t.cooperativeId, t.againstRunId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    check('payout_set_off_amount', sql`${t.amount} > 0 and ${t.owedRunId} <> ${t.againstRunId}`),
  ],
);

/** That a set-off was a mistake. */
export const payoutSetOffStrike = pgTable(
  'payout_set_off_strike',
  {
    cooperativeId: tenantId(),
    setOffId: uuid('set_off_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.setOffId] }),
    foreignKey({
      name: 'payout_set_off_strike_fk',
      columns: [t.cooperativeId, t.setOffId],
      foreignColumns: [payoutSetOff.cooperativeId, payoutSetOff.id],
    }),
  ],
);

/** The parts of a deceased holder's line that go to heirs; they take the place of the line. */
export const estateShare = pgTable(
  'estate_share',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    heirId: uuid('heir_id').notNull(),
    amount: money('amount').notNull(),
    /** The notarial deed, the agreement of all heirs, the court's judgement. */
    basis: text('basis').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.accountId, t.part] }),
    foreignKey({
      name: 'estate_share_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'estate_share_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'estate_share_heir_fk',
      columns: [t.cooperativeId, t.heirId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('estate_share_part', sql`${t.part} >= 1 and ${t.amount} >= 0`),
  ],
);

/** A part that counts no more: passed on to the heirs of its heir, or undone with the whole estate. */
export const estateShareEnd = pgTable(
  'estate_share_end',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    kind: text('kind').$type<'passed-on' | 'undone'>().notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.accountId, t.part] }),
    foreignKey({
      name: 'estate_share_end_fk',
      columns: [t.cooperativeId, t.runId, t.accountId, t.part],
      foreignColumns: [estateShare.cooperativeId, estateShare.runId, estateShare.accountId, estateShare.part],
    }),
    check('estate_share_end_kind', sql`${t.kind} in ('passed-on','undone')`),
  ],
);

/** That a holder was reminded of money that waits. */
export const payoutReminder = pgTable(
  'payout_reminder',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    remindedOn: localDate('reminded_on').notNull(),
    means: text('means').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('payout_reminder_of_holder').on(t.cooperativeId, t.accountId, t.remindedOn),
    foreignKey({
      name: 'payout_reminder_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
  ],
);
