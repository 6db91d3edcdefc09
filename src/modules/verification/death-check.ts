/**
 * What was handed on because somebody died: asked for by one person and confirmed by another, and never from somebody who, by the
 * register, lives.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { flag, rowsOf, text } from '../../platform/rows.ts';
import type { FindingList } from './finding.ts';

export async function checkDeaths(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const dead = sql`exists (select from member_standing s where s.cooperative_id = ${coop} and s.member_id = f.member_id
    and s.kind = 'deceased' and s.effective_on <= f.day and not exists (
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
    if (!dead) findings.add({ table, row, rule: 'heirs-of-the-living' });
    if (alone && before) findings.note({ table, row, remark: 'inherited-by-one-before' });
    else if (alone) findings.add({ table, row, rule: 'inherited-by-one' });
  }
}
