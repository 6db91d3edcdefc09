/** Reads and writes of meetings. Whatever belongs to a meeting is read in the order in which it was entered. */
import { LocalDate } from '../../domain/calendar.ts';
import { and, asc, desc, eq, inArray, max, ne, sql, type SQL } from 'drizzle-orm';
import type { Body } from '../../domain/assembly-rules.ts';
import { lawValue, nation } from '../../domain/law.ts';
import type { Recorders } from '../../domain/meeting.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { inBookOrder, latestFirst, writtenAfter } from '../../platform/book-order.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { id, rowsOf, text } from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';
import { paperDecisionDays } from '../assemblies/index.ts';
import {
  ballot,
  ballotStrike,
  handsCount,
  meeting,
  meetingAttendance,
  meetingEntitled,
  meetingLeftOut,
  meetingMinutes,
  meetingMinutesAnswer,
  meetingMotion,
  meetingNotice,
  meetingNoticeReview,
  motionResult,
  secretBallot,
  secretHandedIn,
} from './schema.ts';

const written = { at: meeting.recordedAt, id: meeting.id };

export type MeetingRow = typeof meeting.$inferSelect;
export type MotionRow = typeof meetingMotion.$inferSelect;
export type EntitledRow = typeof meetingEntitled.$inferSelect;
export type ResultRow = typeof motionResult.$inferSelect;
type Minutes = Pick<typeof meetingMinutes.$inferSelect, 'chair' | 'recorder' | 'text'>;

/** Who wrote it and when, for rows that only grow. */
export function recordedBy(unit: CommandUnit) {
  return { recordedAt: unit.now, recordedBy: unit.actor.userId };
}

/** Writes any number of rows: one parameter a cell, so a thousand rows at a time stay below the limit of a statement. */
export async function inBatches<Row>(
  rows: readonly Row[],
  write: (batch: Row[]) => PromiseLike<unknown>,
): Promise<void> {
  for (let first = 0; first < rows.length; first += 1000) await write(rows.slice(first, first + 1000));
}

export async function insertMeeting(tx: Tx, row: MeetingRow): Promise<void> {
  await tx.insert(meeting).values(row);
}

export async function updateMeeting(
  tx: Tx,
  row: MeetingRow,
  change: Partial<MeetingRow>,
): Promise<MeetingRow> {
  const [changed] = await tx
    .update(meeting)
    .set(change)
    .where(and(eq(meeting.cooperativeId, row.cooperativeId), eq(meeting.id, row.id)))
    .returning();
  if (!changed) throw refuse('meeting.unknown');
  return changed;
}

export async function requireMeeting(tx: Tx, cooperativeId: string, id: string): Promise<MeetingRow> {
  const [row] = await tx
    .select()
    .from(meeting)
    .where(and(eq(meeting.cooperativeId, cooperativeId), eq(meeting.id, id)));
  if (!row) throw refuse('meeting.unknown');
  return row;
}

/** A meeting called or held now that votes on the subject, or on what says the same, beside `except`. */
export async function meetingDeciding(
  tx: Tx,
  cooperativeId: string,
  subject: string,
  except: string | null,
): Promise<MeetingRow | undefined> {
  const same = sql`subject_content(${cooperativeId}, ${meetingMotion.subject}) = subject_content(${cooperativeId}, ${subject})`;
  return meetingVotingOn(tx, cooperativeId, same, except);
}

/** A meeting called or held now that votes on this very subject. */
export async function meetingCalledFor(
  tx: Tx,
  cooperativeId: string,
  subject: string,
): Promise<MeetingRow | undefined> {
  return meetingVotingOn(tx, cooperativeId, eq(meetingMotion.subject, subject), null);
}

