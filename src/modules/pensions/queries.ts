/** Pensions as people read them. */
import { refuse } from '../../domain/refusal.ts';
import { monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { eligibleOn } from '../../domain/pension.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { orderOnWire } from '../banking/index.ts';
import { memberNamed } from '../members/index.ts';
import { overpaidTo, pensioners } from './due.ts';
import {
  asRule,
  linesOf,
  paymentsOf,
  proofs,
  repaymentsOf,
  requireRun,
  ruleRows,
  rulesOf,
  runsOf,
  type Run,
} from './store.ts';

export function runOnWire(run: Run) {
  return orderOnWire(run.order, run);
}

/** The rules that stand and those that were withdrawn, by their first month. */
export async function rulesOnWire(tx: Tx, cooperativeId: string) {
  const rows = await ruleRows(tx, cooperativeId);
  return {
    rules: rows.flatMap(({ row, end }) => (end === null ? [row.terms] : [])),
    withdrawn: rows.flatMap(({ row, end }) =>
      end === null ? [] : [{ ...row.terms, reason: end.reason, withdrawnAt: end.recordedAt.toISOString() }],
    ),
  };
}

export async function runDetail(tx: Tx, cooperativeId: string, runId: string) {
  const run = await requireRun(tx, cooperativeId, runId);
  const lines = await linesOf(tx, run.order.row);
  return {
    ...runOnWire(run),
    lines: lines.map(({ line, name, number, accountMasked, outcome, back, lateReturnId }) => ({
      member: number,
      name,
      means: line.means,
      serial: line.serial,
      accountMasked,
      outcome,
      reason: back,
      lateReturnId,
      ofMonth: line.ofMonth.toString(),
      arrears: line.arrears.toString(),
      offset: line.offset.toString(),
      amount: line.amount.toString(),
      overpaid: line.overpaid.toString(),
    })),
  };
}

/** One member’s pension: since when, everything paid and what came back. */
export async function pensionOf(tx: Tx, cooperativeId: string, number: string, today: LocalDate) {
  const person = await memberNamed(tx, cooperativeId, number);
  const [pensioner] = person ? await pensioners(tx, cooperativeId, today, [person.id]) : [];
  if (!person || !pensioner) throw refuse('pension.member-unknown', { member: number });
  const rules = await rulesOf(tx, cooperativeId);
  const rule = rules.findLast(({ from }) => from <= monthOf(today)) ?? rules[0];
  const { payments, repayments } = await pensionPayments(tx, cooperativeId, person.id);
  const heldBack = await pensionHeldBack(tx, cooperativeId, person.id, { until: today, knownAt: null });
  const kept = Money.sum(payments.filter(({ returned }) => !returned).map(({ amount }) => amount));
  return {
    member: number,
    eligibleOn: (rule && eligibleOn(asRule(rule), pensioner.facts)?.toString()) ?? null,
    provedOn: (await proofs(tx, cooperativeId)).get(person.id)?.toString() ?? null,
    payments: payments.map(({ month, paidOn, amount, arrears, offset, means, returned }) => ({
      month,
      means,
      returned,
      paidOn: paidOn.toString(),
      amount: amount.toString(),
      arrears: arrears.toString(),
      offset: offset.toString(),
    })),
    repayments: repayments.map(({ recordedAt, amount, means, note }) => ({
      receivedOn: dayInChina(recordedAt).toString(),
      amount: amount.toString(),
      means,
      note,
    })),
    heldBack: heldBack && { month: heldBack.month, amount: heldBack.amount.toString() },
    total: kept.minus(Money.sum(repayments.map(({ amount }) => amount))).toString(),
    overpaid: (await overpaidTo(tx, cooperativeId, pensioner)).toString(),
  };
}

/**
 * What the last month that was paid until a day held back of one member, for want of a proof of life or because the account
 * waits to be confirmed, with what earlier months held back; null: nothing. As known at a moment (`null`: now).
 */
export async function pensionHeldBack(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  { until, knownAt }: { readonly until: LocalDate; readonly knownAt: Date | null },
): Promise<{ readonly month: string; readonly amount: Money } | null> {
  const told = (at: Date) => (knownAt === null || at <= knownAt) && !dayInChina(at).isAfter(until);
  const last = (await runsOf(tx, cooperativeId)).findLast(
    ({ order: { end } }) => end?.kind === 'sent' && told(end.recordedAt),
  );
  if (!last) return null;
  const { month } = last;
  const payments = await paymentsOf(tx, cooperativeId, memberId);
  const line = payments.find(({ orderId }) => orderId === last.order.row.id);
  return line?.means === 'held' && line.amount.isPositive ? { month, amount: line.amount } : null;
}

/** What one member was paid and brought back, as known at a moment (`null`: now). */
export async function pensionPayments(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  knownAt: Date | null = null,
) {
  const known = (at: Date) => knownAt === null || at <= knownAt;
  const payments = (await paymentsOf(tx, cooperativeId, memberId)).flatMap(
    ({ means, backAt, answeredAt, ...paid }) =>
      means === 'held' || !known(paid.sentAt)
        ? []
        : [
            {
              ...paid,
              means,
              returned: backAt !== null && known(backAt),
              isAnswered: answeredAt !== null && known(answeredAt),
            },
          ],
  );
  const repayments = (await repaymentsOf(tx, cooperativeId, memberId)).filter((each) =>
    known(each.recordedAt),
  );
  return { payments, repayments };
}
