/**
 * A plan is drawn up, adopted by a resolution on it, and enters the books with what goes to reserve and welfare. While
 * nothing rests on it another resolution may repeal it, which takes that entry back.
 */
import { planStateWords } from '../../domain/money-words.ts';
import { v7 as newId } from 'uuid';
import { Period, type LocalDate } from '../../domain/calendar.ts';
import {
  chartOn,
  payableAccount,
  RESERVES,
  TO_INVESTORS,
  TO_OTHERS,
  TO_RESERVE,
  TO_WELFARE,
  welfareAccount,
} from '../../domain/chart.ts';
import { refuse } from '../../domain/refusal.ts';
import { credit, debit } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { planRepealSubject, planSubject } from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { dayOfDistribution, enterJournal } from '../accounting/index.ts';
import { requireResolutionFor, resolutionOn, type RefuseCalled } from '../assemblies/index.ts';
import { requireLawKept } from './kept-out.ts';
import * as wire from './plan-contract.ts';
import { requirePlanThere } from './plan-bounds.ts';
import {
  planOnWire,
  requireAdvanced,
  requireEarlierReserve,
  requireYearOver,
  waterfallOf,
  wholeTerms,
} from './plan-figures.ts';
import { distributionPlan, distributionPlanEnd, distributionPlanRepeal } from './schema.ts';
import {
  adoptedPlan,
  advancedIn,
  plansOf,
  planState,
  pooledIn,
  requirePlan,
  standingRun,
  type Plan,
  type PlanRow,
} from './plan-store.ts';

export const draftPlan = defineCommand({
  name: 'distributions.draft-plan',
  endpoint: wire.draftPlan,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const terms = await wholeTerms(tx, cooperativeId, input, unit.today);
    const { reserve, welfare, benefits, investors, other, members, payable } = waterfallOf(terms);
    const number = await unit.nextNumber('distribution-plan');
    const row = {
      cooperativeId,
      id: newId(),
      number,
      period: input.period,
      mode: input.mode,
      terms,
      reserve,
      welfare,
      benefits,
      investors,
      other,
      members,
      payable,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await tx.insert(distributionPlan).values(row);
    unit.note('plan', {
      id: row.id,
      number: number.toString(),
      period: input.period,
      reserve: reserve.toString(),
      members: members.toString(),
      payable: payable.toString(),
    });
    return await planOnWire(tx, { row, end: null, repeal: null });
  },
});

