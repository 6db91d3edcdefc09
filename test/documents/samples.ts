/** Fictional papers for the tests: every kind, with many lines, rare characters, long names, or nothing at all. */
import { apportionLargestRemainder } from '../../src/domain/apportion.ts';
import { LocalDate, Period } from '../../src/domain/calendar.ts';
import {
  distribute,
  distributionPreset,
  presetSource,
  type PeriodFigures,
  type PlanStep,
  type PlanTerms,
} from '../../src/domain/distribution.ts';
import type { Language } from '../../src/domain/language.ts';
import { Money } from '../../src/domain/money.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import type { CertificatePaper } from '../../src/modules/papers/certificate/layout.ts';
import type { ConfirmationPaper } from '../../src/modules/papers/confirmation-sheet/layout.ts';
import type { DividendTablePaper } from '../../src/modules/papers/dividend-table/layout.ts';
import { lawOf2025 } from '../../src/domain/assembly-rule-sets.ts';
import { bodyRulesOf } from '../../src/domain/assembly-rules.ts';
import { tallyHands } from '../../src/domain/assembly-vote.ts';
import type { HalfYearReportPaper } from '../../src/modules/papers/half-year-report/layout.ts';
import type { MeetingPaper } from '../../src/modules/papers/meeting-paper/meeting.ts';
import type { PublicNoticePaper } from '../../src/modules/papers/public-notice/layout.ts';
import type { ReceiptSheetPaper } from '../../src/modules/papers/receipt-sheet/layout.ts';
import type { RunSummary } from '../../src/modules/papers/run/summary.ts';
import type { RunTerms } from '../../src/modules/papers/run/terms.ts';
import type { Sheet } from '../../src/modules/papers/sheet.ts';
import type { HalfYearMoney } from '../../src/modules/papers/half-year-report/money.ts';
import type { DistributionPlanPaper, PlanPart } from '../../src/modules/papers/distribution-plan/layout.ts';
import type { TaxCertificatePaper } from '../../src/modules/papers/tax-certificate/layout.ts';
import type { VoucherPaper } from '../../src/modules/papers/voucher/layout.ts';
import type { StatementPaper } from '../../src/modules/papers/statement/layout.ts';
import type { SchemeComparisonPaper } from '../../src/modules/papers/scheme-comparison/layout.ts';
import { writtenQuota } from '../../src/modules/papers/wording.ts';

const day = LocalDate.parse.bind(LocalDate);
const yuan = Money.parse.bind(Money);
const shares = ShareQuantity.parse.bind(ShareQuantity);

export function sheet(language: Language = 'zh'): Sheet {
  return {
    language,
    number: '2010-000042',
    issuer: '清泉社区股份经济合作社',
    created: new Date('2011-01-10T02:00:00Z'),
    createdOn: day('2011-01-10'),
    seal: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
    checkUrl: 'https://ledger.example.org/check/2010-000042',
  };
}

const resolution = {
  body: '股民代表大会',
  number: '〔2010〕3号',
  adoptedOn: day('2010-12-20'),
  text: '通过 2010 年下半年收益分配方案',
};

export const terms: RunTerms = {
  recordDate: day('2010-12-31'),
  basis: 'record-date',
  method: 'largest-remainder',
  rateScale: null,
  rate: null,
  resolution,
  taxRate: '20',
  taxBasis: '个人所得税法第三条，由合作社代扣代缴',
  corrects: null,
};

export const longName = '欧阳·阿卜杜勒热合曼·买买提依明·图尔荪江（曾用名：欧阳图尔荪）';
/** Ideographs of extensions A to E that the house font has. */
export const rareNames = ['张䶮', '刘㛃', '王㭎', '𬭎𫖮', '赵𬬭'];

