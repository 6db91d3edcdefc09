/** What a number of a workbook is by the format it is shown in: a day, a percentage, a number with zeros in front, a number. */

export type NumberKind =
  /**
   * `dressed`: letters that the format shows beside its digits, such as `G` or `万股`. `decimals`: how many it shows; absent: all.
   * `thousands`: how often a comma at the end takes three digits off.
   */
  | {
      readonly is: 'number';
      readonly dressed?: string;
      readonly decimals?: number;
      readonly thousands?: number;
    }
  /** Its format shows none of it. */
  | { readonly is: 'unseen'; readonly instead: string }
  /** `lacks`: what of a whole day the format does not show. */
  | { readonly is: 'day'; readonly lacks?: 'day' | 'year' }
  | { readonly is: 'time' }
  | { readonly is: 'percent' }
  | { readonly is: 'zeros'; readonly digits: number; readonly dressed?: string };

const plain: NumberKind = { is: 'number' };

/** Formats that are in no file because every spreadsheet has them; 27 to 36 and 50 to 58 are those of Chinese versions. */
export function builtInKind(id: number): NumberKind {
  if (id === 9 || id === 10) return { is: 'percent' };
  if ([1, 3, 37, 38, 41, 42].includes(id)) return { is: 'number', decimals: 0 };
  if ([2, 4, 39, 40, 43, 44].includes(id)) return { is: 'number', decimals: 2 };
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

/** What a number is depends on which part of its format shows it: `[>=10000]0!.0,"万";0`. */
export function kindsOfFormat(code: string): (value: number) => NumberKind {
  const sections = sectionsOf(code);
  const kinds = sections.map(kindOfSection);
  const [only = plain] = kinds;
  if (kinds.length === 1) return () => only;
  const tests = sections.map((section) => conditionOf(section));
  if (tests.some((test) => test !== null)) {
    // The first whose condition holds, else one without a condition.
    const order = kinds.map((kind, index) => [tests[index] ?? (() => true), kind] as const).slice(0, 3);
    return (value) => order.find(([test]) => test(value))?.[1] ?? only;
  }
  const [, negative = only, zero = only] = kinds;
  return (value) => (value < 0 ? negative : value === 0 ? zero : only);
}

/** As most numbers are shown in it: those that are more than nothing. */
export const kindOfFormat = (code: string): NumberKind => kindsOfFormat(code)(1);

/** What a format shows of a text: another part of it than of numbers. Null: the text as it is. */
export function textSeenIn(code: string): ((text: string) => string) | null {
  const sections = partsOf(code);
  const bare = (section: string) => section.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '');
  const of = sections[3] ?? sections.find((section) => bare(section).includes('@'));
  if (of === undefined) return null;
  const seen = (text: string) =>
    of.replace(/"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|@/g, (sign, quoted?: string, escaped?: string) =>
      sign === '@' ? text : (quoted ?? escaped ?? ''),
    );
  return seen('@') === '@' ? null : seen;
}

/** The parts for numbers; the fourth is of texts. */
const sectionsOf = (code: string): readonly string[] => partsOf(code).slice(0, 3);

/** Parts of a format, of which at most four are looked at; a `;` in quotes or behind a stroke parts none. */
function partsOf(code: string): readonly string[] {
  const parts = code.match(/(?:"[^"]*"|\[[^\]]*\]|[\\!_*].|[^;])+|;/g) ?? [''];
  const sections: string[] = [''];
  for (const part of parts) {
    if (part === ';') sections.push('');
    else sections[sections.length - 1] += part;
  }
  return sections;
}

function conditionOf(section: string): ((value: number) => boolean) | null {
  const [, sign, text] = /\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]/.exec(section) ?? [];
  if (sign === undefined) return null;
  const bound = Number(text);
  const tests: Readonly<Record<string, (value: number) => boolean>> = {
    '<': (value) => value < bound,
    '<=': (value) => value <= bound,
    '>': (value) => value > bound,
    '>=': (value) => value >= bound,
    '=': (value) => value === bound,
    '<>': (value) => value !== bound,
  };
  return tests[sign] ?? null;
}

function kindOfSection(code: string): NumberKind {
  const bare = code
    .replace(/"[^"]*"|[\\!].|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, 'h')
    .toLowerCase();
  // Quoted, escaped in one way or the other, or, as programs write it, a Chinese sign as it is.
  const literals = [
    ...code
      .replace(/g\/通用格式/gi, '')
      .matchAll(/"([^"]*)"|[\\!](.)|\[\$([^\]-]+)[^\]]*\]|\[[^\]]*\]|(\p{Script=Han}+|\p{Sc})/gu),
  ].map(([, quoted, escaped, currency, as]) => quoted ?? escaped ?? currency ?? as ?? '');
  const letters = literals.filter((text) => /[\p{L}\p{Sc}\d%‰]/u.test(text)).join('');
  // 3-12 of a number 312 is a sign of the format between its digits.
  const between = /[0#?](?:"([^"]*[-/._][^"]*)"|[\\!]([-/._])|(-))[0#?]/.exec(code) ?? [];
  const shown = letters === '' ? (between[1] ?? between[2] ?? between[3] ?? '') : letters;
  const dressed = shown === '' ? {} : { dressed: shown };
  if (/general|g\/通用格式|@/.test(bare)) return { is: 'number', ...dressed };
  if (bare.includes('%')) return { is: 'percent' };
  if (/y|d|e(?![+-])|aaa/.test(bare)) return wholeOrNot(bare);
  if (/\de[+-]|[#?]e[+-]/.test(bare)) return { is: 'number', dressed: 'E' };
  if (/[hs]/.test(bare)) return { is: 'time' };
  if (bare.includes('m')) return wholeOrNot(bare);
  const [whole = '', decimals] = bare.replace(/[^0#?.,/]/g, '').split('.');
  // A format without a place for a digit shows what stands in it, or nothing.
  if (!/[0#?]/.test(bare)) return code === '' ? { is: 'unseen', instead: '' } : unseen(literals, bare);
  const zeros = (whole.match(/0/g) ?? []).length;
  if (decimals === undefined && zeros > 1 && !/,$/.test(whole))
    return { is: 'zeros', digits: zeros, ...dressed };
  // Of a fraction the digits stand on both sides of its stroke.
  if (bare.includes('/')) return { is: 'number', ...dressed };
  const thousands = /,+$/.exec(decimals === undefined || decimals === '' ? whole : '')?.[0].length ?? 0;
  const ofEnd = /[0#?](,+)$/.exec(decimals ?? '')?.[1]?.length ?? thousands;
  return {
    is: 'number',
    ...dressed,
    decimals: (decimals?.match(/[0#?]/g) ?? []).length,
    ...(ofEnd > 0 && { thousands: ofEnd }),
  };
}

const unseen = (literals: readonly string[], bare: string): NumberKind => {
  return { is: 'unseen', instead: (literals.join('') + bare.replace(/[^-()+]/g, '')).slice(0, 20) };
};

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
