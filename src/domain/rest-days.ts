/**
 * Days of rest and of work: weekends, and the State Council's yearly arrangements with their working weekends. Whoever keeps
 * a calendar of their own lays single days over it. Beyond the table only weekends and the fixed public holidays are known.
 */
import { LocalDate } from './calendar.ts';
import { figureOn } from './law.ts';

/** A notice of the State Council or its General Office. */
export interface Notice {
  readonly number: string;
  readonly on: string;
}

interface Arrangement {
  /** The notices it comes from, each with number and day. */
  readonly by: readonly Notice[];
  /** Days off, from and to, as month-day; `2009-12-31` where another year's. */
  readonly rest: string;
  /** Weekend days that are worked. */
  readonly work: string;
}

/** `国办发明电〔2024〕12号 2024-11-12`: number and day. */
function notices(...told: readonly string[]): readonly Notice[] {
  return told.map((each) => {
    const [number = '', on = ''] = each.split(' ');
    return { number, on };
  });
}

/**
 * 国务院办公厅关于部分节假日安排的通知, year by year, numbers and days compared with printed copies of the notices; 2015 with a day of
 * remembrance, 2019 and 2020 as changed within the year, and the last days of a year by the notice for the next.
 */
const arrangements: Readonly<Record<number, Arrangement>> = {
  2010: {
    by: notices('国办发明电〔2009〕27号 2009-12-07'),
    rest: '01-01/01-03 02-13/02-19 04-03/04-05 05-01/05-03 06-14/06-16 09-22/09-24 10-01/10-07',
    work: '02-20 02-21 06-12 06-13 09-19 09-25 09-26 10-09',
  },
  2011: {
    by: notices('国办发明电〔2010〕40号 2010-12-09', '国办发明电〔2011〕45号 2011-12-05'),
    rest: '01-01/01-03 02-02/02-08 04-03/04-05 04-30/05-02 06-04/06-06 09-10/09-12 10-01/10-07',
    work: '01-30 02-12 04-02 10-08 10-09 12-31',
  },
  2012: {
    by: notices('国办发明电〔2011〕45号 2011-12-05'),
    rest: '01-01/01-03 01-22/01-28 04-02/04-04 04-29/05-01 06-22/06-24 09-30/10-07',
    work: '01-21 01-29 03-31 04-01 04-28 09-29',
  },
  2013: {
    by: notices('国办发明电〔2012〕33号 2012-12-08'),
    rest: '01-01/01-03 02-09/02-15 04-04/04-06 04-29/05-01 06-10/06-12 09-19/09-21 10-01/10-07',
    work: '01-05 01-06 02-16 02-17 04-07 04-27 04-28 06-08 06-09 09-22 09-29 10-12',
  },
  2014: {
    by: notices('国办发明电〔2013〕28号 2013-12-11'),
    rest: '01-01/01-01 01-31/02-06 04-05/04-07 05-01/05-03 05-31/06-02 09-06/09-08 10-01/10-07',
    work: '01-26 02-08 05-04 09-28 10-11',
  },
  2015: {
    by: notices('国办发明电〔2014〕28号 2014-12-16', '国发明电〔2015〕1号 2015-05-13'),
    rest: '01-01/01-03 02-18/02-24 04-04/04-06 05-01/05-03 06-20/06-22 09-03/09-05 09-26/09-27 10-01/10-07',
    work: '01-04 02-15 02-28 09-06 10-10',
  },
  2016: {
    by: notices('国办发明电〔2015〕18号 2015-12-10'),
    rest: '01-01/01-03 02-07/02-13 04-02/04-04 04-30/05-02 06-09/06-11 09-15/09-17 10-01/10-07 12-31/12-31',
    work: '02-06 02-14 06-12 09-18 10-08 10-09',
  },
  2017: {
    by: notices('国办发明电〔2016〕17号 2016-12-01'),
    rest: '01-01/01-02 01-27/02-02 04-02/04-04 04-29/05-01 05-28/05-30 10-01/10-08 12-30/12-31',
    work: '01-22 02-04 04-01 05-27 09-30',
  },
  2018: {
    by: notices('国办发明电〔2017〕12号 2017-11-30', '国办发明电〔2018〕15号 2018-12-04'),
    rest: '01-01/01-01 02-15/02-21 04-05/04-07 04-29/05-01 06-16/06-18 09-22/09-24 10-01/10-07 12-30/12-31',
    work: '02-11 02-24 04-08 04-28 09-29 09-30 12-29',
  },
  2019: {
    by: notices('国办发明电〔2018〕15号 2018-12-04', '国办发明电〔2019〕3号 2019-03-22'),
    rest: '01-01/01-01 02-04/02-10 04-05/04-07 05-01/05-04 06-07/06-09 09-13/09-15 10-01/10-07',
    work: '02-02 02-03 04-28 05-05 09-29 10-12',
  },
  2020: {
    by: notices('国办发明电〔2019〕16号 2019-11-21', '国办发明电〔2020〕1号 2020-01-26'),
    rest: '01-01/01-01 01-24/02-02 04-04/04-06 05-01/05-05 06-25/06-27 10-01/10-08',
    work: '01-19 04-26 05-09 06-28 09-27 10-10',
  },
  2021: {
    by: notices('国办发明电〔2020〕27号 2020-11-25'),
    rest: '01-01/01-03 02-11/02-17 04-03/04-05 05-01/05-05 06-12/06-14 09-19/09-21 10-01/10-07',
    work: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
  },
  2022: {
    by: notices('国办发明电〔2021〕11号 2021-10-25', '国办发明电〔2022〕16号 2022-12-08'),
    rest: '01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31/12-31',
    work: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  },
  2023: {
    by: notices('国办发明电〔2022〕16号 2022-12-08'),
    rest: '01-01/01-02 01-21/01-27 04-05/04-05 04-29/05-03 06-22/06-24 09-29/10-06 12-30/12-31',
    work: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  },
  2024: {
    by: notices('国办发明电〔2023〕7号 2023-10-25'),
    rest: '01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10/06-10 09-15/09-17 10-01/10-07',
    work: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  2025: {
    by: notices('国办发明电〔2024〕12号 2024-11-12'),
    rest: '01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08',
    work: '01-26 02-08 04-27 09-28 10-11',
  },
  2026: {
    by: notices('国办发明电〔2025〕7号 2025-11-04'),
    rest: '01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07',
    work: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};

/** Where the arrangement of a year is told: nothing of a year without one. */
export function noticesOf(year: number): readonly Notice[] {
  return arrangements[year]?.by ?? [];
}

/** Days of which is known by law alone that they are off, in years without an arrangement, as spans of days in a row. */
function fixedIn(year: number): string {
  const days = figureOn('listed', 'rest-days.fixed', LocalDate.of(year, 1, 1)).items;
  const spans: (readonly [string, string])[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    const follows = last && LocalDate.parse(`${year}-${last[1]}`).plusDays(1).toString() === `${year}-${day}`;
    if (last && follows) spans[spans.length - 1] = [last[0], day];
    else spans.push([day, day]);
  }
  return spans.map((each) => each.join('/')).join(' ');
}

/** Single days that somebody lays over the table: whether each, as `2027-02-06`, is a day of rest. */
export type OwnRestDays = ReadonlyMap<string, boolean>;
export const noOwnRestDays: OwnRestDays = new Map();

const shipped: ReadonlyMap<string, boolean> = new Map(
  Object.entries(arrangements).flatMap(([year, { rest, work }]) => [
    ...spansOf(year, rest)
      .flat()
      .map((day): [string, boolean] => [day, true]),
    ...work.split(' ').map((day): [string, boolean] => [`${year}-${day}`, false]),
  ]),
);

function spansOf(year: number | string, spans: string): readonly (readonly string[])[] {
  return spans.split(' ').map((span) => {
    const [from = '', to = ''] = span.split('/').map((each) => `${year}-${each}`);
    const first = LocalDate.parse(from);
    const length = first.daysUntil(LocalDate.parse(to)) + 1;
    return Array.from({ length }, (_, index) => first.plusDays(index).toString());
  });
}

/** The years of which the arrangement is in the table. */
export const arrangedYears: readonly number[] = Object.keys(arrangements).map(Number);

/** Every day of a year that is off though no weekend, or worked though one; own days go before the table. */
export function arrangedDays(
  year: number,
  own: OwnRestDays = noOwnRestDays,
): readonly { readonly day: string; readonly rest: boolean; readonly own: boolean }[] {
  const table = arrangements[year]
    ? shipped
    : new Map(
        spansOf(year, fixedIn(year))
          .flat()
          .map((day) => [day, true]),
      );
  const ofYear = [...new Set([...table.keys(), ...own.keys()])].filter((day) => day.startsWith(`${year}-`));
  return ofYear.sort().map((day) => {
    const ownDay = own.get(day);
    return { day, rest: ownDay ?? table.get(day) ?? false, own: ownDay !== undefined };
  });
}

export function isRestDay(day: LocalDate, own: OwnRestDays = noOwnRestDays): boolean {
  const text = day.toString();
  return own.get(text) ?? shipped.get(text) ?? (isWeekend(day) || (!arrangements[day.year] && isFixed(text)));
}

function isFixed(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return spansOf(year, fixedIn(year)).flat().includes(day);
}

/** Saturdays and Sundays; 1 January 1970 was a Thursday. */
function isWeekend({ dayNumber }: LocalDate): boolean {
  return (((dayNumber + 3) % 7) + 7) % 7 >= 5;
}

/** A last day that is a day of rest moves to the first working day after it. */
export function movedPastRest(day: LocalDate, own: OwnRestDays = noOwnRestDays): LocalDate {
  let moved = day;
  while (isRestDay(moved, own)) moved = moved.plusDays(1);
  return moved;
}

/** So many working days after a day, which itself does not count. */
export function plusWorkingDays(day: LocalDate, count: number, own: OwnRestDays = noOwnRestDays): LocalDate {
  let reached = day;
  for (let left = count; left > 0; left -= isRestDay(reached, own) ? 0 : 1) reached = reached.plusDays(1);
  return reached;
}

/**
 * How many days of public holidays of three or more in a row (as the rules of tax collection count them) lie from one day to another; a longer holiday counts as far as
 * it lies within. Weekends that belong to no holiday do not count. Own days lengthen, join and cut what the table has.
 */
export function longHolidaysWithin(from: LocalDate, to: LocalDate, own: OwnRestDays = noOwnRestDays): number {
  const long = figureOn('count', 'tax.day-moves', to).least;
  return [from.year, to.year]
    .filter((year, index, all) => all.indexOf(year) === index)
    .flatMap((year) => withOwn(spansOf(year, arrangements[year]?.rest ?? fixedIn(year)), year, own))
    .map((span) => span.filter((day) => day >= from.toString() && day <= to.toString()).length)
    .reduce((sum, days) => (days >= long ? sum + days : sum), 0);
}

/** The holidays of a year with what is laid over them: a weekend between two days of one holiday belongs to it. */
function withOwn(
  spans: readonly (readonly string[])[],
  year: number,
  own: OwnRestDays,
): readonly (readonly string[])[] {
  const ofYear = [...own].filter(([day]) => day.startsWith(`${year}-`));
  if (ofYear.length === 0) return spans;
  const days = new Set(spans.flat());
  for (const [day, rest] of ofYear)
    if (rest) days.add(day);
    else days.delete(day);
  const joined: string[][] = [];
  for (const text of [...days].sort()) {
    const last = joined.at(-1);
    const between = last ? daysBetween(last.at(-1), text) : [];
    if (last && between.every((day) => isRestDay(day, own))) last.push(...between.map(String), text);
    else joined.push([text]);
  }
  return joined;
}

function daysBetween(first: string | undefined, last: string): readonly LocalDate[] {
  const after = LocalDate.parse(first ?? last);
  const count = Math.max(after.daysUntil(LocalDate.parse(last)) - 1, 0);
  return Array.from({ length: count }, (_, index) => after.plusDays(index + 1));
}
