/**
 * Closing months and years, where what may not be shut out is known. A year is closed only when its approved dividends are posted or
 * withdrawn: what is distributed after the closing stands in the next year, and what the year had to distribute would look free again.
 * Neither is closed over a remittance that waits for its second person: confirmed, it is entered on the day the tax was paid.
 */
import { monthAfter, monthOf } from '../../domain/journal.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { runKindWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import {
  bookedMonths,
  closedMonths,
  closeMonthInBooks,
  closeYearInBooks,
  yearIsClosed,
} from '../accounting/index.ts';
import * as wire from '../accounting/contract.ts';
import { approvedOfYear } from '../dividends/index.ts';
import { filingsOf } from './store.ts';

export const closeMonth = defineCommand({
  name: 'accounting.close-month',
  endpoint: wire.closeMonth,
  run: (unit, { month }) => closeWholeMonth(unit, month, '/month'),
});

/** `pointer`: where the month stands in what was asked. What the books themselves say of it is said first. */
async function closeWholeMonth(unit: CommandUnit, month: string, pointer: string) {
  const closed = await closeMonthInBooks(unit, month, pointer);
  await requireRemittancesAnswered(unit, month);
  return closed;
}

async function requireRemittancesAnswered({ tx, cooperativeId }: CommandUnit, month: string): Promise<void> {
  for (const { row, awaiting } of await filingsOf(tx, cooperativeId))
    if (awaiting && monthOf(awaiting.remittedOn) <= month)
      throw refuse('books.month-awaits-remittance', {
        month,
        number: row.number.toString(),
        on: awaiting.remittedOn.toString(),
      });
}

export const closeYear = defineCommand({
  name: 'accounting.close-year',
  endpoint: wire.closeYear,
  run: (unit, { year }) => closeWholeYear(unit, year),
});

async function closeWholeYear(unit: CommandUnit, year: string) {
  const waiting = await approvedOfYear(unit.tx, unit.cooperativeId, year);
  if (waiting)
    throw refuse(
      'books.year-has-approved-run',
      {
        year: Number(year),
        number: waiting.number.toString(),
        period: waiting.period,
        kind: runKindWords[waiting.kind],
      },
      '/year',
    );
  const closed = await closeYearInBooks(unit, { year });
  await requireRemittancesAnswered(unit, `${year}-12`);
  return closed;
}

/** Every open month up to one, in order; a year that ends among them before its December, which takes the closing entries. */
export const closeMonths = defineCommand({
  name: 'accounting.close-months',
  endpoint: wire.closeMonths,
  async run(unit, { until }) {
    const { tx, cooperativeId } = unit;
    if (until >= monthOf(unit.today)) throw refuse('books.month-not-over', { month: until }, '/until');
    const booked = await bookedMonths(tx, cooperativeId);
    const months: string[] = [];
    const years: string[] = [];
    for (const month of await openMonths(unit, booked, until)) {
      const [year = '', of] = month.split('-');
      const hasEntries = booked.some((each) => each.startsWith(`${year}-`));
      if (of === '12' && hasEntries && !(await yearIsClosed(tx, cooperativeId, Number(year)))) {
        if (await closedIfAnything(unit, year)) years.push(year);
      }
      await closeWholeMonth(unit, month, '/until');
      months.push(month);
    }
    return { months, years };
  },
});

/** From the month after the last closed one; before any, from the first with entries, or of the half-year, to its end. */
async function openMonths(
  { tx, cooperativeId }: CommandUnit,
  booked: readonly string[],
  until: string,
): Promise<readonly string[]> {
  const last = (await closedMonths(tx, cooperativeId))
    .map(({ month }) => month)
    .sort()
    .at(-1);
  const [year = '', of = ''] = until.split('-');
  const half = `${year}-${of <= '06' ? '01' : '07'}`;
  const [first = half] = booked;
  const months: string[] = [];
  let month = last === undefined ? (first < half ? first : half) : monthAfter(last);
  while (month < until) {
    months.push(month);
    month = monthAfter(month);
  }
  // One that is closed already is refused with who closed it.
  return [...months, until];
}

/** False where the year has entries that leave nothing to be carried over. */
async function closedIfAnything(unit: CommandUnit, year: string): Promise<boolean> {
  try {
    await closeWholeYear(unit, year);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'books.nothing-to-close') return false;
    throw error;
  }
}
