/**
 * What the legality of a run or a scheme is judged by: what was recorded of its decision, plan, public notice, tax and of who
 * did what. Votes are counted again before they come here; nothing in here is somebody's word that all is well.
 */
import type { Body, MotionKind, RuleSet } from './assembly-rules.ts';
import type { VoteResult } from './assembly-vote.ts';
import type { Seating } from './body-composition.ts';
import type { LocalDate } from './calendar.ts';
import type { PlanTerms } from './distribution.ts';
import type { RunKind } from './dividend-run.ts';
import type { Sentence, Words } from './language.ts';
import type { ReviewState } from './late-entry.ts';
import type { Jurisdiction, LawId } from './law.ts';
import type { Money } from './money.ts';
import type { Objection, PublicNotice } from './public-notice.ts';
import type { ReserveOwed } from './reserve-owed.ts';
import type { SeatChangeKind } from './seat-change.ts';

export const legalityQuestions = [
  'power',
  'notice',
  'quorum',
  'majority',
  'papers-open',
  'party-study',
  'plan',
  'reserve',
  'public-notice',
  'objections',
  'tax',
  'four-eyes',
] as const;
export type LegalityQuestion = (typeof legalityQuestions)[number];

export const questionWords: Words<LegalityQuestion> = {
  power: { zh: '决定权', en: 'Power' },
  notice: { zh: '会议通知', en: 'Notice of the meeting' },
  quorum: { zh: '法定人数', en: 'Quorum' },
  majority: { zh: '表决多数', en: 'Majority' },
  'papers-open': { zh: '材料事先公开', en: 'Papers open beforehand' },
  'party-study': { zh: '党组织前置研究', en: 'Study by the party organisation' },
  plan: { zh: '收益分配方案', en: 'Distribution plan' },
  reserve: { zh: '提取公积公益金', en: 'Reserve set aside' },
  'public-notice': { zh: '公示', en: 'Public notice' },
  objections: { zh: '异议办结', en: 'Objections settled' },
  tax: { zh: '个人所得税', en: 'Tax withheld' },
  'four-eyes': { zh: '两人经办', en: 'Four eyes' },
};

/** A day with the rules that were in force on it. */
export interface RulesOfDay {
  readonly day: LocalDate;
  readonly set: RuleSet;
}

/** The resolution that something takes effect through. */
export interface Deciding extends RulesOfDay {
  readonly body: Body;
  readonly number: string;
  readonly matter: MotionKind;
  /** What the resolution names, and what it must name to carry this. */
  readonly subject: string | null;
  readonly wanted: string;
  readonly recordedOn: LocalDate;
  readonly review: ReviewState;
  /** Why it was entered afterwards; null where nobody said. */
  readonly lateReason: string | null;
  readonly jurisdiction: Jurisdiction;
  /** Counted again; null where its votes can no longer be counted. */
  readonly vote: VoteResult | null;
  readonly held: HeldHere | FromPaper;
  /** What of the seats that it was decided by two people entered late: an election, a replacement, the end of one. */
  readonly seatsLate?: readonly LateSeats[];
  /** So few of those elected sat that day that the body only elects. */
  readonly thin?: Seating | null;
  /** The same votes where the register has more entitled that day than were counted, of whom it knew when they were recorded. */
  readonly recounted?: VoteResult | null;
  /** Of minutes from paper: the first day of effect by whose law the votes are too few. */
  readonly tooFewOn?: LocalDate | null;
}

export interface LateSeats {
  readonly kind: SeatChangeKind;
  readonly on: LocalDate;
  readonly recordedOn: LocalDate;
  readonly reason: string | null;
}

export interface HeldHere {
  readonly kind: 'meeting';
  readonly noticeOn: LocalDate;
  readonly papersOpenFrom: LocalDate;
  readonly noticeRecordedOn: LocalDate;
  /** Of the notice: not needed where it was entered in time. */
  readonly noticeReview: ReviewState;
  readonly study: { readonly on: LocalDate; readonly by: string } | null;
}

export interface FromPaper {
  readonly kind: 'minutes';
  readonly entitled: number;
  /** How many the register of that day knew; null where it knew nobody. */
  readonly registered: number | null;
  readonly told: ToldByMinutes;
}

/** What minutes on paper say of their meeting beside the votes, as a second person confirmed it; null where nobody entered it. */
export interface ToldByMinutes {
  readonly noticeOn: LocalDate | null;
  readonly papersOpenFrom: LocalDate | null;
  readonly study: { readonly on: LocalDate; readonly by: string } | null;
}

