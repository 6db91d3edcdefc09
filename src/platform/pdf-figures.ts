/** The small blocks between tables: labelled values, large figures, notes, signatures, each with the height it takes. */
import type { Figure, LabelledText } from './pdf-blocks.ts';
import type { Ink } from './pdf-canvas.ts';
import type { Flow } from './pdf-flow.ts';
import { LEADING, palette, sizes } from './pdf-style.ts';
import { breakLines, widthOf, type TextStyle } from './pdf-text.ts';

/** The height of one row of signatures. */
export function signaturesHeight(flow: Flow): number {
  return 66 + (flow.sizes.note - sizes.note);
}

/** Signatures side by side. */
const ACROSS = 4;

/** Of all rows of a block of signatures, which stand on one page where it is not more than half of one. */
export function allSignaturesHeight(flow: Flow, labels: readonly string[]): number {
  const rows = Math.ceil(labels.length / ACROSS);
  const all = 14 + rows * (52 + flow.sizes.note - sizes.note);
  return all > (flow.bottom - flow.top) / 2 ? signaturesHeight(flow) : all;
}

/** How much higher a label over a value stands where labels are set larger than usual. */
function labelRaise(flow: Flow): number {
  return flow.sizes.small - sizes.small;
}

/** From line to line of labels and of values, in type sizes. */
const STEP = 1.35;

interface KeyValueRow {
  readonly items: readonly { readonly labels: readonly string[]; readonly lines: readonly string[] }[];
  /** How much lower the values of the row stand for labels of several lines. */
  readonly down: number;
  readonly height: number;
}

/** Rows of labels and values, all of a row as high as its highest. */
function keyValueRows(flow: Flow, items: readonly LabelledText[], columns: 1 | 2 | 3): KeyValueRow[] {
  const { canvas, width } = flow;
  const slot = (width - GAP * (columns - 1)) / columns;
  const small: TextStyle = { size: flow.sizes.small, weight: 'regular' };
  const style: TextStyle = { size: flow.sizes.body, weight: 'regular' };
  const rows: KeyValueRow[] = [];
  for (let at = 0; at < items.length; at += columns) {
    const row = items.slice(at, at + columns).map(({ label, value }) => ({
      labels: breakLines(canvas.fonts, label, small, slot),
      lines: breakLines(canvas.fonts, value, style, slot),
    }));
    const down = (Math.max(...row.map(({ labels }) => labels.length)) - 1) * small.size * STEP;
    const lines = Math.max(...row.map((each) => each.lines.length));
    rows.push({ items: row, down, height: 22 + labelRaise(flow) + down + lines * style.size * STEP });
  }
  return rows;
}

/** Between two columns of labelled values. */
const GAP = 18;

export function keyValuesHeight(flow: Flow, items: readonly LabelledText[], columns: 1 | 2 | 3): number {
  return keyValueRows(flow, items, columns).reduce((sum, { height }) => sum + height + 2, 8);
}

export function noteHeight(flow: Flow, text: string): number {
  const style: TextStyle = { size: flow.sizes.note, weight: 'regular' };
  return breakLines(flow.canvas.fonts, text, style, flow.width - 26).length * style.size * LEADING + 22;
}

export function drawKeyValues(flow: Flow, items: readonly LabelledText[], columns: 1 | 2 | 3): void {
  const { canvas, left } = flow;
  const slot = (flow.width - GAP * (columns - 1)) / columns;
  const small: Ink = { size: flow.sizes.small, weight: 'regular', color: palette.muted };
  const ink: Ink = { size: flow.sizes.body, weight: 'regular', color: palette.ink };
  const raise = labelRaise(flow);
  const first = 23 + raise + (ink.size - sizes.body);
  for (const { items: row, down, height } of keyValueRows(flow, items, columns)) {
    flow.need(height);
    row.forEach(({ labels, lines }, column) => {
      const x = left + column * (slot + GAP);
      canvas.open('P');
      labels.forEach((line, at) => canvas.text(line, x, flow.y + 9 + raise + at * small.size * STEP, small));
      lines.forEach((line, at) => canvas.text(line, x, flow.y + first + down + at * ink.size * STEP, ink));
      canvas.close();
      canvas.line(x, flow.y + height - 2, x + slot, flow.y + height - 2, {
        color: palette.hairline,
        width: 0.4,
      });
    });
    flow.y += height + 2;
  }
  flow.y += 8;
}

/** The type of a large figure, and the smallest that one too wide for its place is set in. */
const LARGE = 17;
const LEAST_LARGE = 14;