async function meetingVotingOn(
  tx: Tx,
  cooperativeId: string,
  matching: SQL,
  except: string | null,
): Promise<MeetingRow | undefined> {
  const [found] = await tx
    .select({ row: meeting })
    .from(meeting)
    .innerJoin(
      meetingMotion,
      and(
        eq(meetingMotion.cooperativeId, cooperativeId),
        eq(meetingMotion.meetingId, meeting.id),
        eq(meetingMotion.notice, meeting.notice),
        matching,
        ne(meetingMotion.counting, 'none'),
      ),
    )
    .where(
      and(
        eq(meeting.cooperativeId, cooperativeId),
        inArray(meeting.state, ['awaiting-review', 'convened', 'open']),
        except === null ? undefined : ne(meeting.id, except),
      ),
    )
    .limit(1);
  return found?.row;
}

/** In the order of drafting. */
export async function meetingsAfter(
  tx: Tx,
  cooperativeId: string,
  limit: number,
  after?: string,
): Promise<readonly MeetingRow[]> {
  return tx
    .select()
    .from(meeting)
    .where(
      and(
        eq(meeting.cooperativeId, cooperativeId),
        after === undefined ? undefined : writtenAfter(meeting, written, cooperativeId, after),
      ),
    )
    .orderBy(...inBookOrder(written))
    .limit(limit);
}

/** The meeting of the body that hears the half-year, the latest drafted if there were several. */
export async function meetingForPeriod(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  period: string,
): Promise<MeetingRow | undefined> {
  const [row] = await tx
    .select()
    .from(meeting)
    .where(
      and(
        eq(meeting.cooperativeId, cooperativeId),
        eq(meeting.body, body),
        eq(meeting.period, period),
        ne(meeting.state, 'cancelled'),
      ),
    )
    .orderBy(...latestFirst(written))
    .limit(1);
  return row;
}

/**
 * The years of these in which no members' assembly was held: neither closed here nor told by confirmed minutes from paper. Only years are
 * asked of in which the law wants one.
 */
export async function yearsWithoutMembersAssembly(
  tx: Tx,
  cooperativeId: string,
  years: readonly number[],
): Promise<readonly number[]> {
  const asked = years.filter((year) => yearlyAssemblies(year) > 0);
  if (asked.length === 0) return [];
  const held = await tx
    .select({ heldOn: meeting.heldOn })
    .from(meeting)
    .where(
      and(
        eq(meeting.cooperativeId, cooperativeId),
        eq(meeting.body, 'members-assembly'),
        eq(meeting.state, 'closed'),
      ),
    );
  const days = [
    ...held.map(({ heldOn }) => heldOn),
    ...(await paperDecisionDays(tx, cooperativeId, 'members-assembly')),
  ];
  return asked.filter((year) => days.filter((day) => day.year === year).length < yearlyAssemblies(year));
}

/** How many members' assemblies the law of a year's end asks for. */
function yearlyAssemblies(year: number): number {
  return lawValue('count', 'members-assembly.yearly', LocalDate.of(year, 12, 31), nation)?.least ?? 0;
}

export async function noticeOf(tx: Tx, row: MeetingRow) {
  const [notice] = await tx
    .select()
    .from(meetingNotice)
    .where(
      and(
        eq(meetingNotice.cooperativeId, row.cooperativeId),
        eq(meetingNotice.meetingId, row.id),
        eq(meetingNotice.number, row.notice),
      ),
    );
  return notice;
}

/** The confirmation of the notice in force, where it was entered late and confirmed. */
export async function noticeReviewOf(tx: Tx, row: MeetingRow) {
  const [found] = await tx
    .select()
    .from(meetingNoticeReview)
    .where(
      and(
        eq(meetingNoticeReview.cooperativeId, row.cooperativeId),
        eq(meetingNoticeReview.meetingId, row.id),
        eq(meetingNoticeReview.number, row.notice),
      ),
    );
  return found;
}

