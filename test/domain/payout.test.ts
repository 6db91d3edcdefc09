/** Where a claim stands, what a bank's file says, and what its answer changes. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { bankFileSheet, bankFileText, type PaymentOrder } from '../../src/domain/bank-file.ts';
import { bankTemplate, bankTemplates } from '../../src/domain/bank-templates.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';
import {
  belowMinimum,
  divideClaim,
  limitationDay,
  openOf,
  payoutState,
  readReturn,
  type Claim,
  type Outcome,
} from '../../src/domain/payout.ts';
import type { ErrorCode } from '../../src/domain/refusal.ts';
import { encodeForBank } from '../../src/platform/bank-encoding.ts';
import { refusing } from '../support/refusing.ts';

const yuan = (text: string) => Money.parse(text);
const claim: Claim = {
  open: yuan('10.00'),
  role: 'claim',
  setOff: false,
  held: null,
  hasPayee: true,
  hasAccount: true,
  cash: Money.zero,
  attempts: [],
};
const closed = { open: Money.zero };
const sent = { sent: true, outcome: null } as const;
const paid = { sent: true, outcome: 'paid' } as const;
const back = { sent: true, outcome: 'returned' } as const;

describe('a claim', () => {
  it.each<[string, string, Partial<Claim>]>([
    ['payable', 'with an account and nothing against it', {}],
    ['nothing-due', 'of nothing', closed],
    ['held', 'of a frozen holding', { held: 'freeze' }],
    ['held', 'of a payee who died', { held: 'deceased' }],
    ['no-account', 'without a bank account', { hasAccount: false }],
    ['no-payee', 'of a household without a head', { hasPayee: false, hasAccount: false }],
    ['in-batch', 'in a batch that was not sent', { attempts: [{ sent: false, outcome: null }] }],
    ['sent', 'in a batch that was sent', { ...closed, attempts: [sent] }],
    ['sent', 'frozen after it was sent', { ...closed, attempts: [sent], held: 'freeze' }],
    ['paid', 'that the bank paid', { ...closed, attempts: [paid] }],
    ['returned', 'that came back once', { attempts: [back] }],
    ['no-account', 'that came back, its account taken off', { attempts: [back], hasAccount: false }],
    ['held', 'that came back and was frozen', { attempts: [back], held: 'freeze' }],
    ['returned-twice', 'that came back twice', { attempts: [back, back] }],
    ['paid', 'paid at the second attempt', { ...closed, attempts: [back, paid] }],
    [
      'paid-in-cash',
      'paid over the counter after it came back twice',
      { ...closed, attempts: [back, back], cash: yuan('10.00') },
    ],
    ['cancelled', 'of a reversed run that was not paid', { ...closed, role: 'reversed' }],
    ['paid', 'of a reversed run that was paid', { ...closed, role: 'reversed', attempts: [paid] }],
    ['owed', 'that takes back what was paid', { open: yuan('-1.00'), role: 'reversal' }],
    ['cancelled', 'that takes back what was not paid', { ...closed, role: 'reversal' }],
    ['owed', 'of a difference below zero', { open: yuan('-1.00') }],
    ['repaid', 'below zero, received back', { ...closed, cash: yuan('-1.00') }],
    ['set-off', 'taken off another', { ...closed, setOff: true }],
    ['payable', 'that gives back what was repaid too early', { open: yuan('1.00'), role: 'reversal' }],
  ])('is %s: %s', (state, _, change) => expect(payoutState({ ...claim, ...change })).toBe(state));

  it.each([
    ['nothing was paid: all of it is open', 'claim', '10.00', '0', '0', '0', '10.00'],
    ['all was paid', 'claim', '10.00', '10.00', '0', '0', '0.00'],
    ['a debt was repaid', 'claim', '-4.00', '-4.00', '0', '0', '0.00'],
    ['of a reversed run nothing is open, paid or not', 'reversed', '10.00', '10.00', '0', '0', '0.00'],
    ['a reversal takes back what was paid', 'reversal', '-10.00', '0', '10.00', '0', '-10.00'],
    ['of two heirs one was paid: that half', 'reversal', '-10.00', '0', '5.00', '0', '-5.00'],
    ['the line had paid a debt: that much', 'reversal', '-10.00', '0', '4.00', '0', '-4.00'],
    ['it was repaid', 'reversal', '-10.00', '-10.00', '10.00', '0', '0.00'],
    ['it was repaid, and the bank returns the payment', 'reversal', '-10.00', '-10.00', '0', '0', '10.00'],
    ['a repaid debt is no debt any more', 'reversal', '4.00', '0', '-4.00', '0', '4.00'],
    ['part of it was set off', 'reversal', '-10.00', '0', '10.00', '3.00', '-7.00'],
  ] as const)('%s', (_, role, net, out, takenBack, adjusted, open) => {
    const sums = { net: yuan(net), out: yuan(out), takenBack: yuan(takenBack), adjusted: yuan(adjusted) };
    expect(openOf({ role, ...sums }).toString()).toBe(open);
  });

  it('waits where its payee gets less than the minimum in all', () => {
    const rows = [
      { payeeId: 'a', open: yuan('3.00') },
      { payeeId: 'b', open: yuan('3.00') },
      { payeeId: 'a', open: yuan('2.00') },
    ];
    expect([...belowMinimum(rows, yuan('5.00'))]).toEqual([rows[1]]);
    expect(belowMinimum(rows, Money.zero).size).toBe(0);
  });

  it('can be asked for three years from its day or the last reminder; while heirs are unknown it waits', () => {
    const dueOn = LocalDate.parse('2024-02-29');
    const day = (remindedOn: string | null, heirsUnknown = false) =>
      limitationDay({
        dueOn,
        remindedOn: remindedOn === null ? null : LocalDate.parse(remindedOn),
        heirsUnknown,
      });
    expect(`${day(null)}`).toBe('2027-02-28');
    expect(`${day('2026-05-01')}`).toBe('2029-05-01');
    expect(`${day('2023-05-01')}`).toBe('2027-02-28');
    expect(day(null, true)).toBeNull();
  });

  it('of 500.00 goes to three equal heirs as 166.67, 166.67 and 166.66', () => {
    const heirs = ['乙', '甲', '丙'].map((key) => ({ key, parts: 1n }));
    expect(divideClaim(yuan('500.00'), heirs).map(String)).toEqual(['166.67', '166.67', '166.66']);
  });
});

const order: PaymentOrder = {
  payOn: LocalDate.parse('2025-07-31'),
  payer: { account: '1602000009900000001', name: '示范股份经济合作社' },
  purpose: '分红',
  payments: [
    ['张三', '6222020000001234566', '42105.26'],
    ['李四', '6222020000007654320', '47368.42'],
    ['王五', '00123456789', '10526.32'],
  ].map(([name = '', account = '', amount = '0'], index) => ({
    serial: index + 1,
    name,
    account,
    amount: yuan(amount),
    bank: '工商银行',
    residentId: '990105194001010013',
  })),
};

describe('a bank file', () => {
  it('for ICBC is GBK byte for byte: fen, count and total, a star at the end', () => {
    const bytes = encodeForBank(bankFileText(bankTemplate('icbc-bpt'), order), 'gbk');
    const rows = [
      'RMB|20250731|1|1602000009900000001||6222020000001234566|张三|4210526|分红||0|',
      'RMB|20250731|2|1602000009900000001||6222020000007654320|李四|4736842|分红||0|',
      'RMB|20250731|3|1602000009900000001||00123456789|王五|1052632|分红||0|',
    ];
    const text = new TextDecoder('gbk').decode(bytes);
    const lines = text.split('\r\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'RMB|20250731|1|10000000|3|',
      ...rows,
      '*',
      '',
    ]);
    // 张 is D5 C5 in GBK, two bytes; in UTF-8 it would be three.
    expect(Buffer.from(bytes).includes(Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]))).toBe(true);
    expect(Buffer.from(bytes).equals(iconv.encode(text, 'gbk'))).toBe(true);
  });

  it.each([
    [
      'abc-payroll',
      ['序号,姓名,帐号,金额', '1,张三,6222020000001234566,42105.26', '合计,,,100000.00'],
      [0, 1, 4],
    ],
    ['ccb-payroll', ['序号,账号,姓名,金额', '3,00123456789,王五,10526.32'], [0, 3]],
    [
      'boc-payroll',
      [
        '序号,姓名,身份证,发放银行,账号,金额',
        '1,张三,990105194001010013,工商银行,6222020000001234566,42105.26',
      ],
      [0, 1],
    ],
    [
      'generic-csv',
      ['序号,户名,账号,开户行,金额,用途', '2,李四,6222020000007654320,工商银行,47368.42,分红'],
      [0, 2],
    ],
  ])('%s has its columns in yuan, accounts as text', (id, expected, places) => {
    const lines = bankFileText(bankTemplate(id), order).split('\r\n');
    expect(places.map((place) => lines[place])).toEqual(expected);
  });

  it('is written in the encoding of its template, and says which character that lacks and where', () => {
    const payments = order.payments.map((each) => (each.serial === 2 ? { ...each, name: '李𬭎' } : each));
    const text = bankFileText(bankTemplate('icbc-bpt'), { ...order, payments });
    expect(() => encodeForBank(text, 'gbk')).toThrow(
      refusing('payout.character-not-encodable', { character: '𬭎' }),
    );
    expect(new TextDecoder('gb18030').decode(encodeForBank(text, 'gb18030'))).toContain('李𬭎');
  });

  it.each<[ErrorCode, Partial<PaymentOrder>]>([
    ['payout.nothing-to-pay', { payments: [] }],
    ['payout.amount-not-positive', { payments: [{ ...order.payments[0]!, amount: Money.zero }] }],
    ['payout.account-malformed', { payments: [{ ...order.payments[0]!, account: '6.22E+18' }] }],
    ['payout.place-breaks-line', { payments: [{ ...order.payments[0]!, name: '张|三' }] }],
  ])('is refused with %s', (code, change) => {
    expect(() => bankFileText(bankTemplate('icbc-bpt'), { ...order, ...change })).toThrow(refusing(code));
  });

  it('is a sheet only where its head names its columns', () => {
    const { columns, rows } = bankFileSheet(bankTemplate('abc-payroll'), order);
    expect(columns.map(({ name, amount }) => [name, amount])).toEqual([
      ['序号', false],
      ['姓名', false],
      ['帐号', false],
      ['金额', true],
    ]);
    expect(rows.at(-1)).toEqual(['合计', '', '', '100000.00']);
    expect(() => bankFileSheet(bankTemplate('icbc-bpt'), order)).toThrow(
      refusing('payout.template-no-sheet'),
    );
  });

  it('templates have names of their own', () => {
    expect(new Set(bankTemplates.map(({ id }) => id)).size).toBe(bankTemplates.length);
    expect(() => bankTemplate('none')).toThrow(refusing('payout.template-unknown'));
  });
});

describe('a return file', () => {
  const lines = order.payments.map(({ serial, name, account, amount }) => ({
    serial,
    name,
    account,
    amount,
    told: [] as Outcome[],
  }));
  const row = (serial: number, change: object = {}) => {
    const { account, amount } = lines[serial - 1]!;
    return { row: serial + 1, serial, account, amount, outcome: 'paid' as const, reason: '', ...change };
  };

  it('says something new of lines that were open, and nothing when it is read again', () => {
    const rows = [row(1), row(2, { outcome: 'returned', reason: '户名不符' })];
    expect(readReturn(lines, rows)).toEqual(rows);
    const known = lines.map((line, index) => ({ ...line, told: rows[index] ? [rows[index].outcome] : [] }));
    expect(readReturn(known, rows)).toEqual([]);
    expect(readReturn(lines, [row(1), row(1)])).toHaveLength(1);
  });

  it('says nothing new when it is read again after a payment of it came back', () => {
    const back = lines.map((line) => ({ ...line, told: ['paid', 'returned'] as const }));
    expect(readReturn(back, [row(1), row(2, { outcome: 'returned' })])).toEqual([]);
  });

  it('cannot report as paid what it reported as returned', () => {
    const returned = lines.map((line) => ({ ...line, told: ['returned'] as const }));
    expect(() => readReturn(returned, [row(1)])).toThrow(refusing('payout.return-contradicts'));
  });

  it('names every row that is not of this batch', () => {
    const rows = [
      row(1, { account: '99' }),
      row(2, { amount: yuan('47368.43') }),
      { ...row(3), serial: 4, row: 9 },
      row(3),
      row(3, { outcome: 'returned' }),
    ];
    expect(() => readReturn(lines, rows)).toThrow(
      expect.objectContaining({
        faults: [
          expect.objectContaining({ code: 'payout.return-account-differs', row: 2 }),
          expect.objectContaining({ code: 'payout.return-amount-differs', row: 3 }),
          expect.objectContaining({ code: 'payout.return-contradicts', row: 4 }),
          expect.objectContaining({ code: 'payout.return-row-unknown', row: 9 }),
        ],
      }) as Error,
    );
  });
});
