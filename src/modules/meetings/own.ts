/**
 * Meetings as a member sees them: what they decide and came to, and of people oneself alone, with those who gave one their vote. Read
 * as the portal.
 */
import { and, asc, desc, eq, inArray, or, lt, type SQL } from 'drizzle-orm';
import { resultWords, votesInWords } from '../../domain/assembly-words.ts';
import { resultFromText } from '../../domain/meeting.ts';
import type { Body } from '../../domain/assembly-rules.ts';
import { maskNumbersWithin } from '../../domain/personal-mask.ts';
import { schemeIn } from '../../domain/resolution.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import type { OwnPerson } from '../members/index.ts';
import {
  ballot,
  ballotStrike,
  meeting,
  meetingAttendance,
  meetingEntitled,
  meetingLeftOut,
  meetingMotion,
  meetingNotice,
  motionResult,
  secretHandedIn,
} from './schema.ts';
import { publishedOf } from './secret-published.ts';
import { secretBallotsOf, standingMinutesOf } from './store.ts';

/** Newest first; those further back are asked for. */
const SHOWN = 12;

/** Of whom a meeting is told: oneself, or somebody one looks for. */
type Whose = Pick<OwnPerson, 'memberId' | 'actingFor'>;

const ofAssemblies: readonly Body[] = ['members-assembly', 'representative-assembly'];

/**
 * What a seat of one's own shows is one's own: looking for another one sees of the board and the supervisors what every member sees,
 * that they met and what was minuted, and nothing that would stand under the other's name.
 */
function shownTo({ actingFor }: Pick<Whose, 'actingFor'>): SQL | undefined {
  if (actingFor === null) return undefined;
  return or(inArray(meeting.body, ofAssemblies), eq(meeting.state, 'closed'));
}

/** Called or going on: what nobody should miss, newest first. */
export async function soonMeetings(tx: Tx, cooperativeId: string, whose: Pick<Whose, 'actingFor'>) {
  const rows = await tx
    .select({ id: meeting.id, title: meeting.title, state: meeting.state, heldOn: meeting.heldOn })
    .from(meeting)
    .where(
      and(
        eq(meeting.cooperativeId, cooperativeId),
        inArray(meeting.state, ['convened', 'open']),
        shownTo(whose),
      ),
    )
    .orderBy(desc(meeting.heldOn), desc(meeting.id))
    .limit(SHOWN);
  return rows.map(({ state, heldOn, ...row }) => ({
    ...row,
    state: state === 'open' ? ('open' as const) : ('convened' as const),
    heldOn: heldOn.toString(),
  }));
}

/**
 * Of a meeting that goes on: how many votes one has to cast, one's own and those one was given, and how many of them are cast, by oneself
 * or by whom one sent. Null: one is not on its list and votes for nobody.
 */
export async function ownVotes(tx: Tx, cooperativeId: string, whose: Whose, meetingId: string) {
  const { entitled, manner, proxy, represents, motions } = await ownMeeting(
    tx,
    cooperativeId,
    whose,
    meetingId,
  );
  const voters = [
    ...(entitled === true ? [null] : []),
    ...represents.map(({ registerNumber }) => registerNumber),
  ];
  // In the room a secret ballot goes into the box: no phone can cast it, and none tells whose is in.
  const voted = motions.filter(
    ({ counting }) => counting !== 'none' && !(counting === 'secret' && manner === 'on-site'),
  );
  if (voters.length * voted.length === 0) return null;
  const cast = voted.flatMap(({ ballots, handedIn }) => {
    const valid = [...ballots.filter(({ struck }) => struck === null), ...handedIn];
    return voters.filter((voter) => valid.some(({ principal }) => principal === voter));
  });
  return {
    all: voters.length * voted.length,
    cast: cast.length,
    secret: voted.flatMap(({ handedIn }) => handedIn).length,
    proxy: manner === 'proxy' ? proxy : null,
  };
}

export async function ownMeetings(tx: Tx, cooperativeId: string, whose: Whose) {
  const found = await meetingsFor(tx, cooperativeId, whose, undefined);
  return found.map(({ shown }) => shown);
}

/** One, however long ago, with what its own page says beside. Refuses `meeting.unknown`. */
export async function ownMeeting(tx: Tx, cooperativeId: string, whose: Whose, meetingId: string) {
  const [found] = await meetingsFor(tx, cooperativeId, whose, eq(meeting.id, meetingId));
  if (found === undefined) throw refuse('meeting.unknown');
  const { shown, tookBack, ofMotions } = found;
  const phones = await secretBallotsOf(tx, cooperativeId, meetingId);
  return {
    ...shown,
    tookBack,
    motions: shown.motions.map((motion, index) => {
      const { id, subject, result } = must(ofMotions[index], 'a motion');
      const votes = result && resultFromText(result).votes;
      const byPhone = phones.filter(({ motionId }) => motionId === id).length;
      return {
        ...motion,
        schemeId: schemeIn(subject),
        papers:
          votes && motion.counting === 'secret'
            ? Number(votes.for + votes.against + votes.abstain) - byPhone
            : null,
        votes: result ? votesInWords(resultFromText(result)) : null,
      };
    }),
  };
}

