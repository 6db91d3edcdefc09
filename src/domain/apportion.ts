/**
 * Divides a pool among holders by weight, exactly. Everything is whole units (fen, or finer) and whole weights:
 * Σ amounts + carried = pool; each amount lies within one unit of its quota; the order of input does not matter.
 */

export interface Holder {
  readonly key: string;
  /** Not negative. Fractions are first brought to a common scale. */
  readonly weight: bigint;
}

/** One holder's part with its proof. The exact quota is `pool × weight ÷ totalWeight` units. */
export interface Part {
  readonly key: string;
  readonly weight: bigint;
  /** The quota cut to the unit. */
  readonly floor: bigint;
  /** What was cut off, as numerator over `totalWeight`. */
  readonly remainder: bigint;
  /** One when this holder gets one of the left-over units. */
  readonly extra: 0n | 1n;
  readonly amount: bigint;
}

export interface Apportionment {
  readonly totalWeight: bigint;
  /** In the order of the holders given. */
  readonly parts: readonly Part[];
  readonly paid: bigint;
  readonly carried: bigint;
}

export type KeyOrder = (left: string, right: string) => number;

/** By code unit: for the ASCII keys of the register the same as PostgreSQL's collation "C". */
export const byCodeUnit: KeyOrder = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

/** Nobody's key goes before another's, so ties go to whoever is named first. */
export const asNamed: KeyOrder = () => 0;

/**
 * Largest remainder: every quota is cut to the unit, the units left over go one each to the largest fractions, ties to
 * the key that comes first. Nothing is carried. Needs a pool ≥ 0 and a total weight > 0; keys must differ.
 */
export function apportionLargestRemainder(
  pool: bigint,
  holders: readonly Holder[],
  order: KeyOrder = byCodeUnit,
): Apportionment {
  const totalWeight = sumOfWeights(pool, holders);
  const cut = holders.map(({ key, weight }) => {
    const quota = pool * weight;
    return { key, weight, floor: quota / totalWeight, remainder: quota % totalWeight };
  });
  const left = cut.reduce((units, { floor }) => units - floor, pool);
  // Fewer units are left than there are holders with a fraction, so each gets at most one.
  const ranked = [...cut].sort((a, b) =>
    a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : order(a.key, b.key),
  );
  const lucky = new Set(ranked.slice(0, Number(left)));
  const parts = cut.map((part): Part => {
    const extra = lucky.has(part) ? 1n : 0n;
    return { ...part, extra, amount: part.floor + extra };
  });
  return { totalWeight, parts, paid: pool, carried: 0n };
}

export interface RateApportionment extends Apportionment {
  /** The rate for one share, in units × coarseness ÷ rateScale, cut. */
  readonly rate: bigint;
}

/**
 * Per share: the rate is pool ÷ total weight cut to a `rateScale`-th of the unit, or to `coarseness` units where it is
 * coarser than the unit; each amount is rate × weight cut to the unit; the rest is carried. `weightScale` is how many weight
 * units make one share.
 */
export function apportionPerShare(
  pool: bigint,
  holders: readonly Holder[],
  rateScale: bigint,
  weightScale: bigint = 1n,
  coarseness: bigint = 1n,
): RateApportionment {
  const totalWeight = sumOfWeights(pool, holders);
  const rate = (pool * rateScale * weightScale) / (totalWeight * coarseness);
  const divisor = rateScale * weightScale;
  let paid = 0n;
  const parts = holders.map(({ key, weight }): Part => {
    const floor = (rate * coarseness * weight) / divisor;
    paid += floor;
    return { key, weight, floor, remainder: pool * weight - floor * totalWeight, extra: 0n, amount: floor };
  });
  return { totalWeight, parts, paid, carried: pool - paid, rate };
}

function sumOfWeights(pool: bigint, holders: readonly Holder[]): bigint {
  if (pool < 0n) throw new RangeError('A pool is not negative.');
  let total = 0n;
  for (const { weight } of holders) {
    if (weight < 0n) throw new RangeError('A weight is not negative.');
    total += weight;
  }
  if (total === 0n) throw new RangeError('Somebody must hold something.');
  return total;
}
