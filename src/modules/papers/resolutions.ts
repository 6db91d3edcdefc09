/** Who resolved what a paper carries out, marked where it was entered afterwards. */
import { enteredAfterwards } from '../../domain/late-entry.ts';
import { inLanguage, type Language } from '../../domain/language.ts';
import { bodyWords } from '../../domain/words.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { requireResolution, type KnownResolution } from '../assemblies/index.ts';
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
    text: `${inLanguage(language, row.title, row.titleEn)}${entryMark(row, language)}`,
  };
}

/** What a paper says of a resolution that came from minutes on paper or was entered days after; nothing otherwise. */
export function entryMark(row: KnownResolution, language: Language): string {
  if (row.meetingId !== null && row.lateReason === null) return '';
  const what = row.meetingId === null ? 'minutes' : 'late';
  return enteredAfterwards(what, dayInChina(row.recordedAt), row.lateReason)[language];
}
