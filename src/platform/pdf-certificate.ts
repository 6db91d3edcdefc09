/** The certificate page: one landscape sheet, meant to be kept and framed. */
import type { CertificateBlock, LabelledText, TableBlock } from './pdf-blocks.ts';
import type { Canvas, Ink } from './pdf-canvas.ts';
import type { Flow } from './pdf-flow.ts';
import { drawGroundRosette, drawGuillocheBorder, drawLedgerMark, ledgerMarkHeight } from './pdf-ornament.ts';
import { drawQr } from './pdf-qr.ts';
import { palette, sizes } from './pdf-style.ts';
import { drawTable, tableHeight } from './pdf-table.ts';
import { breakLines, widthOf } from './pdf-text.ts';

const INSET = 26;
const BAND = 24;
const INNER = INSET + BAND + 24;
/** The radius of the ledger's mark. */
const MARK = 46;

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
    size: sizes.small,
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
  const ink: Ink = { size: sizes.small, weight: 'regular', color: palette.muted };
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
    centred(canvas, label, middle, y, slot - 4, {
      size: sizes.small,
      weight: 'regular',
      color: palette.muted,
    });
    centred(canvas, value, middle, y + 15, slot - 8, { size: 11, weight: 'bold', color: palette.ink });
    canvas.close();
  });
  return y + 24;
}

function drawHoldings(flow: Flow, block: CertificateBlock, y: number): void {
  const beside = ([1, 2, 3] as const).map((across) => tablesBeside(flow, block, y, across, flow.least));
  const chosen =
    beside.find(({ fits }) => fits) ??
    // Of more classes than there is room for in letters as large as elsewhere: a certificate is one sheet.
    tablesBeside(flow, block, y, 3, SMALLEST);
  for (const part of chosen.parts) drawTable(part.flow, part.table);
}

/** The smallest letters of a certificate of a great many classes. */
const SMALLEST = 4;

/** The holdings in so many tables beside each other, and whether they leave the foot of the sheet free. */
function tablesBeside(flow: Flow, block: CertificateBlock, y: number, across: 1 | 2 | 3, least: number) {
  const { canvas } = flow;
  const width = across === 1 ? 470 : (canvas.width - 2 * INNER + BETWEEN) / across - BETWEEN;
  // One table stands between the code and the mark, several above them.
  const foot = across === 1 ? 80 : ledgerMarkHeight(canvas, MARK, block.mark) + 6;
  const space = canvas.height - INNER - foot - y;
  const tables = partsOf(block.holdings, across);
  const lines = Math.max(...tables.map(({ rows, totals }) => rows.length + (totals ? 2 : 1)));
  const size = Math.max(least, Math.min(11, space / lines / 2.1));
  const start = (canvas.width - across * (width + BETWEEN) + BETWEEN) / 2;
  const parts = tables.map((table, at): { flow: Flow; table: TableBlock } => ({
    flow: {
      ...flow,
      left: start + at * (width + BETWEEN),
      width,
      y,
      least,
      newPage: () => undefined,
      need: () => undefined,
    },
    table: { ...table, size },
  }));
  return { parts, fits: parts.every((part) => tableHeight(part.flow, part.table) - 12 <= space) };
}

/** Between two tables that stand beside each other. */
const BETWEEN = 24;

/** A table in parts that stand beside each other, the sum below the last. */
function partsOf(table: TableBlock, across: number): readonly TableBlock[] {
  const { totals, rows, ...rest } = table;
  const each = Math.max(1, Math.ceil(rows.length / across));
  const parts = Array.from({ length: Math.max(1, Math.ceil(rows.length / each)) }, (_, at) =>
    rows.slice(at * each, (at + 1) * each),
  );
  return parts.map((own, at) => ({
    ...rest,
    rows: own,
    ...(at === parts.length - 1 && totals && { totals }),
  }));
}

function drawFoot(canvas: Canvas, block: CertificateBlock): void {
  const bottom = canvas.height - INNER;
  drawQr(canvas, block.qr, INNER, bottom - 78, 62);
  const seal = {
    x: canvas.width - INNER - 52,
    y: bottom + MARK - ledgerMarkHeight(canvas, MARK, block.mark),
  };
  drawLedgerMark(canvas, seal.x, seal.y, MARK, block.mark);
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
  const small: Ink = { size: sizes.small, weight: 'regular', color: palette.muted };
  const note = breakLines(canvas.fonts, block.note, small, right - left - 16);
  const above = (note.length - 1) * 11;
  canvas.open('P');
  canvas.text(date, left + 8, bottom - 14 - above, { ...small, color: palette.ink });
  canvas.close();
  canvas.open('P');
  note.forEach((line, at) => canvas.text(line, left + 8, bottom - above + at * 11, small));
  canvas.close();
}
