/**
 * Measuring and breaking of text: Chinese breaks between any two characters except before closing and after opening
 * marks, Western text at spaces. Shape selectors and zero-width marks have no glyph of their own and are left out.
 */
import type { FontSet, Glyph, Weight } from './fonts.ts';

export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
}

const NEVER_FIRST = new Set('，。、；：？！）》」』】〉〕”’%％‰…—·,.;:?!)]}');
const NEVER_LAST = new Set('（《「『【〈〔“‘([{￥¥');
const LEFT_OUT = /[\uFE00-\uFE0F\u200B-\u200D\u2060\uFEFF]|\u{E0100}|[\u{E0101}-\u{E01EF}]/gu;

/** Whether there is anything to change at all: nearly never, and the question is cheap. */
const UNPRINTABLE = /[\uFE00-\uFE0F\u200B-\u200D\u2060\uFEFF\r\t\u00A0]|\u{E0100}|[\u{E0101}-\u{E01EF}]/u;

/** Text as it is printed: line ends are kept, other white space becomes a space. */
export function printable(text: string): string {
  if (!UNPRINTABLE.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\u00A0]/g, ' ')
    .replace(LEFT_OUT, '');
}

export function glyphsOf(fonts: FontSet, text: string, weight: Weight): Glyph[] {
  const glyphs: Glyph[] = [];
  for (const character of printable(text).replaceAll('\n', ' ')) {
    glyphs.push(fonts.glyph(character.codePointAt(0)!, weight, text));
  }
  return glyphs;
}

/** The width in points of text set on one line. */
export function widthOf(fonts: FontSet, text: string, style: TextStyle): number {
  const line = printable(text).replaceAll('\n', ' ');
  return (advanceOf(fonts, line, style.weight, text) * style.size) / 1000;
}

/** Breaks text into lines of at most `width` points. Always at least one line; a single character may be wider. */
export function breakLines(fonts: FontSet, text: string, style: TextStyle, width: number): string[] {
  return printable(text)
    .split('\n')
    .flatMap((line) => breakLine(fonts, line, style, width));
}

function breakLine(fonts: FontSet, text: string, style: TextStyle, width: number): string[] {
  const limit = (width * 1000) / style.size + 0.01;
  // Most cells fit on one line.
  const whole = text.trimEnd();
  if (advanceOf(fonts, whole, style.weight, text) <= limit) return [whole];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of piecesOf(text)) {
    const advance = advanceOf(fonts, piece, style.weight, text);
    if (used + advance - trailingSpace(fonts, piece, style.weight) <= limit) {
      line += piece;
      used += advance;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = '';
    used = 0;
    // A word wider than the line is broken where the line ends.
    for (const character of piece) {
      const step = advanceOf(fonts, character, style.weight, text);
      if (line !== '' && used + step > limit && character !== ' ') {
        // A blank before a mark that begins no line ends the line before it.
        lines.push(line.trimEnd());
        line = '';
        used = 0;
      }
      line += character;
      used += step;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** The widest piece of a text that is never broken: a word, a date, a number. */
export function widestPiece(fonts: FontSet, text: string, style: TextStyle): number {
  return Math.max(0, ...piecesOf(printable(text)).map((piece) => widthOf(fonts, piece.trimEnd(), style)));
}

/** Unbreakable pieces: a word with the spaces after it, or one ideograph with the marks that cling to it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let previous = '';
  for (const character of text) {
    if (piece !== '' && mayBreak(previous, character)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
    previous = character;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ') return false;
  if (NEVER_FIRST.has(after) || NEVER_LAST.has(before)) return false;
  return before === ' ' || isWide(before) || isWide(after);
}

/** Ideographs, kana, full-width forms: what may be broken anywhere. */
function isWide(character: string): boolean {
  return character.codePointAt(0)! >= 0x2e80;
}

function advanceOf(fonts: FontSet, text: string, weight: Weight, where: string): number {
  let advance = 0;
  for (const character of text) advance += fonts.glyph(character.codePointAt(0)!, weight, where).advance;
  return advance;
}

function trailingSpace(fonts: FontSet, piece: string, weight: Weight): number {
  return piece.endsWith(' ') ? advanceOf(fonts, ' ', weight, piece) : 0;
}
