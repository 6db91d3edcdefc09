/**
 * Every row is what the entry that wrote it says, and none is gone or stands that no entry wrote: of every table that is watched,
 * rows and digests are compared as a whole, in PostgreSQL. What differs is named with its row, the entry and the person.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { ERASURE, idsIn, toldBetween } from '../../platform/row-digests.ts';
import { count, flag, json, orNull, plannedOnce, rowsOf, text, whole } from '../../platform/rows.ts';
import type { Vault } from '../../platform/vault.ts';
import type { FindingList, Rule } from './finding.ts';
import type { Told } from './trail-check.ts';
import { foundBy, rowInWords, type RowValues } from './row-place.ts';

const NAMED = 20;

interface Watched {
  readonly name: string;
  readonly keys: readonly string[];
  /** As SQL, of a row `r`. */
  readonly key: string;
  readonly evidence: string;
  /** Whether one row may have several digests, the last of which counts. */
  readonly changes: boolean;
  /** Whether the service never changes or removes a row: no digest that says so counts. */
  readonly grows: boolean;
}

export interface RowScope {
  /** One table; all of them unless given. */
  readonly only?: string | undefined;
  /** Only rows that entries after this one wrote. Rows that no command wrote are then not looked for. */
  readonly since?: bigint;
}

export async function checkRows(
  tx: Tx,
  vault: Pick<Vault, 'chainHash'>,
  cooperativeId: string,
  told: Pick<Told, 'unproved' | 'entries'>,
  findings: FindingList,
  { only, since = 0n }: RowScope = {},
): Promise<void> {
  const between = await toldBetween(tx, cooperativeId, (text, id) => vault.chainHash(text, id));
  const past = between.unsealed.filter((each) => only === undefined || each.table === only);
  for (const { table, keys } of past.slice(0, NAMED)) {
    const named = await foundBy(tx, cooperativeId, null, keys.join(' '));
    findings.add({ table: 'row_digest', row: table, rule: 'digest-unsealed', ...named });
  }
  for (let more = NAMED; more < past.length; more += 1)
    findings.add({ table: 'row_digest', row: '', rule: 'digest-unsealed' });
  const entries = { since, last: told.entries, between: between.sealed };
  for (const table of await watchedTables(tx, cooperativeId, only)) {
    await compare(tx, cooperativeId, table, entries, findings);
    if (told.unproved.length > 0) await nameUnproved(tx, cooperativeId, table, told.unproved, findings);
  }
}

/** The tables that have rows or digests here. */
async function watchedTables(
  tx: Tx,
  cooperativeId: string,
  only: string | undefined,
): Promise<readonly Watched[]> {
  const known = await rowsOf(
    tx,
    sql`
    select c.relname::text as name from pg_class c join pg_trigger t on t.tgrelid = c.oid and t.tgname = 'told_when_written'
    where c.relnamespace = 'public'::regnamespace and c.relname = coalesce(${only ?? null}::text, c.relname)
    order by 1 ${plannedOnce}`,
    { name: text },
  );
  const own = sql`'${sql.raw(cooperativeId)}'::uuid`;
  const inUse = known.map(
    ({ name }) =>
      sql`select '${sql.raw(name)}' as name where exists (select from ${sql.identifier(name)} where cooperative_id = ${own})`,
  );
  const digested = sql`select distinct table_name from row_digest where cooperative_id = ${own}
    and to_regclass('public.' || quote_ident(table_name)) is not null
    ${only === undefined ? sql`` : sql`and table_name = '${sql.raw(only)}'`}`;
  return rowsOf(
    tx,
    sql`
    with used as (${sql.join(inUse, sql` union all `)} union ${digested})
    select u.name, row_key(u.name) as key, row_evidence(u.name) as evidence,
      (select jsonb_agg(a.attname order by k.ord) from pg_index x, unnest(x.indkey::int2[]) with ordinality k(num, ord)
        join pg_attribute a on a.attnum = k.num
        where x.indrelid = u.name::regclass and x.indisprimary and a.attrelid = x.indrelid
          and (a.attname <> 'cooperative_id' or x.indnkeyatts = 1)) as keys,
      exists (select from pg_trigger t where t.tgrelid = u.name::regclass and t.tgname = 'told_when_changed')
        or exists (select from row_digest d where d.cooperative_id = ${own} and d.table_name = u.name and d.operation = 'A') as changes,
      not exists (select from pg_trigger t where t.tgrelid = u.name::regclass and t.tgname = 'told_when_changed') as grows
    from used u order by u.name`,
    {
      name: text,
      key: text,
      evidence: text,
      keys: json((value) => value as readonly string[]),
      changes: flag,
      grows: flag,
    },
  );
}

interface Entries {
  readonly since: bigint;
  readonly last: bigint;
  /** Numbers of digests that no entry covers yet and that bear the seal of the service. */
  readonly between: readonly bigint[];
}

