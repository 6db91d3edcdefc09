/** What one may vote, as it stands on its button. */
import type { Choice } from '../../../domain/assembly-vote.ts';
import type { Words } from '../../../domain/language.ts';

export const offered = ['for', 'against', 'abstain'] as const satisfies readonly Choice[];

export const offeredWords: Words<Choice> = {
  for: { zh: '赞成', en: 'For' },
  against: { zh: '反对', en: 'Against' },
  abstain: { zh: '弃权', en: 'Abstain' },
};
