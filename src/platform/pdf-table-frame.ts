/** What the parts of a table's drawing share: its measured frame, where a line of text starts, and rules. */
import type { FontSet } from './fonts.ts';
import type { TableBlock, TableColumn, TableRow } from './pdf-blocks.ts';
import type { Flow } from './pdf-flow.ts';
import type { Column } from './pdf-table-columns.ts';
import { widthOf, type TextStyle } from './pdf-text.ts';

/** A table measured for a page: the same on every page it runs over. */
export interface Frame {
  readonly flow: Flow;
  readonly table: TableBlock;
  readonly columns: readonly Column[];
  readonly size: number;
  readonly padX: number;
  readonly padY: number;
  /** Rows laid out ahead of being drawn. */
  readonly laid: Map<TableRow, LaidRow>;
}

export interface LaidRow {
  readonly cells: readonly (readonly string[])[];
  readonly style: TextStyle;
  readonly height: number;
  /** Of the whole line; ink unless given. */
  readonly color?: string;
}

/** The left end of a line in its cell; numbers of a decimal column stand with their points under each other. */
export function lineStart(
  fonts: FontSet,
  line: string,
  x: number,
  width: number,
  style: TextStyle,
  align: TableColumn['align'],
  column: Column | null,
): number {
  if (align === 'left') return x;
  const point = line.lastIndexOf('.');
  if (align === 'decimal' && column && /^[-−+]?[\d,]+(\.\d+)?$/.test(line)) {
    const whole = widthOf(fonts, point < 0 ? line : line.slice(0, point), style);
    return x + width - column.fraction - whole;
  }
  const free = width - widthOf(fonts, line, style);
  return x + (align === 'center' ? free / 2 : free);
}

export function rule(frame: Frame, y: number, width: number, color: string): void {
  const { canvas, left } = frame.flow;
  canvas.line(left, y, left + frame.flow.width, y, { color, width });
}
