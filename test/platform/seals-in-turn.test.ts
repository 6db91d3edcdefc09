/** Seal files that have grown long hold up nobody: read piece by piece, what came since alone, and no more of it kept than is asked for. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSealFile, readSealFileInTurn, toldByTrail } from '../../src/platform/seal-file.ts';

const hash = (sign: string) => sign.repeat(64);
const line = (number: number, heads: Readonly<Record<string, readonly [string, string]>>) =>
  `${JSON.stringify({ at: `2025-07-0${number}T00:00:00.000Z`, platform: [String(number), hash('f')], heads })}\n`;

it('says what is read whole, of the heads what is kept, and lets others in between', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-seals-'));
  const file = join(folder, 'seals.jsonl');
  const heads = Object.fromEntries(
    Array.from({ length: 200 }, (_, id) => [`c${id}`, ['1', hash('a')] as const]),
  );
  writeFileSync(
    file,
    `${line(1, heads).repeat(20)}broken\n\n${line(2, { own: ['2', hash('b')] }).trimEnd()}`,
  );
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 0);
  const read = await readSealFileInTurn(file, (told) => told);
  clearInterval(ticking);
  expect(read).toEqual(readSealFile(file));
  expect(turns > 0).toBe(true);
  const own = await readSealFileInTurn(file, ({ own: head }) => (head === undefined ? {} : { own: head }));
  expect(own.lines.map((each) => Object.keys(each.heads).length)).toEqual([...Array(20).fill(0), 1]);
  expect([(await readSealFileInTurn(join(folder, 'none'), (told) => told)).fault, own.unreadable]).toEqual([
    null,
    [21],
  ]);
  expect((await readSealFileInTurn(folder, (told) => told)).fault).toBe('EISDIR');
  rmSync(folder, { recursive: true });
});

it('tells the heads of one trail from all places, and later what came since', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-seals-'));
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  let now = 0;
  const told = toldByTrail([here, there, join(folder, 'none')], () => now);
  const later = () => (now += 60_001);
  const head = (number: string, sign: string) => [number, sign.repeat(16)];
  writeFileSync(here, line(1, { own: ['12345678901', hash('a')], other: ['1', hash('c')] }));
  writeFileSync(there, line(1, { own: ['12345678901', hash('a')] }));
  expect(await told('own')).toEqual({
    heads: [head('12345678901', 'a'), head('12345678901', 'a')],
    lastAt: '2025-07-01T00:00:00.000Z',
  });
  expect(await told('nobody')).toEqual({ heads: [], lastAt: null });
  // Half a line counts once it is whole; the next minute, and of many who ask one reads.
  const more = [2, 3, 4, 5, 6].map((number) => line(number, { own: [String(number), hash('b')] })).join('');
  appendFileSync(here, more.slice(0, 10));
  later();
  expect((await told('own')).heads.length).toBe(2);
  appendFileSync(here, more.slice(10));
  expect((await told('own')).heads.length).toBe(2);
  later();
  const [one, two] = await Promise.all([told('own'), told('own')]);
  expect(one).toEqual(two);
  expect([one.heads.length, one.lastAt]).toEqual([7, '2025-07-06T00:00:00.000Z']);
  expect(one.heads.slice(1, 3)).toEqual([head('2', 'b'), head('3', 'b')]);
  // Another file in its place is read from its beginning; what is no hash equals none.
  writeFileSync(here, line(7, { own: ['7', 'no hash'] }) + more);
  later();
  expect((await told('own')).heads[0]).toEqual(['7', '0'.repeat(16)]);
  expect((await told('own')).heads.length).toBe(7);
  rmSync(here);
  later();
  expect((await told('own')).heads).toEqual([head('12345678901', 'a')]);
  rmSync(folder, { recursive: true });
});
