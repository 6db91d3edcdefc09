/**
 * The drawing surface: pages, text, lines and shapes, written as page operators through pdfkit. Coordinates are points
 * from the top left corner, text is placed by its baseline. The same calls give the same bytes: dates and file
 * identity come from the paper, text is placed glyph by glyph without a layout cache that would grow with the document.
 */
import PDFDocument from 'pdfkit';
import type { FontSet, Glyph } from './fonts.ts';
import type { Orientation, Paper } from './pdf-blocks.ts';
import { must } from './must.ts';
import { createStructure, type About, type Tag } from './pdf-structure.ts';
import { A4 } from './pdf-style.ts';
import { glyphsOf, type TextStyle } from './pdf-text.ts';

export interface Ink extends TextStyle {
  readonly color: string;
  /** Extra space after each character, in points. */
  readonly tracking?: number;
  /** Clockwise, in radians. */
  readonly angle?: number;
}

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly [on: number, off: number];
}

export interface Canvas {
  readonly fonts: FontSet;
  readonly width: number;
  readonly height: number;
  pageCount(): number;
  addPage(): void;
  text(text: string, x: number, baseline: number, ink: Ink): void;
  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void;
  rectangle(x: number, y: number, width: number, height: number, paint: Paint): void;
  /** A path of PDF operators (`m l c h re`) in this canvas's coordinates. */
  path(operators: string, paint: Paint): void;
  /** Opens an element of the structure: what is drawn until it is closed belongs to it. */
  open(tag: Tag, about?: About): void;
  /** Opens a picture that stands within these bounds and shows what `alt` says. */
  openFigure(alt: string, x: number, y: number, width: number, height: number): void;
  close(): void;
  /** What is drawn meanwhile is decoration: what every page repeats. */
  aside(draw: () => void): void;
  bookmark(title: string, level: 1 | 2 | 3, top: number): void;
  /** Names a place that links lead to. */
  destination(name: string, top: number): void;
  /** Makes a rectangle lead to a named place; `says` is what is read out of it. */
  link(x: number, y: number, width: number, height: number, name: string, says: string): void;
  /** Places the number of pages, known only at the end, followed by `after`. */
  pageTotal(x: number, baseline: number): void;
  /** Ends the document. `totalText` is drawn wherever the page total was placed. */
  finish(totalText: string, ink: Ink): void;
  /** What is ready of the file. */
  takeBytes(): Uint8Array | null;
}

export interface Paint {
  /** Nothing is drawn outside this rectangle. */
  readonly clip?: readonly [x: number, y: number, width: number, height: number];
  readonly fill?: string;
  readonly stroke?: Stroke;
}

/** What pdfkit keeps of an embedded font, as far as it is used here. */
interface EmbeddedFont {
  readonly id: string;
  readonly subset: { includeGlyph(id: number): number };
  readonly widths: (number | undefined)[];
  readonly unicode: (readonly number[] | undefined)[];
  ref(): PdfReference;
}

interface PdfReference {
  readonly id: number;
  data: Record<string, unknown>;
  end(chunk?: string): void;
}

interface Pages {
  page: {
    readonly dictionary: PdfReference;
    readonly annotations: readonly PdfReference[];
    fonts: Record<string, PdfReference>;
    xobjects: Record<string, PdfReference>;
  };
  getStructTreeRoot(): PdfReference;
  ref(data: Record<string, unknown>): PdfReference;
  _font: EmbeddedFont;
  /** Of a parsed font, shared by all papers. */
  font(face: object): void;
  info: PDFKit.DocumentInfo;
  /** Writes what the file says of itself as XML. */
  _addInfo(): void;
}

/** What pdfkit has and its types leave out. */
function insideOf(doc: object): Pages {
  return doc as Pages;
}

