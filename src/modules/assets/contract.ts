/** The wire of collective assets. */
import * as z from 'zod';
import { preservationVerdicts } from '../../domain/preservation.ts';
import { languageQuery } from '../../contract/query.ts';
import { dateText, idText, moneyText } from '../../contract/wire.ts';

export const assetKinds = ['operating', 'non-operating', 'resource'] as const;
export type AssetKind = (typeof assetKinds)[number];

const text = (most: number) => z.string().trim().min(1).max(most);

export const enterAssetInput = z.strictObject({
  number: z.string().min(1).max(60),
  kind: z.enum(assetKinds),
  name: text(100),
  place: text(200).optional(),
  acquiredOn: dateText(),
  value: moneyText().meta({ description: 'What it is worth on the day it was acquired' }),
  source: text(200).meta({ description: 'Where the value comes from: contract, appraisal, asset check' }),
  objective: text(200).optional().meta({
    description:
      'Where it came without the cooperative’s doing: why. Its value is no gain of the cooperative.',
  }),
});
export const valueAssetInput = z.strictObject({
  assetId: idText(),
  valuedOn: dateText(),
  value: moneyText(),
  source: text(200),
});
export const useAssetInput = z.strictObject({
  assetId: idText(),
  from: dateText(),
  to: dateText(),
  income: moneyText().optional().meta({ description: 'Left out where it lay idle' }),
  note: text(200),
});
export const endAssetInput = z.strictObject({
  assetId: idText(),
  endedOn: dateText(),
  reason: text(200),
  objective: text(200).optional(),
});

export const strikeInput = z.strictObject({
  assetId: idText(),
  recordId: idText().meta({ description: 'A valuation, a use or an end; or the asset itself' }),
  reason: text(200),
});

export const assetReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(assetKinds),
  name: z.string(),
  place: z.string().nullable(),
  acquiredOn: z.string(),
  endedOn: z.string().nullable(),
  value: z.string().nullable().meta({ description: 'On the day asked for; null where it was not here' }),
  valuedOn: z.string().nullable(),
  income: z.string().meta({ description: 'Of the span asked for' }),
  idleDays: z.int(),
});
export const assetsQuery = languageQuery.extend({ from: dateText(), to: dateText() });
export const assetsReply = z.strictObject({
  from: z.string(),
  to: z.string(),
  totals: z.array(
    z.strictObject({
      kind: z.enum(assetKinds),
      count: z.int(),
      opening: z.string(),
      closing: z.string(),
      income: z.string(),
    }),
  ),
  assets: z.array(assetReply),
});

const record = { id: idText(), struck: z.string().nullable().meta({ description: 'Why it counts no more' }) };
export const assetHistoryReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(assetKinds),
  name: z.string(),
  place: z.string().nullable(),
  acquiredOn: z.string(),
  objective: z.string().nullable(),
  valuations: z.array(
    z.strictObject({ ...record, valuedOn: z.string(), value: z.string(), source: z.string() }),
  ),
  uses: z.array(
    z.strictObject({
      ...record,
      from: z.string(),
      to: z.string(),
      note: z.string(),
      income: z.string().nullable().meta({ description: 'Null: idle' }),
    }),
  ),
  ends: z.array(
    z.strictObject({ ...record, endedOn: z.string(), reason: z.string(), objective: z.string().nullable() }),
  ),
});

export const preservationBases = ['register', 'books'] as const;
export const preservationQuery = assetsQuery.extend({
  basis: z.enum(preservationBases).optional().meta({
    description:
      'Where opening and closing come from: the values in the register of assets, which is usual, or the net assets in the books',
  }),
  opening: moneyText().optional().meta({ description: 'Entered instead' }),
  closing: moneyText().optional().meta({ description: 'Entered instead' }),
  objectiveIncrease: moneyText()
    .optional()
    .meta({ description: 'Entered instead of what the register knows; not negative' }),
  objectiveDecrease: moneyText()
    .optional()
    .meta({ description: 'Entered instead of what the register knows; not negative' }),
  addDividendsBack: z.enum(['true', 'false']).optional().meta({
    description: 'Add back what was paid to members in the span',
  }),
});
export const preservationReply = z.strictObject({
  basis: z.enum(preservationBases),
  entered: z.array(z.string()).meta({ description: 'The figures that were entered, not read' }),
  from: z.string(),
  to: z.string(),
  opening: z.string(),
  closing: z.string(),
  objectiveIncrease: z.string(),
  objectiveDecrease: z.string(),
  dividendsAddedBack: z.string(),
  adjustedClosing: z.string(),
  rate: z.string().nullable(),
  verdict: z.enum(preservationVerdicts),
  verdictText: z.string(),
  formula: z.string(),
});
export const doneReply = z.strictObject({ id: idText() });
