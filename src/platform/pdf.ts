/**
 * Draws papers as PDF. The same paper gives the same bytes, on any day and any machine; every page carries the number,
 * the seal and its place in the whole. The only way from blocks to a file.
 */
import { setImmediate } from 'node:timers/promises';
import type { FontSet } from './fonts.ts';
import type { Block, Orientation, Paper, QrCode, TableBlock, Tone } from './pdf-blocks.ts';
import { createCanvas, type Canvas, type Ink } from './pdf-canvas.ts';
import { drawCertificate } from './pdf-certificate.ts';
import { chartHeight, drawChart } from './pdf-chart.ts';
import { destinationOf, drawContents, entriesOf, type Entry } from './pdf-contents.ts';
import {
  drawFigures,
  drawKeyValues,
  drawNote,
  drawSignatures,
  keyValuesHeight,
  noteHeight,
  allSignaturesHeight,
  signaturesHeight,
} from './pdf-figures.ts';
import { createFlow, frameInk, type Flow } from './pdf-flow.ts';
import { orientationOf } from './pdf-orientation.ts';
import { drawGuillocheBand } from './pdf-ornament.ts';
import { drawQr, qrHeight } from './pdf-qr.ts';
import { LEADING, palette, sizes } from './pdf-style.ts';
import { drawTableByPages, tableHeight, tableOpening } from './pdf-table.ts';
import { breakLines, widthOf } from './pdf-text.ts';

export interface RenderedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

/** The whole file at once. Throws `documents.glyph-missing` for a character that no font has. */
export function renderPdf(paper: Paper, fonts: FontSet): RenderedPdf {
  const chunks: Uint8Array[] = [];
  const drawing = drawPaper(paper, fonts);
  for (let step = drawing.next(); ; step = drawing.next()) {
    if (step.done) return { bytes: Buffer.concat(chunks), pages: step.value };
    chunks.push(step.value);
  }
}

/** How long a drawing keeps the thread before others have their turn, ms. */
const TURN = 20;

