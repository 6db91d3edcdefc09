/**
 * Holdings as of a day, as known at a moment, straight from the movements. The SQL pieces are for use inside larger
 * statements (a dividend run freezes its holdings in one INSERT … SELECT); all quantities are exact numerics.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { accountKinds } from '../../domain/share-register.ts';
import type { Tx } from '../../platform/database.ts';
import {
  day as dayColumn,
  id,
  moment,
  oneOf,
  onlyRowOf,
  orNull,
  rowsOf,
  shares,
  text,
  type RowOf,
} from '../../platform/rows.ts';
import { handing } from './handed-on.ts';

/** Who counts as a holder: everybody but the pool and what was redeemed. */
const holderKinds = sql`a.kind in ('member', 'household', 'collective')`;

/**
 * Runs statements that read a whole register. Freshly imported rows have no statistics yet, and PostgreSQL then takes the
 * register for tiny and joins it row by row, in quadratic time; without nested loops it hashes, which is right for all. What
 * stood before stands again afterwards: one such work may be part of another.
 */
export async function overWholeRegister<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const { loops, plans } = await onlyRowOf(
    tx,
    sql`select current_setting('enable_nestloop') as loops, current_setting('plan_cache_mode') as plans`,
    { loops: text, plans: text },
  );
  await tx.execute(sql`set local enable_nestloop = off; set local plan_cache_mode = force_generic_plan`);
  const result = await work();
  await tx.execute(
    sql`select set_config('enable_nestloop', ${loops}, true), set_config('plan_cache_mode', ${plans}, true)`,
  );
  return result;
}

/**
 * A sub-select with columns `account_id, class_id, quantity`: what each member, household and the collective account hold
 * of each class on the evening of `date`, as known at `knownAt` (null: now). Zero holdings are left out.
 * Inside `overWholeRegister`, use as: sql`insert into … select … from ${holdingRows(…)} h join holder_account …`.
 */
export function holdingRows(cooperativeId: string, date: LocalDate, knownAt: Date | null): SQL {
  const known = knownCondition(knownAt);
  const day = sql`${date.toString()}::date`;
  return sql`(
    select f.account_id, f.class_id, sum(f.quantity) as quantity
    from (
      select to_account as account_id, class_id, quantity from share_movement
        where cooperative_id = ${cooperativeId}::uuid and effective_on <= ${day} ${known}
      union all
      select from_account, class_id, -quantity from share_movement
        where cooperative_id = ${cooperativeId}::uuid and effective_on <= ${day} ${known}
    ) f
    join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = f.account_id and ${holderKinds}
    group by f.account_id, f.class_id
    having sum(f.quantity) <> 0
  )`;
}

/**
 * A sub-select with columns `account_id, class_id, share_days`: each holding weighted by the days it was held from
 * `firstDay` to `lastDay`, both included, the taker counting from the effective day. Zero weights are left out. What was held
 * before a split counts at the new measure, so its own movements are left out: `unitsAtMeasureOf` of the domain.
 */
export function shareDayRows(
  cooperativeId: string,
  firstDay: LocalDate,
  lastDay: LocalDate,
  knownAt: Date | null,
): SQL {
  const known = knownCondition(knownAt);
  const [first, last] = [sql`${firstDay.toString()}::date`, sql`${lastDay.toString()}::date`];
  const days = sql`(${last} - greatest(m.effective_on, ${first}) + 1)`;
  const splits = sql`select * from share_split where cooperative_id = ${cooperativeId}::uuid
    and effective_on <= ${last} ${known}`;
  const flows = sql`select *, ${atMeasure(sql`m.quantity * ${days}`)} as share_days from share_movement m
    where cooperative_id = ${cooperativeId}::uuid and kind <> 'split' and effective_on <= ${last} ${known}`;
  return sql`(
    with recursive split as (
      select *, row_number() over (partition by class_id order by effective_on desc) as place from (${splits}) s
    ),
    measure as (
      select class_id, place, effective_on, first_number, numerator::numeric, denominator::numeric
      from split where place = 1
      union all
      select s.class_id, s.place, s.effective_on, s.first_number, s.numerator * e.numerator,
        s.denominator * e.denominator
      from measure e join split s on s.class_id = e.class_id and s.place = e.place + 1
    ),
    flow as (${flows})
    select f.account_id, f.class_id, sum(f.share_days) as share_days
    from (
      select to_account as account_id, class_id, share_days from flow
      union all
      select from_account, class_id, -share_days from flow
    ) f
    join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = f.account_id and ${holderKinds}
    group by f.account_id, f.class_id
    having sum(f.share_days) <> 0
  )`;
}

