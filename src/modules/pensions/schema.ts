/**
 * Pension rules, proofs of life, monthly runs with their lines, who took their files and how each ended, what the bank
 * answered, payments that came back, and what was overpaid and given back. Append only.
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
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BankEncoding } from '../../domain/bank-file.ts';
import { bytes, instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { member } from '../members/schema.ts';
import type { PensionRuleInput } from './contract.ts';

export const pensionRule = pgTable(
  'pension_rule',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** The first month it counts for; the next rule takes its place. */
    fromMonth: text('from_month').notNull(),
    terms: jsonb('terms').$type<PensionRuleInput>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.id] })],
);

/** A rule that was entered by mistake and withdrawn before a month was made under it. */
export const pensionRuleEnd = pgTable(
  'pension_rule_end',
  {
    cooperativeId: tenantId(),
    ruleId: uuid('rule_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.ruleId] }),
    foreignKey({
      name: 'pension_rule_end_fk',
      columns: [t.cooperativeId, t.ruleId],
      foreignColumns: [pensionRule.cooperativeId, pensionRule.id],
    }),
  ],
);

/** That somebody was seen alive. */
export const lifeProof = pgTable(
  'life_proof',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    provedOn: localDate('proved_on').notNull(),
    means: text('means').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('life_proof_of_member').on(t.cooperativeId, t.memberId, t.provedOn),
    foreignKey({
      name: 'life_proof_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
  ],
);

export const pensionRun = pgTable(
  'pension_run',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    month: text('month').notNull(),
    payOn: localDate('pay_on').notNull(),
    count: integer('count').notNull(),
    byBank: money('by_bank').notNull(),
    inCash: money('in_cash').notNull(),
    /** What the bank's file was made from; null where everybody is paid in cash. */
    template: text('template'),
    encoding: text('encoding').$type<BankEncoding>(),
    /** The file itself, sealed: it holds accounts in clear. */
    fileName: text('file_name'),
    fileSha256: text('file_sha256'),
    fileCipher: bytes('file_cipher'),
    /** Of the sealed file: proves it without the key. */
    sealedSha256: text('sealed_sha256'),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('pension_run_number_unique').on(t.cooperativeId, t.number),
    check(
      'pension_run_file',
      sql`num_nulls(${t.template}, ${t.encoding}, ${t.fileName}, ${t.fileSha256}, ${t.fileCipher}, ${t.sealedSha256}) in (0, 6)`,
    ),
  ],
);

export const pensionLine = pgTable(
  'pension_line',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    memberId: uuid('member_id').notNull(),
    ofMonth: money('of_month').notNull(),
    arrears: money('arrears').notNull(),
    /** Taken off for what was paid too much before. */
    offset: money('offset_amount').notNull(),
    amount: money('amount').notNull(),
    overpaid: money('overpaid').notNull(),
    means: text('means').$type<'bank' | 'cash' | 'held'>().notNull(),
    /** Its place in the bank's file, and the account that stands there; null where it is not paid by bank. */
    serial: integer('serial'),
    bankAccountIndex: bytes('bank_account_index'),
    bankAccountMasked: text('bank_account_masked'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.memberId] }),
    unique('pension_line_serial_unique').on(t.cooperativeId, t.runId, t.serial),
    foreignKey({
      name: 'pension_line_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [pensionRun.cooperativeId, pensionRun.id],
    }),
    foreignKey({
      name: 'pension_line_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('pension_line_amount', sql`${t.amount} >= 0 and ${t.overpaid} >= 0`),
    check('pension_line_means', sql`${t.means} in ('bank','cash','held')`),
    check(
      'pension_line_by_bank',
      sql`num_nulls(${t.serial}, ${t.bankAccountIndex}, ${t.bankAccountMasked}) = case ${t.means} when 'bank' then 0 else 3 end`,
    ),
  ],
);

/** That somebody took the file, which has every account in clear. From then on it may be with the bank. */
export const pensionFileTaken = pgTable(
  'pension_file_taken',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    runId: uuid('run_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('pension_file_taken_of_run').on(t.cooperativeId, t.runId),
    foreignKey({
      name: 'pension_file_taken_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [pensionRun.cooperativeId, pensionRun.id],
    }),
  ],
);

/** A run is paid or cancelled, once. */
export const pensionRunEnd = pgTable(
  'pension_run_end',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    kind: text('kind').$type<'paid' | 'cancelled'>().notNull(),
    reason: text('reason'),
    /** Of the books: where the money went out, and where what comes back comes in. */
    bankAccount: text('bank_account'),
    /** The cost that it was, which what comes back lowers. */
    pensionAccount: text('pension_account').$type<'513' | '514'>(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId] }),
    foreignKey({
      name: 'pension_run_end_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [pensionRun.cooperativeId, pensionRun.id],
    }),
    check('pension_run_end_kind', sql`${t.kind} in ('paid','cancelled')`),
    check(
      'pension_run_end_accounts',
      sql`num_nulls(${t.bankAccount}, ${t.pensionAccount}) = case ${t.kind} when 'paid' then 0 else 2 end`,
    ),
  ],
);

/** A file that the bank answered with, and told something new. */
export const pensionAnswer = pgTable(
  'pension_answer',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    runId: uuid('run_id').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('pension_answer_by_content').on(t.cooperativeId, t.sha256),
    foreignKey({
      name: 'pension_answer_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [pensionRun.cooperativeId, pensionRun.id],
    }),
  ],
);

/** That the bank said a payment arrived. It may still come back days later. */
export const pensionConfirmation = pgTable(
  'pension_confirmation',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    memberId: uuid('member_id').notNull(),
    answerId: uuid('answer_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.memberId] }),
    foreignKey({
      name: 'pension_confirmation_line_fk',
      columns: [t.cooperativeId, t.runId, t.memberId],
      foreignColumns: [pensionLine.cooperativeId, pensionLine.runId, pensionLine.memberId],
    }),
    foreignKey({
      name: 'pension_confirmation_answer_fk',
      columns: [t.cooperativeId, t.answerId],
      foreignColumns: [pensionAnswer.cooperativeId, pensionAnswer.id],
    }),
  ],
);

/** A payment that came back: the next run pays it as arrears. */
export const pensionReturn = pgTable(
  'pension_return',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    memberId: uuid('member_id').notNull(),
    reason: text('reason').notNull(),
    /** The answer that said so; null: entered by hand. */
    answerId: uuid('answer_id'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.memberId] }),
    foreignKey({
      name: 'pension_return_line_fk',
      columns: [t.cooperativeId, t.runId, t.memberId],
      foreignColumns: [pensionLine.cooperativeId, pensionLine.runId, pensionLine.memberId],
    }),
    foreignKey({
      name: 'pension_return_answer_fk',
      columns: [t.cooperativeId, t.answerId],
      foreignColumns: [pensionAnswer.cooperativeId, pensionAnswer.id],
    }),
  ],
);

/** What was paid too much and brought back, by a pensioner or by whoever settles the estate. */
export const pensionRepayment = pgTable(
  'pension_repayment',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    amount: money('amount').notNull(),
    means: text('means').$type<'bank' | 'cash'>().notNull(),
    note: text('note').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('pension_repayment_of_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'pension_repayment_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('pension_repayment_amount', sql`${t.amount} > 0`),
    check('pension_repayment_means', sql`${t.means} in ('bank','cash')`),
  ],
);
