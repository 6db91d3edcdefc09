/** What can be asked to be printed. Runs, schemes and holders are named as people name them. */
import * as z from 'zod';
import { monthText } from '../accounting/contract.ts';
import { meetingParts } from '../documents/index.ts';
import { dateText, idText, instantText, moneyText, periodText } from '../../contract/wire.ts';

const language = z.enum(['zh', 'en']).default('zh');

export const issuePaperInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('statement'),
    language,
    holder: z.strictObject({
      kind: z.enum(['member', 'household', 'collective']),
      number: z.string().max(60).optional(),
    }),
    from: dateText(),
    to: dateText(),
    knownAt: instantText()
      .optional()
      .meta({ description: 'As the books were at this moment; now unless given' }),
  }),
  z.strictObject({ kind: z.literal('certificate'), language, certificate: z.string().min(1).max(60) }),
  z.strictObject({ kind: z.literal('dividend-table'), language, runId: idText() }),
  z.strictObject({
    kind: z.literal('receipt-sheet'),
    language,
    runId: idText(),
    only: z
      .literal('cash')
      .optional()
      .meta({ description: 'Only whoever fetches the money: no account, came back, below the minimum' }),
  }),
  z.strictObject({ kind: z.literal('public-notice'), language, runId: idText() }),
  z.strictObject({
    kind: z.literal('confirmation-sheet'),
    language,
    schemeId: idText(),
    on: dateText().meta({ description: 'The day of the posting, or of a posting to come' }),
  }),
  z.strictObject({
    kind: z.literal('half-year-report'),
    language,
    period: periodText(),
    comparison: z
      .strictObject({ schemeIds: z.array(idText()).min(2).max(3), pool: moneyText() })
      .optional()
      .meta({ description: 'Schemes to compare on the last day of the half-year' }),
  }),
  z.strictObject({ kind: z.literal('distribution-plan'), language, planId: idText() }),
  z.strictObject({
    kind: z.literal('voucher'),
    language,
    entryId: idText().optional().meta({ description: 'One entry; or all of a month' }),
    month: monthText().optional(),
  }),
  z.strictObject({
    kind: z.literal('tax-certificate'),
    language,
    member: z.string().min(1).max(60),
    year: z.string().regex(/^(19|20|21)\d{2}$/),
  }),
  z.strictObject({
    kind: z.literal('meeting-paper'),
    language,
    meetingId: idText(),
    part: z
      .enum(meetingParts)
      .default('pack')
      .meta({ description: 'pack: everything as one file; otherwise one part alone' }),
  }),
]);

export type PaperWish = z.output<typeof issuePaperInput>;
export type WishOf<Kind extends PaperWish['kind']> = Extract<PaperWish, { kind: Kind }>;
