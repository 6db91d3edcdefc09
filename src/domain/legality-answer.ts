/**
 * An answer of the legality certificate: yes, not yet, no, or why it is not asked; with evidence in words and the law's row, where
 * one asks it. And what the answers come to: nothing holds as a whole before it took effect.
 */
import type { LocalDate } from './calendar.ts';
import type { Sentence, Words } from './language.ts';
import type { LawId } from './law.ts';
import { questionWords, type LegalityQuestion } from './legality-facts.ts';

export const legalityAnswers = ['yes', 'open', 'no', 'not-asked'] as const;
export type LegalityAnswer = (typeof legalityAnswers)[number];

export const legalityAnswerWords: Words<LegalityAnswer> = {
  yes: { zh: '是', en: 'yes' },
  open: { zh: '未完', en: 'not yet' },
  no: { zh: '否', en: 'no' },
  'not-asked': { zh: '不适用', en: 'not asked' },
};

export const legalityConclusions = ['holds', 'not-over', 'fails'] as const;
export type LegalityConclusion = (typeof legalityConclusions)[number];

export const legalityConclusionWords: Words<LegalityConclusion> = {
  holds: { zh: '各项合规', en: 'all hold' },
  'not-over': { zh: '尚未办完', en: 'not over yet' },
  fails: { zh: '有不合规或缺少依据的事项', en: 'some do not hold or are not shown' },
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

/** What is under way: nothing is against it so far, and it is not over. */
export const open = (evidence: Sentence, grounds: Grounds = {}) =>
  answered('open', 'note', evidence, grounds);

export const notAsked = (evidence: Sentence, grounds: Grounds = {}) =>
  answered('not-asked', 'note', evidence, grounds);

export const no = (evidence: Sentence, grounds: Grounds = {}) => answered('no', 'finding', evidence, grounds);

/** What is missing and a version before only told of: verification fails on it for what was done since. */
export const noted = (evidence: Sentence, grounds: Grounds = {}) => answered('no', 'note', evidence, grounds);

/** `inEffect`: a run is posted, a scheme has given its shares. */
export function concluded(
  answers: readonly Pick<Answered, 'answer'>[],
  inEffect: boolean,
): LegalityConclusion {
  if (answers.some(({ answer }) => answer === 'no')) return 'fails';
  return inEffect && answers.every(({ answer }) => answer !== 'open') ? 'holds' : 'not-over';
}

/** Every no on which verification fails, question and evidence; null where there is none. */
export function whatIsAgainst(answers: readonly Judged[]): Sentence | null {
  const against = answers.filter(({ answer, weight }) => answer === 'no' && weight === 'finding');
  if (against.length === 0) return null;
  return joined(
    against.map(({ question, evidence }) => ({
      zh: `${questionWords[question].zh}（${evidence.zh}）`,
      en: `${questionWords[question].en} (${evidence.en})`,
    })),
  );
}

/** One sentence of several. */
export function joined(sentences: readonly Sentence[]): Sentence {
  return { zh: sentences.map(({ zh }) => zh).join('；'), en: sentences.map(({ en }) => en).join('; ') };
}
