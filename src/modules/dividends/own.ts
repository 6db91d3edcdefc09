/** What runs gave a person, what was put on public notice, and the objections they raised: read as the portal. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { lastNoticeDay } from '../../domain/public-notice.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { countingOf } from './notice-store.ts';
import { dividendLine, dividendRun, runNotice, runObjection, runObjectionSettlement } from './schema.ts';

export async function ownDividends(tx: Tx, cooperativeId: string, accountIds: readonly string[]) {
  const lines = await tx
    .select({
      runId: dividendRun.id,
      run: dividendRun.number,
      kind: dividendRun.kind,
      refersTo: dividendRun.refersTo,
      accountId: dividendLine.accountId,
      state: dividendRun.state,
      period: dividendRun.period,
      recordDate: dividendRun.recordDate,
      basis: dividendRun.basis,
      method: dividendRun.method,
      rateScale: dividendRun.rateScale,
      rate: dividendRun.rate,
      pool: dividendRun.pool,
      carriedIn: dividendRun.carriedIn,
      totalWeight: dividendRun.totalWeight,
      taxRate: dividendRun.taxRate,
      taxBasis: dividendRun.taxBasis,
      taxBasisEn: dividendRun.taxBasisEn,
      postedAt: dividendRun.postedAt,
      shares: dividendLine.shares,
      weight: dividendLine.weight,
      floor: dividendLine.floor,
      extra: dividendLine.extra,
      gross: dividendLine.gross,
      tax: dividendLine.tax,
      net: dividendLine.net,
    })
    .from(dividendLine)
    .innerJoin(
      dividendRun,
      and(
        eq(dividendRun.cooperativeId, dividendLine.cooperativeId),
        eq(dividendRun.id, dividendLine.runId),
        eq(dividendRun.calculation, dividendLine.calculation),
      ),
    )
    .where(
      and(eq(dividendLine.cooperativeId, cooperativeId), inArray(dividendLine.accountId, [...accountIds])),
    )
    .orderBy(asc(dividendRun.number));
  const takenBack = new Set(
    lines.flatMap(({ kind, state, refersTo }) =>
      kind === 'reversal' && state === 'posted' ? [refersTo] : [],
    ),
  );
  return lines.map(
    ({ run, refersTo: _, recordDate, postedAt, pool, carriedIn, floor, gross, tax, net, ...line }) => ({
      ...line,
      takenBack: line.kind === 'reversal' || takenBack.has(line.runId),
      run: run.toString(),
      recordDate: recordDate.toString(),
      postedOn: postedAt && dayInChina(postedAt).toString(),
      pool: pool.toString(),
      carriedIn: carriedIn.toString(),
      floor: floor.toString(),
      gross: gross.toString(),
      tax: tax.toString(),
      net: net.toString(),
    }),
  );
}

export async function publicNotices(tx: Tx, cooperativeId: string, today: LocalDate) {
  const rows = await tx
    .select({
      runId: runNotice.runId,
      run: dividendRun.number,
      kind: dividendRun.kind,
      period: dividendRun.period,
      postedOn: runNotice.postedOn,
      days: runNotice.days,
      postedAt: dividendRun.postedAt,
      place: runNotice.place,
    })
    .from(runNotice)
    .innerJoin(
      dividendRun,
      and(eq(dividendRun.cooperativeId, runNotice.cooperativeId), eq(dividendRun.id, runNotice.runId)),
    )
    .where(eq(runNotice.cooperativeId, cooperativeId))
    .orderBy(asc(dividendRun.number));
  return Promise.all(
    rows.map(async ({ run, postedOn, days, postedAt, ...notice }) => {
      const lastDay = lastNoticeDay({ postedOn, days, ...(await countingOf(tx, cooperativeId, postedAt)) });
      return {
        ...notice,
        lastDay: lastDay.toString(),
        isOver: today.isAfter(lastDay),
        run: run.toString(),
        postedOn: postedOn.toString(),
      };
    }),
  );
}

/** Whose objections they are PostgreSQL alone says: those that the person who asks put on record. */
export async function ownObjections(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select({
      runId: runObjection.runId,
      number: runObjection.number,
      raisedOn: runObjection.raisedOn,
      text: runObjection.text,
      settled: runObjectionSettlement.kind,
      answer: runObjectionSettlement.text,
    })
    .from(runObjection)
    .leftJoin(
      runObjectionSettlement,
      and(
        eq(runObjectionSettlement.cooperativeId, runObjection.cooperativeId),
        eq(runObjectionSettlement.runId, runObjection.runId),
        eq(runObjectionSettlement.number, runObjection.number),
      ),
    )
    .where(eq(runObjection.cooperativeId, cooperativeId))
    .orderBy(asc(runObjection.recordedAt), asc(runObjection.number));
  return rows.map(({ raisedOn, ...row }) => ({ ...row, raisedOn: raisedOn.toString() }));
}
