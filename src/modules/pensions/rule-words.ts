/** A rule of pensions in a sentence, for whoever confirms it: everything that gives or takes. */
import type { Sentence } from '../../domain/language.ts';
import type { PensionRuleInput } from './contract.ts';

type Conditions = Pick<PensionRuleInput, 'age' | 'years'>;

export function rulesWords(rule: PensionRuleInput): Sentence {
  const { from, amount, retireesOnly, deathMonthPaid, lifeProofMonths: proof, grades = [], source } = rule;
  const more = grades.map((grade) => ({ asked: conditions(grade), amount: grade.amount }));
  const asked = conditions(rule);
  return {
    zh: [
      `养老金每月 ${amount} 元，自 ${from} 起、不早于复核当月，历史月份补发`,
      asked.zh || '不限年龄和年限',
      ...more.map((each) => `${each.asked.zh || '其他'} ${each.amount} 元`),
      retireesOnly ? '只发登记的退休人员' : '不限退休人员',
      deathMonthPaid ? '去世当月照发' : '去世当月不发',
      proof === null ? '不要求生存认证' : `生存认证有效 ${proof} 个月`,
      `依据：${source}`,
    ].join('；'),
    en: [
      `pension of ${amount} a month from ${from}, not before the month of the confirmation; months of history are paid as arrears`,
      asked.en || 'any age and years',
      ...more.map((each) => `${each.asked.en || 'else'}: ${each.amount}`),
      retireesOnly ? 'retirees only' : 'not only retirees',
      deathMonthPaid ? 'the month of death is paid' : 'the month of death is not paid',
      proof === null ? 'no proof of life' : `a proof of life lasts ${proof} months`,
      `source: ${source}`,
    ].join('; '),
  };
}

function conditions({ age, years }: Conditions): Sentence {
  return {
    zh: [
      ...(age === null ? [] : [`男满 ${age.male} 岁、女满 ${age.female} 岁`]),
      ...(years === null ? [] : [`满 ${years} 年`]),
    ].join('、'),
    en: [
      ...(age === null ? [] : [`men from ${age.male}, women from ${age.female}`]),
      ...(years === null ? [] : [`${years} years`]),
    ].join(', '),
  };
}
