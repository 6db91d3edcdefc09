/** Money, shares, ratios, fractions, days: what they read, what they refuse, and that none of them is a JavaScript number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate, Period } from '../../src/domain/calendar.ts';
import { Fraction, toCommonScale } from '../../src/domain/fraction.ts';
import { harmless } from '../../src/domain/harmless-text.ts';
import { Money } from '../../src/domain/money.ts';
import { Ratio } from '../../src/domain/ratio.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { refusing } from '../support/refusing.ts';

const yuan = (text: string) => Money.parse(text);
const shares = (text: string) => ShareQuantity.parse(text);
const day = (text: string) => LocalDate.parse(text);
const fraction = (text: string) => Fraction.parse(text);
const long = '9'.repeat(80);

describe('money', () => {
  it.each([
    ['0', 0n, '0.00', '0.00'],
    ['0.05', 5n, '0.05', '0.05'],
    ['-0.05', -5n, '-0.05', '-0.05'],
    ['0.5', 50n, '0.50', '0.50'],
    ['12', 1200n, '12.00', '12.00'],
    ['999.99', 99_999n, '999.99', '999.99'],
    ['1234.5', 123_450n, '1234.50', '1,234.50'],
    ['-1234567.89', -123_456_789n, '-1234567.89', '-1,234,567.89'],
    ['9999999999999999.99', 999_999_999_999_999_999n, '9999999999999999.99', '9,999,999,999,999,999.99'],
  ])('%s is %d fen, written %s, for people %s', (text, fen, written, grouped) => {
    const money = yuan(text);
    expect([money.fen, `${money}`, money.toGrouped()]).toEqual([fen, written, grouped]);
    expect(JSON.stringify({ money })).toBe(`{"money":"${written}"}`);
    expect(yuan(written).equals(money)).toBe(true);
  });

  it.each([
    '',
    '01',
    '00',
    '1.',
    '.5',
    '+1',
    '--1',
    '1,000',
    '1e3',
    ' 1',
    '1 ',
    'x1',
    '1x',
    '12345678901234567',
  ])('%j cannot be read', (text) => {
    expect(() => yuan(text)).toThrow(refusing('money.malformed', { text }));
  });

  it.each(['1.005', '0.000', '-3.1415'])('%s is finer than the fen', (text) => {
    expect(() => yuan(text)).toThrow(refusing('money.too-fine', { text, places: 2 }));
  });

  it('a refusal repeats no more than forty signs', () => {
    expect(() => yuan(long)).toThrow(refusing('money.malformed', { text: long.slice(0, 40) }));
    expect(() => yuan(`1.${long}`)).toThrow(refusing('money.too-fine', { text: `1.${long.slice(0, 38)}` }));
  });

  it('adds, takes away, turns round, sums and compares', () => {
    const [one, two] = [yuan('1.01'), yuan('2.02')];
    expect([`${one.plus(two)}`, `${one.minus(two)}`, `${one.negated()}`]).toEqual(['3.03', '-1.01', '-1.01']);
    expect(`${Money.sum([one, two, one])}`).toBe('4.04');
    expect(`${Money.sum([])}`).toBe('0.00');
    expect([one.compare(two), two.compare(one), one.compare(yuan('1.01'))]).toEqual([-1, 1, 0]);
    expect([one.equals(two), one.equals(yuan('1.01'))]).toEqual([false, true]);
  });

  it.each([
    ['-0.01', true, false, false],
    ['0', false, true, false],
    ['0.01', false, false, true],
  ])('%s: negative %s, zero %s, positive %s', (text, negative, zero, positive) => {
    const money = yuan(text);
    expect([money.isNegative, money.isZero, money.isPositive]).toEqual([negative, zero, positive]);
  });
});

describe('a quantity of shares', () => {
  it.each([
    ['0', 0n, '0', '0'],
    ['2000', 20_000_000n, '2000', '2,000'],
    ['12.5', 125_000n, '12.5', '12.5'],
    ['0.0001', 1n, '0.0001', '0.0001'],
    ['1234567.0100', 12_345_670_100n, '1234567.01', '1,234,567.01'],
    ['1.00000', 10_000n, '1', '1'],
    [
      '9999999999999999.9999',
      99_999_999_999_999_999_999n,
      '9999999999999999.9999',
      '9,999,999,999,999,999.9999',
    ],
  ])('%s is %d ten-thousandths, written %s, for people %s', (text, units, written, grouped) => {
    const quantity = shares(text);
    expect([quantity.units, `${quantity}`, quantity.toGrouped()]).toEqual([units, written, grouped]);
    expect(JSON.stringify({ quantity })).toBe(`{"quantity":"${written}"}`);
  });

  it.each(['', '01', '1.', '.5', '+1', '-', '-x', 'x-1', '1e3', ' 1', '1 ', 'x1', '12345678901234567'])(
    '%j cannot be read',
    (text) => {
      expect(() => shares(text)).toThrow(refusing('quantity.malformed', { text }));
    },
  );

  it('is never negative and never finer than a ten-thousandth', () => {
    expect(() => shares('-1.5')).toThrow(refusing('quantity.negative', { text: '-1.5' }));
    expect(() => ShareQuantity.fromUnits(-15_000n)).toThrow(refusing('quantity.negative', { text: '-1.5' }));
    expect(() => ShareQuantity.fromUnits(-1n)).toThrow(refusing('quantity.negative', { text: '-0.0001' }));
    expect(() => shares('1').minus(shares('1.0001'))).toThrow(
      refusing('quantity.negative', { text: '-0.0001' }),
    );
    expect(() => shares('1.00001')).toThrow(refusing('quantity.too-fine', { text: '1.00001' }));
  });

  it('a refusal repeats no more than forty signs', () => {
    expect(() => shares(long)).toThrow(refusing('quantity.malformed', { text: long.slice(0, 40) }));
    expect(() => shares(`-${long}`)).toThrow(
      refusing('quantity.negative', { text: `-${long.slice(0, 39)}` }),
    );
    expect(() => shares(`1.${long}`)).toThrow(
      refusing('quantity.too-fine', { text: `1.${long.slice(0, 38)}` }),
    );
  });

  it('adds, takes away, sums and compares', () => {
    const [one, two] = [shares('1.5'), shares('2')];
    expect([`${one.plus(two)}`, `${two.minus(one)}`, `${one.minus(one)}`]).toEqual(['3.5', '0.5', '0']);
    expect([`${ShareQuantity.sum([one, two, two])}`, `${ShareQuantity.sum([])}`]).toEqual(['5.5', '0']);
    expect([one.compare(two), two.compare(one), one.compare(shares('1.50'))]).toEqual([-1, 1, 0]);
    expect([one.equals(two), one.equals(shares('1.50')), one.isZero, ShareQuantity.zero.isZero]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(ShareQuantity.fromWhole(3n).units).toBe(30_000n);
  });
});

it('zeros behind the last decimal of a quantity say nothing', () => {
  expect(shares('1.25000000').equals(shares('1.25'))).toBe(true);
  expect(() => shares('1.250000001')).toThrow(refusing('quantity.too-fine'));
});

describe('a ratio', () => {
  it.each([
    ['1:8', 1n, 8n],
    ['2：16', 2n, 16n],
    ['1000000:1', 1_000_000n, 1n],
    ['1:1000000', 1n, 1_000_000n],
  ])('%s has the terms %d and %d as they were stated', (text, left, right) => {
    const ratio = Ratio.parse(text);
    expect([ratio.left, ratio.right]).toEqual([left, right]);
    expect([`${ratio}`, JSON.stringify([ratio])]).toEqual([`${left}:${right}`, `["${left}:${right}"]`]);
    expect(Ratio.of(left, right)).toEqual(ratio);
  });

  it('1:8 and 2:16 are equal in effect, 1:8 and 8:1 or 1:7 are not', () => {
    const equal = (other: string) => Ratio.parse('1:8').equals(Ratio.parse(other));
    expect(['2:16', '8:1', '1:7', '2:8'].map(equal)).toEqual([true, false, false, false]);
  });

  it.each([
    '',
    '1',
    '1:',
    ':1',
    '0:1',
    '1:0',
    '01:1',
    '1:01',
    '-1:8',
    '1:8:9',
    'x1:8',
    '1:8x',
    '1.5:8',
    '1 :8',
  ])('%j cannot be read', (text) => {
    expect(() => Ratio.parse(text)).toThrow(refusing('ratio.malformed', { text }));
  });

  it('has terms of at most a million, and a refusal repeats no more than forty signs', () => {
    expect(() => Ratio.parse('1000001:1')).toThrow(refusing('ratio.malformed'));
    expect(() => Ratio.parse('1:1000001')).toThrow(refusing('ratio.malformed'));
    expect(() => Ratio.parse(long)).toThrow(refusing('ratio.malformed', { text: long.slice(0, 40) }));
  });
});

describe('a fraction', () => {
  it.each([
    ['2', '2'],
    ['-2', '-2'],
    ['0.50', '1/2'],
    ['2/6', '1/3'],
    ['-1.25', '-5/4'],
    ['-4/6', '-2/3'],
    ['0/7', '0'],
    ['3'.repeat(24) + '/3', '1'.repeat(24)],
  ])('%s is %s', (text, reduced) => {
    expect(`${fraction(text)}`).toBe(reduced);
    expect(JSON.stringify([fraction(text)])).toBe(`["${reduced}"]`);
  });

  it.each([
    '',
    '1/0',
    '1/01',
    '1.5/2',
    '1e3',
    '+1',
    '--1',
    '1.',
    '.5',
    '1/',
    '/2',
    'x1',
    '1x',
    ' 1',
    '1'.repeat(25),
  ])('%j cannot be read', (text) => {
    expect(() => fraction(text)).toThrow(refusing('fraction.malformed', { text }));
  });

  it.each([`0.${'1'.repeat(25)}`, `1/${'1'.repeat(25)}`])('%s is longer than can be meant', (text) => {
    expect(() => fraction(text)).toThrow(refusing('fraction.malformed'));
  });

  it('a refusal repeats no more than sixty signs', () => {
    expect(() => fraction(long)).toThrow(refusing('fraction.malformed', { text: long.slice(0, 60) }));
  });

  it('keeps its denominator positive and has none of zero', () => {
    const half = Fraction.of(-3n, -6n);
    expect([half.numerator, half.denominator]).toEqual([1n, 2n]);
    expect(`${Fraction.of(3n, -6n)}`).toBe('-1/2');
    expect([Fraction.zero.denominator, Fraction.of(0n, -5n).denominator]).toEqual([1n, 1n]);
    expect(`${Fraction.one}`).toBe('1');
    expect(() => Fraction.of(1n, 0n)).toThrow(RangeError);
  });

  it('adds, takes away, multiplies and divides exactly', () => {
    const [a, b] = [fraction('1/2'), fraction('1/3')];
    expect([a.plus(b), a.minus(b), a.times(b), a.dividedBy(b)].map(String)).toEqual([
      '5/6',
      '1/6',
      '1/6',
      '3/2',
    ]);
  });

  it('compares', () => {
    const [a, b] = [fraction('1/2'), fraction('1/3')];
    expect([a.compare(b), b.compare(a), a.compare(fraction('2/4'))]).toEqual([1, -1, 0]);
    expect([
      a.equals(b),
      a.equals(fraction('2/4')),
      a.equals(fraction('1/3')),
      a.equals(fraction('3/2')),
    ]).toEqual([false, true, false, false]);
    expect(fraction('1/2').equals(fraction('1'))).toBe(false);
    expect([a.isZero, Fraction.zero.isZero, a.isNegative, fraction('-1/2').isNegative]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(Fraction.zero.isNegative).toBe(false);
  });

  it.each([
    ['7/2', 3n, 4n, 4n, '3', '3.50'],
    ['-7/2', -4n, -3n, -4n, '-3', '-3.50'],
    ['10/3', 3n, 4n, 3n, '3', '3.33'],
    ['-10/3', -4n, -3n, -3n, '-3', '-3.33'],
    ['4', 4n, 4n, 4n, '4', '4.00'],
    ['-4', -4n, -4n, -4n, '-4', '-4.00'],
    ['0', 0n, 0n, 0n, '0', '0.00'],
    ['1/20', 0n, 1n, 0n, '0', '0.05'],
    ['-1/1000', -1n, 0n, 0n, '0', '0.00'],
  ])('%s: floor %d, ceiling %d, half up %d, cut to %s and %s', (text, floor, ceiling, half, whole, cut) => {
    const value = fraction(text);
    expect([value.floor(), value.ceiling(), value.roundHalfUp()]).toEqual([floor, ceiling, half]);
    expect([value.toDecimal(0), value.toDecimal(2)]).toEqual([whole, cut]);
  });

  it('whole weights keep the proportions, at the least common scale', () => {
    expect(toCommonScale([])).toEqual({ scale: 1n, weights: [] });
    expect(toCommonScale(['1/4', '1/6', '2'].map(fraction))).toEqual({ scale: 12n, weights: [3n, 2n, 24n] });
  });

  it('rounding half up is never more than a half away', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        fc.bigInt(1n, 10n ** 6n),
        (numerator, denominator) => {
          const value = Fraction.of(numerator, denominator);
          const away = Fraction.of(value.roundHalfUp()).minus(value);
          const magnitude = away.isNegative ? Fraction.zero.minus(away) : away;
          expect(magnitude.compare(Fraction.of(1n, 2n))).not.toBe(1);
        },
      ),
    );
  });
});

describe('a calendar day', () => {
  it.each(['1900-01-01', '2199-12-31', '2024-02-29', '2010-07-31', '2000-10-05'])('%s exists', (text) => {
    expect([`${day(text)}`, JSON.stringify([day(text)])]).toEqual([text, `["${text}"]`]);
  });

  it.each([
    ...['1899-12-31', '2200-01-01', '2023-02-29', '2010-06-31', '2010-13-01', '2010-00-10', '2010-01-00'],
    ...['2010-01-32', '2010-7-31', '10-07-31', '2010/07/31', ' 2010-07-31', '2010-07-31x', 'x2010-07-31', ''],
  ])('%j does not', (text) => {
    expect(() => day(text)).toThrow(refusing('date.malformed', { text }));
  });

  it('a refusal repeats no more than forty signs', () => {
    expect(() => day(long)).toThrow(refusing('date.malformed', { text: long.slice(0, 40) }));
    expect(() => Period.parse(long)).toThrow(refusing('period.malformed', { text: long.slice(0, 40) }));
  });

  it('is counted from 1970 and moves by days over months, years and leap days', () => {
    expect(
      ['1970-01-01', '1969-12-31', '1970-01-02', '2000-03-01'].map((text) => day(text).dayNumber),
    ).toEqual([0, -1, 1, 11_017]);
    expect(['2010-07-31', '2023-12-31', '2024-02-28'].map((text) => `${day(text).plusDays(1)}`)).toEqual([
      '2010-08-01',
      '2024-01-01',
      '2024-02-29',
    ]);
    expect(`${day('2010-01-01').plusDays(-1)}`).toBe('2009-12-31');
    expect(day('2010-01-01').daysUntil(day('2010-01-31'))).toBe(30);
    expect(day('2010-01-31').daysUntil(day('2010-01-01'))).toBe(-30);
  });

  it.each([
    ['2010-07-31', 5, '2015-07-31'],
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2010-07-31', -10, '2000-07-31'],
  ])('%s, %i years on, is %s', (from, years, to) => {
    expect(`${day(from).plusYears(years)}`).toBe(to);
  });

  it.each([
    ['1950-07-31', '2010-07-30', 59],
    ['1950-07-31', '2010-07-31', 60],
    ['1950-07-31', '2010-08-01', 60],
    ['1950-07-31', '2010-06-30', 59],
    ['1950-07-01', '2010-08-15', 60],
    ['1952-02-29', '2010-02-27', 57],
    ['1952-02-29', '2010-02-28', 58],
    ['1952-02-29', '2010-03-01', 58],
  ])('born %s, on %s %i full years old', (born, on, years) => {
    expect(day(born).fullYearsUntil(day(on))).toBe(years);
  });

  it('comes before, after or on another', () => {
    const [eve, morrow] = [day('2010-07-30'), day('2010-07-31')];
    expect([eve.compare(morrow), morrow.compare(eve), eve.compare(day('2010-07-30'))]).toEqual([-1, 1, 0]);
    expect([eve.isBefore(morrow), eve.isBefore(eve), morrow.isBefore(eve)]).toEqual([true, false, false]);
    expect([morrow.isAfter(eve), eve.isAfter(eve), eve.isAfter(morrow)]).toEqual([true, false, false]);
    expect([eve.equals(morrow), eve.equals(day('2010-07-30'))]).toEqual([false, true]);
  });
});

describe('a half-year', () => {
  it.each([
    ['2010-H1', '2010-01-01', '2010-06-30', 181, '2010-H2'],
    ['2010-H2', '2010-07-01', '2010-12-31', 184, '2011-H1'],
    ['2024-H1', '2024-01-01', '2024-06-30', 182, '2024-H2'],
  ])('%s is from %s to %s, %i days, then %s', (text, first, last, days, next) => {
    const period = Period.parse(text);
    expect([period.firstDay, period.lastDay, period.next()].map(String)).toEqual([first, last, next]);
    expect([period.days, `${period}`, JSON.stringify([period])]).toEqual([days, text, `["${text}"]`]);
    expect([Period.containing(day(first)), Period.containing(day(last))].map(String)).toEqual([text, text]);
  });

  it('is said in words', () => {
    expect([Period.parse('2010-H2').inWords, Period.parse('2011-H1').inWords]).toEqual([
      { zh: '2010年下半年', en: 'the second half of 2010' },
      { zh: '2011年上半年', en: 'the first half of 2011' },
    ]);
  });

  it.each(['1950-H1', '2199-H2'])('%s can be named', (text) => {
    expect(`${Period.parse(text)}`).toBe(text);
  });

  it.each(['1949-H2', '2200-H1', '2010-H3', '2010-H0', '2010-1', '10-H1', 'x2010-H1', '2010-H1x', ''])(
    '%j cannot',
    (text) => {
      expect(() => Period.parse(text)).toThrow(refusing('period.malformed', { text }));
    },
  );

  it('comes before, after or is another', () => {
    const [first, second] = [Period.parse('2010-H1'), Period.parse('2010-H2')];
    expect([first.compare(second), second.compare(first), first.compare(Period.parse('2010-H1'))]).toEqual([
      -1, 1, 0,
    ]);
  });
});

describe('no value is a JavaScript number', () => {
  it.each([
    ['money', yuan('8')],
    ['shares', shares('8')],
    ['a ratio', Ratio.parse('1:8')],
    ['a fraction', fraction('8')],
    ['a day', day('2010-07-31')],
    ['a half-year', Period.parse('2010-H1')],
  ] as const)(
    '%s neither compares with < nor adds with +: it becomes a text, and nothing else',
    (_, value) => {
      for (const hint of ['number', 'default'])
        expect(() => value[Symbol.toPrimitive](hint), hint).toThrow(TypeError);
      expect(() => Number(value)).toThrow(TypeError);
      expect(String(value)).toBe(JSON.parse(JSON.stringify(value)));
    },
  );
});

it.each(['王=五', 'a+b', '甲\t乙', '甲\r乙'])('%j runs in no spreadsheet and stays as it is', (text) => {
  expect(harmless(text)).toBe(text);
});
