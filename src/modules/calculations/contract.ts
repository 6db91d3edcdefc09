/** The wire of the open calculations: stateless, for anyone who doubts a figure. */
import * as z from 'zod';
import { endpoint, type InputOf } from '../../contract/endpoint.ts';
import { Fraction } from '../../domain/fraction.ts';
import { methods } from '../../domain/dividend.ts';
import { standingStates } from '../../domain/membership.ts';
import { domainText, fewEntries, moneyText, quantityText } from '../../contract/wire.ts';
import { classWeightsInput, MOST_CLASSES, ruleList } from '../allotments/rules-contract.ts';

const MOST_HOLDERS = 10_000;
const key = z.string().min(1).max(100);

const wholeYears = z.int().min(0).max(150);
const outcome = z.strictObject({ shares: z.string(), dividend: z.string() });

export const calculateDividend = endpoint({
  name: 'calculateDividend',
  method: 'post',
  path: '/calculations/dividend',
  action: 'anybody',
  summary: { zh: '试算分红，每行可复核', en: 'Divide a pool exactly, with the proof of each line' },
  input: z.strictObject({
    pool: z.string().min(1).max(40).meta({
      description: 'Yuan, no finer than `unit`',
      zh: '元，不细于 `unit`',
      example: '100000.00',
    }),
    method: z.enum(methods),
    rateScale: z
      .union([z.literal(2), z.literal(4), z.literal(6)])
      .optional()
      .meta({ description: 'Decimals of the rate; per-share only', zh: '每股金额的小数位数；仅用于按股法' }),
    unit: z
      .enum(['0.01', '0.001', '0.0001'])
      .optional()
      .meta({ description: 'Smallest amount; 0.01 unless given', zh: '最小金额；不填为 0.01' }),
    holdings: z
      .array(
        z.strictObject({
          key,
          shares: domainText(
            Fraction.parse.bind(Fraction),
            '2000',
            'Exact: "2000", "12.5" or "1/3"',
            '精确数：“2000”、“12.5”或“1/3”',
          ),
        }),
      )
      .max(MOST_HOLDERS),
  }),
  reply: z.strictObject({
    lines: z.array(
      z.strictObject({
        key: z.string(),
        shares: z.string(),
        amount: z.string(),
        quota: z.string().meta({ description: 'Exact fraction of yuan', zh: '应得额的精确分数（元）' }),
        floor: z.string(),
        extraUnit: z.boolean(),
      }),
    ),
    paid: z.string(),
    carried: z.string(),
    rate: z.string().nullable(),
  }),
  errors: [
    'dividend.amount-malformed',
    'dividend.nothing-held',
    'dividend.pool-not-positive',
    'fraction.no-common-scale',
    'dividend.rate-scale-needed',
    'dividend.rate-scale-unwanted',
  ],
  example: {
    pool: '500.00',
    method: 'largest-remainder',
    holdings: [
      { key: '张', shares: '2000' },
      { key: '李', shares: '1000' },
    ],
  },
});

export const calculateAllotment = endpoint({
  name: 'calculateAllotment',
  method: 'post',
  path: '/calculations/allotment',
  action: 'anybody',
  summary: {
    zh: '试算配股方案；填分配额则比较各方案',
    en: 'Apply schemes to a small register; with a pool, compare them',
  },
  input: z.strictObject({
    schemes: z
      .array(z.strictObject({ name: z.string().min(1).max(100), rules: ruleList }))
      .min(1)
      .max(6),
    holders: z
      .array(
        z.strictObject({
          key,
          standing: z
            .enum(standingStates)
            .optional()
            .meta({ description: '`admitted` unless given', zh: '不填为在册成员' }),
          age: wholeYears.optional(),
          years: wholeYears.optional(),
          group: z.string().max(100).optional(),
          tags: z.array(z.string().max(40)).max(20).optional(),
          holdings: fewEntries(z.record(z.string().max(40), quantityText()), MOST_CLASSES),
        }),
      )
      .max(MOST_HOLDERS),
    pool: moneyText()
      .optional()
      .meta({ description: 'With it, the schemes are also compared', zh: '填写则同时比较各方案' }),
    classWeights: classWeightsInput.optional(),
  }),
  reply: z.strictObject({
    schemes: z.array(
      z.strictObject({
        name: z.string(),
        lines: z.array(
          z.strictObject({
            key: z.string().nullable(),
            shareClass: z.string(),
            rule: z.int(),
            base: z.string(),
            held: z.string(),
            target: z.string(),
          }),
        ),
        collective: z.record(z.string(), z.string()),
      }),
    ),
    comparison: z
      .strictObject({
        rows: z.array(z.strictObject({ key: z.string(), outcomes: z.array(outcome) })),
        cohorts: z.array(
          z.strictObject({ cohort: z.string(), holders: z.int(), outcomes: z.array(outcome) }),
        ),
        collective: z.array(outcome),
        totals: z.array(outcome),
        findings: z.array(z.strictObject({ kind: z.string(), zh: z.string(), en: z.string() })),
      })
      .nullable(),
  }),
  errors: [
    'allotment.duplicate-holder',
    'allotment.pool-not-positive',
    'allotment.too-much',
    'calculation.too-long',
    'allotment.percents',
  ],
  example: {
    schemes: [
      {
        name: '退休老人 1:8 方案',
        rules: [
          {
            kind: 'match',
            base: 'basic',
            shareClass: 'matched',
            ratio: '1:8',
            cohort: { standing: 'retired' },
            rounding: 'down',
            places: 2,
          },
        ],
      },
    ],
    holders: [{ key: '张', standing: 'retired', holdings: { basic: '2000' } }],
    pool: '100000.00',
  },
});
export type DividendQuestion = InputOf<typeof calculateDividend>;
export type AllotmentQuestion = InputOf<typeof calculateAllotment>;
