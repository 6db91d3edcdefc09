/**
 * What people handed on to each other: given, sold, inherited, fallen to the collective. It is neither too much nor missing where a
 * scheme asks what it has given so far.
 */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { MovementKind } from '../../domain/share-register.ts';
import type { Tx } from '../../platform/database.ts';
import { decimal, id, rowsOf } from '../../platform/rows.ts';

export const handing = [
  'gift',
  'transfer',
  'inheritance',
  'escheat',
] as const satisfies readonly MovementKind[];

/** What each member gained (or gave up, negative) so after `after` until `until`, by class, in ten-thousandths. */
export async function handedOn(
  tx: Tx,
  cooperativeId: string,
  span: { readonly after: LocalDate; readonly until: LocalDate },
): Promise<readonly { readonly memberId: string; readonly classId: string; readonly units: bigint }[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with handed as (
      select m.* from share_movement m
      where m.cooperative_id = ${coop} and m.kind = any(${sql.param([...handing])}::text[])
        and m.effective_on > ${span.after.toString()}::date and m.effective_on <= ${span.until.toString()}::date
        and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
    )
    select a.member_id, f.class_id, (sum(f.quantity) * 10000)::numeric(40, 0) as units
    from (
      select to_account as account_id, class_id, quantity from handed
      union all select from_account, class_id, -quantity from handed
    ) f
    join holder_account a on a.cooperative_id = ${coop} and a.id = f.account_id and a.member_id is not null
    group by a.member_id, f.class_id having sum(f.quantity) <> 0`,
    { memberId: id, classId: id, units: decimal },
  );
  return rows.map((row) => ({ ...row, units: BigInt(row.units) }));
}
