/**
 * Text for files that people open as a table: what a spreadsheet would run as a formula gets an apostrophe before it, which
 * shows and is harmless. What counts is the first sign that is seen: programs and banks pass over the others, and fold signs of
 * full width, small and raised ones to the plain ones.
 */
import { withoutUnseen } from './seen-text.ts';

export function harmless(text: string): string {
  return beginsFormula(text) || /^[\t\r]/.test(text) ? `'${text}` : text;
}

/** U+2212 is a minus as well, though no form of the plain one. */
export function beginsFormula(text: string): boolean {
  // Most begin with a letter, a digit or a Chinese character: nothing more is asked of them.
  if (/^[\p{Script=Han}0-9A-Za-z]/u.test(text)) return false;
  return /^[=+\-@\u2212]/.test(withoutUnseen(text).trimStart().normalize('NFKC'));
}
