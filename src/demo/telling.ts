/** How the demonstration speaks: in the language of the installation, in columns that line up where letters are wide. */
import type { Language, Sentence } from '../domain/language.ts';
import { inColumns, say } from '../program.ts';

export interface Telling {
  readonly language: Language;
  readonly chapter: (title: Sentence) => void;
  readonly line: (text: Sentence) => void;
  /** Columns of text; those named in `right` are numbers. */
  readonly columns: (rows: readonly (readonly string[])[], right?: readonly number[]) => void;
  /** A line of the verification. */
  readonly verified: (line: string) => void;
  /** Hears of every paper that was written. */
  readonly paper: (file: string) => void;
}

export function tellingIn(language: Language): Telling {
  return {
    language,
    chapter: (title) => say(`\n■ ${title[language]}`),
    line: (text) => say(`  ${text[language]}`),
    verified: (line) => say(`  ${line}`),
    paper: () => undefined,
    columns: (rows, right = []) => say(inColumns(rows, right)),
  };
}

/** Tells nobody. */
export const silent: Telling = {
  language: 'zh',
  chapter: () => undefined,
  line: () => undefined,
  verified: () => undefined,
  paper: () => undefined,
  columns: () => undefined,
};

/** `1,234,567.80` for reading; the digits are not touched. */
export function grouped(amount: string): string {
  const [whole = '', rest] = amount.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
}

/** Half-years as people say them; English keeps the code. */
export function periodsTold(text: string, { language }: Telling): string {
  if (language !== 'zh') return text;
  return text.replace(/(\d{4})-H([12])/g, (_, year, half) => `${year}年${half === '1' ? '上' : '下'}半年`);
}
