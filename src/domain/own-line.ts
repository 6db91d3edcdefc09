/**
 * One's own line of a dividend, worked out again from what it was worked out from: the quota, cut to the fen, and the odd fen that
 * it may have been given. Whoever holds the line alone can tell that it fits; which lines get the odd fen, the whole list tells.
 */
import type { Method } from './dividend.ts';
import type { Basis } from './dividend-run.ts';
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
  /** The quota comes out at the fen: nothing is cut off, and no odd fen may fall to it. */
  readonly isExact: boolean;
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
  const isExact = (distributable.fen * over) % under === 0n;
  if (line.method === 'largest-remainder') {
    const floor = Money.fromFen((distributable.fen * over) / under);
    const extra = line.extra === 0 || (line.extra === 1 && !isExact);
    const fits = extra && gross.equals(floor.plus(Money.fromFen(BigInt(line.extra))));
    return { distributable, quota, isExact, floor, rate: null, fits };
  }
  const scale = 10n ** BigInt(line.rateScale ?? 0);
  const rate = (distributable.fen * scale * total.denominator) / (total.numerator * 100n);
  const floor = Money.fromFen((rate * weight.numerator * 100n) / (weight.denominator * scale));
  return {
    distributable,
    quota,
    isExact,
    floor,
    rate: Fraction.of(rate, scale).toDecimal(line.rateScale ?? 0),
    fits: line.extra === 0 && gross.equals(floor),
  };
}

export interface OwnTax {
  readonly gross: string;
  readonly taxRate: string;
  readonly tax: string;
  readonly net: string;
}

/** The tax of one line alone, half up at the fen. */
export function taxAlone(gross: Money, taxRate: string): Money {
  const exact = Fraction.of(gross.fen).times(Fraction.parse(taxRate));
  return Money.fromFen(exact.plus(Fraction.of(1n, 2n)).floor());
}

/**
 * What was withheld and what is left, worked out again. `exact`: the tax of this line alone, half up at the fen. `receipt`: one fen
 * beside it, as the parts of one receipt may come out, since of them the tax is that of their sum; a line that is a receipt by itself is
 * exact, or differs.
 */
export function provedTax(
  line: OwnTax,
  { isAlone = false }: { readonly isAlone?: boolean } = {},
): 'exact' | 'receipt' | 'differs' {
  const [gross, tax, net] = [line.gross, line.tax, line.net].map((each) => Money.parse(each)) as [
    Money,
    Money,
    Money,
  ];
  if (!gross.minus(tax).equals(net)) return 'differs';
  const apart = tax.minus(taxAlone(gross, line.taxRate)).fen;
  if (apart === 0n) return 'exact';
  return !isAlone && (apart === 1n || apart === -1n) ? 'receipt' : 'differs';
}

/** What a holder had been granted before a run that corrects or takes back another, and by which terms. */
export interface Granted extends Omit<OwnLine, 'extra' | 'totalWeight'> {
  readonly totalWeight: string | null;
  readonly tax: string;
}

export interface OwnDifference extends OwnTax {
  readonly weight: string;
}

export interface DifferenceProof {
  /** What is due by the corrected weight, alone and cut to the fen; null where the run divides nothing by weights. */
  readonly proof: OwnProof | null;
  /** What the holder has now, before and this together. */
  readonly gross: Money;
  /** By how many fen that is more than due alone; below zero: less. */
  readonly apart: bigint;
  readonly tax: ReturnType<typeof provedTax>;
  readonly fits: boolean;
}

/**
 * Where shares only went from one to another, what they were paid in all is divided anew among those: each may come out these few
 * fen beside what they would be due alone. By a rate each is due their own, and nothing is beside it.
 */
const MOST_APART = 9n;

/** The difference, worked out again: what is due by the weight as it is known now, less what was granted before. */
export function provedDifference(line: OwnDifference, before: Granted): DifferenceProof {
  const gross = Money.parse(before.gross).plus(Money.parse(line.gross));
  const whole = {
    taxRate: line.taxRate,
    gross: gross.toString(),
    tax: Money.parse(before.tax).plus(Money.parse(line.tax)).toString(),
    net: '',
  };
  const net = Money.parse(whole.gross).minus(Money.parse(whole.tax)).toString();
  const isNet = Money.parse(line.gross).minus(Money.parse(line.tax)).equals(Money.parse(line.net));
  const tax = isNet ? provedTax({ ...whole, net }) : 'differs';
  const { totalWeight } = before;
  if (totalWeight === null) return { proof: null, gross, apart: 0n, tax, fits: false };
  const proof = provedLine({ ...before, totalWeight, weight: line.weight, extra: 0, gross: whole.gross });
  const apart = gross.minus(proof.floor).fen;
  const most = before.method === 'per-share' ? 0n : MOST_APART;
  return { proof, gross, apart, tax, fits: apart <= most && -apart <= most };
}

