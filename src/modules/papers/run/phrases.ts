/** The words of every paper about a run. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  methodLabel: { zh: '分配方法', en: 'Method' },
  methodLargest: {
    zh: '最大余数法：先舍到分，余下的分逐一补给余数最大者，同数按编号',
    en: 'Largest remainder: quotas cut to the fen, left-over fen one each to the largest fractions, ties by number',
  },
  methodPerShare: {
    zh: '按股法：每股 {rate} 元（取 {places} 位小数），各户舍到分，余额结转',
    en: 'Per share: {rate} yuan a share ({places} decimals), amounts cut to the fen, the rest carried forward',
  },
  basisLabel: { zh: '计算依据', en: 'Basis' },
  basisRecordDate: {
    zh: '股权登记日 {date}终了时的持股',
    en: 'Holdings at the end of the record date, {date}',
  },
  basisShareDays: {
    zh: '期间持股日积数：每日日终持股之和，含起止两日',
    en: 'Share-days of the period: holdings at the end of each day, first and last day included',
  },
  taxText: { zh: '{rate}%，{basis}', en: '{rate} %, {basis}' },
  pool: { zh: '本期分配额', en: 'Pool' },
  termsText: {
    zh: '{basis}；{method}；代扣税 {tax}；决议：{resolution}。',
    en: '{basis}. {method}. Tax {tax}. Resolution: {resolution}.',
  },
  differenceText: {
    zh: '更正后应得与原发之差：正数补发，负数收回。决议：{resolution}。',
    en: 'What is due after the correction less what was granted: positive is paid, negative taken back. Resolution: {resolution}.',
  },
  ofWhichToCome: {
    zh: '其中暂存部分入账时未扣 {amount}',
    en: 'of which not withheld at the posting {amount}',
  },
  // What was paid since is no longer held: the claims know, and the run stays as it was worked out.
  ofWhichHeldThen: { zh: '其中算表时暂存 {amount}', en: 'of which held when worked out {amount}' },
  taxToCome: { zh: '暂存部分入账时未扣税款', en: 'Tax not withheld at the posting' },
  carriedIn: { zh: '上期结转', en: 'Carried in' },
  source: { zh: '来源', en: 'Comes from' },
  use: { zh: '去向', en: 'Goes to' },
  netMembers: { zh: '实发', en: 'Paid out, net' },
  shareDays: { zh: '股日数', en: 'Share-days' },
  collectivePart: { zh: '集体股所得', en: 'Collective share' },
});
