import { describe, expect, it } from 'vitest';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { maskName, maskNumbersWithin, maskOf } from '../../src/domain/personal-mask.ts';

/** Every ID of a region, a birth date and a sex: what is known of anybody in a village. */
function residentIds(region: string, born: string, sex: 'male' | 'female'): readonly string[] {
  return Array.from({ length: 1000 }, (_, order) => `${region}${born}${String(order).padStart(3, '0')}`)
    .filter((digits) => (Number(digits[16]) % 2 === 1) === (sex === 'male'))
    .map((digits) => digits + residentIdCheckDigit(digits));
}

describe('the mask of a resident ID', () => {
  it.each([
    ['990105', '19520229', 'male'],
    ['990105', '20010731', 'female'],
    ['991234', '19991231', 'male'],
  ] as const)(
    'leaves all five hundred numbers possible to whoever knows region %s, birth %s and sex %s',
    (region, born, sex) => {
      const possible = residentIds(region, born, sex);
      for (const id of [possible[0]!, possible[137]!, possible[499]!]) {
        const shown = maskOf.residentId(id);
        expect(possible.filter((other) => maskOf.residentId(other) === shown)).toHaveLength(500);
      }
    },
  );

  it('holds no sign of the number, whatever was typed', () => {
    for (const text of ['990105195202290014', '99010519520229001', '1', ''])
      expect(maskOf.residentId(text)).toBe('******************');
  });
});

describe('the masks of phones and accounts', () => {
  it.each([
    ['13800001234', '****1234'],
    ['053186001234', '****1234'],
    ['6222020000001234567', '****4567'],
    ['12345678', '****5678'],
    ['123', '****3'],
    ['1', '****'],
    ['', '****'],
  ])('%s is shown as %s', (text, shown) => {
    expect([maskOf.phone(text), maskOf.bankAccount(text)]).toEqual([shown, shown]);
  });

  it('leave ten thousand numbers possible at the least, of the shortest account there is', () => {
    const shown = maskOf.bankAccount('12345678');
    const possible = Array.from({ length: 10_000 }, (_, n) => `${String(n).padStart(4, '0')}5678`);
    expect(new Set(possible.map(maskOf.bankAccount))).toEqual(new Set([shown]));
  });
});

describe('a name', () => {
  it.each([
    ['陈海', '陈*'],
    ['陈大海', '陈*海'],
    ['欧阳大海', '欧**海'],
    ['陈', '陈*'],
    ['', '*'],
    ['𠮷田大', '𠮷*大'],
  ])('%s stands on a public list as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe('prose that everybody reads', () => {
  it.each([
    ['王五（身份证 990101196001010019）要求退社', '王五（身份证 ******************）要求退社'],
    ['身份证号990101 19600101 001X。', '身份证号******************。'],
    ['打 13800000001 或 138-0000-0002', '打 ****0001 或 ****0002'],
    ['座机 0990-5550123', '座机 ****0123'],
    ['汇入 6222 0000 0000 0000 123，开户行农信社', '汇入 ****0123，开户行农信社'],
    ['汇入６２２２００００００００００００１２３', '汇入****0123'],
    ['账号：12345678', '账号：****5678'],
    ['account no. 1234567890', 'account no. ****7890'],
  ])('masks the number in %s', (text, masked) => {
    expect(maskNumbersWithin(text)).toBe(masked);
  });

  it.each([
    '2011-01-25 2011-02-25 共 2 次，20110125 起',
    '2010 2011 2012 2013 各年',
    '可分配 12,345,678,901.00 元，每股 0.59970030 元，共 1000.5 股',
    '统一社会信用代码 N2990101MF0000001X，文号〔2011〕12 号，第 1234567 号证',
  ])('leaves %s', (text) => {
    expect(maskNumbersWithin(text)).toBe(text);
  });
});
