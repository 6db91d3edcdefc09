/**
 * What a refusal is: a code of the closed catalogue, the values that name the place, and where. The sentences stand apart
 * (`errors/catalogue.ts`), so that whoever only refuses does not carry them along.
 */
import type { ErrorCode } from './errors/catalogue.ts';
import type { Sentence } from './language.ts';

export type { ErrorCode } from './errors/catalogue.ts';

/**
 * Values for the `{name}` places of a message; terms of the ledger as words in both languages, never as keys. Never a
 * resident ID, phone or account number in clear.
 */
export type FaultValues = Readonly<Record<string, string | number | Sentence>>;

/** One refusal: what, with which values, and where (a JSON pointer, or a row and column of a file). */
export interface Fault {
  readonly code: ErrorCode;
  readonly values: FaultValues;
  readonly pointer?: string;
  readonly row?: number;
  readonly column?: string;
}

/** Of a hundred thousand faults a log says the first. */
const CODES_IN_MESSAGE = 20;

/**
 * Thrown wherever an input or a wish is refused. Carries one fault or many; `message` names the codes, for logs. It is an answer and no
 * failure, so it says not where in the code it arose: a table of a hundred thousand bad rows makes as many, and walking the stack for
 * each would hold everybody up for seconds.
 */
export class Refusal extends Error {
  readonly faults: readonly [Fault, ...Fault[]];

  constructor(faults: readonly [Fault, ...Fault[]], options?: ErrorOptions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(
      faults
        .slice(0, CODES_IN_MESSAGE)
        .map(({ code }) => code)
        .join(', '),
      options,
    );
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Refusal';
    this.faults = faults;
  }

  get code(): ErrorCode {
    return this.faults[0].code;
  }
}

/** Shorthand for the common single refusal: `throw refuse('ratio.malformed', { text })`. */
export function refuse(code: ErrorCode, values: FaultValues = {}, pointer?: string): Refusal {
  return new Refusal([pointer === undefined ? { code, values } : { code, values, pointer }]);
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
  if (first !== undefined) throw new Refusal([first, ...rest]);
}
