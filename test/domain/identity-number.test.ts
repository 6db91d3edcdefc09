import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { RESIDENT_ID_MASK } from '../../src/domain/personal-mask.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import {
  creditCodeCheckCharacter,
  isRuralCollective,
  bankAccountWarning,
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
    const masked = RESIDENT_ID_MASK;
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
});

describe('what identifies a person, to the last sign', () => {
  const withCheck = (seventeen: string) => seventeen + residentIdCheckDigit(seventeen);

  it.each([
    ['31010819840330008', 'X'],
    ['99010519520229001', '8'],
    ['99010519520229002', '6'],
    ['99010519400101001', '1'],
    ['99010520001231123', 'X'],
    ['99010519991231999', '5'],
  ])('%s is completed by %s', (seventeen, check) => {
    expect(residentIdCheckDigit(seventeen)).toBe(check);
  });

  it.each(['', '1234567890123456', '123456789012345678', 'x12345678901234567', '12345678901234567x'])(
    'a check digit belongs to seventeen digits, not to %j',
    (text) => {
      expect(() => residentIdCheckDigit(text)).toThrow(TypeError);
    },
  );

  it('a resident ID is read with spaces and full-width digits made plain', () => {
    const id = withCheck('99010519520229001');
    expect(parseResidentId(` ${id.slice(0, 6)} ${id.slice(6, 14)}  ${id.slice(14)} `).text).toBe(id);
    expect(parseResidentId(id.replace('9', '９')).text).toBe(id);
    expect(parseResidentId(withCheck('99010519520229002')).sex).toBe('female');
  });

  it.each([
    'x990105195202290014',
    '990105195202290014x',
    '090105195202290014',
    '99010519520229001Y',
    '9901051952022900',
  ])('%j has not the shape of a resident ID', (text) => {
    expect(() => parseResidentId(text)).toThrow(
      refusing('resident-id.malformed', { masked: RESIDENT_ID_MASK }),
    );
  });

  it('a birth that cannot be is refused with the number masked', () => {
    const id = withCheck('99010519520230001');
    expect(() => parseResidentId(id)).toThrow(
      refusing('resident-id.birth-date', { masked: RESIDENT_ID_MASK }),
    );
  });
});

describe('a credit code, to the last sign', () => {
  it('is read with spaces, small and full-width letters made plain', () => {
    expect(parseCreditCode(' 9135 0100m000100y43 ')).toBe('91350100M000100Y43');
    expect(parseCreditCode('９1350100M000100Y43')).toBe('91350100M000100Y43');
  });

  it.each([
    '',
    'x91350100M000100Y43',
    '91350100M000100Y43x',
    '91350100M000100Y4',
    '91350100I000100Y43',
    '9135010SM000100Y43',
    '9135010VM000100Y43',
    '9135010ZM000100Y43',
  ])('%j has not its shape', (text) => {
    expect(() => parseCreditCode(text)).toThrow(refusing('credit-code.malformed', { text }));
  });

  it('a refusal repeats no more than forty signs', () => {
    expect(() => parseCreditCode('9'.repeat(80))).toThrow(
      refusing('credit-code.malformed', { text: '9'.repeat(40) }),
    );
  });

  it.each([
    ['N1990105MF000001X', true],
    ['N2990105MF000001X', true],
    ['N3990105MF000001X', true],
    ['N4990105MF000001X', false],
    ['X2990105MF000001X', false],
    ['9N1990105MF000001', false],
  ])('%s is of a rural collective: %s', (code, rural) => {
    expect(isRuralCollective(code)).toBe(rural);
  });
});

describe('phones and accounts, to the last sign', () => {
  it.each([
    ['13000000000', '13000000000'],
    ['199 0000-0000', '19900000000'],
    ['8613800001234', '13800001234'],
    ['(0531) 86001234', '053186001234'],
    ['０531 8600123', '05318600123'],
    ['0531860012', '0531860012'],
    ['8613800001', null],
    ['12000000000', null],
    ['1380000123', null],
    ['138000012345', null],
    ['053186001', null],
    ['0531860012345', null],
    ['x13800001234', null],
    ['13800001234x', null],
    ['+13800001234', null],
    ['+86+8613800001234', null],
    ['08613800001234', null],
  ])('the phone %j is kept as %j', (text, kept) => {
    if (kept === null) expect(() => parsePhone(text)).toThrow(refusing('phone.malformed'));
    else expect(parsePhone(text)).toBe(kept);
  });

  it('a refused phone is masked', () => {
    expect(() => parsePhone('23800001234')).toThrow(refusing('phone.malformed', { masked: '****1234' }));
    expect(() => parsePhone('86138000012345')).toThrow(refusing('phone.malformed', { masked: '****2345' }));
  });

  it.each([
    ['00123456', '00123456'],
    ['１234 5678', '12345678'],
    ['1'.repeat(30), '1'.repeat(30)],
    ['62220212345678', '62220212345678'],
    ['6222021234567894', '6222021234567894'],
    ['4222021234567895', '4222021234567895'],
    ['6222021234567902', '6222021234567902'],
    ['62220212345678901230', '62220212345678901230'],
    ['16222021234567890', '16222021234567890'],
  ])('the account %s is kept as %s', (text, kept) => {
    expect(parseBankAccount(text)).toBe(kept);
  });

  it.each([
    ['1234567', 'bank-account.malformed', '****567'],
    ['1234567x', 'bank-account.malformed', '****567x'],
    ['1'.repeat(31), 'bank-account.malformed', '****1111'],
    ['x12345678', 'bank-account.malformed', '****5678'],
    ['12345678x', 'bank-account.malformed', '****678x'],
    ['1.5E+17', 'bank-account.became-a-number', '****+17'],
    ['6e18', 'bank-account.became-a-number', '****18'],
    [' 6.22202E+18 ', 'bank-account.became-a-number', '****E+18'],
  ] as const)('the account %s is refused with %s, shown as %s', (text, code, masked) => {
    expect(() => parseBankAccount(text)).toThrow(refusing(code, { masked }));
  });

  it.each(['xE+18', '6.E+18', '6.2E+18x', 'x6.2E+18', '6.2E+'])(
    '%s is no number of a spreadsheet',
    (text) => {
      expect(() => parseBankAccount(text)).toThrow(refusing('bank-account.malformed'));
    },
  );

  it.each([
    ['6222021234567890', '****7890'],
    ['6222021234567890123', '****0123'],
    ['6214830000000000', '****0000'],
  ])(
    'the card %s is kept, with a warning that shows %s: real cards lack the check digit now and then',
    (text, masked) => {
      expect(parseBankAccount(text)).toBe(text);
      expect(bankAccountWarning(text)).toEqual({ code: 'bank-account.check-digit', values: { masked } });
    },
  );

  it('of a bank card is warned when any one digit changes, of a passbook never', () => {
    const card = '6222021234567894';
    expect([card, '0099010588000001'].map(bankAccountWarning)).toEqual([null, null]);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digit = String((Number(card[place]) + shift) % 10);
        const other = card.slice(0, place) + digit + card.slice(place + 1);
        expect(bankAccountWarning(other)?.code).toBe('bank-account.check-digit');
      }),
    );
  });
});

it.each(['16222021234567890', '62220212345678901230', '622202123456789'])(
  '%s is no bank card, so nothing is said of its check digit',
  (text) => {
    expect(bankAccountWarning(text)).toBeNull();
  },
);
