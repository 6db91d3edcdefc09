/** The words of statements and ledgers. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  'balance-sheet': { zh: '资产负债表', en: 'Balance sheet' },
  'income-statement': { zh: '收益及收益分配表', en: 'Income and its distribution' },
  'trial-balance': { zh: '科目余额表', en: 'Trial balance' },
  ledger: { zh: '明细账', en: 'Ledger' },
  endOf: { zh: '{date} 终了', en: 'At the end of {date}' },
  assets: { zh: '资产', en: 'Assets' },
  liabilities: { zh: '负债', en: 'Liabilities' },
  equity: { zh: '所有者权益', en: 'Equity' },
  closingColumn: { zh: '期末数', en: 'Closing' },
  openingColumn: { zh: '年初数', en: 'Beginning of the year' },
  totalAssets: { zh: '资产总计', en: 'Total assets' },
  totalOthers: { zh: '负债和所有者权益总计', en: 'Total liabilities and equity' },
  account: { zh: '科目', en: 'Account' },
  accountName: { zh: '科目名称', en: 'Name of the account' },
  opening: { zh: '期初余额', en: 'Opening' },
  closing: { zh: '期末余额', en: 'Closing' },
  debit: { zh: '借方', en: 'Debit' },
  credit: { zh: '贷方', en: 'Credit' },
  voucher: { zh: '凭证', en: 'Voucher' },
  summary: { zh: '摘要', en: 'Summary' },
  balance: { zh: '余额', en: 'Balance' },
  sumOfPeriod: { zh: '本期合计', en: 'Sum of the period' },
  noEntries: { zh: '期间内没有发生额', en: 'Nothing moved in the period' },
  sidesNote: {
    zh: '余额为借方减贷方，负数为贷方余额；借贷发生额合计相等。',
    en: 'Balances are debit less credit: negative is a credit balance. Debits and credits come to the same sum.',
  },
});
