/**
 * From the rows of a file to named cells: the tab, the row of heads, the columns, the rows that are people or holdings, every
 * cell that cannot be taken with the row and the column that the spreadsheet shows. Nothing is skipped in silence: what is not
 * read is in the record of the reading, which is told before anything is entered.
 */
import { LocalDate } from '../../domain/calendar.ts';
import type { Sentence } from '../../domain/language.ts';
import { plainWidths } from '../../domain/seen-text.ts';
import { Refusal, throwFaults, type Fault, type FaultValues } from '../../domain/refusal.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';
import { columnLetters } from '../../platform/tabular-writing.ts';
import {
  barely,
  isMonthOnly,
  placeOf,
  quoted,
  serialDay,
  textFault,
  textOf,
  typeFault,
} from './sheet-cells.ts';
import { findHeads, hasPerson, placesOf, type OtherTab, type Places } from './sheet-heads.ts';
import { sumFaults } from './sheet-sums.ts';
import { bodyOf, rowsAbove, type BodyRow, type PassedRow } from './sheet-rows.ts';
import { columnNamed, columnsOf, type Column, type ImportKind } from './table-contract.ts';

/** Rows passed over that are kept with an import; all are counted. */
const PASSED_KEPT = 100;

/** One row below the heads. */
export interface SheetRow<Key extends string> {
  /** As the spreadsheet counts. */
  readonly row: number;
  /** Text of a cell in NFC, null when it is empty. */
  text(key: Key): string | null;
  /** The same without any note of what is wrong with it. */
  quiet(key: Key): string | null;
  /** The day in a cell; a fault is noted when it is none. */
  day(key: Key): LocalDate | null;
  /** The choice a cell names; a fault is noted when it is none of them. */
  choice<T extends string>(key: Key, choices: ReadonlyMap<string, T>, shown: Sentence): T | null;
}

/** What was read of a file and what was not, as it is told before anything is entered and kept with the import. */
export interface SheetRecord {
  readonly tab: string | null;
  readonly encoding: string | null;
  readonly headRow: number;
  readonly rows: number;
  /** Rows read although nobody sees them. */
  readonly hiddenRows: number;
  readonly columns: readonly { readonly name: string; readonly column: string; readonly key: string }[];
  readonly unused: readonly { readonly name: string; readonly column: string }[];
  readonly passedOver: readonly PassedRow[];
  readonly passedOverCount: number;
  readonly filledDown: number;
  readonly otherTabs: readonly OtherTab[];
}

export interface ReadSheet<Key extends string> {
  readonly rows: readonly SheetRow<Key>[];
  /** Where a column stands, as people speak of it: `身份证号 (E)`. */
  readonly columnPlaces: ReadonlyMap<string, string>;
  /** What stands above a column, or null where there is none such. */
  readonly headOf: (key: Key) => string | null;
  readonly record: SheetRecord;
  /** Filled while rows are read. */
  readonly faults: Fault[];
  /** What was brought into another form, or should be looked at; filled while rows are read. */
  readonly notes: Fault[];
}

/** Reads the one table that has heads of this kind. Throws when none has, or when its columns are not what they must be. */
export function readSheet<Key extends string>(kind: ImportKind, tables: readonly Table[]): ReadSheet<Key> {
  const { table, headIndex, otherTabs } = findHeads(kind, tables);
  const ofHeads: Fault[] = [];
  const { places, unused } = placesOf(kind, table.rows[headIndex] ?? [], headIndex + 1, ofHeads);
  throwFaults(ofHeads);
  const columnPlaces = new Map<string, string>();
  for (const [key, { index, name }] of places) columnPlaces.set(key, placeOf(name, index));
  const body = bodyOf(table, headIndex, places, columnsOf[kind]);
  if (body.rows.length === 0) throw new Refusal([{ code: 'table.no-rows', values: {}, row: headIndex + 2 }]);
  const faults = [
    ...body.faults,
    ...aboveFaults(table, headIndex, places),
    ...(kind === 'opening-shares' ? unitFaults(table, headIndex, body.passedOver) : []),
    ...(kind === 'roster' ? nobodyFaults(body.rows, places) : []),
    ...hyphenDayFaults(kind, body.rows, places),
    ...shiftedFaults(body.rows, places),
    ...cutOffFaults(table, headIndex, body.rows),
    ...strayFaults(table, headIndex, body.rows),
    ...sumFaults(kind, table, places, { ...body, above: rowsAbove(table, headIndex) }),
  ];
  const notes: Fault[] = blankBelowNotes(body.rows, places);
  const columns = new Map<string, Column>(columnsOf[kind].map((column) => [column.key, column]));
  const rows = body.rows.map((each) => sheetRow<Key>(columns, each, places, { faults, notes }));
  const passedOver = [...rowsAbove(table, headIndex), ...body.passedOver];
  const record: SheetRecord = {
    tab: table.sheet,
    encoding: table.encoding ?? null,
    headRow: headIndex + 1,
    rows: rows.length,
    hiddenRows: table.hiddenRows ?? 0,
    columns: [...places].map(([key, { index, name }]) => ({ key, name, column: columnLetters(index) })),
    unused,
    passedOver: passedOver.slice(0, PASSED_KEPT),
    passedOverCount: passedOver.length,
    filledDown: body.filled,
    otherTabs,
  };
  return { rows, columnPlaces, headOf: (key) => places.get(key)?.name ?? null, record, faults, notes };
}

