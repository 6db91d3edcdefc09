/**
 * What was handed on because somebody died: asked for by one person and confirmed by another, and never from somebody who, by the
 * register, lives. And nothing but that leaves the dead.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { flag, rowsOf, text } from '../../platform/rows.ts';
import type { FindingList } from './finding.ts';

export async function checkDeaths(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const dead = sql`exists (select from member_standing s where s.cooperative_id = ${coop} and s.member_id = f.member_id
    and s.kind = 'deceased' and s.effective_on <= f.day and death_confirmed(s) and not exists (
      select from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id))`;
  const moved = await rowsOf(
    tx,
    sql`
    select f.number::text as row, f.alone, ${dead} as dead, f.recorded_at <= coalesce(b.until, '-infinity') as before
    from (
      select m.number, m.effective_on as day, m.recorded_at, a.member_id, not exists (
        select from movement_request_answer q where q.cooperative_id = ${coop} and q.confirmed
          and m.number between q.first_number and q.last_number) as alone
      from share_movement m join holder_account a on a.cooperative_id = ${coop} and a.id = m.from_account
      where m.cooperative_id = ${coop} and m.kind in ('inheritance', 'escheat') and not exists (
        select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
    ) f left join inherited_alone_before b on b.cooperative_id = ${coop}
    where f.alone or not ${dead} order by f.number`,
    shape,
  );
  told(findings, 'share_movement', moved);
  await checkGivings(tx, cooperativeId, findings);
  const divided = await rowsOf(
    tx,
    sql`
    select f.row, bool_or(f.alone) as alone, bool_and(${dead}) as dead,
      max(f.recorded_at) <= coalesce(max(b.until), '-infinity') as before
    from (
      select 'estate of ' || coalesce(o.number, a.number) || ', ' || (e.recorded_at at time zone 'Asia/Shanghai')::date as row,
        e.recorded_at, (e.recorded_at at time zone 'Asia/Shanghai')::date as day, coalesce(o.member_id, a.member_id) as member_id,
        q.request_id is null or q.recorded_by = r.recorded_by or q.recorded_by <> e.recorded_by
          or not r.heirs @> jsonb_build_array(jsonb_build_object('id', e.heir_id)) as alone
      from estate_share e
      join holder_account a on a.cooperative_id = ${coop} and a.id = e.account_id
      left join estate_request r on r.cooperative_id = ${coop} and r.id = e.request_id
      left join holder_account o on o.cooperative_id = ${coop} and o.id = r.account_id
      left join estate_request_answer q on q.cooperative_id = ${coop} and q.request_id = r.id and q.reason is null
      where e.cooperative_id = ${coop} and not exists (
        select from estate_share_end x where x.cooperative_id = ${coop} and x.kind = 'undone' and x.run_id = e.run_id
          and x.account_id = e.account_id and x.part = e.part)
    ) f left join voted_twice_before b on b.cooperative_id = ${coop}
    group by f.row having bool_or(f.alone) or not bool_and(${dead}) order by f.row`,
    shape,
  );
  told(findings, 'estate_share', divided);
}

/** Gifts, sales, redemptions and corrections out of what somebody held whose death was known when they were written. */
async function checkGivings(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.number::text as row, m.recorded_at <= coalesce(min(b.until), '-infinity') as before
    from share_movement m
    join holder_account a on a.cooperative_id = ${coop} and a.id = m.from_account
    join member_standing s on s.cooperative_id = ${coop} and s.member_id = a.member_id and s.kind = 'deceased'
      and s.recorded_at <= m.recorded_at and not exists (
        select from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id)
    left join voted_twice_before b on b.cooperative_id = ${coop}
    where m.cooperative_id = ${coop} and m.kind in ('gift', 'transfer', 'redemption', 'correction')
      and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
      and (m.kind <> 'correction' and m.effective_on >= s.effective_on or not exists (
        select from movement_request_answer q where q.cooperative_id = ${coop} and q.confirmed
          and m.number between q.first_number and q.last_number))
    group by m.number, m.recorded_at order by m.number`,
    { row: text, before: flag },
  );
  const table = 'share_movement';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'given-by-the-dead-before' });
    else findings.add({ table, row, rule: 'given-by-the-dead' });
}

const shape = { row: text, alone: flag, dead: flag, before: flag };

function told(
  findings: FindingList,
  table: string,
  rows: readonly {
    readonly row: string;
    readonly alone: boolean;
    readonly dead: boolean;
    readonly before: boolean;
  }[],
): void {
  for (const { row, alone, dead, before } of rows) {
    // Versions before divided the money of shares that were an estate, whether a death was on record or not.
    if (!dead && before && table === 'estate_share')
      findings.note({ table, row, remark: 'heirs-of-the-living-before' });
    else if (!dead) findings.add({ table, row, rule: 'heirs-of-the-living' });
    if (alone && before) findings.note({ table, row, remark: 'inherited-by-one-before' });
    else if (alone) findings.add({ table, row, rule: 'inherited-by-one' });
  }
}
