/**
 * Whose dividend of a run is owed on the account for outsiders: persons who are no members when it is posted. Written down once, before
 * the run enters the books, so that nobody's later standing splits a claim; a difference and a reversal keep to what they correct.
 */
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { holderPayable, type ChartName } from '../../domain/chart.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { memberRows } from '../members/index.ts';
import { holdersAs, overWholeRegister } from '../shares/index.ts';
import { outsideClaim } from './schema.ts';
import type { RunRow } from './store.ts';

/** Of a posted run, before it is entered. */
export async function markOutsiders({ tx, cooperativeId, today }: CommandUnit, run: RunRow): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  // What the run corrects first, then other differences of it, in the order in which they were posted.
  const earlier = sql`
    select o.account_id is not null as outside
    from dividend_run r
    join dividend_line e on e.cooperative_id = ${coop} and e.run_id = r.id and e.calculation = r.calculation
      and e.account_id = l.account_id and e.gross <> 0
    left join outside_claim o on o.cooperative_id = ${coop} and o.run_id = r.id and o.account_id = l.account_id
    where r.cooperative_id = ${coop} and r.state = 'posted' and r.id <> ${run.id}::uuid
      and (r.id = ${run.refersTo}::uuid or (r.refers_to = ${run.refersTo}::uuid and r.kind = 'difference'))
    order by r.id <> ${run.refersTo}::uuid, r.number limit 1`;
  await overWholeRegister(tx, () =>
    tx.execute(sql`
    insert into outside_claim (cooperative_id, run_id, account_id)
    select ${coop}, ${run.id}::uuid, l.account_id
    from dividend_line l
    join ${holdersAs('h', cooperativeId)} on h.id = l.account_id and h.kind = 'member'
    left join ${memberRows(cooperativeId, today)} m on m.member_id = h.member_id
    where l.cooperative_id = ${coop} and l.run_id = ${run.id}::uuid and l.calculation = ${run.calculation} and l.gross <> 0
      and ${run.refersTo === null ? sql`m.member_id is null` : sql`coalesce((${earlier}), m.member_id is null)`}`),
  );
}

/** Columns `run_id, account_id`: what is owed on the account for outsiders; the rest stands on 113. */
export function outsideClaimsAs(alias: string, cooperativeId: string): SQL {
  return sql`(select run_id, account_id from outside_claim where cooperative_id = ${cooperativeId}::uuid) ${sql.raw(alias)}`;
}

/** Of these runs, the account on which each claim stands in the chart. */
export async function accountsOfClaims(
  tx: Tx,
  cooperativeId: string,
  chart: ChartName,
  runIds: readonly string[],
): Promise<(claim: { readonly runId: string; readonly accountId: string }) => string> {
  const rows =
    runIds.length === 0
      ? []
      : await tx
          .select()
          .from(outsideClaim)
          .where(
            and(
              eq(outsideClaim.cooperativeId, cooperativeId),
              inArray(outsideClaim.runId, [...new Set(runIds)]),
            ),
          );
  const outside = new Set(rows.map(({ runId, accountId }) => `${runId} ${accountId}`));
  return ({ runId, accountId }) => holderPayable(chart, outside.has(`${runId} ${accountId}`));
}
