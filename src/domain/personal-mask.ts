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

/** Within prose, with no letter or digit beside it. `D`: a digit, `-`: what people group by. */
const within = (shape: string): RegExp =>
  new RegExp(
    `(?<![A-Za-z0-9])(?:${shape.replaceAll('-', '[ -]').replaceAll('D', '[0-9]')})(?![A-Za-z0-9])`,
    'g',
  );

/** Which numbers of people stand in prose, and what is shown of each. A year is the first of no account. */
const numbersWithin: readonly (readonly [RegExp, (text: string) => string])[] = [
  [within('D{17}(?:D|[Xx])|D{6}-D{8}-D{3}(?:D|[Xx])'), maskOf.residentId],
  [within('D{11,30}|(?!(?:19|20)DD-)D{4}(?:-D{4}){2,}(?:-D{1,4})?'), maskOf.bankAccount],
  [/(?<=(?:[账帐卡]号|account|card)[^0-9\n]{0,6})[0-9]{8,10}(?![0-9])/gi, maskOf.bankAccount],
  [within('1(?:3|4|5|6|7|8|9)D-D{4}-D{4}|0D{2,3}-?D{7,8}'), maskOf.phone],
];

/** Prose that everybody reads, with the numbers of people in it masked: whole resident IDs, accounts and telephones, however grouped. */
export function maskNumbersWithin(prose: string): string {
  const plain = prose.replace(/[\uff10-\uff19\uff38\uff58]/g, (sign) => sign.normalize('NFKC'));
  return numbersWithin.reduce(
    (text, [shape, mask]) => text.replace(shape, (found) => mask(found.replace(/[ -]/g, ''))),
    plain,
  );
}
