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
  /** Null: none that is a whole number. */
  readonly ratio: string | null;
  readonly whom: Meant;
}

/** Whoever comes from a motion begins with what it asks for. */
export const pathOfRatio = ({ ratio, whom }: Asked): string => `/ratio/${ratio ?? '-'}/${whom}`;

/** What the address asks for; a ratio further than the slider goes is none. */
export function askedIn(path: string): { readonly ratio: number | null; readonly whom: Meant | null } {
  const [, , ratio = '', whom] = path.split('/');
  const isShown = /^\d{1,2}$/.test(ratio) && Number(ratio) <= MOST;
  return {
    ratio: isShown ? Number(ratio) : null,
    whom: meantGroups.find((each) => each === whom) ?? null,
  };
}
