/**
 * The pensions of a person month by month, and what they brought back: seen as the portal. Where each month stands is then said by the
 * office's own rule, of what was seen alone.
 */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { id, moment, orNull, rowsOf, text } from '../../platform/rows.ts';
import { pensionLine, pensionRepayment, pensionRun } from './schema.ts';

/** Of each month every line that was ever made. */
export async function ownPensions(tx: Tx, cooperativeId: string, memberId: string) {
  const months = await tx
    .select({
      month: pensionRun.month,
      means: pensionLine.means,
      arrears: pensionLine.arrears,
      offset: pensionLine.offset,
      amount: pensionLine.amount,
      orderId: pensionLine.orderId,
      serial: pensionLine.serial,
    })
    .from(pensionLine)
    .innerJoin(
      pensionRun,
      and(
        eq(pensionRun.cooperativeId, pensionLine.cooperativeId),
        eq(pensionRun.orderId, pensionLine.orderId),
      ),
    )
    .where(and(eq(pensionLine.cooperativeId, cooperativeId), eq(pensionLine.memberId, memberId)))
    .orderBy(asc(pensionRun.month));
  const repaid = await tx
    .select({ amount: pensionRepayment.amount, means: pensionRepayment.means, note: pensionRepayment.note })
    .from(pensionRepayment)
    .where(and(eq(pensionRepayment.cooperativeId, cooperativeId), eq(pensionRepayment.memberId, memberId)))
    .orderBy(asc(pensionRepayment.recordedAt));
  return {
    months,
    repaid: repaid.map(({ amount, ...row }) => ({ ...row, amount: amount.toString() })),
  };
}

/** When and why each line of a person came back, by itself: by bank or over the counter. As the office reads. */
export async function backOf(tx: Tx, cooperativeId: string, memberId: string) {
  const rows = await rowsOf(
    tx,
    sql`select order_id, back_at, back_reason from pension_state
      where cooperative_id = ${cooperativeId}::uuid and member_id = ${memberId}::uuid`,
    { orderId: id, backAt: orNull(moment), backReason: orNull(text) },
  );
  return new Map(rows.map((row) => [row.orderId, row]));
}
