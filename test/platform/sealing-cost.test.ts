/**
 * What a sealing costs does not grow with how many there were: it reads what came since the last one, of the seal files and of the chain,
 * and what somebody took away, wrote or put in the place of a file meanwhile is seen all the same.
 */
import fs, { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connectDatabase, type Database, type Tx } from '../../src/platform/database.ts';
import { outsideChain } from '../../src/platform/platform-chain.ts';
import { readSealFile } from '../../src/platform/seal-file.ts';
import type { Services } from '../../src/platform/services.ts';
import { createVault } from '../../src/platform/vault.ts';
import { knownOfNothing, sealHeads, type SealingKnown } from '../../src/sealing.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

/** Read of any file by this process: of what a sealing reads, that is the seal files alone. */
const read = { bytes: 0 };
const { readFileSync: wholeFile, readSync: part } = fs;
/** The modules under test may be loaded already, by another file of the same process: what they import of Node is replaced where it is. */
function countReads(): void {
  fs.readFileSync = ((...args: Parameters<typeof wholeFile>) => {
    const content = wholeFile(...args);
    if (String(args[0]).endsWith('seals.jsonl')) read.bytes += content.length;
    return content;
  }) as typeof wholeFile;
  fs.readSync = ((...args: Parameters<typeof part>) => {
    const count = part(...args);
    read.bytes += count;
    return count;
  }) as typeof part;
  syncBuiltinESMExports();
}
function countNoReads(): void {
  [fs.readFileSync, fs.readSync] = [wholeFile, part];
  syncBuiltinESMExports();
}

const vault = createVault(Buffer.alloc(32, 7));
let test: TestDatabase;
let database: Database;
let services: Services;
let known: SealingKnown;
let folder = '';
let cooperativeId = '';
let answered = 0;
let heads = 0;

beforeAll(async () => {
  countReads();
  test = await cloneDatabase();
  cooperativeId = await test.openCooperative();
  database = connectDatabase({
    url: test.url,
    connections: 2,
    chain: outsideChain((text) => vault.chainHash(text)),
  });
}, 120_000);
afterAll(async () => {
  countNoReads();
  await database.close();
  await test.drop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hegu-cost-'));
  known = knownOfNothing();
  services = {
    config: { HEGU_DATA_DIR: join(folder, 'own'), HEGU_SEAL_DIR: join(folder, 'second') },
    vault,
    database: {
      read: database.read.bind(database),
      outside: async <T>(work: (tx: Tx) => Promise<T>) => {
        const answer = await database.outside(work);
        answered += JSON.stringify(answer, (_, each: unknown) => String(each)).length;
        return answer;
      },
    },
  } as unknown as Services;
  return () => rmSync(folder, { recursive: true });
});

const places = () => ['own', 'second'].map((name) => join(folder, name, 'seals.jsonl'));
const lines = () => places().map((file) => readFileSync(file, 'utf8').trim().split('\n').length);

/** A sealing of one head more; what it read of the files and what PostgreSQL answered. */
async function sealed(): Promise<{ readonly bytes: number; readonly letters: number }> {
  heads += 1;
  await test.owner`update book set seal = ${heads.toString(16).padStart(64, '0')}, last_entry_number = ${heads}
    where cooperative_id = ${cooperativeId}`;
  [read.bytes, answered] = [0, 0];
  expect(await sealHeads(services, known)).toBe(true);
  return { bytes: read.bytes, letters: answered };
}

it('after three hundred sealings one reads as much as after three', async () => {
  for (let each = 0; each < 3; each += 1) await sealed();
  const early = await sealed();
  expect(early.bytes).toBeGreaterThan(0);
  for (let each = 0; each < 300; each += 1) await sealed();
  const late = await sealed();
  // Numbers have some digits more.
  expect(late.bytes).toBeLessThan(early.bytes + 50);
  expect(late.letters).toBeLessThan(early.letters + 50);
  expect(lines()).toEqual([305, 305]);
}, 120_000);

it('what was taken away, broken off or put in the place of a file is completed, and what another service wrote counts', async () => {
  for (let each = 0; each < 4; each += 1) await sealed();
  const [own = '', second = ''] = places();
  const there = readFileSync(own, 'utf8');
  const all = there.trim().split('\n').length;
  for (const spoilt of [there.slice(0, -30), there.split('\n').slice(1).join('\n'), '', null]) {
    if (spoilt === null) rmSync(own);
    else writeFileSync(own, spoilt);
    await sealed();
    const numbers = new Set(readSealFile(own).lines.map(({ platform: [number] }) => number));
    const [, whole = 0] = lines();
    expect(numbers.size).toBe(whole);
  }
  // A service beside this one seals: its line is there already.
  const beside = knownOfNothing();
  heads += 1;
  await test.owner`update book set seal = ${'e'.repeat(64)} where cooperative_id = ${cooperativeId}`;
  await sealHeads(services, beside);
  await sealHeads(services, known);
  expect(lines()[1]).toBe(all + 5);
  // What a second place tells of others is refused as long as it stands there.
  const line = JSON.stringify({
    at: '2026-07-01T01:00:00.000Z',
    platform: ['7', 'f'.repeat(64)],
    heads: {},
  });
  appendFileSync(second, `${line}\n`);
  for (let each = 0; each < 2; each += 1)
    await expect(sealHeads(services, known)).rejects.toThrow(/holds 1 lines of other books/);
}, 120_000);
