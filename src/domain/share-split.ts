/**
 * A split or a consolidation of a class: from a day on every holding counts `numerator` for each `denominator`. One act on the
 * whole class: nobody gains and nobody loses, fractions are refused. Share-days before it count at the new measure.
 */
import type { LocalDate } from './calendar.ts';
import { refuse, type Fault } from './refusal.ts';
import type { Sentence } from './language.ts';
import { ShareQuantity } from './share-quantity.ts';

export interface SplitRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export interface Split extends SplitRatio {
  readonly classId: string;
  readonly effectiveOn: LocalDate;
  /** Movements of the same day with a smaller number were written at the old measure. */
  readonly firstNumber: bigint;
}

/** Reads `10:1`: ten new shares for one old. Refuses what changes nothing. */
export function parseSplitRatio(text: string): SplitRatio {
  const match = /^([1-9]\d{0,5}):([1-9]\d{0,5})$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  const [numerator, denominator] = [BigInt(match?.[1] ?? '0'), BigInt(match?.[2] ?? '0')];
  if (match === null || numerator === denominator)
    throw refuse('shares.split-ratio', { text: text.slice(0, 40) });
  return { numerator, denominator };
}

/** So many units at the new measure; null where that is no whole number of `unit`. */
export function atNewMeasure(
  units: bigint,
  { numerator, denominator }: SplitRatio,
  unit = 1n,
): bigint | null {
  const scaled = units * numerator;
  return scaled % (denominator * unit) === 0n ? scaled / denominator : null;
}

/** How a holding changes: what it gains, or gives up where shares are put together. Refused where a fraction would be left. */
export function splitChange(
  holding: { readonly account: string | Sentence; readonly units: bigint; readonly unit: bigint },
  ratio: SplitRatio,
): { readonly gains: bigint } | { readonly fault: Fault } {
  const { account, units, unit } = holding;
  const after = atNewMeasure(units, ratio, unit);
  if (after !== null) return { gains: after - units };
  const values = { account, held: ShareQuantity.fromUnits(units < 0n ? -units : units).toString() };
  return { fault: { code: 'shares.split-fraction', values } };
}

/** Whether a movement was written at the measure from before the split. */
export function isBefore(
  split: Split,
  movement: { readonly effectiveOn: LocalDate; readonly number: bigint },
): boolean {
  const order = movement.effectiveOn.compare(split.effectiveOn);
  return order < 0 || (order === 0 && movement.number < split.firstNumber);
}

/** A flow of a class at the measure of `lastDay`; movements of the splits themselves are left out, since this is what they do. */
export function unitsAtMeasureOf(
  flow: { readonly effectiveOn: LocalDate; readonly number: bigint; readonly units: bigint },
  splits: readonly Split[],
  lastDay: LocalDate,
): bigint {
  return splits
    .filter((split) => !split.effectiveOn.isAfter(lastDay) && isBefore(split, flow))
    .reduce((units, split) => {
      const after = atNewMeasure(units, split);
      if (after === null)
        throw new RangeError('A movement from before a split leaves a fraction at the new measure.');
      return after;
    }, flow.units);
}
