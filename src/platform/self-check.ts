/**
 * Asks the database's own catalogue, before anything is served, whether its promises hold: row policies on and forced
 * on every tenant table, the tenant in every key, append-only triggers in place, and durable commits.
 */
import type postgres from 'postgres';
import { differencesFrom, FIRST_OWN, migratedCatalogue, type Catalogue } from './catalogue.ts';
import { openOwnerConnection } from './owner-connection.ts';

const MOST_LINES = 40;

/** Settings that, laid on a database or a role, switch off triggers or policies or lead names elsewhere. */
const fatefulSettings = [
  'session_replication_role',
  'row_security',
  'search_path',
  'role',
  'session_authorization',
  'session_preload_libraries',
  'local_preload_libraries',
  'default_transaction_read_only',
  'transform_null_equals',
  'synchronous_commit',
];

export interface SelfCheckOptions {
  /** Throw-away test clusters run without fsync; a service never does. */
  readonly allowUnsafeDurability?: boolean;
  /** What the migrations make, where it is known already. */
  readonly migrated?: Catalogue;
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
  'passkey',
  'passkey_challenge',
  'api_token',
  'passkey',
  'passkey_challenge',
  'installation',
  'sealing_key',
  'moved_book',
  'platform_digest',
  'platform_entry',
];

/** What the books stand on: these only grow, whatever the rights say. */
const ledgerTables = [
  'audit_entry',
  'stored_reply',
  'share_movement',
  'dividend_line',
  'document',
  'resolution',
  'installation',
];

/** What only grows until two people agree that it goes: the right to remove is there, and a trigger asks for their agreement. */
const erasableTables = ['access_entry'];

