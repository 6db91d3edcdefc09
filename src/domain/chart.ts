/**
 * The two official charts of accounts of rural collectives and the switch between them: a day before 2024-01-01 is kept by
 * the chart of 2004, later days by that of 2023. Codes changed their meaning (153, 154, 211, 212, 502, 511, 521), so a code means
 * something only together with its chart. Sources: 财会〔2004〕12号, 财会〔2023〕14号, for the switch 财会〔2023〕20号.
 */
import { LocalDate } from './calendar.ts';
import { refuse } from './refusal.ts';

export const chartNames = ['2004', '2023'] as const;
export type ChartName = (typeof chartNames)[number];

export const accountClasses = ['asset', 'liability', 'equity', 'cost', 'income', 'expense'] as const;
export type AccountClass = (typeof accountClasses)[number];

export interface LedgerAccount {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly class: AccountClass;
  /** The side on which its balance usually stands. */
  readonly side: 'debit' | 'credit';
  /** Not among the accounts of the law's list: one that its notes let a cooperative add, or a part that the ledger needs. */
  readonly added?: true;
}

/** The first day of the chart of 2023. */
export const chartSwitch: LocalDate = LocalDate.of(2024, 1, 1);

/** What stands under 收益分配: the year's distributions, and what is not distributed yet. */
export const DISTRIBUTED = '322.01';
export const TO_RESERVE = '322.01.01';
export const TO_MEMBERS = '322.01.02';
export const TO_WELFARE = '322.01.03';
export const TO_INVESTORS = '322.01.04';
export const TO_OTHERS = '322.01.09';

export const UNDISTRIBUTED = '322.02';
export const MEMBERS_PAYABLE = '113';
export const CAPITAL = '301';
export const RESERVES = '311';
export const YEAR_INCOME = '321';
/** 应付福利费 of the chart of 2004: set aside for welfare before it is spent. */
export const WELFARE_PAYABLE = '212';
export const CASH = '101';
export const BANK = '102';
/** 其他货币资金 of the chart of 2023. */
export const OTHER_MONEY = '109';

type Row = readonly [code: string, name: string, nameEn: string, side?: 'debit' | 'credit' | 'added'];

const usualSide: Readonly<Record<AccountClass, 'debit' | 'credit'>> = {
  asset: 'debit',
  liability: 'credit',
  equity: 'credit',
  cost: 'debit',
  income: 'credit',
  expense: 'debit',
};

function accounts(kind: AccountClass, rows: readonly Row[]): readonly LedgerAccount[] {
  return rows.map(([code, name, nameEn, mark = usualSide[kind]]) => ({
    code,
    name,
    nameEn,
    class: kind,
    side: mark === 'added' ? usualSide[kind] : mark,
    ...((mark === 'added' || code.includes('.')) && { added: true }),
  }));
}

const distribution: readonly Row[] = [
  ['301', '资本', 'Capital'],
  ['311', '公积公益金', 'Reserve and welfare fund'],
  ['321', '本年收益', 'Income of the year'],
  ['322', '收益分配', 'Distribution of income'],
  ['322.01', '收益分配——各项分配', 'Distribution of income: distributions'],
  ['322.01.01', '收益分配——提取公积公益金', 'Distribution of income: to the reserve fund'],
  ['322.01.02', '收益分配——向成员分配', 'Distribution of income: to members'],
  ['322.01.03', '收益分配——提取福利费', 'Distribution of income: to welfare'],
  ['322.01.04', '收益分配——外来投资分利', 'Distribution of income: to outside investors'],
  ['322.01.09', '收益分配——其他分配', 'Distribution of income: other'],
  ['322.02', '收益分配——未分配收益', 'Distribution of income: undistributed'],
];

const chart2004: readonly LedgerAccount[] = [
  ...accounts('asset', [
    ['101', '现金', 'Cash'],
    ['102', '银行存款', 'Bank deposits'],
    ['111', '短期投资', 'Short-term investments'],
    ['112', '应收款', 'Receivables'],
    ['113', '内部往来', 'Accounts with members'],
    ['121', '库存物资', 'Inventories'],
    ['131', '牲畜（禽）资产', 'Livestock'],
    ['132', '林木资产', 'Forest assets'],
    ['141', '长期投资', 'Long-term investments'],
    ['151', '固定资产', 'Fixed assets'],
    ['152', '累计折旧', 'Accumulated depreciation', 'credit'],
    ['153', '固定资产清理', 'Disposal of fixed assets'],
    ['154', '在建工程', 'Construction in progress'],
    ['161', '无形资产', 'Intangible assets', 'added'],
    ['171', '拨付所属单位资金', 'Funds allotted to units below', 'added'],
  ]),
  ...accounts('liability', [
    ['201', '短期借款', 'Short-term loans'],
    ['202', '应付款', 'Payables'],
    ['202.01', '应付款——应交税费', 'Payables: taxes'],
    ['202.90', '应付款——应付外部股东红利', 'Payables: dividends of outside holders'],
    ['211', '应付工资', 'Wages payable'],
    ['212', '应付福利费', 'Welfare payable'],
    ['221', '长期借款及应付款', 'Long-term loans and payables'],
    ['231', '一事一议资金', 'Case-by-case levies'],
    ['241', '专项应付款', 'Special payables', 'added'],
  ]),
  ...accounts('equity', distribution),
  ...accounts('cost', [['401', '生产（劳务）成本', 'Production and service costs']]),
  ...accounts('income', [
    ['501', '经营收入', 'Operating income'],
    ['511', '发包及上交收入', 'Contract and handed-over income'],
    ['521', '农业税附加返还收入', 'Returned agricultural surtax'],
    ['522', '补助收入', 'Subsidies'],
    ['531', '其他收入', 'Other income'],
    ['561', '投资收益', 'Investment income'],
  ]),
  ...accounts('expense', [
    ['502', '经营支出', 'Operating expenses'],
    ['541', '管理费用', 'Administrative expenses'],
    ['551', '其他支出', 'Other expenses'],
  ]),
];

