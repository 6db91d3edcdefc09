/** What every pensioner is due now: rules and facts of today, less what was paid before. */
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import {
  absences,
  dueUntil,
  livesOnRecord,
  pensionLine,
  type Month,
  type PensionFacts,
  type PensionLine,
} from '../../domain/pension.ts';
import type { Tx } from '../../platform/database.ts';
import { factsOn, standingsOf, type MemberFacts } from '../members/index.ts';
import { asRule, lastPaidMonth, paidBefore, proofs, rulesOf } from './store.ts';

export interface Pensioner {
  readonly member: MemberFacts;
  readonly facts: PensionFacts;
}

/** As known now, in natural order of the register number. */
export async function pensioners(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  memberIds: readonly string[] | null = null,
): Promise<readonly Pensioner[]> {
  const members = await factsOn(tx, cooperativeId, today, null, memberIds);
  const standings = await standingsOf(tx, cooperativeId, memberIds);
  return members.map((member) => {
    const { sex, birthDate, seniorityFrom, standing } = member;
    const { admittedOn, retiredOn, deceasedOn } = standing;
    const away = absences(standings.get(member.memberId) ?? []);
    return { member, facts: { sex, birthDate, seniorityFrom, admittedOn, retiredOn, deceasedOn, away } };
  });
}

export interface Due extends Pensioner {
  readonly line: PensionLine;
}

/** One payment for everybody to whom the month brings something, or who was paid too much. */
export async function duesOf(
  tx: Tx,
  cooperativeId: string,
  month: Month,
  today: LocalDate,
): Promise<readonly Due[]> {
  const rules = (await rulesOf(tx, cooperativeId)).map(asRule);
  const paid = await paidBefore(tx, cooperativeId);
  return (await pensioners(tx, cooperativeId, today)).flatMap((each) => {
    const line = pensionLine(
      dueUntil(month, rules, each.facts),
      paid.get(each.member.memberId) ?? Money.zero,
    );
    const nothing = line.amount.isZero && line.overpaid.isZero && line.ofMonth.isZero;
    return nothing ? [] : [{ ...each, line }];
  });
}

/** What one member was paid too much until the last month that was paid. */
export async function overpaidTo(
  tx: Tx,
  cooperativeId: string,
  { member, facts }: Pensioner,
): Promise<Money> {
  const month = await lastPaidMonth(tx, cooperativeId);
  const rules = (await rulesOf(tx, cooperativeId)).map(asRule);
  const paid = (await paidBefore(tx, cooperativeId)).get(member.memberId) ?? Money.zero;
  const open = paid.minus(month === null ? Money.zero : dueUntil(month, rules, facts).due);
  return open.isPositive ? open : Money.zero;
}

interface OpenPensions {
  readonly count: number;
  readonly total: Money;
}

/** What was due until a month and is not paid yet, and what of it waits for a proof of life. */
export async function pensionsOpen(
  tx: Tx,
  cooperativeId: string,
  month: Month,
  today: LocalDate,
): Promise<{ readonly payable: OpenPensions; readonly unproved: OpenPensions }> {
  const rule = (await rulesOf(tx, cooperativeId)).findLast(({ from }) => from <= month);
  const seen = await proofs(tx, cooperativeId);
  const open = (await duesOf(tx, cooperativeId, month, today)).filter(({ line }) => line.amount.isPositive);
  const [proved, unproved] = [true, false].map((wanted) =>
    open.filter((due) => mayBePaid(due, month, seen, rule?.lifeProofMonths ?? null) === wanted),
  );
  const of = (dues: readonly Due[] = []) => ({
    count: dues.length,
    total: Money.sum(dues.map(({ line }) => line.amount)),
  });
  return { payable: of(proved), unproved: of(unproved) };
}

/** The dead show no proof of life; who is dead by one person's word alone is neither proved alive nor dead, and waits. */
export function mayBePaid(
  { member }: Pensioner,
  month: Month,
  seen: ReadonlyMap<string, LocalDate>,
  everyMonths: number | null,
): boolean {
  return (
    member.confirmed.deceasedOn !== null ||
    livesOnRecord(month, seen.get(member.memberId) ?? null, everyMonths)
  );
}
