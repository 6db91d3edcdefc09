/**
 * The share register: movements between holder accounts, double entry. Per class all accounts together sum to zero
 * (the pool counts negative what it has given out). The giver holds to the eve of the effective day, the taker from that
 * day: no day with two owners, none with nobody. Holdings on any day, as known at any time, follow from movements alone.
 */
import type { Sentence } from './language.ts';
import { accountWords, movementWords } from './words.ts';
import type { LocalDate } from './calendar.ts';
import { refuse, type Fault } from './refusal.ts';
import type { ShareQuantity } from './share-quantity.ts';

export const accountKinds = ['pool', 'member', 'household', 'collective', 'redeemed'] as const;
export type AccountKind = (typeof accountKinds)[number];

export const classKinds = [
  'basic',
  'seniority',
  'subscribed',
  'matched',
  'collective',
  'contribution',
  'other',
] as const;
export type ClassKind = (typeof classKinds)[number];

export const movementKinds = [
  'opening',
  'subscription',
  'allotment',
  'inheritance',
  'gift',
  'transfer',
  'redemption',
  'escheat',
  'split',
  'correction',
  'reversal',
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What one person asks for and another confirms in the register of shares. */
export const requestKinds = [...movementKinds, 'posting-reversal', 'restriction-lift'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const certificateStates = ['valid', 'replaced', 'void'] as const;
export type CertificateState = (typeof certificateStates)[number];

export type { LimitBase, LimitKind } from './share-limit.ts';
export type { RestrictionKind } from './share-restriction.ts';

export interface Movement {
  readonly id: string;
  readonly kind: MovementKind;
  readonly classId: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: ShareQuantity;
  readonly effectiveOn: LocalDate;
  readonly recordedAt: Date;
  /** The movement a reversal undoes. */
  readonly reverses?: string;
}

/** What one account gains (positive) or gives (negative) in one class on one day, in ten-thousandths of a share. */
export interface DailyFlow {
  readonly day: LocalDate;
  readonly units: bigint;
}

const persons: readonly AccountKind[] = ['member', 'household'];
const holders: readonly AccountKind[] = ['member', 'household', 'collective'];

/** Which accounts a movement of each kind may join. A correction may join any two; a reversal mirrors what it undoes. */
const directions: Readonly<
  Record<MovementKind, { readonly from: readonly AccountKind[]; readonly to: readonly AccountKind[] }>
> = {
  opening: { from: ['pool'], to: holders },
  subscription: { from: ['pool'], to: holders },
  // What a scheme fixes in total shrinks the cooperative's own shares; it takes nothing from a person.
  allotment: { from: ['pool', 'collective'], to: ['pool', ...holders] },
  inheritance: { from: persons, to: persons },
  gift: { from: persons, to: holders },
  transfer: { from: holders, to: holders },
  redemption: { from: holders, to: ['redeemed'] },
  // Shares without heirs fall to the collective.
  escheat: { from: persons, to: ['collective'] },
  // New shares come from the pool, those put together go back to it.
  split: { from: ['pool', 'redeemed', ...holders], to: ['pool', 'redeemed', ...holders] },
  correction: { from: accountKinds, to: accountKinds },
  reversal: { from: accountKinds, to: accountKinds },
};

/** Faults a movement has by itself, whatever the register holds. `places` are the decimals its class allows. */
export function movementFaults(movement: {
  readonly kind: MovementKind;
  readonly fromKind: AccountKind;
  readonly toKind: AccountKind;
  readonly sameAccount: boolean;
  readonly quantity: ShareQuantity;
  readonly places: number;
}): readonly Fault[] {
  const { kind, fromKind, toKind, quantity, places } = movement;
  const faults: Fault[] = [];
  if (movement.sameAccount) faults.push({ code: 'shares.same-account', values: {} });
  const backwards = kind === 'allotment' && (fromKind === 'pool') === (toKind === 'pool');
  if (backwards || !directions[kind].from.includes(fromKind) || !directions[kind].to.includes(toKind)) {
    faults.push({
      code: 'shares.direction',
      values: { kind: movementWords[kind], from: accountWords[fromKind], to: accountWords[toKind] },
    });
  }
  if (quantity.isZero) faults.push({ code: 'quantity.zero', values: {} });
  if (quantity.units % unitOfPlaces(places) !== 0n) {
    faults.push({ code: 'shares.too-fine-for-class', values: { quantity: quantity.toString(), places } });
  }
  return faults;
}

/** The smallest quantity a class with so many decimals knows, in ten-thousandths. */
export function unitOfPlaces(places: number): bigint {
  return 10n ** BigInt(4 - places);
}

/** Balances of all accounts on the evening of `date`, as known at `knownAt` (`null`: now), in ten-thousandths. Keys: see `holdingKey`. */
export function balancesOn(
  movements: Iterable<Movement>,
  date: LocalDate,
  knownAt: Date | null = null,
): ReadonlyMap<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const movement of movements) {
    if (movement.effectiveOn.isAfter(date)) continue;
    if (knownAt !== null && movement.recordedAt > knownAt) continue;
    add(balances, holdingKey(movement.from, movement.classId), -movement.quantity.units);
    add(balances, holdingKey(movement.to, movement.classId), movement.quantity.units);
  }
  return balances;
}