/** Which digests of a table count by what they say was done, as SQL of a digest `d`. */
function countedOf({ name, grows }: Pick<Watched, 'name' | 'grows'>): SQL {
  if (grows) return sql`d.operation in ('I', 'A')`;
  // Who looked stays as it was noted, but for what two people have agreed to erase.
  if (name === 'access_entry')
    return sql`(d.operation in ('I', 'A') or d.operation = 'D' and exists (select from audit_entry e
      where e.cooperative_id = d.cooperative_id and e.number = d.entry_number and e.command = ${ERASURE}))`;
  // Jobs move an import on, and nothing removes one.
  if (name === 'import_file') return sql`d.operation <> 'D'`;
  return sql`true`;
}

/** Digests that an entry covers, or that jobs have told and sealed since the last one: any other is none of the program's. */
const digestsOf = (
  cooperativeId: string,
  { name, grows }: Pick<Watched, 'name' | 'grows'>,
  { since, last, between }: Entries,
) => sql`
  select k.key, d.entry_number, d.operation, d.id, substring(d.digests from (32 * (k.n - 1) + 1)::int for 32) as digest
  from row_digest d cross join lateral unnest(d.keys) with ordinality k(key, n)
  where d.cooperative_id = ${cooperativeId}::uuid and d.table_name = ${name}
    and (d.entry_number between ${(since + 1n).toString()}::bigint and ${last.toString()}::bigint
      or d.entry_number is null and d.id in ${idsIn(between)})
    and ${countedOf({ name, grows })}`;

async function compare(
  tx: Tx,
  cooperativeId: string,
  table: Watched,
  entries: Entries,
  findings: FindingList,
): Promise<void> {
  const { name, key, evidence, changes } = table;
  const last = changes
    ? sql`select distinct on (key) * from told order by key, entry_number desc nulls first, id desc`
    : sql`select * from told`;
  const found = await rowsOf(
    tx,
    sql`
    with told as (${digestsOf(cooperativeId, table, entries)}), last as (${last}),
    standing as (
      select ${sql.raw(key)} as key, ${sql.raw(evidence)} as digest
      from ${sql.identifier(name)} r where r.cooperative_id = ${cooperativeId}::uuid
      ${entries.since === 0n ? sql`` : sql`and ${sql.raw(key)} in (select key from last)`}
    )
    select coalesce(s.key, l.key) as key, l.entry_number as entry, s.key is not null as stands,
      coalesce(l.operation <> 'D', false) as written, count(*) over ()::int as count
    from last l full join standing s on s.key = l.key
    where case when l.operation = 'D' or l.key is null then s.key is not null else s.digest is distinct from l.digest end
    order by 2, 1 limit ${NAMED}`,
    { key: text, entry: orNull(whole), stands: flag, written: flag, count },
  );
  for (const { key: of, entry, stands, written } of found) {
    const rule: Rule = !stands ? 'row-removed' : written ? 'row-changed' : 'row-added';
    const row = await named(tx, cooperativeId, table, of);
    findings.add({
      table: name,
      row,
      rule,
      ...(await foundBy(tx, cooperativeId, entry, of)),
    });
  }
  for (let more = (found[0]?.count ?? 0) - found.length; more > 0; more -= 1)
    findings.add({ table: name, row: '', rule: 'row-changed' });
}

/** Rows that match their digests, which an entry covers that is none. */
async function nameUnproved(
  tx: Tx,
  cooperativeId: string,
  table: Watched,
  entries: readonly bigint[],
  findings: FindingList,
): Promise<void> {
  const wanted = JSON.stringify(entries.slice(0, 1000).map(String));
  const rows = await rowsOf(
    tx,
    sql`
    select k.key, d.entry_number as entry from row_digest d cross join lateral unnest(d.keys) k(key)
    where d.cooperative_id = ${cooperativeId}::uuid and d.table_name = ${table.name}
      and d.entry_number in (select e::bigint from jsonb_array_elements_text(${wanted}::jsonb) e)
    order by d.entry_number, d.id limit ${NAMED}`,
    { key: text, entry: whole },
  );
  for (const { key, entry } of rows) {
    const row = await named(tx, cooperativeId, table, key);
    const by = await foundBy(tx, cooperativeId, entry, key);
    findings.add({ table: table.name, row, rule: 'row-unproved', ...by });
  }
}

/** The row in words; where it is gone, as far as its key tells. */
async function named(tx: Tx, cooperativeId: string, table: Watched, key: string): Promise<string> {
  const [row] = await rowsOf(
    tx,
    sql`
    select to_jsonb(r) as row from ${sql.identifier(table.name)} r
    where r.cooperative_id = ${cooperativeId}::uuid and ${sql.raw(table.key)} = ${key}`,
    { row: json((value) => value as RowValues) },
  );
  const parts = key.split('\x1f');
  const values = row?.row ?? Object.fromEntries(table.keys.map((name, index) => [name, parts[index] ?? '']));
  return rowInWords(tx, cooperativeId, values);
}
