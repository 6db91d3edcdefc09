/**
 * The engraved look of certificates and covers: interlaced waves along a border, rosettes, the ledger's mark. Pure geometry,
 * computed once for each size.
 */
import { number, type Canvas, type Ink } from './pdf-canvas.ts';
import type { LedgerMark } from './pdf-blocks.ts';
import { palette, sizes } from './pdf-style.ts';
import { breakLines, widthOf } from './pdf-text.ts';

type Point = readonly [x: number, y: number];

const drawn = new Map<string, string>();

function once(key: string, make: () => string): string {
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const path = make();
  drawn.set(key, path);
  return path;
}

/** A border of interlaced waves between two frames, with a rosette over each corner. */
export function drawGuillocheBorder(canvas: Canvas, inset: number, band: number): void {
  const { width, height } = canvas;
  const middle = inset + band / 2;
  const key = `${width}x${height}:${inset}:${band}`;
  const corners: Point[] = [
    [middle, middle],
    [width - middle, middle],
    [width - middle, height - middle],
    [middle, height - middle],
  ];
  const strands = [
    { color: palette.paperGold, amplitude: 0.44, phases: [0, 0.25, 0.5, 0.75] },
    { color: palette.cinnabar, amplitude: 0.3, phases: [0.125, 0.625] },
  ];
  corners.forEach((from, side) => {
    const to = corners[(side + 1) % 4]!;
    const clip = [
      Math.min(from[0], to[0]) - band / 2,
      Math.min(from[1], to[1]) - band / 2,
      Math.abs(to[0] - from[0]) + band,
      Math.abs(to[1] - from[1]) + band,
    ] as const;
    strands.forEach(({ color, amplitude, phases }, at) => {
      const path = once(`${key}:${side}:${at}`, () => waves(from, to, band * amplitude, phases));
      canvas.path(path, { stroke: { color, width: 0.45 }, clip });
    });
  });
  frame(canvas, inset, 1.6, palette.cinnabar);
  frame(canvas, inset + 3.2, 0.4, palette.paperGold);
  frame(canvas, inset + band - 3.2, 0.4, palette.paperGold);
  frame(canvas, inset + band, 0.9, palette.cinnabar);
  const side = band * 1.5;
  for (const [x, y] of corners) {
    canvas.rectangle(x - side / 2, y - side / 2, side, side, {
      fill: '#ffffff',
      stroke: { color: palette.cinnabar, width: 0.9 },
    });
    canvas.path(rosette(x, y, side * 0.44, 8, 6), { stroke: { color: palette.paperGold, width: 0.4 } });
    canvas.path(rosette(x, y, side * 0.2, 6, 3), { stroke: { color: palette.cinnabar, width: 0.5 } });
  }
}

/** A band of interlaced waves from left to right. */
export function drawGuillocheBand(canvas: Canvas, x: number, y: number, width: number, height: number): void {
  const [from, to]: [Point, Point] = [
    [x, y],
    [x + width, y],
  ];
  const clip = [x, y - height / 2, width, height] as const;
  canvas.path(waves(from, to, height * 0.46, [0, 0.25, 0.5, 0.75]), {
    stroke: { color: palette.paperGold, width: 0.45 },
    clip,
  });
  canvas.path(waves(from, to, height * 0.3, [0.125, 0.625]), {
    stroke: { color: palette.cinnabar, width: 0.45 },
    clip,
  });
}

/** A large, pale rosette to write on. */
export function drawGroundRosette(canvas: Canvas, x: number, y: number, radius: number): void {
  const outer = once(`ground:${x}:${y}:${radius}`, () => rosette(x, y, radius, 16, 12));
  const inner = once(`ground-inner:${x}:${y}:${radius}`, () => rosette(x, y, radius * 0.52, 10, 8));
  canvas.path(outer, { stroke: { color: palette.goldPale, width: 0.5 } });
  canvas.path(inner, { stroke: { color: palette.goldPale, width: 0.5 } });
}

const BELOW = { size: sizes.small, weight: 'regular', color: palette.slate } as const;
const BELOW_LINE = 11;

/** The lines below the mark, little wider than it. */
function linesBelow(canvas: Canvas, { below }: LedgerMark, radius: number): readonly string[] {
  return breakLines(canvas.fonts, below, BELOW, 2 * radius + 14);
}

/** The height of the mark with what stands below it. */
export function ledgerMarkHeight(canvas: Canvas, radius: number, mark: LedgerMark): number {
  return 2 * radius + linesBelow(canvas, mark, radius).length * BELOW_LINE;
}

