/** Reads and writes of entries, balances and months. */
import { and, asc, desc, eq, gte, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { v7 as newId } from 'uuid';
import { carriedOver, type AccountMovement, type Balance } from '../../domain/book-statements.ts';
import { chartOn, chartSwitch, MEMBERS_PAYABLE, outsidersAccount } from '../../domain/chart.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { accountKinds, type AccountKind } from '../../domain/share-register.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { amount, day, flag, id, oneOf, onlyRowOf, rowsOf, text } from '../../platform/rows.ts';
import { usersAs } from '../access/index.ts';
import { holdersAs } from '../shares/index.ts';
import {
  journalEntry,
  journalLine,
  memberLedgerLine,
  monthClose,
  ownAccount,
  yearConfirmation,
  yearReopening,
  yearReopeningAnswer,
} from './schema.ts';

export type EntryRow = typeof journalEntry.$inferSelect;
export type EntryLineRow = typeof journalLine.$inferSelect;
type CloseRow = typeof monthClose.$inferSelect;

export interface EntryWithLines {
  readonly entry: EntryRow;
  readonly lines: readonly EntryLineRow[];
}

export async function requireEntryRow(tx: Tx, cooperativeId: string, id: string): Promise<EntryWithLines> {
  const [entry] = await tx
    .select()
    .from(journalEntry)
    .where(and(eq(journalEntry.cooperativeId, cooperativeId), eq(journalEntry.id, id)));
  if (!entry) throw refuse('books.entry-unknown');
  return { entry, lines: await linesOf(tx, cooperativeId, [id]) };
}

export async function entryOfSource(
  tx: Tx,
  cooperativeId: string,
  source: string,
): Promise<EntryWithLines | undefined> {
  const [row] = await tx
    .select({ id: journalEntry.id })
    .from(journalEntry)
    .where(and(eq(journalEntry.cooperativeId, cooperativeId), eq(journalEntry.source, source)));
  return row && requireEntryRow(tx, cooperativeId, row.id);
}

/** Whether the books are kept here, by a day or at all: somebody entered what they begin with, or anything else by hand. */
export async function booksAreKept(tx: Tx, cooperativeId: string, by?: LocalDate): Promise<boolean> {
  const [row] = await tx
    .select({ id: journalEntry.id })
    .from(journalEntry)
    .where(
      and(
        eq(journalEntry.cooperativeId, cooperativeId),
        inArray(journalEntry.kind, ['opening', 'manual']),
        by === undefined ? undefined : lte(journalEntry.entryDate, by),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The day of the first entry that is not an opening, if any. */
export async function firstEntryDay(tx: Tx, cooperativeId: string): Promise<LocalDate | undefined> {
  const [row] = await tx
    .select({ on: journalEntry.entryDate })
    .from(journalEntry)
    .where(and(eq(journalEntry.cooperativeId, cooperativeId), sql`${journalEntry.kind} <> 'opening'`))
    .orderBy(asc(journalEntry.entryDate))
    .limit(1);
  return row?.on;
}

/** The first day from `from` on at whose end each of these accounts is below zero, of those that are. */
export async function shortages(
  tx: Tx,
  cooperativeId: string,
  accounts: readonly string[],
  from: LocalDate,
): Promise<readonly { readonly account: string; readonly date: LocalDate; readonly balance: Money }[]> {
  if (accounts.length === 0) return [];
  return rowsOf(
    tx,
    sql`
    select distinct on (account) account, entry_date as date, balance
    from (
      select l.account, e.entry_date,
        sum(sum(l.debit - l.credit)) over (partition by l.account order by e.entry_date) as balance
      from journal_line l
      join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
      where l.cooperative_id = ${cooperativeId}::uuid and l.account = any(${sql.param([...accounts])}::text[])
      group by l.account, e.entry_date
    ) as day
    where balance < 0 and entry_date >= ${from.toString()}::date
    order by account, entry_date`,
    { account: text, date: day, balance: amount },
  );
}

/** Whether something with this source stands in the journal. */
export async function isEntered(tx: Tx, cooperativeId: string, source: string): Promise<boolean> {
  return (await entryOfSource(tx, cooperativeId, source)) !== undefined;
}

/** The same as a condition of a larger statement. */
export function enteredFrom(cooperativeId: string, source: SQL): SQL {
  return sql`exists (
    select 1 from journal_entry j where j.cooperative_id = ${cooperativeId}::uuid and j.source = ${source})`;
}

export async function reversalOfEntry(
  tx: Tx,
  cooperativeId: string,
  id: string,
): Promise<EntryRow | undefined> {
  const [row] = await tx
    .select()
    .from(journalEntry)
    .where(and(eq(journalEntry.cooperativeId, cooperativeId), eq(journalEntry.reverses, id)));
  return row;
}

async function linesOf(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<readonly EntryLineRow[]> {
  return tx
    .select()
    .from(journalLine)
    .where(
      and(
        eq(journalLine.cooperativeId, cooperativeId),
        sql`${journalLine.entryId} = any(${sql.param([...ids])}::uuid[])`,
      ),
    )
    .orderBy(asc(journalLine.entryId), asc(journalLine.ordinal));
}

/** Entries with a line on one of the accounts or their parts; any entry where none is named. */
function touches(cooperativeId: string, accounts: readonly string[]): SQL | undefined {
  if (accounts.length === 0) return undefined;
  const named = accounts.map(
    (code) => sql`${journalLine.account} = ${code} or ${journalLine.account} like ${`${code}.%`}`,
  );
  return sql`exists (select from ${journalLine} where ${journalLine.cooperativeId} = ${cooperativeId}
    and ${journalLine.entryId} = ${journalEntry.id} and (${sql.join(named, sql` or `)}))`;
}

/** Entries of the days from `from` to `to`, by month and number, after `after` (`2025-07/12`). */
export async function entriesBetween(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate; readonly accounts?: readonly string[] },
  limit: number,
  after?: { readonly month: string; readonly number: bigint },
): Promise<readonly EntryWithLines[]> {
  const entries = await tx
    .select()
    .from(journalEntry)
    .where(
      and(
        eq(journalEntry.cooperativeId, cooperativeId),
        gte(journalEntry.entryDate, span.from),
        lte(journalEntry.entryDate, span.to),
        touches(cooperativeId, span.accounts ?? []),
        after === undefined
          ? undefined
          : sql`(${journalEntry.month}, ${journalEntry.number}) > (${after.month}, ${after.number.toString()}::bigint)`,
      ),
    )
    .orderBy(asc(journalEntry.month), asc(journalEntry.number))
    .limit(limit);
  const lines = await linesOf(
    tx,
    cooperativeId,
    entries.map(({ id }) => id),
  );
  const byEntry = new Map<string, EntryLineRow[]>();
  for (const line of lines) byEntry.set(line.entryId, [...(byEntry.get(line.entryId) ?? []), line]);
  return entries.map((entry) => ({ entry, lines: byEntry.get(entry.id) ?? [] }));
}

interface Span {
  /** Null: from the beginning. */
  readonly from: LocalDate | null;
  readonly to: LocalDate;
}

/**
 * What every account opened with on the first day, and what moved until the last, in the chart of the last day. Balances
 * of the chart before are carried over by the mapping. `closing: false` leaves the year's closing entries out of what moved.
 * Refuses a span across the switch of the charts, unless it begins with the books.
 */
export async function movementsIn(
  tx: Tx,
  cooperativeId: string,
  span: Span,
  closing = true,
): Promise<readonly AccountMovement[]> {
  const { from, to } = span;
  const mapped = chartOn(to) === '2023';
  if (mapped && from !== null && from.isBefore(chartSwitch))
    throw refuse('books.span-across-charts', { from: `${from}`, to: `${to}` });
  const rows = await sums(tx, cooperativeId, span, closing);
  const merged = new Map<string, AccountMovement>();
  const add = (row: AccountMovement) => {
    const known = merged.get(row.account);
    merged.set(row.account, {
      account: row.account,
      opening: row.opening.plus(known?.opening ?? Money.zero),
      debit: row.debit.plus(known?.debit ?? Money.zero),
      credit: row.credit.plus(known?.credit ?? Money.zero),
    });
  };
  for (const row of rows.filter((each) => !mapped || !each.old)) add(row);
  const old = rows.filter((each) => mapped && each.old);
  const balances = old.map((row) => ({
    account: row.account,
    balance: row.opening.plus(row.debit).minus(row.credit),
  }));
  const nothing = { debit: Money.zero, credit: Money.zero };
  for (const { account, balance } of carriedOver(balances)) add({ account, opening: balance, ...nothing });
  return [...merged.values()];
}

async function sums(tx: Tx, cooperativeId: string, { from, to }: Span, closing: boolean) {
  const before = from === null ? sql`e.kind = 'opening'` : opensBefore(from);
  const within = closing ? sql`not ${before}` : sql`not ${before} and not ${isClosing}`;
  return rowsOf(
    tx,
    sql`
    select l.account, e.entry_date < ${chartSwitch.toString()}::date as old,
      coalesce(sum(l.debit - l.credit) filter (where ${before}), 0) as opening,
      coalesce(sum(l.debit) filter (where ${within}), 0) as debit,
      coalesce(sum(l.credit) filter (where ${within}), 0) as credit
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
    where l.cooperative_id = ${cooperativeId}::uuid and e.entry_date <= ${to.toString()}::date
    group by l.account, old`,
    { account: text, old: flag, opening: amount, debit: amount, credit: amount },
  );
}

/** What the books begin with is opening whatever its day. */
function opensBefore(from: LocalDate): SQL {
  return sql`(e.entry_date < ${from.toString()}::date or e.kind = 'opening')`;
}

/** A closing entry, or what took one back. */
const isClosing: SQL = sql`(e.kind = 'closing' or exists (
  select 1 from journal_entry c where c.cooperative_id = e.cooperative_id and c.id = e.reverses and c.kind = 'closing'))`;

/** Debit less credit of every account at the end of a day, in the chart of that day. */
export async function balancesOn(tx: Tx, cooperativeId: string, on: LocalDate): Promise<readonly Balance[]> {
  const rows = await movementsIn(tx, cooperativeId, { from: null, to: on });
  return rows.map(({ account, opening, debit, credit }) => ({
    account,
    balance: opening.plus(debit).minus(credit),
  }));
}

export interface MemberBalance {
  readonly accountId: string;
  readonly kind: AccountKind;
  readonly number: string;
  /** 113, or that of outsiders, in the chart of the day. */
  readonly account: string;
  /** Credit less debit: what the cooperative owes. */
  readonly owed: Money;
}

/**
 * What 113 and the account for outsiders owe at the end of a day: everybody whose balance is not zero, in natural order. With `from`: what they
 * opened with on that day, as `movementsIn` has it.
 */
export async function memberBalancesOn(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
  from?: LocalDate,
): Promise<readonly MemberBalance[]> {
  const counted = from === undefined ? sql`true` : opensBefore(from);
  const outside = sql.raw(`m.account <> '${MEMBERS_PAYABLE}'`);
  return rowsOf(
    tx,
    sql`
    select a.id as account_id, a.kind, a.number, sum(m.credit - m.debit) as owed,
      case when ${outside} then ${outsidersAccount(chartOn(on))} else ${MEMBERS_PAYABLE} end as account
    from member_ledger_line m
    join journal_entry e on e.cooperative_id = m.cooperative_id and e.id = m.entry_id
    join ${holdersAs('a', cooperativeId)} on a.id = m.account_id
    where m.cooperative_id = ${cooperativeId}::uuid and e.entry_date <= ${on.toString()}::date and ${counted}
    group by a.id, a.kind, a.number, a.sort_key, ${outside}
    having sum(m.credit - m.debit) <> 0
    order by a.sort_key, a.id, ${outside}`,
    { accountId: id, kind: oneOf(accountKinds), number: text, account: text, owed: amount },
  );
}

/**
 * What the books owe these holders by the ledger's own entries, and by hand, whatever the day; `begun` is what of that was opened with or
 * entered before this was asked. PostgreSQL says it, because it asks itself when an entry by hand is written.
 */
export async function owedBySource(tx: Tx, cooperativeId: string, accountIds: readonly string[]) {
  return rowsOf(
    tx,
    sql`
    select a.id as account_id, a.number, coalesce(o.by_ledger, 0) as by_ledger, coalesce(o.by_hand, 0) as by_hand,
      coalesce(o.begun, 0) as begun
    from ${holdersAs('a', cooperativeId)}
    left join owed_by_source(${cooperativeId}::uuid, ${sql.param([...accountIds])}::uuid[]) o on o.account_id = a.id
    where a.id = any(${sql.param([...accountIds])}::uuid[])
    order by a.sort_key, a.id`,
    { accountId: id, number: text, byLedger: amount, byHand: amount, begun: amount },
  );
}

/** The holders of an entry as what takes it back has them, in red. */
export async function takenBackFrom(tx: Tx, cooperativeId: string, entryId: string) {
  return rowsOf(
    tx,
    sql`select account_id, -debit as debit, -credit as credit from member_ledger_line
      where cooperative_id = ${cooperativeId}::uuid and entry_id = ${entryId}::uuid`,
    { accountId: id, debit: amount, credit: amount },
  );
}

/** Every entry that touches what one holder is owed, earliest first; an account is in the chart of its day. */
export async function memberLedgerOf(tx: Tx, cooperativeId: string, accountId: string) {
  return tx
    .select({
      entry: journalEntry,
      account: memberLedgerLine.account,
      debit: memberLedgerLine.debit,
      credit: memberLedgerLine.credit,
    })
    .from(memberLedgerLine)
    .innerJoin(
      journalEntry,
      and(eq(journalEntry.cooperativeId, cooperativeId), eq(journalEntry.id, memberLedgerLine.entryId)),
    )
    .where(and(eq(memberLedgerLine.cooperativeId, cooperativeId), eq(memberLedgerLine.accountId, accountId)))
    .orderBy(asc(journalEntry.entryDate), asc(journalEntry.number), asc(memberLedgerLine.ordinal));
}

export interface MonthState {
  readonly month: string;
  readonly kind: CloseRow['kind'];
  readonly recordedAt: Date;
  readonly recordedBy: string;
  /** The name of whoever recorded it. */
  readonly closedBy: string;
}

/** The latest word on every month that was ever closed, earliest month first. */
async function monthStates(tx: Tx, cooperativeId: string): Promise<readonly MonthState[]> {
  const user = usersAs('closer');
  return tx
    .selectDistinctOn([monthClose.month], {
      month: monthClose.month,
      kind: monthClose.kind,
      recordedAt: monthClose.recordedAt,
      recordedBy: monthClose.recordedBy,
      closedBy: user.displayName,
    })
    .from(monthClose)
    .innerJoin(user, eq(user.id, monthClose.recordedBy))
    .where(eq(monthClose.cooperativeId, cooperativeId))
    .orderBy(asc(monthClose.month), desc(monthClose.recordedAt), desc(monthClose.id));
}

/** Months that are closed now, earliest first. */
export async function closedMonths(tx: Tx, cooperativeId: string): Promise<readonly MonthState[]> {
  return (await monthStates(tx, cooperativeId)).filter(({ kind }) => kind === 'closed');
}

/** Which month, by whom and when, as a refusal says it. */
export function closedWords({ month, closedBy, recordedAt }: MonthState) {
  return { month, closedBy, on: `${dayInChina(recordedAt)}` };
}

/** The month of the first entry before `month` that is still open, if any. */
export async function openMonthBefore(tx: Tx, cooperativeId: string, month: string): Promise<string | null> {
  const closed = new Set((await closedMonths(tx, cooperativeId)).map((each) => each.month));
  const rows = await tx
    .selectDistinct({ month: journalEntry.month })
    .from(journalEntry)
    .where(and(eq(journalEntry.cooperativeId, cooperativeId), sql`${journalEntry.month} < ${month}`))
    .orderBy(asc(journalEntry.month));
  return rows.find((each) => !closed.has(each.month))?.month ?? null;
}

export async function insertClose(tx: Tx, row: Omit<CloseRow, 'id'>): Promise<void> {
  await tx.insert(monthClose).values({ ...row, id: newId() });
}

export async function ownAccounts(tx: Tx, cooperativeId: string) {
  return tx
    .select()
    .from(ownAccount)
    .where(eq(ownAccount.cooperativeId, cooperativeId))
    .orderBy(asc(ownAccount.chart), asc(ownAccount.code));
}

/** Months that have entries, earliest first. */
export async function bookedMonths(tx: Tx, cooperativeId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectDistinct({ month: journalEntry.month })
    .from(journalEntry)
    .where(eq(journalEntry.cooperativeId, cooperativeId))
    .orderBy(asc(journalEntry.month));
  return rows.map(({ month }) => month);
}

/** The closing entries of the year that stand. */
export async function closingEntries(
  tx: Tx,
  cooperativeId: string,
  year: number,
): Promise<readonly EntryRow[]> {
  const reversal = alias(journalEntry, 'reversal');
  const rows = await tx
    .select({ entry: journalEntry })
    .from(journalEntry)
    .leftJoin(
      reversal,
      and(eq(reversal.cooperativeId, cooperativeId), eq(reversal.reverses, journalEntry.id)),
    )
    .where(
      and(
        eq(journalEntry.cooperativeId, cooperativeId),
        sql`${journalEntry.source} like ${`year-close:${year}:%`}`,
        isNull(reversal.id),
      ),
    )
    .orderBy(asc(journalEntry.number));
  return rows.map(({ entry }) => entry);
}

export async function closingOfYear(
  tx: Tx,
  cooperativeId: string,
  year: number,
): Promise<EntryRow | undefined> {
  return (await closingEntries(tx, cooperativeId, year))[0];
}

/** Who confirmed a closing; null where it waits. */
export async function confirmerOf(tx: Tx, cooperativeId: string, closingId: string): Promise<string | null> {
  const [found] = await tx
    .select({ by: yearConfirmation.recordedByName })
    .from(yearConfirmation)
    .where(and(eq(yearConfirmation.cooperativeId, cooperativeId), eq(yearConfirmation.closingId, closingId)));
  return found?.by ?? null;
}

/** Whether a closing of the year stands. */
export async function yearIsClosed(tx: Tx, cooperativeId: string, year: number): Promise<boolean> {
  return (await closingOfYear(tx, cooperativeId, year)) !== undefined;
}

/** Whether a closing of the year stands that nobody but whoever closed it has confirmed. */
export async function yearAwaitsConfirmation(tx: Tx, cooperativeId: string, year: number): Promise<boolean> {
  const closing = await closingEntries(tx, cooperativeId, year);
  if (closing.length === 0) return false;
  const confirmed = await tx
    .select({ id: yearConfirmation.closingId })
    .from(yearConfirmation)
    .where(
      and(
        eq(yearConfirmation.cooperativeId, cooperativeId),
        inArray(
          yearConfirmation.closingId,
          closing.map(({ id }) => id),
        ),
      ),
    );
  return confirmed.length === 0;
}

/** What was asked about reopening a year whose closing begins with this entry, and nobody answered yet. */
export async function waitingReopening(tx: Tx, cooperativeId: string, closingId: string) {
  const [found] = await tx
    .select({ row: yearReopening })
    .from(yearReopening)
    .leftJoin(
      yearReopeningAnswer,
      and(
        eq(yearReopeningAnswer.cooperativeId, cooperativeId),
        eq(yearReopeningAnswer.reopeningId, yearReopening.id),
      ),
    )
    .where(
      and(
        eq(yearReopening.cooperativeId, cooperativeId),
        eq(yearReopening.closingId, closingId),
        isNull(yearReopeningAnswer.reopeningId),
      ),
    );
  return found?.row;
}

/** How often the year was closed, closings that were taken back included. */
export async function closingsOf(tx: Tx, cooperativeId: string, year: number): Promise<number> {
  const rows = await tx
    .select({ source: journalEntry.source })
    .from(journalEntry)
    .where(
      and(
        eq(journalEntry.cooperativeId, cooperativeId),
        sql`${journalEntry.source} like ${`year-close:${year}:%`}`,
      ),
    );
  return Math.max(0, ...rows.map(({ source }) => Number(source?.split(':').at(-1) ?? 0)));
}

/** Debit less credit of every account at the beginning of a day, in the chart of that day. */
export async function openingBalances(
  tx: Tx,
  cooperativeId: string,
  day: LocalDate,
): Promise<readonly Balance[]> {
  const rows = await movementsIn(tx, cooperativeId, { from: day, to: day });
  // Opening entries of the day itself are entries of the day.
  const today = await openedOn(tx, cooperativeId, day);
  return rows.map(({ account, opening }) => ({
    account,
    balance: opening.minus(today.get(account) ?? Money.zero),
  }));
}

async function openedOn(tx: Tx, cooperativeId: string, day: LocalDate): Promise<ReadonlyMap<string, Money>> {
  const rows = await rowsOf(
    tx,
    sql`
    select l.account, sum(l.debit - l.credit) as balance
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id and e.kind = 'opening'
    where l.cooperative_id = ${cooperativeId}::uuid and e.entry_date = ${day.toString()}::date
    group by l.account`,
    { account: text, balance: amount },
  );
  return new Map(rows.map(({ account, balance }) => [account, balance]));
}

export interface EntryHolder {
  readonly kind: string;
  readonly number: string;
  readonly account: string;
  readonly debit: Money;
  readonly credit: Money;
}

/** The holders behind the lines on 113 and on the account for outsiders of every entry of a span, by entry and in natural order. */
export async function entryHolders(
  tx: Tx,
  cooperativeId: string,
  span: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<ReadonlyMap<string, readonly EntryHolder[]>> {
  const holder = holdersAs('holder', cooperativeId);
  const rows = await tx
    .select({
      entryId: memberLedgerLine.entryId,
      kind: holder.kind,
      number: holder.number,
      account: memberLedgerLine.account,
      debit: memberLedgerLine.debit,
      credit: memberLedgerLine.credit,
    })
    .from(memberLedgerLine)
    .innerJoin(
      journalEntry,
      and(eq(journalEntry.cooperativeId, cooperativeId), eq(journalEntry.id, memberLedgerLine.entryId)),
    )
    .innerJoin(holder, eq(holder.id, memberLedgerLine.accountId))
    .where(
      and(
        eq(memberLedgerLine.cooperativeId, cooperativeId),
        gte(journalEntry.entryDate, span.from),
        lte(journalEntry.entryDate, span.to),
      ),
    )
    .orderBy(asc(memberLedgerLine.entryId), asc(memberLedgerLine.ordinal));
  const byEntry = new Map<string, EntryHolder[]>();
  for (const { entryId, ...holder } of rows) {
    const known = byEntry.get(entryId);
    if (known) known.push(holder);
    else byEntry.set(entryId, [holder]);
  }
  return byEntry;
}

/** Debit less credit of one account and its parts by the entries of a span; openings, and closings of years and what took them back, left out. `at`: as the books had it then. */
export async function movedOn(
  tx: Tx,
  cooperativeId: string,
  account: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  at?: Date,
): Promise<Money> {
  const { moved } = await onlyRowOf(
    tx,
    sql`
    select coalesce(sum(l.debit - l.credit), 0) as moved
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
    where l.cooperative_id = ${cooperativeId}::uuid and e.kind <> 'opening'
      and e.recorded_at <= coalesce(${at?.toISOString() ?? null}::timestamptz, 'infinity')
      and (l.account = ${account} or l.account like ${`${account}.%`})
      and not ${isClosing} and e.entry_date between ${from.toString()}::date and ${to.toString()}::date`,
    { moved: amount },
  );
  return moved;
}

/** Debit less credit of an account and its sub-accounts by every source that moved it after a day. */
export async function movedBySource(
  tx: Tx,
  cooperativeId: string,
  account: string,
  after: LocalDate,
): Promise<readonly { readonly source: string; readonly moved: Money }[]> {
  return rowsOf(
    tx,
    sql`
    select e.source, sum(l.debit - l.credit) as moved
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id and e.source is not null
    where l.cooperative_id = ${cooperativeId}::uuid and l.account like ${`${account}%`}
      and e.entry_date > ${after.toString()}::date
    group by e.source`,
    { source: text, moved: amount },
  );
}

/** Debit less credit of these accounts by the entries of these sources. */
export async function movedFrom(
  tx: Tx,
  cooperativeId: string,
  { accounts, sources }: { readonly accounts: readonly string[]; readonly sources: readonly string[] },
): Promise<Money> {
  const { moved } = await onlyRowOf(
    tx,
    sql`
    select coalesce(sum(l.debit - l.credit), 0) as moved
    from journal_entry e
    join journal_line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
    where e.cooperative_id = ${cooperativeId}::uuid and e.source = any(${sql.param([...sources])}::text[])
      and l.account = any(${sql.param([...accounts])}::text[])`,
    { moved: amount },
  );
  return moved;
}
