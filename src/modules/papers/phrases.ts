/**
 * The words that papers print, in both languages: what several papers share stands here, a paper's own in its folder. A phrase
 * missing in one language does not compile, and a place that is not filled in is never printed.
 */
import type { Language, Words } from '../../domain/language.ts';
import { must } from '../../platform/must.ts';

const shared = {
  pageBefore: { zh: '第 ', en: 'Page ' },
  pageBetween: { zh: ' 页 · 共 ', en: ' of ' },
  pageAfter: { zh: ' 页', en: '' },
  sealLine: { zh: '账印 {seal} · 出具于 {date}', en: 'Ledger seal {seal} · issued {date}' },
  sealLabel: { zh: '账印', en: 'Ledger seal' },
  scanToCheck: { zh: '扫码核对', en: 'Scan to check' },
  number: { zh: '编号', en: 'No.' },
  total: { zh: '合计', en: 'Total' },
  remarks: { zh: '备注', en: 'Remarks' },
  date: { zh: '日期', en: 'Date' },
  name: { zh: '姓名', en: 'Name' },
  registerNumber: { zh: '登记编号', en: 'Register no.' },
  household: { zh: '户号', en: 'Household' },
  certificateNumber: { zh: '股权证号', en: 'Certificate' },
  shareClass: { zh: '股种', en: 'Class' },
  shares: { zh: '股数', en: 'Shares' },
  people: { zh: '人数', en: 'People' },
  yuanUnit: { zh: '单位：人民币元', en: 'Amounts in yuan (CNY)' },
  gross: { zh: '应发金额', en: 'Gross' },
  tax: { zh: '代扣税款', en: 'Tax' },
  net: { zh: '实发金额', en: 'Net' },
  amount: { zh: '金额', en: 'Amount' },
  preparedBy: { zh: '制表', en: 'Prepared by' },
  reviewedBy: { zh: '复核', en: 'Reviewed by' },
  board: { zh: '理事会', en: 'Board' },
  supervisors: { zh: '监事会', en: 'Supervisors' },
  cooperativeSeal: { zh: '合作社（盖章）', en: 'Cooperative (seal)' },
  resolution: { zh: '决议', en: 'Resolution' },
  resolutionText: { zh: '{body} {date} {number}：{text}', en: '{body}, {date}, {number}: {text}' },
  period: { zh: '期间', en: 'Period' },
  taxBasis: { zh: '税率及依据', en: 'Tax rate and basis' },
  halfYear1: { zh: '{year} 年上半年', en: 'First half of {year}' },
  halfYear2: { zh: '{year} 年下半年', en: 'Second half of {year}' },
  fromTo: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  noDividends: { zh: '期间内没有分红', en: 'No dividend falls in the period' },
  run: { zh: '期次', en: 'Run' },
  quota: { zh: '应得额', en: 'Quota' },
  extraFen: { zh: '补分', en: 'Extra fen' },
  ofWhichHeld: { zh: '其中暂存 {amount}', en: 'of which held {amount}' },
  carriedOut: { zh: '结转下期', en: 'Carried forward' },
  paid: { zh: '分配金额', en: 'Paid' },
  byClassHeading: { zh: '按股种', en: 'By class' },
  byCohortHeading: { zh: '按人群', en: 'By cohort' },
  cohort: { zh: '人群', en: 'Cohort' },
  ratePerShare: { zh: '每股金额', en: 'Per share' },
  noLines: { zh: '本次没有分配明细', en: 'This run has no lines' },
  residentId: { zh: '身份证号', en: 'Resident ID' },
  signatureOrThumb: { zh: '签名或手印', en: 'Signature or thumb print' },
  inCapitals: { zh: '实发合计（大写）', en: 'Net total in capitals' },
  recipients: { zh: '领取人数', en: 'Recipients' },
  noRun: { zh: '本期没有分红。', en: 'There was no dividend run in this half-year.' },
  noPeople: { zh: '没有成员', en: 'No members' },
  noShares: { zh: '没有股份', en: 'No shares' },
  motionNumber: { zh: '序号', en: 'No.' },
  item: { zh: '项目', en: 'Item' },
  rate: { zh: '比例', en: 'Rate' },
  pensionsHeading: { zh: '退休老人养老金', en: 'Pensions' },
  pensionNote: {
    zh: '养老金是每月的福利，不按股份计算，在可分配收益之前列支；享受养老金不影响分红。',
    en: 'Pensions are a monthly benefit, not computed from shares, and a cost before distributable income; whoever has one takes part in dividends all the same.',
  },
  month: { zh: '月份', en: 'Month' },
} as const satisfies Words<string>;

type Shared = keyof typeof shared;

/** Says a phrase with its `{name}` places filled in. Throws when one is left over. */
export type Speaker<Phrase extends string = Shared> = (
  key: Phrase,
  values?: Readonly<Record<string, string | undefined>>,
) => string;

/** Whoever has phrases of its own speaks with them and with what all share. */
export function speakerOf<const Own extends string>(
  own: Words<Own>,
): (language: Language) => Speaker<Own | Shared> {
  const table: Words<Own | Shared> = { ...shared, ...own };
  return (language) =>
    (key, values = {}) =>
      table[key][language].replace(/\{(\w+)\}/g, (_, name: string) =>
        must(values[name], `{${name}} of ${key}`),
      );
}

export const speaker = speakerOf({});