export function createCanvas(
  paper: Pick<Paper, 'frame' | 'created' | 'language'> & { readonly orientation: Orientation },
  fonts: FontSet,
): Canvas {
  const [width, height] = A4[paper.orientation];
  const options: PDFKit.PDFDocumentOptions = {
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    fontLayoutCache: false,
    pdfVersion: '1.7',
    // Kept for thirty years: fonts, colours and facts stand in the file itself (ISO 19005-2, level B).
    subset: 'PDF/A-2b',
    // Headings, tables and the order of reading stand in it, for whoever has it read out.
    tagged: true,
    lang: paper.language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    // pdfkit derives the file's ID from these, so they fix it.
    info: {
      Title: paper.frame.title,
      Author: paper.frame.author,
      Subject: paper.frame.number,
      Creator: 'Hegu',
      Producer: 'Hegu',
      CreationDate: paper.created,
    },
  };
  // No font of its own: the types leave out that there may be none.
  Reflect.set(options, 'font', null);
  const doc = new PDFDocument(options);
  const inner = insideOf(doc);
  const addInfo = inner._addInfo.bind(doc);
  inner._addInfo = () => {
    // pdfkit writes names into the XML as they are.
    const { info } = inner;
    inner.info = {
      ...info,
      Title: inXml(info.Title),
      Author: inXml(info.Author),
      Subject: inXml(info.Subject),
    };
    addInfo();
    inner.info = info;
  };
  const embedded: EmbeddedFont[] = [];
  const total = inner.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -20, 200, 20] });
  const structure = createStructure({
    tree: inner.getStructTreeRoot(),
    ref: (data) => inner.ref(data),
    write: (operators) => void doc.addContent(operators),
  });
  let pages = 0;
  const parents: { addItem: PDFKit.PDFOutline['addItem'] }[] = [doc.outline];

  function embeddedFont(glyph: Glyph): EmbeddedFont {
    const known = embedded[glyph.font.index];
    if (known) return known;
    inner.font(glyph.font.face);
    embedded[glyph.font.index] = inner._font;
    return inner._font;
  }

  /** Show operators for a text, one run a font. `use` learns of every font needed. */
  function showText(text: string, ink: Ink, use: (font: EmbeddedFont) => void): string {
    let operators = '';
    let run = '';
    let current: EmbeddedFont | null = null;
    let foreign = false;
    const shown = () => {
      if (run !== '') operators += `<${run}> Tj `;
      run = '';
    };
    for (const glyph of glyphsOf(fonts, text, ink.weight)) {
      const font = embeddedFont(glyph);
      if (paper.language === 'en' && isChinese(glyph.codePoint, foreign) !== foreign) {
        shown();
        foreign = !foreign;
        operators += foreign ? '/Span <</Lang (zh-CN)>> BDC ' : 'EMC ';
      }
      if (font !== current) {
        shown();
        operators += `/${font.id} ${number(ink.size)} Tf `;
        use(font);
        current = font;
      }
      run += encode(font, glyph);
    }
    shown();
    return `${operators}${foreign ? 'EMC' : ''}`.trimEnd();
  }

  function pageFont(font: EmbeddedFont): void {
    inner.page.fonts[font.id] ??= font.ref();
  }

  function paintOperator(paint: Paint): string {
    return paint.fill && paint.stroke ? 'B' : paint.fill ? 'f' : 'S';
  }

  return {
    fonts,
    width,
    height,
    pageCount: () => pages,
    addPage() {
      structure.pageEnds();
      doc.addPage();
      structure.page(inner.page.dictionary);
      pages += 1;
    },
    open: (tag, about) => structure.open(tag, about),
    openFigure(alt, x, y, w, h) {
      const box = [x, height - y - h, x + w, height - y].map((at) => Math.round(at * 100) / 100);
      structure.open('Figure', { alt, box: box as [number, number, number, number] });
    },
    close: () => structure.close(),
    aside: (draw) => structure.aside(draw),
    text(text, x, baseline, ink) {
      if (text === '') return;
      structure.mark('text');
      const shown = showText(text, ink, pageFont);
      const [cos, sin] = [Math.cos(ink.angle ?? 0), Math.sin(ink.angle ?? 0)];
      const matrix = [cos, sin, sin, -cos].map(fine).join(' ');
      const tracking = ink.tracking ?? 0;
      doc.addContent(
        `BT ${rgb(ink.color)} rg ${tracking ? `${number(tracking)} Tc ` : ''}${matrix} ${number(x)} ${number(baseline)} Tm ${shown}${tracking ? ' 0 Tc' : ''} ET`,
      );
    },
    line(x1, y1, x2, y2, stroke) {
      structure.mark('shape');
      doc.addContent(`${strokeState(stroke)} ${number(x1)} ${number(y1)} m ${number(x2)} ${number(y2)} l S`);
    },
    rectangle(x, y, w, h, paint) {
      this.path(`${number(x)} ${number(y)} ${number(w)} ${number(h)} re`, paint);
    },
    path(operators, paint) {
      structure.mark('shape');
      const state = `${paint.fill ? `${rgb(paint.fill)} rg ` : ''}${paint.stroke ? strokeState(paint.stroke) : ''}`;
      const drawn = `${state} ${operators} ${paintOperator(paint)}`;
      doc.addContent(paint.clip ? `q ${paint.clip.map(number).join(' ')} re W n ${drawn} Q` : drawn);
    },
    bookmark(title, level, top) {
      const parent = parents[level - 1] ?? doc.outline;
      // pdfkit measures `left` from the right edge.
      const place = { left: width, top: Math.max(0, top), expanded: level === 1 };
      parents[level] = parent.addItem(title, place);
      parents.length = level + 1;
    },
    destination(name, top) {
      doc.addNamedDestination(name, 'XYZ', 0, Math.max(0, top), null);
    },
    link(x, y, w, h, name, says) {
      const of = structure.annotation();
      // A text in brackets of its own: pdfkit writes what is no object as a name.
      const options = { Border: [0, 0, 0], StructParent: of.key, Contents: new String(says) as string };
      doc.goTo(x, y, w, h, name, options);
      of.done(must(inner.page.annotations.at(-1), 'the annotation that was made'));
    },
    pageTotal(x, baseline) {
      structure.mark('text');
      inner.page.xobjects['Total'] = total;
      doc.addContent(`q 1 0 0 -1 ${number(x)} ${number(baseline)} cm /Total Do Q`);
    },
    finish(totalText, ink) {
      const used: Record<string, PdfReference> = {};
      const shown = showText(totalText, ink, (font) => (used[font.id] = font.ref()));
      total.data['Resources'] = { Font: used };
      total.end(`BT ${rgb(ink.color)} rg ${shown} ET`);
      structure.pageEnds();
      inner.getStructTreeRoot().data = structure.finish();
      doc.end();
    },
    takeBytes: () => doc.read() as Uint8Array | null,
  };
}

