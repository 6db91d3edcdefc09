/** What a start waits for and what it refuses: told to stop meanwhile it stops, and beside a seal file of books it begins no new ones. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { boot } from '../../src/boot.ts';
import { parseConfig } from '../../src/config.ts';
import { sealFiles } from '../../src/platform/seal-file.ts';
import { databaseUrl } from '../support/cluster.ts';
import { cloneDatabase } from '../support/database.ts';
import { environmentOf } from '../support/service.ts';

it('told to stop while another process holds the tables, it ends, and nothing was made', async () => {
  const test = await cloneDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'hegu-stopped-'));
  const held = await test.owner.reserve();
  await held`select pg_advisory_lock(4854717)`;
  const child = spawn(process.execPath, ['src/server.ts'], {
    env: environmentOf(folder, { DATABASE_URL: test.url }),
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const waits = () =>
    held`select from pg_locks where locktype = 'advisory' and objid = 4854717 and not granted
      and database = (select oid from pg_database where datname = current_database())`;
  try {
    while ((await waits()).length === 0) await pause(100);
    child.kill('SIGTERM');
    expect(await Promise.race([gone, pause(20_000, 'goes on')])).toBe(0);
  } finally {
    child.kill('SIGKILL');
    held.release();
    rmSync(folder, { recursive: true });
    await test.drop();
  }
}, 120_000);

it('beside a seal file that tells of books an empty database is begun with none', async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = databaseUrl(inject('clusterUrl'), name);
  const folder = mkdtempSync(join(tmpdir(), 'hegu-sealed-'));
  const config = parseConfig({ HEGU_DATA_DIR: folder, DATABASE_URL: url });
  const [file = ''] = sealFiles(config);
  const line = { at: '2026-11-30T01:00:00.000Z', platform: ['1', 'a'.repeat(64)], heads: {} };
  writeFileSync(file, `${JSON.stringify(line)}\n`);
  try {
    await expect(boot(config)).rejects.toThrow(/the database is empty, and .*seals\.jsonl has 1 lines/i);
    const left = postgres(url, { max: 1 });
    expect(await left`select from pg_class where relnamespace = 'public'::regnamespace`).toHaveLength(0);
    await left.end();
  } finally {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
    rmSync(folder, { recursive: true });
  }
}, 60_000);
