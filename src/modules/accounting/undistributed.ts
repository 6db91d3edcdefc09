/**
 * What a cooperative has to distribute, as its books stand: income of earlier years that nobody has, and what the year earned
 * so far. Whoever pays out of it asks afterwards whether it went below nothing. PostgreSQL says it, because it asks itself when
 * a plan is adopted.
 */
import { sql } from 'drizzle-orm';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, onlyRowOf, orNull } from '../../platform/rows.ts';

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
