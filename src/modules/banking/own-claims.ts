/**
 * Where one person's money stands, by the very rule of the office: of the accounts that the portal's own login has seen, and of what was
 * divided to them as an heir. Read as the office reads, since the rule looks at what the portal does not; of it a person is told the state,
 * and of another who is paid in their place the name alone.
 */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { belowMinimum, isPayable } from '../../domain/payout.ts';
import type { Tx } from '../../platform/database.ts';
import { claims, minimumOf, standingClaims, type ClaimRow } from './claims.ts';
import { inBook } from './in-book.ts';
import { estateShare, paymentOrder, paymentOrderEnd, paymentRefusal, paymentRelease } from './schema.ts';

export interface OwnAsked {
  readonly memberId: string;
  readonly accountIds: readonly string[];
}

export async function ownClaims(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  { memberId, accountIds }: OwnAsked,
) {
  const inherited = await tx
    .selectDistinct({ accountId: estateShare.accountId })
    .from(estateShare)
    .where(and(eq(estateShare.cooperativeId, cooperativeId), eq(estateShare.heirId, memberId)));
  const all = [...new Set([...accountIds, ...inherited.map(({ accountId }) => accountId)])];
  if (all.length === 0) return [];
  const isOwn = ({ accountId, part, payeeId }: ClaimRow) =>
    accountIds.includes(accountId) || (part > 0 && payeeId === memberId);
  const rows = (await claims(tx, cooperativeId, today, { accountIds: all })).filter(isOwn);
  const payable = rows.filter(({ state }) => isPayable(state));
  const small = belowMinimum(payable, await minimumOf(tx, cooperativeId));
  // What a person gets is all here; what the head of the household gets besides is read only where this alone is too little.
  const known = [...small].some(({ payeeId }) => payeeId !== memberId)
    ? (await standingClaims(tx, cooperativeId, today, null)).filter(isOwn)
    : rows.map((each) => (small.has(each) ? { ...each, state: 'below-minimum' as const } : each));
  return known.map((claim) => ({
    runId: claim.runId,
    period: claim.period,
    accountId: claim.accountId,
    holder: claim.kind,
    number: claim.number,
    part: claim.part,
    inherited: !accountIds.includes(claim.accountId),
    state: claim.state,
    net: claim.net.toString(),
    open: claim.open.toString(),
    held: claim.held,
    // Who is paid is the person of whom this is asked, or is told by name.
    paidTo: claim.payeeId === memberId ? null : claim.payeeName,
  }));
}

/** What became of these orders: whether another person approved them, how they ended, and whether the bank refused them whole. */
export async function fateOfOrders(tx: Tx, cooperativeId: string, orderIds: readonly string[]) {
  const rows = await tx
    .select({
      orderId: paymentOrder.id,
      number: paymentOrder.number,
      madeAt: paymentOrder.madeAt,
      released: paymentRelease.orderId,
      ended: paymentOrderEnd.kind,
      endedAt: paymentOrderEnd.recordedAt,
      refused: paymentRefusal.orderId,
    })
    .from(paymentOrder)
    .leftJoin(
      paymentRelease,
      inBook(cooperativeId, paymentRelease, eq(paymentRelease.orderId, paymentOrder.id)),
    )
    .leftJoin(
      paymentOrderEnd,
      inBook(cooperativeId, paymentOrderEnd, eq(paymentOrderEnd.orderId, paymentOrder.id)),
    )
    .leftJoin(
      paymentRefusal,
      inBook(cooperativeId, paymentRefusal, eq(paymentRefusal.orderId, paymentOrder.id)),
    )
    .where(and(eq(paymentOrder.cooperativeId, cooperativeId), inArray(paymentOrder.id, [...orderIds])))
    .orderBy(asc(paymentOrder.number));
  return rows.map(({ released, refused, ...row }) => ({
    ...row,
    isReleased: released !== null,
    isRefused: refused !== null,
  }));
}
