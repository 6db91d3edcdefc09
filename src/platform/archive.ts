/** A zip of files, the same bytes for the same content; what is large is read only when its turn has come. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

const epoch = new Date(Date.UTC(1980, 0, 1, 12));

export interface ArchivedFile {
  readonly path: string;
  readonly bytes: Buffer | (() => Promise<Buffer>);
}

export function zipStream(files: readonly ArchivedFile[]): Readable {
  const archive = new ZipFile();
  const given = { mtime: epoch, forceDosTimestamp: true };
  for (const { path, bytes } of files)
    if (typeof bytes === 'function')
      // A PDF is compressed within.
      archive.addReadStreamLazy(path, { ...given, compress: false }, (give) => {
        bytes().then(
          (found) => give(null, Readable.from([found])),
          (error: unknown) => give(error, Readable.from([])),
        );
      });
    else archive.addBuffer(bytes, path, { ...given, compress: true });
  archive.end();
  const { outputStream } = archive;
  archive.on('error', (error: Error) => (outputStream as Readable).destroy(error));
  return outputStream as Readable;
}
