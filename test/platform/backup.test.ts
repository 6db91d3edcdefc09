/** A copy of the database is whole or refused, and what is restored from it is what was there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backupKey, NoCopy, readBackup, restoreBackup, writeBackup } from '../../src/platform/backup.ts';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-backup-'));
const path = join(folder, 'copy');
let test: TestDatabase;
let key: Buffer;

beforeAll(async () => {
  test = await cloneDatabase();
  const cooperative = await test.openCooperative();
  await test.owner`insert into household (cooperative_id, id, number, sort_key, group_name, recorded_at)
    select ${cooperative}, gen_random_uuid(), n::text, n::text, E'一"组\\\\,\t' || n, now() from generate_series(1, 2500) n`;
  expect(() => backupKey(join(folder, 'key'), false)).toThrow(/no key/);
  const made = backupKey(join(folder, 'key'), true);
  ({ key } = made);
  expect([made.made, backupKey(join(folder, 'key'), false).made]).toEqual([true, false]);
  await writeBackup(test.url, path, key);
});
afterAll(async () => {
  await test.drop();
  rmSync(folder, { recursive: true });
});

it.each([
  [
    'changed',
    (copy: Buffer) => Buffer.from(copy.map((byte, at) => (at === copy.length >> 1 ? byte ^ 1 : byte))),
  ],
  ['cut short', (copy: Buffer) => copy.subarray(0, copy.length - 40)],
  ['doubled', (copy: Buffer) => Buffer.concat([copy, copy.subarray(30)])],
  ['empty', () => Buffer.alloc(0)],
])('a copy that is %s is refused', async (_, damage) => {
  const spoilt = join(folder, 'spoilt');
  writeFileSync(spoilt, damage(readFileSync(path)));
  await expect(readBackup(spoilt, key)).rejects.toThrow(NoCopy);
});

it('with another key it is refused, and nothing is restored where something is', async () => {
  await expect(readBackup(path, Buffer.alloc(32, 4))).rejects.toThrow(NoCopy);
  await expect(restoreBackup(test.url, path, key)).rejects.toThrow(/not empty/);
});

it('restored into an empty database every row is what it was, and every promise holds', async () => {
  const { tables } = await readBackup(path, key);
  expect(tables.find(({ name }) => name === 'public.household')?.rows).toBe(2500);
  const name = `${new URL(test.url).pathname.slice(1)}_restored`;
  await test.owner.unsafe(`create database ${name}`);
  const url = new URL(test.url);
  url.pathname = `/${name}`;
  await restoreBackup(url.toString(), path, key);
  const restored = postgres(url.toString(), { max: 1 });
  const digest = (sql: postgres.Sql) => sql`
    select (select md5(string_agg(h::text, ',' order by h.id)) from household h) as rows,
      (select count(*)::int from drizzle.__drizzle_migrations) as steps`;
  expect([...(await digest(restored))]).toEqual([...(await digest(test.owner))]);
  await restored.end();
  expect(await reasonsNotToServe(url.toString(), { allowUnsafeDurability: true })).toEqual([]);
  await test.owner.unsafe(`drop database ${name} with (force)`);
});
