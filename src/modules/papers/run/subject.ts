/** The dividend run that a paper is about. */
import { refuse } from '../../../domain/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import { findRun, type RunRow } from '../../dividends/index.ts';

/** A run that has figures; refuses an unknown one and one not yet calculated. */
export async function requireCalculatedRun(tx: Tx, cooperativeId: string, runId: string): Promise<RunRow> {
  const run = await findRun(tx, cooperativeId, runId);
  if (!run) {
    throw refuse('documents.subject-unknown', { subject: { zh: '分红', en: 'dividend run' } }, '/runId');
  }
  if (run.calculation === 0) throw refuse('documents.run-not-calculated', { run: run.number.toString() });
  return run;
}
