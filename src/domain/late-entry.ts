/**
 * A day that was claimed stands beside the day it was recorded. What is recorded more than a day after the day it claims
 * needs a reason and another person's confirmation; until then it has no effect.
 */
import { writtenDate, type LocalDate } from './calendar.ts';
import { refuse } from './refusal.ts';
import type { Sentence, Words } from './language.ts';

/** Where a second person's confirmation stands. `not-needed`: recorded in its time, by the event itself. */
export const reviewStates = ['not-needed', 'awaiting-review', 'confirmed', 'sent-back'] as const;
export type ReviewState = (typeof reviewStates)[number];
/** What a second person says. */
export const verdicts = ['confirmed', 'sent-back'] as const satisfies readonly ReviewState[];
export type Verdict = (typeof verdicts)[number];

export const reviewStateWords: Words<ReviewState> = {
  'not-needed': { zh: '无须复核', en: 'needs no review' },
  'awaiting-review': { zh: '待复核', en: 'awaiting review' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  'sent-back': { zh: '已退回', en: 'sent back' },
};

/** How a paper marks what was entered afterwards: the day of recording beside the day it claims, and why. */
export function enteredAfterwards(
  what: 'minutes' | 'late',
  recordedOn: LocalDate,
  reason: string | null,
): Sentence {
  const [zh, en] =
    what === 'minutes' ? ['据纸质会议记录补录', 'entered from minutes on paper'] : ['迟录', 'entered late'];
  return {
    zh: `（${zh}，${writtenDate('zh', recordedOn)}登记${reason === null ? '' : `：${reason}`}）`,
    en: ` (${en}, recorded on ${writtenDate('en', recordedOn)}${reason === null ? '' : `: ${reason}`})`,
  };
}

/** Recorded more than one day after the day it claims. */
export function isLate(claimed: LocalDate, recorded: LocalDate): boolean {
  return recorded.isAfter(claimed.plusDays(1));
}

/** What one person's word alone is taken for: the day it claims, or where it is late the day on which it was recorded. */
export function believedDay(claimed: LocalDate, recorded: LocalDate): LocalDate {
  return isLate(claimed, recorded) ? recorded : claimed;
}

/** Refuses a late entry without a reason; gives the reason to keep, null where it is in time. */
export function lateReasonOf(
  claimed: LocalDate,
  recorded: LocalDate,
  reason: string | undefined,
): string | null {
  if (!isLate(claimed, recorded)) return null;
  if (reason === undefined)
    throw refuse('entry.late-without-reason', { date: `${claimed}`, today: `${recorded}` }, '/lateReason');
  return reason;
}

export function reviewState(needed: boolean, verdict: Verdict | null): ReviewState {
  return verdict ?? (needed ? 'awaiting-review' : 'not-needed');
}

/** Refuses a review that nobody waits for, and one by whoever recorded it. */
export function requireReview(state: ReviewState, recordedBy: string, reviewer: string): void {
  if (state !== 'awaiting-review') throw refuse('entry.awaits-no-review', { state: reviewStateWords[state] });
  if (recordedBy === reviewer) throw refuse('entry.reviewed-by-recorder');
}
