/** Reads a PDF back, as a reader's program does: pages, their text with places, bookmarks. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** From the foot of the page. */
  readonly y: number;
  readonly width: number;
  /** Of the letters, in points. */
  readonly size: number;
}

export interface ReadPdf {
  readonly pages: readonly (readonly PlacedText[])[];
  /** The text of all pages, pieces parted by a space. */
  readonly text: string;
  readonly bookmarks: readonly string[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const pages: PlacedText[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [
              {
                text: item.str,
                x: Number(item.transform[4]),
                y: Number(item.transform[5]),
                width: item.width,
                size: Number(item.transform[3]),
              },
            ]
          : [],
      ),
    );
  }
  const bookmarks = ((await pdf.getOutline()) ?? []).map(({ title }) => title);
  await task.destroy();
  return { pages, text: pages.map((page) => page.map(({ text }) => text).join(' ')).join('\n'), bookmarks };
}
