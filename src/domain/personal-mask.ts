/**
 * How names and numbers of people are shown to whoever need not know them: one way for each kind, the same in every list,
 * table, paper and message, so that two of them laid side by side say no more than one.
 */
import type { PersonalNumber } from './identity-number.ts';

/**
 * A resident ID shows nothing at all. Region, birth date and sex stand beside it or are known in the village; five hundred
 * numbers fit them, the check digit alone leaves some forty-five of these, and the last two signs nine. One constant says that
 * there is one, and says it of every number.
 */
export const RESIDENT_ID_MASK = '******************';

/** `"****1234"`: the last four, and nothing of the length; of what is too short to be a number, half. */
function lastFour(text: string): string {
  const signs = [...text];
  return `****${signs.slice(signs.length - Math.min(4, Math.floor(signs.length / 2))).join('')}`;
}

export const maskOf: Readonly<Record<PersonalNumber, (text: string) => string>> = {
  residentId: () => RESIDENT_ID_MASK,
  phone: lastFour,
  bankAccount: lastFour,
};

/** A name as a public list shows it: `陈*海`, `陈*`; neighbours know who it is, a stranger does not. */
export function maskName(name: string): string {
  const signs = [...name];
  const [first = '', ...rest] = signs;
  return rest.length < 2 ? `${first}*` : `${first}${'*'.repeat(rest.length - 1)}${rest.at(-1) ?? ''}`;
}
