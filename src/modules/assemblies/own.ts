/** Resolutions as every member may look into them: read as the portal, which is shown those that hold; numbers of people are masked. */
import { desc, eq } from 'drizzle-orm';
import { maskNumbersWithin } from '../../domain/personal-mask.ts';
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
  return rows.map(({ decidedOn, title, text, titleEn, textEn, ...row }) => ({
    ...row,
    decidedOn: decidedOn.toString(),
    title: maskNumbersWithin(title),
    text: maskNumbersWithin(text),
    titleEn: titleEn && maskNumbersWithin(titleEn),
    textEn: textEn && maskNumbersWithin(textEn),
  }));
}
