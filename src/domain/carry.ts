/**
 * Which carry comes next. A run that divides a pool may leave something of it; the next regular run takes up one that waits, the oldest
 * first, so that none waits for ever, and each once. A run that was withdrawn or reversed leaves nothing and gives back what it had taken. History was paid
 * elsewhere: it hands nothing on and takes nothing up.
 */
import type { RunKind, RunState } from './dividend-run.ts';
import { Money } from './money.ts';

/** Of a run, what decides about carries. */
export interface CarryRun {
  readonly id: string;
  readonly number: bigint;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly period: string;
  readonly carried: Money;
  readonly carriedFrom: string | null;
  /** The run that this one corrects or reverses. */
  readonly refersTo: string | null;
}

/** Those that count: neither withdrawn, nor reversed, nor a reversal. */
function standing<Run extends CarryRun>(runs: readonly Run[]): readonly Run[] {
  const reversed = new Set(runs.flatMap(({ kind, refersTo }) => (kind === 'reversal' ? [refersTo] : [])));
  return runs.filter(
    ({ id, kind, state }) => kind !== 'reversal' && state !== 'withdrawn' && !reversed.has(id),
  );
}

function handsOn({ kind, state, carried }: CarryRun): boolean {
  return state === 'posted' && (kind === 'regular' || kind === 'supplementary') && carried.isPositive;
}

/** The run whose carry the regular run `taker` takes up: the oldest posted one with a carry that nobody else has taken. */
export function nextCarry<Run extends CarryRun>(runs: readonly Run[], taker: string): Run | undefined {
  return waitingFor(runs, taker).reduce<Run | undefined>(
    (oldest, run) => (oldest === undefined || run.number < oldest.number ? run : oldest),
    undefined,
  );
}

/** Whether what the run took up when it was calculated is still there to be taken; where it took nothing, whether nothing waits. */
export function carryStands(
  runs: readonly CarryRun[],
  { id, carriedFrom }: Pick<CarryRun, 'id' | 'carriedFrom'>,
): boolean {
  const waiting = waitingFor(runs, id);
  return carriedFrom === null ? waiting.length === 0 : waiting.some((run) => run.id === carriedFrom);
}

function waitingFor<Run extends CarryRun>(runs: readonly Run[], taker: string): readonly Run[] {
  const counted = standing(runs);
  const taken = new Set(counted.filter(({ id }) => id !== taker).map(({ carriedFrom }) => carriedFrom));
  return counted.filter((run) => run.id !== taker && handsOn(run) && !taken.has(run.id));
}

/** The run that has taken up what this one carried, if any. */
export function takerOf<Run extends CarryRun>(runs: readonly Run[], giver: string): Run | undefined {
  return standing(runs).find(({ carriedFrom }) => carriedFrom === giver);
}

/**
 * What runs (of half-years before `period`, if given) carried and no posted run of such a half-year took up. The books still show
 * it as undistributed, but it belongs to the next run, on top of that run's pool.
 */
export function openCarries(runs: readonly CarryRun[], period?: string): Money {
  const earlier = standing(runs).filter((run) => period === undefined || run.period < period);
  const taken = new Set(
    earlier.filter(({ state }) => state === 'posted').map(({ carriedFrom }) => carriedFrom),
  );
  return Money.sum(earlier.flatMap((run) => (handsOn(run) && !taken.has(run.id) ? [run.carried] : [])));
}
