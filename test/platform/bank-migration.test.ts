/**
 * A database of the version before, with batches, pensions and tax lists in every state, becomes one of today: every row has
 * moved to the tables that all orders share, the books verify, and what was begun goes on. Its owner is no superuser, from
 * whom forced row policies would hide every row.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { orderLines, ordersOf } from '../../src/modules/banking/index.ts';
import { fileTaken, sealedFile } from '../../src/modules/banking/schema.ts';
import { openFile } from '../../src/modules/banking/sealed-files.ts';
import { pensionOf } from '../../src/modules/pensions/queries.ts';
import { filingsOf } from '../../src/modules/taxes/index.ts';
import { findingText, resealEverywhere, verifyCooperative } from '../../src/modules/verification/index.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { connectDatabase, type Tx } from '../../src/platform/database.ts';
import { adoptRows } from '../../src/platform/command.ts';
import { migrateDatabase } from '../../src/platform/migrations.ts';
import { createVault } from '../../src/platform/vault.ts';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import type { Services } from '../../src/platform/services.ts';
import { databaseUrl } from '../support/cluster.ts';
import { chainHash, testServices } from '../support/staff.ts';

const name = `test_${randomUUID().replaceAll('-', '')}`;
let admin: postgres.Sql;
let url = '';
let services: Services;
let cooperativeId = '';

beforeAll(async () => {
  admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  url = databaseUrl(inject('clusterUrl'), name);
  const owner = postgres(url, { max: 1, onnotice: () => undefined });
  await migrateTo(owner, '0005');
  await owner.unsafe(`begin; set local session_replication_role = replica;
    ${readFileSync('fixtures/databases/books-0005.sql', 'utf8')} commit`);
  const plain = await handOver(owner);
  const [row] = await owner<{ id: string }[]>`select id from cooperative`;
  cooperativeId = row?.id ?? '';
  await owner.end();
  await migrateDatabase(plain, chainHash);
  const database = connectDatabase({ url, connections: 2 });
  services = testServices(database, url, () => new Date('2025-08-10T02:00:00Z'));
  // As every start does with what versions of before have written.
  await adoptRows(services, [cooperativeId], (_id, error) => {
    throw error;
  });
});
afterAll(async () => {
  await services.database.close();
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.unsafe(`drop role owner_of_${name}`);
  await admin.end();
});

/** The migrations until this one, from a copy of the folder whose journal ends there. */
async function migrateTo(owner: postgres.Sql, last: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-migrations-'));
  cpSync('drizzle', folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] };
  journal.entries = journal.entries.filter(({ tag }) => tag.slice(0, 4) <= last);
  writeFileSync(path, JSON.stringify(journal));
  await migrate(drizzle(owner), { migrationsFolder: folder });
  rmSync(folder, { recursive: true });
}

/** Gives everything to a role that row policies bind; returns its address. */
async function handOver(owner: postgres.Sql): Promise<string> {
  const role = `owner_of_${name}`;
  await owner.unsafe(`create role ${role} login password 'x' createrole;
    grant hegu_app, hegu_reader to ${role} with admin option;
    alter schema public owner to ${role}; alter schema drizzle owner to ${role};
    alter database ${name} owner to ${role}`);
  const tables = await owner`
    select format('alter %s %I.%I owner to %I', case c.relkind when 'v' then 'view' else 'table' end, n.nspname, c.relname,
      ${role}::text) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'drizzle') and c.relkind in ('r', 'p', 'v')`;
  const functions = await owner`
    select format('alter function %s owner to %I', p.oid::regprocedure, ${role}::text) as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'`;
  for (const { text } of [...tables, ...functions]) await owner.unsafe(text as string);
  const plain = new URL(url);
  plain.username = role;
  plain.password = 'x';
  return plain.toString();
}

