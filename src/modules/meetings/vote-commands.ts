/**
 * The meeting itself: opened with its list frozen, attended, voted, closed as a whole. Before it closes every entry is
 * counted with all others, so that what does not fit is refused at once, with the name; after it nothing is added.
 */
import { v7 as newId } from 'uuid';
import { presentAt, type Attendance } from '../../domain/assembly-attendance.ts';
import { freezeList } from '../../domain/assembly-seats.ts';
import { requireVotingOpen, tally, type Ballot } from '../../domain/assembly-vote.ts';
import { HeguError, refuse, type Fault } from '../../domain/error.ts';
import { countMotion, requireMeetingStep, resultAsText } from '../../domain/meeting.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { candidatesOn, keepResolution, nextResolutionNumber } from '../assemblies/index.ts';
import { memberIdsOf, memberOfUser } from '../members/index.ts';
import { noteStep, requireUnchanged } from './agenda-commands.ts';
import {
  attendanceInput,
  ballotsInput,
  handsInput,
  meetingIdInput,
  minutesInput,
  ownBallotInput,
  strikeInput,
  withdrawHandsInput,
} from './contract.ts';
import { meetingOnWire } from './queries.ts';
import { heldMeeting, votesAsText, type HeldMeeting } from './record.ts';
import {
  ballot,
  ballotStrike,
  handsCount,
  meetingAttendance,
  meetingEntitled,
  meetingLeftOut,
  meetingMinutes,
  motionResult,
} from './schema.ts';
import {
  ballotsOf,
  minutesOf,
  noticeOf,
  recordedBy,
  requireMeeting,
  updateMeeting,
  type MeetingRow,
} from './store.ts';

export const openMeeting = defineCommand({
  name: 'meetings.open',
  action: 'votes.record',
  input: meetingIdInput,
  async run(unit, { meetingId }) {
    const { tx, cooperativeId } = unit;
    const row = await requireMeeting(tx, cooperativeId, meetingId);
    requireMeetingStep(row.state, 'open');
    if (row.heldOn.isAfter(unit.today))
      throw refuse('meeting.not-yet', { date: `${row.heldOn}`, today: `${unit.today}` });
    await requireUnchanged(unit, row);
    const noticeOn = (await noticeOf(tx, row))?.noticeOn ?? row.heldOn;
    const candidates = await candidatesOn(tx, cooperativeId, row.body, row.heldOn, noticeOn);
    const list = freezeList(candidates, row.heldOn);
    if (list.entitled.length === 0) throw refuse('meeting.nobody-entitled', { date: `${row.heldOn}` });
    const key = { cooperativeId, meetingId };
    const printed = new Map(candidates.map((each) => [each.person, each]));
    const entitled = list.entitled
      .map((each) => ({ ...each, ...listedAs(printed.get(each.person)) }))
      .sort((a, b) => (registerSortKey(a.registerNumber) < registerSortKey(b.registerNumber) ? -1 : 1));
    // One parameter a cell: a thousand rows at a time stay below the limit of a statement.
    for (let first = 0; first < entitled.length; first += 1000)
      await tx.insert(meetingEntitled).values(
        entitled.slice(first, first + 1000).map((each, index) => ({
          ...key,
          memberId: each.person,
          ordinal: first + index + 1,
          registerNumber: each.registerNumber,
          name: each.name,
          sex: each.sex,
          groupName: each.group,
          householdId: each.household,
          householdNumber: each.householdNumber,
          weight: each.weight,
          heldFrom: each.from,
          termEndsOn: each.termEndsOn,
        })),
      );
    if (list.leftOut.length > 0)
      await tx.insert(meetingLeftOut).values(
        list.leftOut.map(({ person, name, reason, on }) => ({
          ...{ ...key, memberId: person, name, reason },
          since: on,
        })),
      );
    const opened = await updateMeeting(tx, row, { state: 'open', openedAt: unit.now });
    noteStep(unit, opened, 'opened', { entitled: entitled.length, leftOut: list.leftOut.length });
    return meetingOnWire(opened);
  },
});

function listedAs(each: { registerNumber: string; householdNumber: string | null } | undefined) {
  return { registerNumber: each?.registerNumber ?? '', householdNumber: each?.householdNumber ?? null };
}

