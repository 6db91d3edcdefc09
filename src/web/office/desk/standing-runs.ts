/** Which runs stand: what was withdrawn, and what a posted reversal took back, is no dividend of its half-year any more. */
import type { Reply } from '../../shared/call.ts';

type Run = Reply<'listRuns'>['runs'][number];
/** What it is judged by. */
export type Judged = Pick<Run, 'id' | 'kind' | 'state' | 'refersTo' | 'postedAt'>;

/** The regular runs that stand, one for a half-year; differences and supplements are dividends of their own. */
export function standingRegular<Each extends Judged>(runs: readonly Each[]): readonly Each[] {
  const takenBack = new Set(
    runs.flatMap(({ kind, postedAt, refersTo }) =>
      kind === 'reversal' && postedAt !== null ? [refersTo] : [],
    ),
  );
  return runs.filter(
    ({ id, kind, state }) => kind === 'regular' && state !== 'withdrawn' && !takenBack.has(id),
  );
}
