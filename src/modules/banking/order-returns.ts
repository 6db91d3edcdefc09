/**
 * What two people say of payments that the bank had answered: one that it had reported as paid came back late, or what was said to have
 * come back never did. One person tells it, another who looked at the bank's statement confirms it or sends it back; what one payment
 * paid comes back, and is taken back, together.
 */
import { v7 as newId } from 'uuid';
import { Money } from '../../domain/money.ts';
import type { RequestState } from '../../domain/payout.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { tellMembers } from '../messages/index.ts';
import { enterReturned, lateSource, sources } from './order-booking.ts';
import { insertResults, orderTools, paymentsOf, type PaymentKind } from './order-kind.ts';
import {
  awaitingReturns,
  bankRowOf,
  lateReturnById,
  paidTogether,
  returnedBy,
  takeBackById,
  takeBacksOf,
  takeBacksOfPayment,
  takenBackBy,
  type Order,
  type OrderLineRow,
  type TakeBack,
  type TakenBack,
} from './order-store.ts';
import {
  answerTakeBack,
  answerTakeBackAnswer,
  lateReturn,
  lateReturnRefusal,
  paymentResult,
} from './schema.ts';

/** The commands of a kind. */
export function returnCommands(of: PaymentKind) {
  const { kind, endpoints } = of;
  const room = `${kind}s`;
  const { orderOf, reply, bookingOf, recorded, tellReturned, note } = orderTools(of);

  /** The line, with those that the same payment paid: they come back together. */
  const paidLines = async ({ tx }: CommandUnit, order: Order, serial: number) => {
    const paid = await paidTogether(tx, order.row, serial);
    const asked = paid.find(({ line }) => line.serial === serial)?.line;
    if (asked === undefined) throw refuse('payout.return-row-unknown', { serial }, '/serial');
    if (paid.some(({ told }) => told.at(-1) !== 'paid') || order.state === 'refused')
      throw refuse('payout.not-paid-before', { serial, name: asked.payeeName }, '/serial');
    return paid.map(({ line, told }) => {
      const times = told.slice(1).filter((outcome) => outcome === 'returned').length + 1;
      return { line, told: told.length, times };
    });
  };

  /** A line that the bank had reported as paid came back after all, says one person: nothing is owed again yet. */
  const returnLate = defineCommand({
    name: `${room}.late-return`,
    endpoint: endpoints.returnLate,
    async run(unit, { orderId, serial, reason }) {
      const { tx, cooperativeId } = unit;
      const order = await orderOf(unit, orderId);
      const lines = await paidLines(unit, order, serial);
      const serials = lines.map(({ line }) => line.serial);
      const { line } = must(
        lines.find((each) => each.line.serial === serial),
        'the line that was asked for',
      );
      if ((await awaitingReturns(tx, order.row, serials)).length > 0)
        throw refuse('payout.late-return-waits', { serial, name: line.payeeName }, '/serial');
      const told = serials.map((each) => {
        return { cooperativeId, id: newId(), orderId, serial: each, reason, ...recorded(unit) };
      });
      await tx.insert(lateReturn).values(told);
      for (const each of serials) note(unit, order, 'late-return-told', { serial: each, reason });
      const { id } = must(
        told.find((each) => each.serial === serial),
        'what was told of the line',
      );
      return lateReturnOnWire(id, line, reason, 'awaiting');
    },
  });

  const waitingReturn = async ({ tx }: CommandUnit, order: Order, lateReturnId: string) => {
    const found = await lateReturnById(tx, order.row, lateReturnId);
    if (found.state !== 'awaiting') throw refuse('payout.late-return-answered');
    return found;
  };

  /** Another person found the money on the statement of the bank: it is owed to its payee again. */
  const confirmLate = defineCommand({
    name: `${room}.confirm-late-return`,
    endpoint: endpoints.confirmLate,
    async run(unit, { orderId, lateReturnId }) {
      const { tx, cooperativeId } = unit;
      const order = await orderOf(unit, orderId);
      const { row } = await waitingReturn(unit, order, lateReturnId);
      const { serial, reason } = row;
      if (row.recordedBy === unit.actor.userId) throw refuse('payout.confirmer-is-enterer');
      const lines = await paidLines(unit, order, serial);
      const result = { outcome: 'returned', reason, answerId: null } as const;
      await tx.insert(paymentResult).values(
        lines.map(({ line, told }) => ({
          cooperativeId,
          orderId,
          serial: line.serial,
          late: told,
          ...result,
          ...recorded(unit),
        })),
      );
      const booking = await bookingOf(unit, order);
      for (const { line, times } of lines) {
        await enterReturned(unit, order, [line], booking, lateSource(order, line, times), row);
        note(unit, order, 'late-return', { serial: line.serial, reason });
      }
      await tellReturned(
        unit,
        orderId,
        lines.map(({ line }) => line),
        () => reason,
      );
      return { order: await reply(unit, orderId), news: { paid: 0, returned: lines.length } };
    },
  });

  const sendBackLate = defineCommand({
    name: `${room}.send-back-late-return`,
    endpoint: endpoints.sendBackLate,
    async run(unit, { orderId, lateReturnId, reason }) {
      const { tx, cooperativeId } = unit;
      const order = await orderOf(unit, orderId);
      const { row, line } = await waitingReturn(unit, order, lateReturnId);
      const together = await paidTogether(tx, order.row, line.serial);
      const told = await awaitingReturns(
        tx,
        order.row,
        together.map((each) => each.line.serial),
      );
      await tx
        .insert(lateReturnRefusal)
        .values(
          told.map(({ row: { id } }) => ({ cooperativeId, lateReturnId: id, reason, ...recorded(unit) })),
        );
      for (const each of told) note(unit, order, 'late-return-refusal', { serial: each.row.serial, reason });
      return lateReturnOnWire(row.id, line, row.reason, 'sent-back');
    },
  });

  /** What was said to have come back by what is taken back, each with how much was said of it by now. */
  const saidBack = async ({ tx, cooperativeId }: CommandUnit, { row }: Order, what: TakenBack) => {
    if (what.answerId === null) {
      const { line, told } = await lateReturnById(tx, row, what.lateReturnId);
      return [{ line, told: told.length }];
    }
    const lines = await returnedBy(tx, cooperativeId, row.id, what.answerId);
    if (lines.length === 0) throw refuse('payout.answer-unknown');
    return lines.map((line) => ({ line, told: 1 }));
  };

  /** The same, while all of it still is as it came back. */
  const returnedStill = async (unit: CommandUnit, order: Order, what: TakenBack) => {
    const said = await saidBack(unit, order, what);
    const lines = said.map(({ line }) => line);
    const moved = await of.moved(unit, order, lines);
    throwFaults(
      moved.map(({ serial, payeeName: name }): Fault => ({
        code: 'payout.returned-moved',
        values: { serial, name },
      })),
    );
    return said;
  };

  const askBack = async (unit: CommandUnit, order: Order, whats: readonly TakenBack[], reason: string) => {
    const { tx, cooperativeId } = unit;
    const asked: AskedBack[] = [];
    for (const what of whats) {
      const before = await takeBacksOf(tx, cooperativeId, order.row.id, what);
      if (before.some(({ state }) => state === 'confirmed')) throw refuse('payout.answer-taken-back');
      if (before.some(({ state }) => state === 'awaiting')) throw refuse('payout.take-back-waits');
      const said = await returnedStill(unit, order, what);
      const row = { cooperativeId, id: newId(), ...what, reason, ...recorded(unit) };
      await tx.insert(answerTakeBack).values(row);
      note(unit, order, 'answer-wrong-told', { ...named(what), reason });
      asked.push({ row, said });
    }
    return takeBackOnWire(asked, 'awaiting');
  };

  /** The answer was wrong, says one person: what it says came back was paid. It stays owed until another confirms that. */
  const takeBack = defineCommand({
    name: `${room}.take-back-answer`,
    endpoint: endpoints.takeBack,
    async run(unit, { orderId, answerId, reason }) {
      return askBack(unit, await orderOf(unit, orderId), [{ answerId, lateReturnId: null }], reason);
    },
  });

  /** So was what two people said of one payment: it never came back. */
  const takeBackLate = defineCommand({
    name: `${room}.take-back-late-return`,
    endpoint: endpoints.takeBackLate,
    async run(unit, { orderId, lateReturnId, reason }) {
      const order = await orderOf(unit, orderId);
      const { row, line, state } = await lateReturnById(unit.tx, order.row, lateReturnId);
      if (state === 'awaiting')
        throw refuse('payout.late-return-waits', { serial: row.serial, name: line.payeeName });
      if (state === 'sent-back') throw refuse('payout.late-return-answered');
      if (state === 'taken-back') throw refuse('payout.late-return-taken-back');
      // What one payment paid came back together, and so it did not.
      const together = (await paidTogether(unit.tx, order.row, line.serial)).flatMap(
        (each) => each.lateReturnId ?? [],
      );
      const others = together.filter((each) => each !== lateReturnId);
      const whats = [lateReturnId, ...others].map((each) => ({ answerId: null, lateReturnId: each }));
      return askBack(unit, order, whats, reason);
    },
  });

  /** What waits, with what waits of the same payment. */
  const waitingTakeBacks = async ({ tx }: CommandUnit, order: Order, takeBackId: string) => {
    const { row, state } = await takeBackById(tx, order.row, takeBackId);
    if (state !== 'awaiting') throw refuse('payout.take-back-answered');
    if (row.lateReturnId === null) return [row];
    const { line } = await lateReturnById(tx, order.row, row.lateReturnId);
    const others = await takeBacksOfPayment(tx, order.row, bankRowOf(line));
    const waiting = others.filter((each) => each.state === 'awaiting' && each.row.id !== row.id);
    return [row, ...waiting.map((each) => each.row)];
  };

  /** Another person found on the bank's statement that nothing came back: it was paid, and the books say so in red. */
  const confirmTakeBack = defineCommand({
    name: `${room}.confirm-take-back`,
    endpoint: endpoints.confirmTakeBack,
    async run(unit, { orderId, takeBackId }) {
      const { tx, cooperativeId } = unit;
      const order = await orderOf(unit, orderId);
      const rows = await waitingTakeBacks(unit, order, takeBackId);
      if (rows.some((row) => row.recordedBy === unit.actor.userId))
        throw refuse('payout.confirmer-is-enterer');
      const asked: AskedBack[] = [];
      for (const row of rows) asked.push({ row, said: await returnedStill(unit, order, takenBackBy(row)) });
      await tx
        .insert(answerTakeBackAnswer)
        .values(rows.map(({ id }) => ({ cooperativeId, takeBackId: id, reason: null, ...recorded(unit) })));
      const payments = Map.groupBy(
        asked.flatMap(({ row: { reason }, said }) => said.map((each) => ({ ...each, reason }))),
        ({ line }) => bankRowOf(line),
      );
      const results = [...payments.values()].map((paid) =>
        paid.map(({ line: { serial }, told, reason }) => {
          return { serial, late: told, outcome: 'paid' as const, reason };
        }),
      );
      await insertResults(unit, orderId, results, null);
      const booking = await bookingOf(unit, order);
      for (const { row, said } of asked) {
        const what = takenBackBy(row);
        const source =
          what.answerId === null
            ? `${sources[kind].lateTakenBack}:${row.id}`
            : `${sources[kind].takenBack}:${what.answerId}`;
        const lines = said.map(({ line }) => line);
        await enterReturned(unit, order, lines, booking, source, row, 'wrong');
        note(unit, order, 'answer-taken-back', { ...named(what), reason: row.reason });
      }
      await tellMembers(
        unit,
        orderId,
        paymentsOf(asked.flatMap(({ said }) => said.map(({ line }) => line))).map(({ line, amount }) => ({
          kind: 'payout-arrived',
          of: kind,
          memberId: line.payeeId,
          amount,
          accountMasked: line.bankAccountMasked,
        })),
      );
      return takeBackOnWire(asked, 'confirmed');
    },
  });

  const sendBackTakeBack = defineCommand({
    name: `${room}.send-back-take-back`,
    endpoint: endpoints.sendBackTakeBack,
    async run(unit, { orderId, takeBackId, reason }) {
      const { tx, cooperativeId } = unit;
      const order = await orderOf(unit, orderId);
      const rows = await waitingTakeBacks(unit, order, takeBackId);
      await tx
        .insert(answerTakeBackAnswer)
        .values(rows.map(({ id }) => ({ cooperativeId, takeBackId: id, reason, ...recorded(unit) })));
      const asked: AskedBack[] = [];
      for (const row of rows) {
        const what = takenBackBy(row);
        note(unit, order, 'answer-wrong-refusal', { ...named(what), reason });
        asked.push({ row, said: await saidBack(unit, order, what) });
      }
      return takeBackOnWire(asked, 'sent-back');
    },
  });

  return {
    returnLate,
    confirmLate,
    sendBackLate,
    takeBack,
    takeBackLate,
    confirmTakeBack,
    sendBackTakeBack,
  };
}

/** As the trail says it. */
const named = ({ answerId, lateReturnId }: TakenBack): Record<string, string> =>
  answerId === null ? { lateReturn: lateReturnId } : { answer: answerId };

/** What one row asks to take back, each line with how much was said of it by now. */
interface AskedBack {
  readonly row: TakeBack['row'];
  readonly said: readonly { readonly line: OrderLineRow; readonly told: number }[];
}

/** The first is what was asked for; the others are of the same payment. */
function takeBackOnWire(asked: readonly AskedBack[], state: RequestState) {
  const [first] = asked;
  const { id, answerId, lateReturnId, reason } = must(first, 'what is taken back').row;
  const lines = asked.flatMap(({ said }) => said.map(({ line }) => line));
  const amount = Money.sum(lines.map((line) => line.amount)).toString();
  return { id, answerId, lateReturnId, payments: lines.length, amount, reason, state };
}

function lateReturnOnWire(id: string, line: OrderLineRow, reason: string, state: RequestState) {
  return { id, serial: line.serial, payee: line.payeeName, amount: line.amount.toString(), reason, state };
}
