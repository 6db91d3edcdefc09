/**
 * The closed catalogue of everything that can be refused, in the two languages of the house, with an honest status.
 * Entries are ordered by the area they belong to; a code, once published, keeps its meaning.
 */
import type { Language } from '../language.ts';
import type { Fault, Refusal } from '../refusal.ts';
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
import { meetingErrors } from './meeting.ts';
import { membershipErrors } from './membership.ts';
import { payoutErrors } from './payout.ts';
import { shareErrors } from './shares.ts';
import { valueErrors } from './values.ts';

const catalogue = {
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
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

export const errorCatalogue: Readonly<Record<ErrorCode, CatalogueEntry>> = catalogue;

/** The sentence for a fault in the reader's language, its `{name}` places filled in. */
export function faultMessage(fault: Fault, language: Language): string {
  const template = catalogue[fault.code][language];
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(fault.values[name] ?? ''));
}

/** All of a refusal in one text, for whoever reads it outside a list: a log line, a finding. */
export function refusalMessage(refusal: Refusal, language: Language): string {
  return refusal.faults.map((fault) => faultMessage(fault, language)).join(language === 'zh' ? '' : ' ');
}

export function statusOf(refusal: Refusal): CatalogueEntry['status'] {
  return catalogue[refusal.code].status;
}
