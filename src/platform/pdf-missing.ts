/**
 * Characters that no font has: a paper with a rare name is printed all the same. The geta mark stands in the character's place, as
 * printers have always done, and a note at the end says which character it is and where; register numbers say who is meant.
 */
import type { Language } from '../domain/language.ts';
import type { FontSet } from './fonts.ts';
import type { Block, Paper } from './pdf-blocks.ts';
import { printable } from './pdf-text.ts';

const MARK = '〓';
/** A note that lists more helps nobody. */
const MOST_NAMED = 40;

/** What stands in for a character, and in which text: each once. */
type Missing = Map<string, string>;

/** The same paper with marks for what the fonts lack; the very same where they lack nothing. */
export function withMarks(
  paper: Paper,
  fonts: FontSet,
): { readonly paper: Paper; readonly missing: Missing } {
  const missing: Missing = new Map();
  const marked = (text: string): string => {
    if (/^[\x20-\x7e]*$/.test(text)) return text;
    let result = '';
    for (const character of printable(text))
      if (character === '\n' || fonts.has(character.codePointAt(0) ?? 0)) result += character;
      else {
        missing.set(character, missing.get(character) ?? text);
        result += MARK;
      }
    return result.includes(MARK) ? result : text;
  };
  const frame = eachText(paper.frame, marked);
  function* blocks(): Generator<Block> {
    for (const block of paper.blocks) yield eachText(block, marked);
    if (missing.size > 0) yield noteOf(missing, paper.language);
  }
  // Blocks that are all there stay so: a table of contents is made of them.
  const all = Array.isArray(paper.blocks) ? [...blocks()] : blocks();
  return { paper: { ...paper, frame, blocks: all }, missing };
}

function noteOf(missing: Missing, language: Language): Block {
  const named = [...missing].slice(0, MOST_NAMED).map(([character, where]) => {
    const code = codeOf(character);
    const place = [...printable(where).replaceAll('\n', ' ').replaceAll(character, MARK)];
    const text = place
      .map((each) => (missing.has(each) ? MARK : each))
      .slice(0, 30)
      .join('');
    return language === 'zh' ? `“${text}”中为 ${code}` : `${code} in "${text}"`;
  });
  const text =
    language === 'zh'
      ? `字库缺字以〓代替，以登记号为准：${named.join('；')}。`
      : `〓 stands for a character that the fonts lack; the register number says who is meant: ${named.join('; ')}.`;
  return { kind: 'note', tone: 'plain', text };
}

export function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Plain data with every text changed; what is no text stays. */
function eachText<Data>(data: Data, change: (text: string) => string): Data {
  if (typeof data === 'string') return change(data) as Data;
  if (Array.isArray(data)) return data.map((each: unknown) => eachText(each, change)) as Data;
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype)
    return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, eachText<unknown>(value, change)]),
  ) as Data;
}
