/**
 * Meetings as a member sees them: what they decide and came to, and of people oneself alone, with those who gave one their vote. Read
 * as the portal.
 */
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { resultWords } from '../../domain/assembly-words.ts';
import { resultFromText } from '../../domain/meeting.ts';
import { maskNumbersWithin } from '../../domain/personal-mask.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import {
  ballot,
  ballotStrike,
  meeting,
  meetingAttendance,
  meetingEntitled,
  meetingLeftOut,
  meetingMinutes,
  meetingMotion,
  meetingNotice,
  motionResult,
  secretHandedIn,
} from './schema.ts';
import { secretBallotsOf } from './store.ts';

/** Newest first; those long past are found among the resolutions. */
const SHOWN = 12;

/** Called or going on: what nobody should miss, newest first. */
export async function soonMeetings(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select({ id: meeting.id, title: meeting.title, state: meeting.state, heldOn: meeting.heldOn })
    .from(meeting)
    .where(and(eq(meeting.cooperativeId, cooperativeId), inArray(meeting.state, ['convened', 'open'])))
    .orderBy(desc(meeting.heldOn), desc(meeting.id))
    .limit(SHOWN);
  return rows.map(({ state, heldOn, ...row }) => ({
    ...row,
    state: state === 'open' ? ('open' as const) : ('convened' as const),
    heldOn: heldOn.toString(),
  }));
}

export async function ownMeetings(tx: Tx, cooperativeId: string, memberId: string) {
  const rows = await tx
    .select({
      id: meeting.id,
      body: meeting.body,
      year: meeting.year,
      number: meeting.number,
      title: meeting.title,
      state: meeting.state,
      heldOn: meeting.heldOn,
      time: meeting.time,
      place: meeting.place,
      notice: meeting.notice,
      cancelledBecause: meeting.cancelledBecause,
      openedAt: meeting.openedAt,
      closedAt: meeting.closedAt,
    })
    .from(meeting)
    .where(eq(meeting.cooperativeId, cooperativeId))
    .orderBy(desc(meeting.heldOn), desc(meeting.id))
    .limit(SHOWN);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const notices = await tx
    .select({
      meetingId: meetingNotice.meetingId,
      number: meetingNotice.number,
      noticeOn: meetingNotice.noticeOn,
    })
    .from(meetingNotice)
    .where(and(eq(meetingNotice.cooperativeId, cooperativeId), inArray(meetingNotice.meetingId, ids)));
  const motions = await motionsFor(tx, cooperativeId, ids);
  const ballots = await ballotsFor(tx, cooperativeId, ids);
  const handedIn = await handedInFor(tx, cooperativeId, ids);
  const people = await peopleFor(tx, cooperativeId, ids, memberId);
  const minutes = await tx
    .select({ meetingId: meetingMinutes.meetingId, text: meetingMinutes.text })
    .from(meetingMinutes)
    .where(and(eq(meetingMinutes.cooperativeId, cooperativeId), inArray(meetingMinutes.meetingId, ids)))
    .orderBy(asc(meetingMinutes.number));
  return rows.map(({ year, number, notice, heldOn, openedAt, closedAt, ...row }) => {
    const { entitled, leftOut, attendance, nameOf } = people(row.id);
    const text = minutes.findLast((each) => each.meetingId === row.id)?.text;
    const told = notices.find((each) => each.meetingId === row.id && each.number === notice);
    return {
      ...row,
      number: `${year}-${number}`,
      heldOn: heldOn.toString(),
      openedAt: openedAt?.toISOString() ?? null,
      closedAt: closedAt?.toISOString() ?? null,
      noticeOn: told?.noticeOn.toString() ?? null,
      entitled: openedAt === null ? null : entitled !== undefined,
      weight: entitled?.weight.toString() ?? null,
      leftOut: leftOut?.reason ?? null,
      manner: attendance.own?.manner ?? null,
      proxy: attendance.own?.proxyId == null ? null : nameOf(attendance.own.proxyId),
      represents: attendance.represented.map((each) => ({
        registerNumber: each.registerNumber,
        name: each.name,
      })),
      minutes: text === undefined ? null : maskNumbersWithin(text),
      motions: motions
        .filter((each) => each.meetingId === row.id && each.notice === notice)
        .map(({ meetingId: _, id, notice: __, result, ...motion }) => ({
          ...motion,
          title: maskNumbersWithin(motion.title),
          text: maskNumbersWithin(motion.text),
          titleEn: motion.titleEn && maskNumbersWithin(motion.titleEn),
          textEn: motion.textEn && maskNumbersWithin(motion.textEn),
          words: result && resultWords(resultFromText(result)),
          handedIn: handedIn
            .filter(
              ({ motionId, voterId, memberId: whose }) =>
                motionId === id && (voterId === memberId || whose === memberId),
            )
            .map(({ voterId, memberId: whose, recordedAt }) => ({
              of: whose === memberId ? null : nameOf(whose),
              by: voterId === memberId ? null : nameOf(voterId),
              castAt: recordedAt.toISOString(),
            })),
          ballots: ballots
            .filter(
              ({ motionId, voterId, principalId }) =>
                motionId === id && (voterId === memberId || principalId === memberId),
            )
            .map(({ voterId, principalId, choice, givenBy, recordedAt, struck }) => ({
              /** Null: one's own. */
              of: (principalId ?? voterId) === memberId ? null : nameOf(principalId ?? voterId),
              by: voterId === memberId ? null : nameOf(voterId),
              choice,
              givenBy,
              castAt: recordedAt.toISOString(),
              struck,
            })),
        })),
    };
  });
}

