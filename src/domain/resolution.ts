/**
 * What may rest on a resolution: exactly the scheme, plan or calculation it names, once, and only when it was adopted and,
 * where it came from paper or was entered late, confirmed by a second person. A run calculated anew needs a vote anew.
 */
import { motionKindWords, type Body, type MotionKind } from './assembly-rules.ts';
import type { Outcome } from './assembly-vote.ts';
import { outcomeWords } from './assembly-words.ts';
import type { LocalDate } from './calendar.ts';
import type { Words } from './language.ts';
import type { ReviewState } from './late-entry.ts';
import { refuse } from './refusal.ts';
import { bodyWords } from './words.ts';

export const executionStates = ['not-begun', 'under-way', 'carried-out', 'dropped'] as const;
export type ExecutionState = (typeof executionStates)[number];

/** Of an allotment scheme: voted on and adopted, taken back before that, or neither yet. */
export const schemeStates = ['proposed', 'adopted', 'posted', 'withdrawn'] as const;
export type SchemeState = (typeof schemeStates)[number];

export const schemeStateWords: Words<SchemeState> = {
  proposed: { zh: '拟定中', en: 'proposed' },
  adopted: { zh: '已通过', en: 'adopted' },
  posted: { zh: '已入账', en: 'posted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export interface Decided {
  readonly number: string;
  readonly outcome: Outcome;
  readonly matter: MotionKind;
  readonly subject: string | null;
  readonly decidedOn: LocalDate;
  readonly review: ReviewState;
}

/** What wants to rest on a resolution: a kind of matter, and which scheme, plan or calculation. */
export interface Claim {
  readonly matter: MotionKind;
  readonly subject: string;
  /** Days on which it takes effect: the body must have the power on them, too. */
  readonly effectiveOn?: readonly LocalDate[];
  /** The days by whose law minutes are counted as it is carried out; without it those of effect and today. */
  readonly countedOn?: readonly LocalDate[];
  /** The day before which it cannot have been decided: the record date of a run, the first day of a plan's half-year. */
  readonly notBefore?: LocalDate;
  /** The day on which it is carried out, by the service's clock: the power is asked of it, too, and a checked electorate. */
  readonly today?: LocalDate;
}

/** How a motion and its resolution name the scheme they decide. */
export function schemeSubject(schemeId: string): string {
  return `scheme:${schemeId}`;
}

/** The scheme that a motion names so; null where it names anything else. */
export function schemeIn(subject: string | null): string | null {
  return /^scheme:(.+)$/.exec(subject ?? '')?.[1] ?? null;
}

/** How a motion and its resolution name the split they decide. */
export function splitSubject(shareClass: string, ratio: string, effectiveOn: string): string {
  return `split:${shareClass}:${ratio}:${effectiveOn}`;
}

/** How a motion and its resolution name whom they let take shares. */
export function takersSubject(takers: string): string {
  return `share-takers:${takers}`;
}

/** How a motion and its resolution name the term they put off: whose, which, and to what day. */
export function postponementSubject(body: string, endsOn: string, until: string): string {
  return `postponement:${body}:${endsOn}:${until}`;
}

export function isPostponement(subject: string | null): boolean {
  return subject?.startsWith('postponement:') === true;
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

/** Refuses a claim that the resolution does not carry. */
export function requireDecision(decided: Decided, claim: Claim): void {
  const { number, decidedOn } = decided;
  requireAdopted(decided, claim.matter);
  if (decided.subject === null) throw refuse('resolution.names-nothing', { number }, '/resolutionId');
  if (decided.subject !== claim.subject)
    throw refuse('resolution.other-subject', { number }, '/resolutionId');
  if (claim.notBefore && decidedOn.isBefore(claim.notBefore))
    throw refuse(
      'resolution.before-record-date',
      { number, decidedOn: `${decidedOn}`, recordDate: `${claim.notBefore}` },
      '/resolutionId',
    );
  requireStanding(decided);
}

/** Refuses what was not adopted, or was adopted on another matter. */
export function requireAdopted({ number, outcome, matter: decided }: Decided, matter: MotionKind): void {
  if (outcome !== 'adopted')
    throw refuse('resolution.not-adopted', { number, outcome: outcomeWords[outcome] }, '/resolutionId');
  if (decided !== matter)
    throw refuse(
      'resolution.other-matter',
      { number, decided: motionKindWords[decided], matter: motionKindWords[matter] },
      '/resolutionId',
    );
}

/** Refuses what another person has still to confirm, or sent back. */
export function requireStanding({ number, review }: Decided): void {
  if (review === 'awaiting-review') throw refuse('resolution.awaiting-review', { number }, '/resolutionId');
  if (review === 'sent-back') throw refuse('resolution.sent-back', { number }, '/resolutionId');
}

/** What stands of a subject: kept, and not sent back. */
export interface Standing {
  readonly number: string;
  readonly body: Body;
  readonly decidedOn: LocalDate;
  readonly outcome: Outcome;
}

/**
 * Refuses to decide a subject again: what is adopted is decided, unless its body has no power over the matter by now; what was
 * rejected comes up again on a later day, never on its eve. What lapsed for want of a quorum decided nothing. `standing` is of this subject alone.
 */
export function requireUndecided(
  standing: readonly Standing[],
  decidedOn: LocalDate,
  hasPower: (body: Body) => boolean,
  pointer: string,
): void {
  for (const { number, body, outcome, decidedOn: day } of standing) {
    if (outcome === 'lapsed') continue;
    const values = { number, decidedOn: `${day}`, body: bodyWords[body] };
    if (outcome === 'adopted' && (hasPower(body) || day.equals(decidedOn)))
      throw refuse('resolution.decided-already', values, pointer);
    if (outcome === 'rejected' && !decidedOn.isAfter(day))
      throw refuse('resolution.rejected-that-day', values, pointer);
  }
}

/** Resolutions of one subject that stand and contradict that it is decided once: two adopted ones, or two of one day. */
export function decidedMoreThanOnce(
  standing: readonly Standing[],
  hasPower: (body: Body, on: LocalDate) => boolean,
): boolean {
  const decisions = standing.filter(({ outcome }) => outcome !== 'lapsed');
  return decisions.some((one, index) =>
    decisions.slice(index + 1).some((other) => {
      if (one.decidedOn.equals(other.decidedOn)) return true;
      if (one.outcome !== 'adopted' || other.outcome !== 'adopted') return false;
      const [first, later] = one.decidedOn.isBefore(other.decidedOn) ? [one, other] : [other, one];
      return hasPower(first.body, later.decidedOn);
    }),
  );
}

/** Minutes on paper, as they are held against the books. */
export interface PaperMinutes {
  readonly body: Body;
  readonly decidedOn: LocalDate;
  readonly entitled: number;
  /** Of the register on that day: members with full capacity, or seats held. */
  readonly registered: number;
  /** The women among them, where the law of the day asks for a part of them. */
  readonly women: { readonly entitled: number; readonly registered: number } | null;
  /** The first day that the cooperative was in these books. */
  readonly firstDay: LocalDate;
}

/**
 * Refuses minutes that count other people than the register of their day. Of a day before the books began the register may
 * know nobody: then the count stands unchecked, and says so by null.
 */
export function heldAgainstRegister(minutes: PaperMinutes): number | null {
  const { body, decidedOn, entitled, registered, women, firstDay } = minutes;
  const values = { body: bodyWords[body], date: `${decidedOn}` };
  if (registered === 0) {
    if (decidedOn.isBefore(firstDay)) return null;
    throw refuse('resolution.nobody-entitled', values, '/body');
  }
  if (entitled !== registered)
    throw refuse('resolution.entitled-differs', { ...values, entitled, registered }, '/vote/entitled');
  if (women !== null && women.entitled !== women.registered)
    throw refuse('resolution.women-differ', { ...values, ...women }, '/vote/women/entitled');
  return registered;
}

/** Refuses to carry out today what minutes say of an electorate that nobody could count again. */
export function requireCheckedElectorate(decided: {
  readonly number: string;
  readonly meetingId: string | null;
  readonly registered: number | null;
}): void {
  const { number, meetingId, registered } = decided;
  if (meetingId === null && registered === null)
    throw refuse('resolution.electorate-unchecked', { number }, '/resolutionId');
}

/**
 * Minutes serve what lay before the books, decided and in effect; for anything later they say why there was no meeting here. What was
 * drawn up here and is typed to have been decided long ago is nothing of before. `effect`: the days on which it takes effect.
 */
export function paperReasonOf(
  {
    decidedOn,
    firstDay,
    effect,
  }: Pick<PaperMinutes, 'decidedOn' | 'firstDay'> & { readonly effect: readonly LocalDate[] },
  reason: string | undefined,
): string | null {
  if ([decidedOn, ...effect].every((day) => day.isBefore(firstDay))) return null;
  if (reason === undefined)
    throw refuse('resolution.reason-needed', { date: `${decidedOn}`, first: `${firstDay}` }, '/lateReason');
  return reason;
}

/** Refuses a scheme that one person alone drew up, had resolved and posts: of the later hands one is another's. */
export function requireOtherHand(drewUp: string, hands: readonly (string | undefined)[]): void {
  if (!hands.some((each) => each !== undefined && each !== drewUp)) throw refuse('scheme.one-person');
}
