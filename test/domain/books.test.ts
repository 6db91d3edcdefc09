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
import { credit, debit, requireEntry, totalsOf } from '../../src/domain/journal.ts';
import { Money } from '../../src/domain/money.ts';

const yuan = (text: string) => Money.parse(text);
const balance = (account: string, text: string) => ({ account, balance: yuan(text) });

describe('the charts', () => {
  it('switch on 2024-01-01', () => {
    expect(chartOn(LocalDate.parse('2023-12-31'))).toBe('2004');
    expect(chartOn(LocalDate.parse('2024-01-01'))).toBe('2023');
  });

  it('that of 2023 has 42 official accounts', () => {
    expect(accountsOf('2023').filter(({ code }) => !code.includes('.'))).toHaveLength(42);
  });

  it.each([
    ['211', '应付工资', '应付款'],
    ['212', '应付福利费', '应付工资'],
    ['153', '固定资产清理', '在建工程'],
    ['154', '在建工程', '固定资产清理'],
    ['502', '经营支出', '投资收益'],
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
    ['322.02', '322.02'],
  ])('a balance on %s goes to %s', (from, to) => expect(mappedCode(from)).toBe(to));

  it('carrying over adds up what is merged and loses nothing', () => {
    const before = [balance('102', '1000.00'), balance('212', '-300.00'), balance('311', '-700.00')];
    expect(carriedOver(before)).toEqual([balance('102', '1000.00'), balance('311', '-1000.00')]);
  });
});

describe('an entry', () => {
  const day = LocalDate.parse('2025-07-31');
  it.each([
    ['balances', [debit('102', yuan('10.00')), credit('501', yuan('9.99'))], 'books.entry-unbalanced'],
    ['has two lines', [debit('102', yuan('10.00'))], 'books.entry-too-short'],
    [
      'names accounts of its chart',
      [debit('541', yuan('1')), credit('102', yuan('1'))],
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
    expect(() => requireEntry(day, lines)).toThrow(expect.objectContaining({ code }) as Error);
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
    });
    const amount = (key: string) => lines.find((each) => each.key === key)?.amount.toString();
    expect(amount('net')).toBe('1000000.00');
    expect(amount('distributable')).toBe('880000.00');
    expect(amount('reserve')).toBe('88000.00');
    expect(amount('members')).toBe('792000.00');
    expect(amount('undistributed')).toBe('0.00');
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
        },
      ),
    );
  });
});
