/** Half-years in words and in order. */
import type { Say } from './language.ts';

const words = {
  1: { zh: '{year} 年上半年', en: 'First half of {year}' },
  2: { zh: '{year} 年下半年', en: 'Second half of {year}' },
  year: { zh: '{year} 年', en: '{year}' },
  first: { zh: '{year} 年上半年', en: 'the first half of {year}' },
  second: { zh: '{year} 年下半年', en: 'the second half of {year}' },
} as const;

export function periodInWords(period: string, say: Say): string {
  const [year = '', half] = period.split('-');
  return say(half === 'H1' ? words[1] : half === 'H2' ? words[2] : words.year, { year });
}

/** Amid a sentence. */
export function periodWithin(period: string, say: Say): string {
  const [year = '', half] = period.split('-');
  return say(half === 'H1' ? words.first : half === 'H2' ? words.second : words.year, { year });
}

/** Text of the books and names of files, in which half-years stand by their code: `2011-H1` as people say it. */
export function spelled(text: string, say: Say): string {
  return text.replace(/\b\d{4}-H[12](?!\w)/g, (code) => periodInWords(code, say));
}

/** The half-year so many before or after. */
export function periodBeside(period: string, by: number): string {
  const [year = '0', half] = period.split('-');
  const count = Number(year) * 2 + (half === 'H2' ? 1 : 0) + by;
  return `${Math.floor(count / 2)}-H${(count % 2) + 1}`;
}

export function periodOfDay(day: string): string {
  return `${day.slice(0, 4)}-H${day.slice(5, 7) <= '06' ? 1 : 2}`;
}

const chinaDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
export function todayInChina(): string {
  return chinaDay.format(new Date());
}
