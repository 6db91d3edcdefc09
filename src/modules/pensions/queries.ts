/** Pensions as people read them. */
import { refuse } from '../../domain/error.ts';
import { monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { eligibleOn } from '../../domain/pension.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { memberNamed } from '../members/index.ts';
import { overpaidTo, pensioners } from './due.ts';
import { asRule, linesOf, paymentsOf, proofs, repaymentsOf, requireRun, rulesOf, type Run } from './store.ts';

export function runOnWire({ row, end }: Run) {
  return {
    id: row.id,
    number: row.number.toString(),
    ...{ month: row.month, count: row.count, fileName: row.fileName, fileSha256: row.fileSha256 },
    state: end?.kind ?? ('made' as const),
    byBank: row.byBank.toString(),
    inCash: row.inCash.toString(),
    total: row.byBank.plus(row.inCash).toString(),
  };
}

export async function runDetail(tx: Tx, cooperativeId: string, runId: string) {
  const run = await requireRun(tx, cooperativeId, runId);
  const lines = await linesOf(tx, cooperativeId, runId);
  return {
    ...runOnWire(run),
    lines: lines.map(({ line, name, number, back }) => ({
      ...{ member: number, name, means: line.means, returned: back !== null },
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
  const kept = Money.sum(payments.filter(({ returned }) => !returned).map(({ line }) => line.amount));
  return {
    member: number,
    eligibleOn: (rule && eligibleOn(asRule(rule), pensioner.facts)?.toString()) ?? null,
    provedOn: (await proofs(tx, cooperativeId)).get(person.id)?.toString() ?? null,
    payments: payments.map(({ month, paidAt, line, means, returned }) => ({
      ...{ month, means, returned, paidOn: dayInChina(paidAt).toString() },
      amount: line.amount.toString(),
      arrears: line.arrears.toString(),
      offset: line.offset.toString(),
    })),
    repayments: repayments.map(({ recordedAt, amount, means, note }) => ({
      ...{ receivedOn: dayInChina(recordedAt).toString(), amount: amount.toString(), means, note },
    })),
    total: kept.minus(Money.sum(repayments.map(({ amount }) => amount))).toString(),
    overpaid: (await overpaidTo(tx, cooperativeId, pensioner)).toString(),
  };
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
    ({ line, paidAt, backAt, month }) =>
      line.means === 'held' || !known(paidAt)
        ? []
        : [{ month, paidAt, line, means: line.means, returned: backAt !== null && known(backAt) }],
  );
  const repayments = (await repaymentsOf(tx, cooperativeId, memberId)).filter((each) =>
    known(each.recordedAt),
  );
  return { payments, repayments };
}
