/** What one cell of a table is, apart from its text, and what is wrong with it before any rule of the register is asked. */
import type { Fault, FaultValues } from '../../domain/refusal.ts';
import { digitLikeSign, plainWidths, strangeInName } from '../../domain/seen-text.ts';
import type { Cell } from '../../platform/tabular-cells.ts';
import { columnLetters } from '../../platform/tabular-writing.ts';
import { dayOfSerial } from '../../platform/tabular-formats.ts';
import type { Column } from './table-contract.ts';

const LONGEST_CELL = 500;

export interface CellFault {
  readonly code: Fault['code'];
  readonly values: FaultValues;
}

export function textOf(cell: Cell | string): string {
  return (typeof cell === 'string' ? cell : cell.text).normalize('NFC').trim();
}

/** As people speak of a column: `身份证号 (E)`. */
export function placeOf(name: string, index: number): string {
  return `${name} (${columnLetters(index)})`;
}

/** `身份证号 (E)` as 4, `J` as 9; two columns where a fault is of both. */
export function placesOfColumn(column: string): readonly number[] {
  const letters = /^[A-Z]{1,3}$/.test(column)
    ? [column]
    : [...column.matchAll(/\(([A-Z]{1,3})\)/g)].map(([, found = '']) => found);
  return letters.map(
    (each) => [...each].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1,
  );
}

const fault = (code: Fault['code'], values: FaultValues = {}): CellFault => ({ code, values });

/**
 * What a cell lost or became before it came here, as its type tells: once it is text nobody can see it any more. Null: nothing.
 */
export function typeFault({ key, holds }: Column, cell: Cell): CellFault | null {
  const text = textOf(cell);
  if (cell.noValue) return fault('cell.no-value');
  if (cell.error) return fault('cell.error-value', { text });
  if (cell.mixed) return fault('cell.mixed-letters', { text: quoted(text) });
  if (cell.digitsLost) return fault('cell.digits-lost');
  if (cell.percent) return fault('cell.percent', { text });
  if (cell.late !== undefined && holds === 'day')
    return fault('cell.near-midnight', { text, time: cell.late });
  if (cell.day && holds !== 'day') return fault('cell.became-a-date', { day: text });
  if (cell.seen !== undefined)
    return fault('cell.seen-otherwise', { text: quoted(text), seen: quoted(cell.seen) });
  if (!cell.number) return null;
  // The eye reads G012 or 1.2万股 where the cell holds 12 or 1.2.
  if (
    cell.dressed !== undefined &&
    holds !== 'day' &&
    (key !== 'quantity' || /[十百千万亿%‰:元¥￥$]/.test(cell.dressed)) &&
    // Of a phone and an account the signs between digits are no part.
    (!['phone', 'bankAccount'].includes(key) || /[\p{L}\d]/u.test(cell.dressed))
  )
    return fault('cell.number-dressed', { text, letters: cell.dressed.slice(0, 20) });
  // 3.10 is 3.1 by now.
  if (holds === 'number-as-text' && text.includes('.')) return fault('cell.number-typed');
  if (key === 'name') return fault('cell.number-as-name', { text: quoted(text) });
  if (key === 'bankAccount' || (key === 'phone' && !/^1\d{10}$/.test(text)))
    return fault('cell.number-typed');
  return null;
}

/** Errors that were typed, or left when formulas were pasted as values. */
const TYPED_ERROR = /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/i;
/** 9.90105E+17 */
const SCIENTIFIC = /^[+-]?\d+(\.\d*)?E\+?\d{1,3}$/i;
/** 1.0, as programs write a column of numbers in which some were missing. */
const DECIMAL = /^\d+\.0+$/;

/** `3月12日`, `12-Mar`, `2026/3/12`: a number such as 3-12 that a spreadsheet took for a day before it wrote a text. */
const DAY_AS_NUMBER =
  /^(\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月(\d{1,2}日)?|(19|20)\d\d\/\d{1,2}\/\d{1,2}|\d{1,2}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2})$/i;
/** As the row above, or nothing: what people and programs write where a table has no word of its own. */
const NO_CONTENT = /^(同上|同前|〃|々|ditto|nan|null|none|n\/a|\\n|undefined|无|\/|-+|—+|－+)$/i;

/** In front of a cell of a marked copy that was to be written anew. */
export const STILL_MARKED = '⚠';

