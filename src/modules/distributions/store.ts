/** Reads of plans, and what runs of a period have taken of them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { RunKind } from '../../domain/dividend-run.ts';
import type { PlanState } from '../../domain/distribution.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { distributionPlan, distributionPlanEnd, distributionPlanRepeal } from './schema.ts';

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

/**
 * What members were given of the year's own income before the year was over: what the runs of its first half took,
 * differences included, unless the plan they rest on drew it from earlier years.
 */
export async function advancedIn(tx: Tx, cooperativeId: string, year: number): Promise<Money> {
  const first = await adoptedPlan(tx, cooperativeId, `${year}-H1`);
  return first?.row.mode === 'opening' ? Money.zero : takenIn(tx, cooperativeId, `${year}-H1`);
}

/** What the plan of the year's first half drew from undistributed income of earlier years: the year cannot draw it again. */
export async function drawnInFirstHalf(tx: Tx, cooperativeId: string, year: number): Promise<Money> {
  const first = await adoptedPlan(tx, cooperativeId, `${year}-H1`);
  return first?.row.mode === 'opening' ? first.row.payable : Money.zero;
}

/** Pools of the half-year's regular and supplementary runs that stand; what they carried in is not of this half-year. */
export async function pooledIn(tx: Tx, cooperativeId: string, period: string): Promise<Money> {
  return poolsOf(tx, cooperativeId, period, ['regular', 'supplementary']);
}

/** Those, and what differences gave on top or took back. */
export async function takenIn(tx: Tx, cooperativeId: string, period: string): Promise<Money> {
  return poolsOf(tx, cooperativeId, period, ['regular', 'supplementary', 'difference']);
}

async function poolsOf(
  tx: Tx,
  cooperativeId: string,
  period: string,
  kinds: readonly RunKind[],
): Promise<Money> {
  const rows = (await tx.execute(sql`
    select coalesce(sum(r.pool), 0)::text as pool from dividend_run r
    where r.cooperative_id = ${cooperativeId}::uuid and r.period = ${period} and r.state <> 'withdrawn'
      and r.kind = any(${sql.param([...kinds])}::text[]) and ${notReversed}`)) as unknown as readonly {
    readonly pool: string;
  }[];
  return Money.parse(rows[0]?.pool ?? '0');
}

/** The number of a posted run of the half-year that no reversal takes back, if any. */
export async function standingRun(
  tx: Tx,
  cooperativeId: string,
  period: string,
): Promise<string | undefined> {
  const [first] = (await tx.execute(sql`
    select r.number::text as number from dividend_run r
    where r.cooperative_id = ${cooperativeId}::uuid and r.period = ${period} and r.state = 'posted'
      and r.kind <> 'reversal' and ${notReversed}
    order by r.number limit 1`)) as unknown as readonly { readonly number: string }[];
  return first?.number;
}

const notReversed = sql`not exists (
  select 1 from dividend_run v where v.cooperative_id = r.cooperative_id and v.refers_to = r.id
    and v.kind = 'reversal')`;

/**
 * What runs of half-years before `period` carried forward and no run before it took up. The books still show it as
 * undistributed, but it belongs to the next run, on top of that run's pool.
 */
export async function carriedOpen(tx: Tx, cooperativeId: string, period: string): Promise<Money> {
  const rows = (await tx.execute(sql`
    select coalesce(sum(r.carried), 0)::text as carried from dividend_run r
    where r.cooperative_id = ${cooperativeId}::uuid and r.period < ${period} and r.state = 'posted'
      and r.kind in ('regular', 'supplementary') and ${notReversed} and not exists (
        select 1 from dividend_run t where t.cooperative_id = r.cooperative_id and t.carried_from = r.id
          and t.period < ${period} and t.state = 'posted' and t.kind <> 'reversal' and not exists (
            select 1 from dividend_run v where v.cooperative_id = t.cooperative_id and v.refers_to = t.id
              and v.kind = 'reversal'))`)) as unknown as readonly { readonly carried: string }[];
  return Money.parse(rows[0]?.carried ?? '0');
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
  const rows = (await tx.execute(sql`
    select coalesce(sum(l.debit - l.credit), 0)::text as amount
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
    left join dividend_run r on r.cooperative_id = l.cooperative_id and e.source = 'dividend-run:' || r.id
    left join distribution_plan p on p.cooperative_id = l.cooperative_id
      and e.source in ('distribution-plan:' || p.id, 'distribution-plan-repeal:' || p.id)
    where l.cooperative_id = ${cooperativeId}::uuid and l.account like '322.01%'
      and e.entry_date > ${after.toString()}::date
      and coalesce(r.period, p.period) < ${period}`)) as unknown as readonly { readonly amount: string }[];
  return Money.parse(rows[0]?.amount ?? '0');
}
