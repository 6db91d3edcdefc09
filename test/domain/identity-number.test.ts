import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import {
  creditCodeCheckCharacter,
  isRuralCollective,
  maskBankAccount,
  maskPhone,
  maskResidentId,
  parseBankAccount,
  parseCreditCode,
  parsePhone,
  parseResidentId,
  residentIdCheckDigit,
} from '../../src/domain/identity-number.ts';
import { codesRefused, faultsRefused, refusing } from '../support/refusing.ts';

const seventeen = fc
  .tuple(fc.integer({ min: 0, max: 73_000 }), fc.integer({ min: 0, max: 999 }))
  .map(([days, order]) => {
    const born = LocalDate.of(1900, 1, 1).plusDays(days).toString().replaceAll('-', '');
    return `990105${born}${String(order).padStart(3, '0')}`;
  });

describe('a resident ID', () => {
  it('ends in the check digit of GB 11643', () => {
    expect(residentIdCheckDigit('31010819840330008')).toBe('X');
  });

  it('tells birth date and sex, and a small x is read as X', () => {
    const id = `99010519520229001${residentIdCheckDigit('99010519520229001')}`;
    const read = parseResidentId(id.toLowerCase());
    expect(read.birthDate.toString()).toBe('1952-02-29');
    expect(read.sex).toBe('male');
  });

  it('with a wrong check digit is refused with the expected one, and never in clear', () => {
    const base = '99010519520229001';
    const right = residentIdCheckDigit(base);
    const wrong = right === '5' ? '6' : '5';
    const faults = faultsRefused(() => parseResidentId(base + wrong));
    const masked = maskResidentId(base + wrong);
    expect(faults).toEqual([
      { code: 'resident-id.check-digit', values: { masked, expected: right, given: wrong } },
    ]);
    expect(new Refusal([faults[0]!]).message).not.toContain(base);
  });

  it.each([
    ['99010519520230001', 'a thirtieth of February'],
    ['99010519521301001', 'a thirteenth month'],
    ['99010518520101001', 'a birth in 1852'],
  ])('%s is refused for %s', (digits) => {
    expect(() => parseResidentId(digits + residentIdCheckDigit(digits))).toThrow(
      refusing('resident-id.birth-date'),
    );
  });

  it('is refused when its birth lies after today', () => {
    const id = `99010520100731001${residentIdCheckDigit('99010520100731001')}`;
    expect(() => parseResidentId(id, LocalDate.parse('2010-07-30'))).toThrow(
      refusing('resident-id.birth-date'),
    );
    expect(parseResidentId(id, LocalDate.parse('2010-07-31')).text).toBe(id);
  });

  it.each([[''], ['990105520229001'], ['99010519520229001XX'], ['A90105195202290010']])(
    '%j has the wrong shape',
    (text) => {
      expect(() => parseResidentId(text)).toThrow(refusing('resident-id.malformed'));
    },
  );

  it('stops being valid when any one digit changes or two neighbours swap', () => {
    fc.assert(
      fc.property(seventeen, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const id = digits + residentIdCheckDigit(digits);
        expect(parseResidentId(id).text).toBe(id);
        const changed = String((Number(id[place]) + shift) % 10);
        expect(
          codesRefused(() => parseResidentId(id.slice(0, place) + changed + id.slice(place + 1))),
        ).toEqual([expect.stringMatching(/^resident-id\./)]);
        const [a, b] = [id[place]!, id[place + 1]!];
        if (a !== b) {
          expect(
            codesRefused(() => parseResidentId(id.slice(0, place) + b + a + id.slice(place + 2))),
          ).toEqual([expect.stringMatching(/^resident-id\./)]);
        }
      }),
    );
  });

  it('is masked to its region and last four', () => {
    expect(maskResidentId('990105195202290017')).toBe('990105********0017');
    expect(maskResidentId('12345')).toBe('***45');
  });
});

describe('a credit code', () => {
  // The published sample of the standard, and the check of its mirror in the rural range.
  it('ends in the check character of GB 32100', () => {
    expect(creditCodeCheckCharacter('91350100M000100Y4')).toBe('3');
    expect(parseCreditCode('91350100M000100Y43')).toBe('91350100M000100Y43');
  });

  it('with a wrong check character is refused with the expected one', () => {
    expect(() => parseCreditCode('91350100M000100Y44')).toThrow(
      refusing('credit-code.check-digit', { text: '91350100M000100Y44', expected: '3' }),
    );
  });

  it('never contains I, O, S, V or Z', () => {
    expect(() => parseCreditCode('9135010OM000100Y43')).toThrow(refusing('credit-code.malformed'));
  });

  it('of a rural collective begins N1, N2 or N3', () => {
    const base = 'N2990105MF000001X';
    expect(isRuralCollective(parseCreditCode(base + creditCodeCheckCharacter(base)))).toBe(true);
    expect(isRuralCollective('91350100M000100Y43')).toBe(false);
  });

  it('stops being valid when any one character changes', () => {
    const set = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const code = fc.string({ minLength: 17, maxLength: 17, unit: fc.constantFrom(...set) });
    fc.assert(
      fc.property(code, fc.nat(16), fc.integer({ min: 1, max: 30 }), (base, place, shift) => {
        const whole = base + creditCodeCheckCharacter(base);
        const other = set[(set.indexOf(whole[place]!) + shift) % 31]!;
        expect(parseCreditCode(whole)).toBe(whole);
        expect(() => parseCreditCode(whole.slice(0, place) + other + whole.slice(place + 1))).toThrow(
          refusing('credit-code.check-digit'),
        );
      }),
    );
  });
});

describe('phones and bank accounts', () => {
  it.each([
    ['138 0000 1234', '13800001234'],
    ['+8613800001234', '13800001234'],
    ['0531-86001234', '053186001234'],
  ])('the phone %s is kept as %s', (text, kept) => {
    expect(parsePhone(text)).toBe(kept);
  });

  it.each([['12345'], ['23800001234'], ['1380000123a']])('the phone %s is refused', (text) => {
    expect(() => parsePhone(text)).toThrow(refusing('phone.malformed'));
  });

  it('a bank account keeps its leading zeros and loses its spaces', () => {
    expect(parseBankAccount('0012 3456-7890 1234')).toBe('0012345678901234');
  });

  it('a bank account that a spreadsheet turned into a number is refused with the reason', () => {
    expect(() => parseBankAccount('6.22202E+18')).toThrow(refusing('bank-account.became-a-number'));
    expect(() => parseBankAccount('1234567')).toThrow(refusing('bank-account.malformed'));
  });

  it('are shown only in part', () => {
    expect(maskPhone('13800001234')).toBe('138****1234');
    expect(maskBankAccount('6222020000001234567')).toBe('****4567');
  });
});
