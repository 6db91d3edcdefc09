/**
 * Resident IDs (GB 11643), credit codes (GB 32100), phones and bank accounts: reading and checking. What is refused
 * is named only in masked form, so that no number of a person ever reaches a log through a message.
 */
import { LocalDate } from './calendar.ts';
import { maskOf, RESIDENT_ID_MASK } from './personal-mask.ts';
import type { Sentence } from './language.ts';
import { refuse, type Fault } from './refusal.ts';
import { plainWidths } from './seen-text.ts';

const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_CHECKS = '10X98765432';
const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The numbers of a person that are never shown or stored in clear. */
export const personalNumbers = ['residentId', 'phone', 'bankAccount'] as const;
export type PersonalNumber = (typeof personalNumbers)[number];

export interface ResidentId {
  /** Eighteen characters, a final x made capital. */
  readonly text: string;
  readonly birthDate: LocalDate;
  readonly sex: 'male' | 'female';
}

/**
 * Reads a resident ID. Refuses a wrong shape, a birth date that does not exist or lies after `today`, and a wrong check
 * digit, naming the one expected. Source: GB 11643-1999.
 */
export function parseResidentId(text: string, today?: LocalDate): ResidentId {
  const plain = plainWidths(text).replace(/\s/g, '').toUpperCase();
  const masked = RESIDENT_ID_MASK;
  const problem = shapeProblem(plain);
  if (problem !== null) throw refuse('resident-id.malformed', { masked, problem });
  const birthDate = birthDateIn(plain);
  if (birthDate === null || (today !== undefined && birthDate.isAfter(today))) {
    throw refuse('resident-id.birth-date', { masked });
  }
  const expected = residentIdCheckDigit(plain.slice(0, 17));
  const given = plain.slice(17);
  if (given !== expected) throw refuse('resident-id.check-digit', { masked, expected, given });
  return { text: plain, birthDate, sex: Number(plain[16]) % 2 === 1 ? 'male' : 'female' };
}

/** What is wrong with the shape of an ID, by the sign or the length that is: the mask would hide it. No digit is told. */
function shapeProblem(plain: string): Sentence | null {
  if (/^[1-9]\d{16}[\dX]$/.test(plain)) return null;
  const signs = [...plain];
  const place = signs.findIndex((sign, index) => !/\d/.test(sign) && !(sign === 'X' && index === 17));
  if (place >= 0)
    return {
      zh: `第 ${place + 1} 位是“${signs[place]}”`,
      en: `its character ${place + 1} is "${signs[place]}"`,
    };
  if (signs.length !== 18) return { zh: `有 ${signs.length} 位`, en: `it has ${signs.length} characters` };
  return { zh: '首位是 0', en: 'it begins with 0' };
}

/** The eighteenth character that belongs to seventeen digits. */
export function residentIdCheckDigit(seventeen: string): string {
  if (!/^\d{17}$/.test(seventeen)) throw new TypeError('Seventeen digits are needed.');
  const sum = RESIDENT_WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return RESIDENT_CHECKS.charAt(sum % 11);
}

/**
 * Reads a unified social credit code, refusing a wrong shape or check character. Source: GB 32100-2015. A body of 2010
 * may have none at all, so callers hold the code as optional.
 */
export function parseCreditCode(text: string): string {
  const plain = plainWidths(text).replace(/\s/g, '').toUpperCase();
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(plain)) {
    throw refuse('credit-code.malformed', { text: text.slice(0, 40) });
  }
  const expected = creditCodeCheckCharacter(plain.slice(0, 17));
  if (plain.slice(17) !== expected) throw refuse('credit-code.check-digit', { text: plain, expected });
  return plain;
}

/** The eighteenth character that belongs to the first seventeen of a credit code. */
export function creditCodeCheckCharacter(seventeen: string): string {
  let [sum, weight] = [0, 1];
  for (const character of seventeen) {
    sum += CREDIT_CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** Rural collective economic organisations are coded N1 (town), N2 (village) or N3 (group). */
export function isRuralCollective(creditCode: string): boolean {
  return /^N[123]/.test(creditCode);
}

/** Reads a mobile number of eleven digits, or a landline with its area code; gives digits only. */
export function parsePhone(text: string): string {
  const plain = plainWidths(text)
    .replace(/[\s()-]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  if (!/^(1[3-9]\d{9}|0\d{9,11})$/.test(plain))
    throw refuse('phone.malformed', { masked: maskOf.phone(plain) });
  return plain;
}

/**
 * Reads a bank account: 8 to 30 digits, spaces and hyphens dropped. It is text for ever: leading zeros stay.
 */
export function parseBankAccount(text: string): string {
  const plain = plainWidths(text).replace(/[\s-]/g, '');
  if (/^\d(\.\d+)?[eE]\+?\d+$/.test(text.trim())) {
    throw refuse('bank-account.became-a-number', { masked: maskOf.bankAccount(plain) });
  }
  if (!/^\d{8,30}$/.test(plain)) {
    throw refuse('bank-account.malformed', { masked: maskOf.bankAccount(plain) });
  }
  return plain;
}

/**
 * What should be looked at in an account that was read: a bank card whose check digit is not Luhn's. Real cards have none
 * now and then, so nobody is refused for it.
 */
export function bankAccountWarning(plain: string): Fault | null {
  if (!/^62\d{14,17}$/.test(plain) || luhnSum(plain) % 10 === 0) return null;
  return { code: 'bank-account.check-digit', values: { masked: maskOf.bankAccount(plain) } };
}

/** Source: ISO/IEC 7812-1. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
}

function birthDateIn(id: string): LocalDate | null {
  try {
    return LocalDate.parse(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`);
  } catch {
    return null;
  }
}
