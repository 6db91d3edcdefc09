/** Pensions as people read them. */
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { eligibleOn } from '../../domain/pension.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { factsOn, memberNamed } from '../members/index.ts';
import { asRule, linesOf, paymentsOf, proofs, requireRun, rulesOf, type Run } from './store.ts';

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

/** One member's pension: since when, and everything paid. */
export async function pensionOf(
  tx: Tx,
  cooperativeId: string,
  number: string,
  today: LocalDate,
  knownAt: Date | null = null,
) {
  const person = await memberNamed(tx, cooperativeId, number);
  if (!person) throw refuse('pension.member-unknown', { member: number });
  const [facts] = await factsOn(tx, cooperativeId, today, null, [person.id]);
  const rule = (await rulesOf(tx, cooperativeId)).at(-1);
  const standing = facts?.standing;
  const since =
    rule === undefined || facts === undefined || standing === undefined
      ? null
      : eligibleOn(asRule(rule), {
          ...{ sex: facts.sex, birthDate: facts.birthDate, seniorityFrom: facts.seniorityFrom },
          ...{ admittedOn: standing.admittedOn, retiredOn: standing.retiredOn },
          ...{ leftOn: null, deceasedOn: standing.deceasedOn },
        });
  const payments = (await paymentsOf(tx, cooperativeId, person.id)).filter(
    ({ line, paidAt }) => line.means !== 'held' && (knownAt === null || paidAt <= knownAt),
  );
  return {
    member: number,
    eligibleOn: since?.toString() ?? null,
    provedOn: (await proofs(tx, cooperativeId)).get(person.id)?.toString() ?? null,
    payments: payments.map(({ month, paidAt, line, back }) => ({
      ...{ month, returned: back !== null, paidOn: dayInChina(paidAt).toString() },
      amount: line.amount.toString(),
      arrears: line.arrears.toString(),
      offset: line.offset.toString(),
    })),
    total: Money.sum(payments.filter(({ back }) => back === null).map(({ line }) => line.amount)).toString(),
  };
}
