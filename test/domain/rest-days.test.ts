import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  arrangedDays,
  arrangedYears,
  isRestDay,
  longHolidaysWithin,
  movedPastRest,
  plusWorkingDays,
} from '../../src/domain/rest-days.ts';

const day = (text: string) => LocalDate.parse(text);

describe('days of rest', () => {
  it.each([
    ['2010-10-01', true, 'the national day'],
    ['2010-10-09', false, 'a Saturday that was worked'],
    ['2011-08-07', true, 'a Sunday'],
    ['2011-08-08', false, 'a Monday'],
    ['2015-09-03', true, 'the parade of 2015'],
    ['2020-01-31', true, 'the prolonged spring festival of 2020'],
    ['2025-02-08', false, 'a Saturday that was worked'],
    ['2026-02-23', true, 'the spring festival of 2026'],
    ['2009-10-02', true, 'fixed by law, no arrangement in the table'],
    ['1969-12-27', true, 'a Saturday before 1970'],
  ])('%s: %s, %s', (text, rest) => {
    expect(isRestDay(day(text))).toBe(rest);
  });

  it('are arranged for 2010 to 2026, and whoever keeps a calendar lays days over them', () => {
    expect([arrangedYears[0], arrangedYears.at(-1), arrangedYears.length]).toEqual([2010, 2026, 17]);
    const own = new Map([
      ['2027-02-08', true],
      ['2026-10-10', true],
    ]);
    expect([isRestDay(day('2027-02-08'), own), isRestDay(day('2026-10-10'), own)]).toEqual([true, true]);
    expect(arrangedDays(2027, own)).toContainEqual({ day: '2027-02-08', rest: true, own: true });
    expect(arrangedDays(2027)).toContainEqual({ day: '2027-10-01', rest: true, own: false });
    expect(arrangedDays(2010)).toContainEqual({ day: '2010-10-09', rest: false, own: false });
  });

  it('move a last day behind them, and are no working days', () => {
    expect(`${movedPastRest(day('2015-10-01'))}`).toBe('2015-10-08');
    expect(`${movedPastRest(day('2015-10-08'))}`).toBe('2015-10-08');
    expect(`${plusWorkingDays(day('2021-10-15'), 7)}`).toBe('2021-10-26');
    expect(`${plusWorkingDays(day('2021-10-15'), 0)}`).toBe('2021-10-15');
  });

  it('make a long holiday from three in a row on, as far as they lie within', () => {
    const within = (from: string, to: string) => longHolidaysWithin(day(from), day(to));
    expect(within('2021-10-01', '2021-10-15')).toBe(7);
    expect(within('2021-02-01', '2021-02-15')).toBe(5);
    expect(within('2026-02-01', '2026-02-15')).toBe(0);
    expect(within('2021-03-01', '2021-03-15')).toBe(0);
    // Laid over a year without an arrangement: Friday and Monday join over the weekend; one that is worked cuts.
    const own = (...days: readonly [string, boolean][]) =>
      longHolidaysWithin(day('2027-02-01'), day('2027-02-15'), new Map(days));
    expect(own(['2027-02-05', true], ['2027-02-08', true], ['2027-02-09', true])).toBe(5);
    expect(own(['2027-02-05', true], ['2027-02-07', false], ['2027-02-08', true])).toBe(0);
    expect(own(['2027-02-05', true])).toBe(0);
  });
});
