/** The wire of distribution plans. */
import * as z from 'zod';
import { parsePercent, planModes, stepBases, stepKinds } from '../../domain/distribution.ts';
import { languageQuery } from '../../contract/query.ts';
import { domainText, idText, moneyText, periodText } from '../../contract/wire.ts';

const percent = () =>
  domainText(parsePercent, '10', 'Percent, at most four decimals', '百分比，最多四位小数');

export const planInput = z.strictObject({
  period: periodText(),
  mode: z.enum(planModes).meta({
    description:
      '`opening`: out of undistributed income of earlier years; `advance`: out of what the half-year earned, settled at the end of the year; `year`: the whole year, less what was advanced',
  }),
  figures: z
    .strictObject({
      income: moneyText(),
      priorLoss: moneyText(),
      priorUndistributed: moneyText(),
      advanced: moneyText()
        .optional()
        .meta({ description: 'What the runs of the first half took unless given' }),
    })
    .optional()
    .meta({ description: 'Taken from the books unless given; from the books only once the period is over' }),
  preset: z.string().max(40).optional().meta({ description: 'Provincial rules that the steps must keep' }),
  steps: z
    .array(
      z.strictObject({
        kind: z.enum(stepKinds),
        name: z.string().trim().min(1).max(60),
        base: z.enum(stepBases).meta({
          description:
            '`income`: the period’s own; `after-loss`: what making good losses left; `left`: what the steps before left',
        }),
        rate: percent(),
        floor: moneyText().optional(),
        ceiling: moneyText().optional(),
        basis: z
          .string()
          .trim()
          .min(1)
          .max(300)
          .meta({ description: 'Legal basis, or article of the charter' }),
      }),
    )
    .max(10),
  members: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rest') }),
    z.strictObject({ kind: z.literal('amount'), amount: moneyText() }),
    z.strictObject({ kind: z.literal('rate'), rate: percent() }),
  ]),
  drawOnPrior: z.boolean().optional().meta({ description: 'Members may get more, out of earlier years' }),
});
export type PlanInput = Readonly<z.output<typeof planInput>>;

export const adoptPlanInput = z.strictObject({ planId: idText(), resolutionId: idText() });
export const withdrawPlanInput = z.strictObject({
  planId: idText(),
  reason: z.string().trim().min(2).max(300),
});
export const repealPlanInput = z.strictObject({
  planId: idText(),
  resolutionId: idText().meta({ description: 'Of the repeal: another than the one that adopted the plan' }),
  reason: z.string().trim().min(2).max(300),
});

const planLine = z.strictObject({
  kind: z.string(),
  name: z.string(),
  base: z.string().nullable(),
  rate: z.string().nullable(),
  amount: z.string(),
  bound: z
    .enum(['floor', 'ceiling'])
    .nullable()
    .meta({ description: 'What moved the amount away from rate × base' }),
  basis: z.string(),
});

export const waterfallReply = z.strictObject({
  figures: z.strictObject({
    income: z.string(),
    priorLoss: z.string(),
    priorUndistributed: z.string(),
    advanced: z.string(),
  }),
  lines: z.array(planLine),
  members: z.string(),
  payable: z.string(),
  fromPrior: z.string(),
  carried: z.string(),
});

export const planReply = waterfallReply.extend({
  id: idText(),
  number: z.string(),
  period: z.string(),
  mode: z.enum(planModes),
  state: z.enum(['draft', 'adopted', 'withdrawn', 'repealed']),
  preset: z.string().nullable(),
  drawOnPrior: z.boolean(),
  resolutionId: idText().nullable(),
  repeal: z.strictObject({ resolutionId: idText(), reason: z.string() }).nullable(),
});
export const plansReply = z.strictObject({ plans: z.array(planReply) });
export const plansQuery = languageQuery.extend({ period: periodText().optional() });
export const presetsReply = z.strictObject({
  presets: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      source: z.string(),
      steps: z.array(
        z.strictObject({
          kind: z.enum(stepKinds),
          name: z.string(),
          least: z.string().nullable(),
          most: z.string().nullable(),
          usual: z.string().nullable(),
        }),
      ),
    }),
  ),
});
