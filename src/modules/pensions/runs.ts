/**
 * Pensions month by month: what is due follows from the rules and the facts known now, less what was paid before. A month is
 * an order of payments; what is particular to it stands here.
 */
import { monthOf } from '../../domain/journal.ts';
import type { Sentence } from '../../domain/language.ts';
import { refuse, type Fault } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { bookedOn } from '../../domain/payment-order.ts';
import { pensionExpense } from '../../domain/pension.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import {
  fileTerms,
  makeOrder,
  orderCommands,
  outdatedWords,
  payDay,
  sameAccount,
  type Order,
  type OrderLineRow,
  type Payee,
  type PaymentKind,
} from '../banking/index.ts';
import { membersById, withConfirmedAccount } from '../members/index.ts';
import * as wire from './contract.ts';
import { duesOf, mayBePaid, type Due } from './due.ts';
import { runOnWire } from './queries.ts';
import { pensionLine, pensionRun } from './schema.ts';
import {
  latestRun,
  linesOf,
  paidInCash,
  proofs,
  proofsToLookAt,
  requireRun,
  rulesOf,
  runOf,
  type LineRow,
} from './store.ts';

type Means = LineRow['means'];
type Chosen = Due & { readonly means: Means };

export const makePensionRun = defineCommand({
  name: 'pensions.make',
  endpoint: wire.makePensionRun,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { month, template, encoding } = input;
    const payOn = payDay(unit, input.payOn);
    if (encoding !== undefined && template === undefined)
      throw refuse('pension.encoding-without-template', {}, '/encoding');
    const again = await requireNextMonth(unit, month);
    const terms = template === undefined ? null : await fileTerms(unit, { template, encoding });
    const chosen = await chosenFor(unit, month, { byBank: terms !== null, again });
    const banked = chosen.filter(({ means }) => means === 'bank');
    const { row, file } = await makeOrder(unit, {
      kind: 'pension',
      payOn,
      purpose: '养老金',
      terms: banked.length === 0 ? null : terms,
      payees: await payeesOf(unit, banked),
      fileStem: (number) => `pension-${month}-${number.toString().padStart(4, '0')}`,
    });
    const run = {
      month,
      count: chosen.filter(({ line, means }) => line.amount.isPositive && means !== 'held').length,
      inCash: sumOf(chosen, 'cash'),
    };
    await tx.insert(pensionRun).values({ cooperativeId, orderId: row.id, ...run });
    const serials = new Map(banked.map(({ member }, index) => [member.memberId, index + 1]));
    const lines = chosen.map(({ member: { memberId }, line, means }): LineRow => {
      const serial = serials.get(memberId) ?? null;
      return { cooperativeId, orderId: row.id, memberId, means, serial, ...line };
    });
    for (let start = 0; start < lines.length; start += 1_000)
      await tx.insert(pensionLine).values(lines.slice(start, start + 1_000));
    unit.note('pension-run', {
      id: row.id,
      number: row.number.toString(),
      month,
      count: run.count,
      byBank: row.total.toString(),
      inCash: run.inCash.toString(),
      ...(file !== null && { sha256: file.fileSha256, sealed: file.sealedSha256 }),
    });
    return runOnWire(await requireRun(tx, cooperativeId, row.id));
  },
});

const sumOf = (chosen: readonly Chosen[], means: Means) =>
  Money.sum(chosen.filter((each) => each.means === means).map(({ line }) => line.amount));

/**
 * Months come in their order. One that the bank refused as a whole may be made again, for those whom it was to pay.
 * True: again.
 */
async function requireNextMonth(unit: CommandUnit, month: string): Promise<boolean> {
  if (month > monthOf(unit.today)) throw refuse('pension.month-future', { month }, '/month');
  const last = await latestRun(unit.tx, unit.cooperativeId);
  if (!last) return false;
  const number = last.order.row.number.toString();
  if (last.order.state === 'made' || last.order.state === 'released')
    throw refuse('pension.month-order', { number });
  const again = month === last.month && last.order.state === 'refused';
  if (month <= last.month && !again) throw refuse('pension.month-taken', { month, number }, '/month');
  return again;
}

/** Everybody to whom the month brings something, with how it is paid. */
async function chosenFor(
  unit: CommandUnit,
  month: string,
  { byBank, again }: { readonly byBank: boolean; readonly again: boolean },
): Promise<readonly Chosen[]> {
  const { tx, cooperativeId } = unit;
  const rule = (await rulesOf(tx, cooperativeId)).findLast(({ from }) => from <= month);
  if (!rule) throw refuse('pension.no-rule', { month }, '/month');
  const seen = await proofs(tx, cooperativeId);
  // Whoever had the month in cash before the bank refused the rest gets nothing of it again.
  const served = again ? await paidInCash(tx, cooperativeId, month) : new Set<string>();
  const dues = await duesOf(tx, cooperativeId, month, unit.today);
  const payees = dues.map(({ member }) => member.memberId);
  const confirmed = await withConfirmedAccount(tx, cooperativeId, payees);
  const chosen = dues
    .filter(({ member }) => !served.has(member.memberId))
    .map((due): Chosen => {
      const { member, line } = due;
      const lives = mayBePaid(due, month, seen, rule.lifeProofMonths);
      // What is still due to the dead goes to whoever settles their estate, in cash.
      const banked = byBank && member.bankAccountMasked !== null && member.standing.deceasedOn === null;
      if (!lives) return { ...due, means: 'held' };
      if (!banked || !line.amount.isPositive) return { ...due, means: 'cash' };
      return { ...due, means: confirmed.has(member.memberId) ? 'bank' : 'held' };
    });
  if (chosen.every(({ line }) => line.amount.isZero)) throw refuse('pension.nobody', { month }, '/month');
  return chosen;
}

