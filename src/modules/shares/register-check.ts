/**
 * Judges the register after a posting: the givers' balances on every day, the restrictions on them, the caps on the takers.
 * PostgreSQL adds up flows per day; the domain decides. Only accounts the posting touched are read.
 */
import { sql } from 'drizzle-orm';
import { holderInWords } from '../../domain/share-register.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { citation, type Jurisdiction } from '../../domain/law.ts';
import type { Fault } from '../../domain/refusal.ts';
import { allowanceFault, allowanceKinds, allowanceOn, paidOnKinds } from '../../domain/share-allowance.ts';
import { capFaults, capsOn } from '../../domain/share-limit.ts';
import {
  accountKinds,
  firstOverdraft,
  movementKinds,
  runningBalances,
  type AccountKind,
  type DailyFlow,
  type MovementKind,
} from '../../domain/share-register.ts';
import { restrictionFaults, type Restriction } from '../../domain/share-restriction.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { givingKinds, mayTake, membersOnlyBy, takerFault, takersOn } from '../../domain/share-taker.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { day, flag, id, oneOf, onlyRowOf, orNull, rowsOf, shares, text, whole } from '../../platform/rows.ts';
import { deathRows, outsidersAmong, placedLast, takerKey } from '../members/index.ts';
import { jurisdictionOn } from '../settings/index.ts';
import { overWholeRegister } from './holdings.ts';
import { allowances, takerRules } from './rules.ts';
import {
  capsInForce,
  classTotalOn,
  limitRows,
  restrictionsKnown,
  shareClasses,
  type LimitRow,
} from './store.ts';

export interface PostedRange {
  readonly firstNumber: bigint;
  readonly lastNumber: bigint;
  /** At most so many faults are collected. */
  readonly most: number;
  /** Another person confirmed them. */
  readonly confirmed?: boolean;
  /** Postings that count towards the allowance of one person. */
  readonly counted?: readonly string[];
}

/** Every fault of the register that the movements with these numbers brought about. */
export async function registerFaults(unit: CommandUnit, posted: PostedRange): Promise<readonly Fault[]> {
  const limits = await limitRows(unit.tx, unit.cooperativeId);
  const faults = [...(await giverFaults(unit, posted, limits))];
  if (faults.length < posted.most && limits.some(({ percent }) => percent !== null)) {
    faults.push(...(await takerFaults(unit, posted, limits)));
  }
  faults.push(...(await outsideFaults(unit, posted)), ...(await openingFaults(unit, posted)));
  faults.push(...(await deathFaults(unit, posted)));
  if (!posted.confirmed)
    faults.push(
      ...(await returnFaults(unit, posted)),
      ...(await paidOnFaults(unit, posted)),
      ...(await allowanceFaults(unit, posted)),
    );
  return faults.slice(0, posted.most);
}

/** Takers who may not take, by the law of the place or the setting of the day from which they would hold. */
async function outsideFaults(unit: CommandUnit, posted: PostedRange): Promise<readonly Fault[]> {
  const { tx, cooperativeId } = unit;
  const takers = await rowsOf(
    tx,
    sql`select distinct a.id as key, a.kind, a.number, a.member_id, a.household_id, m.effective_on as day,
        m.kind as movement
      from share_movement m
      join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = m.to_account
      where m.cooperative_id = ${cooperativeId}::uuid
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and a.kind in ('member', 'household') and m.kind = any(${sql.param([...givingKinds])}::text[])`,
    takerShape,
  );
  const outsiders = await outsidersAmong(tx, cooperativeId, takers);
  if (outsiders.size === 0) return [];
  const rules = await takerRules(tx, cooperativeId);
  const places = new Map<string, Jurisdiction>();
  const faults: Fault[] = [];
  for (const taker of takers) {
    const { day: on, movement } = taker;
    const closeness = outsiders.get(takerKey(taker)) ?? 'inside';
    if (closeness === 'inside') continue;
    const account = holderInWords(taker);
    const where = places.get(`${on}`) ?? (await jurisdictionOn(tx, cooperativeId, on));
    places.set(`${on}`, where);
    const law = membersOnlyBy(closeness, movement, on, where);
    const takersNow = takersOn(rules, on);
    if (law !== null)
      faults.push({ code: 'shares.taker-by-law', values: { account, date: `${on}`, law: citation(law) } });
    else if (!mayTake(takersNow, closeness, movement))
      faults.push(takerFault({ account, day: on, takers: takersNow }));
  }
  return faults;
}

