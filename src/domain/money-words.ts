/** The ledger's terms of money, in both languages: dividends, plans, books, payouts, taxes, assets, files. */
import type { OrderKind, OrderState } from './payment-order.ts';
import type { AnswerColumn, CharacterSet, ToldOutcome } from './bank-file.ts';
import type { AccountClass } from './chart.ts';
import type { PlanLine, PlanMode, PlanState, StepBase, StepKind } from './distribution.ts';
import type { Method } from './dividend.ts';
import type { Basis } from './dividend-run.ts';
import type { EntryKind, PreparedState } from './journal.ts';
import type { Words } from './language.ts';
import type { AnswerState } from './payout.ts';
import type { FilingPlace } from './tax-filing.ts';

export const basisWords: Words<Basis> = {
  'record-date': { zh: '登记日持股', en: 'holdings of the record date' },
  'share-days': { zh: '股日', en: 'share-days' },
};

export const methodWords: Words<Method> = {
  'largest-remainder': { zh: '最大余数法', en: 'largest remainder' },
  'per-share': { zh: '按股计算', en: 'per share' },
};

export const planModeWords: Words<PlanMode> = {
  opening: { zh: '以年初未分配收益发放', en: 'out of opening undistributed income' },
  advance: { zh: '上半年预分', en: 'advance of the first half' },
  year: { zh: '全年方案', en: 'plan of the year' },
};

export const planStateWords: Words<PlanState> = {
  draft: { zh: '还没有通过', en: 'not adopted yet' },
  adopted: { zh: '已经通过', en: 'adopted' },
  withdrawn: { zh: '已经撤回', en: 'withdrawn' },
  repealed: { zh: '已经废止', en: 'repealed' },
};

export const stepKindWords: Words<StepKind> = {
  reserve: { zh: '提取公积公益金', en: 'reserve fund' },
  welfare: { zh: '提取公益金', en: 'welfare fund' },
  benefits: { zh: '提取福利费', en: 'welfare payable' },
  investors: { zh: '外来投资分利', en: 'outside investors' },
  other: { zh: '其他', en: 'other' },
};

export const stepBaseWords: Words<StepBase> = {
  income: { zh: '本期收益', en: 'income of the period' },
  'after-loss': { zh: '弥补亏损后的收益', en: 'what making good losses left' },
  distributable: { zh: '可分配收益（含以前年度）', en: 'all that is distributable, earlier years included' },
  left: { zh: '前几项提取后的余额', en: 'what the steps before left' },
};

/** The lines of a distribution plan. */
export const planLineWords: Words<PlanLine['kind']> = {
  opening: { zh: '年初未分配收益', en: 'opening undistributed income' },
  income: { zh: '本期收益', en: 'income of the period' },
  loss: { zh: '弥补以前年度亏损', en: 'losses of earlier years made good' },
  'kept-out': { zh: '不得分配的收入', en: 'kept out of the distribution' },
  ...stepKindWords,
  prior: { zh: '动用以前年度未分配收益', en: 'drawn on earlier years' },
  members: { zh: '向成员分配', en: 'to members' },
  advanced: { zh: '上半年已预分', en: 'advanced in the first half' },
  carried: { zh: '结转未分配收益', en: 'carried forward undistributed' },
};

/** How a plan says what members get. */
export const membersPartWords: Words<'rest' | 'amount' | 'rate'> = {
  rest: { zh: '全部余额', en: 'the rest' },
  amount: { zh: '固定金额', en: 'an amount' },
  rate: { zh: '按比例', en: 'a rate' },
};

