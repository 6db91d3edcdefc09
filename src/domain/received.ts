/**
 * What somebody was paid, by the day of payment: the question they come with is what they got in a year. What fell to a half-year is another
 * question and another figure: it is mostly paid in the next one. A statement over the same days says the same.
 */
import { Money } from './money.ts';
import type { AccountKind } from './share-register.ts';

/** One payment to somebody, amounts and days as text; below zero: given back. */
export interface Received {
  readonly of: 'dividend' | 'pension';
  readonly on: string;
  /** Whose shares a dividend is of; null: inherited, or a pension. */
  readonly holder: AccountKind | null;
  readonly amount: string;
  /** False: with the bank, whose answer was not entered yet. */
  readonly isAnswered: boolean;
}

export interface YearReceived<Line extends Received> {
  readonly year: string;
  /** In the order of the days, newest first. */
  readonly lines: readonly Line[];
  /**
   * What is known to have come, under one's own name, as the statement of the same year says: dividends, what was inherited, pensions.
   * Whether what the bank has not answered for has come, nobody knows here: it is in none of these three.
   */
  readonly total: string;
  readonly dividends: string;
  readonly pensions: string;
  /** Beside the total: for the shares of the household, which its head receives; answered for or not, each line says it. */
  readonly household: string;
  /** Beside the total: with the bank, whose answer was not entered yet. */
  readonly unanswered: string;
}

/** What was got in each year, by the day of payment, newest first. */
export function receivedByYear<Line extends Received>(
  received: readonly Line[],
): readonly YearReceived<Line>[] {
  const isOwn = ({ holder }: Received) => holder !== 'household';
  const years = [...new Set(received.map(({ on }) => on.slice(0, 4)))].sort().reverse();
  return years.map((year) => {
    const lines = received.filter(({ on }) => on.startsWith(year)).reverse();
    const sum = (which: (each: Received) => boolean) =>
      sumOf(lines.filter(which).map(({ amount }) => amount));
    return {
      year,
      lines,
      total: sum((each) => isOwn(each) && each.isAnswered),
      dividends: sum((each) => isOwn(each) && each.isAnswered && each.of === 'dividend'),
      pensions: sum(({ of, isAnswered }) => isAnswered && of === 'pension'),
      household: sum((each) => !isOwn(each)),
      unanswered: sum((each) => isOwn(each) && !each.isAnswered),
    };
  });
}

/** What pensions came to in each half-year, by the day of payment, newest first; apart from it what the bank has not answered for. */
export function halfYearsReceived(
  received: readonly Received[],
): readonly { readonly period: string; readonly amount: string; readonly unanswered: string }[] {
  const pensions = received.filter(({ of }) => of === 'pension');
  const periods = [...new Set(pensions.map(({ on }) => halfYearOf(on)))].sort().reverse();
  return periods.map((period) => {
    const sum = (isAnswered: boolean) =>
      sumOf(
        pensions
          .filter((each) => halfYearOf(each.on) === period && each.isAnswered === isAnswered)
          .map(({ amount }) => amount),
      );
    return { period, amount: sum(true), unanswered: sum(false) };
  });
}

function halfYearOf(day: string): string {
  return `${day.slice(0, 4)}-H${day.slice(5, 7) <= '06' ? 1 : 2}`;
}

function sumOf(amounts: readonly string[]): string {
  return Money.sum(amounts.map((each) => Money.parse(each))).toString();
}
