/**
 * The public notice between approval and posting: hung up for the days the cooperative set, never before its list was there,
 * objected to in time, every objection answered by the supervisors or released by one with a reason. Only then may the run be
 * posted. Entered late, it counts once another person confirmed it.
 */
import { LocalDate } from '../../domain/calendar.ts';
import { requireStep, takesPlan } from '../../domain/dividend-run.ts';
import { believedDay, lateReasonOf, requireReview, type Verdict } from '../../domain/late-entry.ts';
import { citation, type Jurisdiction } from '../../domain/law.ts';
import { runKindWords } from '../../domain/words.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  answerDay,
  lastNoticeDay,
  lastObjectionDay,
  noticeLaw,
  noticeState,
  releaseObjection,
  requireListFirst,
  requireObjectionInTime,
  requireStillAnswerable,
  resultsDay,
  unlockDay,
} from '../../domain/public-notice.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { jurisdictionOn, noticeDays, requireResolution, restDaysOf } from '../assemblies/index.ts';
import { membersById } from '../members/index.ts';
import { tellMembers } from '../messages/index.ts';
import { requireAsApproved } from './approved-content.ts';
import * as wire from './notice-contract.ts';
import { tellHung } from './notice-telling.ts';
import { requirePlanned } from './plan-bounds.ts';
import {
  asObjection,
  countingOf,
  knownNotice,
  objectionsOf,
  requireNoticeOf,
  type KnownNotice,
  type KnownObjection,
  type NoticeRow,
} from './notice-store.ts';
import { runNotice, runNoticeReview, runObjection, runObjectionSettlement } from './schema.ts';
import { requireRun, reversalOf, updateRun } from './store.ts';

export const announceRun = defineCommand({
  name: 'dividends.announce-run',
  endpoint: wire.announceRun,
  async run(unit, { runId, postedOn: hungOn, place, lateReason: given }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    if (run.kind === 'history')
      throw refuse('run.wrong-state', {
        state: runKindWords.history,
        wish: { zh: '公示', en: 'put on public notice' },
      });
    requireStep(run.state, 'announce');
    await requireAsApproved(tx, run);
    // Versions of before approved runs without a plan, or beyond it: nobody is shown money for seven days that cannot be posted.
    if (takesPlan(run.kind)) await requirePlanned(tx, run, 'approved');
    const postedOn = LocalDate.parse(hungOn);
    if (postedOn.isAfter(unit.today))
      throw refuse('notice.in-future', { posted: hungOn, today: `${unit.today}` }, '/postedOn');
    requireListFirst(postedOn, dayInChina(must(run.approvedAt, 'when the run was approved')));
    const lateReason = lateReasonOf(postedOn, unit.today, given);
    const days = await noticeDays(tx, cooperativeId, postedOn);
    const row: NoticeRow = { cooperativeId, runId, postedOn, days, place, lateReason, ...recordedBy(unit) };
    await tx.insert(runNotice).values(row);
    await updateRun(tx, run, { state: 'on-notice' });
    const notice = knownNotice(row, null, await countingOf(tx, cooperativeId, run));
    await tellHung(unit, run, notice);
    const told = { announcedOn: hungOn, days, unlocks: `${unlockDay(notice)}` };
    unit.note('run', { runId, ...told, ...(lateReason !== null && { lateReason }) });
    return noticeOnWire(tx, notice, unit.today);
  },
});

export const confirmNotice = defineCommand({
  name: 'dividends.confirm-notice',
  endpoint: wire.confirmNotice,
  run: (unit, { runId }) => review(unit, runId, 'confirmed', null),
});

/** Not believed, the notice counts from the day it was recorded. */
export const sendBackNotice = defineCommand({
  name: 'dividends.send-back-notice',
  endpoint: wire.sendBackNotice,
  run: (unit, { runId, reason }) => review(unit, runId, 'sent-back', reason),
});

async function review(unit: CommandUnit, runId: string, verdict: Verdict, reason: string | null) {
  const { tx, cooperativeId } = unit;
  const run = await requireRun(tx, cooperativeId, runId);
  const notice = await requireNoticeOf(tx, cooperativeId, runId);
  requireStep(run.state, 'post');
  requireReview(notice.review, notice.recordedBy, unit.actor.userId);
  const row = { cooperativeId, runId, verdict, reason, ...recordedBy(unit) };
  await tx.insert(runNoticeReview).values(row);
  unit.note('notice-review', { runId, claimed: `${notice.claimedOn}`, verdict, reason });
  return noticeOnWire(tx, await requireNoticeOf(tx, cooperativeId, runId), unit.today);
}

