/** Which other ratio the page begins with. */

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
