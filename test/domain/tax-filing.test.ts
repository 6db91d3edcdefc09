/** The month's declaration of tax withheld: what it says, when it is due, and that no fen of it is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';
import {
  declarationOf,
  filingCells,
  collected,
  filingDueOn,
  filingTemplate,
  filingTemplates,
  firstDayAfter,
  ratePercent,
  requireOwnFilingTemplate,
  type FilingPlace,
  type FilingRow,
  type FilingTemplate,
  type WithheldLine,
  isTaxAboveLaw,
} from '../../src/domain/tax-filing.ts';
import { refusing } from '../support/refusing.ts';
import { listed } from '../../src/domain/language.ts';
import { caseOf } from '../support/cases.ts';

it.each([
  [
    caseOf('TAX-DUE').input.slice('month '.length),
    // “2011-08-07 (a Sunday, so 08-08)”.
    caseOf('TAX-DUE').right.replace(/^(\d{4}).*so (\S+)\)$/, '$1-$2'),
    'the 7th, a Sunday',
  ],
  ['2011-08', '2011-09-20', 'the 15th since September 2011, and three working days for the autumn holiday'],
  ['2011-10', '2011-11-15', 'the 15th'],
  ['2011-12', '2012-01-18', 'three holidays before the 15th: three working days more'],
  ['2012-01', '2012-02-15', 'the 15th'],
  ['2021-01', '2021-02-23', 'five days of the spring festival up to the 15th: five working days more'],
  ['2021-09', '2021-10-26', 'seven days of the national day: seven working days more'],
  ['2026-01', '2026-02-24', 'within the spring festival: the first working day after it'],
])('tax withheld in %s is filed by %s: %s', (month, day) => {
  expect(filingDueOn(month).toString()).toBe(day);
  expect(firstDayAfter(month).toString()).toBe(`${day.slice(0, 8)}01`);
});

it('a holiday that is laid over the table lengthens the time as one in it does', () => {
  const spring = ['05', '06', '07', '08', '09', '10', '11'].map((each) => [`2027-02-${each}`, true] as const);
  expect(`${filingDueOn('2027-01')}`).toBe('2027-02-15');
  expect(`${filingDueOn('2027-01', new Map(spring))}`).toBe('2027-02-24');
});

it.each([
  ['0.99', '2012-08-15', '0.00'],
  ['-0.99', '2012-08-15', '0.00'],
  ['1.00', '2012-08-15', '1.00'],
  ['0.99', '2012-07-16', '0.99'],
])('of %s due on %s the tax office collects %s', (tax, dueOn, paid) => {
  expect(collected(Money.parse(tax), LocalDate.parse(dueOn)).toString()).toBe(paid);
});

it.each([
  ['0.2', '20'],
  ['0.20', '20'],
  ['0.1', '10'],
  ['0.075', '7.5'],
  ['0.0625', '6.25'],
  ['1', '100'],
  ['0', '0'],
])('a rate of %s is %s percent', (rate, percent) => {
  expect(ratePercent(rate)).toBe(percent);
});

const line = (
  person: string,
  declaredIn: string,
  gross: string,
  tax: string,
  rate = '0.2',
): WithheldLine => ({
  person,
  declaredIn,
  rate,
  gross: Money.parse(gross),
  tax: Money.parse(tax),
});
const said = (lines: readonly WithheldLine[]) =>
  lines.map((each) => `${each.declaredIn} ${each.person} ${each.rate} ${each.gross} ${each.tax}`);

describe('a declaration', () => {
  it('has one row a person and rate; what was taken back of an earlier month stands apart', () => {
    const { rows, corrections } = declarationOf('2026-02', [
      line('A', '2026-02', '100', '20'),
      line('A', '2026-02', '50', '10'),
      line('A', '2026-02', '50', '5', '0.1'),
      line('A', '2026-01', '-300', '-60'),
      line('B', '2026-02', '10', '2'),
      line('B', '2026-02', '-10', '-2'),
      line('C', '2026-01', '-1', '0'),
    ]);
    expect(said(rows)).toEqual(['2026-02 A 0.2 150.00 30.00', '2026-02 A 0.1 50.00 5.00']);
    expect(said(corrections)).toEqual(['2026-01 A 0.2 -300.00 -60.00', '2026-01 C 0.2 -1.00 0.00']);
  });

  it('loses no fen: rows and corrections are the lines, whatever they are', () => {
    const fen = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).map(Money.fromFen.bind(Money));
    const lines = fc.array(
      fc.record({
        person: fc.constantFrom('A', 'B', 'C'),
        declaredIn: fc.constantFrom('2026-01', '2026-02'),
        rate: fc.constantFrom('0.1', '0.2'),
        gross: fen,
        tax: fen,
      }),
    );
    fc.assert(
      fc.property(lines, (all) => {
        const { rows, corrections } = declarationOf('2026-02', all);
        const sum = (each: readonly WithheldLine[], what: 'gross' | 'tax') =>
          Money.sum(each.map((one) => one[what])).toString();
        for (const what of ['gross', 'tax'] as const)
          expect(sum([...rows, ...corrections], what)).toBe(sum(all, what));
        const keys = [...rows, ...corrections].map(
          (each) => `${each.declaredIn} ${each.person} ${each.rate}`,
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('the list for the tax client', () => {
  const row: FilingRow = {
    serial: 3,
    number: '0010',
    name: '张三',
    residentId: '990105195202290014',
    gross: Money.parse('1000'),
    rate: '0.2',
    tax: Money.parse('200'),
  };

  it('has the columns of its template, heads first', () => {
    expect(filingCells(filingTemplate('withholding-client'), [row])).toEqual([
      ['工号', '*姓名', '*证件类型', '*证件号码', '*所得项目', '*收入', '税率', '应扣缴税额'],
      [
        '0010',
        '张三',
        '居民身份证',
        '990105195202290014',
        '利息、股息、红利所得',
        '1000.00',
        '0.2',
        '200.00',
      ],
    ]);
    expect(filingCells(filingTemplate('plain-list'), [row])).toEqual([
      ['序号', '姓名', '身份证号', '收入额', '税率', '税额'],
      ['3', '张三', '990105195202290014', '1000.00', '0.2', '200.00'],
    ]);
  });

  const own = (...places: FilingPlace[]): FilingTemplate => ({
    id: 'own',
    name: { zh: '自定', en: 'own' },
    encoding: 'gbk',
    columns: places.map((is) => ({ head: is, is })),
  });

  it('may be the cooperative’s own, also with a rate in percent and an empty column', () => {
    const template = own('empty', 'rate-percent', 'name');
    expect(filingTemplate('own', [template])).toBe(template);
    expect(filingCells(template, [row])[1]).toEqual(['', '20%', '张三']);
  });

  it('of those that ship, where there is none of one’s own', () => {
    expect(() => filingTemplate('none')).toThrow(
      refusing('tax.template-unknown', {
        id: 'none',
        known: {
          zh: '扣缴客户端：利息股息红利所得、代扣代缴清单',
          en: 'Withholding client: dividends, Plain list',
        },
      }),
    );
  });

  it('is refused by the name of a template that is not known', () => {
    expect(() => filingTemplate('none', [own('name')])).toThrow(
      refusing(
        'tax.template-unknown',
        { id: 'none', known: listed([...filingTemplates, own('name')].map(({ name }) => name)) },
        { pointer: '/template' },
      ),
    );
  });

  it('of one’s own says once each who earned what', () => {
    requireOwnFilingTemplate(own('name', 'resident-id', 'gross', 'tax', 'serial', 'serial'));
    const judged = (template: FilingTemplate) => () => {
      requireOwnFilingTemplate(template);
    };
    expect(judged({ ...own('name', 'resident-id', 'gross', 'tax'), id: 'plain-list' })).toThrow(
      refusing('tax.template-taken', { id: 'plain-list' }, { pointer: '/id' }),
    );
    expect(judged(own('name', 'gross'))).toThrow(
      refusing(
        'tax.template-lacks',
        { missing: { zh: '身份证号、应纳税额', en: 'resident ID, tax' } },
        { pointer: '/columns' },
      ),
    );
    expect(judged(own('resident-id', 'tax'))).toThrow(
      refusing('tax.template-lacks', { missing: { zh: '姓名、收入额', en: 'name, gross' } }),
    );
    expect(judged(own('name', 'resident-id', 'gross', 'tax', 'tax', 'name'))).toThrow(
      refusing(
        'tax.template-once',
        { twice: { zh: '姓名、应纳税额', en: 'name, tax' } },
        { pointer: '/columns' },
      ),
    );
  });
});

it.each([
  ['0.05', '5'],
  ['0.005', '0.5'],
  ['0.2000', '20'],
  ['0.0600', '6'],
  ['1.5', '150'],
  ['0.20305', '20.305'],
])('a rate of %s is %s percent, too', (rate, percent) => {
  expect(ratePercent(rate)).toBe(percent);
});

it.each([
  ['0', false],
  ['19.99', false],
  ['20', false],
  ['20.01', true],
  ['100', true],
])('a rate of %s percent is above the law: %s', (percent, isAbove) => {
  expect(isTaxAboveLaw(percent, LocalDate.of(2026, 1, 1))).toBe(isAbove);
});