/** A meeting that goes on, with everything entered so far. After closing the vote is refused by name. */
async function goingOn(
  unit: CommandUnit,
  meetingId: string,
  voter?: string,
): Promise<[MeetingRow, HeldMeeting]> {
  const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
  if (voter !== undefined) requireVotingOpen(row.closedAt, unit.now, voter);
  requireMeetingStep(row.state, 'hold');
  return [row, await heldMeeting(unit.tx, row)];
}

/**
 * Finds people of the list by their register numbers. Somebody left out is found too, so that the rules say why they
 * have no vote; a number that nobody bears stands for itself.
 */
async function byRegisterNumber(
  unit: CommandUnit,
  { entitled, record }: HeldMeeting,
  numbers: readonly string[],
): Promise<(number: string) => string> {
  const listed = new Map(entitled.map(({ registerNumber, memberId }) => [registerNumber, memberId]));
  const missing = [...new Set(numbers)].filter((number) => !listed.has(number));
  const others = await memberIdsOf(unit.tx, unit.cooperativeId, missing);
  const leftOut = new Set(record.list.leftOut.map(({ person }) => person));
  return (number) => {
    const other = others.get(number);
    return listed.get(number) ?? (other !== undefined && leftOut.has(other) ? other : number);
  };
}

export const recordAttendance = defineCommand({
  name: 'meetings.record-attendance',
  action: 'votes.record',
  input: attendanceInput,
  async run(unit, { meetingId, entries }) {
    const [row, held] = await goingOn(unit, meetingId);
    const numbers = entries.flatMap(({ member, proxy }) => (proxy === null ? [member] : [member, proxy]));
    const personOf = await byRegisterNumber(unit, held, numbers);
    const entered = entries.map(({ member, manner, proxy }) => ({
      person: personOf(member),
      manner,
      proxy: proxy === null ? null : personOf(proxy),
    }));
    return enterAttendance(unit, row, held, entered);
  },
});

/** A representative who joins online signs in themselves. */
export const attendOnline = defineCommand({
  name: 'meetings.attend-online',
  action: 'votes.cast',
  input: meetingIdInput,
  async run(unit, { meetingId }) {
    const [row, held] = await goingOn(unit, meetingId);
    const person = await requireOwnMember(unit);
    return enterAttendance(unit, row, held, [{ person, manner: 'online', proxy: null }]);
  },
});

interface AttendanceEntry extends Omit<Attendance, 'manner'> {
  readonly manner: Attendance['manner'] | 'absent';
}

async function enterAttendance(
  unit: CommandUnit,
  row: MeetingRow,
  held: HeldMeeting,
  entered: readonly AttendanceEntry[],
) {
  const changed = new Set(entered.map(({ person }) => person));
  const kept = held.record.attendance.filter(({ person }) => !changed.has(person));
  const attending = entered.filter((each): each is Attendance => each.manner !== 'absent');
  const attendance = [...attending, ...kept];
  const record = { ...held.record, attendance };
  const places = entered.flatMap(({ manner }, index) => (manner === 'absent' ? [] : [index]));
  const present = inPlaces(
    'attendance',
    (place) => `/entries/${places[place] ?? place}`,
    () => presentAt(record.rules, record.list, attendance),
  );
  const listed = new Set(held.entitled.map(({ memberId }) => memberId));
  const stranger = entered.findIndex(({ person }) => !listed.has(person));
  if (stranger >= 0)
    throw refuse(
      'assembly.not-entitled',
      { person: entered[stranger]?.person ?? '' },
      `/entries/${stranger}`,
    );
  // Ballots given in already must still be those of people present.
  for (const motion of held.motions)
    if (motion.counting !== 'none')
      tally({ ...record, motion: motion.motion, counting: motion.counting }, motion.ballots);
  await unit.tx.insert(meetingAttendance).values(
    entered.map(({ person, manner, proxy }) => ({
      cooperativeId: unit.cooperativeId,
      meetingId: row.id,
      id: newId(),
      memberId: person,
      manner,
      proxyId: manner === 'proxy' ? proxy : null,
      ...recordedBy(unit),
    })),
  );
  noteStep(unit, row, 'attendance', { entries: entered.length, present: present.size });
  return { entitled: held.entitled.length, present: present.size };
}

