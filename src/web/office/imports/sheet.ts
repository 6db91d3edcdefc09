/**
 * A table while it is mended: cells as text, rows counted as in the file they came from. Every change makes a new one; what
 * is sent to be tried is a CSV of the very cells that stand on the screen.
 */
import type { Reply } from '../../shared/call.ts';

type Read = Reply<'readTable'>;
export type SheetColumn = Read['columns'][number];

export interface SheetHead {
  /** As it stood in the file. */
  readonly name: string;
  /** What it is; null: not read. */
  readonly key: string | null;
  /** Nobody knows it, and nobody has said yet what becomes of it. */
  readonly isOpen: boolean;
  /** Nobody knew it: what somebody said it is may be said otherwise. */
  readonly isAsked: boolean;
}

export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly fileName: string;
  /** Where in the file it stood, and what was passed over there: of the file, whatever is mended here. */
  readonly origin: Pick<Read, 'tab' | 'headRow' | 'passedOver' | 'passedOverCount'>;
  /** The file itself, while nothing in it was changed. */
  readonly file: File | null;
  readonly columns: readonly SheetColumn[];
  readonly headRow: number;
  readonly heads: readonly SheetHead[];
  readonly rows: readonly SheetRow[];
  /** Sums of the file: they are sent along, so that mended rows are held against them too. */
  readonly sums: readonly SheetRow[];
  /** Cells that lost something before they came here, until somebody wrote them anew. */
  readonly lost: readonly SheetFault[];
}

/** A fault beside its row; without a row it is one of the whole table. */
export interface SheetFault {
  readonly row: number | null;
  /** Places of the columns it speaks of. */
  readonly at: readonly number[];
  readonly message: string;
}

export function sheetOf(file: File, read: Read): Sheet {
  return {
    fileName: file.name,
    origin: {
      tab: read.tab,
      headRow: read.headRow,
      passedOver: read.passedOver,
      passedOverCount: read.passedOverCount,
    },
    file,
    columns: read.columns,
    headRow: read.headRow,
    heads: read.heads.map(({ name, key, own }) => {
      const isOpen = key === null && !own && name !== '';
      return { name, key, isOpen, isAsked: isOpen };
    }),
    rows: read.rows,
    sums: read.sums,
    lost: faultsOf(read.faults, 0),
  };
}

/** Faults as the service says them; `above` is how many rows of the file stood above what was sent. */
export function faultsOf(told: Read['faults'], above: number): readonly SheetFault[] {
  return told.map(({ row, column, message }) => ({
    row: row === undefined ? null : row + above,
    at: column === undefined ? [] : placesIn(column),
    message,
  }));
}

/** `身份证号 (E)` as 4; `J` as 9. */
function placesIn(column: string): readonly number[] {
  const letters = /^[A-Z]{1,3}$/.test(column)
    ? [column]
    : [...column.matchAll(/\(([A-Z]{1,3})\)/g)].map(([, found]) => found ?? '');
  return letters.map(placeOf);
}

/** `A` as 0, `AA` as 26. */
export function placeOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** How many rows of the file stand above what `sent` sends. */
export function rowsAbove(sheet: Sheet): number {
  return sheet.file === null ? sheet.headRow - 1 : 0;
}

/** What is tried: the file as it came, else a CSV with its heads in the first row and every row at its distance. */
export function sent(sheet: Sheet): File {
  if (sheet.file !== null) return sheet.file;
  const named = new Map(sheet.columns.map(({ key, zh }) => [key, zh]));
  const heads = sheet.heads.map(({ name, key, isOpen }) =>
    key === null ? (isOpen ? name : NOT_READ) : (named.get(key) ?? name),
  );
  const lines = [heads];
  const withSums = [...sheet.rows, ...sheet.sums].sort((one, other) => one.row - other.row);
  for (const { row, cells } of withSums) {
    while (lines.length < row - sheet.headRow) lines.push(heads.map(() => ''));
    lines.push(heads.map((_, at) => cells[at] ?? ''));
  }
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  // What a file is its bytes say: it keeps the name that people know it by.
  return new File([text], sheet.fileName, { type: 'text/csv' });
}

/** A column that the office keeps for itself: it may stand in any table and is not read. */
const NOT_READ = '备注';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

export function withCell(sheet: Sheet, row: number, at: number, text: string): Sheet {
  return withBlock(sheet, [row], at, [[text]]);
}

/** Rows are added below it. */
export function lastRow({ headRow, rows, sums }: Sheet): number {
  return Math.max(headRow, rows.at(-1)?.row ?? 0, sums.at(-1)?.row ?? 0);
}

