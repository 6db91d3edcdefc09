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
  /** The written request of who leaves: its day, its number, where it is kept. */
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

/** Whether a change on this day needs a basis: under the law, in a register that was kept here by then. */
export function needsBasis(kind: StandingKind, day: LocalDate, firstDay: LocalDate): boolean {
  const changes = kind === 'admitted' || kind === 'left' || kind === 'reinstated';
  return changes && !day.isBefore(firstDay) && isInForce(lawById('membership.confirmed@2025'), day);
}

/** Whether a change says at least why: everything that came after the register was opened here, whatever law was in force. */
export function needsReason(kind: StandingKind, day: LocalDate, firstDay: LocalDate): boolean {
  return (kind === 'admitted' || kind === 'left' || kind === 'reinstated') && day.isAfter(firstDay);
}

/** A change by itself, not one of a roster that is taken over, says why. */
export function reasonFaults(
  change: { readonly kind: StandingKind; readonly effectiveOn: LocalDate },
  basis: MembershipBasis | null,
  firstDay: LocalDate,
): readonly Fault[] {
  const { kind, effectiveOn } = change;
  if (basis !== null || !needsReason(kind, effectiveOn, firstDay) || needsBasis(kind, effectiveOn, firstDay))
    return [];
  return [{ code: 'membership.reason-missing', values: { first: `${firstDay}` } }];
}

/** What is wrong with the basis of a change. `firstDay`: since when the cooperative keeps its register here. */
export function basisFaults(
  change: { readonly kind: StandingKind; readonly effectiveOn: LocalDate },
  basis: MembershipBasis | null,
  firstDay: LocalDate,
): readonly Fault[] {
  const { kind, effectiveOn } = change;
  const needed = needsBasis(kind, effectiveOn, firstDay);
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
  if (needed && basis.resolutionId === null && kind !== 'left')
    return [{ code: 'membership.undecided', values: { law: citation('membership.confirmed@2025') } }];
  return [];
}

function includes(list: readonly BasisReason[], reason: BasisReason): boolean {
  return list.includes(reason);
}
