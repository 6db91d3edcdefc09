/** Restrictions on accounts as pieces of larger statements; which of them holds money is the domain's to say. */
import { sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { holdingKinds } from '../../domain/holding.ts';

/** A sub-select with columns `account_id, kinds, ever`: the kinds in force on the day, and all there were until now. */
export function restrictedRows(cooperativeId: string, day: LocalDate): SQL {
  return sql`(
    select r.account_id, array_agg(distinct r.kind) as ever,
      coalesce(array_agg(distinct r.kind) filter (where ${inForceOn(day)}), '{}') as kinds
    from share_restriction r
    left join share_restriction_lift l on l.cooperative_id = ${cooperativeId}::uuid and l.restriction_id = r.id
    where r.cooperative_id = ${cooperativeId}::uuid
    group by r.account_id
  )`;
}

/** A sub-select with columns `account_id, kind`: whose money is held on the day, as known at `knownAt`, and why. */
export function heldRows(cooperativeId: string, day: LocalDate, knownAt: Date): SQL {
  const known = sql`${knownAt.toISOString()}::timestamptz`;
  const kinds = sql`${sql.param([...holdingKinds])}::text[]`;
  return sql`(
    select distinct on (r.account_id) r.account_id, r.kind
    from share_restriction r
    left join share_restriction_lift l on l.cooperative_id = ${cooperativeId}::uuid
      and l.restriction_id = r.id and l.recorded_at <= ${known}
    where r.cooperative_id = ${cooperativeId}::uuid and r.recorded_at <= ${known}
      and r.kind = any(${kinds}) and ${inForceOn(day)}
    order by r.account_id, array_position(${kinds}, r.kind)
  )`;
}

/** The domain's `inForceOn` of the restriction `r` with its lift `l`. */
function inForceOn(day: LocalDate): SQL {
  const on = sql`${day.toString()}::date`;
  return sql`(r.effective_on <= ${on} and (l.lifted_on is null or l.lifted_on > ${on}))`;
}
