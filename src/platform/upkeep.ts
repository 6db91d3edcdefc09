/**
 * What PostgreSQL knows of its tables, kept true around a large entry. Until it looks by itself, up to a minute later, it plans
 * by the rows of before. Worst is a table whose pages are full of rows that were rolled back while its statistics promise none:
 * every index then seems equally good, and a foreign-key check looks through all rows of a cooperative for each that enters.
 */
import type { Sql } from 'postgres';
import { openOwnerConnection } from './owner-connection.ts';

/** Gives back the pages of what was rolled back and counts what is there, in these tables and where statistics are worst. */
export async function tendTables(url: string, tables: readonly string[]): Promise<void> {
  const owner = openOwnerConnection(url);
  try {
    // Where the owner asks, the same right is used: nobody needs the owner for this.
    await owner`set role hegu_app`;
    const found = await owner<{ name: string }[]>`
      select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r'
        and (c.relname = any (${tables}) or (c.reltuples = 0 and pg_relation_size(c.oid) > 0))
      order by 1`;
    if (found.length > 0) await owner.unsafe(`vacuum (analyze) ${found.map(({ name }) => name).join(', ')}`);
    await forgetEmptied(owner);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/**
 * Of a table that was emptied PostgreSQL would go on believing that it is empty, and read all of it for every row of the next large entry.
 * Without statistics it takes a young table for larger than it is, and asks by key. From PostgreSQL 18 on.
 */
async function forgetEmptied(owner: Sql): Promise<void> {
  const [can] = await owner`select to_regprocedure('pg_clear_relation_stats(text, text)') is not null as can`;
  if (can?.['can'] !== true) return;
  await owner`
    select pg_clear_relation_stats('public', c.relname::text) from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples = 0`;
}