/** A sum that is out of date: what is sent has it no more. */
export function withoutSums(sheet: Sheet, rows: ReadonlySet<number>): Sheet {
  return { ...sheet, file: null, sums: sheet.sums.filter(({ row }) => !rows.has(row)) };
}

/** Writes a block of cells down `rows` and to the right of `at`; what is longer than the rows is added below. */
export function withBlock(
  sheet: Sheet,
  rows: readonly number[],
  at: number,
  block: readonly (readonly string[])[],
): Sheet {
  const last = lastRow(sheet);
  const written = new Map(
    block.map((cells, index) => [rows[index] ?? last + 1 + index - rows.length, cells]),
  );
  const known = new Set(sheet.rows.map(({ row }) => row));
  const added = [...written.keys()]
    .filter((row) => !known.has(row))
    .map((row): SheetRow => ({ row, cells: sheet.heads.map(() => '') }));
  const place = ({ row, cells }: SheetRow): SheetRow => {
    const news = written.get(row);
    if (news === undefined) return { row, cells };
    return { row, cells: sheet.heads.map((_, index) => news[index - at] ?? cells[index] ?? '') };
  };
  const isWritten = (row: number | null, places: readonly number[]) =>
    places.some((each) => row !== null && written.get(row)?.[each - at] !== undefined);
  return {
    ...sheet,
    file: null,
    rows: [...sheet.rows, ...added].map((each) => (written.has(each.row) ? place(each) : each)),
    lost: sheet.lost.filter(({ row, at: places }) => !isWritten(row, places)),
  };
}

export function withoutRow(sheet: Sheet, row: number): Sheet {
  return {
    ...sheet,
    file: null,
    rows: sheet.rows.filter((each) => each.row !== row),
    lost: sheet.lost.filter((each) => each.row !== row),
  };
}

/** Says what a column is; null: it is not read. */
export function withHead(sheet: Sheet, at: number, key: string | null): Sheet {
  const heads = sheet.heads.map((head, index) => (index === at ? { ...head, key, isOpen: false } : head));
  return { ...sheet, file: null, heads };
}

/** One more column at the right, empty. */
export function withColumn(sheet: Sheet, key: string): Sheet {
  return {
    ...sheet,
    file: null,
    heads: [...sheet.heads, { name: '', key, isOpen: false, isAsked: false }],
    rows: sheet.rows.map(({ row, cells }) => ({
      row,
      cells: sheet.heads.map((_, at) => cells[at] ?? '').concat(''),
    })),
  };
}

/** Numbers for people who have none: of one length and begun with a letter, so that no spreadsheet makes dates or figures of them. */
export function withNumbers(sheet: Sheet, key: string): Sheet {
  const whole = sheet.heads.some((head) => head.key === key) ? sheet : withColumn(sheet, key);
  const at = whole.heads.findIndex((head) => head.key === key);
  const length = Math.max(3, `${whole.rows.length}`.length);
  const taken = new Set(whole.rows.map(({ cells }) => cells[at] ?? ''));
  let last = 0;
  const next = (): string => {
    last += 1;
    const number = `G${`${last}`.padStart(length, '0')}`;
    return taken.has(number) ? next() : number;
  };
  const rows = whole.rows.map((each) => {
    if ((each.cells[at] ?? '') !== '') return each;
    const number = next();
    return {
      ...each,
      cells: whole.heads.map((_, index) => (index === at ? number : (each.cells[index] ?? ''))),
    };
  });
  return { ...whole, file: null, rows };
}

/** One value down a column, where nothing stands yet; the column is added where it lacks. */
export function withFilled(sheet: Sheet, key: string, text: string): Sheet {
  const whole = sheet.heads.some((head) => head.key === key) ? sheet : withColumn(sheet, key);
  const at = whole.heads.findIndex((head) => head.key === key);
  const rows = whole.rows.filter(({ cells }) => (cells[at] ?? '').trim() === '').map(({ row }) => row);
  return withBlock(
    whole,
    rows,
    at,
    rows.map(() => [text]),
  );
}

/** Rows as a spreadsheet copies them: tabs between cells, quotes about what holds a tab or a break. */
export function pasted(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  for (let at = 0; at <= text.length;) {
    cell.lastIndex = at;
    const [whole = '', inner, bare = ''] = cell.exec(text) ?? [];
    rows.at(-1)?.push((inner === undefined ? bare : inner.replaceAll('""', '"')).trim());
    at += whole.length;
    if (text[at] === '\t') at += 1;
    else if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      if (at === text.length) break;
      rows.push([]);
    } else break;
  }
  return rows;
}
