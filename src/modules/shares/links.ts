/** Between whom shares moved by records of a certain time: what a late gift takes from one it gives to another. */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { id, rowsOf } from '../../platform/rows.ts';
import { holdersAs } from './holders.ts';

/**
 * Pairs of holders' accounts, each once, that a movement recorded after one moment and until another joins, effective until a day.
 * The pool and what was redeemed join nobody.
 */
export async function linksRecorded(
  tx: Tx,
  cooperativeId: string,
  wanted: { readonly after: Date; readonly until: Date; readonly effectiveBy: LocalDate },
): Promise<readonly (readonly [string, string])[]> {
  const rows = await rowsOf(
    tx,
    sql`
    select distinct m.from_account, m.to_account from share_movement m
    join ${holdersAs('f', cooperativeId)} on f.id = m.from_account and f.kind in ('member', 'household', 'collective')
    join ${holdersAs('t', cooperativeId)} on t.id = m.to_account and t.kind in ('member', 'household', 'collective')
    where m.cooperative_id = ${cooperativeId}::uuid and m.recorded_at > ${wanted.after.toISOString()}::timestamptz
      and m.recorded_at <= ${wanted.until.toISOString()}::timestamptz
      and m.effective_on <= ${wanted.effectiveBy.toString()}::date`,
    { fromAccount: id, toAccount: id },
  );
  return rows.map(({ fromAccount, toAccount }) => [fromAccount, toAccount]);
}
