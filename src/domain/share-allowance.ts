/**
 * How many shares one person in the office may move for one holder within a year. Beyond it another person looks first. It counts
 * what was written in the year, whatever day it counts from: a day that is typed splits nothing.
 */
import type { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import type { Fault } from './refusal.ts';
import { ShareQuantity } from './share-quantity.ts';
import type { MovementKind } from './share-register.ts';

/**
 * Where nothing was set: nothing passes by one person alone. A default of this program, no law: what is little in one cooperative is
 * more than all shares of another, so that any other number would let somebody's whole holding pass unseen.
 */
export const defaultAllowance: ShareQuantity = ShareQuantity.zero;
/** What the default was while one person could still raise it. */
export const defaultAllowanceBefore: ShareQuantity = ShareQuantity.fromWhole(10_000n);

export interface Allowance {
  readonly quantity: ShareQuantity;
  readonly effectiveOn: LocalDate;
}

/** The allowance on a day. `rules` in the order in which they were written: of several from one day the last counts. */
export function allowanceOn(
  rules: readonly Allowance[],
  day: LocalDate,
  unset: ShareQuantity = defaultAllowance,
): ShareQuantity {
  const latest = rules
    .filter(({ effectiveOn }) => !effectiveOn.isAfter(day))
    .reduce<Allowance | null>(
      (best, rule) => (best !== null && best.effectiveOn.isAfter(rule.effectiveOn) ? best : rule),
      null,
    );
  return latest?.quantity ?? unset;
}

/** Whether it is more than what is in force on the day from which it counts. */
export function raisesAllowance(rules: readonly Allowance[], wished: Allowance): boolean {
  return wished.quantity.compare(allowanceOn(rules, wished.effectiveOn)) > 0;
}

/** What is entered by hand or from a file. Allotments rest on a scheme, inheritances on a death; what was undone counts no more. */
export const allowanceKinds = [
  'opening',
  'subscription',
  'gift',
  'transfer',
  'redemption',
  'correction',
] as const satisfies readonly MovementKind[];

/**
 * What moves on one person's word, and takes two where a dividend was reckoned on the days it changes. Opening shares that were forgotten come
 * from a file, as all of them do, and within the allowance of one person.
 */
export const paidOnKinds = [
  'subscription',
  'gift',
  'transfer',
  'redemption',
  'correction',
  'reversal',
] as const satisfies readonly MovementKind[];

export function allowanceFault(holder: {
  readonly account: string | Sentence;
  readonly year: number;
  readonly moved: ShareQuantity;
  readonly allowance: ShareQuantity;
}): Fault | null {
  const { account, year, moved, allowance } = holder;
  if (moved.compare(allowance) <= 0) return null;
  return {
    code: 'shares.needs-second',
    values: { account, year, moved: moved.toString(), allowance: allowance.toString() },
  };
}
