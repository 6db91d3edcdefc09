/** Reads and writes of resolutions. */
import { and, asc, eq, gt } from 'drizzle-orm';
import { shippedRuleSets } from '../../domain/assembly-rule-sets.ts';
import { requirePower, ruleSetOn, type MotionKind } from '../../domain/assembly-rules.ts';
import { refuse } from '../../domain/error.ts';
import type { Tx } from '../../platform/database.ts';
import { resolution } from './schema.ts';

export type ResolutionRow = typeof resolution.$inferSelect;

export async function insertResolution(tx: Tx, row: ResolutionRow): Promise<void> {
  await tx.insert(resolution).values(row);
}

/** The resolution, or `resolution.unknown`: whatever rests on one must find it. */
export async function requireResolution(tx: Tx, cooperativeId: string, id: string): Promise<ResolutionRow> {
  const [row] = await tx
    .select()
    .from(resolution)
    .where(and(eq(resolution.cooperativeId, cooperativeId), eq(resolution.id, id)));
  if (!row) throw refuse('resolution.unknown', {}, '/resolutionId');
  return row;
}

/**
 * The resolution, if its body had the power to decide such a matter on the day it decided; otherwise a refusal that
 * names the article. Product: a ratio is for the members' assembly alone since 1 May 2025, and history stays valid.
 */
export async function requireResolutionFor(
  tx: Tx,
  cooperativeId: string,
  id: string,
  matter: MotionKind,
): Promise<ResolutionRow> {
  const row = await requireResolution(tx, cooperativeId, id);
  requirePower(ruleSetOn(row.decidedOn, shippedRuleSets), row.body, matter, row.decidedOn);
  return row;
}

/** In the order of recording: the ids grow with time. */
export async function resolutionsAfter(tx: Tx, cooperativeId: string, limit: number, after?: string) {
  return tx
    .select()
    .from(resolution)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        after === undefined ? undefined : gt(resolution.id, after),
      ),
    )
    .orderBy(asc(resolution.id))
    .limit(limit);
}
