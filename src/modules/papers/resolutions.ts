/** Who resolved what a paper carries out. */
import type { Language } from '../../domain/language.ts';
import { bodyWords } from '../../domain/words.ts';
import type { Tx } from '../../platform/database.ts';
import { requireResolution } from '../assemblies/index.ts';
import type { ResolutionReference } from './sheet.ts';

export async function resolutionReference(
  tx: Tx,
  cooperativeId: string,
  id: string,
  language: Language,
): Promise<ResolutionReference> {
  const row = await requireResolution(tx, cooperativeId, id);
  return {
    body: bodyWords[row.body][language],
    number: row.number,
    adoptedOn: row.decidedOn,
    text: row.title,
  };
}
