/**
 * A table that left by an export and comes in again: known by its heads, which are the export's own. Nothing of it is entered. Each
 * row is compared with the register as the export writes it now, masks with masks; what stands there as it is here is nothing new, and
 * what does not is named with both.
 */
import type { Language } from '../../domain/language.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { throwFaults, type Fault } from '../../domain/refusal.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { columnLetters, type WrittenTable } from '../../platform/tabular-writing.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';
import { exportedTables, headNamesOf, type ExportedKind } from './exports.ts';
import type { KeptReading } from './schema.ts';
import { placeOf, quoted, textOf } from './sheet-cells.ts';
import { dayOf, type OpenedSheet } from './sheet-reading.ts';
import { rowsAbove, type PassedRow } from './sheet-rows.ts';
import type { ImportKind } from './table-contract.ts';

/** Which exports come in at which door. */
const kindsAt: Readonly<Record<ImportKind, readonly ExportedKind[]>> = {
  roster: ['members', 'members-by-year'],
  'opening-shares': ['holdings', 'movements'],
};

/** Rows in which the heads are looked for: somebody may have put a title above them. */
const HEAD_ROWS = 30;

interface Row {
  readonly row: number;
  readonly texts: readonly string[];
}

export interface ExportedSheet {
  readonly of: ExportedKind;
  readonly language: Language;
  readonly tab: string | null;
  readonly encoding: string | null;
  readonly hiddenRows: number;
  readonly headRow: number;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  /** Titles and notes that somebody put above the heads. */
  readonly above: readonly PassedRow[];
}

