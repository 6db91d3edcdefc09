/** Reasons and decisions behind standings: read beside them. */
import { and, eq } from 'drizzle-orm';
import { citation } from '../../domain/law.ts';
import type { Tx } from '../../platform/database.ts';
import { memberBasis } from './schema.ts';
import { amongIds } from './store.ts';

/** By standing. */
export async function basesOf(tx: Tx, cooperativeId: string, standingIds: readonly string[]) {
  const rows = await tx
    .select()
    .from(memberBasis)
    .where(and(eq(memberBasis.cooperativeId, cooperativeId), amongIds(memberBasis.standingId, standingIds)));
  return new Map(
    rows.map(({ standingId, reason, lawId, resolutionId, application }) => [
      standingId,
      { reason, law: lawId === null ? null : citation(lawId), resolutionId, application },
    ]),
  );
}
