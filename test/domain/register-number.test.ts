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
