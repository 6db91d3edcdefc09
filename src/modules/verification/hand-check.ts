/**
 * How many people stand behind what leaves the house or touches a claim unseen: orders made, released and sent by three, debts taken
 * off claims by two. What versions of before let one person do is remarked, what came later is found.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { flag, rowsOf, text } from '../../platform/rows.ts';
import type { FindingList } from './finding.ts';

export async function checkHandsBehind(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await checkReleases(tx, cooperativeId, findings);
  await checkSetOffs(tx, cooperativeId, findings);
}

const shape = { row: text, before: flag };

async function checkReleases(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number as row,
      r.order_id is null and e.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_order_end e
    join payment_order o on o.cooperative_id = ${coop} and o.id = e.order_id
    left join payment_release r on r.cooperative_id = ${coop} and r.order_id = o.id
    left join one_hand_before b on b.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind = 'sent' and (
      r.order_id is null or r.recorded_by in (o.made_by, e.recorded_by) or e.recorded_by = o.made_by)
    order by o.kind, o.number`,
    shape,
  );
  const table = 'payment_order';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'order-unreleased-before' });
    else findings.add({ table, row, rule: 'order-unreleased' });
}

async function checkSetOffs(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select a.kind || ' ' || a.number || ' ' || s.amount as row,
      q.id is null and s.recorded_at <= coalesce(b.until, '-infinity') as before
    from payout_set_off s
    join holder_account a on a.cooperative_id = ${coop} and a.id = s.account_id
    left join payout_set_off_request q on q.cooperative_id = ${coop} and q.id = s.id
    left join one_hand_before b on b.cooperative_id = ${coop}
    where s.cooperative_id = ${coop} and (q.id is null or q.recorded_by = s.recorded_by
      or (q.account_id, q.owed_run_id, q.against_run_id, q.amount)
        is distinct from (s.account_id, s.owed_run_id, s.against_run_id, s.amount))
    order by a.sort_key, s.recorded_at`,
    shape,
  );
  const table = 'payout_set_off';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'set-off-by-one-before' });
    else findings.add({ table, row, rule: 'set-off-by-one' });
}
