/**
 * What a cooperative has to distribute, as its books stand: income of earlier years that nobody has, and what the year earned
 * so far, without what lies on accounts that are kept out, whatever opened them. Whoever pays out of it asks afterwards whether it went below nothing. PostgreSQL says it, because it asks itself when
 * a plan is adopted.
 */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { voucherNumber } from '../../domain/journal.ts';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, flag, moment, onlyRowOf, orNull, rowsOf, text, whole } from '../../platform/rows.ts';

/**
 * Null while no books are kept here, which they are from the first entry by hand or of opening balances on. Income of years after
 * `year` counts only once it was closed to undistributed: it is no income of that year.
 */
export async function undistributedWith(tx: Tx, cooperativeId: string, year: number): Promise<Money | null> {
  const { undistributed } = await onlyRowOf(
    tx,
    sql`select undistributed_with(${cooperativeId}::uuid, ${year}::int, 'infinity') as undistributed`,
    { undistributed: orNull(amount) },
  );
  return undistributed;
}

/** The accounts of a day's chart whose income is kept out of what is distributed. */
export async function keptOutOn(tx: Tx, cooperativeId: string, day: LocalDate): Promise<readonly string[]> {
  const rows = await rowsOf(
    tx,
    sql`select account from kept_out_at(${cooperativeId}::uuid, ${day.toString()}::date, 'infinity') as account`,
    { account: text },
  );
  return rows.map(({ account }) => account);
}

/** Since when these books distribute; null: nothing was adopted or posted yet. */
export async function distributesSince(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const { since } = await onlyRowOf(tx, sql`select distributes_since(${cooperativeId}::uuid) as since`, {
    since: orNull(moment),
  });
  return since;
}

/** What entries by hand after a day moved from undistributed income to the reserve, and touched nothing else. */
export async function setAsideByHand(tx: Tx, cooperativeId: string, after: LocalDate): Promise<Money> {
  const { moved } = await onlyRowOf(
    tx,
    sql`select coalesce(sum(l.credit - l.debit), 0) as moved
      from journal_line l
      join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
      where l.cooperative_id = ${cooperativeId}::uuid and (l.account = '311' or l.account like '311.%')
        and e.kind in ('manual', 'reversal') and e.source is null and e.entry_date > ${after.toString()}::date
        and not exists (select from journal_line o where o.cooperative_id = l.cooperative_id and o.entry_id = l.entry_id
          and o.account !~ '^(311|322)')`,
    { moved: amount },
  );
  return moved;
}

export interface KeptOutTaken {
  readonly voucher: string;
  /** By hand, to an account from which it could be distributed. */
  readonly moved: boolean;
}

/** Entries until a day that took income off the accounts where it is kept out. */
export async function keptOutTaken(
  tx: Tx,
  cooperativeId: string,
  until: LocalDate,
): Promise<readonly KeptOutTaken[]> {
  const rows = await rowsOf(
    tx,
    sql`select e.month, e.number, k.moved from kept_out_taken(${cooperativeId}::uuid) k
      join journal_entry e on e.cooperative_id = ${cooperativeId}::uuid and e.id = k.entry_id
      where e.entry_date <= ${until.toString()}::date order by e.month, e.number`,
    { month: text, number: whole, moved: flag },
  );
  return rows.map(({ month, number, moved }) => ({ voucher: voucherNumber(month, number), moved }));
}
