/** Which other ratio the page begins with. */

/** As far as the slider goes. */
export const MOST = 12;
/** What is asked about most, where the newest scheme names no other than one's own. */
const USUAL = [5, 8];

/** Another than one had, since one's own beside one's own says nothing; and none further than the slider goes. */
export function beginning(proposed: string | null, actual: readonly (bigint | null)[]): number {
  const held = actual.findLast((each) => each !== null) ?? null;
  const asked = [...(proposed === null ? [] : [Number(proposed)]), ...USUAL];
  return asked.find((each) => each <= MOST && BigInt(each) !== held) ?? MOST;
}
