/**
 * What a dividend had paid somebody, had the ratio been another: the same money, shared over the shares there had been. Matched shares
 * follow the base that one paid for; whoever is not meant keeps theirs. Exact, cut to the fen: the odd fen are left out.
 */
import { Fraction } from './fraction.ts';
import { Money } from './money.ts';

interface Held {
  readonly base: string;
  readonly matched: string;
}

export interface RatioYear {
  readonly distributable: string;
  readonly totalWeight: string;
  readonly ownWeight: string;
  /** What one matched share weighs. */
  readonly matchedWeight: string;
  readonly own: Held & { readonly isRetired: boolean };
  readonly everybody: Held;
  readonly retired: Held;
}

/** How many matched shares there were for each base share; null where that is no whole number, or nothing was paid for. */
export function ratioHeld({ base, matched }: Held): bigint | null {
  const [paidFor, came] = [Fraction.parse(base), Fraction.parse(matched)];
  if (paidFor.compare(Fraction.zero) <= 0) return null;
  const each = came.dividedBy(paidFor);
  return each.denominator === 1n ? each.numerator : null;
}

export type Meant = 'everybody' | 'retired';

/** For each base share so many matched ones, a whole number. */
export function underRatio(year: RatioYear, meant: Meant, ratio: bigint): Money {
  const more = ({ base, matched }: Held) =>
    Fraction.parse(base)
      .times(Fraction.of(ratio))
      .minus(Fraction.parse(matched))
      .times(Fraction.parse(year.matchedWeight));
  const isMeant = meant === 'everybody' || year.own.isRetired;
  const own = isMeant ? Fraction.parse(year.ownWeight).plus(more(year.own)) : Fraction.parse(year.ownWeight);
  const total = Fraction.parse(year.totalWeight).plus(more(year[meant]));
  if (total.compare(Fraction.zero) <= 0 || own.compare(Fraction.zero) <= 0) return Money.zero;
  const fen = Money.parse(year.distributable).fen;
  return Money.fromFen((fen * own.numerator * total.denominator) / (own.denominator * total.numerator));
}
