/** The words of a receipt sheet. */
import { speakerOf } from '../phrases.ts';
import { differencePhrases } from '../run/difference-phrases.ts';

export const speaker = speakerOf({
  ...differencePhrases,
  cashReceiptTitle: { zh: '现金签领表', en: 'Receipt sheet for cash' },
  bankAccount: { zh: '账号', en: 'Account' },
  proxy: { zh: '代领人', en: 'Proxy' },
  holdingsGroup: { zh: '持股', en: 'Shares held' },
  inFigures: { zh: '实发合计（小写）', en: 'Net total in figures' },
  handOverInFigures: { zh: '本次应领合计（小写）', en: 'To hand over, in figures' },
  handOverInCapitals: { zh: '本次应领合计（大写）', en: 'To hand over, in capitals' },
  receipts: { zh: '领取笔数', en: 'Receipts' },
  toHandOver: { zh: '本次应领', en: 'To hand over' },
  toHandOverNote: {
    zh: '“本次应领”是今天还应当面交付的钱，签名只对这一栏。已经发放、已经抵扣、正由银行发放的，不再计入；继承人只领自己名下的一份，不再列股数和应发金额。',
    en: '"To hand over" is what is still to be given by hand today; the signature is for this column. What was paid, set off or is with the bank is not in it. An heir receives one part of what was held; the shares and the gross amount were those of the deceased and are not repeated.',
  },
  ratePerShareDay: { zh: '每股日金额', en: 'Per share-day' },
  heldHeading: { zh: '暂存款项（不在本表领取）', en: 'Held back (not received on this sheet)' },
  heldReason: { zh: '暂存原因', en: 'Reason' },
  reconciliation: { zh: '与分红表核对', en: 'Agrees with the run' },
  onThisSheet: { zh: '本表 {amount}', en: 'this sheet {amount}' },
  otherwiseSum: { zh: '银行代发、已领或已抵扣 {amount}', en: 'by bank, fetched before or set off {amount}' },
  heldSum: { zh: '暂存 {amount}', en: 'held {amount}' },
  apartSum: { zh: '不在以上各项 {amount}', en: 'in none of these {amount}' },
  apartNote: {
    zh: '“不在以上各项”：与分红表的差额，如实际代扣税款与算表时不同、分红尚未入账、遗产分割以前已抵扣；请先查明。',
    en: '"In none of these": what differs from the dividend table, as where the tax that was withheld is not what the run reckoned, the dividend is not in the books yet, or something was set off before an estate was divided. Find out which first.',
  },
  collectiveSum: { zh: '集体股 {amount}', en: 'collective {amount}' },
  takenBackSum: { zh: '收回 {amount}', en: 'taken back {amount}' },
  runNet: { zh: '本次实发合计 {amount}', en: 'net of the run {amount}' },
  noReceipts: { zh: '没有应领款项', en: 'Nothing is to be received' },
});
