/**
 * What plans and books allow runs: no run is paid without the adopted plan of its half-year, all of them together never give
 * members more than it, a settled first half takes nothing more, a difference is covered by what the plan left undistributed,
 * and what the books do not hold is not distributed.
 */
import { sql } from 'drizzle-orm';
import { Period } from '../../domain/calendar.ts';
import { requirePower } from '../../domain/assembly-rules.ts';
import { takesPlan } from '../../domain/dividend-run.ts';
import { openCarries } from '../../domain/carry.ts';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, onlyRowOf, orNull } from '../../platform/rows.ts';
import { undistributedWith } from '../accounting/index.ts';
import { rulesOn, type KnownResolution } from '../assemblies/index.ts';
import { waterfallOf } from './plan-figures.ts';
import { adoptedPlan, pooledIn, takenIn, votedAndWaiting, type Counted, type PlanRow } from './plan-store.ts';
import { carryRuns, notReversed, type RunRow } from './store.ts';

interface Bound {
  readonly number: string;
  readonly planned: Money;
  readonly asked: Money;
  /** What the plan leaves undistributed. */
  readonly carried: Money;
}

/**
 * What bounds the runs of a half-year: its adopted plan, and for a first half also what the year's adopted plan took off as
 * advanced, so that nothing is added to a first half that is settled already.
 */
async function boundsOf(
  tx: Tx,
  cooperativeId: string,
  period: string,
  counted: Counted,
): Promise<readonly Bound[]> {
  const { year, half } = Period.parse(period);
  const own = await adoptedPlan(tx, cooperativeId, period);
  const settling =
    half === 2 || own?.row.mode === 'opening'
      ? undefined
      : await adoptedPlan(tx, cooperativeId, `${year}-H2`);
  const bounds: Bound[] = [];
  if (own)
    bounds.push({
      number: own.row.number.toString(),
      planned: own.row.payable,
      asked: await pooledIn(tx, cooperativeId, period, counted),
      carried: waterfallOf(own.row.terms).carried,
    });
  if (settling)
    bounds.push({
      number: settling.row.number.toString(),
      planned: Money.parse(settling.row.terms.figures.advanced ?? '0'),
      asked: await takenIn(tx, cooperativeId, period, counted),
      carried: waterfallOf(settling.row.terms).carried,
    });
  return bounds;
}

/** Refuses a pool that would give members more than the adopted plan of the half-year, what other runs took included. */
export async function requireWithinPlan(
  tx: Tx,
  cooperativeId: string,
  period: string,
  more: Money,
  counted: Counted = 'standing',
): Promise<void> {
  for (const { number, planned, asked } of await boundsOf(tx, cooperativeId, period, counted)) {
    const sum = asked.plus(more);
    if (sum.compare(planned) > 0)
      throw refuse(
        'distribution.run-exceeds-plan',
        { period, number, planned: `${planned}`, asked: `${sum}` },
        '/pool',
      );
  }
}

/**
 * Whether a run may be approved, hung up and posted: its half-year has an adopted plan of its own, whatever plans other half-years have, and with what
 * counts beside it the run stays within it. Members are shown no two runs of which only one can be posted: until it is posted, what else is
 * approved counts too. Without a plan the refusal names besides what the books are short of, if anything.
 */
export async function requirePlanned(tx: Tx, run: RunRow, counted: Counted = 'posted'): Promise<void> {
  const { cooperativeId, period } = run;
  if (!(await adoptedPlan(tx, cooperativeId, period)))
    throw new Refusal([
      { code: 'distribution.plan-missing', values: { period }, pointer: '/period' },
      ...(await shortOf(tx, cooperativeId, period, run.paid)),
    ]);
  const isAmong = counted === 'approved' && run.state !== 'calculated';
  await requireWithinPlan(tx, cooperativeId, period, isAmong ? Money.zero : run.pool, counted);
}

/** Why a run could not be posted by the plan of its half-year as it stands; null where it could, or no plan is asked of its kind. */
export async function plannedFault(tx: Tx, run: RunRow): Promise<Fault | null> {
  if (!takesPlan(run.kind)) return null;
  try {
    await requirePlanned(tx, run);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults[0];
  }
}

/**
 * Refuses what left the books with less than nothing to distribute, once it stands in them. Where no books are kept here, the
 * adopted plan alone is the bound.
 */
export async function requireThere(tx: Tx, cooperativeId: string, period: string): Promise<void> {
  const [short] = await shortOf(tx, cooperativeId, period, Money.zero);
  if (short) throw new Refusal([short]);
}

/**
 * Refuses a plan that gives members, investors or others, or sets aside, what is not there, or what was voted for others already though
 * nothing of it is posted. A plan that takes nothing is bound by nothing, and one that only sets aside may leave members what they were
 * advanced: a year that earned less than its advances still gets its plan.
 */
