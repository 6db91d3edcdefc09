/**
 * What the law of a province asks to be set aside of earlier years, by their books as they stand now, and no adopted plan did: neither that
 * of the year, adopted on less perhaps, nor a later one. It stays where it is: nothing that draws on what earlier years left takes of it.
 */
import { distribute, type PlanTerms } from './distribution.ts';
import type { Sentence } from './language.ts';
import type { Money } from './money.ts';

export interface ReserveOwed {
  /** The years, the earliest first. */
  readonly years: readonly number[];
  readonly amount: Money;
  /** Where their laws stand. */
  readonly law: Sentence;
  /** What earlier years left of it all, as the books say now: entries of a year may come after a plan that drew on it. */
  readonly left: Money;
}

/**
 * How much a plan that draws `fromPrior` on earlier years takes of what is owed of them; null where it leaves it alone. What they left is
 * the books', whatever figures the plan was given.
 */
export function takenOfOwed(fromPrior: Money, { amount, left }: ReserveOwed): Money | null {
  const short = fromPrior.plus(amount).minus(left);
  if (!fromPrior.isPositive || !short.isPositive) return null;
  return short.compare(fromPrior) > 0 ? fromPrior : short;
}

/** What a plan draws on earlier years beside what it sets aside of it: to set aside is what is owed. */
export function drawnFreely(terms: PlanTerms): Money {
  const { fromPrior, reserve, welfare } = distribute(terms);
  return terms.mode === 'opening' ? fromPrior.minus(reserve).minus(welfare) : fromPrior;
}

/** The years as a text of both languages: 2023、2024. */
export function yearsOwed({ years }: ReserveOwed): string {
  return years.join('、');
}
