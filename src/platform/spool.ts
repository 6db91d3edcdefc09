/**
 * What goes out in large answers lies in a file until its reader has taken it: nobody's connection to the database and no
 * memory waits for a reader who is slow, or gone. The file is nameless from the moment it is made, so that nothing stays of it,
 * whatever happens; all of them together are bounded, and those of one party, so that nobody takes the places of everybody.
 */
import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuse } from '../domain/refusal.ts';

export interface SpoolLimits {
  /** Files at once, filled or read. */
  readonly files: number;
  /** Of all of them together. */
  readonly bytes: number;
  /** Of one person, or of one address: a part of all. */
  readonly ofOne?: Readonly<Record<Party['kind'], Room>>;
}

interface Room {
  readonly files: number;
  readonly bytes: number;
}

/** Whose a file is: a person has few places, an address, which a whole office may share, more. */
export interface Party {
  readonly kind: 'person' | 'address';
  readonly name: string;
}

export interface Spooled {
  readonly bytes: number;
  readonly content: Readable;
}

export interface Spool {
  /** Takes all that `source` gives, and hands it over once it is whole. Refuses `service.busy` where there is no room, for all or for one of `parties`. */
  take(source: Readable, parties: readonly Party[], gone?: AbortSignal): Promise<Spooled>;
  state(): { readonly files: number; readonly bytes: number };
}

export function createSpool(limits: SpoolLimits): Spool {
  const all = { files: 0, bytes: 0 };
  const taken = new Map<string, { files: number; bytes: number }>();

  /** Every room that a file of these parties takes a place in, with its bound. */
  function roomsOf(parties: readonly Party[]) {
    const own = parties.map(({ kind, name }) => {
      const key = `${kind} ${name}`;
      const used = taken.get(key) ?? { files: 0, bytes: 0 };
      taken.set(key, used);
      return { key, used, most: limits.ofOne?.[kind] ?? limits };
    });
    return [{ key: '', used: all, most: limits }, ...own];
  }

  async function fill(
    file: FileHandle,
    source: Readable,
    { counted, rooms }: { readonly counted: { size: number }; readonly rooms: ReturnType<typeof roomsOf> },
    gone: AbortSignal | undefined,
  ): Promise<void> {
    await pipeline(
      source,
      async (parts: AsyncIterable<Buffer>) => {
        for await (const part of parts) {
          counted.size += part.length;
          for (const { used } of rooms) used.bytes += part.length;
          if (rooms.some(({ used, most }) => used.bytes > most.bytes)) throw refuse('service.busy');
          for (let at = 0; at < part.length;) at += (await file.write(part, at)).bytesWritten;
        }
      },
      { ...(gone && { signal: gone }) },
    );
  }

  return {
    async take(source, parties, gone) {
      const rooms = roomsOf(parties);
      const sweep = () => {
        for (const { key, used } of rooms) if (used.files === 0) taken.delete(key);
      };
      if (rooms.some(({ used, most }) => used.files >= most.files)) {
        source.destroy();
        sweep();
        throw refuse('service.busy');
      }
      for (const { used } of rooms) used.files += 1;
      const counted = { size: 0 };
      // By its handle, never by its number: a number that is closed twice may by then be anybody's socket. Nor by a stream to write,
      // which would close it when cut off, or keep it open when not.
      let file: FileHandle | undefined;
      const release = () => {
        for (const { used } of rooms) {
          used.files -= 1;
          used.bytes -= counted.size;
        }
        sweep();
      };
      try {
        const path = join(tmpdir(), `hegu-${randomUUID()}`);
        file = await open(path, 'wx+', 0o600);
        await unlink(path);
        await fill(file, source, { counted, rooms }, gone);
        const content = file.createReadStream({ start: 0, highWaterMark: 256 * 1024 });
        content.once('close', release);
        return { bytes: counted.size, content };
      } catch (error) {
        source.destroy();
        await file?.close().catch(() => undefined);
        release();
        // Nobody hears it, and nothing failed.
        throw gone?.aborted ? refuse('service.busy') : error;
      }
    },
    state: () => ({ ...all }),
  };
}
