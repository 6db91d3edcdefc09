/** The wire of the open calculations: stateless, for anyone who doubts a figure. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { domainText, moneyText, quantityText } from '../../contract/wire.ts';
import { methods } from '../../domain/dividend.ts';
import { Fraction } from '../../domain/fraction.ts';
import { standingStates } from '../../domain/membership.ts';
import { ruleList } from '../allotments/rules-contract.ts';

const MOST_HOLDERS = 10_000;
const key = z.string().min(1).max(100);
const wholeYears = z.int().min(0).max(150);

const outcome = z.strictObject({ shares: z.string(), dividend: z.string() });

export const calculateDividend = endpoint({
  name: 'calculateDividend',
  method: 'post',
  path: '/calculations/dividend',
  action: 'anybody',
  summary: {
    zh: '精确分配一笔分红，逐户列出依据；不保存',
    en: 'Divide a pool exactly, with the proof of each line; nothing is stored',
  },
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
      .meta({ description: 'Decimals of the rate; per-share only', zh: '每股红利的小数位数；仅用于按每股' }),
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
        quota: z.string().meta({ description: 'Exact fraction of yuan', zh: '应得额，元的精确分数' }),
        floor: z.string(),
        extraUnit: z.boolean(),
      }),
    ),
    paid: z.string(),
    carried: z.string(),
    rate: z.string().nullable(),
  }),
  errors: [
    'dividend.pool-not-positive',
    'dividend.amount-malformed',
    'dividend.nothing-held',
    'dividend.holding-negative',
    'dividend.duplicate-key',
    'dividend.rate-scale-needed',
    'dividend.rate-scale-unwanted',
    'dividend.rate-zero',
  ],
  example: {
    pool: '100000.00',
    method: 'largest-remainder',
    holdings: [
      { key: '3-12', shares: '8000' },
      { key: '3-13', shares: '9000' },
      { key: '3-14', shares: '2000' },
    ],
  },
});

export const calculateAllotment = endpoint({
  name: 'calculateAllotment',
  method: 'post',
  path: '/calculations/allotment',
  action: 'anybody',
  summary: {
    zh: '按方案对小名册配股；给出分红总额则比较各方案；不保存',
    en: 'Apply schemes to a small register; with a pool, compare them; nothing is stored',
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
            .meta({ description: '`admitted` unless given', zh: '不填为 `admitted`（在册成员）' }),
          age: wholeYears.optional(),
          years: wholeYears.optional(),
          group: z.string().max(100).optional(),
          tags: z.array(z.string().max(40)).max(20).optional(),
          holdings: z.record(z.string().max(40), quantityText()),
        }),
      )
      .max(MOST_HOLDERS),
    pool: moneyText()
      .optional()
      .meta({ description: 'With it, the schemes are also compared', zh: '填写后同时比较各方案' }),
    classWeights: z
      .record(
        z.string().max(40),
        domainText(Fraction.parse.bind(Fraction), '1', 'Weight of one share', '每股的折算系数'),
      )
      .optional(),
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
  errors: ['allotment.no-rules', 'allotment.duplicate-holder', 'allotment.pool-not-positive'],
  example: {
    schemes: [
      {
        name: '退休老人 1:8、其他成员 1:3',
        rules: [
          {
            kind: 'match',
            shareClass: 'matched',
            base: 'subscribed',
            cohort: { standing: 'retired' },
            ratio: '1:8',
            rounding: 'down',
            places: 0,
          },
          {
            kind: 'match',
            shareClass: 'matched',
            base: 'subscribed',
            cohort: { everyone: true },
            ratio: '1:3',
            rounding: 'down',
            places: 0,
          },
        ],
      },
    ],
    holders: [
      { key: '3-12', standing: 'retired', holdings: { subscribed: '1000' } },
      { key: '3-13', holdings: { subscribed: '2000' } },
    ],
    pool: '100000.00',
  },
});
