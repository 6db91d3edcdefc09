/** The accounts as every member may look into them: figures of the statements, up to the last month that is closed. */
import { nameWithSign } from '../../domain/book-statements.ts';
import type { Language } from '../../domain/language.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { numberedRows } from '../../domain/statement-rows.ts';
import type { Tx } from '../../platform/database.ts';
import { balanceSheetOn, closedMonths, incomeStatementOf } from '../accounting/index.ts';

const none = { assets: [], liabilities: [], equity: [], income: [] };

export async function booksFor(tx: Tx, cooperativeId: string, asked: string | undefined, language: Language) {
  const closed = (await closedMonths(tx, cooperativeId)).map((each) => each.month).sort();
  const years = [...new Set(closed.map((month) => month.slice(0, 4)))].reverse();
  const year = asked ?? years[0] ?? null;
  const month = year === null ? undefined : closed.findLast((each) => each.startsWith(year));
  if (year === null || month === undefined) return { years, year, until: null, ...none };
  const [inYear, inMonth] = month.split('-').map(Number) as [number, number];
  const until = (
    inMonth === 12 ? LocalDate.of(inYear + 1, 1, 1) : LocalDate.of(inYear, inMonth + 1, 1)
  ).plusDays(-1);
  const from = LocalDate.of(until.year, 1, 1);
  const sheet = await balanceSheetOn(tx, cooperativeId, until, language);
  const income = await incomeStatementOf(tx, cooperativeId, { from, to: until }, language);
  const shown = (lines: typeof income.lines) =>
    lines.map((line, at) => ({
      name: nameWithSign(line, language),
      amount: line.amount,
      isTotal: line.total,
      // What the form numbers and the last sum of a part stand whatever they come to, as on paper.
      stands: numberedRows.has(line.key) || at === lines.length - 1,
    }));
  return {
    years,
    year,
    until: until.toString(),
    assets: shown(sheet.assets),
    liabilities: shown(sheet.liabilities),
    equity: shown(sheet.equity),
    income: shown(income.lines),
  };
}
