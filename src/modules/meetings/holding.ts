/** What every entry at a meeting needs: the meeting as it goes on, people by their numbers, faults in their places. */
import { requireVotingOpen } from '../../domain/assembly-vote.ts';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { requireMeetingStep } from '../../domain/meeting.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { seatsHeldOn } from '../assemblies/index.ts';
import { livingMemberOfUser, memberIdsOf, memberOfUser } from '../members/index.ts';
import { heldMeeting, type HeldMeeting } from './record.ts';
import { entitledOf, requireMeeting, signedInThemselves, type MeetingRow } from './store.ts';

/** A meeting that goes on, with everything entered so far. */
export async function goingOn(unit: CommandUnit, meetingId: string): Promise<[MeetingRow, HeldMeeting]> {
  const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
  requireMeetingStep(row.state, 'hold');
  return [row, await heldMeeting(unit.tx, row)];
}

/**
 * Before somebody does anything at a meeting by their own phone: one that the portal does not show them is unknown, in whatever state it
 * is. Assemblies are everybody's once they are convened; that the board or the supervisors meet is theirs who sit there on that day.
 */
export async function requireShown(unit: CommandUnit, meetingId: string): Promise<void> {
  const { tx, cooperativeId, actor } = unit;
  const { state, body, heldOn } = await requireMeeting(tx, cooperativeId, meetingId);
  if (state === 'closed') return;
  if (state === 'draft' || state === 'awaiting-review') throw refuse('meeting.unknown');
  if (body === 'members-assembly' || body === 'representative-assembly') return;
  const own = await memberOfUser(tx, cooperativeId, actor.userId);
  const seats = await seatsHeldOn(tx, cooperativeId, body, heldOn);
  if (!seats.some(({ person }) => person === own)) throw refuse('meeting.unknown');
}

/** The same for somebody's vote: after closing it is refused by the voter's name. */
export async function votingOn(
  unit: CommandUnit,
  meetingId: string,
  voter: { readonly registerNumber: string } | { readonly name: string },
): Promise<[MeetingRow, HeldMeeting]> {
  const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
  if (row.closedAt !== null) requireVotingOpen(row.closedAt, unit.now, await nameOf(unit, row, voter));
  return goingOn(unit, meetingId);
}

export async function nameOf(
  unit: CommandUnit,
  row: MeetingRow,
  voter: { readonly registerNumber: string } | { readonly name: string },
): Promise<string> {
  if ('name' in voter) return voter.name;
  const { registerNumber } = voter;
  const listed = (await entitledOf(unit.tx, row)).find((each) => each.registerNumber === registerNumber);
  return listed?.name ?? registerNumber;
}

/**
 * Finds people of the list by their register numbers. Somebody left out is found too, so that the rules say why they
 * have no vote; a number that nobody bears stands for itself.
 */
export async function byRegisterNumber(
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

export async function requireOwnMember(unit: CommandUnit): Promise<string> {
  const memberId = await livingMemberOfUser(unit.tx, unit.cooperativeId, unit.actor.userId);
  if (memberId === null) throw refuse('meeting.user-is-no-member');
  return memberId;
}

/**
 * Refuses to enter for somebody who signed in online themself: from then on they vote themself. Who asks may enter for themself.
 * `pointer`: of each place.
 */
export async function refuseForSignedIn(
  unit: CommandUnit,
  row: MeetingRow,
  { entitled }: HeldMeeting,
  { people, pointer }: { readonly people: readonly (string | null)[]; readonly pointer: string },
): Promise<void> {
  const themselves = await signedInThemselves(unit.tx, row);
  if (themselves.size === 0) return;
  const self = await memberOfUser(unit.tx, unit.cooperativeId, unit.actor.userId);
  const index = people.findIndex((each) => each !== null && each !== self && themselves.has(each));
  if (index < 0) return;
  const found = entitled.find(({ memberId }) => memberId === people[index]);
  throw refuse('meeting.signed-in-themself', { name: found?.name ?? '' }, `${pointer}/${index}`);
}

export function motionNumbered(held: HeldMeeting, number: number) {
  const found = held.motions.find(({ row }) => row.number === number);
  if (!found) throw refuse('meeting.motion-unknown', { number });
  return found;
}

export function refuseUnvoted({ counting, title }: HeldMeeting['motions'][number]) {
  if (counting === 'none') throw refuse('meeting.only-heard', { title });
  return counting;
}

/** What is voted by name; without names nobody's vote is written down. */
export function refuseUnnamed(motion: HeldMeeting['motions'][number]) {
  const counting = refuseUnvoted(motion);
  if (counting === 'secret') throw refuse('meeting.secret', { title: motion.title });
  return counting;
}

/** Runs a count whose faults name places of a longer list, and names those of the list that was sent. */
export function inPlaces<Counted>(
  list: string,
  placeOf: (place: number) => string,
  count: () => Counted,
): Counted {
  try {
    return count();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first, ...rest] = error.faults.map((fault): Fault => {
      const [, name, place, end = ''] = /^\/(\w+)\/(\d+)(\/.*)?$/.exec(fault.pointer ?? '') ?? [];
      return name === list ? { ...fault, pointer: `${placeOf(Number(place))}${end}` } : fault;
    });
    throw first === undefined ? error : new Refusal([first, ...rest]);
  }
}
