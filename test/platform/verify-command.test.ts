/**
 * `npm run verify` as a person calls it: beside the running service, with the service stopped, and where there is nothing
 * to verify. It reads, says what it found, and leaves everything as it was.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { boot } from '../../src/boot.ts';
import { parseConfig } from '../../src/config.ts';
import { createFirstAdministrator } from '../../src/modules/access/index.ts';
import { migrateDatabase, NewerDatabase } from '../../src/platform/migrations.ts';
import { databaseUrl } from '../support/cluster.ts';
import { cloneDatabase } from '../support/database.ts';
import { titleOf } from '../support/cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly status: number | null;
  readonly said: string;
  readonly complained: string;
}

function verify(environment: Record<string, string>, args: readonly string[] = []): Promise<Outcome> {
  const child = spawn(process.execPath, ['src/cli.ts', 'verify', ...args], {
    env: { ...process.env, DATABASE_URL: '', HEGU_DATA_DIR: folder, HEGU_LANGUAGE: 'en', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (complained += text.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said, complained })));
}

describe('the books of an installation', () => {
  const lockFile = join(folder, 'postgres', 'postmaster.pid');
  const config = parseConfig({ HEGU_DATA_DIR: folder, HEGU_LOG_LEVEL: 'silent' });

  it('are verified beside the running service and when it is stopped', async () => {
    const running = await boot(config);
    const { services } = running;
    const app = await buildApp(services, { logger: false });
    const password = 'correct horse battery';
    await createFirstAdministrator(services, { userName: 'first', displayName: 'First', password });
    const signIn = { userName: 'first', password };
    const { cookies } = await app.inject({ method: 'POST', url: '/api/v1/session', payload: signIn });
    const opened = await app.inject({
      method: 'POST',
      url: '/api/v1/cooperatives',
      cookies: Object.fromEntries(cookies.map(({ name, value }) => [name, value])),
      payload: {
        name: '双泉',
        regionCode: '990105',
        effectiveOn: '2010-01-01',
        people: ['chair', 'supervisor', 'accountant'].map((role) => ({
          userName: role,
          displayName: role,
          roles: [role],
        })),
      },
    });
    expect(opened.statusCode).toBe(201);
    await app.close();

    // How many lines the seal files have differs: each start and each stop may write one.
    const sound = {
      status: 0,
      said: expect.stringMatching(/^✓ 双泉: 1 trail entries/m) as unknown,
      complained: '',
    };
    expect(await verify({})).toEqual(sound);
    expect(existsSync(lockFile), 'the service keeps its database').toBe(true);
    await running.close();

    expect(await verify({})).toEqual(sound);
    expect(existsSync(lockFile), 'what was started is stopped again').toBe(false);
  }, 180_000);

  it('whose seal was changed are told either way', async () => {
    const again = await boot(config);
    const owner = postgres(again.databaseUrl, { max: 1 });
    await owner`update book set seal = repeat('0', 64)`;
    await owner`insert into sealing_key (key_id, recorded_at) values ('before', now())`;
    await owner.end();
    const spoilt = {
      status: 1,
      said: expect.stringContaining('the seal is not the last entry') as unknown,
    };
    expect(await verify({})).toMatchObject(spoilt);
    await again.close();
    expect(await verify({})).toMatchObject(spoilt);
    const formReturned = /^✗ register of keys: it says that what is bound to no row[^]*\(key before\)$/m;
    expect((await verify({})).said).toMatch(formReturned);
    const cured = await boot(config);
    const asOwner = postgres(cured.databaseUrl, { max: 1 });
    await asOwner`delete from sealing_key where key_id = 'before'`;
    await asOwner.end();
    await cured.close();
    expect((await verify({})).said).not.toMatch(formReturned);
  }, 180_000);
});

describe.runIf(process.platform === 'linux')('a command that is told to end', () => {
  /** Whoever works in the cluster: the server, its backends, or the program that makes it. */
  const clusterProcesses = (place: string) =>
    readdirSync('/proc').filter((pid) => {
      try {
        const there = join(place, 'postgres');
        const told = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return readlinkSync(`/proc/${pid}/cwd`) === there || told.includes(`${there}.new-`);
      } catch {
        return false;
      }
    });

  /** Told to end as soon as PostgreSQL is seen, and `later` milliseconds after that. */
  async function ended(
    args: readonly string[],
    signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP',
    later: number,
    place = folder,
  ): Promise<unknown> {
    const child = spawn(process.execPath, ['src/cli.ts', ...args], {
      env: { ...process.env, DATABASE_URL: '', HEGU_DATA_DIR: place, HEGU_LANGUAGE: 'en' },
      stdio: 'ignore',
    });
    const gone = new Promise((resolve) => child.once('close', (code) => resolve(code)));
    while (child.exitCode === null && clusterProcesses(place).length === 0) await pause(2);
    await pause(later);
    const wasThere = child.exitCode === null;
    child.kill(signal);
    const code = await gone;
    for (let round = 0; round < 200 && clusterProcesses(place).length > 0; round += 1) await pause(100);
    return [args[0], wasThere, code, clusterProcesses(place)];
  }

  it('takes its PostgreSQL along, whatever it was about and however early', async () => {
    const copies = join(folder, 'copies');
    const backup = ['backup', '--to', copies, '--new-key'];
    const made = spawnSync(process.execPath, ['src/cli.ts', ...backup], {
      env: { ...process.env, DATABASE_URL: '', HEGU_DATA_DIR: folder, HEGU_LANGUAGE: 'en' },
    });
    expect(made.status).toBe(0);
    const [copy = ''] = readdirSync(copies);
    const restored = join(folder, 'restored');
    const key = join(folder, 'backup.key');
    const restore = ['restore', '--from', join(copies, copy), '--key', key];
    const phrase = join(folder, 'phrase');
    writeFileSync(phrase, '一路平安 hegu 2026 搬家\n');
    const moveOut = [
      'move-out',
      '--cooperative',
      '双泉',
      '--destination',
      '邻市',
      '--to',
      join(folder, 'moved'),
    ];
    expect(await ended(['verify'], 'SIGTERM', 0)).toEqual(['verify', true, 143, []]);
    expect(await ended(['verify'], 'SIGTERM', 600)).toEqual(['verify', true, 143, []]);
    expect(await ended(backup, 'SIGINT', 100)).toEqual(['backup', true, 130, []]);
    expect(await ended(['rotate-key'], 'SIGHUP', 100)).toEqual(['rotate-key', true, 129, []]);
    expect(await ended([...moveOut, '--phrase', phrase], 'SIGTERM', 100)).toEqual([
      'move-out',
      true,
      143,
      [],
    ]);
    expect(await ended(restore, 'SIGTERM', 200, restored)).toEqual(['restore', true, 143, []]);
    // And nothing half made keeps the next one from its work.
    expect(await verify({})).toMatchObject({ complained: '' });
  }, 300_000);
});

