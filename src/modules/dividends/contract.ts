/** The wire of dividend runs. */
import * as z from 'zod';
import { methods } from '../../domain/dividend.ts';
import { bases, parseTaxRate, runKinds, runStates } from '../../domain/dividend-run.ts';
import { refuse } from '../../domain/refusal.ts';
import { named } from '../../contract/field-words.ts';
import { dateText, domainText, idText, moneyText, periodText } from '../../contract/wire.ts';

/** A weight of a class: at most four decimals, so that every weight stays exact in the ledger. */
export function parseClassWeight(text: string): string {
  if (!/^(0|[1-9]\d{0,5})(\.\d{1,4})?$/.test(text))
    throw refuse('quantity.malformed', { text: text.slice(0, 20) });
  return text;
}

export const draftRunInput = z.strictObject({
  kind: z.enum(['regular', 'supplementary']).optional().meta({ description: '`regular` unless given' }),
  period: periodText(),
  recordDate: dateText().meta({ description: 'Whose holdings count; on share-days, who was held back' }),
  basis: named(z.enum(bases), { zh: '计算口径', en: 'what is counted' }),
  method: z.enum(methods),
  rateScale: z.union([z.literal(2), z.literal(4), z.literal(6)]).optional(),
  pool: moneyText()
    .optional()
    .meta({ description: 'What the adopted plan of the half-year leaves unless given' }),
  classWeights: z
    .record(
      z.string().min(1).max(40),
      domainText(parseClassWeight, '1', 'Weight of one share of the class', '该股种每股的折算系数'),
    )
    .optional(),
  taxRate: domainText(parseTaxRate, '0.20', 'From 0 to 1; there is no default', '0 至 1；没有默认值'),
  taxBasis: z
    .string()
    .trim()
    .min(2)
    .max(300)
    .meta({ example: '《个人所得税法》第三条：利息、股息、红利所得 20%' }),
});

export const runIdInput = z.strictObject({ runId: idText() });
export const approveRunInput = z.strictObject({ runId: idText(), resolutionId: idText() });
export const withdrawRunInput = z.strictObject({
  runId: idText(),
  reason: z.string().trim().min(1).max(500),
});
export const reverseRunInput = z.strictObject({
  runId: idText(),
  resolutionId: idText(),
  reason: z.string().trim().min(1).max(500),
});
export const differenceRunInput = z.strictObject({
  runId: idText().meta({ description: 'The posted run that is corrected' }),
  reason: z.string().trim().min(1).max(500),
});

export const runReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  period: z.string(),
  recordDate: z.string(),
  basis: z.enum(bases),
  countingRule: z.strictObject({ zh: z.string(), en: z.string() }),
  method: z.enum(methods),
  rateScale: z.int().nullable(),
  pool: z.string(),
  classWeights: z.record(z.string(), z.string()),
  taxRate: z.string(),
  taxBasis: z.string(),
  refersTo: idText().nullable(),
  reason: z.string().nullable(),
  knownAt: z.string().nullable(),
  carriedIn: z.string(),
  carriedFrom: idText().nullable(),
  lines: z.int(),
  totalWeight: z.string().nullable(),
  rate: z.string().nullable(),
  paid: z.string(),
  tax: z.string(),
  net: z.string(),
  carried: z.string(),
  resolutionId: idText().nullable(),
  postedAt: z.string().nullable(),
});

export const runPage = z.strictObject({ runs: z.array(runReply), next: z.string().nullable() });

export const lineReply = z.strictObject({
  ordinal: z.int(),
  kind: z.string(),
  number: z.string(),
  shares: z.string(),
  weight: z.string(),
  quota: z.string().meta({ description: 'Exact fraction of yuan' }),
  floor: z.string(),
  extraFen: z.boolean(),
  gross: z.string(),
  tax: z.string(),
  net: z.string(),
  held: z.string().nullable(),
});

export const linePage = z.strictObject({ lines: z.array(lineReply), next: z.string().nullable() });

/** Everything a doubting shareholder needs to repeat the sum by hand. */
export const proofReply = z.strictObject({
  run: runReply,
  line: lineReply,
  distributable: z.string().meta({ description: 'Pool and carried-in together' }),
});
