/**
 * Digests that somebody told past the program stop writing or an upgrade; whoever has the key of the books takes them away, on record, and what
 * they stood for is named.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../src/boot.ts';
import { parseConfig, type Config } from '../../src/config.ts';
import { verifyAll } from '../../src/modules/verification/index.ts';
import { expectedCatalogue } from '../../src/platform/kept-catalogue.ts';
import { sealUpgrade } from '../../src/platform/migrations.ts';
import { reasonsNotToServe } from '../../src/platform/self-check.ts';
import { dropToldPast } from '../../src/told-dropped.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { chainHash } from '../support/staff.ts';
import postgres from 'postgres';

let test: TestApp;
let owner: postgres.Sql;
let config: Config;
let running: Running;
let folder = '';

beforeAll(async () => {
  test = await startTestApp();
  // The seal file of these books is in a folder of their own, and they are verified here.
  test.expectTampering();
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  folder = mkdtempSync(join(tmpdir(), 'hegu-dropped-'));
  config = parseConfig({ HEGU_DATA_DIR: folder, DATABASE_URL: test.ownerUrl, HEGU_LANGUAGE: 'en' });
  writeFileSync(config.HEGU_KEY_FILE, `${'07'.repeat(32)}\n`, { mode: 0o600 });
  running = { services: { ...test.services, config }, databaseUrl: test.ownerUrl } as unknown as Running;
}, 120_000);
afterAll(async () => {
  await owner.end();
  await test.close();
  rmSync(folder, { recursive: true });
});

async function verified() {
  const said: string[] = [];
  const holds = await verifyAll(running.services, (line) => void said.push(line));
  return { holds, said: said.join('\n') };
}
const named = (name: string) =>
  test
    .as('chair')
    .post('~/names', { name, effectiveOn: '2031-01-01' })
    .then(({ status }) => status);

it('are taken away, with why, and nothing else; writing goes on, and what they stood for is named', async () => {
  expect((await verified()).holds).toBe(true);
  const id = test.cooperativeId;
  await owner.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    // An upgrade's own waits to be taken over, and stays.
    await tx`insert into row_digest (cooperative_id, table_name, operation, keys, digests) values (${id}, 'seat', 'A', array['own'], sha256('x'))`;
    await sealUpgrade(tx, chainHash);
    await tx`insert into row_digest (cooperative_id, table_name, operation, entry_number, keys, digests)
      values (${id}, 'seat', 'U', 4711, array['x'], sha256('x'))`;
    await tx`insert into row_digest (cooperative_id, table_name, operation, keys, digests) values (${id}, 'seat', 'A', array['x'], sha256('x'))`;
    await tx`insert into platform_digest (table_name, operation, keys, digests) values ('app_user', 'A', array['x'], sha256('x'))`;
  });
  const told = async () => (await owner`select from row_digest where keys && array['x', 'own']`).length;
  expect(await named('双泉')).toBe(503);
  await expect(dropToldPast(running, config, 'two\nlines')).rejects.toThrow('in a line why');
  expect(await told()).toBe(3);
  await dropToldPast(running, config, 'told by a stranger, 30 November');
  expect(await told()).toBe(1);
  expect(await named('双泉')).toBe(201);
  expect(readFileSync(join(folder, 'seals.jsonl'), 'utf8')).toContain('told by a stranger');
  // Append only as before, and the schema as migrated.
  await expect(owner`delete from row_digest`).rejects.toThrow('append only');
  const migrated = await expectedCatalogue(test.ownerUrl, config);
  // Of the cluster of the tests.
  const reasons = await reasonsNotToServe(test.ownerUrl, { migrated });
  expect(reasons.filter((each) => !each.startsWith('PostgreSQL runs with'))).toEqual([]);
  const records = async () => (await owner`select from platform_entry where heads ? 'told-dropped'`).length;
  expect(await records()).toBe(1);
  // Where there is nothing, nothing is put on record.
  await dropToldPast(running, config, 'once more');
  expect(await records()).toBe(1);
  await owner.unsafe(
    `begin; set local session_replication_role = replica; delete from row_digest where keys = array['own']; commit`,
  );
  const { holds, said } = await verified();
  expect(said).toMatch(/digests that were told past the program were taken away on .*: told by a stranger/);
  expect(holds, said).toBe(true);
}, 120_000);
