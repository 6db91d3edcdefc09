/**
 * Reads a workbook straight from its parts, as they unpack: whatever a cell says of itself is still there, nothing is taken
 * for empty that is not, and what is out of bounds is refused where it stands, before it costs memory. Parts are found by their
 * relations, never by their names; elements by their local names, so that prefixes and the strict dialect read the same.
 */
import { Decimal } from 'decimal.js';
import { Parser } from 'saxen';
import type { Sentence } from '../domain/language.ts';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import {
  lengthLookedAt,
  millions,
  UnreadableFile,
  type Cell,
  type Merge,
  type ReadingLimits,
  type Table,
} from './tabular-cells.ts';
import {
  builtInKind,
  dayOfIso,
  lateTime,
  dayOfSerial,
  kindsOfFormat,
  seenDay,
  textSeenIn,
  type NumberKind,
} from './tabular-formats.ts';

/** A spreadsheet keeps and shows no more digits of a number than these. */
const SPREADSHEET_DIGITS = 15;
/** What a workbook says of itself besides its sheets and texts. */
const MOST_OTHER_XML = 16 * 1024 * 1024;
/** Ratios are told of what is large enough to do harm. */
const SMALL_BYTES = 1024 * 1024;
/** A letter may be written with so many characters: `&#x1F468;`, `_xD83D_`. */
const LONGEST_LETTER = 10;
const PROGRESS_ROWS = 5_000;

export async function workbookTables(
  bytes: Buffer,
  limits: ReadingLimits,
  progress: (rows: number) => void,
): Promise<readonly Table[]> {
  const parts = await openArchive(withoutTail(bytes), limits);
  const workbookPath = await workbookPart(parts);
  const relations = await parts.relations(workbookPath);
  const book = await readBook(parts, workbookPath);
  const related = (kind: string) => [...relations.values()].find((each) => each.kind === kind)?.path;
  const styles = await readStyles(parts, related('styles'));
  const texts = await readTexts(parts, related('sharedStrings'), limits);
  const counted = cellCounter(limits);
  const tables: Table[] = [];
  const read = new Set<string>();
  for (const { name, relation, hidden } of book.sheets) {
    const part = relations.get(relation);
    // No program writes two sheets from one part: a hundred thousand of them would be read as often.
    if (part !== undefined && read.has(part.path)) throw new UnreadableFile('file.damaged');
    if (part !== undefined) read.add(part.path);
    const told = { sheet: name, ...(hidden && { hidden }) };
    if (part?.kind !== 'worksheet') tables.push({ ...told, rows: [], drawing: true });
    else {
      const from = { texts, styles, from1904: book.from1904, limits, counted, progress };
      tables.push({ ...told, ...(await readRows(parts, part.path, from)) });
    }
  }
  return tables;
}

/** Some mail gateways add bytes after the end of an archive. */
function withoutTail(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) return bytes;
  return bytes.subarray(0, end + 22 + bytes.readUInt16LE(end + 20));
}

interface Relation {
  /** The last word of its type, which both dialects share. */
  readonly kind: string;
  readonly path: string;
}

interface Parts {
  has(path: string): boolean;
  readonly names: readonly string[];
  /** A small part as one text. */
  text(path: string): Promise<string>;
  /** A large one as it unpacks. */
  pieces(path: string): AsyncIterable<string>;
  /** By their ids. */
  relations(of: string): Promise<ReadonlyMap<string, Relation>>;
}

