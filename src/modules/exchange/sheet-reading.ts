/**
 * From the rows of a file to named cells: finds the row of heads, names the columns, reports every cell that cannot be
 * taken, with the row and the column that the spreadsheet shows. Nothing is skipped in silence.
 */
import { listed, type Sentence } from '../../domain/language.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { Refusal, throwFaults, type Fault, type FaultValues } from '../../domain/refusal.ts';
import { strangeInName } from '../../domain/seen-text.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';
import { columnLetters } from '../../platform/tabular-writing.ts';
import { columnNamed, columnsOf, type ImportKind } from './table-contract.ts';

const HEAD_ROWS = 10;
const LONGEST_CELL = 500;

/** Columns of which a parser of its own says more. */
const judgedApart: ReadonlySet<string> = new Set(['name', 'residentId', 'phone', 'bankAccount']);

/** One row below the heads. */
export interface SheetRow<Key extends string> {
  /** As the spreadsheet counts. */
  readonly row: number;
  /** Text of a cell in NFC, null when it is empty. */
  text(key: Key): string | null;
  /** The day in a cell; a fault is noted when it is none. */
  day(key: Key): LocalDate | null;
  /** The choice a cell names; a fault is noted when it is none of them. */
  choice<T extends string>(key: Key, choices: ReadonlyMap<string, T>, shown: Sentence): T | null;
}

export interface ReadSheet<Key extends string> {
  readonly rows: readonly SheetRow<Key>[];
  /** Where a column stands, as people speak of it: `身份证号 (E)`. */
  readonly columnPlaces: ReadonlyMap<string, string>;
  /** Filled while rows are read. */
  readonly faults: Fault[];
}

/** Reads the first table that has heads of this kind. Throws when none has, or when its columns are not what they must be. */
export function readSheet<Key extends string>(kind: ImportKind, tables: readonly Table[]): ReadSheet<Key> {
  const { table, headIndex } = findHeads(kind, tables);
  const faults: Fault[] = [];
  const places = placesOf(kind, table.rows[headIndex] ?? [], headIndex + 1, faults);
  throwFaults(faults);
  const columnPlaces = new Map<string, string>();
  for (const [key, { index, name }] of places) columnPlaces.set(key, placeOf(name, index));
  const required = new Set<string>(columnsOf[kind].filter((each) => each.required).map((each) => each.key));
  const rows = table.rows
    .map((cells, index) => ({ cells, row: index + 1 }))
    .slice(headIndex + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== null))
    .map(({ cells, row }): SheetRow<Key> => sheetRow(required, cells, row, places, faults));
  if (rows.length === 0) throw new Refusal([{ code: 'table.no-rows', values: {}, row: headIndex + 2 }]);
  return { rows, columnPlaces, faults };
}