export const statement: StatementPaper = {
  holder: { number: '3-12', name: '张䶮', household: '0031', standing: '在册成员，2009-03-01 起退休' },
  certificate: 'GQ-000031',
  from: day('2010-07-01'),
  to: day('2011-06-30'),
  knownAt: null,
  holdings: [
    {
      shareClass: '基本股',
      opening: shares('10'),
      received: shares('0'),
      given: shares('0'),
      closing: shares('10'),
    },
    {
      shareClass: '认购股',
      opening: shares('1000'),
      received: shares('500.5'),
      given: shares('0'),
      closing: shares('1500.5'),
    },
    {
      shareClass: '配股',
      opening: shares('3000'),
      received: shares('9004'),
      given: shares('0'),
      closing: shares('12004'),
    },
  ],
  movements: [
    {
      number: '1042',
      effectiveOn: day('2010-08-02'),
      kind: 'subscription',
      shareClass: '认购股',
      counterparty: '未发行',
      direction: 'in',
      quantity: shares('500.5'),
    },
    {
      number: '2210',
      effectiveOn: day('2010-08-15'),
      kind: 'allotment',
      shareClass: '配股',
      counterparty: '未发行',
      direction: 'in',
      quantity: shares('9004'),
    },
  ],
  receipts: [
    {
      run: '2010 年上半年分红',
      on: day('2010-08-06'),
      how: '银行账户 ****0012',
      isAnswered: true,
      amount: yuan('30000.00'),
    },
    {
      run: '2010 年下半年分红',
      on: day('2011-02-11'),
      how: '银行账户 ****0012，已交银行，银行的答复还没有登记',
      isAnswered: false,
      amount: yuan('45714.29'),
    },
  ],
  dividends: [
    {
      run: '2010 年下半年分红',
      recordDate: day('2010-12-31'),
      pays: true,
      paidOn: [day('2011-02-11')],
      state: '已入账',
      held: null,
      waiting: null,
      terms,
      gross: yuan('57142.86'),
      tax: yuan('11428.57'),
      net: yuan('45714.29'),
      proofs: [
        {
          shareClass: '全部股种',
          pool: yuan('100000.00'),
          own: '8,000',
          all: '14,000',
          rate: null,
          quota: { numerator: 10_000_000n * 8000n, denominator: 14_000n },
          floor: yuan('57142.85'),
          extraFen: 1n,
          amount: yuan('57142.86'),
        },
      ],
    },
    {
      run: '2011 年上半年分红',
      recordDate: day('2011-06-30'),
      pays: true,
      paidOn: [],
      state: '已入账',
      held: '法院冻结',
      waiting: yuan('2338.37'),
      terms: { ...terms, recordDate: day('2011-06-30'), method: 'per-share', rateScale: 2, rate: '6.41' },
      gross: yuan('2922.96'),
      tax: yuan('584.59'),
      net: yuan('2338.37'),
      proofs: [
        {
          shareClass: '全部股种',
          pool: yuan('792000.00'),
          own: '456',
          all: '123,456',
          rate: '6.41',
          quota: { numerator: 641n * 456n, denominator: 1n },
          floor: yuan('2922.96'),
          extraFen: 0n,
          amount: yuan('2922.96'),
        },
      ],
    },
  ],
  inheritances: [],
  pensions: [
    ['paid', '2010-07', '2010-07-25', '0.00', '0.00', '600.00'],
    ['returned', '2010-08', '2010-08-25', '0.00', '0.00', '600.00'],
    ['paid', '2010-09', '2010-09-25', '600.00', '0.00', '1200.00'],
    ['paid', '2010-11', '2010-11-25', '0.00', '200.00', '400.00'],
    ['repaid', null, '2010-12-03', '0.00', '0.00', '-300.00'],
  ].map(([kind, month = null, on, arrears, offset, amount]) => ({
    kind: kind as 'paid',
    month,
    on: day(on ?? ''),
    arrears: yuan(arrears ?? ''),
    offset: yuan(offset ?? ''),
    amount: yuan(amount ?? ''),
  })),
  pensionHeldBack: { month: '2010-11', amount: yuan('1800.00') },
  pensionNotOrdered: null,
  hanging: [],
  restrictions: ['2011-05-09 起，认购股 1,000 股被法院冻结；分红照计，暂存合作社。'],
};

export const emptyStatement: StatementPaper = {
  ...statement,
  pensions: [],
  pensionHeldBack: null,
  pensionNotOrdered: null,
  holder: { number: '9-1', name: longName, household: null, standing: null },
  certificate: null,
  knownAt: new Date('2010-07-05T00:00:00Z'),
  holdings: [],
  movements: [],
  receipts: [],
  dividends: [],
  restrictions: [],
};

