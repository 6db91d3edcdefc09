/** Reads of public notices and their objections. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { isLate, reviewState, type ReviewState } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import { countsFrom, type Objection, type PublicNotice } from '../../domain/public-notice.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { judgedLessUntil } from '../access/index.ts';
import { restDaysOf } from '../assemblies/index.ts';
import {
  dividendLine,
  dividendRun,
  runNotice,
  runNoticeReview,
  runObjection,
  runObjectionSettlement,
} from './schema.ts';
import { notReversed, requireRun } from './store.ts';

export type NoticeRow = typeof runNotice.$inferSelect;
export type NoticeReviewRow = typeof runNoticeReview.$inferSelect;
type ObjectionRow = typeof runObjection.$inferSelect;
type SettlementRow = typeof runObjectionSettlement.$inferSelect;

/** How its last day is found. */
export type Counting = Pick<PublicNotice, 'restDays' | 'asItFell' | 'endedOn'>;

/** Of a run, what its posting says of the last day of its notice. */
type Posting = Pick<typeof dividendRun.$inferSelect, 'postedAt' | 'noticeEndedOn'>;

/** A notice as it counts: `postedOn` is the day it counts from, beside the day it claims and the day it was recorded. */
export interface KnownNotice extends NoticeRow, Counting {
  readonly claimedOn: LocalDate;
  readonly recordedOn: LocalDate;
  readonly review: ReviewState;
  readonly reviewed: NoticeReviewRow | null;
}

export function knownNotice(
  row: NoticeRow,
  reviewed: NoticeReviewRow | null,
  counting: Counting,
): KnownNotice {
  const recordedOn = dayInChina(row.recordedAt);
  const review = reviewState(isLate(row.postedOn, recordedOn), reviewed?.verdict ?? null);
  const postedOn = countsFrom(row.postedOn, recordedOn, review);
  return { ...row, ...counting, postedOn, claimedOn: row.postedOn, recordedOn, review, reviewed };
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
  if (found === undefined) return undefined;
  const posting = await requireRun(tx, cooperativeId, runId);
  return knownNotice(found.row, found.reviewed, await countingOf(tx, cooperativeId, posting));
}

/**
 * The last day that its posting kept is its last day for ever. What was posted by a version that moved no last day stays posted in time;
 * every other last day moves.
 */
export async function countingOf(tx: Tx, cooperativeId: string, posting: Posting): Promise<Counting> {
  return (await countingIn(tx, cooperativeId))(posting);
}

/** Of any run of the cooperative, by its posting. */
async function countingIn(tx: Tx, cooperativeId: string): Promise<(posting: Posting) => Counting> {
  const restDays = await restDaysOf(tx, cooperativeId);
  const until = await judgedLessUntil(tx, cooperativeId);
  return ({ postedAt, noticeEndedOn: endedOn }) => ({
    restDays,
    endedOn,
    asItFell: postedAt !== null && until !== null && postedAt.getTime() <= until.getTime(),
  });
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
  const counting = await countingIn(tx, cooperativeId);
  return rows.map(({ row, reviewed, run, takenBack }) => ({
    notice: knownNotice(row, reviewed, counting(run)),
    run,
    takenBack,
  }));
}

/** What an account was worked out to get by runs that hang out, now or as the books were at a moment, and are not posted. */
export async function hangingLines(tx: Tx, cooperativeId: string, accountId: string, knownAt: Date | null) {
  const hung = (await noticesHung(tx, cooperativeId)).filter(({ notice, run }) =>
    knownAt === null
      ? run.state === 'on-notice'
      : run.state !== 'withdrawn' &&
        notice.recordedAt <= knownAt &&
        (run.postedAt === null || run.postedAt > knownAt),
  );
  if (hung.length === 0) return [];
  const lines = await tx
    .select({ runId: dividendLine.runId, calculation: dividendLine.calculation, net: dividendLine.net })
    .from(dividendLine)
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendLine.accountId, accountId),
        inArray(
          dividendLine.runId,
          hung.map(({ run }) => run.id),
        ),
      ),
    );
  return hung.flatMap(({ notice, run }) =>
    lines
      .filter(({ runId, calculation }) => runId === run.id && calculation === run.calculation)
      .map(({ net }) => ({ notice, run, net })),
  );
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
    answerBy: row.answerBy,
    answeredOn: settlement?.kind === 'answered' ? settlement.settledOn : null,
    released: released
      ? { by: settlement.settledBy, on: settlement.settledOn, reason: settlement.text }
      : null,
  };
}
