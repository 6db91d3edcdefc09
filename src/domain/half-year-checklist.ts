/**
 * The half-year from figures to settled, step by step: what is done, what is next, what blocks it and why. A step is next only
 * when somebody can act on it today; it is done only when nothing of it is left, so never while money waits to be sent.
 */
import type { CalendarKind } from './assembly-calendar.ts';
import type { Sentence } from './language.ts';

export const checklistSteps = [
  'months-entered',
  'entries-reviewed',
  'assets-valued',
  'pensions-paid',
  'plan-drawn',
  'assembly-held',
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
  'year-closed',
  'months-closed',
] as const;
export type ChecklistStep = (typeof checklistSteps)[number];

interface StepDefinition {
  readonly name: Sentence;
  /** The steps it rests on. */
  readonly grounds: readonly ChecklistStep[];
}

const definitions: Readonly<Record<ChecklistStep, StepDefinition>> = {
  'months-entered': {
    name: { zh: '登记本期收支凭证', en: 'Enter the income and expenses of the half-year' },
    grounds: [],
  },
  'entries-reviewed': {
    name: { zh: '复核凭证', en: 'Review the entries' },
    grounds: [],
  },
  'assets-valued': {
    name: { zh: '期末资产估值', en: 'Value the assets at the end' },
    grounds: [],
  },
  'pensions-paid': {
    name: { zh: '发放六个月养老金', en: 'Pay the pensions of six months' },
    grounds: [],
  },
  'plan-drawn': {
    name: { zh: '编制收益分配方案', en: 'Draw up the distribution plan' },
    grounds: [],
  },
  'assembly-held': {
    name: { zh: '召开半年度成员（代表）大会', en: 'Hold the half-yearly assembly' },
    grounds: [],
  },
  'plan-adopted': {
    name: { zh: '依据决议通过分配方案', en: 'Adopt the plan by resolution' },
    grounds: ['plan-drawn', 'assembly-held'],
  },
  'run-calculated': {
    name: { zh: '计算分红', en: 'Calculate the dividend' },
    grounds: ['plan-drawn'],
  },
  'run-approved': {
    name: { zh: '依据决议批准分红', en: 'Approve the dividend by resolution' },
    grounds: ['run-calculated', 'assembly-held'],
  },
  'on-notice': {
    name: { zh: '公示', en: 'Hang the public notice' },
    grounds: ['run-approved'],
  },
  'run-posted': {
    name: { zh: '公示期满入账', en: 'Post the dividend after the notice' },
    grounds: ['on-notice'],
  },
  'batch-sent': {
    name: { zh: '银行代发送出', en: 'Send the money through the bank' },
    grounds: ['run-posted'],
  },
  'bank-answered': {
    name: { zh: '读入银行回盘', en: 'Read the bank’s answer' },
    grounds: ['batch-sent'],
  },
  'money-settled': {
    name: { zh: '款项结清（含现金、退回、暂存）', en: 'Settle what is left: cash, returned, held' },
    grounds: ['batch-sent', 'bank-answered'],
  },
  'tax-filed': {
    name: { zh: '汇总申报代扣税', en: 'File the tax withheld' },
    grounds: ['run-posted'],
  },
  'tax-remitted': {
    name: { zh: '缴纳代扣税', en: 'Remit the tax' },
    grounds: ['tax-filed'],
  },
  'year-closed': {
    name: { zh: '年终结转', en: 'Close the year' },
    grounds: [],
  },
  'months-closed': {
    name: { zh: '结账', en: 'Close the months' },
    grounds: [],
  },
};

/** The day of the calendar of the half-year by which a step is taken; steps without one have no day of their own. */
export const dueWith: Readonly<Partial<Record<ChecklistStep, CalendarKind>>> = {
  'assets-valued': 'period-end',
  'pensions-paid': 'period-end',
  'plan-drawn': 'papers-open',
  'run-calculated': 'papers-open',
  'assembly-held': 'meeting',
  'plan-adopted': 'public-notice-from',
  'run-approved': 'public-notice-from',
  'on-notice': 'public-notice-from',
  'run-posted': 'posting',
  'tax-filed': 'tax-filing',
  'tax-remitted': 'tax-filing',
};

export interface StepFact {
  readonly done: boolean;
  /** Nothing to do here: no tax, no pension rule, not the end of a year. */
  readonly unneeded?: boolean;
  /** How far it is. */
  readonly detail?: Sentence | undefined;
  /** Why nobody can act on it today, whatever else is done. */
  readonly reason?: Sentence | undefined;
  /** Part of it can be acted on although a step it rests on is not done. */
  readonly ready?: boolean;
}

export interface ChecklistItem {
  readonly step: ChecklistStep;
  readonly name: Sentence;
  readonly state: 'done' | 'unneeded' | 'next' | 'blocked';
  readonly detail: Sentence | null;
  /** Of what is blocked: the steps that must come first. */
  readonly blockedBy: readonly ChecklistStep[];
  /** Of what is blocked: what else it waits for. */
  readonly reason: Sentence | null;
}

export function checklist(facts: Readonly<Record<ChecklistStep, StepFact>>): readonly ChecklistItem[] {
  const over = (step: ChecklistStep) => facts[step].done || facts[step].unneeded === true;
  return checklistSteps.map((step) => {
    const { name, grounds } = definitions[step];
    const fact = facts[step];
    const missing = grounds.filter((each) => !over(each));
    const blockedBy = over(step) || fact.ready === true ? [] : missing;
    const reason = over(step) || fact.ready === true ? null : (fact.reason ?? null);
    const blocked = blockedBy.length > 0 || reason !== null;
    return {
      step,
      name,
      blockedBy,
      reason,
      detail: fact.detail ?? null,
      state: fact.unneeded === true ? 'unneeded' : fact.done ? 'done' : blocked ? 'blocked' : 'next',
    };
  });
}