export const runSummary: RunSummary = {
  number: '4',
  name: '2010 年下半年分红',
  period: Period.parse('2010-H2'),
  state: '已入账',
  terms,
  pool: yuan('1234567.89'),
  carriedIn: yuan('0.00'),
  paid: yuan('1234567.89'),
  carried: yuan('0.00'),
  tax: yuan('246913.58'),
  net: yuan('987654.31'),
  taxToCome: yuan('0.00'),
  held: { count: 0, net: yuan('0.00') },
  collectivePart: yuan('86419.75'),
};

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'.split('');
const given = '建国|秀英|桂兰|志强|玉珍|淑华|德明|春梅|永福|凤霞'.split('|');

export function personName(index: number): string {
  if (index % 37 === 5) return rareNames[(index / 37) | 0] ?? '张䶮';
  return `${surnames[index % surnames.length]}${given[(index * 7) % given.length]}`;
}

/** A run divided by the domain's own arithmetic: the sums on paper are true sums. */
export function dividendTable(count: number): DividendTablePaper {
  const holders = Array.from({ length: count }, (_, index) => ({
    key: String(index + 1).padStart(4, '0'),
    weight: BigInt(1000 + ((index * 7919) % 9000)),
  }));
  const { pool } = runSummary;
  const divided = count === 0 ? null : apportionLargestRemainder(pool.fen, holders);
  const lines = (divided?.parts ?? []).map((part, index) => {
    const gross = Money.fromFen(part.amount);
    const tax = Money.fromFen((part.amount * 20n + 50n) / 100n);
    return {
      number: `${(index % 9) + 1}-${index + 1}`,
      name: index === 17 ? longName : personName(index),
      shares: ShareQuantity.fromWhole(part.weight),
      quota: writtenQuota({ numerator: pool.fen * part.weight, denominator: divided?.totalWeight ?? 1n }),
      extraFen: part.extra,
      granted: null,
      gross,
      tax,
      net: gross.minus(tax),
      remark: index === 23 ? '法院冻结，暂存' : '',
    };
  });
  const tax = Money.sum(lines.map((line) => line.tax));
  const all = ShareQuantity.sum(lines.map((line) => line.shares));
  return {
    run: { ...runSummary, tax, net: pool.minus(tax) },
    classes: count === 0 ? [] : [{ shareClass: '全部股种', shares: all, rate: null, amount: pool }],
    cohorts:
      count === 0
        ? []
        : [{ cohort: '全体股东', people: count, shares: all, gross: pool, tax, net: pool.minus(tax) }],
    lines,
  };
}

export function receiptSheet(count: number): ReceiptSheetPaper {
  const { lines } = dividendTable(count);
  const held = { number: '9-9', name: '王建国', amount: yuan('1052.60'), reason: '法院冻结' };
  const onSheet = Money.sum(lines.map(({ net }) => net));
  return {
    cashOnly: false,
    run: {
      number: '4',
      name: '2010 年下半年分红',
      terms,
      net: count === 0 ? onSheet : onSheet.plus(held.amount),
      collective: null,
      takenBack: Money.zero,
      otherwise: Money.zero,
      apart: Money.zero,
    },
    held: count === 0 ? [] : [held],
    classes: ['基本股', '认购股', '配股'],
    lines: lines.map((line, index) => ({
      household: String((index / 3) | 0).padStart(4, '0'),
      number: line.number,
      name: line.name,
      certificate: `GQ-${String(index + 1).padStart(6, '0')}`,
      shares: [shares('10'), line.shares, shares('8000')],
      rate: '0.2154',
      due: { gross: line.gross, tax: line.tax, net: line.net },
      amount: line.net,
      bankAccountMasked: '****0042',
    })),
  };
}

export const certificate: CertificatePaper = {
  number: 'GQ-000031',
  holder: { number: '3-12', name: '张䶮', household: '0031' },
  issuedOn: day('2010-08-20'),
  replaces: null,
  creditCode: 'N2990105MF00000001',
  holdings: [
    { shareClass: '基本股', shares: shares('10'), parValue: yuan('100.00'), value: yuan('1000.00') },
    { shareClass: '认购股', shares: shares('1500.5'), parValue: yuan('1.00'), value: yuan('1500.50') },
    { shareClass: '配股', shares: shares('12004'), parValue: null, value: null },
  ],
};

