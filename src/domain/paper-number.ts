/** The number of a paper as people type it off one: spaces, full-width digits and a missing dash say nothing. */
import type { Sentence } from './language.ts';

/** As it stands on the paper; null where what was typed is none. */
export function paperNumber(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
  const [, year, serial] = /^(\d{4})(\d{6,9})$/.exec(plain) ?? [];
  return year === undefined || serial === undefined ? null : `${year}-${serial}`;
}

/** What whoever checks a paper by its number is told and asked, on either page. */
export const checkWords = {
  whatStands: {
    zh: '这里没有姓名，也没有各人的钱数：谁捡到一张纸，都能打开这一页，不该看到别人的事。姓名和钱数请看手里的纸；纸是真是假，看下面的编号、日期和账印。',
    en: 'No names and no sums of people stand here: whoever finds a paper can open this page, and should learn nothing about others. Names and sums are on the paper in your hand; whether it is true is told by the number, the day and the seal below.',
  },
  type: { zh: '纸上的编号，比如 2026-000123', en: 'The number on the paper, as 2026-000123' },
  look: { zh: '核对这个编号', en: 'Check this number' },
  another: { zh: '核对另一份文件', en: 'Check another paper' },
  unknown: {
    zh: '✗ 账簿中没有编号为 {number} 的文件。请核对编号；编号无误的，这份纸件不是本社出具的。',
    en: '✗ The ledger has no paper {number}. Check the number; if it is right, the paper was not issued here.',
  },
  wrong: {
    zh: '编号是四位年份加六位以上的数字，比如 2026-000123，印在每页的右上角；股权证上印在二维码旁边。',
    en: 'A number is a year and six digits or more, as 2026-000123; it stands at the top right of each page, on a share certificate beside its code.',
  },
} as const satisfies Record<string, Sentence>;
