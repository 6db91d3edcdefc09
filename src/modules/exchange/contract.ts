/** What imports and exports look like on the wire. */
import * as z from 'zod';
import { dateText, idText, instantText } from '../../contract/wire.ts';
import { importKinds } from './columns.ts';
import { importStates } from './schema.ts';

export const templateQuery = z.strictObject({
  kind: z.enum(importKinds),
  format: z.enum(['xlsx', 'csv']).optional(),
  lang: z.enum(['zh', 'en']).optional(),
});

export const receiveQuery = z.strictObject({
  kind: z
    .enum(importKinds)
    .meta({ description: 'roster: members and households; opening-shares: what they hold' }),
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: check everything and write nothing; the same file can then be confirmed' }),
  lang: z.enum(['zh', 'en']).optional(),
});

export const booksArchiveQuery = z.strictObject({
  year: z.string().regex(/^(19|20|21)\d{2}$/),
  lang: z.enum(['zh', 'en']).optional(),
});

export const importReply = z.strictObject({
  id: idText(),
  kind: z.enum(importKinds),
  fileName: z.string(),
  sha256: z.string(),
  size: z.number().int(),
  dryRun: z.boolean(),
  state: z.enum(importStates).meta({
    description:
      'checked: a dry run that found no fault; done: entered; refused: see faults, nothing was entered',
  }),
  rows: z.number().int().nullable(),
  progress: z.number().int().meta({ description: 'Rows read or entered so far' }),
  faultCount: z.number().int(),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      row: z.number().int().optional(),
      column: z.string().optional(),
    }),
  ),
  result: z
    .union([
      z.strictObject({ members: z.number().int(), households: z.number().int() }),
      z.strictObject({ movements: z.number().int(), shares: z.string() }),
    ])
    .nullable(),
  createdAt: instantText(),
  finishedAt: instantText().nullable(),
});

export const importPageReply = z.strictObject({ imports: z.array(importReply), next: idText().nullable() });

const format = z.enum(['csv', 'xlsx']).optional().meta({ description: 'csv (UTF-8) unless given' });
const lang = z.enum(['zh', 'en']).optional();

export const registerExportQuery = z.strictObject({
  format,
  lang,
  on: dateText().optional(),
  knownAt: instantText().optional(),
});
export const movementsExportQuery = z.strictObject({ format, lang });
export const linesExportQuery = z.strictObject({ format, lang });
