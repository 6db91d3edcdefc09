/**
 * Who may take shares. A setting of the cooperative with the day it takes effect: members only unless it says otherwise, their
 * kin, or outsiders by an adopted resolution. It binds whatever brings shares to a person or household; what goes back
 * (a reversal) or only changes the measure (a split) gives nobody anything. Where the law of the place lets members only hold shares, none
 * of them is given, sold or issued to anybody else, whatever the setting says.
 */
import { leastNumber, type VoteCounting } from './assembly-rules.ts';
import type { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import { citation, lawInForce, lawValue, type Jurisdiction, type LawId } from './law.ts';
import { refuse, type Fault } from './refusal.ts';
import type { MovementKind } from './share-register.ts';
import { takersWords } from './words.ts';

export const takersKinds = ['inside', 'kin', 'outside'] as const;
export type Takers = (typeof takersKinds)[number];

/** Where nothing was set: a default of this program, not the law of every province. */
export const defaultTakers: Takers = 'inside';

/**
 * How near a taker stands to the cooperative on a day: a member, or a household with one; somebody who shares the household of a
 * member; anybody else.
 */
export type Closeness = 'inside' | 'kin' | 'outside';

export interface TakersRule {
  readonly takers: Takers;
  readonly effectiveOn: LocalDate;
}

/** The rule on a day. `rules` in the order in which they were written: of several from one day the last counts. */
export function takersOn(rules: readonly TakersRule[], day: LocalDate): Takers {
  const inForce = rules.filter(({ effectiveOn }) => !effectiveOn.isAfter(day));
  const latest = inForce.reduce<TakersRule | null>(
    (best, rule) => (best !== null && best.effectiveOn.isAfter(rule.effectiveOn) ? best : rule),
    null,
  );
  return latest?.takers ?? defaultTakers;
}

/**
 * Refuses outsiders as takers where fewer agreed than the law of the day of the decision asks: heads of all members, present or not.
 * Where no row holds, or votes were not kept yet, nothing is asked.
 */
export function requireConsentToOutsiders(
  decided: {
    readonly number: string;
    readonly decidedOn: LocalDate;
    readonly counting: VoteCounting | null;
    readonly entitled: number | null;
    readonly votesFor: string | null;
  },
  jurisdiction: Jurisdiction,
): void {
  const { number, decidedOn, counting, entitled, votesFor } = decided;
  const law = lawInForce('membership.outsiders', decidedOn, jurisdiction);
  const asked = lawValue('proportion', 'membership.outsiders', decidedOn, jurisdiction);
  if (!law || !asked || entitled === null || counting === null || votesFor === null) return;
  const least = leastNumber(asked, BigInt(entitled), asked.inclusive);
  if (counting === 'by-head' && BigInt(votesFor) >= least) return;
  const values = { number, for: votesFor, entitled, least: `${least}`, law: citation(law.id) };
  throw refuse('shares.takers-consent', values, '/resolutionId');
}

/** Whether more may take than by the rule in force on the day from which it counts. */
export function widensTakers(rules: readonly TakersRule[], wished: TakersRule): boolean {
  return takersKinds.indexOf(wished.takers) > takersKinds.indexOf(takersOn(rules, wished.effectiveOn));
}

const giving: Readonly<Record<MovementKind, boolean>> = {
  opening: true,
  subscription: true,
  allotment: true,
  inheritance: true,
  gift: true,
  transfer: true,
  correction: true,
  redemption: false,
  escheat: false,
  split: false,
  reversal: false,
};

export const givingKinds: readonly MovementKind[] = Object.entries(giving).flatMap(([kind, gives]) =>
  gives ? [kind as MovementKind] : [],
);

/** Whether somebody so near may take. Where kin may, an heir is kin wherever they live. */
export function mayTake(takers: Takers, closeness: Closeness, kind: MovementKind): boolean {
  switch (takers) {
    case 'outside':
      return true;
    case 'kin':
      return closeness !== 'outside' || kind === 'inheritance';
    case 'inside':
      return closeness === 'inside';
  }
}

/** What is inherited, stood there before, or is put right follows the setting: nobody gives it anew. */
const passedOn: readonly MovementKind[] = ['subscription', 'allotment', 'gift', 'transfer'];

/** The law by which nobody but a member takes shares on a day; null where none holds, or none asks it of such a movement. */
export function membersOnlyBy(
  closeness: Closeness,
  kind: MovementKind,
  day: LocalDate,
  where: Jurisdiction,
): LawId | null {
  if (closeness === 'inside' || !passedOn.includes(kind)) return null;
  return lawInForce('shares.members-only', day, where)?.id ?? null;
}

export function takerFault(taker: {
  readonly account: string | Sentence;
  readonly day: LocalDate;
  readonly takers: Takers;
}): Fault {
  const { account, day, takers } = taker;
  return {
    code: 'shares.taker-outside',
    values: { account, date: day.toString(), takers: takersWords[takers] },
  };
}
