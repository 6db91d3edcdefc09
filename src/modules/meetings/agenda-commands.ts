/**
 * From the first draft of a meeting to its notice. What is put to the vote is, word for word, what the notice announced:
 * a changed motion, a motion more or another day needs the notice taken back and given anew, in time.
 */
import { v7 as newId } from 'uuid';
import {
  latestNoticeDay,
  leastPapersDays,
  requireAnnounced,
  requireNotice,
  type MotionWording,
} from '../../domain/assembly-notice.ts';
import { freezeList } from '../../domain/assembly-seats.ts';
import { requirePower, type Body, type BodyRules } from '../../domain/assembly-rules.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { requireAfterPeriod } from '../../domain/assembly-calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { lateReasonOf, requireReview } from '../../domain/late-entry.ts';
import { requireMeetingStep, requireNothingVoted } from '../../domain/meeting.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { assemblySettings, candidatesOn, rulesOn, subjectContent } from '../assemblies/index.ts';
import { tellMembers } from '../messages/index.ts';
import { judgeAgenda, studyOf } from './agenda-judgement.ts';
import * as wire from './contract.ts';
import { requireToDecide, subjectOf } from './motion-subject.ts';
import { meetingOnWire } from './queries.ts';
import { meetingMotion, meetingNotice, meetingNoticeReview } from './schema.ts';
import {
  insertMeeting,
  lastNotice,
  motionsOf,
  noticeOf,
  recordedBy,
  requireMeeting,
  updateMeeting,
  type MeetingRow,
  votesOf,
} from './store.ts';

export const draftMeeting = defineCommand({
  name: 'meetings.draft',
  endpoint: wire.draftMeeting,
  async run(unit, input) {
    const heldOn = LocalDate.parse(input.heldOn);
    if (input.period !== null) requireAfterPeriod(Period.parse(input.period), heldOn);
    const { year } = heldOn;
    const row: MeetingRow = {
      ...input,
      titleEn: input.titleEn ?? null,
      cooperativeId: unit.cooperativeId,
      id: newId(),
      year,
      number: await nextMeetingNumber(unit, input.body, year),
      state: 'draft',
      heldOn,
      notice: 0,
      cancelledBecause: null,
      openedAt: null,
      closedAt: null,
      ...recordedBy(unit),
    };
    const warnings = await judgeAgenda(unit, row, null);
    await insertMeeting(unit.tx, row);
    noteStep(unit, row, 'drafted');
    return { ...meetingOnWire(row), warnings };
  },
});

async function nextMeetingNumber(unit: CommandUnit, body: Body, year: number): Promise<number> {
  return Number(await unit.nextNumber(`meeting ${body} ${year}`));
}

export const changeMeeting = defineCommand({
  name: 'meetings.change',
  endpoint: wire.changeMeeting,
  async run(unit, { meetingId, heldOn, ...fields }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'change');
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    const change: Partial<MeetingRow> = {
      ...Object.fromEntries(given),
      ...(heldOn !== undefined && { heldOn: LocalDate.parse(heldOn) }),
    };
    if (row.state === 'convened') await refuseAfterNotice(unit, row, change);
    const { heldOn: day, period, body } = { ...row, ...change };
    if (period !== null) requireAfterPeriod(Period.parse(period), day);
    const renumbered =
      day.year === row.year ? {} : { year: day.year, number: await nextMeetingNumber(unit, body, day.year) };
    const changed = await updateMeeting(unit.tx, row, { ...change, ...renumbered });
    const warnings = await judgeAgenda(unit, changed, null);
    noteStep(unit, changed, 'changed');
    return { ...meetingOnWire(changed), warnings };
  },
});

/** After the notice the papers may still be arranged; day, hour, place and motions may not. */
async function refuseAfterNotice(
  unit: CommandUnit,
  row: MeetingRow,
  change: Partial<MeetingRow>,
): Promise<void> {
  const other =
    (change.heldOn !== undefined && !change.heldOn.equals(row.heldOn)) ||
    (change.time ?? row.time) !== row.time ||
    (change.place ?? row.place) !== row.place ||
    change.partyStudy !== undefined ||
    (change.agenda !== undefined && change.agenda.length < row.agenda.length);
  for (const [index, item] of (change.agenda ?? []).entries())
    requireAnnounced(await announcedBy(unit, row), {
      ...item,
      motion: `${index + 1}`,
      subject: await subjectOf(unit, item, `/agenda/${index}/about`),
    });
  if (other) throw refuse('meeting.convened-already', { title: row.title });
}

async function announcedBy(unit: CommandUnit, row: MeetingRow): Promise<readonly MotionWording[]> {
  return (await motionsOf(unit.tx, row)).map(({ number, kind, title, text, subject }) => ({
    motion: `${number}`,
    kind,
    title,
    text,
    subject,
  }));
}

