/**
 * The head of a table: titles broken evenly, headings over groups of columns; drawn again on every page, where it is decoration: whoever
 * listens has heard it.
 */
import { palette } from './pdf-style.ts';
import { lineStart, rule, type Frame } from './pdf-table-frame.ts';
import { breakLines, widestPiece, widthOf, type TextStyle } from './pdf-text.ts';

function headLines(frame: Frame): string[][] {
  const style: TextStyle = { size: frame.size, weight: 'bold' };
  const { fonts } = frame.flow.canvas;
  return frame.columns.map(({ title: { title }, width }) => {
    const lines = breakLines(fonts, title, style, width - 2 * frame.padX);
    if (lines.length === 1 || title.includes('\n')) return lines;
    // What stands in brackets goes below, whole: 应得 above （扣税前）.
    const parted = breakLines(
      fonts,
      title.replace(/(?<=\S)\s?(?=[（(])/, '\n'),
      style,
      width - 2 * frame.padX,
    );
    if (parted.length === lines.length && parted.some((line) => /^[（(]/.test(line))) return parted;
    // Lines of like length: 登记 above 编号, not 登记编 above 号.
    const even = breakLines(
      fonts,
      title,
      style,
      Math.max(
        widestPiece(fonts, title, style),
        widthOf(fonts, title, style) / lines.length + style.size * 0.6,
      ),
    );
    return even.length === lines.length ? even : lines;
  });
}

export function headHeight(frame: Frame): number {
  const grouped = frame.table.columns.some((column) => column.group);
  const lines = Math.max(...headLines(frame).map((cell) => cell.length));
  const row = lines * frame.size * 1.35 + 2 * frame.padY + 2;
  return row + (grouped ? frame.size * 1.35 + frame.padY : 0);
}

export function drawHead(frame: Frame): void {
  const { flow, columns } = frame;
  const { canvas, left } = flow;
  const style: TextStyle = { size: frame.size, weight: 'bold' };
  const height = headHeight(frame);
  canvas.rectangle(left, flow.y, flow.width, height, { fill: palette.head });
  rule(frame, flow.y, 0.9, palette.rule);
  const lines = headLines(frame);
  const starts: number[] = [];
  columns.reduce((x, column) => (starts.push(x), x + column.width), left);
  const drawTitle = (at: number, rows: number) => {
    canvas.open('TH', { rows });
    const column = columns[at]!;
    const align = column.title.align === 'decimal' ? 'right' : column.title.align;
    const own = lines[at] ?? [];
    own.forEach((line, place) => {
      const start = lineStart(
        canvas.fonts,
        line,
        (starts[at] ?? left) + frame.padX,
        column.width - 2 * frame.padX,
        style,
        align,
        null,
      );
      const baseline = flow.y + height - frame.padY - 3 - (own.length - 1 - place) * frame.size * 1.35;
      canvas.text(line, start, baseline, { ...style, color: palette.ink });
    });
    canvas.close();
  };
  const grouped = columns.some(({ title }) => title.group !== undefined);
  canvas.open('TR');
  if (grouped) {
    // A column that no heading stands over has its title over both rows.
    drawHeadGroups(frame, style, (at) => drawTitle(at, 2));
    canvas.close();
    canvas.open('TR');
  }
  columns.forEach(({ title }, at) => {
    if (!grouped || title.group !== undefined) drawTitle(at, 1);
  });
  canvas.close();
  if (frame.table.style === 'grid') drawHeadUprights(frame, flow.y, flow.y + height);
  flow.y += height;
  rule(frame, flow.y, 0.6, palette.rule);
}

/** Headings that stand over neighbouring columns, with a line under them. */
function drawHeadGroups(frame: Frame, style: TextStyle, drawAlone: (column: number) => void): void {
  const { canvas, left, y } = frame.flow;
  let x = left;
  let at = 0;
  while (at < frame.columns.length) {
    const { group } = frame.columns[at]!.title;
    if (group === undefined) {
      drawAlone(at);
      x += frame.columns[at++]!.width;
      continue;
    }
    let width = 0;
    const from = at;
    do width += frame.columns[at++]!.width;
    while (at < frame.columns.length && frame.columns[at]!.title.group === group);
    canvas.open('TH', { columns: at - from });
    const baseline = y + frame.padY + frame.size;
    canvas.text(group, x + (width - widthOf(canvas.fonts, group, style)) / 2, baseline, {
      ...style,
      color: palette.ink,
    });
    const line = baseline + frame.size * 0.45;
    canvas.line(x + frame.padX, line, x + width - frame.padX, line, { color: palette.faint, width: 0.5 });
    canvas.close();
    x += width;
  }
}

/** In the head a line between two columns of one group begins under the group's title. */
function drawHeadUprights(frame: Frame, from: number, to: number): void {
  const { canvas, left, width } = frame.flow;
  const under = from + frame.padY + frame.size * 1.45;
  let x = left;
  frame.columns.forEach(({ title, width: own }, at) => {
    const together = title.group !== undefined && frame.columns[at - 1]?.title.group === title.group;
    canvas.line(x, together ? under : from, x, to, { color: palette.hairline, width: 0.4 });
    x += own;
  });
  canvas.line(left + width, from, left + width, to, { color: palette.hairline, width: 0.4 });
}
