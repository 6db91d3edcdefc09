/** The wire of collective assets. */
import * as z from 'zod';
import { preservationVerdicts } from '../../domain/preservation.ts';
import { endpoint } from '../../contract/endpoint.ts';
import { idReply, spanInput } from '../../contract/query.ts';
import { dateText, idText, moneyText } from '../../contract/wire.ts';
import { proseText } from '../../contract/text-kinds.ts';

export const assetKinds = ['operating', 'non-operating', 'resource'] as const;
export type AssetKind = (typeof assetKinds)[number];

export const preservationBases = ['register', 'books'] as const;

const text = (most: number) => z.string().trim().min(1).max(most);
const enteredInstead = () =>
  moneyText()
    .optional()
    .meta({ description: 'Entered instead of what is known', zh: '另行填列，代替账上数' });
const objectiveCause = text(200).optional().meta({
  description:
    'Where it came or went without the cooperative’s doing: why. It is no gain or loss of the cooperative.',
  zh: '非经营原因的增减，写明原因；不算经营增减值',
});

const assetReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(assetKinds),
  name: z.string(),
  place: z.string().nullable(),
  acquiredOn: z.string(),
  endedOn: z.string().nullable(),
  value: z.string().nullable().meta({
    description: 'On the last day asked for; null where it was not here',
    zh: '所问末日的价值；当日不在册为空',
  }),
  valuedOn: z.string().nullable(),
  income: z.string().meta({ description: 'Of the span asked for', zh: '所问期间的收入' }),
  idleDays: z.int(),
});

const record = {
  id: idText(),
  struck: z.string().nullable().meta({ description: 'Why it counts no more', zh: '作废原因；未作废为空' }),
};

export const listAssets = endpoint({
  name: 'listAssets',
  method: 'get',
  path: '/assets',
  action: 'assets.read',
  summary: {
    zh: '资产台账：期间的价值、收入和闲置天数',
    en: 'The register with values, income and idle days of a span',
  },
  input: spanInput,
  reply: z.strictObject({
    from: z.string(),
    to: z.string(),
    gone: z
      .array(
        z.strictObject({
          number: z.string(),
          name: z.string(),
          on: z.string(),
          reason: z.string(),
          struck: z.boolean().meta({ description: 'Entered in error', zh: '登记有误而作废' }),
        }),
      )
      .meta({
        description: 'Taken off the register within the span, and why: the half-year report names it',
        zh: '期间内不再登记的资产和原因，半年报告列出',
      }),
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
  }),
  errors: ['asset.span-backwards'],
  example: { from: '2025-01-01', to: '2025-06-30' },
});

export const readPreservation = endpoint({
  name: 'readPreservation',
  method: 'get',
  path: '/assets/preservation',
  action: 'assets.read',
  summary: {
    zh: '期间的保值增值率和算式',
    en: 'The preservation rate of a span, with its formula',
  },
  input: spanInput.extend({
    basis: z.enum(preservationBases).optional().meta({
      description:
        'Where opening and closing come from: the values in the register of assets, which is usual, or the net assets in the books',
      zh: '期初、期末取自资产台账的价值（通常），或账簿的净资产',
    }),
    opening: enteredInstead(),
    closing: enteredInstead(),
    objectiveIncrease: enteredInstead(),
    objectiveDecrease: enteredInstead(),
    addDividendsBack: z.enum(['true', 'false']).optional().meta({
      description: 'Add back what was paid to members in the span',
      zh: '加回期间分给成员的红利',
    }),
  }),
  reply: z.strictObject({
    basis: z.enum(preservationBases),
    entered: z
      .array(z.string())
      .meta({ description: 'The figures that were entered, not read', zh: '另行填列的项目' }),
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
  }),
  errors: ['asset.span-backwards', 'asset.amount-negative'],
  example: { from: '2025-01-01', to: '2025-06-30', addDividendsBack: 'true' },
});