/** Refuses a motion whose scheme or run is not what the notice announced: calculated anew, it is another motion. */
export async function requireUnchanged(unit: CommandUnit, row: MeetingRow): Promise<void> {
  const announced = await announcedBy(unit, row);
  for (const [index, item] of row.agenda.entries()) {
    const pointer = `/agenda/${index}/about`;
    const subject = await subjectOf(unit, item, pointer);
    requireAnnounced(announced, { ...item, motion: `${index + 1}`, subject });
    await requireUndecidedMotion(unit, row, item, { subject, pointer });
  }
}

/** What is put to the vote is not decided already, nor on another agenda. */
async function requireUndecidedMotion(
  unit: CommandUnit,
  { id, heldOn }: MeetingRow,
  { kind, counting }: wire.AgendaItem,
  { subject, pointer }: { readonly subject: string | null; readonly pointer: string },
): Promise<void> {
  if (counting === 'none') return;
  await requireToDecide(unit, { subject, matter: kind, decidedOn: heldOn, pointer }, id);
}

export const convene = defineCommand({
  name: 'meetings.convene',
  endpoint: wire.convene,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const row = await requireMeeting(tx, cooperativeId, input.meetingId);
    requireMeetingStep(row.state, 'convene');
    if (row.agenda.length === 0) throw refuse('meeting.no-motions', { title: row.title }, '/agenda');
    const noticeOn = LocalDate.parse(input.noticeOn);
    const papersOpenFrom = LocalDate.parse(input.papersOpenFrom ?? input.noticeOn);
    for (const [day, pointer] of [
      [noticeOn, '/noticeOn'],
      [papersOpenFrom, '/papersOpenFrom'],
    ] as const)
      if (day.isAfter(unit.today))
        throw refuse('meeting.day-in-future', { date: `${day}`, today: `${unit.today}` }, pointer);
    const warnings = await judgeAgenda(unit, row, noticeOn);
    const study = studyOf(row);
    const { set } = await rulesOn(tx, cooperativeId, row.heldOn);
    const subjects: (string | null)[] = [];
    const said = new Map<string, string>();
    let rules: BodyRules | undefined;
    for (const [index, item] of row.agenda.entries()) {
      rules = requirePower(set, row.body, item.counting === 'none' ? 'other' : item.kind, row.heldOn);
      requireAllowedCounting(rules, item, index);
      const pointer = `/agenda/${index}/about`;
      const subject = await subjectOf(unit, item, pointer);
      await requireUndecidedMotion(unit, row, item, { subject, pointer });
      subjects.push(subject);
      if (subject === null || item.counting === 'none') continue;
      const content = await subjectContent(tx, cooperativeId, subject);
      const other = said.get(content);
      if (other !== undefined) throw refuse('meeting.subject-twice', { title: item.title, other }, pointer);
      said.set(content, item.title);
    }
    if (rules === undefined) throw refuse('meeting.no-motions', { title: row.title }, '/agenda');
    const earliest = papersOpenFrom.isBefore(noticeOn) ? papersOpenFrom : noticeOn;
    const lateReason = lateReasonOf(earliest, unit.today, input.lateReason);
    requireNotice(noticeOn, row.heldOn, rules.notice);
    await requirePapersOpen(unit, row, papersOpenFrom, rules);
    const number = (await lastNotice(tx, row)) + 1;
    const key = { cooperativeId, meetingId: row.id };
    const { heldOn, time, place } = row;
    await tx.insert(meetingNotice).values({
      ...key,
      number,
      noticeOn,
      papersOpenFrom,
      heldOn,
      time,
      place,
      studyOn: study?.on ?? null,
      studyBy: study?.by ?? null,
      lateReason,
      ...recordedBy(unit),
    });
    await tx.insert(meetingMotion).values(
      row.agenda.map(({ kind, title, text, titleEn, textEn, counting, proposer, notReserved }, index) => ({
        ...key,
        id: newId(),
        notice: number,
        number: index + 1,
        kind,
        title,
        text,
        titleEn: titleEn ?? null,
        textEn: textEn ?? null,
        counting,
        subject: subjects[index] ?? null,
        proposer: proposer ?? null,
        declaredNotReserved: notReserved === true,
      })),
    );
    const state = lateReason === null ? 'convened' : 'awaiting-review';
    const convened = await updateMeeting(tx, row, { state, notice: number });
    if (state === 'convened') await tellCalled(unit, convened, noticeOn);
    noteStep(unit, convened, state, {
      noticeOn: input.noticeOn,
      notice: number,
      ...(lateReason !== null && { lateReason }),
    });
    return { ...meetingOnWire(convened), warnings };
  },
});

