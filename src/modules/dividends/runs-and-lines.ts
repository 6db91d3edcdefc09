/** Dividend runs and their lines for joins in statements of other rooms, typed or by hand: `join ${runsAs('r', coop)} on r.id = …`. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { dividendLine, dividendRun } from './schema.ts';

/**
 * Columns `id, number, kind, state, period, refers_to, calculation, tax_rate, tax_basis, tax_basis_en, posted_at`; runs of every state, but for
 * history and what reverses it: nothing is owed, paid or declared of them.
 */
export function runsAs<Alias extends string>(alias: Alias, cooperativeId: string) {
  return new QueryBuilder()
    .select({
      id: dividendRun.id,
      number: dividendRun.number,
      kind: dividendRun.kind,
      state: dividendRun.state,
      period: dividendRun.period,
      refersTo: dividendRun.refersTo,
      calculation: dividendRun.calculation,
      taxRate: dividendRun.taxRate,
      taxBasis: dividendRun.taxBasis,
      taxBasisEn: dividendRun.taxBasisEn,
      postedAt: dividendRun.postedAt,
    })
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        ne(dividendRun.kind, 'history'),
        sql`not exists (select 1 from dividend_run o where o.cooperative_id = ${dividendRun.cooperativeId}
          and o.id = ${dividendRun.refersTo} and o.kind = 'history')`,
      ),
    )
    .as(alias);
}

/** Columns `run_id, calculation, account_id, gross, tax, net`; also of calculations that are no longer in force. */
export function linesAs<Alias extends string>(alias: Alias, cooperativeId: string) {
  return new QueryBuilder()
    .select({
      runId: dividendLine.runId,
      calculation: dividendLine.calculation,
      accountId: dividendLine.accountId,
      gross: dividendLine.gross,
      tax: dividendLine.tax,
      net: dividendLine.net,
    })
    .from(dividendLine)
    .where(eq(dividendLine.cooperativeId, cooperativeId))
    .as(alias);
}