export async function requirePlanThere(
  tx: Tx,
  { cooperativeId, id, period, payable }: PlanRow,
): Promise<void> {
  const { below } = await onlyRowOf(
    tx,
    sql`select plan_may_go_below(${cooperativeId}::uuid, ${id}::uuid, 'infinity') as below`,
    { below: orNull(amount) },
  );
  if (below === null) return;
  await requireFree(tx, cooperativeId, period, payable.minus(below));
}

/** Refuses a difference that takes what the books do not hold, or hold for others: the other half-years go before what corrects this one. */
export async function requireDifferenceThere(
  tx: Tx,
  cooperativeId: string,
  period: string,
  more: Money,
): Promise<void> {
  if (more.isPositive) await requireFree(tx, cooperativeId, period, more);
}

/** Refuses what is more than the books hold beside all that was voted of other half-years and waits, or was carried to a later run. */
async function requireFree(tx: Tx, cooperativeId: string, period: string, more: Money): Promise<void> {
  const voted = await votedAndWaiting(tx, cooperativeId, { beside: period });
  const carried = openCarries(await carryRuns(tx, cooperativeId));
  const others = voted.plus(carried);
  const [short] = await shortOf(tx, cooperativeId, period, more.plus(others));
  if (!short) return;
  if (others.isZero) throw new Refusal([short]);
  throw refuse('distribution.voted-already', { period, voted: `${others}`, short: short.values.short });
}

/** What runs of the half-years until this one carried, and no posted run of them took up: it belongs to the next run. */
export async function carriedUntil(tx: Tx, cooperativeId: string, period: string): Promise<Money> {
  const { year, half } = Period.parse(period);
  const next = half === 1 ? `${year}-H2` : `${year + 1}-H1`;
  return openCarries(await carryRuns(tx, cooperativeId), next);
}

async function shortOf(tx: Tx, cooperativeId: string, period: string, more: Money) {
  const { year } = Period.parse(period);
  const there = await undistributedWith(tx, cooperativeId, year);
  if (there === null) return [];
  const left = there.minus(more);
  if (!left.isNegative) return [];
  return [{ code: 'distribution.not-there' as const, values: { period, short: `${left.negated()}` } }];
}

/** What the adopted plan of a half-year still leaves for a run; refused where there is no plan. */
export async function leftOfPlan(tx: Tx, cooperativeId: string, period: string): Promise<Money> {
  const bounds = await boundsOf(tx, cooperativeId, period, 'standing');
  const left = bounds.map(({ planned, asked }) => planned.minus(asked));
  const [least] = left.sort((a, b) => a.compare(b));
  if (!least) throw refuse('distribution.pool-needed', { period }, '/pool');
  return least;
}

/**
 * Refuses a difference that gives members more than the plan of its half-year and what that plan left undistributed. The plan
 * itself is not raised: a difference is a cost of its own.
 */
export async function requireDifferenceCovered(
  tx: Tx,
  cooperativeId: string,
  period: string,
  more: Money,
  counted: Counted,
): Promise<void> {
  const sum = (await takenIn(tx, cooperativeId, period, counted)).plus(more);
  for (const { number, planned, carried } of await boundsOf(tx, cooperativeId, period, counted)) {
    const left = carried.isNegative ? Money.zero : carried;
    if (sum.compare(planned.plus(left)) > 0)
      throw refuse('distribution.difference-uncovered', {
        period,
        number,
        planned: `${planned}`,
        asked: `${sum}`,
        carried: `${left}`,
      });
  }
}

/** Whether with this difference all of its half-year posted until then together give members more than the runs did. */
export async function givesMore(
  tx: Tx,
  { cooperativeId, period, paid, postedAt }: Pick<RunRow, 'cooperativeId' | 'period' | 'paid' | 'postedAt'>,
): Promise<boolean> {
  const { given } = await onlyRowOf(
    tx,
    sql`select coalesce(sum(r.pool), 0) as given from dividend_run r
      where r.cooperative_id = ${cooperativeId}::uuid and r.period = ${period} and r.kind = 'difference' and r.state = 'posted'
        and r.posted_at <= ${postedAt?.toISOString() ?? 'infinity'}::timestamptz and ${notReversed('r')}`,
    { given: amount },
  );
  return (postedAt === null ? given.plus(paid) : given).isPositive;
}

/**
 * The board decides a difference, for it follows from what was resolved: as long as all of them together give members no more than the runs
 * did. What gives more is a dividend, which only a body decides that decides dividends.
 */
export async function requireDifferenceDecided(
  tx: Tx,
  run: RunRow,
  { body, decidedOn }: Pick<KnownResolution, 'body' | 'decidedOn'>,
): Promise<void> {
  if (!(await givesMore(tx, run))) return;
  requirePower((await rulesOn(tx, run.cooperativeId, decidedOn)).set, body, 'dividend-run', decidedOn);
}