/** The directory is held against the bounds before anything is unpacked, and what unpacks against the directory. */
async function openArchive(bytes: Buffer, limits: ReadingLimits): Promise<Parts> {
  const tooLarge = () =>
    new UnreadableFile('file.unpacks-too-large', {
      limit: `${Math.floor(limits.unpackedBytes / 1024 / 1024)} MB`,
    });
  let archive: ZipFile;
  try {
    archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  } catch {
    throw new UnreadableFile('file.damaged');
  }
  if (archive.entryCount > limits.entries) throw tooLarge();
  const entries = new Map<string, Entry>();
  let told = 0;
  const expands = (entry: Entry, size: number) =>
    size > SMALL_BYTES && size > limits.ratio * entry.compressedSize;
  for await (const entry of archive.eachEntry()) {
    told += entry.uncompressedSize;
    if (told > limits.unpackedBytes || expands(entry, entry.uncompressedSize)) throw tooLarge();
    entries.set(entry.fileName.replaceAll('\\', '/').toLowerCase(), entry);
  }
  let unpacked = 0;
  async function* pieces(path: string): AsyncGenerator<string> {
    const entry = entries.get(path.toLowerCase());
    if (entry === undefined) throw new UnreadableFile('file.damaged');
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    let own = 0;
    for await (const chunk of (await archive.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      own += chunk.length;
      // A directory may say less than there is.
      if (unpacked > limits.unpackedBytes || expands(entry, own)) throw tooLarge();
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder?.decode() ?? '';
  }
  async function text(path: string): Promise<string> {
    let whole = '';
    for await (const piece of pieces(path)) {
      whole += piece;
      if (whole.length > MOST_OTHER_XML) throw tooLarge();
    }
    return whole;
  }
  async function relations(of: string): Promise<ReadonlyMap<string, Relation>> {
    const slash = of.lastIndexOf('/') + 1;
    const folder = of.slice(0, slash);
    const path = `${folder}_rels/${of.slice(slash)}.rels`;
    const found = new Map<string, Relation>();
    if (!entries.has(path.toLowerCase())) return found;
    parseWhole(await text(path), {
      open(name, attributes) {
        if (name !== 'Relationship') return;
        const { Id = '', Type = '', Target = '' } = attributes();
        found.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), path: resolved(folder, Target) });
      },
    });
    return found;
  }
  return {
    has: (path) => entries.has(path.toLowerCase()),
    names: [...entries.keys()],
    text,
    pieces,
    relations,
  };
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const said = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start.subarray(0, 200).toString('latin1'))?.[1];
  return said !== undefined && /^gb(2312|k|18030)$/i.test(said) ? 'gb18030' : 'utf-8';
}

