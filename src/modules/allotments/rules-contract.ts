/** The wire of a scheme's rules and cohorts: the closed shapes of the domain, amounts and ratios as text. */
import * as z from 'zod';
import type { Rule } from '../../domain/allotment.ts';
import type { Cohort } from '../../domain/cohort.ts';
import { Fraction } from '../../domain/fraction.ts';
import { standingStates } from '../../domain/membership.ts';
import { Ratio } from '../../domain/ratio.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { domainText, fewEntries, quantityText, ratioText } from '../../contract/wire.ts';

const years = z.int().min(0).max(150);

export const cohortShape: z.ZodType<Cohort, Cohort> = z
  .lazy(() =>
    z.union([
      z.strictObject({ everyone: z.literal(true) }),
      z.strictObject({ standing: z.enum(standingStates) }),
      z.strictObject({ ageAtLeast: years }),
      z.strictObject({ yearsAtLeast: years }),
      z.strictObject({ group: z.string().min(1).max(100) }),
      z.strictObject({ tag: z.string().min(1).max(40) }),
      z.strictObject({ all: z.array(cohortShape).min(1).max(20) }),
      z.strictObject({ any: z.array(cohortShape).min(1).max(20) }),
      z.strictObject({ not: cohortShape }),
    ]),
  )
  .meta({
    id: 'Cohort',
    description:
      'A predicate on dated facts, such as { "standing": "retired" }; all, any and not combine others',
    zh: '人群：按有日期的事实划定，如 { "standing": "retired" }；all、any、not 可以组合',
  });

const classCode = z.string().min(1).max(40).meta({ example: 'matched' });
const rounding = z.enum(['down', 'half-up', 'up']);
const places = z.int().min(0).max(4);
const percent = () => domainText(Fraction.parse.bind(Fraction), '30', 'Percent, exact', '百分比，精确数');

export const ruleShape = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('match'),
      shareClass: classCode,
      base: classCode.meta({
        description: 'The class that is matched',
        zh: '据以配股的股种',
        example: 'basic',
      }),
      cohort: cohortShape,
      ratio: ratioText().meta({ description: 'subscribed : matched', zh: '认购 : 配股', example: '1:8' }),
      rounding,
      places,
      cap: quantityText().optional(),
    }),
    z.strictObject({
      kind: z.literal('per-head'),
      shareClass: classCode,
      cohort: cohortShape,
      quantity: quantityText(),
    }),
    z.strictObject({
      kind: z.literal('seniority'),
      shareClass: classCode,
      cohort: cohortShape,
      perYear: quantityText(),
      cap: quantityText().optional(),
    }),
    z.strictObject({
      kind: z.literal('quota'),
      shareClass: classCode,
      cohort: cohortShape,
      total: quantityText(),
      places,
      parts: z
        .array(z.strictObject({ percent: percent(), by: z.enum(['heads', 'years']) }))
        .min(1)
        .max(5),
    }),
    z.strictObject({
      kind: z.literal('collective'),
      shareClass: classCode,
      percent: percent(),
      base: z.enum(['personal', 'total']),
      rounding,
    }),
    z.strictObject({ kind: z.literal('rest'), shareClass: classCode, total: quantityText() }),
  ])
  .meta({
    id: 'AllotmentRule',
    description: 'For each class the first rule whose cohort somebody is in decides',
    zh: '同一股种的规则依次适用，以本人所属的第一个人群为准',
  });

/** Classes of shares that one cooperative has; more are made up. */
export const MOST_CLASSES = 20;

export const classWeightsInput = fewEntries(
  z.record(
    z.string().max(40),
    domainText(Fraction.parse.bind(Fraction), '1', 'Weight of one share', '每股的折算系数'),
  ),
  MOST_CLASSES,
);

export type RuleOnWire = z.output<typeof ruleShape>;

export const ruleList = z.array(ruleShape).max(50);

/** A rule as the domain reads it. The text was checked by the schema, so nothing is refused here. */
export function parseRule(rule: RuleOnWire): Rule {
  switch (rule.kind) {
    case 'match':
      return { ...rule, ratio: Ratio.parse(rule.ratio), cap: optionalQuantity(rule.cap) };
    case 'per-head':
      return { ...rule, quantity: ShareQuantity.parse(rule.quantity) };
    case 'seniority':
      return { ...rule, perYear: ShareQuantity.parse(rule.perYear), cap: optionalQuantity(rule.cap) };
    case 'quota':
      return {
        ...rule,
        total: ShareQuantity.parse(rule.total),
        parts: rule.parts.map((part) => ({ percent: Fraction.parse(part.percent), by: part.by })),
      };
    case 'collective':
      return { ...rule, percent: Fraction.parse(rule.percent) };
    case 'rest':
      return { ...rule, total: ShareQuantity.parse(rule.total) };
  }
}

function optionalQuantity(text: string | undefined): ShareQuantity | null {
  return text === undefined ? null : ShareQuantity.parse(text);
}
