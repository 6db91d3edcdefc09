/** The charts and what follows from balances, as an accountant reads them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balanceSheet,
  carriedOver,
  closingLines,
  incomeStatement,
} from '../../src/domain/book-statements.ts';
import {
  accountOf,
  accountsOf,
  chartMapping,
  chartNames,
  chartOn,
  mappedCode,
} from '../../src/domain/chart.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  credit,
  debit,
  monthOf,
  redLines,
  requireEntry,
  totalsOf,
  voucherNumber,
  withoutZeros,
  type EntryLine,
} from '../../src/domain/journal.ts';
import { Money } from '../../src/domain/money.ts';
import type { ErrorCode } from '../../src/domain/refusal.ts';
import { incomeRows, OPEN, OWED_BY, OWED_TO, sheetRows } from '../../src/domain/statement-rows.ts';
import { codesRefused, refusing } from '../support/refusing.ts';

/** 财会〔2023〕14号, the list of accounts in its order. */
const list2023 = `
  101 库存现金
  102 银行存款
  111 短期投资
  112 应收款
  113 内部往来
  121 库存物资
  131 消耗性生物资产
  132 生产性生物资产
  133 生产性生物资产累计折旧
  134 公益性生物资产
  141 长期投资
  151 固定资产
  152 累计折旧
  153 在建工程
  154 固定资产清理
  161 无形资产
  162 累计摊销
  171 长期待摊费用
  181 待处理财产损溢
  201 短期借款
  211 应付款
  212 应付工资
  213 应付劳务费
  214 应交税费
  221 长期借款及应付款
  231 一事一议资金
  241 专项应付款
  301 资本
  311 公积公益金
  321 本年收益
  322 收益分配
  401 生产（劳务）成本
  501 经营收入
  502 投资收益
  503 补助收入
  504 其他收入
  511 经营支出
  512 税金及附加
  513 管理费用
  514 公益支出
  515 其他支出
  521 所得税费用`;

/** 财会〔2004〕12号. */
const list2004 = `
  101 现金
  102 银行存款
  111 短期投资
  112 应收款
  113 内部往来
  121 库存物资
  131 牲畜（禽）资产
  132 林木资产
  141 长期投资
  151 固定资产
  152 累计折旧
  153 固定资产清理
  154 在建工程
  201 短期借款
  202 应付款
  211 应付工资
  212 应付福利费
  221 长期借款及应付款
  231 一事一议资金
  301 资本
  311 公积公益金
  321 本年收益
  322 收益分配
  401 生产（劳务）成本
  501 经营收入
  511 发包及上交收入
  521 农业税附加返还收入
  522 补助收入
  531 其他收入
  561 投资收益
  502 经营支出
  541 管理费用
  551 其他支出`;

const year = { from: LocalDate.parse('2025-01-01'), to: LocalDate.parse('2025-12-31') };
const yuan = (text: string) => Money.parse(text);
const balance = (account: string, text: string) => ({ account, balance: yuan(text) });

