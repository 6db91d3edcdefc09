/**
 * What a dividend is called before the tax is taken off and after it: one name for each, wherever a member reads of it on the phone. The
 * sheet on the wall and the statement say the same words.
 */
import { Fraction } from '../../../domain/fraction.ts';
import type { Told } from '../../shared/language.ts';

export const figureWords = {
  gross: {
    zh: '应得（扣税前）',
    en: 'Your part, before tax',
    of: { zh: '{whose}应得（扣税前）', en: 'The part of {whose}, before tax' },
  },
  /** Of a line that is anybody's. */
  grossOfLine: { zh: '应得（扣税前）', en: 'Part, before tax' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  net: { zh: '扣税后', en: 'After tax' },
} as const satisfies Record<string, Told>;

/** Six places of what goes on, and all of what comes to an end: `125.00`, `33.333333…`. */
export function endingIn(quota: Fraction): string {
  const shown = quota.toDecimal(6);
  return Fraction.parse(shown).equals(quota) ? shown.replace(/0{1,4}$/, '') : `${shown}…`;
}
