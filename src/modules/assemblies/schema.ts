/**
 * Resolutions, who confirmed those that came from paper, and what became of them, the cooperative's own rules, and the seats of its bodies. All append only: what
 * was resolved is never rewritten, only superseded; a seat ends by a row of its own.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Body, MotionKind, VoteCounting } from '../../domain/assembly-rules.ts';
import type { SeatEnding } from '../../domain/assembly-seats.ts';
import type { SeatChangeKind } from '../../domain/seat-change.ts';
import type { Outcome } from '../../domain/assembly-vote.ts';
import type { Verdict } from '../../domain/late-entry.ts';
import type { ExecutionState } from '../../domain/resolution.ts';
import { exactNumeric, instant, localDate, tenantId, wholeNumber } from '../../platform/columns.ts';
import { member } from '../members/index.ts';
import type { AssemblySettings, OwnRulesOnWire } from './rules-contract.ts';

export const resolution = pgTable(
  'resolution',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    body: text('body').$type<Body>().notNull(),
    number: text('number').notNull(),
    decidedOn: localDate('decided_on').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** Both in English, where somebody gave it. */
    titleEn: text('title_en'),
    textEn: text('text_en'),
    /** What kind of matter was decided; nothing else rests on it. */
    matter: text('matter').$type<MotionKind>().notNull(),
    /** The one scheme or calculated run that was voted on; null where the minutes name none. */
    subject: text('subject'),
    outcome: text('outcome').$type<Outcome>().notNull(),
    /** How it was voted; null only for what was recorded before votes were kept. */
    counting: text('counting').$type<VoteCounting>(),
    entitled: integer('entitled'),
    present: integer('present'),
    /** Whether the heads are voices of households, one each. */
    byHouseholds: boolean('by_households').notNull().default(false),
    /** Where a law asks for a part of the women among them. */
    womenEntitled: integer('women_entitled'),
    womenPresent: integer('women_present'),
    /** Heads, or shares where the vote was by shares. */
    votesFor: exactNumeric('votes_for'),
    votesAgainst: exactNumeric('votes_against'),
    votesAbstained: exactNumeric('votes_abstained'),
    /** The meeting it comes from; null where it was recorded from minutes on paper. */
    meetingId: uuid('meeting_id'),
    motionId: uuid('motion_id'),
    /** Of minutes on paper: how many the register had; null where it knew nobody yet, and of meetings held here. */
    registered: integer('registered'),
    /** Why it was recorded late, or from paper for a day in the books' time; null where neither. */
    lateReason: text('late_reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('resolution_number_unique').on(t.cooperativeId, t.body, t.number),
    check(
      'resolution_body',
      sql`${t.body} in ('members-assembly','representative-assembly','board','supervisors')`,
    ),
    check('resolution_outcome', sql`${t.outcome} in ('adopted','rejected','lapsed')`),
    check(
      'resolution_tie_is_not_adopted',
      sql`${t.outcome} <> 'adopted' or ${t.votesFor} > ${t.votesAgainst}`,
    ),
    check('resolution_present', sql`${t.present} between 0 and ${t.entitled}`),
    check(
      'resolution_vote_whole',
      sql`num_nulls(${t.counting}, ${t.entitled}, ${t.present}, ${t.votesFor}, ${t.votesAgainst}, ${t.votesAbstained}) in (0, 6)`,
    ),
    check(
      'resolution_women',
      sql`num_nulls(${t.womenEntitled}, ${t.womenPresent}) in (0, 2) and ${t.womenPresent} between 0 and ${t.womenEntitled} and ${t.womenEntitled} <= ${t.entitled}`,
    ),
    check('resolution_of_a_motion', sql`(${t.meetingId} is null) = (${t.motionId} is null)`),
  ],
);

/** What a second person said of a resolution that was entered afterwards. A trigger refuses the one who recorded it. */
export const resolutionReview = pgTable(
  'resolution_review',
  {
    cooperativeId: tenantId(),
    resolutionId: uuid('resolution_id').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    /** Why it was sent back. */
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.resolutionId] }),
    foreignKey({
      name: 'resolution_review_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check('resolution_review_verdict', sql`${t.verdict} in ('confirmed','sent-back')`),
    check('resolution_review_reason', sql`(${t.verdict} = 'sent-back') = (${t.reason} is not null)`),
  ],
);

/**
 * What minutes on paper say of their meeting beside the votes: entered with them and confirmed with them, or afterwards and then
 * confirmed by itself. Of several the latest that was confirmed counts, field by field.
 */
