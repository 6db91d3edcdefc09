/** A zip of a few files, the same bytes for the same content. */
import { ZipFile } from 'yazl';

const epoch = new Date(Date.UTC(1980, 0, 1, 12));

export interface ArchivedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

export async function zipOf(files: readonly ArchivedFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  for (const { path, bytes } of files)
    archive.addBuffer(bytes, path, { mtime: epoch, compress: true, forceDosTimestamp: true });
  archive.end();
  const parts: Buffer[] = [];
  for await (const part of archive.outputStream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
