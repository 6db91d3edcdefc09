/**
 * The half-year from figures to settled, step by step: what is done, what is next, what blocks it. A step is next when it is
 * not done and everything before it that it rests on is; a step whose ground is missing says which.
 */
import type { Sentence } from './assembly-rules.ts';

export const checklistSteps = [
  'months-entered',
  'assets-valued',
  'pensions-paid',
  'plan-drawn',
  'plan-adopted',
  'run-calculated',
  'run-approved',
  'on-notice',
  'run-posted',
  'batch-sent',
  'bank-answered',
  'money-settled',
  'tax-filed',
  'tax-remitted',
  'months-closed',
  'year-closed',
] as const;
export type ChecklistStep = (typeof checklistSteps)[number];

const names: Readonly<Record<ChecklistStep, Sentence>> = {
  'months-entered': { zh: '登记本期收支凭证', en: 'Enter the income and expenses of the half-year' },
  'assets-valued': { zh: '期末资产估值', en: 'Value the assets at the end' },
  'pensions-paid': { zh: '发放六个月养老金', en: 'Pay the pensions of six months' },
  'plan-drawn': { zh: '编制收益分配方案', en: 'Draw up the distribution plan' },
  'plan-adopted': { zh: '会议通过分配方案', en: 'Have the plan adopted' },
  'run-calculated': { zh: '计算分红', en: 'Calculate the dividend' },
  'run-approved': { zh: '依据决议批准分红', en: 'Approve the dividend by resolution' },
  'on-notice': { zh: '公示', en: 'Hang the public notice' },
  'run-posted': { zh: '公示期满入账', en: 'Post the dividend after the notice' },
  'batch-sent': { zh: '银行代发送出', en: 'Send the bank batch' },
  'bank-answered': { zh: '读入银行回盘', en: 'Read the bank’s answer' },
  'money-settled': { zh: '款项结清（含现金、退回、暂存）', en: 'Settle what is left: cash, returned, held' },
  'tax-filed': { zh: '汇总申报代扣税', en: 'File the tax withheld' },
  'tax-remitted': { zh: '缴纳代扣税', en: 'Remit the tax' },
  'months-closed': { zh: '结账', en: 'Close the months' },
  'year-closed': { zh: '年终结转', en: 'Close the year' },
};

/** What each step rests on. */
const grounds: Readonly<Record<ChecklistStep, readonly ChecklistStep[]>> = {
  'months-entered': [],
  'assets-valued': [],
  'pensions-paid': [],
  'plan-drawn': ['months-entered'],
  'plan-adopted': ['plan-drawn'],
  'run-calculated': ['plan-adopted'],
  'run-approved': ['run-calculated'],
  'on-notice': ['run-approved'],
  'run-posted': ['on-notice'],
  'batch-sent': ['run-posted'],
  'bank-answered': ['batch-sent'],
  'money-settled': ['bank-answered'],
  'tax-filed': ['run-posted'],
  'tax-remitted': ['tax-filed'],
  'months-closed': ['months-entered'],
  'year-closed': ['months-entered'],
};

export interface StepFact {
  readonly done: boolean;
  /** Nothing to do here: no tax, no pension rule, not the end of a year. */
  readonly unneeded?: boolean;
  readonly detail?: Sentence;
}

export interface ChecklistItem {
  readonly step: ChecklistStep;
  readonly name: Sentence;
  readonly state: 'done' | 'unneeded' | 'next' | 'blocked';
  readonly detail: Sentence | null;
  /** The steps that must come first. */
  readonly blockedBy: readonly ChecklistStep[];
}

export function checklist(facts: Readonly<Record<ChecklistStep, StepFact>>): readonly ChecklistItem[] {
  const settled = (step: ChecklistStep) => facts[step].done || facts[step].unneeded === true;
  return checklistSteps.map((step) => {
    const fact = facts[step];
    const blockedBy = settled(step) ? [] : grounds[step].filter((each) => !settled(each));
    const state = fact.unneeded ? 'unneeded' : fact.done ? 'done' : blockedBy.length > 0 ? 'blocked' : 'next';
    return { step, name: names[step], state, detail: fact.detail ?? null, blockedBy };
  });
}