/** A target as a path in the archive: absolute, or from the folder of the part that names it. */
function resolved(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of decoded(target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Other archives that people send for a workbook, and what their programs press to make one. */
async function workbookPart(parts: Parts): Promise<string> {
  const main = [...(await parts.relations('')).values()].find(({ kind }) => kind === 'officeDocument');
  const path = main?.path ?? 'xl/workbook.xml';
  const other = (format: Sentence) => new UnreadableFile('file.other-format', { format });
  if (/\.bin$/i.test(path) || parts.has('xl/workbook.bin'))
    throw other({ zh: 'Excel 二进制工作簿（.xlsb）', en: 'a binary workbook (.xlsb)' });
  const lies = (pattern: RegExp) => parts.names.some((name) => pattern.test(name));
  const document = (format: Sentence) => new UnreadableFile('file.document', { format });
  if (lies(/^word\//)) throw document({ zh: 'Word 文档', en: 'a Word document' });
  if (lies(/^ppt\//)) throw document({ zh: 'PowerPoint 演示文稿', en: 'a PowerPoint presentation' });
  if (parts.has('mimetype') && parts.has('content.xml'))
    throw other({ zh: 'OpenDocument 表格（.ods）', en: 'an OpenDocument sheet (.ods)' });
  if (parts.has(path)) return path;
  const inside = parts.names.find((name) => /\.(xlsx?|xlsm|xlsb|csv|et|ods)$/.test(name));
  if (inside !== undefined) throw new UnreadableFile('file.archive', { inside: inside.slice(-60) });
  throw new UnreadableFile('file.not-a-table', { looksLike: 'ZIP' });
}

interface Book {
  readonly from1904: boolean;
  readonly sheets: readonly { readonly name: string; readonly relation: string; readonly hidden?: true }[];
}

/** More than anybody looks through. */
const MOST_SHEETS = 256;

const isTrue = (text: string | undefined) => text === '1' || text === 'true' || text === 'on';

async function readBook(parts: Parts, path: string): Promise<Book> {
  let from1904 = false;
  const sheets: Book['sheets'][number][] = [];
  parseWhole(await parts.text(path), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributes().date1904);
      if (name !== 'sheet') return;
      const all = attributes();
      const relation = Object.entries(all).find(([key]) => /^\w+:id$/.test(key))?.[1] ?? '';
      const hidden = all.state === 'hidden' || all.state === 'veryHidden';
      if (sheets.length === MOST_SHEETS) throw new UnreadableFile('file.damaged');
      sheets.push({ name: all.name ?? '', relation, ...(hidden && { hidden: true as const }) });
    },
  });
  return { from1904, sheets };
}

interface CellStyle {
  readonly kindOf: (value: number) => NumberKind;
  readonly struck: boolean;
  /** What is seen of a text, where its format shows it otherwise. */
  readonly textSeen: ((text: string) => string) | null;
}

/** By the number of a cell's style. */
async function readStyles(parts: Parts, path: string | undefined): Promise<readonly CellStyle[]> {
  if (path === undefined || !parts.has(path)) return [];
  const own = new Map<number, Pick<CellStyle, 'kindOf' | 'textSeen'>>();
  const struckFonts = new Set<number>();
  const styles: CellStyle[] = [];
  let [inCells, inFonts, font] = [false, false, -1];
  parseWhole(await parts.text(path), {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true;
      if (name === 'fonts') inFonts = true;
      if (inFonts && name === 'font') font += 1;
      if (inFonts && name === 'strike' && isOn(attributes().val)) struckFonts.add(font);
      if (name === 'numFmt') {
        const { numFmtId, formatCode } = attributes();
        const code = formatCode ?? '';
        own.set(Number(numFmtId), { kindOf: kindsOfFormat(code), textSeen: textSeenIn(code) });
      }
      if (name !== 'xf' || !inCells) return;
      const { numFmtId = '0', fontId = '0' } = attributes();
      const builtIn = builtInKind(Number(numFmtId));
      const format = own.get(Number(numFmtId)) ?? { kindOf: () => builtIn, textSeen: null };
      styles.push({ ...format, struck: struckFonts.has(Number(fontId)) });
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
      if (name === 'fonts') inFonts = false;
    },
  });
  return styles;
}

/** The texts that sheets share; how they are spoken (`rPh`) is no part of them. */
async function readTexts(
  parts: Parts,
  path: string | undefined,
  limits: ReadingLimits,
): Promise<readonly SharedText[]> {
  if (path === undefined || !parts.has(path)) return [];
  const texts: SharedText[] = [];
  const reading = textReading(limits);
  await parseInPieces(parts.pieces(path), limits, {
    open(name, attributes) {
      if (name === 'si') reading.begin();
      reading.open(name, attributes);
    },
    close(name) {
      reading.close(name);
      if (name !== 'si') return;
      texts.push(reading.taken());
      if (texts.length > limits.cells)
        throw new UnreadableFile('table.too-many-cells', { limit: limits.cells });
    },
    text: (part) => reading.text(part),
  });
  return texts;
}

/** `mixed`: a part of it is raised, lowered or struck through, as a footnote mark or what was corrected by hand. */
interface SharedText {
  readonly text: string;
  readonly mixed: boolean;
}

type Attributes = () => Readonly<Record<string, string>>;

/** Whether a property of letters lifts them out of the text, or takes them back. */
function setsApart(name: string, attributes: Attributes): boolean {
  if (name === 'strike' || name === 'dstrike') return isOn(attributes().val);
  return name === 'vertAlign' && /^(super|sub)script$/.test(attributes().val ?? '');
}

/** A property that stands there without a value is on. */
const isOn = (value: string | undefined) => value === undefined || isTrue(value);

/** Gathers what stands in the `t` of one cell or one shared text. */
function textReading(limits: ReadingLimits) {
  let [gathered, inText, spoken] = ['', false, 0];
  let [apart, mixed] = [false, false];
  return {
    begin() {
      [gathered, inText, spoken] = ['', false, 0];
      [apart, mixed] = [false, false];
    },
    open(name: string, attributes: Attributes) {
      if (name === 'rPh') spoken += 1;
      if (name === 't') inText = true;
      if (name === 'r') apart = false;
      if (setsApart(name, attributes)) apart = true;
    },
    close(name: string) {
      if (name === 'rPh') spoken -= 1;
      if (name === 't') inText = false;
      if (name === 'r') apart = false;
    },
    text(part: string) {
      if (!inText || spoken > 0) return;
      gathered += part;
      if (apart && part.trim() !== '') mixed = true;
      requireLength(gathered, limits);
    },
    taken: (): SharedText => ({ text: shown(gathered), mixed }),
  };
}

function requireLength(text: string, limits: ReadingLimits): void {
  if (text.length > limits.cellLength)
    throw new UnreadableFile('table.cell-too-large', { limit: limits.cellLength });
}

/** `_x000D_` is how a workbook writes what XML cannot. */
function shown(text: string): string {
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .trim();
}

interface From {
  readonly texts: readonly SharedText[];
  readonly styles: readonly CellStyle[];
  readonly from1904: boolean;
  readonly limits: ReadingLimits;
  readonly counted: Counted;
  readonly progress: (rows: number) => void;
}

/** Of all sheets together. */
interface Counted {
  readonly cell: () => void;
  /** A place left free in front of a cell: a value far to the right costs as many. */
  readonly gap: () => void;
  readonly text: (length: number) => void;
}

function cellCounter(limits: ReadingLimits): Counted {
  let [cells, gaps, characters] = [0, 0, 0];
  return {
    cell() {
      cells += 1;
      if (cells > limits.cells) throw new UnreadableFile('table.too-many-cells', { limit: limits.cells });
    },
    gap() {
      gaps += 1;
      if (gaps > limits.cells) throw new UnreadableFile('table.too-many-cells', { limit: limits.cells });
    },
    text(length) {
      characters += length;
      if (characters > limits.characters)
        throw new UnreadableFile('table.too-much-text', { limit: millions(limits.characters) });
    },
  };
}

type SheetCell = Cell | string | null;

const plainStyle: CellStyle = { kindOf: () => ({ is: 'number' }), struck: false, textSeen: null };

async function readRows(parts: Parts, path: string, from: From): Promise<Omit<Table, 'sheet'>> {
  const { limits, counted, progress } = from;
  const rows: SheetCell[][] = [];
  const merges: Merge[] = [];
  const inline = textReading(limits);
  let [row, column, hiddenRows] = [0, 0, 0];
  let [rowHidden, rowFilled] = [false, false];
  let cell: CellSoFar | null = null;
  let inValue = false;

  function openCell(attributes: Readonly<Record<string, string>>): void {
    counted.cell();
    const { r, t = 'n', s } = attributes;
    const place = r === undefined ? null : /^([A-Za-z]+)(\d+)$/.exec(r);
    column = place?.[1] === undefined ? column + 1 : columnNumber(place[1]);
    if (place?.[2] !== undefined) row = Number(place[2].slice(0, 9));
    cell = {
      type: t,
      style: from.styles[Number(s ?? '0')] ?? plainStyle,
      value: '',
      formula: false,
      told: false,
    };
    inline.begin();
  }

  function closeCell(): void {
    if (cell === null) return;
    const read = cellOf(cell, inline.taken(), from);
    cell = null;
    if (read === null) return;
    counted.text(lengthLookedAt(typeof read === 'string' ? read : read.text));
    // A blank far away is nothing; a value there was forgotten by somebody.
    if (column > limits.columns)
      throw new UnreadableFile('table.too-many-columns', { limit: limits.columns });
    if (row > limits.rows) throw tooFar(row);
    rowFilled = true;
    while (rows.length < row) rows.push([]);
    const cells = rows[row - 1] ?? [];
    while (cells.length < column - 1) {
      counted.gap();
      cells.push(null);
    }
    cells[column - 1] = read;
  }

  const tooFar = (at: number) =>
    at > rows.length + 1
      ? new UnreadableFile('file.row-far-below', { row: at })
      : new UnreadableFile('file.too-many-rows', { limit: limits.rows });

  await parseInPieces(parts.pieces(path), limits, {
    open(name, attributes) {
      if (cell === null && name === 'row') {
        const { r, hidden } = attributes();
        row = r === undefined ? row + 1 : Number(r.slice(0, 9));
        column = 0;
        [rowHidden, rowFilled] = [isTrue(hidden), false];
        if (row % PROGRESS_ROWS === 0) progress(row);
      } else if (cell === null && name === 'c') openCell(attributes());
      else if (cell === null && name === 'mergeCell') {
        const merge = mergeOf(attributes().ref ?? '');
        if (merge !== null && merges.length < limits.rows) merges.push(merge);
      } else if (cell !== null) {
        if (name === 'v') {
          inValue = true;
          cell = { ...cell, told: true };
        }
        if (name === 'f') cell = { ...cell, formula: true };
        inline.open(name, attributes);
      }
    },
    close(name) {
      if (name === 'c') closeCell();
      if (name === 'v') inValue = false;
      if (name === 'row' && rowHidden && rowFilled) hiddenRows += 1;
      inline.close(name);
    },
    text(part) {
      if (cell === null) return;
      if (inValue) {
        cell = { ...cell, value: cell.value + part };
        requireLength(cell.value, limits);
      } else inline.text(part);
    },
  });
  progress(rows.length);
  return { rows, ...(merges.length > 0 && { merges }), ...(hiddenRows > 0 && { hiddenRows }) };
}

interface CellSoFar {
  readonly type: string;
  readonly style: CellStyle;
  readonly value: string;
  readonly formula: boolean;
  /** There is a value, be it empty. */
  readonly told: boolean;
}

function cellOf(cell: CellSoFar, inline: SharedText, from: From): SheetCell {
  const read = withSeen(valueOf(cell, inline, from), cell.style);
  if (!cell.style.struck || read === null) return read;
  return typeof read === 'string' ? { text: read, mixed: true } : { ...read, mixed: true };
}

/** A text that its format hides, or puts words beside. */
function withSeen(read: SheetCell, { textSeen }: CellStyle): SheetCell {
  if (textSeen === null || read === null) return read;
  if (typeof read === 'object' && (read.number || read.day || read.error || read.noValue)) return read;
  const [text, of] = typeof read === 'string' ? [read, {}] : [read.text, read];
  return { ...of, text, seen: textSeen(text).slice(0, 40) };
}

function valueOf(
  { type, style, value, formula, told }: CellSoFar,
  inline: SharedText,
  from: From,
): SheetCell {
  const plain = (text: string) => (text === '' ? null : text);
  const asSeen = ({ text, mixed }: SharedText): SheetCell =>
    mixed && text !== '' ? { text, mixed: true } : plain(text);
  switch (type) {
    case 's': {
      const text = from.texts[Number(value)];
      if (text === undefined && value.trim() !== '') throw new UnreadableFile('file.damaged');
      return text === undefined ? null : asSeen(text);
    }
    case 'inlineStr':
      return inline.text === '' ? plain(shown(value)) : asSeen(inline);
    case 'str':
      return formula && !told ? { text: '', noValue: true } : plain(shown(value));
    case 'e':
      return { text: value.slice(0, 40), error: true };
    case 'b':
      return value === '' ? null : isTrue(value) ? 'TRUE' : 'FALSE';
  }
  const text = value.trim();
  if (text === '') return formula ? { text: '', noValue: true } : asSeen(inline);
  if (type === 'd') {
    const day = dayOfIso(text);
    return day === null ? { text: text.slice(0, 40), error: true } : { text: day, day: true, ...late(text) };
  }
  return numberCell(text, style.kindOf(Number(text)), from.from1904);
}

/** Programs that reckon in another zone leave a moment just before midnight, to the second. */
function lateSerial(text: string): Pick<Cell, 'late'> {
  const minutes = new Decimal(text).mod(1).times(24 * 60);
  if (minutes.lessThan(24 * 60 - 10) || minutes.greaterThan(new Decimal('0.9999').times(24 * 60))) return {};
  return { late: `23:${minutes.floor().mod(60).toFixed().padStart(2, '0')}` };
}

function late(text: string): Pick<Cell, 'late'> {
  const time = lateTime(text);
  return time === null ? {} : { late: time };
}

function numberCell(text: string, kind: NumberKind, from1904: boolean): Cell | string {
  // A number that no spreadsheet holds is none: written out, it may have as many digits as its exponent says.
  if (!/^[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][+-]?\d{1,3})?$/.test(text))
    return { text: text.slice(0, 40), error: true };
  if (kind.is === 'day') {
    const day = dayOfSerial(Number(text), from1904);
    return day === null
      ? { text: text.slice(0, 40), error: true }
      : { text: seenDay(day, kind.lacks), day: true, ...lateSerial(text) };
  }
  const value = new Decimal(text);
  const lost = value.isInteger() && value.abs().greaterThanOrEqualTo(`1e${SPREADSHEET_DIGITS}`);
  const written = value.toSignificantDigits(SPREADSHEET_DIGITS).toFixed();
  if (lost) return { text: written, number: true, digitsLost: true };
  if (kind.is === 'percent') return { text: `${value.times(100).toFixed()}%`, number: true, percent: true };
  if (kind.is === 'unseen')
    return value.isZero()
      ? { text: written, number: true }
      : { text: written, number: true, seen: kind.instead };
  const dressed = kind.is === 'time' ? 'h:mm' : kind.dressed;
  const zeros = kind.is === 'zeros' && /^\d+$/.test(written) ? written.padStart(kind.digits, '0') : null;
  if (dressed !== undefined) return { text: zeros ?? written, number: true, dressed };
  return zeros ?? { text: written, number: true, ...otherDigits(new Decimal(written), kind) };
}

/** The digits that the eye reads, where they are not those of the number. */
function otherDigits(value: Decimal, kind: NumberKind): Pick<Cell, 'seen' | 'rounded'> {
  if (kind.is !== 'number' || kind.decimals === undefined) return {};
  const scaled = value.div(new Decimal(1000).pow(kind.thousands ?? 0));
  const seen = scaled.toDecimalPlaces(kind.decimals, Decimal.ROUND_HALF_UP);
  if (seen.equals(value)) return {};
  return kind.thousands === undefined ? { rounded: seen.toFixed() } : { seen: seen.toFixed() };
}

function mergeOf(ref: string): Merge | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (match === null) return null;
  const [, left = '', top = '', right = '', bottom = ''] = match;
  return {
    left: columnNumber(left) - 1,
    top: Number(top) - 1,
    right: columnNumber(right) - 1,
    bottom: Number(bottom) - 1,
  };
}

