/** Share classes as a paper names them: in English by the English name, where the cooperative gave one. */
import { inLanguage, type Language } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import { shareClasses } from '../shares/index.ts';

export async function classesIn(tx: Tx, cooperativeId: string, language: Language) {
  return (await shareClasses(tx, cooperativeId)).map(({ name, nameEn, ...row }) => ({
    ...row,
    name: inLanguage(language, name, nameEn),
  }));
}
