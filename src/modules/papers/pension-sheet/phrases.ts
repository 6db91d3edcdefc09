/** The words of a sheet of pensions. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  ofMonth: { zh: '{month} · 第 {number} 号 · 付款日 {date}', en: '{month} · no. {number} · pay day {date}' },
  monthly: { zh: '本月', en: 'This month' },
  arrears: { zh: '补发', en: 'Arrears' },
  offset: { zh: '扣回', en: 'Taken off' },
  toPay: { zh: '应发', en: 'To be paid' },
  means: { zh: '方式', en: 'Paid by' },
  account: { zh: '账号', en: 'Account' },
  bank: { zh: '银行', en: 'bank' },
  cash: { zh: '现金', en: 'cash' },
  held: { zh: '暂缓', en: 'held back' },
  returned: { zh: '银行（退回）', en: 'bank (returned)' },
  byMeans: { zh: '按方式', en: 'By means' },
  overpaidHeading: {
    zh: '多发待收回（本月不发，不在本表领取）',
    en: 'Overpaid before (nothing is paid this month)',
  },
  overpaid: { zh: '待收回', en: 'Still to come back' },
  overpaidNote: {
    zh: '以前多发的，从以后各月应发数中扣回，或由本人、继承人退回；不计入上面的人数和合计。',
    en: 'What was paid too much is taken off later months or brought back by the person or the heirs; none of it is in the counts and sums above.',
  },
  nobody: { zh: '本月没有人领取', en: 'Nobody receives a pension this month' },
  notPaid: {
    zh: '这份发放表已取消或被银行整批退件：不要据以发放。',
    en: 'This was cancelled, or refused by the bank as a whole: nothing is paid by it.',
  },
  inWords: { zh: '应发合计（大写）', en: 'In capitals' },
  heldNote: {
    zh: '“暂缓”的不在应发合计之内：缺生存认证，或账号待复核，补齐后补发。',
    en: 'What is held back is not in the sum: a proof of life or the confirmation of an account is wanting; it is paid once that is there.',
  },
});