/** The few figures a reader came for, large, side by side; under each other where they are too long for that. */
export function drawFigures(flow: Flow, items: readonly Figure[]): void {
  const widest = Math.max(...items.map(({ value }) => largeWidth(flow, value)));
  const fits = (across: number) => flow.width / across - 20 >= (widest * LEAST_LARGE) / LARGE;
  let across = items.length;
  while (across > 1 && !fits(across)) across -= 1;
  // Rows of like length: two and two, not three and one.
  const each = Math.ceil(items.length / Math.ceil(items.length / across));
  // One size for all figures: a smaller one would look like less money.
  const large = Math.min(LARGE, (LARGE * (flow.width / each - 20)) / Math.max(widest, 1));
  for (let at = 0; at < items.length; at += each)
    drawFigureRow(flow, items.slice(at, at + each), flow.width / each, large);
}

const largeWidth = (flow: Flow, value: string): number =>
  widthOf(flow.canvas.fonts, value, { size: LARGE, weight: 'bold' });

function drawFigureRow(flow: Flow, items: readonly Figure[], slot: number, large: number): void {
  const { canvas, left, width } = flow;
  const raise = labelRaise(flow);
  const ink: Ink = { size: flow.sizes.small, weight: 'regular', color: palette.muted };
  const broken = (text: string) => breakLines(canvas.fonts, text, ink, slot - 20);
  const labels = items.map(({ label }) => broken(label));
  const notes = items.map(({ note }) => (note === undefined ? [] : broken(note)));
  const more = (lines: readonly (readonly string[])[]) =>
    Math.max(0, ...lines.map(({ length }) => length - 1)) * ink.size * STEP;
  const down = more(labels);
  const noted = notes.some(({ length }) => length > 0) ? 12 + raise + more(notes) : 0;
  const height = 52 + raise + down + noted;
  flow.need(height + 10);
  canvas.rectangle(left, flow.y, width, height, { fill: palette.band });
  canvas.rectangle(left, flow.y, width, 1.4, { fill: palette.cinnabar });
  items.forEach(({ value, accent }, at) => {
    const x = left + slot * at + 12;
    const lines = (of: readonly string[], from: number) =>
      of.forEach((line, row) => canvas.text(line, x, flow.y + from + row * ink.size * STEP, ink));
    canvas.open('P');
    lines(labels[at] ?? [], 17 + raise);
    const color = accent ? palette.cinnabar : palette.ink;
    canvas.text(value, x, flow.y + 39 + raise + down, { size: large, weight: 'bold', color });
    lines(notes[at] ?? [], 55 + 2 * raise + down);
    canvas.close();
    if (at > 0)
      canvas.line(x - 12, flow.y + 12, x - 12, flow.y + height - 10, { color: palette.hairline, width: 0.5 });
  });
  flow.y += height + 14;
}

export function drawSignatures(flow: Flow, labels: readonly string[]): void {
  const { canvas, left, width } = flow;
  const across = Math.min(ACROSS, Math.max(1, labels.length));
  const slot = width / across;
  const ink: Ink = { size: flow.sizes.note, weight: 'regular', color: palette.ink };
  const raise = ink.size - sizes.note;
  flow.need(allSignaturesHeight(flow, labels));
  flow.y += 14;
  for (let at = 0; at < labels.length; at += across) {
    flow.need(44 + raise);
    labels.slice(at, at + across).forEach((label, column) => {
      const x = left + slot * column;
      canvas.line(x, flow.y + 26, x + slot - 16, flow.y + 26, { color: palette.rule, width: 0.5 });
      canvas.open('P');
      breakLines(canvas.fonts, label, ink, slot - 16).forEach((line, row) =>
        canvas.text(line, x, flow.y + 38 + raise + row * (ink.size + 1.5), { ...ink, color: palette.muted }),
      );
      canvas.close();
    });
    flow.y += 52 + raise;
  }
}

export function drawNote(flow: Flow, text: string, tone: 'plain' | 'warning'): void {
  const { canvas, left, width } = flow;
  const ink: Ink = { size: flow.sizes.note, weight: 'regular', color: palette.ink };
  const lines = breakLines(canvas.fonts, text, ink, width - 26);
  const step = ink.size * LEADING;
  canvas.open('P');
  // A long note may run over the page end; each part has its own box.
  for (let at = 0; at < lines.length;) {
    flow.need(step * Math.min(2, lines.length - at) + 14);
    const fits = Math.max(1, Math.floor((flow.bottom - flow.y - 14) / step));
    const part = lines.slice(at, at + fits);
    const height = part.length * step + 12;
    canvas.rectangle(left, flow.y, width, height, {
      fill: tone === 'warning' ? palette.warning : palette.band,
    });
    canvas.rectangle(left, flow.y, 2.4, height, {
      fill: tone === 'warning' ? palette.cinnabar : palette.paperGold,
    });
    part.forEach((line, row) => canvas.text(line, left + 14, flow.y + 6 + ink.size + row * step, ink));
    flow.y += height + 10;
    at += part.length;
  }
  canvas.close();
}