const takerShape = {
  key: id,
  kind: oneOf(accountKinds),
  number: text,
  memberId: orNull(id),
  householdId: orNull(id),
  day,
  movement: oneOf(movementKinds),
};

/** Opening shares are what there was before: nothing else stands in the register yet. */
async function openingFaults(unit: CommandUnit, posted: PostedRange): Promise<readonly Fault[]> {
  const { late } = await onlyRowOf(
    unit.tx,
    sql`select exists (select from share_movement m where m.cooperative_id = ${unit.cooperativeId}::uuid
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and m.kind = 'opening')
      and exists (select from share_movement m where m.cooperative_id = ${unit.cooperativeId}::uuid
        and m.number < ${posted.firstNumber.toString()}::bigint and m.kind not in ('opening', 'reversal')) as late`,
    { late: flag },
  );
  return late ? [{ code: 'shares.opening-late', values: {} }] : [];
}

/**
 * From somebody whose death is on record nothing is given, sold or redeemed from that day on: it is inherited or falls to the
 * collective. What counts from before that day, and what corrects, takes two people.
 */
async function deathFaults(
  { tx, cooperativeId }: CommandUnit,
  posted: PostedRange,
): Promise<readonly Fault[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select m.number, m.kind, m.effective_on as day, d.died_on, a.number as holder
      from share_movement m
      join holder_account a on a.cooperative_id = ${coop} and a.id = m.from_account
      join ${deathRows(cooperativeId)} d on d.member_id = a.member_id
      where m.cooperative_id = ${coop}
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and m.kind in ('gift', 'transfer', 'redemption', 'correction')
      order by m.number`,
    { number: whole, kind: oneOf(movementKinds), day, diedOn: day, holder: text },
  );
  return rows.flatMap(({ number, kind, day: on, diedOn, holder }): readonly Fault[] => {
    const values = { number: `${number}`, holder, date: `${diedOn}` };
    if (kind !== 'correction' && !on.isBefore(diedOn)) return [{ code: 'shares.of-the-dead', values }];
    return posted.confirmed ? [] : [{ code: 'shares.dead-need-second', values }];
  });
}

/** What two people moved goes back by two, also where it is called a correction, a gift, a transfer or a redemption. */
async function returnFaults(
  { tx, cooperativeId }: CommandUnit,
  posted: PostedRange,
): Promise<readonly Fault[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select m.number, min(o.number) as first
      from share_movement m
      join share_movement o on o.cooperative_id = ${coop} and o.number < m.number and o.class_id = m.class_id
        and o.to_account = m.from_account and o.kind <> 'reversal'
      join holder_account g on g.cooperative_id = ${coop} and g.id = o.from_account
      join movement_request_answer q on q.cooperative_id = ${coop} and o.number between q.first_number and q.last_number
      where m.cooperative_id = ${coop}
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and m.kind in ('correction', 'transfer', 'gift', 'redemption')
        and (o.from_account = m.to_account or (m.kind = 'redemption' and g.kind = 'pool'))
        and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = o.id)
      group by m.number order by m.number`,
    { number: whole, first: whole },
  );
  return rows.map(({ number, first }) => ({
    code: 'shares.return-needs-second',
    values: { number: `${number}`, first: `${first}` },
  }));
}

