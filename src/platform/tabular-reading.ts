/**
 * Reads tables that people upload: `.xlsx`, and CSV in UTF-8 or GB18030. What a file is, its bytes say, not its name.
 * Anything that is no table, or would not fit, is refused by name before it costs memory here; a table in another format is
 * refused with what to press to have one of these.
 */
import { Worker } from 'node:worker_threads';
import { refuse } from '../domain/refusal.ts';
import { createGate } from './gate.ts';
import { plainHead } from '../domain/plain-head.ts';
import type { ReadingAnswer, ReadingLimits, ReadingOrder, Table } from './tabular-cells.ts';

export const readingLimits: ReadingLimits = {
  rows: 200_000,
  columns: 256,
  cells: 4_000_000,
  // What a spreadsheet program itself lets a cell hold.
  cellLength: 32_767,
  // Of two hundred thousand rows with all that a roster has; each is looked at by the thread that serves.
  characters: 30_000_000,
  unpackedBytes: 256 * 1024 * 1024,
  ratio: 100,
  entries: 500,
  seconds: 120,
  megabytes: 1_500,
};

interface Reading {
  /** Names of columns, however written: by them the separator of a CSV is told. */
  readonly heads?: Iterable<string>;
  /** Hears how many rows were read so far. */
  readonly progress?: (rows: number) => void;
  /** Aborted, it is given up. */
  readonly unwanted?: AbortSignal | undefined;
  /** Narrower than those of every table. */
  readonly limits?: Partial<ReadingLimits>;
}

/** Files that somebody waits for: two at once, one of a cooperative, and few that wait with what they hold. */
const looks = createGate(2, { perParty: 1, waiting: 8, waitingPerParty: 2, seconds: 30 });

/** As `readTables`, for a request that waits for it: in turn with the other cooperatives. Imports have a line of their own. */
export function readTablesInTurn(
  cooperativeId: string,
  bytes: Uint8Array,
  fileName: string,
  reading: Reading = {},
): Promise<readonly Table[]> {
  return looks.run(() => readTables(bytes, fileName, reading), cooperativeId);
}

/** Tables of the file in order of its sheets; a CSV is one. */
export async function readTables(
  bytes: Uint8Array,
  fileName: string,
  { heads = [], progress = () => undefined, unwanted, limits = {} }: Reading = {},
): Promise<readonly Table[]> {
  const kind = formatOf(bytes, fileName);
  const order: ReadingOrder = {
    bytes,
    kind,
    limits: { ...readingLimits, ...limits },
    heads: [...heads].map(plainHead),
  };
  const rows: Table['rows'][number][][] = [];
  const heard = {
    progress,
    rows: (table: number, more: Table['rows']) => void (rows[table] ??= []).push(...more),
  };
  const answer = await inWorker(order, fileName, heard, unwanted);
  if (answer.kind === 'refused') throw refuse(answer.code, { fileName, ...answer.values });
  return answer.tables.map((told, index) => ({ ...told, rows: rows[index] ?? [] }));
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

/** What its bytes say it is; refuses by name what is no table that is read here. */
export function formatOf(bytes: Uint8Array, fileName: string): ReadingOrder['kind'] {
  if (bytes.length === 0 || (bytes.length < 64 && isBlank(bytes))) throw refuse('file.empty', { fileName });
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  if (startsWith(bytes, [0x50, 0x4b])) throw refuse('file.damaged', { fileName });
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    // Streams of an OLE file have names in UTF-16.
    const holds = (name: string) => Buffer.from(bytes).includes(Buffer.from(name, 'utf16le'));
    if (holds('EncryptedPackage')) throw refuse('file.password-protected', { fileName });
    if (holds('WordDocument')) throw refuse('file.document', { fileName, format: formats.word });
    throw refuse('file.old-workbook', { fileName });
  }
  const known = signatures.find(([, start]) => startsWith(bytes, start));
  if (known) throw refuse('file.not-a-table', { fileName, looksLike: known[0] });
  const utf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const marked = markedAs(bytes);
  if (marked !== null) throw refuse('file.other-format', { fileName, format: formats[marked] });
  if (!utf16 && bytes.includes(0)) throw refuse('file.encoding-unknown', { fileName });
  return 'csv';
}

const formats = {
  word: { zh: 'Word 文档', en: 'a Word document' },
  web: { zh: '网页（HTML），只是扩展名改成了 .xls', en: 'a web page (HTML) that was only named .xls' },
  xml: { zh: 'Excel 2003 XML 表格', en: 'an Excel 2003 XML sheet' },
  'other-xml': { zh: 'XML 文件', en: 'an XML file' },
} as const;

/** What begins with a tag is marked up; its names are the same in every encoding that has ASCII. */
function markedAs(bytes: Uint8Array): 'web' | 'xml' | 'other-xml' | null {
  const start = Buffer.from(bytes.subarray(0, 8_192)).toString('latin1').replaceAll('\u0000', '');
  if (!/^[^\x21-\x3b\x3d-\x7e]{0,8}<[!?a-z]/i.test(start)) return null;
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && start.includes('<?xml')) return 'xml';
  return /<(!doctype html|html|head|body|meta|table|style|div)\b/i.test(start) ? 'web' : 'other-xml';
}

function isBlank(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).trim() === '';
}

function inWorker(
  order: ReadingOrder,
  fileName: string,
  heard: { progress: (rows: number) => void; rows: (table: number, rows: Table['rows']) => void },
  unwanted: AbortSignal | undefined,
): Promise<Exclude<ReadingAnswer, { kind: 'progress' | 'rows' }>> {
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
      if (message.kind === 'progress') heard.progress(message.rows);
      else if (message.kind === 'rows') heard.rows(message.table, message.rows);
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
