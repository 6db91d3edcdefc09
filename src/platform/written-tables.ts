/** The tables that a transaction has written to so far, as PostgreSQL's own locks tell: whoever asks names none of them. */
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { rowsOf, text } from './rows.ts';

export async function writtenTables(tx: Tx): Promise<readonly string[]> {
  const rows = await rowsOf(
    tx,
    sql`
      select distinct c.relname::text as name from pg_locks l join pg_class c on c.oid = l.relation
      where l.pid = pg_backend_pid() and l.mode = 'RowExclusiveLock' and c.relkind = 'r'`,
    { name: text },
  );
  return rows.map(({ name }) => name);
}