/** What a posted dividend was reckoned on is changed by two: it comes back as a difference, taken from one and given to another. */
async function paidOnFaults(
  { tx, cooperativeId }: CommandUnit,
  posted: PostedRange,
): Promise<readonly Fault[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select m.number, m.effective_on as day, p.paid
      from share_movement m cross join (select paid_until(${coop}) as paid) p
      where m.cooperative_id = ${coop} and m.posting_id is null
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and m.kind = any(${sql.param([...paidOnKinds])}::text[]) and m.effective_on <= p.paid
      order by m.number limit ${posted.most}`,
    { number: whole, day, paid: day },
  );
  return rows.map(({ number, day: on, paid }) => ({
    code: 'shares.paid-on-needs-second',
    values: { number: `${number}`, date: `${on}`, paid: `${paid}` },
  }));
}

/** Holders for whom one person alone would move more in a year than the setting allows. */
async function allowanceFaults(unit: CommandUnit, posted: PostedRange): Promise<readonly Fault[]> {
  const { tx, cooperativeId } = unit;
  const counts = sql`(m.kind = any(${sql.param([...allowanceKinds])}::text[])
    or m.posting_id = any(${sql.param([...(posted.counted ?? [])])}::uuid[]))`;
  const { year } = unit.today;
  const rows = await rowsOf(
    tx,
    sql`with posted as (
        select from_account, to_account from share_movement m
        where m.cooperative_id = ${cooperativeId}::uuid and ${counts}
          and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
      ),
      touched as (
        select a.id, a.kind, a.number, a.sort_key
        from (select from_account as id from posted union select to_account from posted) p
        join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = p.id
          and a.kind in ('member', 'household', 'collective')
      )
      select t.kind, t.number, sum(m.quantity) as moved
      from touched t
      cross join lateral (
        select id, number, kind, posting_id, quantity, recorded_at from share_movement
          where cooperative_id = ${cooperativeId}::uuid and to_account = t.id
        union all
        select id, number, kind, posting_id, quantity, recorded_at from share_movement
          where cooperative_id = ${cooperativeId}::uuid and from_account = t.id
      ) m
      where ${counts} and m.recorded_at >= ${`${year}-01-01T00:00:00+08:00`}::timestamptz
        and not exists (select from share_movement r where r.cooperative_id = ${cooperativeId}::uuid and r.reverses = m.id)
        and not exists (select from movement_request_answer q where q.cooperative_id = ${cooperativeId}::uuid
          and m.number between q.first_number and q.last_number)
      group by t.id, t.kind, t.number, t.sort_key order by t.sort_key`,
    { kind: oneOf(accountKinds), number: text, moved: shares },
  );
  const allowance = allowanceOn(await allowances(tx, cooperativeId), unit.today);
  return rows.flatMap((row) => {
    const fault = allowanceFault({ account: holderInWords(row), year, moved: row.moved, allowance });
    return fault === null ? [] : [fault];
  });
}

interface FlowRow {
  readonly account_id: string;
  readonly class_id: string;
  readonly day: string;
  readonly units: string;
  /** First day on which the posting itself gives from this account. */
  readonly since: string;
  readonly kind: AccountKind;
  readonly number: string;
  /** All that the posting gives from it is a change of measure: it stays with its holder. */
  readonly measured: boolean;
}

async function giverFaults(
  unit: CommandUnit,
  posted: PostedRange,
  limits: readonly LimitRow[],
): Promise<readonly Fault[]> {
  const { tx, cooperativeId } = unit;
  const raw = rawSql(tx);
  const names = new Map((await shareClasses(tx, cooperativeId)).map((row) => [row.id, row.name]));
  const restrictions = groupByAccount(await restrictionsKnown(tx, cooperativeId, null));
  const totals = limits.flatMap(({ kind, classId }) =>
    kind === 'class-total' && classId !== null ? [classId] : [],
  );
  const faults: Fault[] = [];
  const flowsOfEach = raw`
    cross join lateral (
      select effective_on as day, quantity from share_movement
        where cooperative_id = ${cooperativeId} and to_account = t.account_id and class_id = t.class_id
      union all
      select effective_on, -quantity from share_movement
        where cooperative_id = ${cooperativeId} and from_account = t.account_id and class_id = t.class_id
    ) f`;
  // The pool without a fixed total has no floor, and its movements are as many as the register has: it is left out.
  const rows = raw<FlowRow[]>`
    with touched as (
      select m.from_account as account_id, m.class_id, min(m.effective_on) as since, a.kind, a.number,
        bool_and(m.kind = 'split') as measured
      from share_movement m
      join holder_account a on a.cooperative_id = ${cooperativeId} and a.id = m.from_account
      where m.cooperative_id = ${cooperativeId}
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and (a.kind <> 'pool' or m.class_id = any(${totals}::uuid[]))
      group by 1, 2, 4, 5
    )
    select t.account_id, t.class_id, t.kind, t.number, t.since::text as since, t.measured, f.day::text as day,
      (sum(f.quantity) * 10000)::numeric(40, 0)::text as units
    from touched t
    ${isMany(posted) ? raw`join (${flowsOfAll(raw, cooperativeId)}) f using (account_id, class_id)` : flowsOfEach}
    group by 1, 2, 3, 4, 5, 6, 7
    order by 4, 1, 2, 7`;
  let group: FlowRow[] = [];
  const judge = () => {
    const [head] = group;
    if (head !== undefined && faults.length < posted.most) {
      const className = must(names.get(head.class_id), 'the class of a movement');
      faults.push(
        ...giverFaultsOf(head, toFlows(group), restrictions.get(head.account_id) ?? [], limits, className),
      );
    }
    group = [];
  };
  await overTouched(tx, posted, async () => {
    for await (const page of rows.cursor(2_000)) {
      for (const row of page) {
        if (group[0] && (group[0].account_id !== row.account_id || group[0].class_id !== row.class_id))
          judge();
        group.push(row);
      }
    }
  });
  judge();
  return faults;
}

function giverFaultsOf(
  giver: FlowRow,
  flows: readonly DailyFlow[],
  restrictions: readonly Restriction[],
  limits: readonly LimitRow[],
  shareClass: string,
): readonly Fault[] {
  const since = LocalDate.parse(giver.since);
  const isPool = giver.kind === 'pool';
  const floor = (day: LocalDate): bigint => {
    const total = isPool ? classTotalOn(limits, giver.class_id, day) : ShareQuantity.zero;
    // A day without a fixed total has no floor: far below anything the table can hold.
    return total === null ? -(10n ** 30n) : -total.units;
  };
  const overdraft = firstOverdraft(flows, floor);
  if (overdraft !== null) {
    const date = overdraft.day.toString();
    const short = ShareQuantity.fromUnits(floor(overdraft.day) - overdraft.units).toString();
    if (isPool) {
      const total = ShareQuantity.fromUnits(-floor(overdraft.day)).toString();
      return [{ code: 'shares.pool-exhausted', values: { shareClass, total, short, date } }];
    }
    const gained = flows.find(({ units }) => units > 0n);
    if (gained?.day.isAfter(since)) {
      const values = { account: holderInWords(giver), shareClass, date, first: gained.day.toString() };
      return [{ code: 'shares.before-first-holding', values }];
    }
    return [
      { code: 'shares.above-holding', values: { account: holderInWords(giver), shareClass, short, date } },
    ];
  }
  if (giver.measured) return [];
  return restrictionFaults(restrictions, {
    classId: giver.class_id,
    day: since,
    balances: runningBalances(flows),
    account: holderInWords(giver),
  });
}

/** From so many movements on it is cheaper to read every movement once than to look each account up. */
const MANY = 500n;
const isMany = ({ firstNumber, lastNumber }: PostedRange) => lastNumber - firstNumber >= MANY;

/** Every movement as what it did to both its accounts. */
function flowsOfAll(raw: ReturnType<typeof rawSql>, cooperativeId: string) {
  return raw`
    select to_account as account_id, class_id, effective_on as day, quantity from share_movement
      where cooperative_id = ${cooperativeId}
    union all
    select from_account, class_id, effective_on, -quantity from share_movement
      where cooperative_id = ${cooperativeId}`;
}

/**
 * Statistics cannot be trusted with this: where all shares came from the pool they say that every account gave all of them. So
 * many accounts are joined whole, and few are looked up one by one.
 */
async function overTouched(tx: Tx, posted: PostedRange, work: () => Promise<void>): Promise<void> {
  await (isMany(posted) ? overWholeRegister(tx, work) : work());
}

interface TakerRow extends Omit<FlowRow, 'class_id' | 'measured'> {
  /** Of a member the account of their household, and the other way round: both count as held by one. Null: the account by itself. */
  readonly via: string | null;
  readonly kinds: readonly MovementKind[];
}

/** A table `living` with columns `member, household`: the accounts of who lives where, where both have one. */
function householdsOf(raw: ReturnType<typeof rawSql>, cooperativeId: string) {
  return raw`home as (
      ${placedLast(raw, cooperativeId)}
    ),
    living as (
      select m.id as member, a.id as household from home
      join holder_account m on m.cooperative_id = ${cooperativeId} and m.member_id = home.member_id
      join holder_account a on a.cooperative_id = ${cooperativeId} and a.household_id = home.household_id
    )`;
}

/** A household's account counts with that of each of its members: nobody holds more by way of a household of their own. */
async function takerFaults(
  unit: CommandUnit,
  posted: PostedRange,
  limits: readonly LimitRow[],
): Promise<readonly Fault[]> {
  const { tx, cooperativeId } = unit;
  const raw = rawSql(tx);
  const bases = await baseFlows(unit);
  const faults: Fault[] = [];
  const flowsOfEach = raw`
    cross join lateral (
      select effective_on as day, quantity from share_movement
        where cooperative_id = ${cooperativeId} and to_account = t.flow_account
      union all
      select effective_on, -quantity from share_movement
        where cooperative_id = ${cooperativeId} and from_account = t.flow_account
    ) f`;
  const rows = raw<TakerRow[]>`
    with touched as (
      select m.to_account as account_id, min(m.effective_on) as since, a.kind, a.number,
        array_agg(distinct m.kind) as kinds
      from share_movement m
      join holder_account a on a.cooperative_id = ${cooperativeId} and a.id = m.to_account
      where m.cooperative_id = ${cooperativeId}
        and m.number between ${posted.firstNumber.toString()}::bigint and ${posted.lastNumber.toString()}::bigint
        and m.kind in ('subscription', 'allotment', 'gift', 'transfer')
        and a.kind in ('member', 'household', 'collective')
      group by 1, 3, 4
    ),
    ${householdsOf(raw, cooperativeId)},
    sides as (
      select t.*, null::uuid as via from touched t
      union all
      select t.*, case when l.member = t.account_id then l.household else l.member end
      from touched t join living l on t.account_id in (l.member, l.household)
    ),
    counted as (
      select s.*, s.account_id as flow_account from sides s
      union all
      select s.*, s.via from sides s where s.via is not null
    )
    select t.account_id, t.via, t.kind, t.number, t.kinds, t.since::text as since, f.day::text as day,
      (sum(f.quantity) * 10000)::numeric(40, 0)::text as units
    from counted t
    ${isMany(posted) ? raw`join (${flowsOfAll(raw, cooperativeId)}) f on f.account_id = t.flow_account` : flowsOfEach}
    group by 1, 2, 3, 4, 5, 6, 7
    order by 4, 1, 2 nulls first, 7`;
  let [account, via, balance, judged] = ['', null as string | null, 0n, false];
  await overTouched(tx, posted, async () => {
    for await (const page of rows.cursor(2_000)) {
      for (const row of page) {
        if (row.account_id !== account)
          [account, via, balance, judged] = [row.account_id, row.via, 0n, false];
        if (row.via !== via) [via, balance] = [row.via, 0n];
        balance += BigInt(row.units);
        const day = LocalDate.parse(row.day);
        if (judged || row.day < row.since || balance <= 0n || faults.length >= posted.most) continue;
        const inForce = capsInForce(limits, day);
        const caps = inForce.filter((cap) =>
          row.kinds.some((kind) => capsOn([cap], kind, row.kind === 'collective').length > 0),
        );
        const base = bases.findLast((flow) => !flow.day.isAfter(day));
        const held = ShareQuantity.fromUnits(balance);
        const total = ShareQuantity.fromUnits(base?.total ?? 0n);
        const personal = ShareQuantity.fromUnits(base?.personal ?? 0n);
        const found = capFaults(caps, { account: holderInWords(row), day, held, total, personal });
        judged = found.length > 0;
        faults.push(...found);
      }
    }
  });
  return faults;
}

/** All shares held, and those held by members and households, at the end of each day on which they changed. */
async function baseFlows(
  unit: CommandUnit,
): Promise<readonly { readonly day: LocalDate; readonly total: bigint; readonly personal: bigint }[]> {
  const { cooperativeId } = unit;
  const flows = () => rawSql(unit.tx)<{ day: string; total: string; personal: string }[]>`
    select m.effective_on::text as day,
      (sum(m.quantity * ((t.kind in ('member', 'household', 'collective'))::int
        - (f.kind in ('member', 'household', 'collective'))::int)) * 10000)::numeric(40, 0)::text as total,
      (sum(m.quantity * ((t.kind in ('member', 'household'))::int
        - (f.kind in ('member', 'household'))::int)) * 10000)::numeric(40, 0)::text as personal
    from share_movement m
    join holder_account f on f.cooperative_id = ${cooperativeId} and f.id = m.from_account
    join holder_account t on t.cooperative_id = ${cooperativeId} and t.id = m.to_account
    where m.cooperative_id = ${cooperativeId}
    group by m.effective_on order by m.effective_on`;
  const rows = await overWholeRegister(unit.tx, async () => await flows());
  let [total, personal] = [0n, 0n];
  return rows.map((row) => ({
    day: LocalDate.parse(row.day),
    total: (total += BigInt(row.total)),
    personal: (personal += BigInt(row.personal)),
  }));
}

function toFlows(rows: readonly FlowRow[]): readonly DailyFlow[] {
  return rows.map((row) => ({ day: LocalDate.parse(row.day), units: BigInt(row.units) }));
}

function groupByAccount(restrictions: readonly Restriction[]): ReadonlyMap<string, readonly Restriction[]> {
  const groups = new Map<string, Restriction[]>();
  for (const restriction of restrictions) {
    const known = groups.get(restriction.accountId);
    if (known) known.push(restriction);
    else groups.set(restriction.accountId, [restriction]);
  }
  return groups;
}
