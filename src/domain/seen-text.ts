/**
 * Text as a reader sees it: signs without a shape of their own, and signs that turn the direction of what stands around them.
 * A name that holds one looks like another name; nobody who reads it can tell.
 */

/** The inside of a class: of zero width, turning the direction, of private use, blank on purpose, the mark of a lost sign. */
const UNSEEN = String.raw`\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u2800\u{13441}-\u{13446}\uFFFD`;
const unseen = new RegExp(`[${UNSEEN}]`, 'u');
const unseenOrControl = new RegExp(String.raw`[${UNSEEN}\p{Cc}]`, 'u');
const allUnseen = new RegExp(String.raw`[${UNSEEN}\p{Cc}]`, 'gu');
const turning = /[\p{Bidi_Control}\u{E0000}-\u{E007F}]|(?![\t\n\r])\p{Cc}/u;

/** Where in a text a sign stands, counted as a reader counts, and which: `U+202E`. */
export interface StrangeSign {
  readonly sign: string;
  readonly place: number;
}

/** Of what is called by a name, on one line: no sign that cannot be seen, no line break. */
export const strangeInName = (text: string): StrangeSign | null => found(text, unseenOrControl);

/** Of sentences, which may break into lines and be pasted from elsewhere: nothing that turns their direction. */
export const strangeInProse = (text: string): StrangeSign | null => found(text, turning);

/** The first sign that cannot be seen; control characters are not among them. */
export const unseenSign = (text: string): StrangeSign | null => found(text, unseen);

/** Whether a sentence can say anything: two different letters or digits, one of them a letter. One sign, however often, says nothing. */
export function saysSomething(text: string): boolean {
  const signs = new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu),
  );
  return signs.size >= 2 && [...signs].some((sign) => /\p{L}/u.test(sign));
}

/** Footnote marks and numbers in circles: a plain form would make digits of them, and `1200①` 12001. */
const digitLike = /\p{No}/u;

export const digitLikeSign = (text: string): StrangeSign | null => found(text, digitLike);

/** The plain form of each sign, but for those that would only thereby become digits: they stay, and no number holds one. */
export const plainWidths = (text: string): string =>
  text.replace(/[^\p{No}]+/gu, (part) => part.normalize('NFKC'));

/** Text of a file that somebody else's program made, without what cannot be seen. */
export const withoutUnseen = (text: string): string => text.replace(allUnseen, '');

function found(text: string, signs: RegExp): StrangeSign | null {
  const match = signs.exec(text);
  if (match === null) return null;
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { sign: `U+${code}`, place: [...text.slice(0, match.index)].length + 1 };
}
