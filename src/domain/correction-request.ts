/** Requests to correct what is known of a person: what they may be about, and until when the office answers. */
import type { LocalDate } from './calendar.ts';
import type { Words } from './language.ts';

export const correctionFields = [
  'name',
  'sex',
  'birth-date',
  'resident-id',
  'phone',
  'bank-account',
  'standing',
  'household',
  'shares',
  'money',
  'other',
] as const;
export type CorrectionField = (typeof correctionFields)[number];

export const correctionOutcomes = ['corrected', 'refused'] as const;
export type CorrectionOutcome = (typeof correctionOutcomes)[number];

export type CorrectionState = CorrectionOutcome | 'open' | 'overdue';

/** GB/T 35273-2020, 8.7 a): within thirty days. The law itself (个人信息保护法 arts 46, 50) says: in time, and with reasons. */
export const ANSWER_DAYS = 30;

export function answerDue(askedOn: LocalDate): LocalDate {
  return askedOn.plusDays(ANSWER_DAYS);
}

export function correctionState(
  askedOn: LocalDate,
  outcome: CorrectionOutcome | null,
  today: LocalDate,
): CorrectionState {
  if (outcome !== null) return outcome;
  return today.isAfter(answerDue(askedOn)) ? 'overdue' : 'open';
}

/**
 * What must have been recorded of the person since they asked before a request counts as done: it is corrected where such things
 * are corrected, with its history and its second person. `null`: the answer says in words what was done.
 */
export const provedBy: Readonly<
  Record<CorrectionField, 'details' | 'account' | 'standing' | 'household' | null>
> = {
  name: 'details',
  sex: 'details',
  'birth-date': 'details',
  'resident-id': 'details',
  phone: 'details',
  'bank-account': 'account',
  standing: 'standing',
  household: 'household',
  shares: null,
  money: null,
  other: null,
};

export const correctionOutcomeWords: Words<CorrectionOutcome> = {
  corrected: { zh: '已更正', en: 'corrected' },
  refused: { zh: '不予更正', en: 'refused' },
};

export const correctionFieldWords: Words<CorrectionField> = {
  name: { zh: '姓名', en: 'name' },
  sex: { zh: '性别', en: 'sex' },
  'birth-date': { zh: '出生日期', en: 'birth date' },
  'resident-id': { zh: '身份证号码', en: 'resident ID' },
  phone: { zh: '电话', en: 'phone' },
  'bank-account': { zh: '银行账号', en: 'bank account' },
  standing: { zh: '成员身份', en: 'standing' },
  household: { zh: '所在户', en: 'household' },
  shares: { zh: '股份', en: 'shares' },
  money: { zh: '分红和发放', en: 'dividends and payments' },
  other: { zh: '其他', en: 'something else' },
};
