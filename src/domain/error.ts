/**
 * The closed catalogue of everything that can be refused, in the two languages of the house.
 * Every refusal carries a code from here and the values that name the place; nothing else is ever shown to a user.
 * Entries are ordered by the area they belong to; a code, once published, keeps its meaning.
 */

import type { CatalogueEntry } from './errors/entry.ts';
import { accessErrors } from './errors/access.ts';
import { allotmentErrors } from './errors/allotment.ts';
import { assemblyErrors } from './errors/assembly.ts';
import { distributionErrors } from './errors/distribution.ts';
import { dividendErrors } from './errors/dividend.ts';
import { benefitErrors } from './errors/benefits.ts';
import { booksErrors } from './errors/books.ts';
import { documentErrors } from './errors/documents.ts';
import { exchangeErrors } from './errors/exchange.ts';
import { meetingErrors } from './errors/meeting.ts';
import { membershipErrors } from './errors/membership.ts';
import { payoutErrors } from './errors/payout.ts';
import { shareErrors } from './errors/shares.ts';
import { valueErrors } from './errors/values.ts';

export type Language = 'zh' | 'en';

/** The same words in every language. */
export type Sentence = Readonly<Record<Language, string>>;

/** Values for the `{name}` places of a message. Never a resident ID, phone or account number in clear. */
export type FaultValues = Readonly<Record<string, string | number>>;

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

/** One refusal: what, with which values, and where (a JSON pointer, or a row and column of a file). */
export interface Fault {
  readonly code: ErrorCode;
  readonly values: FaultValues;
  readonly pointer?: string;
  readonly row?: number;
  readonly column?: string;
}

/** The sentence for a fault in the reader's language, its `{name}` places filled in. */
export function faultMessage(fault: Fault, language: Language): string {
  const template = catalogue[fault.code][language];
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(fault.values[name] ?? ''));
}

/** Thrown wherever an input or a wish is refused. Carries one fault or many; `message` is the English text, for logs. */
export class HeguError extends Error {
  readonly faults: readonly [Fault, ...Fault[]];

  constructor(faults: readonly [Fault, ...Fault[]], options?: ErrorOptions) {
    super(faults.map((fault) => faultMessage(fault, 'en')).join(' '), options);
    this.name = 'HeguError';
    this.faults = faults;
  }

  get code(): ErrorCode {
    return this.faults[0].code;
  }

  get status(): number {
    return catalogue[this.code].status;
  }
}

/** Shorthand for the common single refusal: `throw refuse('ratio.malformed', { text })`. */
export function refuse(code: ErrorCode, values: FaultValues = {}, pointer?: string): HeguError {
  return new HeguError([pointer === undefined ? { code, values } : { code, values, pointer }]);
}

/**
 * Throws all faults of a table, in order of its rows, or nothing when there are none. What reading found comes before
 * what the rules found: a cell that could not be read breaks rules only because it is empty.
 */
export function throwFaults(read: readonly Fault[], ruled: readonly Fault[] = []): void {
  const cell = (fault: Fault) => `${fault.row ?? 0} ${fault.column ?? ''}`;
  const unread = new Set(read.map(cell));
  const faults = [...read, ...ruled.filter((fault) => !unread.has(cell(fault)))];
  const [first, ...rest] = faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (first !== undefined) throw new HeguError([first, ...rest]);
}
