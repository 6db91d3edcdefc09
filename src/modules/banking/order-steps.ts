/**
 * The steps of an order of payments after it was made, the same for every kind: released, its file taken, sent, cancelled, refused as a
 * whole, answered.
 */
import { v7 as newId } from 'uuid';
import { guardOf } from '../../contract/endpoint.ts';
import { wordOfBoth, type AnswerWords } from '../../domain/bank-file.ts';
import { Money } from '../../domain/money.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { orderName, requireSeen } from '../../domain/payment-order.ts';
import { defineCommand, execute, readAs, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { withUploadedFile, type App } from '../../platform/http.ts';
import { must } from '../../platform/must.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { userNames } from '../access/index.ts';
import { booksSettings } from '../accounting/index.ts';
import { tellMembers } from '../messages/index.ts';
import { bankAnswer, newsOf } from './answer.ts';
import { serveFile } from './file-taking.ts';
import { answerInput } from './order-contract.ts';
import { changedAccounts, returnedAccounts, sharedAccounts } from './order-accounts.ts';
import {
  orderLines,
  answeredBefore,
  otherOrderAnsweredBy,
  paidAgainUnseen,
  payerOvertaken,
  requireOrder,
  saidOwedAgain,
  type Order,
  type OrderLineRow,
} from './order-store.ts';
import { bankAnswer as answerTable, paymentOrderEnd, paymentRefusal, paymentRelease } from './schema.ts';
import { noteTaken } from './sealed-files.ts';
import { templateOfOrder } from './templates.ts';
import { enterRefused, enterReturned, enterSent, sources } from './order-booking.ts';
import { insertResults, orderTools, paymentsOf, type PaymentKind } from './order-kind.ts';
import { returnCommands } from './order-returns.ts';

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
  const { mayStep, linesOf, reply, bookingOf, recorded, tellRefused, tellReturned, note } = orderTools(of);
  const outdatedOf = async (unit: CommandUnit, order: Order, lines: readonly OrderLineRow[]) => [
    ...(await otherPayer(unit, order)),
    ...(await of.outdated(unit, order, lines)),
  ];

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
        paymentsOf(lines).map(({ line, amount }) => ({
          kind: 'payout-sent',
          of: kind,
          memberId: line.payeeId,
          amount,
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
      await tellRefused(unit, orderId, lines);
      note(unit, order, 'refusal', { reason });
      return reply(unit, orderId);
    },
  });

  /**
   * The bank's answer. The same file read twice says nothing new, and that it was read before is told; one that names a payment, an account or an amount that is
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
      // A file that was cut off looks like one of a bank to which nothing came back: somebody says which it is.
      if (told.rest === 'paid' && told.rows.length === 0) throw refuse('payout.return-empty');
      const lines = await orderLines(tx, order.row);
      const payments = newsOf(vault, cooperativeId, lines, told);
      const results = payments.flat();
      const before = await answeredBefore(tx, cooperativeId, orderId, sha256);
      const other = await otherOrderAnsweredBy(tx, cooperativeId, orderId, sha256);
      if (results.length > 0 && other !== undefined) {
        throw refuse('payout.answer-of-other-order', { order: orderName(other.kind, other.number) });
      }
      const returned = results.filter(({ outcome }) => outcome === 'returned');
      const news = { paid: results.length - returned.length, returned: returned.length };
      const serials = new Set(returned.map(({ serial }) => serial));
      const back = lines.map(({ line }) => line).filter(({ serial }) => serials.has(serial));
      const reasonOf = new Map(returned.map(({ serial, reason }) => [serial, reason]));
      if (results.length > 0) {
        const answerId = newId();
        await tx
          .insert(answerTable)
          .values({ cooperativeId, id: answerId, orderId, fileName, sha256, ...news, ...recorded(unit) });
        await insertResults(unit, orderId, payments, answerId);
        const source = `${sources[kind].answered}:${answerId}`;
        await enterReturned(unit, order, back, await bookingOf(unit, order), source);
        await tellReturned(unit, orderId, back, ({ serial }) => reasonOf.get(serial) ?? null);
      }
      note(unit, order, 'answer', { sha256, ...news });
      const named = new Set(results.map(({ serial }) => serial));
      const sumOf = (rows: readonly OrderLineRow[]) => Money.sum(rows.map(({ amount }) => amount));
      const all = sumOf(lines.map(({ line }) => line).filter(({ serial }) => named.has(serial)));
      return {
        order: await reply(unit, orderId),
        news,
        sums: { paid: `${all.minus(sumOf(back))}`, returned: `${sumOf(back)}` },
        back: paymentsOf(back).map(({ line, amount }) => ({
          serial: line.serial,
          name: line.payeeName,
          accountMasked: line.bankAccountMasked,
          amount: `${amount}`,
          reason: reasonOf.get(line.serial) ?? '',
        })),
        before,
      };
    },
  });

  return {
    release,
    takeFile,
    send,
    cancel,
    refuse: refuseWhole,
    answer,
    ...returnCommands(of),
  };
}

/** What whoever reads this one file says of its words; a word that would mean both is refused. */
function withWords(
  stored: AnswerWords = { columns: {}, paid: [], returned: [] },
  more: {
    readonly paid?: string | undefined;
    readonly returned?: string | undefined;
    readonly open?: string | undefined;
  },
): AnswerWords {
  const split = (text = '') => text.split(/[,，、;；\s]+/).filter((word) => word !== '');
  const words = {
    ...stored,
    paid: [...stored.paid, ...split(more.paid)],
    returned: [...stored.returned, ...split(more.returned)],
    open: [...(stored.open ?? []), ...split(more.open)],
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
    const { orderId, rest = 'open', paidWords, returnedWords, openWords } = taken.input;
    const context = taken.context();
    // Before the file is taken in: who may not enter it need not send it.
    const stored = await readAs(services, context, guardOf(endpoints.answer), async (tx) => {
      const { row } = await requireOrder(tx, cooperativeId, kind, orderId);
      return (await templateOfOrder(tx, row))?.answer;
    });
    const words = withWords(stored, { paid: paidWords, returned: returnedWords, open: openWords });
    const told = await withUploadedFile(request, (file) => bankAnswer(cooperativeId, file, { words, rest }));
    return execute(services, commands.answer, context, { orderId, ...told });
  });
}
