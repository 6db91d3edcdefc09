/** Resolutions as every member may look into them: read as the portal, which is shown those that hold. */
import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { resolution } from './schema.ts';

const SHOWN = 200;

export async function ownResolutions(tx: Tx, cooperativeId: string) {
  const rows = await tx
    .select({
      body: resolution.body,
      number: resolution.number,
      decidedOn: resolution.decidedOn,
      title: resolution.title,
      text: resolution.text,
      titleEn: resolution.titleEn,
      textEn: resolution.textEn,
      outcome: resolution.outcome,
    })
    .from(resolution)
    .where(eq(resolution.cooperativeId, cooperativeId))
    .orderBy(desc(resolution.decidedOn), desc(resolution.number))
    .limit(SHOWN);
  return rows.map(({ decidedOn, ...row }) => ({ ...row, decidedOn: decidedOn.toString() }));
}