function motionsFor(tx: Tx, cooperativeId: string, ids: readonly string[]) {
  return tx
    .select({
      meetingId: meetingMotion.meetingId,
      id: meetingMotion.id,
      notice: meetingMotion.notice,
      number: meetingMotion.number,
      title: meetingMotion.title,
      text: meetingMotion.text,
      titleEn: meetingMotion.titleEn,
      textEn: meetingMotion.textEn,
      counting: meetingMotion.counting,
      outcome: motionResult.outcome,
      result: motionResult.result,
    })
    .from(meetingMotion)
    .leftJoin(
      motionResult,
      and(eq(motionResult.cooperativeId, cooperativeId), eq(motionResult.motionId, meetingMotion.id)),
    )
    .where(and(eq(meetingMotion.cooperativeId, cooperativeId), inArray(meetingMotion.meetingId, [...ids])))
    .orderBy(asc(meetingMotion.number));
}

function ballotsFor(tx: Tx, cooperativeId: string, ids: readonly string[]) {
  return tx
    .select({
      motionId: ballot.motionId,
      voterId: ballot.voterId,
      principalId: ballot.principalId,
      choice: ballot.choice,
      givenBy: ballot.givenBy,
      recordedAt: ballot.recordedAt,
      struck: ballotStrike.reason,
    })
    .from(ballot)
    .leftJoin(
      ballotStrike,
      and(eq(ballotStrike.cooperativeId, cooperativeId), eq(ballotStrike.ballotId, ballot.id)),
    )
    .where(and(eq(ballot.cooperativeId, cooperativeId), inArray(ballot.meetingId, [...ids])))
    .orderBy(asc(ballot.recordedAt));
}

function handedInFor(tx: Tx, cooperativeId: string, ids: readonly string[]) {
  return tx
    .select({
      motionId: secretHandedIn.motionId,
      memberId: secretHandedIn.memberId,
      voterId: secretHandedIn.voterId,
      recordedAt: secretHandedIn.recordedAt,
    })
    .from(secretHandedIn)
    .where(and(eq(secretHandedIn.cooperativeId, cooperativeId), inArray(secretHandedIn.meetingId, [...ids])))
    .orderBy(asc(secretHandedIn.recordedAt));
}

