/**
 * Entering the journal: by commands of every module whose events move money, and by hand. The lines on 113 and on
 * the account for outsiders come with the holders behind them.
 */
import { sql, type SQL } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { CASH, chartOn, namesHolders, parentCode } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  balanceOf,
  isMoneyAnywhere,
  monthOf,
  mustHold,
  requireEntry,
  voucherNumber,
  withoutZeros,
  type EntryKind,
  type EntryLine,
} from '../../domain/journal.ts';
import type { Money } from '../../domain/money.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { userNames } from '../access/index.ts';
import { holdersAs, overWholeRegister } from '../shares/index.ts';
import { journalEntry, journalLine } from './schema.ts';
import { booksSettings } from './settings.ts';
import {
  booksAreKept,
  closedMonths,
  closedWords,
  closingEntries,
  shortages,
  type EntryRow,
} from './store.ts';

export interface HolderAmount {
  readonly accountId: string;
  /** The account of the books: 113, or that of outsiders in the chart of the day. */
  readonly account: string;
  readonly debit: Money;
  readonly credit: Money;
}

export interface NewEntry {
  readonly date: LocalDate;
  readonly kind: EntryKind;
  readonly summary: string;
  readonly lines: readonly EntryLine[];
  /** Rows, or a query of (account_id, account, debit, credit). Together they are the lines on accounts that name holders. */
  readonly holders: readonly HolderAmount[] | SQL;
  /** What made it; the same source is entered once. Null: by hand. */
  readonly source: string | null;
  readonly reverses?: string;
  readonly attachments?: number;
  /** Of money that is on its way: it is dated on the day the bank pays, which may be still to come. */
  readonly ahead?: boolean;
  /** Of an entry by hand: its id since it was prepared. */
  readonly id?: string;
  /** The user who made what the entry says; whoever enters it unless given. */
  readonly preparedBy?: string;
  /** The other user who confirmed it, approved it, or sent it. */
  readonly reviewedBy?: string | null;
}

/**
 * Enters one journal entry, or nothing (null) where all its lines are zero. Refuses a closed month or year, a date in the
 * future, what does not balance, and money that is not there.
 */
export async function enterJournal(unit: CommandUnit, entry: NewEntry): Promise<EntryRow | null> {
  const { tx, cooperativeId } = unit;
  const lines = withoutZeros(entry.lines);
  if (lines.length === 0) return null;
  requireEntry(entry.date, lines);
  await requireOpenFor(unit, entry);
  const month = monthOf(entry.date);
  const row: EntryRow = {
    cooperativeId,
    id: entry.id ?? newId(),
    month,
    number: await unit.nextNumber(`journal:${month}`),
    entryDate: entry.date,
    kind: entry.kind,
    summary: entry.summary,
    source: entry.source,
    attachments: entry.attachments ?? 0,
    reverses: entry.reverses ?? null,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
    recordedByName: unit.actor.displayName,
    ...(await peopleOf(unit, entry)),
  };
  await tx.insert(journalEntry).values(row);
  await tx
    .insert(journalLine)
    .values(lines.map((line, index) => ({ cooperativeId, entryId: row.id, ordinal: index + 1, ...line })));
  if (lines.some(({ account }) => namesHolders(chartOn(entry.date), account)))
    await insertHolders(unit, row.id, entry.holders);
  await requireMoney(unit, entry.date, lines);
  unit.note('journal', {
    entry: voucherNumber(month, row.number),
    head: `${entry.date} ${entry.kind} ${row.attachments} ${entry.summary}`,
    lines: lines.map((line) => `${line.account} ${line.debit} ${line.credit}`),
  });
  return row;
}

/** The two people behind an entry, with the names they have today. */
async function peopleOf({ tx, actor }: CommandUnit, { preparedBy = actor.userId, reviewedBy }: NewEntry) {
  const reviewer = reviewedBy ?? null;
  const names = await userNames(tx, [preparedBy, ...(reviewer === null ? [] : [reviewer])]);
  const nameOf = (id: string) => must(names.get(id), 'the name of a user');
  return {
    preparedBy,
    preparedByName: nameOf(preparedBy),
    reviewedBy: reviewer,
    reviewedByName: reviewer === null ? null : nameOf(reviewer),
  };
}

/**
 * Refuses an entry after which the till, other money, or a bank account without an overdraft, is below zero at the end of any day from
 * the entry's on. The till is always counted; a bank account from the day that the books are kept here at all.
 */
