/**
 * Journal entries: what was debited is what was credited, to the fen. Nothing is edited: a mistake is taken back by a red
 * entry (the same lines, negative) and written anew. A closed month takes no entries. Source: 会计基础工作规范.
 */
import { accountOf, chartOn, type ChartName } from './chart.ts';
import type { LocalDate } from './calendar.ts';
import { refuse, throwFaults, type Fault } from './refusal.ts';
import { Money } from './money.ts';

export const entryKinds = ['opening', 'automatic', 'manual', 'closing', 'reversal'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One side is zero. Negative amounts are red. */
export interface EntryLine {
  readonly account: string;
  readonly debit: Money;
  readonly credit: Money;
  readonly text: string;
}

export function debit(account: string, amount: Money, text = ''): EntryLine {
  return { account, debit: amount, credit: Money.zero, text };
}

export function credit(account: string, amount: Money, text = ''): EntryLine {
  return { account, debit: Money.zero, credit: amount, text };
}

/** Lines that say nothing are left out, so that an entry of nothing is empty. */
export function withoutZeros(lines: readonly EntryLine[]): readonly EntryLine[] {
  return lines.filter((line) => !line.debit.isZero || !line.credit.isZero);
}

/** Refuses an entry that does not balance, says nothing, or names accounts that the chart of its day does not have. */
export function requireEntry(date: LocalDate, lines: readonly EntryLine[]): void {
  const chart = chartOn(date);
  const faults = lines.flatMap((line, index) => lineFaults(chart, line, `/lines/${index}`));
  throwFaults(faults);
  if (lines.length < 2) throw refuse('books.entry-too-short', {}, '/lines');
  const [debits, credits] = totalsOf(lines);
  if (!debits.equals(credits))
    throw refuse('books.entry-unbalanced', { debit: `${debits}`, credit: `${credits}` }, '/lines');
}

export function totalsOf(lines: readonly EntryLine[]): readonly [debits: Money, credits: Money] {
  return [Money.sum(lines.map((line) => line.debit)), Money.sum(lines.map((line) => line.credit))];
}

/** The same lines in red. */
export function redLines(lines: readonly EntryLine[]): readonly EntryLine[] {
  return lines.map(({ account, debit: debits, credit: credits, text }) => ({
    account,
    text,
    debit: debits.negated(),
    credit: credits.negated(),
  }));
}

function lineFaults(chart: ChartName, line: EntryLine, pointer: string): readonly Fault[] {
  const faults: Fault[] = [];
  const one = line.debit.isZero !== line.credit.isZero;
  if (!one) faults.push({ code: 'books.line-one-side', values: {}, pointer });
  try {
    accountOf(chart, line.account);
  } catch {
    faults.push({
      code: 'books.account-unknown',
      values: { code: line.account, chart },
      pointer: `${pointer}/account`,
    });
  }
  // Entries name what lies under 收益分配: its two parts are closed against each other.
  if (line.account === '322')
    faults.push({ code: 'books.account-has-parts', values: { code: '322' }, pointer: `${pointer}/account` });
  return faults;
}

/** A month of the books: `2025-07`. */
export function monthOf(date: LocalDate): string {
  return date.toString().slice(0, 7);
}

/** The number on the voucher: 记-2025-07-003. */
export function voucherNumber(month: string, number: bigint): string {
  return `记-${month}-${number.toString().padStart(3, '0')}`;
}
