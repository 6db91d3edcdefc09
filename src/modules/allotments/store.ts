/** Reads and writes of schemes and postings. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { allotmentPosting, allotmentReversal, allotmentScheme, allotmentSchemeWithdrawal } from './schema.ts';

export type SchemeRow = typeof allotmentScheme.$inferSelect;
export type PostingRow = typeof allotmentPosting.$inferSelect;

export async function insertScheme(tx: Tx, row: SchemeRow): Promise<void> {
  await tx.insert(allotmentScheme).values(row);
}

export async function schemesOf(tx: Tx, cooperativeId: string): Promise<readonly SchemeRow[]> {
  return tx
    .select()
    .from(allotmentScheme)
    .where(eq(allotmentScheme.cooperativeId, cooperativeId))
    .orderBy(asc(allotmentScheme.version));
}

export async function requireScheme(tx: Tx, cooperativeId: string, id: string): Promise<SchemeRow> {
  const [row] = await tx
    .select()
    .from(allotmentScheme)
    .where(and(eq(allotmentScheme.cooperativeId, cooperativeId), eq(allotmentScheme.id, id)));
  if (!row) throw refuse('scheme.unknown');
  return row;
}

export type WithdrawalRow = typeof allotmentSchemeWithdrawal.$inferSelect;

export async function insertWithdrawal(tx: Tx, row: WithdrawalRow): Promise<void> {
  await tx.insert(allotmentSchemeWithdrawal).values(row);
}

/** Schemes taken back, by the scheme. */
export async function withdrawalsOf(
  tx: Tx,
  cooperativeId: string,
): Promise<ReadonlyMap<string, WithdrawalRow>> {
  const rows = await tx
    .select()
    .from(allotmentSchemeWithdrawal)
    .where(eq(allotmentSchemeWithdrawal.cooperativeId, cooperativeId));
  return new Map(rows.map((row) => [row.schemeId, row]));
}

/** The scheme, or a refusal where it was taken back. */
export async function requireStandingScheme(tx: Tx, cooperativeId: string, id: string): Promise<SchemeRow> {
  const row = await requireScheme(tx, cooperativeId, id);
  const withdrawn = (await withdrawalsOf(tx, cooperativeId)).get(id);
  if (withdrawn) throw refuse('scheme.withdrawn', { name: row.name, reason: withdrawn.reason });
  return row;
}

export async function insertPosting(tx: Tx, row: PostingRow): Promise<void> {
  await tx.insert(allotmentPosting).values(row);
}

/** The posting of a scheme for a day that has not been reversed. */
export async function standingPosting(tx: Tx, cooperativeId: string, schemeId: string, on: LocalDate) {
  const [row] = await tx
    .select({ id: allotmentPosting.id })
    .from(allotmentPosting)
    .leftJoin(allotmentReversal, reversalOfPosting())
    .where(
      and(
        eq(allotmentPosting.cooperativeId, cooperativeId),
        eq(allotmentPosting.schemeId, schemeId),
        eq(allotmentPosting.effectiveOn, on),
        isNull(allotmentReversal.postingId),
      ),
    );
  return row;
}

/** The day of the latest standing posting of the scheme up to `on`; null: it was never posted. */
export async function postedBefore(
  tx: Tx,
  cooperativeId: string,
  schemeId: string,
  on: LocalDate,
): Promise<LocalDate | null> {
  const days = (await postingsOf(tx, cooperativeId))
    .filter(({ posting, reversedAt }) => posting.schemeId === schemeId && reversedAt === null)
    .map(({ posting }) => posting.effectiveOn)
    .filter((day) => !day.isAfter(on));
  return days.reduce<LocalDate | null>((last, day) => (last?.isAfter(day) ? last : day), null);
}

/** In the order of recording. */
export async function postingsOf(tx: Tx, cooperativeId: string) {
  return tx
    .select({ posting: allotmentPosting, reversedAt: allotmentReversal.recordedAt })
    .from(allotmentPosting)
    .leftJoin(allotmentReversal, reversalOfPosting())
    .where(eq(allotmentPosting.cooperativeId, cooperativeId))
    .orderBy(asc(allotmentPosting.recordedAt), asc(allotmentPosting.id));
}

export async function requireStandingPosting(tx: Tx, cooperativeId: string, id: string): Promise<PostingRow> {
  const found = (await postingsOf(tx, cooperativeId)).find((row) => row.posting.id === id);
  if (!found) throw refuse('posting.unknown');
  if (found.reversedAt !== null) throw refuse('posting.already-reversed');
  return found.posting;
}

export async function insertReversal(tx: Tx, row: typeof allotmentReversal.$inferInsert): Promise<void> {
  await tx.insert(allotmentReversal).values(row);
}

function reversalOfPosting() {
  return and(
    eq(allotmentReversal.cooperativeId, allotmentPosting.cooperativeId),
    eq(allotmentReversal.postingId, allotmentPosting.id),
  );
}
