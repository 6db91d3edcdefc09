/**
 * Vitest's global setup: one throw-away cluster a run, a migrated template database, and a staffed one: with a
 * cooperative and a signed-in person for every role. Test files clone one of the two.
 */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { migrateDatabase } from '../../src/platform/migrations.ts';
import { staff, type Staff } from './staff.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string;
    staff: Staff;
  }
}

export const templateDatabase = 'hegu_template';
export const staffedDatabase = 'hegu_staffed';

export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(roomInMemory() ?? tmpdir(), 'hegu-test-'));
  const running = await startEmbeddedPostgres({ dataDir, throwAway: true });
  const client = postgres(running.url, { max: 1, onnotice: () => undefined });
  await client.unsafe(`create database ${templateDatabase}`);
  await migrateDatabase(databaseUrl(running.url, templateDatabase));
  await clone(client, staffedDatabase, templateDatabase);
  await client.end();
  project.provide('staff', await staff(databaseUrl(running.url, staffedDatabase)));
  project.provide('clusterUrl', running.url);
  return async () => {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

const WANTED = 4 * 2 ** 30;

/** Where files are kept in memory, with room for the cluster: cloning a database is ten times as fast there as on a disk. */
function roomInMemory(): string | null {
  const place = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize > WANTED ? place : null;
  } catch {
    return null;
  }
}

/** Of a database that nobody is connected to. Its files are copied: through the log it takes twice as long. */
export async function clone(admin: postgres.Sql, name: string, template: string): Promise<void> {
  await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
}

export function databaseUrl(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
