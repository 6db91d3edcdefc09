/**
 * The tax of a run, and what it comes to from each receipt: all that a run and its differences have given one taxpayer so far is taxed
 * together, half up. Before the posting it is what the lines say.
 */
import { sql } from 'drizzle-orm';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, flag, id, onlyRowOf, rowsOf } from '../../platform/rows.ts';
import { holdersAs } from '../shares/index.ts';
import type { LineRow, RunRow } from './store.ts';
import { familyRows } from './withholding.ts';

/**
 * Lines with the tax that was withheld of them, where it is another than was calculated: another head of the household, heirs, a
 * difference. What waits, or is not posted yet, stands as calculated. `knownAt`: by what was withheld until then; null: until now.
 */
export async function asWithheld<Each extends { readonly line: LineRow }>(
  tx: Tx,
  cooperativeId: string,
  rows: readonly Each[],
  knownAt: Date | null = null,
): Promise<readonly Each[]> {
  const column = (of: (line: LineRow) => string) => sql.param(rows.map(({ line }) => of(line)));
  const other = await rowsOf(
    tx,
    sql`
    select w.run_id, w.account_id, sum(w.tax) as tax
    from unnest(${column(({ runId }) => runId)}::uuid[], ${column(({ accountId }) => accountId)}::uuid[],
      ${column((line) => line.tax.toString())}::text[]::numeric[]) as l (run_id, account_id, tax)
    join dividend_withholding w on w.cooperative_id = ${cooperativeId}::uuid and w.run_id = l.run_id and w.account_id = l.account_id
      and w.kind <> 'waiting' and (${knownAt?.toISOString() ?? null}::timestamptz is null or w.recorded_at <= ${knownAt?.toISOString() ?? null}::timestamptz)
    group by w.run_id, w.account_id, l.tax
    having sum(w.tax) <> l.tax and sum(w.gross) <> 0`,
    { runId: id, accountId: id, tax: amount },
  );
  if (other.length === 0) return rows;
  const taxes = new Map(other.map((each) => [`${each.runId} ${each.accountId}`, each.tax]));
  return rows.map((row) => {
    const tax = taxes.get(`${row.line.runId} ${row.line.accountId}`);
    return tax === undefined ? row : { ...row, line: { ...row.line, tax, net: row.line.gross.minus(tax) } };
  });
}

interface Taxed {
  readonly withheld: Money;
  readonly due: Money;
}

export async function withheldBy(tx: Tx, run: RunRow): Promise<Taxed> {
  const { cooperativeId, id: runId, taxRate } = run;
  if (run.state !== 'posted' || run.kind === 'history') return ofLines(tx, run);
  const { before, ...sums } = await onlyRowOf(
    tx,
    sql`
    select coalesce(sum(own), 0) as withheld, coalesce(sum(own + due - tax), 0) as due, coalesce(bool_or(before), false) as before
    from (
      select sum(w.tax) filter (where w.run_id = ${runId}::uuid) as own, sum(w.tax) as tax, bool_or(w.before) as before,
        round(sum(w.gross) * ${taxRate}::numeric, 2) as due
      from dividend_withholding w
      join ${familyRows(cooperativeId)} f on f.run_id = w.run_id
      where w.cooperative_id = ${cooperativeId}::uuid and w.kind <> 'waiting'
        and f.root = (select root from ${familyRows(cooperativeId)} g where g.run_id = ${runId}::uuid)
      group by coalesce(w.taxpayer_id, w.account_id)
      having bool_or(w.run_id = ${runId}::uuid)
    ) receipt`,
    { withheld: amount, due: amount, before: flag },
  );
  // A version before put receipts together by line.
  return before ? ofLines(tx, run) : sums;
}

/** Of differences and reversals, which give and take back by line, the lines themselves are all there is. */
async function ofLines(
  tx: Tx,
  { cooperativeId, id: runId, calculation, taxRate, kind }: RunRow,
): Promise<Taxed> {
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
      where l.cooperative_id = ${cooperativeId}::uuid and l.run_id = ${runId}::uuid and l.calculation = ${calculation}
      group by coalesce(l.taxpayer_id, l.account_id), l.held is not null
    ) receipt`,
    { withheld: amount, due: amount },
  );
}
