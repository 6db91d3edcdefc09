/** Resolutions as every member may look into them: read as the portal, which is shown those that hold; numbers of people are masked. */
import { and, desc, eq, inArray } from 'drizzle-orm';
import { maskNumbersWithin } from '../../domain/personal-mask.ts';
import type { Tx } from '../../platform/database.ts';
import { resolution, resolutionExecution } from './schema.ts';

const SHOWN = 200;

const shown = {
  id: resolution.id,
  body: resolution.body,
  number: resolution.number,
  decidedOn: resolution.decidedOn,
  title: resolution.title,
  text: resolution.text,
  titleEn: resolution.titleEn,
  textEn: resolution.textEn,
  outcome: resolution.outcome,
};

export async function ownResolutions(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select(shown)
    .from(resolution)
    .where(eq(resolution.cooperativeId, cooperativeId))
    .orderBy(desc(resolution.decidedOn), desc(resolution.number))
    .limit(SHOWN);
  return rows.map(asEverybodyReads);
}

/** Those of them that may be looked into, however long ago they were passed. */
export async function ownResolutionsOf(tx: Tx, cooperativeId: string, ids: readonly string[]) {
  const rows = await tx
    .select(shown)
    .from(resolution)
    .where(and(eq(resolution.cooperativeId, cooperativeId), inArray(resolution.id, [...ids])));
  return rows.map(asEverybodyReads);
}

/**
 * Of which of these the portal is shown what was reported: of assemblies, whose minutes the law opens to every member, and of a body in
 * which oneself sits. Asked as the portal: its row policy says which.
 */
export async function reportsShownOf(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectDistinct({ id: resolutionExecution.resolutionId })
    .from(resolutionExecution)
    .where(
      and(
        eq(resolutionExecution.cooperativeId, cooperativeId),
        inArray(resolutionExecution.resolutionId, [...ids]),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

function asEverybodyReads({
  decidedOn,
  title,
  text,
  titleEn,
  textEn,
  ...row
}: Pick<typeof resolution.$inferSelect, keyof typeof shown>) {
  return {
    ...row,
    decidedOn: decidedOn.toString(),
    title: maskNumbersWithin(title),
    text: maskNumbersWithin(text),
    titleEn: titleEn && maskNumbersWithin(titleEn),
    textEn: textEn && maskNumbersWithin(textEn),
  };
}
