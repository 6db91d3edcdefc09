/** What a phone reads that is held before a paper: the page as pixels, and of them the code above a caption. */
import decode, { type Image } from 'qr/decode.js';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** As fine as an ordinary phone sees a sheet from an arm's length: dots to a point of the paper. */
const DOTS = 3;
/** How far above its caption a code begins, and how large it and its quiet edge may be, in points. */
const [ABOVE, ROOM] = [7, 92];

/** What pdf.js draws on outside of a browser, as far as it is used here. */
interface Easel {
  create(
    width: number,
    height: number,
  ): {
    readonly canvas: HTMLCanvasElement;
    readonly context: { getImageData(x: number, y: number, width: number, height: number): Image };
  };
}

/** The text of the code on the first page under which this caption stands. */
export async function scanned(paper: Uint8Array, caption: string): Promise<string> {
  const task = getDocument({ data: new Uint8Array(paper), verbosity: 0 });
  try {
    const pdf = await task.promise;
    const page = await pdf.getPage(1);
    const { items } = await page.getTextContent();
    const under = items.find((item) => 'str' in item && item.str.replaceAll(' ', '') === caption);
    if (under === undefined || !('str' in under)) throw new Error(`Nowhere stands “${caption}”.`);
    const viewport = page.getViewport({ scale: DOTS });
    const [x, y] = viewport.convertToViewportPoint(
      Number(under.transform[4]) + under.width / 2,
      Number(under.transform[5]) + ABOVE,
    ) as [number, number];
    const factory = pdf.canvasFactory as Easel;
    const { canvas, context } = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
    await page.render({ canvas, viewport }).promise;
    const side = ROOM * DOTS;
    const seen = context.getImageData(Math.round(x - side / 2), Math.round(y - side), side, side);
    return decode(seen);
  } finally {
    await task.destroy();
  }
}
