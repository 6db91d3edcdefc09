/**
 * What a share earned, as it is printed: a figure that multiplies to the fen, or one that says of itself that it is about so much. A
 * quotient that was cut is never shown as if it were the rate.
 */
import { Fraction } from './fraction.ts';
import type { Language } from './language.ts';

/** Decimals within which a figure counts as exact, and after which the others are left off. */
export const SHARE_PLACES = 6;
export const SHARE_DAY_PLACES = 8;

export function writtenQuotient(rate: Fraction, places: number, language: Language): string {
  const cut = rate.toDecimal(places);
  const exact = Fraction.parse(cut).equals(rate);
  if (!exact) return `${language === 'zh' ? '约 ' : 'about '}${cut}`;
  return cut.replace(/(\.\d\d\d*?)0+$/, '$1');
}
