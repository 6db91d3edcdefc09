/**
 * Which tab of a file is read and which row of it names the columns. Two tabs that could both be meant, or heads in two rows,
 * are refused: whichever was taken, the other would be lost.
 */
import { listed } from '../../domain/language.ts';
import type { WhyTabUnread } from '../../domain/reading-words.ts';
import { refuse, type Fault, type Refusal } from '../../domain/refusal.ts';
import type { Cell, Table } from '../../platform/tabular-cells.ts';
import { columnLetters } from '../../platform/tabular-writing.ts';
import { textOf } from './sheet-cells.ts';
import { columnNamed, columnsOf, isNotedOtherwise, type Column, type ImportKind } from './table-contract.ts';

/** Rows in which the heads are looked for. */
const HEAD_ROWS = 30;

export interface Heads {
  readonly table: Table;
  readonly headIndex: number;
  /** Tabs that are not read, and why. */
  readonly otherTabs: readonly OtherTab[];
}

export interface OtherTab {
  readonly name: string;
  readonly why: WhyTabUnread;
}

export function findHeads(kind: ImportKind, tables: readonly Table[]): Heads {
  const required = columnsOf[kind].filter((column) => column.required);
  const least = Math.min(2, required.length);
  const found = tables.map((table) => ({ table, headIndex: headIndexOf(kind, table, least) }));
  const withHeads = found.filter(({ table, headIndex }) => headIndex !== null && table.hidden !== true);
  const withRows = withHeads.filter(({ table, headIndex }) => hasRows(table, headIndex ?? 0));
  const [first, second] = withRows;
  if (first !== undefined && second !== undefined)
    throw refuse('table.second-tab', { first: first.table.sheet ?? '', second: second.table.sheet ?? '' });
  const chosen = first ?? withHeads[0];
  if (chosen?.headIndex === null || chosen === undefined) throw noHeads(kind, tables, found);
  const { table, headIndex } = chosen;
  requireOneRowOfHeads(kind, table, headIndex);
  requireOneTable(kind, table, headIndex, least);
  for (const other of found)
    if (other.headIndex === null && other.table.hidden !== true) requireNobody(kind, other.table, chosen);
  const otherTabs = found
    .filter((each) => each.table !== table)
    .map((each): OtherTab => ({ name: each.table.sheet ?? '', why: whyNot(each.table, each.headIndex) }));
  return { table, headIndex, otherTabs };
}

const isEmpty = (table: Table) => table.rows.every((cells) => cells.every((cell) => cell === null));
const hasRows = (table: Table, headIndex: number) =>
  table.rows.slice(headIndex + 1).some((cells) => cells.some((cell) => cell !== null));

function whyNot(table: Table, headIndex: number | null): OtherTab['why'] {
  if (table.hidden) return 'hidden';
  if (table.drawing) return 'drawing';
  if (isEmpty(table)) return 'empty';
  return headIndex === null ? 'no-heads' : 'no-rows';
}

