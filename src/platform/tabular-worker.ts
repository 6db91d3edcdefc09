/**
 * Reads one file in a thread of its own, so that a hostile or huge file cannot hold up or bring down the service: the
 * thread has a memory limit, its archive is measured entry by entry before any parser sees it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { parse, CsvError } from 'csv-parse/sync';
import { Decimal } from 'decimal.js';
import readWorkbook from 'read-excel-file/node';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { Cell, ReadingAnswer, ReadingLimits, ReadingOrder, Table } from './tabular-cells.ts';

/** A spreadsheet keeps and shows no more digits of a number than these. */
const SPREADSHEET_DIGITS = 15;
const PROGRESS_ROWS = 5_000;
/** Characters of one row of a CSV. */
const MOST_RECORD = 256 * 1024;
/** Of a workbook besides its sheets and texts: what it says of itself. */
const MOST_OTHER_XML = 16 * 1024 * 1024;
/** Ratios are told of what is large enough to do harm. */
const SMALL_BYTES = 1024 * 1024;

type Refusal = Extract<ReadingAnswer, { kind: 'refused' }>;

class Refused extends Error {
  readonly answer: Refusal;
  constructor(code: Refusal['code'], values: Refusal['values'] = {}) {
    super(code);
    this.answer = { kind: 'refused', code, values };
  }
}

const answer = (message: ReadingAnswer) => parentPort?.postMessage(message);

async function main(order: ReadingOrder): Promise<void> {
  try {
    const { bytes, limits } = order;
    const tables =
      order.kind === 'csv'
        ? [{ sheet: null, rows: csvRows(decodeText(bytes), limits) }]
        : await workbookTables(Buffer.from(bytes), limits);
    answer({ kind: 'read', tables });
  } catch (error) {
    answer(error instanceof Refused ? error.answer : { kind: 'refused', code: 'file.damaged', values: {} });
  }
}

/** UTF-8 with or without mark, UTF-16 with mark, else GB18030, of which GBK and GB2312 are parts. */
function decodeText(bytes: Uint8Array): string {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  for (const encoding of label ? [label] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding is tried; nothing of this one is kept.
    }
  }
  throw new Refused('file.encoding-unknown');
}

function csvRows(text: string, limits: ReadingLimits): Table['rows'] {
  let [rows, cells] = [0, 0];
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
      max_record_size: MOST_RECORD,
      on_record(record: string[]) {
        rows += 1;
        cells += record.length;
        if (record.length > limits.columns)
          throw new Refused('table.too-many-columns', { limit: limits.columns });
        if (cells > limits.cells) throw new Refused('table.too-many-cells', { limit: limits.cells });
        if (rows > limits.rows) throw new Refused('file.too-many-rows', { limit: limits.rows });
        if (rows % PROGRESS_ROWS === 0) answer({ kind: 'progress', rows });
        return record;
      },
    }).map((record) => record.map((cell) => (cell === '' ? null : cell)));
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
      throw new Refused('table.row-too-long', { line: rows + 1 });
    if (error instanceof CsvError) throw new Refused('file.quotes', { line: rows + 1 });
    throw error;
  }
}

/** Whatever separates most often in the first lines; a title above the heads has none. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, 20).join('\n');
  const counts = [',', '\t', ';', '|'].map((each) => [each, lines.split(each).length] as const);
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

async function workbookTables(bytes: Buffer, limits: ReadingLimits): Promise<Table[]> {
  const errors = await measureArchive(bytes, limits);
  const sheets = await readWorkbook(bytes, { trim: true, parseNumber: (text: string) => numberCell(text) });
  return sheets.map(({ sheet, data }, index) => {
    if (data.length > limits.rows) throw new Refused('file.too-many-rows', { limit: limits.rows });
    answer({ kind: 'progress', rows: data.length });
    const rows = (data as readonly (readonly unknown[])[]).map((row) => row.map(cellOf));
    // The reader takes a failed formula for an empty cell, which would lose it in silence.
    for (const { row, column, text } of errors.get(index) ?? []) {
      while (rows.length < row) rows.push([]);
      const cells = rows[row - 1] ?? [];
      while (cells.length < column) cells.push(null);
      cells[column - 1] = { text, error: true };
    }
    return { sheet, rows };
  });
}

function cellOf(value: unknown): Cell | string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value as Cell;
}

function numberCell(text: string): Cell {
  // A number that no spreadsheet holds is none: written out, it may have as many digits as its exponent says.
  if (!/^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,3})?$/.test(text))
    return { text: text.slice(0, 40), error: true };
  const value = new Decimal(text);
  const lost = value.isInteger() && value.abs().greaterThanOrEqualTo(`1e${SPREADSHEET_DIGITS}`);
  const shown = value.toSignificantDigits(SPREADSHEET_DIGITS).toFixed();
  return lost ? { text: shown, digitsLost: true } : { text: shown };
}

interface FailedFormula {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/**
 * Unpacks every entry once, keeping nothing, to know what it really unpacks to: a directory may say less. Returns the
 * failed formulas by place of the sheet in the archive.
 */
