/**
 * Tables: columns sized by what stands in them, numbers under their decimal points, heads repeated on every page, the
 * sum kept with the lines before it, and no line alone on a page. No cell is ever cut off, and none is set smaller than the paper allows:
 * text breaks, and of a table too wide two columns stand in one.
 */
import type { TableBlock, TableColumn, TableRow } from './pdf-blocks.ts';
import type { Flow } from './pdf-flow.ts';
import { LEADING, palette } from './pdf-style.ts';
import { columnWidths, type Column } from './pdf-table-columns.ts';
import { lineStart, rule, type Frame, type LaidRow } from './pdf-table-frame.ts';
import { drawHead, headHeight } from './pdf-table-head.ts';
import { breakLines, widthOf, type TextStyle } from './pdf-text.ts';

/**
 * Up to this many lines every cell is an element that a reader's program finds by row and column. In a longer table a line is one, read from
 * left to right: elements are what such a paper weighs, and what drawing it costs.
 */
const MOST_CELLED = 1_000;

/** Tables up to this many lines are kept on one page where they fit on one. */
const SHORT = 5;

/** The height of a short table, 0 for a longer one: that may break over pages. */
function shortTableHeight(flow: Flow, table: TableBlock): number {
  if (table.rows.length > SHORT) return 0;
  const height = tableHeight(flow, table);
  return height > (flow.bottom - flow.top) / 2 ? 0 : height;
}

/** A short table stands whole, with its tail where both leave room for more on a page; 0 for a longer one. */
function wholeHeight(flow: Flow, table: TableBlock, tail: number): number {
  const short = shortTableHeight(flow, table);
  return short > 0 && short + tail < (flow.bottom - flow.top) * 0.65 ? short + tail : short;
}

/** The height of a whole table: every row is laid out for it. */
export function tableHeight(flow: Flow, table: TableBlock): number {
  const frame = frameOf(flow, table);
  const rows = frame.table.rows.map((row) => laidRow(frame, row).height);
  const totals = frame.table.totals ? layRow(frame, frame.table.totals, 'bold').height : 0;
  return headHeight(frame) + rows.reduce((sum, each) => sum + each, 0) + totals + 12;
}

const frames = new WeakMap<Flow, WeakMap<TableBlock, Frame>>();

/** A table's frame in a document: measured once, however often its height is asked for. */
function frameOf(flow: Flow, table: TableBlock): Frame {
  const ofFlow = frames.get(flow) ?? new WeakMap<TableBlock, Frame>();
  frames.set(flow, ofFlow);
  const frame = ofFlow.get(table) ?? measuredFrame(flow, table);
  ofFlow.set(table, frame);
  return frame;
}

function measuredFrame(flow: Flow, table: TableBlock): Frame {
  const wished = Math.max(table.size ?? flow.sizes.table, flow.least);
  const fitted = columnWidths(flow.canvas.fonts, table, flow.width, wished, flow.least);
  const { size } = fitted;
  return { flow, ...fitted, padX: size * 0.55, padY: paddingOf(table, size), laid: new Map() };
}

/** Above and below a line of text; less where a table asks for lower lines than that gives. */
function paddingOf({ lineHeight }: TableBlock, size: number): number {
  const usual = size * 0.36;
  if (lineHeight === undefined) return usual;
  return Math.min(usual, Math.max(size * 0.15, (lineHeight - size * (LEADING - 0.2)) / 2));
}

/**
 * What must stand together where a table begins: its head with the first two lines and the headings over them; a short
 * table whole; with three lines or fewer also the sum and the `tail` that stay with the last line.
 */
export function tableOpening(flow: Flow, table: TableBlock, tail: number): number {
  const frame = frameOf(flow, table);
  const { rows, totals } = frame.table;
  if (rows.length === 0)
    return (
      headHeight(frame) + emptyHeight(frame) + (totals ? layRow(frame, totals, 'bold').height : 0) + 12 + tail
    );
  const first = togetherFrom(frame, 0);
  const second = first.end + 1 < rows.length ? togetherFrom(frame, first.end + 1) : NOTHING;
  const height = headHeight(frame) + first.height + second.height;
  if (Math.max(first.end, second.end) < rows.length - 1)
    return Math.max(height, wholeHeight(flow, table, tail));
  return height + (totals ? layRow(frame, totals, 'bold').height : 0) + 12 + tail;
}

/**
 * So much of the tail as the last three lines leave of a page: of what does not stand on a page with them the rest follows on the next.
 * With two of them it would be one of the three that ended the page before alone.
 */
function keptTail(frame: Frame, tail: number): number {
  const { flow, table } = frame;
  let [height, lines] = [headHeight(frame) + 12, 0];
  if (table.totals) height += layRow(frame, table.totals, 'bold').height;
  for (let at = table.rows.length - 1; at >= 0 && lines < 3; at--) {
    height += laidRow(frame, table.rows[at]!).height;
    if (table.rows[at]!.kind === 'line') lines += 1;
  }
  return Math.max(0, Math.min(tail, flow.bottom - flow.top - height));
}