export const crowdedCertificate: CertificatePaper = {
  ...certificate,
  holder: { number: '9-1', name: longName, household: '0208' },
  replaces: 'GQ-000007',
  holdings: ['基本股', '农龄股', '认购股', '配股', '贡献股', '独生子女股', '老党员股', '现金股'].map(
    (shareClass) => ({
      shareClass,
      shares: shares('12345.6789'),
      parValue: null,
      value: null,
    }),
  ),
};

export function confirmation(count: number): ConfirmationPaper {
  return {
    scheme: {
      name: '2010 年配股改革方案（退休老人 1:8）',
      effectiveOn: day('2010-08-15'),
      ratioMeaning: '每认购 1 股，退休老人配 8 股，其他成员配 3 股',
      resolution: { ...resolution, text: '打破 1:3，退休老人按 1:8 配股' },
    },
    lines: Array.from({ length: count }, (_, index) => {
      const retired = index % 3 === 0;
      const base = BigInt(500 + ((index * 13) % 40) * 50);
      return {
        household: index % 11 === 10 ? null : String((index / 3) | 0).padStart(4, '0'),
        number: `${(index % 9) + 1}-${index + 1}`,
        name: index === 4 ? longName : personName(index),
        shareClass: '配股',
        rule: retired ? '退休老人配股' : '普通成员配股',
        base: ShareQuantity.fromWhole(base),
        ratio: retired ? '1:8' : '1:3',
        before: ShareQuantity.fromWhole(base * 3n),
        after: ShareQuantity.fromWhole(base * (retired ? 8n : 3n)),
      };
    }),
  };
}

function planFigures(income: string, loss = '0', prior = '0', advanced = '0'): PeriodFigures {
  return {
    income: yuan(income),
    priorLoss: yuan(loss),
    priorUndistributed: yuan(prior),
    advanced: yuan(advanced),
    keptOut: yuan('0'),
    priorKeptOut: yuan('0'),
  };
}

function planStep(
  kind: PlanStep['kind'],
  name: string,
  base: PlanStep['base'],
  rate: string,
  bounds: Partial<Pick<PlanStep, 'floor' | 'ceiling'>> = {},
): PlanStep {
  const basis = '章程第三十二条；财农〔2021〕121号第二十八条';
  return { kind, name, base, rate, floor: null, ceiling: null, basis, ...bounds };
}

function planOf(language: Language, terms: PlanTerms, preset: string | null = null): PlanPart {
  const { lines, fromPrior } = distribute(terms);
  const rules = preset === null ? null : distributionPreset(preset);
  return {
    number: '7',
    state: language === 'zh' ? '已通过' : 'adopted',
    mode: terms.mode,
    reserveUntil: null,
    fromPrior,
    taxRisk: null,
    preset: rules && { name: rules.name[language], source: presetSource(rules)[language] },
    lines: lines.map(({ name, basis, ...line }) => ({
      ...line,
      name: name[language],
      basis: basis[language],
    })),
  };
}

function paperOfPlan(language: Language, terms: PlanTerms, preset: string | null = null) {
  const { members, payable, carried } = distribute(terms);
  const period = Period.parse(terms.mode === 'year' ? '2025-H2' : '2025-H1');
  return {
    ...distributionPlan,
    members,
    payable,
    carried,
    period,
    plan: planOf(language, terms, preset),
  };
}

/** Every kind of step, a loss made good, a floor, a ceiling, an advance taken off, and earlier income drawn on. */
export function fullPlan(language: Language): DistributionPlanPaper {
  return paperOfPlan(
    language,
    {
      mode: 'year',
      figures: planFigures('1000000', '0', '250000', '300000'),
      steps: [
        planStep('reserve', '提取公积金', 'after-loss', '15'),
        planStep('welfare', '提取公益金', 'left', '15', { floor: yuan('150000') }),
        planStep('investors', '外来投资分利', 'income', '20', { ceiling: yuan('50000') }),
      ],
      members: { kind: 'amount', amount: yuan('760350') },
      drawOnPrior: true,
    },
    'shanghai',
  );
}