/** What takes a line back is that line, negated. */
export function provedReversal(line: OwnTax, before: Pick<Granted, 'gross' | 'tax'>): boolean {
  const isZero = (one: string, other: string) => Money.parse(one).plus(Money.parse(other)).isZero;
  const isNet = Money.parse(line.gross).minus(Money.parse(line.tax)).equals(Money.parse(line.net));
  return isNet && isZero(line.gross, before.gross) && isZero(line.tax, before.tax);
}

/** What a code on the sheet on the wall says of a run, so that a phone works out one's line without a network. */
export interface SheetFigures extends Pick<OwnLine, 'method' | 'rateScale' | 'totalWeight'> {
  /** Whose sheet it is, as `issuerInCode` has it: runs of two cooperatives bear the same numbers. Null: an older code. */
  readonly issuer: string | null;
  readonly run: string;
  readonly period: string;
  /** What the sheet counts; null: an older code, which did not say. */
  readonly basis: Basis | null;
  /** Whether a line gets what its weighed figure says, which then stands on the sheet beside it. */
  readonly isWeighed: boolean;
  /** With what was carried in. */
  readonly distributable: string;
  readonly taxRate: string;
  readonly lines: string;
  /** The beginning of the seal that is printed on the sheet. */
  readonly seal: string;
}

const inCode = { 'largest-remainder': 'r', 'per-share': 's' } as const satisfies Record<Method, string>;
const basisInCode = { 'record-date': 'h', 'share-days': 'd' } as const satisfies Record<Basis, string>;
/** The end of the cooperative's id, where ids are drawn by chance. */
export function issuerInCode(cooperativeId: string): string {
  return cooperativeId.slice(-8);
}

/** Bounded: a code that somebody else has made keeps no phone busy. The second version says what is counted, the third whose it is. */
const PATTERN =
  /^(?:1|2;([hd])(w?)|3;([0-9a-f]{8});([hd])(w?));(\d{1,9});(\d{4}-H[12]);([rs])(\d{0,2});(\d{1,15}(?:\.\d{1,2})?);(\d{1,15}(?:\.\d{1,8})?);([01](?:\.\d{1,4})?);(\d{1,9});([0-9a-f]{1,64})$/;

export function sheetCode(sheet: SheetFigures & { readonly basis: Basis; readonly issuer: string }): string {
  const what = `${basisInCode[sheet.basis]}${sheet.isWeighed ? 'w' : ''}`;
  const how = `${inCode[sheet.method]}${sheet.rateScale ?? ''}`;
  const { issuer, run, period, distributable, totalWeight, taxRate, lines, seal } = sheet;
  return ['3', issuer, what, run, period, how, distributable, totalWeight, taxRate, lines, seal].join(';');
}

/** Of what stands after the address, in whatever way it was written there; null for what is no such code. */
export function sheetInCode(written: string): SheetFigures | null {
  const found = PATTERN.exec(plainly(written));
  if (found === null) return null;
  const [
    ,
    countedBefore,
    weighedBefore = '',
    issuer = null,
    counted = countedBefore,
    weighed = weighedBefore,
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
  if (/^[0.]+$/.test(totalWeight)) return null;
  return {
    issuer,
    run,
    period,
    basis: counted === undefined ? null : counted === 'd' ? 'share-days' : 'record-date',
    isWeighed: weighed !== '',
    method: how === 'r' ? 'largest-remainder' : 'per-share',
    rateScale: scale === '' ? null : Number(scale),
    distributable,
    totalWeight,
    taxRate,
    lines,
    seal,
  };
}

function plainly(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return '';
  }
}

/** One's line by what the sheet counts of it: cut to the fen; where odd fen are shared out it may be one more. */
export function lineOnSheet(sheet: SheetFigures, counted: string): OwnProof {
  const { method, rateScale, totalWeight, distributable } = sheet;
  const line = {
    method,
    rateScale,
    totalWeight,
    pool: distributable,
    carriedIn: '0.00',
    weight: counted,
    extra: 0,
  };
  return provedLine({ ...line, gross: '0.00' });
}
