/**
 * Reads a CSV as programs really write them: whatever ends its lines, mixed too; separated by whatever its heads are separated
 * by; in the encoding that its bytes can only be. Bytes that are no text of it are named with their line, never guessed.
 */
import { parse, CsvError } from 'csv-parse/sync';
import { plainHead } from '../domain/plain-head.ts';
import { lengthLookedAt, millions, UnreadableFile, type ReadingLimits, type Table } from './tabular-cells.ts';

const PROGRESS_ROWS = 5_000;
/** Characters of one row. */
const MOST_RECORD = 256 * 1024;
/** Lines among which heads are looked for. */
const HEAD_LINES = 40;

export function csvTable(
  bytes: Uint8Array,
  limits: ReadingLimits,
  heads: readonly string[],
  progress: (rows: number) => void,
): Table {
  const { text, encoding } = decodeText(bytes);
  const whole = withoutEndOfDos(text);
  requireShortLines(whole);
  const rows = csvRows(protectedDigits(whole), limits, heads, progress);
  return { sheet: null, rows, encoding, ...(!ENDED.test(text) && { openEnd: true }) };
}

/** UTF-8 with or without mark, UTF-16 with mark, else GB18030, of which GBK and GB2312 are parts. */
function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  for (const encoding of label ? [label] : ['utf-8', 'gb18030']) {
    if (encoding === 'gb18030') requireNotUtf8(bytes);
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // The next encoding is tried; nothing of this one is kept.
    }
  }
  throw new UnreadableFile('file.encoding-unknown');
}

/** Of so many letters that only UTF-8 writes so, at most one may be broken for the file to be meant as UTF-8. */
const MEANT = 3;

/** A file of UTF-8 in which a few bytes are broken reads as other Chinese in GB18030: it is refused at its first such byte. */
function requireNotUtf8(bytes: Uint8Array): void {
  let [good, bad, line, firstBad] = [0, 0, 1, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a) line += 1;
    if (byte < 0x80) continue;
    const more = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    const whole =
      more > 0 &&
      byte < 0xf5 &&
      Array.from({ length: more }, (_, index) => bytes[at + 1 + index] ?? 0).every((each) => each >> 6 === 2);
    if (!whole) {
      bad += 1;
      if (firstBad === 0) firstBad = line;
      continue;
    }
    // Two bytes are a letter of GB18030 as well.
    if (more > 1) good += 1;
    at += more;
  }
  if (good >= MEANT * bad) throw new UnreadableFile('file.encoding-broken', { line: firstBad });
}

/** A line is within one row: one that is too long is refused before anything looks for cells in it. */
function requireShortLines(text: string): void {
  let [line, start] = [1, 0];
  for (let at = 0; at <= text.length; at += 1) {
    const isEnd = at === text.length || text[at] === '\n' || text[at] === '\r';
    if (!isEnd) continue;
    if (at - start > MOST_RECORD) throw new UnreadableFile('table.row-too-long', { line });
    if (text[at] === '\n' || text[at + 1] !== '\n') line += 1;
    start = at + 1;
  }
}

/** Ctrl-Z: programs of DOS ended a text with it. */
const END_OF_DOS = '\u001A';
const ENDED = new RegExp(`[\\r\\n${END_OF_DOS}]$`);

/** `="0123"` is how exports keep a spreadsheet from dropping zeros; the quote in its middle is none of the table's own. */
function protectedDigits(text: string): string {
  return text.replace(/(^|[,;\t|\r\n，])="([^"\r\n]*)"(?=[,;\t|\r\n，]|$)/g, '$1"$2"');
}

/** From behind: looked for from the front, a file of nothing else would be walked through once for each of them. */
function withoutEndOfDos(text: string): string {
  let end = text.trimEnd().length;
  if (text[end - 1] !== END_OF_DOS) return text;
  while (text[end - 1] === END_OF_DOS) end -= 1;
  return text.slice(0, end);
}

function csvRows(
  text: string,
  limits: ReadingLimits,
  heads: readonly string[],
  progress: (rows: number) => void,
): Table['rows'] {
  const taken: (string | null)[][] = [];
  let [rows, cells, characters, line] = [0, 0, 0, 1];
  const delimiter = delimiterOf(text, heads);
  try {
    parse(text, {
      bom: true,
      delimiter,
      // Two programs may have written one file; told from its first line, all its other lines were one.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
      max_record_size: MOST_RECORD,
      on_record(record: string[], { lines }: { readonly lines: number }) {
        rows += 1;
        cells += record.length;
        if (record.some((cell, index) => holdsRows(cell, index, delimiter)))
          throw new UnreadableFile('file.quotes', { line });
        line = lines + 1;
        if (record.length > limits.columns && record.slice(limits.columns).some((cell) => cell !== ''))
          throw new UnreadableFile('table.too-many-columns', { limit: limits.columns });
        if (record.some((cell) => cell.length > limits.cellLength))
          throw new UnreadableFile('table.cell-too-large', { limit: limits.cellLength });
        characters += record.reduce((sum, cell) => sum + lengthLookedAt(cell), 0);
        if (characters > limits.characters)
          throw new UnreadableFile('table.too-much-text', { limit: millions(limits.characters) });
        if (cells > limits.cells) throw new UnreadableFile('table.too-many-cells', { limit: limits.cells });
        if (rows > limits.rows) throw new UnreadableFile('file.too-many-rows', { limit: limits.rows });
        if (rows % PROGRESS_ROWS === 0) progress(rows);
        taken.push(record.map((cell) => (cell === '' ? null : (/^="(.*)"$/.exec(cell)?.[1] ?? cell))));
        // Held once, not twice.
        return null;
      },
    });
    return taken;
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
      throw new UnreadableFile('table.row-too-long', { line: rows + 1 });
    if (error instanceof CsvError) throw new UnreadableFile('file.quotes', { line: rows + 1 });
    throw error;
  }
}

/**
 * A quote that was never closed goes on to the next one, rows further down: what lies between would be the text of one cell, and
 * the people in it gone. A line in a cell that has as many separators as stand in front of the cell is such a row.
 */
function holdsRows(cell: string, index: number, delimiter: string): boolean {
  if (!/[\r\n]/.test(cell)) return false;
  const [, ...later] = cell.split(/\r\n|\n|\r/);
  return later.some((each) => each.split(delimiter).length > Math.max(1, index));
}

const separators = [',', '\t', ';', '|', '，'];

/** By which one line holds the most names of columns; where none does, whatever separates most often in the first lines. */
function delimiterOf(text: string, heads: readonly string[]): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, HEAD_LINES);
  const known = new Set(heads);
  const named = separators.map((each) => {
    const counts = lines.map(
      (line) =>
        new Set(
          line
            .split(each)
            .map((part) => plainHead(part.replaceAll('"', '').replace(/^\s*#+/, '')))
            .filter((part) => known.has(part)),
        ).size,
    );
    return [each, Math.max(...counts)] as const;
  });
  const best = named.reduce((most, each) => (each[1] > most[1] ? each : most));
  if (best[1] > 1) return best[0];
  const often = separators.slice(0, 4).map((each) => [each, lines.join('\n').split(each).length] as const);
  return often.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
