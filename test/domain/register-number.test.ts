import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareRegisterNumbers,
  parseRegisterNumber,
  registerSortKey,
} from '../../src/domain/register-number.ts';
import { refusing } from '../support/refusing.ts';

describe('a register number', () => {
  it.each([
    ['2', '10'],
    ['A-9', 'A-10'],
    ['A-9', 'B-1'],
    ['3-2', '3-11'],
    ['1', '01'],
    ['01', '2'],
    ['01', '1-2'],
    ['东1', '东12'],
  ])('%s stands before %s', (a, b) => {
    expect(compareRegisterNumbers(a, b)).toBe(-1);
    expect(compareRegisterNumbers(b, a)).toBe(1);
  });

  it('has a key with every digit run padded to twelve', () => {
    expect(registerSortKey('A-9')).toBe('A-000000000009');
    expect(registerSortKey('1001')).toBe('000000001001');
    expect(registerSortKey('001')).toBe('000000000001!2');
    expect(registerSortKey('01-2')).toBe('000000000001-000000000002!1.0');
    expect(registerSortKey('2-010')).toBe('000000000002-000000000010!0.1');
    expect(registerSortKey('东')).toBe('~004e1c');
  });

  it('stands neither before nor after itself', () => {
    expect(compareRegisterNumbers('东1', '东1')).toBe(0);
  });

  it('that is refused is repeated to sixty signs', () => {
    expect(() => parseRegisterNumber('1'.repeat(80))).toThrow(
      refusing('register-number.malformed', { text: '1'.repeat(60) }),
    );
  });

  it('is read with full-width digits made plain', () => {
    expect(parseRegisterNumber(' １２－3 ')).toBe('12-3');
  });

  it.each([[''], ['-1'], ['a b'], ['1'.repeat(41)], ['=1+1'], ["'1"]])('%j is refused', (text) => {
    expect(() => parseRegisterNumber(text)).toThrow(refusing('register-number.malformed', { text }));
  });

  it('has a key of its own, in ASCII, whatever the number', () => {
    const number = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'0123aA-东𠮷._') });
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(registerSortKey(a)).toMatch(/^[ -~]*$/);
        expect(registerSortKey(a) === registerSortKey(b)).toBe(a === b);
      }),
      { numRuns: 2000 },
    );
  });
});
