/**
 * How near takers of shares stand to the cooperative on the days on which they take: `isMember` of the domain, asked of many at
 * once. A household is inside with one member in it; whoever shares a household with a member is kin.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Closeness } from '../../domain/share-taker.ts';
import type { Tx } from '../../platform/database.ts';
import { flag, rowsOf, text } from '../../platform/rows.ts';

/** A member or a household that takes shares on a day. */
export interface Taker {
  readonly key: string;
  readonly day: LocalDate;
  readonly memberId: string | null;
  readonly householdId: string | null;
}

export function takerKey({ key, day }: Pick<Taker, 'key' | 'day'>): string {
  return `${key} ${day.toString()}`;
}

/** Of these takers those who are not inside, by `takerKey`. As known now. */
export async function outsidersAmong(
  tx: Tx,
  cooperativeId: string,
  takers: readonly Taker[],
): Promise<ReadonlyMap<string, Closeness>> {
  if (takers.length === 0) return new Map();
  const coop = sql`${cooperativeId}::uuid`;
  const column = (values: readonly (string | null)[]) => sql.param([...values]);
  const rows = await rowsOf(
    tx,
    sql`
    with taker as (
      select * from unnest(
        ${column(takers.map(({ key }) => key))}::text[],
        ${column(takers.map(({ day }) => day.toString()))}::text[]::date[],
        ${column(takers.map(({ memberId }) => memberId))}::uuid[],
        ${column(takers.map(({ householdId }) => householdId))}::uuid[]
      ) as row (key, day, member_id, household_id)
    ),
    direct as (select distinct member_id, day from taker where member_id is not null),
    -- Where takers live, and who lives in the households concerned, on the day.
    home as (
      select distinct on (t.member_id, t.day) t.member_id, t.day, h.household_id
      from direct t join household_placement h on h.cooperative_id = ${coop} and h.member_id = t.member_id
        and h.effective_on <= t.day
      order by t.member_id, t.day, h.effective_on desc, h.recorded_at desc, h.id desc
    ),
    house as (
      select household_id, day from taker where household_id is not null
      union select home.household_id, home.day from home join direct using (member_id, day)
        where home.household_id is not null
    ),
    mate as (
      select distinct house.day, h.member_id
      from house join household_placement h on h.cooperative_id = ${coop} and h.household_id = house.household_id
        and h.effective_on <= house.day
    ),
    mate_home as (
      select distinct on (t.member_id, t.day) t.member_id, t.day, h.household_id
      from mate t join household_placement h on h.cooperative_id = ${coop} and h.member_id = t.member_id
        and h.effective_on <= t.day
      order by t.member_id, t.day, h.effective_on desc, h.recorded_at desc, h.id desc
    ),
    asked as (select member_id, day from direct union select member_id, day from mate),
    -- Retiring changes nothing here.
    standing as (
      select distinct on (q.member_id, q.day) q.member_id, q.day, s.kind in ('admitted', 'reinstated') as belongs
      from asked q join member_standing s on s.cooperative_id = ${coop} and s.member_id = q.member_id
        and s.effective_on <= q.day and s.kind in ('admitted', 'left', 'reinstated', 'deceased')
      left join member_standing k on k.cooperative_id = ${coop} and k.corrects = s.id
      where k.id is null
      order by q.member_id, q.day, s.effective_on desc, s.recorded_at desc,
        array_position(array['admitted', 'left', 'reinstated', 'deceased'], s.kind) desc
    ),
    house_inside as (
      select distinct mate_home.household_id, mate_home.day from mate_home
      join standing on standing.member_id = mate_home.member_id and standing.day = mate_home.day and standing.belongs
    )
    select t.key, t.day::text as day, (hi.household_id is not null and t.member_id is not null) as kin
    from taker t
    left join standing s on s.member_id = t.member_id and s.day = t.day
    left join home on home.member_id = t.member_id and home.day = t.day
    left join house_inside hi on hi.household_id = coalesce(t.household_id, home.household_id) and hi.day = t.day
    where case when t.member_id is not null then not coalesce(s.belongs, false) else hi.household_id is null end`,
    { key: text, day: text, kin: flag },
  );
  return new Map(rows.map(({ key, day, kin }) => [`${key} ${day}`, kin ? 'kin' : 'outside']));
}

/**
 * A sub-select with a column `member_id`: the persons of the register who are members on the day as known now, or died as such.
 * `isOutsider` of the domain says of one person that they are not among them.
 */
export function memberRows(cooperativeId: string, day: LocalDate): SQL {
  const coop = sql`${cooperativeId}::uuid`;
  return sql`(
    select latest.member_id from (
      select distinct on (s.member_id) s.member_id, s.kind
      from member_standing s
      where s.cooperative_id = ${coop} and s.effective_on <= ${day.toString()}::date and s.kind in ('admitted', 'left', 'reinstated')
        and not exists (select 1 from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id)
      order by s.member_id, s.effective_on desc, s.recorded_at desc,
        array_position(array['admitted', 'left', 'reinstated'], s.kind) desc
    ) latest where latest.kind <> 'left'
  )`;
}
