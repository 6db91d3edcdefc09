/**
 * Meetings. The row of a meeting says where it stands; everything its results follow from only grows: notices and the
 * motions they announced, the frozen list, attendance, hands, ballots and what was struck out, results and minutes.
 * Triggers refuse anything more once the meeting is closed.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Proposer } from '../../domain/agenda.ts';
import type { AttendanceManner } from '../../domain/assembly-attendance.ts';
import type { Body, MotionKind } from '../../domain/assembly-rules.ts';
import type { LeftOutReason } from '../../domain/assembly-seats.ts';
import type { Choice, Outcome } from '../../domain/assembly-vote.ts';
import type { MeetingState, MotionCounting, ResultText } from '../../domain/meeting.ts';
import type { Sex } from '../../domain/membership.ts';
import { bytes, instant, localDate, quantity, tenantId } from '../../platform/columns.ts';
import { resolution } from '../assemblies/index.ts';
import { member } from '../members/index.ts';
import type { AgendaItem, ComparisonWish, PartyStudyOnWire } from './contract.ts';

export const meeting = pgTable(
  'meeting',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    body: text('body').$type<Body>().notNull(),
    year: integer('year').notNull(),
    /** Within the body and the year, from 1. */
    number: integer('number').notNull(),
    title: text('title').notNull(),
    /** For papers in English; null: the Chinese. */
    titleEn: text('title_en'),
    state: text('state').$type<MeetingState>().notNull(),
    heldOn: localDate('held_on').notNull(),
    time: text('time').notNull(),
    place: text('place').notNull(),
    /** The half-year whose figures it hears; null where it hears none. */
    period: text('period'),
    comparison: jsonb('comparison').$type<ComparisonWish>(),
    /** The motions as they are being drafted; what was announced stands in `meeting_motion`. */
    agenda: jsonb('agenda').$type<readonly AgendaItem[]>().notNull(),
    /** The party organisation's study, as drafted; what was announced stands in `meeting_notice`. */
    partyStudy: jsonb('party_study').$type<PartyStudyOnWire>(),
    /** The notice in force, counted from 1; 0 before the first. */
    notice: integer('notice').notNull(),
    cancelledBecause: text('cancelled_because'),
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('meeting_number_unique').on(t.cooperativeId, t.body, t.year, t.number),
    check(
      'meeting_state',
      sql`${t.state} in ('draft','awaiting-review','convened','open','closed','cancelled')`,
    ),
    check('meeting_closed_at', sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
    check(
      'meeting_body',
      sql`${t.body} in ('members-assembly','representative-assembly','board','supervisors')`,
    ),
  ],
);

/** Keys that every table of a meeting shares. */
const ofMeeting = () => ({ cooperativeId: tenantId(), meetingId: uuid('meeting_id').notNull() });
const recorded = () => ({
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
});

export const meetingNotice = pgTable(
  'meeting_notice',
  {
    ...ofMeeting(),
    number: integer('number').notNull(),
    noticeOn: localDate('notice_on').notNull(),
    papersOpenFrom: localDate('papers_open_from').notNull(),
    heldOn: localDate('held_on').notNull(),
    time: text('time').notNull(),
    place: text('place').notNull(),
    /** The day on which the party organisation had studied the matters, and which one; null where nobody said. */
    studyOn: localDate('study_on'),
    studyBy: text('study_by'),
    /** Why it was recorded more than a day after the day it went out; null where in time. */
    lateReason: text('late_reason'),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.meetingId, t.number] }),
    foreignKey({
      name: 'meeting_notice_meeting_fk',
      columns: [t.cooperativeId, t.meetingId],
      foreignColumns: [meeting.cooperativeId, meeting.id],
    }),
    check('meeting_notice_study', sql`(${t.studyOn} is null) = (${t.studyBy} is null)`),
  ],
);

/** That another person confirmed a notice entered late; a trigger refuses the one who recorded it. */
export const meetingNoticeReview = pgTable(
  'meeting_notice_review',
  { ...ofMeeting(), number: integer('number').notNull(), ...recorded() },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.meetingId, t.number] }),
    foreignKey({
      name: 'meeting_notice_review_notice_fk',
      columns: [t.cooperativeId, t.meetingId, t.number],
      foreignColumns: [meetingNotice.cooperativeId, meetingNotice.meetingId, meetingNotice.number],
    }),
  ],
);