/** Whether one may join by phone now: in no way yet, or instead of the proxy who has not voted for one. */
export function comingTo(meeting: Awaited<ReturnType<typeof ownMeeting>>): 'join' | 'instead' | null {
  const { state, entitled, manner, motions } = meeting;
  if (state !== 'open' || entitled !== true) return null;
  if (manner === null) return 'join';
  const isVotedFor = motions.some(({ ballots, handedIn }) =>
    [...ballots.filter(({ struck }) => struck === null), ...handedIn].some(
      ({ of, by }) => of === null && by !== null,
    ),
  );
  return manner === 'proxy' && !isVotedFor ? 'instead' : null;
}

/** Those before one that was seen. Refuses `meeting.unknown`. */
export async function earlierMeetings(
  tx: Tx,
  cooperativeId: string,
  whose: Pick<Whose, 'actingFor'>,
  before: string,
) {
  const [last] = await tx
    .select({ heldOn: meeting.heldOn })
    .from(meeting)
    .where(and(eq(meeting.cooperativeId, cooperativeId), eq(meeting.id, before), shownTo(whose)));
  if (last === undefined) throw refuse('meeting.unknown');
  const isBefore = or(
    lt(meeting.heldOn, last.heldOn),
    and(eq(meeting.heldOn, last.heldOn), lt(meeting.id, before)),
  );
  const rows = await tx
    .select({ id: meeting.id, title: meeting.title, state: meeting.state, heldOn: meeting.heldOn })
    .from(meeting)
    .where(and(eq(meeting.cooperativeId, cooperativeId), isBefore, shownTo(whose)))
    .orderBy(desc(meeting.heldOn), desc(meeting.id))
    .limit(SHOWN + 1);
  return {
    meetings: rows.slice(0, SHOWN).map((row) => ({ ...row, heldOn: row.heldOn.toString() })),
    hasMore: rows.length > SHOWN,
  };
}

async function meetingsFor(tx: Tx, cooperativeId: string, whose: Whose, which: SQL | undefined) {
  const { memberId, actingFor } = whose;
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
    .where(and(eq(meeting.cooperativeId, cooperativeId), which, shownTo(whose)))
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
  const minutes = await standingMinutesOf(tx, cooperativeId, ids);
  return rows.map(({ year, number, notice, heldOn, openedAt, closedAt, cancelledBecause, ...row }) => {
    const { entitled, leftOut, attendance, nameOf, numberOf } = people(row.id);
    const whoseIs = (whose: string, voterId: string) => ({
      /** Null: one's own. */
      of: whose === memberId ? null : nameOf(whose),
      principal: whose === memberId ? null : numberOf(whose),
      by: voterId === memberId ? null : nameOf(voterId),
    });
    const isShown = actingFor === null || ofAssemblies.includes(row.body);
    const ofMotions = motions.filter(
      (each) => isShown && each.meetingId === row.id && each.notice === notice,
    );
    const text = minutes.get(row.id);
    const told = notices.find((each) => isShown && each.meetingId === row.id && each.number === notice);
    const shown = {
      ...row,
      cancelledBecause: cancelledBecause && maskNumbersWithin(cancelledBecause),
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
      motions: ofMotions.map(({ meetingId: _, id, notice: __, subject: ___, result, ...motion }) => ({
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
            ...whoseIs(whose, voterId),
            castAt: recordedAt.toISOString(),
          })),
        ballots: ballots
          .filter(
            ({ motionId, voterId, principalId }) =>
              motionId === id && (voterId === memberId || principalId === memberId),
          )
          .map(({ voterId, principalId, choice, givenBy, recordedAt, struck }) => ({
            ...whoseIs(principalId ?? voterId, voterId),
            choice,
            givenBy,
            castAt: recordedAt.toISOString(),
            struck,
          })),
      })),
    };
    return { shown, tookBack: attendance.tookBack, ofMotions };
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
      subject: meetingMotion.subject,
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

/** What came out of the boxes of a meeting, by motion: everybody's, without names, as far as it is published. Nothing before the closing. */
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
    ...publishedOf(
      { meetingId, motion: number },
      ballots.filter(({ motionId }) => motionId === id),
    ),
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
      proxyBefore: meetingAttendance.proxyBefore,
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
    const listedAs = (id: string) => listed.find((each) => each.memberId === id);
    const nameOf = (id: string) => listedAs(id)?.name ?? '';
    const numberOf = (id: string) => listedAs(id)?.registerNumber ?? '';
    const found = here(entered).find((each) => each.memberId === memberId);
    const manner = found === undefined || found.manner === 'absent' ? null : found.manner;
    const own = found && manner !== null ? { manner, proxyId: found.proxyId } : null;
    const given = here(entered).filter(({ proxyId }) => proxyId === memberId);
    const taken = here(entered).filter(
      ({ proxyId, proxyBefore }) => proxyBefore === memberId && proxyId !== memberId,
    );
    return {
      entitled: listed.find((each) => each.memberId === memberId),
      leftOut: here(leftOut).find((each) => each.memberId === memberId),
      attendance: {
        own,
        represented: listed.filter((each) => given.some((one) => one.memberId === each.memberId)),
        tookBack: taken.map(({ memberId: whose, manner: how }) => ({
          registerNumber: numberOf(whose),
          name: nameOf(whose),
          manner: how === 'absent' ? null : how,
        })),
      },
      nameOf,
      numberOf,
    };
  };
}