describe('the charts', () => {
  it('switch on 2024-01-01', () => {
    expect(chartOn(LocalDate.parse('2023-12-31'))).toBe('2004');
    expect(chartOn(LocalDate.parse('2024-01-01'))).toBe('2023');
  });

  it('that of 2023 is the list of the law: 42 accounts', () => {
    const listed = accountsOf('2023').filter(({ added }) => !added);
    expect(listed.map(({ code, name }) => `${code} ${name}`)).toEqual(list2023.trim().split(/\s*\n\s*/));
    expect(listed).toHaveLength(42);
  });

  it('that of 2004 is the list of the law: 33 accounts', () => {
    const listed = accountsOf('2004').filter(({ added }) => !added);
    expect(listed.map(({ code, name }) => `${code} ${name}`)).toEqual(list2004.trim().split(/\s*\n\s*/));
  });

  it('let a cooperative add what their notes name', () => {
    for (const code of ['109', '161', '241']) expect(accountOf('2004', code).added).toBe(true);
    expect(accountOf('2023', '109').added).toBe(true);
  });

  it.each([
    ['211', '应付工资', '应付款'],
    ['212', '应付福利费', '应付工资'],
    ['153', '固定资产清理', '在建工程'],
    ['154', '在建工程', '固定资产清理'],
    ['502', '经营支出', '投资收益'],
    ['511', '发包及上交收入', '经营支出'],
    ['521', '农业税附加返还收入', '所得税费用'],
  ])('code %s was %s and is %s', (code, before, now) => {
    expect(accountOf('2004', code).name).toBe(before);
    expect(accountOf('2023', code).name).toBe(now);
  });

  it('no code stands twice, and every account of 2004 goes to one that 2023 has', () => {
    for (const chart of chartNames) {
      const codes = accountsOf(chart).map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
    }
    expect(chartMapping).toHaveLength(accountsOf('2004').length);
    for (const { to } of chartMapping) expect(accountOf('2023', to).code).toBe(to);
  });

  it.each([
    ['102.03', '102.03'],
    ['202', '211'],
    ['202.01', '214'],
    ['202.05', '211.05'],
    ['153', '154'],
    ['154', '153'],
    ['212', '311'],
    ['212.01', '311'],
    ['311.01', '311.01'],
    ['501.01', '501.01'],
    ['511.01', '501'],
    ['502.01', '511.01'],
    ['241', '241'],
    ['322.02', '322.02'],
  ])('a balance on %s goes to %s', (from, to) => expect(mappedCode(from)).toBe(to));

  it('carrying over adds up what is merged and loses nothing', () => {
    const before = [balance('102', '1000.00'), balance('212', '-300.00'), balance('311', '-700.00')];
    expect(carriedOver(before)).toEqual([balance('102', '1000.00'), balance('311', '-1000.00')]);
  });
});

describe('an entry', () => {
  const day = LocalDate.parse('2025-07-31');
  it.each<[string, readonly EntryLine[], ErrorCode]>([
    ['balances', [debit('102', yuan('10.00')), credit('501', yuan('9.99'))], 'books.entry-unbalanced'],
    ['has two lines', [debit('102', yuan('10.00'))], 'books.entry-too-short'],
    [
      'names accounts of its chart',
      [debit('541', yuan('1')), credit('102', yuan('1'))],
      'books.account-unknown',
    ],
    ['has no parts of 113', [debit('113.01', yuan('1')), credit('102', yuan('1'))], 'books.account-unknown'],
    [
      'has the parts of 322 that the closing knows',
      [debit('322.03', yuan('1')), credit('102', yuan('1'))],
      'books.account-unknown',
    ],
    [
      'says which part of 322',
      [debit('322', yuan('1')), credit('102', yuan('1'))],
      'books.account-has-parts',
    ],
    [
      'debits or credits in each line',
      [{ ...debit('102', yuan('1')), credit: yuan('1') }, credit('501', yuan('0'))],
      'books.line-one-side',
    ],
  ])('%s', (_, lines, code) => {
    expect([...new Set(codesRefused(() => requireEntry(day, lines)))]).toEqual([code]);
  });

  it('of 541 is right before the switch', () => {
    requireEntry(LocalDate.parse('2023-07-31'), [debit('541', yuan('1')), credit('102', yuan('1'))]);
  });
});

