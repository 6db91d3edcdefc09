/**
 * The division of a deceased holder's shares among heirs: exact, by largest remainder in the smallest unit the class knows.
 * The parts always sum to the estate; equal fractions go to the heirs in the order they are named.
 */
import { apportionLargestRemainder, asNamed } from './apportion.ts';
import { refuse } from './refusal.ts';
import { unitOfPlaces } from './share-register.ts';
import { ShareQuantity } from './share-quantity.ts';

export interface Heir {
  readonly key: string;
  /** A positive whole number: 1, 1 and 1 for three equal heirs. */
  readonly parts: bigint;
}

export interface HeirsShare {
  readonly key: string;
  readonly quantity: ShareQuantity;
}

/**
 * Divides `quantity` of a class with so many decimal `places`. A quantity finer than the class allows (from before its
 * places were set) is divided in ten-thousandths.
 */
export function divideEstate(
  quantity: ShareQuantity,
  places: number,
  heirs: readonly Heir[],
): readonly HeirsShare[] {
  const distinct = new Set(heirs.map(({ key }) => key)).size === heirs.length;
  if (heirs.length === 0 || !distinct || heirs.some(({ parts }) => parts <= 0n))
    throw refuse('shares.no-heirs');
  const coarse = unitOfPlaces(places);
  const unit = quantity.units % coarse === 0n ? coarse : 1n;
  const { parts } = apportionLargestRemainder(
    quantity.units / unit,
    heirs.map((heir) => ({ key: heir.key, weight: heir.parts })),
    asNamed,
  );
  return parts.map(({ key, amount }) => ({ key, quantity: ShareQuantity.fromUnits(amount * unit) }));
}
