/**
 * What PostgreSQL came with stands on record in the platform's chain from the first start on: that a kept file is gone changes nothing, and
 * what somebody changed themselves is accepted on record alone, which every verification remarks.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../src/boot.ts';
import { parseConfig, type Config } from '../../src/config.ts';
import { verifyAll } from '../../src/modules/verification/index.ts';
import { catalogueOf } from '../../src/platform/catalogue.ts';
import { connectDatabase, type Database } from '../../src/platform/database.ts';
import { expectedCatalogue, keepCatalogue } from '../../src/platform/kept-catalogue.ts';
import { outsideChain } from '../../src/platform/platform-chain.ts';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import type { Services } from '../../src/platform/services.ts';
import { createVault } from '../../src/platform/vault.ts';
import { acceptPostgresql, reasonsOfPostgresql, recordFirst } from '../../src/postgresql-accepted.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

const vault = createVault(Buffer.alloc(32, 7));
const sha224 = (by: string) =>
  `create or replace function pg_catalog.sha224(bytea) returns bytea language internal immutable strict as '${by}_bytea'`;
let test: TestDatabase;
let database: Database;
let config: Config;
let running: Running;
let folder = '';

beforeAll(async () => {
  test = await cloneDatabase();
  folder = mkdtempSync(join(tmpdir(), 'hegu-accepted-'));
  config = parseConfig({ HEGU_DATA_DIR: folder, DATABASE_URL: test.url, HEGU_LANGUAGE: 'en' });
  writeFileSync(config.HEGU_KEY_FILE, `${'07'.repeat(32)}\n`, { mode: 0o600 });
  database = connectDatabase({
    url: test.url,
    connections: 2,
    chain: outsideChain((text, id) => vault.chainHash(text, id)),
  });
  const services = { config, database, vault, clock: () => new Date() } as unknown as Services;
  running = { services, databaseUrl: test.url } as unknown as Running;
}, 120_000);
afterAll(async () => {
  await database.close();
  await test.drop();
  rmSync(folder, { recursive: true });
});

const reasons = () => reasonsOfPostgresql(running.services);
const records = async () => (await test.owner`select from platform_entry`).length;
const keptFile = () => join(folder, 'schema-as-migrated.json');
const sealed = () => readFileSync(join(folder, 'seals.jsonl'), 'utf8').trim().split('\n').length;

async function verified(): Promise<string> {
  const said: string[] = [];
  expect(await verifyAll(running.services, (line) => void said.push(line))).toBe(true);
  return said.join('\n');
}

it('stands on record from the first start on, once, and in the seal file', async () => {
  expect(await reasons()).toEqual([]);
  await recordFirst(running.services);
  await recordFirst(running.services);
  expect([await records(), sealed(), await reasons()]).toEqual([1, 1, []]);
  expect(await verified()).not.toMatch(/accepted/);
});

it('is compared whether or not the file of the data directory is there, and accepted on record alone', async () => {
  await keepCatalogue(test.url, config, await catalogueOf(test.owner));
  expect(existsSync(keptFile())).toBe(true);
  await test.owner.unsafe(sha224('sha256'));
  const changed = [
    expect.stringMatching(/came with is not what stands on record since \d{4}-\d\d-\d\d: functions\..*认可/),
  ];
  const kept = readFileSync(keptFile(), 'utf8');
  rmSync(keptFile());
  expect(await reasons()).toEqual(changed);
  writeFileSync(keptFile(), kept);

  for (const because of [' ', 'two\nlines', 'a'.repeat(201)])
    await expect(acceptPostgresql(running, config, because)).rejects.toThrow(/Say in a line why/);
  expect([await records(), await reasons()]).toEqual([1, changed]);
  await acceptPostgresql(running, config, 'a script of the project, by the owner');
  expect([await records(), sealed(), await reasons()]).toEqual([2, 2, []]);
  const migrated = await expectedCatalogue(test.url, config);
  const told = await reasonsNotToServe(test.url, { allowUnsafeDurability: true, migrated });
  expect(told.filter((each) => each.includes('PostgreSQL itself'))).toEqual([]);
  expect(await verified()).toMatch(
    /came with was accepted as changed on \d{4}-\d\d-\d\d: a script of the project/,
  );
  // As on record, nothing is put on record anew.
  await acceptPostgresql(running, config, 'once more');
  expect(await records()).toBe(2);
  await test.owner.unsafe(sha224('sha224'));
  expect(await reasons()).toEqual(changed);
});

it('a record that somebody wrote without the key is none', async () => {
  await acceptPostgresql(running, config, 'put back');
  const [before] =
    await test.owner`select number::text, heads::text from platform_entry order by number desc limit 1`;
  await test.owner.unsafe(sha224('sha256'));
  const [other] =
    await test.owner`select heads::text from platform_entry order by number desc limit 1 offset 1`;
  await test.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update platform_entry set heads = ${String(other?.['heads'])}::text::jsonb where number = ${String(before?.['number'])}::bigint`;
  });
  expect(await reasons()).toEqual([expect.stringMatching(/was changed, as verify names/)]);
  await test.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update platform_entry set heads = ${String(before?.['heads'])}::text::jsonb where number = ${String(before?.['number'])}::bigint`;
  });
  expect(await reasons()).toHaveLength(1);
  await test.owner.unsafe(sha224('sha224'));
  expect(await reasons()).toEqual([]);
});
