/**
 * Pension rules, proofs of life, monthly runs with their lines, cash that came back, and what was overpaid and given back.
 * Append only. What goes by bank is an order of payments; that nobody is paid a month twice, or more than the rules could
 * ever give, triggers say.
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
import { instant, localDate, money, tenantId } from '../../platform/columns.ts';
import { paymentLine, paymentOrder } from '../banking/schema.ts';
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
    /** The proposal of another person it rests on, where it gives more. */
    proposalId: uuid('proposal_id'),
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
    /** Where the rule before it gave more. */
    proposalId: uuid('proposal_id'),
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

/** A month's pensions, as one order of payments: what goes by bank stands there, the cash beside it. */
export const pensionRun = pgTable(
  'pension_run',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    month: text('month').notNull(),
    /** Who gets something, by bank or in cash. */
    count: integer('count').notNull(),
    inCash: money('in_cash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId] }),
    foreignKey({
      name: 'pension_run_order_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [paymentOrder.cooperativeId, paymentOrder.id],
    }),
  ],
);

export const pensionLine = pgTable(
  'pension_line',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    memberId: uuid('member_id').notNull(),
    ofMonth: money('of_month').notNull(),
    arrears: money('arrears').notNull(),
    /** Taken off for what was paid too much before. */
    offset: money('offset_amount').notNull(),
    amount: money('amount').notNull(),
    overpaid: money('overpaid').notNull(),
    means: text('means').$type<'bank' | 'cash' | 'held'>().notNull(),
    /** Its line in the bank's file; null where it is not paid by bank. */
    serial: integer('serial'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId, t.memberId] }),
    unique('pension_line_serial_unique').on(t.cooperativeId, t.orderId, t.serial),
    index('pension_line_of_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'pension_line_run_fk',
      columns: [t.cooperativeId, t.orderId],
      foreignColumns: [pensionRun.cooperativeId, pensionRun.orderId],
    }),
    foreignKey({
      name: 'pension_line_payment_fk',
      columns: [t.cooperativeId, t.orderId, t.serial],
      foreignColumns: [paymentLine.cooperativeId, paymentLine.orderId, paymentLine.serial],
    }),
    foreignKey({
      name: 'pension_line_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('pension_line_amount', sql`${t.amount} >= 0 and ${t.overpaid} >= 0`),
    check('pension_line_sum', sql`${t.amount} = ${t.ofMonth} + ${t.arrears} - ${t.offset}`),
    check('pension_line_means', sql`${t.means} in ('bank','cash','held')`),
    check('pension_line_by_bank', sql`(${t.serial} is not null) = (${t.means} = 'bank')`),
  ],
);

/** Cash that came back: the next run pays it as arrears. */
export const pensionCashReturn = pgTable(
  'pension_cash_return',
  {
    cooperativeId: tenantId(),
    orderId: uuid('order_id').notNull(),
    memberId: uuid('member_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.orderId, t.memberId] }),
    foreignKey({
      name: 'pension_cash_return_line_fk',
      columns: [t.cooperativeId, t.orderId, t.memberId],
      foreignColumns: [pensionLine.cooperativeId, pensionLine.orderId, pensionLine.memberId],
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
