/**
 * Register, household and certificate numbers: what people write on the cover of a book, not integers. Their sort key is
 * ASCII and orders naturally (2 before 10); compared by code unit it gives the same order here and in SQL (COLLATE "C").
 */
import { refuse } from './refusal.ts';
import { plainWidths } from './seen-text.ts';

const SHAPE = /^[\p{Script=Han}A-Za-z0-9][\p{Script=Han}A-Za-z0-9./_-]{0,39}$/u;
const DIGITS = 12;

/** Trims, makes full-width letters and digits plain, and refuses what no register could print. */
export function parseRegisterNumber(text: string): string {
  const plain = plainWidths(text).trim();
  if (!SHAPE.test(plain)) throw refuse('register-number.malformed', { text: text.slice(0, 60) });
  return plain;
}

/**
 * The natural-order key: every run of digits padded with zeros to twelve, every other character than ASCII as `~` and
 * its code point in six hexadecimal digits. Numbers that differ only in leading zeros stay apart: the count of zeros
 * dropped is appended, so two numbers never share a key.
 */
export function registerSortKey(number: string): string {
  const dropped: number[] = [];
  const key = number.replace(/\d+|[^ -~]|~/gu, (part) => {
    if (!/^\d/.test(part)) return `~${(part.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`;
    const significant = part.replace(/^0+(?=\d)/, '');
    dropped.push(part.length - significant.length);
    return significant.padStart(DIGITS, '0');
  });
  return dropped.some((zeros) => zeros > 0) ? `${key}!${dropped.join('.')}` : key;
}

/** −1, 0 or 1 in natural order. */
export function compareRegisterNumbers(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [registerSortKey(a), registerSortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
