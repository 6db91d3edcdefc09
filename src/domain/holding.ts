/**
 * Why money waits although it is due: the one place that says which restriction on shares holds their money, and what a death
 * holds. Payout, statement, receipt sheet, waiting list, tax and verification all ask here. A pension never comes from
 * shares, so no restriction holds it.
 */
import { restrictionKinds, type RestrictionKind } from './share-restriction.ts';

/**
 * What a restriction does to the money of the holding. A court's freeze, a dispute over whose the shares are and an estate that
 * is not divided leave open who may have the money: it accrues and is held. A pledge leaves nothing open: the pledgor stays
 * shareholder and is paid, while the shares cannot move. The ledger knows no pledgee whom it could pay; one who claims the
 * dividends has that recorded as a freeze or a dispute, and then they are held. A restriction of one class or of some shares
 * holds all that the holder gets of a run: no fen of a line belongs to certain shares.
 */
const moneyUnder = {
  freeze: 'held',
  dispute: 'held',
  'estate-pending': 'held',
  pledge: 'paid',
} as const satisfies Readonly<Record<RestrictionKind, 'held' | 'paid'>>;

type KindsThat<Fate extends 'held' | 'paid'> = {
  [Kind in RestrictionKind]: (typeof moneyUnder)[Kind] extends Fate ? Kind : never;
}[RestrictionKind];

/** A restriction that holds money. */
export type HoldingKind = KindsThat<'held'>;

export function holdsMoney(kind: RestrictionKind): kind is HoldingKind {
  return moneyUnder[kind] === 'held';
}

/** The kinds that hold money; of several at once the first is the reason that is told. */
export const holdingKinds: readonly HoldingKind[] = restrictionKinds.filter(holdsMoney);

/** The reason that is told where several restrictions are in force; null: none of them holds money. */
export function holdAmong(kinds: readonly RestrictionKind[]): HoldingKind | null {
  return holdingKinds.find((kind) => kinds.includes(kind)) ?? null;
}

/**
 * Why money waits. `holder-lives`: an heir's part of somebody whose death is no longer recorded. `untaxed`: what held it ended, or ends
 * on that day, and its tax is still to be withheld.
 */
export type HoldReason = HoldingKind | 'deceased' | 'holder-lives' | 'untaxed';
export const holdReasons: readonly HoldReason[] = [...holdingKinds, 'deceased', 'holder-lives', 'untaxed'];

export interface HoldFacts {
  /** In force on the holder's account that day. */
  readonly restrictions: readonly RestrictionKind[];
  /** Whose money it is died: of an heir's part the heir, else the holder. */
  readonly payeeDead: boolean;
  /** Of an heir's part: whether the holder is dead, or the shares were an estate at any time. Null: the holder's own money. */
  readonly heirOfEstate: boolean | null;
  /** It waited when its run was posted, and no tax was withheld of it yet. */
  readonly untaxed: boolean;
}

/** Why the money of a claim waits on a day; null: nothing holds it. */
export function holdOf({ restrictions, payeeDead, heirOfEstate, untaxed }: HoldFacts): HoldReason | null {
  // Heirs were named for a part: that the estate as a whole is pending holds it no more.
  const counted =
    heirOfEstate === null ? restrictions : restrictions.filter((kind) => kind !== 'estate-pending');
  const hold = holdAmong(counted);
  if (hold !== null) return hold;
  if (payeeDead) return 'deceased';
  if (heirOfEstate === false) return 'holder-lives';
  return untaxed ? 'untaxed' : null;
}

/** The money waits because heirs are to be named: the limitation of the claim pauses, and the estate may be divided. */
export function waitsForHeirs(reason: HoldReason | null): boolean {
  return reason === 'deceased' || reason === 'estate-pending';
}

/** Others want this very money: a court or somebody who disputes the shares. No debt is taken off it. */
export function isContested(reason: HoldReason | null): boolean {
  return reason === 'freeze' || reason === 'dispute';
}
