/**
 * Reads tables that people upload: `.xlsx`, and CSV in UTF-8 or GB18030. What a file is, its bytes say, not its name.
 * Anything that is no table, or would not fit, is refused by name before it costs memory here.
 */
import { Worker } from 'node:worker_threads';
import { refuse } from '../domain/refusal.ts';
import type { ReadingAnswer, ReadingLimits, ReadingOrder, Table } from './tabular-cells.ts';

const limits: ReadingLimits = {
  rows: 200_000,
  columns: 256,
  cells: 4_000_000,
  // What a spreadsheet program itself lets a cell hold.
  cellLength: 32_767,
  unpackedBytes: 256 * 1024 * 1024,
  ratio: 100,
  entries: 500,
  seconds: 120,
  megabytes: 1_500,
};

/** Tables of the file in order of its sheets; a CSV is one. `progress` hears how many rows were read so far; given up when `unwanted`. */
export async function readTables(
  bytes: Uint8Array,
  fileName: string,
  progress: (rows: number) => void = () => undefined,
  unwanted?: AbortSignal,
): Promise<readonly Table[]> {
  const kind = kindOf(bytes, fileName);
  const order: ReadingOrder = { bytes, kind, limits };
  const answer = await inWorker(order, fileName, progress, unwanted);
  if (answer.kind === 'refused') throw refuse(answer.code, { fileName, ...answer.values });
  return answer.tables;
}

const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
];

const startsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);

function kindOf(bytes: Uint8Array, fileName: string): ReadingOrder['kind'] {
  if (bytes.length === 0 || (bytes.length < 64 && isBlank(bytes))) throw refuse('file.empty', { fileName });
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  if (startsWith(bytes, [0x50, 0x4b])) throw refuse('file.damaged', { fileName });
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    // A workbook with a password is an OLE file with a stream of this name, in UTF-16.
    const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw refuse(encrypted ? 'file.password-protected' : 'file.old-workbook', { fileName });
  }
  const known = signatures.find(([, start]) => startsWith(bytes, start));
  if (known) throw refuse('file.not-a-table', { fileName, looksLike: known[0] });
  const utf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  if (!utf16 && bytes.includes(0)) throw refuse('file.encoding-unknown', { fileName });
  return 'csv';
}

function isBlank(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).trim() === '';
}

function inWorker(
  order: ReadingOrder,
  fileName: string,
  progress: (rows: number) => void,
  unwanted: AbortSignal | undefined,
): Promise<Exclude<ReadingAnswer, { kind: 'progress' }>> {
  return new Promise((resolve, reject) => {
    unwanted?.throwIfAborted();
    const worker = new Worker(new URL('./tabular-worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: order.limits.megabytes },
    });
    const { seconds } = order.limits;
    const timer = setTimeout(
      () => settle(() => reject(refuse('file.too-slow', { fileName, seconds }))),
      seconds * 1000,
    );
    const giveUp = () => settle(() => reject(unwanted?.reason as Error));
    unwanted?.addEventListener('abort', giveUp);
    let settled = false;
    function settle(how: () => void): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      unwanted?.removeEventListener('abort', giveUp);
      void worker.terminate();
      how();
    }
    worker.on('message', (message: ReadingAnswer) => {
      if (message.kind === 'progress') progress(message.rows);
      else settle(() => resolve(message));
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      settle(() =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? refuse('file.unpacks-too-large', { fileName, limit: `${order.limits.megabytes} MB` })
            : error,
        ),
      ),
    );
    worker.on('exit', () => settle(() => reject(refuse('file.damaged', { fileName }))));
  });
}
