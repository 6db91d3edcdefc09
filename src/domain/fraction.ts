/**
 * Fraction: an exact rational number, always reduced, its denominator positive.
 * What cannot be said in decimals (a third of a share, a quota) is said with this; rounding happens only by name.
 */
import { refuse } from './refusal.ts';

const SHAPE = /^(-?)(\d{1,24})(?:\.(\d{1,24})|\/([1-9]\d{0,23}))?$/;

export class Fraction {
  static readonly zero: Fraction = new Fraction(0n, 1n);
  static readonly one: Fraction = new Fraction(1n, 1n);

  readonly numerator: bigint;
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  static of(numerator: bigint, denominator: bigint = 1n): Fraction {
    if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than zero.');
    const sign = denominator < 0n ? -1n : 1n;
    const divisor = greatestCommonDivisor(numerator, denominator);
    return new Fraction((sign * numerator) / divisor, (sign * denominator) / divisor);
  }

  /** Reads `"2"`, `"0.5"` and `"1/3"`. */
  static parse(text: string): Fraction {
    const match = SHAPE.exec(text);
    if (!match) throw refuse('fraction.malformed', { text: text.slice(0, 60) });
    const [, sign, whole = '0', decimals = '', denominator = '1'] = match;
    const scale = 10n ** BigInt(decimals.length);
    const numerator = BigInt(whole + decimals);
    return Fraction.of(sign ? -numerator : numerator, scale * BigInt(denominator));
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Fraction): Fraction {
    return this.plus(Fraction.of(-other.numerator, other.denominator));
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  dividedBy(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  compare(other: Fraction): -1 | 0 | 1 {
    const left = this.numerator * other.denominator;
    const right = other.numerator * this.denominator;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Fraction): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  get isNegative(): boolean {
    return this.numerator < 0n;
  }

  /** The largest whole number that is not larger. */
  floor(): bigint {
    return floorDivision(this.numerator, this.denominator);
  }

  ceiling(): bigint {
    return -floorDivision(-this.numerator, this.denominator);
  }

  /** To the nearest whole number; a half goes away from zero. */
  roundHalfUp(): bigint {
    const magnitude = this.numerator < 0n ? -this.numerator : this.numerator;
    const rounded = (2n * magnitude + this.denominator) / (2n * this.denominator);
    return this.numerator < 0n ? -rounded : rounded;
  }

  /** Cut (not rounded) to so many decimals, for display: 1/3 at 4 places is `"0.3333"`. */
  toDecimal(places: number): string {
    const scaled = Fraction.of(this.numerator * 10n ** BigInt(places), this.denominator);
    const cut = scaled.numerator / scaled.denominator;
    const digits = (cut < 0n ? -cut : cut).toString().padStart(places + 1, '0');
    const sign = cut < 0n ? '-' : '';
    return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  /** `"1/3"`, or `"2"` when whole. */
  toString(): string {
    return this.denominator === 1n ? this.numerator.toString() : `${this.numerator}/${this.denominator}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError('A Fraction is not a number: use its methods.');
  }
}

/** No register of shares, percentages or weights has a longer one; a few hundred made-up denominators have it at once. */
const COMMON_DIGITS = 40;
const LARGEST_COMMON = 10n ** BigInt(COMMON_DIGITS);

/**
 * Whole weights in the same proportions as the fractions: all scaled to their common denominator, which is not let grow
 * beyond what can be reckoned with in no time. Refuses `fraction.no-common-scale`.
 */
export function toCommonScale(fractions: readonly Fraction[]): {
  readonly scale: bigint;
  readonly weights: bigint[];
} {
  let scale = 1n;
  for (const { denominator } of fractions) {
    if (scale % denominator === 0n) continue;
    scale = (scale / greatestCommonDivisor(scale, denominator)) * denominator;
    if (scale > LARGEST_COMMON) throw refuse('fraction.no-common-scale', { digits: COMMON_DIGITS });
  }
  return { scale, weights: fractions.map(({ numerator, denominator }) => numerator * (scale / denominator)) };
}

function floorDivision(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right < 0n ? -right : right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
