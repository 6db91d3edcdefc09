/**
 * Dividend runs and their lines. Lines are append only; a run that is calculated again gets lines under the next
 * calculation number, and the earlier ones stay as history.
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
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PlanMode } from '../../domain/distribution.ts';
import type { Method } from '../../domain/dividend.ts';
import type { Basis, RunKind, RunState } from '../../domain/dividend-run.ts';
import type { Verdict } from '../../domain/late-entry.ts';
import { exactNumeric, instant, localDate, money, tenantId, wholeNumber } from '../../platform/columns.ts';
import { resolution } from '../assemblies/index.ts';
import { member } from '../members/index.ts';
import { holderAccount } from '../shares/index.ts';
import type { KeptOutAccount, KeptTerms } from './plan-contract.ts';

export const dividendRun = pgTable(
  'dividend_run',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From the book's series `run`. */
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<RunKind>().notNull(),
    state: text('state').$type<RunState>().notNull(),
    period: text('period').notNull(),
    recordDate: localDate('record_date').notNull(),
    basis: text('basis').$type<Basis>().notNull(),
    method: text('method').$type<Method>().notNull(),
    rateScale: integer('rate_scale'),
    /** What this run was given; what was carried in comes on top. */
    pool: money('pool').notNull(),
    /** What a share of a class weighs; classes not named weigh 1, at most 4 decimals. */
    classWeights: jsonb('class_weights').$type<Readonly<Record<string, string>>>().notNull(),
    /** Between 0 and 1. */
    taxRate: exactNumeric('tax_rate').notNull(),
    taxBasis: text('tax_basis').notNull(),
    /** For papers in English; null: they print the Chinese. */
    taxBasisEn: text('tax_basis_en'),
    /** The run that this one corrects or reverses. */
    refersTo: uuid('refers_to'),
    reason: text('reason'),
    /** 0: not calculated yet. */
    calculation: integer('calculation').notNull(),
    /** Holdings count as they were known at this moment. */
    knownAt: instant('known_at'),
    carriedFrom: uuid('carried_from'),
    carriedIn: money('carried_in').notNull(),
    lines: integer('lines').notNull(),
    totalWeight: exactNumeric('total_weight'),
    rate: exactNumeric('rate'),
    paid: money('paid').notNull(),
    tax: money('tax').notNull(),
    net: money('net').notNull(),
    carried: money('carried').notNull(),
    resolutionId: uuid('resolution_id'),
    preparedBy: uuid('prepared_by').notNull(),
    preparedAt: instant('prepared_at').notNull(),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    /** Digest of the run and its lines as they were approved. */
    approvedContent: text('approved_content'),
    postedBy: uuid('posted_by'),
    postedAt: instant('posted_at'),
    /** The last day of its public notice, as it was counted when it was posted. Null: posted before it was kept, or without a notice. */
    noticeEndedOn: localDate('notice_ended_on'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('dividend_run_number_unique').on(t.cooperativeId, t.number),
    // A carry-forward is used once, which a trigger holds: a withdrawn or reversed run gives it back.
    index('dividend_run_carried_from').on(t.cooperativeId, t.carriedFrom),
    uniqueIndex('dividend_run_reversed_once')
      .on(t.cooperativeId, t.refersTo)
      .where(sql`kind = 'reversal'`),
    foreignKey({
      name: 'dividend_run_refers_fk',
      columns: [t.cooperativeId, t.refersTo],
      foreignColumns: [t.cooperativeId, t.id],
    }),
    foreignKey({
      name: 'dividend_run_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check(
      'dividend_run_state',
      sql`${t.state} in ('draft','calculated','approved','on-notice','posted','withdrawn')`,
    ),
    check(
      'dividend_run_kind',
      sql`${t.kind} in ('regular','supplementary','history','difference','reversal')`,
    ),
    // The law of the ledger: whatever came in goes out or is carried.
    check(
      'dividend_run_balances',
      sql`${t.calculation} = 0 or ${t.paid} + ${t.carried} = ${t.pool} + ${t.carriedIn}`,
    ),
    check('dividend_run_net', sql`${t.paid} = ${t.tax} + ${t.net}`),
    check(
      'dividend_run_four_eyes',
      sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.preparedBy} or ${t.kind} = 'reversal'`,
    ),
    check(
      'dividend_run_resolved',
      sql`${t.state} not in ('approved','on-notice','posted') or ${t.resolutionId} is not null`,
    ),
  ],
);

export const dividendLine = pgTable(
  'dividend_line',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    calculation: integer('calculation').notNull(),
    /** Place in natural order of the holders' numbers, from 1; decides ties. */
    ordinal: integer('ordinal').notNull(),
    accountId: uuid('account_id').notNull(),
    /** All classes together; on the basis share-days, share-days. */
    shares: exactNumeric('shares').notNull(),
    weight: exactNumeric('weight').notNull(),
    /** Yuan. The quota is distributable × weight ÷ total weight. */
    floor: money('floor').notNull(),
    /** What the floor leaves of the quota, in fen × total weight. */
    remainder: exactNumeric('remainder').notNull(),
    extra: smallint('extra').notNull(),
    gross: money('gross').notNull(),
    tax: money('tax').notNull(),
    net: money('net').notNull(),
    /** Why the money is held back: a restriction on the record date. */
    held: text('held'),
    /** Whose income it is: all that a run pays one taxpayer is one receipt. Null: the collective part, nobody yet, or an older line. */
    taxpayerId: uuid('taxpayer_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.calculation, t.ordinal] }),
    unique('dividend_line_account_unique').on(t.cooperativeId, t.runId, t.calculation, t.accountId),
    foreignKey({
      name: 'dividend_line_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'dividend_line_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'dividend_line_taxpayer_fk',
      columns: [t.cooperativeId, t.taxpayerId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('dividend_line_net', sql`${t.gross} = ${t.tax} + ${t.net}`),
  ],
);

/**
 * Tax of an income on the day its taxpayer could draw it: of a line as a whole (part 0), or of the parts that heirs have of it. A line
 * that nobody may draw is `waiting` first, and is withheld of once. Negative: of what was taken back. Append only.
 */
export const dividendWithholding = pgTable(
  'dividend_withholding',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    accountId: uuid('account_id').notNull(),
    part: smallint('part').notNull(),
    kind: text('kind').$type<'waiting' | 'withheld' | 'taken-back'>().notNull(),
    taxpayerId: uuid('taxpayer_id'),
    gross: money('gross').notNull(),
    tax: money('tax').notNull(),
    /** In China. */
    day: localDate('day').notNull(),
    /** The month whose declaration it is part of: that of its day, or the one that it corrects. */
    declaredIn: text('declared_in').notNull(),
    /** Of its entry in the journal. */
    source: text('source').notNull(),
    /** Of a version that withheld of each line at the posting. */
    before: boolean('before').notNull().default(false),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({
      name: 'dividend_withholding_pk',
      columns: [t.cooperativeId, t.runId, t.accountId, t.part, t.kind],
    }),
    index('dividend_withholding_waits')
      .on(t.cooperativeId)
      .where(sql`kind = 'waiting'`),
    index('dividend_withholding_of_source').on(t.cooperativeId, t.source),
    index('dividend_withholding_of_day').on(t.cooperativeId, t.day),
    index('dividend_withholding_of_taxpayer').on(t.cooperativeId, t.taxpayerId),
    foreignKey({
      name: 'dividend_withholding_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'dividend_withholding_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'dividend_withholding_taxpayer_fk',
      columns: [t.cooperativeId, t.taxpayerId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('dividend_withholding_kind', sql`${t.kind} in ('waiting','withheld','taken-back')`),
    check(
      'dividend_withholding_waiting',
      sql`${t.kind} <> 'waiting' or (${t.part} = 0 and ${t.tax} = 0 and ${t.taxpayerId} is null)`,
    ),
  ],
);

/**
 * A person who was no member when the run was posted: what it owes them stands on the account for outsiders, whatever they become
 * later. Append only, and not once the run is in the books.
 */
export const outsideClaim = pgTable(
  'outside_claim',
  { cooperativeId: tenantId(), runId: uuid('run_id').notNull(), accountId: uuid('account_id').notNull() },
  (t) => [
    primaryKey({ name: 'outside_claim_pk', columns: [t.cooperativeId, t.runId, t.accountId] }),
    foreignKey({
      name: 'outside_claim_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    foreignKey({
      name: 'outside_claim_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
  ],
);

/** That a run was put on public notice: from the day after `postedOn`, for so many days. */
export const runNotice = pgTable(
  'run_notice',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    postedOn: localDate('posted_on').notNull(),
    days: integer('days').notNull(),
    place: text('place').notNull(),
    /** Why it was recorded more than a day after it was hung up; null where in time. */
    lateReason: text('late_reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId] }),
    foreignKey({
      name: 'run_notice_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    check('run_notice_days', sql`${t.days} >= 7`),
  ],
);

/** What a second person said of a notice entered late; a trigger refuses the one who recorded it. */
export const runNoticeReview = pgTable(
  'run_notice_review',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    /** Why it was sent back: then the notice counts from the day it was recorded. */
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId] }),
    foreignKey({
      name: 'run_notice_review_notice_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [runNotice.cooperativeId, runNotice.runId],
    }),
    check('run_notice_review_verdict', sql`${t.verdict} in ('confirmed','sent-back')`),
    check('run_notice_review_reason', sql`(${t.verdict} = 'sent-back') = (${t.reason} is not null)`),
  ],
);

export const runObjection = pgTable(
  'run_objection',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    /** Within the run, from 1. */
    number: integer('number').notNull(),
    raisedOn: localDate('raised_on').notNull(),
    raisedBy: text('raised_by').notNull(),
    text: text('text').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The member who raised it, to whom it is shown; null where the name alone is known. */
    memberId: uuid('member_id'),
    /** By when it is answered, as it was counted when it was raised. Null: raised before that was kept. */
    answerBy: localDate('answer_due_on'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.number] }),
    index('run_objection_of_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'run_objection_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'run_objection_notice_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [runNotice.cooperativeId, runNotice.runId],
    }),
  ],
);

/** How an objection was settled: answered, or released by a supervisor with a reason. Once each. */
export const runObjectionSettlement = pgTable(
  'run_objection_settlement',
  {
    cooperativeId: tenantId(),
    runId: uuid('run_id').notNull(),
    number: integer('number').notNull(),
    kind: text('kind').$type<'answered' | 'released'>().notNull(),
    settledOn: localDate('settled_on').notNull(),
    text: text('text').notNull(),
    settledBy: text('settled_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.runId, t.number] }),
    foreignKey({
      name: 'run_objection_settlement_fk',
      columns: [t.cooperativeId, t.runId, t.number],
      foreignColumns: [runObjection.cooperativeId, runObjection.runId, runObjection.number],
    }),
    check('run_objection_settlement_kind', sql`${t.kind} in ('answered','released')`),
  ],
);

/** Distribution plans as they were drawn up. Append only, and so is how each ended and which adopted ones were repealed. */
export const distributionPlan = pgTable(
  'distribution_plan',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: wholeNumber('number').notNull(),
    period: text('period').notNull(),
    mode: text('mode').$type<PlanMode>().notNull(),
    /** As given, its figures filled in: the waterfall follows from it. */
    terms: jsonb('terms').$type<KeptTerms>().notNull(),
    reserve: money('reserve').notNull(),
    welfare: money('welfare').notNull(),
    other: money('other').notNull(),
    benefits: money('benefits').notNull(),
    investors: money('investors').notNull(),
    members: money('members').notNull(),
    payable: money('payable').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('distribution_plan_number_unique').on(t.cooperativeId, t.number),
    check('distribution_plan_mode', sql`${t.mode} in ('opening','advance','year')`),
    check('distribution_plan_payable', sql`${t.payable} between 0 and ${t.members}`),
  ],
);

/** Accounts whose income is not distributed, as the cooperative set them; the latest counts. */
export const keptOutSetting = pgTable(
  'kept_out_setting',
  {
    cooperativeId: tenantId(),
    /** From the book's series `kept-out-accounts`. */
    version: wholeNumber('version').notNull(),
    accounts: jsonb('accounts').$type<readonly KeptOutAccount[]>().notNull(),
    source: text('source').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The confirmed proposal, where an account is kept out no more. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.version] })],
);

export const distributionPlanEnd = pgTable(
  'distribution_plan_end',
  {
    cooperativeId: tenantId(),
    planId: uuid('plan_id').notNull(),
    kind: text('kind').$type<'adopted' | 'withdrawn'>().notNull(),
    resolutionId: uuid('resolution_id'),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.planId] }),
    foreignKey({
      name: 'distribution_plan_end_fk',
      columns: [t.cooperativeId, t.planId],
      foreignColumns: [distributionPlan.cooperativeId, distributionPlan.id],
    }),
    foreignKey({
      name: 'distribution_plan_end_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check(
      'distribution_plan_end_kind',
      sql`${t.kind} in ('adopted','withdrawn') and (${t.kind} = 'adopted') = (${t.resolutionId} is not null)`,
    ),
  ],
);

/** Until when money could be voted twice here, and one person divide what the dead were due. Only a migration writes it. */
export const votedTwiceBefore = pgTable('voted_twice_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** That somebody asked for an approved run to be withdrawn. `before`: it was, by one, when two were not asked. */
export const runWithdrawal = pgTable(
  'run_withdrawal',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    runId: uuid('run_id').notNull(),
    kind: text('kind').$type<'asked' | 'before'>().notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ name: 'run_withdrawal_pk', columns: [t.cooperativeId, t.id] }),
    index('run_withdrawal_of_run').on(t.cooperativeId, t.runId),
    foreignKey({
      name: 'run_withdrawal_run_fk',
      columns: [t.cooperativeId, t.runId],
      foreignColumns: [dividendRun.cooperativeId, dividendRun.id],
    }),
    check('run_withdrawal_kind', sql`${t.kind} in ('asked','before')`),
  ],
);

/** Confirmed by another than whoever asked, which PostgreSQL judges too; or with a reason, sent back. */
export const runWithdrawalAnswer = pgTable(
  'run_withdrawal_answer',
  {
    cooperativeId: tenantId(),
    withdrawalId: uuid('withdrawal_id').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ name: 'run_withdrawal_answer_pk', columns: [t.cooperativeId, t.withdrawalId] }),
    foreignKey({
      name: 'run_withdrawal_answer_fk',
      columns: [t.cooperativeId, t.withdrawalId],
      foreignColumns: [runWithdrawal.cooperativeId, runWithdrawal.id],
    }),
  ],
);

/** That an adopted plan was taken back. */
export const distributionPlanRepeal = pgTable(
  'distribution_plan_repeal',
  {
    cooperativeId: tenantId(),
    planId: uuid('plan_id').notNull(),
    resolutionId: uuid('resolution_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.planId] }),
    foreignKey({
      name: 'distribution_plan_repeal_fk',
      columns: [t.cooperativeId, t.planId],
      foreignColumns: [distributionPlanEnd.cooperativeId, distributionPlanEnd.planId],
    }),
    foreignKey({
      name: 'distribution_plan_repeal_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
  ],
);