/** An amount of the movement `m` at the measure of the last day; without any split nothing is looked up. */
function atMeasure(units: SQL): SQL {
  return sql`(case when exists (select from split) then coalesce((
    select ${units} * e.numerator / e.denominator from measure e
    where e.class_id = m.class_id and (m.effective_on < e.effective_on
      or (m.effective_on = e.effective_on and m.number < e.first_number))
    order by e.place desc limit 1), ${units}) else ${units} end)`;
}

/** What an account holds of a class. `number`: register number, household number, or COLLECTIVE. */
export type Holding = RowOf<typeof holdingShape>;

export interface HoldingsWanted {
  readonly date: LocalDate;
  /** Null: as known now. */
  readonly knownAt: Date | null;
  /** Null or absent: of every holder. */
  readonly accountIds?: readonly string[] | null;
}

/** Holdings in natural order of the holder's number, then by class. */
export async function holdingsOn(
  tx: Tx,
  cooperativeId: string,
  wanted: HoldingsWanted,
): Promise<readonly Holding[]> {
  const { accountIds } = wanted;
  return accountIds
    ? rowsOf(tx, holdingsOfSome(cooperativeId, wanted, accountIds), holdingShape)
    : overWholeRegister(tx, () => rowsOf(tx, holdingsOfAll(cooperativeId, wanted), holdingShape));
}

const holdingColumns = sql`h.account_id, h.class_id, h.quantity,
  a.kind, a.member_id, a.household_id, a.number, a.sort_key`;

function holdingsOfAll(cooperativeId: string, wanted: HoldingsWanted): SQL {
  return sql`
    select ${holdingColumns}
    from ${holdingRows(cooperativeId, wanted.date, wanted.knownAt)} h
    join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = h.account_id
    order by a.sort_key, a.id, h.class_id`;
}

// Through the indexes on either account, so that one statement costs the same in a register of a million.
function holdingsOfSome(cooperativeId: string, wanted: HoldingsWanted, accountIds: readonly string[]): SQL {
  const condition = sql`m.cooperative_id = ${cooperativeId}::uuid
    and m.effective_on <= ${wanted.date.toString()}::date ${knownCondition(wanted.knownAt)}`;
  return sql`
    select ${holdingColumns}
    from holder_account a
    cross join lateral (
      select a.id as account_id, f.class_id, sum(f.quantity) as quantity
      from (
        select m.class_id, m.quantity from share_movement m where m.to_account = a.id and ${condition}
        union all
        select m.class_id, -m.quantity from share_movement m where m.from_account = a.id and ${condition}
      ) f
      group by f.class_id
      having sum(f.quantity) <> 0
    ) h
    where a.cooperative_id = ${cooperativeId}::uuid and a.id = any(${sql.param([...accountIds])}::uuid[])
      and ${holderKinds}
    order by a.sort_key, a.id, h.class_id`;
}

const changeShape = {
  memberId: id,
  classId: id,
  effectiveOn: dayColumn,
  recordedAt: moment,
  how: oneOf(['handed', 'split', 'granted']),
  came: shares,
  went: shares,
};

/**
 * What came to members and went from them of these classes, by the day it counts from, the moment it was recorded and how: read once, it
 * says what they held on any number of days, as known then. What takes something back is told as that was.
 */
export function memberChanges(
  tx: Tx,
  cooperativeId: string,
  classIds: readonly string[],
): Promise<readonly RowOf<typeof changeShape>[]> {
  const moved = (account: SQL, came: SQL, went: SQL) => sql`
    select ${account} as account_id, m.class_id, m.effective_on, m.recorded_at, ${came} as came, ${went} as went,
      case when coalesce(o.kind, m.kind) = any(${sql.param([...handing])}::text[]) then 'handed'
        when coalesce(o.kind, m.kind) = 'split' then 'split' else 'granted' end as how
    from share_movement m
    left join share_movement o on o.cooperative_id = m.cooperative_id and o.id = m.reverses
    where m.cooperative_id = ${cooperativeId}::uuid and m.class_id = any(${sql.param([...classIds])}::uuid[])`;
  const quantity = sql`m.quantity`;
  const none = sql`0::numeric`;
  const changes = sql`
    select a.member_id, f.class_id, f.effective_on, f.recorded_at, f.how, sum(f.came) as came, sum(f.went) as went
    from (${moved(sql`m.to_account`, quantity, none)} union all ${moved(sql`m.from_account`, none, quantity)}) f
    join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = f.account_id and a.kind = 'member'
    group by a.member_id, f.class_id, f.effective_on, f.recorded_at, f.how`;
  return overWholeRegister(tx, () => rowsOf(tx, changes, changeShape));
}

function knownCondition(knownAt: Date | null): SQL {
  return knownAt === null ? sql`` : sql`and recorded_at <= ${knownAt.toISOString()}::timestamptz`;
}

const holdingShape = {
  accountId: id,
  classId: id,
  quantity: shares,
  kind: oneOf(accountKinds),
  memberId: orNull(id),
  householdId: orNull(id),
  number: text,
  sortKey: text,
};
