/**
 * Brings the schema up to date at start. Safe when two processes start at once: an advisory lock lets one go first,
 * and the other finds nothing left to do.
 */
import { drizzle } from 'drizzle-orm/postgres-js';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { migrationsFolder } from './migrations-folder.ts';
import type postgres from 'postgres';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import { Explained } from './explained.ts';
import { openOwnerConnection } from './owner-connection.ts';
import {
  betweenTables,
  sealUpgradeOf,
  unprovedUpgrades,
  unwatchedTables,
  type Keyed,
} from './row-digests.ts';

const LOCK = 4_854_717;

/** Thrown when the tables know steps that this program does not: it would read and write past what they promise. */
export class NewerDatabase extends Explained {
  constructor() {
    super(
      'This database belongs to a newer version of Hegu than this program. Nothing was changed. Start the newer version, or ' +
        'restore the backup made before it was first started.\n' +
        '这个数据库属于比本程序更新的合股版本，未作任何改动。请启动新版本，或恢复新版本首次启动之前的备份。',
    );
    this.name = 'NewerDatabase';
  }
}

/** Thrown by whoever only looks when the tables are from before this program: they are brought up to date by the service alone. */
export class OlderDatabase extends Explained {
  constructor() {
    super(
      'The tables of these books are older than this program, as those of a copy are that was made before an upgrade. Nothing was read or changed. ' +
        'Start the service once: it brings them up to date. Then run this again.\n' +
        '这套账册的数据表比本程序旧，例如恢复的是升级以前的备份。未作核对，也未作任何改动。请先启动一次服务，由它更新数据表，然后再运行。',
    );
    this.name = 'OlderDatabase';
  }
}

/**
 * A temporary table stands before the one of its name, and triggers and policies would read what whoever made it wrote there.
 * A right of the database, which no dump carries along: seen to at each start. Without effect where another owns the database.
 */
export const withoutTemporaryTables = `DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$`;

/**
 * What the migrations made, where they found an empty schema; null where something stood in it. `keyed`: by the key of the books, where there
 * is one yet; what an upgrade tells without one is taken over by nobody.
 */
export async function migrateDatabase(url: string, keyed: Keyed | null = null): Promise<Catalogue | null> {
  const client = openOwnerConnection(url);
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    const state = await stateOf(client);
    if (state === 'newer') throw new NewerDatabase();
    const wasEmpty = await isEmpty(client);
    if (state === 'older') await upgrade(client, keyed);
    if (state === 'missing') await migrate(drizzle(client), { migrationsFolder });
    await client.unsafe(withoutTemporaryTables);
    return wasEmpty ? await catalogueOf(client) : null;
  } finally {
    // Closing the connection also releases the lock.
    await client.end({ timeout: 5 });
  }
}

/** Nothing of anybody's stands where the tables are to be made. */
async function isEmpty(client: postgres.Sql): Promise<boolean> {
  const [row] = await client<{ empty: boolean }[]>`
    select not exists (select from pg_class where relnamespace = 'public'::regnamespace)
      and not exists (select from pg_proc where pronamespace = 'public'::regnamespace)
      and not exists (select from pg_type where typnamespace = 'public'::regnamespace) as empty`;
  return row?.empty === true;
}

/**
 * What says to be of an upgrade and bears no seal of one is somebody's, or was left by a version of before, which takes it over itself: this
 * one takes over what its own upgrade tells, and nothing else.
 */
async function requireNothingTold(owner: postgres.TransactionSql, keyed: Keyed | null): Promise<void> {
  const called = await cooperativesOf(owner);
  const told = (await unprovedUpgrades(owner, [...called.keys()], keyed)).map(({ cooperative, table }) =>
    cooperative === '' ? table : `${called.get(cooperative) ?? cooperative}: ${table}`,
  );
  if (told.length > 0)
    throw new Explained(
      `Rows are said to be of an upgrade, and no entry has taken them over (${told.join(', ')}): this version takes over what its own upgrade tells, and nothing else. Nothing was changed; the version before goes on serving. Start it once and stop it, then this one. If it is said again, somebody wrote that past the program: npm run verify of the version before names where, and docs/operation.md (“What to do when …”) says what to do.\n` +
        `有若干行被写明属于某次升级，而尚无流水接管（${told.join('、')}）：本版本只接管自己升级时所写的。未作任何改动，升级以前的版本照常可用。请先启动一次升级以前的版本再停止，然后启动本版本；仍如此说的，就是有人越过本程序所写：请用升级以前的版本运行 npm run verify 查看，办法见《运行维护》“遇到什么怎么办”。`,
    );
}

/**
 * A table that nobody watches a migration would watch anew, and take over whatever stands in it. Held until the upgrade is over: nobody takes
 * the watch away meanwhile.
 */