/** People or holdings above the heads: titles and numbers of columns are none. */
function aboveFaults(table: Table, headIndex: number, places: Places): readonly Fault[] {
  return table.rows.slice(0, headIndex).flatMap((cells, index): Fault[] => {
    if (!hasPerson(cells, places)) return [];
    return [{ code: 'table.rows-above-heads', values: { heads: headIndex + 1 }, row: index + 1 }];
  });
}

/** `单位：万股`, in one cell or two, beside another unit, or in the brackets of a title or a tab. */
const UNIT_ABOVE =
  /单位[:：为是]?[^。；;]{0,6}?[十百千万亿]+股|单位[:：为是]?[(（]?[十百千万亿]+[股份]?(?!\p{Script=Han})|单位[:：为是]?[(（]?(?:[十百千万亿]*元|亩)(?!\p{Script=Han})|[(（][十百千万亿]+股[)）]/u;

/** What is said of all numbers of a table: above its heads, in a note among its rows or below them, on its tab. */
function unitFaults(table: Table, headIndex: number, passed: readonly PassedRow[]): readonly Fault[] {
  const above = table.rows.slice(0, headIndex).map((cells, index) => ({
    row: index + 1,
    text: cells.map((cell) => (cell === null ? '' : textOf(cell))).join(''),
  }));
  const said = [{ row: 1, text: table.sheet ?? '' }, ...above, ...passed];
  return said.flatMap(({ row, text }): Fault[] => {
    const [unit] = UNIT_ABOVE.exec(text.replace(/[\s|]/g, '')) ?? [];
    return unit === undefined ? [] : [{ code: 'table.unit-above', values: { text: unit }, row }];
  });
}

/** `3人`, `三人`, `男两人`: how many, and nobody. */
const COUNT_OF_PEOPLE = /^[男女共计]?[\d〇零一二三四五六七八九十百千两]+[人户名]$/u;

const NUMERAL = '[\\d〇零一二三四五六七八九十百]+';
/** Words that are nobody's name: a group, the collective, all of them, a place that is kept, a word of another column. */
const NOBODY = new RegExp(
  [
    `第?${NUMERAL}(?:村民|居民|生产|股民)?小?[组队社]`,
    '\\p{Script=Han}{0,6}小组|[东西南北中前后上下]片区?',
    '(?:本?[村社组]|社区|合作社)?集体(?:股|经济组织|经济|组织|资产)?|村委会|居委会|合作社',
    '全(?:村|社|体|组|部|社区)(?:人员|人口|成员|股东|社员|股民)?',
    '(?:预留|机动)(?:股|户)?|待定|待补|空[号缺白户]|已?(?:作废|注销)|未知|不详|无名|暂缺|户主|本人|\\p{Script=Han}{0,2}某{1,2}',
    // Whoever is told by another, or is no more.
    '.{2,}(?:之[子女妻夫父母]|等人|等\\d+人|的(?:儿子|女儿|妻子|丈夫|父亲|母亲))|.{3,}妻|已?[亡故]|去世|死亡|外嫁|迁出|转出',
    '共?\\d+页',
  ]
    .map((words) => `^(?:${words})$`)
    .join('|'),
  'u',
);

/** Rows under the heads that are nobody: a number without a digit where the others have one, a count or a word for a name. */
function nobodyFaults(rows: readonly BodyRow[], places: Places): readonly Fault[] {
  const at = ({ cells }: BodyRow, key: string) => {
    const cell = cells[places.get(key)?.index ?? -1] ?? null;
    return cell === null ? '' : textOf(cell);
  };
  const numbered = rows.some((row) => /\d/.test(at(row, 'registerNumber')));
  return rows.flatMap((row): Fault[] => {
    const [number, name] = [at(row, 'registerNumber'), at(row, 'name')];
    const unlike = (numbered && /^\p{Script=Han}+[:：]?$/u.test(number)) || /^第\d+页$/.test(number);
    const plain = name.replace(/\s/g, '');
    if (!unlike && !COUNT_OF_PEOPLE.test(plain) && !NOBODY.test(plain)) return [];
    return [
      { code: 'table.row-no-person', values: { text: quoted(`${number} ${name}`.trim()) }, row: row.row },
    ];
  });
}

/** A group or a day of admission that is written once for the rows below it, in cells that are not merged: those have none, and it is told. */
function blankBelowNotes(rows: readonly BodyRow[], places: Places): Fault[] {
  return ['groupName', 'admittedOn'].flatMap((key): Fault[] => {
    const place = places.get(key);
    if (place === undefined) return [];
    const filled = rows.map(({ cells }) => (cells[place.index] ?? null) !== null);
    const count = filled.filter((each) => each).length;
    const isOnce =
      filled[0] === true && count > 1 && filled.every((each, at) => !each || filled[at + 1] !== true);
    if (!isOnce) return [];
    const values = { name: place.name, blank: rows.length - count };
    return [{ code: 'table.blank-below', values, column: key }];
  });
}

/** A number such as 1-1-5 that became 2001-01-05: told where not all numbers of its column are like that. */
function hyphenDayFaults(kind: ImportKind, rows: readonly BodyRow[], places: Places): readonly Fault[] {
  return columnsOf[kind].flatMap((column): Fault[] => {
    const index = column.holds === 'number-as-text' ? (places.get(column.key)?.index ?? -1) : -1;
    const told = rows.flatMap(({ row, cells }) => {
      const cell = cells[index] ?? null;
      // One that is a day by its type is told as that.
      return cell === null || (typeof cell === 'object' && cell.day) ? [] : [{ row, text: textOf(cell) }];
    });
    const days = told.filter(({ text }) => /^(19|20)\d\d-\d{1,2}-\d{1,2}$/.test(text));
    if (days.length === told.length && days.length > 1) return [];
    return days.map(({ row, text }) => {
      return { code: 'cell.became-a-date', values: { day: text }, row, column: column.key };
    });
  });
}

/** A number where the bank is named: a cell is missing in front of it, and what stands behind has moved to the left. */
function shiftedFaults(rows: readonly BodyRow[], places: Places): readonly Fault[] {
  const bank = places.get('bankName')?.index ?? -1;
  return rows.flatMap(({ row, cells }): Fault[] => {
    const cell = cells[bank] ?? null;
    const text = cell === null ? '' : textOf(cell);
    if (!/^\d{8,}$/.test(text.replace(/[\s-]/g, ''))) return [];
    return [{ code: 'cell.number-as-bank', values: { text: quoted(text) }, row, column: 'bankName' }];
  });
}

/** A file that ends within a line which, alone of all, has not all its cells was not fetched whole. */
function cutOffFaults(table: Table, headIndex: number, rows: readonly BodyRow[]): readonly Fault[] {
  const width = (table.rows[headIndex] ?? []).length;
  const last = rows.at(-1);
  if (!table.openEnd || last === undefined || last.row !== table.rows.length || rows.length < 2) return [];
  const others = rows.slice(0, -1).every(({ cells }) => cells.length >= width);
  if (!others || last.cells.length >= width) return [];
  return [{ code: 'table.row-cut-off', values: { cells: last.cells.length, heads: width }, row: last.row }];
}

/** Values below no head: of a workbook once for each column, of a CSV for each row, where a separator too many has shifted it. */
function strayFaults(table: Table, headIndex: number, rows: readonly BodyRow[]): readonly Fault[] {
  const heads = table.rows[headIndex] ?? [];
  const width = heads.findLastIndex((cell) => cell !== null) + 1;
  const strays = new Map<number, { row: number; count: number }>();
  const faults: Fault[] = [];
  for (const { row, cells } of rows) {
    if (table.sheet === null && cells.slice(width).some((cell) => cell !== null)) {
      faults.push({ code: 'table.row-longer', values: { cells: cells.length, heads: width }, row });
      continue;
    }
    for (const [index, cell] of cells.entries()) {
      if (cell === null || (heads[index] ?? null) !== null) continue;
      const known = strays.get(index);
      if (known === undefined) strays.set(index, { row, count: 1 });
      else known.count += 1;
    }
  }
  return [
    ...faults,
    ...[...strays].map(([index, { row, count }]): Fault => {
      return { code: 'table.value-without-head', values: { count }, row, column: columnLetters(index) };
    }),
  ];
}

/** A table as somebody made it, to be mended on a screen. */
export interface OpenedSheet {
  /** Of a workbook. */
  readonly tab: string | null;
  readonly headRow: number;
  readonly heads: readonly { readonly name: string; readonly key: string | null; readonly own: boolean }[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Rows of sums: they are held against the rows, however these are mended. */
  readonly sums: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly passedOver: readonly PassedRow[];
  readonly passedOverCount: number;
  /** Cells that lost something before they came here; the column is named as people see it. */
  readonly faults: readonly Fault[];
}

/** Opens the one table that has heads of this kind, whatever else is wrong with it. */
export function openSheet(kind: ImportKind, tables: readonly Table[]): OpenedSheet {
  const { table, headIndex } = findHeads(kind, tables);
  const { places } = placesOf(kind, table.rows[headIndex] ?? [], headIndex + 1, []);
  const body = bodyOf(table, headIndex, places, columnsOf[kind]);
  const width = body.rows.reduce(
    (widest, { cells }) => Math.max(widest, cells.length),
    (table.rows[headIndex] ?? []).length,
  );
  const all = Array.from({ length: width }, (_, index) => {
    const cell = table.rows[headIndex]?.[index] ?? null;
    const name = cell === null ? '' : textOf(cell);
    return { name, found: columnNamed(kind, name) };
  });
  const heads = all.map(({ name, found }) => ({
    name,
    key: found.kind === 'column' ? found.column.key : null,
    own: found.kind === 'own',
  }));
  const asTexts = ({ row, cells }: BodyRow) => ({
    row,
    cells: all.map((_, index) => {
      const cell = cells[index] ?? null;
      return cell === null ? '' : textOf(cell);
    }),
  });
  const rows = body.rows.map(asTexts);
  const sums = body.passedOver.flatMap(({ row, why }) =>
    why === 'sum' ? [asTexts({ row, cells: table.rows[row - 1] ?? [] })] : [],
  );
  const lost = body.rows.flatMap(({ row, cells }) =>
    cells.flatMap((cell, index): Fault[] => {
      if (typeof cell !== 'object' || cell === null) return [];
      const { name = '', found } = all[index] ?? {};
      const wrong = found?.kind === 'column' ? typeFault(found.column, cell) : null;
      return wrong === null ? [] : [{ ...wrong, row, column: placeOf(name, index) }];
    }),
  );
  const passedOver = [...rowsAbove(table, headIndex), ...body.passedOver];
  return {
    tab: table.sheet,
    headRow: headIndex + 1,
    heads,
    rows,
    sums,
    passedOver: passedOver.slice(0, PASSED_KEPT),
    passedOverCount: passedOver.length,
    faults: [...body.faults, ...lost],
  };
}

interface Said {
  readonly faults: Fault[];
  readonly notes: Fault[];
}

function sheetRow<Key extends string>(
  columns: ReadonlyMap<string, Column>,
  { row, cells }: BodyRow,
  places: Places,
  { faults, notes }: Said,
): SheetRow<Key> {
  const say = (key: Key, code: Fault['code'], values: FaultValues = {}) =>
    void faults.push({ code, values, row, column: key });
  function taken(key: Key): { readonly cell: Cell | string; readonly text: string } | null {
    const column = columns.get(key);
    const place = places.get(key);
    const cell = place === undefined ? null : (cells[place.index] ?? null);
    if (column === undefined) return null;
    const wrong = typeof cell === 'object' && cell !== null ? typeFault(column, cell) : null;
    let text = cell === null ? '' : textOf(cell);
    if (key === 'quantity' && typeof cell === 'object' && cell?.rounded !== undefined)
      notes.push({ code: 'cell.number-rounded', values: { text, seen: cell.rounded }, row, column: key });
    if (column.holds === 'number-as-text') {
      const bare = barely(text);
      if (bare.cleaned) notes.push({ code: 'cell.signs-taken-off', values: {}, row, column: key });
      ({ text } = bare);
    }
    if (wrong !== null) say(key, wrong.code, wrong.values);
    else if (cell === null || text === '') {
      if (column.required) say(key, 'cell.required');
    } else {
      const bad = textFault(column, text);
      if (bad === null) return { cell, text };
      say(key, bad.code, bad.values);
    }
    return null;
  }
  const text = (key: Key) => taken(key)?.text ?? null;
  return {
    row,
    text,
    quiet(key) {
      const place = places.get(key);
      const cell = place === undefined ? null : (cells[place.index] ?? null);
      return cell === null ? null : barely(textOf(cell)).text;
    },
    day(key) {
      const found = taken(key);
      if (found === null) return null;
      const day = dayOf(found.text);
      const isMonth = day === null && isMonthOnly(found.text);
      const serial = day === null && !isMonth ? serialDay(found.text) : null;
      if (isMonth) say(key, 'cell.month-only', { text: quoted(found.text) });
      else if (serial !== null) say(key, 'cell.date-as-number', { text: found.text, day: serial });
      else if (day === null) say(key, 'cell.date', { text: quoted(found.text) });
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

/** A day as people write one; null where it is none. */
export function dayOf(typed: string): LocalDate | null {
  // Databases write midnight behind a day.
  const text = plainWidths(typed)
    .replace(/(?<=\d)[T ]0{1,2}:00(:00(\.0+)?)?Z?$/, '')
    .replace(/\s/g, '');
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
