/** QR codes as filled squares: sharp at any size, and the same bytes for the same text. */
import { create } from 'qrcode';
import type { QrCode } from './pdf-blocks.ts';
import { number, type Canvas } from './pdf-canvas.ts';
import { palette, sizes } from './pdf-style.ts';
import { breakLines, widthOf } from './pdf-text.ts';

const ink = { size: sizes.small, weight: 'regular', color: palette.muted } as const;
const LINE = 11;

/** The caption in lines little wider than the code. */
function captionLines(canvas: Canvas, { caption }: QrCode, side: number): readonly string[] {
  return breakLines(canvas.fonts, caption, ink, side + 16);
}

/** The height of a code with its caption. */
export function qrHeight(canvas: Canvas, qr: QrCode, side: number): number {
  return side + 2 + captionLines(canvas, qr, side).length * LINE;
}

/** Draws the code in a square of `side` points with its caption centred below. */
export function drawQr(canvas: Canvas, qr: QrCode, x: number, y: number, side: number): void {
  const { modules } = create(qr.text, { errorCorrectionLevel: 'M' });
  const step = side / modules.size;
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      let run = 1;
      while (column + run < modules.size && modules.get(row, column + run)) run++;
      path += `${number(x + column * step)} ${number(y + row * step)} ${number(run * step)} ${number(step)} re `;
      column += run;
    }
  }
  canvas.openFigure(`${qr.caption}: ${qr.text}`, x, y, side, qrHeight(canvas, qr, side));
  canvas.path(path, { fill: palette.ink });
  captionLines(canvas, qr, side).forEach((line, at) =>
    canvas.text(line, x + (side - widthOf(canvas.fonts, line, ink)) / 2, y + side + 10 + at * LINE, ink),
  );
  canvas.close();
}
