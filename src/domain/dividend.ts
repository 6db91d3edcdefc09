/**
 * The open dividend calculation: a pool, holders with exact (even fractional) shares, a method; out comes each amount
 * with its proof. Amounts are whole multiples of a unit, 0.01 or finer. Pure arithmetic: anyone can repeat it.
 */
import { apportionLargestRemainder, apportionPerShare, type Part } from './apportion.ts';
import { refuse, throwFaults, type Fault } from './refusal.ts';
import { Fraction, toCommonScale } from './fraction.ts';

export const methods = ['largest-remainder', 'per-share'] as const;
export type Method = (typeof methods)[number];

export const rateScales = [2, 4, 6] as const;
export type RateScale = (typeof rateScales)[number];

export interface DividendQuestion {
  readonly pool: string;
  readonly method: Method;
  readonly rateScale: RateScale | null;
  /** Decimals of the smallest amount: 2 for the fen, up to 4. */
  readonly unitPlaces: number;
  readonly holdings: readonly { readonly key: string; readonly shares: string }[];
}

export interface DividendLine {
  readonly key: string;
  readonly shares: string;
  readonly amount: string;
  /** Exact, in yuan: pool × shares ÷ all shares. */
  readonly quota: Fraction;
  /** The quota cut to the unit; per share: rate × shares cut to the unit. */
  readonly floor: string;
  readonly extraUnit: boolean;
}

export interface DividendAnswer {
  readonly lines: readonly DividendLine[];
  readonly paid: string;
  readonly carried: string;
  /** Yuan a share, per share only. */
  readonly rate: string | null;
}

/** Answers, or refuses with every fault found. Ties go to the key that comes first by code unit. */
export function calculateDividend(question: DividendQuestion): DividendAnswer {
  const { unitPlaces, method, rateScale } = question;
  const pool = parseUnits(question.pool, unitPlaces);
  if (pool <= 0n) throw refuse('dividend.pool-not-positive', { pool: question.pool }, '/pool');
  if (method === 'per-share' && rateScale === null)
    throw refuse('dividend.rate-scale-needed', {}, '/rateScale');
  if (method === 'largest-remainder' && rateScale !== null) {
    throw refuse('dividend.rate-scale-unwanted', {}, '/rateScale');
  }
  const shares = parseHoldings(question.holdings);
  const { scale, weights } = toCommonScale(shares);
  const holders = question.holdings.map((holding, index) => ({
    ...holding,
    weight: weights[index] ?? 0n,
  }));
  const sharesOf = new Map(holders.map(({ key, shares }) => [key, shares]));
  const heldBy = (key: string): string => {
    const found = sharesOf.get(key);
    if (found === undefined) throw new TypeError(`The part of ${key} belongs to no holder.`);
    return found;
  };
  const units = (amount: bigint) => formatUnits(amount, unitPlaces);
  const lineOf = (part: Part, totalWeight: bigint): DividendLine => ({
    key: part.key,
    shares: heldBy(part.key),
    amount: units(part.amount),
    quota: Fraction.of(pool * part.weight, totalWeight * 10n ** BigInt(unitPlaces)),
    floor: units(part.floor),
    extraUnit: part.extra === 1n,
  });
  if (rateScale === null) {
    const { parts, totalWeight, paid, carried } = apportionLargestRemainder(pool, holders);
    const lines = parts.map((part) => lineOf(part, totalWeight));
    return { lines, paid: units(paid), carried: units(carried), rate: null };
  }
  // The rate counts yuan to `rateScale` decimals, whatever the unit of the amounts is.
  const finer = 10n ** BigInt(Math.max(rateScale - unitPlaces, 0));
  const coarser = 10n ** BigInt(Math.max(unitPlaces - rateScale, 0));
  const result = apportionPerShare(pool, holders, finer, scale, coarser);
  const { parts, totalWeight, paid, carried, rate } = result;
  if (rate === 0n) throw refuse('dividend.rate-zero', { places: rateScale }, '/pool');
  const lines = parts.map((part) => lineOf(part, totalWeight));
  return { lines, paid: units(paid), carried: units(carried), rate: formatUnits(rate, rateScale) };
}

function parseHoldings(holdings: DividendQuestion['holdings']): readonly Fraction[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const shares = holdings.map(({ key, shares: text }, index) => {
    const value = Fraction.parse(text);
    if (seen.has(key))
      faults.push({ code: 'dividend.duplicate-key', values: { key }, pointer: `/holdings/${index}` });
    seen.add(key);
    if (value.isNegative) {
      faults.push({
        code: 'dividend.holding-negative',
        values: { key },
        pointer: `/holdings/${index}/shares`,
      });
    }
    return value;
  });
  throwFaults(faults);
  if (shares.every((value) => value.isZero)) throw refuse('dividend.nothing-held', {}, '/holdings');
  return shares;
}

function parseUnits(text: string, places: number): bigint {
  const match = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d+))?$/.exec(text);
  const [, sign, whole, decimals] = match ?? [];
  if (whole === undefined || (decimals !== undefined && decimals.length > places)) {
    const unit = formatUnits(1n, places);
    throw refuse('dividend.amount-malformed', { text: text.slice(0, 40), unit }, '/pool');
  }
  const scale = 10n ** BigInt(places);
  const part = decimals === undefined ? 0n : BigInt(decimals.padEnd(places, '0'));
  const units = BigInt(whole) * scale + part;
  return sign === '-' ? -units : units;
}

function formatUnits(units: bigint, places: number): string {
  return Fraction.of(units, 10n ** BigInt(places)).toDecimal(places);
}