/** The last number a notice of the meeting had; a notice that was taken back keeps its number. */
export async function lastNotice(tx: Tx, row: MeetingRow): Promise<number> {
  const [found] = await tx
    .select({ last: max(meetingNotice.number) })
    .from(meetingNotice)
    .where(and(eq(meetingNotice.cooperativeId, row.cooperativeId), eq(meetingNotice.meetingId, row.id)));
  return found?.last ?? 0;
}

/** The motions of the notice in force, in order of the agenda. */
export async function motionsOf(tx: Tx, row: MeetingRow): Promise<readonly MotionRow[]> {
  return tx
    .select()
    .from(meetingMotion)
    .where(
      and(
        eq(meetingMotion.cooperativeId, row.cooperativeId),
        eq(meetingMotion.meetingId, row.id),
        eq(meetingMotion.notice, row.notice),
      ),
    )
    .orderBy(asc(meetingMotion.number));
}

export async function entitledOf(tx: Tx, row: MeetingRow): Promise<readonly EntitledRow[]> {
  return tx
    .select()
    .from(meetingEntitled)
    .where(and(eq(meetingEntitled.cooperativeId, row.cooperativeId), eq(meetingEntitled.meetingId, row.id)))
    .orderBy(asc(meetingEntitled.ordinal));
}

export async function leftOutOf(tx: Tx, row: MeetingRow) {
  return tx
    .select()
    .from(meetingLeftOut)
    .where(and(eq(meetingLeftOut.cooperativeId, row.cooperativeId), eq(meetingLeftOut.meetingId, row.id)))
    .orderBy(asc(meetingLeftOut.since), asc(meetingLeftOut.memberId));
}

/** The latest entry of each person, `absent` among them. */
export async function attendanceOf(tx: Tx, row: MeetingRow) {
  return tx
    .selectDistinctOn([meetingAttendance.memberId])
    .from(meetingAttendance)
    .where(
      and(eq(meetingAttendance.cooperativeId, row.cooperativeId), eq(meetingAttendance.meetingId, row.id)),
    )
    .orderBy(meetingAttendance.memberId, desc(meetingAttendance.recordedAt), desc(meetingAttendance.id));
}

/** Who ever signed in to it online themself, whatever somebody else entered for them since. */
export async function signedInThemselves(
  tx: Tx,
  { cooperativeId, id: meetingId }: MeetingRow,
): Promise<ReadonlySet<string>> {
  const rows = await rowsOf(
    tx,
    sql`
    select distinct member_id from meeting_attendance
    where cooperative_id = ${cooperativeId}::uuid and meeting_id = ${meetingId}::uuid and manner = 'online'
      and is_member_of_user(cooperative_id, recorded_by, member_id)`,
    { memberId: id },
  );
  return new Set(rows.map(({ memberId }) => memberId));
}

/** The latest count of hands of each motion. */
export async function handsOf(tx: Tx, row: MeetingRow) {
  return tx
    .selectDistinctOn([handsCount.motionId])
    .from(handsCount)
    .where(and(eq(handsCount.cooperativeId, row.cooperativeId), eq(handsCount.meetingId, row.id)))
    .orderBy(handsCount.motionId, desc(handsCount.recordedAt), desc(handsCount.id));
}

/** Every ballot of the meeting, with why and by whom it was struck out, if it was. */
export async function ballotsOf(tx: Tx, row: MeetingRow) {
  return tx
    .select({ ballot, struck: ballotStrike.reason, struckBy: ballotStrike.recordedBy })
    .from(ballot)
    .leftJoin(
      ballotStrike,
      and(eq(ballotStrike.cooperativeId, ballot.cooperativeId), eq(ballotStrike.ballotId, ballot.id)),
    )
    .where(and(eq(ballot.cooperativeId, row.cooperativeId), eq(ballot.meetingId, row.id)))
    .orderBy(asc(ballot.recordedAt), asc(ballot.id));
}

