/** QR codes as filled squares: sharp at any size, and the same bytes for the same text. */
import { create } from 'qrcode';
import type { QrCode } from './pdf-blocks.ts';
import { number, type Canvas } from './pdf-canvas.ts';
import { palette } from './pdf-style.ts';
import { widthOf } from './pdf-text.ts';

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
  canvas.openFigure(`${qr.caption}: ${qr.text}`, x, y, side, side + 12);
  canvas.path(path, { fill: palette.ink });
  const ink = { size: 6.5, weight: 'regular', color: palette.muted } as const;
  canvas.text(qr.caption, x + (side - widthOf(canvas.fonts, qr.caption, ink)) / 2, y + side + 10, ink);
  canvas.close();
}
