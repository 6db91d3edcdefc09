/**
 * The order in which a book was written. Its time never goes back, even when the computer's clock does; ids are made from that
 * clock, so they only decide within one entry of the trail.
 */
import { asc, desc, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn, AnyPgTable } from 'drizzle-orm/pg-core';

/** The columns that say when and under which id a row was written. */
export interface Written {
  readonly at: AnyPgColumn;
  readonly id: AnyPgColumn;
}

export function inBookOrder({ at, id }: Written): [SQL, SQL] {
  return [asc(at), asc(id)];
}

export function latestFirst({ at, id }: Written): [SQL, SQL] {
  return [desc(at), desc(id)];
}

/** Rows that were written after the row with this id; nothing is after a row that is not there. */
export function writtenAfter(table: AnyPgTable, written: Written, cooperativeId: string, id: string): SQL {
  return sql`(${written.at}, ${written.id}) > ${placeOf(table, written, cooperativeId, id)}`;
}

export function writtenBefore(table: AnyPgTable, written: Written, cooperativeId: string, id: string): SQL {
  return sql`(${written.at}, ${written.id}) < ${placeOf(table, written, cooperativeId, id)}`;
}

function placeOf(table: AnyPgTable, { at, id }: Written, cooperativeId: string, row: string): SQL {
  const [when, which] = [sql.identifier(at.name), sql.identifier(id.name)];
  const tenant = getTableColumns(table)['cooperativeId'];
  if (tenant === undefined) throw new TypeError('A list of a book has a cooperative.');
  return sql`(select x.${when}, x.${which} from ${table} x
    where x.${sql.identifier(tenant.name)} = ${cooperativeId}::uuid and x.${which} = ${row}::uuid)`;
}
