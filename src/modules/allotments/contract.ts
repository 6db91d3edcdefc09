/** The wire of allotment schemes: versions, preview, posting, reversal, comparison. */
import * as z from 'zod';
import { dateText, domainText, idText, moneyText } from '../../contract/wire.ts';
import { Fraction } from '../../domain/fraction.ts';
import { ruleList } from './rules-contract.ts';

export const draftSchemeInput = z.strictObject({
  name: z.string().trim().min(1).max(100).meta({ example: '退休老人 1:8 方案' }),
  effectiveOn: dateText(),
  resolutionId: idText()
    .optional()
    .meta({ description: 'What it was resolved by; left out for a proposal that a meeting is to vote on' }),
  meaning: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .meta({ description: 'What the ratio means, in words', example: '每认购 1 股，配 8 股' }),
  rules: ruleList,
});

export const schemeReply = z.strictObject({
  id: idText(),
  version: z.string(),
  name: z.string(),
  effectiveOn: z.string(),
  resolutionId: idText().nullable(),
  meaning: z.string(),
  rules: ruleList,
});

export const schemeList = z.strictObject({ schemes: z.array(schemeReply) });

const lineReply = z.strictObject({
  number: z.string().nullable().meta({ description: 'Register number; null for the collective account' }),
  name: z.string().nullable(),
  shareClass: z.string(),
  rule: z.int().meta({ description: 'Place of the deciding rule, from 1' }),
  ratio: z.string().nullable(),
  base: z.string(),
  held: z.string(),
  target: z.string(),
  difference: z.string(),
});

export const previewReply = z.strictObject({
  on: z.string(),
  lines: z.array(lineReply),
  given: z.string(),
  taken: z.string(),
});

export const postSchemeInput = z.strictObject({ schemeId: idText(), on: dateText() });

export const postingReply = z.strictObject({
  id: idText(),
  schemeId: idText(),
  on: z.string(),
  movements: z.int(),
  given: z.string(),
  taken: z.string(),
});

export const reversePostingInput = z.strictObject({
  postingId: idText(),
  reason: z.string().trim().min(1).max(500),
});

export const postingList = z.strictObject({
  postings: z.array(postingReply.extend({ reversedAt: z.string().nullable() })),
});

export const compareInput = z.strictObject({
  schemeIds: z.array(idText()).min(1).max(6),
  on: dateText(),
  pool: moneyText(),
  classWeights: z
    .record(
      z.string().max(40),
      domainText(Fraction.parse.bind(Fraction), '1', 'Weight of one share', '每股的折算系数'),
    )
    .optional(),
});

const outcome = z.strictObject({ shares: z.string(), dividend: z.string() });

export const comparisonReply = z.strictObject({
  schemes: z.array(z.string()),
  pool: z.string(),
  rows: z.array(z.strictObject({ number: z.string(), cohort: z.string(), outcomes: z.array(outcome) })),
  cohorts: z.array(z.strictObject({ cohort: z.string(), holders: z.int(), outcomes: z.array(outcome) })),
  collective: z.array(outcome),
  totals: z.array(outcome),
  findings: z.array(z.strictObject({ kind: z.string(), zh: z.string(), en: z.string() })),
});
