/** The terms of a run in words: counting rule, method, tax with its legal basis, resolution. Every paper on money states them. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { resolutionWords, type ResolutionReference, type Sheet } from '../sheet.ts';
import { zeroRateRisk } from '../../../domain/tax-filing.ts';
import { writtenDate } from '../wording.ts';
import { speaker } from './phrases.ts';
export interface RunTerms {
  readonly recordDate: LocalDate;
  readonly basis: 'record-date' | 'share-days';
  readonly method: 'largest-remainder' | 'per-share';
  /** Per share: decimals of the rate. */
  readonly rateScale: number | null;
  readonly rate: string | null;
  readonly resolution: ResolutionReference | null;
  /** Percent, as resolved. */
  readonly taxRate: string;
  readonly taxBasis: string;
  /** Set where the run divides nothing anew but settles a difference: the run it corrects, and why. */
  readonly corrects: { readonly run: string; readonly reason: string } | null;
}

export function basisWords(sheet: Sheet, terms: RunTerms): string {
  const say = speaker(sheet.language);
  return terms.basis === 'share-days'
    ? say('basisShareDays')
    : say('basisRecordDate', { date: writtenDate(sheet.language, terms.recordDate) });
}

export function methodWords(sheet: Sheet, terms: RunTerms): string {
  const say = speaker(sheet.language);
  return terms.method === 'largest-remainder'
    ? say('methodLargest')
    : say('methodPerShare', { rate: terms.rate ?? '—', places: String(terms.rateScale ?? 2) });
}

export function taxWords(sheet: Sheet, terms: RunTerms): string {
  return speaker(sheet.language)('taxText', { rate: terms.taxRate, basis: terms.taxBasis });
}

export function resolvedWords(sheet: Sheet, terms: RunTerms): string {
  return terms.resolution === null ? '—' : resolutionWords(sheet.language, terms.resolution);
}

/** All of it in one paragraph. */
export function termsWords(sheet: Sheet, terms: RunTerms): string {
  const say = speaker(sheet.language);
  const resolution = resolvedWords(sheet, terms);
  if (terms.corrects !== null) return say('differenceText', { resolution });
  const risk = zeroRateRisk(terms.taxRate);
  return `${say('termsText', {
    basis: basisWords(sheet, terms),
    method: methodWords(sheet, terms),
    tax: taxWords(sheet, terms),
    resolution,
  })}${risk === null ? '' : ` ${risk[sheet.language]}`}`;
}
