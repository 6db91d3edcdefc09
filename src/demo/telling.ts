/** How the demonstration speaks: in the language of the installation, in columns that line up where letters are wide. */
import type { Language } from '../domain/language.ts';
import { say } from '../program.ts';

export type Both = Readonly<Record<Language, string>>;

export interface Telling {
  readonly language: Language;
  readonly chapter: (title: Both) => void;
  readonly line: (text: Both) => void;
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
    columns(rows, right = []) {
      const widths = rows.reduce<number[]>(
        (most, row) => row.map((cell, index) => Math.max(widthOf(cell), most[index] ?? 0)),
        [],
      );
      for (const row of rows) {
        const cells = row.map((cell, index) => {
          const blank = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
          return right.includes(index) ? blank + cell : cell + blank;
        });
        say(`  ${cells.join('  ')}`.trimEnd());
      }
    },
  };
}

/** Chinese characters take two places of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce(
    (width, sign) =>
      width +
      (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u.test(
        sign,
      )
        ? 2
        : 1),
    0,
  );
}

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
