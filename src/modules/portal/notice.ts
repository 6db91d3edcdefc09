/**
 * The list of a dividend on public notice as it hangs on the wall: everybody's line, names masked, one's own marked. Nothing of it is
 * told before it hangs.
 */
import type { LocalDate } from '../../domain/calendar.ts';
import { maskName } from '../../domain/personal-mask.ts';
import { lastNoticeDay, lastObjectionDay, unlockDay } from '../../domain/public-notice.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import { findRun, namedLinesOf, noticeOfRun } from '../dividends/index.ts';
import { memberOfUser, membersById } from '../members/index.ts';
import { accountsOfPerson } from '../shares/index.ts';

export async function noticeFor(
  tx: Tx,
  ask: {
    readonly cooperativeId: string;
    readonly userId: string;
    readonly runId: string;
    readonly today: LocalDate;
  },
) {
  const { cooperativeId, userId, runId, today } = ask;
  const run = await findRun(tx, cooperativeId, runId);
  const notice = await noticeOfRun(tx, cooperativeId, runId);
  if (run === null || !notice) throw refuse('run.unknown');
  const where = await jurisdictionOn(tx, cooperativeId, notice.postedOn);
  const until = lastObjectionDay(notice, where);
  const memberId = await memberOfUser(tx, cooperativeId, userId);
  const oneself =
    memberId === null ? undefined : (await membersById(tx, cooperativeId, [memberId])).get(memberId);
  const own =
    oneself === undefined
      ? []
      : await accountsOfPerson(tx, cooperativeId, {
          memberId: oneself.id,
          householdId: oneself.householdId,
        });
  const lines = await namedLinesOf(tx, run);
  return {
    runId,
    period: run.period,
    postedOn: notice.postedOn.toString(),
    lastDay: lastNoticeDay(notice).toString(),
    objectionsUntil: until.toString(),
    unlockDay: unlockDay(notice).toString(),
    mayObject: run.state === 'on-notice' && oneself !== undefined && !today.isAfter(until),
    place: notice.place,
    pool: run.pool.plus(run.carriedIn).toString(),
    lines: lines.map(({ line, kind, number, name }) => ({
      holder: kind,
      number,
      name: kind === 'member' && name !== null ? maskName(name) : null,
      shares: line.shares,
      gross: line.gross.toString(),
      net: line.net.toString(),
      isOwn: own.some(({ id }) => id === line.accountId),
    })),
  };
}
