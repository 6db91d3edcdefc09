/** A folder of another disk that is not mounted is a folder of the disk of the books: nothing is written there. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rememberDisk, requireOtherDisk } from '../../src/platform/other-disk.ts';

const memory = '/dev/shm';
const isApart = existsSync(memory) && statSync(memory).dev !== statSync(tmpdir()).dev;

it.runIf(isApart)('what was on another disk and is not any more is refused', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hegu-books-'));
  const disk = mkdtempSync(join(memory, 'hegu-disk-'));
  const place = join(dataDir, 'copies');
  symlinkSync(disk, place);
  requireOtherDisk(dataDir, place);
  rememberDisk(dataDir, place);
  requireOtherDisk(dataDir, place);
  rmSync(place);
  // Neither there, nor made under its name by hand.
  expect(() => requireOtherDisk(dataDir, place)).toThrow(/is it mounted/);
  mkdirSync(place);
  expect(() => requireOtherDisk(dataDir, place)).toThrow(/is it mounted/);
  // What was beside the books from the first may stay there.
  const beside = join(dataDir, 'beside');
  mkdirSync(beside);
  rememberDisk(dataDir, beside);
  requireOtherDisk(dataDir, beside);
  for (const each of [dataDir, disk]) rmSync(each, { recursive: true });
});