it('what the form before sealed is told, sealed anew row by row, and then opens in its own row alone', async () => {
  const { vault } = services;
  const before = { ...services, vault: createVault(Buffer.alloc(32, 7), { formBefore: true }) };
  const verified = await verifyCooperative(before, cooperativeId);
  const sealed = (list: readonly { readonly table: string; readonly found?: unknown }[]) =>
    list.filter(({ found }) => /_cipher$|^\d+$/.test(String(found)));
  expect(sealed(verified.noted)).toMatchObject([
    { table: 'member', row: 'resident_id_cipher', found: '3' },
    { table: 'member', row: 'bank_account_cipher', found: '3' },
    { table: 'member_detail', row: 'resident_id_cipher', found: '3' },
    { table: 'member_bank_account', found: '3' },
    { table: 'payout_setting', found: '1' },
    { table: 'sealed_file', found: '9' },
  ]);
  const owner = postgres(url, { max: 1 });
  const [one, two] =
    await owner`select id, name, bank_account_cipher as cipher from member where bank_account_cipher is not null`;
  // Another member's ciphertext: it opens in the form before, and is not what the index beside it stands for.
  const swap = (from: typeof one, to: typeof two) =>
    owner`update member set bank_account_cipher = ${from?.['cipher']} where id = ${to?.['id']}`;
  await swap(one, two);
  expect((await resealEverywhere(before.database, before.vault)).failed).toBe(1);
  expect((await verifyCooperative(before, cooperativeId)).findings).toContainEqual({
    table: 'member',
    row: expect.stringContaining(String(two?.['name'])),
    rule: 'sealed-otherwise',
    found: expect.objectContaining({ en: `bank_account_cipher, key ${String(two?.['id'])}` }),
  });
  await swap(two, two);
  expect(await resealEverywhere(before.database, before.vault)).toEqual({ resealed: 1, failed: 0 });
  expect(await resealEverywhere(before.database, before.vault)).toEqual({ resealed: 0, failed: 0 });
  const anew = await verifyCooperative({ ...services, vault }, cooperativeId);
  expect(sealed([...anew.noted, ...anew.findings])).toEqual([]);

  const [mine] = await owner`select id, bank_account_cipher as cipher from member where id = ${one?.['id']}`;
  await swap(mine, two);
  const row = two?.['id'] as string;
  expect((await verifyCooperative(services, cooperativeId)).findings).toContainEqual(
    expect.objectContaining({
      table: 'member',
      row: expect.stringContaining(String(two?.['name'])),
      rule: 'sealed-otherwise',
    }),
  );
  const [history] =
    await owner`select bank_account_cipher as cipher from member_bank_account where member_id = ${row}`;
  await swap(history, two);
  await owner.end();
  expect(sealed((await verifyCooperative(services, cooperativeId)).findings)).toEqual([]);
});

it('a row that only grows takes a new sealing and no other change', async () => {
  for (const statement of [
    `update sealed_file set file_cipher = file_cipher, sealed_sha256 = 'x', sealed_before = 'another'`,
    `update sealed_file set name = 'x'`,
    `update member_bank_account set bank_account_index = null`,
    `update payout_setting set payer_name = 'x'`,
    `delete from payout_setting`,
  ])
    await expect(
      services.database.write(cooperativeId, (tx) => tx.execute(sql.raw(statement))),
      statement,
    ).rejects.toThrow();
});

const reading = <T>(work: (tx: Tx) => Promise<T>) => services.database.read(cooperativeId, work);