/** A motion, word for word as a notice announced it. */
export const meetingMotion = pgTable(
  'meeting_motion',
  {
    ...ofMeeting(),
    id: uuid('id').notNull(),
    notice: integer('notice').notNull(),
    /** Its place on the agenda, from 1. */
    number: integer('number').notNull(),
    kind: text('kind').$type<MotionKind>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** Both in English, where the agenda gave it. */
    titleEn: text('title_en'),
    textEn: text('text_en'),
    counting: text('counting').$type<MotionCounting>().notNull(),
    /** The scheme or the calculated run it is about. */
    subject: text('subject'),
    proposer: text('proposer').$type<Proposer>(),
    /** Of “other”: that it is none of the reserved matters. Null only for what was announced before this was asked. */
    declaredNotReserved: boolean('declared_not_reserved'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('meeting_motion_number_unique').on(t.cooperativeId, t.meetingId, t.notice, t.number),
    unique('meeting_motion_of_meeting').on(t.cooperativeId, t.meetingId, t.id),
    foreignKey({
      name: 'meeting_motion_notice_fk',
      columns: [t.cooperativeId, t.meetingId, t.notice],
      foreignColumns: [meetingNotice.cooperativeId, meetingNotice.meetingId, meetingNotice.number],
    }),
    check('meeting_motion_counting', sql`${t.counting} in ('by-head','by-shares','secret','none')`),
  ],
);

/** The frozen list: who is entitled, with what the person was on the day of the meeting. */
export const meetingEntitled = pgTable(
  'meeting_entitled',
  {
    ...ofMeeting(),
    memberId: uuid('member_id').notNull(),
    /** In order of the register, from 1. */
    ordinal: integer('ordinal').notNull(),
    registerNumber: text('register_number').notNull(),
    name: text('name').notNull(),
    /** Null where the register did not say. */
    sex: text('sex').$type<Sex>(),
    groupName: text('group_name'),
    householdId: uuid('household_id'),
    householdNumber: text('household_number'),
    weight: quantity('weight').notNull(),
    heldFrom: localDate('held_from').notNull(),
    termEndsOn: localDate('term_ends_on'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.meetingId, t.memberId] }),
    unique('meeting_entitled_ordinal').on(t.cooperativeId, t.meetingId, t.ordinal),
    foreignKey({
      name: 'meeting_entitled_meeting_fk',
      columns: [t.cooperativeId, t.meetingId],
      foreignColumns: [meeting.cooperativeId, meeting.id],
    }),
    foreignKey({
      name: 'meeting_entitled_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
  ],
);

export const meetingLeftOut = pgTable(
  'meeting_left_out',
  {
    ...ofMeeting(),
    memberId: uuid('member_id').notNull(),
    name: text('name').notNull(),
    reason: text('reason').$type<LeftOutReason>().notNull(),
    since: localDate('since').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.meetingId, t.memberId] }),
    foreignKey({
      name: 'meeting_left_out_meeting_fk',
      columns: [t.cooperativeId, t.meetingId],
      foreignColumns: [meeting.cooperativeId, meeting.id],
    }),
  ],
);

