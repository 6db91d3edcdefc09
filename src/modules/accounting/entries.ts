/**
 * Entering the journal: by commands of every module whose events move money, and by hand. The lines on 113 come with the
 * holders behind them.
 */
import { sql, type SQL } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { MEMBERS_PAYABLE } from '../../domain/chart.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  monthOf,
  requireEntry,
  voucherNumber,
  withoutZeros,
  type EntryKind,
  type EntryLine,
} from '../../domain/journal.ts';
import type { Money } from '../../domain/money.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { dayInChina } from '../../platform/services.ts';
import { holdersAs } from '../shares/index.ts';
import { journalEntry, journalLine } from './schema.ts';
import { closedMonths, closedWords, closingEntries, type EntryRow } from './store.ts';

export interface HolderAmount {
  readonly accountId: string;
  readonly debit: Money;
  readonly credit: Money;
}

export interface NewEntry {
  readonly date: LocalDate;
  readonly kind: EntryKind;
  readonly summary: string;
  readonly lines: readonly EntryLine[];
  /** Rows, or a query of (account_id, debit, credit). Together they are the lines on 113. */
  readonly holders: readonly HolderAmount[] | SQL;
  /** What made it; the same source is entered once. Null: by hand. */
  readonly source: string | null;
  readonly reverses?: string;
  readonly attachments?: number;
}

/**
 * Enters one journal entry, or nothing (null) where all its lines are zero. Refuses a closed month or year, a date in the
 * future, and what does not balance.
 */
export async function enterJournal(unit: CommandUnit, entry: NewEntry): Promise<EntryRow | null> {
  const { tx, cooperativeId } = unit;
  const lines = withoutZeros(entry.lines);
  if (lines.length === 0) return null;
  requireEntry(entry.date, lines);
  if (entry.date.isAfter(unit.today))
    throw refuse('books.entry-in-future', { date: `${entry.date}`, today: `${unit.today}` }, '/date');
  const month = monthOf(entry.date);
  await requireOpen(unit, entry, month);
  const row: EntryRow = {
    cooperativeId,
    id: newId(),
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
  };
  await tx.insert(journalEntry).values(row);
  await tx
    .insert(journalLine)
    .values(lines.map((line, index) => ({ cooperativeId, entryId: row.id, ordinal: index + 1, ...line })));
  if (lines.some(({ account }) => account === MEMBERS_PAYABLE))
    await insertHolders(unit, row.id, entry.holders);
  unit.note('journal', {
    entry: voucherNumber(month, row.number),
    head: `${entry.date} ${entry.kind} ${row.attachments} ${entry.summary}`,
    lines: lines.map((line) => `${line.account} ${line.debit} ${line.credit}`),
  });
  return row;
}

/** An entry changes the balances of its month, and with them of every later one: none of them may be closed. */
async function requireOpen(
  { tx, cooperativeId }: CommandUnit,
  { date, kind, reverses }: NewEntry,
  month: string,
): Promise<void> {
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
  const rows = Array.isArray(holders) ? rowsOf(holders as readonly HolderAmount[]) : (holders as SQL);
  await unit.tx.execute(sql`
    insert into member_ledger_line (cooperative_id, entry_id, ordinal, account_id, debit, credit)
    select ${unit.cooperativeId}::uuid, ${entryId}::uuid, row_number() over (order by a.sort_key, a.id),
      r.account_id, r.debit, r.credit
    from (
      select account_id, sum(debit) as debit, sum(credit) as credit from (${rows}) as each
      group by account_id
    ) as r
    join ${holdersAs('a', unit.cooperativeId)} on a.id = r.account_id
    where r.debit <> 0 or r.credit <> 0`);
}

function rowsOf(holders: readonly HolderAmount[]): SQL {
  const column = (values: readonly string[]) => sql.param([...values]);
  return sql`select account_id, debit::numeric as debit, credit::numeric as credit from unnest(
    ${column(holders.map(({ accountId }) => accountId))}::uuid[],
    ${column(holders.map(({ debit }) => debit.toString()))}::text[],
    ${column(holders.map(({ credit }) => credit.toString()))}::text[]) as t (account_id, debit, credit)`;
}
