/** Whose law holds, in words: the province and the kind of community. */
import type { Sentence } from '../../domain/language.ts';
import { communityWords, lawPlaceWords, type Community } from '../../domain/law-row.ts';
import type { Say } from './language.ts';

const words = {
  place: { zh: '{province}，{community}', en: '{province}, {community}' },
} as const satisfies Record<string, Sentence>;

/** A province without rules of its own in the stock has those of the nation. */
export function provinceInWords(province: string, say: Say): string {
  const known: Readonly<Record<string, Sentence | undefined>> = lawPlaceWords;
  return say(known[province] ?? lawPlaceWords.CN);
}

export function placeInWords(
  { province, community }: { readonly province: string; readonly community: Community },
  say: Say,
): string {
  return say(words.place, {
    province: provinceInWords(province, say),
    community: say(communityWords[community]),
  });
}
