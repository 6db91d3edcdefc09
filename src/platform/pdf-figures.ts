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

/** How much higher a label over a value stands where labels are set larger than usual. */
function labelRaise(flow: Flow): number {
  return flow.sizes.small - sizes.small;
}

export function keyValuesHeight(flow: Flow, items: readonly LabelledText[], columns: 1 | 2 | 3): number {
  const slot = (flow.width - 18 * (columns - 1)) / columns;
  const style: TextStyle = { size: flow.sizes.body, weight: 'regular' };
  const lines = items.map(({ value }) => breakLines(flow.canvas.fonts, value, style, slot).length);
  let height = 8;
  for (let at = 0; at < items.length; at += columns)
    height += 24 + labelRaise(flow) + Math.max(...lines.slice(at, at + columns)) * style.size * 1.35;
  return height;
}

export function noteHeight(flow: Flow, text: string): number {
  const style: TextStyle = { size: flow.sizes.note, weight: 'regular' };
  return breakLines(flow.canvas.fonts, text, style, flow.width - 26).length * style.size * LEADING + 22;
}

export function drawKeyValues(flow: Flow, items: readonly LabelledText[], columns: 1 | 2 | 3): void {
  const { canvas, left } = flow;
  const gap = 18;
  const slot = (flow.width - gap * (columns - 1)) / columns;
  const small: Ink = { size: flow.sizes.small, weight: 'regular', color: palette.muted };
  const ink: Ink = { size: flow.sizes.body, weight: 'regular', color: palette.ink };
  const raise = labelRaise(flow);
  const first = 23 + raise + (ink.size - sizes.body);
  for (let at = 0; at < items.length; at += columns) {
    const row = items.slice(at, at + columns).map((item) => ({
      label: item.label,
      lines: breakLines(canvas.fonts, item.value, ink, slot),
    }));
    const height = 15 + raise + Math.max(...row.map(({ lines }) => lines.length)) * ink.size * 1.35 + 7;
    flow.need(height);
    row.forEach(({ label, lines }, column) => {
      const x = left + column * (slot + gap);
      canvas.open('P');
      canvas.text(label, x, flow.y + 9 + raise, small);
      lines.forEach((line, index) => canvas.text(line, x, flow.y + first + index * ink.size * 1.35, ink));
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

/** The few figures a reader came for, large, side by side. */
export function drawFigures(flow: Flow, items: readonly Figure[]): void {
  const { canvas, left, width } = flow;
  const raise = labelRaise(flow);
  const height = (items.some((item) => item.note !== undefined) ? 64 + raise : 52) + raise;
  flow.need(height + 10);
  const slot = width / items.length;
  // One size for all figures of a row: a smaller one would look like less money.
  const large = Math.min(...items.map(({ value }) => fitting(flow, value, 17, 'bold', slot)));
  canvas.rectangle(left, flow.y, width, height, { fill: palette.band });
  canvas.rectangle(left, flow.y, width, 1.4, { fill: palette.cinnabar });
  items.forEach((item, at) => {
    const x = left + slot * at + 12;
    const lines: readonly [string, Ink, number][] = [
      [item.label, { size: flow.sizes.small, weight: 'regular', color: palette.muted }, 17 + raise],
      [
        item.value,
        { size: large, weight: 'bold', color: item.accent ? palette.cinnabar : palette.ink },
        39 + raise,
      ],
      [item.note ?? '', { size: flow.sizes.small, weight: 'regular', color: palette.muted }, 55 + 2 * raise],
    ];
    canvas.open('P');
    for (const [text, ink, down] of lines) {
      const size = fitting(flow, text, ink.size, ink.weight, slot);
      canvas.text(text, x, flow.y + down, { ...ink, size });
    }
    canvas.close();
    if (at > 0)
      canvas.line(x - 12, flow.y + 12, x - 12, flow.y + height - 10, { color: palette.hairline, width: 0.5 });
  });
  flow.y += height + 14;
}

/** The size at which a text keeps to its slot. */
function fitting(flow: Flow, text: string, size: number, weight: TextStyle['weight'], slot: number): number {
  const natural = widthOf(flow.canvas.fonts, text, { size, weight });
  return Math.min(size, (size * (slot - 20)) / Math.max(natural, 1));
}

export function drawSignatures(flow: Flow, labels: readonly string[]): void {
  const { canvas, left, width } = flow;
  const across = Math.min(4, Math.max(1, labels.length));
  const slot = width / across;
  const ink: Ink = { size: flow.sizes.note, weight: 'regular', color: palette.ink };
  const raise = ink.size - sizes.note;
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
