/** What the code on a sheet counts, in words, and what the books as they were last seen say of it. */
import { Fraction } from '../../../domain/fraction.ts';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { issuerInCode, type SheetFigures } from '../../../domain/own-line.ts';
import type { OwnDividend } from './where.ts';

export type Compared = 'same' | 'other' | 'unchecked' | 'withdrawn' | 'takenBack';

/**
 * Anybody can make a code. Whoever is signed in on this phone has the same figures from the books of their cooperative: a sheet of another
 * is not held against them.
 */
export function comparedWithBooks(
  sheet: SheetFigures,
  dividends: readonly OwnDividend[],
  cooperativeId: string,
): Compared {
  if (sheet.issuer !== null && sheet.issuer !== issuerInCode(cooperativeId)) return 'unchecked';
  const line = dividends.find(({ run }) => run === sheet.run);
  if (line === undefined) return 'unchecked';
  if (!isOf(line, sheet)) return 'other';
  if (line.state === 'withdrawn') return 'withdrawn';
  return line.takenBack ? 'takenBack' : 'same';
}

function isOf(line: OwnDividend, sheet: SheetFigures): boolean {
  const pool = Money.parse(line.pool).plus(Money.parse(line.carriedIn));
  const isEqual = (one: string, other: string) => Fraction.parse(one).equals(Fraction.parse(other));
  return (
    line.period === sheet.period &&
    (sheet.basis === null || line.basis === sheet.basis) &&
    line.method === sheet.method &&
    (line.rateScale ?? 0) === (sheet.rateScale ?? 0) &&
    pool.equals(Money.parse(sheet.distributable)) &&
    isEqual(line.totalWeight ?? '0', sheet.totalWeight) &&
    isEqual(line.taxRate, sheet.taxRate) &&
    // Who has a weighed figure beside their shares is asked for it, and for nothing else; an earlier code does not say which is meant.
    (sheet.basis === null || sheet.isWeighed || isEqual(line.weight, line.shares))
  );
}

interface Counted {
  /** What all have together, what one is asked for, where on the sheet it stands, and what does not read as such a figure. */
  readonly total: Sentence;
  readonly mine: Sentence;
  readonly help: Sentence;
  readonly wrong: Sentence;
  readonly rate: Sentence;
}

const plain: Counted = {
  total: { zh: '全社参加分红的股份', en: 'All shares that take part' },
  mine: { zh: '我有多少股', en: 'How many shares I hold' },
  help: { zh: '照表上自己那一行的股数输入。', en: 'As the sheet says in my line.' },
  wrong: { zh: '股数只能是数字，比如 600 或者 600.5。', en: 'Shares are a number: 600, or 600.5.' },
  rate: { zh: '每股分', en: 'For each share' },
};
const wrongFigure: Sentence = {
  zh: '只能是数字，比如 600 或者 600.5。',
  en: 'It is a number: 600, or 600.5.',
};
const days: Counted = {
  total: { zh: '全社的股日', en: 'All share-days' },
  mine: { zh: '我有多少股日', en: 'How many share-days I have' },
  help: {
    zh: '照表上自己那一行“股日”的数输入：股份 × 拿着的天数。',
    en: 'As the sheet says in my line, under share-days: shares × the days they were held.',
  },
  wrong: wrongFigure,
  rate: { zh: '每股日分', en: 'For each share-day' },
};
const weighed: Counted = {
  total: { zh: '全社折算以后的总数', en: 'All weighed figures together' },
  mine: { zh: '我折算以后是多少', en: 'What my line is weighed with' },
  help: {
    zh: '照表上自己那一行“折算”的数输入：各股种分红不同，按它分。',
    en: 'As the sheet says in my line, under “weighed”: classes earn differently, and it is shared out by that.',
  },
  wrong: wrongFigure,
  rate: { zh: '折算数每 1 分', en: 'For each 1 of it' },
};
const unsaid: Counted = {
  ...plain,
  total: { zh: '全社参加分红的股份（或股日）', en: 'All shares (or share-days) that take part' },
  mine: { zh: '我那一行的股数（或股日）', en: 'The shares (or share-days) of my line' },
  help: {
    zh: '照表上自己那一行输入；表上写“股日”的，输入股日；写“折算”的，输入折算的数。',
    en: 'As the sheet says in my line; where it says share-days, those; where it says weighed, that figure.',
  },
};

export function countedOn({ basis, isWeighed }: Pick<SheetFigures, 'basis' | 'isWeighed'>): Counted {
  if (isWeighed) return weighed;
  if (basis === null) return unsaid;
  return basis === 'share-days' ? days : plain;
}

/** The figure as it was typed, for sums; null where it is none. */
export function typedFigure(typed: string): string | null {
  const text = typed.trim().replace(/,/g, '');
  return /^\d{1,15}(\.\d{1,8})?$/.test(text) ? text : null;
}