/** A table as somebody made it, to be mended on a screen. */
export interface OpenedSheet {
  readonly headRow: number;
  readonly heads: readonly { readonly name: string; readonly key: string | null; readonly own: boolean }[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Cells that lost something before they came here; the column is named as people see it. */
  readonly faults: readonly Fault[];
}

/** Opens the first table that has heads of this kind, whatever else is wrong with it. */
export function openSheet(kind: ImportKind, tables: readonly Table[]): OpenedSheet {
  const { table, headIndex } = findHeads(kind, tables);
  const below = table.rows.slice(headIndex + 1);
  const width = table.rows.slice(headIndex).reduce((widest, cells) => Math.max(widest, cells.length), 0);
  const places = Array.from({ length: width }, (_, index) => index);
  const heads = places.map((index) => {
    const cell = table.rows[headIndex]?.[index] ?? null;
    const name = cell === null ? '' : textOf(cell);
    const found = columnNamed(kind, name);
    return { name, key: found.kind === 'column' ? found.column.key : null, own: found.kind === 'own' };
  });
  const rows = below
    .map((cells, index) => ({
      row: headIndex + 2 + index,
      cells: places.map((place) => {
        const cell = cells[place] ?? null;
        return cell === null ? '' : textOf(cell);
      }),
    }))
    .filter(({ cells }) => cells.some((text) => text !== ''));
  const faults = below.flatMap((cells, index) =>
    cells.flatMap((cell, place): Fault[] => {
      if (typeof cell !== 'object' || cell === null) return [];
      const at = { row: headIndex + 2 + index, column: placeOf(heads[place]?.name ?? '', place) };
      if (cell.error) return [{ code: 'cell.error-value', values: { text: textOf(cell) }, ...at }];
      return cell.digitsLost ? [{ code: 'cell.digits-lost', values: {}, ...at }] : [];
    }),
  );
  return { headRow: headIndex + 1, heads, rows, faults };
}

/** As people speak of a column: `身份证号 (E)`. */
function placeOf(name: string, index: number): string {
  return `${name} (${columnLetters(index)})`;
}

function findHeads(kind: ImportKind, tables: readonly Table[]): { table: Table; headIndex: number } {
  const required = columnsOf[kind].filter((column) => column.required);
  for (const table of tables) {
    for (const [headIndex, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
      const named = cells.filter(
        (cell) => cell !== null && columnNamed(kind, textOf(cell)).kind === 'column',
      );
      if (named.length >= Math.min(2, required.length)) return { table, headIndex };
    }
  }
  if (tables.every((table) => table.rows.length === 0))
    throw new Refusal([{ code: 'table.no-rows', values: {} }]);
  const wanted = listed(required.map(({ zh, en }) => ({ zh, en })));
  throw new Refusal([{ code: 'table.no-heads', values: { rows: HEAD_ROWS, wanted } }]);
}

type Places = ReadonlyMap<string, { readonly index: number; readonly name: string }>;

function placesOf(
  kind: ImportKind,
  heads: readonly (Cell | string | null)[],
  row: number,
  faults: Fault[],
): Places {
  const places = new Map<string, { index: number; name: string }>();
  for (const [index, cell] of heads.entries()) {
    if (cell === null) continue;
    const name = textOf(cell);
    const found = columnNamed(kind, name);
    const say = (code: Fault['code']) =>
      void faults.push({ code, values: { name: name.slice(0, 60) }, row, column: columnLetters(index) });
    if (found.kind === 'unknown') say('table.column-unknown');
    if (found.kind !== 'column') continue;
    if (places.has(found.column.key)) say('table.column-twice');
    else places.set(found.column.key, { index, name });
  }
  for (const column of columnsOf[kind]) {
    if (column.required && !places.has(column.key)) {
      faults.push({ code: 'table.column-missing', values: { name: { zh: column.zh, en: column.en } }, row });
    }
  }
  return places;
}

function sheetRow<Key extends string>(
  required: ReadonlySet<string>,
  cells: readonly (Cell | string | null)[],
  row: number,
  places: Places,
  faults: Fault[],
): SheetRow<Key> {
  const say = (key: Key, code: Fault['code'], values: FaultValues = {}) =>
    void faults.push({ code, values, row, column: key });
  function text(key: Key): string | null {
    const place = places.get(key);
    const cell = place === undefined ? null : (cells[place.index] ?? null);
    const value = cell === null ? '' : textOf(cell);
    if (value === '') {
      if (required.has(key)) say(key, 'cell.required');
      return null;
    }
    if (typeof cell === 'object' && cell?.error) say(key, 'cell.error-value', { text: value });
    else if (typeof cell === 'object' && cell?.digitsLost) say(key, 'cell.digits-lost');
    else if (value.length > LONGEST_CELL) say(key, 'cell.too-long', { limit: LONGEST_CELL });
    else {
      const strange = unreadableCharacter(value);
      const unseen = judgedApart.has(key) ? null : strangeInName(value);
      if (strange === null && unseen === null) return value;
      if (strange !== null) say(key, 'cell.unreadable-character', { code: strange });
      else if (unseen !== null) say(key, 'cell.unseen-character', { ...unseen });
    }
    return null;
  }
  return {
    row,
    text,
    day(key) {
      const value = text(key);
      if (value === null) return null;
      const day = dayOf(value);
      if (day === null) say(key, 'cell.date', { text: quoted(value) });
      return day;
    },
    choice(key, choices, shown) {
      const value = text(key);
      if (value === null) return null;
      const chosen = choices.get(value.toLowerCase());
      if (chosen === undefined) say(key, 'cell.choice', { text: quoted(value), choices: shown });
      return chosen ?? null;
    },
  };
}

/** The beginning of a cell for a message; a long number in a wrong column may be a personal one. */
function quoted(text: string): string {
  return text.slice(0, 40).replace(/\d{11,}/g, (digits) => `${digits.slice(0, 3)}…${digits.slice(-2)}`);
}

function textOf(cell: Cell | string): string {
  return (typeof cell === 'string' ? cell : cell.text).normalize('NFC').trim();
}

/** A control character, half of a pair, the mark of a lost character, or one of private use; as `U+E000`. */
function unreadableCharacter(text: string): string | null {
  const match = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\uFFFD]/u.exec(text);
  if (!match) return null;
  return `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function dayOf(text: string): LocalDate | null {
  const match =
    /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  try {
    return LocalDate.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  } catch {
    return null;
  }
}
