/**
 * The column types of the house: value types of the domain in the program, exact types of PostgreSQL in the table.
 * `numeric` travels as text in both directions, so no amount ever becomes a JavaScript number.
 */
import { customType, uuid } from 'drizzle-orm/pg-core';
import { LocalDate } from '../domain/calendar.ts';
import { Money } from '../domain/money.ts';
import { ShareQuantity } from '../domain/share-quantity.ts';

/** The first column of every tenant table and of each of its keys. */
export const tenantId = () => uuid('cooperative_id').notNull();

/** Yuan to the fen: `numeric(18,2)`. */
export const money = customType<{ data: Money; driverData: string }>({
  dataType: () => 'numeric(18,2)',
  toDriver: (amount) => amount.toString(),
  fromDriver: (text) => Money.parse(text),
});

/** Shares to the ten-thousandth: `numeric(20,4)`. */
export const quantity = customType<{ data: ShareQuantity; driverData: string }>({
  dataType: () => 'numeric(20,4)',
  toDriver: (shares) => shares.toString(),
  fromDriver: (text) => ShareQuantity.parse(text),
});

/** Any exact number as its decimal text: quotas, weights, rates. */
export const exactNumeric = customType<{ data: string; driverData: string }>({
  dataType: () => 'numeric',
});

/** A calendar day: `date`. */
export const localDate = customType<{ data: LocalDate; driverData: string }>({
  dataType: () => 'date',
  toDriver: (date) => date.toString(),
  fromDriver: (text) => LocalDate.parse(text),
});

/** A moment: `timestamptz`, in the program a Date. */
export const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  toDriver: (moment) => moment.toISOString(),
  fromDriver: (text) => new Date(text),
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** Text compared by code unit, the same in SQL and in the program. */
export const sortText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/** Whole numbers beyond 2^53 stay exact. */
export const wholeNumber = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'bigint',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
});
