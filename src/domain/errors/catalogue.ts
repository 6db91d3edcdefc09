/**
 * The closed catalogue of everything that can be refused, in the two languages of the house, with an honest status.
 * Entries are ordered by the area they belong to; a code, once published, keeps its meaning.
 */
import { Period } from '../calendar.ts';
import type { Language } from '../language.ts';
import type { Fault, FaultValues, Refusal } from '../refusal.ts';
import type { CatalogueEntry } from './entry.ts';
import { accessErrors } from './access.ts';
import { allotmentErrors } from './allotment.ts';
import { assemblyErrors } from './assembly.ts';
import { distributionErrors } from './distribution.ts';
import { dividendErrors } from './dividend.ts';
import { benefitErrors } from './benefits.ts';
import { booksErrors } from './books.ts';
import { documentErrors } from './documents.ts';
import { exchangeErrors } from './exchange.ts';
import { inputErrors } from './input.ts';
import { meetingErrors } from './meeting.ts';
import { membershipErrors } from './membership.ts';
import { payoutErrors } from './payout.ts';
import { recordErrors } from './records.ts';
import { shareErrors } from './shares.ts';
import { valueErrors } from './values.ts';

const catalogue = {
  ...inputErrors,
  ...valueErrors,
  ...accessErrors,
  ...membershipErrors,
  ...shareErrors,
  ...assemblyErrors,
  ...meetingErrors,
  ...allotmentErrors,
  ...dividendErrors,
  ...booksErrors,
  ...distributionErrors,
  ...payoutErrors,
  ...benefitErrors,
  ...exchangeErrors,
  ...documentErrors,
  ...recordErrors,
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

export const errorCatalogue: Readonly<Record<ErrorCode, CatalogueEntry>> = catalogue;

/**
 * The sentence for a fault in the reader's language. A `{name}` place takes a value of the fault, or what is written for
 * its absence: `{field|the date}`. Words that begin an English sentence begin with a capital letter.
 */
export function faultMessage(fault: Fault, language: Language): string {
  const template = catalogue[fault.code][language];
  const filled = template.replace(/\{(\w+)(?:\|([^}]*))?\}/g, (_, name: string, otherwise = '') => {
    const value = inWords(name, fault.values[name]);
    return typeof value === 'object' ? value[language] : String(value ?? otherwise);
  });
  const first = firstPlace(template);
  return template.startsWith('{') && typeof inWords(first, fault.values[first]) === 'object'
    ? filled.charAt(0).toUpperCase() + filled.slice(1)
    : filled;
}

/** A half-year is said as people say it, whatever it is called on the wire. */
function inWords(name: string, value: FaultValues[string] | undefined): FaultValues[string] | undefined {
  return name === 'period' && typeof value === 'string' && /^\d{4}-H[12]$/.test(value)
    ? Period.parse(value).inWords
    : value;
}

function firstPlace(template: string): string {
  return /^\{(\w+)/.exec(template)?.[1] ?? '';
}

/** All of a refusal in one text, for whoever reads it outside a list: a log line, a finding. */
export function refusalMessage(refusal: Refusal, language: Language): string {
  return refusal.faults.map((fault) => faultMessage(fault, language)).join(language === 'zh' ? '' : ' ');
}

export function statusOf(refusal: Refusal): CatalogueEntry['status'] {
  return catalogue[refusal.code].status;
}
