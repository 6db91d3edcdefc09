/** Reads of plans, and what runs of a period have taken of them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { RunKind } from '../../domain/dividend-run.ts';
import type { PlanState } from '../../domain/distribution.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, firstRowOf, onlyRowOf, rowsOf, text, whole } from '../../platform/rows.ts';
import { movedBySource } from '../accounting/index.ts';
import { DIVIDEND_SOURCE } from './journal.ts';
import { distributionPlan, distributionPlanEnd, distributionPlanRepeal } from './schema.ts';
import { isReversed, notReversed, type RunRow } from './store.ts';

/** 322.01 各项分配 with its sub-accounts: everything that is distributed goes through it. */
const TO_MEMBERS_AND_FUNDS = '322.01';

export type PlanRow = typeof distributionPlan.$inferSelect;
export type PlanEnd = typeof distributionPlanEnd.$inferSelect;
export interface Plan {
  readonly row: PlanRow;
  readonly end: PlanEnd | null;
  readonly repeal: typeof distributionPlanRepeal.$inferSelect | null;
}

export function planState({ end, repeal }: Omit<Plan, 'row'>): PlanState {
  return repeal ? 'repealed' : (end?.kind ?? 'draft');
}

export async function plansOf(tx: Tx, cooperativeId: string, period?: string): Promise<readonly Plan[]> {
  return tx
    .select({ row: distributionPlan, end: distributionPlanEnd, repeal: distributionPlanRepeal })
    .from(distributionPlan)
    .leftJoin(
      distributionPlanEnd,
      and(
        eq(distributionPlanEnd.cooperativeId, cooperativeId),
        eq(distributionPlanEnd.planId, distributionPlan.id),
      ),
    )
    .leftJoin(
      distributionPlanRepeal,
      and(
        eq(distributionPlanRepeal.cooperativeId, cooperativeId),
        eq(distributionPlanRepeal.planId, distributionPlan.id),
      ),
    )
    .where(
      and(
        eq(distributionPlan.cooperativeId, cooperativeId),
        period === undefined ? undefined : eq(distributionPlan.period, period),
      ),
    )
    .orderBy(asc(distributionPlan.number));
}

export async function requirePlan(tx: Tx, cooperativeId: string, id: string): Promise<Plan> {
  const found = (await plansOf(tx, cooperativeId)).find(({ row }) => row.id === id);
  if (!found) throw refuse('distribution.plan-unknown');
  return found;
}

export async function adoptedPlan(tx: Tx, cooperativeId: string, period: string): Promise<Plan | undefined> {
  return (await plansOf(tx, cooperativeId, period)).find((plan) => planState(plan) === 'adopted');
}

/** What a run rests on: the adopted plan of its half-year; of a run taken back, the plan it was posted under, repealed since or not. */
export async function planOfRun(tx: Tx, run: RunRow): Promise<Plan | undefined> {
  const { cooperativeId, period, postedAt } = run;
  if (postedAt === null || !(await isReversed(tx, run))) return adoptedPlan(tx, cooperativeId, period);
  return (await plansOf(tx, cooperativeId, period)).find(
    ({ end, repeal }) =>
      end?.kind === 'adopted' &&
      end.recordedAt <= postedAt &&
      (repeal === null || repeal.recordedAt >= postedAt),
  );
}

/**
 * What members were given of the year's own income before the year was over: what the posted runs of its first half took,
 * differences included, unless the plan they rest on drew it from earlier years. What is only drafted was given to nobody; once
 * the plan of the year is adopted, it bounds the first half to what was posted by then.
 */
export async function advancedIn(tx: Tx, cooperativeId: string, year: number): Promise<Money> {
  const first = await adoptedPlan(tx, cooperativeId, `${year}-H1`);
  return first?.row.mode === 'opening' ? Money.zero : takenIn(tx, cooperativeId, `${year}-H1`, 'posted');
}

/** What the plan of the year's first half drew from undistributed income of earlier years: the year cannot draw it again. */
export async function drawnInFirstHalf(tx: Tx, cooperativeId: string, year: number): Promise<Money> {
  const first = await adoptedPlan(tx, cooperativeId, `${year}-H1`);
  return first?.row.mode === 'opening' ? first.row.payable : Money.zero;
}

