/**
 * Makes failures safe to log and to answer. A driver's message holds the SQL and its parameters, names and ID numbers
 * among them: only SQLSTATE, table and constraint get through.
 */
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { Refusal, refuse, type ErrorCode } from '../domain/refusal.ts';
import { ConnectionLost, OutcomeUnknown } from './connection.ts';

/** Constraints whose breach is a refusal of its own; any other unique breach is `record.conflict`. */
const constraintCodes: Readonly<Record<string, ErrorCode>> = {
  app_user_name_unique: 'user.name-taken',
  resolution_number_unique: 'resolution.number-taken',
  rests_on_adopted: 'membership.decision-not-adopted',
  death_acted_on: 'membership.death-acted-on',
  membership_decided: 'membership.decision-unfit',
  member_basis_resolution_fk: 'membership.decision-not-adopted',
  proposed_standing_resolution_fk: 'membership.decision-not-adopted',
};

interface DriverError {
  readonly code: string;
  readonly message: string;
  readonly constraint_name?: string;
  readonly table_name?: string;
}

/** A failure of the database without anything personal in it. */
export class DatabaseFailure extends Error {
  readonly sqlState: string;
  constructor(sqlState: string, place: string, words?: string) {
    super(`database failure ${sqlState}${place && ` at ${place}`}${words === undefined ? '' : `: ${words}`}`);
    this.name = 'DatabaseFailure';
    this.sqlState = sqlState;
  }
}

const CONNECTION_STATES = /^(08|57P0|53)/;
const CONNECTION_CODES = /^(CONNECTION_|ECONN|EPIPE|ETIMEDOUT|ENOENT)/;
const UNIQUE_BREACH = '23505';
/** Closed by two people while this waited for the book. */
const CLOSED_MEANWHILE = 'HG006';
const UNKNOWN_REFERENCE = '23503';
/** A lock not had in time, two that waited for each other, a row that changed meanwhile: nothing was done, and it may be tried again. */
const IN_EACH_OTHERS_WAY = ['55P03', '40P01', '40001'];
/** A number, or what was reckoned from it, is beyond its column; a day is beyond the calendar. The shapes refuse it before, with its place. */
const OUT_OF_RANGE = ['22003', '22008'];

/** Refusals pass; driver errors become refusals or DatabaseFailures; anything else passes as it is. */
export function safeError(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof DatabaseFailure) return error;
  if (error instanceof ConnectionLost) return because('service.unavailable', error.cause);
  if (error instanceof OutcomeUnknown) return because('service.outcome-unknown', error.cause);
  const driver = driverErrorIn(error);
  if (!driver) return error instanceof DrizzleQueryError ? new DatabaseFailure('without a state', '') : error;
  if (CONNECTION_STATES.test(driver.code) || CONNECTION_CODES.test(driver.code))
    return because('service.unavailable', driver);
  if (IN_EACH_OTHERS_WAY.includes(driver.code)) return refuse('service.busy');
  if (OUT_OF_RANGE.includes(driver.code)) return refuse('value.out-of-range');
  if (driver.code === CLOSED_MEANWHILE) return refuse('cooperative.closed');
  const constraint = driver.constraint_name ?? '';
  const short = constraint === 'till_holds' ? shortTill(driver.message) : null;
  if (short) return short;
  const code = constraintCodes[constraint];
  if (code) return refuse(code, { userName: '' });
  if (driver.code === UNKNOWN_REFERENCE) return refuse('record.unknown-reference');
  if (driver.code === UNIQUE_BREACH) return refuse('record.conflict', { constraint });
  return new DatabaseFailure(driver.code, constraint || (driver.table_name ?? ''));
}

/** A till below zero, which only PostgreSQL's own count saw: its words name account, sum and day, and nobody. */
function shortTill(words: string): Refusal | null {
  const [, account, short, date] = /^the till (\S+) is -(\S+) at the end of (\S+)$/.exec(words) ?? [];
  if (account === undefined || short === undefined || date === undefined) return null;
  return refuse('books.money-short', { account, short, date });
}

/** Two who waited for each other, or a snapshot that another overtook: PostgreSQL gave up one of them whole. */
export function isRolledBackForAnother(error: unknown): boolean {
  return ['40P01', '40001'].includes(driverErrorIn(error)?.code ?? '');
}

/** States of PostgreSQL that an administrator can do something about, in words. */
const causes: Readonly<Record<string, string>> = {
  '53100': 'the disk of the database is full',
  '53200': 'the database is out of memory',
  '53300': 'the database takes no more connections',
  '57P01': 'the database was told to end this connection',
  '57P02': 'the database crashed',
  '57P03': 'the database is starting up or shutting down',
  ECONNREFUSED: 'nobody listens where the database should be',
};

/** A refusal that carries, for the log alone, the code of what the database said, and nothing else of it. */
function because(code: ErrorCode, cause: unknown): Refusal {
  const state = driverErrorIn(cause)?.code;
  if (state === undefined) return refuse(code);
  const words = causes[state];
  return new Refusal([{ code, values: {} }], { cause: new DatabaseFailure(state, '', words) });
}

/** drizzle wraps what the driver threw: the SQLSTATE is on a cause. */
function driverErrorIn(error: unknown): DriverError | null {
  for (let link = error, depth = 0; link instanceof Error && depth < 5; link = link.cause, depth += 1) {
    const { code } = link as Partial<DriverError>;
    // A file that is not there has the code of a socket that is not there.
    const ofFile = 'path' in link;
    if (
      typeof code === 'string' &&
      (/^[0-9A-Z]{5}$/.test(code) || (CONNECTION_CODES.test(code) && !ofFile))
    ) {
      return link as Error & DriverError;
    }
  }
  return null;
}

/**
 * The log's options: paths without their query (it may search for an ID number), no headers, no bodies, and of a
 * failure only its type, its safe message and where in the code it arose.
 */
export function loggerOptions(level: string) {
  return {
    level,
    serializers: {
      req: (request: { method: string; url: string; ip?: string }) => ({
        method: request.method,
        path: request.url.split('?')[0],
        address: request.ip,
      }),
      err: describeFailure,
    },
  } as const;
}

/** A line of a stack, told from the lines of a statement, of which one may begin with `at time zone`. */
const FRAME = /^ {4}at (?:.+ \()?[^\s()]+:\d+:\d+\)?$/;

/** Their words are not ours, and quote what they could not read. */
const OF_THE_LANGUAGE = ['SyntaxError', 'TypeError', 'RangeError'];

/** What may be said of any failure: its type, its message without statement and parameters, where in the code it arose. */
export function describeFailure(error: unknown): {
  type: string;
  message: string;
  cause?: string;
  stack: string;
} {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error object', stack: '' };
  const safe = safeError(error);
  const { name, message: said } = safe instanceof Error ? safe : error;
  const message = OF_THE_LANGUAGE.includes(name) ? 'in words that may hold what came in' : said;
  const frames = (error.stack ?? '').split('\n').filter((line) => FRAME.test(line));
  const cause =
    safe instanceof Error && safe.cause instanceof DatabaseFailure ? safe.cause.message : undefined;
  return { type: name, message, ...(cause !== undefined && { cause }), stack: frames.join('\n') };
}
