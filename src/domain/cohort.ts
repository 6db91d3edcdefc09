/** A cohort: a predicate on dated facts about a holder. Data of a scheme, so its shape is closed and readable as JSON. */
import type { StandingState } from './membership.ts';

export type Cohort =
  | { readonly everyone: true }
  | { readonly standing: StandingState }
  | { readonly ageAtLeast: number }
  | { readonly yearsAtLeast: number }
  | { readonly group: string }
  | { readonly tag: string }
  | { readonly all: readonly Cohort[] }
  | { readonly any: readonly Cohort[] }
  | { readonly not: Cohort };

/** What a scheme may know about a holder on the day it is run. */
export interface CohortFacts {
  readonly standing: StandingState;
  /** Full years of age; null where the birth date is not known. */
  readonly age: number | null;
  /** Full years of work or residence; null where the start is not known. */
  readonly years: number | null;
  readonly group: string | null;
  readonly tags: readonly string[];
}

/** `everyone` means everyone with a living membership: what the dead and the departed left behind is not allotted to. */
export function isInCohort(cohort: Cohort, facts: CohortFacts): boolean {
  if ('everyone' in cohort) return facts.standing === 'admitted' || facts.standing === 'retired';
  if ('standing' in cohort) return facts.standing === cohort.standing;
  if ('ageAtLeast' in cohort) return facts.age !== null && facts.age >= cohort.ageAtLeast;
  if ('yearsAtLeast' in cohort) return facts.years !== null && facts.years >= cohort.yearsAtLeast;
  if ('group' in cohort) return facts.group === cohort.group;
  if ('tag' in cohort) return facts.tags.includes(cohort.tag);
  if ('all' in cohort) return cohort.all.every((part) => isInCohort(part, facts));
  if ('any' in cohort) return cohort.any.some((part) => isInCohort(part, facts));
  return !isInCohort(cohort.not, facts);
}

/** How many conditions are asked, those that combine others among them. */
export function conditionsIn(cohort: Cohort): number {
  const parts =
    'all' in cohort ? cohort.all : 'any' in cohort ? cohort.any : 'not' in cohort ? [cohort.not] : [];
  return parts.reduce((sum, part) => sum + conditionsIn(part), 1);
}
