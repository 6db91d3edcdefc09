/** What a run asks of the resolution it rests on: the same when it is approved, when it is posted and when it is verified. */
import { reversalSubject, runSubject, type Claim } from '../../domain/resolution.ts';
import { must } from '../../platform/must.ts';
import type { RunRow } from './store.ts';

export function runClaim(run: RunRow): Claim {
  const notBefore = run.recordDate;
  if (run.kind === 'reversal') {
    const refersTo = must(run.refersTo, 'the run that is reversed');
    return { matter: 'dividend-run', subject: reversalSubject(refersTo), notBefore };
  }
  // What a late record changes follows from what was resolved before: the board may decide a difference.
  const matter = run.kind === 'difference' ? 'dividend-difference' : 'dividend-run';
  return { matter, subject: runSubject(run.id, run.calculation), notBefore };
}
