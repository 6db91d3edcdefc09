/**
 * The month's list of tax withheld from dividends, for the import of the tax client: one row a person and rate, due on a
 * day of the next month. What is taken back of an earlier month is never netted against this month's income: it corrects
 * that month's declaration and stands apart. Columns and encoding are data. Source: 个人所得税法 arts 9, 14; 个人所得税扣缴
 * 申报管理办法（试行）; product: Income distribution, tax.
 */
import { listed } from './language.ts';
import { filingPlaceWords } from './money-words.ts';
import type { CharacterSet } from './bank-file.ts';
import { LocalDate } from './calendar.ts';
import { harmless } from './harmless-text.ts';
import { citation, figureOn, lawById, lawValue, nation } from './law.ts';
import { refuse } from './refusal.ts';
import type { Sentence } from './language.ts';
import { Money } from './money.ts';
import { longHolidaysWithin, movedPastRest, plusWorkingDays, type OwnRestDays } from './rest-days.ts';

/** A line of a run that withholds. Negative: taken back. */
export interface WithheldLine {
  /** The same for every line of a person. */
  readonly person: string;
  readonly rate: string;
  /** The month whose declaration it is part of: `2011-07`. */
  readonly declaredIn: string;
  readonly gross: Money;
  readonly tax: Money;
}

/** What a month is to declare: its own income, and what changes in the declarations of earlier months. */
export interface Declaration<T extends WithheldLine> {
  readonly rows: readonly T[];
  readonly corrections: readonly T[];
}

/** One row a person, rate and month, in the order of the lines; what adds up to nothing is left out. */
export function declarationOf<T extends WithheldLine>(month: string, lines: readonly T[]): Declaration<T> {
  const sums = summed(lines);
  return {
    rows: sums.filter(({ declaredIn }) => declaredIn === month),
    corrections: sums.filter(({ declaredIn }) => declaredIn !== month),
  };
}

function summed<T extends WithheldLine>(lines: readonly T[]): readonly T[] {
  const sums = new Map<string, T>();
  for (const line of lines) {
    const key = `${line.declaredIn} ${line.person} ${line.rate}`;
    const known = sums.get(key);
    sums.set(
      key,
      known === undefined
        ? line
        : { ...known, gross: known.gross.plus(line.gross), tax: known.tax.plus(line.tax) },
    );
  }
  return [...sums.values()].filter(({ gross, tax }) => !gross.isZero || !tax.isZero);
}

export interface FilingRow {
  readonly serial: number;
  readonly number: string;
  readonly name: string;
  readonly residentId: string;
  readonly gross: Money;
  readonly rate: string;
  readonly tax: Money;
}

export const filingPlaces = [
  'serial',
  'number',
  'name',
  'id-kind',
  'resident-id',
  'item',
  'gross',
  'rate',
  'rate-percent',
  'tax',
  'empty',
] as const;
export type FilingPlace = (typeof filingPlaces)[number];

/** A CSV with one line of heads. */
export interface FilingTemplate {
  readonly id: string;
  readonly name: Sentence;
  readonly encoding: CharacterSet;
  readonly columns: readonly { readonly head: string; readonly is: FilingPlace }[];
}

export const filingTemplates: readonly FilingTemplate[] = [
  {
    id: 'withholding-client',
    name: { zh: '扣缴客户端：利息股息红利所得', en: 'Withholding client: dividends' },
    encoding: 'utf-8',
    columns: [
      { head: '工号', is: 'number' },
      { head: '*姓名', is: 'name' },
      { head: '*证件类型', is: 'id-kind' },
      { head: '*证件号码', is: 'resident-id' },
      { head: '*所得项目', is: 'item' },
      { head: '*收入', is: 'gross' },
      { head: '税率', is: 'rate' },
      { head: '应扣缴税额', is: 'tax' },
    ],
  },
  {
    id: 'plain-list',
    name: { zh: '代扣代缴清单', en: 'Plain list' },
    encoding: 'utf-8',
    columns: [
      { head: '序号', is: 'serial' },
      { head: '姓名', is: 'name' },
      { head: '身份证号', is: 'resident-id' },
      { head: '收入额', is: 'gross' },
      { head: '税率', is: 'rate' },
      { head: '税额', is: 'tax' },
    ],
  },
];

/** By id, of those that ship and the cooperative's own. */
export function filingTemplate(id: string, own: readonly FilingTemplate[] = []): FilingTemplate {
  const all = [...filingTemplates, ...own];
  const found = all.find((each) => each.id === id);
  if (found) return found;
  throw refuse('tax.template-unknown', { id, known: listed(all.map(({ name }) => name)) }, '/template');
}

