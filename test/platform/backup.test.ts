/** A copy of the database is whole or refused, and what is restored from it is what was there. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backUp, checkNewestCopy, copyDaily, newestCopy, remarkOnCopies, restore } from '../../src/backup.ts';
import { parseConfig } from '../../src/config.ts';
import {
  backupKey,
  NoCopy,
  readBackup,
  requireCounted,
  restoreBackup,
  writeBackup,
} from '../../src/platform/backup.ts';
import { Explained } from '../../src/platform/explained.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-backup-'));
const path = join(folder, 'copy');
let test: TestDatabase;
let key: Buffer;
let cooperative = '';

beforeAll(async () => {
  test = await cloneDatabase();
  cooperative = await test.openCooperative();
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

it('copies are made each day by the service, as many stay as wanted and one a month, and nobody else’s goes', async () => {
  const copies = join(folder, 'daily');
  const own = 'ab'.repeat(32);
  const config = parseConfig({
    HEGU_DATA_DIR: folder,
    HEGU_BACKUP_DIR: copies,
    HEGU_BACKUP_KEY_FILE: join(folder, 'key'),
    HEGU_BACKUP_KEEP: '1',
    HEGU_LANGUAGE: 'en',
  });
  const failures: unknown[] = [];
  const remark = (now: Date) => remarkOnCopies(config, own, now);
  expect(remark(new Date())?.en).toMatch(/no copy of this installation in/);
  mkdirSync(copies);
  // Of before there were marks: what opens with the key is of this installation.
  for (const day of ['01', '02', '03'])
    copyFileSync(path, join(copies, `hegu-202601${day}T000000000Z.backup`));
  const put = (name: string) => writeFileSync(join(copies, name), `hegu-backup-1\n${'.'.repeat(100)}`);
  expect(remark(new Date('2026-01-07T00:00:00Z'))?.zh).toMatch(/4 天前/);
  const mine = ['20251130', '20251215', '20251231', '20360101'].map(
    (day) => `hegu-abababab-${day}T000000000Z.backup`,
  );
  const others = ['hegu-20260102T120000000Z.backup', 'hegu-cdcdcdcd-20250101T000000000Z.backup', 'diary.txt'];
  const drafts = ['hegu-abababab', 'hegu-cdcdcdcd'].map((each) => `${each}-20260101T000000000Z.backup.part`);
  [...mine, ...others, ...drafts].forEach(put);
  for (const each of drafts) utimesSync(join(copies, each), 0, 0);
  // Nor do what is empty and what is something else under such a name.
  const noCopies = ['20260106', '20260107'].map((day) => `hegu-abababab-${day}T000000000Z.backup`);
  noCopies.forEach((name, at) => writeFileSync(join(copies, name), '.'.repeat(at * 100)));
  // A copy that is named for a day to come says nothing of how old the newest is.
  expect(remark(new Date('2026-01-07T00:00:00Z'))?.en).toMatch(/7 days old/);

  const daily = (clockJumped: boolean, of = config) =>
    copyDaily(
      of,
      { databaseUrl: test.url, fingerprint: own, clockGuard: { hasJumped: () => clockJumped } },
      (error) => void failures.push(error),
    );
  const before = readdirSync(copies);
  const ahead = daily(true);
  await ahead.look();
  ahead.stop();
  expect(readdirSync(copies)).toEqual(before);

  const running = daily(false);
  await running.look();
  await running.look();
  running.stop();
  expect(failures).toEqual([]);
  const [made, ...more] = readdirSync(copies).filter((name) => !before.includes(name));
  expect([made, more]).toEqual([expect.stringMatching(/^hegu-abababab-2/), []]);
  const gone = before.filter((name) => !existsSync(join(copies, name)));
  expect(gone.sort()).toEqual(
    [mine[1], drafts[0], 'hegu-20260101T000000000Z.backup', 'hegu-20260102T000000000Z.backup'].sort(),
  );
  await readBackup(join(copies, made ?? ''), key);
  expect([newestCopy(copies, own, new Date())?.getTime(), remark(new Date())]).toEqual([
    expect.closeTo(Date.now(), -5.5),
    null,
  ]);
});

it('made by hand under a clock that is not believed it is refused in words, and made where the day is confirmed', async () => {
  const place = join(folder, 'by-hand');
  const copies = join(place, 'copies');
  mkdirSync(place);
  const now = new Date();
  const today = dayInChina(now).toString();
  writeFileSync(join(place, 'hegu.key'), `${'07'.repeat(32)}\n`, { mode: 0o600 });
  writeFileSync(join(place, 'last-served.txt'), new Date(now.getTime() - 400 * 86_400_000).toISOString());
  const made = (more: Readonly<Record<string, string>> = {}) =>
    backUp(parseConfig({ HEGU_DATA_DIR: place, DATABASE_URL: test.url, HEGU_LANGUAGE: 'en', ...more }), {
      to: copies,
      key: undefined,
      keep: 1,
      newKey: true,
    });
  await expect(made()).rejects.toThrow(
    new RegExp(`today is ${today}[^]*Nothing was made[^]*时钟不可信[^]*HEGU_CLOCK_CONFIRMED=${today}`),
  );
  expect(existsSync(copies)).toBe(false);
  expect(await made({ HEGU_CLOCK_CONFIRMED: today })).toBe(0);
  writeFileSync(join(place, 'last-served.txt'), now.toISOString());
  expect(await made()).toBe(0);
  expect(readdirSync(copies)).toHaveLength(1);
});

it('that the disk is full is said in a sentence, and nothing of the copy is kept', () => {
  const place = join(folder, 'full');
  const copies = join(place, 'copies');
  mkdirSync(place);
  writeFileSync(join(place, 'hegu.key'), `${'07'.repeat(32)}\n`, { mode: 0o600 });
  // What one file may take is as good as full: a few blocks of 512 bytes.
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', `ulimit -f 16; exec "${process.execPath}" src/cli.ts backup --to "${copies}" --new-key`],
    {
      env: { ...process.env, HEGU_DATA_DIR: place, DATABASE_URL: test.url, HEGU_LANGUAGE: 'en' },
      encoding: 'utf8',
    },
  );
  expect([status, stdout]).toEqual([1, expect.not.stringContaining('✓')]);
  expect(stderr).toMatch(
    /^There is not room enough in \S+: .* Nothing of it was kept[^\n]*\n\S+ 的空间不够：[^\n]*\n$/,
  );
  expect(readdirSync(copies)).toEqual([]);
});

it('a key of copies is made where nobody named a place and no copy stands, and nowhere else; the service goes on', async () => {
  const place = join(folder, 'keys');
  const copies = join(place, 'copies');
  const said: string[] = [];
  const tried = async (more: Readonly<Record<string, string>>) => {
    const config = parseConfig({
      HEGU_DATA_DIR: place,
      HEGU_BACKUP_DIR: copies,
      HEGU_LANGUAGE: 'en',
      ...more,
    });
    const daily = copyDaily(
      config,
      { databaseUrl: test.url, fingerprint: 'ab'.repeat(32), clockGuard: undefined },
      (error) =>
        void said.push(error instanceof Explained ? error.message : `not explained: ${String(error)}`),
    );
    await daily.look();
    daily.stop();
    return said.splice(0);
  };
  // The stick that holds it is not there.
  const stick = join(place, 'stick', 'backup.key');
  expect(await tried({ HEGU_BACKUP_KEY_FILE: stick })).toEqual([
    expect.stringContaining('no key of copies at'),
  ]);
  mkdirSync(join(place, 'stick'), { recursive: true });
  expect(await tried({ HEGU_BACKUP_KEY_FILE: stick })).toEqual([
    expect.stringContaining('no key of copies at'),
  ]);
  expect([existsSync(stick), existsSync(copies)]).toEqual([false, false]);
  expect(await tried({ HEGU_BACKUP_KEY_FILE: place })).toEqual([expect.stringContaining('EISDIR')]);

  expect(await tried({})).toEqual([]);
  expect(readdirSync(copies)).toHaveLength(1);
  const made = join(place, 'backup.key');
  renameSync(made, stick);
  // Its copies stand there, and were sealed with another. Those of that day are past.
  const [name = ''] = readdirSync(copies);
  renameSync(join(copies, name), join(copies, 'hegu-abababab-20260101T000000000Z.backup'));
  expect(await tried({})).toEqual([expect.stringContaining('holds 1 copies that were sealed with one')]);
  expect(existsSync(made)).toBe(false);
  chmodSync(stick, 0o644);
  expect(await tried({ HEGU_BACKUP_KEY_FILE: stick })).toEqual([expect.stringContaining('chmod 600')]);
  expect(readdirSync(copies)).toHaveLength(1);
});

it('the newest one is opened when it is asked for, and what is none is said', async () => {
  const copies = join(folder, 'opened');
  mkdirSync(copies);
  const config = parseConfig({
    HEGU_DATA_DIR: folder,
    HEGU_BACKUP_DIR: copies,
    HEGU_BACKUP_KEY_FILE: join(folder, 'key'),
  });
  const opened = async () => {
    const { holds, says } = await checkNewestCopy(config, 'ab'.repeat(32), new Date());
    return [holds, says.en];
  };
  expect(await opened()).toEqual([false, '✗ there is no copy of this installation to read']);
  const [whole, spoilt] = ['20260101', '20260102'].map((day) =>
    join(copies, `hegu-abababab-${day}T000000000Z.backup`),
  );
  copyFileSync(path, whole ?? '');
  expect(await opened()).toEqual([true, expect.stringMatching(/20260101.*opens and is whole, \d+ tables/)]);
  writeFileSync(spoilt ?? '', readFileSync(path).subarray(0, 5000));
  expect(await opened()).toEqual([false, expect.stringMatching(/20260102.*it is not whole/)]);
});

it('of which fewer rows were written than PostgreSQL counts it is not kept', async () => {
  const whole = await readBackup(path, key);
  const without = (fewer: number) => ({
    ...whole,
    tables: whole.tables.map((each) =>
      each.name === 'public.household' ? { ...each, rows: each.rows - fewer } : each,
    ),
  });
  const counted = (contents: typeof whole) => test.owner.begin((tx) => requireCounted(tx, contents, null));
  await counted(without(0));
  await expect(counted(without(1))).rejects.toThrow('household has 2500 rows, and 2499 were written');
});

it('made by an owner whom row policies bind it holds every row as well', async () => {
  const role = `copier_${new URL(test.url).pathname.slice(6)}`;
  await test.owner.unsafe(`create role ${role} login password 'x' in role hegu_app, hegu_reader;
    grant usage on schema drizzle to ${role};
    do $$ declare t record; begin
      for t in select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')
      loop execute 'alter table ' || t.name || ' owner to ${role}'; end loop; end $$`);
  const url = new URL(test.url);
  [url.username, url.password] = [role, 'x'];
  const bound = await writeBackup(url.toString(), join(folder, 'bound'), key);
  const rows = ({ tables }: typeof bound) => tables.map((each) => [each.name, each.rows]);
  const whole = await readBackup(path, key);
  expect(rows(bound)).toEqual(rows(whole));
  expect([Object.keys(bound.heads ?? {}), bound.heads]).toEqual([
    expect.arrayContaining([cooperative]),
    whole.heads,
  ]);
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
