/**
 * Settings that bound others: what loosens one is proposed by one person and confirmed by another, and does not hold before the day of
 * its confirmation; what tightens it takes one, unless it counts from before today. Product: Trust, two people for power.
 */
import type { Words } from './language.ts';
import type { LocalDate } from './calendar.ts';
import { refuse } from './refusal.ts';

export const settingKinds = [
  'share-allowance',
  'share-takers',
  'share-limit',
  'kept-out-accounts',
  'books-settings',
  'payout-minimum',
  'payer',
  'rest-day',
  'assembly-settings',
  'assembly-rules',
  'pension-rule',
  'pension-rule-end',
  'bank-template',
] as const;
export type SettingKind = (typeof settingKinds)[number];

export const settingWords: Words<SettingKind> = {
  'share-allowance': { zh: '个人经办限额', en: 'allowance of one person' },
  'share-takers': { zh: '可持股人', en: 'who takes shares' },
  'share-limit': { zh: '持股上限和股种总额', en: 'caps and fixed totals' },
  'kept-out-accounts': { zh: '不得分配的收入科目', en: 'accounts kept out' },
  'books-settings': { zh: '记账设置', en: 'settings of the books' },
  'payout-minimum': { zh: '起付额', en: 'minimum of a payout' },
  payer: { zh: '付款账户', en: 'the paying account' },
  'rest-day': { zh: '休息日', en: 'day of rest' },
  'assembly-settings': { zh: '会议前后的期限', en: 'days around meetings' },
  'assembly-rules': { zh: '本社议事规则', en: 'own rules of assemblies' },
  'pension-rule': { zh: '养老金规定', en: 'rule of pensions' },
  'pension-rule-end': { zh: '撤回养老金规定', en: 'withdrawal of a rule of pensions' },
  'bank-template': { zh: '使用中的银行文件模板', en: 'bank template in use' },
};

export const settingStates = ['open', 'confirmed', 'refused'] as const;
export type SettingState = (typeof settingStates)[number];

export const settingStateWords: Words<SettingState> = {
  open: { zh: '待复核', en: 'open' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  refused: { zh: '已退回', en: 'refused' },
};

export function requireAnotherHand(state: SettingState, proposedBy: string, answeredBy: string): void {
  if (state !== 'open') throw refuse('setting.answered');
  if (proposedBy === answeredBy) throw refuse('setting.confirmed-by-another');
}

/** From when on something loosened holds: as asked for, and not before the day on which it is confirmed. */
export function notBefore(asked: LocalDate, confirmed: LocalDate): LocalDate {
  return asked.isBefore(confirmed) ? confirmed : asked;
}