async function measureArchive(
  bytes: Buffer,
  limits: ReadingLimits,
): Promise<ReadonlyMap<number, readonly FailedFormula[]>> {
  const tooLarge = () =>
    new Refused('file.unpacks-too-large', { limit: `${Math.floor(limits.unpackedBytes / 1024 / 1024)} MB` });
  let archive: ZipFile;
  try {
    archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  } catch {
    throw new Refused('file.damaged');
  }
  if (archive.entryCount > limits.entries) throw tooLarge();
  const failed = new Map<number, readonly FailedFormula[]>();
  let [unpacked, cells] = [0, 0];
  let isWorkbook = false;
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName === 'xl/workbook.xml') isWorkbook = true;
    const sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(entry.fileName);
    const texts = entry.fileName === 'xl/sharedStrings.xml';
    const scan = createScan(limits, (count) => {
      cells += count;
      if (cells > limits.cells) throw new Refused('table.too-many-cells', { limit: limits.cells });
    });
    let own = 0;
    const expands = (bytes: number) => bytes > SMALL_BYTES && bytes > limits.ratio * entry.compressedSize;
    // What it says of itself is enough to refuse it by, and not enough to take it by.
    if (expands(entry.uncompressedSize)) throw tooLarge();
    for await (const chunk of await openEntry(archive, entry)) {
      unpacked += chunk.length;
      own += chunk.length;
      if (unpacked > limits.unpackedBytes) throw tooLarge();
      if (expands(own)) throw tooLarge();
      if (sheet || texts) scan.read(chunk.toString('latin1'));
      else if (/\.(xml|rels)$/.test(entry.fileName) && own > MOST_OTHER_XML) throw tooLarge();
    }
    if (sheet) failed.set(Number(sheet[1]) - 1, scan.failed);
  }
  if (!isWorkbook) throw new Refused('file.not-a-table', { looksLike: 'ZIP' });
  return failed;
}

async function openEntry(archive: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  try {
    return await archive.openReadStreamPromise(entry);
  } catch {
    throw new Refused('file.damaged');
  }
}

/** Longer than any tag of a sheet. */
const LONGEST_TAG = 8_192;
const MOST_FAILED = 1_000;
/** Most of the tags there are, of which nothing is to be learnt. */
const plainTags: ReadonlySet<string> = new Set(['v', 't', '/t', 'is', '/is', 'f', '/f', 'si', '/si', '/row']);

/**
 * Looks through the XML of a sheet, or of the texts that sheets share, tag by tag as it is unpacked and keeps next to nothing:
 * where cells stand, how long their texts are, which formulas failed. What is out of bounds is refused where it stands.
 */
function createScan(limits: ReadingLimits, counted: (cells: number) => void) {
  const failed: FailedFormula[] = [];
  let rest = '';
  /** The failed formula whose value is being read. */
  let at: { readonly row: number; readonly column: number } | null = null;
  let textLength = 0;

  function text(part: string): void {
    textLength += part.length;
    // Of three bytes each at most, as they are counted here.
    if (textLength > 3 * limits.cellLength)
      throw new Refused('table.cell-too-large', { limit: limits.cellLength });
  }

  function tag(inside: string, before: string): void {
    if (plainTags.has(inside)) return;
    const name = /^\/?(?:\w+:)?(\w+)/.exec(inside)?.[1];
    if (inside.startsWith('!DOCTYPE') || inside.startsWith('!ENTITY')) throw new Refused('file.damaged');
    if (name === 'v' && inside.startsWith('/') && at !== null && failed.length < MOST_FAILED)
      failed.push({ ...at, text: before.slice(0, 40) });
    if (name === 'row' && !inside.startsWith('/')) {
      const row = Number(/\br="(\d{1,9})"/.exec(inside)?.[1] ?? '0');
      if (row > limits.rows) throw new Refused('file.too-many-rows', { limit: limits.rows });
    }
    if (name !== 'c') return;
    at = null;
    if (inside.startsWith('/')) return;
    counted(1);
    const place = /\br="([A-Z]+)(\d+)"/.exec(inside);
    if (!place) return;
    const [, letters = '', digits = ''] = place;
    if (letters.length > 3 || columnNumber(letters) > limits.columns)
      throw new Refused('table.too-many-columns', { limit: limits.columns });
    if (digits.length > 7 || Number(digits) > limits.rows)
      throw new Refused('file.too-many-rows', { limit: limits.rows });
    if (/\bt="e"/.test(inside)) at = { column: columnNumber(letters), row: Number(digits) };
  }

  return {
    failed: failed as readonly FailedFormula[],
    read(chunk: string) {
      const whole = rest + chunk;
      let from = 0;
      for (;;) {
        const open = whole.indexOf('<', from);
        if (open < 0) {
          text(whole.slice(from));
          rest = '';
          return;
        }
        const before = whole.slice(from, open);
        text(before);
        const close = whole.indexOf('>', open);
        if (close < 0) {
          if (whole.length - open > LONGEST_TAG) throw new Refused('file.damaged');
          rest = whole.slice(open);
          return;
        }
        tag(whole.slice(open + 1, close), before);
        textLength = 0;
        from = close + 1;
      }
    },
  };
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

await main(workerData as ReadingOrder);
