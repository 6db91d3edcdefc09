/**
 * The engraved look of certificates and covers: interlaced waves along a border, rosettes, a round seal. Pure geometry,
 * computed once for each size.
 */
import { number, type Canvas, type Ink } from './pdf-canvas.ts';
import { palette } from './pdf-style.ts';
import { widthOf } from './pdf-text.ts';

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

/** The ledger's seal: a ring with the cooperative's name, the hash below, two characters in the middle. */
export function drawRoundSeal(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  seal: { readonly ring: string; readonly centre: string; readonly hash: string },
): void {
  canvas.path(circle(x, y, radius), { stroke: { color: palette.cinnabar, width: 1.8 } });
  canvas.path(circle(x, y, radius - 3), { stroke: { color: palette.cinnabar, width: 0.4 } });
  canvas.path(rosette(x, y, radius * 0.52, 12, 4), { stroke: { color: palette.cinnabarPale, width: 0.4 } });
  const ink: Ink = { size: 8.5, weight: 'bold', color: palette.cinnabar };
  arcText(canvas, seal.ring, x, y, radius - 6, 1.5 * Math.PI, 1.32 * Math.PI, ink, 'outside');
  arcText(
    canvas,
    seal.hash,
    x,
    y,
    radius - 5.5,
    0.5 * Math.PI,
    0.5 * Math.PI,
    { ...ink, size: 5, weight: 'regular' },
    'inside',
  );
  const wanted =
    (radius * 1.05) / Math.max(1, widthOf(canvas.fonts, seal.centre, { size: 1, weight: 'bold' }));
  const centre: Ink = { ...ink, size: Math.min(17, wanted) };
  canvas.text(
    seal.centre,
    x - widthOf(canvas.fonts, seal.centre, centre) / 2,
    y + centre.size * 0.36,
    centre,
  );
}

/** Text along a circle, centred on `middle`, within `spread` radians; set smaller where it needs more. */
function arcText(
  canvas: Canvas,
  text: string,
  x: number,
  y: number,
  radius: number,
  middle: number,
  spread: number,
  wished: Ink,
  side: 'outside' | 'inside',
): void {
  const length = widthOf(canvas.fonts, text, wished);
  const size = Math.min(wished.size, (wished.size * spread * (radius - wished.size)) / length);
  const ink = { ...wished, size };
  const baseline = side === 'outside' ? radius - size * 0.88 : radius - size * 0.1;
  const natural = widthOf(canvas.fonts, text, ink) / baseline;
  // Short names are spaced out over the ring, as on a cut seal.
  const characters = [...text];
  const extra =
    side === 'outside'
      ? Math.min((spread - natural) / Math.max(1, characters.length), (size * 0.9) / baseline)
      : 0;
  const total = natural + extra * (characters.length - 1);
  const turn = side === 'outside' ? 1 : -1;
  let angle = middle - (turn * total) / 2;
  for (const character of characters) {
    const step = widthOf(canvas.fonts, character, ink) / baseline;
    const at = angle + (turn * step) / 2;
    const tilt = at + (turn * Math.PI) / 2;
    const [px, py] = [x + baseline * Math.cos(at), y + baseline * Math.sin(at)];
    const half = widthOf(canvas.fonts, character, ink) / 2;
    canvas.text(character, px - half * Math.cos(tilt), py - half * Math.sin(tilt), { ...ink, angle: tilt });
    angle += turn * (step + extra);
  }
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

function circle(x: number, y: number, radius: number): string {
  const k = radius * 0.5523;
  const [l, r, t, b] = [x - radius, x + radius, y - radius, y + radius];
  const p = (...values: number[]): string => values.map(number).join(' ');
  return `${p(r, y)} m ${p(r, y + k, x + k, b, x, b)} c ${p(x - k, b, l, y + k, l, y)} c ${p(l, y - k, x - k, t, x, t)} c ${p(x + k, t, r, y - k, r, y)} c h`;
}
