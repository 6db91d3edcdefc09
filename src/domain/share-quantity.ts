/**
 * ShareQuantity: a number of shares, not negative, exact to four decimals, held as a whole number of ten-thousandths.
 * A movement's direction lies in its two accounts, so a quantity itself never needs a sign.
 */
import { refuse } from './refusal.ts';

const SHAPE = /^(0|[1-9]\d{0,15})(?:\.(\d+))?$/;
const UNITS = 10_000n;

export class ShareQuantity {
  static readonly zero: ShareQuantity = new ShareQuantity(0n);

  /** Ten-thousandths of a share. */
  readonly units: bigint;

  private constructor(units: bigint) {
    this.units = units;
  }

  static fromUnits(units: bigint): ShareQuantity {
    if (units < 0n) throw refuse('quantity.negative', { text: formatUnits(units) });
    return new ShareQuantity(units);
  }

  static fromWhole(shares: bigint): ShareQuantity {
    return ShareQuantity.fromUnits(shares * UNITS);
  }

  /** Reads `"12"`, `"12.5"`; refuses a sign, an exponent and a fifth decimal. */
  static parse(text: string): ShareQuantity {
    if (/^-\d/.test(text)) throw refuse('quantity.negative', { text: text.slice(0, 40) });
    const match = SHAPE.exec(text);
    if (!match) throw refuse('quantity.malformed', { text: text.slice(0, 40) });
    const [, whole = '0', decimals = ''] = match;
    const significant = decimals.replace(/0+$/, '');
    if (significant.length > 4) throw refuse('quantity.too-fine', { text: text.slice(0, 40) });
    return new ShareQuantity(BigInt(whole) * UNITS + BigInt(significant.padEnd(4, '0')));
  }

  static sum(quantities: Iterable<ShareQuantity>): ShareQuantity {
    let total = 0n;
    for (const quantity of quantities) total += quantity.units;
    return new ShareQuantity(total);
  }

  plus(other: ShareQuantity): ShareQuantity {
    return new ShareQuantity(this.units + other.units);
  }

  /** Throws `quantity.negative` when `other` is larger: check with `compare` first where that is a business case. */
  minus(other: ShareQuantity): ShareQuantity {
    return ShareQuantity.fromUnits(this.units - other.units);
  }

  compare(other: ShareQuantity): -1 | 0 | 1 {
    return this.units < other.units ? -1 : this.units > other.units ? 1 : 0;
  }

  equals(other: ShareQuantity): boolean {
    return this.units === other.units;
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  /** `"12.5"`, `"2000"`: as few decimals as the quantity needs. */
  toString(): string {
    return formatUnits(this.units);
  }

  /** `"2,000"`, for people. */
  toGrouped(): string {
    const [whole = '0', decimals] = this.toString().split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return decimals === undefined ? grouped : `${grouped}.${decimals}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError('ShareQuantity is not a number: use plus, minus and compare.');
  }
}

function formatUnits(units: bigint): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -4)}${decimals && '.' + decimals}`;
}