/** Somebody's attendance as it was entered; the latest row of a person counts, `absent` takes an earlier one back. */
export const meetingAttendance = pgTable(
  'meeting_attendance',
  {
    ...ofMeeting(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    manner: text('manner').$type<AttendanceManner | 'absent'>().notNull(),
    proxyId: uuid('proxy_id'),
    /** Who was named last before: they see that they are named no more. */
    proxyBefore: uuid('proxy_before'),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('meeting_attendance_of_meeting').on(t.cooperativeId, t.meetingId, t.memberId),
    foreignKey({
      name: 'meeting_attendance_entitled_fk',
      columns: [t.cooperativeId, t.meetingId, t.memberId],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
    foreignKey({
      name: 'meeting_attendance_proxy_fk',
      columns: [t.cooperativeId, t.meetingId, t.proxyId],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
    foreignKey({
      name: 'meeting_attendance_proxy_before_fk',
      columns: [t.cooperativeId, t.meetingId, t.proxyBefore],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
    check('meeting_attendance_proxy', sql`(${t.manner} = 'proxy') = (${t.proxyId} is not null)`),
    check('meeting_attendance_manner', sql`${t.manner} in ('on-site','online','proxy','absent')`),
  ],
);

/** Hands counted for a motion; the latest count stands, or none where it was taken back. */
export const handsCount = pgTable(
  'hands_count',
  {
    ...ofMeeting(),
    id: uuid('id').notNull(),
    motionId: uuid('motion_id').notNull(),
    for: integer('for').notNull(),
    against: integer('against').notNull(),
    abstain: integer('abstain').notNull(),
    withdrawn: boolean('withdrawn').notNull(),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('hands_count_of_motion').on(t.cooperativeId, t.meetingId, t.motionId),
    foreignKey({
      name: 'hands_count_motion_fk',
      columns: [t.cooperativeId, t.meetingId, t.motionId],
      foreignColumns: [meetingMotion.cooperativeId, meetingMotion.meetingId, meetingMotion.id],
    }),
    check('hands_count_whole', sql`least(${t.for}, ${t.against}, ${t.abstain}) >= 0`),
  ],
);

/** One vote. `principalId` is whose vote it is when it was given by proxy. */
export const ballot = pgTable(
  'ballot',
  {
    ...ofMeeting(),
    id: uuid('id').notNull(),
    motionId: uuid('motion_id').notNull(),
    voterId: uuid('voter_id').notNull(),
    principalId: uuid('principal_id'),
    choice: text('choice').$type<Choice>().notNull(),
    /** Given in by the voter, or written down by the recorder. */
    givenBy: text('given_by').$type<'voter' | 'recorder'>().notNull(),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('ballot_of_motion').on(t.cooperativeId, t.meetingId, t.motionId),
    foreignKey({
      name: 'ballot_motion_fk',
      columns: [t.cooperativeId, t.meetingId, t.motionId],
      foreignColumns: [meetingMotion.cooperativeId, meetingMotion.meetingId, meetingMotion.id],
    }),
    foreignKey({
      name: 'ballot_voter_fk',
      columns: [t.cooperativeId, t.meetingId, t.voterId],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
    foreignKey({
      name: 'ballot_principal_fk',
      columns: [t.cooperativeId, t.meetingId, t.principalId],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
    check('ballot_choice', sql`${t.choice} in ('for','against','abstain')`),
    check('ballot_principal_is_another', sql`${t.principalId} <> ${t.voterId}`),
  ],
);

/** A ballot written down by mistake, taken out before closing. */
export const ballotStrike = pgTable(
  'ballot_strike',
  {
    ...ofMeeting(),
    ballotId: uuid('ballot_id').notNull(),
    reason: text('reason').notNull(),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.ballotId] }),
    foreignKey({
      name: 'ballot_strike_ballot_fk',
      columns: [t.cooperativeId, t.ballotId],
      foreignColumns: [ballot.cooperativeId, ballot.id],
    }),
  ],
);

/** Who handed in a ballot on a secret motion, and by whom: one a member. Nothing here says what is on it. */
export const secretHandedIn = pgTable(
  'ballot_handed_in',
  {
    ...ofMeeting(),
    motionId: uuid('motion_id').notNull(),
    /** Whose vote it is. */
    memberId: uuid('member_id').notNull(),
    /** Who handed it in: the member, or their proxy. */
    voterId: uuid('voter_id').notNull(),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.motionId, t.memberId] }),
    foreignKey({
      name: 'ballot_handed_in_motion_fk',
      columns: [t.cooperativeId, t.meetingId, t.motionId],
      foreignColumns: [meetingMotion.cooperativeId, meetingMotion.meetingId, meetingMotion.id],
    }),
    foreignKey({
      name: 'ballot_handed_in_member_fk',
      columns: [t.cooperativeId, t.meetingId, t.memberId],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
    foreignKey({
      name: 'ballot_handed_in_voter_fk',
      columns: [t.cooperativeId, t.meetingId, t.voterId],
      foreignColumns: [meetingEntitled.cooperativeId, meetingEntitled.meetingId, meetingEntitled.memberId],
    }),
  ],
);

/** Secret ballots while the meeting goes on: sealed, under random ids, without time, digest or person. Emptied at the closing. */
export const secretBox = pgTable(
  'ballot_box',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    meetingId: uuid('meeting_id').notNull(),
    motionId: uuid('motion_id').notNull(),
    ballotCipher: bytes('ballot_cipher').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('ballot_box_of_motion').on(t.cooperativeId, t.motionId),
    foreignKey({
      name: 'ballot_box_motion_fk',
      columns: [t.cooperativeId, t.meetingId, t.motionId],
      foreignColumns: [meetingMotion.cooperativeId, meetingMotion.meetingId, meetingMotion.id],
    }),
  ],
);

/** Secret ballots as they were counted, in the order of their receipts. */
export const secretBallot = pgTable(
  'unnamed_ballot',
  {
    ...ofMeeting(),
    motionId: uuid('motion_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    receipt: text('receipt').notNull(),
    choice: text('choice').$type<Choice>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.motionId, t.ordinal] }),
    foreignKey({
      name: 'unnamed_ballot_motion_fk',
      columns: [t.cooperativeId, t.meetingId, t.motionId],
      foreignColumns: [meetingMotion.cooperativeId, meetingMotion.meetingId, meetingMotion.id],
    }),
    check('unnamed_ballot_choice', sql`${t.choice} in ('for','against','abstain')`),
    check('unnamed_ballot_receipt', sql`${t.receipt} ~ '^[A-Z2-7]{16}$'`),
  ],
);

/** What a motion came to when the meeting was closed; null results were only heard. */
export const motionResult = pgTable(
  'motion_result',
  {
    ...ofMeeting(),
    motionId: uuid('motion_id').notNull(),
    outcome: text('outcome').$type<Outcome | 'heard'>().notNull(),
    manner: text('manner').$type<'hands' | 'names' | 'secret'>(),
    result: jsonb('result').$type<ResultText>(),
    resolutionId: uuid('resolution_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.motionId] }),
    foreignKey({
      name: 'motion_result_motion_fk',
      columns: [t.cooperativeId, t.meetingId, t.motionId],
      foreignColumns: [meetingMotion.cooperativeId, meetingMotion.meetingId, meetingMotion.id],
    }),
    foreignKey({
      name: 'motion_result_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check('motion_result_outcome', sql`${t.outcome} in ('adopted','rejected','lapsed','heard')`),
    check('motion_result_resolved', sql`(${t.outcome} = 'heard') = (${t.resolutionId} is null)`),
  ],
);

/** The minutes as written; a later version that stands takes the place of an earlier. */
export const meetingMinutes = pgTable(
  'meeting_minutes',
  {
    ...ofMeeting(),
    number: integer('number').notNull(),
    chair: text('chair').notNull(),
    recorder: text('recorder').notNull(),
    text: text('text').notNull(),
    /** Why it was written more than a day after the meeting; null where it was not. */
    lateReason: text('late_reason'),
    /** It stands once another person confirmed it. Null: in time, or of before this was asked. */
    byTwo: boolean('by_two'),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.meetingId, t.number] }),
    foreignKey({
      name: 'meeting_minutes_meeting_fk',
      columns: [t.cooperativeId, t.meetingId],
      foreignColumns: [meeting.cooperativeId, meeting.id],
    }),
    check('meeting_minutes_by_two', sql`${t.byTwo}`),
  ],
);

/** What another person answers to minutes that were written late: they stand from then on, or they are sent back. */
export const meetingMinutesAnswer = pgTable(
  'meeting_minutes_answer',
  {
    ...ofMeeting(),
    number: integer('number').notNull(),
    /** Null: confirmed. */
    reason: text('reason'),
    ...recorded(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.meetingId, t.number] }),
    foreignKey({
      name: 'meeting_minutes_answer_fk',
      columns: [t.cooperativeId, t.meetingId, t.number],
      foreignColumns: [meetingMinutes.cooperativeId, meetingMinutes.meetingId, meetingMinutes.number],
    }),
  ],
);
