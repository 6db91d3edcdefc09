/**
 * What a dividend had paid somebody, had the ratio been another: the same money, shared over the shares there had been. Matched shares
 * follow the base that one paid for, but for what people handed on to each other: a scheme takes nothing from heirs and buyers, and gives
 * sellers nothing anew. Whoever is not meant keeps theirs. Divided by the dividend's own method: the odd fen alone are left out.
 */
import { Fraction } from './fraction.ts';
import type { Words } from './language.ts';
import type { Method } from './dividend.ts';
import { Money } from './money.ts';

interface Held {
  readonly base: string;
  readonly matched: string;
}

/** How shares of one class came to somebody or went, on a day: among people, by a split, or by what scheme and office did. */
export interface HeldChange {
  readonly effectiveOn: string;
  readonly how: 'handed' | 'split' | 'granted';
  readonly came: string;
  readonly went: string;
}

/**
 * What somebody was granted of a class in all: neither what they bought, were given or inherited, nor less for what they sold or gave. A
 * split makes more, or fewer, of both.
 */
export function grantedIn(changes: readonly HeldChange[]): Fraction {
  const days = Map.groupBy(changes, ({ effectiveOn }) => effectiveOn);
  let [granted, handed] = [Fraction.zero, Fraction.zero];
  for (const day of [...days.keys()].sort()) {
    const net = (how: HeldChange['how']) =>
      (days.get(day) ?? [])
        .filter((each) => each.how === how)
        .reduce(
          (sum, { came, went }) => sum.plus(Fraction.parse(came)).minus(Fraction.parse(went)),
          Fraction.zero,
        );
    const before = granted.plus(handed);
    const split = net('split');
    const grown = before.isZero ? Fraction.one : before.plus(split).dividedBy(before);
    granted = granted.times(grown).plus(net('granted'));
    handed = handed.times(grown).plus(net('handed'));
  }
  return granted.isNegative ? Fraction.zero : granted;
}

/** Sums of some people together, or of one. */
export interface Share extends Held {
  /** All their shares as the dividend weighed them. */
  readonly weight: string;
}

export interface RatioYear {
  readonly distributable: string;
  readonly method: Method;
  /** Decimals of the rate, where the method has one. */
  readonly rateScale: number | null;
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
export function shiftsUnder(
  years: readonly WholeRatioYear[],
  meant: Meant,
  ratio: Fraction,
): readonly Shift[] {
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

/** How many matched shares there were for each base share, `8` or `2.5`; null where it has no end, or nothing was paid for. */
export function ratioHeld({ base, matched }: Held): string | null {
  const [paidFor, came] = [Fraction.parse(base), Fraction.parse(matched)];
  if (paidFor.compare(Fraction.zero) <= 0) return null;
  return written(came.dividedBy(paidFor));
}

/** With its decimals, where it has an end; else null. */
export function written(ratio: Fraction): string | null {
  const said = ratio.toDecimal(4).replace(/\.?0+$/, '');
  return Fraction.parse(said).equals(ratio) ? said : null;
}

/** The same as it is said, `1:2.5`; null where there is none. */
export function ratioInWords(held: Held): string | null {
  const each = ratioHeld(held);
  return each === null ? null : `1:${each}`;
}

export type Meant = 'everybody' | 'retired';

/** What `whose` would have got: for each base share so many matched ones. `areRetired`: all of them, or none of them. */
export function underRatio(
  year: RatioYear,
  whose: Share & { readonly areRetired: boolean },
  meant: Meant,
  ratio: Fraction,
): Money {
  const more = ({ base, matched, weight }: Share) => {
    const by = Fraction.parse(base)
      .times(ratio)
      .minus(Fraction.parse(matched))
      .times(Fraction.parse(year.matchedWeight));
    // Whoever sold what was granted cannot have less than nothing.
    const least = Fraction.zero.minus(Fraction.parse(weight));
    return by.compare(least) < 0 ? least : by;
  };
  const isMeant = meant === 'everybody' || whose.areRetired;
  const theirs = Fraction.parse(whose.weight);
  const ofAll = meant === 'everybody' ? more(year.retired).plus(more(year.others)) : more(year.retired);
  return partOf(year, isMeant ? theirs.plus(more(whose)) : theirs, ofAll);
}

/** What they got, as far as their shares go: odd fen left out, so that it compares with `underRatio`. */
export function underOwnRatio(year: RatioYear, { weight }: Share): Money {
  return partOf(year, Fraction.parse(weight), Fraction.zero);
}

function partOf(year: RatioYear, weight: Fraction, more: Fraction): Money {
  const { totalWeight, distributable, method, rateScale } = year;
  const total = Fraction.parse(totalWeight).plus(more);
  if (total.compare(Fraction.zero) <= 0 || weight.compare(Fraction.zero) <= 0) return Money.zero;
  const { fen } = Money.parse(distributable);
  if (method === 'per-share') {
    const scale = 10n ** BigInt(rateScale ?? 0);
    const rate = (fen * scale * total.denominator) / (total.numerator * 100n);
    return Money.fromFen((rate * weight.numerator * 100n) / (weight.denominator * scale));
  }
  return Money.fromFen((fen * weight.numerator * total.denominator) / (weight.denominator * total.numerator));
}
