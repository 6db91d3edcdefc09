/** The words of a distribution plan. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  planCarried: { zh: '结转未分配收益', en: 'Carried forward, undistributed' },
  planOpening: {
    zh: '以年初未分配收益发放。',
    en: 'Paid out of the income that earlier years left undistributed.',
  },
  planAdvance: {
    zh: '预分方案：各项提取只作预留，年终随全年方案提取入账；预分数在全年方案中扣减。',
    en: 'An advance: what is set aside is only kept back, and enters the books with the plan of the year, which takes the advance off.',
  },
  planAdvanceAlone: {
    zh: '预分方案：本次没有提取；预分数在全年方案中扣减。',
    en: 'An advance: nothing is set aside now; the plan of the year takes the advance off.',
  },
  planYearAlone: {
    zh: '全年方案：按全年收益计算；上半年没有预分。',
    en: "The plan of the year: of the whole year's income; nothing was advanced in the first half.",
  },
  planYear: {
    zh: '全年方案：按全年收益计算，扣减上半年预分数。',
    en: "The plan of the year: of the whole year's income, less what the first half advanced.",
  },
  planKeptOut: {
    zh: '“不得分配的收入”按本社设定的科目从账上取得，不计入可分配数，留在结转的未分配收益中。',
    en: 'What may not be distributed comes from the accounts that the cooperative set; it is in no part and stays in what is carried forward.',
  },
  planPreset: { zh: '适用规则：{name}（{source}）。', en: 'Rules that it keeps: {name} ({source}).' },
  planReserveUntil: {
    zh: '公积公益金累计达 {amount} 元（{basis}）后可以不再提取。',
    en: 'The reserve may stop once the fund has come to {amount} ({basis}).',
  },
  planDrawsOnPrior: {
    zh: '向成员分配比本期可分配数多 {amount} 元，由以前年度未分配收益支付，须经决议同意。',
    en: 'Members get {amount} more than the period leaves. It comes out of undistributed income of earlier years, which needs a resolution.',
  },
  keptAtFloor: { zh: '按下限。', en: 'At its floor.' },
  keptAtCeiling: { zh: '按上限。', en: 'At its ceiling.' },
  planNotResolved: { zh: '本方案尚未经会议通过。', en: 'This plan is not adopted yet.' },
  toMembers: { zh: '向成员分配', en: 'To members' },
  payableNow: { zh: '本期应分', en: 'To be paid now' },
  base: { zh: '基数', en: 'Base' },
  basis: { zh: '依据', en: 'Basis' },
});