describe('closing a year of 1,000,000 income, 880,000 distributed', () => {
  const balances = [
    balance('102', '1000000.00'),
    balance('501', '-1200000.00'),
    balance('511', '200000.00'),
    balance('322.01.01', '88000.00'),
    balance('322.01.02', '792000.00'),
    balance('322.02', '120000.00'),
    balance('311', '-88000.00'),
    balance('113', '-792000.00'),
    balance('301', '-120000.00'),
  ];

  it('empties income, expenses and distributions, and leaves 322 at zero', () => {
    const { income, result, distribution } = closingLines('2023', balances);
    const left = new Map(balances.map((each) => [each.account, each.balance]));
    for (const lines of [income, result, distribution]) {
      const [debits, credits] = totalsOf(lines);
      expect(debits).toEqual(credits);
      for (const line of lines)
        left.set(line.account, (left.get(line.account) ?? Money.zero).plus(line.debit).minus(line.credit));
    }
    const open = [...left].filter(([code, amount]) => !amount.isZero && /^(32|5)/.test(code));
    expect(open).toEqual([]);
  });

  it('shows 880,000 distributable after a loss of 120,000, and nothing left', () => {
    const lines = incomeStatement('2023', {
      moved: balances.filter(({ account }) => account !== '322.02'),
      openingUndistributed: yuan('-120000.00'),
      ...year,
    });
    const amount = (key: string) => lines.find((each) => each.key === key)?.amount.toString();
    expect(amount('net')).toBe('1000000.00');
    expect(amount('distributable')).toBe('880000.00');
    expect(amount('reserve')).toBe('88000.00');
    expect(amount('members')).toBe('792000.00');
    expect(amount('undistributed')).toBe('0.00');
  });
});

describe('the lines of the statements', () => {
  it.each(chartNames)('of %s show every account once, and sums are sums of what stands above', (chart) => {
    const { assets, liabilities, equity } = sheetRows[chart];
    for (const rows of [assets, [...liabilities, ...equity]]) {
      const once = rows.flatMap(([mark, , , , ...codes]) => (mark === 'total' ? [] : codes));
      expect(new Set(once).size).toBe(once.length);
      const parts = rows.flatMap(([mark, , , , ...codes]) => (mark === 'total' ? codes : []));
      for (const code of parts) expect(once).toContain(code);
    }
    const sheet = [...assets, ...liabilities, ...equity].flatMap(([mark, , , , ...codes]) =>
      mark === 'total' ? [] : codes,
    );
    const income = incomeRows[chart].flatMap(([sign, key]) => (sign === '=' ? [] : [key]));
    const official = accountsOf(chart).filter(({ code }) => !code.includes('.') && code !== '113');
    expect([...sheet, ...income].sort()).toEqual(
      [...official.map(({ code }) => code), OPEN, OWED_BY, OWED_TO].sort(),
    );
  });

  it('of the balance sheet of 2023 read as the law prints them', () => {
    const { assets } = balanceSheet(
      '2023',
      [
        balance('101', '10.00'),
        balance('102', '20.00'),
        balance('151', '500.00'),
        balance('152', '-200.00'),
        balance('154', '7.00'),
        balance('132', '90.00'),
        balance('133', '-30.00'),
        balance('113', '-60.00'),
      ],
      { owedByMembers: yuan('40.00'), owedToMembers: yuan('100.00') },
    );
    const shown = assets
      .filter(({ amount }) => !amount.isZero)
      .map(({ name, amount }) => `${name.zh} ${amount}`);
    expect(shown).toEqual([
      '货币资金 30.00',
      '应收款项 40.00',
      '流动资产合计 70.00',
      '生产性生物资产原值 90.00',
      '减：生产性生物资产累计折旧 30.00',
      '生产性生物资产净值 60.00',
      '固定资产原值 500.00',
      '减：累计折旧 200.00',
      '固定资产净值 300.00',
      '固定资产清理 7.00',
      '固定资产小计 307.00',
      '非流动资产合计 367.00',
      '资产总计 437.00',
    ]);
  });

  it('show what made good a loss out of the reserve fund as a transfer, not as a distribution', () => {
    const moved = [balance('322.02', '-500.00'), balance('311', '500.00')];
    const lines = incomeStatement('2023', {
      moved,
      openingUndistributed: yuan('-500.00'),
      ...year,
    });
    const amount = (key: string) => lines.find((each) => each.key === key)?.amount.toString();
    expect([amount('transfer'), amount('other'), amount('undistributed')]).toEqual([
      '500.00',
      '0.00',
      '0.00',
    ]);
  });
});

