/** Vitest's global setup: one throw-away cluster a run and one migrated template database, cloned by each test file. */
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { migrateDatabase } from '../../src/platform/migrations.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string;
  }
}

export const templateDatabase = 'hegu_template';

export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hegu-test-'));
  chmodSync(dataDir, 0o755);
  const running = await startEmbeddedPostgres({ dataDir, throwAway: true });
  const client = postgres(running.url, { max: 1, onnotice: () => undefined });
  await client.unsafe(`create database ${templateDatabase}`);
  await client.end();
  await migrateDatabase(databaseUrl(running.url, templateDatabase));
  project.provide('clusterUrl', running.url);
  return async () => {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

export function databaseUrl(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
