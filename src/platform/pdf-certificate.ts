/** The certificate page: one landscape sheet, meant to be kept and framed. */
import type { CertificateBlock, LabelledText } from './pdf-blocks.ts';
import type { Canvas, Ink } from './pdf-canvas.ts';
import type { Flow } from './pdf-flow.ts';
import { drawGroundRosette, drawGuillocheBorder, drawLedgerMark } from './pdf-ornament.ts';
import { drawQr } from './pdf-qr.ts';
import { palette } from './pdf-style.ts';
import { drawTable } from './pdf-table.ts';
import { breakLines, widthOf } from './pdf-text.ts';

const INSET = 26;
const BAND = 24;
const INNER = INSET + BAND + 24;

export function drawCertificate(flow: Flow, block: CertificateBlock): void {
  const { canvas } = flow;
  const middle = canvas.width / 2;
  const room = canvas.width - 2 * INNER;
  drawGroundRosette(canvas, middle, canvas.height / 2 + 6, 176);
  drawGuillocheBorder(canvas, INSET, BAND);
  canvas.open('P');
  centred(canvas, block.issuer, middle, INNER + 20, room * 0.72, {
    size: 13,
    weight: 'regular',
    color: palette.ink,
    tracking: 2,
  });
  const wide = block.title.codePointAt(0)! > 0x2e80;
  const title: Ink = {
    size: wide ? 42 : 34,
    weight: 'bold',
    color: palette.cinnabar,
    tracking: wide ? 18 : 1.5,
  };
  canvas.close();
  canvas.open('H1');
  centred(canvas, block.title, middle, INNER + 74, room, title);
  canvas.close();
  canvas.open('P');
  centred(canvas, block.subtitle, middle, INNER + 93, room, {
    size: 8,
    weight: 'regular',
    color: palette.paperGold,
    tracking: 1.5,
  });
  canvas.close();
  drawNumber(canvas, block.number);

  let y = INNER + 136;
  const holder: Ink = { size: 24, weight: 'bold', color: palette.ink };
  canvas.open('P');
  centred(canvas, block.holder, middle, y, room * 0.8, holder);
  canvas.line(middle - 150, y + 10, middle + 150, y + 10, { color: palette.paperGold, width: 0.6 });
  y += 30;
  const text: Ink = { size: 11.5, weight: 'regular', color: palette.ink };
  for (const line of breakLines(canvas.fonts, block.declaration, text, room * 0.8)) {
    centred(canvas, line, middle, y, room, text);
    y += 18;
  }
  canvas.close();
  y = drawFacts(canvas, block.facts, y + 10, room) + 8;
  drawHoldings(flow, block, y);
  drawFoot(canvas, block);
}

/** One line in the middle, set smaller where it is too wide. */
function centred(canvas: Canvas, text: string, x: number, baseline: number, room: number, wished: Ink): void {
  const widthAt = (ink: Ink): number =>
    widthOf(canvas.fonts, text, ink) + (ink.tracking ?? 0) * ([...text].length - 1);
  const natural = widthAt(wished);
  const scale = Math.min(1, room / natural);
  const ink = { ...wished, size: wished.size * scale, tracking: (wished.tracking ?? 0) * scale };
  canvas.text(text, x - widthAt(ink) / 2, baseline, ink);
}

function drawNumber(canvas: Canvas, { label, value }: LabelledText): void {
  const right = canvas.width - INNER;
  const ink: Ink = { size: 8, weight: 'regular', color: palette.muted };
  const strong: Ink = { size: 11, weight: 'bold', color: palette.cinnabar, tracking: 0.6 };
  canvas.open('P');
  canvas.text(label, right - widthOf(canvas.fonts, label, ink), INNER + 14, ink);
  const width = widthOf(canvas.fonts, value, strong) + 0.6 * value.length;
  canvas.text(value, right - width, INNER + 29, strong);
  canvas.close();
}

function drawFacts(canvas: Canvas, facts: readonly LabelledText[], y: number, room: number): number {
  const used = room * 0.86;
  const slot = used / Math.max(1, facts.length);
  const start = (canvas.width - used) / 2;
  facts.forEach(({ label, value }, at) => {
    const middle = start + slot * (at + 0.5);
    canvas.open('P');
    centred(canvas, label, middle, y, slot - 8, { size: 8.5, weight: 'regular', color: palette.muted });
    centred(canvas, value, middle, y + 15, slot - 8, { size: 11, weight: 'bold', color: palette.ink });
    canvas.close();
  });
  return y + 24;
}

function drawHoldings(flow: Flow, block: CertificateBlock, y: number): void {
  const { canvas } = flow;
  const width = Math.min(470, canvas.width - 2 * INNER);
  const lines = block.holdings.rows.length + 2;
  const space = canvas.height - INNER - 78 - y;
  const size = Math.min(11, Math.max(4, space / lines / 2.1));
  const part: Flow = {
    ...flow,
    left: (canvas.width - width) / 2,
    width,
    y,
    newPage: () => undefined,
    need: () => undefined,
  };
  drawTable(part, { ...block.holdings, size });
}

function drawFoot(canvas: Canvas, block: CertificateBlock): void {
  const bottom = canvas.height - INNER;
  drawQr(canvas, block.qr, INNER, bottom - 78, 62);
  const seal = { x: canvas.width - INNER - 52, y: bottom - 50 };
  drawLedgerMark(canvas, seal.x, seal.y, 50, block.mark);
  const [left, right] = [INNER + 92, seal.x - 72];
  const slot = (right - left) / block.signatures.length;
  const ink: Ink = { size: 9, weight: 'regular', color: palette.muted };
  block.signatures.forEach((label, at) => {
    const x = left + slot * at;
    canvas.open('P');
    canvas.text(label, x + 8, bottom - 36, ink);
    canvas.close();
    canvas.line(x + 8, bottom - 50, x + slot - 12, bottom - 50, { color: palette.rule, width: 0.5 });
  });
  const date = `${block.issuedOn.label}  ${block.issuedOn.value}`;
  canvas.open('P');
  canvas.text(date, left + 8, bottom - 14, { size: 9, weight: 'regular', color: palette.ink });
  canvas.close();
  canvas.open('P');
  const small: Ink = { size: 7.5, weight: 'regular', color: palette.muted };
  const natural = widthOf(canvas.fonts, block.note, small);
  const room = right - left - 16;
  canvas.text(block.note, left + 8, bottom, { ...small, size: Math.min(7.5, (7.5 * room) / natural) });
  canvas.close();
}
