/**
 * Rows of hand-written SQL, typed by what is read and not by what is hoped for. A shape names every column with its reader;
 * a column that the statement forgets, one of another type and a NULL where none may be are errors at once, the first two
 * for an empty result as well. A key `accountId` reads the column `account_id`.
 */
import { sql, type SQL } from 'drizzle-orm';
import { LocalDate } from '../domain/calendar.ts';
import { Money } from '../domain/money.ts';
import { ShareQuantity } from '../domain/share-quantity.ts';
import { PLANNED_ONCE } from './connection.ts';
import { rawSql, type Tx } from './database.ts';

/** How one column becomes a value of the program. */
export interface Column<T> {
  /** For messages: what is expected. */
  readonly expects: string;
  /** Type numbers of PostgreSQL that may be read so; they are the same in every database. */
  readonly types: readonly number[];
  /** Reads what the driver hands over for a value that is not NULL; undefined: it is none of these. */
  readonly read: (value: unknown) => T | undefined;
  /** What NULL becomes; absent: NULL is an error. */
  readonly ofNull?: T;
}

export type Shape = Readonly<Record<string, Column<unknown>>>;
export type RowOf<S extends Shape> = {
  readonly [Key in keyof S]: S[Key] extends Column<infer T> ? T : never;
};

/** A result of the driver: rows, and the columns that the statement has. */
interface Result extends Iterable<Readonly<Record<string, unknown>>> {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
}

const TEXTS = [25, 1043, 1042];
const WHOLE = [20, 21, 23];
const NUMERIC = 1700;

/** Any text. */
export const text: Column<string> = { expects: 'text', types: TEXTS, read: asText };

export const id: Column<string> = { expects: 'uuid', types: [2950, ...TEXTS], read: asText };

/** An exact number as its decimal text. */
export const decimal: Column<string> = {
  expects: 'numeric',
  types: [NUMERIC, ...WHOLE, ...TEXTS],
  read: (value) => digits(value, /^-?\d+(\.\d+)?$/),
};

/** Yuan to the fen. */
export const amount: Column<Money> = {
  expects: 'an amount',
  types: decimal.types,
  read: (value) => {
    const number = decimal.read(value);
    return number === undefined ? undefined : Money.parse(number);
  },
};

export const shares: Column<ShareQuantity> = {
  expects: 'a quantity of shares',
  types: decimal.types,
  read: (value) => {
    const number = decimal.read(value);
    return number === undefined ? undefined : ShareQuantity.parse(number);
  },
};

/** A whole number of any size. */
export const whole: Column<bigint> = {
  expects: 'a whole number',
  types: [NUMERIC, ...WHOLE],
  read: (value) => {
    const number = digits(value, /^-?\d+$/);
    return number === undefined ? undefined : BigInt(number);
  },
};

/** How many: a whole number that JavaScript holds exactly. Never money or shares. */
export const count: Column<number> = {
  expects: 'a count',
  types: WHOLE,
  read: (value) => {
    const number = Number(digits(value, /^-?\d+$/) ?? NaN);
    return Number.isSafeInteger(number) ? number : undefined;
  },
};

