/**
 * Pensions: a monthly benefit of its own, never computed from shares. It begins with the first month after eligibility and
 * ends with death, the month of death paid or not as the rule says. What is due is worked out anew from the facts known now,
 * so late facts bring arrears or show what was overpaid. Product: Payout, pensions.
 */
import type { MotionKind } from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';
import { standingsKnown, type Sex, type StandingRecord } from './membership.ts';
import { chartOn, WELFARE_PAYABLE } from './chart.ts';
import { monthOf } from './journal.ts';
import { Money } from './money.ts';

/** A month of the calendar, `2011-04`. Text order is time order. */
export type Month = string;

/** What an assembly may decide a rule of pensions as: it has no kind of motion of its own. */
export const pensionMatters: readonly MotionKind[] = ['rules', 'budget', 'articles', 'other'];

interface Conditions {
  /** Full years of age; null: no age asks for it. */
  readonly age: Readonly<Record<Sex, number>> | null;
  /** Full years since the day from which years count; null: none. */
  readonly years: number | null;
}

/** What somebody gets instead of the rule's amount once older, or longer with the cooperative. */
export interface PensionGrade extends Conditions {
  readonly amount: Money;
}

export interface PensionRule extends Conditions {
  /** The first month it counts for. */
  readonly from: Month;
  /** Only whoever is recorded as a retiree. */
  readonly retireesOnly: boolean;
  readonly amount: Money;
  /** In this order; the last one whose conditions are met counts. */
  readonly grades: readonly PensionGrade[];
  readonly deathMonthPaid: boolean;
}

/** A rule with the proof of life that it asks for. */
export interface PensionTerms extends PensionRule {
  /** A proof lasts so many months; null: none is asked for. */
  readonly lifeProofMonths: number | null;
}

