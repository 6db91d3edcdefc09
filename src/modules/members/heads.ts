/**
 * Who is dead and who heads a household on a day, as known now, as pieces of larger statements: the same as `standingOn` and
 * `headOf` of the domain say of single people. `days` is a sub-select with one column `day`.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { rawSql } from '../../platform/database.ts';

/** One day as `days`. */
export function onDay(day: LocalDate): SQL {
  return sql`(select ${day.toString()}::date as day)`;
}

/** A sub-select with columns `day, member_id`: who is dead on each day. */
export function deadRows(cooperativeId: string, days: SQL): SQL {
  const coop = sql`${cooperativeId}::uuid`;
  return sql`(
    select distinct d.day, s.member_id
    from ${days} d
    join member_standing s on s.cooperative_id = ${coop} and s.kind = 'deceased' and s.effective_on <= d.day
    where not exists (select 1 from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id)
  )`;
}

/** A sub-select with columns `member_id, died_on`: whose death is on record, whatever the day. */
export function deathRows(cooperativeId: string): SQL {
  const coop = sql`${cooperativeId}::uuid`;
  return sql`(
    select s.member_id, min(s.effective_on) as died_on from member_standing s
    where s.cooperative_id = ${coop} and s.kind = 'deceased'
      and not exists (select 1 from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id)
    group by s.member_id
  )`;
}

/** A sub-select with columns `day, household_id, member_id`: who heads each household that has a head on the day. */
export function headRows(cooperativeId: string, days: SQL): SQL {
  const coop = sql`${cooperativeId}::uuid`;
  return sql`(
    select distinct on (p.day, p.household_id) p.day, p.household_id, p.member_id
    from (
      select distinct on (d.day, h.member_id) d.day, h.member_id, h.household_id, h.relation, h.effective_on
      from ${days} d
      join household_placement h on h.cooperative_id = ${coop} and h.effective_on <= d.day
      order by d.day, h.member_id, h.effective_on desc, h.recorded_at desc, h.id desc
    ) p
    join member m on m.cooperative_id = ${coop} and m.id = p.member_id
    left join ${deadRows(cooperativeId, days)} x on x.day = p.day and x.member_id = p.member_id
    where p.relation = 'head' and p.household_id is not null and x.member_id is null and exists (
      select from member_standing s where s.cooperative_id = ${coop} and s.member_id = p.member_id
        and s.kind = 'admitted' and s.effective_on <= p.day
        and not exists (select from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id))
    order by p.day, p.household_id, p.effective_on desc, m.sort_key
  )`;
}

/** A select with columns `member_id, household_id`, for statements of the driver: where each was entered last, whatever the day. */
export function placedLast(raw: ReturnType<typeof rawSql>, cooperativeId: string) {
  return raw`select distinct on (h.member_id) h.member_id, h.household_id from household_placement h
      where h.cooperative_id = ${cooperativeId}
      order by h.member_id, h.effective_on desc, h.recorded_at desc, h.id desc`;
}

/**
 * The person who receives what an account is due: the member it belongs to, else the head of its household, else nobody (null).
 * `account` and `head` are names in the surrounding statement.
 */
export function receiverOf(account: string, head: string): SQL {
  return sql.raw(`coalesce(${account}.member_id, ${head}.member_id)`);
}
