/**
 * What a dividend had paid somebody, had the ratio been another: the same money, shared over the shares there had been. Matched shares
 * follow the base that one paid for; whoever is not meant keeps theirs. Exact, cut to the fen: the odd fen are left out.
 */
import { Fraction } from './fraction.ts';
import type { Words } from './language.ts';
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
  /** Of members: theirs alone are matched. */
  readonly retired: Share;
  readonly others: Share;
}

/** Who took part, each once; the collective is nobody. `outside`: who holds shares and is no member, heirs among them. */
export const ratioGroups = ['retired', 'others', 'households', 'outside', 'collective'] as const;
export type RatioGroup = (typeof ratioGroups)[number];
/** With how many they are. */
export const ratioGroupWords: Words<RatioGroup> = {
  retired: { zh: '退休老人 {people} 人', en: '{people} retired' },
  others: { zh: '其他成员 {people} 人', en: '{people} other members' },
  households: { zh: '户股 {people} 户', en: 'Shares of {people} households' },
  outside: { zh: '不是成员的持股人 {people} 人', en: '{people} holders who are no members' },
  collective: { zh: '集体股', en: 'Shares of the collective' },
};
/** With everybody else who took part: together they are all of it. */
export type WholeRatioYear = RatioYear & Readonly<Record<RatioGroup, Share>>;

export interface Shift {
  readonly group: RatioGroup | 'odd';
  readonly had: Money;
  readonly got: Money;
}

/**
 * What each group had and would have got in these years, and the odd fen that none of them is given when each is cut to the fen: the money
 * stays the same, so that what some gain is what others lose, to the fen.
 */
export function shiftsUnder(years: readonly WholeRatioYear[], meant: Meant, ratio: bigint): readonly Shift[] {
  const shifts = ratioGroups.map((group) => ({
    group,
    had: Money.sum(years.map((year) => underOwnRatio(year, year[group]))),
    got: Money.sum(
      years.map((year) => {
        const areRetired = group === 'retired';
        const isMatched = areRetired || group === 'others';
        const whose = isMatched ? year[group] : { ...year[group], base: '0', matched: '0' };
        return underRatio(year, { ...whose, areRetired }, meant, ratio);
      }),
    ),
  }));
  const all = Money.sum(years.map(({ distributable }) => Money.parse(distributable)));
  const left = (of: (shift: (typeof shifts)[number]) => Money) => all.minus(Money.sum(shifts.map(of)));
  return [...shifts, { group: 'odd', had: left(({ had }) => had), got: left(({ got }) => got) }];
}

/** How many matched shares there were for each base share; null where that is no whole number, or nothing was paid for. */
export function ratioHeld({ base, matched }: Held): bigint | null {
  const [paidFor, came] = [Fraction.parse(base), Fraction.parse(matched)];
  if (paidFor.compare(Fraction.zero) <= 0) return null;
  const each = came.dividedBy(paidFor);
  return each.denominator === 1n ? each.numerator : null;
}

/** The same as it is said, `1:2.5` too; null where it has no end, or nothing was paid for. */
export function ratioInWords({ base, matched }: Held): string | null {
  const [paidFor, came] = [Fraction.parse(base), Fraction.parse(matched)];
  if (paidFor.compare(Fraction.zero) <= 0) return null;
  const said = came
    .dividedBy(paidFor)
    .toDecimal(4)
    .replace(/\.?0+$/, '');
  return Fraction.parse(said).times(paidFor).compare(came) === 0 ? `1:${said}` : null;
}

export const meantGroups = ['everybody', 'retired'] as const;
export type Meant = (typeof meantGroups)[number];

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