describe('books whose key is gone', () => {
  const key = join(folder, 'hegu.key');
  const away = join(folder, 'copy-of-the-key');
  const config = parseConfig({ HEGU_DATA_DIR: folder, HEGU_LOG_LEVEL: 'silent' });

  it('are neither served nor verified without it or with another, and are as soon as it is back', async () => {
    renameSync(key, away);
    await expect(boot(config)).rejects.toThrow(/key file of these books is missing[^]*不见了/);
    expect(await verify({})).toMatchObject({ status: 1, said: '', complained: expect.stringContaining(key) });
    expect(existsSync(key), 'no other was made').toBe(false);

    writeFileSync(key, `${'0'.repeat(64)}\n`, { mode: 0o600 });
    await expect(boot(config)).rejects.toThrow(/not the key of these books[^]*不是这套账册的/);
    expect(await verify({})).toMatchObject({
      status: 1,
      complained: expect.stringContaining('不是这套账册的'),
    });

    renameSync(away, key);
    await (await boot(config)).close();
  }, 180_000);
});

it('a paper is looked for by the seal that it shows: without one that is an error of whoever types', async () => {
  const { status, said, complained } = await verify({}, ['--document', '2025-000001']);
  expect([status, said]).toEqual([1, '']);
  expect(complained).toContain('verify -- --seal SEAL --document NUMBER');
});