describe('the balance sheet', () => {
  const amounts = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).map(Money.fromFen.bind(Money));

  it.each(chartNames)('of %s balances whatever the entries were, as long as they balance', (chart) => {
    const codes = accountsOf(chart)
      .map(({ code }) => code)
      .filter((code) => code !== '322');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes), amounts), { maxLength: 40 }),
        amounts,
        (moves, owedBy) => {
          const sums = new Map<string, Money>();
          const add = (code: string, amount: Money) =>
            sums.set(code, (sums.get(code) ?? Money.zero).plus(amount));
          for (const [from, to, amount] of moves) {
            add(from, amount);
            add(to, amount.negated());
          }
          const balances = [...sums].map(([account, each]) => ({ account, balance: each }));
          const own = sums.get('113') ?? Money.zero;
          const by = owedBy.isNegative ? Money.zero : owedBy;
          const sheet = balanceSheet(chart, balances, { owedByMembers: by, owedToMembers: by.minus(own) });
          expect(sheet.totalAssets.toString()).toBe(sheet.totalLiabilitiesAndEquity.toString());
          // Everything moved within one span: what the other statement leaves undistributed stands in this one.
          const left = incomeStatement(chart, {
            moved: balances,
            openingUndistributed: Money.zero,
            ...year,
          }).at(-1);
          const shown = sheet.equity.find(({ key }) => key === 'undistributed');
          expect(shown?.amount.toString()).toBe(left?.amount.toString());
        },
      ),
    );
  });
});

describe('a voucher', () => {
  const day = LocalDate.parse('2025-07-31');

  it('is numbered within its month', () => {
    expect(monthOf(day)).toBe('2025-07');
    expect([voucherNumber('2025-07', 3n), voucherNumber('2025-07', 1234n)]).toEqual([
      '记-2025-07-003',
      '记-2025-07-1234',
    ]);
  });

  it('has lines of one side each, with words or none; a line that says nothing is left out', () => {
    expect(debit('102', yuan('1'))).toEqual({
      account: '102',
      debit: yuan('1'),
      credit: Money.zero,
      text: '',
    });
    expect(credit('102', yuan('1'), 'x')).toEqual({
      account: '102',
      debit: Money.zero,
      credit: yuan('1'),
      text: 'x',
    });
    expect(credit('102', yuan('1')).text).toBe('');
    const lines = [
      debit('102', yuan('1')),
      debit('102', Money.zero),
      credit('501', yuan('1')),
      credit('501', yuan('-1')),
    ];
    expect(withoutZeros(lines)).toEqual([lines[0], lines[2], lines[3]]);
  });

  it('is taken back by the same lines in red', () => {
    const red = redLines([debit('102', yuan('1'), '收'), credit('501', yuan('1'), '入')]);
    expect(red.map((line) => [line.account, `${line.debit}`, `${line.credit}`, line.text])).toEqual([
      ['102', '-1.00', '0.00', '收'],
      ['501', '0.00', '-1.00', '入'],
    ]);
  });

  it('is refused with the place and the figures of each fault', () => {
    expect(() => {
      requireEntry(day, [debit('102', yuan('10')), credit('501', yuan('9.99'))]);
    }).toThrow(refusing('books.entry-unbalanced', { debit: '10.00', credit: '9.99' }, { pointer: '/lines' }));
    expect(() => {
      requireEntry(day, [debit('102', yuan('10'))]);
    }).toThrow(refusing('books.entry-too-short', {}, { pointer: '/lines' }));
    expect(() => {
      requireEntry(day, [debit('102', yuan('1')), credit('999', yuan('1'))]);
    }).toThrow(
      refusing('books.account-unknown', { code: '999', chart: '2023' }, { pointer: '/lines/1/account' }),
    );
    expect(() => {
      requireEntry(day, [debit('322', yuan('1')), credit('102', yuan('1'))]);
    }).toThrow(refusing('books.account-has-parts', { code: '322' }, { pointer: '/lines/0/account' }));
    requireEntry(day, [debit('322.02', yuan('1')), credit('102', yuan('1'))]);
    expect(() => {
      requireEntry(day, [debit('102', Money.zero), debit('102', yuan('1')), credit('501', yuan('1'))]);
    }).toThrow(refusing('books.line-one-side', {}, { pointer: '/lines/0' }));
  });
});
