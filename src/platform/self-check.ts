/**
 * Asks the database's own catalogue, before anything is served, whether its promises hold: row policies on and forced
 * on every tenant table, the tenant in every key, append-only triggers in place, and durable commits.
 */
import { openOwnerConnection } from './owner-connection.ts';

export interface SelfCheckOptions {
  /** Throw-away test clusters run without fsync; a service never does. */
  readonly allowUnsafeDurability?: boolean;
}

/** The tables that are not a cooperative's own. */
const outsideTables = [
  'cooperative',
  'app_user',
  'session',
  'invitation',
  'sign_in_guard',
  'second_factor',
  'recovery_code',
  'api_token',
  'installation',
  'sealing_key',
];

/** What the books stand on: these only grow, whatever the rights say. */
const ledgerTables = [
  'audit_entry',
  'stored_reply',
  'share_movement',
  'dividend_line',
  'document',
  'resolution',
];

/** Every reason not to serve, in words for the administrator; empty when all is well. */
export async function reasonsNotToServe(
  url: string,
  options: SelfCheckOptions = {},
): Promise<readonly string[]> {
  const client = openOwnerConnection(url);
  try {
    const reasons: string[] = [];
    const [version] = await client<
      { number: string }[]
    >`select current_setting('server_version_num') as number`;
    if (Number(version?.number) < 150000) reasons.push('PostgreSQL 15 or later is needed.');
    const tables = await client<
      { name: string; enabled: boolean; forced: boolean; policies: number; tenant: boolean }[]
    >`
      select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
        exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'cooperative_id'
                and a.attnum = 1 and a.attnotnull) as tenant
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')`;
    if (tables.length === 0) reasons.push('The schema is empty: migrations have not run.');
    for (const table of tables) {
      if (outsideTables.includes(table.name)) continue;
      if (!table.tenant) reasons.push(`Table ${table.name} does not begin with cooperative_id.`);
      if (!table.enabled || !table.forced || table.policies === 0) {
        reasons.push(`Table ${table.name} is open: row policies must be enabled, forced and present.`);
      }
    }
    const keys = await client<{ name: string; table: string }[]>`
      select i.relname as name, c.relname as table
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and x.indisunique and not c.relname = any (${outsideTables})
        and x.indkey[0] <> 1`;
    for (const key of keys)
      reasons.push(`Unique key ${key.name} of ${key.table} does not begin with the cooperative.`);
    const links = await client<{ name: string; table: string }[]>`
      select k.conname as name, c.relname as table
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_class target on target.oid = k.confrelid
      where n.nspname = 'public' and k.contype = 'f' and not c.relname = any (${outsideTables})
        and not target.relname = any (${outsideTables}) and (k.conkey[1] <> 1 or k.confkey[1] <> 1)`;
    for (const link of links)
      reasons.push(`Foreign key ${link.name} of ${link.table} could reach another cooperative's rows.`);
    const growing = await client<{ name: string; guards: number; writable: boolean }[]>`
      select c.relname as name,
        (select count(*)::int from pg_trigger t where t.tgrelid = c.oid and t.tgenabled in ('O', 'A')
          and t.tgname in ('append_only', 'append_only_truncate')) as guards,
        has_table_privilege('hegu_app', c.oid, 'update') or has_table_privilege('hegu_app', c.oid, 'delete')
          or has_table_privilege('hegu_app', c.oid, 'truncate') as writable
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'sealing_key'
        and (c.relname = any (${ledgerTables}) or not has_table_privilege('hegu_app', c.oid, 'update'))`;
    for (const table of growing) {
      if (table.guards < 2 || table.writable)
        reasons.push(`Table ${table.name} must be append only: by right and by two triggers.`);
    }
    const [owner] = await client<{ bypass: boolean }[]>`
      select bool_or(rolsuper or rolbypassrls) as bypass from pg_roles where rolname in ('hegu_app', 'hegu_reader')`;
    if (owner?.bypass !== false)
      reasons.push('The roles hegu_app and hegu_reader must exist and must not bypass row policies.');
    if (!options.allowUnsafeDurability) {
      for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
        const [row] = await client<{ value: string }[]>`select current_setting(${setting}) as value`;
        if (row?.value === 'off')
          reasons.push(`PostgreSQL runs with ${setting} = off: acknowledged payments could be lost.`);
      }
    }
    return reasons;
  } finally {
    await client.end({ timeout: 5 });
  }
}
