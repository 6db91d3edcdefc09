/**
 * The widths of a table's columns. Numbers never break; text columns share what the numbers leave over; and where all that would need letters
 * too small to read, two neighbouring columns stand in one, each with a line of its own.
 */
import type { FontSet } from './fonts.ts';
import type { TableBlock, TableColumn } from './pdf-blocks.ts';
import { foldedAt, type Foldable } from './pdf-table-folding.ts';
import { widestPiece, widthOf, type TextStyle } from './pdf-text.ts';

export interface Column {
  readonly title: TableColumn;
  readonly width: number;
  /** The widest part after a decimal point in this column, the point included. */
  readonly fraction: number;
}

interface Measured extends Foldable {
  readonly title: TableColumn;
  /** Below this the column cannot be read. */
  readonly least: number;
  /** With this nothing in it breaks. */
  readonly natural: number;
  readonly fraction: number;
}

/** In type sizes: a text column is not made narrower than this unless its text is. */
const NARROW = 4.2;

export interface Fitted {
  /** The table as it is drawn: with columns folded into their neighbours where there was no room for each. */
  readonly table: TableBlock;
  readonly size: number;
  readonly columns: readonly Column[];
}

/** Columns for the width at hand, and the type size at which they fit: what is wished for, and never less than `floor`. */
export function columnWidths(
  fonts: FontSet,
  table: TableBlock,
  width: number,
  wished: number,
  floor: number,
): Fitted {
  for (let size = wished; size > floor - 0.01; size -= 0.25) {
    const measured = measuredColumns(fonts, table, size);
    if (leastOf(measured) <= width) return { table, size, columns: share(measured, width) };
  }
  const measured = measuredColumns(fonts, table, floor);
  const folded = foldedAt(table, measured, leastOf(measured) - width);
  if (folded !== null) return columnWidths(fonts, folded, width, floor, floor);
  return { table, size: floor, columns: share(measured, width) };
}

/** Whether a table has room in this width in letters of this size, every column for itself. */
export function hasRoom(fonts: FontSet, table: TableBlock, width: number, size: number): boolean {
  return leastOf(measuredColumns(fonts, table, size)) <= width;
}

function measuredColumns(fonts: FontSet, table: TableBlock, size: number): readonly Measured[] {
  return widened(
    fonts,
    table.columns.map((column, at) => measure(fonts, table, column, at, size)),
    size,
  );
}

function leastOf(measured: readonly Measured[]): number {
  return sum(measured.map(({ least }) => least));
}

function measure(fonts: FontSet, table: TableBlock, column: TableColumn, at: number, size: number): Measured {
  const regular: TextStyle = { size, weight: 'regular' };
  const bold: TextStyle = { size, weight: 'bold' };
  const pad = size * 1.1 + 0.5;
  let natural = 0;
  let whole = 0;
  let fraction = 0;
  let piece = 0;
  const numeric = column.align === 'decimal' || column.align === 'right' || column.whole === true;
  const takeLine = (line: string, style: TextStyle): void => {
    const full = widthOf(fonts, line, style);
    natural = Math.max(natural, full);
    if (!numeric && full > size * NARROW) piece = Math.max(piece, widestPiece(fonts, line, style));
    const point = line.lastIndexOf('.');
    if (column.align !== 'decimal') return;
    const head = point < 0 ? full : widthOf(fonts, line.slice(0, point), style);
    whole = Math.max(whole, head);
    fraction = Math.max(fraction, full - head);
  };
  const take = (cell: string, style: TextStyle): void => {
    for (const line of cell.split('\n')) takeLine(line, style);
  };
  for (const row of table.rows) {
    if (row.kind === 'line') take(row.cells[at] ?? '', column.strong ? bold : regular);
    else if (row.kind === 'subtotal') take(row.cells[at] ?? '', bold);
  }
  take(table.totals?.[at] ?? '', bold);
  const body = column.align === 'decimal' ? Math.max(natural, whole + fraction) : natural;
  const title = titleWidth(fonts, column.title, bold);
  // A date or a number in a text column is not broken; a whole sentence of Western letters may be.
  const narrowest = numeric ? body : Math.max(Math.min(body, size * NARROW), Math.min(piece, size * 10));
  return {
    title: column,
    least: Math.max(narrowest, title.least, column.least ?? 0) + pad,
    natural:
      Math.max(body, Math.min(title.natural, Math.max(body, size * 4.5)), title.least, column.least ?? 0) +
      pad,
    fraction,
  };
}

/** A heading may break at spaces and between ideographs, but is not set one character a line. */
function titleWidth(fonts: FontSet, title: string, style: TextStyle): { least: number; natural: number } {
  const lines = title.split('\n');
  const words = lines.flatMap((line) => line.split(' ')).map((word) => widthOf(fonts, word, style));
  const latin = [...title].every((character) => character.codePointAt(0)! < 0x250);
  return {
    least: latin ? Math.max(...words) : Math.min(Math.max(...words), style.size * 2.1),
    natural: Math.max(...lines.map((line) => widthOf(fonts, line, style))),
  };
}
/** A heading over neighbouring columns has room: what they lack together for it they get in equal parts. */
function widened(fonts: FontSet, measured: readonly Measured[], size: number): readonly Measured[] {
  return measured.map((column) => {
    const { group } = column.title;
    if (group === undefined) return column;
    const together = measured.filter(({ title }) => title.group === group);
    const wanted = widthOf(fonts, group, { size, weight: 'bold' }) + size * 1.1 + 0.5;
    const lacking = Math.max(0, wanted - sum(together.map(({ least }) => least))) / together.length;
    return {
      ...column,
      least: column.least + lacking,
      natural: Math.max(column.natural, column.least + lacking),
    };
  });
}

/** Everybody gets the least; what is over goes to columns that still want it, then to all, by weight. */
function share(measured: readonly Measured[], width: number): Column[] {
  const widths = measured.map((column) => column.least);
  let free = width - sum(widths);
  if (free < 0) return measured.map((column) => toColumn(column, (column.least * width) / (width - free)));
  for (let round = 0; round < measured.length && free > 0.01; round++) {
    const wanting = measured.flatMap((column, at) => (widths[at]! < column.natural - 0.01 ? [at] : []));
    const weight = sum(wanting.map((at) => measured[at]!.title.weight ?? 1));
    if (wanting.length === 0) break;
    const portion = free / weight;
    for (const at of wanting) {
      const { natural, title } = measured[at]!;
      const gain = Math.min(natural - widths[at]!, portion * (title.weight ?? 1));
      widths[at]! += gain;
      free -= gain;
    }
  }
  const weights = measured.map(({ title }) => title.weight ?? (title.align === 'left' ? 0.6 : 1));
  const weight = sum(weights);
  weights.forEach((part, at) => (widths[at]! += (free * part) / weight));
  return measured.map((column, at) => toColumn(column, widths[at]!));
}

function toColumn({ title, fraction }: Measured, width: number): Column {
  return { title, width, fraction };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
