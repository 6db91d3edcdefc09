/**
 * Restrictions on a holding: court freeze, pledge, dispute, estate pending. What is restricted cannot move; it may still
 * receive. Dated from `effectiveOn` to the eve of `liftedOn`.
 */
import type { Sentence } from './language.ts';
import { restrictionWords } from './words.ts';
import type { LocalDate } from './calendar.ts';
import type { Fault } from './refusal.ts';
import type { DailyFlow } from './share-register.ts';
import type { ShareQuantity } from './share-quantity.ts';

export const restrictionKinds = ['freeze', 'pledge', 'dispute', 'estate-pending'] as const;
export type RestrictionKind = (typeof restrictionKinds)[number];

export interface Restriction {
  readonly id: string;
  readonly kind: RestrictionKind;
  readonly accountId: string;
  /** Null: all classes. */
  readonly classId: string | null;
  /** Null: the whole holding of the class. */
  readonly quantity: ShareQuantity | null;
  readonly effectiveOn: LocalDate;
  /** First free day; null while it lasts. */
  readonly liftedOn: LocalDate | null;
}

export function inForceOn(restriction: Restriction, date: LocalDate): boolean {
  return (
    !restriction.effectiveOn.isAfter(date) &&
    (restriction.liftedOn === null || restriction.liftedOn.isAfter(date))
  );
}

/**
 * Faults of giving shares of `classId` away from `day` on. A whole-holding restriction forbids it while any restricted day
 * lies on or after `day` (else a back-dated gift would empty a frozen account). A restriction of a part asks that the part
 * stays there each restricted day. `balances`: end-of-day balances with the giving already in, earliest first.
 */
export function restrictionFaults(
  restrictions: readonly Restriction[],
  giving: {
    readonly classId: string;
    readonly day: LocalDate;
    readonly balances: readonly DailyFlow[];
    readonly account: string | Sentence;
  },
): readonly Fault[] {
  return restrictions
    .filter(({ classId }) => classId === null || classId === giving.classId)
    .filter(({ liftedOn }) => liftedOn === null || liftedOn.isAfter(giving.day))
    .filter(
      (restriction) => restriction.quantity === null || fallsShort(restriction, giving.day, giving.balances),
    )
    .map(({ kind, quantity, effectiveOn }) => ({
      code: quantity === null ? 'shares.restricted' : 'shares.restricted-part',
      values: {
        account: giving.account,
        kind: restrictionWords[kind],
        since: effectiveOn.toString(),
        quantity: quantity?.toString() ?? '',
      },
    }));
}

function fallsShort(restriction: Restriction, givingDay: LocalDate, balances: readonly DailyFlow[]): boolean {
  const first = restriction.effectiveOn.isAfter(givingDay) ? restriction.effectiveOn : givingDay;
  const needed = restriction.quantity?.units ?? 0n;
  const atStart = balances.findLast(({ day }) => !day.isAfter(first))?.units ?? 0n;
  const later = balances.filter(
    ({ day }) => day.isAfter(first) && (restriction.liftedOn === null || day.isBefore(restriction.liftedOn)),
  );
  return atStart < needed || later.some(({ units }) => units < needed);
}