/** The whole table at once. */
export function drawTable(flow: Flow, table: TableBlock): void {
  for (const page of drawTableByPages(flow, table, 0)) void page;
}

/**
 * A table with a stop after each page, where whoever draws may let others have a turn. `wanted` is the height that should be free
 * after the last line, for what belongs to it.
 */
export function* drawTableByPages(flow: Flow, block: TableBlock, wanted: number): Generator<undefined> {
  const frame = frameOf(flow, block);
  const { table } = frame;
  const tail = keptTail(frame, wanted);
  flow.need(tableOpening(flow, block, tail));
  const totals = table.totals ? layRow(frame, table.totals, 'bold') : null;
  const head = headHeight(frame);
  const { canvas } = flow;
  canvas.open('Table');
  drawHead(frame);
  let shade = false;
  for (const [index, row] of table.rows.entries()) {
    const laid = laidRow(frame, row);
    frame.laid.delete(row);
    // The sum and what follows it stay with the last lines.
    const { height, end } = togetherFrom(frame, index);
    const company = end === table.rows.length - 1 ? (totals?.height ?? 0) + 12 + tail : 0;
    if (flow.y + height + company > flow.bottom && flow.y > flow.top + head + 1) {
      turnPage(frame);
      yield;
    }
    shade = row.kind === 'line' ? !shade : false;
    drawRow(frame, row, laid, shade);
  }
  if (table.rows.length === 0) drawEmpty(frame);
  if (totals) drawTotals(frame, totals);
  else closeRule(frame);
  canvas.close();
  flow.y += 10;
}

interface Together {
  readonly height: number;
  /** The index of the last row of them. */
  readonly end: number;
}

const NOTHING: Together = { height: 0, end: -1 };

/**
 * What stands on one page from the row at `index` on: a group's heading and the remark on it with their first line, a line with the
 * sum below it, and the last line but one with the last: none is alone on the page that ends a table.
 */
function togetherFrom(frame: Frame, index: number): Together {
  const { rows } = frame.table;
  let [height, at] = [0, index - 1];
  const take = () => (height += laidRow(frame, rows[++at]!).height);
  const isNext = (is: (row: TableRow) => boolean) => at + 1 < rows.length && is(rows[at + 1]!);
  const takeLine = () => {
    while (isNext((row) => isHeading(row) && !isAbout(row))) take();
    if (at + 1 < rows.length) take();
    while (isNext(isAbout)) take();
    for (let sums = 0; sums < MOST_SUMS && isNext(({ kind }) => kind === 'subtotal'); sums++) take();
  };
  takeLine();
  const rest = rows.length - 1 - at;
  // How many lines are left shows in a few rows: a line has headings over it and sums below.
  if (rest > 0 && rest <= MOST_OF_A_LINE && linesFrom(rows, at + 1) === 1) takeLine();
  return { height, end: at };
}

/** The most sums below one line that stay with it: a table of nothing but sums breaks as others do. */
const MOST_SUMS = 3;
/** The most rows that belong to one line: headings and remarks over it, itself, sums below it. */
const MOST_OF_A_LINE = 8;

function linesFrom(rows: readonly TableRow[], from: number): number {
  let lines = 0;
  for (let at = from; at < rows.length; at++) if (rows[at]!.kind === 'line') lines += 1;
  return lines;
}

function isHeading(row: TableRow): row is Extract<TableRow, { readonly text: string }> {
  return row.kind === 'group' || row.kind === 'remark';
}

/** About the line above it. */
const isAbout = (row: TableRow) => row.kind === 'remark' && row.above === true;

function turnPage(frame: Frame): void {
  closeRule(frame);
  frame.flow.newPage();
  frame.flow.canvas.aside(() => drawHead(frame));
}

function laidRow(frame: Frame, row: TableRow): LaidRow {
  const known = frame.laid.get(row) ?? layTableRow(frame, row);
  frame.laid.set(row, known);
  return known;
}

function layTableRow(frame: Frame, row: TableRow): LaidRow {
  if (isHeading(row)) {
    const style: TextStyle =
      row.kind === 'group'
        ? { size: frame.size, weight: 'bold' }
        : { size: Math.max(frame.size * 0.92, frame.flow.least), weight: 'regular' };
    const lines = breakLines(frame.flow.canvas.fonts, row.text, style, frame.flow.width - 2 * frame.padX);
    // Nobody signs a heading: it needs no more than its text.
    return { cells: [lines], style, height: textHeight(frame, lines.length) };
  }
  const laid = layRow(frame, row.cells, row.kind === 'subtotal' ? 'bold' : 'regular');
  return row.kind === 'line' && row.tone === 'alarm' ? { ...laid, color: palette.cinnabar } : laid;
}

function layRow(frame: Frame, cells: readonly string[], weight: TextStyle['weight']): LaidRow {
  const style: TextStyle = { size: frame.size, weight };
  const lines = frame.columns.map((column, at) =>
    breakLines(
      frame.flow.canvas.fonts,
      cells[at] ?? '',
      column.title.strong ? { ...style, weight: 'bold' } : style,
      column.width - 2 * frame.padX,
    ),
  );
  return { cells: lines, style, height: rowHeight(frame, Math.max(...lines.map((cell) => cell.length))) };
}