/** The table among these that an export wrote, where it is the only one that anybody sees. */
export function exportedAmong(kind: ImportKind, tables: readonly Table[]): ExportedSheet | null {
  const seen = tables.filter(
    ({ hidden, rows }) => hidden !== true && rows.some((cells) => cells.some((cell) => cell !== null)),
  );
  const [table] = seen;
  if (table === undefined || seen.length > 1) return null;
  for (const [index, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
    const written = textsOf(cells);
    for (const of of kindsAt[kind])
      for (const language of ['zh', 'en'] as const) {
        const heads = headNamesOf(of, language);
        if (heads.length === written.length && heads.every((head, at) => head === written[at]))
          return {
            of,
            language,
            tab: table.sheet,
            encoding: table.encoding ?? null,
            hiddenRows: table.hiddenRows ?? 0,
            headRow: index + 1,
            heads,
            above: rowsAbove(table, index),
            rows: table.rows.flatMap((each, at) => {
              const texts = at > index ? textsOf(each) : [];
              return texts.length === 0 ? [] : { row: at + 1, texts };
            }),
          };
      }
  }
  return null;
}

/** What stands in a row, without what is empty at its end. */
function textsOf(cells: readonly (Cell | string | null)[]): readonly string[] {
  const texts = cells.map((cell) => (cell === null ? '' : plain(textOf(cell))));
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
}

/** Without the sign that a CSV puts before what a spreadsheet would take for a formula; white space is one space. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/^'(?=[=+\-@\t\r])/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** By which cells a row is found again. */
const keyCells: Readonly<Record<ExportedKind, readonly number[]>> = {
  members: [0],
  'members-by-year': [0],
  holdings: [0, 1, 3, 5],
  movements: [0],
};
/** Where the day stands that a table of holdings is of. */
const HELD_ON = 5;

type Form = 'day' | 'moment' | 'number';
/** What a spreadsheet that saves a table writes in its own way; every other cell is text, and a 3.10 there is no 3.1. */
const formsOf: Readonly<Record<ExportedKind, ReadonlyMap<number, Form>>> = {
  members: new Map([3, 9, 10, 11, 12].map((at) => [at, 'day'])),
  'members-by-year': new Map([9, 10, 11, 12].map((at) => [at, 'day'])),
  holdings: new Map([
    [4, 'number'],
    [HELD_ON, 'day'],
  ]),
  movements: new Map([
    [0, 'number'],
    [5, 'number'],
    [6, 'day'],
    [7, 'moment'],
  ]),
};
/** Where a table says the class and how many shares; null: it has none. */
const sharesAt: Readonly<Record<ExportedKind, readonly [shareClass: number, shares: number] | null>> = {
  members: null,
  'members-by-year': null,
  holdings: [3, 4],
  movements: [2, 5],
};

export function exportedReading(sheet: ExportedSheet): KeptReading {
  const { of, heads, rows } = sheet;
  const named = (row: Row | undefined) => (row?.texts.slice(0, 3) ?? []).join(' ').trim();
  return {
    tab: sheet.tab,
    encoding: sheet.encoding,
    headRow: sheet.headRow,
    rows: rows.length,
    hiddenRows: sheet.hiddenRows,
    columns: heads.map((name, at) => ({ name, key: name, column: columnLetters(at) })),
    unused: [],
    passedOver: sheet.above,
    passedOverCount: sheet.above.length,
    filledDown: 0,
    otherTabs: [],
    first: named(rows[0]),
    last: named(rows.at(-1)),
    sums: sharesAt[of] === null ? [{ what: 'people', of: null, value: `${rows.length}` }] : sumsOf(sheet),
  };
}

function sumsOf({ of, rows }: ExportedSheet): KeptReading['sums'] {
  const [classAt, at] = sharesAt[of] ?? [0, 0];
  const sums = new Map<string, ShareQuantity>();
  for (const { texts } of rows) {
    const quantity = sharesIn(texts[at] ?? '');
    const shareClass = texts[classAt] ?? '';
    if (quantity !== null) sums.set(shareClass, (sums.get(shareClass) ?? ShareQuantity.zero).plus(quantity));
  }
  return [...sums].map(([shareClass, sum]) => ({ what: 'shares', of: shareClass, value: sum.toString() }));
}

function sharesIn(text: string): ShareQuantity | null {
  try {
    return ShareQuantity.parse(text);
  } catch {
    return null;
  }
}

/** As it is shown on a screen: none of its columns is asked about. */
export function openExport({ tab, headRow, heads, rows, above }: ExportedSheet): OpenedSheet {
  return {
    tab,
    headRow,
    heads: heads.map((name) => ({ name, key: null, own: true })),
    rows: rows.map(({ row, texts }) => ({ row, cells: heads.map((_, at) => texts[at] ?? '') })),
    sums: [],
    passedOver: above,
    passedOverCount: above.length,
    faults: [],
  };
}

/** Compares every row with the register as it is now. Throws what differs; says how many rows are nothing new. */
export async function requireNothingNew(unit: CommandUnit, sheet: ExportedSheet): Promise<readonly Fault[]> {
  const { of, heads, rows } = sheet;
  const faults: Fault[] = rows
    .filter(({ texts }) => texts.length > heads.length)
    .map(({ row, texts }) => ({
      code: 'table.row-longer',
      values: { cells: texts.length, heads: heads.length },
      row,
    }));
  const waiting = Map.groupBy(rows, (row) => keyOf(sheet, row.texts));
  const found = new Set<string>();
  for (const table of tablesNow(unit, sheet))
    for await (const cells of table.rows) {
      const now = cells.map((cell) => plain(cell ?? ''));
      const key = keyOf(sheet, now);
      for (const { row, texts } of waiting.get(key) ?? [])
        heads.forEach((head, at) => {
          const [here, register] = [texts[at] ?? '', now[at] ?? ''];
          if (formOf(of, at, here) === formOf(of, at, register)) return;
          const values = { here: quoted(here), register: quoted(register) };
          faults.push({ code: 'row.differs-from-register', values, row, column: placeOf(head, at) });
        });
      if (waiting.has(key)) found.add(key);
    }
  for (const [key, unknown] of waiting)
    if (!found.has(key))
      for (const { row, texts } of unknown) {
        const column = placeOf(heads[0] ?? '', 0);
        faults.push({ code: 'row.not-in-register', values: { row: quoted(texts.join(' ')) }, row, column });
      }
  throwFaults(faults);
  return [{ code: 'import.nothing-new', values: { count: rows.length } }];
}

/** The same table as it would leave now; of holdings one for every day that the rows are of. */
function* tablesNow(unit: CommandUnit, { of, language, rows }: ExportedSheet): Generator<WrittenTable> {
  const { tx, cooperativeId, today } = unit;
  const write = (on: LocalDate) => exportedTables[of](tx, cooperativeId, language, { on, knownAt: null });
  if (of !== 'holdings') {
    yield write(today);
    return;
  }
  const days = new Map<string, LocalDate>();
  for (const { texts } of rows) {
    const day = dayOf(texts[HELD_ON] ?? '');
    if (day !== null) days.set(day.toString(), day);
  }
  for (const day of days.values()) yield write(day);
}

function keyOf({ of }: ExportedSheet, texts: readonly string[]): string {
  return keyCells[of].map((at) => formOf(of, at, texts[at] ?? '')).join('\u0000');
}

function formOf(of: ExportedKind, at: number, text: string): string {
  switch (formsOf[of].get(at)) {
    case 'day':
      return dayOf(text)?.toString() ?? text;
    case 'number':
      return sharesIn(text)?.toString() ?? text;
    case 'moment': {
      const [, ...parts] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})$/.exec(text) ?? [];
      return parts.length === 0 ? text : parts.map(Number).join(' ');
    }
    default:
      return text;
  }
}