const chart2023: readonly LedgerAccount[] = [
  ...accounts('asset', [
    ['101', '库存现金', 'Cash on hand'],
    ['102', '银行存款', 'Bank deposits'],
    ['109', '其他货币资金', 'Other money', 'added'],
    ['111', '短期投资', 'Short-term investments'],
    ['112', '应收款', 'Receivables'],
    ['113', '内部往来', 'Accounts with members'],
    ['121', '库存物资', 'Inventories'],
    ['131', '消耗性生物资产', 'Consumable biological assets'],
    ['132', '生产性生物资产', 'Bearer biological assets'],
    ['133', '生产性生物资产累计折旧', 'Depreciation of bearer biological assets', 'credit'],
    ['134', '公益性生物资产', 'Public-benefit biological assets'],
    ['141', '长期投资', 'Long-term investments'],
    ['151', '固定资产', 'Fixed assets'],
    ['152', '累计折旧', 'Accumulated depreciation', 'credit'],
    ['153', '在建工程', 'Construction in progress'],
    ['154', '固定资产清理', 'Disposal of fixed assets'],
    ['161', '无形资产', 'Intangible assets'],
    ['162', '累计摊销', 'Accumulated amortisation', 'credit'],
    ['171', '长期待摊费用', 'Deferred expenses'],
    ['181', '待处理财产损溢', 'Assets to be cleared'],
  ]),
  ...accounts('liability', [
    ['201', '短期借款', 'Short-term loans'],
    ['211', '应付款', 'Payables'],
    ['211.90', '应付款——应付外部股东红利', 'Payables: dividends of outside holders'],
    ['212', '应付工资', 'Wages payable'],
    ['213', '应付劳务费', 'Labour fees payable'],
    ['214', '应交税费', 'Taxes payable'],
    ['221', '长期借款及应付款', 'Long-term loans and payables'],
    ['231', '一事一议资金', 'Case-by-case levies'],
    ['241', '专项应付款', 'Special payables'],
  ]),
  ...accounts('equity', distribution),
  ...accounts('cost', [['401', '生产（劳务）成本', 'Production and service costs']]),
  ...accounts('income', [
    ['501', '经营收入', 'Operating income'],
    ['502', '投资收益', 'Investment income'],
    ['503', '补助收入', 'Subsidies'],
    ['504', '其他收入', 'Other income'],
  ]),
  ...accounts('expense', [
    ['511', '经营支出', 'Operating expenses'],
    ['512', '税金及附加', 'Taxes and surcharges'],
    ['513', '管理费用', 'Administrative expenses'],
    ['514', '公益支出', 'Public-benefit expenses'],
    ['515', '其他支出', 'Other expenses'],
    ['521', '所得税费用', 'Income tax expense'],
  ]),
];

const charts: Readonly<Record<ChartName, readonly LedgerAccount[]>> = {
  '2004': chart2004,
  '2023': chart2023,
};

/** Accounts that entries of before may stand on, and that take no more: the chart of 2004 never had them. */
const retired: Readonly<Record<ChartName, readonly LedgerAccount[]>> = {
  '2004': accounts('asset', [['109', '其他货币资金', 'Other money', 'added']]),
  '2023': [],
};

/** Whether new entries may use what `accountOf` knows. */
export function isRetired(chart: ChartName, code: string): boolean {
  return retired[chart].some((each) => each.code === parentCode(code));
}

export function chartOn(day: LocalDate): ChartName {
  return day.isBefore(chartSwitch) ? '2004' : '2023';
}

/** The official accounts with the sub-accounts that entries of the ledger need. */
export function accountsOf(chart: ChartName): readonly LedgerAccount[] {
  return charts[chart];
}

