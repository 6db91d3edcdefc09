/**
 * The steps of an order of payments after it was made, the same for every kind: released, its file taken, sent, cancelled, refused as a
 * whole, answered, a late return, either taken back where it was wrong. What differs between kinds is given: which lines are out of date, what the money is in
 * the books, how the order reads.
 */
import { v7 as newId } from 'uuid';
import { guardOf } from '../../contract/endpoint.ts';
import { byCodeUnit } from '../../domain/apportion.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { CASH, chartOn } from '../../domain/chart.ts';
import { wordOfBoth, type AnswerWords } from '../../domain/bank-file.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { credit, debit, type EntryLine } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { RequestState } from '../../domain/payout.ts';
import {
  bookedOn,
  orderName,
  requireOrderStep,
  requireSeen,
  type OrderKind,
  type OrderStep,
} from '../../domain/payment-order.ts';
import { defineCommand, execute, readAs, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { uploadedFile, type App } from '../../platform/http.ts';
import { must } from '../../platform/must.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { userNames } from '../access/index.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { accountsOfClaims } from '../dividends/index.ts';
import { tellMembers } from '../messages/index.ts';
import { bankAnswer, newsOf } from './answer.ts';
import type { News } from './answer-match.ts';
import { serveFile } from './file-taking.ts';
import { answerInput, type orderEndpoints } from './order-contract.ts';
import { changedAccounts, returnedAccounts, sharedAccounts } from './order-accounts.ts';
import {
  awaitingReturns,
  bankRowOf,
  lateReturnById,
  orderLines,
  otherOrderAnsweredBy,
  paidAgainUnseen,
  payerOvertaken,
  requireOrder,
  returnedBy,
  saidOwedAgain,
  standingOf,
  takeBackById,
  takeBacksOf,
  takeBacksOfPayment,
  takenBackBy,
  type Order,
  type OrderLineRow,
  type TakeBack,
  type TakenBack,
} from './order-store.ts';
import { sentFrom } from './orders.ts';
import { orderOnWire, type Besides } from './queries.ts';
import {
  answerTakeBack,
  answerTakeBackAnswer,
  bankAnswer as answerTable,
  lateReturn,
  lateReturnRefusal,
  paymentOrderEnd,
  paymentRefusal,
  paymentRelease,
  paymentResult,
} from './schema.ts';
import { noteTaken } from './sealed-files.ts';
import { templateOfOrder } from './templates.ts';

/** What an order is in the books. */
export interface Booking {
  /** What the money was for: a cost, or owed to the holders of its lines (null), each on the account of its claim. */
  readonly account: string | null;
  /** The order's name in summaries, and what stands behind it when it is sent: 银行代发第 3 批 · 12 笔. */
  readonly title: string;
  readonly detail: string;
  readonly text: string;
  /** Paid over the counter with the order, when it is sent. */
  readonly inCash: Money;
}

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

/** Entries name the order that made them; verification finds them by these names. */
const sources = {
  payout: {
    sent: 'payout-batch',
    refused: 'payout-batch-refusal',
    answered: 'payout-return',
    takenBack: 'payout-return-taken-back',
    lateTakenBack: 'payout-late-return-taken-back',
  },
  pension: {
    sent: 'pension-run',
    refused: 'pension-run-refusal',
    answered: 'pension-answer',
    takenBack: 'pension-answer-taken-back',
    lateTakenBack: 'pension-return-taken-back',
  },
} as const;

/** A line comes back late a further time only once the last was taken back: `times` counts them. */
function lateSource({ row }: Order, line: OrderLineRow, times: number): string {
  const of =
    row.kind === 'payout'
      ? `payout-late-return:${row.id}:${line.serial}`
      : `pension-return:${row.id}:${line.payeeId}`;
  return times === 1 ? of : `${of}:${times}`;
}

/** A cost that was less: both sides in red, so that neither shows more than was really paid. */
export function costTakenBack(cost: string, from: string, amount: Money, text: string): readonly EntryLine[] {
  const red = amount.negated();
  return [debit(cost, red, text), credit(from, red, text)];
}

/** Money is booked on the day the bank pays it, though its file leaves the house before. */
function dated({ today }: CommandUnit, { row }: Order) {
  return { date: bookedOn(row.payOn, today), ahead: true };
}

async function enterSent(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
  { account, title, detail, text, inCash }: Booking,
  bankAccount: string,
): Promise<void> {
  const { row, release } = order;
  const owed = account === null ? await owedOf(unit, order, lines) : [];
  await enterJournal(unit, {
    ...dated(unit, order),
    kind: 'automatic',
    summary: `${title}（${detail}）`,
    source: `${sources[row.kind].sent}:${row.id}`,
    preparedBy: row.madeBy,
    reviewedBy: must(release, 'the release of an order that is sent').recordedBy,
    lines: [
      ...(account === null ? debitedTo(owed, text) : [debit(account, row.total.plus(inCash), text)]),
      credit(bankAccount, row.total, '银行代发'),
      credit(CASH, inCash, '现金发放'),
    ],
    holders: owed.map((each) => ({ ...each, debit: each.amount, credit: Money.zero })),
  });
}

/** The sending of what the bank never tried, in red. */
async function enterRefused(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
  { account, title, text }: Booking,
): Promise<void> {
  const { row, end } = order;
  const red = row.total.negated();
  const owed = (account === null ? await owedOf(unit, order, lines) : []).map((each) => ({
    ...each,
    amount: each.amount.negated(),
  }));
  await enterJournal(unit, {
    ...dated(unit, order),
    kind: 'automatic',
    summary: `冲销${title}：银行整批退件`,
    source: `${sources[row.kind].refused}:${row.id}`,
    lines: [
      ...(account === null ? debitedTo(owed, text) : [debit(account, red, text)]),
      credit(sentFrom(end), red, '银行代发'),
    ],
    holders: owed.map((each) => ({ ...each, debit: each.amount, credit: Money.zero })),
  });
}

/** What came back is owed to its holders again; a pension was no cost. Of an answer that was wrong, in red. */
async function enterReturned(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
  { account, title }: Booking,
  source: string,
  toldBy: { readonly recordedBy: string } | null = null,
  taken: 'back' | 'wrong' = 'back',
): Promise<void> {
  const { end } = order;
  const back = lines.map((line) => (taken === 'back' ? line : { ...line, amount: line.amount.negated() }));
  const total = Money.sum(back.map(({ amount }) => amount));
  const owed = account === null ? await owedOf(unit, order, back) : [];
  await enterJournal(unit, {
    ...dated(unit, order),
    kind: 'automatic',
    summary: `${taken === 'back' ? '' : '冲销'}${title}退回（${back.length} 笔）${taken === 'back' ? '' : '：实际未退回'}`,
    source,
    ...(toldBy !== null && { preparedBy: toldBy.recordedBy, reviewedBy: unit.actor.userId }),
    lines:
      account === null
        ? [
            debit(sentFrom(end), total, '银行退回'),
            ...byAccount(owed).map(([code, sum]) => credit(code, sum, '退回待付')),
          ]
        : costTakenBack(account, sentFrom(end), total, '养老金退回'),
    holders: owed.map((each) => ({ ...each, debit: Money.zero, credit: each.amount })),
  });
}

interface Owed {
  readonly accountId: string;
  /** In the chart of the day on which the bank pays. */
  readonly account: string;
  readonly amount: Money;
}

/** The claims that lines of an order of dividends settle. */
async function owedOf(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
): Promise<readonly Owed[]> {
  const settled = lines.map(({ runId, accountId, amount }) => ({
    runId: must(runId, 'the run of a payment of dividends'),
    accountId: must(accountId, 'the holder behind a payment'),
    amount,
  }));
  const on = await accountsOfClaims(
    unit.tx,
    unit.cooperativeId,
    chartOn(dated(unit, order).date),
    settled.map(({ runId }) => runId),
  );
  return settled.map((each) => ({ accountId: each.accountId, account: on(each), amount: each.amount }));
}

function byAccount(owed: readonly Owed[]): readonly (readonly [account: string, sum: Money])[] {
  const sums = new Map<string, Money>();
  for (const { account, amount } of owed) sums.set(account, (sums.get(account) ?? Money.zero).plus(amount));
  return [...sums].sort(([one], [other]) => byCodeUnit(one, other));
}

function debitedTo(owed: readonly Owed[], text: string): readonly EntryLine[] {
  return byAccount(owed).map(([account, sum]) => debit(account, sum, text));
}

/** What of its accounts is to be looked at. */
async function accountsOf(tx: Tx, { row: { cooperativeId, id } }: Order) {
  return {
    changed: await changedAccounts(tx, cooperativeId, id),
    shared: await sharedAccounts(tx, cooperativeId, id),
    returned: await returnedAccounts(tx, cooperativeId, id),
  };
}

/** A file of before pays from the account of before, whoever changed it since. */
async function otherPayer({ tx }: CommandUnit, { row, payer }: Order): Promise<readonly Fault[]> {
  if (!(await payerOvertaken(tx, row))) return [];
  const why = { zh: '付款账户已变更', en: 'another account pays now' };
  const name = payer?.payerName ?? orderName(row.kind, row.number);
  return [{ code: 'payout.order-outdated', values: { name, why } }];
}

/** The commands of a kind. */
export function orderCommands(of: PaymentKind) {
  const { kind, endpoints } = of;
  const room = `${kind}s`;
  const orderOf = ({ tx, cooperativeId }: CommandUnit, orderId: string) =>
    requireOrder(tx, cooperativeId, kind, orderId);
  const mayStep = async (unit: CommandUnit, orderId: string, step: OrderStep) => {
    const order = await orderOf(unit, orderId);
    requireOrderStep(standingOf(order), step, unit.actor.userId);
    return order;
  };
  const linesOf = async ({ tx }: CommandUnit, { row }: Order) =>
    (await orderLines(tx, row)).map(({ line }) => line);
  const outdatedOf = async (unit: CommandUnit, order: Order, lines: readonly OrderLineRow[]) => [
    ...(await otherPayer(unit, order)),
    ...(await of.outdated(unit, order, lines)),
  ];
  const reply = async (unit: CommandUnit, orderId: string) => {
    const order = await orderOf(unit, orderId);
    return orderOnWire(order, await of.besides(unit.tx, order));
  };
  const bookingOf = (unit: CommandUnit, order: Order) =>
    of.booking(unit, order, { pensionAccount: order.end?.pensionAccount ?? null });
  const recorded = ({ now, actor }: CommandUnit) => ({ recordedAt: now, recordedBy: actor.userId });
  /** Whoever waits for the money hears that it is not coming, why, and what to do. */
  const tellReturned = (
    unit: CommandUnit,
    orderId: string,
    back: readonly { readonly line: OrderLineRow; readonly reason: string | null }[],
  ) =>
    tellMembers(
      unit,
      orderId,
      back.map(({ line: { payeeId: memberId, amount }, reason }) => ({
        kind: 'payout-returned',
        of: kind,
        memberId,
        amount,
        reason,
      })),
    );
  const note = (unit: CommandUnit, { row }: Order, what: string, told: Record<string, string | number>) => {
    unit.note(`${kind}-order-${what}`, { number: row.number.toString(), id: row.id, ...told });
  };

  /** Somebody who did not make it looked at the accounts that it goes to. */
  const release = defineCommand({
    name: `${room}.release`,
    endpoint: endpoints.release,
    async run(unit, { orderId, seen: { changed, shared, returned = 0, proved = 0 } }) {
      const { tx, cooperativeId } = unit;
      const order = await mayStep(unit, orderId, 'release');
      const seen = { changed, shared, returned, proved };
      const found = await accountsOf(tx, order);
      const proofs = await of.proved(tx, order);
      requireSeen(seen, {
        changed: found.changed.length,
        shared: found.shared.length,
        returned: found.returned.length,
        proved: proofs.length,
      });
      const own = proofs.find(({ toldBy }) => toldBy === unit.actor.userId);
      if (own) throw refuse('payout.releaser-told-proof', { name: `${own.name} (${own.number})` });
      if (await saidOwedAgain(tx, order.row, unit.actor.userId)) throw refuse('payout.releaser-reopened');
      const again = await paidAgainUnseen(tx, order.row);
      throwFaults(again.map((values): Fault => ({ code: 'payout.returned-unseen', values })));
      throwFaults(await outdatedOf(unit, order, await linesOf(unit, order)));
      await tx.insert(paymentRelease).values({ cooperativeId, orderId, ...seen, ...recorded(unit) });
      note(unit, order, 'release', seen);
      return reply(unit, orderId);
    },
  });

  /** Whoever takes the file leaves a trace; of an order that will not be paid, or that facts have overtaken, nobody takes it. */
  const takeFile = defineCommand({
    name: `${room}.take-file`,
    action: guardOf(endpoints.takeFile),
    input: endpoints.takeFile.input,
    async run(unit, { orderId }) {
      const order = await mayStep(unit, orderId, 'take-file');
      // The file is what the bank pays by: until it is sent, it is given out only while every line is still to be paid.
      if (order.end === null) throwFaults(await outdatedOf(unit, order, await linesOf(unit, order)));
      const file = must(order.file, 'the file of an order');
      await noteTaken(unit, file.id);
      note(unit, order, 'file', { sha256: file.fileSha256 });
      return { fileId: file.id };
    },
  });

  /** The file left the house: by somebody who neither made nor released it, and only while every line of it is still to be paid. */
  const send = defineCommand({
    name: `${room}.send`,
    endpoint: endpoints.send,
    async run(unit, { orderId }) {
      const { tx, cooperativeId } = unit;
      const order = await mayStep(unit, orderId, 'send');
      const { payOn } = order.row;
      if (order.file !== null && payOn.isBefore(unit.today))
        throw refuse('payout.pay-day-past', { payOn: `${payOn}`, today: `${unit.today}` });
      const lines = await linesOf(unit, order);
      throwFaults(await outdatedOf(unit, order, lines));
      const settings = await booksSettings(tx, cooperativeId);
      const { bankAccount } = settings;
      const pensionAccount = kind === 'pension' ? settings.pensionAccount : null;
      const end = { kind: 'sent', reason: null, bankAccount, pensionAccount } as const;
      await tx.insert(paymentOrderEnd).values({ cooperativeId, orderId, ...end, ...recorded(unit) });
      await enterSent(unit, order, lines, await of.booking(unit, order, { pensionAccount }), bankAccount);
      await tellMembers(
        unit,
        orderId,
        lines.map((line) => ({
          kind: 'payout-sent',
          of: kind,
          memberId: line.payeeId,
          amount: line.amount,
          payOn,
          bank: line.bankName,
          accountMasked: line.bankAccountMasked,
        })),
      );
      const inCash = await of.inCash(tx, order);
      await tellMembers(
        unit,
        orderId,
        inCash.map((each) => ({ kind: 'paid-in-cash', of: kind, ...each, on: unit.today, proxy: null })),
      );
      note(unit, order, 'end', { end: 'sent', total: order.row.total.toString() });
      return reply(unit, orderId);
    },
  });

  /** An order that was not sent. */
  const cancel = defineCommand({
    name: `${room}.cancel`,
    endpoint: endpoints.cancel,
    async run(unit, { orderId, reason }) {
      const { tx, cooperativeId } = unit;
      const order = await mayStep(unit, orderId, 'cancel');
      const end = { kind: 'cancelled', reason, bankAccount: null, pensionAccount: null } as const;
      await tx.insert(paymentOrderEnd).values({ cooperativeId, orderId, ...end, ...recorded(unit) });
      note(unit, order, 'end', { end: 'cancelled', reason });
      return reply(unit, orderId);
    },
  });

  /**
   * The bank refused a sent file as a whole: a payer without enough money, a file it cannot read. Nothing of it was tried, so
   * it counts as no attempt, and the books take the sending back in red.
   */
  const refuseWhole = defineCommand({
    name: `${room}.refuse`,
    endpoint: endpoints.refuse,
    async run(unit, { orderId, reason }) {
      const { tx, cooperativeId } = unit;
      const order = await mayStep(unit, orderId, 'refuse');
      await tx.insert(paymentRefusal).values({ cooperativeId, orderId, reason, ...recorded(unit) });
      const lines = await linesOf(unit, order);
      await enterRefused(unit, order, lines, await bookingOf(unit, order));
      await tellReturned(
        unit,
        orderId,
        lines.map((line) => ({ line, reason })),
      );
      note(unit, order, 'refusal', { reason });
      return reply(unit, orderId);
    },
  });

  /**
   * The bank's answer. The same file read twice says nothing new; one that names a payment, an account or an amount that is
   * not in this order is refused whole, and so is one that was read for another order: months and batches may pay the same
   * people the same amounts, so nothing inside it need tell.
   */
  const answer = defineCommand({
    name: `${room}.answer`,
    action: guardOf(endpoints.answer),
    input: answerInput,
    async run(unit, { orderId, ...told }) {
      const { tx, cooperativeId, vault } = unit;
      const { fileName, sha256 } = told;
      const order = await mayStep(unit, orderId, 'answer');
      const lines = await orderLines(tx, order.row);
      const payments = newsOf(vault, cooperativeId, lines, told);
      const results = payments.flat();
      const other = await otherOrderAnsweredBy(tx, cooperativeId, orderId, sha256);
      // Files without rows are all alike: what they say is that nothing came back.
      if (results.length > 0 && told.rows.length > 0 && other !== undefined) {
        throw refuse('payout.answer-of-other-order', { order: orderName(other.kind, other.number) });
      }
      const returned = results.filter(({ outcome }) => outcome === 'returned');
      const news = { paid: results.length - returned.length, returned: returned.length };
      if (results.length > 0) {
        const answerId = newId();
        await tx
          .insert(answerTable)
          .values({ cooperativeId, id: answerId, orderId, fileName, sha256, ...news, ...recorded(unit) });
        await insertResults(unit, orderId, payments, answerId);
        const serials = new Set(returned.map(({ serial }) => serial));
        const back = lines.map(({ line }) => line).filter(({ serial }) => serials.has(serial));
        const source = `${sources[kind].answered}:${answerId}`;
        await enterReturned(unit, order, back, await bookingOf(unit, order), source);
        const reasonOf = new Map(returned.map(({ serial, reason }) => [serial, reason]));
        await tellReturned(
          unit,
          orderId,
          back.map((line) => ({ line, reason: reasonOf.get(line.serial) ?? null })),
        );
      }
      note(unit, order, 'answer', { sha256, ...news });
      return { order: await reply(unit, orderId), news };
    },
  });

  /** The line, with those that the same payment paid: they come back together. */
  const paidLines = async ({ tx }: CommandUnit, order: Order, serial: number) => {
    const all = await orderLines(tx, order.row);
    const asked = all.find(({ line }) => line.serial === serial)?.line;
    if (asked === undefined) throw refuse('payout.return-row-unknown', { serial }, '/serial');
    const paid = all.filter(({ line }) => bankRowOf(line) === bankRowOf(asked));
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
        lines.map(({ line }) => ({ line, reason })),
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
      const together = (await linesOf(unit, order)).filter((each) => bankRowOf(each) === bankRowOf(line));
      const told = await awaitingReturns(
        tx,
        order.row,
        together.map(({ serial }) => serial),
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
      const together = (await orderLines(unit.tx, order.row))
        .filter((each) => bankRowOf(each.line) === bankRowOf(line))
        .flatMap((each) => each.lateReturnId ?? []);
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
        await tellMembers(
          unit,
          orderId,
          lines.map(({ payeeId: memberId, amount, bankAccountMasked: accountMasked }) => {
            return { kind: 'payout-arrived', of: kind, memberId, amount, accountMasked };
          }),
        );
        note(unit, order, 'answer-taken-back', { ...named(what), reason: row.reason });
      }
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
    release,
    takeFile,
    send,
    cancel,
    refuse: refuseWhole,
    answer,
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

async function insertResults(
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
  // What one row of the file paid is answered in one statement.
  let rows: ReturnType<typeof rowOf>[] = [];
  for (const [index, lines] of payments.entries()) {
    rows.push(...lines.map(rowOf));
    if (rows.length < 5_000 && index < payments.length - 1) continue;
    await tx.insert(paymentResult).values(rows);
    rows = [];
  }
}

/** What whoever reads this one file says of its words; a word that would mean both is refused. */
function withWords(
  stored: AnswerWords = { columns: {}, paid: [], returned: [] },
  more: { readonly paid?: string | undefined; readonly returned?: string | undefined },
): AnswerWords {
  const split = (text = '') => text.split(/[,，、;；\s]+/).filter((word) => word !== '');
  const words = {
    ...stored,
    paid: [...stored.paid, ...split(more.paid)],
    returned: [...stored.returned, ...split(more.returned)],
  };
  const both = wordOfBoth(words);
  if (both !== null) throw refuse('payout.template-word', { text: both }, '/paidWords');
  return words;
}

/** The routes of the steps. */
export function serveOrderSteps(app: App, of: PaymentKind, commands: ReturnType<typeof orderCommands>): void {
  const { services } = app;
  const { kind, endpoints } = of;
  read(app, endpoints.accounts, async (tx, { cooperativeId, input, today }) => {
    const { orderId } = input;
    const order = await requireOrder(tx, cooperativeId, kind, orderId);
    const waiting = await of.unconfirmed(tx, order, today);
    const proved = await of.proved(tx, order);
    const names = await userNames(
      tx,
      proved.map(({ toldBy }) => toldBy),
    );
    return {
      ...(await accountsOf(tx, order)),
      proved: proved.map(({ number, name, provedOn, means, toldBy }) => {
        return { number, name, provedOn: `${provedOn}`, means, toldBy: names.get(toldBy) ?? null };
      }),
      waiting: waiting.map((each) => ({ ...each, amount: each.amount.toString() })),
    };
  });
  serve(app, endpoints.release, commands.release);
  serveFile(app, endpoints.takeFile, commands.takeFile);
  serve(app, endpoints.send, commands.send);
  serve(app, endpoints.cancel, commands.cancel);
  serve(app, endpoints.refuse, commands.refuse);
  serve(app, endpoints.returnLate, commands.returnLate);
  serve(app, endpoints.confirmLate, commands.confirmLate);
  serve(app, endpoints.sendBackLate, commands.sendBackLate);
  serve(app, endpoints.takeBack, commands.takeBack);
  serve(app, endpoints.takeBackLate, commands.takeBackLate);
  serve(app, endpoints.confirmTakeBack, commands.confirmTakeBack);
  serve(app, endpoints.sendBackTakeBack, commands.sendBackTakeBack);
  handle(app, endpoints.answer, async (taken) => {
    const { cooperativeId, request } = taken;
    const { orderId, rest, paidWords, returnedWords } = taken.input;
    const context = taken.context();
    // Before the file is taken in: who may not enter it need not send it.
    const { stored, total } = await readAs(services, context, guardOf(endpoints.answer), async (tx) => {
      const { row } = await requireOrder(tx, cooperativeId, kind, orderId);
      return { stored: (await templateOfOrder(tx, row))?.answer, total: row.total };
    });
    const words = withWords(stored, { paid: paidWords, returned: returnedWords });
    const told = await bankAnswer(cooperativeId, await uploadedFile(request), { words, total, rest });
    return execute(services, commands.answer, context, { orderId, ...told });
  });
}