/** A half-year that lost money: nobody gets anything. */
export function planOfLoss(language: Language): DistributionPlanPaper {
  return paperOfPlan(language, {
    mode: 'advance',
    figures: planFigures('-80450.20', '30000'),
    steps: [planStep('reserve', '提取公积公益金', 'after-loss', '10')],
    members: { kind: 'rest' },
    drawOnPrior: false,
  });
}

/** The money of a half-year: income, a plan that draws on nothing, three kinds of assets, six months of pensions. */
const halfYearMoney: HalfYearMoney = {
  income: {
    rows: (
      [
        ['经营收入', '600000.00', '700000.00', '0.00', '1300000.00', false],
        ['减：经营支出', '140000.00', '160000.00', '0.00', '300000.00', false],
        ['经营收益', '460000.00', '540000.00', '0.00', '1000000.00', true],
        ['减：提取公积公益金', '0.00', '0.00', '88000.00', '88000.00', false],
        ['年末未分配收益', '460000.00', '880000.00', '-880000.00', '0.00', true],
      ] as const
    ).map(([name, firstHalf, half, planned, whole, total]) => ({
      name,
      total,
      firstHalf: yuan(firstHalf),
      half: yuan(half),
      planned: yuan(planned),
      whole: yuan(whole),
    })),
    apart: [],
  },
  plan: planOf('zh', {
    mode: 'year',
    figures: planFigures('1000000', '120000', '0', '300000'),
    steps: [planStep('reserve', '提取公积公益金', 'after-loss', '10')],
    members: { kind: 'rest' },
    drawOnPrior: false,
  }),
  assets: {
    kinds: [
      ['经营性资产', 12, '3060000.00', '3500000.00', '126000.00'],
      ['非经营性资产', 5, '800000.00', '780000.00', '0.00'],
      ['资源性资产', 3, '0.00', '300000.00', '18000.00'],
    ].map(([name, count, opening, closing, income]) => ({
      name: String(name),
      count: Number(count),
      opening: yuan(String(opening)),
      closing: yuan(String(closing)),
      income: yuan(String(income)),
    })),
    idle: [{ name: '泉东路 12 号商铺', days: 31 }],
    gone: [
      { name: '旧仓库', number: 'A-09', on: '2010-05-06', reason: '征收，协议 2010-3 号', struck: false },
    ],
    rate: '108.81',
    verdict: '资产增值',
    formula: '(4,580,000.00 − 380,000.00 + 0.00) ÷ 3,860,000.00 × 100 % = 108.81 %',
    books: {
      verdict: '资产减值',
      formula: '(4,120,000.00 − 0.00 + 0.00) ÷ 4,260,000.00 × 100 % = 96.71 %',
      withDividends: '(4,120,000.00 − 0.00 + 0.00 + 300,000.00) ÷ 4,260,000.00 × 100 % = 103.76 %',
    },
  },
  pensions: {
    months: ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'].map((month) => ({
      month,
      people: 181,
      byBank: yuan('105000.00'),
      inCash: yuan('3600.00'),
      returned: yuan(month === '2025-03' ? '1200.00' : '0'),
      held: yuan('600.00'),
    })),
    repaid: yuan('600.00'),
  },
};

