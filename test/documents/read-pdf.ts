/** Reads a PDF back, as a reader's program does: pages, their text with places, bookmarks. */
import { inflateSync } from 'node:zlib';
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

/**
 * The structure of a tagged PDF: its elements as they stand in the file, what is drawn in those of a tag, page after page, and the texts
 * that belong to no element.
 */
/** The operators of all pages, unpacked. */
export function contentsOf(bytes: Uint8Array): string {
  const file = Buffer.from(bytes);
  const texts: string[] = [];
  for (let from = file.indexOf('stream\n'); from >= 0; from = file.indexOf('stream\n', from + 7)) {
    const to = file.indexOf('endstream', from);
    if (file.subarray(from - 3, from).toString() === 'end') continue;
    try {
      texts.push(inflateSync(file.subarray(from + 7, to)).toString('latin1'));
    } catch {
      // Not packed: no page.
    }
  }
  return texts.join('\n');
}

/** What the elements of a tag say of themselves, each as it stands in the file, on one line. */
export function attributesOf(bytes: Uint8Array, tag: string): readonly string[] {
  const file = Buffer.from(bytes).toString('latin1');
  return file.split('endobj').flatMap((object) => {
    const said = new RegExp(`<<\\n/S /${tag}\\n`).test(object)
      ? /\/A <<([^>]*)>>/.exec(object)?.[1]
      : undefined;
    return said === undefined ? [] : [said.replace(/\s+/g, ' ').trim()];
  });
}

export async function readStructure(bytes: Uint8Array) {
  const elements = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\n\/S \/(H[1-3]|P|Figure|Table|TR|TH|TD|TOC|TOCI|Link)\n/g),
  ].map(([, tag = '']) => tag);
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const loose: string[] = [];
  const drawn: { readonly tag: string; readonly text: string; readonly alt: string | null }[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const texts = new Map<string, string>();
    const open: (string | null)[] = [];
    for (const item of items) {
      if ('str' in item) {
        const id = open.at(-1) ?? null;
        if (id !== null) texts.set(id, (texts.get(id) ?? '') + item.str);
        else if (item.str.trim() !== '') loose.push(item.str);
      } else if (item.type === 'endMarkedContent') open.pop();
      // A span in another language stands within what is marked.
      else open.push((item.type === 'beginMarkedContentProps' ? item.id : null) ?? open.at(-1) ?? null);
    }
    interface Node {
      readonly role?: string;
      readonly alt?: string;
      readonly id?: string;
      readonly children?: readonly Node[];
    }
    const walk = ({ role: tag = '', alt, children = [] }: Node) => {
      const marks = children.flatMap(({ id }) => id ?? []);
      // The reader puts a space of its own where a gap is wide.
      const text = marks.map((id) => texts.get(id) ?? '').join('');
      if (marks.length > 0) drawn.push({ tag, alt: alt ?? null, text: text.trim() });
      for (const child of children) if (child.role !== undefined) walk(child);
    };
    walk(await page.getStructTree());
  }
  await task.destroy();
  return { elements, drawn, loose };
}