export interface PlanRecorded {
  readonly number: string;
  /** The day whose law the plan keeps to: the last of its half-year. */
  readonly day: LocalDate;
  readonly jurisdiction: Jurisdiction;
  /** What the plan was drawn up with; it is worked down again. */
  readonly terms: PlanTerms;
  /** What members get by it, as it was adopted. */
  readonly payable: Money;
  /** Whether the reserve had come to the amount of the articles. */
  readonly reached: boolean;
  /** The amount of the articles at which it may stop, as the plan names it. */
  readonly until: { readonly amount: Money; readonly basis: string } | null;
  /** Of earlier years over on the day it was adopted: what the law of the province asks of them and no adopted plan set aside. */
  readonly owed: ReserveOwed | null;
  /** Whether it had to be decided in its half-year or later: versions of before took a plan that was decided earlier. */
  readonly asksBegun: boolean;
  /** Of a year's own plan: what the books of the year show since to be set aside beyond it, and no later plan did; null where nothing. */
  readonly behind: Money | null;
  /** What the posted runs of the half-year took, for a difference the differences with them; before the posting, with what may still be posted. */
  readonly taken: Money;
  /** Entries that took from income that is kept out: `moved`, to where it could be distributed. */
  readonly keptOutTaken: readonly { readonly voucher: string; readonly moved: boolean }[];
  /** Accounts that the law of the place keeps out and the plan was drawn up without; `before`: by a version that did not ask. */
  readonly leftOut: { readonly accounts: string; readonly law: LawId; readonly before: boolean } | null;
  readonly decision: Deciding | null;
}

export interface Hung extends PublicNotice {
  readonly claimedOn: LocalDate;
  readonly recordedOn: LocalDate;
  readonly review: ReviewState;
  readonly objections: readonly RecordedObjection[];
}

/** With the days on which the objection and its settlement were written down. */
export interface RecordedObjection extends Objection {
  readonly recordedOn: LocalDate;
  /** Written down after the posting, on its day or later: it held nothing up. */
  readonly isAfterPosting: boolean;
  readonly settledRecordedOn: LocalDate | null;
}

export interface TaxRecorded {
  /** Percent. */
  readonly rate: string;
  readonly basis: Sentence;
  readonly withheld: Money;
  /** From each receipt and the rate. */
  readonly due: Money;
  /** The last day to declare it; null before it is posted. */
  readonly dueOn: LocalDate | null;
  readonly filedOn: LocalDate | null;
  readonly today: LocalDate;
  /** Whether whoever posted it was asked for a rate within the law's; versions of before took any. */
  readonly isRateAsked: boolean;
}

/** Who did something, and who had to be another: null where nobody was. */
export interface Pair {
  readonly first: Sentence;
  readonly by: string;
  readonly second: Sentence;
  readonly other: string | null;
}

interface Recorded {
  /** The first day that the cooperative was in these books. */
  readonly firstDay: LocalDate;
  /** Recorded by a version of the program that did not ask all this. */
  readonly older: boolean;
  /** Recorded by a version that only told of what minutes on paper leave out, and of tax that nobody declared. */
  readonly toldBefore: boolean;
  readonly decision: Deciding | null;
  /** Days on which it takes effect; none while it has not. */
  readonly effect: readonly RulesOfDay[];
  readonly pairs: readonly Pair[];
}

export interface RunRecorded extends Recorded {
  readonly kind: 'run';
  readonly run: RunKind;
  /** Reversed as a whole: what it lacked has no effect any more. */
  readonly takenBack: boolean;
  /** Of a difference: with it the differences of its half-year give members more than the runs did. */
  readonly givesMore?: boolean;
  readonly recordDate: LocalDate;
  readonly approvedOn: LocalDate | null;
  readonly postedOn: LocalDate | null;
  /** Whether it is still what was approved; null before it was. */
  readonly asApproved: boolean | null;
  readonly plan: PlanRecorded | null;
  readonly hung: Hung | null;
  /** Whose law the notice keeps to. */
  readonly where: Jurisdiction;
  readonly tax: TaxRecorded;
}

export interface SchemeRecorded extends Recorded {
  readonly kind: 'scheme';
  /** Whether its shares were given, and stand. */
  readonly posted: boolean;
}

export type LegalityFacts = RunRecorded | SchemeRecorded;
