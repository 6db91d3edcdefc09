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

/** Sums of some people together, or of one. */
export interface Share extends Held {
  /** All their shares as the dividend weighed them. */
  readonly weight: string;
}

export interface RatioYear {
  readonly distributable: string;
  readonly totalWeight: string;
  /** What one matched share weighs. */
  readonly matchedWeight: string;
  /** Of members; what households and the collective hold is in the total alone. */
  readonly retired: Share;
  readonly others: Share;
}

/** How many matched shares there were for each base share; null where that is no whole number, or nothing was paid for. */
export function ratioHeld({ base, matched }: Held): bigint | null {
  const [paidFor, came] = [Fraction.parse(base), Fraction.parse(matched)];
  if (paidFor.compare(Fraction.zero) <= 0) return null;
  const each = came.dividedBy(paidFor);
  return each.denominator === 1n ? each.numerator : null;
}

export type Meant = 'everybody' | 'retired';

/**
 * What `whose` would have got: for each base share so many matched ones, a whole number. `areRetired`: all of them, or none of them.
 */
export function underRatio(
  year: RatioYear,
  whose: Share & { readonly areRetired: boolean },
  meant: Meant,
  ratio: bigint,
): Money {
  const more = ({ base, matched }: Held) =>
    Fraction.parse(base)
      .times(Fraction.of(ratio))
      .minus(Fraction.parse(matched))
      .times(Fraction.parse(year.matchedWeight));
  const isMeant = meant === 'everybody' || whose.areRetired;
  const theirs = Fraction.parse(whose.weight);
  const ofAll = meant === 'everybody' ? more(year.retired).plus(more(year.others)) : more(year.retired);
  return partOf(year, isMeant ? theirs.plus(more(whose)) : theirs, ofAll);
}

/** What they got, as far as their shares go: odd fen left out, so that it compares with `underRatio`. */
export function underOwnRatio(year: RatioYear, { weight }: Share): Money {
  return partOf(year, Fraction.parse(weight), Fraction.zero);
}

function partOf({ totalWeight, distributable }: RatioYear, weight: Fraction, more: Fraction): Money {
  const total = Fraction.parse(totalWeight).plus(more);
  if (total.compare(Fraction.zero) <= 0 || weight.compare(Fraction.zero) <= 0) return Money.zero;
  const { fen } = Money.parse(distributable);
  return Money.fromFen((fen * weight.numerator * total.denominator) / (weight.denominator * total.numerator));
}
