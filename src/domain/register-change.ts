/**
 * Changes of the register that wait: one person enters them, another confirms them or sends them back, and nothing counts before. Alone
 * one person enters only a death, which stops money: it stands at once and waits all the same, takes no vote and moves no share before it is
 * confirmed, and is struck when it is sent back.
 */
import type { StandingKind } from './membership.ts';
import { refuse } from './refusal.ts';

/** `before`: what stood in the register when changes began to be confirmed, and is taken as confirmed. */
export type RegisterChangeKind = 'entered' | 'before';
export type RegisterReviewOutcome = 'confirmed' | 'sent-back';

export const registerChangeStates = ['awaiting', 'confirmed', 'sent-back', 'before'] as const;
export type RegisterChangeState = (typeof registerChangeStates)[number];

export function registerChangeState(
  kind: RegisterChangeKind,
  outcome: RegisterReviewOutcome | null,
): RegisterChangeState {
  return kind === 'before' ? 'before' : (outcome ?? 'awaiting');
}

/** Whether a standing stands at once although another person has yet to confirm it. */
export function standsUnconfirmed(standing: {
  readonly kind: StandingKind;
  readonly corrects?: string | undefined;
}): boolean {
  return standing.kind === 'deceased' && standing.corrects === undefined;
}

/** Whether a standing waits for another person before it stands. A retirement begins a pension; a correction may give anything back. */
export function waitsForAnother(standing: {
  readonly kind: StandingKind;
  readonly corrects?: string | undefined;
}): boolean {
  return standing.corrects !== undefined || standing.kind !== 'deceased';
}

/** Refuses a second answer, and one by whoever entered the change. */
export function requireRegisterReview(
  change: { readonly state: RegisterChangeState; readonly madeBy: string | null },
  reviewerId: string,
): void {
  if (change.state !== 'awaiting') throw refuse('register.reviewed');
  if (change.madeBy === reviewerId) throw refuse('register.reviewer-is-enterer');
}
