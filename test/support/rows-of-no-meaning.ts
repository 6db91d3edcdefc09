/** Rows of any table that mean nothing, for what asks of every table the same: who may touch its rows, and whether a change is seen. */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';

/** Takes off this copy of the tables what guards meaning alone; triggers of these names stay. */
export async function takeMeaningOff(owner: postgres.Sql, kept: readonly string[] = []): Promise<void> {
  const stays = ['append\\_only%', ...kept].map((name) => `'${name}'`).join(', ');
  await owner.unsafe(`do $$ declare k record; begin
    for k in select conname, conrelid::regclass as place from pg_constraint
      where contype in ('c', 'f') and connamespace = 'public'::regnamespace order by contype desc
    loop execute format('alter table %s drop constraint %I', k.place, k.conname); end loop;
    for k in select tgname, tgrelid::regclass as place from pg_trigger
      where not tgisinternal and not tgname like any (array[${stays}])
    loop execute format('drop trigger %I on %s', k.tgname, k.place); end loop; end $$`);
}

export async function insertRow(
  sql: postgres.Sql | postgres.TransactionSql,
  table: string,
  cooperative: string,
) {
  const columns = await sql<{ name: string; type: string }[]>`
    select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
    where a.attrelid = ${`public.${table}`}::regclass and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attidentity = '' and (a.attnotnull or a.attnum = 1)`;
  const values = columns.map(({ name, type }) =>
    name === 'cooperative_id' ? `'${cooperative}'` : sampleValue(type),
  );
  await sql.unsafe(
    `insert into ${table} (${columns.map((column) => `"${column.name}"`).join(', ')}) values (${values.join(', ')})`,
  );
}

export function sampleValue(type: string): string {
  if (type === 'uuid') return `'${randomUUID()}'`;
  if (/^(integer|bigint|smallint|numeric)/.test(type)) return String(1 + Math.floor(Math.random() * 1e4));
  if (type === 'boolean') return 'true';
  if (type === 'date') return `'2010-07-01'`;
  if (type.startsWith('timestamp')) return `'2010-07-01T00:00:00Z'`;
  if (type === 'bytea') return `'\\x00'`;
  if (type.startsWith('json')) return `'{}'`;
  if (type.endsWith('[]')) return `'{}'`;
  return `'${randomUUID()}'`;
}
