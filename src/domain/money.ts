/**
 * Money: an exact amount of yuan to the fen, held as a whole number of fen.
 * Always exact: no operation rounds unless its name says so, and none touches a JavaScript number.
 */
import { refuse } from './refusal.ts';

const SHAPE = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d+))?$/;

export class Money {
  static readonly zero: Money = new Money(0n);

  readonly fen: bigint;

  private constructor(fen: bigint) {
    this.fen = fen;
  }

  static fromFen(fen: bigint): Money {
    return new Money(fen);
  }

  /** Reads `"1234.5"`, `"-0.05"`. Refuses exponents, signs of plus, thousands separators and a third decimal. */
  static parse(text: string): Money {
    const match = SHAPE.exec(text);
    if (!match) throw refuse('money.malformed', { text: text.slice(0, 40) });
    const [, sign, whole = '0', decimals = ''] = match;
    if (decimals.length > 2) throw refuse('money.too-fine', { text: text.slice(0, 40), places: 2 });
    const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
    return new Money(sign ? -fen : fen);
  }

  static sum(amounts: Iterable<Money>): Money {
    let total = 0n;
    for (const amount of amounts) total += amount.fen;
    return new Money(total);
  }

  plus(other: Money): Money {
    return new Money(this.fen + other.fen);
  }

  minus(other: Money): Money {
    return new Money(this.fen - other.fen);
  }

  negated(): Money {
    return new Money(-this.fen);
  }

  /** −1, 0 or 1. The only comparison besides `equals`: `<` on the objects throws. */
  compare(other: Money): -1 | 0 | 1 {
    return this.fen < other.fen ? -1 : this.fen > other.fen ? 1 : 0;
  }

  equals(other: Money): boolean {
    return this.fen === other.fen;
  }

  get isZero(): boolean {
    return this.fen === 0n;
  }

  get isNegative(): boolean {
    return this.fen < 0n;
  }

  get isPositive(): boolean {
    return this.fen > 0n;
  }

  /** `"1234.50"`: always two decimals, no separators; the form of JSON, CSV and the database. */
  toString(): string {
    const digits = (this.fen < 0n ? -this.fen : this.fen).toString().padStart(3, '0');
    return `${this.fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }

  /** `"1,234.50"`, for people. */
  toGrouped(): string {
    const [whole = '0', decimals] = this.toString().split('.');
    return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${decimals}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError('Money is not a number: use plus, minus and compare.');
  }
}
