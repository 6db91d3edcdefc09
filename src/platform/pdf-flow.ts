/** Where drawing has got to: the current page, its frame, and the space that is left on it. */
import type { Paper } from './pdf-blocks.ts';
import type { Canvas, Ink } from './pdf-canvas.ts';
import { margins, palette, sizes, sizesFrom, type Sizes } from './pdf-style.ts';
import { widthOf } from './pdf-text.ts';

export interface Flow {
  readonly canvas: Canvas;
  readonly left: number;
  readonly width: number;
  /** The first and the last ordinate of a page's body. */
  readonly top: number;
  readonly bottom: number;
  readonly sizes: Sizes;
  /** No text is set smaller. */
  readonly least: number;
  /** The next free ordinate. The only thing here that changes. */
  y: number;
  newPage(): void;
  /** Moves to a new page unless `height` points are free. */
  need(height: number): void;
}

const headerInk: Ink = { size: sizes.small, weight: 'regular', color: palette.muted };

/** Starts a document's flow. `bare` pages (a certificate) carry no frame. */
export function createFlow(canvas: Canvas, { frame, least = sizes.small }: Paper, bare: boolean): Flow {
  const margin = margins[canvas.width > canvas.height ? 'landscape' : 'portrait'];
  const left = margin.side;
  const width = canvas.width - 2 * margin.side;
  const [top, bottom] = [margin.top, canvas.height - margin.bottom];
  const flow: Flow = {
    canvas,
    left,
    width,
    top,
    bottom,
    sizes: sizesFrom(least),
    least,
    y: top,
    newPage() {
      canvas.addPage();
      flow.y = top;
      if (!bare) canvas.aside(() => drawFrame(flow, frame));
    },
    need(height) {
      if (flow.y + height > bottom && flow.y > top) flow.newPage();
    },
  };
  flow.newPage();
  return flow;
}

function drawFrame(flow: Flow, frame: Paper['frame']): void {
  const { canvas, left, width } = flow;
  const right = left + width;
  const head = flow.top - 24;
  const rightWidth = widthOf(canvas.fonts, frame.headerRight, headerInk);
  fitted(canvas, frame.headerLeft, left, head, width - rightWidth - 16);
  canvas.text(frame.headerRight, right - rightWidth, head, headerInk);
  canvas.line(left, head + 7, right, head + 7, { color: palette.hairline, width: 0.5 });

  const foot = flow.bottom + 32;
  canvas.line(left, foot - 14, right, foot - 14, { color: palette.hairline, width: 0.5 });
  const [before, between, after] = frame.pageOf;
  // The total is known at the end only, so the page number runs from the left and nothing stands after it.
  const page = `${before}${canvas.pageCount()}${between}`;
  canvas.text(page, left, foot, headerInk);
  const total = left + widthOf(canvas.fonts, page, headerInk);
  canvas.pageTotal(total, foot);
  const room = right - total - widthOf(canvas.fonts, `0000${after}`, headerInk) - 16;
  const seal = Math.min(widthOf(canvas.fonts, frame.footerRight, headerInk), room);
  fitted(canvas, frame.footerRight, right - seal, foot, room);
}

/** One line, set smaller where it would be too wide: nothing is cut off. */
function fitted(canvas: Canvas, text: string, x: number, baseline: number, width: number): void {
  const natural = widthOf(canvas.fonts, text, headerInk);
  const size = natural > width ? (headerInk.size * width) / natural : headerInk.size;
  canvas.text(text, x, baseline, { ...headerInk, size });
}

export const frameInk = headerInk;
