/**
 * Tax of dividends, withheld on the day when the taxpayer may draw the income, once. At the posting of a run that is everything
 * nobody holds up; what is frozen, disputed, of the dead or without a head waits, and is withheld on the day it is released, or by the
 * parts of heirs when it is divided among them. All that a run and its differences give one taxpayer is taxed together: a receipt
 * bears the tax on everything so far, less what was withheld of it. Source: 个人所得税法实施条例 24, 国税函〔1997〕656号.
 */
import { and, eq, ne, sql, type SQL } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { v7 as newId } from 'uuid';
import { chartOn, holderPayable, taxAccount } from '../../domain/chart.ts';
import { credit, debit, monthOf } from '../../domain/journal.ts';
import { mayDo } from '../../domain/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, count, flag, id, onlyRowOf, rowsOf } from '../../platform/rows.ts';
import { enterJournal, requireOpenFor } from '../accounting/index.ts';
import { deadRows, headRows, onDay, receiverOf } from '../members/index.ts';
import { heldRows, holdersAs, overWholeRegister } from '../shares/index.ts';
import { dividendSource } from './journal.ts';
import { outsideClaimsAs } from './outside-claims.ts';
import { dividendWithholding } from './schema.ts';
import type { RunRow } from './store.ts';

/** Before the id of what withholds after the posting: the source of its entry in the journal. */
const LATER_SOURCE = 'dividend-tax:';

/** A posted run of the books: what waits of it is in `dividend_withholding`, and so is what was withheld. */
export async function withholdAtPosting(unit: CommandUnit, run: RunRow): Promise<void> {
  const { tx, cooperativeId, today, now } = unit;
  const source = dividendSource(run.id);
  const ofRun = sql`l.cooperative_id = ${cooperativeId}::uuid and l.run_id = ${run.id}::uuid
    and l.calculation = ${run.calculation} and l.gross <> 0`;
  const lines = sql`
    select l.run_id, l.account_id, 0::smallint as part, l.ordinal::bigint as place, l.gross,
      case when l.gross > 0 then d.taxpayer_id else e.taxpayer_id end as taxpayer_id,
      case when l.gross > 0 then ${monthOf(today)}::text else e.declared_in end as declared_in,
      case when l.gross > 0 then d.account_id is not null else e.account_id is not null end as drawable
    from dividend_line l
    join ${holdersAs('a', cooperativeId)} on a.id = l.account_id and a.kind <> 'collective'
    left join (${drawableRows(unit)}) d on d.account_id = l.account_id
    left join lateral (
      -- What is taken back was somebody's income already, and corrects the month that declared it.
      select w.account_id, w.taxpayer_id, w.declared_in from dividend_withholding w
      join ${familyRows(cooperativeId)} f on f.run_id = w.run_id
      where l.gross < 0 and w.cooperative_id = ${cooperativeId}::uuid and w.account_id = l.account_id and w.part = 0
        and w.kind = 'withheld' and w.gross > 0 and f.root = ${run.refersTo ?? run.id}::uuid
      order by w.recorded_at limit 1
    ) e on true
    where ${ofRun}`;
  await insertWithheld(unit, sql`select * from (${lines}) c where drawable`, source);
  // What nobody may draw yet, read over the whole register again: the rows just written have no statistics.
  await overWholeRegister(tx, () =>
    tx.execute(sql`
      insert into dividend_withholding (cooperative_id, run_id, account_id, part, kind, gross, tax, day, declared_in, source, recorded_at)
      select ${cooperativeId}::uuid, l.run_id, l.account_id, 0, 'waiting', l.gross, 0, ${today.toString()}::date,
        ${monthOf(today)}, ${source}, ${now.toISOString()}::timestamptz
      from dividend_line l
      join ${holdersAs('a', cooperativeId)} on a.id = l.account_id and a.kind <> 'collective'
      where ${ofRun} and not exists (
        select 1 from dividend_withholding w
        where w.cooperative_id = l.cooperative_id and w.run_id = l.run_id and w.account_id = l.account_id)`),
  );
}

/** A reversal takes back what was withheld of its run, of the same people and in the same declarations. */
export async function withholdReversal(
  { tx, cooperativeId, today, now }: CommandUnit,
  reversal: RunRow,
  original: RunRow,
): Promise<void> {
  await tx.execute(sql`
    insert into dividend_withholding (cooperative_id, run_id, account_id, part, kind, taxpayer_id, gross, tax, day, declared_in,
      source, recorded_at)
    select cooperative_id, ${reversal.id}::uuid, account_id, part, 'withheld', taxpayer_id, -sum(gross), -sum(tax),
      ${today.toString()}::date, declared_in, ${dividendSource(reversal.id)}, ${now.toISOString()}::timestamptz
    from dividend_withholding
    where cooperative_id = ${cooperativeId}::uuid and run_id = ${original.id}::uuid and kind <> 'waiting'
    group by cooperative_id, account_id, part, taxpayer_id, declared_in
    having sum(gross) <> 0 or sum(tax) <> 0`);
}

