/** The resolution that has decided the run as it is calculated, once it stands; what waits for its confirmation decides nothing yet. */
export async function decisionOn(tx: Tx, { cooperativeId, id, calculation }: RunRow) {
  const found = await resolutionOn(tx, cooperativeId, runSubject(id, calculation));
  return found?.review === 'awaiting-review' ? undefined : found;
}

/** What a run asks of the resolution it rests on: the same when it is approved, when it is posted and when it is verified. */
import { reversalSubject, runSubject, type Claim } from '../../domain/resolution.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import type { Tx } from '../../platform/database.ts';
import { resolutionOn } from '../assemblies/index.ts';
import type { RunRow } from './store.ts';

/** `today`: of what is about to take effect. What is posted took effect on its day. */
export function runClaim(run: RunRow, today?: LocalDate): Claim {
  const common = {
    notBefore: run.recordDate,
    effectiveOn: run.postedAt ? [dayInChina(run.postedAt)] : [],
    ...(today && { today }),
    // A run of before the books takes effect on its record date, whenever it is entered.
    ...(run.kind === 'history' && { countedOn: [run.recordDate] }),
  };
  if (run.kind === 'reversal') {
    const refersTo = must(run.refersTo, 'the run that is reversed');
    return { matter: 'dividend-run', subject: reversalSubject(refersTo), ...common };
  }
  // What a late record changes follows from what was resolved before: the board may decide a difference.
  const matter = run.kind === 'difference' ? 'dividend-difference' : 'dividend-run';
  return { matter, subject: runSubject(run.id, run.calculation), ...common };
}
