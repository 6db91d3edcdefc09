/** Pensions beside the bank: cash that nobody fetched, and what was too much and is brought back. */
import { v7 as newId } from 'uuid';
import { CASH } from '../../domain/chart.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { bookedOn } from '../../domain/payment-order.ts';
import { pensionExpense } from '../../domain/pension.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { costTakenBack } from '../banking/index.ts';
import { memberNamed } from '../members/index.ts';
import { tellMembers } from '../messages/index.ts';
import * as wire from './contract.ts';
import { overpaidTo, pensioners } from './due.ts';
import { runOnWire } from './queries.ts';
import { pensionCashReturn, pensionRepayment } from './schema.ts';
import { linesOf, requireRun } from './store.ts';

async function enterRed(
  unit: CommandUnit,
  entry: {
    readonly source: string;
    readonly summary: string;
    readonly text: string;
    readonly amount: Money;
    readonly expense: '513' | '514';
    readonly into: string;
    readonly date: LocalDate;
  },
): Promise<void> {
  await enterJournal(unit, {
    date: entry.date,
    ahead: true,
    kind: 'automatic',
    summary: entry.summary,
    source: entry.source,
    lines: costTakenBack(pensionExpense(entry.date, entry.expense), entry.into, entry.amount, entry.text),
    holders: [],
  });
}

/** Cash of a month that came back: it is due again, and the next run pays it as arrears. */
export const returnPensionCash = defineCommand({
  name: 'pensions.return-cash',
  endpoint: wire.returnPensionCash,
  async run(unit, { orderId, member, reason }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, orderId);
    const found = (await linesOf(tx, run.order.row)).find(({ number }) => number === member);
    const open =
      run.order.end?.kind === 'sent' &&
      found?.line.means === 'cash' &&
      found.back === null &&
      found.line.amount.isPositive;
    if (!open) throw refuse('pension.line-unknown', { member }, '/member');
    const { memberId, amount } = found.line;
    const recorded = { recordedAt: unit.now, recordedBy: unit.actor.userId };
    await tx.insert(pensionCashReturn).values({ cooperativeId, orderId, memberId, reason, ...recorded });
    await enterRed(unit, {
      source: `pension-return:${orderId}:${memberId}`,
      summary: `${run.month} 养老金退回（${member}）`,
      text: '养老金退回',
      amount,
      expense: must(run.order.end?.pensionAccount, 'the cost that pensions were'),
      into: CASH,
      date: bookedOn(run.order.row.payOn, unit.today),
    });
    await tellMembers(unit, orderId, [
      {
        kind: 'cash-struck',
        of: 'pension',
        memberId,
        direction: 'paid',
        amount,
        on: run.order.row.payOn,
        reason,
      },
    ]);
    unit.note('pension-cash-return', {
      run: run.order.row.number.toString(),
      member,
      amount: amount.toString(),
      reason,
    });
    return runOnWire(run);
  },
});

export const receiveRepayment = defineCommand({
  name: 'pensions.receive-repayment',
  endpoint: wire.receivePensionRepayment,
  async run(unit, { member, amount: text, means, note }) {
    const { tx, cooperativeId } = unit;
    const found = await memberNamed(tx, cooperativeId, member);
    const [person] = found ? await pensioners(tx, cooperativeId, unit.today, [found.id]) : [];
    if (!person) throw refuse('pension.member-unknown', { member }, '/member');
    const amount = Money.parse(text);
    const overpaid = await overpaidTo(tx, cooperativeId, person);
    if (!amount.isPositive || amount.compare(overpaid) > 0)
      throw refuse('pension.repayment-not-owed', { member, overpaid: `${overpaid}` }, '/amount');
    const id = newId();
    await tx.insert(pensionRepayment).values({
      cooperativeId,
      id,
      memberId: person.member.memberId,
      amount,
      means,
      note,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    const settings = await booksSettings(tx, cooperativeId);
    await enterRed(unit, {
      source: `pension-repayment:${id}`,
      summary: `收回多发养老金（${member}）`,
      text: '收回多发养老金',
      amount,
      expense: settings.pensionAccount,
      into: means === 'bank' ? settings.bankAccount : CASH,
      date: unit.today,
    });
    unit.note('pension-repayment', { id, member, amount: amount.toString(), means, note });
    return { id, overpaid: overpaid.minus(amount).toString() };
  },
});