export const raiseObjection = defineCommand({
  name: 'dividends.raise-objection',
  endpoint: wire.raiseObjection,
  async run(unit, { memberId = null, ...input }) {
    const raisedBy = parsePersonName(input.raisedBy);
    const { tx, cooperativeId } = unit;
    if (memberId !== null && !(await membersById(tx, cooperativeId, [memberId])).has(memberId))
      throw refuse('membership.not-found', {}, '/memberId');
    const { notice } = await objectTo(unit, { ...input, raisedBy, memberId });
    return noticeOnWire(tx, notice, unit.today);
  },
});

/** Each is answered by itself before money moves: of one member so many wait at once, and no pile of them holds up everybody's. */
const MOST_OPEN = 3;

/** Of people whom only a name tells, so many wait that one person put on record: whoever hears of more has another record them. */
const MOST_OPEN_UNNAMED = 10;

/**
 * An objection put on record while it is in time, whoever enters it; and by when it is answered: within the days that are given for it, counted
 * from the day on which it was recorded where that is later than it claims.
 */
export async function objectTo(
  unit: CommandUnit,
  objection: {
    readonly runId: string;
    readonly raisedOn: string;
    readonly raisedBy: string;
    readonly memberId: string | null;
    readonly text: string;
  },
) {
  const { runId, raisedOn: on, raisedBy, memberId } = objection;
  const { tx, cooperativeId } = unit;
  const { notice, posted } = await noticeInForce(unit, runId);
  // Of what counts for nothing any more nothing is corrected.
  if (await reversalOf(tx, cooperativeId, runId)) throw refuse('run.already-reversed');
  const raisedOn = LocalDate.parse(on);
  const where = await jurisdictionOn(tx, cooperativeId, notice.postedOn);
  requireObjectionInTime(notice, raisedOn, where);
  if (raisedOn.isAfter(unit.today))
    throw refuse('notice.in-future', { posted: on, today: `${unit.today}` }, '/raisedOn');
  if (posted) requireStillAnswerable({ raisedOn }, unit.today, where, notice.restDays);
  const raised = await objectionsOf(tx, cooperativeId, runId);
  requireRoomForObjection(raised, { raisedBy, memberId, recorder: unit.actor.userId });
  const number = raised.length + 1;
  const answerBy = answerDay({ raisedOn: believedDay(raisedOn, unit.today) }, where, notice.restDays);
  const row = { ...objection, cooperativeId, number, raisedOn, answerBy };
  await tx.insert(runObjection).values({ ...row, ...recordedBy(unit) });
  unit.note('objection', { runId, number, raisedOn: on, raisedBy, ...(memberId !== null && { memberId }) });
  return { notice, number, answerBy };
}

function requireRoomForObjection(
  raised: readonly KnownObjection[],
  by: { readonly raisedBy: string; readonly memberId: string | null; readonly recorder: string },
): void {
  const open = raised.flatMap(({ row, settlement }) => (settlement === null ? [row] : []));
  const same = open.filter((each) =>
    by.memberId === null
      ? each.memberId === null && each.raisedBy === by.raisedBy
      : each.memberId === by.memberId,
  );
  if (same.length >= MOST_OPEN) throw refuse('notice.objections-open', { count: MOST_OPEN });
  const unnamed = open.filter((each) => each.memberId === null && each.recordedBy === by.recorder);
  if (by.memberId === null && unnamed.length >= MOST_OPEN_UNNAMED)
    throw refuse('notice.objections-by-one', { count: MOST_OPEN_UNNAMED });
}

export const answerObjection = defineCommand({
  name: 'dividends.answer-objection',
  endpoint: wire.answerObjection,
  async run(unit, { runId, number, answeredOn: on, text }) {
    const { notice } = await noticeInForce(unit, runId);
    const found = await requireOpen(unit, runId, Number(number));
    const answeredOn = LocalDate.parse(on);
    if (answeredOn.isBefore(found.row.raisedOn) || answeredOn.isAfter(unit.today))
      throw refuse(
        'notice.day-out-of-time',
        { date: on, raised: `${found.row.raisedOn}`, today: `${unit.today}` },
        '/answeredOn',
      );
    await settle(unit, found, 'answered', answeredOn, text);
    return noticeOnWire(unit.tx, notice, unit.today);
  },
});

export const releaseAnObjection = defineCommand({
  name: 'dividends.release-objection',
  endpoint: wire.releaseObjection,
  async run(unit, { runId, number, reason }) {
    const { notice } = await noticeInForce(unit, runId);
    const found = await requireObjection(unit, runId, Number(number));
    const { displayName: name, roles } = unit.actor;
    const { released } = releaseObjection(asObjection(found), { name, roles }, unit.today, reason);
    await settle(unit, found, 'released', unit.today, released?.reason ?? reason);
    return noticeOnWire(unit.tx, notice, unit.today);
  },
});

