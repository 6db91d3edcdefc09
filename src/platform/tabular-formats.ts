/** What a number of a workbook is by the format it is shown in: a day, a percentage, a number with zeros in front, a number. */

export type NumberKind =
  /** `dressed`: letters that the format shows beside its digits, such as `G` or `万股`. */
  | { readonly is: 'number'; readonly dressed?: string }
  /** `lacks`: what of a whole day the format does not show. */
  | { readonly is: 'day'; readonly lacks?: 'day' | 'year' }
  | { readonly is: 'time' }
  | { readonly is: 'percent' }
  | { readonly is: 'zeros'; readonly digits: number; readonly dressed?: string };

const plain: NumberKind = { is: 'number' };

/** Formats that are in no file because every spreadsheet has them; 27 to 36 and 50 to 58 are those of Chinese versions. */
export function builtInKind(id: number): NumberKind {
  if (id === 9 || id === 10) return { is: 'percent' };
  // 1E2 where 100 is kept.
  if (id === 11 || id === 48) return { is: 'number', dressed: 'E' };
  if (id === 16 || [28, 29, 51, 53, 54, 58].includes(id)) return { is: 'day', lacks: 'year' };
  if (id === 17 || [27, 36, 50, 52, 57].includes(id)) return { is: 'day', lacks: 'day' };
  if (id === 14 || id === 15 || id === 22) return { is: 'day' };
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return { is: 'time' };
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return { is: 'time' };
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return { is: 'day' };
  return plain;
}

export function kindOfFormat(code: string): NumberKind {
  const bare = code
    .replace(/"[^"]*"|[\\!].|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, 'h')
    .split(';', 1)
    .join('')
    .toLowerCase();
  // Quoted, escaped in one way or the other, or, as programs write it, a Chinese sign as it is.
  const letters = [
    ...(code.replace(/g\/通用格式/gi, '').split(';')[0] ?? '').matchAll(
      /"([^"]*)"|[\\!](.)|\[[^\]]*\]|(\p{Script=Han}+)/gu,
    ),
  ]
    .map(([, quoted, escaped, bareHan]) => quoted ?? escaped ?? bareHan ?? '')
    .filter((text) => /[\p{L}\d%‰]/u.test(text))
    .join('');
  // 3-12 of a number 312 is a sign of the format between its digits.
  const between = /[0#?](?:"([^"]*[-/._][^"]*)"|\\([-/._])|(-))[0#?]/.exec(code.split(';')[0] ?? '') ?? [];
  const shown = letters === '' ? (between[1] ?? between[2] ?? between[3] ?? '') : letters;
  const dressed = shown === '' ? {} : { dressed: shown };
  if (/general|g\/通用格式|@/.test(bare)) return { is: 'number', ...dressed };
  if (bare.includes('%')) return { is: 'percent' };
  if (/y|d|e(?![+-])|aaa/.test(bare)) return wholeOrNot(bare);
  if (/\de[+-]|[#?]e[+-]/.test(bare)) return { is: 'number', dressed: 'E' };
  if (/[hs]/.test(bare)) return { is: 'time' };
  if (bare.includes('m')) return wholeOrNot(bare);
  const zeros = /^0{2,}$/.exec(bare.trim());
  if (zeros) return { is: 'zeros', digits: zeros[0].length, ...dressed };
  return { is: 'number', ...dressed };
}

/** A day of which only the month, or no year is seen: whoever typed it did not say the rest. */
function wholeOrNot(bare: string): NumberKind {
  if (!/[ye]/.test(bare)) return { is: 'day', lacks: 'year' };
  return bare.includes('d') ? { is: 'day' } : { is: 'day', lacks: 'day' };
}

/** A day as it is seen where a spreadsheet made up the rest of it: the first of a month, the year in which it was typed. */
export function seenDay(day: string, lacks: 'day' | 'year' | undefined): string {
  const [year = '', month = '', date = ''] = day.split('-');
  if (lacks === 'year') return `${Number(month)}月${Number(date)}日`;
  return lacks === 'day' && date === '01' ? `${year}年${Number(month)}月` : day;
}

const MILLISECONDS_A_DAY = 86_400_000;
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/** The day of a serial number, or null where no spreadsheet has one. A 29 February 1900 that never was is counted as Excel does. */
export function dayOfSerial(serial: number, from1904: boolean): string | null {
  const whole = Math.floor(serial);
  if (whole < (from1904 ? 0 : 1) || whole > LAST_SERIAL) return null;
  if (from1904) return isoDay(Date.UTC(1904, 0, 1) + whole * MILLISECONDS_A_DAY);
  if (whole === 60) return null;
  return isoDay(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * MILLISECONDS_A_DAY);
}

const isoDay = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The time in China of a moment that says its zone, where it is within ten minutes before midnight. */
export function lateTime(written: string): string | null {
  if (!/T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(written)) return null;
  const moment = Date.parse(written);
  const time = Number.isNaN(moment) ? '' : clock.format(moment);
  return time.startsWith('23:5') ? time : null;
}

const inChina = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day of a moment written as ISO 8601: one that says it is UTC and no midnight was a midnight in China. */
export function dayOfIso(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  );
  if (match === null) return null;
  const [, day = '', time, zone] = match;
  const moment = new Date(`${day}T${time ?? '00:00:00'}${zone ?? 'Z'}`);
  if (Number.isNaN(moment.getTime()) || !isoDay(Date.parse(`${day}T00:00:00Z`)).startsWith(day)) return null;
  const midnight = time === undefined || /^00:00(:00(\.0+)?)?$/.test(time);
  return zone === undefined || midnight ? day : inChina.format(moment);
}