export const report: HalfYearReportPaper = {
  period: Period.parse('2010-H2'),
  people: {
    households: 210,
    shareholders: 597,
    retirees: 181,
    members: 602,
    standings: [
      { standing: '在册（未退休）', opening: 425, closing: 421 },
      { standing: '退休', opening: 179, closing: 181 },
      { standing: '已故', opening: 3, closing: 6 },
      { standing: '已离开', opening: 1, closing: 1 },
    ],
  },
  shares: {
    cohorts: ['在册成员', '退休老人', '集体'],
    classes: [
      { shareClass: '基本股', byCohort: [shares('4210'), shares('1810'), shares('0')] },
      { shareClass: '认购股', byCohort: [shares('382500'), shares('164250.5'), shares('0')] },
      { shareClass: '配股', byCohort: [shares('1147500'), shares('1314004'), shares('0')] },
      { shareClass: '集体股', byCohort: [shares('0'), shares('0'), shares('602854.9')] },
    ],
  },
  money: halfYearMoney,
  comparison: {
    pool: yuan('1234567.89'),
    schemes: ['现行方案 1:3', '改革方案 1:8'],
    cohorts: [
      {
        cohort: '在册成员',
        people: 421,
        parts: [
          { shares: shares('1534210'), amount: yuan('863210.45') },
          { shares: shares('1534210'), amount: yuan('651002.13') },
        ],
      },
      {
        cohort: '退休老人',
        people: 181,
        parts: [
          { shares: shares('658812'), amount: yuan('371357.44') },
          { shares: shares('1480064.5'), amount: yuan('583565.76') },
        ],
      },
    ],
    findings: [
      '两种方案的总额相同：改革方案把 212,208.32 元从在册成员转给退休老人，因为只有退休老人的比例改变。',
    ],
  },
  run: {
    summary: runSummary,
    classes: [
      { shareClass: '基本股', shares: shares('6020'), rate: '0.3412', amount: yuan('2054.02') },
      { shareClass: '认购股与配股', shares: shares('3611109.4'), rate: '0.3412', amount: yuan('1232513.87') },
    ],
    cohorts: [
      {
        cohort: '在册成员',
        people: 421,
        shares: shares('1534210'),
        gross: yuan('651002.13'),
        tax: yuan('130200.43'),
        net: yuan('520801.70'),
      },
      {
        cohort: '退休老人',
        people: 181,
        shares: shares('1480064.5'),
        gross: yuan('583565.76'),
        tax: yuan('116713.15'),
        net: yuan('466852.61'),
      },
    ],
  },
  history: ['2010-H2', '2011-H1', '2011-H2', '2012-H1', '2012-H2', '2013-H1'].map((period, index) => ({
    period: Period.parse(period),
    paid: Money.fromFen(123_456_789n + BigInt(index) * 18_234_567n),
    tax: Money.fromFen(24_691_358n + BigInt(index) * 3_646_913n),
    net: Money.fromFen(98_765_431n + BigInt(index) * 14_587_654n),
    carried: Money.fromFen(BigInt(index * 507)),
    lines: 597 + index,
    differences: index % 3 === 1 ? 1 : 0,
  })),
};

export const emptyReport: HalfYearReportPaper = {
  period: Period.parse('2013-H1'),
  people: { households: 0, shareholders: 0, retirees: 0, members: 0, standings: [] },
  shares: { cohorts: [], classes: [] },
  comparison: null,
  money: { income: null, plan: null, assets: null, pensions: null },
  run: null,
  history: [],
};

const outcome = (quantity: string, dividend: string) => ({
  shares: ShareQuantity.parse(quantity),
  dividend: Money.parse(dividend),
});

/** Three people and what the cooperative holds itself, under two schemes. */
export const comparison: SchemeComparisonPaper = {
  on: LocalDate.parse('2010-07-31'),
  pool: Money.parse('100000'),
  schemes: ['1:3', '1:8'].map((name) => ({ name, meaning: name })),
  rows: (
    [
      ['2000', outcome('8000', '16000'), outcome('18000', '36000')],
      ['1000', outcome('4000', '8000'), outcome('9000', '18000')],
      ['500', outcome('2000', '4000'), outcome('4500', '9000')],
    ] as const
  ).map(([number, ...outcomes]) => ({ number, name: '王小明', outcomes })),
  cohorts: [
    { cohort: 'admitted', holders: 3, outcomes: [outcome('14000', '28000'), outcome('31500', '63000')] },
  ],
  collective: [outcome('36000', '72000'), outcome('18500', '37000')],
  findings: [],
};

const bodyRules = bodyRulesOf(lawOf2025, 'representative-assembly');

