/** Which scheme somebody's shares came by: read as the portal, which sees the postings of their own movements and the names alone. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { allotmentPosting, allotmentScheme } from './schema.ts';

/** By the posting. What is posted otherwise than by a scheme has none. */
export async function schemesBehind(tx: Tx, cooperativeId: string, postingIds: readonly string[]) {
  const rows = await tx
    .select({
      postingId: allotmentPosting.id,
      name: allotmentScheme.name,
      nameEn: allotmentScheme.nameEn,
    })
    .from(allotmentPosting)
    .innerJoin(
      allotmentScheme,
      and(
        eq(allotmentScheme.cooperativeId, cooperativeId),
        eq(allotmentScheme.id, allotmentPosting.schemeId),
      ),
    )
    .where(
      and(eq(allotmentPosting.cooperativeId, cooperativeId), inArray(allotmentPosting.id, [...postingIds])),
    );
  return new Map(rows.map(({ postingId, ...scheme }) => [postingId, scheme]));
}

/** Which class each of these postings gave, and the one it followed, by code. As the office: the portal is shown no rules. */
export async function matchesBehind(tx: Tx, cooperativeId: string, postingIds: readonly string[]) {
  const rows = await tx
    .select({ postingId: allotmentPosting.id, rules: allotmentScheme.rules })
    .from(allotmentPosting)
    .innerJoin(
      allotmentScheme,
      and(
        eq(allotmentScheme.cooperativeId, cooperativeId),
        eq(allotmentScheme.id, allotmentPosting.schemeId),
      ),
    )
    .where(
      and(eq(allotmentPosting.cooperativeId, cooperativeId), inArray(allotmentPosting.id, [...postingIds])),
    );
  return new Map(
    rows.map(({ postingId, rules }) => [
      postingId,
      rules.flatMap((rule) => (rule.kind === 'match' ? [{ base: rule.base, matched: rule.shareClass }] : [])),
    ]),
  );
}