/** Accounts that take no parts of the cooperative's own: the parts of 113 are its holders, those of 322 are known to the closing. */
export const complete: ReadonlySet<string> = new Set([MEMBERS_PAYABLE, '322']);

/** The account of the code, or of its official parent (`102.01` is kept as part of `102`). Refuses `books.account-unknown`. */
export function accountOf(chart: ChartName, code: string, pointer?: string): LedgerAccount {
  const known = [...charts[chart], ...retired[chart]];
  const exact = known.find((each) => each.code === code);
  const parent = complete.has(parentCode(code))
    ? undefined
    : known.find((each) => each.code === parentCode(code));
  const found = exact ?? (parent && { ...parent, code });
  if (found === undefined) throw refuse('books.account-unknown', { code, chart }, pointer);
  return found;
}

/** `322.02` → `322`. */
export function parentCode(code: string): string {
  return code.split('.')[0] ?? code;
}

/** Where tax withheld from members stands until it is handed over. */
export function taxAccount(chart: ChartName): string {
  return chart === '2023' ? '214' : '202.01';
}

/** 其他收入, where what nobody collects any more ends. */
export function otherIncomeAccount(chart: ChartName): string {
  return chart === '2023' ? '504' : '531';
}

/** Where what is owed to others than members stands: 应付款. */
export function payableAccount(chart: ChartName): string {
  return chart === '2023' ? '211' : '202';
}

/** Where dividends are owed to holders who are no members: 113 is for members and units below. */
export function outsidersAccount(chart: ChartName): string {
  return chart === '2023' ? '211.90' : '202.90';
}

/** Where a dividend is owed to its holder. */
export function holderPayable(chart: ChartName, outside: boolean): string {
  return outside ? outsidersAccount(chart) : MEMBERS_PAYABLE;
}

/** Accounts whose lines name the holders behind them. */
export function namesHolders(chart: ChartName, code: string): boolean {
  return code === MEMBERS_PAYABLE || code === outsidersAccount(chart);
}

/** Whether an account would be a part of one whose lines name holders, and name nobody itself: it takes no parts. */
export function isPartOfHolders(chart: ChartName, code: string): boolean {
  return code.startsWith(`${outsidersAccount(chart)}.`);
}

/** Where what is set aside for welfare stands: the chart of 2023 keeps it with the reserve fund. */
export function welfareAccount(chart: ChartName): string {
  return chart === '2023' ? RESERVES : WELFARE_PAYABLE;
}

/** Where a balance of the chart of 2004 goes on 2024-01-01, and what the accountant should look at. */
export interface Mapping {
  readonly from: string;
  readonly to: string;
  readonly note: { readonly zh: string; readonly en: string } | null;
}

const inventory = {
  zh: '按用途清查后，公益性的转 134，消耗性的转 131。',
  en: 'After the stock-taking, public-benefit assets go to 134 and consumable ones to 131.',
};

const mapped: Readonly<Record<string, readonly [to: string, note?: Mapping['note']]>> = {
  '131': ['131', { zh: '产役畜等生产性的转 132。', en: 'Breeding and draught animals go to 132.' }],
  '132': ['132', inventory],
  '171': [
    '112',
    {
      zh: '新制度的 171 是长期待摊费用：拨付所属单位资金转应收款。',
      en: '171 is deferred expenses by now: funds allotted to units below go to receivables.',
    },
  ],
  '153': ['154'],
  '154': ['153'],
  '202': ['211'],
  '202.01': ['214'],
  '202.90': ['211.90'],
  '211': ['212'],
  '212': [
    '311',
    {
      zh: '新制度没有应付福利费：余额转公积公益金。',
      en: 'The new chart has no welfare payable: the balance goes to the reserve fund.',
    },
  ],
  '502': ['511'],
  '511': ['501'],
  '521': ['504'],
  '522': ['503'],
  '531': ['504'],
  '541': ['513'],
  '551': ['515'],
  '561': ['502'],
};

/** The mapping of every account of 2004, in order of the codes. */
export const chartMapping: readonly Mapping[] = chart2004.map(({ code }) => {
  const [to, note = null] = mapped[code] ?? [code];
  return { from: code, to, note };
});

/** Accounts of 2023 that take over more than one of 2004. */
const mergedInto: ReadonlySet<string> = new Set(
  chartMapping.map(({ to }) => to).filter((to, index, all) => !to.includes('.') && all.indexOf(to) !== index),
);

/**
 * The code of 2023 for one of 2004. Own parts follow their account (`202.05` → `211.05`), but for one that is added to an
 * account that goes on: its parts are added to that as a whole (`212.01` → `311`), lest they meet parts of other meaning.
 */
export function mappedCode(code: string): string {
  const exact = chartMapping.find((each) => each.from === code);
  if (exact) return exact.to;
  const parent = parentCode(code);
  const to = chartMapping.find((each) => each.from === parent)?.to ?? parent;
  return mergedInto.has(to) && to !== parent ? to : to + code.slice(parent.length);
}