/** Refuses an own template that takes the id of one that ships, or whose rows would not say once each who earned what. */
export function requireOwnFilingTemplate({ id, columns }: FilingTemplate): void {
  if (filingTemplates.some((each) => each.id === id)) throw refuse('tax.template-taken', { id }, '/id');
  const places = ['name', 'resident-id', 'gross', 'tax'] as const;
  const times = (place: FilingPlace) => columns.filter(({ is }) => is === place).length;
  const missing = places.filter((place) => times(place) === 0);
  if (missing.length > 0)
    throw refuse(
      'tax.template-lacks',
      { missing: listed(missing.map((place) => filingPlaceWords[place])) },
      '/columns',
    );
  const twice = places.filter((place) => times(place) > 1);
  if (twice.length > 0)
    throw refuse(
      'tax.template-once',
      { twice: listed(twice.map((place) => filingPlaceWords[place])) },
      '/columns',
    );
}

/** Heads and rows as text, for a CSV. */
export function filingCells(
  template: FilingTemplate,
  rows: readonly FilingRow[],
): readonly (readonly string[])[] {
  return [
    template.columns.map(({ head }) => head),
    ...rows.map((row) => template.columns.map(({ is }) => cell(is, row))),
  ];
}

function cell(is: FilingPlace, row: FilingRow): string {
  switch (is) {
    case 'serial':
      return String(row.serial);
    case 'id-kind':
      return '居民身份证';
    case 'resident-id':
      return row.residentId;
    case 'item':
      return '利息、股息、红利所得';
    case 'gross':
      return row.gross.toString();
    case 'tax':
      return row.tax.toString();
    case 'rate-percent':
      return `${ratePercent(row.rate)}%`;
    case 'empty':
      return '';
    case 'number':
    case 'name':
      return harmless(row[is]);
    case 'rate':
      return row.rate;
  }
}

/** `0.2` → `20`, by moving the point. */
export function ratePercent(rate: string): string {
  const [whole = '0', decimals = ''] = rate.split('.');
  const moved = `${whole}${decimals.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = decimals.slice(2).replace(/0+$/, '');
  return rest === '' ? moved : `${moved}.${rest}`;
}

/** What the law of the day takes of a dividend, in percent. */
export function lawfulTaxRate(day: LocalDate): string {
  const { least } = figureOn('percent', 'dividend-tax.rate', day);
  if (least === null) throw new TypeError('The law has a rate of tax for every day.');
  return least;
}

/** Refuses a rate, in percent, above the law's. */
export function requireTaxWithinLaw(percent: string, day: LocalDate): void {
  const lawful = lawfulTaxRate(day);
  if (isTaxAboveLaw(percent, day)) throw refuse('tax.rate-above-law', { percent, lawful }, '/taxRate');
}

/** Whether a rate, in percent, is above what the law of the day takes of a dividend: nobody withholds more than that. */
export function isTaxAboveLaw(percent: string, day: LocalDate): boolean {
  return Money.parse(percent).compare(Money.parse(lawfulTaxRate(day))) > 0;
}

/**
 * The last day for the tax withheld in a month: the 7th of the next month, since September 2011 the 15th. Holidays of three
 * days or more before it lengthen the time by as many working days; a day of rest moves to the next working day. Of a month
 * before the law had a day: the 7th.
 */
export function filingDueOn(month: string, restDays?: OwnRestDays): LocalDate {
  const first = firstDayAfter(month);
  const law = lawValue('day-of-next-month', 'dividend-tax.day', first, nation);
  const last = LocalDate.of(first.year, first.month, law?.day ?? 7);
  const holidays = longHolidaysWithin(first, last, restDays);
  return holidays === 0 ? movedPastRest(last, restDays) : plusWorkingDays(last, holidays, restDays);
}

/** What the tax office collects of a list: nothing of less than the least amount of its day, and of nothing back neither. */
export function collected(tax: Money, dueOn: LocalDate): Money {
  const least = lawValue('amount', 'tax.least', dueOn, nation);
  const size = tax.isNegative ? tax.negated() : tax;
  return least !== undefined && size.compare(Money.parse(least.yuan)) < 0 ? Money.zero : tax;
}

/** What of a list is left on the tax account for good: all of it or nothing. */
export function notCollected(tax: Money, dueOn: LocalDate): Money {
  return collected(tax, dueOn).isZero ? tax : Money.zero;
}

/** What a rate of zero risks whoever should have withheld, with its law; null at any other rate. */
export function zeroRateRisk(rate: string): Sentence | null {
  if (!/^0(\.0*)?$/.test(rate)) return null;
  const id = 'dividend-tax.risk@2001';
  const { says } = lawById(id);
  const law = citation(id);
  return { zh: `税率为零：${says.zh}（${law.zh}）`, en: `At a rate of zero: ${says.en} (${law.en})` };
}

/** The first day on which a month is over. */
export function firstDayAfter(month: string): LocalDate {
  const next = LocalDate.parse(`${month}-28`).plusDays(4);
  return LocalDate.of(next.year, next.month, 1);
}
