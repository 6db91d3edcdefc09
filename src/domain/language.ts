/** The languages of the house, and words that are the same in each of them. */

export const languages = ['zh', 'en'] as const;

export type Language = (typeof languages)[number];

/** The same words in every language. */
export type Sentence = Readonly<Record<Language, string>>;

/** A word for each term of a closed list: a term without one does not compile. */
export type Words<Term extends string> = Readonly<Record<Term, Sentence>>;

/** What somebody entered, in the reader's language: the English text where one was given, else the Chinese. */
export function inLanguage(language: Language, zh: string, en: string | null | undefined): string {
  return language === 'en' ? (en ?? zh) : zh;
}

/** Several words one after the other: `会计、理事长` / `accountant, chair`. */
export function listed(words: readonly Sentence[]): Sentence {
  return { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
}