/** The same file, drawn beside other work: between two pages whoever waits for this thread has a turn. */
export async function renderPdfInTurns(paper: Paper, fonts: FontSet): Promise<RenderedPdf> {
  const chunks: Uint8Array[] = [];
  const drawing = drawPaper(paper, fonts);
  let since = performance.now();
  for (let step = drawing.next(); ; step = drawing.next()) {
    if (step.done) return { bytes: Buffer.concat(chunks), pages: step.value };
    chunks.push(step.value);
    if (performance.now() - since < TURN) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** The bytes that are ready after each block and each page of a table, often none; at the end the count of pages. */
function* drawPaper(wished: Paper, fonts: FontSet): Generator<Uint8Array, number> {
  const paper = { ...wished, orientation: orientationOf(wished, fonts) };
  const blocks = Array.isArray(paper.blocks) ? (paper.blocks as readonly Block[]) : null;
  if (!blocks?.some(({ kind }) => kind === 'contents')) return yield* drawOnce(paper, fonts, null);
  const entries = entriesOf(blocks);
  const learned: Contents = { entries, pages: [], known: [] };
  for (const bytes of drawOnce(paper, fonts, learned)) void bytes;
  return yield* drawOnce(paper, fonts, { entries, pages: [], known: learned.pages });
}

/** The entries of a table of contents: their pages as they are drawn now, and as they were learned before. */
interface Contents {
  readonly entries: readonly Entry[];
  readonly pages: number[];
  readonly known: readonly number[];
}

type Lying = Paper & { readonly orientation: Orientation };

function* drawOnce(paper: Lying, fonts: FontSet, contents: Contents | null): Generator<Uint8Array, number> {
  const canvas = createCanvas(paper, fonts);
  let flow: Flow | null = null;
  let listing = false;
  for (const [block, following] of withFollowing(paper.blocks)) {
    flow ??= createFlow(canvas, paper, isBare(block));
    // A heading is never left alone at the foot of a page.
    if (block.kind === 'heading') flow.need(headingHeight(flow, block) + leastHeight(flow, following));
    if (contents && listing && isListed(block)) {
      canvas.destination(destinationOf(contents.pages.length), flow.y - 14);
      contents.pages.push(canvas.pageCount());
    }
    if (block.kind === 'contents' && contents) {
      listing = true;
      drawTitle(flow, { kind: 'title', title: block.title });
      drawContents(flow, contents.entries, contents.known);
    } else if (block.kind === 'table')
      for (const page of drawTableByPages(flow, block, tailHeight(flow, following))) {
        void page;
        yield readyBytes(canvas);
      }
    else if (block.kind === 'paragraph') drawParagraph(flow, block, signedBelow(flow, following));
    else if (block.kind === 'page-break') drawBreak(flow, block, following);
    else drawBlock(flow, block);
    yield readyBytes(canvas);
  }
  if (!flow) createFlow(canvas, paper, false);
  canvas.finish(`${canvas.pageCount()}${paper.frame.pageOf[2]}`, frameInk);
  yield readyBytes(canvas);
  return canvas.pageCount();
}

const NONE = new Uint8Array();

function readyBytes(canvas: Canvas): Uint8Array {
  return canvas.takeBytes() ?? NONE;
}

function isListed(block: Block): boolean {
  return block.kind === 'title' || (block.kind === 'heading' && block.level === 1);
}

type HeadingBlock = Extract<Block, { kind: 'heading' }>;
type ParagraphBlock = Extract<Block, { kind: 'paragraph' }>;

/** What comes between a table and its signatures; a heading and a sentence or two before the table see as far. */
const TAIL = 6;
const AHEAD = TAIL + 3;

/** Each block with the few after it: no more of a lazy book is laid out than the drawing needs. */
function* withFollowing(blocks: Iterable<Block>): Generator<[Block, readonly Block[]]> {
  const waiting: Block[] = [];
  for (const block of blocks) {
    waiting.push(block);
    if (waiting.length > AHEAD) yield [waiting.shift()!, waiting];
  }
  while (waiting.length > 0) yield [waiting.shift()!, waiting];
}

/** How much of what follows a heading must stand on its page: a table's head and first lines, a chart, two lines of text. */
function leastHeight(flow: Flow, [block, ...rest]: readonly Block[]): number {
  switch (block?.kind) {
    case 'heading':
      return headingHeight(flow, block) + leastHeight(flow, rest);
    case 'chart':
      return chartHeight(flow, block);
    case 'table':
      return tableOpening(flow, block, tailHeight(flow, rest));
    case 'figures':
      return 150;
    case 'paragraph':
      return paragraphOpening(flow, block, rest);
    case 'note':
      return noteOpening(flow, block.text, rest);
    case 'key-values':
      return keyValuesHeight(flow, block.items.slice(0, block.columns), block.columns);
    default:
      return 80;
  }
}

/** Paragraphs up to this many lines are kept on one page. */
const FEW = 3;

/** A note of a few lines stays with the table that it is about. */
function noteOpening(flow: Flow, text: string, rest: readonly Block[]): number {
  const height = noteHeight(flow, text);
  if (height > (flow.bottom - flow.top) / 4) return 80;
  return rest[0]?.kind === 'table' ? height + leastHeight(flow, rest) : height;
}

/** A sentence or two stay with the table, the chart or the sentence that they lead over to. */
function paragraphOpening(flow: Flow, block: ParagraphBlock, rest: readonly Block[]): number {
  const size = Math.max(block.size ?? flow.sizes.body, flow.least);
  const lines = breakLines(flow.canvas.fonts, block.text, { size, weight: 'regular' }, flow.width).length;
  if (lines > FEW) return 2 * size * LEADING;
  const height = lines * size * LEADING + size * 0.6;
  switch (rest[0]?.kind) {
    case 'table':
    case 'chart':
      return height + leastHeight(flow, rest);
    case 'paragraph':
      return height + leastHeight(flow, rest.slice(0, 1));
    default:
      return height;
  }
}

/**
 * What must not be parted from the end of a table: signatures vouch for lines, never for an empty page; without them, the
 * note that explains it.
 */
function tailHeight(flow: Flow, following: readonly Block[]): number {
  const [next] = following;
  const note = next?.kind === 'note' ? Math.min(noteHeight(flow, next.text), signaturesHeight(flow)) : 0;
  let height = 0;
  for (const block of following.slice(0, TAIL)) {
    const own = heightWithTable(flow, block);
    if (own === null) return note;
    height += own;
    // More than this would leave the page before half empty, with the lines that stay with it.
    if (block.kind === 'signatures')
      return height < (flow.bottom - flow.top) * 0.4 ? height : signaturesHeight(flow);
  }
  return note;
}

/** The height of a block that may stand between a table and its signatures; null for any other. */
function heightWithTable(flow: Flow, block: Block): number | null {
  switch (block.kind) {
    case 'signatures':
      return signaturesHeight(flow);
    case 'key-values':
      return keyValuesHeight(flow, block.items, block.columns);
    case 'note':
      return noteHeight(flow, block.text);
    case 'heading':
      return 44;
    case 'table':
      return block.rows.length > 12 ? null : tableHeight(flow, block);
    default:
      return null;
  }
}

function isBare(block: Block): boolean {
  return block.kind === 'certificate';
}

/** The height of what is signed right below a text: its last lines go with it. */
function signedBelow(flow: Flow, [next]: readonly Block[]): number {
  return next?.kind === 'signatures' ? allSignaturesHeight(flow, next.labels) : 0;
}

type PageBreak = Extract<Block, { kind: 'page-break' }>;

/** Between what stands on a page and the title of a part that begins below it. */
const BETWEEN_PARTS = 26;
/** A title with its subtitle, as a part begins with it. */
const TITLE_HEIGHT = 70;

/** A break after which nothing comes would leave an empty page. */
function drawBreak(flow: Flow, { soft }: PageBreak, following: readonly Block[]): void {
  if (following.length === 0 || flow.y <= flow.top) return;
  const [, ...afterTitle] = following;
  const wanted = Math.max(
    (flow.bottom - flow.top) * 0.3,
    BETWEEN_PARTS +
      TITLE_HEIGHT +
      Math.max(leastHeight(flow, afterTitle), heightUntilBreak(flow, afterTitle)),
  );
  if (soft === undefined || flow.bottom - flow.y < wanted) flow.newPage();
  else flow.y += BETWEEN_PARTS;
}

/** Of a part that a page ends: all of it, that no rest of a few lines stands on one alone; 0 where more may follow it. */
function heightUntilBreak(flow: Flow, blocks: readonly Block[]): number {
  let height = 0;
  for (const block of blocks) {
    if (block.kind === 'page-break') return block.soft ? 0 : height;
    height += heightWithTable(flow, block) ?? Infinity;
  }
  return 0;
}

function drawBlock(flow: Flow, block: Exclude<Block, TableBlock | ParagraphBlock | PageBreak>): void {
  switch (block.kind) {
    case 'title':
      return drawTitle(flow, block);
    case 'cover':
      return drawCover(flow, block);
    case 'heading':
      return drawHeading(flow, block);
    case 'contents':
      throw new TypeError('A table of contents needs a paper whose blocks are all there.');
    case 'key-values':
      return drawKeyValues(flow, block.items, block.columns);
    case 'figures':
      return drawFigures(flow, block.items);
    case 'chart':
      return drawChart(flow, block);
    case 'signatures':
      return drawSignatures(flow, block.labels);
    case 'note':
      return drawNote(flow, block.text, block.tone);
    case 'certificate':
      flow.canvas.bookmark(`${block.title} ${block.number.value}`, 1, 0);
      return drawCertificate(flow, block);
  }
}

function drawTitle(flow: Flow, block: Extract<Block, { kind: 'title' }>): void {
  const { canvas, left } = flow;
  const side = 58;
  // What says more is drawn larger.
  const wide = 74;
  const room = flow.width - (block.qr ? side + 24 : 0) - (block.beside ? wide + 24 : 0);
  const ink: Ink = { size: flow.sizes.title, weight: 'bold', color: palette.ink };
  const top = flow.y;
  canvas.bookmark(block.bookmark ?? block.title, 1, top - 20);
  let y = top + 6;
  canvas.open('H1');
  for (const line of breakLines(canvas.fonts, block.title, ink, room)) {
    y += ink.size * (y === top + 6 ? 0.86 : 1.3);
    canvas.text(line, left, y, ink);
  }
  canvas.close();
  canvas.rectangle(left, y + 9, 34, 2.2, { fill: palette.cinnabar });
  y += 11;
  const under: Ink = { size: flow.sizes.body, weight: 'regular', color: palette.muted };
  if (block.subtitle !== undefined) {
    canvas.open('P');
    for (const line of breakLines(canvas.fonts, block.subtitle, under, room)) {
      y += under.size * LEADING;
      canvas.text(line, left, y + 3, under);
    }
    canvas.close();
  }
  if (block.qr) drawQr(canvas, block.qr, left + flow.width - side, top, side);
  if (block.beside) drawQr(canvas, block.beside, left + flow.width - side - 24 - wide, top, wide);
  const below = (code: QrCode | undefined, of: number) => (code ? top + qrHeight(canvas, code, of) + 11 : 0);
  flow.y = Math.max(y + 20, below(block.qr, side), below(block.beside, wide));
}

function headingLines(flow: Flow, { text, level }: HeadingBlock) {
  const size = level === 1 ? flow.sizes.heading1 : flow.sizes.heading2;
  const lines = breakLines(flow.canvas.fonts, text, { size, weight: 'bold' }, flow.width - 10);
  return { size, lines, above: level === 1 ? 14 : 8, below: level === 1 ? 8 : 5 };
}

function headingHeight(flow: Flow, block: HeadingBlock): number {
  const { size, lines, above, below } = headingLines(flow, block);
  return above + lines.length * size * 1.3 + below;
}

function drawHeading(flow: Flow, block: HeadingBlock): void {
  const { canvas, left } = flow;
  const { text, level } = block;
  const { size, lines, above, below } = headingLines(flow, block);
  const ink: Ink = { size, weight: 'bold', color: palette.ink };
  flow.y += flow.y === flow.top ? 0 : above;
  canvas.bookmark(text, level === 1 ? 2 : 3, flow.y - 8);
  if (level === 1)
    canvas.rectangle(left, flow.y + 1, 3, lines.length * ink.size * 1.3 - 2, { fill: palette.cinnabar });
  canvas.open(level === 1 ? 'H2' : 'H3');
  for (const line of lines) {
    canvas.text(line, left + (level === 1 ? 10 : 0), flow.y + ink.size * 0.98, ink);
    flow.y += ink.size * 1.3;
  }
  canvas.close();
  flow.y += below;
}

const toneColors = {
  normal: palette.ink,
  muted: palette.muted,
  strong: palette.ink,
} as const satisfies Record<Tone, string>;

/** `below` points stay free under its last two lines. */
function drawParagraph(
  flow: Flow,
  { text, tone = 'normal', align = 'left', size: wanted = flow.sizes.body }: ParagraphBlock,
  below: number,
): void {
  const size = Math.max(wanted, flow.least);
  const ink: Ink = { size, weight: tone === 'strong' ? 'bold' : 'regular', color: toneColors[tone] };
  const lines = breakLines(flow.canvas.fonts, text, ink, flow.width);
  const few = lines.length <= FEW;
  flow.need((few ? lines.length : 2) * size * LEADING + (few ? below : 0));
  flow.canvas.open('P');
  for (const [at, line] of lines.entries()) {
    flow.need(at === lines.length - 2 ? 2 * size * LEADING + below : size * LEADING);
    const free = flow.width - widthOf(flow.canvas.fonts, line, ink);
    const indent = align === 'left' ? 0 : align === 'center' ? free / 2 : free;
    flow.canvas.text(line, flow.left + indent, flow.y + size, ink);
    flow.y += size * LEADING;
  }
  flow.canvas.close();
  flow.y += size * 0.6;
}

function drawCover(flow: Flow, block: Extract<Block, { kind: 'cover' }>): void {
  const { canvas, left, width } = flow;
  const issuer: Ink = { size: 14, weight: 'regular', color: palette.muted };
  const title: Ink = { size: 32, weight: 'bold', color: palette.ink };
  const subtitle: Ink = { size: 14, weight: 'regular', color: palette.cinnabar };
  canvas.bookmark(block.title, 1, 0);
  let y = canvas.height * 0.26;
  for (const [text, ink] of [
    [block.issuer, issuer],
    [block.title, title],
    [block.subtitle, subtitle],
  ] as const) {
    canvas.open(ink === title ? 'H1' : 'P');
    for (const line of breakLines(canvas.fonts, text, ink, width)) {
      y += ink.size * 1.35;
      canvas.text(line, left, y, ink);
    }
    canvas.close();
    y += 10;
  }
  drawGuillocheBand(canvas, left, y + 24, width, 20);
  const side = 66;
  const low = canvas.height - 230;
  drawQr(canvas, block.qr, left + width - side, low, side);
  const small: Ink = { size: sizes.small, weight: 'regular', color: palette.muted };
  const ink: Ink = { size: 10, weight: 'regular', color: palette.ink };
  let down = low + 8;
  for (const { label, value } of block.facts) {
    canvas.open('P');
    canvas.text(label, left, down, small);
    const lines = breakLines(canvas.fonts, value, ink, width - side - 120);
    lines.forEach((line, at) => canvas.text(line, left + 90, down + at * 14, ink));
    down += 10 + lines.length * 14;
    canvas.close();
  }
  flow.newPage();
}
