/** The tax of a run's lines, and what it comes to from each receipt: all that a run pays one taxpayer is one, rounded once. */
import { sql } from 'drizzle-orm';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, onlyRowOf } from '../../platform/rows.ts';
import { holdersAs } from '../shares/index.ts';
import type { RunRow } from './store.ts';

/** Of differences and reversals, which give and take back by line, the lines themselves are all there is. */
export async function withheldBy(
  tx: Tx,
  { cooperativeId, id, calculation, taxRate, kind }: RunRow,
): Promise<{ readonly withheld: Money; readonly due: Money }> {
  const byReceipt = kind === 'regular' || kind === 'supplementary' || kind === 'history';
  return onlyRowOf(
    tx,
    sql`
    select coalesce(sum(tax), 0) as withheld,
      coalesce(sum(case when ${byReceipt}::boolean then due else tax end), 0) as due
    from (
      select sum(l.tax) as tax, round(sum(case when a.kind = 'collective' then 0 else l.gross end) * ${taxRate}::numeric, 2) as due
      from dividend_line l
      join ${holdersAs('a', cooperativeId)} on a.id = l.account_id
      where l.cooperative_id = ${cooperativeId}::uuid and l.run_id = ${id}::uuid and l.calculation = ${calculation}
      group by coalesce(l.taxpayer_id, l.account_id)
    ) receipt`,
    { withheld: amount, due: amount },
  );
}
