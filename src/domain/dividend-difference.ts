/**
 * What a late record changes of a posted run. Who did not change gets nothing and gives nothing. A run at a declared rate pays
 * that rate, up and down; a run by largest remainder pays by its own pool and total, and shares that went from one to another
 * take their money with them to the fen, whatever else became known besides.
 */
import { apportionLargestRemainder, byCodeUnit } from './apportion.ts';
import { Money } from './money.ts';

/** A holder whose weight is known better now than when the run, or its last difference, was calculated. */
export interface Touched {
  /** Names the holder, in links too. */
  readonly key: string;
  /** Decides ties, with the key after it. */
  readonly tie: string;
  readonly oldWeight: bigint;
  readonly newWeight: bigint;
  /** What the run and its differences have granted so far. */
  readonly oldGross: Money;
}

export interface Difference {
  readonly key: string;
  readonly newGross: Money;
  readonly difference: Money;
}

/** By what the corrected run paid. */
export type PaidBy =
  /** Fen a unit of weight as an exact quotient: the declared rate. */
  | { readonly kind: 'rate'; readonly fen: bigint; readonly weight: bigint }
  | { readonly kind: 'pool'; readonly pool: Money; readonly totalWeight: bigint };

/** Two holders between whom shares moved by a record that came late, whichever way; whoever stands between counts too. */
export type Link = readonly [from: string, to: string];

/**
 * At a rate, each new amount is rate × new weight, cut to the fen; where shares only went from one to another, whoever has more now
 * gets what the others lost, which may be a fen more or less than the cut. By pool, each group of holders whom late records link is
 * judged as one: where its weight is the same as before, its old sum is divided anew among it; where shares came in or went
 * out, its new sum is pool × new weight ÷ total weight, cut to the fen. Within a group the largest remainder decides.
 */
export function differencesOf(
  touched: readonly Touched[],
  links: readonly Link[],
  paidBy: PaidBy,
): readonly Difference[] {
  const amounts = paidBy.kind === 'rate' ? atRate(touched, links, paidBy) : byPool(touched, links, paidBy);
  return touched.map(({ key, oldGross }) => {
    const newGross = Money.fromFen(amounts.get(key) ?? 0n);
    return { key, newGross, difference: newGross.minus(oldGross) };
  });
}

function atRate(
  touched: readonly Touched[],
  links: readonly Link[],
  { fen, weight }: Extract<PaidBy, { kind: 'rate' }>,
): ReadonlyMap<string, bigint> {
  const amounts = new Map(touched.map(({ key, newWeight }) => [key, (fen * newWeight) / weight]));
  for (const group of groupsOf(touched, links)) {
    const was = sum(group.map(({ oldWeight }) => oldWeight));
    const now = sum(group.map(({ newWeight }) => newWeight));
    if (was !== now) continue;
    const paid = Money.sum(group.map(({ oldGross }) => oldGross)).fen;
    let left = paid - sum(group.map(({ key }) => amounts.get(key) ?? 0n));
    const one = left < 0n ? -1n : 1n;
    const lost = ({ newWeight }: Touched) => (fen * newWeight) % weight;
    const takers = group
      .filter(({ oldWeight, newWeight }) => newWeight > oldWeight)
      .toSorted(
        (a, b) =>
          Number(one) * sign(lost(b) - lost(a)) || byCodeUnit(a.tie, b.tie) || byCodeUnit(a.key, b.key),
      );
    // One fen each, in turn: of several takers nobody carries more than the others.
    for (let at = 0; left !== 0n && takers.length > 0; at += 1, left -= one) {
      const key = takers[at % takers.length]?.key ?? '';
      amounts.set(key, (amounts.get(key) ?? 0n) + one);
    }
  }
  return amounts;
}

function sign(value: bigint): number {
  return value === 0n ? 0 : value < 0n ? -1 : 1;
}

function byPool(
  touched: readonly Touched[],
  links: readonly Link[],
  { pool, totalWeight }: Extract<PaidBy, { kind: 'pool' }>,
): ReadonlyMap<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const group of groupsOf(touched, links)) {
    const was = sum(group.map(({ oldWeight }) => oldWeight));
    const now = sum(group.map(({ newWeight }) => newWeight));
    if (now === 0n) continue;
    const whole =
      was === now ? Money.sum(group.map(({ oldGross }) => oldGross)).fen : (pool.fen * now) / totalWeight;
    const inOrder = group.toSorted((a, b) => byCodeUnit(a.tie, b.tie) || byCodeUnit(a.key, b.key));
    const holders = inOrder.map(({ key, newWeight }) => ({ key, weight: newWeight }));
    for (const { key, amount } of apportionLargestRemainder(whole, holders, byPlace).parts)
      amounts.set(key, amount);
  }
  return amounts;
}

/** Whoever stands first in the list comes first. */
const byPlace = () => 0;

/** The touched by whom they are linked with, also through holders who are not touched. */
function groupsOf(touched: readonly Touched[], links: readonly Link[]): readonly (readonly Touched[])[] {
  const above = new Map<string, string>();
  const topOf = (key: string): string => {
    let top = key;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    for (let at = key; at !== top;) {
      const next = above.get(at) ?? top;
      above.set(at, top);
      at = next;
    }
    return top;
  };
  for (const [from, to] of links) {
    const [one, other] = [topOf(from), topOf(to)];
    if (one !== other) above.set(one, other);
  }
  return [...Map.groupBy(touched, ({ key }) => topOf(key)).values()];
}

function sum(weights: readonly bigint[]): bigint {
  return weights.reduce((total, weight) => total + weight, 0n);
}
