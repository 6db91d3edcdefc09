/**
 * From a configuration to running services: database started or reached, migrated, checked; key opened. Shared by the
 * server and the command line; `close` undoes it in reverse.
 */
import { mkdirSync } from 'node:fs';
import type { Config } from './config.ts';
import { identify } from './modules/access/index.ts';
import { connectDatabase } from './platform/database.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { migrateDatabase } from './platform/migrations.ts';
import { reasonsNotToServe } from './platform/self-check.ts';
import type { Services } from './platform/services.ts';
import { createVault, openKeyFile } from './platform/vault.ts';

export interface Running {
  readonly services: Services;
  /** The database's address as the owner: for the job queue and the command line. Holds the password. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** Thrown when the database's promises do not hold; one line a reason. */
export class NotFitToServe extends Error {
  constructor(reasons: readonly string[]) {
    super(`Hegu does not start, because:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
    this.name = 'NotFitToServe';
  }
}

export async function boot(config: Config): Promise<Running> {
  mkdirSync(config.HEGU_DATA_DIR, { recursive: true });
  const vault = createVault(openKeyFile(config.HEGU_KEY_FILE));
  const embedded =
    config.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: config.HEGU_DATA_DIR }) : null;
  const databaseUrl = config.DATABASE_URL ?? embedded?.url ?? '';
  try {
    await migrateDatabase(databaseUrl);
    const reasons = await reasonsNotToServe(databaseUrl);
    if (reasons.length > 0) throw new NotFitToServe(reasons);
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
    throw error;
  }
}