it.each([
  [['--since', '2026-13-01'], '--since 2026-13-01 is no day of the calendar'],
  [['--since', 'yesterday'], '--since yesterday 不是日历上的一天'],
  [['--seal', '5bb0509'], '--seal 5bb0509 is no seal: at least the first eight digits'],
  [['--seal', '5bb0509g'], '--seal 5bb0509g 不是账印：至少要写出'],
])('what is wrong with %j is said, and not the whole usage', async (args, says) => {
  const { status, said, complained } = await verify({}, args);
  expect([status, said]).toEqual([1, '']);
  expect(complained).toContain(says);
  expect(complained.trim().split('\n')).toHaveLength(2);
});

describe('where there is nothing to verify', () => {
  it('it says so and makes nothing: an empty folder', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { status, said, complained } = await verify({ HEGU_DATA_DIR: empty });
    expect([status, said]).toEqual([1, '']);
    expect(complained).toContain(`There are no books in ${empty}`);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('it says so and makes nothing: an empty database', async () => {
    const name = `test_verify_${process.pid}`;
    const admin = postgres(inject('clusterUrl'), { max: 1 });
    await admin.unsafe(`create database ${name}`);
    const url = databaseUrl(inject('clusterUrl'), name);
    const { status, complained } = await verify({ DATABASE_URL: url });
    expect([status, complained]).toEqual([1, expect.stringMatching(new RegExp(`no books in .*/${name}`))]);
    const owner = postgres(url, { max: 1 });
    expect([
      ...(await owner`select relname from pg_class where relnamespace = 'public'::regnamespace`),
    ]).toEqual([]);
    await owner.end();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  });

  it('tables of an older program are left as they are', async () => {
    const test = await cloneDatabase();
    const [before] = await test.owner`delete from drizzle.__drizzle_migrations
      where created_at = (select max(created_at) from drizzle.__drizzle_migrations) returning created_at`;
    const { status, complained } = await verify({ DATABASE_URL: test.url });
    expect([status, complained]).toEqual([
      1,
      expect.stringMatching(/older than this program[^]*start the service once[^]*启动一次服务/i),
    ]);
    expect(complained).not.toContain('does not start');
    const later =
      await test.owner`select 1 from drizzle.__drizzle_migrations where created_at >= ${before?.['created_at']}`;
    expect(later).toHaveLength(0);
    await test.drop();
  });

  it(
    titleOf(
      'OLD-VERSION-NEW-DATA',
      'tables of a newer program are neither verified nor served, and left as they are',
    ),
    async () => {
      const test = await cloneDatabase();
      await test.owner`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9999999999999)`;
      const applied = () => test.owner`select hash from drizzle.__drizzle_migrations order by created_at`;
      const before = [...(await applied())];
      const { status, complained } = await verify({ DATABASE_URL: test.url });
      expect([status, complained]).toEqual([
        1,
        expect.stringMatching(/newer version of Hegu[^]*更新的合股版本/),
      ]);
      await expect(migrateDatabase(test.url)).rejects.toThrow(NewerDatabase);
      expect([...(await applied())]).toEqual(before);
      await test.drop();
    },
  );

  it('a database that cannot be reached is named, its password is not', async () => {
    const { status, said, complained } = await verify({
      DATABASE_URL: 'postgres://x:hidden@127.0.0.1:1/hegu',
    });
    expect([status, said]).toEqual([1, '']);
    expect(complained).toContain('127.0.0.1:1/hegu does not let it in (ECONNREFUSED)');
    expect(complained).not.toMatch(/hidden|at .*\.ts:/);
  });
});