async function requireMoney(unit: CommandUnit, date: LocalDate, lines: readonly EntryLine[]): Promise<void> {
  const { tx, cooperativeId } = unit;
  // From a till whatever leaves it by any line, as PostgreSQL counts it; from other money, what leaves it on the whole.
  const leaves = (code: string) =>
    balanceOf(lines, code).isNegative ||
    (parentCode(code) === CASH &&
      lines.some(
        ({ account, debit, credit }) => account === code && (credit.isPositive || debit.isNegative),
      ));
  const leaving = [...new Set(lines.map(({ account }) => account))].filter(
    (code) => isMoneyAnywhere(code) && leaves(code),
  );
  if (leaving.length === 0) return;
  const { overdraftAccounts } = await booksSettings(tx, cooperativeId);
  const kept = await booksAreKept(tx, cooperativeId);
  const guarded = leaving.filter((code) => mustHold(code, { overdraftAccounts, kept }));
  const [short] = await shortages(tx, cooperativeId, guarded, date);
  if (!short) return;
  throw refuse('books.money-short', {
    account: short.account,
    date: `${short.date}`,
    short: `${short.balance.negated()}`,
  });
}

/**
 * The day of what distributes a year's income: a day of that year, the last one unless the cooperative set another, while the
 * books of that year are kept here and take entries. Afterwards, and within the year, it is the day on which it happens.
 */
export async function dayOfDistribution(unit: CommandUnit, year: number): Promise<LocalDate> {
  const { tx, cooperativeId, today } = unit;
  if (today.year <= year) return today;
  const { distributionDay } = await booksSettings(tx, cooperativeId);
  if ((await closingEntries(tx, cooperativeId, year)).length > 0) return today;
  const closed = await closedMonths(tx, cooperativeId);
  // A day that is shut already does not move it out of a year whose last day is open.
  for (const day of [LocalDate.parse(`${year}-${distributionDay}`), LocalDate.of(year, 12, 31)])
    if (!closed.some(({ month }) => month >= monthOf(day)) && (await booksAreKept(tx, cooperativeId, day)))
      return day;
  return today;
}

/** An entry changes the balances of its month, and with them of every later one: none of them may be closed. */
export async function requireOpenFor(
  { tx, cooperativeId, today }: CommandUnit,
  entry: Pick<NewEntry, 'date' | 'kind' | 'ahead'> & { readonly reverses?: string | null },
): Promise<void> {
  const { date, kind, reverses } = entry;
  if (date.isAfter(today) && entry.ahead !== true)
    throw refuse('books.entry-in-future', { date: `${date}`, today: `${today}` }, '/date');
  const month = monthOf(date);
  const closed = (await closedMonths(tx, cooperativeId)).findLast((each) => each.month >= month);
  if (closed) throw refuse('books.month-closed', closedWords(closed));
  if (kind === 'closing') return;
  const closing = await closingEntries(tx, cooperativeId, date.year);
  const [first] = closing;
  if (first && !closing.some(({ id }) => id === reverses))
    throw refuse('books.year-takes-no-entries', {
      year: date.year,
      closedBy: first.recordedByName,
      on: `${dayInChina(first.recordedAt)}`,
    });
}

async function insertHolders(
  unit: CommandUnit,
  entryId: string,
  holders: NewEntry['holders'],
): Promise<void> {
  const given = Array.isArray(holders);
  const rows = given ? rowsOf(holders as readonly HolderAmount[]) : (holders as SQL);
  const insert = () =>
    unit.tx.execute(sql`
    insert into member_ledger_line (cooperative_id, entry_id, ordinal, account_id, account, debit, credit)
    select ${unit.cooperativeId}::uuid, ${entryId}::uuid, row_number() over (order by a.sort_key, a.id, r.account),
      r.account_id, r.account, r.debit, r.credit
    from (
      select account_id, account, sum(debit) as debit, sum(credit) as credit from (${rows}) as each
      group by account_id, account
    ) as r
    join ${holdersAs('a', unit.cooperativeId)} on a.id = r.account_id
    where r.debit <> 0 or r.credit <> 0`);
  // A query reads what a whole register was given; of a few holders each account is found by its key.
  await (given ? insert() : overWholeRegister(unit.tx, insert));
}

function rowsOf(holders: readonly HolderAmount[]): SQL {
  const column = (values: readonly string[]) => sql.param([...values]);
  return sql`select account_id, account, debit::numeric as debit, credit::numeric as credit from unnest(
    ${column(holders.map(({ accountId }) => accountId))}::uuid[],
    ${column(holders.map(({ account }) => account))}::text[],
    ${column(holders.map(({ debit }) => debit.toString()))}::text[],
    ${column(holders.map(({ credit }) => credit.toString()))}::text[]) as t (account_id, account, debit, credit)`;
}