/** Every reason not to serve, in words for the administrator; empty when all is well. */
export async function reasonsNotToServe(
  url: string,
  options: SelfCheckOptions = {},
): Promise<readonly string[]> {
  const client = openOwnerConnection(url);
  try {
    const reasons: string[] = [];
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
        has_table_privilege('hegu_app', c.oid, 'update') 
          or has_table_privilege('hegu_app', c.oid, 'delete') and not c.relname = any (${erasableTables})
          or has_table_privilege('hegu_app', c.oid, 'truncate') as writable
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')
        and (c.relname = any (${ledgerTables})
          or not c.relname = any (${outsideTables}) and not has_table_privilege('hegu_app', c.oid, 'update'))`;
    for (const table of growing) {
      if (table.guards < 2 || table.writable)
        reasons.push(`Table ${table.name} must be append only: by right and by two triggers.`);
    }
    const [owner] = await client<{ bypass: boolean }[]>`
      select bool_or(rolsuper or rolbypassrls) as bypass from pg_roles 
      where rolname in ('hegu_app', 'hegu_reader', 'hegu_portal')`;
    if (owner?.bypass !== false)
      reasons.push(
        'The roles hegu_app, hegu_reader and hegu_portal must exist and must not bypass row policies.',
      );
    if (tables.length > 0) {
      const migrated = options.migrated ?? (await migratedCatalogue(url));
      const lines = await differencesFrom(client, migrated);
      reasons.push(...lines.slice(0, MOST_LINES).map((line) => `Not as the migrations made it: ${line}.`));
      if (lines.length > MOST_LINES) reasons.push(`… and ${lines.length - MOST_LINES} more.`);
    }
    reasons.push(...(await waysAround(client)), ...(await amongTheBuiltIn(client)));
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

/**
 * What somebody added to what PostgreSQL itself came with: it stands before the functions and tables of the books, or changes how their values
 * are written and compared. What an extension brought is let be, where it is called like nothing else. And tables that take rows of the books
 * without their triggers and keys.
 */
async function amongTheBuiltIn(client: postgres.Sql): Promise<readonly string[]> {
  const rows = await client<{ reason: string }[]>`
    with extension as (select classid, objid from pg_depend where deptype = 'e'),
    added (kind, name, number, catalogue, alike) as (
      select 'Function', p.oid::regprocedure::text, p.oid, 'pg_proc'::regclass,
        exists (select from pg_proc o where o.proname = p.proname and (o.oid < ${FIRST_OWN} or o.pronamespace = 'public'::regnamespace))
      from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
      union all
      select 'Table, view or index', c.relname, c.oid, 'pg_class'::regclass,
        exists (select from pg_class o where o.relname = c.relname and o.relnamespace = 'public'::regnamespace)
      from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace
      union all
      select 'Type', t.typname, t.oid, 'pg_type'::regclass,
        exists (select from pg_type o where o.typname = t.typname and o.typnamespace = 'public'::regnamespace)
      from pg_type t where t.typnamespace = 'pg_catalog'::regnamespace
        -- Of a row or an array no extension is said: they are made with what is named already.
        and t.typrelid = 0 and not exists (select from pg_type o where o.typarray = t.oid)
      union all
      select 'Operator', o.oprname || ' (' || o.oprleft::regtype || ', ' || o.oprright::regtype || ')', o.oid, 'pg_operator'::regclass,
        o.oprleft < ${FIRST_OWN} and o.oprright < ${FIRST_OWN}
      from pg_operator o where o.oprnamespace in ('pg_catalog'::regnamespace, 'public'::regnamespace)
      union all
      select 'Cast', c.castsource::regtype || ' as ' || c.casttarget::regtype, c.oid, 'pg_cast'::regclass, true
      from pg_cast c where c.castsource < ${FIRST_OWN} and c.casttarget < ${FIRST_OWN}
      union all
      select 'Comparison', a.amproc::text, a.oid, 'pg_amproc'::regclass, true from pg_amproc a where a.amprocfamily < ${FIRST_OWN}
      union all
      select 'Order', a.amopopr::regoperator::text, a.oid, 'pg_amop'::regclass, true from pg_amop a where a.amopfamily < ${FIRST_OWN}
    )
    select format('%s %s was added to what PostgreSQL itself came with.', kind, name) as reason from added
    where number >= ${FIRST_OWN}
      and (alike or not exists (select from extension e where e.classid = catalogue and e.objid = number))
    union all
    select format('Table %s inherits from %s of the schema and takes its rows.', i.inhrelid::regclass, i.inhparent::regclass)
    from pg_inherits i join pg_class c on c.oid = i.inhparent where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by 1 limit ${MOST_LINES}`;
  return rows.map(({ reason }) => reason);
}

/** What stands outside the schema and leads around it: memberships, settings, event triggers, rights elsewhere. */
async function waysAround(client: postgres.Sql): Promise<readonly string[]> {
  const rows = await client<{ reason: string }[]>`
    with ours as (select oid, rolname as name from pg_roles
      where rolname in ('hegu_app', 'hegu_reader', 'hegu_portal')
        or rolname like 'hegu\\_%\\_' || left(md5(current_database()), 12))
    select format('Role %s is a member of %s.', o.name, g.rolname) as reason
    from pg_auth_members m join ours o on o.oid = m.member join pg_roles g on g.oid = m.roleid
    where g.rolname not in ('hegu_app', 'hegu_reader', 'hegu_portal') or o.name in ('hegu_app', 'hegu_reader', 'hegu_portal')
    union all
    select format('Role %s is a superuser, passes row policies, makes roles, databases or replicas.', o.name)
    from ours o join pg_roles r on r.oid = o.oid
    where r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
    union all
    select format('%s %s of the schema belongs to %s, whom its rights do not bind.',
      case c.relkind when 'v' then 'View' else 'Table' end, c.relname, o.name)
    from pg_class c join ours o on o.oid = c.relowner
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    union all
    select format('A setting on %s changes how PostgreSQL works: %s. ALTER %s RESET %s;',
      coalesce((select 'role ' || rolname from pg_roles where oid = s.setrole), 'the database'), setting,
      case when s.setrole = 0 then 'DATABASE ' || quote_ident(current_database())
        else 'ROLE ' || s.setrole::regrole || case when s.setdatabase = 0 then '' else ' IN DATABASE ' || quote_ident(current_database()) end
      end, split_part(setting, '=', 1))
    from pg_db_role_setting s, unnest(s.setconfig) setting
    where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
      and (s.setrole = 0 or s.setrole in (select oid from ours) or s.setrole = current_user::regrole)
      and split_part(setting, '=', 1) = any (${fatefulSettings})
    union all
    select format('PostgreSQL runs with %s = %s: triggers or policies would not work.', name, setting)
    from pg_settings where (name = 'session_replication_role' and setting <> 'origin') or (name = 'row_security' and setting <> 'on')
    union all
    select format('Event trigger %s runs at every change of the schema and belongs to no extension.', evtname)
    from pg_event_trigger e
    where not exists (select from pg_depend d where d.classid = 'pg_event_trigger'::regclass and d.objid = e.oid and d.deptype = 'e')
    union all
    select distinct format('%s may %s %s.%s, which is no part of the schema.',
      o.name, lower(a.privilege_type), n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a join ours o on o.oid = a.grantee
    where n.nspname not in ('public', 'pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
    union all
    select format('%s may %s in schema %s.', coalesce(o.name, 'Everybody'), lower(a.privilege_type), n.nspname)
    from pg_namespace n, aclexplode(n.nspacl) a left join ours o on o.oid = a.grantee
    where n.nspname = 'public' and a.privilege_type = 'CREATE' and (a.grantee = 0 or o.oid is not null)
    union all
    select format('Role %s may make temporary tables, which would stand before those of the books: REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC.',
      o.name, current_database())
    from ours o where has_database_privilege(o.oid, current_database(), 'temp')
      and exists (select from ours where name not in ('hegu_app', 'hegu_reader', 'hegu_portal'))
    order by 1`;
  return rows.map(({ reason }) => reason);
}
