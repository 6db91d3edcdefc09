/** The meeting opened with its list frozen, and who attends it: on site, online or by proxy. */
import { v7 as newId } from 'uuid';
import { presentAt, type Attendance } from '../../domain/assembly-attendance.ts';
import { bodyRulesOf } from '../../domain/assembly-rules.ts';
import { freezeList, sexUnknownFaults } from '../../domain/assembly-seats.ts';
import { refuse, throwFaults } from '../../domain/refusal.ts';
import { countMotion, requireMeetingStep } from '../../domain/meeting.ts';
import { refuseBesidesPaper } from '../../domain/secret-ballot.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { must } from '../../platform/must.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { candidatesOn, rulesOn } from '../assemblies/index.ts';
import { beyondElections } from './agenda-judgement.ts';
import { noteStep, requireUnchanged } from './agenda-commands.ts';
import {
  byRegisterNumber,
  goingOn,
  inPlaces,
  refuseForSignedIn,
  requireOwnMember,
  requireShown,
} from './holding.ts';
import { meetingOnWire } from './queries.ts';
import type { HeldMeeting } from './record.ts';
import { meetingAttendance, meetingEntitled, meetingLeftOut } from './schema.ts';
import {
  attendanceOf,
  inBatches,
  noticeOf,
  recordedBy,
  requireMeeting,
  updateMeeting,
  type MeetingRow,
} from './store.ts';
import * as wire from './vote-contract.ts';

export const openMeeting = defineCommand({
  name: 'meetings.open',
  endpoint: wire.openMeeting,
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
    // Seats may have ended since it was convened.
    throwFaults(await beyondElections(unit, row));
    const { set } = await rulesOn(tx, cooperativeId, row.heldOn);
    if (bodyRulesOf(set, row.body).women) throwFaults(sexUnknownFaults(list.entitled));
    const key = { cooperativeId, meetingId };
    const printed = new Map(candidates.map((each) => [each.person, each]));
    const entitled = list.entitled
      .map((each) => ({ ...each, ...listedAs(printed.get(each.person)) }))
      .sort((a, b) => (registerSortKey(a.registerNumber) < registerSortKey(b.registerNumber) ? -1 : 1));
    const listed = entitled.map((each, index) => ({
      ...key,
      memberId: each.person,
      ordinal: index + 1,
      registerNumber: each.registerNumber,
      name: each.name,
      sex: each.sex,
      groupName: each.group,
      householdId: each.household,
      householdNumber: each.householdNumber,
      weight: each.weight,
      heldFrom: each.from,
      termEndsOn: each.termEndsOn,
    }));
    await inBatches(listed, (rows) => tx.insert(meetingEntitled).values(rows));
    const leftOut = list.leftOut.map(({ person, name, reason, on }) => ({
      ...key,
      memberId: person,
      name,
      reason,
      since: on,
    }));
    await inBatches(leftOut, (rows) => tx.insert(meetingLeftOut).values(rows));
    const opened = await updateMeeting(tx, row, { state: 'open', openedAt: unit.now });
    noteStep(unit, opened, 'opened', { entitled: entitled.length, leftOut: list.leftOut.length });
    return meetingOnWire(opened);
  },
});

function listedAs(each: { registerNumber: string; householdNumber: string | null } | undefined) {
  return { registerNumber: each?.registerNumber ?? '', householdNumber: each?.householdNumber ?? null };
}

export const recordAttendance = defineCommand({
  name: 'meetings.record-attendance',
  endpoint: wire.recordAttendance,
  async run(unit, { meetingId, entries }) {
    const [row, held] = await goingOn(unit, meetingId);
    const numbers = entries.flatMap(({ member, proxy }) => (proxy === null ? [member] : [member, proxy]));
    const personOf = await byRegisterNumber(unit, held, numbers);
    const entered = entries.map(({ member, manner, proxy }) => ({
      person: personOf(member),
      manner,
      proxy: proxy === null ? null : personOf(proxy),
    }));
    await refuseForSignedIn(unit, row, held, {
      people: entered.map(({ person, manner }) =>
        manner === 'absent' || manner === 'proxy' ? person : null,
      ),
      pointer: '/entries',
    });
    return enterAttendance(unit, row, held, entered);
  },
});

/** A representative who joins online signs in themselves. */
export const attendOnline = defineCommand({
  name: 'meetings.attend-online',
  endpoint: wire.attendOnline,
  async run(unit, { meetingId }) {
    await requireShown(unit, meetingId);
    const [row, held] = await goingOn(unit, meetingId);
    const person = await requireOwnMember(unit);
    refuseBesidesPaper(held.record, held.motions, person);
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
      { person: must(entered[stranger], 'the stranger').person },
      `/entries/${stranger}`,
    );
  // What was voted already must still be the votes of people present.
  for (const motion of held.motions)
    if (motion.hands !== null || motion.ballots.length > 0 || motion.secret.handedIn.length > 0)
      countMotion(record, motion);
  const before = new Map(
    (await attendanceOf(unit.tx, row)).map((each) => [each.memberId, each.proxyId ?? each.proxyBefore]),
  );
  const rows = entered.map(({ person, manner, proxy }) => ({
    cooperativeId: unit.cooperativeId,
    meetingId: row.id,
    id: newId(),
    memberId: person,
    manner,
    proxyId: manner === 'proxy' ? proxy : null,
    proxyBefore: before.get(person) ?? null,
    ...recordedBy(unit),
  }));
  await inBatches(rows, (batch) => unit.tx.insert(meetingAttendance).values(batch));
  noteStep(unit, row, 'attendance', { entries: entered.length, present: present.size });
  return { entitled: held.entitled.length, present: present.size };
}
