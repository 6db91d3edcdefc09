/**
 * Ratio: two exact positive integers as the resolution states them. 1:8 and 2:16 are equal in effect and
 * different in wording, so the stated terms are kept.
 */
import { refuse } from './refusal.ts';

const SHAPE = /^([1-9]\d{0,6}):([1-9]\d{0,6})$/;
const LARGEST_TERM = 1_000_000n;

export class Ratio {
  /** In an allotment ratio: the subscribed term. */
  readonly left: bigint;
  /** In an allotment ratio: the matched term. */
  readonly right: bigint;

  private constructor(left: bigint, right: bigint) {
    this.left = left;
    this.right = right;
  }

  static of(left: bigint, right: bigint): Ratio {
    return Ratio.parse(`${left}:${right}`);
  }

  /** Reads `"1:8"`, also with the full-width colon people type. */
  static parse(text: string): Ratio {
    const match = SHAPE.exec(text.replace('：', ':'));
    const left = BigInt(match?.[1] ?? 0);
    const right = BigInt(match?.[2] ?? 0);
    if (!match || left > LARGEST_TERM || right > LARGEST_TERM) {
      throw refuse('ratio.malformed', { text: text.slice(0, 40) });
    }
    return new Ratio(left, right);
  }

  /** Equal in effect: 1:8 and 2:16. */
  equals(other: Ratio): boolean {
    return this.left * other.right === other.left * this.right;
  }

  toString(): string {
    return `${this.left}:${this.right}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError('Ratio is not a number.');
  }
}
