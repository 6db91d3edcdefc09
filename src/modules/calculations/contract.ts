/** The wire of the open calculations: stateless, for anyone who doubts a figure. */
import * as z from 'zod';
import { Fraction } from '../../domain/fraction.ts';
import { methods } from '../../domain/dividend.ts';
import { standingStates } from '../../domain/membership.ts';
import { domainText, moneyText, quantityText } from '../../contract/wire.ts';
import { ruleList } from '../allotments/index.ts';

const MOST_HOLDERS = 10_000;
const key = z.string().min(1).max(100);

export const dividendCalculationInput = z.strictObject({
  pool: z.string().min(1).max(40).meta({ description: 'Yuan, no finer than `unit`', example: '100000.00' }),
  method: z.enum(methods),
  rateScale: z
    .union([z.literal(2), z.literal(4), z.literal(6)])
    .optional()
    .meta({ description: 'Decimals of the rate; per-share only' }),
  unit: z
    .enum(['0.01', '0.001', '0.0001'])
    .optional()
    .meta({ description: 'Smallest amount; 0.01 unless given' }),
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
});

export const dividendCalculationReply = z.strictObject({
  lines: z.array(
    z.strictObject({
      key: z.string(),
      shares: z.string(),
      amount: z.string(),
      quota: z.string().meta({ description: 'Exact fraction of yuan' }),
      floor: z.string(),
      extraUnit: z.boolean(),
    }),
  ),
  paid: z.string(),
  carried: z.string(),
  rate: z.string().nullable(),
});

const wholeYears = z.int().min(0).max(150);

export const allotmentCalculationInput = z.strictObject({
  schemes: z
    .array(z.strictObject({ name: z.string().min(1).max(100), rules: ruleList }))
    .min(1)
    .max(6),
  holders: z
    .array(
      z.strictObject({
        key,
        standing: z.enum(standingStates).optional().meta({ description: '`admitted` unless given' }),
        age: wholeYears.optional(),
        years: wholeYears.optional(),
        group: z.string().max(100).optional(),
        tags: z.array(z.string().max(40)).max(20).optional(),
        holdings: z.record(z.string().max(40), quantityText()),
      }),
    )
    .max(MOST_HOLDERS),
  pool: moneyText().optional().meta({ description: 'With it, the schemes are also compared' }),
  classWeights: z
    .record(
      z.string().max(40),
      domainText(Fraction.parse.bind(Fraction), '1', 'Weight of one share', '每股的折算系数'),
    )
    .optional(),
});

const outcome = z.strictObject({ shares: z.string(), dividend: z.string() });

export const allotmentCalculationReply = z.strictObject({
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
      cohorts: z.array(z.strictObject({ cohort: z.string(), holders: z.int(), outcomes: z.array(outcome) })),
      collective: z.array(outcome),
      totals: z.array(outcome),
      findings: z.array(z.strictObject({ kind: z.string(), zh: z.string(), en: z.string() })),
    })
    .nullable(),
});
