/**
 * Files that only grow and say, outside the database, how far every chain had come: a line at every start, each hour in which anything was
 * entered, and after what weighs. Whoever makes a chain anew cannot make the lines anew that were copied elsewhere. Each place has the line of every entry that
 * tells heads; what a place lacks is written to it later, and says so.
 */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Tx } from './database.ts';
import { Explained } from './explained.ts';
import type { Heads, PlatformEntry } from './platform-chain.ts';
import { json, rowsOf, text, whole } from './rows.ts';

const lineOfFile = z.object({
  at: z.iso.datetime(),
  platform: z.tuple([z.string().regex(/^\d{1,18}$/), z.string()]).readonly(),
  heads: z.record(
    z.string(),
    z
      .tuple([z.string().regex(/^\d{1,18}$/), z.string()])
      .rest(z.string())
      .transform(([number, hash]): readonly [string, string] => [number, hash]),
  ),
  /** When it was written, where that was not at once. */
  later: z.iso.datetime().optional(),
});

export interface SealLine extends Readonly<z.output<typeof lineOfFile>> {
  /** Where the line stands. */
  readonly file: string;
}

/** What a file says. */
export interface SealFile {
  readonly file: string;
  readonly lines: readonly SealLine[];
  /** The numbers of lines that say nothing: broken off, or written by something else. */
  readonly unreadable: readonly number[];
  /** Why nothing can be read, where it is not that there is no file. */
  readonly fault: string | null;
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

/** What an entry tells in its line. */
export type SealedEntry = Pick<PlatformEntry, 'number' | 'recordedAt' | 'heads' | 'hash'>;

/** The entries whose line every place has: those that tell heads. */
export async function entriesToSeal(tx: Tx): Promise<readonly SealedEntry[]> {
  return rowsOf(
    tx,
    sql`
    select number, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, heads, hash
    from platform_entry where heads <> '{}'::jsonb order by number`,
    { number: whole, recordedAt: text, heads: json((value) => value as Heads), hash: text },
  );
}

const keyOf = ([number, hash]: readonly [string, string]) => `${number} ${hash}`;

/** Which of these entries a file has no line of. */
export function lackingIn({ lines }: SealFile, entries: readonly SealedEntry[]): readonly SealedEntry[] {
  const told = new Set(lines.map(({ platform }) => keyOf(platform)));
  return entries.filter(({ number, hash }) => !told.has(keyOf([number.toString(), hash])));
}

/** The lines of a file that are of none of these entries. */
export function strangeIn({ lines }: SealFile, entries: readonly SealedEntry[]): readonly SealLine[] {
  const known = new Set(entries.map(({ number, hash }) => keyOf([number.toString(), hash])));
  return lines.filter(({ platform }) => !known.has(keyOf(platform)));
}

/**
 * Writes the lines that a place lacks, each place by itself: one that is full or not there keeps no other from its lines. Those but of
 * `made` were to be written earlier. Throws what kept a place from its lines, once all were tried.
 */
export function completeSeals(
  files: readonly string[],
  entries: readonly SealedEntry[],
  made: bigint | null,
): void {
  const faults: string[] = [];
  for (const file of files) {
    try {
      const there = readSealFile(file);
      if (there.fault !== null) throw new Error(there.fault);
      append(file, lackingIn(there, entries), made);
    } catch (error) {
      faults.push(`${file}: ${codeOf(error)}`);
    }
  }
  if (faults.length > 0)
    throw new Explained(
      `A seal file could not be written; its lines are written the next time. ${faults.join('; ')}\n` +
        `账印文件未能写入，下次补写。${faults.join('；')}`,
    );
}

function append(file: string, entries: readonly SealedEntry[], made: bigint | null): void {
  if (entries.length === 0) return;
  const later = new Date().toISOString();
  const lines = entries.map(({ number, hash, recordedAt: at, heads }) =>
    JSON.stringify({
      at,
      platform: [number.toString(), hash],
      heads,
      ...(number !== made && { later }),
    }),
  );
  mkdirSync(dirname(file), { recursive: true });
  // A line that was broken off ends here, and takes no other with it.
  const added = `${endsWhole(file) ? '' : '\n'}${lines.join('\n')}\n`;
  appendFileSync(file, added, { mode: 0o600, flush: true });
}

function endsWhole(file: string): boolean {
  const written = textOf(file);
  return written === null || written === '' || written.endsWith('\n');
}

/** What these files say; one that is not there, or cannot be read, says nothing. */
export function readSeals(files: readonly string[]): readonly SealLine[] {
  return files.flatMap((file) => readSealFile(file).lines);
}

/** A file that is named must be there, and say something. */
export function readSealsOf(file: string): SealFile {
  const there = readSealFile(file);
  if (there.fault !== null)
    throw new Explained(`${file} cannot be read (${there.fault}).\n无法读取 ${file}（${there.fault}）。`);
  if (textOf(file) === null) throw new Explained(`There is no file ${file}.\n没有文件 ${file}。`);
  if (there.lines.length === 0)
    throw new Explained(`No line of ${file} is one of a seal file.\n${file} 中没有一行是账印文件的内容。`);
  return there;
}

export function readSealFile(file: string): SealFile {
  let written: string;
  try {
    written = textOf(file) ?? '';
  } catch (error) {
    return { file, lines: [], unreadable: [], fault: codeOf(error) };
  }
  const lines: SealLine[] = [];
  const unreadable: number[] = [];
  for (const [at, line] of written.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = lineOfFile.safeParse(parsed(line));
    if (read.success) lines.push({ ...read.data, file: `${file}:${at + 1}` });
    else unreadable.push(at + 1);
  }
  return { file, lines, unreadable, fault: null };
}

/** Null where there is no file. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? (error as Error).message;