/** Who handed in secret ballots at the meeting, in the order of handing in. */
export async function handedInAt(tx: Tx, row: MeetingRow) {
  return tx
    .select()
    .from(secretHandedIn)
    .where(and(eq(secretHandedIn.cooperativeId, row.cooperativeId), eq(secretHandedIn.meetingId, row.id)))
    .orderBy(asc(secretHandedIn.recordedAt), asc(secretHandedIn.memberId));
}

/** The secret ballots that were counted, in the order of their receipts; none before the closing. */
export async function secretBallotsOf(tx: Tx, cooperativeId: string, meetingId: string) {
  return tx
    .select()
    .from(secretBallot)
    .where(and(eq(secretBallot.cooperativeId, cooperativeId), eq(secretBallot.meetingId, meetingId)))
    .orderBy(asc(secretBallot.motionId), asc(secretBallot.ordinal));
}

/** Whether any vote stands that was entered, and whether any was taken out. */
export async function votesOf(tx: Tx, row: MeetingRow) {
  const [hands, ballots] = [await handsOf(tx, row), await ballotsOf(tx, row)];
  return {
    standing:
      hands.some(({ withdrawn }) => !withdrawn) ||
      ballots.some(({ struck }) => struck === null) ||
      (await handedInAt(tx, row)).length > 0,
    takenOut: hands.some(({ withdrawn }) => withdrawn) || ballots.some(({ struck }) => struck !== null),
  };
}

/** Who entered what counts of the meeting; `self` is the member that the person is who asks, entered by themself. */
export async function recordersOf(
  tx: Tx,
  row: MeetingRow,
  { userId, self }: { readonly userId: string; readonly self: string | null },
): Promise<Recorders> {
  const attendance = (await attendanceOf(tx, row)).filter(
    ({ recordedBy, memberId }) => recordedBy !== userId || memberId !== self,
  );
  const hands = (await handsOf(tx, row)).filter(({ withdrawn }) => !withdrawn);
  const ballots = (await ballotsOf(tx, row)).flatMap(({ ballot: { givenBy, recordedBy }, struckBy }) => {
    if (struckBy !== null) return [struckBy];
    return givenBy === 'recorder' ? [recordedBy] : [];
  });
  return {
    attendance: attendance.map(({ recordedBy }) => recordedBy),
    votes: [...hands.map(({ recordedBy }) => recordedBy), ...ballots],
  };
}

/** Changes with every entry, and says nothing else: for whoever waits for the next. */
export async function entriesSoFar(tx: Tx, cooperativeId: string, meetingId: string): Promise<string> {
  const of = sql`where cooperative_id = ${cooperativeId}::uuid and meeting_id = ${meetingId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select concat_ws(' ', (select state from meeting where cooperative_id = ${cooperativeId}::uuid and id = ${meetingId}::uuid),
      (select count(*) from meeting_attendance ${of}), (select count(*) from hands_count ${of}),
      (select count(*) from ballot ${of}), (select count(*) from ballot_handed_in ${of}), (select count(*) from ballot_strike ${of}),
      (select count(*) from meeting_minutes ${of})) as so_far`,
    { soFar: text },
  );
  return must(rows[0], 'a meeting').soFar;
}

export async function resultsOf(tx: Tx, row: MeetingRow): Promise<readonly ResultRow[]> {
  return tx
    .select()
    .from(motionResult)
    .where(and(eq(motionResult.cooperativeId, row.cooperativeId), eq(motionResult.meetingId, row.id)));
}

export interface KeptMinutes extends Minutes {
  /** From 1; each that is written is one more. */
  readonly number: number;
  /** Why they were written more than a day after the meeting; null where they were not. */
  readonly lateReason: string | null;
  readonly recordedOn: LocalDate;
  readonly recordedBy: string;
  /** Null where nobody had to, or nobody did. */
  readonly confirmedBy: string | null;
}

export interface MinutesOfMeeting {
  /** What stands, in time or confirmed; null where there is none. */
  readonly standing: KeptMinutes | null;
  /** Written late after it, and confirmed or sent back by nobody so far. */
  readonly awaiting: KeptMinutes | null;
  /** Written last, and sent back since, with the reason. */
  readonly sentBack: (KeptMinutes & { readonly because: string }) | null;
  /** How many were written. */
  readonly count: number;
}

