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
import { ADOPTED } from './platform-chain.ts';

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

/** What the migrations made, where they found an empty schema; null where something stood in it. */
export async function migrateDatabase(url: string): Promise<Catalogue | null> {
  const client = openOwnerConnection(url);
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    const state = await stateOf(client);
    if (state === 'newer') throw new NewerDatabase();
    if (state === 'older') await requireNothingTold(client);
    const wasEmpty = await isEmpty(client);
    // What later steps build on comes first.
    if (state !== 'missing') await applyPassedOver(client);
    await migrate(drizzle(client), { migrationsFolder });
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
 * Rows that wait to be taken over though their last upgrade was taken over already are nobody's of the program: with the next upgrade its
 * own entry would cover them. Each book is asked by itself: one that waited when the platform's chain took over its own has until its own entry.
 */
async function requireNothingTold(client: postgres.Sql): Promise<void> {
  const [there] = await client<
    { chain: boolean }[]
  >`select to_regclass('platform_entry') is not null as chain`;
  if (there?.chain !== true) return;
  const told = await client.begin(async (tx) => {
    const [upgrade] = await tx<{ last: string; done: boolean; waited: string | null }[]>`
      select last::text, coalesce((head ->> 0)::bigint, 0) >= last as done, head ->> 1 as waited
      from (select max(created_at) as last from drizzle.__drizzle_migrations) m
        left join (select heads -> ${ADOPTED}::text as head from platform_entry where heads ? ${ADOPTED}::text
          order by number desc limit 1) a on true`;
    if (upgrade?.done !== true) return [];
    const { last } = upgrade;
    // Versions of before did not say whose books waited: then a book's own entry alone tells.
    const waited = upgrade.waited ?? '';
    const names = (
      await tx<{ name: string }[]>`
        select distinct table_name as name from platform_digest where entry_number is null and operation = 'A' order by 1`
    ).map(({ name }) => name);
    for (const { id, called } of await tx<{ id: string; called: string }[]>`
      select id::text, name as called from cooperative order by created_at, id`) {
      // An owner whom row policies bind is shown one cooperative at a time.
      await tx`select set_config('app.cooperative_id', ${id}, true)`;
      const known = waited !== '' && !waited.includes(JSON.stringify(id));
      names.push(
        ...(
          await tx<{ name: string }[]>`
          select distinct table_name as name from row_digest
          where cooperative_id = ${id}::uuid and entry_number is null and operation = 'A'
            and (${known} or exists (select from audit_entry e, jsonb_array_elements(e.notes) n
              where e.cooperative_id = ${id}::uuid and e.command = 'audit.adopt-rows'
                and (n ->> 'migration')::bigint >= ${last}::bigint)) order by 1`
        ).map(({ name }) => `${called}: ${name}`),
      );
    }
    return names;
  });
  if (told.length > 0)
    throw new Explained(
      `Rows are said to be of an upgrade that the books have taken over already (${told.join(', ')}): this upgrade would take them over. Nothing was changed; the version before goes on serving. Start it once and stop it, then this one. If it is said again, somebody wrote that past the program: npm run verify of the version before names where, and docs/operation.md (“What to do when …”) says what to do.\n` +
        `有若干行被写明属于某次升级，而账册已经接管了那次升级（${told.join('、')}）：这次升级会把它们接管下来。未作任何改动，升级以前的版本照常可用。请先启动一次升级以前的版本再停止，然后启动本版本；仍如此说的，就是有人越过本程序所写：请用升级以前的版本运行 npm run verify 查看，办法见《运行维护》“遇到什么怎么办”。`,
    );
}

/** The number of the last migration that this program knows. */
export function latestMigration(): bigint {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => BigInt(folderMillis));
  return known.reduce((last, each) => (each > last ? each : last), 0n);
}

/**
 * The migrator goes by the moment of the last step that was taken, and passes over one that lies before it: two that were written side by
 * side come out in either order. What a database passed over so it takes here, in the order of their numbers.
 */
async function applyPassedOver(client: postgres.Sql): Promise<void> {
  const rows = await client<{ at: string }[]>`
    select created_at::text as at from drizzle.__drizzle_migrations`;
  const taken = new Set(rows.map(({ at }) => Number(at)));
  const last = Math.max(...taken);
  for (const { folderMillis, hash, sql } of readMigrationFiles({ migrationsFolder })) {
    if (taken.has(folderMillis) || folderMillis > last) continue;
    await client.begin(async (tx) => {
      for (const statement of sql) await tx.unsafe(statement);
      await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
    });
  }
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