/**
 * The mark of the ledger, with the seal of the trail in plain digits, and below it what it is for. Neither round nor red: nobody takes it for
 * the stamp of an office.
 */
export function drawLedgerMark(canvas: Canvas, x: number, y: number, radius: number, mark: LedgerMark): void {
  const alt = [mark.above, mark.centre, mark.hash, mark.below].join(' ');
  canvas.openFigure(alt, x - radius, y - radius, 2 * radius, ledgerMarkHeight(canvas, radius, mark));
  canvas.path(octagon(x, y, radius), { stroke: { color: palette.slate, width: 1.4 } });
  canvas.path(octagon(x, y, radius - 3.2), { stroke: { color: palette.slate, width: 0.4 } });
  canvas.path(rosette(x, y, radius * 0.72, 12, 4), { stroke: { color: palette.slatePale, width: 0.4 } });
  const line = (text: string, baseline: number, wished: number, weight: Ink['weight']) => {
    const room = radius * 1.55;
    const natural = widthOf(canvas.fonts, text, { size: wished, weight });
    const size = Math.min(wished, (wished * room) / natural);
    const width = (natural * size) / wished;
    canvas.text(text, x - width / 2, baseline, { size, weight, color: palette.slate });
  };
  line(mark.above, y - radius * 0.38, 9, 'regular');
  line(mark.centre, y + radius * 0.1, 19, 'bold');
  line(mark.hash, y + radius * 0.42, 9, 'bold');
  linesBelow(canvas, mark, radius).forEach((text, at) =>
    canvas.text(
      text,
      x - widthOf(canvas.fonts, text, BELOW) / 2,
      y + radius + (at + 1) * BELOW_LINE - 1,
      BELOW,
    ),
  );
  canvas.close();
}

function octagon(x: number, y: number, radius: number): string {
  const corners = Array.from({ length: 8 }, (_, at) => {
    const angle = (Math.PI * (2 * at + 1)) / 8;
    return `${number(x + radius * Math.cos(angle))} ${number(y + radius * Math.sin(angle))} ${at === 0 ? 'm' : 'l'}`;
  });
  return `${corners.join(' ')} h`;
}

function frame(canvas: Canvas, inset: number, width: number, color: string): void {
  canvas.rectangle(inset, inset, canvas.width - 2 * inset, canvas.height - 2 * inset, {
    stroke: { color, width },
  });
}

function waves(from: Point, to: Point, amplitude: number, phases: readonly number[]): string {
  return phases.map((phase) => wave(from, to, amplitude, phase)).join(' ');
}

/** A sine wave that covers the way between two points, in Bézier quarter waves, with a whole number of periods. */
function wave(from: Point, to: Point, amplitude: number, phase: number): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const periods = Math.round(length / (amplitude * 4.4));
  const quarter = length / periods / 4;
  const place = (along: number, across: number): string => {
    const [ux, uy] = [dx / length, dy / length];
    return `${number(from[0] + ux * along - uy * across)} ${number(from[1] + uy * along + ux * across)}`;
  };
  const heightAt = (step: number): number => [0, 1, 0, -1][((step % 4) + 4) % 4]! * amplitude;
  const shift = (phase - 1) * 4 * quarter;
  let path = `${place(shift, 0)} m`;
  for (let step = 0; step < (periods + 1) * 4; step++) {
    const start = shift + step * quarter;
    const [low, high] = [heightAt(step), heightAt(step + 1)];
    // The usual cubic through a quarter of a sine: steep at the axis, flat at the crest.
    const [c1, c2] =
      low === 0
        ? [place(start + quarter * 0.326, high * 0.512), place(start + quarter * 0.638, high)]
        : [place(start + quarter * 0.362, low), place(start + quarter * 0.674, low * 0.512)];
    path += ` ${c1} ${c2} ${place(start + quarter, high)} c`;
  }
  return path;
}

/** Petalled curves turned against each other, as an engraver's lathe draws them. */
function rosette(x: number, y: number, radius: number, petals: number, curves: number): string {
  const points = petals * 16;
  const parts: string[] = [];
  for (let curve = 0; curve < curves; curve++) {
    const phase = (2 * Math.PI * curve) / curves;
    const trace: string[] = [];
    for (let at = 0; at <= points; at++) {
      const angle = (2 * Math.PI * at) / points;
      const reach = radius * (0.66 + 0.34 * Math.cos(petals * angle + phase));
      trace.push(
        `${number(x + reach * Math.cos(angle))} ${number(y + reach * Math.sin(angle))} ${at === 0 ? 'm' : 'l'}`,
      );
    }
    parts.push(trace.join(' '));
  }
  return parts.join(' ');
}