export const enterAsset = endpoint({
  name: 'enterAsset',
  method: 'post',
  path: '/assets',
  action: 'assets.record',
  summary: { zh: '登记资产', en: 'Enter an asset' },
  input: z.strictObject({
    number: z.string().min(1).max(60),
    kind: z.enum(assetKinds),
    name: text(100),
    place: text(200).optional(),
    acquiredOn: dateText(),
    value: moneyText().meta({
      description: 'What it is worth on the day it was acquired',
      zh: '取得当日的价值，元',
    }),
    source: proseText(200).meta({
      description: 'Where the value comes from: contract, appraisal, asset check',
      zh: '价值依据：合同、评估或清产核资',
    }),
    objective: objectiveCause,
  }),
  reply: idReply,
  status: 201,
  errors: ['asset.number-taken', 'asset.amount-negative', 'books.entry-in-future'],
  example: {
    number: 'A-12',
    kind: 'operating',
    name: '临街商铺',
    place: '泉东路 8 号',
    acquiredOn: '2020-01-01',
    value: '350000.00',
    source: '清产核资表',
  },
});

export const readAsset = endpoint({
  name: 'readAsset',
  method: 'get',
  path: '/assets/:assetId',
  action: 'assets.read',
  summary: {
    zh: '一项资产及其全部估值、使用和处置记录',
    en: 'One asset with all its valuations, uses and ends',
  },
  input: z.strictObject({ assetId: idText() }),
  reply: z.strictObject({
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
        income: z.string().nullable().meta({ description: 'Null: idle', zh: '为空：闲置' }),
      }),
    ),
    ends: z.array(
      z.strictObject({
        ...record,
        endedOn: z.string(),
        reason: z.string(),
        objective: z.string().nullable(),
      }),
    ),
  }),
  errors: ['asset.unknown'],
});

export const valueAsset = endpoint({
  name: 'valueAsset',
  method: 'post',
  path: '/assets/:assetId/valuations',
  action: 'assets.record',
  summary: { zh: '登记估值', en: 'Value an asset' },
  input: z.strictObject({
    assetId: idText(),
    valuedOn: dateText(),
    value: moneyText(),
    source: proseText(200),
  }),
  reply: idReply,
  status: 201,
  errors: [
    'asset.unknown',
    'asset.ended',
    'asset.date-before',
    'asset.valued-that-day',
    'asset.amount-negative',
    'books.entry-in-future',
  ],
  example: { valuedOn: '2025-06-30', value: '356000.00', source: '评估报告〔2025〕18号' },
});

export const useAsset = endpoint({
  name: 'useAsset',
  method: 'post',
  path: '/assets/:assetId/uses',
  action: 'assets.record',
  summary: { zh: '登记资产收入或闲置', en: 'Note income of an asset, or that it lay idle' },
  input: z.strictObject({
    assetId: idText(),
    from: dateText(),
    to: dateText(),
    income: moneyText()
      .optional()
      .meta({ description: 'Left out where it lay idle', zh: '收入，元；闲置时不填' }),
    note: proseText(200),
  }),
  reply: idReply,
  status: 201,
  errors: [
    'asset.unknown',
    'asset.ended',
    'asset.span-backwards',
    'asset.idle-already',
    'books.entry-in-future',
    'asset.date-before',
  ],
  example: { from: '2025-01-01', to: '2025-06-30', income: '12000.00', note: '商铺租金' },
});

export const endAsset = endpoint({
  name: 'endAsset',
  method: 'post',
  path: '/assets/:assetId/end',
  action: 'assets.record',
  summary: { zh: '登记资产处置', en: 'Note that an asset was disposed of' },
  input: z.strictObject({
    assetId: idText(),
    endedOn: dateText(),
    reason: proseText(200),
    objective: objectiveCause,
  }),
  reply: idReply,
  status: 201,
  errors: ['asset.unknown', 'asset.ended', 'asset.known-later'],
  example: { endedOn: '2025-05-31', reason: '征收拆除', objective: '政府征收' },
});

export const strikeAssetRecord = endpoint({
  name: 'strikeAssetRecord',
  method: 'post',
  path: '/assets/:assetId/records/:recordId/strike',
  action: 'assets.record',
  summary: { zh: '作废登记有误的记录', en: 'Strike what was entered in error' },
  input: z.strictObject({
    assetId: idText(),
    recordId: idText().meta({
      description: 'A valuation, a use or an end; or the asset itself',
      zh: '一条估值、使用或处置记录；或资产本身',
    }),
    reason: proseText(200),
  }),
  reply: idReply,
  status: 201,
  errors: ['asset.unknown', 'asset.record-unknown'],
  example: { reason: '录入有误' },
});
