/**
 * What goes out in large answers lies in a file until its reader has taken it: nobody's connection to the database and no
 * memory waits for a reader who is slow, or gone. The file is nameless from the moment it is made, so that nothing stays of it,
 * whatever happens; all of them together are bounded.
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
}

export interface Spooled {
  readonly bytes: number;
  readonly content: Readable;
}

export interface Spool {
  /** Takes all that `source` gives, and hands it over once it is whole. Refuses `service.busy` where there is no room. */
  take(source: Readable, gone?: AbortSignal): Promise<Spooled>;
  state(): { readonly files: number; readonly bytes: number };
}

export function createSpool(limits: SpoolLimits): Spool {
  let [files, bytes] = [0, 0];

  async function fill(
    file: FileHandle,
    source: Readable,
    counted: { size: number },
    gone: AbortSignal | undefined,
  ): Promise<void> {
    await pipeline(
      source,
      async (parts: AsyncIterable<Buffer>) => {
        for await (const part of parts) {
          counted.size += part.length;
          bytes += part.length;
          if (bytes > limits.bytes) throw refuse('service.busy');
          for (let at = 0; at < part.length;) at += (await file.write(part, at)).bytesWritten;
        }
      },
      { ...(gone && { signal: gone }) },
    );
  }

  return {
    async take(source, gone) {
      if (files >= limits.files) {
        source.destroy();
        throw refuse('service.busy');
      }
      files += 1;
      const counted = { size: 0 };
      // By its handle, never by its number: a number that is closed twice may by then be anybody's socket. Nor by a stream to write,
      // which would close it when cut off, or keep it open when not.
      let file: FileHandle | undefined;
      const release = () => {
        files -= 1;
        bytes -= counted.size;
      };
      try {
        const path = join(tmpdir(), `hegu-${randomUUID()}`);
        file = await open(path, 'wx+', 0o600);
        await unlink(path);
        await fill(file, source, counted, gone);
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
    state: () => ({ files, bytes }),
  };
}
