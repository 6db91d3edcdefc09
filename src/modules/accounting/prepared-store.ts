/** Entries prepared by hand, with their lines and what was said of them. */
import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { EntryLine, PreparedState } from '../../domain/journal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { holdersAs } from '../shares/index.ts';
import { entryReview, preparedEntry, preparedLine } from './schema.ts';

export type PreparedRow = typeof preparedEntry.$inferSelect;
export type ReviewRow = typeof entryReview.$inferSelect;

export interface PreparedLine extends EntryLine {
  /** Who is behind a line on 113 or on the account for outsiders. */
  readonly holder: { readonly id: string; readonly kind: string; readonly number: string } | null;
}

export interface Prepared {
  readonly row: PreparedRow;
  readonly review: ReviewRow | null;
  readonly lines: readonly PreparedLine[];
}

export function preparedState({ review }: Pick<Prepared, 'review'>): PreparedState {
  return review?.outcome ?? 'awaiting-review';
}

export async function requirePrepared(tx: Tx, cooperativeId: string, id: string): Promise<Prepared> {
  const [found] = await preparedWhere(tx, cooperativeId, eq(preparedEntry.id, id), 1);
  if (!found) throw refuse('books.entry-unknown');
  return found;
}

/** In the order of their numbers, after `after`. */
export async function preparedOf(
  tx: Tx,
  cooperativeId: string,
  wanted: { readonly state?: PreparedState | undefined; readonly after?: bigint | undefined },
  limit: number,
): Promise<readonly Prepared[]> {
  const { state, after } = wanted;
  const inState =
    state === undefined
      ? undefined
      : state === 'awaiting-review'
        ? isNull(entryReview.outcome)
        : eq(entryReview.outcome, state);
  const behind = after === undefined ? undefined : gt(preparedEntry.number, after);
  return preparedWhere(tx, cooperativeId, and(inState, behind), limit);
}

async function preparedWhere(
  tx: Tx,
  cooperativeId: string,
  condition: ReturnType<typeof and>,
  limit: number,
): Promise<readonly Prepared[]> {
  const rows = await tx
    .select({ row: preparedEntry, review: entryReview })
    .from(preparedEntry)
    .leftJoin(
      entryReview,
      and(eq(entryReview.cooperativeId, cooperativeId), eq(entryReview.entryId, preparedEntry.id)),
    )
    .where(and(eq(preparedEntry.cooperativeId, cooperativeId), condition))
    .orderBy(asc(preparedEntry.number))
    .limit(limit);
  const lines = await linesOf(
    tx,
    cooperativeId,
    rows.map(({ row }) => row.id),
  );
  return rows.map(({ row, review }) => ({ row, review, lines: lines.get(row.id) ?? [] }));
}

async function linesOf(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly PreparedLine[]>> {
  const holder = holdersAs('holder', cooperativeId);
  const rows = await tx
    .select({ line: preparedLine, holder: { id: holder.id, kind: holder.kind, number: holder.number } })
    .from(preparedLine)
    .leftJoin(holder, eq(holder.id, preparedLine.accountId))
    .where(and(eq(preparedLine.cooperativeId, cooperativeId), inArray(preparedLine.entryId, [...ids])))
    .orderBy(asc(preparedLine.entryId), asc(preparedLine.ordinal));
  const byEntry = new Map<string, PreparedLine[]>();
  for (const { line, holder: behind } of rows) {
    const { entryId, account, debit, credit, text } = line;
    const known = byEntry.get(entryId) ?? [];
    known.push({ account, debit, credit, text, holder: behind });
    byEntry.set(entryId, known);
  }
  return byEntry;
}

/** How many entries of a month and the months before wait for their review. */
export async function awaitingUntil(
  tx: Tx,
  cooperativeId: string,
  month: string,
): Promise<{ readonly count: number; readonly first: PreparedRow | undefined }> {
  const rows = await tx
    .select({ row: preparedEntry })
    .from(preparedEntry)
    .leftJoin(
      entryReview,
      and(eq(entryReview.cooperativeId, cooperativeId), eq(entryReview.entryId, preparedEntry.id)),
    )
    .where(
      and(
        eq(preparedEntry.cooperativeId, cooperativeId),
        isNull(entryReview.outcome),
        lte(sql`to_char(${preparedEntry.entryDate}, 'YYYY-MM')`, month),
      ),
    )
    .orderBy(asc(preparedEntry.number));
  return { count: rows.length, first: rows[0]?.row };
}
