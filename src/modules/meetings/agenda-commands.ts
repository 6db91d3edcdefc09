/**
 * From the first draft of a meeting to its notice. What is put to the vote is, word for word, what the notice announced:
 * a changed motion, a motion more or another day needs the notice taken back and given anew, in time.
 */
import { v7 as newId } from 'uuid';
import {
  latestNoticeDay,
  requireAnnounced,
  requireNotice,
  type MotionWording,
} from '../../domain/assembly-notice.ts';
import { requirePower, type Body, type BodyRules, type MotionKind } from '../../domain/assembly-rules.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { requireAfterPeriod } from '../../domain/assembly-calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { requireMeetingStep } from '../../domain/meeting.ts';
import {
  planRepealSubject,
  planSubject,
  reversalSubject,
  runSubject,
  schemeSubject,
} from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { requireScheme } from '../allotments/index.ts';
import { assemblySettings, rulesOn } from '../assemblies/index.ts';
import { requirePlan } from '../dividends/index.ts';
import { requireRun } from '../dividends/index.ts';
import { judgeAgenda, studyOf } from './agenda-judgement.ts';
import * as wire from './contract.ts';
import { meetingOnWire } from './queries.ts';
import { meetingMotion, meetingNotice } from './schema.ts';
import {
  insertMeeting,
  lastNotice,
  motionsOf,
  recordedBy,
  requireMeeting,
  updateMeeting,
  type MeetingRow,
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
      subject: await subjectOf(unit, item, index),
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
  for (const [index, item] of row.agenda.entries())
    requireAnnounced(announced, {
      ...item,
      motion: `${index + 1}`,
      subject: await subjectOf(unit, item, index),
    });
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
    let rules: BodyRules | undefined;
    for (const [index, item] of row.agenda.entries()) {
      rules = requirePower(set, row.body, item.counting === 'none' ? 'other' : item.kind, row.heldOn);
      requireAllowedCounting(rules, item, index);
      subjects.push(await subjectOf(unit, item, index));
    }
    if (rules === undefined) throw refuse('meeting.no-motions', { title: row.title }, '/agenda');
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
      ...recordedBy(unit),
    });
    await tx.insert(meetingMotion).values(
      row.agenda.map(({ kind, title, text, counting, proposer, notReserved }, index) => ({
        ...key,
        id: newId(),
        notice: number,
        number: index + 1,
        kind,
        title,
        text,
        counting,
        subject: subjects[index] ?? null,
        proposer: proposer ?? null,
        declaredNotReserved: notReserved === true,
      })),
    );
    const convened = await updateMeeting(tx, row, { state: 'convened', notice: number });
    noteStep(unit, convened, 'convened', { noticeOn: input.noticeOn, notice: number });
    return { ...meetingOnWire(convened), warnings };
  },
});

function requireAllowedCounting(rules: BodyRules, item: wire.AgendaItem, index: number): void {
  const { counting } = item;
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
  const days = papersOpenDays ?? rules.notice.days;
  const latest = latestNoticeDay(row.heldOn, { ...rules.notice, days });
  if (papersOpenFrom.isAfter(latest))
    throw refuse(
      'meeting.papers-late',
      { open: `${papersOpenFrom}`, meeting: `${row.heldOn}`, days, latest: `${latest}` },
      '/papersOpenFrom',
    );
}

/** What the motion is about, as motions and resolutions name it. Refuses what is not there or not ready. */
async function subjectOf(unit: CommandUnit, item: wire.AgendaItem, index: number): Promise<string | null> {
  const { about, kind } = item;
  const { tx, cooperativeId } = unit;
  if (about === null) return null;
  const pointer = `/agenda/${index}/about`;
  const fits = (kinds: readonly MotionKind[]) => {
    if (!kinds.includes(kind)) throw refuse('meeting.about-another-matter', { title: item.title }, pointer);
  };
  if (about.kind === 'scheme') {
    fits(['allotment-scheme']);
    return schemeSubject((await requireScheme(tx, cooperativeId, about.schemeId)).id);
  }
  if (about.kind === 'plan' || about.kind === 'plan-repeal') {
    fits(['distribution-plan']);
    const { id } = (await requirePlan(tx, cooperativeId, about.planId)).row;
    return about.kind === 'plan' ? planSubject(id) : planRepealSubject(id);
  }
  const run = await requireRun(tx, cooperativeId, about.runId);
  if (about.kind === 'reversal') {
    fits(['dividend-run']);
    return reversalSubject(run.id);
  }
  fits([run.kind === 'difference' ? 'dividend-difference' : 'dividend-run']);
  if (run.calculation === 0) throw refuse('meeting.run-not-calculated', { number: `${run.number}` }, pointer);
  return runSubject(run.id, run.calculation);
}

export const withdrawNotice = defineCommand({
  name: 'meetings.withdraw-notice',
  endpoint: wire.withdrawNotice,
  async run(unit, { meetingId, reason }) {
    const row = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
    requireMeetingStep(row.state, 'withdraw-notice');
    const changed = await updateMeeting(unit.tx, row, { state: 'draft', notice: 0 });
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
    const changed = await updateMeeting(unit.tx, row, { state: 'cancelled', cancelledBecause: reason });
    noteStep(unit, changed, 'cancelled', { reason });
    return meetingOnWire(changed);
  },
});

export function noteStep(
  unit: CommandUnit,
  { id, body, year, number, heldOn }: MeetingRow,
  step: string,
  details: Readonly<Record<string, string | number>> = {},
): void {
  unit.note('meeting', { id, body, number: `${year}-${number}`, heldOn: `${heldOn}`, step, ...details });
}