/** From the day of leaving to the day of the return; null: not back. */
export interface Absence {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

export interface PensionFacts {
  readonly sex: Sex | null;
  readonly birthDate: LocalDate | null;
  readonly seniorityFrom: LocalDate | null;
  readonly admittedOn: LocalDate | null;
  readonly retiredOn: LocalDate | null;
  /** Also of those who came back, and of those who died away: months away are not due. */
  readonly away: readonly Absence[];
  readonly deceasedOn: LocalDate | null;
}

export function nextMonth(month: Month): Month {
  return monthOf(LocalDate.parse(`${month}-28`).plusDays(4));
}

/**
 * Whether a rule may give anybody more than the one before it: what cannot be told to give less gives more, and so does the first one.
 * PostgreSQL asks the same (`gives_more_pension`).
 */
export function givesMore(before: PensionTerms | undefined, rule: PensionTerms): boolean {
  return (
    before === undefined ||
    rule.amount.compare(before.amount) > 0 ||
    asksLess(before, rule) ||
    (before.retireesOnly && !rule.retireesOnly) ||
    (!before.deathMonthPaid && rule.deathMonthPaid) ||
    lastsLonger(rule.lifeProofMonths, before.lifeProofMonths) ||
    gradesGiveMore(before.grades, rule.grades)
  );
}

/** Steps under other conditions are not compared one by one. */
function gradesGiveMore(before: readonly PensionGrade[], grades: readonly PensionGrade[]): boolean {
  return (
    grades.length !== before.length ||
    grades.some((grade, index) => {
      const was = before[index];
      return (
        was === undefined ||
        asksLess(was, grade) ||
        asksLess(grade, was) ||
        grade.amount.compare(was.amount) > 0
      );
    })
  );
}

function asksLess(before: Conditions, { age, years }: Conditions): boolean {
  return (
    isLower(years, before.years) ||
    (before.age !== null && (age === null || age.male < before.age.male || age.female < before.age.female))
  );
}

/** Of a proof of life. */
function lastsLonger(now: number | null, before: number | null): boolean {
  return before !== null && (now === null || now > before);
}

/** Whether what is asked sank, or is asked no more. */
function isLower(now: number | null, before: number | null): boolean {
  return before !== null && (now === null || now < before);
}

/**
 * From which month on a rule counts: history as it was, and any other not before the month in which it is confirmed.
 * `over`: the month asked for is neither.
 */
export function ruleMonth(
  asked: Month,
  { today, firstDay }: { readonly today: LocalDate; readonly firstDay: LocalDate },
): { readonly month: Month; readonly over: boolean } {
  const over = asked >= monthOf(firstDay) && asked < monthOf(today);
  return { month: over ? monthOf(today) : asked, over };
}

/** Whether a rule reaches back behind today's month. */
export function isHistory(month: Month, today: LocalDate): boolean {
  return month < monthOf(today);
}

/** When somebody left and came back, by everything known now. */
export function absences(records: readonly StandingRecord[]): readonly Absence[] {
  return standingsKnown(records, null).reduce<readonly Absence[]>((away, { kind, effectiveOn }) => {
    if (kind === 'left') return [...away, { from: effectiveOn, until: null }];
    const last = away.at(-1);
    return kind === 'reinstated' && last ? [...away.slice(0, -1), { ...last, until: effectiveOn }] : away;
  }, []);
}

/** The day on which the last condition of the rule is met; null where it never is, or the facts do not say. */
export function eligibleOn(rule: PensionRule, facts: PensionFacts): LocalDate | null {
  return latest([
    facts.admittedOn,
    ...conditionDays(rule, facts),
    ...(rule.retireesOnly ? [facts.retiredOn] : []),
  ]);
}

function conditionDays({ age, years }: Conditions, facts: PensionFacts): (LocalDate | null)[] {
  const { birthDate, sex, seniorityFrom } = facts;
  return [
    ...(age === null ? [] : [birthDate && sex && birthDate.plusYears(age[sex])]),
    ...(years === null ? [] : [seniorityFrom && seniorityFrom.plusYears(years)]),
  ];
}

/** Null as soon as one day is not known. */
function latest(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.reduce(
    (last, day) => (last === null || day === null ? null : day.isAfter(last) ? day : last),
    days[0] ?? null,
  );
}

/** A rule as it applies to one person: after which month each of its amounts begins. */
interface Entitlement {
  readonly from: Month;
  readonly steps: readonly { readonly after: Month; readonly amount: Money }[];
  readonly deathMonthPaid: boolean;
}

function entitlement(rule: PensionRule, facts: PensionFacts): Entitlement {
  const eligible = eligibleOn(rule, facts);
  const steps = [{ age: null, years: null, amount: rule.amount }, ...rule.grades].flatMap((grade) => {
    const day = latest([eligible, ...conditionDays(grade, facts)]);
    return day === null ? [] : [{ after: monthOf(day), amount: grade.amount }];
  });
  return { from: rule.from, steps, deathMonthPaid: rule.deathMonthPaid };
}

/** What one month brings. `rules` by their first month, earliest first. */
function dueIn(month: Month, rules: readonly Entitlement[], facts: PensionFacts): Money {
  const rule = rules.findLast(({ from }) => from <= month);
  const step = rule?.steps.findLast(({ after }) => after < month);
  if (rule === undefined || step === undefined) return Money.zero;
  if (facts.away.some((absence) => isAway(month, absence))) return Money.zero;
  if (facts.deceasedOn !== null) {
    const death = monthOf(facts.deceasedOn);
    if (month > death || (month === death && !rule.deathMonthPaid)) return Money.zero;
  }
  return step.amount;
}

/** The month of leaving is paid, and the first after the return. */
function isAway(month: Month, { from, until }: Absence): boolean {
  return month > monthOf(from) && (until === null || month <= monthOf(until));
}

export interface PensionDue {
  /** Everything due from the first rule to the month, as known now. */
  readonly due: Money;
  /** Of this month alone. */
  readonly ofMonth: Money;
}

export function dueUntil(month: Month, rules: readonly PensionRule[], facts: PensionFacts): PensionDue {
  const applied = rules.map((rule) => entitlement(rule, facts));
  const first = applied.find(({ steps }) => steps.length > 0)?.from;
  let [due, ofMonth] = [Money.zero, Money.zero];
  if (first === undefined) return { due, ofMonth };
  for (let each = first; each <= month; each = nextMonth(each)) {
    ofMonth = dueIn(each, applied, facts);
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
    ofMonth,
    arrears,
    offset,
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

/**
 * What pensions are in the books on a day: 公益支出 or 管理费用 as the cooperative set it; by the chart of 2004 a welfare that
 * was set aside before, 212 应付福利费.
 */
export function pensionExpense(day: LocalDate, account: '513' | '514'): string {
  return chartOn(day) === '2023' ? account : WELFARE_PAYABLE;
}
