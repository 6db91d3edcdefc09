/**
 * Calendar days and half-years, free of clocks and time zones. A LocalDate is a day that exists in the
 * Gregorian calendar between 1900 and 2199; a Period is a half-year such as 2010-H2.
 */
import type { Language, Sentence } from './language.ts';
import { refuse } from './refusal.ts';

const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const PERIOD_SHAPE = /^(\d{4})-H([12])$/;
const MILLISECONDS_A_DAY = 86_400_000;

export class LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  private constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  static of(year: number, month: number, day: number): LocalDate {
    return LocalDate.parse(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
  }

  /** Reads `"2010-07-31"`; refuses 31 June. */
  static parse(text: string): LocalDate {
    const match = DATE_SHAPE.exec(text);
    const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
    const exists = match && year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1;
    if (!exists || day > daysInMonth(year, month))
      throw refuse('date.malformed', { text: text.slice(0, 40) });
    return new LocalDate(year, month, day);
  }

  /** Days since 1970-01-01, negative before. */
  get dayNumber(): number {
    return Math.round(Date.UTC(this.year, this.month - 1, this.day) / MILLISECONDS_A_DAY);
  }

  plusDays(days: number): LocalDate {
    const date = new Date((this.dayNumber + days) * MILLISECONDS_A_DAY);
    return LocalDate.of(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  }

  /** The same day so many years later; of 29 February, 28 February in other years. */
  plusYears(years: number): LocalDate {
    const year = this.year + years;
    return LocalDate.of(year, this.month, Math.min(this.day, daysInMonth(year, this.month)));
  }

  /** The same day so many months later; the last of the month where there is none such. */
  plusMonths(months: number): LocalDate {
    const since = this.year * 12 + this.month - 1 + months;
    const [year, month] = [Math.floor(since / 12), (since % 12) + 1];
    return LocalDate.of(year, month, Math.min(this.day, daysInMonth(year, month)));
  }

  /** Days from this day to `other`; negative when `other` is earlier. */
  daysUntil(other: LocalDate): number {
    return other.dayNumber - this.dayNumber;
  }

  /**
   * Full years completed on `on`: a birthday counts on the day itself; of 29 February, on 28 February in other years
   * (`days.none-such` of the law pack).
   */
  fullYearsUntil(on: LocalDate): number {
    const years = on.year - this.year;
    const day = Math.min(this.day, daysInMonth(on.year, this.month));
    const reached = on.month > this.month || (on.month === this.month && on.day >= day);
    return reached ? years : years - 1;
  }

  compare(other: LocalDate): -1 | 0 | 1 {
    const difference = this.dayNumber - other.dayNumber;
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
  }

  equals(other: LocalDate): boolean {
    return this.compare(other) === 0;
  }

  isBefore(other: LocalDate): boolean {
    return this.compare(other) < 0;
  }

  isAfter(other: LocalDate): boolean {
    return this.compare(other) > 0;
  }

  toString(): string {
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError('LocalDate is not a number: use compare and daysUntil.');
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** As papers write a day. */
export function writtenDate(language: Language, date: LocalDate): string {
  return language === 'zh'
    ? `${date.year} 年 ${date.month} 月 ${date.day} 日`
    : `${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** A half-year. H1 is January to June, H2 July to December. */
export class Period {
  readonly year: number;
  readonly half: 1 | 2;

  private constructor(year: number, half: 1 | 2) {
    this.year = year;
    this.half = half;
  }

  static parse(text: string): Period {
    const match = PERIOD_SHAPE.exec(text);
    const year = Number(match?.[1]);
    if (!match || year < 1950 || year > 2199) throw refuse('period.malformed', { text: text.slice(0, 40) });
    return new Period(year, match[2] === '1' ? 1 : 2);
  }

  static containing(date: LocalDate): Period {
    return new Period(date.year, date.month <= 6 ? 1 : 2);
  }

  get firstDay(): LocalDate {
    return LocalDate.of(this.year, this.half === 1 ? 1 : 7, 1);
  }

  get lastDay(): LocalDate {
    return this.half === 1 ? LocalDate.of(this.year, 6, 30) : LocalDate.of(this.year, 12, 31);
  }

  /** Calendar days in the half-year: 181, 182 or 184. */
  get days(): number {
    return this.firstDay.daysUntil(this.lastDay) + 1;
  }

  /** As people say it: 2010年下半年. */
  get inWords(): Sentence {
    const { year } = this;
    return this.half === 1
      ? { zh: `${year}年上半年`, en: `the first half of ${year}` }
      : { zh: `${year}年下半年`, en: `the second half of ${year}` };
  }

  next(): Period {
    return this.half === 1 ? new Period(this.year, 2) : new Period(this.year + 1, 1);
  }

  compare(other: Period): -1 | 0 | 1 {
    return this.firstDay.compare(other.firstDay);
  }

  toString(): string {
    return `${pad(this.year, 4)}-H${this.half}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError('Period is not a number.');
  }
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
