/**
 * The lines of the two statements as each chart's law prints them, as data. Every account stands in exactly one line of the
 * balance sheet that is not a sum. Sources: 财会〔2004〕12号 and 财会〔2023〕14号, the forms of their annexes.
 */
import {
  MEMBERS_PAYABLE,
  TO_INVESTORS,
  TO_MEMBERS,
  TO_RESERVE,
  TO_WELFARE,
  type ChartName,
} from './chart.ts';

/** The two sides of 内部往来, and income and expenses not closed yet, beside the accounts of the chart. */
export const OWED_BY = `${MEMBERS_PAYABLE} debit`;
export const OWED_TO = `${MEMBERS_PAYABLE} credit`;
export const OPEN = 'open income';

/** `less`: shown without its sign under 减. `total`: the sum of accounts that lines above show. */
export type SheetRow = readonly [
  mark: 'line' | 'less' | 'total',
  key: string,
  zh: string,
  en: string,
  ...codes: string[],
];

interface SheetRows {
  readonly assets: readonly SheetRow[];
  readonly liabilities: readonly SheetRow[];
  readonly equity: readonly SheetRow[];
}

const money2004 = ['101', '102'] as const;
const money2023 = ['101', '102', '109'] as const;
const receivable = ['112', OWED_BY] as const;
const stock = ['121', '401'] as const;
const undistributed = ['321', '322', OPEN] as const;

const equity: readonly SheetRow[] = [
  ['line', 'capital', '资本', 'Capital', '301'],
  ['line', 'reserve', '公积公益金', 'Reserve and welfare fund', '311'],
  ['line', 'undistributed', '未分配收益', 'Undistributed income', ...undistributed],
  ['total', 'equity', '所有者权益合计', 'Total equity', '301', '311', ...undistributed],
];

const current2004 = [...money2004, '111', ...receivable, ...stock] as const;
const fixed2004 = ['151', '152', '153', '154'] as const;
const owedSoon2004 = ['201', '202', OWED_TO, '211', '212'] as const;
const owedLater = ['221', '231', '241'] as const;

const sheet2004: SheetRows = {
  assets: [
    ['line', 'money', '货币资金', 'Money', ...money2004],
    ['line', 'short-investments', '短期投资', 'Short-term investments', '111'],
    ['line', 'receivables', '应收款项', 'Receivables', ...receivable],
    ['line', 'stock', '存货', 'Inventories', ...stock],
    ['total', 'current-assets', '流动资产合计', 'Total current assets', ...current2004],
    ['line', 'livestock', '牲畜（禽）资产', 'Livestock', '131'],
    ['line', 'forest', '林木资产', 'Forest assets', '132'],
    ['total', 'agricultural-assets', '农业资产合计', 'Total agricultural assets', '131', '132'],
    ['line', 'long-investments', '长期投资', 'Long-term investments', '141'],
    ['line', 'units-below', '拨付所属单位资金', 'Funds allotted to units below', '171'],
    ['line', 'fixed-cost', '固定资产原价', 'Fixed assets at cost', '151'],
    ['less', 'fixed-depreciation', '减：累计折旧', 'less accumulated depreciation', '152'],
    ['total', 'fixed-net', '固定资产净值', 'Fixed assets, net', '151', '152'],
    ['line', 'fixed-disposal', '固定资产清理', 'Disposal of fixed assets', '153'],
    ['line', 'construction', '在建工程', 'Construction in progress', '154'],
    ['total', 'fixed-assets', '固定资产合计', 'Total fixed assets', ...fixed2004],
    ['line', 'intangible', '无形资产', 'Intangible assets', '161'],
    [
      ...(['total', 'assets', '资产总计', 'Total assets'] as const),
      ...[...current2004, '131', '132', '141', '171', ...fixed2004, '161'],
    ],
  ],
  liabilities: [
    ['line', 'short-loans', '短期借款', 'Short-term loans', '201'],
    ['line', 'payables', '应付款项', 'Payables', '202', OWED_TO],
    ['line', 'wages', '应付工资', 'Wages payable', '211'],
    ['line', 'welfare', '应付福利费', 'Welfare payable', '212'],
    ['total', 'current-liabilities', '流动负债合计', 'Total current liabilities', ...owedSoon2004],
    ['line', 'long-loans', '长期借款及应付款', 'Long-term loans and payables', '221'],
    ['line', 'levies', '一事一议资金', 'Case-by-case levies', '231'],
    ['line', 'special', '专项应付款', 'Special payables', '241'],
    ['total', 'long-liabilities', '长期负债合计', 'Total long-term liabilities', ...owedLater],
    ['total', 'liabilities', '负债合计', 'Total liabilities', ...owedSoon2004, ...owedLater],
  ],
  equity,
};

