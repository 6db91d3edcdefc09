/**
 * A regular run as the one before: the pool of the plan of the half-year, the terms of last time, calculated in the same unit of
 * work. Whoever drafts reads all of it before pressing, and may say any of it otherwise.
 */
import { Period } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Sentence } from '../../domain/language.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { calculateRun, draftRun } from './commands.ts';
import * as wire from './contract.ts';
import { adoptedPlan, planState, plansOf } from './plan-store.ts';
import { lastRegularRun } from './store.ts';

export const draftAndCalculateRun = defineCommand({
  name: 'dividends.draft-and-calculate-run',
  endpoint: wire.draftAndCalculateRun,
  async run(unit, { period, ...given }) {
    const before = await lastRegularRun(unit.tx, unit.cooperativeId, period);
    const method = given.method ?? before?.method ?? needed('method');
    // Decimals belong to a method: those of last time stay only with its method.
    const rateScale = given.rateScale ?? (method === before?.method ? scaleOf(before.rateScale) : undefined);
    const pool = given.pool ?? (await plannedPool(unit, period));
    const taxBasisEn = given.taxBasis === undefined ? (before?.taxBasisEn ?? undefined) : given.taxBasisEn;
    const drafted = await draftRun.run(unit, {
      period,
      recordDate: given.recordDate ?? `${Period.parse(period).lastDay}`,
      basis: given.basis ?? before?.basis ?? needed('basis'),
      method,
      ...(rateScale !== undefined && { rateScale }),
      ...(pool !== undefined && { pool }),
      classWeights: given.classWeights ?? { ...before?.classWeights },
      taxRate: given.taxRate ?? before?.taxRate ?? needed('taxRate'),
      taxBasis: given.taxBasis ?? before?.taxBasis ?? needed('taxBasis'),
      ...(taxBasisEn !== undefined && { taxBasisEn }),
    });
    return { ...(await calculateRun.run(unit, { runId: drafted.id })), warnings: drafted.warnings };
  },
});

const termWords = {
  basis: { zh: '计算口径', en: 'what is counted' },
  method: { zh: '取整方法', en: 'way of rounding' },
  taxRate: { zh: '税率', en: 'tax rate' },
  taxBasis: { zh: '税法依据', en: 'legal basis of the tax' },
} as const satisfies Record<string, Sentence>;

function needed(term: keyof typeof termWords): never {
  throw refuse('dividend.term-needed', { term: termWords[term] }, `/${term}`);
}

function scaleOf(scale: number | null): 2 | 4 | 6 | undefined {
  return scale === 2 || scale === 4 || scale === 6 ? scale : undefined;
}

/** Of a plan that is not adopted yet, what it would leave; undefined where an adopted one is asked, or there is none. */
async function plannedPool({ tx, cooperativeId }: CommandUnit, period: string): Promise<string | undefined> {
  if (await adoptedPlan(tx, cooperativeId, period)) return undefined;
  const drafted = (await plansOf(tx, cooperativeId, period)).findLast((plan) => planState(plan) === 'draft');
  return drafted?.row.payable.toString();
}
