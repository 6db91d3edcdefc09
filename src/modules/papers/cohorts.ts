/** The cohorts that sums on papers are taken by, and which of them a holding counts to. */
import type { StandingState } from '../../domain/membership.ts';
import type { cohortWords } from '../../domain/words.ts';
import type { MemberFacts } from '../members/index.ts';
import type { Holding } from '../shares/index.ts';

export type Cohort = keyof typeof cohortWords;

/** Papers begin with the many: members, retirees, then the rest. */
export const standingOrder = [
  'admitted',
  'retired',
  'none',
  'left',
  'deceased',
] as const satisfies readonly StandingState[];
export const cohortOrder = [...standingOrder, 'household', 'collective'] as const satisfies readonly Cohort[];

/** The cohort a holding counts to on the day of the facts. */
export function cohortOf(
  holding: Pick<Holding, 'kind' | 'memberId'>,
  standings: ReadonlyMap<string, StandingState>,
): Cohort {
  if (holding.kind === 'collective') return 'collective';
  if (holding.memberId === null) return 'household';
  return standings.get(holding.memberId) ?? 'none';
}

export function standingsOf(facts: readonly MemberFacts[]): ReadonlyMap<string, StandingState> {
  return new Map(facts.map(({ memberId, standing }) => [memberId, standing.state]));
}