/** What came out of the boxes of a meeting, by motion: everybody's, without names. Nothing before the closing. */
export async function ownSecretBallots(tx: Tx, cooperativeId: string, meetingId: string) {
  const [found] = await tx
    .select({ notice: meeting.notice })
    .from(meeting)
    .where(and(eq(meeting.cooperativeId, cooperativeId), eq(meeting.id, meetingId)));
  if (found === undefined) throw refuse('meeting.unknown');
  const motions = await tx
    .select({ id: meetingMotion.id, number: meetingMotion.number })
    .from(meetingMotion)
    .where(
      and(
        eq(meetingMotion.cooperativeId, cooperativeId),
        eq(meetingMotion.meetingId, meetingId),
        eq(meetingMotion.notice, found.notice),
        eq(meetingMotion.counting, 'secret'),
      ),
    )
    .orderBy(asc(meetingMotion.number));
  const ballots = await secretBallotsOf(tx, cooperativeId, meetingId);
  return motions.map(({ id, number }) => ({
    number,
    ballots: ballots
      .filter(({ motionId }) => motionId === id)
      .map(({ receipt, choice }) => ({ receipt, choice })),
  }));
}

/** Of each meeting: whether one is on its list, how one is there, and for whom else. */
async function peopleFor(tx: Tx, cooperativeId: string, ids: readonly string[], memberId: string) {
  const entitled = await tx
    .select({
      meetingId: meetingEntitled.meetingId,
      memberId: meetingEntitled.memberId,
      registerNumber: meetingEntitled.registerNumber,
      name: meetingEntitled.name,
      weight: meetingEntitled.weight,
    })
    .from(meetingEntitled)
    .where(
      and(eq(meetingEntitled.cooperativeId, cooperativeId), inArray(meetingEntitled.meetingId, [...ids])),
    )
    .orderBy(asc(meetingEntitled.ordinal));
  const leftOut = await tx
    .select({
      meetingId: meetingLeftOut.meetingId,
      memberId: meetingLeftOut.memberId,
      reason: meetingLeftOut.reason,
    })
    .from(meetingLeftOut)
    .where(and(eq(meetingLeftOut.cooperativeId, cooperativeId), inArray(meetingLeftOut.meetingId, [...ids])));
  const entered = await tx
    .selectDistinctOn([meetingAttendance.meetingId, meetingAttendance.memberId], {
      meetingId: meetingAttendance.meetingId,
      memberId: meetingAttendance.memberId,
      manner: meetingAttendance.manner,
      proxyId: meetingAttendance.proxyId,
    })
    .from(meetingAttendance)
    .where(
      and(eq(meetingAttendance.cooperativeId, cooperativeId), inArray(meetingAttendance.meetingId, [...ids])),
    )
    .orderBy(
      meetingAttendance.meetingId,
      meetingAttendance.memberId,
      desc(meetingAttendance.recordedAt),
      desc(meetingAttendance.id),
    );
  return (meetingId: string) => {
    const here = <Row extends { readonly meetingId: string }>(some: readonly Row[]) =>
      some.filter((each) => each.meetingId === meetingId);
    const listed = here(entitled);
    const nameOf = (id: string) => listed.find((each) => each.memberId === id)?.name ?? '';
    const found = here(entered).find((each) => each.memberId === memberId);
    const manner = found === undefined || found.manner === 'absent' ? null : found.manner;
    const own = found && manner !== null ? { manner, proxyId: found.proxyId } : null;
    const given = here(entered).filter(({ manner: how, proxyId }) => how === 'proxy' && proxyId === memberId);
    return {
      entitled: listed.find((each) => each.memberId === memberId),
      leftOut: here(leftOut).find((each) => each.memberId === memberId),
      attendance: {
        own,
        represented: listed.filter((each) => given.some((one) => one.memberId === each.memberId)),
      },
      nameOf,
    };
  };
}
