/** Reads of public notices and their objections. */
import { and, asc, eq } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import type { Objection } from '../../domain/public-notice.ts';
import type { Tx } from '../../platform/database.ts';
import { runNotice, runObjection, runObjectionSettlement } from './schema.ts';

export type NoticeRow = typeof runNotice.$inferSelect;
type ObjectionRow = typeof runObjection.$inferSelect;
type SettlementRow = typeof runObjectionSettlement.$inferSelect;

export interface KnownObjection {
  readonly row: ObjectionRow;
  readonly settlement: SettlementRow | null;
}

/** The notice of the run, or `notice.none`. */
export async function requireNoticeOf(tx: Tx, cooperativeId: string, runId: string): Promise<NoticeRow> {
  const found = await noticeOfRun(tx, cooperativeId, runId);
  if (!found) throw refuse('notice.none');
  return found;
}

export async function noticeOfRun(
  tx: Tx,
  cooperativeId: string,
  runId: string,
): Promise<NoticeRow | undefined> {
  const [row] = await tx
    .select()
    .from(runNotice)
    .where(and(eq(runNotice.cooperativeId, cooperativeId), eq(runNotice.runId, runId)));
  return row;
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
