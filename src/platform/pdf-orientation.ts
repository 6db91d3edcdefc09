/** Which way a paper lies: as it says itself, or on its side where a table of it would be squeezed upright. */
import type { FontSet } from './fonts.ts';
import type { Orientation, Paper } from './pdf-blocks.ts';
import { A4, margins, sizes, sizesFrom } from './pdf-style.ts';
import { hasRoom } from './pdf-table-columns.ts';

export function orientationOf({ orientation, blocks, least }: Paper, fonts: FontSet): Orientation {
  if (orientation !== 'by-tables') return orientation;
  const usual = sizesFrom(least ?? sizes.small);
  const width = A4.portrait[0] - 2 * margins.portrait.side;
  for (const block of blocks)
    if (block.kind === 'table') {
      const size = Math.max(block.size ?? usual.table, usual.small);
      if (!hasRoom(fonts, block, width, size)) return 'landscape';
    }
  return 'portrait';
}