/** A notice that was entered late convenes the meeting once somebody else saw it hang or go out. */
export const confirmNotice = defineCommand({
  name: 'meetings.confirm-notice',
  endpoint: wire.confirmMeetingNotice,
  async run(unit, { meetingId }) {
    const { tx, cooperativeId, actor, now } = unit;
    const row = await requireMeeting(tx, cooperativeId, meetingId);
    requireMeetingStep(row.state, 'confirm-notice');
    const notice = must(await noticeOf(tx, row), 'the notice of a meeting');
    requireReview('awaiting-review', notice.recordedBy, actor.userId);
    const { number } = notice;
    await tx
      .insert(meetingNoticeReview)
      .values({ cooperativeId, meetingId, number, recordedAt: now, recordedBy: actor.userId });
    const convened = await updateMeeting(tx, row, { state: 'convened' });
    await tellCalled(unit, convened, notice.noticeOn);
    noteStep(unit, convened, 'notice confirmed', { noticeOn: `${notice.noticeOn}`, notice: number });
    return meetingOnWire(convened);
  },
});

function requireAllowedCounting(rules: BodyRules, item: wire.AgendaItem, index: number): void {
  // Without names everybody counts once.
  const counting = item.counting === 'secret' ? 'by-head' : item.counting;
  if (counting === 'none' || rules.counting.includes(counting)) return;
  const code = counting === 'by-shares' ? 'assembly.by-shares-not-allowed' : 'assembly.by-head-not-allowed';
  throw refuse(code, {}, `/agenda/${index}/counting`);
}

async function requirePapersOpen(
  unit: CommandUnit,
  row: MeetingRow,
  papersOpenFrom: LocalDate,
  rules: BodyRules,
): Promise<void> {
  const { papersOpenDays } = await assemblySettings(unit.tx, unit.cooperativeId);
  const days = Math.max(papersOpenDays ?? rules.notice.days, leastPapersDays(row.heldOn));
  const latest = latestNoticeDay(row.heldOn, { ...rules.notice, days });
  if (papersOpenFrom.isAfter(latest))
    throw refuse(
      'meeting.papers-late',
      { open: `${papersOpenFrom}`, meeting: `${row.heldOn}`, days, latest: `${latest}` },
      '/papersOpenFrom',
    );
}

export const withdrawNotice = defineCommand({
  name: 'meetings.withdraw-notice',
  endpoint: wire.withdrawNotice,
  async run(unit, { meetingId, reason }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'withdraw-notice');
    const changed = await updateMeeting(unit.tx, row, { state: 'draft', notice: 0 });
    await tellOff(unit, row, { isCancelled: false, reason });
    noteStep(unit, changed, 'notice withdrawn', { reason });
    return meetingOnWire(changed);
  },
});

export const cancelMeeting = defineCommand({
  name: 'meetings.cancel',
  endpoint: wire.cancelMeeting,
  async run(unit, { meetingId, reason }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'cancel');
    requireNothingVoted(await votesOf(unit.tx, row));
    const changed = await updateMeeting(unit.tx, row, { state: 'cancelled', cancelledBecause: reason });
    await tellOff(unit, row, { isCancelled: true, reason });
    noteStep(unit, changed, 'cancelled', { reason });
    return meetingOnWire(changed);
  },
});

/** Whoever would be on the list as it stands now hears of the meeting. */
async function toTell({ tx, cooperativeId }: CommandUnit, row: MeetingRow, noticeOn: LocalDate) {
  const candidates = await candidatesOn(tx, cooperativeId, row.body, row.heldOn, noticeOn);
  return freezeList(candidates, row.heldOn).entitled.map(({ person }) => person);
}

async function tellCalled(unit: CommandUnit, row: MeetingRow, noticeOn: LocalDate): Promise<void> {
  const { title, heldOn, time, place } = row;
  // What is put on record long after says nothing to anybody.
  if (heldOn.isBefore(unit.today)) return;
  const people = await toTell(unit, row, noticeOn);
  await tellMembers(
    unit,
    row.id,
    people.map((memberId) => ({ kind: 'meeting-called', memberId, title, heldOn, time, place })),
  );
}

/** Only where they had been told of it: a meeting whose notice nobody has confirmed was told to nobody. */
async function tellOff(
  unit: CommandUnit,
  row: MeetingRow,
  why: { readonly isCancelled: boolean; readonly reason: string },
): Promise<void> {
  const { title, heldOn, state } = row;
  const notice = state === 'convened' || state === 'open' ? await noticeOf(unit.tx, row) : undefined;
  if (notice == null || heldOn.isBefore(unit.today)) return;
  const people = await toTell(unit, row, notice.noticeOn);
  await tellMembers(
    unit,
    row.id,
    people.map((memberId) => ({ kind: 'meeting-off', memberId, title, heldOn, ...why })),
  );
}

export function noteStep(
  unit: CommandUnit,
  { id, body, year, number, heldOn }: MeetingRow,
  step: string,
  details: Readonly<Record<string, string | number>> = {},
): void {
  unit.note('meeting', { id, body, number: `${year}-${number}`, heldOn: `${heldOn}`, step, ...details });
}