/** Objections are raised and settled while the run is on notice, and after its posting while the supervisors still take them. */
async function noticeInForce(
  unit: CommandUnit,
  runId: string,
): Promise<{ readonly notice: KnownNotice; readonly posted: boolean }> {
  const run = await requireRun(unit.tx, unit.cooperativeId, runId);
  requireStep(run.state, 'object');
  const notice = await requireNoticeOf(unit.tx, unit.cooperativeId, runId);
  return { notice, posted: run.postedAt !== null };
}

async function requireObjection(unit: CommandUnit, runId: string, number: number): Promise<KnownObjection> {
  const objections = await objectionsOf(unit.tx, unit.cooperativeId, runId);
  const found = objections.find(({ row }) => row.number === number);
  if (!found) throw refuse('notice.objection-unknown', { number });
  return found;
}

async function requireOpen(unit: CommandUnit, runId: string, number: number): Promise<KnownObjection> {
  const found = await requireObjection(unit, runId, number);
  if (found.settlement !== null) throw refuse('notice.objection-settled', { number });
  return found;
}

async function settle(
  unit: CommandUnit,
  { row: { runId, number, memberId } }: KnownObjection,
  kind: 'answered' | 'released',
  settledOn: LocalDate,
  text: string,
): Promise<void> {
  await unit.tx.insert(runObjectionSettlement).values({
    cooperativeId: unit.cooperativeId,
    runId,
    number,
    kind,
    settledOn,
    text,
    settledBy: unit.actor.displayName,
    ...recordedBy(unit),
  });
  if (memberId !== null)
    await tellMembers(unit, runId, [
      { kind: 'objection-settled', memberId, number, isReleased: kind === 'released', answer: text },
    ]);
  unit.note('objection', { runId, number, [kind]: `${settledOn}`, text });
}

function recordedBy(unit: CommandUnit) {
  return { recordedAt: unit.now, recordedBy: unit.actor.userId };
}

/** Until when what was decided had to be made public, where the law of the place says so. */
async function resultsBy(
  tx: Tx,
  { cooperativeId, runId }: KnownNotice,
  where: Jurisdiction,
): Promise<string | null> {
  const { resolutionId } = await requireRun(tx, cooperativeId, runId);
  if (resolutionId === null) return null;
  const { decidedOn } = await requireResolution(tx, cooperativeId, resolutionId);
  const day = resultsDay(decidedOn, where, await restDaysOf(tx, cooperativeId));
  return day && `${day}`;
}

/** The notice as it stands on a day: what was claimed, when it was recorded, from when it counts. */
export async function noticeOnWire(tx: Tx, notice: KnownNotice, on: LocalDate) {
  const { cooperativeId, runId, days, place, lateReason, review: state, reviewed } = notice;
  const objections = await objectionsOf(tx, cooperativeId, runId);
  const where = await jurisdictionOn(tx, cooperativeId, notice.postedOn);
  return {
    runId,
    days,
    place,
    postedOn: `${notice.claimedOn}`,
    recordedOn: `${notice.recordedOn}`,
    lateReason,
    review: {
      state,
      on: reviewed && `${dayInChina(reviewed.recordedAt)}`,
      reason: reviewed?.reason ?? null,
    },
    countsFrom: `${notice.postedOn}`,
    lastDay: `${lastNoticeDay(notice)}`,
    unlockDay: `${unlockDay(notice)}`,
    objectionsUntil: `${lastObjectionDay(notice, where)}`,
    laws: (['public-notice.days', 'objections.raised', 'objections.answered'] as const).map((rule) =>
      citation(noticeLaw(rule, notice.postedOn, where).id),
    ),
    resultsBy: await resultsBy(tx, notice, where),
    state: noticeState(notice, objections.map(asObjection), on).state,
    objections: objections.map(({ row, settlement }) => ({
      number: row.number,
      raisedOn: `${row.raisedOn}`,
      recordedOn: `${dayInChina(row.recordedAt)}`,
      raisedBy: row.raisedBy,
      memberId: row.memberId,
      text: row.text,
      answerBy: `${answerDay(row, where, notice.restDays)}`,
      settled: settlement && {
        kind: settlement.kind,
        by: settlement.settledBy,
        text: settlement.text,
        on: `${settlement.settledOn}`,
        recordedOn: `${dayInChina(settlement.recordedAt)}`,
      },
    })),
  };
}
