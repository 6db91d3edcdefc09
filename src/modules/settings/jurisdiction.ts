/** Where the cooperative stands, from a day on: whose law holds for what it does. Set and confirmed in the room of assemblies. */
import { and, asc, eq } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { reviewState, type ReviewState } from '../../domain/late-entry.ts';
import type { Jurisdiction } from '../../domain/law.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { findCooperative } from '../access/index.ts';
import { jurisdiction, jurisdictionReview } from './schema.ts';

export type JurisdictionRow = typeof jurisdiction.$inferSelect;
type ReviewRow = typeof jurisdictionReview.$inferSelect;

/** With what a second person said of it, where one has to. */
export interface KnownJurisdiction extends JurisdictionRow {
  readonly review: ReviewState;
  readonly reviewed: ReviewRow | null;
}

const known = (row: JurisdictionRow, reviewed: ReviewRow | null): KnownJurisdiction => ({
  ...row,
  review: reviewState(row.needsReview, reviewed?.verdict ?? null),
  reviewed,
});

/** All that was set, the earliest first; of one day the latest counts, of those that count. */
export async function jurisdictionsSet(tx: Tx, cooperativeId: string): Promise<readonly KnownJurisdiction[]> {
  const rows = await tx
    .select({ row: jurisdiction, reviewed: jurisdictionReview })
    .from(jurisdiction)
    .leftJoin(
      jurisdictionReview,
      and(
        eq(jurisdictionReview.cooperativeId, cooperativeId),
        eq(jurisdictionReview.version, jurisdiction.version),
      ),
    )
    .where(eq(jurisdiction.cooperativeId, cooperativeId))
    .orderBy(asc(jurisdiction.effectiveFrom), asc(jurisdiction.version));
  return rows.map(({ row, reviewed }) => known(row, reviewed));
}

const counts = ({ review }: KnownJurisdiction): boolean => review === 'not-needed' || review === 'confirmed';

/** Whose law holds on a day: as set, or by default the province of the region code and an urban community. */
export async function jurisdictionOn(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
): Promise<Jurisdiction & { readonly row: JurisdictionRow | null }> {
  const row =
    (await jurisdictionsSet(tx, cooperativeId)).findLast(
      (each) => counts(each) && !each.effectiveFrom.isAfter(on),
    ) ?? null;
  if (row) return { province: row.province, community: row.community, row };
  const { regionCode } = must(await findCooperative(tx, cooperativeId), 'the cooperative');
  return { province: regionCode.slice(0, 2), community: 'urban', row };
}

export async function keepJurisdiction(tx: Tx, row: JurisdictionRow): Promise<KnownJurisdiction> {
  await tx.insert(jurisdiction).values(row);
  return known(row, null);
}

export async function keepJurisdictionReview(
  tx: Tx,
  row: JurisdictionRow,
  reviewed: ReviewRow,
): Promise<KnownJurisdiction> {
  await tx.insert(jurisdictionReview).values(reviewed);
  return known(row, reviewed);
}
