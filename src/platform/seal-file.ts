/**
 * Files that only grow and say, outside the database, how far every chain had come: a line at every start, each hour in which anything was
 * entered, and after what weighs. Whoever makes a chain anew cannot make the lines anew that were copied elsewhere. Each place has the line of every entry that
 * tells heads; what a place lacks is written to it later, and says so.
 */
import {
  appendFileSync,
  closeSync,
  createReadStream,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
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

/** The entries whose line every place has: those that tell heads, behind `after`; and these besides. */
export async function entriesToSeal(
  tx: Tx,
  after = 0n,
  besides: readonly string[] = [],
): Promise<readonly SealedEntry[]> {
  return rowsOf(
    tx,
    sql`
    select number, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, heads, hash
    from platform_entry where heads <> '{}'::jsonb and (number > ${after.toString()}::bigint
      or number in (select n::bigint from jsonb_array_elements_text(${JSON.stringify(besides)}::jsonb) n))
    order by number`,
    { number: whole, recordedAt: text, heads: json((value) => value as Heads), hash: text },
  );
}

const keyOf = ([number, hash]: readonly [string, string]) => `${number} ${hash}`;

/** Which of these entries a file has no line of. */
export function lackingIn<Entry extends Pick<SealedEntry, 'number' | 'hash'>>(
  { lines }: Pick<SealFile, 'lines'>,
  entries: readonly Entry[],
): readonly Entry[] {
  const told = new Set(lines.map(({ platform }) => keyOf(platform)));
  return entries.filter(({ number, hash }) => !told.has(keyOf([number.toString(), hash])));
}

/** The lines of a file that are of none of these entries. */
export function strangeIn(
  { lines }: Pick<SealFile, 'lines'>,
  entries: readonly SealedEntry[],
): readonly SealLine[] {
  const known = new Set(entries.map(({ number, hash }) => keyOf([number.toString(), hash])));
  return lines.filter(({ platform }) => !known.has(keyOf(platform)));
}

/** A place that was read, compared and completed: the next time only what came since is read. */
export interface PlaceKnown {
  /** How many bytes of whole lines were read or written. */
  readonly bytes: number;
  /** The last of those lines: another file in its place shows by it. */
  readonly end: Buffer;
  /** Every entry up to this one has its line there. */
  readonly upTo: bigint;
}

/** What a place says that was not read before, all of it where nothing was. */
export interface PlaceRead {
  readonly file: string;
  readonly lines: readonly SealLine[];
  readonly fault: string | null;
  /** Every entry up to this one is known to have its line, beside those that `lines` tell of. */
  readonly upTo: bigint;
  /** Where the whole lines end, the last of them, and whether something broken off stands behind. */
  readonly bytes: number;
  readonly end: Buffer;
  readonly isBroken: boolean;
}

/** A place that does not answer: nothing of it is known, and nothing is written there. */
export const silentPlace = (file: string): PlaceRead => ({
  file,
  lines: [],
  fault: 'ETIMEDOUT',
  upTo: 0n,
  bytes: 0,
  end: Buffer.alloc(0),
  isBroken: false,
});

/** Reads what came since, once; a place that is no longer as it was known is read from its beginning. */
export function readPlace(file: string, known: PlaceKnown | undefined): PlaceRead {
  const nothing = { file, lines: [], fault: null, upTo: 0n, bytes: 0, end: Buffer.alloc(0), isBroken: false };
  try {
    const since = known === undefined ? null : bytesSince(file, known);
    const [bytes, from] = since === null ? [bytesOf(file), null] : [since, known];
    if (bytes === null) return nothing;
    const whole = bytes.lastIndexOf(NEWLINE) + 1;
    const written = bytes.subarray(0, whole);
    const last = written.lastIndexOf(NEWLINE, whole - 2) + 1;
    return {
      file,
      lines: linesOf(file, bytes.toString('utf8')).lines,
      fault: null,
      upTo: from?.upTo ?? 0n,
      bytes: (from?.bytes ?? 0) + whole,
      end: whole === 0 && from ? from.end : Buffer.from(written.subarray(last)),
      isBroken: whole < bytes.length,
    };
  } catch (error) {
    return { ...nothing, fault: codeOf(error) };
  }
}

/**
 * Writes the lines that each place lacks of these entries, each place by itself: one that is full or not there keeps no other from its lines.
 * Those but of `made` were to be written earlier. Says what is known of each place then; throws what kept one from its lines, once all were tried.
 */
export function completePlaces(
  places: readonly PlaceRead[],
  entries: readonly SealedEntry[],
  made: bigint | null,
  known: Map<string, PlaceKnown> = new Map(),
): void {
  const faults: string[] = [];
  for (const place of places) {
    const { file, fault, bytes, end } = place;
    known.delete(file);
    try {
      if (fault !== null) throw new Error(fault);
      const upTo = complete(place, entries, made);
      // By nothing of it no other file in its place would show.
      if (upTo !== null && end.length > 0) known.set(file, { bytes, end, upTo });
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

/**
 * Says up to which entry every line stands in what was read; null where lines of later ones stand behind a gap. What is appended is read
 * with what others append, the next time.
 */
function complete(place: PlaceRead, entries: readonly SealedEntry[], made: bigint | null): bigint | null {
  const { file, isBroken } = place;
  const newer = entries.filter(({ number }) => number > place.upTo);
  const lacking = lackingIn(place, newer);
  if (lacking.length > 0) {
    const later = new Date().toISOString();
    const lines = lacking.map(({ number, hash, recordedAt: at, heads }) =>
      JSON.stringify({
        at,
        platform: [number.toString(), hash],
        heads,
        ...(number !== made && { later }),
      }),
    );
    mkdirSync(dirname(file), { recursive: true });
    // A line that was broken off ends here, and takes no other with it.
    appendFileSync(file, `${isBroken ? '\n' : ''}${lines.join('\n')}\n`, { mode: 0o600, flush: true });
  }
  const told = newer.slice(0, newer.length - lacking.length);
  return told.some((each) => lacking.includes(each)) ? null : (told.at(-1)?.number ?? place.upTo);
}

const NEWLINE = 0x0a;

/** What stands behind what is known; null where the file is another, or not there any more. */
function bytesSince(file: string, { bytes, end }: PlaceKnown): Buffer | null {
  const open = opened(file);
  if (open === null) return null;
  try {
    const from = bytes - end.length;
    const read = Buffer.alloc(Math.max(fstatSync(open).size - from, 0));
    const count = readSync(open, read, 0, read.length, from);
    const isSame = count >= end.length && read.subarray(0, end.length).equals(end);
    return isSame ? read.subarray(end.length, count) : null;
  } finally {
    closeSync(open);
  }
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
  try {
    return { file, ...linesOf(file, textOf(file) ?? ''), fault: null };
  } catch (error) {
    return { file, lines: [], unreadable: [], fault: codeOf(error) };
  }
}

/**
 * The same for whoever asks while others are served: read piece by piece, and of the heads only what `keep` leaves is kept. However
 * long a file has grown, no piece of it holds up anybody.
 */
export async function readSealFileInTurn(file: string, keep: (heads: Heads) => Heads): Promise<SealFile> {
  const lines: SealLine[] = [];
  const unreadable: number[] = [];
  let at = 0;
  try {
    for await (const { written } of linesFrom(file, 0)) {
      at += 1;
      if (written.trim() === '') continue;
      const read = lineOfFile.safeParse(parsed(written));
      if (read.success) lines.push({ ...read.data, heads: keep(read.data.heads), file: `${file}:${at}` });
      else unreadable.push(at);
    }
    return { file, lines, unreadable, fault: null };
  } catch (error) {
    const isNoFile = codeOf(error) === 'ENOENT';
    return { file, lines: [], unreadable: [], fault: isNoFile ? null : codeOf(error) };
  }
}

/** The lines behind so many bytes, and where each ends; the last may have been broken off: it has no end. */
async function* linesFrom(
  file: string,
  start: number,
): AsyncGenerator<{ readonly written: string; readonly end: number | null }> {
  let pieces: Buffer[] = [];
  let end = start;
  for await (const part of createReadStream(file, { start }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = part.indexOf(NEWLINE); to >= 0; to = part.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...pieces, part.subarray(from, to)]);
      pieces = [];
      from = to + 1;
      end += line.length + 1;
      yield { written: line.toString('utf8'), end };
    }
    if (from < part.length) pieces.push(part.subarray(from));
  }
  if (pieces.length > 0) yield { written: Buffer.concat(pieces).toString('utf8'), end: null };
}

/** What all seal files tell of one trail: each head as number and first quarter of the hash, and when the last was told. */
export interface ToldOfTrail {
  readonly heads: readonly (readonly [number: string, begins: string])[];
  readonly lastAt: string | null;
}

const HEAD_BYTES = 16;

/** The heads of one trail, sixteen bytes each: a house of many trails has millions. */
interface Packed {
  bytes: Buffer;
  length: number;
  lastAt: string;
}

/**
 * What files tell of each trail, for whoever asks often: only what came since is read, piece by piece, and by however many ask at once
 * one time. A file that is no longer as it was is read from its beginning.
 */
export function toldByTrail(
  files: readonly string[],
  now: () => number = Date.now,
): (cooperativeId: string) => Promise<ToldOfTrail> {
  const places = files.map((file) => ({ file, bytes: 0, end: '', trails: new Map<string, Packed>() }));
  let reading: Promise<unknown> | null = null;
  let readAt = -Infinity;

  async function readOn(place: (typeof places)[number]): Promise<void> {
    const { file } = place;
    try {
      if (place.bytes > 0 && !(await endsWith(file, place.bytes, place.end)))
        Object.assign(place, { bytes: 0, end: '', trails: new Map() });
      for await (const { written, end } of linesFrom(file, place.bytes)) {
        // What was broken off is looked at again once it has an end.
        if (end === null) return;
        Object.assign(place, { bytes: end, end: written });
        const read = lineOfFile.safeParse(parsed(written));
        if (!read.success) continue;
        for (const [id, [number, hash]] of Object.entries(read.data.heads))
          pack(place.trails, id, BigInt(number), hash, read.data.at);
      }
    } catch (error) {
      // One that is not there, or cannot be read, says nothing.
      if (codeOf(error) !== 'ENOENT') return;
      Object.assign(place, { bytes: 0, end: '', trails: new Map() });
    }
  }

  return async (cooperativeId) => {
    if (Math.abs(now() - readAt) > KEPT_MILLISECONDS)
      await (reading ??= Promise.all(places.map(readOn)).finally(() => {
        [reading, readAt] = [null, now()];
      }));
    const packed = places.flatMap(({ trails }) => trails.get(cooperativeId) ?? []);
    const lastAt = packed.map((each) => each.lastAt).sort();
    return { heads: packed.flatMap(unpacked), lastAt: lastAt.at(-1) ?? null };
  };
}

const KEPT_MILLISECONDS = 60_000;

function pack(trails: Map<string, Packed>, id: string, number: bigint, hash: string, at: string): void {
  const known = trails.get(id) ?? { bytes: Buffer.alloc(4 * HEAD_BYTES), length: 0, lastAt: at };
  if (known.length + HEAD_BYTES > known.bytes.length)
    known.bytes = Buffer.concat([known.bytes, Buffer.alloc(known.bytes.length)]);
  known.bytes.writeBigUInt64BE(number, known.length);
  known.bytes.write(hash.slice(0, HEAD_BYTES), known.length + 8, 'hex');
  known.length += HEAD_BYTES;
  known.lastAt = at;
  trails.set(id, known);
}

function unpacked({ bytes, length }: Packed): ToldOfTrail['heads'] {
  return Array.from({ length: length / HEAD_BYTES }, (_, index) => {
    const from = index * HEAD_BYTES;
    return [bytes.readBigUInt64BE(from).toString(), bytes.toString('hex', from + 8, from + HEAD_BYTES)];
  });
}

/** Whether the line that ended there still does: another file in its place shows by it. */
async function endsWith(file: string, bytes: number, line: string): Promise<boolean> {
  const start = bytes - Buffer.byteLength(line) - 1;
  const parts: Buffer[] = [];
  for await (const part of createReadStream(file, { start, end: bytes - 1 }) as AsyncIterable<Buffer>)
    parts.push(part);
  return Buffer.concat(parts).toString('utf8') === `${line}\n`;
}

function linesOf(file: string, written: string): Pick<SealFile, 'lines' | 'unreadable'> {
  const lines: SealLine[] = [];
  const unreadable: number[] = [];
  for (const [at, line] of written.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = lineOfFile.safeParse(parsed(line));
    if (read.success) lines.push({ ...read.data, file: `${file}:${at + 1}` });
    else unreadable.push(at + 1);
  }
  return { lines, unreadable };
}

const textOf = (file: string) => bytesOf(file)?.toString('utf8') ?? null;

/** Null where there is no file. */
function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Null where there is no file. */
function opened(file: string): number | null {
  try {
    return openSync(file, 'r');
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
