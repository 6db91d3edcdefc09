/** A zip of a few files: written as the same bytes for the same content, and read back a file at a time. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { openPromise, type Entry } from 'yauzl';
import { ZipFile } from 'yazl';
import { Explained } from './explained.ts';

const epoch = new Date(Date.UTC(1980, 0, 1, 12));

export interface ArchivedFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** What is packed already is not packed again. */
  readonly packed?: boolean;
}

export async function zipOf(files: readonly ArchivedFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  for (const { path, bytes, packed } of files)
    archive.addBuffer(bytes, path, { mtime: epoch, compress: packed !== true, forceDosTimestamp: true });
  archive.end();
  const parts: Buffer[] = [];
  for await (const part of archive.outputStream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

/** A file of an archive: what it is, and its text where that was wanted. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly text: string | null;
}

const LARGEST_FILE = 1024 ** 3;

/** Every file of an archive in its order; the text of those that `wanted` names. */
export async function readZip(path: string, wanted: (path: string) => boolean): Promise<readonly ReadFile[]> {
  const broken = new Explained(`${path} is no archive that can be read.\n${path} 不是可以读取的压缩包。`);
  const archive = await openPromise(path, { lazyEntries: true }).catch(() => {
    throw broken;
  });
  const files: ReadFile[] = [];
  try {
    for await (const entry of archive.eachEntry() as AsyncIterable<Entry>) {
      if (entry.uncompressedSize > LARGEST_FILE) throw broken;
      const stream: Readable = await archive.openReadStreamPromise(entry);
      const hash = createHash('sha256');
      const parts: Buffer[] = [];
      let bytes = 0;
      const keep = wanted(entry.fileName);
      for await (const part of stream as AsyncIterable<Buffer>) {
        hash.update(part);
        bytes += part.length;
        if (keep) parts.push(part);
      }
      const text = keep ? Buffer.concat(parts).toString('utf8') : null;
      files.push({ path: entry.fileName, bytes, sha256: hash.digest('hex'), text });
    }
  } catch {
    throw broken;
  } finally {
    archive.close();
  }
  return files;
}