/** Of all versions their numbers and answers, of the one that stands and the last their words. */
export async function minutesOf(tx: Tx, row: MeetingRow): Promise<MinutesOfMeeting> {
  const ofMeeting = and(
    eq(meetingMinutes.cooperativeId, row.cooperativeId),
    eq(meetingMinutes.meetingId, row.id),
  );
  const versions = await tx
    .select({
      number: meetingMinutes.number,
      stands: sql<boolean>`${doMinutesStand}`,
      answer: meetingMinutesAnswer,
    })
    .from(meetingMinutes)
    .leftJoin(meetingMinutesAnswer, answeredHere)
    .where(ofMeeting)
    .orderBy(desc(meetingMinutes.number));
  const standing = versions.find(({ stands }) => stands);
  const [last] = versions;
  const newest = last === standing ? undefined : last;
  const wanted = [standing, newest].flatMap((version) => version?.number ?? []);
  const texts =
    wanted.length === 0
      ? []
      : await tx
          .select()
          .from(meetingMinutes)
          .where(and(ofMeeting, inArray(meetingMinutes.number, wanted)));
  const kept = ({ number, answer }: (typeof versions)[number]): KeptMinutes => {
    const written = must(
      texts.find((each) => each.number === number),
      'the words of minutes',
    );
    const { chair, recorder, text, lateReason, recordedAt, recordedBy } = written;
    const confirmedBy = answer?.reason === null ? answer.recordedBy : null;
    return {
      number,
      chair,
      recorder,
      text,
      lateReason,
      recordedOn: dayInChina(recordedAt),
      recordedBy,
      confirmedBy,
    };
  };
  return {
    standing: standing === undefined ? null : kept(standing),
    awaiting: newest?.answer === null ? kept(newest) : null,
    sentBack: newest?.answer
      ? { ...kept(newest), because: must(newest.answer.reason, 'why minutes were sent back') }
      : null,
    count: versions.length,
  };
}

/** Minutes stand that were written in time, before late ones waited for another person, or that another confirmed; beside `answeredHere`. */
const doMinutesStand = sql`(${meetingMinutes.byTwo} is null
  or (${meetingMinutesAnswer.number} is not null and ${meetingMinutesAnswer.reason} is null))`;

/** The answer to minutes, where there is one. */
const answeredHere = and(
  eq(meetingMinutesAnswer.cooperativeId, meetingMinutes.cooperativeId),
  eq(meetingMinutesAnswer.meetingId, meetingMinutes.meetingId),
  eq(meetingMinutesAnswer.number, meetingMinutes.number),
);

/** The text of the minutes that stand, of each of these meetings that has any. */
export async function standingMinutesOf(
  tx: Tx,
  cooperativeId: string,
  meetingIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectDistinctOn([meetingMinutes.meetingId], {
      meetingId: meetingMinutes.meetingId,
      text: meetingMinutes.text,
    })
    .from(meetingMinutes)
    .leftJoin(meetingMinutesAnswer, answeredHere)
    .where(
      and(
        eq(meetingMinutes.cooperativeId, cooperativeId),
        inArray(meetingMinutes.meetingId, [...meetingIds]),
        doMinutesStand,
      ),
    )
    .orderBy(asc(meetingMinutes.meetingId), desc(meetingMinutes.number));
  return new Map(rows.map(({ meetingId, text }) => [meetingId, text]));
}

/** Every meeting that was closed, for recounting. */
export async function closedMeetings(tx: Tx, cooperativeId: string): Promise<readonly MeetingRow[]> {
  return tx
    .select()
    .from(meeting)
    .where(and(eq(meeting.cooperativeId, cooperativeId), inArray(meeting.state, ['closed'])))
    .orderBy(...inBookOrder(written));
}
