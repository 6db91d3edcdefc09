import { describe, expect, it } from 'vitest';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { maskName, maskOf } from '../../src/domain/personal-mask.ts';

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
