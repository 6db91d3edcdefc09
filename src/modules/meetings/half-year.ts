/**
 * What a half-year asks of an assembly in two presses: drafted with its standard agenda and convened; and afterwards what it
 * decided carried out. Each step is the command that does it alone.
 */
import { latestNoticeDay, leastPapersDays } from '../../domain/assembly-notice.ts';
import { bodyRulesOf, type Body } from '../../domain/assembly-rules.ts';
import { LocalDate, Period } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { planMotion, reportMotion, runMotion, standardTitle } from '../../domain/standard-agenda.ts';
import { bodyWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { assemblySettings, candidatesOn, requireResolution, rulesOn } from '../assemblies/index.ts';
import {
  adoptPlan,
  approveRun,
  planState,
  plansOf,
  requirePlan,
  requireRun,
  runsAfter,
  waterfallOf,
} from '../dividends/index.ts';
import { convene, draftMeeting } from './agenda-commands.ts';
import * as wire from './contract.ts';
import { calendarOf } from './queries.ts';
import { meetingsAfter, motionsOf, requireMeeting, resultsOf, type MeetingRow } from './store.ts';
import { carryOutMeeting as carryOut } from './vote-contract.ts';

const EVERYTHING = 100_000;

export const conveneHalfYear = defineCommand({
  name: 'meetings.convene-half-year',
  endpoint: wire.conveneHalfYear,
  async run(unit, { period, noticeOn = `${unit.today}`, proposer = 'board', ...given }) {
    const last = await lastAssembly(unit);
    const body = given.body ?? (await bodyFor(unit, last));
    const waiting = await motionsFor(unit, period);
    if (waiting.length === 0) throw refuse('meeting.nothing-waits', { period });
    const place = given.place ?? last?.place;
    if (place === undefined) throw refuse('meeting.place-needed', {}, '/place');
    const report = { ...reportMotion(period), counting: 'none' as const, about: null };
    const agenda = [
      report,
      ...waiting.map((motion) => ({ ...motion, counting: 'by-head' as const, proposer })),
    ];
    const heldOn = given.heldOn ?? `${await dayFor(unit, body, period, LocalDate.parse(noticeOn))}`;
    const drafted = await draftMeeting.run(unit, {
      body,
      ...(given.title === undefined
        ? standardTitle(period, bodyWords[body])
        : { title: given.title, titleEn: given.titleEn }),
      heldOn,
      time: given.time ?? last?.time ?? '09:00',
      place,
      period,
      comparison: null,
      partyStudy: given.partyStudy,
      agenda,
    });
    const { lateReason } = given;
    const convened = await convene.run(unit, {
      meetingId: drafted.id,
      noticeOn,
      ...(lateReason !== undefined && { lateReason }),
    });
    return { ...convened, agenda, noticeOn };
  },
});

/** The assembly that was convened last, whatever became of it but a cancelling. */
async function lastAssembly({ tx, cooperativeId }: CommandUnit): Promise<MeetingRow | undefined> {
  const meetings = await meetingsAfter(tx, cooperativeId, EVERYTHING);
  return meetings.findLast(
    ({ body, state }) => assemblies.some((each) => each === body) && state !== 'cancelled',
  );
}

const assemblies = ['members-assembly', 'representative-assembly'] as const satisfies readonly Body[];

/** That of last time; before any, the representatives where some sit. */
async function bodyFor(
  { tx, cooperativeId, today }: CommandUnit,
  last: MeetingRow | undefined,
): Promise<(typeof assemblies)[number]> {
  const before = assemblies.find((each) => each === last?.body);
  if (before !== undefined) return before;
  const seats = await candidatesOn(tx, cooperativeId, 'representative-assembly', today, today);
  return seats.length === 0 ? 'members-assembly' : 'representative-assembly';
}

/** The day of the calendar; where the notice would be late for it, the first for which it is in time. */
async function dayFor(
  { tx, cooperativeId }: CommandUnit,
  body: Body,
  period: string,
  noticeOn: LocalDate,
): Promise<LocalDate> {
  const { entries } = await calendarOf(tx, cooperativeId, body, Period.parse(period));
  const planned = must(
    entries.find(({ kind }) => kind === 'meeting'),
    'the day of the meeting',
  ).date;
  const { papersOpenDays } = await assemblySettings(tx, cooperativeId);
  let day = LocalDate.parse(planned);
  if (day.isBefore(noticeOn)) day = noticeOn;
  for (;;) {
    const { notice } = bodyRulesOf((await rulesOn(tx, cooperativeId, day)).set, body);
    const days = Math.max(notice.days, papersOpenDays ?? notice.days, leastPapersDays(day));
    if (!noticeOn.isAfter(latestNoticeDay(day, { ...notice, days }))) return day;
    day = day.plusDays(1);
  }
}

/** What of the half-year waits for a decision: the plan drawn up last, and every calculated run. */
async function motionsFor({ tx, cooperativeId }: CommandUnit, period: string) {
  const plan = (await plansOf(tx, cooperativeId, period)).findLast((each) => planState(each) === 'draft');
  const runs = (await runsAfter(tx, cooperativeId, EVERYTHING)).filter(
    (run) => run.period === period && run.state === 'calculated',
  );
  return [
    ...(plan === undefined
      ? []
      : [
          {
            ...planMotion({ ...plan.row, ...waterfallOf(plan.row.terms) }),
            about: { kind: 'plan' as const, planId: plan.row.id },
          },
        ]),
    ...runs.map((run) => ({
      ...runMotion({ ...run, recordDate: `${run.recordDate}` }),
      about: { kind: 'run' as const, runId: run.id },
    })),
  ];
}

export const carryOutMeeting = defineCommand({
  name: 'meetings.carry-out',
  endpoint: carryOut,
  async run(unit, { meetingId }) {
    const { tx, cooperativeId } = unit;
    const row = await requireMeeting(tx, cooperativeId, meetingId);
    if (row.state !== 'closed') throw refuse('meeting.not-closed', { title: row.title });
    const decided = await adoptedSubjects(tx, row);
    const plans = [];
    for (const { id, resolutionId } of decided('plan')) {
      if (planState(await requirePlan(tx, cooperativeId, id)) !== 'draft') continue;
      const { number, period, payable } = await adoptPlan.run(unit, { planId: id, resolutionId });
      const { number: resolution } = await requireResolution(tx, cooperativeId, resolutionId);
      plans.push({ id, number, period, payable, resolution });
    }
    const runs = [];
    for (const { id, resolutionId } of decided('run')) {
      if ((await requireRun(tx, cooperativeId, id)).state !== 'calculated') continue;
      const run = await approveRun.run(unit, { runId: id, resolutionId });
      const { number, period, paid, tax, net, lines } = run;
      const { number: resolution } = await requireResolution(tx, cooperativeId, resolutionId);
      runs.push({ id, number, period, paid, tax, net, lines, resolution, resolutionId });
    }
    if (plans.length + runs.length === 0) throw refuse('meeting.nothing-to-carry-out', { title: row.title });
    return { plans, runs };
  },
});

/** Plans or runs that the meeting adopted, each with its resolution. */
export async function adoptedSubjects(tx: Tx, row: MeetingRow) {
  const results = new Map((await resultsOf(tx, row)).map((each) => [each.motionId, each]));
  const adopted = (await motionsOf(tx, row)).flatMap(({ id, subject }) => {
    const result = results.get(id);
    const [kind = '', of = ''] = subject?.split(':') ?? [];
    const resolutionId = result?.outcome === 'adopted' ? result.resolutionId : null;
    return resolutionId === null ? [] : [{ kind, id: of, resolutionId }];
  });
  return (kind: 'plan' | 'run') => adopted.filter((each) => each.kind === kind);
}