/** Which runs count: all that may still be posted or are, those approved to be or that are, or these alone. Reversed ones never do. */
export type Counted = 'standing' | 'approved' | 'posted';

const stateOfCounted = {
  standing: sql`r.state <> 'withdrawn'`,
  approved: sql`r.state in ('approved', 'on-notice', 'posted')`,
  posted: sql`r.state = 'posted'`,
} as const satisfies Record<Counted, unknown>;

/** Pools of the half-year's regular and supplementary runs; what they carried in is not of this half-year. */
export async function pooledIn(
  tx: Tx,
  cooperativeId: string,
  period: string,
  counted: Counted,
): Promise<Money> {
  return poolsOf(tx, cooperativeId, period, ['regular', 'supplementary'], counted);
}

/** Those, and what differences gave on top or took back. */
export async function takenIn(
  tx: Tx,
  cooperativeId: string,
  period: string,
  counted: Counted,
): Promise<Money> {
  return poolsOf(tx, cooperativeId, period, ['regular', 'supplementary', 'difference'], counted);
}

async function poolsOf(
  tx: Tx,
  cooperativeId: string,
  period: string,
  kinds: readonly RunKind[],
  counted: Counted,
): Promise<Money> {
  const { pool } = await onlyRowOf(
    tx,
    sql`
    select coalesce(sum(r.pool), 0) as pool from dividend_run r
    where r.cooperative_id = ${cooperativeId}::uuid and r.period = ${period}
      and ${stateOfCounted[counted]}
      and r.kind = any(${sql.param([...kinds])}::text[]) and ${notReversed('r')}`,
    { pool: amount },
  );
  return pool;
}

/**
 * What was voted and is not posted yet, so that the books still show it as undistributed: what adopted plans leave for runs, and
 * approved runs. `before`: of half-years before this one. `beside`: what is gone for a plan of this half-year, whatever its own
 * plan and runs come to; of later years only what is paid out of what earlier ones left.
 */
export async function votedAndWaiting(
  tx: Tx,
  cooperativeId: string,
  which: { readonly before: string } | { readonly beside: string },
): Promise<Money> {
  const counted =
    'before' in which
      ? sql`v.period < ${which.before}`
      : sql`v.period <> ${which.beside} and (left(v.period, 4) <= left(${which.beside}, 4) or v.of_prior)`;
  const { waiting } = await onlyRowOf(
    tx,
    sql`
    select coalesce(sum(v.waiting), 0) as waiting
    from voted_waiting(${cooperativeId}::uuid, 'infinity') v where ${counted}`,
    { waiting: amount },
  );
  return waiting;
}

/** The number of a posted run of the half-year that no reversal takes back, if any. */
export async function standingRun(
  tx: Tx,
  cooperativeId: string,
  period: string,
): Promise<string | undefined> {
  const first = await firstRowOf(
    tx,
    sql`
    select r.number from dividend_run r
    where r.cooperative_id = ${cooperativeId}::uuid and r.period = ${period} and r.state = 'posted'
      and r.kind <> 'reversal' and ${notReversed('r')}
    order by r.number limit 1`,
    { number: whole },
  );
  return first?.number.toString();
}

/**
 * What was distributed after a day for half-years before `period`: a year's dividends are posted in the next, so they are
 * not in that day's balances, yet the money is gone.
 */
export async function distributedLater(
  tx: Tx,
  cooperativeId: string,
  after: LocalDate,
  period: string,
): Promise<Money> {
  const earlier = await rowsOf(
    tx,
    sql`
    select ${DIVIDEND_SOURCE} || r.id as source from dividend_run r
    where r.cooperative_id = ${cooperativeId}::uuid and r.period < ${period}
    union all
    select each.source || p.id from distribution_plan p
    cross join unnest(array['distribution-plan:', 'distribution-plan-repeal:']) as each (source)
    where p.cooperative_id = ${cooperativeId}::uuid and p.period < ${period}`,
    { source: text },
  );
  const sources = new Set(earlier.map(({ source }) => source));
  const entered = await movedBySource(tx, cooperativeId, TO_MEMBERS_AND_FUNDS, after);
  return Money.sum(entered.flatMap(({ source, moved }) => (sources.has(source) ? [moved] : [])));
}
