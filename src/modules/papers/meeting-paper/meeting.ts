/** The figures of a meeting's papers, whether printed as one pack or one part alone. */
import type { Proposer } from '../../../domain/agenda.ts';
import type { Sentence } from '../../../domain/language.ts';
import type { AttendanceManner } from '../../../domain/assembly-attendance.ts';
import type { Body, BodyRules, MotionKind, NoticeRule } from '../../../domain/assembly-rules.ts';
import type { LeftOutReason } from '../../../domain/assembly-seats.ts';
import type { Choice, VoteResult } from '../../../domain/assembly-vote.ts';
import type { LocalDate } from '../../../domain/calendar.ts';
import type { MeetingState, MotionCounting } from '../../../domain/meeting.ts';
import type { ExecutionState } from '../../../domain/resolution.ts';
import type { SeatChangeKind } from '../../../domain/seat-change.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { HalfYearReportPaper } from '../half-year-report/layout.ts';
import type { SchemeComparisonPaper } from '../scheme-comparison/layout.ts';
import type { MeetingPart } from './contract.ts';

export interface MeetingPaper {
  readonly part: MeetingPart;
  readonly body: Body;
  /** Within body and year: `2010-1`. */
  readonly number: string;
  readonly title: string;
  readonly heldOn: LocalDate;
  readonly time: string;
  readonly place: string;
  readonly state: MeetingState;
  readonly cancelledBecause: string | null;
  readonly chair: string | null;
  readonly recorder: string | null;
  readonly notice: {
    readonly on: LocalDate;
    /** How it is marked where it was recorded late. */
    readonly late: Sentence | null;
    readonly latest: LocalDate;
    readonly papersOpenFrom: LocalDate;
    readonly rule: NoticeRule;
  };
  /** Since when the term of the body was over on its day; null while it ran. */
  readonly termOverSince: LocalDate | null;
  /** The cooperative's own term of the body, where it is shorter than the law's, and the last day of the seats held then. */
  readonly ownTerm: { readonly years: number; readonly until: LocalDate | null } | null;
  /** Elections, replacements and ends of the seats of the day that were entered later than the day they claim, and how that is marked. */
  readonly seatsLate: readonly {
    readonly kind: SeatChangeKind;
    readonly on: LocalDate;
    readonly late: Sentence;
  }[];
  /** The party organisation's study of the matters; null where nobody said. */
  readonly study: { readonly on: LocalDate; readonly by: string } | null;
  readonly rules: {
    readonly name: Sentence;
    /** Whether stricter rules of the cooperative's own are in force too. */
    readonly own: boolean;
    readonly body: BodyRules;
  };
  readonly attendance: {
    readonly entitled: readonly EntitledPerson[];
    readonly leftOut: readonly {
      readonly name: string;
      readonly reason: LeftOutReason;
      readonly on: LocalDate;
    }[];
    readonly quorumLeast: bigint;
    /** Null before the meeting opens. */
    readonly present: bigint | null;
  };
  readonly motions: readonly MotionFigures[];
  /** Resolutions of earlier meetings and how far they are carried out. */
  readonly earlier: readonly {
    readonly number: string;
    readonly decidedOn: LocalDate;
    readonly title: string;
    readonly state: ExecutionState | 'not-reported';
    readonly text: string;
    readonly reportedOn: LocalDate | null;
  }[];
  readonly halfYear: HalfYearReportPaper | null;
  /** Schemes side by side where the meeting hears no half-year; otherwise it is in there. */
  readonly comparison: SchemeComparisonPaper | null;
  /** What the recorder wrote of the course of the meeting. */
  readonly minutes: string | null;
  /** That they were written days after the meeting, and why. */
  readonly minutesLate: Sentence | null;
}

export interface EntitledPerson {
  readonly number: string;
  readonly name: string;
  readonly group: string | null;
  readonly household: string | null;
  readonly weight: ShareQuantity;
  /** Null: not present, or the meeting is still to come. */
  readonly manner: AttendanceManner | null;
  readonly proxy: string | null;
}

export interface MotionFigures {
  readonly number: number;
  /** Who brought it; null where nobody said. */
  readonly proposer: Proposer | null;
  readonly kind: MotionKind;
  readonly title: string;
  readonly text: string;
  /** `none`: heard, not voted. */
  readonly counting: MotionCounting;
  readonly result: VoteResult | null;
  readonly manner: 'hands' | 'names' | 'secret' | null;
  /** The number of the resolution it came to. */
  readonly resolution: string | null;
  readonly choices: readonly {
    readonly name: string;
    readonly choice: Choice;
    /** Who voted for the person. */
    readonly proxy: string | null;
  }[];
}
