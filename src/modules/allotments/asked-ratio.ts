/** Which ratio a scheme asks for, and for whom: what people compare before they vote on it. */
import type { Meant } from '../../domain/other-ratio.ts';
import { Ratio } from '../../domain/ratio.ts';
import type { Tx } from '../../platform/database.ts';
import type { RuleOnWire } from './rules-contract.ts';
import { requireScheme } from './store.ts';

interface AskedRatio {
  /** Matched shares for each one of the base; null where none is a whole number. */
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

/** The most that they give for each share; null where they match nothing. */
export function mostAsked(rules: readonly RuleOnWire[]): AskedRatio | null {
  const matches = rules.filter((rule) => rule.kind === 'match');
  if (matches.length === 0) return null;
  const whole = matches.flatMap(({ ratio, cohort }) => {
    const { left, right } = Ratio.parse(ratio);
    const isOfRetired = 'standing' in cohort && cohort.standing === 'retired';
    return right % left === 0n ? [{ most: right / left, isOfRetired }] : [];
  });
  const [most] = whole.sort((one, other) => Number(other.most - one.most));
  // Where everybody gets as much, it is not the retired alone whom it is about.
  const areAlike = whole.every((each) => each.most === most?.most) && whole.some((each) => !each.isOfRetired);
  return {
    ratio: most?.most.toString() ?? null,
    whom: most?.isOfRetired === true && !areAlike ? 'retired' : 'everybody',
  };
}
