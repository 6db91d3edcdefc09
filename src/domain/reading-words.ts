/** What a table that came in was read as: the rows and tabs that were not, and why; the sums of what was. */
import type { Words } from './language.ts';

export const whyPassedOver = ['above', 'sum', 'maker', 'note', 'example', 'heads'] as const;
export type WhyPassedOver = (typeof whyPassedOver)[number];

export const passedOverWords: Words<WhyPassedOver> = {
  above: { zh: '表头以上：标题或说明', en: 'above the heads: a title or a note' },
  sum: { zh: '合计行', en: 'a sum' },
  maker: { zh: '制表、签字行', en: 'who made the table' },
  note: { zh: '说明', en: 'a note' },
  example: { zh: '填写示例', en: 'an example' },
  heads: { zh: '重复的表头', en: 'the heads again' },
};

export const whyTabUnread = ['hidden', 'drawing', 'empty', 'no-heads', 'no-rows'] as const;
export type WhyTabUnread = (typeof whyTabUnread)[number];

export const tabUnreadWords: Words<WhyTabUnread> = {
  hidden: { zh: '已隐藏', en: 'hidden' },
  drawing: { zh: '图表', en: 'a chart' },
  empty: { zh: '空白', en: 'empty' },
  'no-heads': { zh: '没有表头', en: 'no heads' },
  'no-rows': { zh: '表头下没有内容', en: 'no rows below its heads' },
};

export const readingSums = [
  'people',
  'members',
  'households',
  'resident-ids',
  'bank-accounts',
  'shares',
] as const;
export type ReadingSum = (typeof readingSums)[number];

export const readingSumWords: Words<ReadingSum> = {
  people: { zh: '人数', en: 'people' },
  members: { zh: '有入社日期、是成员的', en: 'admitted as members' },
  households: { zh: '户数', en: 'households' },
  'resident-ids': { zh: '有身份证号的', en: 'with a resident ID' },
  'bank-accounts': { zh: '有银行账号的', en: 'with a bank account' },
  shares: { zh: '股数', en: 'shares' },
};
