/**
 * The list of a dividend on public notice as it hangs on the wall: everybody's line, names masked, one's own marked. Nothing of it is
 * told before it hangs.
 */
import type { LocalDate } from '../../domain/calendar.ts';
import { maskName } from '../../domain/personal-mask.ts';
import { lastNoticeDay, lastObjectionDay, unlockDay, type PublicNotice } from '../../domain/public-notice.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { findRun, namedLinesOf, noticeOfRun } from '../dividends/index.ts';

export async function noticeFor(
  tx: Tx,
  ask: {
    readonly cooperativeId: string;
    readonly runId: string;
    readonly today: LocalDate;
    /** The accounts of whom one looks for, as the portal saw them. */
    readonly accountIds: readonly string[];
  },
) {
  const { cooperativeId, runId, today, accountIds } = ask;
  const run = await findRun(tx, cooperativeId, runId);
  const notice = await noticeOfRun(tx, cooperativeId, runId);
  if (run === null || !notice) throw refuse('run.unknown');
  const days = await noticeDays(tx, cooperativeId, notice, today);
  const lines = await namedLinesOf(tx, run);
  return {
    runId,
    period: run.period,
    ...days,
    state: run.state,
    isStanding: run.state === 'on-notice' || run.state === 'posted',
    kind: run.kind,
    run: run.number.toString(),
    place: notice.place,
    pool: run.pool.plus(run.carriedIn).toString(),
    lines: lines.map(({ line, kind, number, name }) => ({
      holder: kind,
      number,
      name: kind === 'member' && name !== null ? maskName(name) : null,
      shares: line.shares,
      gross: line.gross.toString(),
      net: line.net.toString(),
      isOwn: accountIds.includes(line.accountId),
    })),
  };
}

/** The days of a notice, and which of them are over. */
export async function noticeDays(tx: Tx, cooperativeId: string, notice: PublicNotice, today: LocalDate) {
  const where = await jurisdictionOn(tx, cooperativeId, notice.postedOn);
  const until = lastObjectionDay(notice, where);
  const lastDay = lastNoticeDay(notice);
  return {
    postedOn: notice.postedOn.toString(),
    lastDay: lastDay.toString(),
    objectionsUntil: until.toString(),
    unlockDay: unlockDay(notice).toString(),
    isOver: today.isAfter(lastDay),
    // Today counts: 1 on the last day, 0 once they are over.
    daysToObject: today.isAfter(until) ? 0 : today.daysUntil(until) + 1,
  };
}