/** What is wrong with the text of a cell, whatever type it had. */
export function textFault({ key, holds }: Column, text: string): CellFault | null {
  if (text.length > LONGEST_CELL) return fault('cell.too-long', { limit: LONGEST_CELL });
  if (text.startsWith(STILL_MARKED)) return fault('cell.still-marked', { text: quoted(text) });
  if (TYPED_ERROR.test(text)) return fault('cell.error-value', { text });
  if (holds === 'number-as-text') {
    if (SCIENTIFIC.test(text)) return fault('cell.became-a-number', { text });
    if (DAY_AS_NUMBER.test(text)) return fault('cell.became-a-date', { day: text });
    if (DECIMAL.test(text)) return fault('cell.became-decimal', { text: quoted(text) });
  }
  if (holds !== 'day' && NO_CONTENT.test(text)) return fault('cell.no-content', { text });
  const many = key === 'bankAccount' ? manyNumbers(text) : null;
  if (many !== null) return fault(many);
  if (/[\r\n]/.test(text)) return fault('cell.line-break');
  const strange = unreadableCharacter(text);
  if (strange !== null) return fault('cell.unreadable-character', { code: strange });
  const mark = digitLikeSign(text);
  // Of a name the register says it, wherever it is entered.
  if (mark !== null && key !== 'tags' && holds !== 'name')
    return fault('cell.digit-mark', { text: quoted(text), place: mark.place });
  // Parsers of their own say more of these.
  if (holds === 'name' || holds === 'number-as-text') return null;
  const unseen = strangeInName(text);
  return unseen === null ? null : fault('cell.unseen-character', { ...unseen });
}

/**
 * `6222…123 / 6217…456`, with any sign or word between; blanks alone part the groups of one. Behind an account a telephone or the number
 * of a bank is none, and no part of it either.
 */
function manyNumbers(text: string): Fault['code'] | null {
  const plain = plainWidths(text);
  const digits = (part: string) => part.replace(/\D/g, '').length;
  const groups = plain.split(/[^\d\s-]+/).flatMap((part) => {
    const each = part.split(/[\s-]+/).filter((group) => group !== '');
    const [first = '', ...others] = each;
    const isSeveral = each.filter((group) => group.length >= 11).length > 1;
    return isSeveral ? [first, ...others] : [part];
  });
  const numbers = groups.filter((part) => digits(part) >= 8);
  if (numbers.length < 2) return null;
  const isOther =
    /电话|手机|联系|行号|联行|身份证|tel|phone/i.test(plain) ||
    numbers.some((part) => /^1[3-9]\d{9}$/.test(part.replace(/\D/g, '')));
  return isOther ? 'cell.account-and-number' : 'cell.two-accounts';
}

/** A control character, half of a pair, the mark of a lost character, or one of private use; as `U+E000`. */
function unreadableCharacter(text: string): string | null {
  const match = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\uFFFD]/u.exec(text);
  if (!match) return null;
  return `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** An apostrophe in front keeps a spreadsheet from taking digits for a number; typed into other programs it stays. */
const APOSTROPHE = /^['‘’`´＇](?=[\dＡ-Ｚa-z０-９])/i;

/** Digits without what a spreadsheet or a phone put around them, and whether anything was. */
export function barely(text: string): { readonly text: string; readonly cleaned: boolean } {
  const bare = text.replace(UNSEEN, '').trim().replace(APOSTROPHE, '');
  return { text: bare, cleaned: bare !== text };
}

/** A year and a month without a day: `1948.3`, `1948年3月`. */
export function isMonthOnly(text: string): boolean {
  return /^(18|19|20)\d\d[./年-](0?[1-9]|1[0-2])月?$/.test(plainWidths(text).replace(/\s/g, ''));
}

/** A bare number of days since 1900, in a column of days; the day that it would be. */
export function serialDay(text: string): string | null {
  // A year alone is a year, and nobody's day of 1905.
  if (!/^\d{4,5}(\.\d+)?$/.test(text) || Number(text) <= 1_000 || /^(18|19|20)\d\d(\.0+)?$/.test(text))
    return null;
  return dayOfSerial(Number(text), false);
}

/**
 * The beginning of a cell for a message. A long number in a wrong column may be a personal one: of it only how it begins is said, from
 * which nothing follows whatever stands beside it.
 */
export function quoted(text: string): string {
  return text
    .slice(0, 40)
    .replace(/\d[\d\s-]*\d[xX]?/g, (number) =>
      number.replace(/\D/g, '').length > 10 ? `${number.slice(0, 3)}…` : number,
    );
}
