/**
 * What plans allow runs: a half-year's runs never give members more than its adopted plan, a settled first half takes nothing
 * more, a difference is covered by what the plan left undistributed, and nobody escapes by having no plan.
 */
import { Period } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { waterfallOf } from './plan-figures.ts';
import { adoptedPlan, plansOf, pooledIn, takenIn } from './plan-store.ts';

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
async function boundsOf(tx: Tx, cooperativeId: string, period: string): Promise<readonly Bound[]> {
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
      asked: await pooledIn(tx, cooperativeId, period),
      carried: waterfallOf(own.row.terms).carried,
    });
  if (settling)
    bounds.push({
      number: settling.row.number.toString(),
      planned: Money.parse(settling.row.terms.figures.advanced ?? '0'),
      asked: await takenIn(tx, cooperativeId, period),
      carried: waterfallOf(settling.row.terms).carried,
    });
  return bounds;
}

/** Refuses a run that would give members more than the adopted plan of its half-year, what other runs took included. */
export async function requireWithinPlan(
  tx: Tx,
  cooperativeId: string,
  period: string,
  more: Money,
): Promise<void> {
  for (const { number, planned, asked } of await boundsOf(tx, cooperativeId, period)) {
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
 * Whether a run may be posted. Once a cooperative has adopted a plan, no later half-year pays without one, nor its own after
 * that plan was repealed: otherwise a run would escape its bound by there being no plan.
 */
export async function requirePlanned(tx: Tx, cooperativeId: string, period: string): Promise<void> {
  await requireWithinPlan(tx, cooperativeId, period, Money.zero);
  if ((await boundsOf(tx, cooperativeId, period)).length > 0) return;
  const earlier = (await plansOf(tx, cooperativeId)).find(
    ({ row, end }) => end?.kind === 'adopted' && row.period <= period,
  );
  if (earlier)
    throw refuse('distribution.plan-missing', { period, number: earlier.row.number.toString() }, '/period');
}

/** What the adopted plan of a half-year still leaves for a run; refused where there is no plan. */
export async function leftOfPlan(tx: Tx, cooperativeId: string, period: string): Promise<Money> {
  const left = (await boundsOf(tx, cooperativeId, period)).map(({ planned, asked }) => planned.minus(asked));
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
): Promise<void> {
  const sum = (await takenIn(tx, cooperativeId, period)).plus(more);
  for (const { number, planned, carried } of await boundsOf(tx, cooperativeId, period)) {
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
