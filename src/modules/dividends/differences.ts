/**
 * What a late record changes of a posted run, line by line: asked when a difference run is drafted, and again before it is
 * posted, when the stored lines must still be exactly this.
 */
import { sql } from 'drizzle-orm';
import { Period } from '../../domain/calendar.ts';
import { differencesOf, type PaidBy, type Touched } from '../../domain/dividend-difference.ts';
import { isTaxed, taxDue } from '../../domain/dividend-run.ts';
import type { Money } from '../../domain/money.ts';
import { accountKinds } from '../../domain/share-register.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { amount, decimal, id, moment, oneOf, onlyRowOf, rowsOf, text } from '../../platform/rows.ts';
import { holdersAs, linksRecorded, overWholeRegister } from '../shares/index.ts';
import { scaled, taxRateOf, weightRows } from './calculation.ts';
import { notReversed, type RunRow } from './store.ts';

export interface DifferenceLine {
  readonly accountId: string;
  readonly shares: string;
  readonly weight: string;
  readonly gross: Money;
  readonly tax: Money;
  readonly net: Money;
}

/**
 * What each touched account is due of `run` by what is known at `knownAt`, less what the run and its posted differences have
 * paid it. Tax is due on the whole, so that it is rounded once however often a run is corrected.
 */
export async function differenceLines(
  tx: Tx,
  run: RunRow,
  knownAt: Date,
): Promise<readonly DifferenceLine[]> {
  const touched = await touchedBy(tx, run, knownAt);
  if (touched.length === 0) return [];
  const links = await linksRecorded(tx, run.cooperativeId, {
    after: await knownUntil(tx, run),
    until: knownAt,
    effectiveBy: lastCounted(run),
  });
  const differences = differencesOf(touched, links, paidByOf(run));
  const rate = taxRateOf(run);
  return touched.map((each, index) => {
    const { newGross, difference: gross } = must(differences[index], 'the difference of a touched account');
    const tax = taxDue(each.taxed, newGross, rate).minus(each.oldTax);
    const { key: accountId, newShares: shares, newWeightText: weight } = each;
    return { accountId, shares, weight, gross, tax, net: gross.minus(tax) };
  });
}

/** By what a run paid: its declared rate, or its pool and total weight. Rates and weights have at most eight decimals. */
export function paidByOf(run: RunRow): PaidBy {
  if (run.method === 'per-share')
    return {
      kind: 'rate',
      fen: scaled(must(run.rate, 'the rate of a run per share'), 8) * 100n,
      weight: 10n ** 16n,
    };
  const totalWeight = scaled(must(run.totalWeight, 'the total weight of a posted run'), 8);
  return { kind: 'pool', pool: run.pool.plus(run.carriedIn), totalWeight };
}

/** The last day whose movements a run counts. */
export function lastCounted(run: RunRow) {
  return run.basis === 'share-days' ? Period.parse(run.period).lastDay : run.recordDate;
}

/** The moment until which the run and its posted differences knew of movements: what was recorded later is late. */
async function knownUntil(tx: Tx, run: RunRow): Promise<Date> {
  const { known } = await onlyRowOf(
    tx,
    sql`select max(r.known_at) as known from dividend_run r where ${paidRuns(run)}`,
    { known: moment },
  );
  return known;
}

/** The run itself and its differences that are posted and stand. */
function paidRuns(run: RunRow) {
  return sql`r.cooperative_id = ${run.cooperativeId}::uuid and r.state = 'posted' and (r.id = ${run.id}::uuid
    or (r.refers_to = ${run.id}::uuid and r.kind = 'difference' and ${notReversed('r')}))`;
}

interface TouchedAccount extends Touched {
  readonly taxed: boolean;
  readonly oldTax: Money;
  readonly newShares: string;
  readonly newWeightText: string;
}

const touchedShape = {
  accountId: id,
  kind: oneOf(accountKinds),
  sortKey: text,
  oldWeight: decimal,
  newWeight: decimal,
  newShares: decimal,
  oldGross: amount,
  oldTax: amount,
};

/**
 * The accounts whose weight is known at `knownAt` to be another than the run and its posted differences have paid on, in
 * natural order of their numbers.
 */
async function touchedBy(tx: Tx, run: RunRow, knownAt: Date): Promise<readonly TouchedAccount[]> {
  const rows = await overWholeRegister(tx, () =>
    rowsOf(
      tx,
      sql`
    with paid as (
      select l.account_id, sum(l.gross) as gross, sum(l.tax) as tax,
        (array_agg(l.weight order by r.number desc))[1] as weight
      from dividend_run r join dividend_line l on l.cooperative_id = r.cooperative_id and l.run_id = r.id
        and l.calculation = r.calculation
      where ${paidRuns(run)}
      group by l.account_id
    )
    select a.id as account_id, a.kind, a.sort_key,
      coalesce(p.weight, 0) as old_weight, coalesce(w.weight, 0) as new_weight,
      trim_scale(coalesce(w.shares, 0)) as new_shares, coalesce(p.gross, 0) as old_gross,
      coalesce(p.tax, 0) as old_tax
    from paid p full join ${weightRows(run, knownAt)} w on w.account_id = p.account_id
    join ${holdersAs('a', run.cooperativeId)} on a.id = coalesce(p.account_id, w.account_id)
    where coalesce(p.weight, 0) <> coalesce(w.weight, 0)
    order by a.sort_key, a.id`,
      touchedShape,
    ),
  );
  return rows.map((row) => ({
    key: row.accountId,
    tie: row.sortKey,
    taxed: isTaxed(row.kind),
    oldWeight: scaled(row.oldWeight, 8),
    newWeight: scaled(row.newWeight, 8),
    newWeightText: row.newWeight,
    newShares: row.newShares,
    oldGross: row.oldGross,
    oldTax: row.oldTax,
  }));
}
