/** Pension rules, proofs of life, monthly runs with their lines and how each ended, payments that came back, and what was overpaid and given back. Append only. */
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
import { bytes, instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { member } from '../members/schema.ts';
import type { PensionRuleInput } from './contract.ts';

export const pensionRule = pgTable(
  'pension_rule',
  {
    cooperativeId: tenantId(),
    /** The first month it counts for; the next rule takes its place. */
    fromMonth: text('from_month').notNull(),
    terms: jsonb('terms').$type<PensionRuleInput>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.fromMonth] })],
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
    count: integer('count').notNull(),
    byBank: money('by_bank').notNull(),
    inCash: money('in_cash').notNull(),
    /** The bank's file, sealed; null where everybody is paid in cash. */
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
      sql`num_nulls(${t.fileName}, ${t.fileSha256}, ${t.fileCipher}, ${t.sealedSha256}) in (0, 4)`,
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
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.memberId] }),
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
  ],
);

export const pensionRunEnd = pgTable(
  'pension_run_end',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    kind: text('kind').$type<'paid' | 'cancelled'>().notNull(),
    reason: text('reason'),
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
