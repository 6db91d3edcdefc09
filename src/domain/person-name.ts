/**
 * The one form of a person's name, whatever way it was typed: the dot of transliterated names is U+00B7, names in Chinese
 * characters hold no space, names in letters single ones, forms of full width are plain. Spaces and dots are brought into that
 * form; a sign that cannot be seen is refused, since nobody knows what it stands for.
 */
import { beginsFormula } from './harmless-text.ts';
import { refuse, type Fault } from './refusal.ts';
import { unseenSign } from './seen-text.ts';

/** 民委发〔2016〕33号: the dot between the parts of a name, in every system. */
const DOT = '·';

/** Signs that people type for it. A full stop is one of them only beside a Chinese character: `J. Smith` keeps his. */
const OTHER_DOTS = '•・･‧∙⋅․᛫ꞏ⸱●';
const DOTS = new RegExp(`[${OTHER_DOTS}]`, 'gu');
const HAN = String.raw`[\p{Script=Han}〇]`;
const STOP_BESIDE_HAN = new RegExp(String.raw`(?<=${HAN})[.．]|[.．](?=${HAN})`, 'gu');

/** Forms of full and half width, and radicals that look like characters. */
const WIDTHS = /[\u2E80-\u2FDF\uFF01-\uFFEF]/gu;
const SPACES = /\p{Zs}+/gu;
const SPACE_BESIDE_HAN = new RegExp(`(?<=${HAN}) | (?=${HAN})`, 'gu');

const LONGEST = 100;

/** A name as it is stored and printed. Check it with `nameFault` afterwards: this only spells. */
export function spelledName(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(WIDTHS, (sign) => sign.normalize('NFKC'))
    .replace(STOP_BESIDE_HAN, DOT)
    .replace(DOTS, DOT)
    .replace(SPACES, ' ')
    .replace(/ ?· ?/g, DOT)
    .replace(SPACE_BESIDE_HAN, '')
    .trim();
}

/** What is wrong with a name as spelled, or null. */
export function nameFault(name: string): Pick<Fault, 'code' | 'values'> | null {
  if (name === '' || name.length > LONGEST) return { code: 'membership.name-missing', values: {} };
  const strange = unseenSign(name);
  if (strange !== null) return { code: 'membership.name-unseen', values: { ...strange } };
  // Bank and tax files hold names as they are and people open them in spreadsheets: none breaks a line or begins as a formula.
  const malformed = /\p{Cc}/u.test(name) || beginsFormula(name) || /^·|··|·$/.test(name);
  return malformed ? { code: 'membership.name-malformed', values: {} } : null;
}

/** Places kept for what could not be typed or was lost, notes in brackets, remains of a web page, descriptions of a character. */
const DOUBTFUL =
  /[()[\]{}<>〔〕【】《》〈〉「」□■◇◆○◎●△▲☆★×*?#$%&/\\|_=+~^@!,;:、。"“”\p{No}\u2FF0-\u2FFF\u31EF\u303E\uFFFC]|^[\d.\s-]+$/u;

/** A sign of a name as spelled that is asked about when it is entered; names from before may hold one. */
export function doubtfulFault(name: string): Pick<Fault, 'code' | 'values'> | null {
  const match = DOUBTFUL.exec(name);
  if (match === null) return null;
  const place = [...name.slice(0, match.index)].length + 1;
  return { code: 'membership.name-doubtful', values: { sign: [...match[0]].slice(0, 12).join(''), place } };
}

/** The name in its one form. Refuses what no name can hold. */
export function parsePersonName(typed: string): string {
  const name = spelledName(typed);
  const fault = nameFault(name);
  if (fault !== null) throw refuse(fault.code, fault.values);
  return name;
}

/** Whether a stored name has another form than the one: from before there was one, or written past the program. */
export function isSpelledName(name: string): boolean {
  return spelledName(name) === name && nameFault(name) === null;
}

/**
 * What two ways of typing one name have in common: neither dots nor spaces nor unseen signs, small letters, plain widths. Names
 * are looked for by it, so that nobody is missed for a sign that cannot be told from another.
 */
export function nameKey(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(ASIDE, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What a key leaves out, as the inside of a class that JavaScript and PostgreSQL read alike. */
export const setAside =
  ` .\t\n${DOT}${OTHER_DOTS}` +
  [
    [0xa0, 0xa0],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x2000, 0x200f],
    [0x2028, 0x202f],
    [0x205f, 0x206f],
    [0x2800, 0x2800],
    [0x3000, 0x3000],
    [0x3164, 0x3164],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
    [0xfff0, 0xfffb],
    [0xe0000, 0xe0fff],
  ]
    .map(([first = 0, last = 0]) => `${String.fromCodePoint(first)}-${String.fromCodePoint(last)}`)
    .join('');
const ASIDE = new RegExp(`[${setAside}]`, 'gu');