/**
 * Follows every command of whoever works with payouts: what waited and may be drawn by now is withheld of today. While the month
 * takes no entries it goes on waiting, and nothing of it is paid.
 */
export async function withholdReleased(unit: CommandUnit): Promise<void> {
  const { tx, cooperativeId, actor, today } = unit;
  if (!mayDo(actor.roles, 'payouts.prepare') && !mayDo(actor.roles, 'payouts.release')) return;
  const waiting = await rowsOf(
    tx,
    sql`select distinct p.account_id, a.kind = 'household' as household
      from (${pendingRows(cooperativeId)}) p join ${holdersAs('a', cooperativeId)} on a.id = p.account_id`,
    { accountId: id, household: flag },
  );
  if (waiting.length === 0) return;
  const drawable = await rowsOf(tx, drawableRows(unit, waiting), { accountId: id, taxpayerId: id });
  if (drawable.length === 0 || !(await takesEntries(unit))) return;
  const column = (of: (each: { accountId: string; taxpayerId: string }) => string) =>
    sql.param(drawable.map(of));
  const source = `${LATER_SOURCE}${newId()}`;
  await insertWithheld(
    unit,
    sql`
    select p.run_id, p.account_id, 0::smallint as part, row_number() over (order by a.sort_key, a.id) as place, p.gross,
      d.taxpayer_id, ${monthOf(today)}::text as declared_in
    from (${pendingRows(cooperativeId)}) p
    join ${holdersAs('a', cooperativeId)} on a.id = p.account_id
    join unnest(${column(({ accountId }) => accountId)}::uuid[], ${column(({ taxpayerId }) => taxpayerId)}::uuid[])
      as d (account_id, taxpayer_id) on d.account_id = p.account_id`,
    source,
  );
  await enterWithheld(unit, source, '代扣个人所得税（暂存红利解除暂存）');
}

export interface HeirPart {
  readonly runId: string;
  readonly accountId: string;
  readonly part: number;
  readonly heirId: string;
  readonly amount: Money;
}

/** Parts of an estate, which heirs may draw from now on: of a line that waited each is the income of its heir. */
export async function withholdParts(unit: CommandUnit, parts: readonly HeirPart[]): Promise<void> {
  if (parts.length === 0) return;
  const { cooperativeId, today } = unit;
  const source = `${LATER_SOURCE}${newId()}`;
  const column = (of: (part: HeirPart) => string) => sql.param(parts.map(of));
  await insertWithheld(
    unit,
    sql`
    select h.run_id, h.account_id, h.part::smallint as part, h.place, h.amount as gross, h.taxpayer_id,
      ${monthOf(today)}::text as declared_in
    from unnest(${column(({ runId }) => runId)}::uuid[], ${column(({ accountId }) => accountId)}::uuid[],
      ${column(({ part }) => String(part))}::text[]::int[], ${column(({ heirId }) => heirId)}::uuid[],
      ${column((each) => each.amount.toString())}::text[]::numeric[]
    ) with ordinality as h (run_id, account_id, part, taxpayer_id, amount, place)
    join (${pendingRows(cooperativeId)}) p on p.run_id = h.run_id and p.account_id = h.account_id
    where h.amount <> 0`,
    source,
  );
  await enterWithheld(unit, source, '代扣个人所得税（遗产红利分给继承人）');
}

/** The division of a line is undone: what was withheld of its heirs is taken back, and the line waits again. */
export async function takeBackParts(
  unit: CommandUnit,
  { runId, accountId }: { readonly runId: string; readonly accountId: string },
): Promise<void> {
  const { tx, cooperativeId, today, now } = unit;
  const source = `${LATER_SOURCE}${newId()}`;
  await tx.execute(sql`
    insert into dividend_withholding (cooperative_id, run_id, account_id, part, kind, taxpayer_id, gross, tax, day, declared_in,
      source, recorded_at)
    select w.cooperative_id, w.run_id, w.account_id, w.part, 'taken-back', w.taxpayer_id, -w.gross, -w.tax,
      ${today.toString()}::date, w.declared_in, ${source}, ${now.toISOString()}::timestamptz
    from dividend_withholding w
    where w.cooperative_id = ${cooperativeId}::uuid and w.run_id = ${runId}::uuid and w.account_id = ${accountId}::uuid
      and w.part > 0 and w.kind = 'withheld' and not exists (
        select 1 from dividend_withholding b where b.cooperative_id = w.cooperative_id and b.run_id = w.run_id
          and b.account_id = w.account_id and b.part = w.part and b.kind = 'taken-back')`);
  await enterWithheld(unit, source, '冲减代扣个人所得税（撤销遗产分配）');
}

