/** The shapes that every question and every command share: the reader's language, a page of a list, a dry run. */
import * as z from 'zod';
import { LocalDate } from '../domain/calendar.ts';
import { languages } from '../domain/language.ts';
import { dateText, idText, instantText } from './wire.ts';
import { proseText } from './text-kinds.ts';

export const cooperativeParams = z.strictObject({ cooperativeId: idText() });

export const languageQuery = z.strictObject({
  lang: z.enum(languages).optional().meta({
    description: 'Language of the answer; what the reader’s program prefers unless given',
    zh: '答复所用语言；不填则按浏览器的偏好',
  }),
});

/** `?dryRun=true` runs every check and writes nothing; `?lang=` chooses the language of refusals. */
export const commandQuery = languageQuery.extend({
  dryRun: z.enum(['true', 'false']).optional().meta({
    description: 'true: check everything, write nothing',
    zh: 'true：只检查，不写入',
  }),
});

/** The page of a list: at most `limit` rows after the key `after`, which is the `next` of the page before. */
export const pageInput = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional()
    .meta({ description: 'Rows a page, 1 to 999; 50 unless given', zh: '每页行数，1 至 999；不填为 50' }),
  after: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
});

export interface Page {
  readonly after: string | null;
  readonly limit: number;
}

export function pageOf(input: z.output<typeof pageInput>): Page {
  return { after: input.after ?? null, limit: pageLimit(input) };
}

export function pageLimit(query: { readonly limit?: string | undefined }): number {
  return Number(query.limit ?? '50');
}

/** A register as it stood on a day, as known at a moment. */
export const asOfInput = z.strictObject({
  on: dateText()
    .optional()
    .meta({ description: 'Evening of this day; today unless given', zh: '当日终了；不填为今天' }),
  knownAt: instantText()
    .optional()
    .meta({ description: 'As known at this moment; now unless given', zh: '以该时刻所知为准；不填为现在' }),
});

/** The day of a question, today unless given. */
export function dayOf({ on }: { readonly on?: string | undefined }, today: LocalDate): LocalDate {
  return on === undefined ? today : LocalDate.parse(on);
}

/** From the first day to the evening of the last. */
export const spanInput = z.strictObject({ from: dateText(), to: dateText() });

export function spanOf({ from, to }: z.output<typeof spanInput>): {
  readonly from: LocalDate;
  readonly to: LocalDate;
} {
  return { from: LocalDate.parse(from), to: LocalDate.parse(to) };
}

/** Why something is done, in the words of whoever does it. */
export const reasonText = () => proseText(500, 2);

export const idReply = z.strictObject({ id: idText() });