export const adoptPlan = defineCommand({
  name: 'distributions.adopt-plan',
  endpoint: wire.adoptPlan,
  async run(unit, { planId, resolutionId }) {
    const { tx, cooperativeId } = unit;
    const plan = await requirePlan(tx, cooperativeId, planId);
    const { row } = plan;
    requirePlanState(plan, 'draft');
    if (row.recordedBy === unit.actor.userId) throw refuse('distribution.adopter-is-drafter');
    requireYearOver(row, unit.today);
    await requireOpenPeriod(unit, row);
    await requireLawKept(tx, row);
    const decided = await requireResolutionFor(tx, cooperativeId, resolutionId, {
      matter: 'distribution-plan',
      subject: planSubject(planId),
      notBefore: Period.parse(row.period).firstDay,
      today: unit.today,
    });
    await requireDecidedLast(unit, row, decided.decidedOn);
    const ending = {
      cooperativeId,
      planId,
      kind: 'adopted' as const,
      resolutionId,
      reason: null,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await tx.insert(distributionPlanEnd).values(ending);
    await enterPlan(unit, row, {
      source: 'distribution-plan',
      summary: `${row.period} 收益分配方案第 ${row.number} 号：提取`,
      sign: 1n,
    });
    await requireEarlierReserve(tx, cooperativeId, row);
    await requirePlanThere(tx, row);
    unit.note('plan', { id: planId, adopted: decided.number });
    return await planOnWire(tx, { row, end: ending, repeal: null });
  },
});

/**
 * Adopted once for a half-year, the first half before the year; what was advanced meanwhile is what the plan takes off, and
 * runs that wait already keep to it.
 */
async function requireOpenPeriod(
  unit: CommandUnit,
  { period, mode, terms, payable }: PlanRow,
): Promise<void> {
  const { tx, cooperativeId } = unit;
  const { year, half } = Period.parse(period);
  const other = await adoptedPlan(tx, cooperativeId, period);
  if (other) throw refuse('distribution.period-taken', { period, number: other.row.number.toString() });
  const settled = half === 1 ? await adoptedPlan(tx, cooperativeId, `${year}-H2`) : undefined;
  if (settled) throw refuse('distribution.year-settled', { year, number: settled.row.number.toString() });
  if (mode === 'year')
    requireAdvanced(await advancedIn(tx, cooperativeId, year), Money.parse(terms.figures.advanced ?? '0'));
  const asked = await pooledIn(tx, cooperativeId, period, 'standing');
  if (asked.compare(payable) > 0)
    throw refuse('distribution.runs-exceed-plan', { period, asked: `${asked}`, planned: `${payable}` });
}

/** Nobody chooses between two plans of a half-year that were decided: the later decision counts. */
async function requireDecidedLast(
  { tx, cooperativeId }: CommandUnit,
  { id, period }: PlanRow,
  decidedOn: LocalDate,
): Promise<void> {
  for (const other of await plansOf(tx, cooperativeId, period)) {
    if (other.row.id === id || planState(other) !== 'draft') continue;
    const decided = await resolutionOn(tx, cooperativeId, planSubject(other.row.id));
    if (decided === undefined || decided.review === 'awaiting-review') continue;
    if (decided.decidedOn.isBefore(decidedOn)) continue;
    throw refuse('distribution.decided-otherwise', {
      period,
      number: other.row.number.toString(),
      resolution: decided.number,
      decidedOn: `${decided.decidedOn}`,
    });
  }
}

/**
 * What goes to reserve, welfare and others. An advance only keeps its steps back: the plan of the year takes them of the
 * whole year's income and enters them then, once.
 */
async function enterPlan(
  unit: CommandUnit,
  row: PlanRow,
  entry: { readonly source: string; readonly summary: string; readonly sign: 1n | -1n },
): Promise<void> {
  if (row.mode === 'advance') return;
  const date = await dayOfDistribution(unit, Period.parse(row.period).year);
  const chart = chartOn(date);
  const signed = ({ fen }: Money) => Money.fromFen(entry.sign * fen);
  const [reserve, welfare, benefits] = [signed(row.reserve), signed(row.welfare), signed(row.benefits)];
  const [investors, other] = [signed(row.investors), signed(row.other)];
  // Plans of before 公益金 stood in the reserve fund set it aside where 福利费 is.
  const [toWelfare, welfareFund] =
    row.terms.order === undefined ? [TO_WELFARE, welfareAccount(chart)] : [TO_RESERVE, RESERVES];
  await enterJournal(unit, {
    date,
    kind: 'automatic',
    summary: entry.summary,
    source: `${entry.source}:${row.id}`,
    preparedBy: row.recordedBy,
    reviewedBy: unit.actor.userId,
    lines: [
      debit(TO_RESERVE, reserve, '提取公积公益金'),
      credit(RESERVES, reserve, '提取公积公益金'),
      debit(toWelfare, welfare, '提取公益金'),
      credit(welfareFund, welfare, '提取公益金'),
      debit(TO_WELFARE, benefits, '提取福利费'),
      credit(welfareAccount(chart), benefits, '提取福利费'),
      debit(TO_INVESTORS, investors, '外来投资分利'),
      credit(payableAccount(chart), investors, '应付外来投资分利'),
      debit(TO_OTHERS, other, '其他分配'),
      credit(payableAccount(chart), other, '应付其他分配'),
    ],
    holders: [],
  });
}

/** An adopted plan is taken back, its entry in red; the half-year may have a new one. */
export const repealPlan = defineCommand({
  name: 'distributions.repeal-plan',
  endpoint: wire.repealPlan,
  async run(unit, { planId, resolutionId, reason }) {
    const { tx, cooperativeId } = unit;
    const plan = await requirePlan(tx, cooperativeId, planId);
    const { row, end } = plan;
    requirePlanState(plan, 'adopted');
    if (row.recordedBy === unit.actor.userId) throw refuse('distribution.repealer-is-drafter');
    await requireNothingOn(unit, row);
    if (resolutionId === end?.resolutionId)
      throw refuse('distribution.repeal-needs-resolution', {}, '/resolutionId');
    const decided = await requireResolutionFor(tx, cooperativeId, resolutionId, {
      matter: 'distribution-plan',
      subject: planRepealSubject(planId),
      notBefore: dayInChina(must(end, 'the adoption of a plan').recordedAt),
      today: unit.today,
    });
    const repeal = {
      cooperativeId,
      planId,
      resolutionId,
      reason,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await tx.insert(distributionPlanRepeal).values(repeal);
    await enterPlan(unit, row, {
      source: 'distribution-plan-repeal',
      summary: `冲销 ${row.period} 收益分配方案第 ${row.number} 号的提取：${reason}`,
      sign: -1n,
    });
    unit.note('plan-repeal', {
      id: planId,
      number: row.number.toString(),
      reason,
      resolutionId,
      resolution: decided.number,
    });
    return await planOnWire(tx, { row, end, repeal });
  },
});

/**
 * Refuses a repeal while a posted run rests on the plan, or a later plan builds on it: one of the same year, or one that
 * draws on what this one left undistributed. Runs that are not posted wait for the new plan.
 */
async function requireNothingOn({ tx, cooperativeId }: CommandUnit, row: PlanRow): Promise<void> {
  const number = row.number.toString();
  const run = await standingRun(tx, cooperativeId, row.period);
  if (run !== undefined) throw refuse('distribution.repeal-has-run', { number, run });
  const { year } = Period.parse(row.period);
  const later = (await plansOf(tx, cooperativeId)).find(
    (each) =>
      planState(each) === 'adopted' &&
      each.row.period > row.period &&
      (Period.parse(each.row.period).year === year || waterfallOf(each.row.terms).fromPrior.isPositive),
  );
  if (later)
    throw refuse('distribution.repeal-has-plan', {
      number,
      later: later.row.number.toString(),
      period: later.row.period,
    });
}

/** Not once it is decided, nor while a meeting is called to vote on it. */
export const withdrawPlanOf = (refuseCalled: RefuseCalled) =>
  defineCommand({
    name: 'distributions.withdraw-plan',
    endpoint: wire.withdrawPlan,
    async run(unit, { planId, reason }) {
      const { tx, cooperativeId } = unit;
      const plan = await requirePlan(tx, cooperativeId, planId);
      requirePlanState(plan, 'draft');
      const decided = await resolutionOn(tx, cooperativeId, planSubject(planId));
      if (decided !== undefined && decided.review !== 'awaiting-review')
        throw refuse('distribution.decided', { number: decided.number });
      await refuseCalled(unit, planSubject(planId));
      const ending = {
        cooperativeId,
        planId,
        kind: 'withdrawn' as const,
        resolutionId: null,
        reason,
        recordedAt: unit.now,
        recordedBy: unit.actor.userId,
      };
      await tx.insert(distributionPlanEnd).values(ending);
      unit.note('plan', { id: planId, withdrawn: reason });
      return await planOnWire(tx, { row: plan.row, end: ending, repeal: null });
    },
  });

export function requirePlanState(plan: Plan, wanted: 'draft' | 'adopted'): void {
  const state = planState(plan);
  if (state === wanted) return;
  throw refuse('distribution.plan-state', {
    number: plan.row.number.toString(),
    state: planStateWords[state],
  });
}