const current2023 = [...money2023, '111', ...receivable, ...stock, '131'] as const;
const fixed2023 = ['151', '152', '153', '154'] as const;
const lasting2023 = ['141', '132', '133', ...fixed2023, '161', '162', '134', '171', '181'] as const;
const owedSoon2023 = ['201', '211', OWED_TO, '212', '213', '214'] as const;

const sheet2023: SheetRows = {
  assets: [
    ['line', 'money', '货币资金', 'Money', ...money2023],
    ['line', 'short-investments', '短期投资', 'Short-term investments', '111'],
    ['line', 'receivables', '应收款项', 'Receivables', ...receivable],
    ['line', 'stock', '存货', 'Inventories', ...stock],
    ['line', 'consumable-biological', '消耗性生物资产', 'Consumable biological assets', '131'],
    ['total', 'current-assets', '流动资产合计', 'Total current assets', ...current2023],
    ['line', 'long-investments', '长期投资', 'Long-term investments', '141'],
    ['line', 'biological-cost', '生产性生物资产原值', 'Bearer biological assets at cost', '132'],
    ['less', 'biological-depreciation', '减：生产性生物资产累计折旧', 'less their depreciation', '133'],
    ['total', 'biological-net', '生产性生物资产净值', 'Bearer biological assets, net', '132', '133'],
    ['line', 'fixed-cost', '固定资产原值', 'Fixed assets at cost', '151'],
    ['less', 'fixed-depreciation', '减：累计折旧', 'less accumulated depreciation', '152'],
    ['total', 'fixed-net', '固定资产净值', 'Fixed assets, net', '151', '152'],
    ['line', 'construction', '在建工程', 'Construction in progress', '153'],
    ['line', 'fixed-disposal', '固定资产清理', 'Disposal of fixed assets', '154'],
    ['total', 'fixed-assets', '固定资产小计', 'Fixed assets together', ...fixed2023],
    ['line', 'intangible-cost', '无形资产原值', 'Intangible assets at cost', '161'],
    ['less', 'amortisation', '减：累计摊销', 'less accumulated amortisation', '162'],
    ['total', 'intangible-net', '无形资产净值', 'Intangible assets, net', '161', '162'],
    ['line', 'public-biological', '公益性生物资产', 'Public-benefit biological assets', '134'],
    ['line', 'deferred', '长期待摊费用', 'Deferred expenses', '171'],
    ['line', 'to-be-cleared', '待处理财产损溢', 'Assets to be cleared', '181'],
    ['total', 'non-current-assets', '非流动资产合计', 'Total non-current assets', ...lasting2023],
    ['total', 'assets', '资产总计', 'Total assets', ...current2023, ...lasting2023],
  ],
  liabilities: [
    ['line', 'short-loans', '短期借款', 'Short-term loans', '201'],
    ['line', 'payables', '应付款项', 'Payables', '211', OWED_TO],
    ['line', 'wages', '应付工资', 'Wages payable', '212'],
    ['line', 'labour', '应付劳务费', 'Labour fees payable', '213'],
    ['line', 'taxes', '应交税费', 'Taxes payable', '214'],
    ['total', 'current-liabilities', '流动负债合计', 'Total current liabilities', ...owedSoon2023],
    ['line', 'long-loans', '长期借款及应付款', 'Long-term loans and payables', '221'],
    ['line', 'levies', '一事一议资金', 'Case-by-case levies', '231'],
    ['line', 'special', '专项应付款', 'Special payables', '241'],
    ['total', 'long-liabilities', '非流动负债合计', 'Total non-current liabilities', ...owedLater],
    ['total', 'liabilities', '负债合计', 'Total liabilities', ...owedSoon2023, ...owedLater],
  ],
  equity,
};

