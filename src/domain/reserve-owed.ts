/**
 * What the law of a province asks to be set aside of earlier years, and no adopted plan of those years did. It stays where it is: nothing
 * that draws on what earlier years left takes of it.
 */
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

/** The years as a text of both languages: 2023、2024. */
export function yearsOwed({ years }: ReserveOwed): string {
  return years.join('、');
}
