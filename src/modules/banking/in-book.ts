/** Rows of one cooperative, which every query names beside what the rows are joined or chosen by. */
import { and, eq, type Column, type SQL } from 'drizzle-orm';

export function inBook(
  cooperativeId: string,
  table: { readonly cooperativeId: Column },
  ...conditions: readonly (SQL | undefined)[]
): SQL | undefined {
  return and(eq(table.cooperativeId, cooperativeId), ...conditions);
}
