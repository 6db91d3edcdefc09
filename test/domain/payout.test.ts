/** Where a claim stands, what a bank's file says, and what its answer changes. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import {
  bankFileExtension,
  bankFileSheet,
  bankFileText,
  type BankTemplate,
  type PaymentOrder,
} from '../../src/domain/bank-file.ts';
import { bankTemplate, bankTemplates, requireOwnTemplate } from '../../src/domain/bank-templates.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';
import { bankPlaceWords } from '../../src/domain/money-words.ts';
import {
  belowMinimum,
  divideClaim,
  isPayable,
  isPayableInCash,
  isWaiting,
  limitationDay,
  openOf,
  payoutState,
  payoutStates,
  readReturn,
  type Claim,
  type Outcome,
  type PayoutState,
} from '../../src/domain/payout.ts';
import type { ErrorCode, FaultValues } from '../../src/domain/refusal.ts';
import { encodeForBank } from '../../src/platform/bank-encoding.ts';
import { csvStream, csvText } from '../../src/platform/tabular-writing.ts';
import { codesRefused, faultsRefused, refusing } from '../support/refusing.ts';
import { listed } from '../../src/domain/language.ts';
import { caseOf, daysIn } from '../support/cases.ts';

const yuan = (text: string) => Money.parse(text);
const claim: Claim = {
  open: yuan('10.00'),
  role: 'claim',
  setOff: false,
  held: null,
  hasPayee: true,
  hasAccount: true,
  accountConfirmed: true,
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
    ['account-unconfirmed', 'whose account nobody has confirmed', { accountConfirmed: false }],
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

  it.each([
    [
      daysIn(caseOf('LIMIT').input, 1)[0],
      caseOf('LIMIT').right.slice(0, 10),
      'two years, over before the three came',
    ],
    [
      '2015-09-30',
      '2017-09-30',
      'two years, over on the last day of the old law; a Saturday that was worked',
    ],
    [
      '2015-10-01',
      '2018-10-08',
      'three years: the two would have ended under the new law; past the holidays',
    ],
    ['2016-05-04', '2019-05-05', 'three years, past the holiday to a Sunday that was worked'],
    ['2022-03-01', '2025-03-03', 'three years; a Saturday moves'],
  ])('due on %s it can be asked for until %s: %s', (due, until) => {
    const claim = { dueOn: LocalDate.parse(due), remindedOn: null, heirsUnknown: false };
    expect(`${limitationDay(claim)}`).toBe(until);
  });

  it('can be asked for three years from its day or the last reminder; while heirs are unknown it waits', () => {
    const dueOn = LocalDate.parse('2024-02-29');
    const day = (remindedOn: string | null, heirsUnknown = false) =>
      limitationDay({
        dueOn,
        remindedOn: remindedOn === null ? null : LocalDate.parse(remindedOn),
        heirsUnknown,
      });
    expect(`${day(null)}`).toBe('2027-03-01');
    expect(`${day('2026-05-06')}`).toBe('2029-05-07');
    expect(`${day('2023-05-01')}`).toBe('2027-03-01');
    expect(day(null, true)).toBeNull();
  });

  it.each([
    [
      '2021-02-01',
      '2026-05-01',
      '2026-11-02',
      'over long ago, but the heirs came late: six months, a Sunday moves',
    ],
    ['2024-02-29', '2024-05-01', '2027-03-01', 'the heirs were there in time: as for everybody'],
  ])('due on %s, divided among heirs on %s, it can be asked for until %s: %s', (due, since, until) => {
    const claim = { dueOn: LocalDate.parse(due), remindedOn: null, heirsUnknown: false };
    expect(`${limitationDay({ ...claim, heirsSince: LocalDate.parse(since) })}`).toBe(until);
  });

  it('of 500.00 goes to three equal heirs as 166.67, 166.67 and 166.66', () => {
    const heirs = ['乙', '甲', '丙'].map((key) => ({ key, parts: 1n }));
    expect(divideClaim(yuan('500.00'), heirs).map(String)).toEqual(['166.67', '166.67', '166.66']);
  });
});

const order: PaymentOrder = {
  payOn: LocalDate.parse('2025-07-31'),
  payer: { account: '1602000009900000001', name: '示范股份经济合作社', bank: '工商银行示范支行' },
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
    const bytes = encodeForBank(bankFileText(bankTemplate('icbc-gbpt'), order), 'gbk');
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

  it('for ICBC’s corporate online bank has nineteen columns, as many as its heads', () => {
    const lines = bankFileText(bankTemplate('icbc-bpt'), order).split('\r\n');
    expect(lines[5]?.split('|')).toHaveLength(20);
    expect(lines[6]).toBe(
      'RMB|20250731|2|1|工商银行示范支行|1602000009900000001|示范股份经济合作社|工商银行||||6222020000001234566|张三|4210526|分红||||1|',
    );
  });

  it.each([
    [
      'abc-payroll',
      ['序号,姓名,帐号,金额', '1,张三,6222020000001234566,42105.26', '合计,,,100000.00'],
      [3, 4, 7],
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
    const text = bankFileText(bankTemplate('icbc-gbpt'), { ...order, payments });
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
    expect(() => bankFileText(bankTemplate('icbc-gbpt'), { ...order, ...change })).toThrow(refusing(code));
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
    expect(() => bankFileSheet(bankTemplate('icbc-gbpt'), order)).toThrow(
      refusing('payout.template-no-sheet'),
    );
  });

  it.each([
    ['icbc-bpt', 'bpt', 'gbk', 'fen fen'],
    ['icbc-gbpt', 'gbpt', 'gbk', 'fen fen'],
    ['abc-payroll', 'csv', 'gbk', 'yuan yuan'],
    ['ccb-payroll', 'csv', 'gbk', 'yuan'],
    ['boc-payroll', 'csv', 'gbk', 'yuan'],
    ['generic-csv', 'csv', 'utf-8', 'yuan'],
  ])('the template %s is a .%s in %s, its amounts in %s', (id, extension, encoding, units) => {
    const template = bankTemplate(id);
    const lines = [...template.head, { places: template.row }, ...template.foot];
    const places = lines.flatMap((line) => ('raw' in line ? [] : line.places));
    const found = places.flatMap((place) => ('unit' in place ? [place.unit] : []));
    expect([template.extension, template.encoding, found.join(' ')]).toEqual([extension, encoding, units]);
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

describe('what may be done with a claim', () => {
  // Columns: into a batch, over the counter, still waits.
  it.each<[PayoutState, string]>([
    ['nothing-due', '. . .'],
    ['cancelled', '. . .'],
    ['owed', '. . .'],
    ['repaid', '. . .'],
    ['set-off', '. . .'],
    ['held', '. . x'],
    ['no-payee', '. . x'],
    ['no-account', '. x x'],
    ['account-unconfirmed', '. x x'],
    ['below-minimum', '. x x'],
    ['payable', 'x x x'],
    ['in-batch', '. . .'],
    ['sent', '. . .'],
    ['returned', 'x x x'],
    ['returned-twice', '. x x'],
    ['paid', '. . .'],
    ['paid-in-cash', '. . .'],
  ])('%s', (state, marks) => {
    const may = [isPayable(state), isPayableInCash(state), isWaiting(state)];
    expect(may.map((each) => (each ? 'x' : '.')).join(' ')).toBe(marks);
    expect(payoutStates).toContain(state);
  });

  it('every state is in the table', () => {
    expect(payoutStates).toHaveLength(17);
  });

  it.each<[PayoutState, string, Partial<Claim>]>([
    ['held', 'a dispute holds it', { held: 'dispute' }],
    ['payable', 'paid once and due again', { attempts: [paid] }],
    ['held', 'an estate that is not divided holds it', { held: 'estate-pending' }],
    ['held', 'held goes before no payee', { held: 'freeze', hasPayee: false }],
    ['no-payee', 'no payee goes before two returns', { hasPayee: false, attempts: [back, back] }],
    ['returned-twice', 'two returns go before no account', { hasAccount: false, attempts: [back, back] }],
    ['returned-twice', 'three returns are two returns', { attempts: [back, back, back] }],
    ['returned', 'a return and a batch that was cancelled before', { attempts: [back] }],
    [
      'in-batch',
      'in a batch goes before what it owes',
      { open: yuan('-1'), attempts: [{ sent: false, outcome: null }] },
    ],
    ['owed', 'sent and now owed', { open: yuan('-1'), attempts: [sent] }],
    ['cancelled', 'reversed goes before set-off', { ...closed, role: 'reversed', setOff: true }],
    ['set-off', 'a reversal set off', { ...closed, role: 'reversal', setOff: true }],
    ['paid-in-cash', 'of a reversed run, fetched in cash', { ...closed, role: 'reversed', cash: yuan('1') }],
    ['nothing-due', 'came back and is due no more', { ...closed, attempts: [back] }],
    ['cancelled', 'came back, of a reversed run', { ...closed, role: 'reversed', attempts: [back] }],
  ])('%s: %s', (state, _, change) => {
    expect(payoutState({ ...claim, ...change })).toBe(state);
  });

  it('the minimum is for all one payee gets; those without a payee are together; at the minimum it is paid', () => {
    const rows = [
      { payeeId: null, open: yuan('3') },
      { payeeId: null, open: yuan('2') },
      { payeeId: 'a', open: yuan('4.99') },
      { payeeId: 'b', open: yuan('5') },
    ];
    expect([...belowMinimum(rows, yuan('5'))]).toEqual([rows[2]]);
  });

  it('a reminder on the day it fell due changes nothing', () => {
    const dueOn = LocalDate.parse('2024-05-01');
    expect(`${limitationDay({ dueOn, remindedOn: dueOn, heirsUnknown: false })}`).toBe('2027-05-03');
  });

  it('heirs are named, each once; equal parts go by the order they are named in', () => {
    const heir = (key: string, parts = 1n) => ({ key, parts });
    expect(() => divideClaim(yuan('1'), [])).toThrow(refusing('shares.no-heirs', {}, { pointer: '/heirs' }));
    expect(() => divideClaim(yuan('1'), [heir('a'), heir('a')])).toThrow(refusing('shares.no-heirs'));
    expect(divideClaim(yuan('0.01'), [heir('b'), heir('a')]).map(String)).toEqual(['0.01', '0.00']);
    const four = ['d', 'a', 'c', 'b'].map((key) => heir(key));
    expect(divideClaim(yuan('0.02'), four).map(String)).toEqual(['0.01', '0.01', '0.00', '0.00']);
    expect(divideClaim(yuan('10'), [heir('b', 1n), heir('a', 3n)]).map(String)).toEqual(['2.50', '7.50']);
  });
});

describe('a bank file, place by place', () => {
  const template = (more: Partial<BankTemplate> = {}): BankTemplate => ({
    id: 'own',
    name: { zh: '自定', en: 'own' },
    extension: 'txt',
    encoding: 'utf-8',
    newline: '\n',
    separator: ',',
    closed: false,
    quoted: true,
    head: [],
    row: [{ is: 'account' }, { is: 'amount', unit: 'yuan' }],
    foot: [],
    ...more,
  });
  const text = (more: Partial<BankTemplate>, change: Partial<PaymentOrder> = {}) =>
    bankFileText(template(more), { ...order, ...change }).split('\n');
  const first = order.payments[0]!;

  it('has every place a template can name, of a payment and of the whole', () => {
    const places: BankTemplate['row'] = [
      ...(
        [
          'serial',
          'name',
          'account',
          'resident-id',
          'bank',
          'date',
          'count',
          'payer-account',
          'payer-name',
          'purpose',
        ] as const
      ).map((is) => ({ is })),
      { is: 'amount', unit: 'fen' },
      { is: 'amount', unit: 'yuan' },
      { is: 'total', unit: 'fen' },
      { is: 'total', unit: 'yuan' },
      { is: 'text', text: '固定' },
    ];
    const [head, row, foot, end] = text(
      { head: [{ places }], row: places, foot: [{ raw: '*' }] },
      { payments: [first] },
    );
    expect(row).toBe(
      '1,张三,6222020000001234566,990105194001010013,工商银行,20250731,1,1602000009900000001,示范股份经济合作社,分红,4210526,42105.26,4210526,42105.26,固定',
    );
    expect(head).toBe(',,,,,20250731,1,1602000009900000001,示范股份经济合作社,分红,,,4210526,42105.26,固定');
    expect([foot, end]).toEqual(['*', '']);
  });

  it('names what it asks for and is not known of a payment, and asks for nothing else', () => {
    const payments = [{ ...first, residentId: null, bank: '' }, ...order.payments.slice(1)];
    const written = (...row: BankTemplate['row']) => text({ row }, { payments })[0];
    expect(() => written({ is: 'resident-id' }, { is: 'name' })).toThrow(
      refusing('payout.place-missing', { serial: 1, name: '张三', place: bankPlaceWords['resident-id'] }),
    );
    expect(() => written({ is: 'bank' })).toThrow(refusing('payout.place-missing'));
    const sheet = template({ row: [{ is: 'bank' }], head: [{ raw: '开户行' }] });
    expect(() => bankFileSheet(sheet, { ...order, payments })).toThrow(refusing('payout.place-missing'));
    expect(written({ is: 'name' })).toBe('张三');
  });

  it('counts and sums the rows', () => {
    expect(text({ foot: [{ places: [{ is: 'count' }, { is: 'total', unit: 'yuan' }] }] }).at(-2)).toBe(
      '3,100000.00',
    );
  });

  it('closes its lines with a separator where the template says so', () => {
    expect(text({ closed: true, separator: '|' })[0]).toBe('6222020000001234566|42105.26|');
  });

  /** Every form of the four signs, written out by hand, and what programs pass over before them. */
  const formulaSigns = [...'=＝﹦⁼₌⩵⩶', ...'+＋﹢⁺₊﬩', ...'-－﹣⁻₋−', ...'@＠﹫'];
  const passedOver = [
    ...['', ' ', '\t', '\u3000', '\u00A0', '\u200B', '\u2060', '\uFEFF', '\u202E'],
    '\u00AD',
    '\u034F',
  ];
  const formulas = passedOver.flatMap((before) => formulaSigns.map((sign) => `${before}${sign}x`));
  const cells = (text: string) => {
    const row = [{ is: 'name' }, { is: 'bank' }, { is: 'purpose' }, { is: 'payer-name' }] as const;
    const payments = [{ ...first, name: text, bank: text }];
    const payer = { ...order.payer, name: text };
    const bank = template({ row, separator: ';', quoted: false });
    return bankFileText(bank, { ...order, purpose: text, payer, payments })
      .trimEnd()
      .split(';');
  };
  /** As an export writes it: above the heads, as one, as a text, as what should be a number; and in a small table. */
  const exported = async (text: string) => {
    async function* rows() {
      yield [text, text];
    }
    const columns = [
      { name: text, kind: 'text', width: 8 },
      { name: text, kind: 'number', width: 8 },
    ] as const;
    let whole = '';
    const written = csvStream({ sheet: 'a', columns, above: [[text]], rows: rows() });
    for await (const piece of written) whole += String(piece);
    whole += csvText([[text]]);
    return whole
      .replace(/^\uFEFF/, '')
      .split(/,|\r\n/)
      .filter((cell) => cell !== '');
  };

  it('makes no formula of any form of its signs, after whatever is passed over, in any place; nor does an export', async () => {
    const run: string[] = [];
    for (const text of formulas) {
      const all = [...cells(text), ...(await exported(text))];
      if (all.length !== 10 || all.some((cell) => cell !== `'${text}`))
        run.push(JSON.stringify([text, ...all]));
    }
    expect(run).toEqual([]);
    for (const text of ['张三', '3-12', 'A-1', '（甲）', '·娜'])
      expect(new Set([...cells(text), ...(await exported(text))])).toEqual(new Set([text]));
  });

  it.each([
    ['张,三', '"张,三"'],
    ['张"三', '"张""三"'],
    ['张三', '张三'],
  ])('quotes %j as %j', (name, written) => {
    const payments = [{ ...first, name }];
    expect(bankFileText(template({ row: [{ is: 'name' }] }), { ...order, payments })).toBe(`${written}\n`);
  });

  it.each(['张|三', '张\n三', '张\r三'])('without quotes %j would break its line and is refused', (name) => {
    const payments = [first, { ...first, serial: 2, name }];
    expect(() => bankFileText(bankTemplate('icbc-gbpt'), { ...order, payments })).toThrow(
      refusing('payout.place-breaks-line', {
        where: {
          zh: `第 2 笔（${name}）的户名或开户行`,
          en: `Name or bank of payment 2 (${name})`,
        },
        separator: '|',
      }),
    );
  });

  it('a line break is refused also where places are quoted, in whatever place it stands', () => {
    const broken = (change: Partial<PaymentOrder>) =>
      codesRefused(() => bankFileText(template(), { ...order, ...change }));
    const payments = [{ ...first, bank: '工\n行' }];
    for (const change of [
      { payments },
      { purpose: '分\r红' },
      { payer: { account: '1', name: '社\n', bank: '' } },
    ])
      expect(broken(change)).toEqual(['payout.place-breaks-line']);
    expect(broken({ purpose: '分,红' })).toEqual([]);
    expect(() => bankFileText(template({ quoted: false }), { ...order, purpose: '分,红' })).toThrow(
      refusing('payout.place-breaks-line', {
        where: { zh: '付款户名或用途', en: 'The paying name or the purpose' },
        separator: ',',
      }),
    );
    expect(
      codesRefused(() =>
        bankFileText(template({ quoted: false }), { ...order, payments: [{ ...first, bank: null }] }),
      ),
    ).toEqual([]);
  });

  it('names every payment that cannot be made', () => {
    const payments = [
      { ...first, amount: Money.zero },
      { ...first, serial: 2, amount: yuan('-1') },
      { ...first, serial: 3, account: '123' },
      { ...first, serial: 4, account: 'x1234' },
      { ...first, serial: 5, account: '1234x' },
      { ...first, serial: 6, account: '1'.repeat(40) },
      { ...first, serial: 7, account: '-1234' },
    ];
    const faults = faultsRefused(() => bankFileText(template(), { ...order, payments }));
    expect(faults.map(({ code, values }) => [code, values['serial'], values['name']])).toEqual([
      ['payout.amount-not-positive', 1, '张三'],
      ['payout.amount-not-positive', 2, '张三'],
      ...[3, 4, 5, 6, 7].map((serial) => ['payout.account-malformed', serial, '张三']),
    ]);
    expect(faults[0]?.values['amount']).toBe('0.00');
    expect(
      codesRefused(() => bankFileSheet(bankTemplate('abc-payroll'), { ...order, payments: [] })),
    ).toEqual(['payout.nothing-to-pay']);
    for (const account of ['1234', '1-23', '1'.repeat(39)])
      expect(
        codesRefused(() => bankFileText(template(), { ...order, payments: [{ ...first, account }] })),
      ).toEqual([]);
  });

  it('as a sheet: what stands above, the columns, the rows with the foot', () => {
    const sheet = template({
      head: [
        { raw: '代发' },
        { raw: '二〇二五年上半年' },
        {
          places: [
            { is: 'text', text: '账号' },
            { is: 'text', text: '金额' },
          ],
        },
      ],
      foot: [
        {
          places: [
            { is: 'text', text: '合计' },
            { is: 'total', unit: 'yuan' },
          ],
        },
      ],
    });
    expect(bankFileSheet(sheet, { ...order, payments: [first] })).toEqual({
      above: [['代发'], ['二〇二五年上半年']],
      columns: [
        { name: '账号', amount: false },
        { name: '金额', amount: true },
      ],
      rows: [
        ['6222020000001234566', '42105.26'],
        ['合计', '42105.26'],
      ],
    });
    expect(() => bankFileSheet(template(), order)).toThrow(
      refusing('payout.template-no-sheet', { id: 'own' }),
    );
    expect(
      bankFileSheet(template({ head: [{ raw: '账号' }], row: [{ is: 'account' }] }), order).columns,
    ).toEqual([{ name: '账号', amount: false }]);
  });

  it('ends as its template or its workbook does', () => {
    expect([bankFileExtension(template(), 'gbk'), bankFileExtension(template(), 'xlsx')]).toEqual([
      'txt',
      'xlsx',
    ]);
  });

  it('an own template is found by its id, and refused where it is unknown', () => {
    expect(bankTemplate('own', [template()]).id).toBe('own');
    expect(() => bankTemplate('none', [template()])).toThrow(
      refusing(
        'payout.template-unknown',
        { id: 'none', known: listed([...bankTemplates, template()].map(({ name }) => name)) },
        { pointer: '/template' },
      ),
    );
  });

  it.each<[string, Partial<BankTemplate>, ErrorCode, object, string | undefined]>([
    ['takes a shipped id', { id: 'icbc-gbpt' }, 'payout.template-taken', { id: 'icbc-gbpt' }, '/id'],
    [
      'says nobody',
      { row: [{ is: 'name' }] },
      'payout.template-lacks',
      { missing: { zh: '账号、金额', en: 'account, amount' } },
      '/row',
    ],
    [
      'has no amount',
      { row: [{ is: 'account' }] },
      'payout.template-lacks',
      { missing: { zh: '金额', en: 'amount' } },
      '/row',
    ],
    [
      'says an amount twice',
      { row: [{ is: 'account' }, { is: 'amount', unit: 'yuan' }, { is: 'amount', unit: 'fen' }] },
      'payout.template-once',
      { kinds: { zh: '账号、金额', en: 'account, amount' } },
      '/row',
    ],
    [
      'says an account twice',
      { row: [{ is: 'account' }, { is: 'account' }, { is: 'amount', unit: 'fen' }] },
      'payout.template-once',
      {},
      '/row',
    ],
    [
      'names the tab of a workbook with a stroke',
      { encoding: 'xlsx', name: { zh: '代发/农信', en: 'own' } },
      'payout.template-tab',
      { name: '代发/农信' },
      '/name',
    ],
    [
      'ends the name of a tab with an apostrophe',
      { encoding: 'xlsx', name: { zh: "代发'", en: 'own' } },
      'payout.template-tab',
      { name: "代发'" },
      '/name',
    ],
    [
      'separates by a digit',
      { separator: '1' },
      'payout.template-separator',
      { separator: '1' },
      '/separator',
    ],
    ['separates by a letter', { separator: 'x' }, 'payout.template-separator', {}, '/separator'],
    ['separates by a point', { separator: '.' }, 'payout.template-separator', {}, '/separator'],
    ['separates by a quote', { separator: '"' }, 'payout.template-separator', {}, '/separator'],
    ['separates by a blank', { separator: ' ' }, 'payout.template-separator', {}, '/separator'],
    ['separates by a line', { separator: '\n' }, 'payout.template-separator', {}, '/separator'],
    [
      'hides an account in its head',
      { head: [{ raw: '账号12345678' }] },
      'payout.template-text',
      { text: '账号12345678' },
      undefined,
    ],
    ...['账号9901 0588 0000', '９９０１０５８８', '9901-0588', '٩٩٠١٠٥٨٨'].map(
      (text): [string, Partial<BankTemplate>, ErrorCode, object, string | undefined] => [
        `hides an account as ${text}`,
        { row: [{ is: 'text', text }, { is: 'account' }, { is: 'amount', unit: 'yuan' }] },
        'payout.template-text',
        { text },
        undefined,
      ],
    ),
    ['breaks a line in its foot', { foot: [{ raw: 'a\nb' }] }, 'payout.template-text', {}, undefined],
    [
      'has the separator in a fixed place',
      { quoted: false, foot: [{ places: [{ is: 'text', text: 'a,b' }] }] },
      'payout.template-text',
      { text: 'a,b' },
      undefined,
    ],
    [
      'writes fen under yuan',
      { head: [{ raw: '账号,金额(元)' }], row: [{ is: 'account' }, { is: 'amount', unit: 'fen' }] },
      'payout.template-unit',
      { text: '金额(元)' },
      '/head',
    ],
    [
      'writes yuan under fen',
      { head: [{ places: [{ is: 'text', text: '金额单位：分' }] }] },
      'payout.template-unit',
      {},
      '/head',
    ],
    ...[
      { columns: {}, paid: ['Y'], returned: ['y '] },
      { columns: {}, paid: ['失败'], returned: [] },
      { columns: {}, paid: [], returned: ['成功'] },
    ].map(
      (answer) =>
        ['turns a word round', { answer }, 'payout.template-word', {}, '/answer'] as [
          string,
          Partial<BankTemplate>,
          ErrorCode,
          object,
          string,
        ],
    ),
  ])('an own template that %s is refused', (_, change, code, values, pointer) => {
    expect(() => {
      requireOwnTemplate(template(change));
    }).toThrow(refusing(code, values as FaultValues, pointer === undefined ? {} : { pointer }));
  });

  it.each<[string, Partial<BankTemplate>]>([
    ['has seven digits in its head', { head: [{ raw: '1234567' }] }],
    ['has the separator in a quoted place', { foot: [{ places: [{ is: 'text', text: 'a,b' }] }] }],
    ['has the separator in a line as it stands', { quoted: false, foot: [{ raw: 'a,b' }] }],
    ['has a stroke in the name of a text file', { name: { zh: '代发/农信', en: 'own' } }],
    ['separates by a bar', { separator: '|' }],
    ['separates by a tab', { separator: '\t' }],
    [
      'names fen above the total and yuan above the amounts',
      { head: [{ raw: '总金额(分)' }, { raw: '账号,分红金额(元)' }] },
    ],
    ['names no unit', { head: [{ raw: '账号,分红' }] }],
    ['says the usual as usual', { answer: { columns: {}, paid: ['成功', 'Y'], returned: ['失败'] } }],
  ])('an own template that %s is taken', (_, change) => {
    requireOwnTemplate(template(change));
  });

  it('a text that is refused is cut at forty signs', () => {
    expect(() => {
      requireOwnTemplate(template({ head: [{ raw: '9'.repeat(60) }] }));
    }).toThrow(refusing('payout.template-text', { text: '9'.repeat(40) }));
  });

  it('an answer names what differs', () => {
    const lines = [{ serial: 1, name: '张三', account: '1', amount: yuan('1'), told: [] }];
    const row = { row: 2, serial: 1, account: '1', amount: yuan('1'), outcome: 'paid' as const, reason: '' };
    const values = (change: object) => faultsRefused(() => readReturn(lines, [{ ...row, ...change }]))[0];
    expect(values({ serial: 9 })).toEqual({
      code: 'payout.return-row-unknown',
      values: { serial: 9 },
      row: 2,
    });
    expect(values({ account: '2' })).toMatchObject({ values: { serial: 1, name: '张三' } });
    expect(values({ amount: yuan('2') })).toMatchObject({
      values: { serial: 1, name: '张三', sent: '1.00', returned: '2.00' },
    });
    expect(faultsRefused(() => readReturn(lines, [row, { ...row, outcome: 'returned' }]))).toEqual([
      { code: 'payout.return-contradicts', values: { serial: 1, name: '张三' }, row: 2 },
    ]);
  });
});