export const sheetRows: Readonly<Record<ChartName, SheetRows>> = { '2004': sheet2004, '2023': sheet2023 };

/** `+` and `-` name an account, `=` the sum of what stands above. */
export type IncomeRow = readonly [sign: '+' | '-' | '=', key: string, zh: string, en: string];

export const incomeRows: Readonly<Record<ChartName, readonly IncomeRow[]>> = {
  '2004': [
    ['+', '501', '一、经营收入', 'Operating income'],
    ['+', '511', '加：发包及上交收入', 'plus contract and handed-over income'],
    ['+', '561', '投资收益', 'plus investment income'],
    ['-', '502', '减：经营支出', 'less operating expenses'],
    ['-', '541', '管理费用', 'less administrative expenses'],
    ['=', 'operating', '二、经营收益', 'Operating result'],
    ['+', '521', '加：农业税附加返还收入', 'plus returned agricultural surtax'],
    ['+', '522', '补助收入', 'plus subsidies'],
    ['+', '531', '其他收入', 'plus other income'],
    ['-', '551', '减：其他支出', 'less other expenses'],
    ['=', 'net', '三、本年收益', 'Income of the year'],
    // The form begins its second column with the result of the first.
    ['=', 'to-distribute', '四、本年收益', 'Income of the year, to be distributed'],
  ],
  '2023': [
    ['+', '501', '一、经营收入', 'Operating income'],
    ['+', '502', '加：投资收益', 'plus investment income'],
    ['+', '503', '补助收入', 'plus subsidies'],
    ['-', '511', '减：经营支出', 'less operating expenses'],
    ['-', '512', '税金及附加', 'less taxes and surcharges'],
    ['-', '513', '管理费用', 'less administrative expenses'],
    ['=', 'operating', '二、经营收益', 'Operating result'],
    ['+', '504', '加：其他收入', 'plus other income'],
    ['-', '514', '减：公益支出', 'less public-benefit expenses'],
    ['-', '515', '其他支出', 'less other expenses'],
    ['=', 'before-tax', '三、收益总额', 'Result before income tax'],
    ['-', '521', '减：所得税费用', 'less income tax expense'],
    ['=', 'net', '四、净收益', 'Net income'],
  ],
};

/** What the forms number, 一、 to 四、 here and after it what may be and what is left: whoever reads the form looks for each. */
export const numberedRows: ReadonlySet<string> = new Set([
  ...Object.values(incomeRows).flatMap((rows) =>
    rows.flatMap(([, key, zh]) => (/^[一二三四]、/.test(zh) ? [key] : [])),
  ),
  'distributable',
  'undistributed',
]);

/** Null: what the lines above leave of the distributions. */
export type DistributionRow = readonly [key: string, zh: string, en: string, code: string | null];

export const distributionRows: Readonly<Record<ChartName, readonly DistributionRow[]>> = {
  '2004': [
    ['reserve', '减：1. 提取公积公益金', 'less to the reserve fund', TO_RESERVE],
    ['welfare', '2. 提取应付福利费', 'less to welfare payable', TO_WELFARE],
    ['investors', '3. 外来投资分利', 'less to outside investors', TO_INVESTORS],
    ['members', '4. 农户分配', 'less to members', TO_MEMBERS],
    ['other', '5. 其他', 'less other distributions', null],
  ],
  '2023': [
    ['reserve', '减：提取公积公益金', 'less to the reserve fund', TO_RESERVE],
    ['members', '向成员分配', 'less to members', TO_MEMBERS],
    ['other', '其他', 'less other distributions', null],
  ],
};
