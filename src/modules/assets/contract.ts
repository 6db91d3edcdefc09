/** The wire of collective assets. */
import { z } from 'zod';
import { preservationVerdicts } from '../../domain/preservation.ts';
import { languageQuery } from '../../platform/http.ts';
import { dateText, idText, moneyText } from '../../platform/wire.ts';

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

export const preservationQuery = assetsQuery.extend({
  addDividendsBack: z.enum(['true', 'false']).optional().meta({
    description: 'Add back what was paid to members in the span',
  }),
});
export const preservationReply = z.strictObject({
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
