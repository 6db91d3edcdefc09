/**
 * The life of a meeting and the count of its motions: draft → convened → open → closed, or cancelled before it closes. A
 * notice that is entered late waits for a second person before it convenes.
 * The same list, attendance, hands and ballots always give the same results; after closing nothing is added to them.
 */
import type { Attendance } from './assembly-attendance.ts';
import { voteCountings, type BodyRules, type Proportion } from './assembly-rules.ts';
import type { FrozenList } from './assembly-seats.ts';
import {
  tally,
  tallyHands,
  type Ballot,
  type Choice,
  type PartCounted,
  type PartPresent,
  type VoteResult,
} from './assembly-vote.ts';
import { refuse } from './refusal.ts';
import { countSecret, type HandedIn, type SecretBallot } from './secret-ballot.ts';

export const meetingStates = ['draft', 'awaiting-review', 'convened', 'open', 'closed', 'cancelled'] as const;
export type MeetingState = (typeof meetingStates)[number];

/** `secret`: by head and without names. `none`: a motion that is only heard, such as a report; nothing is voted and nothing resolved. */
export const motionCountings = [...voteCountings, 'secret', 'none'] as const;
export type MotionCounting = (typeof motionCountings)[number];

export type MeetingStep =
  | 'change'
  | 'convene'
  | 'confirm-notice'
  | 'withdraw-notice'
  | 'open'
  | 'hold'
  | 'write-minutes'
  | 'close'
  | 'cancel';

const steps: Readonly<
  Record<MeetingStep, { readonly from: readonly MeetingState[]; readonly zh: string; readonly en: string }>
> = {
  change: { from: ['draft', 'convened'], zh: '修改', en: 'changed' },
  convene: { from: ['draft'], zh: '发出通知', en: 'convened' },
  'confirm-notice': { from: ['awaiting-review'], zh: '复核通知', en: 'confirmed' },
  'withdraw-notice': { from: ['awaiting-review', 'convened'], zh: '收回通知', en: 'taken back' },
  open: { from: ['convened'], zh: '开会', en: 'opened' },
  hold: { from: ['open'], zh: '签到或表决', en: 'attended or voted at' },
  'write-minutes': { from: ['open', 'closed'], zh: '写会议记录', en: 'minuted' },
  close: { from: ['open'], zh: '闭会', en: 'closed' },
  cancel: { from: ['draft', 'awaiting-review', 'convened', 'open'], zh: '取消', en: 'cancelled' },
};

