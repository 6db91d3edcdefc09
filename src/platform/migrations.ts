/**
 * Brings the schema up to date at start. Safe when two processes start at once: an advisory lock lets one go first,
 * and the other finds nothing left to do.
 */
import { drizzle } from 'drizzle-orm/postgres-js';
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
