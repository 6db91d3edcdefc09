/** Reads of public notices and their objections. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { isLate, reviewState, type ReviewState } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import { countsFrom, type Objection } from '../../domain/public-notice.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { dividendRun, runNotice, runNoticeReview, runObjection, runObjectionSettlement } from './schema.ts';
import { notReversed } from './store.ts';

export type NoticeRow = typeof runNotice.$inferSelect;
export type NoticeReviewRow = typeof runNoticeReview.$inferSelect;
type ObjectionRow = typeof runObjection.$inferSelect;
type SettlementRow = typeof runObjectionSettlement.$inferSelect;

/** A notice as it counts: `postedOn` is the day it counts from, beside the day it claims and the day it was recorded. */
export interface KnownNotice extends NoticeRow {
  readonly claimedOn: LocalDate;
  readonly recordedOn: LocalDate;
  readonly review: ReviewState;
  readonly reviewed: NoticeReviewRow | null;
}

export function knownNotice(row: NoticeRow, reviewed: NoticeReviewRow | null): KnownNotice {
  const recordedOn = dayInChina(row.recordedAt);
  const review = reviewState(isLate(row.postedOn, recordedOn), reviewed?.verdict ?? null);
  const postedOn = countsFrom(row.postedOn, recordedOn, review);
  return { ...row, postedOn, claimedOn: row.postedOn, recordedOn, review, reviewed };
}

export interface KnownObjection {
  readonly row: ObjectionRow;
  readonly settlement: SettlementRow | null;
}

/** The notice of the run, or `notice.none`. */
export async function requireNoticeOf(tx: Tx, cooperativeId: string, runId: string): Promise<KnownNotice> {
  const found = await noticeOfRun(tx, cooperativeId, runId);
  if (!found) throw refuse('notice.none');
  return found;
}

export async function noticeOfRun(
  tx: Tx,
  cooperativeId: string,
  runId: string,
): Promise<KnownNotice | undefined> {
  const [found] = await tx
    .select({ row: runNotice, reviewed: runNoticeReview })
    .from(runNotice)
    .leftJoin(
      runNoticeReview,
      and(
        eq(runNoticeReview.cooperativeId, runNotice.cooperativeId),
        eq(runNoticeReview.runId, runNotice.runId),
      ),
    )
    .where(and(eq(runNotice.cooperativeId, cooperativeId), eq(runNotice.runId, runId)));
  return found && knownNotice(found.row, found.reviewed);
}

/** Every notice that was ever hung up, as it counts, with the run that it is of and whether that was taken back; by the run's number. */
export async function noticesHung(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select({
      row: runNotice,
      reviewed: runNoticeReview,
      run: dividendRun,
      takenBack: sql<boolean>`not ${notReversed()}`,
    })
    .from(runNotice)
    .innerJoin(
      dividendRun,
      and(eq(dividendRun.cooperativeId, runNotice.cooperativeId), eq(dividendRun.id, runNotice.runId)),
    )
    .leftJoin(
      runNoticeReview,
      and(
        eq(runNoticeReview.cooperativeId, runNotice.cooperativeId),
        eq(runNoticeReview.runId, runNotice.runId),
      ),
    )
    .where(eq(runNotice.cooperativeId, cooperativeId))
    .orderBy(asc(dividendRun.number));
  return rows.map(({ row, reviewed, run, takenBack }) => ({
    notice: knownNotice(row, reviewed),
    run,
    takenBack,
  }));
}

/** In the order in which they were raised. */
export async function objectionsOf(
  tx: Tx,
  cooperativeId: string,
  runId: string,
): Promise<readonly KnownObjection[]> {
  const rows = await tx
    .select({ row: runObjection, settlement: runObjectionSettlement })
    .from(runObjection)
    .leftJoin(
      runObjectionSettlement,
      and(
        eq(runObjectionSettlement.cooperativeId, runObjection.cooperativeId),
        eq(runObjectionSettlement.runId, runObjection.runId),
        eq(runObjectionSettlement.number, runObjection.number),
      ),
    )
    .where(and(eq(runObjection.cooperativeId, cooperativeId), eq(runObjection.runId, runId)))
    .orderBy(asc(runObjection.number));
  return rows;
}

export function asObjection({ row, settlement }: KnownObjection): Objection {
  const released = settlement?.kind === 'released';
  return {
    number: String(row.number),
    raisedOn: row.raisedOn,
    answeredOn: settlement?.kind === 'answered' ? settlement.settledOn : null,
    released: released
      ? { by: settlement.settledBy, on: settlement.settledOn, reason: settlement.text }
      : null,
  };
}
