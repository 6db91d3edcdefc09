/** The figures of a distribution plan, with who resolved it. */
import { Period } from '../../../domain/calendar.ts';
import { distributionPreset, presetSource } from '../../../domain/distribution.ts';
import { inLanguage, type Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { bodyWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { requireResolution } from '../../assemblies/index.ts';
import { entryMark } from '../resolutions.ts';
import { planState, requirePlan, taxRiskOf, waterfallOf, type Plan } from '../../dividends/index.ts';
import type { WishOf } from '../paper.ts';
import type { printDistributionPlan } from './contract.ts';
import type { DistributionPlanPaper, PlanPart } from './layout.ts';

export async function planFigures(
  tx: Tx,
  cooperativeId: string,
  { planId, language }: WishOf<typeof printDistributionPlan>,
): Promise<DistributionPlanPaper> {
  const plan = await requirePlan(tx, cooperativeId, planId);
  const { members, payable, carried } = waterfallOf(plan.row.terms);
  const { resolutionId = null } = plan.end ?? {};
  const decided = resolutionId === null ? null : await requireResolution(tx, cooperativeId, resolutionId);
  return {
    period: Period.parse(plan.row.period),
    plan: await planPart(tx, plan, language),
    members,
    payable,
    carried,
    resolution: decided && {
      body: bodyWords[decided.body][language],
      number: decided.number,
      adoptedOn: decided.decidedOn,
      text: `${inLanguage(language, decided.text, decided.textEn)}${entryMark(decided, language)}`,
    },
  };
}

const planStates = {
  draft: { zh: '待表决', en: 'to be voted on' },
  adopted: { zh: '已通过', en: 'adopted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  repealed: { zh: '已废止', en: 'repealed' },
} as const;

/** A plan as papers print it. */
export async function planPart(tx: Tx, plan: Plan, language: Language): Promise<PlanPart> {
  const { row } = plan;
  const until = row.terms.reserveUntil;
  const risk = await taxRiskOf(tx, row.cooperativeId, row.period);
  const { lines, fromPrior } = waterfallOf(row.terms);
  const preset = row.terms.preset === undefined ? null : distributionPreset(row.terms.preset);
  return {
    number: row.number.toString(),
    state: planStates[planState(plan)][language],
    mode: row.mode,
    preset: preset && { name: preset.name[language], source: presetSource(preset)[language] },
    reserveUntil: until ? { amount: Money.parse(until.amount).toGrouped(), basis: until.basis } : null,
    fromPrior,
    taxRisk: risk?.[language] ?? null,
    lines: lines.map(({ name, basis, ...line }) => ({
      ...line,
      name: name[language],
      basis: basis[language],
    })),
  };
}
