/**
 * Limits of a cooperative's own making: caps per holder and per transferee, the ceiling of the collective share, the fixed
 * total of a class. Each has the day it takes effect, and a percentage always names its base.
 */
import type { Sentence } from './language.ts';
import { limitBaseWords, limitKindWords } from './words.ts';
import type { LocalDate } from './calendar.ts';
import { refuse, type Fault } from './refusal.ts';
import type { MovementKind } from './share-register.ts';
import { ShareQuantity } from './share-quantity.ts';

export const limitKinds = ['class-total', 'holder-cap', 'transferee-cap', 'collective-cap'] as const;
export type LimitKind = (typeof limitKinds)[number];

/** `total`: all shares held by anyone; `personal`: those held by members and households, without the collective share. */
export const limitBases = ['total', 'personal'] as const;
export type LimitBase = (typeof limitBases)[number];

export interface Cap {
  readonly kind: 'holder-cap' | 'transferee-cap' | 'collective-cap';
  readonly percent: Percent;
  readonly base: LimitBase;
}

/** A percentage above 0 and up to 100, to four decimals, in ten-thousandths of a percent. */
export type Percent = bigint;

const PERCENT_SHAPE = /^(0|[1-9]\d{0,2})(?:\.(\d{1,4}))?$/;

export function parsePercent(text: string): Percent {
  const match = PERCENT_SHAPE.exec(text);
  const units =
    match === null ? 0n : BigInt(match[1] ?? '0') * 10_000n + BigInt((match[2] ?? '').padEnd(4, '0'));
  if (units <= 0n || units > 1_000_000n)
    throw refuse('shares.percent-malformed', { text: text.slice(0, 40) });
  return units;
}

export function formatPercent(percent: Percent): string {
  return ShareQuantity.fromUnits(percent).toString();
}

/** A limit as it is set: of a class its total, of holders a percentage of a base; null takes it off. */
export interface LimitTerms {
  readonly percent: Percent | null;
  readonly base: LimitBase | null;
  readonly total: ShareQuantity | null;
}

/** Whether it lets through more than the one in force: it is taken off, raised, or measured on another base. */
export function loosensLimit(inForce: LimitTerms | null, wished: LimitTerms): boolean {
  if (inForce === null) return false;
  const raised = inForce.total !== null && (wished.total === null || wished.total.compare(inForce.total) > 0);
  const { percent } = inForce;
  const laxer =
    percent !== null && (wished.percent === null || wished.percent > percent || wished.base !== inForce.base);
  return raised || laxer;
}

/** Which caps watch the taker of a movement. Inheritance, opening and correction are not held to any. */
export function capsOn(caps: readonly Cap[], kind: MovementKind, toCollective: boolean): readonly Cap[] {
  const voluntary = kind === 'transfer' || kind === 'gift';
  const issued = kind === 'subscription' || kind === 'allotment';
  return caps.filter((cap) => {
    switch (cap.kind) {
      case 'holder-cap':
        return !toCollective && (voluntary || issued);
      case 'transferee-cap':
        return !toCollective && voluntary;
      case 'collective-cap':
        return toCollective && (voluntary || issued);
    }
  });
}

/** Exact test, no rounding: a holding of `held` is above `percent` of `base` when held × 100 > percent × base. */
export function isAbove(held: ShareQuantity, base: ShareQuantity, percent: Percent): boolean {
  return held.units * 1_000_000n > percent * base.units;
}

/** The fault of a taker who would hold more than a cap allows on a day, or nothing. */
export function capFaults(
  caps: readonly Cap[],
  taker: {
    readonly account: string | Sentence;
    readonly day: LocalDate;
    readonly held: ShareQuantity;
    readonly total: ShareQuantity;
    readonly personal: ShareQuantity;
  },
): readonly Fault[] {
  return caps
    .filter((cap) => isAbove(taker.held, baseOf(cap, taker), cap.percent))
    .map((cap) => ({
      code: 'shares.above-cap',
      values: {
        account: taker.account,
        date: taker.day.toString(),
        held: taker.held.toString(),
        cap: limitKindWords[cap.kind],
        percent: formatPercent(cap.percent),
        baseName: limitBaseWords[cap.base],
        base: baseOf(cap, taker).toString(),
      },
    }));
}

function baseOf(
  cap: Cap,
  totals: { readonly total: ShareQuantity; readonly personal: ShareQuantity },
): ShareQuantity {
  return cap.base === 'total' ? totals.total : totals.personal;
}
