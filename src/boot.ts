/**
 * From a configuration to running services: database started or reached, migrated, checked; key opened. Shared by the
 * server and the command line; `close` undoes it in reverse.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Config } from './config.ts';
import { identify } from './modules/access/index.ts';
import { connectDatabase } from './platform/database.ts';
import { hasCluster, startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { Explained } from './platform/explained.ts';
import { migrateDatabase, schemaState } from './platform/migrations.ts';
import { reasonsNotToServe } from './platform/self-check.ts';
import type { Services } from './platform/services.ts';
import { createVault, openKeyFile, type Vault } from './platform/vault.ts';
import { must } from './platform/must.ts';

export interface Running {
  readonly services: Services;
  /** The database's address as the owner: for the job queue and the command line. Holds the password. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** Thrown when the database's promises do not hold; one line a reason. */
export class NotFitToServe extends Explained {
  constructor(reasons: readonly string[]) {
    super(`Hegu does not start, because:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
    this.name = 'NotFitToServe';
  }
}

/** Thrown when only existing books were asked for. */
export class NoBooks extends Explained {
  constructor(place: string) {
    super(`There are no books in ${place}.\n${place} 中没有账册。`);
    this.name = 'NoBooks';
  }
}

export async function boot(config: Config): Promise<Running> {
  mkdirSync(config.HEGU_DATA_DIR, { recursive: true });
  return start(config, createVault(openKeyFile(config.HEGU_KEY_FILE)), async (databaseUrl) => {
    await migrateDatabase(databaseUrl);
    const reasons = await reasonsNotToServe(databaseUrl);
    if (reasons.length > 0) throw new NotFitToServe(reasons);
  });
}

/** As `boot`, for looking at existing books: makes no books, no tables, no key. Nothing that is encrypted can be read. */
export async function bootToRead(config: Config): Promise<Running> {
  if (config.DATABASE_URL === undefined && !hasCluster(config.HEGU_DATA_DIR))
    throw new NoBooks(config.HEGU_DATA_DIR);
  return start(config, createVault(randomBytes(32)), async (databaseUrl) => {
    const state = await schemaState(databaseUrl);
    if (state === 'missing') throw new NoBooks(addressOf(databaseUrl));
    if (state === 'older')
      throw new NotFitToServe([
        'its tables are older than this program; the service brings them up to date at start.',
      ]);
  });
}

async function start(
  config: Config,
  vault: Vault,
  prepare: (databaseUrl: string) => Promise<void>,
): Promise<Running> {
  const embedded =
    config.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: config.HEGU_DATA_DIR }) : null;
  const databaseUrl = config.DATABASE_URL ?? must(embedded, 'the own PostgreSQL').url;
  try {
    await prepare(databaseUrl);
    const database = connectDatabase({ url: databaseUrl, connections: config.HEGU_DATABASE_CONNECTIONS });
    return {
      services: { config, database, vault, clock: () => new Date(), identify },
      databaseUrl,
      async close() {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    const code = (error as { code?: unknown } | null)?.code;
    if (embedded === null && typeof code === 'string' && unreachable.includes(code))
      throw new NotFitToServe([
        `the database ${addressOf(databaseUrl)} does not let it in (${code}); see DATABASE_URL.`,
      ]);
    throw error;
  }
}

/** Nobody there, nobody by that name, or not with that password or database. */
const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  '28P01',
  '28000',
  '3D000',
];

/** Where a database is, without the name and password that open it. */
function addressOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return host + pathname;
}
