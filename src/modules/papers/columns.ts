/**
 * Tables by their columns: each column has its heading, what it shows of a line, and what stands below the lines, so that
 * none of the three can shift against the others. Sums are exact, and printed only where there are lines.
 */
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { TableBlock, TableColumn } from '../../platform/pdf-blocks.ts';

type Look = Omit<TableColumn, 'title' | 'align'>;

export interface Column<Line> {
  readonly column: TableColumn;
  readonly cell: (line: Line, index: number) => string;
  /** What stands below the lines; nothing unless given. */
  readonly total?: string | ((lines: readonly Line[]) => string);
}

/** Words, flush left. */
export function text<Line>(
  title: string,
  cell: (line: Line) => string,
  { total, ...look }: Look & { readonly total?: string } = {},
): Column<Line> {
  return { column: { title, align: 'left', ...look }, cell, ...(total !== undefined && { total }) };
}

/** Words or whole numbers, flush right, without a sum. */
export function right<Line>(title: string, cell: (line: Line, index: number) => string): Column<Line> {
  return { column: { title, align: 'right' }, cell };
}

export function count<Line>(title: string, of: (line: Line) => number | bigint): Column<Line> {
  return {
    column: { title, align: 'right' },
    cell: (line) => of(line).toString(),
    total: (lines) => lines.reduce((sum, line) => sum + BigInt(of(line)), 0n).toString(),
  };
}

/** A number or an amount as it was written, its points under each other, without a sum. */
export function figure<Line>(title: string, cell: (line: Line) => string, look: Look = {}): Column<Line> {
  return { column: { title, align: 'decimal', ...look }, cell };
}

/** Amounts and their sum. A line that has none shows `none`. */
export function money<Line>(
  title: string,
  of: (line: Line) => Money | null,
  { none = '', ...look }: Look & { readonly none?: string } = {},
): Column<Line> {
  return {
    column: { title, align: 'decimal', ...look },
    cell: (line) => of(line)?.toGrouped() ?? none,
    total: (lines) => Money.sum(lines.flatMap((line) => of(line) ?? [])).toGrouped(),
  };
}

/** Shares and their sum. A line that has none stays empty. */
export function shares<Line>(
  title: string,
  of: (line: Line) => ShareQuantity | null,
  look: Look = {},
): Column<Line> {
  return {
    column: { title, align: 'decimal', ...look },
    cell: (line) => of(line)?.toGrouped() ?? '',
    total: (lines) => ShareQuantity.sum(lines.flatMap((line) => of(line) ?? [])).toGrouped(),
  };
}

/** A column that people write into. */
export function blank<Line>(title: string, least: number): Column<Line> {
  return { column: { title, align: 'center', least }, cell: () => '' };
}

/** Columns that stand only in some tables. */
export function when<Line>(wanted: boolean, ...columns: readonly Column<Line>[]): readonly Column<Line>[] {
  return wanted ? columns : [];
}

type Shape<Line> = Pick<TableBlock, 'style' | 'size' | 'lineHeight'> & {
  /** What stands in place of the lines when there are none. */
  readonly empty?: string;
  /** Lines that sum up others. */
  readonly subtotal?: (line: Line) => boolean;
};

/** A table of lines. It has a last line of totals where a column has one and there are lines. */
export function tableOf<Line>(
  { empty = '', subtotal = () => false, ...look }: Shape<Line>,
  lines: readonly Line[],
  columns: readonly Column<Line>[],
): TableBlock {
  const summed = lines.length > 0 && columns.some(({ total }) => total !== undefined);
  return {
    kind: 'table',
    ...look,
    empty,
    columns: columns.map(({ column }) => column),
    rows: lines.map((line, index) => ({
      ...rowOf(columns, line, index),
      kind: subtotal(line) ? 'subtotal' : 'line',
    })),
    ...(summed && {
      totals: columns.map(({ total }) => (typeof total === 'function' ? total(lines) : (total ?? ''))),
    }),
  };
}

/** One line, for tables whose rows are of several kinds. */
export function rowOf<Line>(columns: readonly Column<Line>[], line: Line, index: number) {
  return { kind: 'line', cells: columns.map(({ cell }) => cell(line, index)) } as const;
}