export const countHands = defineCommand({
  name: 'meetings.count-hands',
  action: 'votes.record',
  input: handsInput,
  async run(unit, { meetingId, motion: number, ...hands }) {
    const [row, held] = await goingOn(unit, meetingId, '—');
    const motion = motionNumbered(held, number);
    refuseUnvoted(motion);
    countMotion(held.record, { ...motion, hands });
    await unit.tx.insert(handsCount).values({
      cooperativeId: unit.cooperativeId,
      meetingId,
      id: newId(),
      motionId: motion.motion,
      ...hands,
      withdrawn: false,
      ...recordedBy(unit),
    });
    noteStep(unit, row, 'hands', { motion: number, ...hands });
    return hands;
  },
});

export const enterBallots = defineCommand({
  name: 'meetings.enter-ballots',
  action: 'votes.record',
  input: ballotsInput,
  async run(unit, { meetingId, motion, ballots }) {
    const [first] = ballots;
    const [row, held] = await goingOn(unit, meetingId, first?.voter ?? '—');
    const numbers = ballots.flatMap(({ voter, principal }) =>
      principal === null ? [voter] : [voter, principal],
    );
    const personOf = await byRegisterNumber(unit, held, numbers);
    const given = ballots.map(({ voter, principal, choice }) => ({
      voter: personOf(voter),
      principal: principal === null ? null : personOf(principal),
      choice,
    }));
    return keepBallots(unit, row, held, motion, given, 'recorder');
  },
});

export const castBallot = defineCommand({
  name: 'meetings.cast-ballot',
  action: 'votes.cast',
  input: ownBallotInput,
  async run(unit, { meetingId, motion, choice, principal }) {
    const [row, held] = await goingOn(unit, meetingId, unit.actor.displayName);
    const voter = await requireOwnMember(unit);
    const personOf = await byRegisterNumber(unit, held, principal === null ? [] : [principal]);
    const given = { voter, principal: principal === null ? null : personOf(principal), choice };
    return keepBallots(unit, row, held, motion, [given], 'voter');
  },
});

async function keepBallots(
  unit: CommandUnit,
  row: MeetingRow,
  held: HeldMeeting,
  number: number,
  given: readonly Omit<Ballot, 'motion' | 'castAt'>[],
  givenBy: 'voter' | 'recorder',
) {
  const motion = motionNumbered(held, number);
  const counting = refuseUnvoted(motion);
  if (motion.hands !== null) throw refuse('meeting.counted-twice', { title: motion.title });
  const added = given.map((each): Ballot => ({ ...each, motion: motion.motion, castAt: unit.now }));
  // The earlier ballots are counted first: faults name the place among those just given in.
  inPlaces(
    'ballots',
    (place) => `/ballots/${place - motion.ballots.length}`,
    () => tally({ ...held.record, motion: motion.motion, counting }, [...motion.ballots, ...added]),
  );
  const rows = added.map(({ voter, principal, choice }) => ({
    cooperativeId: unit.cooperativeId,
    meetingId: row.id,
    id: newId(),
    motionId: motion.motion,
    voterId: voter,
    principalId: principal,
    ...{ choice, givenBy },
    ...recordedBy(unit),
  }));
  for (let first = 0; first < rows.length; first += 1000)
    await unit.tx.insert(ballot).values(rows.slice(first, first + 1000));
  noteStep(unit, row, 'ballots', { motion: number, ballots: added.length, givenBy });
  return { ballots: motion.ballots.length + added.length };
}

/** Runs a count whose faults name places of a longer list, and names those of the list that was sent. */
function inPlaces<Counted>(list: string, placeOf: (place: number) => string, count: () => Counted): Counted {
  try {
    return count();
  } catch (error) {
    if (!(error instanceof HeguError)) throw error;
    const [first, ...rest] = error.faults.map((fault): Fault => {
      const [, name, place, end = ''] = /^\/(\w+)\/(\d+)(\/.*)?$/.exec(fault.pointer ?? '') ?? [];
      return name === list ? { ...fault, pointer: `${placeOf(Number(place))}${end}` } : fault;
    });
    throw first === undefined ? error : new HeguError([first, ...rest]);
  }
}