/** The row that names the most columns, the first of them; a title may hold a word or two that are names as well. */
function headIndexOf(kind: ImportKind, table: Table, least: number): number | null {
  let [best, most] = [null as number | null, least - 1];
  for (const [index, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
    const named = columnsNamed(kind, cells).filter((column) => column !== null);
    const count = new Set(named.map(({ key }) => key)).size;
    if (count > most) [best, most] = [index, count];
  }
  return best;
}

const columnsNamed = (kind: ImportKind, cells: Table['rows'][number] = []): readonly (Column | null)[] =>
  cells.map((cell) => {
    const named = cell === null ? null : columnNamed(kind, textOf(cell));
    return named?.kind === 'column' ? named.column : null;
  });

/** Names of further columns in the row above or below, where the row of heads is blank, are the other half of them. */
function requireOneRowOfHeads(kind: ImportKind, table: Table, headIndex: number): void {
  const heads = table.rows[headIndex] ?? [];
  const here = new Set(columnsNamed(kind, heads).map((column) => column?.key));
  for (const index of [headIndex - 1, headIndex + 1]) {
    const more = columnsNamed(kind, table.rows[index]).filter(
      (column, place) => column !== null && !here.has(column.key) && isOpen(kind, heads[place] ?? null),
    );
    if (more.length >= 2)
      throw refuse('table.heads-in-two-rows', {
        first: Math.min(index, headIndex) + 1,
        second: Math.max(index, headIndex) + 1,
      });
  }
}

/** Heads above the heads, with rows between, are those of another table: nobody would miss it. */
function requireOneTable(kind: ImportKind, table: Table, headIndex: number, least: number): void {
  for (let index = 0; index < headIndex - 1; index += 1) {
    const named = columnsNamed(kind, table.rows[index]).filter((column) => column !== null);
    if (new Set(named.map(({ key }) => key)).size < least) continue;
    const between = table.rows.slice(index + 1, headIndex);
    // A line of one word is a title.
    if (between.some((cells) => cells.filter((cell) => cell !== null).length >= least))
      throw refuse('table.second-table', { first: index + 1, second: headIndex + 1 });
  }
}

/** A tab without heads is no table where nobody stands in it: an explanation, a list of words. */
function requireNobody(
  kind: ImportKind,
  other: Table,
  { table, headIndex }: { readonly table: Table; readonly headIndex: number | null },
): void {
  const { places } = placesOf(kind, table.rows[headIndex ?? 0] ?? [], 0, []);
  const index = other.rows.findIndex((cells) => {
    if (hasPerson(cells, places)) return true;
    return cells.some((cell) => cell !== null && /^[1-9]\d{16}[\dXx]$/.test(textOf(cell)));
  });
  if (index < 0) return;
  const values = { name: other.sheet ?? '', row: index + 1, read: table.sheet ?? '' };
  throw refuse('table.tab-without-heads', values);
}

/** A person by a number and a name, a holding by a number of shares and their class, each where the heads have it. */
export function hasPerson(cells: Table['rows'][number], places: Places): boolean {
  const at = (key: string) => {
    const cell = cells[places.get(key)?.index ?? -1] ?? null;
    return cell === null ? '' : textOf(cell);
  };
  const person = /^[A-Za-z]*\d[\w./-]*$/.test(at('registerNumber')) && /^\D{2,}$/.test(at('name'));
  return person || (/^\d+(\.\d+)?$/.test(at('quantity')) && /^\D{2,}$/.test(at('shareClass')));
}

/** A place where the row of heads names no column. */
function isOpen(kind: ImportKind, cell: Cell | string | null): boolean {
  return cell === null || columnNamed(kind, textOf(cell)).kind === 'unknown';
}

function noHeads(
  kind: ImportKind,
  tables: readonly Table[],
  found: readonly { readonly table: Table; readonly headIndex: number | null }[],
): Refusal {
  const hidden = found.find(({ headIndex }) => headIndex !== null);
  if (hidden !== undefined) return refuse('table.only-hidden', { name: hidden.table.sheet ?? '' });
  if (tables.every((table) => table.drawing)) return refuse('table.only-drawings');
  if (tables.every(isEmpty)) return refuse('table.no-rows');
  const required = columnsOf[kind].filter((column) => column.required);
  const wanted = listed(required.map(({ zh, en }) => ({ zh, en })));
  const [table] = tables;
  // What is no UTF-8 was taken for GB18030; if no head is known then, it may be neither.
  if (table?.encoding === 'gb18030') {
    const line = (table.rows.find((cells) => cells.some((cell) => cell !== null)) ?? [])
      .flatMap((cell) => (cell === null ? [] : [textOf(cell)]))
      .join(' ');
    return refuse('table.no-heads-in-encoding', { read: line.slice(0, 40), wanted });
  }
  return refuse('table.no-heads', { rows: HEAD_ROWS, wanted });
}

/** Where each column stands, by its key. */
export type Places = ReadonlyMap<string, { readonly index: number; readonly name: string }>;

export interface NamedHeads {
  readonly places: Places;
  /** Heads that are not read. */
  readonly unused: readonly { readonly name: string; readonly column: string }[];
}

export function placesOf(
  kind: ImportKind,
  heads: readonly (Cell | string | null)[],
  row: number,
  faults: Fault[],
): NamedHeads {
  const places = new Map<string, { index: number; name: string }>();
  const unused: { name: string; column: string }[] = [];
  let hasUnknown = false;
  for (const [index, cell] of heads.entries()) {
    if (cell === null) continue;
    const name = textOf(cell);
    const found = columnNamed(kind, name);
    const say = (code: Fault['code']) =>
      void faults.push({ code, values: { name: name.slice(0, 60) }, row, column: columnLetters(index) });
    if (found.kind === 'unknown') {
      const noted = isNotedOtherwise(name);
      hasUnknown ||= !noted;
      say(noted ? 'table.column-noted' : 'table.column-unknown');
    }
    if (found.kind === 'own') unused.push({ name: name.slice(0, 60), column: columnLetters(index) });
    if (found.kind !== 'column') continue;
    if (places.has(found.column.key)) {
      hasUnknown = true;
      say('table.column-twice');
    } else places.set(found.column.key, { index, name });
  }
  for (const column of columnsOf[kind]) {
    if (!column.required || places.has(column.key)) continue;
    // A column for each class instead of a row for each: naming the columns one by one does not lead to the mend.
    const wide = hasUnknown && kind === 'opening-shares' && ['shareClass', 'quantity'].includes(column.key);
    const name = { zh: column.zh, en: column.en };
    faults.push({ code: wide ? 'table.one-class-a-row' : 'table.column-missing', values: { name }, row });
  }
  return { places, unused };
}