export function holdingKey(accountId: string, classId: string): string {
  return `${accountId} ${classId}`;
}

/** One account's flows in one class, one entry a day, earliest first. Same-day movements in any order give the same flows. */
export function dailyFlows(
  movements: Iterable<Movement>,
  accountId: string,
  classId: string,
): readonly DailyFlow[] {
  const days = new Map<number, DailyFlow>();
  for (const movement of movements) {
    if (movement.classId !== classId || (movement.from !== accountId && movement.to !== accountId)) continue;
    const day = movement.effectiveOn;
    const units = movement.to === accountId ? movement.quantity.units : -movement.quantity.units;
    days.set(day.dayNumber, { day, units: (days.get(day.dayNumber)?.units ?? 0n) + units });
  }
  return [...days.values()].sort((a, b) => a.day.compare(b.day));
}

/** Balance at the end of each day on which something moved. */
export function runningBalances(flows: readonly DailyFlow[]): readonly DailyFlow[] {
  let balance = 0n;
  return flows.map(({ day, units }) => ({ day, units: (balance += units) }));
}

export interface Overdraft {
  readonly day: LocalDate;
  /** What the account would hold that day; below `floor`. */
  readonly units: bigint;
}

/**
 * The first day on which the account would hold less than `floor` (0, or minus the fixed total for the pool), or null.
 * A back-dated movement is so checked against every later day, not only its own.
 */
export function firstOverdraft(
  flows: readonly DailyFlow[],
  floor: (day: LocalDate) => bigint = () => 0n,
): Overdraft | null {
  return runningBalances(flows).find(({ day, units }) => units < floor(day)) ?? null;
}

/**
 * The mirror of a movement: same class and quantity, accounts exchanged, counting from the same day, so that as known
 * afterwards the mistake never was. A reversal itself is not reversed: the right movement is entered anew.
 */
export function reversalOf(original: Movement): Pick<
  Movement,
  'classId' | 'from' | 'to' | 'quantity' | 'effectiveOn'
> & {
  readonly kind: 'reversal';
  readonly reverses: string;
} {
  if (original.kind === 'reversal') throw refuse('shares.reversal-of-reversal', {});
  return {
    kind: 'reversal',
    classId: original.classId,
    from: original.to,
    to: original.from,
    quantity: original.quantity,
    effectiveOn: original.effectiveOn,
    reverses: original.id,
  };
}

/**
 * Share-days of a holding over a period, first and last day included: each day counts what was held that evening, in
 * ten-thousandths × days. A movement after the period changes nothing. Product: Income distribution and dividends.
 */
export function shareDays(flows: readonly DailyFlow[], firstDay: LocalDate, lastDay: LocalDate): bigint {
  let total = 0n;
  for (const { day, units } of flows) {
    if (day.isAfter(lastDay)) continue;
    const start = day.isBefore(firstDay) ? firstDay : day;
    total += units * BigInt(start.daysUntil(lastDay) + 1);
  }
  return total;
}

function add(balances: Map<string, bigint>, key: string, units: bigint): void {
  balances.set(key, (balances.get(key) ?? 0n) + units);
}

/** A holder as people name it: a member or household by the number, any other account by its kind. */
export function holderInWords(holder: {
  readonly kind: AccountKind;
  readonly number?: string | null | undefined;
}): string | Sentence {
  const { kind, number } = holder;
  const numbered = kind === 'member' || kind === 'household';
  return numbered && number ? number : accountWords[kind];
}