export const minutesCircumstance = pgTable(
  'minutes_circumstance',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    resolutionId: uuid('resolution_id').notNull(),
    withMinutes: boolean('with_minutes').notNull(),
    noticeOn: localDate('notice_on'),
    papersOpenFrom: localDate('papers_open_from'),
    studyOn: localDate('study_on'),
    studyBy: text('study_by'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'minutes_circumstance_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check('minutes_circumstance_study', sql`(${t.studyOn} is null) = (${t.studyBy} is null)`),
    check(
      'minutes_circumstance_said',
      sql`num_nonnulls(${t.noticeOn}, ${t.papersOpenFrom}, ${t.studyOn}) > 0`,
    ),
  ],
);

/** What a second person said of what was entered afterwards. A trigger refuses the one who entered it. */
export const minutesCircumstanceReview = pgTable(
  'minutes_circumstance_review',
  {
    cooperativeId: tenantId(),
    circumstanceId: uuid('circumstance_id').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    /** Why it was sent back. */
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.circumstanceId] }),
    foreignKey({
      name: 'minutes_circumstance_review_fk',
      columns: [t.cooperativeId, t.circumstanceId],
      foreignColumns: [minutesCircumstance.cooperativeId, minutesCircumstance.id],
    }),
    check('minutes_circumstance_review_verdict', sql`${t.verdict} in ('confirmed','sent-back')`),
    check(
      'minutes_circumstance_review_reason',
      sql`(${t.verdict} = 'sent-back') = (${t.reason} is not null)`,
    ),
  ],
);

/** How far a resolution is carried out, as reported on a day. The latest report counts. */
export const resolutionExecution = pgTable(
  'resolution_execution',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    resolutionId: uuid('resolution_id').notNull(),
    reportedOn: localDate('reported_on').notNull(),
    state: text('state').$type<ExecutionState>().notNull(),
    text: text('text').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'resolution_execution_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check('resolution_execution_state', sql`${t.state} in ('not-begun','under-way','carried-out','dropped')`),
  ],
);

/** The cooperative's own, stricter rules over one shipped rule set. A later version takes the place of an earlier. */
export const ownRules = pgTable(
  'own_rules',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From the book's series `own-rules`. */
    version: wholeNumber('version').notNull(),
    basedOn: text('based_on').notNull(),
    effectiveFrom: localDate('effective_from').notNull(),
    rules: jsonb('rules').$type<OwnRulesOnWire>().notNull(),
    source: text('source').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The confirmed proposal it rests on; null where a version of before asked for none. */
    proposalId: uuid('proposal_id'),
    /** The decision of the articles that made them; null before the members ever met. */
    resolutionId: uuid('resolution_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('own_rules_version_unique').on(t.cooperativeId, t.version),
    unique('own_rules_resolution_unique').on(t.cooperativeId, t.resolutionId),
    foreignKey({
      name: 'own_rules_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
  ],
);

/** Days around meetings, as the cooperative set them. */
export const assemblySetting = pgTable(
  'assembly_setting',
  {
    cooperativeId: tenantId(),
    /** From the book's series `assembly-settings`; the highest counts. */
    version: wholeNumber('version').notNull(),
    settings: jsonb('settings').$type<AssemblySettings>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The confirmed proposal it rests on; null where nothing was loosened. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.version] })],
);