export const strikeBallot = defineCommand({
  name: 'meetings.strike-ballot',
  action: 'votes.record',
  input: strikeInput,
  async run(unit, { meetingId, ballotId, reason }) {
    const [row] = await goingOn(unit, meetingId, '—');
    const found = (await ballotsOf(unit.tx, row)).find((each) => each.ballot.id === ballotId);
    if (!found) throw refuse('meeting.ballot-unknown');
    if (found.struck !== null) throw refuse('meeting.ballot-struck', { reason: found.struck });
    if (found.ballot.givenBy === 'voter') throw refuse('meeting.ballot-is-the-voters');
    await unit.tx
      .insert(ballotStrike)
      .values({ cooperativeId: unit.cooperativeId, meetingId, ballotId, reason, ...recordedBy(unit) });
    noteStep(unit, row, 'ballot struck out', { ballotId, reason });
    return { id: ballotId, struck: reason };
  },
});

/** Counts every motion, keeps the results and the resolutions, and ends the meeting: all of it or nothing. */
export const closeMeeting = defineCommand({
  name: 'meetings.close',
  action: 'votes.record',
  input: meetingIdInput,
  async run(unit, { meetingId }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'close');
    const held = await heldMeeting(unit.tx, row);
    const outcomes: string[] = [];
    for (const motion of held.motions) {
      const result = countMotion(held.record, motion);
      outcomes.push(result?.outcome ?? 'heard');
      const { kind: matter, title, text, subject } = motion.row;
      const kept =
        result &&
        (await keepResolution(unit, {
          body: row.body,
          number: await nextResolutionNumber(unit, row.body, row.heldOn.year),
          decidedOn: row.heldOn,
          ...{ matter, title, text, subject, outcome: result.outcome, counting: result.counting },
          entitled: Number(result.entitled),
          present: Number(result.present),
          votesFor: votesAsText(result.votes.for, result.counting),
          votesAgainst: votesAsText(result.votes.against, result.counting),
          votesAbstained: votesAsText(result.votes.abstain, result.counting),
          meetingId,
          motionId: motion.motion,
        }));
      await unit.tx.insert(motionResult).values({
        cooperativeId: unit.cooperativeId,
        meetingId,
        motionId: motion.motion,
        outcome: result?.outcome ?? 'heard',
        manner: motion.hands !== null ? 'hands' : motion.ballots.length > 0 ? 'names' : null,
        result: result && resultAsText(result),
        resolutionId: kept?.id ?? null,
      });
    }
    const closed = await updateMeeting(unit.tx, row, { state: 'closed', closedAt: unit.now });
    noteStep(unit, closed, 'closed', { outcomes: outcomes.join(',') });
    return meetingOnWire(closed);
  },
});

export const recordMinutes = defineCommand({
  name: 'meetings.record-minutes',
  action: 'votes.record',
  input: minutesInput,
  async run(unit, { meetingId, ...minutes }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'write-minutes');
    const number = ((await minutesOf(unit.tx, row))?.number ?? 0) + 1;
    await unit.tx
      .insert(meetingMinutes)
      .values({ cooperativeId: unit.cooperativeId, meetingId, number, ...minutes, ...recordedBy(unit) });
    noteStep(unit, row, 'minutes', { version: number });
    return minutes;
  },
});

function motionNumbered(held: HeldMeeting, number: number) {
  const found = held.motions.find(({ row }) => row.number === number);
  if (!found) throw refuse('meeting.motion-unknown', { number });
  return found;
}

function refuseUnvoted({ counting, title }: HeldMeeting['motions'][number]) {
  if (counting === 'none') throw refuse('meeting.only-heard', { title });
  return counting;
}

/** Takes a count of hands back, so that the motion can be voted by name instead. */
export const withdrawHands = defineCommand({
  name: 'meetings.withdraw-hands',
  action: 'votes.record',
  input: withdrawHandsInput,
  async run(unit, { meetingId, motion: number, reason }) {
    const [row, held] = await goingOn(unit, meetingId, '—');
    const motion = motionNumbered(held, number);
    if (motion.hands === null) throw refuse('meeting.no-hands', { title: motion.title });
    await unit.tx.insert(handsCount).values({
      cooperativeId: unit.cooperativeId,
      meetingId,
      id: newId(),
      motionId: motion.motion,
      ...motion.hands,
      withdrawn: true,
      ...recordedBy(unit),
    });
    noteStep(unit, row, 'hands withdrawn', { motion: number, reason });
    return { withdrawn: reason };
  },
});

async function requireOwnMember(unit: CommandUnit): Promise<string> {
  const memberId = await memberOfUser(unit.tx, unit.cooperativeId, unit.actor.userId);
  if (memberId === null) throw refuse('meeting.user-is-no-member');
  return memberId;
}
