/**
 * The accounts that money goes to. Whoever enters an account, for one person or for a whole roster, does not confirm it:
 * until another person has, no money goes there. What was sent back is entered anew. Product: Payout.
 */
import { refuse } from './refusal.ts';

/** `before`: in use when accounts began to be confirmed, and taken as confirmed. */
export type AccountChangeKind = 'entered' | 'before';
export type AccountReviewOutcome = 'confirmed' | 'sent-back';

export const accountChangeStates = ['awaiting', 'confirmed', 'sent-back', 'before'] as const;
export type AccountChangeState = (typeof accountChangeStates)[number];

export function accountChangeState(
  kind: AccountChangeKind,
  outcome: AccountReviewOutcome | null,
): AccountChangeState {
  return kind === 'before' ? 'before' : (outcome ?? 'awaiting');
}

/** Refuses a second review, and one by whoever entered the accounts. */
export function requireAccountReview(
  change: { readonly state: AccountChangeState; readonly madeBy: string | null },
  reviewerId: string,
): void {
  if (change.state !== 'awaiting') throw refuse('account.reviewed');
  if (change.madeBy === reviewerId) throw refuse('account.reviewer-is-enterer');
}
