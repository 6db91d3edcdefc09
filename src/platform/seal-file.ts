/**
 * Files that only grow and say, outside the database, how far every chain had come: a line at every start, each day and after every
 * closing. Whoever makes a chain anew cannot make the lines anew that were copied elsewhere.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Explained } from './explained.ts';
import type { Heads, PlatformEntry } from './platform-chain.ts';

export interface SealLine {
  /** Where the line stands. */
  readonly file: string;
  readonly at: string;
  readonly platform: readonly [number: string, hash: string];
  readonly heads: Heads;
}

const NAME = 'seals.jsonl';

/** The file in the data directory and, where one is set, that of the second place. */
export function sealFiles(config: {
  readonly HEGU_DATA_DIR: string;
  readonly HEGU_SEAL_DIR?: string | undefined;
}): readonly string[] {
  return [config.HEGU_DATA_DIR, config.HEGU_SEAL_DIR].flatMap((place) =>
    place === undefined ? [] : [join(place, NAME)],
  );
}

export function appendSeal(files: readonly string[], entry: PlatformEntry): void {
  const { number, hash, recordedAt: at, heads } = entry;
  const line = `${JSON.stringify({ at, platform: [number.toString(), hash], heads })}\n`;
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, line, { mode: 0o600, flush: true });
  }
}

/** What these files say; one that is not there says nothing. */
export function readSeals(files: readonly string[]): readonly SealLine[] {
  return files.flatMap((file) => (existsSync(file) ? linesOf(file) : []));
}

/** A file that is named must be there. */
export function readSealsOf(file: string): readonly SealLine[] {
  if (!existsSync(file)) throw new Explained(`There is no file ${file}.\n没有文件 ${file}。`);
  return linesOf(file);
}

function linesOf(file: string): readonly SealLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      // A line that a full disk or a lost power broke off says nothing.
      if (!/^\{.*\}$/.test(line)) return [];
      try {
        return [{ ...(JSON.parse(line) as Omit<SealLine, 'file'>), file: `${file}:${index + 1}` }];
      } catch {
        return [];
      }
    });
}
