/** The charts and what follows from balances, as an accountant reads them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balanceSheet,
  carriedOver,
  closingLines,
  incomeStatement,
  trialBalance,
} from '../../src/domain/book-statements.ts';
import {
  accountOf,
  accountsOf,
  chartMapping,
  chartNames,
  chartOn,
  mappedCode,
  parentCode,
  payableAccount,
  holderPayable,
  namesHolders,
  taxAccount,
  welfareAccount,
} from '../../src/domain/chart.ts';
import * as chart from '../../src/domain/chart.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  bringsIncome,
  credit,
  debit,
  capitalOwed,
  incomeByHand,
  incomeTaken,
  keptOutMoved,
  monthOf,
  paysMoney,
  redLines,
  redOnMoney,
  requireEntry,
  chargesHolders,
  takesMoreThanByHand,
  totalsOf,
  voucherNumber,
  withoutZeros,
  type EntryLine,
  type PreparedKind,
} from '../../src/domain/journal.ts';
import { Money } from '../../src/domain/money.ts';
import type { ErrorCode } from '../../src/domain/refusal.ts';
import { incomeRows, OPEN, OWED_BY, OWED_TO, sheetRows } from '../../src/domain/statement-rows.ts';
import { codesRefused, refusing } from '../support/refusing.ts';
import { titleOf } from '../support/cases.ts';

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
    for (const code of ['161', '171', '241']) expect(accountOf('2004', code).added).toBe(true);
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
    ['202.90', '211.90'],
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
    ['999.05', '999.05'],
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

describe('the charts, by hand', () => {
  it('stand on the usual side of their class, but what is written off an asset', () => {
    const usual = {
      asset: 'debit',
      liability: 'credit',
      equity: 'credit',
      cost: 'debit',
      income: 'credit',
      expense: 'debit',
    };
    const other = (chart: (typeof chartNames)[number]) =>
      accountsOf(chart)
        .filter((each) => each.side !== usual[each.class])
        .map(({ code }) => code);
    expect([other('2004'), other('2023')]).toEqual([['152'], ['133', '152', '162']]);
  });

  it.each([
    ['2004', 'asset', '101 102 111 112 113 121 131 132 141 151 152 153 154 161 171'],
    ['2004', 'liability', '201 202 202.01 202.90 211 212 221 231 241'],
    ['2004', 'equity', '301 311 321 322 322.01 322.01.01 322.01.02 322.01.03 322.01.04 322.01.09 322.02'],
    ['2004', 'cost', '401'],
    ['2004', 'income', '501 511 521 522 531 561'],
    ['2004', 'expense', '502 541 551'],
  ] as const)('that of %s has as %s %s', (chart, kind, codes) => {
    expect(
      accountsOf(chart)
        .filter((each) => each.class === kind)
        .map(({ code }) => code)
        .join(' '),
    ).toBe(codes);
  });

  it('what was added to the lists of the law', () => {
    const added = (chart: (typeof chartNames)[number]) =>
      accountsOf(chart)
        .filter((each) => each.added)
        .map(({ code }) => code);
    expect(added('2004').filter((code) => !code.startsWith('322.'))).toEqual([
      ...['161', '171', '202.01', '202.90', '241'],
    ]);
    expect(added('2004').filter((code) => code.startsWith('322.'))).toHaveLength(7);
  });

  it('an own part is of its account; a part of what knows no own parts, and what is unknown, is refused', () => {
    expect(accountOf('2023', '102.01')).toEqual({ ...accountOf('2023', '102'), code: '102.01' });
    for (const code of ['113.01', '322.03', '999'])
      expect(() => accountOf('2023', code, '/here')).toThrow(
        refusing('books.account-unknown', { code, chart: '2023' }, { pointer: '/here' }),
      );
    expect([parentCode('322.01.02'), parentCode('102')]).toEqual(['322', '102']);
  });

  it('what entries are written to by name', () => {
    expect([chart.CASH, chart.BANK, chart.MEMBERS_PAYABLE, chart.RESERVES, chart.YEAR_INCOME]).toEqual([
      ...['101', '102', '113', '311', '321'],
    ]);
    expect([chart.DISTRIBUTED, chart.TO_RESERVE, chart.TO_MEMBERS, chart.TO_WELFARE]).toEqual([
      ...['322.01', '322.01.01', '322.01.02', '322.01.03'],
    ]);
    expect([chart.TO_INVESTORS, chart.TO_OTHERS, chart.UNDISTRIBUTED]).toEqual([
      ...['322.01.04', '322.01.09', '322.02'],
    ]);
  });

  it('where tax, payables and welfare stand in each', () => {
    expect(
      chartNames.map((chart) => [taxAccount(chart), payableAccount(chart), welfareAccount(chart)]),
    ).toEqual([
      ['202.01', '202', '212'],
      ['214', '211', '311'],
    ]);
  });

  it.each([
    ['2004', '113', '202.90'],
    ['2023', '113', '211.90'],
  ] as const)(
    'by that of %s a dividend is owed to a member on %s, to an outsider on %s',
    (name, ...codes) => {
      expect([false, true].map((outside) => holderPayable(name, outside))).toEqual(codes);
      const all = ['102', '113', '202', '202.01', '202.90', '211', '211.90', '322.02'];
      expect(all.filter((code) => namesHolders(name, code))).toEqual(codes);
    },
  );

  it('every account of 2004 goes, on 1 January 2024, to', () => {
    const moved = chartMapping.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from}→${to}`);
    expect(moved.join(' ')).toBe(
      '153→154 154→153 171→112 202→211 202.01→214 202.90→211.90 211→212 212→311 511→501 521→504 522→503 531→504 561→502 502→511 541→513 551→515',
    );
    expect(chartMapping.filter(({ note }) => note !== null).map(({ from }) => from)).toEqual([
      '131',
      '132',
      '171',
      '212',
    ]);
  });
});

describe('the statements, line by line', () => {
  it('a trial balance has what moved or was there, in order of the codes', () => {
    const zero = Money.zero;
    const rows = trialBalance('2023', [
      { account: '501', opening: zero, debit: zero, credit: yuan('10') },
      { account: '102', opening: yuan('5'), debit: yuan('10'), credit: yuan('3') },
      { account: '111', opening: zero, debit: zero, credit: zero },
      { account: '101', opening: yuan('-1'), debit: zero, credit: zero },
      { account: '211', opening: zero, debit: yuan('2'), credit: zero },
    ]);
    expect(
      rows.map(
        (row) => `${row.account} ${row.class} ${row.opening} ${row.debit} ${row.credit} ${row.closing}`,
      ),
    ).toEqual([
      '101 asset -1.00 0.00 0.00 -1.00',
      '102 asset 5.00 10.00 3.00 12.00',
      '211 liability 0.00 2.00 0.00 2.00',
      '501 income 0.00 0.00 10.00 -10.00',
    ]);
    expect([rows[0]?.name, rows[0]?.nameEn]).toEqual(['库存现金', 'Cash on hand']);
  });

  it.each(chartNames)(
    titleOf('INCOME-TWICE', 'the income statement of %s says each of its lines once, in both languages'),
    (name) => {
      for (const words of [incomeRows[name].map(([, , zh]) => zh), incomeRows[name].map(([, , , en]) => en)])
        expect(new Set(words).size).toBe(words.length);
    },
  );

  const shown = (
    moved: readonly ReturnType<typeof balance>[],
    opening: string,
    from: string,
    to: string,
    chart: (typeof chartNames)[number] = '2023',
  ) =>
    incomeStatement(chart, {
      moved,
      openingUndistributed: yuan(opening),
      from: LocalDate.parse(from),
      to: LocalDate.parse(to),
    })
      .filter(({ amount, total }) => total || !amount.isZero)
      .map(({ key, amount, total }) => `${key} ${amount}${total ? ' =' : ''}`);
  const moved = [
    balance('501', '-1000.00'),
    balance('501.01', '-100.00'),
    balance('511', '300.00'),
    balance('322.01.01', '80.00'),
    balance('322.01.02', '500.00'),
    balance('322.01.09', '20.00'),
    balance('321', '-7.00'),
    balance('322.02', '-3.00'),
    balance('102', '210.00'),
  ];

  it('income, what is added, what is distributed and what is left', () => {
    const lines = shown(moved, '50', '2025-01-01', '2025-12-31');
    expect(lines).toContain('501 1100.00');
    expect(lines).toContain('511 300.00');
    expect(lines.slice(lines.indexOf('opening 50.00'))).toEqual([
      'opening 50.00',
      'transfer 10.00',
      'distributable 860.00 =',
      'reserve 80.00',
      'members 500.00',
      'other 20.00',
      'undistributed 260.00 =',
    ]);
  });

  it.each([
    ['2025-01-01', '2025-12-31', '加：年初未分配收益', '六、年末未分配收益'],
    ['2025-01-02', '2025-12-31', '加：期初未分配收益', '六、年末未分配收益'],
    ['2025-02-01', '2025-12-30', '加：期初未分配收益', '六、期末未分配收益'],
    ['2025-01-01', '2025-06-30', '加：年初未分配收益', '六、期末未分配收益'],
    ['2025-07-01', '2025-10-31', '加：期初未分配收益', '六、期末未分配收益'],
  ])('from %s to %s it says %s and %s', (from, to, first, last) => {
    const lines = incomeStatement('2023', {
      moved: [],
      openingUndistributed: Money.zero,
      from: LocalDate.parse(from),
      to: LocalDate.parse(to),
    });
    expect(lines.find(({ key }) => key === 'opening')?.name.zh).toBe(first);
    expect(lines.at(-1)?.name.zh).toBe(last);
  });

  it.each(chartNames)('the sums among the lines of %s are marked as sums, and no others', (chart) => {
    const { assets, liabilities, equity } = balanceSheet(chart, [], {
      owedByMembers: Money.zero,
      owedToMembers: Money.zero,
    });
    const sums = (lines: typeof assets) => lines.filter(({ total }) => total).map(({ name }) => name.zh);
    for (const lines of [assets, liabilities, equity]) {
      expect(sums(lines).length).toBeGreaterThan(0);
      // What the form calls 合计, 总计, 小计 or 净值 adds up lines above it.
      expect(sums(lines)).toEqual(
        lines.map(({ name }) => name.zh).filter((zh) => /[合总小]计$|净值$/.test(zh)),
      );
    }
    const statement = incomeStatement(chart, { moved: [], openingUndistributed: Money.zero, ...year });
    expect(sums(statement)).toEqual(
      statement.map(({ name }) => name.zh).filter((zh) => /^[二三四五六]、/.test(zh)),
    );
  });

  it('what follows the year’s income is called as the form calls it', () => {
    const lines = incomeStatement('2023', { moved: [], openingUndistributed: Money.zero, ...year });
    const from = lines.findIndex(({ key }) => key === 'opening');
    expect(lines.slice(from, from + 3).map(({ name }) => [name.zh, name.en])).toEqual([
      ['加：年初未分配收益', 'plus undistributed at the start'],
      ['其他转入', 'other transfers'],
      ['五、可分配收益', 'Distributable income'],
    ]);
    expect(lines.at(-1)?.name.en).toBe('Undistributed at the end');
  });

  it('closing entries, sides and all', () => {
    const closing = closingLines('2023', [
      balance('501', '-1000.00'),
      balance('511', '300.00'),
      balance('503', '40.00'),
      balance('321', '-5.00'),
      balance('322.01.01', '80.00'),
      balance('322.01.02', '-10.00'),
      balance('322.02', '9.00'),
      balance('102', '586.00'),
    ]);
    const text = (lines: readonly EntryLine[]) =>
      lines.map(
        (each) => `${each.account} ${each.debit.isZero ? `credit ${each.credit}` : `debit ${each.debit}`}`,
      );
    expect(text(closing.income)).toEqual([
      '501 debit 1000.00',
      '511 credit 300.00',
      '503 credit 40.00',
      '321 credit 660.00',
    ]);
    expect(text(closing.result)).toEqual(['321 debit 665.00', '322.02 credit 665.00']);
    expect(text(closing.distribution)).toEqual([
      '322.02 debit 70.00',
      '322.01.01 credit 80.00',
      '322.01.02 debit 10.00',
    ]);
    expect(closingLines('2023', [balance('102', '1.00')])).toEqual({
      income: [],
      result: [],
      distribution: [],
    });
  });

  it('an entry by hand gives no income away: a plan and its run do', () => {
    const entry = (...lines: readonly EntryLine[]) => incomeByHand('2023', lines, 'manual');
    const taken = debit('322.02', yuan('30'));
    const from = (account: string) => debit(account, yuan('30'));
    for (const to of ['113', '211.90', '101', '102.01', '109', '112', '112.01', '211', '214', '241', '301'])
      for (const line of [credit(to, yuan('30')), debit(to, yuan('-30'))])
        expect(entry(taken, line), to).toBe(1);
    // From this year's income, from the reserve, in red on the side of income, and beside an expense.
    expect(entry(from('321'), credit('102.01', yuan('30')))).toBe(1);
    expect(entry(from('311'), credit('101', yuan('30')))).toBe(1);
    expect(entry(from('311'), credit('211', yuan('30')))).toBe(1);
    expect(entry(credit('322.02', yuan('-30')), credit('211', yuan('30')))).toBe(1);
    expect(entry(credit('102', yuan('10')), debit('513', yuan('5')), debit('322.01.04', yuan('5')))).toBe(0);
    // What runs alone distribute, in either direction.
    expect(entry(credit('322.01.02', yuan('30')), debit('113', yuan('30')))).toBe(0);
    // An earlier year corrected against what it corrects; income and reserve among themselves; reserve made capital.
    for (const to of ['151', '152', '121', '141', '401', '501', '513', '311', '322.01.01'])
      expect(entry(taken, credit(to, yuan('30'))), to).toBeUndefined();
    expect(entry(from('322.01.01'), credit('311', yuan('30')))).toBeUndefined();
    expect(entry(from('311'), credit('322.02', yuan('30')))).toBeUndefined();
    expect(entry(from('311'), credit('301', yuan('30')))).toBeUndefined();
    // Income of an earlier year that came in, an ordinary payment.
    expect(entry(debit('102', yuan('30')), credit('322.02', yuan('30')))).toBeUndefined();
    expect(entry(debit('513', yuan('30')), credit('102', yuan('30')))).toBeUndefined();
  });

  it('an entry by hand owes no capital to anybody: who takes it out is paid it', () => {
    const out = debit('301', yuan('30'));
    for (const to of ['113', '112', '109', '211', '211.90', '241'])
      for (const line of [credit(to, yuan('30')), debit(to, yuan('-30'))])
        expect(capitalOwed('2023', [out, line]), to).toBe(1);
    expect(capitalOwed('2004', [out, credit('202', yuan('30'))])).toBe(1);
    expect(capitalOwed('2023', [credit('301', yuan('-30')), credit('211', yuan('30'))])).toBe(1);
    for (const to of ['101', '102', '151', '311', '301.02'])
      expect(capitalOwed('2023', [out, credit(to, yuan('30'))]), to).toBeUndefined();
    expect(capitalOwed('2023', [debit('211', yuan('30')), credit('301', yuan('30'))])).toBeUndefined();
  });

  it('in the chart of 2004 welfare is set aside and debts have other codes; opening balances stand beside a loss', () => {
    const taken = debit('322.01.03', yuan('30'));
    expect(incomeByHand('2004', [taken, credit('212', yuan('30'))], 'manual')).toBeUndefined();
    for (const to of ['202', '211', '171'])
      expect(incomeByHand('2004', [taken, credit(to, yuan('30'))], 'manual')).toBe(1);
    expect(incomeByHand('2023', [taken, credit('212', yuan('30'))], 'manual')).toBe(1);
    const loss = debit('322.02', yuan('30'));
    expect(incomeByHand('2023', [loss, credit('211', yuan('30'))], 'opening')).toBeUndefined();
    expect(incomeByHand('2023', [loss, credit('301', yuan('30'))], 'opening')).toBeUndefined();
    expect(incomeByHand('2023', [loss, debit('101', yuan('-30'))], 'opening')).toBe(1);
  });

  it('money is written in black, and what an entry takes from income or reserve is known', () => {
    expect(redOnMoney([debit('322.02', yuan('5')), debit('101', yuan('-5'))])).toBe(1);
    expect(redOnMoney([credit('102.01', yuan('-5')), credit('513', yuan('5'))])).toBe(0);
    expect(redOnMoney([debit('513', yuan('-5')), credit('211', yuan('-5'))])).toBeUndefined();
    expect(redOnMoney([debit('513', yuan('5')), credit('102', yuan('5'))])).toBeUndefined();
    const taken = (...lines: readonly EntryLine[]) => `${incomeTaken(lines)}`;
    expect(taken(debit('322.02', yuan('5')), credit('311', yuan('5')))).toBe('5.00');
    expect(taken(debit('311', yuan('5')), credit('322.02', yuan('5')))).toBe('5.00');
    expect(taken(credit('321', yuan('-5')), credit('151', yuan('5')))).toBe('5.00');
    expect(incomeTaken([debit('513', yuan('5')), credit('102', yuan('5'))]).isPositive).toBe(false);
    expect(incomeTaken([debit('102', yuan('5')), credit('322.02', yuan('5'))]).isPositive).toBe(false);
    expect(paysMoney([debit('113', yuan('5')), debit('101', yuan('-5'))])).toBe(true);
    expect(paysMoney([debit('101', yuan('5')), credit('301', yuan('5'))])).toBe(false);
  });

  it.each<[PreparedKind, boolean, taken: string, byHand: string, begun: string, more: boolean]>([
    ['manual', false, '5', '5', '0', false],
    ['manual', false, '5.01', '5', '0', true],
    ['manual', true, '0.01', '0', '0', true],
    ['manual', false, '-5', '-5', '-5', false],
    // Who owed from the beginning and paid it back gets nothing out by hand.
    ['manual', false, '5', '0', '-5', true],
    ['opening', true, '5', '0', '0', false],
    ['opening', false, '5', '0', '0', true],
    // What takes back a repayment leaves the debt of the beginning, and no more.
    ['reversal', false, '5', '0', '-5', false],
    ['reversal', false, '5.01', '0', '-5', true],
    ['reversal', false, '5', '0', '5', true],
  ])(
    '%s (freely %s) of %s where %s is by hand, %s of it begun: more %s',
    (kind, opensFreely, taken, byHand, begun, more) => {
      const owed = { byHand: yuan(byHand), begun: yuan(begun) };
      expect(takesMoreThanByHand({ kind, opensFreely }, yuan(taken), owed)).toBe(more);
    },
  );

  it('holders are charged by 内部往来 against income, in black and with nothing else', () => {
    const five = yuan('5');
    for (const [chart, account, charges] of [
      ['2023', '501', true],
      ['2023', '504.01', true],
      ['2023', '503', false],
      ['2023', '511', false],
      ['2023', '102', false],
      ['2023', '322.02', false],
      ['2004', '511', true],
      ['2004', '502', false],
    ] as const)
      expect([account, chargesHolders(chart, [debit('113', five), credit(account, five)])]).toEqual([
        account,
        charges,
      ]);
    const red = yuan('-5');
    expect(chargesHolders('2023', [credit('113', red), credit('501', five)])).toBe(false);
    expect(chargesHolders('2023', [debit('113', five), debit('501', red)])).toBe(false);
    const both = [debit('113', yuan('10')), credit('501', five), credit('113', five)];
    expect(chargesHolders('2023', both)).toBe(false);
  });

  it('income that is kept out goes by hand to money alone', () => {
    const moved = (...lines: readonly EntryLine[]) => keptOutMoved(lines, ['503']);
    const taken = debit('503', yuan('30'));
    expect(moved(taken, credit('501', yuan('30')))).toBe(1);
    expect(moved(debit('503.01', yuan('30')), credit('322.02', yuan('30')))).toBe(1);
    expect(moved(taken, credit('202', yuan('30')))).toBe(1);
    expect(moved(taken, credit('311', yuan('30')))).toBe(1);
    // In red on the other side.
    expect(moved(credit('503', yuan('-30')), credit('501', yuan('30')))).toBe(1);
    expect(moved(taken, debit('501', yuan('-30')))).toBe(1);
    expect(moved(taken, credit('102', yuan('30')))).toBeUndefined();
    expect(moved(taken, credit('503.02', yuan('30')))).toBeUndefined();
    expect(moved(debit('102', yuan('30')), credit('503', yuan('30')))).toBeUndefined();
    expect(moved(debit('501', yuan('30')), credit('503', yuan('30')))).toBeUndefined();
    expect(keptOutMoved([taken, credit('501', yuan('30'))], ['5', '50'])).toBeUndefined();
  });

  it.each([
    ['322.02', '30', true],
    ['501', '30', true],
    ['541', '30', true],
    ['321', '30', true],
    ['301', '30', false],
    ['322.02', '-30', false],
  ])('opening balances that credit %s with %s bring income: %s', (account, sum, brings) => {
    expect(bringsIncome([debit('102', yuan(sum)), credit(account, yuan(sum))])).toBe(brings);
  });

  it('a balance sheet shows 内部往来 by the members’ own balances, what names nobody on its side', () => {
    const sheet = (balanceOf113: string, owedBy: string, owedTo: string) => {
      const { assets, liabilities, totalAssets, totalLiabilitiesAndEquity, openIncome } = balanceSheet(
        '2023',
        [balance('113', balanceOf113), balance('501', '-7.00'), balance('511', '2.00')],
        { owedByMembers: yuan(owedBy), owedToMembers: yuan(owedTo) },
      );
      const of = (lines: typeof assets, zh: string) => `${lines.find(({ name }) => name.zh === zh)?.amount}`;
      return [
        of(assets, '应收款项'),
        of(liabilities, '应付款项'),
        `${totalAssets}`,
        `${totalLiabilitiesAndEquity}`,
        `${openIncome}`,
      ];
    };
    expect(sheet('-60', '40', '100')).toEqual(['40.00', '100.00', '40.00', '105.00', '5.00']);
    expect(sheet('-50', '40', '100')).toEqual(['50.00', '100.00', '50.00', '105.00', '5.00']);
    expect(sheet('-70', '40', '100')).toEqual(['40.00', '110.00', '40.00', '115.00', '5.00']);
  });
});
