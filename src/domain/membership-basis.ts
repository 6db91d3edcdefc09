/**
 * Why and by what decision somebody becomes a member or stops being one. Where the law of 2025 is in force and the cooperative kept
 * its register here already, nobody is let in or out without a reason that the law knows and the decision of the assembly.
 */
import type { LocalDate } from './calendar.ts';
import { citation, isInForce, lawById, type LawId } from './law.ts';
import type { StandingKind } from './membership.ts';
import type { Fault } from './refusal.ts';
import { basisReasonWords } from './words.ts';

export const admissionReasons = [
  'birth',
  'marriage',
  'adoption',
  'resettlement',
  'original',
  'return',
] as const;
export const lossReasons = ['voluntary', 'nationality', 'elsewhere', 'civil-service'] as const;
/** What never ends a membership, however often it is named. */
export const keptReasons = [
  'study',
  'service',
  'work-away',
  'trade',
  'divorce',
  'widowed',
  'prison',
] as const;
export const basisReasons = [...admissionReasons, ...lossReasons, ...keptReasons] as const;
export type BasisReason = (typeof basisReasons)[number];

export interface MembershipBasis {
  readonly reason: BasisReason;
  /** The resolution that confirms or consents. */
  readonly resolutionId: string | null;
  /** The written request of who leaves, or the document that shows why a membership is over: its day, its number, where it is kept. */
  readonly application: string | null;
}

const articles: Readonly<Record<BasisReason, LawId>> = {
  birth: 'membership.birth@2025',
  marriage: 'membership.marriage@2025',
  adoption: 'membership.marriage@2025',
  resettlement: 'membership.marriage@2025',
  original: 'membership.confirmed@2025',
  return: 'membership.confirmed@2025',
  voluntary: 'membership.leaving@2025',
  nationality: 'membership.lost@2025',
  elsewhere: 'membership.lost@2025',
  'civil-service': 'membership.lost@2025',
  study: 'membership.kept@2025',
  service: 'membership.kept@2025',
  'work-away': 'membership.kept@2025',
  trade: 'membership.kept@2025',
  divorce: 'membership.kept@2025',
  widowed: 'membership.kept@2025',
  prison: 'membership.kept@2025',
};

/** The row of the law that a reason rests on, where it is in force on the day. */
export function articleOf(reason: BasisReason, day: LocalDate): LawId | null {
  const law = articles[reason];
  return isInForce(lawById(law), day) ? law : null;
}

/** What a register says of itself: what lies before these days is history that was taken over. */
export interface RegisterDays {
  /** Since when the cooperative keeps its register here. */
  readonly first: LocalDate;
  /** Whether its figures counted when it was recorded: a meeting was opened on it, or shares or a dividend were posted before. */
  readonly inUse: boolean;
  /** The day of recording. */
  readonly recorded: LocalDate;
}

interface MembershipChange {
  readonly kind: StandingKind;
  readonly effectiveOn: LocalDate;
  /** The record that it takes the place of: a correction is judged by the day it claims alone. */
  readonly corrects?: string | undefined;
}

const changesMembership = ({ kind }: MembershipChange): boolean =>
  kind === 'admitted' || kind === 'left' || kind === 'reinstated';

/** Entered after the register was opened, whatever day it claims. */
const isAddedLater = ({ corrects }: MembershipChange, { inUse }: RegisterDays): boolean =>
  inUse && corrects === undefined;

/**
 * Whether a change needs a basis: under the law, in a register that was kept here by then. Both days are asked, the one it claims and
 * the one it is recorded on: nobody becomes a member of long ago by a day that somebody types.
 */
export function needsBasis(change: MembershipChange, days: RegisterDays): boolean {
  const inForce = (day: LocalDate) => isInForce(lawById('membership.confirmed@2025'), day);
  if (!changesMembership(change)) return false;
  const claimed = !change.effectiveOn.isBefore(days.first) && inForce(change.effectiveOn);
  return claimed || (isAddedLater(change, days) && inForce(days.recorded));
}

/** Whether a change says at least why: everything that came after the register was opened here, whatever law was in force. */
export function needsReason(change: MembershipChange, days: RegisterDays): boolean {
  return changesMembership(change) && (change.effectiveOn.isAfter(days.first) || isAddedLater(change, days));
}

/** A roster that is taken over needs no reason, one that is added later does. */
export function rosterReasonFaults(
  change: MembershipChange,
  basis: MembershipBasis | null,
  days: RegisterDays,
): readonly Fault[] {
  return isAddedLater(change, days) ? reasonFaults(change, basis, days) : [];
}

/** A change by itself, not one of a roster that is taken over, says why. */
export function reasonFaults(
  change: MembershipChange,
  basis: MembershipBasis | null,
  days: RegisterDays,
): readonly Fault[] {
  if (basis !== null || !needsReason(change, days) || needsBasis(change, days)) return [];
  return [{ code: 'membership.reason-missing', values: { first: `${days.first}` } }];
}

/** What is wrong with the basis of a change. */
export function basisFaults(
  change: MembershipChange,
  basis: MembershipBasis | null,
  days: RegisterDays,
): readonly Fault[] {
  const { kind } = change;
  const needed = needsBasis(change, days);
  if (basis === null) {
    if (!needed) return [];
    const law = citation(kind === 'left' ? 'membership.lost@2025' : 'membership.confirmed@2025');
    return [{ code: 'membership.basis-missing', values: { law } }];
  }
  const { reason } = basis;
  const words = basisReasonWords[reason];
  if (includes(keptReasons, reason))
    return [{ code: 'membership.never-lost', values: { reason: words, law: citation(articles[reason]) } }];
  const fits = kind === 'left' ? includes(lossReasons, reason) : includes(admissionReasons, reason);
  if (!fits) return [{ code: 'membership.other-reason', values: { reason: words } }];
  if (reason === 'voluntary' && (basis.application === null || basis.resolutionId === null))
    return [{ code: 'membership.leaving-unwritten', values: { law: citation(articles.voluntary) } }];
  if (needed && kind === 'left' && basis.application === null && basis.resolutionId === null)
    return [{ code: 'membership.loss-unproved', values: { reason: words, law: citation(articles[reason]) } }];
  if (needed && basis.resolutionId === null && kind !== 'left')
    return [{ code: 'membership.undecided', values: { law: citation('membership.confirmed@2025') } }];
  return [];
}

function includes(list: readonly BasisReason[], reason: BasisReason): boolean {
  return list.includes(reason);
}