function columnNumber(letters: string): number {
  if (letters.length > 3) return Number.MAX_SAFE_INTEGER;
  return [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

interface Heard {
  readonly open: (name: string, attributes: () => Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Names come without prefix, texts and attributes with their letters; what declares entities of its own is no workbook. */
function parserFor({ open, close, text }: Heard): Parser {
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const parser = new Parser()
    .on('openTag', (name, attributes) =>
      open(local(name), () =>
        Object.fromEntries(Object.entries(attributes() || {}).map(([key, value]) => [key, decoded(value)])),
      ),
    )
    .on('attention', () => {
      throw new UnreadableFile('file.damaged');
    });
  if (close) parser.on('closeTag', (name) => close(local(name)));
  if (text) parser.on('text', (raw) => text(decoded(raw))).on('cdata', text);
  return parser;
}

function parseWhole(xml: string, heard: Heard): void {
  parserFor(heard).parse(xml.replace(/^\uFEFF/, ''));
}

/**
 * Parses as it unpacks. Pieces are cut before a tag, since the parser takes a `>` in an attribute for its end where the quote
 * is not closed yet. What goes on longer than the longest cell is refused rather than gathered.
 */
async function parseInPieces(
  pieces: AsyncIterable<string>,
  limits: ReadingLimits,
  heard: Heard,
): Promise<void> {
  const longest = limits.cellLength * LONGEST_LETTER;
  let held = '';
  let sinceHeard = 0;
  const again = () => {
    sinceHeard = 0;
  };
  const parser = parserFor({
    open(name, attributes) {
      again();
      heard.open(name, attributes);
    },
    close(name) {
      again();
      heard.close?.(name);
    },
    text(part) {
      again();
      heard.text?.(part);
    },
  });
  for await (const piece of pieces) {
    held += piece;
    sinceHeard += piece.length;
    const cut = held.lastIndexOf('<');
    if (cut > 0) {
      parser.write(held.slice(0, cut));
      held = held.slice(cut);
    }
    if (held.length > longest || sinceHeard > longest + MOST_PIECE)
      throw held.includes('>')
        ? new UnreadableFile('table.cell-too-large', { limit: limits.cellLength })
        : new UnreadableFile('file.damaged');
  }
  parser.write(held);
  parser.end();
}

/** One piece as it unpacks, with room. */
const MOST_PIECE = 1024 * 1024;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,8})|#(\d{1,9})|(\w+));/g, (whole, hex, digits, name) => {
    if (typeof name === 'string') {
      const sign = Object.hasOwn(named, name) ? named[name] : undefined;
      if (sign === undefined) throw new UnreadableFile('file.damaged');
      return sign;
    }
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(digits);
    if (code === 0 || code > 0x10_ff_ff || Number.isNaN(code)) return whole;
    return String.fromCodePoint(code);
  });
}
