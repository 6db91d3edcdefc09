/**
 * What a cooperative has to distribute, as its books stand: income of earlier years that nobody has, and what the year earned
 * so far. Whoever pays out of it asks afterwards whether it went below nothing.
 */
import { sql } from 'drizzle-orm';
import { LocalDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, flag, onlyRowOf } from '../../platform/rows.ts';

/**
 * Null while no books are kept here, which they are from the first entry by hand or of opening balances on. Income of years after
 * `year` counts only once it was closed to undistributed: it is no income of that year.
 */
export async function undistributedWith(tx: Tx, cooperativeId: string, year: number): Promise<Money | null> {
  const { kept, undistributed } = await onlyRowOf(
    tx,
    sql`
    select exists (
        select 1 from journal_entry k where k.cooperative_id = ${cooperativeId}::uuid and k.kind in ('opening', 'manual')
      ) as kept,
      coalesce(sum(l.credit - l.debit), 0) as undistributed
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
    where l.cooperative_id = ${cooperativeId}::uuid and (l.account like '322%'
      or (l.account like '321%' or l.account like '5%') and e.entry_date <= ${LocalDate.of(year, 12, 31).toString()}::date)`,
    { kept: flag, undistributed: amount },
  );
  return kept ? undistributed : null;
}
