/**
 * When the seal is put outside the database: at once, each hour, soon after it is asked for, and what was asked for before the service ends;
 * and where it is not put, since others are at home there.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Config } from '../../src/config.ts';
import type { Database } from '../../src/platform/database.ts';
import type { SealedEntry } from '../../src/platform/seal-file.ts';
import { behindSeals, completeSealFiles, keepSealing } from '../../src/sealing.ts';

const MINUTE = 60_000;
let sealed = 0;
const begin = () =>
  keepSealing(
    () => Promise.resolve((sealed += 1)),
    (error) => expect.fail(String(error)),
  );

beforeEach(() => {
  vi.useFakeTimers();
  sealed = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

it('at the start, and once in every hour', async () => {
  const sealing = begin();
  await vi.advanceTimersByTimeAsync(0);
  expect(sealed).toBe(1);
  await vi.advanceTimersByTimeAsync(3 * 60 * MINUTE);
  expect(sealed).toBe(4);
  await sealing.stop();
  expect(sealed).toBe(4);
});

it('asked for it is done at once, and many who ask within a minute are one', async () => {
  const sealing = begin();
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  sealing.soon();
  await vi.advanceTimersByTimeAsync(0);
  expect(sealed).toBe(2);
  for (let each = 0; each < 200; each += 1) sealing.soon();
  await vi.advanceTimersByTimeAsync(MINUTE - 1);
  expect(sealed).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(sealed).toBe(3);
  await sealing.stop();
});

it('what was asked for is done before the service ends', async () => {
  const sealing = begin();
  await vi.advanceTimersByTimeAsync(0);
  sealing.soon();
  await sealing.stop();
  expect(sealed).toBe(2);
});

it('a second place that tells of other books is left as it is, and the start says so', async () => {
  vi.useRealTimers();
  const folder = mkdtempSync(join(tmpdir(), 'hegu-seals-'));
  const entry = (number: bigint, hash: string): SealedEntry => ({
    number,
    hash: hash.repeat(64),
    recordedAt: '2026-07-01T01:00:00.000Z',
    heads: { some: ['1', hash.repeat(64)] },
  });
  const books = (name: string, entries: readonly SealedEntry[]) => ({
    config: { HEGU_DATA_DIR: join(folder, name), HEGU_SEAL_DIR: join(folder, 'shared') } as Config,
    database: { outside: () => Promise.resolve(entries) } as unknown as Database,
  });
  const shared = () => readFileSync(join(folder, 'shared', 'seals.jsonl'), 'utf8');
  const lines = (name: string) =>
    readFileSync(join(folder, name, 'seals.jsonl'), 'utf8')
      .trim()
      .split('\n').length;
  const live = books('live', [entry(1n, 'a'), entry(2n, 'b')]);
  await completeSealFiles(live, 2n);
  expect([lines('live'), lines('shared'), await behindSeals(live)]).toEqual([2, 2, null]);
  // Restored from a copy of after the first entry, and gone on otherwise, with the settings of the live one.
  const before = shared();
  const trial = books('trial', [entry(1n, 'a'), entry(2n, 'c')]);
  expect((await behindSeals(trial))?.en).toMatch(/shared\/seals\.jsonl holds 1 lines that the chain/);
  await expect(completeSealFiles(trial, 2n)).rejects.toThrow('nothing is written there');
  expect([shared() === before, lines('trial')]).toEqual([true, 2]);
  rmSync(folder, { recursive: true });
});
