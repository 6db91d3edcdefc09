/**
 * The table of contents: every title and first-level heading after it, with its page. The pages are learned by drawing
 * the paper once beforehand; the table takes the same room then, so every number is the page it names.
 */
import type { Block } from './pdf-blocks.ts';
import type { Ink } from './pdf-canvas.ts';
import type { Flow } from './pdf-flow.ts';
import { palette, sizes } from './pdf-style.ts';
import { breakLines, widthOf } from './pdf-text.ts';

export interface Entry {
  readonly text: string;
  readonly level: 1 | 2;
}

/** What the table lists, in order. */
export function entriesOf(blocks: readonly Block[]): readonly Entry[] {
  const from = blocks.findIndex(({ kind }) => kind === 'contents');
  return blocks.slice(from + 1).flatMap((block): Entry[] => {
    if (block.kind === 'title') return [{ text: block.bookmark ?? block.title, level: 1 }];
    return block.kind === 'heading' && block.level === 1 ? [{ text: block.text, level: 2 }] : [];
  });
}

/** Where a link of the table leads: the entry's place in the list. */
export function destinationOf(entry: number): string {
  return `entry-${entry}`;
}

/** `pages` has the page of each entry; before they are known, none. */
export function drawContents(flow: Flow, entries: readonly Entry[], pages: readonly number[]): void {
  const { canvas, left, width } = flow;
  canvas.open('TOC');
  entries.forEach(({ text, level }, at) => {
    const ink: Ink = {
      size: level === 1 ? sizes.body + 1 : sizes.body,
      weight: level === 1 ? 'bold' : 'regular',
      color: level === 1 ? palette.ink : palette.muted,
    };
    const indent = level === 1 ? 0 : 18;
    const lines = breakLines(canvas.fonts, text, ink, width - indent - 60);
    const step = ink.size * 1.45;
    // A part stays with its first heading.
    flow.need(lines.length * step + (level === 1 && entries[at + 1]?.level === 2 ? 24 : 0) + 8);
    if (level === 1 && at > 0) flow.y += 7;
    const top = flow.y;
    canvas.open('TOCI');
    canvas.open('Link');
    lines.forEach((line, row) => canvas.text(line, left + indent, flow.y + ink.size + row * step, ink));
    flow.y += lines.length * step;
    const baseline = flow.y - step + ink.size;
    const page = pages[at] === undefined ? '' : String(pages[at]);
    const pageAt = left + width - widthOf(canvas.fonts, page, ink);
    canvas.text(page, pageAt, baseline, ink);
    const from = left + indent + widthOf(canvas.fonts, lines.at(-1) ?? '', ink) + 6;
    const to = left + width - 26;
    if (to > from)
      canvas.line(from, baseline - 2, to, baseline - 2, {
        color: palette.faint,
        width: 0.6,
        dash: [0.8, 3],
      });
    canvas.link(left, top, width, flow.y - top, destinationOf(at), `${text} ${page}`);
    canvas.close();
    canvas.close();
  });
  canvas.close();
  flow.y += 10;
}
