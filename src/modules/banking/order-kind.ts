/**
 * What a kind of order gives to the steps that all kinds share: which lines are out of date, what the money is in the books, how the order
 * reads; and what the steps do alike.
 */
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { requireOrderStep, type OrderKind, type OrderStep } from '../../domain/payment-order.ts';
import type { Fault } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { tellMembers } from '../messages/index.ts';
import type { News } from './answer-match.ts';
import type { Booking } from './order-booking.ts';
import type { orderEndpoints } from './order-contract.ts';
import {
  bankRowOf,
  orderLines,
  requireOrder,
  standingOf,
  type Order,
  type OrderLineRow,
} from './order-store.ts';
import { orderOnWire, type Besides } from './queries.ts';
import { paymentResult } from './schema.ts';

/** Somebody whose account waits to be confirmed, and what of theirs the order does not pay for it. */
export interface Unconfirmed {
  readonly number: string;
  readonly name: string;
  readonly accountMasked: string;
  readonly amount: Money;
}

/** That somebody whom an order pays was seen alive: on which day, how, and whose word it is. */
export interface Proved {
  readonly number: string;
  readonly name: string;
  readonly provedOn: LocalDate;
  readonly means: string;
  /** A user. */
  readonly toldBy: string;
}

export interface PaymentKind {
  readonly kind: OrderKind;
  readonly endpoints: ReturnType<typeof orderEndpoints>;
  /** What the kind knows of an order besides. */
  besides(tx: Tx, order: Order): Promise<Besides | null>;
  /** Who is left out of it today because an account waits to be confirmed. */
  unconfirmed(tx: Tx, order: Order, today: LocalDate): Promise<readonly Unconfirmed[]>;
  /** Whom it pays over the counter, and what. */
  inCash(tx: Tx, order: Order): Promise<readonly { readonly memberId: string; readonly amount: Money }[]>;
  /** The proofs of life that it pays on and nobody who released an order before looked at. */
  proved(tx: Tx, order: Order): Promise<readonly Proved[]>;
  /** What the answer says came back of these lines and is not as it came back any more: it went out again, or to heirs. */
  moved(unit: CommandUnit, order: Order, lines: readonly OrderLineRow[]): Promise<readonly OrderLineRow[]>;
  /** Whatever changed since the order was made that would pay the wrong person or amount. */
  outdated(unit: CommandUnit, order: Order, lines: readonly OrderLineRow[]): Promise<readonly Fault[]>;
  booking(
    unit: CommandUnit,
    order: Order,
    accounts: { readonly pensionAccount: '513' | '514' | null },
  ): Promise<Booking>;
}

/** What every step of a kind of order does alike. */
export function orderTools(of: PaymentKind) {
  const { kind } = of;
  const orderOf = ({ tx, cooperativeId }: CommandUnit, orderId: string) =>
    requireOrder(tx, cooperativeId, kind, orderId);
  const mayStep = async (unit: CommandUnit, orderId: string, step: OrderStep) => {
    const order = await orderOf(unit, orderId);
    requireOrderStep(standingOf(order), step, unit.actor.userId);
    return order;
  };
  const linesOf = async ({ tx }: CommandUnit, { row }: Order) =>
    (await orderLines(tx, row)).map(({ line }) => line);
  const reply = async (unit: CommandUnit, orderId: string) => {
    const order = await orderOf(unit, orderId);
    return orderOnWire(order, await of.besides(unit.tx, order));
  };
  const bookingOf = (unit: CommandUnit, order: Order) =>
    of.booking(unit, order, { pensionAccount: order.end?.pensionAccount ?? null });
  const recorded = ({ now, actor }: CommandUnit) => ({ recordedAt: now, recordedBy: actor.userId });
  /** Whoever waits for the money hears that it is not coming yet; that the whole file was refused says nothing of their account. */
  const tellRefused = (unit: CommandUnit, orderId: string, lines: readonly OrderLineRow[]) =>
    tellMembers(
      unit,
      orderId,
      paymentsOf(lines).map(({ line, amount }) => ({
        kind: 'payout-refused',
        of: kind,
        memberId: line.payeeId,
        amount,
      })),
    );
  /** Whoever waits for the money hears that it is not coming, why, and what to do. */
  const tellReturned = (
    unit: CommandUnit,
    orderId: string,
    back: readonly OrderLineRow[],
    reasonOf: (line: OrderLineRow) => string | null,
  ) =>
    tellMembers(
      unit,
      orderId,
      paymentsOf(back).map(({ line, amount }) => ({
        kind: 'payout-returned',
        of: kind,
        memberId: line.payeeId,
        amount,
        reason: reasonOf(line),
      })),
    );
  const note = (unit: CommandUnit, { row }: Order, what: string, told: Record<string, string | number>) => {
    unit.note(`${kind}-order-${what}`, { number: row.number.toString(), id: row.id, ...told });
  };
  return { orderOf, mayStep, linesOf, reply, bookingOf, recorded, tellRefused, tellReturned, note };
}

/** What the bank pays at once: the first of its lines, and the sum of all. */
export function paymentsOf(
  lines: readonly OrderLineRow[],
): readonly { readonly line: OrderLineRow; readonly amount: Money }[] {
  return [...Map.groupBy(lines, bankRowOf).values()].map((together) => ({
    line: must(together[0], 'the first line of a payment'),
    amount: Money.sum(together.map(({ amount }) => amount)),
  }));
}

/** What one row of the bank's file paid is answered in one statement. */
export async function insertResults(
  unit: CommandUnit,
  orderId: string,
  payments: readonly (readonly (News & { readonly late?: number })[])[],
  answerId: string | null,
): Promise<void> {
  const { tx, cooperativeId, now, actor } = unit;
  const rowOf = ({ serial, outcome, reason, late = 0 }: News & { readonly late?: number }) => ({
    cooperativeId,
    orderId,
    serial,
    outcome,
    reason,
    late,
    answerId,
    recordedAt: now,
    recordedBy: actor.userId,
  });
  let rows: ReturnType<typeof rowOf>[] = [];
  for (const [index, lines] of payments.entries()) {
    rows.push(...lines.map(rowOf));
    if (rows.length < 5_000 && index < payments.length - 1) continue;
    await tx.insert(paymentResult).values(rows);
    rows = [];
  }
}