it('its books verify but for what decisions and runs need since, and nothing keeps the service from opening', async () => {
  const { findings, batches, entries } = await verifyCooperative(services, cooperativeId);
  // Runs of the version before rested on a resolution that named none of them, and hung before their lists were there.
  const found = (run: string, period: string) => [
    `public notice of run ${run}: its public notice began before its list was approved (should be 2025-07-31, is 2010-01-02)`,
    `public notice of run ${run}: its public notice was entered late and confirmed by nobody (should be 2025-07-31, is 2010-01-02)`,
    `run ${run}: no valid resolution carries it (should be —, is Resolution 〔2010〕1号 does not name the scheme, plan or run it decided: nothing can rest on it.)`,
    `run ${run}: it was posted without the adopted distribution plan of its half-year (should be ${period}, is —)`,
  ];
  expect(findings.map((finding) => findingText(finding, 'en')).sort()).toEqual(
    [
      ...found('1', '2024-H2'),
      ...found('2', '2025-H1'),
      // Its cash was paid out of a till that nobody had filled.
      'account 101, 2025-07-31: it is below zero at the end of the day (should be 0.00, is -56368.42)',
    ].sort(),
  );
  expect([batches, entries > 50n]).toEqual([4, true]);
  expect(await reasonsNotToServe(url, { allowUnsafeDurability: true })).toEqual([]);
});

it('batches and months stand where they stood, with who took their files and what the bank said', async () => {
  const orders = await reading(async (tx) => [
    ...(await ordersOf(tx, cooperativeId, 'payout')),
    ...(await ordersOf(tx, cooperativeId, 'pension')),
  ]);
  const told = orders.map(
    ({ row, state, paid, returned, takenAt, takenBy }) =>
      `${row.kind} ${row.number} ${state} ${row.count} ${row.total} ${paid.count}+${returned.count} ${takenAt !== null} ${takenBy.length}`,
  );
  expect(told).toEqual([
    'payout 1 cancelled 3 100000.00 0+0 true 1',
    'payout 2 refused 3 100000.00 0+0 false 0',
    'payout 3 settled 3 100000.00 1+2 false 0',
    'payout 4 made 4 42905.26 0+0 true 1',
    'pension 1 cancelled 2 4800.00 0+0 true 1',
    'pension 2 settled 2 4800.00 0+2 true 1',
    'pension 3 settled 0 0.00 0+0 false 0',
    'pension 4 sent 2 1200.00 0+1 false 0',
    'pension 5 made 2 1800.00 0+0 true 1',
  ]);
  const april = orders.find(({ row }) => row.kind === 'pension' && row.number === 2n);
  const lines = await reading((tx) => orderLines(tx, april!.row));
  expect(lines.map(({ line, told: all, reason }) => [line.payeeName, line.bankName, all, reason])).toEqual([
    ['股东1', '工商银行', ['paid', 'returned'], '退回'],
    ['股东2', '工商银行', ['returned'], '户名不符'],
  ]);
  const people = await reading(async (tx) => {
    const today = LocalDate.parse('2025-08-10');
    const of = (member: string) => pensionOf(tx, cooperativeId, member, today);
    return [await of('1'), await of('2'), await of('4')];
  });
  expect(people.map(({ total, overpaid }) => [total, overpaid])).toEqual([
    ['3600.00', '0.00'],
    ['3000.00', '0.00'],
    ['3000.00', '0.00'],
  ]);
});

it('sealed files open with the key they were sealed with, and a tax list knows when it was taken', async () => {
  const files = await reading((tx) =>
    tx.select({ id: sealedFile.id, kind: sealedFile.kind }).from(sealedFile),
  );
  expect(files.map(({ kind }) => kind).sort()).toEqual([
    ...Array<string>(4).fill('payout-file'),
    ...Array<string>(4).fill('pension-file'),
    'tax-file',
  ]);
  for (const { id } of files) {
    const { bytes } = await reading((tx) => openFile(tx, services.vault, cooperativeId, id));
    expect(bytes.length).toBeGreaterThan(50);
  }
  const [filing] = await reading((tx) => filingsOf(tx, cooperativeId));
  expect(filing?.file).toMatchObject({ name: 'tax-2025-07-1.csv' });
  const takings = await reading((tx) => tx.select().from(fileTaken));
  expect(takings.filter(({ fileId }) => fileId === filing?.file.id)).toHaveLength(1);
});