export const flag: Column<boolean> = {
  expects: 'a boolean',
  types: [16],
  read: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** A calendar day. */
export const day: Column<LocalDate> = {
  expects: 'a date',
  types: [1082, ...TEXTS],
  read: (value) => (typeof value === 'string' ? LocalDate.parse(value) : undefined),
};

/** A moment. */
export const moment: Column<Date> = {
  expects: 'a timestamp with time zone',
  types: [1184],
  read: (value) => {
    const date = typeof value === 'string' ? new Date(value) : undefined;
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
  },
};

export const bytes: Column<Uint8Array> = {
  expects: 'bytes',
  types: [17],
  read: (value) => (value instanceof Uint8Array ? value : undefined),
};

/** One of a closed list of words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Column<Word> {
  return {
    expects: `one of ${words.join(', ')}`,
    types: TEXTS,
    read: (value) => words.find((word) => word === value),
  };
}

/** JSON; `read` says what it is and throws when it is something else (the `parse` of a schema). */
export function json<T>(read: (value: unknown) => T): Column<T> {
  return { expects: 'json', types: [114, 3802], read };
}

/** Lists that the driver reads as arrays, by the type of their elements. */
const listTypes: ReadonlyMap<number, number> = new Map([
  [16, 1000],
  [17, 1001],
  [20, 1016],
  [21, 1005],
  [23, 1007],
  [25, 1009],
  [1043, 1015],
  [2950, 2951],
  [3802, 3807],
]);

/** An array whose elements are all read so. */
export function listOf<T>(element: Column<T>): Column<readonly T[]> {
  return {
    expects: `a list of ${element.expects}`,
    types: element.types.flatMap((type) => listTypes.get(type) ?? []),
    read: (value) => {
      if (!Array.isArray(value)) return undefined;
      return value.map((each: unknown) => valueOf(each, element, 'an element of a list'));
    },
  };
}

/** The column may be NULL. */
export function orNull<T>(column: Column<T>): Column<T | null> {
  return { expects: column.expects, types: column.types, read: column.read, ofNull: null };
}

/** The end of a statement that a connection plans once; see there which may be. */
export const plannedOnce = sql.raw(PLANNED_ONCE);

/** All rows of a statement. */
export async function rowsOf<S extends Shape>(tx: Tx, query: SQL, shape: S): Promise<RowOf<S>[]> {
  return readRows(await tx.execute(query), shape);
}

/** The first row of a statement, if it has any. */
export async function firstRowOf<S extends Shape>(
  tx: Tx,
  query: SQL,
  shape: S,
): Promise<RowOf<S> | undefined> {
  return (await rowsOf(tx, query, shape))[0];
}

/** The row of a statement that always has exactly one, such as a sum of everything. */
export async function onlyRowOf<S extends Shape>(tx: Tx, query: SQL, shape: S): Promise<RowOf<S>> {
  const [row, ...more] = await rowsOf(tx, query, shape);
  if (row === undefined || more.length > 0)
    throw new TypeError(`the statement has ${row === undefined ? 'no row' : 'more than one row'}, not one`);
  return row;
}

/** The rows of a cursor that was declared in this transaction, a page at a time: memory does not grow. */
export async function* rowsOfCursor<S extends Shape>(
  tx: Tx,
  cursor: string,
  shape: S,
  page = 5_000,
): AsyncGenerator<RowOf<S>> {
  for (;;) {
    const rows = readRows(await rawSql(tx).unsafe(`fetch ${page} from ${cursor}`), shape);
    yield* rows;
    if (rows.length < page) break;
  }
  await rawSql(tx).unsafe(`close ${cursor}`);
}

/** The rows of a result, each column by its reader. Throws a TypeError that names the column. */
function readRows<S extends Shape>(result: Result, shape: S): RowOf<S>[] {
  const columns = Object.entries(shape).map(([key, column]) => ({ key, name: columnName(key), column }));
  for (const { name, column } of columns) {
    const found = result.columns.filter((each) => each.name === name);
    const [only] = found;
    if (only === undefined) throw new TypeError(`the statement has no column ${name}`);
    if (found.length > 1) throw new TypeError(`the statement has the column ${name} twice`);
    if (!column.types.includes(only.type))
      throw new TypeError(`column ${name}: ${column.expects} is expected, not type ${only.type}`);
  }
  return Array.from(result, (row) => {
    const read: Record<string, unknown> = {};
    for (const { key, name, column } of columns) read[key] = valueOf(row[name], column, `column ${name}`);
    // Every key of the shape was read by its own reader just now.
    return read as RowOf<S>;
  });
}

function valueOf<T>(value: unknown, column: Column<T>, where: string): T {
  if (value === null) {
    if (column.ofNull === undefined) throw new TypeError(`${where} is NULL, ${column.expects} is expected`);
    return column.ofNull;
  }
  const read = column.read(value);
  // The value itself may be a person's: it is not said.
  if (read === undefined) throw new TypeError(`${where} is not ${column.expects}`);
  return read;
}

function columnName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function digits(value: unknown, shape: RegExp): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const written = String(value);
  return shape.test(written) ? written : undefined;
}
