/** The shapes that every question and every command share: the reader's language, a page of a list, a dry run. */
import * as z from 'zod';
import { languages } from '../domain/language.ts';
import { idText } from './wire.ts';

export const cooperativeParams = z.strictObject({ cooperativeId: idText() });

export const languageQuery = z.strictObject({
  lang: z
    .enum(languages)
    .optional()
    .meta({ description: 'Language of the answer; what the reader’s program prefers unless given' }),
});

/** `?dryRun=true` runs every check and writes nothing; `?lang=` chooses the language of refusals. */
export const commandQuery = languageQuery.extend({
  dryRun: z.enum(['true', 'false']).optional().meta({ description: 'true: check everything, write nothing' }),
});

/** The page of a list: at most `limit` rows after the key `after`, which is the `next` of the page before. */
export const pageQuery = languageQuery.extend({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional()
    .meta({ description: 'Rows a page, 1 to 999; 50 unless given' }),
  after: z.string().max(200).optional().meta({ description: 'The `next` of the page before' }),
});

export function pageLimit(query: { readonly limit?: string | undefined }): number {
  return Number(query.limit ?? '50');
}
