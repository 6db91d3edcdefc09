/** The journal as other programs read it: sign for sign, so that a name of a person or a house cannot break a line. */
import { describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { beancountText, hledgerText, type TextJournal } from '../../src/domain/plain-text-accounting.ts';

const names: Readonly<Record<string, string>> = {
  '101': '库存现金',
  '102': '银行;存款: 一',
  '113': '内部往来',
  '212': '应付\n款',
  '311': '公积公益金',
  '401': '生产成本',
  '501': '经营收入',
  '521': '税金"和\\附加',
};
const line = (account: string, amount: string, holder: string | null = null) => ({
  account,
  holder,
  amount: Money.parse(amount),
});
const journal: TextJournal = {
  title: '示范社  账\n簿 "2025"',
  chart: '2023',
  nameOf: (account) => names[account] ?? '',
  opensOn: '2025-01-01',
  entries: [
    {
      date: '2025-07-31',
      number: '记-2025-07-001',
      summary: ' 收款；一; 二|三 ',
      lines: [line('102', '10.00'), line('501', '-10.00')],
    },
    {
      date: '2025-08-01',
      number: '记-2025-08-001',
      summary: '付 "款"',
      lines: [
        line('401', '1.00'),
        line('521', '2.50'),
        line('212', '-1.00'),
        line('311', '-1.00'),
        line('113', '-1.50', 'member 张:1'),
        line('102', '0.00'),
      ],
    },
  ],
};

describe('for hledger', () => {
  it('accounts by class and code, a holder below 113, comments and parts of names made harmless', () => {
    expect(hledgerText(journal).split('\n')).toEqual([
      '; 示范社 账 簿 "2025"',
      'commodity 1000.00 CNY',
      '',
      'account assets:102 银行；存款： 一  ; type: A',
      'account assets:113 内部往来:member 张-1  ; type: A',
      'account assets:401 生产成本  ; type: A',
      'account equity:311 公积公益金  ; type: E',
      'account expenses:521 税金"和\\附加  ; type: X',
      'account liabilities:212 应付 款  ; type: L',
      'account revenues:501 经营收入  ; type: R',
      '',
      '2025-07-31 (记-2025-07-001) 收款；一； 二｜三',
      '    assets:102 银行；存款： 一  10.00 CNY',
      '    revenues:501 经营收入  -10.00 CNY',
      '',
      '2025-08-01 (记-2025-08-001) 付 "款"',
      '    assets:401 生产成本  1.00 CNY',
      '    expenses:521 税金"和\\附加  2.50 CNY',
      '    liabilities:212 应付 款  -1.00 CNY',
      '    equity:311 公积公益金  -1.00 CNY',
      '    assets:113 内部往来:member 张-1  -1.50 CNY',
      '    assets:102 银行；存款： 一  0.00 CNY',
      '',
    ]);
  });
});

describe('for beancount', () => {
  it('accounts in ASCII with their words beside them, quotes and backslashes escaped', () => {
    expect(beancountText(journal).split('\n')).toEqual([
      'option "title" "示范社 账 簿 \\"2025\\""',
      'option "operating_currency" "CNY"',
      '',
      '2025-01-01 open Assets:A102 CNY',
      '  name: "银行;存款: 一"',
      '2025-01-01 open Assets:A113:Member-U5f20-U3a-1 CNY',
      '  name: "内部往来 member 张:1"',
      '2025-01-01 open Assets:A401 CNY',
      '  name: "生产成本"',
      '2025-01-01 open Equity:A311 CNY',
      '  name: "公积公益金"',
      '2025-01-01 open Expenses:A521 CNY',
      '  name: "税金\\"和\\\\附加"',
      '2025-01-01 open Income:A501 CNY',
      '  name: "经营收入"',
      '2025-01-01 open Liabilities:A212 CNY',
      '  name: "应付 款"',
      '',
      '2025-07-31 * "记-2025-07-001" "收款；一; 二|三"',
      '  Assets:A102  10.00 CNY',
      '  Income:A501  -10.00 CNY',
      '',
      '2025-08-01 * "记-2025-08-001" "付 \\"款\\""',
      '  Assets:A401  1.00 CNY',
      '  Expenses:A521  2.50 CNY',
      '  Liabilities:A212  -1.00 CNY',
      '  Equity:A311  -1.00 CNY',
      '  Assets:A113:Member-U5f20-U3a-1  -1.50 CNY',
      '  Assets:A102  0.00 CNY',
      '',
    ]);
  });

  it('the parts of an account are joined by hyphens', () => {
    const entries = [{ date: '2025-07-31', number: '1', summary: 'x', lines: [line('322.01.01', '1.00')] }];
    expect(beancountText({ ...journal, entries })).toContain('Equity:A322-01-01  1.00 CNY');
  });
});
