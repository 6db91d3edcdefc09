/**
 * Books of every version that was kept come up to this one and hold. `HEGU_KEEP_VERSION=1 npx vitest run test/platform/versions.test.ts`
 * keeps those of today: a copy as `npm run backup` writes it, of a dividend that was paid out, in a folder named after the last migration.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { cooperativeIds } from '../../src/modules/access/index.ts';
import { verifyAll } from '../../src/modules/verification/index.ts';
import { readBackup, restoreBackup, writeBackup } from '../../src/platform/backup.ts';
import { adoptRows } from '../../src/platform/command.ts';
import type { ClockGuard } from '../../src/platform/clock-guard.ts';
import { connectDatabase } from '../../src/platform/database.ts';
import { Explained } from '../../src/platform/explained.ts';
import { latestMigration, migrateDatabase, schemaState, sealUpgrade } from '../../src/platform/migrations.ts';
import { knownOfNothing, sealHeads } from '../../src/sealing.ts';
import { startTestApp } from '../support/app.ts';
import { databaseUrl } from '../support/cluster.ts';
import { cloneDatabase } from '../support/database.ts';
import { allPaid, openPayoutExample, readAnswer, sentBatch } from '../support/payout.ts';
import { chain, chainHash, testServices } from '../support/staff.ts';

const place = 'test/versions';
/** Of copies that hold nobody's data: it is no secret, nor is that of the tests' books. */
const key = Buffer.alloc(32, 7);
const LARGEST_BYTES = 300_000;

function tagsOfMigrations(): readonly string[] {
  const { entries } = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8')) as {
    entries: { tag: string }[];
  };
  return entries.map(({ tag }) => tag);
}

it.runIf(process.env['HEGU_KEEP_VERSION'])('keeps the books of this version', async () => {
  const test = await startTestApp();
  await openPayoutExample(test);
  const batch = await sentBatch(test);
  await readAnswer(test, batch, allPaid);
  const folder = join(place, tagsOfMigrations().at(-1) ?? '');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'books.backup');
  rmSync(path, { force: true });
  await writeBackup(test.ownerUrl, path, key);
  await test.close();
});

const versions = existsSync(place) ? readdirSync(place) : [];

it('books of versions are kept, each small, of a migration of ours, with a dividend', async () => {
  expect(versions).not.toEqual([]);
  const tags = tagsOfMigrations();
  for (const each of versions) {
    const path = join(place, each, 'books.backup');
    expect([each, statSync(path).size]).toEqual([
      each,
      expect.toSatisfy((size: number) => size < LARGEST_BYTES),
    ]);
    const { tables } = await readBackup(path, key);
    const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0;
    const [named, migrated] = [tags.indexOf(each) + 1, rowsOf('drizzle.__drizzle_migrations')];
    // What landed beside it may have come between since.
    expect([each, named > 0, migrated > 0 && migrated <= named]).toEqual([each, true, true]);

    expect([each, rowsOf('public.cooperative')]).toEqual([each, 1]);
    for (const table of ['audit_entry', 'dividend_line'])
      expect([each, table, rowsOf(`public.${table}`)]).toEqual([
        each,
        table,
        expect.toSatisfy((n: number) => n > 0),
      ]);
  }
});

/** So many migrations may come after the newest books that are kept. */
const MOST_SINCE = 12;

it('the newest that are kept are not far behind', () => {
  const tags = tagsOfMigrations();
  const newest = Math.max(...versions.map((each) => tags.indexOf(each)));
  expect(tags.length - 1 - newest, 'keep those of today, as said above').toBeLessThanOrEqual(MOST_SINCE);
});

