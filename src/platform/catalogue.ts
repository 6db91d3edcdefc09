/**
 * What PostgreSQL's catalogue says of the schema, against what the migrations make of an empty one, told by the same version of
 * PostgreSQL so that both are in the same words (`kept-catalogue.ts` keeps it between starts). Policies, functions with their
 * bodies, triggers, rules, rights, views, constraints, indexes and columns: what is not as migrated is named. So is what PostgreSQL itself
 * came with, as far as an answer of a database goes through it.
 */
import { createHash } from 'node:crypto';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';
import { openOwnerConnection } from './owner-connection.ts';
import { migrationsFolder } from './migrations-folder.ts';

/** What stands in the schema, by its kind and name; the same name twice is two of them. */
export type Catalogue = ReadonlyMap<string, string>;

class RolledBack extends Error {}

/**
 * What the migrations make of an empty schema, on this server: they are run anew beside the books, in a transaction that is
 * rolled back. Leaves nothing behind, and takes as long as the first start.
 */
export async function migratedCatalogue(url: string): Promise<Catalogue> {
  const owner = openOwnerConnection(url);
  let found: Catalogue = new Map();
  try {
    await owner.begin(async (tx) => {
      // Two processes that start at once do this one after the other.
      await tx`set local lock_timeout = '600s'`;
      // Uncommitted, and so seen by nobody else: the books stay where they are.
      await tx.unsafe('alter schema public rename to hegu_books; create schema public');
      for (const { sql } of readMigrationFiles({ migrationsFolder }))
        for (const statement of sql) await tx.unsafe(statement);
      found = await catalogueOf(tx);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  } finally {
    await owner.end({ timeout: 5 });
  }
  return found;
}

/**
 * Each difference in a line, such as `policy one_cooperative on member is not as migrated`, the most telling first. Of a table that is gone or
 * was added one line says all: its columns, keys and rights went or came with it.
 */
export async function differencesFrom(owner: postgres.Sql, expected: Catalogue): Promise<readonly string[]> {
  return differencesBetween(expected, await catalogueOf(owner));
}

interface Difference {
  readonly name: string;
  readonly says: string;
  readonly definitions: readonly string[];
}

export function differencesBetween(expected: Catalogue, actual: Catalogue): readonly string[] {
  const found: Difference[] = [];
  const add = (name: string, says: string, ...definitions: readonly string[]) =>
    found.push({ name, says: `${name} ${says}`, definitions });
  for (const [name, definition] of expected) {
    const now = actual.get(name);
    if (now === undefined) add(name, 'is missing', definition);
    else if (now !== definition) add(name, 'is not as migrated', definition, now);
  }
  for (const [name, definition] of actual)
    if (!expected.has(name)) add(name, 'does not belong to the schema', definition);
  const tables = new Set(
    found.flatMap(({ name, says }) => (says.endsWith('as migrated') ? [] : (relation.exec(name)?.[1] ?? []))),
  );
  return mostTellingFirst(found.filter((each) => !goesWith(each, tables)));
}

const relation = /^(?:table|view|materialized view|foreign table) (.+)$/;

/** Whether it says only what is said of its table already. */
function goesWith({ name, definitions }: Difference, tables: ReadonlySet<string>): boolean {
  if (name.startsWith('index '))
    return definitions.some((each) =>
      tables.has(/ ON (?:ONLY )?(?:public\.)?"?(\w+)"? /.exec(each)?.[1] ?? ''),
    );
  const of = / (?:of|on) (?!column )(\w+)(?: for \w+)?$/.exec(name)?.[1];
  return of !== undefined && tables.has(of);
}

/** Of each kind so many come before any more of another: a hundred lines of one leave those of the others to be read. */
const FIRST_OF_KIND = 3;

/** What leads elsewhere comes before what only lacks. */
const kindsByWeight = [
  ...['table', 'view', 'materialized', 'foreign', 'rule', 'function'],
  ...['functions', 'casts', 'operators', 'aggregates', 'types', 'comparisons', 'orders', 'views'],
  ...['trigger', 'policy', 'right', 'type', 'sequence', 'column', 'constraint', 'check', 'index'],
];

function mostTellingFirst(differences: readonly Difference[]): readonly string[] {
  const weightOf = (kind: string) => kindsByWeight.indexOf(kind) + 1 || kindsByWeight.length + 1;
  const kinds = [...Map.groupBy(differences, ({ name }) => name.slice(0, name.indexOf(' ')))].sort(
    ([one], [other]) => weightOf(one) - weightOf(other),
  );
  const lines = kinds.map(([, those]) => those.map(({ says }) => says).sort());
  return [
    ...lines.flatMap((those) => those.slice(0, FIRST_OF_KIND)),
    ...lines.flatMap((those) => those.slice(FIRST_OF_KIND)),
  ];
}

/** What stands in the schema now. */
export async function catalogueOf(tx: postgres.ISql): Promise<Catalogue> {
  const rows = await tx.unsafe<{ name: string; definition: string }[]>(everything);
  const found = new Map(rows.map(({ name, definition }) => [name, definition]));
  for (const [kind, hash] of await builtInHashes(tx)) found.set(builtInName(kind), hash);
  return found;
}

/** What a catalogue calls it. */
export const builtInName = (kind: string): string => `${kind} of PostgreSQL itself`;

/** By kind. Put together here: what PostgreSQL would do it with may be what was changed. */
export async function builtInHashes(
  handle: Pick<postgres.ISql, 'unsafe'>,
): Promise<readonly (readonly [kind: string, hash: string])[]> {
  const hashes: (readonly [string, string])[] = [];
  for (const [kind, question] of Object.entries(builtIn)) {
    const hash = createHash('sha256');
    for (const row of await handle.unsafe(question).values()) hash.update(JSON.stringify(row));
    hashes.push([kind, hash.digest('hex')]);
  }
  return hashes;
}

/** What comes with PostgreSQL has a number below this one; what anybody makes later has one above. */
export const FIRST_OWN = 16_384;

/** Views that the PostgreSQL project replaces in a running database by a script of a minor release; no answer of the books goes through them. */
const replacedByScripts = ['pg_stats', 'pg_stats_ext', 'pg_stats_ext_exprs'];

/** By what PostgreSQL calls, compares and converts, the same in every database of one version. Rights and costs aside. */
export const builtIn: Readonly<Record<string, string>> = {
  functions: `select proname, proargtypes, prolang, prokind, proisstrict, proretset, provolatile, prorettype, prosrc, probin, prosqlbody, proconfig
    from pg_proc where oid < ${FIRST_OWN} and pronamespace = 'pg_catalog'::regnamespace order by 1, 2, 9`,
  casts: `select castsource, casttarget, castfunc, castcontext, castmethod from pg_cast where oid < ${FIRST_OWN} order by 1, 2`,
  operators: `select oprname, oprleft, oprright, oprresult, oprcode::oid, oprcom, oprnegate from pg_operator
    where oid < ${FIRST_OWN} order by 1, 2, 3`,
  aggregates: `select aggfnoid::oid, aggtransfn::oid, aggfinalfn::oid, aggtranstype, agginitval from pg_aggregate
    where aggfnoid::oid < ${FIRST_OWN} order by 1`,
  types: `select typname, typinput::oid, typoutput::oid, typreceive::oid, typsend::oid from pg_type
    where oid < ${FIRST_OWN} and typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'p') order by 1`,
  comparisons: `select amprocfamily, amproclefttype, amprocrighttype, amprocnum, amproc::oid from pg_amproc where oid < ${FIRST_OWN} order by 1, 2, 3, 4`,
  orders: `select amopfamily, amoplefttype, amoprighttype, amopstrategy, amopopr from pg_amop where oid < ${FIRST_OWN} order by 1, 2, 3, 4`,
  views: `select c.relname, w.rulename, w.ev_enabled, md5(w.ev_action::text) from pg_rewrite w join pg_class c on c.oid = w.ev_class
    where c.oid < ${FIRST_OWN} and c.relnamespace = 'pg_catalog'::regnamespace
      and c.relname not in (${replacedByScripts.map((name) => `'${name}'`).join(', ')}) order by 1, 2`,
};

/** Owners aside: who migrates owns. A right is a line of its own, so that the one too many is named. */
export const everything = `
  with relation as (
    select c.oid, c.relname as name, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
    from pg_class c where c.relnamespace = 'public'::regnamespace
  ), own_function as (
    select p.oid, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name, p.proowner, p.proacl, p.prokind
    from pg_proc p where p.pronamespace = 'public'::regnamespace
  ), one (name, definition) as (
    select case relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'S' then 'sequence '
        when 'f' then 'foreign table ' else 'table ' end || name,
      relrowsecurity || ' ' || relforcerowsecurity || ' ' || coalesce(reloptions::text, '')
        || case when relkind in ('v', 'm') then pg_get_viewdef(oid) else '' end
    from relation where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select 'column ' || a.attname || ' of ' || r.name,
      format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attgenerated::text || a.attidentity::text || ' '
        || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || a.attcollation::regcollation::text
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
    where r.relkind in ('r', 'p', 'f')
    union all
    select 'policy ' || p.polname || ' on ' || r.name,
      p.polcmd::text || ' ' || p.polpermissive || ' '
        || array(select x::regrole::text from unnest(p.polroles) x where x <> 0 order by 1)::text || (0 = any (p.polroles))
        || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' | ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
    from relation r join pg_policy p on p.polrelid = r.oid
    union all
    select 'trigger ' || t.tgname || ' on ' || r.name, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid)
    from relation r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
    union all
    select 'check ' || count(*) filter (where t.tgenabled in ('O', 'A')) || ' of foreign keys on ' || r.name, ''
    from relation r join pg_trigger t on t.tgrelid = r.oid and t.tgisinternal group by r.name
    union all
    select 'rule ' || w.rulename || ' on ' || r.name, w.ev_enabled::text || ' ' || pg_get_ruledef(w.oid)
    from relation r join pg_rewrite w on w.ev_class = r.oid and w.rulename <> '_RETURN'
    union all
    select 'constraint ' || k.conname || ' of ' || coalesce(r.name, k.contypid::regtype::text),
      pg_get_constraintdef(k.oid) || ' ' || k.convalidated
    from pg_constraint k left join relation r on r.oid = k.conrelid
    where k.connamespace = 'public'::regnamespace and k.contype <> 'n'
    union all
    select 'index ' || i.name, pg_get_indexdef(i.oid) || ' ' || x.indisvalid
    from relation i join pg_index x on x.indexrelid = i.oid where i.relkind in ('i', 'I')
    union all
    select 'function ' || name, case when prokind in ('f', 'p') then pg_get_functiondef(oid) else prokind::text end from own_function
    union all
    select distinct 'right ' || lower(a.privilege_type) || ' on ' || r.name || ' for ' || grantee(a.grantee), a.is_grantable::text
    from relation r, aclexplode(coalesce(r.relacl, acldefault('r', r.relowner))) a
    where r.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and a.grantee <> r.relowner
    union all
    select distinct 'right ' || lower(a.privilege_type) || ' on column ' || c.attname || ' of ' || r.name || ' for ' || grantee(a.grantee),
      a.is_grantable::text
    from relation r join pg_attribute c on c.attrelid = r.oid and c.attacl is not null and not c.attisdropped,
      aclexplode(c.attacl) a
    where a.grantee <> r.relowner
    union all
    select distinct 'right execute on ' || f.name || ' for ' || grantee(a.grantee), a.is_grantable::text
    from own_function f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
    where a.grantee <> f.proowner
    union all
    select 'type ' || t.typname, t.typtype::text from pg_type t
    where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r') and t.typelem = 0
  )
  select name, string_agg(definition, ' ' order by definition) as definition from one group by name`.replaceAll(
  /grantee\(a\.grantee\)/g,
  `(case a.grantee when 0 then 'everybody' else a.grantee::regrole::text end)`,
);