/** Where an entry by hand stands. */
export const preparedStateWords: Words<PreparedState> = {
  'awaiting-review': { zh: '待复核', en: 'awaiting review' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  'sent-back': { zh: '已退回', en: 'sent back' },
};

export const entryKindWords: Words<EntryKind> = {
  opening: { zh: '期初', en: 'opening' },
  automatic: { zh: '自动', en: 'automatic' },
  manual: { zh: '手工', en: 'by hand' },
  closing: { zh: '年终结转', en: 'closing' },
  reversal: { zh: '冲销', en: 'reversal' },
};

export const accountClassWords: Words<AccountClass> = {
  asset: { zh: '资产', en: 'asset' },
  liability: { zh: '负债', en: 'liability' },
  equity: { zh: '所有者权益', en: 'equity' },
  cost: { zh: '成本', en: 'cost' },
  income: { zh: '收入', en: 'income' },
  expense: { zh: '支出', en: 'expense' },
};

export const collectivePartWords: Words<'reserve' | 'undistributed'> = {
  reserve: { zh: '转入公积公益金', en: 'to the reserve fund' },
  undistributed: { zh: '留作未分配收益', en: 'stays undistributed' },
};

export const orderKindWords: Words<OrderKind> = {
  payout: { zh: '发放批次', en: 'payout batch' },
  pension: { zh: '养老金发放表', en: 'pension run' },
};

/** Where a payment order stands, of dividends or of pensions. */
export const orderStateWords: Words<OrderState> = {
  made: { zh: '待复核放行', en: 'made and waiting for its release' },
  released: { zh: '已放行', en: 'released' },
  sent: { zh: '已送出', en: 'sent' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  settled: { zh: '已结清', en: 'settled' },
  refused: { zh: '银行整批退件', en: 'refused by the bank' },
};

/** What a bank says of one payment. */
export const bankOutcomeWords: Words<ToldOutcome> = {
  paid: { zh: '成功', en: 'paid' },
  returned: { zh: '退回', en: 'returned' },
  open: { zh: '银行处理中', en: 'not decided by the bank' },
};

/** Where an answer stands that says something came back. */
export const answerStateWords: Words<AnswerState> = {
  awaiting: { zh: '待核对', en: 'waits to be looked at' },
  confirmed: { zh: '已核对', en: 'looked at' },
  'taken-back': { zh: '已撤回', en: 'taken back' },
};

/** What became of lines that the bank's answer does not name. */
export const unnamedWords: Words<'open' | 'paid' | 'all-paid'> = {
  open: { zh: '尚无结果', en: 'open' },
  paid: { zh: '已付', en: 'paid' },
  'all-paid': { zh: '没有一笔退回（文件里没有明细）', en: 'nothing came back (the file lists none)' },
};

export const paymentMeansWords: Words<'bank' | 'cash' | 'held'> = {
  bank: { zh: '银行', en: 'bank' },
  cash: { zh: '现金', en: 'cash' },
  held: { zh: '暂缓发放', en: 'held back' },
};

export const characterSetWords: Words<CharacterSet | 'xlsx'> = {
  gbk: { zh: 'GBK', en: 'GBK' },
  gb18030: { zh: 'GB18030', en: 'GB18030' },
  'utf-8': { zh: 'UTF-8', en: 'UTF-8' },
  xlsx: { zh: 'XLSX 工作簿', en: 'workbook (xlsx)' },
};

export const fileFormatWords: Words<'csv' | 'xlsx'> = {
  csv: { zh: 'CSV', en: 'csv' },
  xlsx: { zh: 'XLSX', en: 'xlsx' },
};

export const lineBreakWords: Words<'\r\n' | '\n'> = {
  '\r\n': { zh: '回车加换行', en: 'carriage return and line feed' },
  '\n': { zh: '只用换行', en: 'line feed' },
};

export const moneyUnitWords: Words<'yuan' | 'fen'> = {
  yuan: { zh: '元', en: 'yuan' },
  fen: { zh: '分', en: 'fen' },
};

/** What a place of a bank's file holds. */
export const bankPlaceWords: Words<
  | 'serial'
  | 'name'
  | 'account'
  | 'resident-id'
  | 'bank'
  | 'date'
  | 'count'
  | 'payer-account'
  | 'payer-name'
  | 'payer-bank'
  | 'purpose'
  | 'amount'
  | 'total'
  | 'text'
> = {
  serial: { zh: '序号', en: 'serial number' },
  name: { zh: '户名', en: 'name' },
  account: { zh: '账号', en: 'account' },
  'resident-id': { zh: '身份证号', en: 'resident ID' },
  bank: { zh: '开户行', en: 'bank' },
  date: { zh: '日期', en: 'date' },
  count: { zh: '笔数', en: 'count' },
  'payer-account': { zh: '付款账号', en: 'paying account' },
  'payer-name': { zh: '付款户名', en: 'paying name' },
  'payer-bank': { zh: '付款开户行', en: 'paying bank' },
  purpose: { zh: '用途', en: 'purpose' },
  amount: { zh: '金额', en: 'amount' },
  total: { zh: '总金额', en: 'total' },
  text: { zh: '固定文字', en: 'fixed text' },
};

export const answerColumnWords: Words<AnswerColumn> = {
  serial: { zh: '序号', en: 'serial number' },
  account: { zh: '账号', en: 'account' },
  name: { zh: '户名', en: 'name' },
  amount: { zh: '金额', en: 'amount' },
  outcome: { zh: '结果', en: 'result' },
  reason: { zh: '原因', en: 'reason' },
};

/** What a column of a tax list holds. */
export const filingPlaceWords: Words<FilingPlace> = {
  serial: { zh: '序号', en: 'serial number' },
  number: { zh: '成员编号', en: 'register number' },
  name: { zh: '姓名', en: 'name' },
  'id-kind': { zh: '证件类型', en: 'kind of ID' },
  'resident-id': { zh: '身份证号', en: 'resident ID' },
  item: { zh: '所得项目', en: 'kind of income' },
  gross: { zh: '收入额', en: 'gross' },
  rate: { zh: '税率（小数）', en: 'rate' },
  'rate-percent': { zh: '税率（百分比）', en: 'rate in percent' },
  tax: { zh: '应纳税额', en: 'tax' },
  empty: { zh: '空列', en: 'empty' },
};

export const assetKindWords: Words<'operating' | 'non-operating' | 'resource'> = {
  operating: { zh: '经营性资产', en: 'operating' },
  'non-operating': { zh: '非经营性资产', en: 'non-operating' },
  resource: { zh: '资源性资产', en: 'resource' },
};

export const preservationBasisWords: Words<'register' | 'books'> = {
  register: { zh: '资产登记价值', en: 'values of the register' },
  books: { zh: '账面净资产', en: 'net assets in the books' },
};

export const paperKindWords: Words<
  | 'statement'
  | 'dividend-table'
  | 'receipt-sheet'
  | 'certificate'
  | 'confirmation-sheet'
  | 'half-year-report'
  | 'meeting-paper'
  | 'public-notice'
  | 'distribution-plan'
  | 'voucher'
  | 'tax-certificate'
  | 'legality'
  | 'handover'
  | 'member-register'
  | 'share-register'
  | 'book-statements'
  | 'pension-sheet'
  | 'scheme-comparison'
> = {
  statement: { zh: '股份与分红对账单', en: 'statement of shares and dividends' },
  'dividend-table': { zh: '分红分配表', en: 'dividend table' },
  'receipt-sheet': { zh: '分红签领表', en: 'receipt sheet' },
  certificate: { zh: '股权证', en: 'share certificate' },
  'confirmation-sheet': { zh: '配股确认表', en: 'allotment confirmation sheet' },
  'half-year-report': { zh: '半年度报告', en: 'half-year report' },
  'meeting-paper': { zh: '会议材料', en: 'meeting paper' },
  'public-notice': { zh: '分红公示', en: 'public notice of dividends' },
  'distribution-plan': { zh: '收益分配方案', en: 'distribution plan' },
  voucher: { zh: '记账凭证', en: 'journal voucher' },
  'tax-certificate': { zh: '收入及完税情况证明', en: 'certificate of income and tax' },
  legality: { zh: '合法性证明', en: 'certificate of legality' },
  handover: { zh: '会计工作交接清单', en: 'handover list' },
  'member-register': { zh: '成员名册', en: 'register of members' },
  'share-register': { zh: '股权登记册', en: 'register of shares' },
  'book-statements': { zh: '会计报表和账簿', en: 'statements and ledgers of the books' },
  'pension-sheet': { zh: '养老金发放表', en: 'sheet of pensions' },
  'scheme-comparison': { zh: '配股方案比较', en: 'comparison of allotment schemes' },
};

export const bookPartWords: Words<'balance-sheet' | 'income-statement' | 'trial-balance' | 'ledger'> = {
  'balance-sheet': { zh: '资产负债表', en: 'balance sheet' },
  'income-statement': { zh: '收益及收益分配表', en: 'income and its distribution' },
  'trial-balance': { zh: '科目余额表', en: 'trial balance' },
  ledger: { zh: '明细账', en: 'ledger' },
};

/** As each part is headed on the paper and named in every list, in the order in which they are read. */
export const meetingPartWords: Words<
  | 'pack'
  | 'notice'
  | 'agenda'
  | 'attendance'
  | 'finance'
  | 'execution'
  | 'motions'
  | 'resolutions'
  | 'minutes'
> = {
  pack: { zh: '会议材料汇编', en: 'Papers of the meeting' },
  notice: { zh: '会议通知', en: 'Notice of the meeting' },
  agenda: { zh: '会议议程', en: 'Agenda' },
  attendance: { zh: '签到表', en: 'Attendance list' },
  finance: { zh: '半年财务与分红', en: 'The half-year: people, shares, money, dividends' },
  execution: { zh: '历次决议执行情况', en: 'Earlier resolutions and how they are carried out' },
  motions: { zh: '议案与表决', en: 'Motions and votes' },
  resolutions: { zh: '会议决议', en: 'Resolutions' },
  minutes: { zh: '会议记录', en: 'Minutes' },
};

export const importKindWords: Words<'roster' | 'opening-shares'> = {
  roster: { zh: '成员名册', en: 'roster' },
  'opening-shares': { zh: '期初持股', en: 'opening shares' },
};

export const importStateWords: Words<
  'waiting' | 'reading' | 'entering' | 'checked' | 'done' | 'refused' | 'failed' | 'cancelled'
> = {
  waiting: { zh: '等待中', en: 'waiting' },
  reading: { zh: '正在读取', en: 'being read' },
  entering: { zh: '正在写入', en: 'being entered' },
  checked: { zh: '检查通过，等待确认', en: 'checked, to be confirmed' },
  done: { zh: '已完成', en: 'done' },
  refused: { zh: '有问题，没有写入', en: 'refused' },
  failed: { zh: '中断，没有写入', en: 'failed' },
  cancelled: { zh: '已取消，没有写入', en: 'cancelled' },
};

/** What a bank's file counts beside its rows. */
export const countedWords: Words<'failed' | 'paid' | 'open' | 'all' | 'any'> = {
  failed: { zh: '失败', en: 'failures' },
  paid: { zh: '成功', en: 'successes' },
  open: { zh: '未定', en: 'undecided' },
  all: { zh: '总数', en: 'all' },
  any: { zh: '其中一项', en: 'any of these' },
};