/** In an English paper names and addresses are read in Chinese, with the signs between them. */
const isChinese = (codePoint: number, within: boolean): boolean =>
  /\p{Script=Han}/u.test(String.fromCodePoint(codePoint)) ||
  (within && ((codePoint >= 0x3000 && codePoint <= 0x303f) || (codePoint >= 0xff00 && codePoint <= 0xffef)));

const inXml = (text = '') => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function encode(font: EmbeddedFont, glyph: Glyph): string {
  const id = font.subset.includeGlyph(glyph.id);
  font.widths[id] ??= glyph.advance;
  font.unicode[id] ??= [glyph.codePoint];
  return id.toString(16).padStart(4, '0');
}

function strokeState(stroke: Stroke): string {
  const dash = stroke.dash ? `[${stroke.dash.map(number).join(' ')}] 0 d` : '[] 0 d';
  return `${rgb(stroke.color)} RG ${fine(stroke.width)} w ${dash}`;
}

const colors = new Map<string, string>();

/** `#9e2b25` as the three numbers of a PDF colour. */
function rgb(color: string): string {
  let numbers = colors.get(color);
  if (numbers === undefined) {
    numbers = [1, 3, 5].map((at) => fine(parseInt(color.slice(at, at + 2), 16) / 255)).join(' ');
    colors.set(color, numbers);
  }
  return numbers;
}

/** A coordinate for the page: hundredths of a point are finer than any printer. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

function fine(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}