/** A meeting of so many representatives; what has not happened yet is null. */
export function meeting(
  count: number,
  state: MeetingPaper['state'] = 'closed',
  more: Partial<MeetingPaper> = {},
): MeetingPaper {
  const held = state === 'closed' || state === 'open';
  const present = Math.ceil((count * 4) / 5);
  const entitled = Array.from({ length: count }, (_, index) => ({
    number: String(index + 1).padStart(4, '0'),
    name: index === 3 ? longName : personName(index),
    group: `第${(index % 8) + 1}组`,
    household: `${(index % 8) + 1}-${String(index + 1).padStart(2, '0')}`,
    weight: shares('10800'),
    manner: held && index < present ? ('on-site' as const) : null,
    proxy: null,
  }));
  const decided = (yes: number) =>
    state === 'closed'
      ? tallyHands(bodyRules, { entitled: count, present, for: yes, against: present - yes, abstain: 0 })
      : null;
  return {
    part: 'pack',
    body: 'representative-assembly',
    number: '2025-2',
    title: '2025年上半年股民代表大会',
    heldOn: day('2025-07-31'),
    time: '09:00',
    place: '社区礼堂',
    state,
    cancelledBecause: state === 'cancelled' ? '台风' : null,
    minutesLate: null,
    termOverSince: null,
    ownTerm: null,
    seatsLate: [],
    chair: held ? '王德胜' : null,
    recorder: held ? '林秀芝' : null,
    notice: {
      on: day('2025-07-20'),
      late: null,
      latest: day('2025-07-20'),
      papersOpenFrom: day('2025-07-20'),
      rule: bodyRules.notice,
    },
    study: { on: day('2025-07-10'), by: '中共双泉社区总支部委员会' },
    rules: { name: lawOf2025.name, own: true, body: bodyRules },
    attendance: {
      entitled,
      leftOut: [{ name: '郑玉珍', reason: 'died', on: day('2025-07-25') }],
      quorumLeast: BigInt(Math.ceil((count * 2) / 3)),
      present: held ? BigInt(present) : null,
    },
    motions: [
      {
        number: 1,
        proposer: null,
        kind: 'report',
        title: '半年工作报告',
        text: '听取理事会半年工作报告。',
        counting: 'none',
        result: null,
        manner: null,
        resolution: null,
        choices: [],
      },
      {
        number: 2,
        proposer: 'party-organisation',
        kind: 'dividend-run',
        title: `2025年上半年收益分配（${longName}提议）`,
        text: '同意 2025 年上半年可分配收益按登记日持股、最大余数法分配。'.repeat(12),
        counting: 'by-head',
        result: decided(present),
        manner: state === 'closed' ? 'names' : null,
        resolution: state === 'closed' ? '〔2025〕3号' : null,
        choices:
          state === 'closed'
            ? entitled.slice(0, present).map(({ name }) => ({ name, choice: 'for' as const, proxy: null }))
            : [],
      },
      {
        number: 3,
        proposer: 'board',
        kind: 'budget',
        title: '年度预算',
        text: '同意年度预算。',
        counting: 'by-head',
        result: decided(Math.floor(count / 2)),
        manner: state === 'closed' ? 'hands' : null,
        resolution: state === 'closed' ? '〔2025〕4号' : null,
        choices: [],
      },
    ],
    earlier: [
      {
        number: '〔2025〕1号',
        decidedOn: day('2025-01-20'),
        title: '2024年下半年收益分配',
        state: 'carried-out',
        text: '红利已全部入账。',
        reportedOn: day('2025-02-10'),
      },
      {
        number: '〔2025〕2号',
        decidedOn: day('2025-01-20'),
        title: '修建文化广场',
        state: 'not-begun',
        text: '',
        reportedOn: null,
      },
    ],
    halfYear: report,
    comparison,
    minutes: held ? '会议由理事长主持。\n代表审阅材料并提问，会议逐一作答。' : null,
    ...more,
  };
}

