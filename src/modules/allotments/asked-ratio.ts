/** Which ratio a scheme asks for, and for whom: what people compare before they vote on it. */
import { Fraction } from '../../domain/fraction.ts';
import { written, type Meant } from '../../domain/other-ratio.ts';
import { Ratio } from '../../domain/ratio.ts';
import type { Tx } from '../../platform/database.ts';
import type { RuleOnWire } from './rules-contract.ts';
import { requireScheme } from './store.ts';

interface AskedRatio {
  /** Matched shares for each one of the base, `8` or `2.5`; null where that has no end. */
  readonly ratio: string | null;
  readonly whom: Meant;
}

export async function ratioAskedBy(
  tx: Tx,
  cooperativeId: string,
  schemeId: string,
): Promise<AskedRatio | null> {
  return mostAsked((await requireScheme(tx, cooperativeId, schemeId)).rules);
}

/** The most that they give for each share; null where they match nothing. What another class is matched with is another ratio. */
export function mostAsked(rules: readonly RuleOnWire[]): AskedRatio | null {
  const matches = rules.filter((rule) => rule.kind === 'match');
  const [first] = matches;
  if (first === undefined) return null;
  const asked = matches
    .filter(({ base, shareClass }) => base === first.base && shareClass === first.shareClass)
    .map(({ ratio, cohort }) => {
      const { left, right } = Ratio.parse(ratio);
      const isOfRetired = 'standing' in cohort && cohort.standing === 'retired';
      return { each: Fraction.of(right, left), isOfRetired };
    });
  const most = asked.reduce((one, other) => (other.each.compare(one.each) > 0 ? other : one));
  // Where everybody gets as much, it is not the retired alone whom it is about.
  const areAlike =
    asked.every(({ each }) => each.equals(most.each)) && asked.some(({ isOfRetired }) => !isOfRetired);
  return {
    ratio: written(most.each),
    whom: most.isOfRetired && !areAlike ? 'retired' : 'everybody',
  };
}
