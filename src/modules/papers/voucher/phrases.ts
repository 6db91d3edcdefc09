/** The words of journal vouchers. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  voucherBy: { zh: '制单', en: 'Prepared by' },
  redEntry: { zh: '红字', en: 'in red' },
  summary: { zh: '摘要', en: 'Summary' },
  summaryOf: { zh: '摘要（{number}）', en: 'Summary ({number})' },
  attachments: { zh: '附件', en: 'Attached' },
  attachmentCount: { zh: '{count} 张', en: '{count}' },
  attachmentsByHand: { zh: '______ 张', en: '______' },
  account: { zh: '科目', en: 'Account' },
  accountName: { zh: '科目名称', en: 'Name of the account' },
  debit: { zh: '借方', en: 'Debit' },
  credit: { zh: '贷方', en: 'Credit' },
  totalInCapitals: { zh: '合计（大写）', en: 'Total in capitals' },
  accountingHead: { zh: '会计主管', en: 'Head of accounts' },
  bookedBy: { zh: '记账', en: 'Booked by' },
  cashier: { zh: '出纳', en: 'Cashier' },
});
