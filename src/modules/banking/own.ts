/** What went to a person through the bank and over the counter: read as the portal. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { paymentLine, paymentOrder, paymentOrderEnd, paymentResult, payoutCash } from './schema.ts';

/** Lines of orders that were sent, with what the bank told of them, the last word last. */
export async function ownPayments(tx: Tx, cooperativeId: string, memberId: string) {
  const lines = await tx
    .select({
      orderId: paymentLine.orderId,
      serial: paymentLine.serial,
      runId: paymentLine.runId,
      accountId: paymentLine.accountId,
      part: paymentLine.part,
      payOn: paymentOrder.payOn,
      bank: paymentLine.bankName,
      accountMasked: paymentLine.bankAccountMasked,
      amount: paymentLine.amount,
    })
    .from(paymentLine)
    .innerJoin(
      paymentOrder,
      and(
        eq(paymentOrder.cooperativeId, paymentLine.cooperativeId),
        eq(paymentOrder.id, paymentLine.orderId),
      ),
    )
    .innerJoin(
      paymentOrderEnd,
      and(
        eq(paymentOrderEnd.cooperativeId, paymentLine.cooperativeId),
        eq(paymentOrderEnd.orderId, paymentLine.orderId),
        eq(paymentOrderEnd.kind, 'sent'),
      ),
    )
    .where(and(eq(paymentLine.cooperativeId, cooperativeId), eq(paymentLine.payeeId, memberId)))
    .orderBy(asc(paymentOrder.payOn), asc(paymentOrder.number));
  const orderIds = [...new Set(lines.map(({ orderId }) => orderId))];
  const results = await tx
    .select({
      orderId: paymentResult.orderId,
      serial: paymentResult.serial,
      outcome: paymentResult.outcome,
      reason: paymentResult.reason,
    })
    .from(paymentResult)
    .where(and(eq(paymentResult.cooperativeId, cooperativeId), inArray(paymentResult.orderId, orderIds)))
    .orderBy(asc(paymentResult.late));
  return lines.map(({ payOn, amount, ...line }) => {
    const told = results.findLast(
      ({ orderId, serial }) => orderId === line.orderId && serial === line.serial,
    );
    return {
      ...line,
      payOn: payOn.toString(),
      amount: amount.toString(),
      outcome: told?.outcome ?? null,
      reason: told?.reason ?? null,
    };
  });
}

export async function ownCash(tx: Tx, cooperativeId: string, accountIds: readonly string[]) {
  const rows = await tx
    .select({
      runId: payoutCash.runId,
      accountId: payoutCash.accountId,
      part: payoutCash.part,
      number: payoutCash.number,
      direction: payoutCash.direction,
      amount: payoutCash.amount,
      handedOn: payoutCash.handedOn,
      proxy: payoutCash.proxy,
    })
    .from(payoutCash)
    .where(and(eq(payoutCash.cooperativeId, cooperativeId), inArray(payoutCash.accountId, [...accountIds])))
    .orderBy(asc(payoutCash.number));
  return rows.map(({ number, amount, handedOn, ...row }) => ({
    ...row,
    number: number.toString(),
    amount: amount.toString(),
    handedOn: handedOn.toString(),
  }));
}
