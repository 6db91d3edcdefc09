/**
 * What may rest on a resolution. Only an adopted one counts, only for the kind of matter it decided, and where a certain
 * scheme or calculation was voted on, only for that one: a run calculated anew needs a vote anew.
 */
import { motionKindWords, type MotionKind } from './assembly-rules.ts';
import type { Outcome } from './assembly-vote.ts';
import { outcomeWords } from './assembly-words.ts';
import { refuse } from './refusal.ts';

export const executionStates = ['not-begun', 'under-way', 'carried-out', 'dropped'] as const;
export type ExecutionState = (typeof executionStates)[number];

export interface Decided {
  readonly number: string;
  readonly outcome: Outcome;
  readonly matter: MotionKind;
  readonly subject: string | null;
}

/** What wants to rest on a resolution: a kind of matter, and which scheme or calculation. */
export interface Claim {
  readonly matter: MotionKind;
  readonly subject: string;
}

/** How a motion and its resolution name the scheme they decide. */
export function schemeSubject(schemeId: string): string {
  return `scheme:${schemeId}`;
}

/** How a motion and its resolution name the split they decide. */
export function splitSubject(shareClass: string, ratio: string, effectiveOn: string): string {
  return `split:${shareClass}:${ratio}:${effectiveOn}`;
}

/** How a motion and its resolution name whom they let take shares. */
export function takersSubject(takers: string): string {
  return `share-takers:${takers}`;
}

/** How a motion and its resolution name the run they decide: as calculated then, not as calculated later. */
export function runSubject(runId: string, calculation: number): string {
  return `run:${runId}:${calculation}`;
}

/** How a motion and its resolution name the distribution plan they decide. */
export function planSubject(planId: string): string {
  return `plan:${planId}`;
}

/** How a motion and its resolution name the adopted plan they take back. */
export function planRepealSubject(planId: string): string {
  return `plan-repeal:${planId}`;
}

/** How a motion and its resolution name the run they take back. */
export function reversalSubject(runId: string): string {
  return `reversal:${runId}`;
}

/** Refuses a claim that the resolution does not carry. A difference may rest on the dividend's own resolution. */
export function requireDecision(decided: Decided, claim: Claim): void {
  const { number, outcome } = decided;
  if (outcome !== 'adopted')
    throw refuse('resolution.not-adopted', { number, outcome: outcomeWords[outcome] }, '/resolutionId');
  const differenceOfDividend = claim.matter === 'dividend-difference' && decided.matter === 'dividend-run';
  if (decided.matter !== claim.matter && !differenceOfDividend)
    throw refuse(
      'resolution.other-matter',
      {
        number,
        decided: motionKindWords[decided.matter],
        matter: motionKindWords[claim.matter],
      },
      '/resolutionId',
    );
  if (decided.subject !== null && decided.subject !== claim.subject && !differenceOfDividend)
    throw refuse('resolution.other-subject', { number }, '/resolutionId');
}
