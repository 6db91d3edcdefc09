/** Every member is told in writing of a public notice, on its list or not: whoever is missing on it is who objects. */
import { Period } from '../../domain/calendar.ts';
import { isMember } from '../../domain/membership.ts';
import { lastNoticeDay, lastObjectionDay } from '../../domain/public-notice.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { factsOn } from '../members/index.ts';
import { tellMembers } from '../messages/index.ts';
import { noticeOfRun, type KnownNotice } from './notice-store.ts';

interface Hung {
  readonly id: string;
  readonly period: string;
}

export async function tellHung(unit: CommandUnit, { id: runId, period }: Hung, notice: KnownNotice) {
  const { tx, cooperativeId, today } = unit;
  const lastDay = lastNoticeDay(notice);
  // What is put on record long after says nothing to anybody.
  if (today.isAfter(lastDay)) return;
  const { postedOn } = notice;
  const objectionsUntil = lastObjectionDay(notice, await jurisdictionOn(tx, cooperativeId, postedOn));
  const hung = {
    kind: 'notice-hung',
    period: Period.parse(period),
    postedOn,
    lastDay,
    objectionsUntil,
  } as const;
  await tellMembers(
    unit,
    runId,
    (await membersToday(unit)).map((memberId) => ({ ...hung, memberId })),
  );
}

/** Whoever was told that it hangs, and until when one may object, is not left waiting for it; nothing of what never hung. */
export async function tellWithdrawn(unit: CommandUnit, { id: runId, period }: Hung, reason: string) {
  const notice = await noticeOfRun(unit.tx, unit.cooperativeId, runId);
  if (notice === undefined) return;
  const { postedOn } = notice;
  const gone = { kind: 'notice-withdrawn', period: Period.parse(period), postedOn, reason } as const;
  await tellMembers(
    unit,
    runId,
    (await membersToday(unit)).map((memberId) => ({ ...gone, memberId })),
  );
}

async function membersToday({ tx, cooperativeId, today }: CommandUnit): Promise<readonly string[]> {
  const facts = await factsOn(tx, cooperativeId, today, null);
  return facts.filter(({ standing }) => isMember(standing)).map(({ memberId }) => memberId);
}
