/**
 * Brings the schema up to date at start. Safe when two processes start at once: an advisory lock lets one go first,
 * and the other finds nothing left to do.
 */
import { drizzle } from 'drizzle-orm/postgres-js';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { fileURLToPath } from 'node:url';
import { openOwnerConnection } from './owner-connection.ts';

const LOCK = 4_854_717;
const folder = fileURLToPath(new URL('../../drizzle', import.meta.url));

export async function migrateDatabase(url: string): Promise<void> {
  const client = openOwnerConnection(url);
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    // Closing the connection also releases the lock.
    await client.end({ timeout: 5 });
  }
}

/** How far the schema of a database is, against this program's. Reads only. */
export async function schemaState(url: string): Promise<'missing' | 'older' | 'current'> {
  const client = openOwnerConnection(url);
  try {
    const [place] = await client<{ there: boolean }[]>`
      select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
    if (!place?.there) return 'missing';
    const [last] = await client<{ at: string | null }[]>`
      select max(created_at)::text as at from drizzle.__drizzle_migrations`;
    if (last?.at == null) return 'missing';
    const newest = readMigrationFiles({ migrationsFolder: folder }).at(-1)?.folderMillis ?? 0;
    return Number(last.at) < newest ? 'older' : 'current';
  } finally {
    await client.end({ timeout: 5 });
  }
}
