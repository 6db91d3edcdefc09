/** A plan is drawn up, adopted by a resolution on it, and enters the books with what goes to reserve and welfare. */
import { v7 as newId } from 'uuid';
import { Period } from '../../domain/calendar.ts';
import {
  chartOn,
  payableAccount,
  RESERVES,
  TO_OTHERS,
  TO_RESERVE,
  TO_WELFARE,
  welfareAccount,
} from '../../domain/chart.ts';
import { refuse } from '../../domain/error.ts';
import { credit, debit } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { planSubject } from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { enterJournal } from '../accounting/index.ts';
import { requireResolutionFor } from '../assemblies/index.ts';
import { adoptPlanInput, planInput, withdrawPlanInput } from './contract.ts';
import { planOnWire, requireAdvanced, waterfallOf, wholeTerms } from './figures.ts';
import { distributionPlan, distributionPlanEnd } from './schema.ts';
import { adoptedPlan, advancedIn, pooledIn, requirePlan, type PlanRow } from './store.ts';

export const draftPlan = defineCommand({
  name: 'distributions.draft-plan',
  action: 'runs.prepare',
  input: planInput,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const terms = await wholeTerms(tx, cooperativeId, input, unit.today);
    const { reserve, welfare, other, members, payable } = waterfallOf(terms);
    const number = await unit.nextNumber('distribution-plan');
    const row = {
      ...{ cooperativeId, id: newId(), number, period: input.period, mode: input.mode, terms },
      ...{ reserve, welfare, other, members, payable },
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
    return planOnWire({ row, end: null });
  },
});

export const adoptPlan = defineCommand({
  name: 'distributions.adopt-plan',
  action: 'runs.approve',
  input: adoptPlanInput,
  async run(unit, { planId, resolutionId }) {
    const { tx, cooperativeId } = unit;
    const { row, end } = await requirePlan(tx, cooperativeId, planId);
    requireDraft(row.number, end);
    if (row.recordedBy === unit.actor.userId) throw refuse('distribution.adopter-is-drafter');
    await requireOpenPeriod(unit, row);
    const decided = await requireResolutionFor(tx, cooperativeId, resolutionId, {
      matter: 'distribution-plan',
      subject: planSubject(planId),
    });
    const ending = {
      ...{ cooperativeId, planId, kind: 'adopted' as const, resolutionId, reason: null },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    };
    await tx.insert(distributionPlanEnd).values(ending);
    await enterPlan(unit, row);
    unit.note('plan', { id: planId, adopted: decided.number });
    return planOnWire({ row, end: ending });
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
  const asked = await pooledIn(tx, cooperativeId, period);
  if (asked.compare(payable) > 0)
    throw refuse('distribution.runs-exceed-plan', { period, asked: `${asked}`, planned: `${payable}` });
}

/**
 * What goes to reserve, welfare and others. An advance only keeps its steps back: the plan of the year takes them of the
 * whole year's income and enters them then, once.
 */
async function enterPlan(unit: CommandUnit, row: PlanRow): Promise<void> {
  if (row.mode === 'advance') return;
  const chart = chartOn(unit.today);
  await enterJournal(unit, {
    date: unit.today,
    kind: 'automatic',
    summary: `${row.period} 收益分配方案第 ${row.number} 号：提取`,
    source: `distribution-plan:${row.id}`,
    lines: [
      debit(TO_RESERVE, row.reserve, '提取公积公益金'),
      credit(RESERVES, row.reserve, '提取公积公益金'),
      debit(TO_WELFARE, row.welfare, '提取公益金（福利费）'),
      credit(welfareAccount(chart), row.welfare, '提取公益金（福利费）'),
      debit(TO_OTHERS, row.other, '其他分配'),
      credit(payableAccount(chart), row.other, '应付其他分配'),
    ],
    holders: [],
  });
}

export const withdrawPlan = defineCommand({
  name: 'distributions.withdraw-plan',
  action: 'runs.prepare',
  input: withdrawPlanInput,
  async run(unit, { planId, reason }) {
    const { tx, cooperativeId } = unit;
    const { row, end } = await requirePlan(tx, cooperativeId, planId);
    requireDraft(row.number, end);
    const ending = {
      ...{ cooperativeId, planId, kind: 'withdrawn' as const, resolutionId: null, reason },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    };
    await tx.insert(distributionPlanEnd).values(ending);
    unit.note('plan', { id: planId, withdrawn: reason });
    return planOnWire({ row, end: ending });
  },
});

function requireDraft(number: bigint, end: { readonly kind: 'adopted' | 'withdrawn' } | null): void {
  if (end === null) return;
  const [stateZh, stateEn] = end.kind === 'adopted' ? ['通过', 'adopted'] : ['撤回', 'withdrawn'];
  throw refuse('distribution.plan-state', { number: number.toString(), stateZh, stateEn });
}
