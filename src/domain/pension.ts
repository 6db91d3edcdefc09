/**
 * Pensions: a monthly benefit of its own, never computed from shares. It begins with the first month after eligibility and
 * ends with death, the month of death paid or not as the rule says. What is due is worked out anew from the facts known now,
 * so late facts bring arrears or show what was overpaid. Product: Payout, pensions.
 */
import { LocalDate } from './calendar.ts';
import type { Sex } from './membership.ts';
import { monthOf } from './journal.ts';
import { Money } from './money.ts';

/** A month of the calendar, `2011-04`. Text order is time order. */
export type Month = string;

export interface PensionRule {
  /** The first month it counts for. */
  readonly from: Month;
  /** Full years of age; null: no age asks for it. */
  readonly age: Readonly<Record<Sex, number>> | null;
  /** Full years since the day from which years count; null: none. */
  readonly years: number | null;
  /** Only whoever is recorded as a retiree. */
  readonly retireesOnly: boolean;
  readonly amount: Money;
  readonly deathMonthPaid: boolean;
}

export interface PensionFacts {
  readonly sex: Sex | null;
  readonly birthDate: LocalDate | null;
  readonly seniorityFrom: LocalDate | null;
  readonly admittedOn: LocalDate | null;
  readonly retiredOn: LocalDate | null;
  readonly leftOn: LocalDate | null;
  readonly deceasedOn: LocalDate | null;
}

export function nextMonth(month: Month): Month {
  return monthOf(LocalDate.parse(`${month}-28`).plusDays(4));
}

/** The day on which the last condition of the rule is met; null where it never is, or the facts do not say. */
export function eligibleOn(rule: PensionRule, facts: PensionFacts): LocalDate | null {
  const days: (LocalDate | null)[] = [facts.admittedOn];
  if (rule.age !== null)
    days.push(facts.birthDate && facts.sex ? dayOfFullYears(facts.birthDate, rule.age[facts.sex]) : null);
  if (rule.years !== null)
    days.push(facts.seniorityFrom === null ? null : dayOfFullYears(facts.seniorityFrom, rule.years));
  if (rule.retireesOnly) days.push(facts.retiredOn);
  return days.reduce(
    (latest, day) => (latest === null || day === null ? null : day.isAfter(latest) ? day : latest),
    LocalDate.of(1900, 1, 1) as LocalDate | null,
  );
}

/** The day on which so many years are full: of 29 February, 1 March in other years. */
function dayOfFullYears(from: LocalDate, years: number): LocalDate {
  const day = from.plusYears(years);
  return from.fullYearsUntil(day) < years ? day.plusDays(1) : day;
}

/** What one month brings; null where nothing is due. `rules` by their first month, earliest first. */
export function dueIn(month: Month, rules: readonly PensionRule[], facts: PensionFacts): Money | null {
  const rule = rules.findLast(({ from }) => from <= month);
  if (rule === undefined) return null;
  const eligible = eligibleOn(rule, facts);
  if (eligible === null || month <= monthOf(eligible)) return null;
  const { deceasedOn, leftOn } = facts;
  if (leftOn !== null && month > monthOf(leftOn)) return null;
  if (deceasedOn !== null) {
    const death = monthOf(deceasedOn);
    if (month > death || (month === death && !rule.deathMonthPaid)) return null;
  }
  return rule.amount;
}

export interface PensionDue {
  /** Everything due from the first rule to the month, as known now. */
  readonly due: Money;
  /** Of this month alone. */
  readonly ofMonth: Money;
}

export function dueUntil(month: Month, rules: readonly PensionRule[], facts: PensionFacts): PensionDue {
  const first = rules[0]?.from;
  let [due, ofMonth] = [Money.zero, Money.zero];
  if (first === undefined) return { due, ofMonth };
  for (let each = first; each <= month; each = nextMonth(each)) {
    ofMonth = dueIn(each, rules, facts) ?? Money.zero;
    due = due.plus(ofMonth);
  }
  return { due, ofMonth };
}

export interface PensionLine {
  readonly ofMonth: Money;
  /** Of earlier months, not paid then. */
  readonly arrears: Money;
  /** What was paid too much and is taken off this payment. */
  readonly offset: Money;
  /** What is paid now; never negative. */
  readonly amount: Money;
  /** Still paid too much after this. */
  readonly overpaid: Money;
}

/** This month's payment, given what was due in all and what was paid in all before. */
export function pensionLine({ due, ofMonth }: PensionDue, paidBefore: Money): PensionLine {
  const open = due.minus(paidBefore);
  const beyond = open.minus(ofMonth);
  const arrears = beyond.isPositive ? beyond : Money.zero;
  const tooMuch = beyond.isNegative ? beyond.negated() : Money.zero;
  const offset = tooMuch.compare(ofMonth) > 0 ? ofMonth : tooMuch;
  return {
    ...{ ofMonth, arrears, offset },
    amount: open.isNegative ? Money.zero : open,
    overpaid: open.isNegative ? open.negated() : Money.zero,
  };
}

/** Whether somebody who must show each year to be alive has done so: within so many months before the month. */
export function livesOnRecord(month: Month, provedOn: LocalDate | null, everyMonths: number | null): boolean {
  if (everyMonths === null) return true;
  if (provedOn === null) return false;
  let last = monthOf(provedOn);
  for (let count = 0; count < everyMonths; count += 1) last = nextMonth(last);
  return month <= last;
}
