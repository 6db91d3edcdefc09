/** Every word that papers print, in both languages, in one table: a phrase missing in one language does not compile. */
import type { Language } from '../../domain/error.ts';

const table = {
  // The frame and what all papers share
  pageBefore: { zh: '第 ', en: 'Page ' },
  pageBetween: { zh: ' 页 · 共 ', en: ' of ' },
  pageAfter: { zh: ' 页', en: '' },
  sealLine: { zh: '账印 {seal} · 出具于 {date}', en: 'Ledger seal {seal} · issued {date}' },
  scanToCheck: { zh: '扫码核对', en: 'Scan to check' },
  number: { zh: '编号', en: 'No.' },
  none: { zh: '无', en: 'None' },
  total: { zh: '合计', en: 'Total' },
  remarks: { zh: '备注', en: 'Remarks' },
  date: { zh: '日期', en: 'Date' },
  name: { zh: '姓名', en: 'Name' },
  holder: { zh: '持有人', en: 'Holder' },
  registerNumber: { zh: '登记编号', en: 'Register no.' },
  household: { zh: '户号', en: 'Household' },
  certificateNumber: { zh: '股权证号', en: 'Certificate' },
  standing: { zh: '身份', en: 'Standing' },
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
  chair: { zh: '理事长', en: 'Chair of the board' },
  cooperativeSeal: { zh: '合作社（盖章）', en: 'Cooperative (seal)' },
  resolution: { zh: '决议', en: 'Resolution' },
  resolutionText: { zh: '{body} {date} {number}：{text}', en: '{body}, {date}, {number}: {text}' },
  recordDate: { zh: '股权登记日', en: 'Record date' },
  period: { zh: '期间', en: 'Period' },
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
  basisRecordDate: { zh: '登记日 {date} 日终持股', en: 'Holdings at the end of the record date {date}' },
  basisShareDays: {
    zh: '期间持股日积数：每日日终持股之和，含起止两日',
    en: 'Share-days of the period: holdings at the end of each day, first and last day included',
  },
  taxBasis: { zh: '税率及依据', en: 'Tax rate and basis' },
  taxText: { zh: '{rate}%，{basis}', en: '{rate} %, {basis}' },
  halfYear1: { zh: '{year} 年上半年', en: 'first half of {year}' },
  halfYear2: { zh: '{year} 年下半年', en: 'second half of {year}' },
  fromTo: { zh: '{from} 至 {to}', en: '{from} to {to}' },

  // Shareholder statement
  statementTitle: { zh: '股份与分红对账单', en: 'Statement of shares and dividends' },
  knownAtLine: { zh: '按 {moment} 时账簿所载', en: 'as known to the books at {moment}' },
  booksAsOf: { zh: '账簿时点', en: 'Books as of' },
  holdingsHeading: { zh: '持股情况', en: 'Holdings' },
  opening: { zh: '期初', en: 'Opening' },
  received: { zh: '转入', en: 'Received' },
  given: { zh: '转出', en: 'Given' },
  closing: { zh: '期末', en: 'Closing' },
  movementsHeading: { zh: '本期变动', en: 'Movements in the period' },
  noHoldings: { zh: '期间内不持有股份', en: 'No shares were held in the period' },
  noMovements: { zh: '本期没有变动', en: 'Nothing moved in the period' },
  effectiveOn: { zh: '生效日', en: 'Effective' },
  movementKind: { zh: '事由', en: 'Kind' },
  counterparty: { zh: '对方', en: 'Other side' },
  change: { zh: '增减', en: 'Change' },
  dividendsHeading: { zh: '分红', en: 'Dividends' },
  noDividends: { zh: '期间内没有分红', en: 'No dividend falls in the period' },
  run: { zh: '期次', en: 'Run' },
  state: { zh: '状态', en: 'State' },
  proofHeading: { zh: '计算过程（可自行复核）', en: 'Proof: check it yourself' },
  pool: { zh: '分配总额', en: 'Pool' },
  ownShares: { zh: '本人股数', en: 'Own shares' },
  allShares: { zh: '全部股数', en: 'All shares' },
  quota: { zh: '应得额', en: 'Quota' },
  floor: { zh: '舍到分', en: 'Cut to fen' },
  extraFen: { zh: '补分', en: 'Extra fen' },
  rule: { zh: '规则', en: 'Rule' },
  ruleLargest: { zh: '最大余数', en: 'Remainder' },
  rulePerShare: { zh: '每股 {rate}', en: '{rate}/share' },
  proofNote: {
    zh: '应得额 = 分配总额 × 本人股数 ÷ 全部股数（按股法为每股金额 × 股数），“…”表示小数没有写完。先舍到分；最大余数法把余下的分逐一补给余数最大者。任何人都可以用这些数字重算。',
    en: 'Quota = pool × own shares ÷ all shares (per share: rate × shares); "…" means that the decimals go on. It is cut to the fen; under largest remainder the left-over fen go one each to the largest fractions. Anybody can recompute the line from these figures.',
  },
  sharesHeld: { zh: '期末持股', en: 'Shares held' },
  dividendGross: { zh: '应发分红', en: 'Dividends, gross' },
  dividendNet: { zh: '实发分红', en: 'Dividends, net' },
  restrictionsNote: { zh: '限制：{text}', en: 'Restricted: {text}' },

  // Dividend table
  dividendTableTitle: { zh: '分红分配表', en: 'Dividend table' },
  carriedIn: { zh: '上期结转', en: 'Carried in' },
  carriedOut: { zh: '结转下期', en: 'Carried forward' },
  paid: { zh: '分配金额', en: 'Paid' },
  check: { zh: '核对', en: 'Check' },
  conservation: {
    zh: '分配 {paid} + 结转 {carried} = 总额 {pool}',
    en: 'Paid {paid} + carried {carried} = pool {pool}',
  },
  byClassHeading: { zh: '按股种', en: 'By class' },
  byCohortHeading: { zh: '按人群', en: 'By cohort' },
  cohort: { zh: '人群', en: 'Cohort' },
  ratePerShare: { zh: '每股金额', en: 'Per share' },
  linesHeading: { zh: '逐户明细', en: 'Lines' },
  noLines: { zh: '本次没有分配明细', en: 'This run has no lines' },
  collectivePart: { zh: '集体股所得', en: 'Collective share' },

  // Receipt sheet
  receiptTitle: { zh: '分红签领表', en: 'Receipt sheet' },
  residentId: { zh: '身份证号', en: 'Resident ID' },
  bankAccount: { zh: '账号', en: 'Account' },
  signatureOrThumb: { zh: '签名或手印', en: 'Signature or thumb print' },
  proxy: { zh: '代领人', en: 'Proxy' },
  holdingsGroup: { zh: '持股', en: 'Shares held' },
  inFigures: { zh: '实发合计（小写）', en: 'Net total in figures' },
  inCapitals: { zh: '实发合计（大写）', en: 'Net total in capitals' },
  recipients: { zh: '领取人数', en: 'Recipients' },
  noReceipts: { zh: '没有应领款项', en: 'Nothing is to be received' },

  // Share certificate
  certificateTitle: { zh: '股权证', en: 'Share Certificate' },
  certificateSubtitle: { zh: 'SHARE CERTIFICATE', en: '股权证' },
  certificateDeclaration: {
    zh: '兹证明持有人为本社股东，持有下列股份，依照章程享有收益分配权、知情权和监督权，并承担相应义务。',
    en: 'This certifies that the holder is a shareholder of this cooperative, owns the shares below, and has the rights to dividends, information and supervision, and the duties, that the articles provide.',
  },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  issuedOn: { zh: '发证日期', en: 'Issued on' },
  replacesCertificate: { zh: '原证号', en: 'Replaces' },
  certificateNote: {
    zh: '股份以股份登记簿为准；转让、继承、退股须办理登记后方为有效。扫码可核对本证。',
    en: 'The share register is decisive; transfer, inheritance and redemption take effect on registration. Scan to check.',
  },
  ledgerSeal: { zh: '账印', en: 'SEAL' },
  parValue: { zh: '每股面值（元）', en: 'Par value (yuan)' },
  totalValue: { zh: '面值金额（元）', en: 'Value (yuan)' },

  // Allotment confirmation
  confirmationTitle: { zh: '配股确认表', en: 'Allotment confirmation sheet' },
  ratioMeaning: { zh: '比例含义', en: 'Meaning of the ratio' },
  schemeEffective: { zh: '生效日期', en: 'Effective on' },
  ruleBasis: { zh: '基数', en: 'Base' },
  ratio: { zh: '比例', en: 'Ratio' },
  sharesBefore: { zh: '原有', en: 'Before' },
  sharesAllotted: { zh: '变动', en: 'Change' },
  sharesAfter: { zh: '配后', en: 'After' },
  householdGroup: { zh: '{number} 户', en: 'Household {number}' },
  confirmationNote: {
    zh: '本表所列各项经本人核对无误后签名或按手印。不符的，请在公示期内向监事会提出。',
    en: 'Sign or thumb-print after checking your line. If it is wrong, tell the supervisors within the notice period.',
  },
  noAllotments: { zh: '本次没有配股', en: 'Nothing is allotted' },

  // Half-year report
  reportTitle: { zh: '半年度报告', en: 'Half-year report' },
  membersHeading: { zh: '成员与退休老人', en: 'Members and retirees' },
  retirees: { zh: '退休老人', en: 'Retirees' },
  activeMembers: { zh: '成员总数', en: 'Members in all' },
  households: { zh: '户数', en: 'Households' },
  shareholders: { zh: '股东人数', en: 'Shareholders' },
  standingsColumn: { zh: '类别', en: 'Standing' },
  atOpening: { zh: '期初', en: 'At the start' },
  atClosing: { zh: '期末', en: 'At the end' },
  differenceColumn: { zh: '增减', en: 'Change' },
  sharesHeading: { zh: '股份构成', en: 'Shares by class and cohort' },
  sharesChart: { zh: '各股种股数（按人群）', en: 'Shares by class, cohorts stacked' },
  comparisonHeading: { zh: '配股方案比较', en: 'Allotment schemes compared' },
  comparisonPool: { zh: '以同一笔 {pool} 元试算', en: 'The same pool of {pool} yuan under each scheme' },
  noComparison: { zh: '本期没有方案需要比较。', en: 'No scheme is up for comparison in this half-year.' },
  runHeading: { zh: '本期分红', en: 'The dividend run' },
  noRun: { zh: '本期没有分红。', en: 'There was no dividend run in this half-year.' },
  historyHeading: { zh: '历次分红', en: 'Dividends over the half-years' },
  historyChart: { zh: '各期分配金额（元）', en: 'Paid in each half-year (yuan)' },
  noHistory: { zh: '还没有分红记录', en: 'No dividends yet' },
  noPeople: { zh: '没有成员', en: 'No members' },
  noShares: { zh: '没有股份', en: 'No shares' },
  reportFor: { zh: '提交股民代表大会审阅', en: 'For the representative assembly' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type Phrase = keyof typeof table;

/** The phrase in a language, its `{name}` places filled in. */
export function phrase(
  language: Language,
  key: Phrase,
  values: Readonly<Record<string, string>> = {},
): string {
  return table[key][language].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** The phrases of one language, for layouts that use many. */
export type Speaker = (key: Phrase, values?: Readonly<Record<string, string>>) => string;

export function speaker(language: Language): Speaker {
  return (key, values) => phrase(language, key, values);
}
