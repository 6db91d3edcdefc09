/** An answer of the legality certificate: yes, no, or why it is not asked; with evidence in words and the law's row, where one asks it. */
import type { LocalDate } from './calendar.ts';
import type { Sentence, Words } from './language.ts';
import type { LawId } from './law.ts';
import type { LegalityQuestion } from './legality-facts.ts';

export const legalityAnswers = ['yes', 'no', 'not-asked'] as const;
export type LegalityAnswer = (typeof legalityAnswers)[number];

export const legalityAnswerWords: Words<LegalityAnswer> = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  'not-asked': { zh: '不适用', en: 'not asked' },
};

/** Of a no: whether verification fails on it, or only tells of it. */
export type Weight = 'finding' | 'note';

export interface Answered {
  readonly answer: LegalityAnswer;
  readonly evidence: Sentence;
  /** The row of the law that asks it; null where only the cooperative's rules or a default do. */
  readonly law: LawId | null;
  /** The day of recording, where it was entered late. */
  readonly recordedOn: LocalDate | null;
  readonly weight: Weight;
}

export interface Judged extends Answered {
  readonly question: LegalityQuestion;
}

interface Grounds {
  readonly law?: LawId | null | undefined;
  readonly recordedOn?: LocalDate | null;
}

const answered = (
  answer: LegalityAnswer,
  weight: Weight,
  evidence: Sentence,
  grounds: Grounds,
): Answered => ({
  answer,
  evidence,
  law: grounds.law ?? null,
  recordedOn: grounds.recordedOn ?? null,
  weight,
});

export const yes = (evidence: Sentence, grounds: Grounds = {}) => answered('yes', 'note', evidence, grounds);

export const notAsked = (evidence: Sentence, grounds: Grounds = {}) =>
  answered('not-asked', 'note', evidence, grounds);

export const no = (evidence: Sentence, grounds: Grounds = {}) => answered('no', 'finding', evidence, grounds);

/** What is missing and told, on which verification does not fail. */
export const noted = (evidence: Sentence, grounds: Grounds = {}) => answered('no', 'note', evidence, grounds);

/** One sentence of several. */
export function joined(sentences: readonly Sentence[]): Sentence {
  return { zh: sentences.map(({ zh }) => zh).join('；'), en: sentences.map(({ en }) => en).join('; ') };
}
