/**
 * Words of English in a Chinese sentence: a term that nobody turned into words, or a key of the program. Every refusal
 * that a test provokes is looked at.
 */
import { listsOfWords } from '../../src/contract/choice-words.ts';
import { classKindWords } from '../../src/domain/words.ts';

/** What is called so in Chinese too: formats, headers, settings; and the people of the tests. */
const known =
  /The [a-z]+|Idempotency-Key|HEGU_[A-Z_]+|TrueType|\.(xlsx|xls|csv)\b|XLSX|xlsx|xlsb|ods|Excel|Word|PowerPoint|OpenDocument|HTML|Big5|Alt\+Enter|Ctrl\+End/g;
const words = /[A-Za-z][a-z-]{2,}|[A-Z]{4,}/g;

/** Terms of the program: none of them belongs into a sentence, even where somebody sent it. Codes of classes do. */
const keys = new Set(listsOfWords.flatMap((list) => Object.keys(list)));
for (const code of Object.keys(classKindWords)) keys.delete(code);

/** Whatever was typed so far: names and codes come back as they were written. */
const typed = new Set<string>();

export function englishIn(sentence: string): readonly string[] {
  return sentence.replace(known, '').match(words) ?? [];
}

export function remember(sent: unknown): void {
  for (const word of JSON.stringify(sent ?? '').match(words) ?? []) typed.add(word);
}

/** Throws when a problem in Chinese has a word of English in it that nobody typed. */
export function requireChinese(problem: {
  readonly code: string;
  readonly detail: string;
  readonly faults: readonly { readonly message: string }[];
}): void {
  for (const sentence of [problem.detail, ...problem.faults.map(({ message }) => message)]) {
    const english = englishIn(sentence).filter((word) => keys.has(word) || !typed.has(word));
    if (english.length > 0)
      throw new Error(`${problem.code} says in Chinese ${english.join(', ')}: ${sentence}`);
  }
}