async function payeesOf(unit: CommandUnit, banked: readonly Chosen[]): Promise<readonly Payee[]> {
  const ids = banked.map(({ member }) => member.memberId);
  const people = await membersById(unit.tx, unit.cooperativeId, ids);
  return banked.map(({ member, line }): Payee => {
    const person = must(people.get(member.memberId), 'a pensioner');
    return {
      payeeId: member.memberId,
      payeeName: member.name,
      bankName: member.bankName,
      bankAccountIndex: must(person.bankAccountIndex, 'the account of a pensioner paid by bank'),
      bankAccountMasked: must(person.bankAccountMasked, 'the account of a pensioner paid by bank'),
      accountCipher: must(person.bankAccountCipher, 'the account of a pensioner paid by bank'),
      residentIdCipher: person.residentIdCipher,
      amount: line.amount,
      runId: null,
      accountId: null,
      part: null,
    };
  });
}

export const pensionOrders: PaymentKind = {
  kind: 'pension',
  endpoints: wire.runSteps,
  besides: runOf,
  async unconfirmed(tx, { row }) {
    const { cooperativeId } = row;
    const held = (await linesOf(tx, row)).filter(({ line }) => line.means === 'held');
    const ids = held.map(({ line }) => line.memberId);
    const people = await membersById(tx, cooperativeId, ids);
    const confirmed = await withConfirmedAccount(tx, cooperativeId, ids);
    return held.flatMap(({ line, name, number }) => {
      const accountMasked = people.get(line.memberId)?.bankAccountMasked ?? null;
      if (accountMasked === null || confirmed.has(line.memberId)) return [];
      return [{ number, name, accountMasked, amount: line.amount }];
    });
  },
  async inCash(tx, { row }) {
    const paid = (await linesOf(tx, row)).filter(
      ({ line }) => line.means === 'cash' && line.amount.isPositive,
    );
    return paid.map(({ line: { memberId, amount } }) => ({ memberId, amount }));
  },
  proved: (tx, { row }) => proofsToLookAt(tx, row),
  // What somebody had too much by then is made up by the months after it.
  moved: () => Promise.resolve([]),
  outdated: outdatedPensions,
  async booking({ tx, today }, order, { pensionAccount }) {
    const { month, count, inCash } = await runOf(tx, order);
    return {
      account: pensionExpense(
        bookedOn(order.row.payOn, today),
        must(pensionAccount, 'the cost that pensions are'),
      ),
      title: `${month} 养老金`,
      detail: `发放表第 ${order.row.number} 号，${count} 人`,
      text: '养老金',
      inCash,
    };
  },
};

export const runCommands = orderCommands(pensionOrders);

/**
 * Somebody has become due less, died, or has another account. Cash is handed over by people, who see whom they pay: only
 * the amount is judged.
 */
async function outdatedPensions(
  { tx, cooperativeId, today }: CommandUnit,
  order: Order,
  payments: readonly OrderLineRow[],
): Promise<readonly Fault[]> {
  const { month } = await runOf(tx, order);
  const lines = (await linesOf(tx, order.row)).filter(({ line }) => line.means !== 'held');
  const now = new Map(
    (await duesOf(tx, cooperativeId, month, today)).map((due) => [due.member.memberId, due]),
  );
  const ids = lines.map(({ line }) => line.memberId);
  const people = await membersById(tx, cooperativeId, ids);
  const bySerial = new Map(payments.map((each) => [each.serial, each]));
  return lines.flatMap(({ name, number, line }): readonly Fault[] => {
    const payment = line.serial === null ? undefined : bySerial.get(line.serial);
    const account = people.get(line.memberId)?.bankAccountIndex ?? null;
    const why = outdatedBy(line, payment, now.get(line.memberId), account);
    if (why === null) return [];
    const values = { name: `${name} (${number})`, why };
    return [{ code: 'payout.order-outdated', values }];
  });
}

function outdatedBy(
  line: LineRow,
  payment: OrderLineRow | undefined,
  now: Due | undefined,
  account: Uint8Array | null,
): Sentence | null {
  const due = now?.line.amount ?? Money.zero;
  if (due.compare(line.amount) < 0)
    return {
      zh: `表上 ${line.amount} 元，现在应发 ${due} 元`,
      en: `stands in it with ${line.amount}, but is due ${due} now`,
    };
  if (payment === undefined) return null;
  const died = now?.member.standing.deceasedOn ?? null;
  if (died !== null)
    return { zh: `已登记于 ${died} 去世，不能再由银行代发`, en: `died on ${died} and is not paid by bank` };
  return sameAccount(payment, account) ? null : outdatedWords.account;
}