export function publicNotice(count: number): PublicNoticePaper {
  const lines = Array.from({ length: count }, (_, index) => ({
    number: String(index + 1).padStart(4, '0'),
    maskedName: `${personName(index).slice(0, 1)}*`,
    shares: shares('1000'),
    weight: '1,000',
    granted: null,
    gross: yuan('100.00'),
    tax: yuan('20.00'),
    net: yuan('80.00'),
  }));
  return {
    run: {
      number: '4',
      name: '2010 年下半年分红',
      terms,
      pool: Money.sum(lines.map(({ gross }) => gross)).plus(yuan('0.32')),
      gross: Money.sum(lines.map(({ gross }) => gross)),
      carried: yuan('0.32'),
      net: Money.sum(lines.map(({ net }) => net)),
    },
    sheet: {
      issuer: '0a1b2c3d',
      run: '4',
      period: '2010-H2',
      basis: 'record-date',
      isWeighed: false,
      method: 'largest-remainder',
      rateScale: null,
      distributable: `${count * 100}.32`,
      totalWeight: `${count * 1000}`,
      taxRate: '0.20',
      lines: String(count),
    },
    isWeighed: false,
    weights: [],
    postedOn: day('2025-08-01'),
    late: null,
    days: 7,
    lastDay: day('2025-08-08'),
    unlockDay: day('2025-08-09'),
    objectionsUntil: day('2025-08-16'),
    answerDays: 30,
    law: '章程',
    place: '社区公示栏',
    recipients: lines.length,
    lines,
    objections:
      count === 0
        ? []
        : [
            {
              number: '1',
              raisedOn: day('2025-08-03'),
              recordedOn: day('2025-08-03'),
              text: '少算了股数。',
              settled: null,
            },
            {
              number: '2',
              raisedOn: day('2025-08-04'),
              recordedOn: day('2025-08-07'),
              text: '税率有误。',
              settled: {
                kind: 'answered',
                on: day('2025-08-05'),
                recordedOn: day('2025-08-07'),
                text: '按决议为百分之二十。',
              },
            },
          ],
  };
}

export const voucher: VoucherPaper = {
  subject: 'voucher 记-2026-01-003',
  vouchers: [
    {
      number: '记-2026-01-003',
      date: day('2026-01-20'),
      summary: '2025-H2 分红（第 7 号）',
      attachments: 3,
      preparedBy: '主办会计',
      reviewedBy: '复核人',
      lines: [
        ['322.01.02', '收益分配——向成员分配', '向成员分配', '792000.00', '0'],
        ['113', '内部往来', '应付成员红利', '0', '792000.00'],
        ['113', '内部往来', '代扣个人所得税', '158400.00', '0'],
        ['214', '应交税费', '应交个人所得税', '0', '158400.00'],
      ].map(([account = '', name = '', text = '', debit = '', credit = '']) => ({
        account,
        name,
        text,
        debit: yuan(debit),
        credit: yuan(credit),
      })),
    },
    {
      number: '记-2026-01-004',
      date: day('2026-01-21'),
      summary: '冲销 记-2026-01-001：金额有误',
      attachments: 0,
      preparedBy: '主办会计',
      reviewedBy: '复核人',
      lines: [
        { account: '102', name: '银行存款', text: '', debit: yuan('-1409.50'), credit: yuan('0') },
        { account: '501', name: '经营收入', text: '', debit: yuan('0'), credit: yuan('-1409.50') },
      ],
    },
  ],
};

export const distributionPlan: DistributionPlanPaper = {
  period: Period.parse('2025-H2'),
  plan: halfYearMoney.plan!,
  members: yuan('792000.00'),
  payable: yuan('492000.00'),
  carried: yuan('0.00'),
  resolution: {
    body: '股民代表大会',
    number: '股代〔2026〕1号',
    adoptedOn: day('2026-01-10'),
    text: '同意2025年度收益分配方案。',
  },
};

export const taxCertificate: TaxCertificatePaper = {
  year: '2025',
  member: { number: '0010', name: '张䶮', residentIdMasked: '******************' },
  rows: (
    [
      ['2024-H2', 'regular', '2025-01-25', '1234.57', '246.91'],
      ['2024-H2', 'reversal', '2025-02-03', '-1234.57', '-246.91'],
      ['2024-H2', 'supplementary', '2025-02-10', '1200.00', '240.00'],
      ['2025-H1', 'difference', '2025-08-25', '-34.57', '-6.91'],
    ] as const
  ).map(([period, kind, creditedOn, gross, tax], index) => ({
    period: Period.parse(period),
    kind,
    run: String(index + 6),
    creditedOn,
    gross: yuan(gross),
    rate: '0.2',
    tax: yuan(tax),
    basis: '《个人所得税法》第三条：利息、股息、红利所得，税率百分之二十',
  })),
};
