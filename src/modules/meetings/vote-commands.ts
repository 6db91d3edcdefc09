/**
 * Votes while a meeting goes on: hands counted, ballots given in by name. Each entry is counted with all others, so that
 * what does not fit is refused at once, with the name.
 */
import { v7 as newId } from 'uuid';
import { tally, type Ballot } from '../../domain/assembly-vote.ts';
import { refuse } from '../../domain/refusal.ts';
import { countMotion } from '../../domain/meeting.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { noteStep } from './agenda-commands.ts';
import {
  byRegisterNumber,
  goingOn,
  inPlaces,
  motionNumbered,
  refuseForSignedIn,
  refuseUnnamed,
  refuseUnvoted,
  requireOwnMember,
  requireShown,
  votingOn,
} from './holding.ts';
import type { HeldMeeting } from './record.ts';
import { ballot, ballotStrike, handsCount } from './schema.ts';
import { ballotsOf, inBatches, recordedBy, type MeetingRow } from './store.ts';
import * as wire from './vote-contract.ts';

export const countHands = defineCommand({
  name: 'meetings.count-hands',
  endpoint: wire.countHands,
  async run(unit, { meetingId, motion: place, ...hands }) {
    const number = Number(place);
    const [row, held] = await goingOn(unit, meetingId);
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

/** Takes a count of hands back, so that the motion can be voted by name instead. */
export const withdrawHands = defineCommand({
  name: 'meetings.withdraw-hands',
  endpoint: wire.withdrawHands,
  async run(unit, { meetingId, motion: place, reason }) {
    const number = Number(place);
    const [row, held] = await goingOn(unit, meetingId);
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

export const enterBallots = defineCommand({
  name: 'meetings.enter-ballots',
  endpoint: wire.enterBallots,
  async run(unit, { meetingId, motion, ballots }) {
    const registerNumber = ballots[0]?.voter ?? '';
    const [row, held] = await votingOn(unit, meetingId, { registerNumber });
    const numbers = ballots.flatMap(({ voter, principal }) =>
      principal === null ? [voter] : [voter, principal],
    );
    const personOf = await byRegisterNumber(unit, held, numbers);
    const given = ballots.map(({ voter, principal, choice }) => ({
      voter: personOf(voter),
      principal: principal === null ? null : personOf(principal),
      choice,
    }));
    const people = given.map(({ voter }) => voter);
    await refuseForSignedIn(unit, row, held, { people, pointer: '/ballots' });
    return keepBallots(unit, row, held, Number(motion), given, 'recorder');
  },
});

export const castBallot = defineCommand({
  name: 'meetings.cast-ballot',
  endpoint: wire.castBallot,
  async run(unit, { meetingId, motion, choice, principal }) {
    await requireShown(unit, meetingId);
    const [row, held] = await votingOn(unit, meetingId, { name: unit.actor.displayName });
    const voter = await requireOwnMember(unit);
    const personOf = await byRegisterNumber(unit, held, principal === null ? [] : [principal]);
    const given = { voter, principal: principal === null ? null : personOf(principal), choice };
    return keepBallots(unit, row, held, Number(motion), [given], 'voter');
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
  const counting = refuseUnnamed(motion);
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
    choice,
    givenBy,
    ...recordedBy(unit),
  }));
  await inBatches(rows, (batch) => unit.tx.insert(ballot).values(batch));
  noteStep(unit, row, 'ballots', { motion: number, ballots: added.length, givenBy });
  return { ballots: motion.ballots.length + added.length };
}

export const strikeBallot = defineCommand({
  name: 'meetings.strike-ballot',
  endpoint: wire.strikeBallot,
  async run(unit, { meetingId, ballotId, reason }) {
    const [row] = await goingOn(unit, meetingId);
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
