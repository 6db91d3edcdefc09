/** Reasons and decisions behind standings: read and written beside them. */
import { and, eq } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { citation } from '../../domain/law.ts';
import { articleOf, type MembershipBasis } from '../../domain/membership-basis.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { memberBasis } from './schema.ts';
import { amongIds } from './store.ts';

export async function insertBasis(
  { tx, cooperativeId, now: recordedAt }: CommandUnit,
  standingId: string,
  basis: MembershipBasis,
  effectiveOn: LocalDate,
): Promise<void> {
  const lawId = articleOf(basis.reason, effectiveOn);
  await tx.insert(memberBasis).values({ cooperativeId, standingId, ...basis, lawId, recordedAt });
}

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