/** A day that the cooperative knows to be one of rest, or of work, over the shipped table. The latest counts. */
export const restDay = pgTable(
  'rest_day',
  {
    cooperativeId: tenantId(),
    /** From the book's series `rest-day`. */
    version: wholeNumber('version').notNull(),
    day: localDate('day').notNull(),
    rest: boolean('rest').notNull(),
    source: text('source').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The confirmed proposal it rests on; null where nothing was loosened. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [primaryKey({ columns: [t.cooperativeId, t.version] })],
);

/**
 * An election, a replacement or an end of a seat as one person told it. Nobody sits by it, and nobody's seat ends, until another
 * person confirmed it.
 */
export const seatChange = pgTable(
  'seat_change',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<SeatChangeKind>().notNull(),
    body: text('body').$type<Body>().notNull(),
    /** The first day of the seats it gives, or the first day no longer held. */
    onDay: localDate('on_day').notNull(),
    /** The seat that ends or is taken over; null for an election. */
    seatId: uuid('seat_id'),
    /** The members elected, or whose seat ends, each with the household group that elected them. */
    people: jsonb('people').$type<Readonly<Record<string, string | null>>>().notNull(),
    endedBy: text('ended_by').$type<SeatEnding>(),
    reason: text('reason'),
    /** Why it is told days after its day; null where it was told in time, or lies before these books. */
    lateReason: text('late_reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    check('seat_change_kind', sql`${t.kind} in ('election','replacement','end')`),
    check('seat_change_body', sql`${t.body} in ('representative-assembly','board','supervisors')`),
    check('seat_change_seat', sql`(${t.kind} = 'election') = (${t.seatId} is null)`),
    check(
      'seat_change_ending',
      sql`case ${t.kind} when 'end' then ${t.endedBy} in ('resigned','removed','died') else ${t.endedBy} is null end`,
    ),
    check('seat_change_reason', sql`${t.kind} = 'election' or ${t.reason} is not null`),
  ],
);

/** What a second person said of a change of seats. A trigger refuses the one who told of it. */
export const seatChangeReview = pgTable(
  'seat_change_review',
  {
    cooperativeId: tenantId(),
    changeId: uuid('change_id').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    /** Why it was sent back. */
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.changeId] }),
    foreignKey({
      name: 'seat_change_review_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [seatChange.cooperativeId, seatChange.id],
    }),
    check('seat_change_review_verdict', sql`${t.verdict} in ('confirmed','sent-back')`),
    check('seat_change_review_reason', sql`(${t.verdict} = 'sent-back') = (${t.reason} is not null)`),
  ],
);

/** A seat in a body, from its first day to the end of its term or the row in `seat_end`. */
export const seat = pgTable(
  'seat',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    body: text('body').$type<Body>().notNull(),
    memberId: uuid('member_id').notNull(),
    /** The household group that elected it; null but for representatives. */
    groupName: text('group_name'),
    heldFrom: localDate('held_from').notNull(),
    /** The last day; null where the rules of its day set no term. */
    termEndsOn: localDate('term_ends_on'),
    /** Whose seat this one took over. */
    follows: uuid('follows'),
    /** The confirmed change that gave it; null only for what was entered before changes waited. */
    changeId: uuid('change_id'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('seat_followed_once').on(t.cooperativeId, t.follows),
    foreignKey({
      name: 'seat_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'seat_follows_fk',
      columns: [t.cooperativeId, t.follows],
      foreignColumns: [t.cooperativeId, t.id],
    }),
    foreignKey({
      name: 'seat_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [seatChange.cooperativeId, seatChange.id],
    }),
    check('seat_body', sql`${t.body} in ('representative-assembly','board','supervisors')`),
    check('seat_term', sql`${t.termEndsOn} is null or ${t.termEndsOn} >= ${t.heldFrom}`),
  ],
);

/** A renewal put off: seats whose term ends on a day are held to another. Rests on a resolution; the latest record counts. */
export const termPostponement = pgTable(
  'term_postponement',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    body: text('body').$type<Body>().notNull(),
    endsOn: localDate('ends_on').notNull(),
    until: localDate('until').notNull(),
    reason: text('reason').notNull(),
    resolutionId: uuid('resolution_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'term_postponement_resolution_fk',
      columns: [t.cooperativeId, t.resolutionId],
      foreignColumns: [resolution.cooperativeId, resolution.id],
    }),
    check('term_postponement_body', sql`${t.body} in ('representative-assembly','board','supervisors')`),
    check('term_postponement_later', sql`${t.until} > ${t.endsOn}`),
  ],
);

export const seatEnd = pgTable(
  'seat_end',
  {
    cooperativeId: tenantId(),
    seatId: uuid('seat_id').notNull(),
    /** The first day it is no longer held. */
    endedOn: localDate('ended_on').notNull(),
    endedBy: text('ended_by').$type<SeatEnding>().notNull(),
    reason: text('reason').notNull(),
    /** The confirmed change that ended it; null only for what was entered before changes waited. */
    changeId: uuid('change_id'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    // Somebody may go before an end that is on record already: of several the earliest counts.
    primaryKey({ columns: [t.cooperativeId, t.seatId, t.endedOn] }),
    foreignKey({
      name: 'seat_end_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [seatChange.cooperativeId, seatChange.id],
    }),
    foreignKey({
      name: 'seat_end_seat_fk',
      columns: [t.cooperativeId, t.seatId],
      foreignColumns: [seat.cooperativeId, seat.id],
    }),
    check('seat_end_by', sql`${t.endedBy} in ('replaced','resigned','removed','died')`),
  ],
);

/** Until when a version wrote the book that did not ask for two people behind a seat, nor for one decision a subject. Only its migration writes it. */
export const decidedBefore = pgTable('decided_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});
