/** Which other ratio the page begins with, and for whom. */
import { meantGroups, type Meant } from '../../../domain/other-ratio.ts';

/** As far as the slider goes, by steps of so much: 2:5 is 1:2.5. */
export const MOST = 12;
export const STEP = 0.5;
/** What is asked about most, where the newest scheme names no other than one's own. */
const USUAL = [5, 8];

/** Another than one had, since one's own beside one's own says nothing; and none further than the slider goes. */
export function beginning(proposed: string | null, actual: readonly (string | null)[]): number {
  const held = actual.findLast((each) => each !== null) ?? null;
  const asked = [...(proposed === null ? [] : [Number(proposed)]), ...USUAL];
  return asked.find((each) => each <= MOST && each % STEP === 0 && String(each) !== held) ?? MOST;
}

interface Asked {
  /** Null: none that has an end. */
  readonly ratio: string | null;
  readonly whom: Meant;
}

/** Whoever comes from a motion begins with what it asks for. */
export const pathOfRatio = ({ ratio, whom }: Asked): string => `/ratio/${ratio ?? '-'}/${whom}`;

/**
 * What the address asks for; a ratio further than the slider goes, or between its steps, is none. What it asks for the retired alone says
 * nothing where they do not stand apart: for everybody nobody asked for it.
 */
export function askedIn(
  path: string,
  { tellsRetired }: { readonly tellsRetired: boolean },
): { readonly ratio: number | null; readonly whom: Meant | null } {
  const [, , ratio = '', asked] = path.split('/');
  const whom = meantGroups.find((each) => each === asked) ?? null;
  if (whom === 'retired' && !tellsRetired) return { ratio: null, whom: null };
  const isShown = /^\d{1,2}(\.5)?$/.test(ratio) && Number(ratio) <= MOST;
  return { ratio: isShown ? Number(ratio) : null, whom };
}
