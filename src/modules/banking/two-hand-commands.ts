/**
 * What touches somebody's claim without any money moving, so that nobody would notice: a debt taken off it, a reminder that moves
 * its limitation, an answer that says its payment came back. One person asks, another confirms; until then neither has any effect.
 */
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { chartOn } from '../../domain/chart.ts';
import { credit, debit } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { isContested } from '../../domain/holding.ts';
import { isWaiting } from '../../domain/payout.ts';
import { refuse } from '../../domain/refusal.ts';
import { payoutStateWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { enterJournal } from '../accounting/index.ts';
import { accountsOfClaims } from '../dividends/index.ts';
import { accountNamed } from '../shares/index.ts';
import * as wire from './claim-contract.ts';
import { answersWithReturns, reminderById, setOffById, setOffRequestById } from './claim-store.ts';
import { claims, type ClaimRow } from './claims.ts';
import {
  answerConfirmation,
  payoutReminder,
  payoutReminderConfirmation,
  payoutSetOff,
  payoutSetOffRefusal,
  payoutSetOffRequest,
  payoutSetOffStrike,
} from './schema.ts';

const recorded = ({ now, actor }: CommandUnit) => ({ recordedAt: now, recordedBy: actor.userId });

/**
 * What a holder owes is to be taken off what waits for them, as far as it goes; never off what a court has frozen or somebody
 * disputes. Where both stand on one account nothing moves in the books; else the debt goes over to the claim's.
 */
export const setOff = defineCommand({
  name: 'payouts.set-off',
  endpoint: wire.setOffPayout,
  async run(unit, { kind, number, owedRunId, againstRunId }) {
    const { tx, cooperativeId } = unit;
    const account = await accountNamed(tx, cooperativeId, { kind, number });
    if (!account) throw refuse('payout.claim-unknown', { holder: number }, '/number');
    const wish = { accountId: account.id, owedRunId, againstRunId };
    const amount = await amountOf(unit, wish, number);
    const id = newId();
    await tx.insert(payoutSetOffRequest).values({ cooperativeId, id, ...wish, amount, ...recorded(unit) });
    unit.note('payout-set-off-request', { id, holder: number, owedRunId, againstRunId, amount: `${amount}` });
    return { id, amount: amount.toString(), state: 'awaiting' as const };
  },
});

interface SetOffWish {
  readonly accountId: string;
  readonly owedRunId: string;
  readonly againstRunId: string;
}

/** As the two claims stand now. */
async function amountOf(
  { tx, cooperativeId, today }: CommandUnit,
  { accountId, owedRunId, againstRunId }: SetOffWish,
  holder: string,
) {
  const all = await claims(tx, cooperativeId, today, { accountIds: [accountId] });
  const of = (runId: string) => all.find((each) => each.runId === runId && each.part === 0);
  const [owed, against] = [of(owedRunId), of(againstRunId)];
  if (!owed || !against) throw refuse('payout.claim-unknown', { holder }, '/number');
  if (owed.state !== 'owed') throw refuse('payout.claim-not-open', notOpen(owed), '/owedRunId');
  // What is not taxed yet is not its holder's to spend.
  if (!isWaiting(against.state) || isContested(against.held) || against.untaxed)
    throw refuse('payout.claim-not-open', notOpen(against), '/againstRunId');
  const debt = owed.open.negated();
  return debt.compare(against.open) < 0 ? debt : against.open;
}

function notOpen({ payeeName, number, state }: ClaimRow) {
  return { name: payeeName ?? number, state: payoutStateWords[state] };
}

/** Exactly what was asked for: where the claims have moved since, it is sent back and asked for anew. */
export const confirmSetOff = defineCommand({
  name: 'payouts.confirm-set-off',
  endpoint: wire.confirmPayoutSetOff,
  async run(unit, { setOffId }) {
    const { tx, cooperativeId } = unit;
    const { row, state, number } = await setOffRequestById(tx, cooperativeId, setOffId);
    if (state !== 'awaiting') throw refuse('payout.set-off-answered');
    if (row.recordedBy === unit.actor.userId) throw refuse('payout.confirmer-is-enterer');
    const { accountId, owedRunId, againstRunId, amount } = row;
    const now = await amountOf(unit, row, number);
    if (!now.equals(amount)) throw refuse('payout.set-off-moved', { asked: `${amount}`, now: `${now}` });
    const values = { accountId, owedRunId, againstRunId, amount };
    await tx.insert(payoutSetOff).values({ cooperativeId, id: setOffId, ...values, ...recorded(unit) });
    await enterSetOff(unit, row, number, 1n);
    const told = { id: setOffId, holder: number, owedRunId, againstRunId, amount: amount.toString() };
    unit.note('payout-set-off', told);
    return { id: setOffId, amount: told.amount, state: 'confirmed' as const };
  },
});

/** Of runs before and after its holder left or came in: one claim stands on 113, the other on the account for outsiders. */
async function enterSetOff(
  unit: CommandUnit,
  row: SetOffWish & { readonly id: string; readonly amount: Money; readonly recordedBy: string },
  holder: string,
  sign: 1n | -1n,
): Promise<void> {
  const { tx, cooperativeId, today } = unit;
  const { accountId, owedRunId, againstRunId } = row;
  const on = await accountsOfClaims(tx, cooperativeId, chartOn(today), [owedRunId, againstRunId]);
  const [owed, against] = [on({ runId: owedRunId, accountId }), on({ runId: againstRunId, accountId })];
  if (owed === against) return;
  const amount = Money.fromFen(row.amount.fen * sign);
  await enterJournal(unit, {
    date: today,
    kind: 'automatic',
    summary: `${sign === 1n ? '' : '冲销'}红利抵扣（${holder}）`,
    source: `${sign === 1n ? 'payout-set-off' : 'payout-set-off-strike'}:${row.id}`,
    preparedBy: row.recordedBy,
    reviewedBy: unit.actor.userId === row.recordedBy ? null : unit.actor.userId,
    lines: [debit(against, amount, '抵扣应付红利'), credit(owed, amount, '抵扣多付红利')],
    holders: [
      { accountId, account: against, debit: amount, credit: Money.zero },
      { accountId, account: owed, debit: Money.zero, credit: amount },
    ],
  });
}

export const sendBackSetOff = defineCommand({
  name: 'payouts.send-back-set-off',
  endpoint: wire.sendBackPayoutSetOff,
  async run(unit, { setOffId, reason }) {
    const { tx, cooperativeId } = unit;
    const { row, state } = await setOffRequestById(tx, cooperativeId, setOffId);
    if (state !== 'awaiting') throw refuse('payout.set-off-answered');
    await tx
      .insert(payoutSetOffRefusal)
      .values({ cooperativeId, requestId: setOffId, reason, ...recorded(unit) });
    unit.note('payout-set-off-refusal', { id: setOffId, reason });
    return { id: setOffId, amount: row.amount.toString(), state: 'sent-back' as const };
  },
});

/** A set-off that was a mistake, said by a third person while nothing else was paid of the two claims. */
export const strikeSetOff = defineCommand({
  name: 'payouts.strike-set-off',
  endpoint: wire.strikePayoutSetOff,
  async run(unit, { setOffId, reason }) {
    const { tx, cooperativeId } = unit;
    const found = await setOffById(tx, cooperativeId, setOffId);
    if (!found) throw refuse('payout.set-off-unknown');
    const { row, struck, askedBy } = found;
    if ([askedBy, row.recordedBy].includes(unit.actor.userId)) throw refuse('payout.striker-is-enterer');
    const all = await claims(tx, cooperativeId, unit.today, { accountIds: [row.accountId] });
    const its = all.filter(({ runId }) => runId === row.owedRunId || runId === row.againstRunId);
    const untouched = its.every(
      ({ role, state, open, net, part }) =>
        part === 0 &&
        role !== 'reversed' &&
        state !== 'in-batch' &&
        (role === 'reversal' || open.equals(net)),
    );
    if (struck || !untouched) throw refuse('payout.set-off-used');
    await tx.insert(payoutSetOffStrike).values({ cooperativeId, setOffId, reason, ...recorded(unit) });
    await enterSetOff(unit, { ...row, recordedBy: unit.actor.userId }, its[0]?.number ?? row.accountId, -1n);
    unit.note('payout-set-off-strike', { id: setOffId, reason });
    return { id: setOffId };
  },
});

/** The day, the means and who: no more, until another person confirms it and the limitation runs anew from that day. */
export const remind = defineCommand({
  name: 'payouts.remind',
  endpoint: wire.remindHolder,
  async run(unit, { kind, number, remindedOn: day, means }) {
    const { tx, cooperativeId } = unit;
    const account = await accountNamed(tx, cooperativeId, { kind, number });
    if (!account) throw refuse('payout.claim-unknown', { holder: number }, '/number');
    const remindedOn = LocalDate.parse(day);
    if (remindedOn.isAfter(unit.today))
      throw refuse('books.entry-in-future', { date: day, today: `${unit.today}` }, '/remindedOn');
    const id = newId();
    const row = { cooperativeId, id, accountId: account.id, remindedOn, means, countsAlone: false };
    await tx.insert(payoutReminder).values({ ...row, ...recorded(unit) });
    unit.note('payout-reminder', { holder: number, remindedOn: day, means });
    return { id };
  },
});

export const confirmReminder = defineCommand({
  name: 'payouts.confirm-reminder',
  endpoint: wire.confirmReminder,
  async run(unit, { reminderId }) {
    const { tx, cooperativeId } = unit;
    const { row, counts } = await reminderById(tx, cooperativeId, reminderId);
    if (counts) throw refuse('payout.reminder-counts');
    if (row.recordedBy === unit.actor.userId) throw refuse('payout.confirmer-is-enterer');
    await tx.insert(payoutReminderConfirmation).values({ cooperativeId, reminderId, ...recorded(unit) });
    unit.note('payout-reminder-confirmation', { id: reminderId });
    return { id: reminderId };
  },
});

/** Somebody who did not read the answer in found on the bank's statement what it says came back: it may go out again. */
export const confirmAnswer = defineCommand({
  name: 'payouts.confirm-answer',
  endpoint: wire.confirmPayoutAnswer,
  async run(unit, { answerId }) {
    const { tx, cooperativeId } = unit;
    const [found] = await answersWithReturns(tx, cooperativeId, answerId);
    if (!found) throw refuse('payout.answer-unknown');
    if (found.state === 'taken-back') throw refuse('payout.answer-taken-back');
    if (found.state === 'confirmed') throw refuse('payout.answer-confirmed');
    if (found.recordedBy === unit.actor.userId) throw refuse('payout.confirmer-is-enterer');
    await tx.insert(answerConfirmation).values({ cooperativeId, answerId, ...recorded(unit) });
    unit.note('answer-confirmation', { id: answerId });
    return { id: answerId };
  },
});