/** A kept book, with what is written into it past the program, brought up to this version; and what the verification says. */
async function broughtUp(version: string, past: string | null) {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = databaseUrl(inject('clusterUrl'), name);
  await restoreBackup(url, join(place, version, 'books.backup'), key);
  if (past !== null) {
    const owner = postgres(url, { max: 1, onnotice: () => undefined });
    await owner.unsafe(past);
    await owner.end();
  }
  await migrateDatabase(url, chainHash);
  expect(await schemaState(url)).toBe('current');
  const database = connectDatabase({ url, connections: 3, chain });
  const services = testServices(database, url, () => new Date());
  const cooperatives = await database.outside(cooperativeIds);
  await adoptRows(services, cooperatives, (_id, error) => {
    throw error;
  });
  const said: string[] = [];
  const holds = await verifyAll(services, (line) => void said.push(line));
  await database.close();
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
  return { cooperatives: cooperatives.length, holds, said };
}

it.each(versions)(
  'books of %s come up to this version, and verify',
  async (version) => {
    const { cooperatives, holds, said } = await broughtUp(version, null);
    expect([cooperatives, holds, holds ? [] : said]).toEqual([1, true, []]);
  },
  300_000,
);

const letThrough = 'test/let-through';

it.each(readdirSync(letThrough).filter((each) => each.endsWith('.sql')))(
  'what versions of before let through into the book of %s is named one by one, and nothing breaks off',
  async (file) => {
    const past = readFileSync(join(letThrough, file), 'utf8');
    const { cooperatives, holds, said } = await broughtUp(file.replace('.sql', ''), past);
    expect([cooperatives, holds]).toEqual([1, false]);
    const lines = said.filter((line) => line.startsWith('  ✗'));
    for (const named of [
      /run 1: it was posted without the adopted distribution plan of its half-year/,
      /run 1: a question of legality is answered with no \(Distribution plan/,
      /手工录入的配股方案: a question of legality is answered with no \(Power.*2012-07-20.*had no power over/,
      /手工录入的配股方案: a question of legality is answered with no \(Four eyes/,
      /account 101, 2026-12-07: it is below zero at the end of the day \(should be 0\.00, is -500\.00\)/,
      /voucher 记-2026-12-003: nobody else reviewed this entry by hand/,
    ])
      expect(lines.filter((line) => named.test(line)).length, `${named} among\n${said.join('\n')}`).toBe(1);
    expect(said.join('\n')).not.toContain('broke off');
    // The duties without a member and the year without a members' assembly are noted, as of any book.
    expect(said.filter((line) => /^ {2}· duties of .* linked to no member/.test(line))).toHaveLength(3);
  },
  300_000,
);

/** A database to which an upgrade is still to come, and what is said where it is begun. */
async function beforeUpgrade() {
  const test = await cloneDatabase();
  const { owner } = test;
  await owner`set session_replication_role = replica`;
  return {
    ...test,
    refused: async () => {
      // That what the last step does stands here already ends it where it is begun.
      await owner`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
      const error = await migrateDatabase(test.url, chainHash).catch((each: unknown) => each);
      return error instanceof Explained ? error.message : null;
    },
    seal: () => owner.begin((upgrade) => sealUpgrade(upgrade, chainHash)),
  };
}

it('what somebody else said to be of an upgrade is taken over by none: it is not begun', async () => {
  const { owner, refused, seal, ...test } = await beforeUpgrade();
  const cooperativeId = await test.openCooperative();
  await owner`update platform_digest set entry_number = 1`;
  await owner`delete from row_digest`;
  expect(await refused()).toBeNull();
  const forged: readonly [into: string, says: RegExp, sql: string][] = [
    [
      'platform_digest',
      /\(app_user\)/,
      `insert into platform_digest (table_name, operation, keys, digests) values ('app_user', 'A', array['x'], sha256('x'))`,
    ],
    [
      'row_digest',
      /\(n: seat\)/,
      `insert into row_digest (cooperative_id, table_name, operation, keys, digests)
        values ('${cooperativeId}', 'seat', 'A', array['x'], sha256('x'))`,
    ],
  ];
  for (const [into, says, statement] of forged) {
    await owner.unsafe(statement);
    expect(await refused()).toMatch(says);
    // An upgrade's own, which no entry has taken over yet.
    await seal();
    expect([into, await refused()]).toEqual([into, null]);
    await owner.unsafe(`update ${into} set keys = array['y'] where operation = 'A'`);
    expect(await refused()).toMatch(says);
    await owner.unsafe(`delete from ${into} where operation = 'A'`);
  }
  // What was only changed past the program no upgrade takes over.
  await owner`insert into platform_digest (table_name, operation, keys, digests) values ('app_user', 'U', array['x'], sha256('x'))`;
  expect(await refused()).toBeNull();
  // Nor the rows of a table that nobody watches any more.
  await owner`alter table seat disable trigger told_when_written`;
  expect(await refused()).toMatch(/told_when_written on seat\)/);
  await owner`drop trigger told_when_written on seat`;
  expect(await refused()).toMatch(/told_when_written on seat\)/);
  await test.drop();
}, 120_000);

it('a book that was kept from taking over its upgrade keeps no later one away, and does it as soon as it can', async () => {
  const { owner, refused, seal: sealAll, ...test } = await beforeUpgrade();
  const [kept, other] = [await test.openCooperative(), await test.openCooperative()];
  await owner`update platform_digest set entry_number = 1`;
  const wait = (id: string) => owner`
    insert into row_digest (cooperative_id, table_name, operation, keys, digests) values (${id}, 'seat', 'A', array['x'], sha256('x'))`;
  await wait(kept);
  await sealAll();
  expect(await refused()).toBeNull();

  const folder = mkdtempSync(join(tmpdir(), 'hegu-adopting-'));
  const database = connectDatabase({ url: test.url, connections: 3, chain });
  const services = testServices(database, test.url, () => new Date());
  const config = { ...services.config, HEGU_DATA_DIR: folder, HEGU_SEAL_DIR: undefined };
  const jumped: Pick<ClockGuard, 'hasJumped'> = { hasJumped: () => true };
  const known = knownOfNothing();
  const seal = (clockGuard?: typeof jumped) =>
    sealHeads({ ...services, config, clockGuard: clockGuard as ClockGuard | undefined }, known);
  const head = async (id: string) => {
    const [row] = await owner<{ number: string }[]>`
      select last_entry_number::text as number from book where cooperative_id = ${id}`;
    return row?.number;
  };
  // Under a clock that is not believed nothing is taken over.
  await seal(jumped);
  expect(await head(kept)).toBe('0');
  // Digests told ahead keep one book from it. Another took over an upgrade of as many steps but one, of which the last had this number.
  await owner`insert into row_digest (cooperative_id, entry_number, table_name, operation, keys, digests)
    values (${kept}, 9, 'seat', 'I', array['y'], sha256('y'))`;
  await owner`insert into audit_entry (cooperative_id, number, recorded_at, actor_id, actor_name, command, input_hash, notes, previous_hash, hash)
    values (${other}, 1, now(), ${other}, 'x', 'audit.adopt-rows', '',
      ${JSON.stringify([{ subject: 'upgrade', migration: latestMigration().toString() }])}::text::jsonb, '', 'h')`;
  await owner`update book set last_entry_number = 1 where cooperative_id = ${other}`;
  await wait(other);
  await sealAll();
  await expect(seal()).rejects.toThrow('cooperative.told-ahead');
  expect([await head(kept), await head(other)]).toEqual(['0', '2']);
  // Told after it, with a seal or without: it stays as it is.
  await wait(other);
  await owner`delete from row_digest where entry_number = 9`;
  await seal();
  await sealAll();
  await seal();
  expect([await head(kept), await head(other)]).toEqual(['1', '2']);
  const left = await owner`select cooperative_id as id from row_digest where entry_number is null`;
  expect(left.map(({ id }) => String(id))).toEqual([other]);
  await database.close();
  rmSync(folder, { recursive: true });
  await test.drop();
}, 120_000);

it('an empty database is migrated once, and what stands there then is what is compared', async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = databaseUrl(inject('clusterUrl'), name);
  const made = await migrateDatabase(url);
  expect(made?.has('table member')).toBe(true);
  expect(await migrateDatabase(url)).toBeNull();
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
}, 120_000);
