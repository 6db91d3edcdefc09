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

/** What a code on the sheet on the wall says of a run, so that a phone works out one's line without a network. */
export interface SheetFigures extends Pick<OwnLine, 'method' | 'rateScale' | 'totalWeight'> {
  readonly run: string;
  readonly period: string;
  /** With what was carried in. */
  readonly distributable: string;
  readonly taxRate: string;
  readonly lines: string;
  /** The beginning of the seal that is printed on the sheet. */
  readonly seal: string;
}

const inCode = { 'largest-remainder': 'r', 'per-share': 's' } as const satisfies Record<Method, string>;
const PATTERN =
  /^1;(\d+);(\d{4}-H[12]);([rs])(\d*);(\d+(?:\.\d+)?);(\d+(?:\.\d+)?);([01](?:\.\d+)?);(\d+);([0-9a-f]+)$/;

export function sheetCode(sheet: SheetFigures): string {
  const how = `${inCode[sheet.method]}${sheet.rateScale ?? ''}`;
  const { run, period, distributable, totalWeight, taxRate, lines, seal } = sheet;
  return ['1', run, period, how, distributable, totalWeight, taxRate, lines, seal].join(';');
}

/** Null for what is no such code. */
export function sheetInCode(code: string): SheetFigures | null {
  const found = PATTERN.exec(code);
  if (found === null) return null;
  const [
    ,
    run = '',
    period = '',
    how,
    scale = '',
    distributable = '',
    totalWeight = '',
    taxRate = '',
    lines = '',
    seal = '',
  ] = found;
  const method = how === 'r' ? 'largest-remainder' : 'per-share';
  const rateScale = scale === '' ? null : Number(scale);
  return { run, period, method, rateScale, distributable, totalWeight, taxRate, lines, seal };
}

/** One's line by one's shares: cut to the fen; where odd fen are shared out it may be one more. */
export function lineOnSheet(sheet: SheetFigures, shares: string): OwnProof {
  const { method, rateScale, totalWeight, distributable } = sheet;
  const line = {
    method,
    rateScale,
    totalWeight,
    pool: distributable,
    carriedIn: '0.00',
    weight: shares,
    extra: 0,
  };
  return provedLine({ ...line, gross: '0.00' });
}
