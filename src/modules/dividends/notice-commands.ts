/**
 * The public notice between approval and posting: hung up for the days the cooperative set, objected to in time, every
 * objection answered or, by a supervisor and with a reason, released. Only then may the run be posted.
 */
import { LocalDate } from '../../domain/calendar.ts';
import { requireStep } from '../../domain/dividend-run.ts';
import { runKindWords } from '../../domain/words.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  lastNoticeDay,
  noticeState,
  releaseObjection,
  requireObjectionInTime,
  unlockDay,
} from '../../domain/public-notice.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { assemblySettings, requireResolution } from '../assemblies/index.ts';
import { requireAsApproved } from './approved-content.ts';
import * as wire from './notice-contract.ts';
import {
  asObjection,
  objectionsOf,
  requireNoticeOf,
  type KnownObjection,
  type NoticeRow,
} from './notice-store.ts';
import { runNotice, runObjection, runObjectionSettlement } from './schema.ts';
import { requireRun, updateRun } from './store.ts';

export const announceRun = defineCommand({
  name: 'dividends.announce-run',
  endpoint: wire.announceRun,
  async run(unit, { runId, postedOn: hungOn, place }) {
    const { tx, cooperativeId } = unit;
    const run = await requireRun(tx, cooperativeId, runId);
    if (run.kind === 'history')
      throw refuse('run.wrong-state', {
        state: runKindWords.history,
        wish: { zh: '公示', en: 'put on public notice' },
      });
    requireStep(run.state, 'announce');
    await requireAsApproved(tx, run);
    const postedOn = LocalDate.parse(hungOn);
    if (postedOn.isAfter(unit.today))
      throw refuse('notice.in-future', { posted: hungOn, today: `${unit.today}` }, '/postedOn');
    const { decidedOn } = await requireResolution(tx, cooperativeId, run.resolutionId ?? '');
    if (postedOn.isBefore(decidedOn))
      throw refuse('notice.before-resolution', { posted: hungOn, decidedOn: `${decidedOn}` }, '/postedOn');
    const { publicNoticeDays: days } = await assemblySettings(tx, cooperativeId);
    const row: NoticeRow = { cooperativeId, runId, postedOn, days, place, ...recordedBy(unit) };
    await tx.insert(runNotice).values(row);
    await updateRun(tx, run, { state: 'on-notice' });
    unit.note('run', { runId, announcedOn: hungOn, days, unlocks: `${unlockDay(row)}` });
    return noticeOnWire(tx, row, unit.today);
  },
});

export const raiseObjection = defineCommand({
  name: 'dividends.raise-objection',
  endpoint: wire.raiseObjection,
  async run(unit, { runId, raisedOn: on, text, ...input }) {
    const raisedBy = parsePersonName(input.raisedBy);
    const { tx, cooperativeId } = unit;
    const notice = await noticeInForce(unit, runId);
    const raisedOn = LocalDate.parse(on);
    requireObjectionInTime(notice, raisedOn);
    if (raisedOn.isAfter(unit.today))
      throw refuse('notice.in-future', { posted: on, today: `${unit.today}` }, '/raisedOn');
    const number = (await objectionsOf(tx, cooperativeId, runId)).length + 1;
    await tx
      .insert(runObjection)
      .values({ cooperativeId, runId, number, raisedOn, raisedBy, text, ...recordedBy(unit) });
    unit.note('objection', { runId, number, raisedOn: on, raisedBy });
    return noticeOnWire(tx, notice, unit.today);
  },
});

export const answerObjection = defineCommand({
  name: 'dividends.answer-objection',
  endpoint: wire.answerObjection,
  async run(unit, { runId, number, answeredOn: on, text }) {
    const notice = await noticeInForce(unit, runId);
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
    const notice = await noticeInForce(unit, runId);
    const found = await requireObjection(unit, runId, Number(number));
    const { displayName: name, roles } = unit.actor;
    const { released } = releaseObjection(asObjection(found), { name, roles }, unit.today, reason);
    await settle(unit, found, 'released', unit.today, released?.reason ?? reason);
    return noticeOnWire(unit.tx, notice, unit.today);
  },
});

/** Objections are raised and settled while the run is on notice; once it is posted they are history. */
async function noticeInForce(unit: CommandUnit, runId: string): Promise<NoticeRow> {
  const run = await requireRun(unit.tx, unit.cooperativeId, runId);
  requireStep(run.state, 'object');
  return requireNoticeOf(unit.tx, unit.cooperativeId, runId);
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
  { row: { runId, number } }: KnownObjection,
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
  unit.note('objection', { runId, number, [kind]: `${settledOn}`, text });
}

function recordedBy(unit: CommandUnit) {
  return { recordedAt: unit.now, recordedBy: unit.actor.userId };
}

/** The notice as it stands on a day. */
export async function noticeOnWire(tx: Tx, notice: NoticeRow, on: LocalDate) {
  const { cooperativeId, runId, days, place } = notice;
  const objections = await objectionsOf(tx, cooperativeId, runId);
  return {
    runId,
    days,
    place,
    postedOn: `${notice.postedOn}`,
    lastDay: `${lastNoticeDay(notice)}`,
    unlockDay: `${unlockDay(notice)}`,
    state: noticeState(notice, objections.map(asObjection), on).state,
    objections: objections.map(({ row, settlement }) => ({
      number: row.number,
      raisedOn: `${row.raisedOn}`,
      raisedBy: row.raisedBy,
      text: row.text,
      settled: settlement && {
        kind: settlement.kind,
        by: settlement.settledBy,
        text: settlement.text,
        on: `${settlement.settledOn}`,
      },
    })),
  };
}
