/** What the access log tells apart of what is read of people. */
import type { Words } from './language.ts';

/** What an endpoint gives away. */
export const readings = ['register', 'export', 'paper', 'file', 'unmask', 'trail'] as const;
export type Reading = (typeof readings)[number];

export const accessKinds = [...readings, 'sign-in', 'own'] as const;
export type AccessKind = (typeof accessKinds)[number];

/** What stands for the refusals of one person within an hour that are not told one by one: what it is about is how many there were so far. */
export const MANY_REFUSALS = 'refusals';

/** As what somebody looked at a person: by a mandate for them, or in the office. */
export const lookCapacities = ['mandatary', 'office'] as const;
export type LookCapacity = (typeof lookCapacities)[number];

/** What people read or have issued of themselves is written down where it is of whom they act for. */
export function lookCapacity(act: string): LookCapacity {
  return /^(readOwn|printOwn)/.test(act) ? 'mandatary' : 'office';
}

export const accessKindWords: Words<AccessKind> = {
  register: { zh: '名册', en: 'a register' },
  export: { zh: '导出', en: 'an export' },
  paper: { zh: '文件', en: 'a paper' },
  file: { zh: '银行或申报文件', en: 'a file for the bank or the tax office' },
  unmask: { zh: '完整号码', en: 'a number in clear' },
  trail: { zh: '流水或查看记录', en: 'the trail or this log' },
  'sign-in': { zh: '登录', en: 'a sign-in' },
  own: { zh: '本人资料', en: 'what is known of oneself' },
};