/** Columns `run_id, account_id, part, taxpayer_id, gross, tax, day, declared_in, source, recorded_at`: what was withheld, and taken back. */
export function withholdingsAs<Alias extends string>(alias: Alias, cooperativeId: string) {
  return new QueryBuilder()
    .select({
      runId: dividendWithholding.runId,
      accountId: dividendWithholding.accountId,
      part: dividendWithholding.part,
      taxpayerId: dividendWithholding.taxpayerId,
      gross: dividendWithholding.gross,
      tax: dividendWithholding.tax,
      day: dividendWithholding.day,
      declaredIn: dividendWithholding.declaredIn,
      source: dividendWithholding.source,
      recordedAt: dividendWithholding.recordedAt,
    })
    .from(dividendWithholding)
    .where(and(eq(dividendWithholding.cooperativeId, cooperativeId), ne(dividendWithholding.kind, 'waiting')))
    .as(alias);
}

/**
 * Of a run's tax what its posting did not withhold, for nobody could draw that money: it is withheld at its release. Before the
 * posting what its lines say they hold.
 */
export async function taxLeftAtPosting(tx: Tx, run: RunRow): Promise<Money> {
  return (await taxLeftAtPostings(tx, run.cooperativeId, [run.id])).get(run.id) ?? Money.zero;
}

/** The same of each of these runs; none of a run where it comes to nothing. */
export async function taxLeftAtPostings(
  tx: Tx,
  cooperativeId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, Money>> {
  if (runIds.length === 0) return new Map();
  const left = await rowsOf(
    tx,
    sql`select l.run_id, sum(l.tax) as tax
      from dividend_run r
      join dividend_line l on l.cooperative_id = r.cooperative_id and l.run_id = r.id and l.calculation = r.calculation
      where r.cooperative_id = ${cooperativeId}::uuid and r.id = any(${sql.param([...runIds])}::uuid[])
        and case when r.state = 'posted'
          then exists (select 1 from dividend_withholding w where w.cooperative_id = l.cooperative_id and w.run_id = l.run_id
            and w.account_id = l.account_id and w.part = 0 and w.kind = 'waiting')
          else l.held is not null end
      group by l.run_id`,
    { runId: id, tax: amount },
  );
  return new Map(left.map(({ runId, tax }) => [runId, tax]));
}

/**
 * Who may draw what an account is due today: nothing holds it, and there is somebody alive to receive it. `among`: only of these, so
 * that a freeze of years does not make every command read the register.
 */
function drawableRows(
  { cooperativeId, today, now }: CommandUnit,
  among?: readonly { readonly accountId: string; readonly household: boolean }[],
): SQL {
  const asked =
    among === undefined
      ? sql`true`
      : sql`x.id = any(${sql.param(among.map(({ accountId }) => accountId))}::uuid[])`;
  const heads =
    among === undefined || among.some(({ household }) => household)
      ? headRows(cooperativeId, onDay(today))
      : sql`(select null::uuid as household_id, null::uuid as member_id)`;
  return sql`
    select x.id as account_id, ${receiverOf('x', 'head')} as taxpayer_id
    from ${holdersAs('x', cooperativeId)}
    left join ${heads} head on head.household_id = x.household_id
    left join ${deadRows(cooperativeId, onDay(today))} dead on dead.member_id = x.member_id
    left join ${heldRows(cooperativeId, today, now)} held on held.account_id = x.id
    where ${asked} and ${receiverOf('x', 'head')} is not null and dead.member_id is null and held.account_id is null`;
}

/** Each run with the one it belongs to: a difference, and what reverses either, is of the run that it corrects. */
export function familyRows(cooperativeId: string): SQL {
  return sql`(
    select r.id as run_id, coalesce(o.refers_to, r.refers_to, r.id) as root, r.tax_rate
    from dividend_run r
    left join dividend_run o on o.cooperative_id = ${cooperativeId}::uuid and o.id = r.refers_to
    where r.cooperative_id = ${cooperativeId}::uuid
  )`;
}

/** Columns `run_id, account_id, gross`: lines that wait, of runs that were not reversed. */
function pendingRows(cooperativeId: string): SQL {
  return sql`
    select w.run_id, w.account_id, w.gross from dividend_withholding w
    where w.cooperative_id = ${cooperativeId}::uuid and w.kind = 'waiting'
      and not exists (select 1 from dividend_run v
        where v.cooperative_id = w.cooperative_id and v.refers_to = w.run_id and v.kind = 'reversal')
      -- Counted line by line, through the key: joined, everything ever withheld is read for each of the few that wait.
      and (
        select count(*) filter (where n.kind = 'withheld') - count(*) filter (where n.kind = 'taken-back')
        from dividend_withholding n
        where n.cooperative_id = w.cooperative_id and n.run_id = w.run_id and n.account_id = w.account_id
      ) = 0`;
}

/**
 * `incomes`: a query of (run_id, account_id, part, place, taxpayer_id, gross, declared_in). Each bears the tax on all its taxpayer
 * has of the run until it, half up, less the tax until the one before; the first also what was withheld so far.
 */
async function insertWithheld(
  { tx, cooperativeId, today, now }: CommandUnit,
  incomes: SQL,
  source: string,
): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  await overWholeRegister(tx, () =>
    tx.execute(sql`
    insert into dividend_withholding (cooperative_id, run_id, account_id, part, kind, taxpayer_id, gross, tax, day, declared_in,
      source, recorded_at)
    with income as materialized (
      select i.*, f.root, f.tax_rate, r.number, coalesce(i.taxpayer_id, i.account_id) as receipt
      from (${incomes}) i
      join ${familyRows(cooperativeId)} f on f.run_id = i.run_id
      join dividend_run r on r.cooperative_id = ${coop} and r.id = i.run_id
    ), so_far as (
      select f.root, coalesce(w.taxpayer_id, w.account_id) as receipt, sum(w.gross) as gross, sum(w.tax) as tax
      from dividend_withholding w
      join ${familyRows(cooperativeId)} f on f.run_id = w.run_id
      where w.cooperative_id = ${coop} and w.kind <> 'waiting' and f.root in (select root from income)
      group by 1, 2
    ), summed as (
      select i.*, coalesce(s.gross, 0) as before, coalesce(s.tax, 0) as withheld,
        sum(i.gross) over receipt as until, row_number() over receipt as nth
      from income i
      left join so_far s on s.root = i.root and s.receipt = i.receipt
      window receipt as (partition by i.root, i.receipt order by i.number, i.place)
    )
    select ${coop}, run_id, account_id, part, 'withheld', taxpayer_id, gross,
      round((before + until) * tax_rate, 2)
        - case when nth = 1 then withheld else round((before + until - gross) * tax_rate, 2) end,
      ${today.toString()}::date, declared_in, ${source}, ${now.toISOString()}::timestamptz
    from summed`),
  );
}

