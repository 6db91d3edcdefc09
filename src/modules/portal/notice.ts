/**
 * Dividends on public notice: the list of one as it hangs on the wall, everybody's line, names masked, one's own marked, and the list
 * of all, withdrawn ones among them and said to be so. Nothing of it is told before it hangs.
 */
import { dividesPool, isWeighed } from '../../domain/dividend-run.ts';
import { Money } from '../../domain/money.ts';
import { maskName } from '../../domain/personal-mask.ts';
import { answerDay, lastNoticeDay, lastObjectionDay, unlockDay } from '../../domain/public-notice.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { must } from '../../platform/must.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from '../assemblies/index.ts';
import {
  findRun,
  isReversed,
  namedLinesOf,
  noticeOfRun,
  noticesHung,
  objectionsOf,
  type KnownNotice,
  type ownObjections,
} from '../dividends/index.ts';

export async function noticeFor(
  tx: Tx,
  ask: {
    readonly cooperativeId: string;
    readonly runId: string;
    readonly today: LocalDate;
    /** Of whom one looks for, as the portal saw them; null: of nobody. */
    readonly memberId: string | null;
    readonly accountIds: readonly string[];
  },
) {
  const { cooperativeId, runId, today, memberId, accountIds } = ask;
  const run = await findRun(tx, cooperativeId, runId);
  const notice = await noticeOfRun(tx, cooperativeId, runId);
  if (run === null || !notice) throw refuse('run.unknown');
  const days = await noticeDays(tx, cooperativeId, notice, today, memberId);
  const lines = await namedLinesOf(tx, run);
  const takenBack = await isReversed(tx, run);
  return {
    runId,
    period: run.period,
    ...days,
    state: run.state,
    takenBack,
    withdrawnBecause: run.state === 'withdrawn' ? run.reason : null,
    isStanding: !takenBack && (run.state === 'on-notice' || run.state === 'posted'),
    kind: run.kind,
    run: run.number.toString(),
    place: notice.place,
    pool: run.pool.plus(run.carriedIn).toString(),
    paid: run.paid.toString(),
    carried: run.carried.toString(),
    totals: {
      gross: Money.sum(lines.map(({ line }) => line.gross)).toString(),
      tax: Money.sum(lines.map(({ line }) => line.tax)).toString(),
      net: Money.sum(lines.map(({ line }) => line.net)).toString(),
    },
    basis: run.basis,
    isWeighed: isWeighed(run),
    divides: dividesPool(run),
    totalWeight: run.totalWeight,
    lines: lines.map(({ line, kind, number, name }) => ({
      holder: kind,
      number,
      name: kind === 'member' && name !== null ? maskName(name) : null,
      shares: line.shares,
      weight: line.weight,
      gross: line.gross.toString(),
      net: line.net.toString(),
      isOwn: accountIds.includes(line.accountId),
    })),
  };
}

/** All that ever hung, and what became of one's own objections to them. */
export async function noticesFor(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  own: Awaited<ReturnType<typeof ownObjections>>,
) {
  const hung = await noticesHung(tx, cooperativeId);
  const notices = hung.map(({ notice, run, takenBack }) => ({
    runId: run.id,
    run: run.number.toString(),
    kind: run.kind,
    state: run.state,
    takenBack,
    period: run.period,
    postedOn: notice.postedOn.toString(),
    lastDay: lastNoticeDay(notice).toString(),
    isOver: today.isAfter(lastNoticeDay(notice)),
    place: notice.place,
  }));
  const objections = [];
  const places = new Map<string, Awaited<ReturnType<typeof jurisdictionOn>>>();
  for (const each of own) {
    const { notice, run, takenBack } = must(
      hung.find(({ run: { id } }) => id === each.runId),
      'the notice that was objected to',
    );
    const posted = notice.postedOn.toString();
    const where = places.get(posted) ?? (await jurisdictionOn(tx, cooperativeId, notice.postedOn));
    places.set(posted, where);
    const raisedOn = LocalDate.parse(each.raisedOn);
    const answerBy = answerDay({ raisedOn, answerBy: each.answerBy }, where, notice.restDays).toString();
    const { kind, state, period } = run;
    objections.push({ ...each, kind, state, takenBack, period, answerBy });
  }
  return { notices, objections };
}

/**
 * The days of a notice, which of them are over, and the objections that nobody has settled: until each of them is, nothing of the whole
 * list is posted, whoever raised it.
 */
export async function noticeDays(
  tx: Tx,
  cooperativeId: string,
  notice: KnownNotice,
  today: LocalDate,
  memberId: string | null,
) {
  const where = await jurisdictionOn(tx, cooperativeId, notice.postedOn);
  const until = lastObjectionDay(notice, where);
  const lastDay = lastNoticeDay(notice);
  const raised = await objectionsOf(tx, cooperativeId, notice.runId);
  const open = raised
    .filter(({ settlement }) => settlement === null)
    .map(({ row }) => ({
      number: row.number,
      isOwn: memberId !== null && row.memberId === memberId,
      answerBy: answerDay(row, where, notice.restDays).toString(),
    }));
  return {
    raisedObjections: raised.length,
    openObjections: open.length,
    answersBy:
      open
        .map(({ answerBy }) => answerBy)
        .sort()
        .at(-1) ?? null,
    ownOpen: open.flatMap(({ number, isOwn, answerBy }) => (isOwn ? [{ number, answerBy }] : [])),
    postedOn: notice.postedOn.toString(),
    lastDay: lastDay.toString(),
    objectionsUntil: until.toString(),
    unlockDay: unlockDay(notice).toString(),
    isOver: today.isAfter(lastDay),
    // Today counts: 1 on the last day, 0 once they are over.
    daysToObject: today.isAfter(until) ? 0 : today.daysUntil(until) + 1,
  };
}