function rowHeight(frame: Frame, lines: number): number {
  return Math.max(frame.table.lineHeight ?? 0, textHeight(frame, lines));
}

function textHeight(frame: Frame, lines: number): number {
  return (lines - 1) * frame.size * 1.35 + frame.size * (LEADING - 0.2) + 2 * frame.padY;
}

function drawRow(frame: Frame, row: TableRow, laid: LaidRow, shade: boolean): void {
  const { flow, table } = frame;
  const { canvas, left, width } = flow;
  const tinted = row.kind === 'group' || (table.style === 'zebra' && !shade && row.kind === 'line');
  if (tinted) canvas.rectangle(left, flow.y, width, laid.height, { fill: palette.band });
  const across = isHeading(row);
  if (across) {
    canvas.open('TR');
    canvas.open(row.kind === 'group' ? 'TH' : 'TD', { columns: frame.columns.length });
    drawLines(frame, laid.cells[0] ?? [], left, width, laid, 'left', null);
    canvas.close();
    canvas.close();
  } else {
    if (row.kind === 'subtotal') rule(frame, flow.y, 0.5, palette.faint);
    drawCells(frame, laid);
  }
  flow.y += laid.height;
  if (table.style !== 'zebra') rule(frame, flow.y, 0.4, palette.hairline);
  if (table.style === 'grid') drawUprights(frame, flow.y - laid.height, flow.y, across);
}

function drawCells(frame: Frame, laid: LaidRow): void {
  const { canvas } = frame.flow;
  let x = frame.flow.left;
  const isCelled = frame.table.rows.length <= MOST_CELLED;
  const named = headOfRow(frame, laid);
  canvas.open('TR');
  if (!isCelled) canvas.open('TD', { columns: frame.columns.length });
  frame.columns.forEach((column, at) => {
    if (isCelled) canvas.open(at === named ? 'TH' : 'TD', { heads: 'row' });
    drawLines(frame, laid.cells[at] ?? [], x, column.width, laid, column.title.align, column);
    if (isCelled) canvas.close();
    x += column.width;
  });
  if (!isCelled) canvas.close();
  canvas.close();
}

/** The cell that says what its line is of: the first words or number in it, whatever stands behind. */
function headOfRow(frame: Frame, { cells }: LaidRow): number {
  const filled = frame.columns.findIndex((_, at) => cells[at]?.some((line) => line.trim() !== '') === true);
  return frame.columns.length > 1 ? filled : -1;
}

function drawLines(
  frame: Frame,
  lines: readonly string[],
  x: number,
  width: number,
  laid: LaidRow,
  align: TableColumn['align'],
  column: Column | null,
): void {
  const { canvas, y } = frame.flow;
  const style: TextStyle = column?.title.strong ? { ...laid.style, weight: 'bold' } : laid.style;
  const step = frame.size * 1.35;
  const block = (lines.length - 1) * step;
  const first = y + (laid.height - block) / 2 + frame.size * 0.36;
  lines.forEach((line, at) => {
    const start = lineStart(canvas.fonts, line, x + frame.padX, width - 2 * frame.padX, style, align, column);
    canvas.text(line, start, first + at * step, { ...style, color: laid.color ?? palette.ink });
  });
}

function drawUprights(frame: Frame, from: number, to: number, outerOnly: boolean): void {
  const { canvas, left, width } = frame.flow;
  const edges = [0, width];
  let x = 0;
  if (!outerOnly) for (const column of frame.columns.slice(0, -1)) edges.push((x += column.width));
  for (const edge of edges)
    canvas.line(left + edge, from, left + edge, to, { color: palette.hairline, width: 0.4 });
}

function emptyHeight(frame: Frame): number {
  return frame.size * 4;
}

function drawEmpty(frame: Frame): void {
  const { canvas, left, width } = frame.flow;
  const style: TextStyle = { size: frame.size, weight: 'regular' };
  const text = frame.table.empty;
  const height = emptyHeight(frame);
  const start = left + (width - widthOf(canvas.fonts, text, style)) / 2;
  canvas.open('TR');
  canvas.open('TD', { columns: frame.columns.length });
  canvas.text(text, start, frame.flow.y + height / 2 + frame.size * 0.36, { ...style, color: palette.muted });
  canvas.close();
  canvas.close();
  frame.flow.y += height;
}

function drawTotals(frame: Frame, laid: LaidRow): void {
  const { flow } = frame;
  flow.need(laid.height);
  rule(frame, flow.y, 0.8, palette.rule);
  drawCells(frame, laid);
  flow.y += laid.height;
  if (frame.table.style === 'grid') drawUprights(frame, flow.y - laid.height, flow.y, true);
  // The accountant's double line closes a sum.
  rule(frame, flow.y, 0.5, palette.rule);
  rule(frame, flow.y + 1.8, 0.5, palette.rule);
  flow.y += 2;
}

function closeRule(frame: Frame): void {
  rule(frame, frame.flow.y, 0.8, palette.rule);
}