export const meetingStateWords = {
  draft: { zh: '拟定中', en: 'being drafted' },
  'awaiting-review': { zh: '通知待复核', en: 'waiting for its notice to be confirmed' },
  convened: { zh: '已通知', en: 'convened' },
  open: { zh: '会议进行中', en: 'open' },
  closed: { zh: '已闭会', en: 'closed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const satisfies Record<MeetingState, unknown>;

/** Refuses `meeting.wrong-state` when the step is not open from this state. */
export function requireMeetingStep(state: MeetingState, step: MeetingStep): void {
  const { from, zh, en } = steps[step];
  if (from.includes(state)) return;
  throw refuse('meeting.wrong-state', { state: meetingStateWords[state], wish: { zh, en } });
}

/** Hands counted in the room for one motion. */
export type Hands = Readonly<Record<Choice, number>>;

/** Everything that the results of a meeting follow from. */
export interface MeetingRecord {
  readonly rules: BodyRules;
  readonly list: FrozenList;
  readonly attendance: readonly Attendance[];
  readonly closedAt: Date | null;
}

export interface MotionRecord {
  readonly motion: string;
  readonly title: string;
  readonly counting: MotionCounting;
  /** The last count of hands, if hands were counted. */
  readonly hands: Hands | null;
  /** Ballots not struck out. */
  readonly ballots: readonly Ballot[];
  /** Of a secret motion alone: who handed a ballot in, and what came out of the box once it was opened. */
  readonly secret: { readonly handedIn: readonly HandedIn[]; readonly ballots: readonly SecretBallot[] };
}

/** Refuses to end a meeting at which nobody was entered as present, unless it is said that nobody came: closing is for good. */
export function requireSomebody({ attendance }: Pick<MeetingRecord, 'attendance'>, lapsed = false): void {
  if (attendance.length === 0 && !lapsed) throw refuse('meeting.nobody-entered');
}

/** Who entered what counts: who came, hands, ballots of others; and who struck a ballot out. Oneself nobody enters for others. */
export interface Recorders {
  readonly attendance: readonly string[];
  readonly votes: readonly string[];
}

/**
 * Refuses to cancel a meeting that voted: its votes are counted and decide, also where somebody would rather have others, and where
 * somebody took them out: whoever did, and whoever cancels, two would undo together what all decided. They are entered anew and counted.
 */
export function requireNothingVoted(votes: { readonly standing: boolean; readonly takenOut: boolean }): void {
  if (votes.standing || votes.takenOut) throw refuse('meeting.voted');
}

/** Refuses to end a meeting by the hand that entered it: what it resolved rests on two people. */
export function requireAnotherToClose({ attendance, votes }: Recorders, closing: string): void {
  if (attendance.includes(closing) || votes.includes(closing)) throw refuse('meeting.closed-by-recorder');
}

/**
 * The result of one motion; null for one that was only heard. Refuses a motion with both hands and ballots, and one that
 * a meeting with quorum did not vote on: without a quorum there is nothing to vote, and the motion lapses.
 */
export function countMotion(meeting: MeetingRecord, motion: MotionRecord): VoteResult | null {
  const { counting, hands, ballots, title } = motion;
  if (counting === 'none') return null;
  if (counting === 'secret')
    return countSecret({ ...meeting, ...motion.secret, motion: motion.motion, title, papers: hands });
  if (hands !== null && ballots.length > 0) throw refuse('meeting.counted-twice', { title });
  const byBallot = tally({ ...meeting, motion: motion.motion, counting }, ballots);
  if (hands === null) {
    if (ballots.length === 0 && byBallot.quorum.met) throw refuse('meeting.not-voted', { title });
    return byBallot;
  }
  if (counting === 'by-shares') throw refuse('meeting.hands-by-shares', { title });
  const { entitled, present, quorum } = byBallot;
  const { households, women } = quorum;
  return tallyHands(meeting.rules, {
    entitled: Number(entitled),
    present: Number(present),
    ...hands,
    households: households && partOf(households),
    women: women && partOf(women),
  });
}

const partOf = ({ entitled, present }: PartCounted): PartPresent => ({
  entitled: Number(entitled),
  present: Number(present),
});

/** A part of those present as plain data, with its rule. */
function partAsText(rule: Proportion | undefined, part: PartCounted | undefined) {
  if (rule === undefined || part === undefined) return undefined;
  const { entitled, present, least, met } = part;
  return { rule, entitled: `${entitled}`, present: `${present}`, least: `${least}`, met };
}
type PartText = NonNullable<ReturnType<typeof partAsText>>;

const partFromText = ({ entitled, present, least, met }: PartText): PartCounted => ({
  entitled: BigInt(entitled),
  present: BigInt(present),
  least: BigInt(least),
  met,
});

/** A result as plain data: every number as text, so that it can be stored, compared and sent. */
export function resultAsText(result: VoteResult) {
  const { outcome, counting, rules, quorum, votes, majority, tie } = result;
  const households = partAsText(rules.households, quorum.households);
  const women = partAsText(rules.women, quorum.women);
  return {
    outcome,
    counting,
    tie,
    entitled: `${result.entitled}`,
    present: `${result.present}`,
    cast: `${result.cast}`,
    quorum: {
      rule: rules.quorum,
      least: `${quorum.least}`,
      met: quorum.met,
      ...(households && { households }),
      ...(women && { women }),
    },
    majority: { rule: rules.majority, of: `${majority.of}`, least: `${majority.least}`, met: majority.met },
    votes: {
      for: `${votes.for}`,
      against: `${votes.against}`,
      abstain: `${votes.abstain}`,
      valid: `${votes.valid}`,
      unused: `${votes.unused}`,
      all: `${votes.all}`,
      present: `${votes.present}`,
    },
  };
}
export type ResultText = ReturnType<typeof resultAsText>;

/** The result that `resultAsText` wrote. */
export function resultFromText(text: ResultText): VoteResult {
  const { outcome, counting, quorum, majority, votes, tie } = text;
  const { households, women } = quorum;
  const whole = <Key extends string>(of: Readonly<Record<Key, string>>) =>
    Object.fromEntries(Object.entries<string>(of).map(([key, value]) => [key, BigInt(value)])) as Record<
      Key,
      bigint
    >;
  return {
    outcome,
    counting,
    tie,
    rules: {
      quorum: quorum.rule,
      majority: majority.rule,
      ...(households && { households: households.rule }),
      ...(women && { women: women.rule }),
    },
    ...whole({ entitled: text.entitled, present: text.present, cast: text.cast }),
    quorum: {
      least: BigInt(quorum.least),
      met: quorum.met,
      ...(households && { households: partFromText(households) }),
      ...(women && { women: partFromText(women) }),
    },
    votes: whole(votes),
    majority: { of: BigInt(majority.of), least: BigInt(majority.least), met: majority.met },
  };
}
