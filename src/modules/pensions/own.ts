/** The pensions of a person month by month, and what they brought back: read as the portal. */
import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { pensionLine, pensionRepayment, pensionRun } from './schema.ts';

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
    months: months.map(({ arrears, offset, amount, ...line }) => ({
      ...line,
      arrears: arrears.toString(),
      offset: offset.toString(),
      amount: amount.toString(),
    })),
    repaid: repaid.map(({ amount, ...row }) => ({ ...row, amount: amount.toString() })),
  };
}
