/**
 * One's own line of a dividend, worked out again from what it was worked out from: the quota, cut to the fen, and the odd fen that
 * it may have been given. Whoever holds the line alone can tell that it fits; which lines get the odd fen, the whole list tells.
 */
import type { Method } from './dividend.ts';
import { Fraction } from './fraction.ts';
import { Money } from './money.ts';

export interface OwnLine {
  readonly method: Method;
  readonly rateScale: number | null;
  readonly pool: string;
  readonly carriedIn: string;
  /** Of all holders, and of this one: shares times what a share of their class weighs. */
  readonly totalWeight: string;
  readonly weight: string;
  readonly extra: number;
  readonly gross: string;
}

export interface OwnProof {
  readonly distributable: Money;
  /** Exact, in yuan. */
  readonly quota: Fraction;
  readonly floor: Money;
  /** Yuan a share, where the method has one. */
  readonly rate: string | null;
  readonly fits: boolean;
}

export function provedLine(line: OwnLine): OwnProof {
  const distributable = Money.parse(line.pool).plus(Money.parse(line.carriedIn));
  const [weight, total] = [Fraction.parse(line.weight), Fraction.parse(line.totalWeight)];
  // Fen × weight ÷ total weight, as one fraction of whole numbers.
  const over = weight.numerator * total.denominator;
  const under = weight.denominator * total.numerator;
  const quota = Fraction.of(distributable.fen * over, under * 100n);
  const gross = Money.parse(line.gross);
  if (line.method === 'largest-remainder') {
    const floor = Money.fromFen((distributable.fen * over) / under);
    const isCut = (distributable.fen * over) % under !== 0n;
    const extra = line.extra === 0 || (line.extra === 1 && isCut);
    const fits = extra && gross.equals(floor.plus(Money.fromFen(BigInt(line.extra))));
    return { distributable, quota, floor, rate: null, fits };
  }
  const scale = 10n ** BigInt(line.rateScale ?? 0);
  const rate = (distributable.fen * scale * total.denominator) / (total.numerator * 100n);
  const floor = Money.fromFen((rate * weight.numerator * 100n) / (weight.denominator * scale));
  return {
    distributable,
    quota,
    floor,
    rate: Fraction.of(rate, scale).toDecimal(line.rateScale ?? 0),
    fits: line.extra === 0 && gross.equals(floor),
  };
}
