/** A copy of the database is whole or refused, and what is restored from it is what was there. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyDaily, newestCopy, remarkOnCopies, restore } from '../../src/backup.ts';
import { parseConfig } from '../../src/config.ts';
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

it('a copy that is refused leaves the place to restore into as it was', async () => {
  const [spoilt, otherKey, place] = [
    join(folder, 'spoilt-2'),
    join(folder, 'other-key'),
    join(folder, 'place'),
  ];
  writeFileSync(spoilt, readFileSync(path).subarray(0, 5000));
  backupKey(otherKey, true);
  const config = parseConfig({ HEGU_DATA_DIR: place, HEGU_LANGUAGE: 'en' });
  await expect(restore(config, spoilt, join(folder, 'key'))).rejects.toThrow(NoCopy);
  await expect(restore(config, path, otherKey)).rejects.toThrow(NoCopy);
  await expect(restore(config, path, join(folder, 'no-such-key'))).rejects.toThrow(/no key of copies/);
  expect(existsSync(place)).toBe(false);
});

it('copies are made each day by the service, kept as many as wanted, and missed when they fail', async () => {
  const copies = join(folder, 'daily');
  const config = parseConfig({
    HEGU_DATA_DIR: folder,
    HEGU_BACKUP_DIR: copies,
    HEGU_BACKUP_KEY_FILE: join(folder, 'key'),
    HEGU_BACKUP_KEEP: '2',
    HEGU_LANGUAGE: 'en',
  });
  const failures: unknown[] = [];
  expect(remarkOnCopies(config, new Date())?.en).toMatch(/no copy in/);
  mkdirSync(copies);
  for (const day of ['01', '02', '03'])
    writeFileSync(join(copies, `hegu-202601${day}T000000000Z.backup`), 'older');
  expect(remarkOnCopies(config, new Date('2026-01-07T00:00:00Z'))?.zh).toMatch(/4 天前/);
  const daily = copyDaily(config, test.url, (error) => void failures.push(error));
  await expect
    .poll(() => newestCopy(copies)?.getTime(), { timeout: 60_000 })
    .toBeGreaterThan(Date.now() - 60_000);
  await expect.poll(() => readdirSync(copies).length).toBe(2);
  daily.stop();
  expect([failures, remarkOnCopies(config, new Date())]).toEqual([[], null]);
  await readBackup(join(copies, readdirSync(copies).sort().at(-1) ?? ''), key);
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