async function enterWithheld(unit: CommandUnit, source: string, summary: string): Promise<void> {
  const { tx, cooperativeId, today } = unit;
  const chart = chartOn(today);
  const ofClaims = outsideClaimsAs('o', cooperativeId);
  const { rows, ofMembers, ofOutsiders } = await onlyRowOf(
    tx,
    sql`select count(*) as rows, coalesce(sum(w.tax) filter (where o.run_id is null), 0) as of_members,
        coalesce(sum(w.tax) filter (where o.run_id is not null), 0) as of_outsiders
      from dividend_withholding w
      left join ${ofClaims} on o.run_id = w.run_id and o.account_id = w.account_id
      where w.cooperative_id = ${cooperativeId}::uuid and w.source = ${source}`,
    { rows: count, ofMembers: amount, ofOutsiders: amount },
  );
  if (rows === 0) return;
  const tax = ofMembers.plus(ofOutsiders);
  await enterJournal(unit, {
    date: today,
    kind: 'automatic',
    summary,
    source,
    lines: [
      debit(holderPayable(chart, false), ofMembers, '代扣个人所得税'),
      debit(holderPayable(chart, true), ofOutsiders, '代扣个人所得税'),
      credit(taxAccount(chart), tax, '应交个人所得税'),
    ],
    holders: sql`
      select w.account_id, w.tax as debit, 0::numeric as credit,
        case when o.run_id is null then ${holderPayable(chart, false)} else ${holderPayable(chart, true)} end as account
      from dividend_withholding w
      left join ${ofClaims} on o.run_id = w.run_id and o.account_id = w.account_id
      where w.cooperative_id = ${cooperativeId}::uuid and w.source = ${source}`,
  });
  unit.note('dividend-withholding', { source, rows, tax: tax.toString() });
}

async function takesEntries(unit: CommandUnit): Promise<boolean> {
  try {
    await requireOpenFor(unit, { date: unit.today, kind: 'automatic' });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
