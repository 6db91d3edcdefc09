/**
 * The typefaces of the papers. Every font file is read and parsed once in the life of the program and shared by all
 * documents; each character is looked up in the house font first and then in the fonts of the configuration.
 * A character that no font has is refused by name: a paper shows the mark that was put in its place before, never a blank.
 */
import type { Sentence } from '../domain/language.ts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import { refuse } from '../domain/refusal.ts';

export type Weight = 'regular' | 'bold';

/** A parsed font file. `face` is what pdfkit embeds; `index` tells the faces of one set apart. */
export interface FontFace {
  readonly index: number;
  readonly face: fontkit.Font;
}

/** One character in one face. `advance` is in thousandths of the type size. */
export interface Glyph {
  readonly codePoint: number;
  readonly id: number;
  readonly advance: number;
  readonly font: FontFace;
}

export interface FontSet {
  /** Whether any font has the character. */
  has(codePoint: number): boolean;
  /** The glyph of a code point. Throws `documents.glyph-missing`, naming the character and the text it stands in. */
  glyph(codePoint: number, weight: Weight, where: string): Glyph;
}

const HOUSE_FONT = '@expo-google-fonts/noto-sans-sc';
const HOUSE_FILES = {
  regular: `${HOUSE_FONT}/400Regular/NotoSansSC_400Regular.ttf`,
  bold: `${HOUSE_FONT}/700Bold/NotoSansSC_700Bold.ttf`,
} as const satisfies Record<Weight, string>;

const parsedFiles = new Map<string, fontkit.Font>();
const openedSets = new Map<string, FontSet>();

/**
 * The house font followed by the font files at `extraPaths`, in that order. Sets are kept: the same paths give the same set.
 * Throws `documents.font-unreadable` for a file that is missing, no font, or has CFF outlines, which lose glyphs when embedded.
 */
export function openFonts(extraPaths: readonly string[] = []): FontSet {
  const key = extraPaths.join('\0');
  const opened = openedSets.get(key);
  if (opened) return opened;
  const { resolve } = createRequire(import.meta.url);
  const extra = extraPaths.map(parseFile);
  const regular = parseFile(resolve(HOUSE_FILES.regular));
  const bold = parseFile(resolve(HOUSE_FILES.bold));
  const set = fontSet({ regular: [regular, ...extra], bold: [bold, regular, ...extra] });
  openedSets.set(key, set);
  return set;
}

function fontSet(files: Readonly<Record<Weight, readonly fontkit.Font[]>>): FontSet {
  const distinct = [...new Set([...files.regular, ...files.bold])];
  const faces = new Map(distinct.map((face, index) => [face, { index, face }]));
  const ordered = {
    regular: files.regular.map((face) => faces.get(face)!),
    bold: files.bold.map((face) => faces.get(face)!),
  };
  // One entry a character ever printed: bounded by the characters the fonts have.
  const found = { regular: new Map<number, Glyph>(), bold: new Map<number, Glyph>() };

  return {
    has: (codePoint) =>
      found.regular.has(codePoint) ||
      ordered.regular.some(({ face }) => face.hasGlyphForCodePoint(codePoint)),
    glyph(codePoint, weight, where) {
      const known = found[weight].get(codePoint);
      if (known) return known;
      const font = ordered[weight].find(({ face }) => face.hasGlyphForCodePoint(codePoint));
      if (!font) throw missing(codePoint, where);
      const { id, advanceWidth } = font.face.glyphForCodePoint(codePoint);
      const glyph = { codePoint, id, advance: (advanceWidth * 1000) / font.face.unitsPerEm, font };
      found[weight].set(codePoint, glyph);
      return glyph;
    },
  };
}

function missing(codePoint: number, where: string) {
  return refuse('documents.glyph-missing', {
    character: String.fromCodePoint(codePoint),
    codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
    where: [...where].slice(0, 40).join(''),
  });
}

function parseFile(path: string): fontkit.Font {
  const parsed = parsedFiles.get(path);
  if (parsed) return parsed;
  const font = readFont(path);
  parsedFiles.set(path, font);
  return font;
}

function readFont(path: string): fontkit.Font {
  let font: fontkit.Font | fontkit.FontCollection;
  try {
    font = fontkit.create(readFileSync(path));
  } catch (cause) {
    throw unusable(path, {
      zh: '读不出来',
      en: cause instanceof Error ? cause.message : 'unreadable',
    });
  }
  // Of a collection the first face: the regular one, by custom.
  const face = 'fonts' in font ? font.fonts[0] : font;
  if (!face) throw unusable(path, { zh: '里面没有字体', en: 'it is an empty collection' });
  // The types of the library leave its table directory out.
  const { tables } = Reflect.get(face, 'directory') as { readonly tables: Record<string, unknown> };
  if (!('glyf' in tables))
    throw unusable(path, { zh: '不是 TrueType 轮廓', en: 'its outlines are not TrueType' });
  return face;
}

function unusable(file: string, reason: Sentence) {
  return refuse('documents.font-unreadable', { file, reason });
}
