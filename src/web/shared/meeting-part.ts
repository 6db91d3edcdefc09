/** Which part of the papers of a meeting a paper is, by its subject: `meeting board 2013-2 minutes`. */
import type { Sentence } from '../../domain/language.ts';
import { meetingPartWords } from '../../domain/money-words.ts';

const words: Readonly<Record<string, Sentence>> = meetingPartWords;
const parts = Object.keys(words);

function partNamed(subject: string): string | null {
  const [about, , , part = ''] = subject.split(' ');
  return about === 'meeting' && parts.includes(part) ? part : null;
}

/** As the paper itself is headed; null of other papers. */
export function meetingPartOf(subject: string): Sentence | null {
  const part = partNamed(subject);
  return part === null ? null : (words[part] ?? null);
}

/** The papers of one meeting as they are read: all of it first, then part by part; of one part issued twice the newest first. */
export function inOrderOfParts<Paper extends { readonly subject: string }>(
  of: readonly Paper[],
): readonly Paper[] {
  const place = ({ subject }: Paper) => {
    const part = partNamed(subject);
    return part === null ? parts.length : parts.indexOf(part);
  };
  return [...of].sort((one, other) => place(one) - place(other));
}