async function requireWatched(owner: postgres.TransactionSql): Promise<void> {
  const tables = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum = 1 and a.attname = 'cooperative_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname <> all (${Object.keys(unwatchedTables)}) order by 1`;
  const names = tables.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  if (names.length > 0) await owner.unsafe(`lock table ${names.join(', ')} in access share mode`);
  const unwatched = await owner<{ name: string }[]>`
    select t.name from unnest(${tables.map(({ name }) => name)}::text[]) t(name)
    where not exists (select from pg_trigger g where g.tgrelid = format('public.%I', t.name)::regclass
      and g.tgname = 'told_when_written' and g.tgenabled = 'O') order by 1`;
  if (unwatched.length > 0)
    throw new Explained(
      `Somebody took the watch off tables of these books (told_when_written on ${unwatched.map(({ name }) => name).join(', ')}): this upgrade would take over whatever stands in them. Nothing was changed. Restore the copy of before, or see docs/operation.md (“not as migrated”).\n` +
        `有人撤去了账册数据表上的监看（${unwatched.map(({ name }) => name).join('、')} 的 told_when_written）：升级会把其中现有的内容一并接管。未作任何改动。请恢复此前的备份，或见《运行维护》“不是升级程序建成的样子”。`,
    );
}

/**
 * Takes what the database has not taken, in the order of the numbers, in one transaction that sees what nobody else writes meanwhile: of two
 * steps that were written side by side the one that lands later may have the smaller number. What it tells is sealed before it counts.
 */
async function upgrade(client: postgres.Sql, keyed: Keyed | null): Promise<void> {
  const [before] = await client<{ rows: boolean }[]>`select to_regclass('row_digest') is not null as rows`;
  await client.begin('isolation level repeatable read', async (owner) => {
    // First of all, so that what is seen from here on is all that a process of before had written: each row that it writes leaves a digest.
    if (before?.rows === true) await owner`lock table row_digest in share row exclusive mode`;
    const [there] = await owner<{ rows: boolean; chain: boolean }[]>`
      select to_regclass('row_digest') is not null as rows, to_regclass('platform_digest') is not null as chain`;
    if (there?.rows === true) await requireWatched(owner);
    if (there?.chain === true) await requireNothingTold(owner, keyed);
    const rows = await owner<
      { at: string }[]
    >`select created_at::text as at from drizzle.__drizzle_migrations`;
    const taken = new Set(rows.map(({ at }) => Number(at)));
    for (const { folderMillis, hash, sql } of readMigrationFiles({ migrationsFolder })) {
      if (taken.has(folderMillis)) continue;
      for (const statement of sql) await owner.unsafe(statement);
      await owner`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
    }
    if (keyed !== null) await sealUpgrade(owner, keyed);
  });
}

/** Every cooperative's name, by id. By a connection of the owner of the tables. */
export async function cooperativesOf(
  owner: Pick<postgres.TransactionSql, 'unsafe'>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await owner.unsafe<{ id: string; name: string }[]>(
    'select id::text, name from cooperative order by created_at, id',
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Puts a seal on whatever the transaction of an upgrade told. */
export const sealUpgrade = async (
  owner: Pick<postgres.TransactionSql, 'unsafe'>,
  keyed: Keyed,
): Promise<void> => sealUpgradeOf(owner, [...(await cooperativesOf(owner)).keys()], keyed);

/** The number of the last migration that this program knows. */
export function latestMigration(): bigint {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => BigInt(folderMillis));
  return known.reduce((last, each) => (each > last ? each : last), 0n);
}

/**
 * The number of an upgrade to all of them: more with each that comes, whatever its own number. What versions of before called so, the number
 * of the last alone, is less.
 */
export function upgradeNumber(): bigint {
  return latestMigration() + BigInt(readMigrationFiles({ migrationsFolder }).length);
}

/** After which all tables that stood there were watched. */
const WATCHED_SINCE = 1795850000076;

/** Tables whose rows an upgrade may take over since all are watched: those that it makes, or says that it changed. */
export function tablesTakenOver(): ReadonlySet<string> {
  const later = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => folderMillis > WATCHED_SINCE,
  );
  const text = later.flatMap(({ sql }) => sql).join('\n');
  const named = text.matchAll(/(?:create table (?:if not exists )?"?|adopt_rows\(')(\w+)/gi);
  return new Set([...betweenTables, ...[...named].flatMap(([, name]) => name ?? [])]);
}

export type SchemaState = 'missing' | 'older' | 'current' | 'newer';

/** How far the schema of a database is, against this program's. Reads only. */
export async function schemaState(url: string): Promise<SchemaState> {
  const client = openOwnerConnection(url);
  try {
    return await stateOf(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function stateOf(client: postgres.Sql): Promise<SchemaState> {
  const [place] = await client<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
  if (!place?.there) return 'missing';
  const rows = await client<
    { at: string }[]
  >`select created_at::text as at from drizzle.__drizzle_migrations`;
  const taken = new Set(rows.map(({ at }) => Number(at)));
  if (taken.size === 0) return 'missing';
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
  if ([...taken].some((at) => !known.includes(at))) return 'newer';
  return known.every((at) => taken.has(at)) ? 'current' : 'older';
}
