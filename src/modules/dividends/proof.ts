/**
 * What stands between a calculation and the books: PostgreSQL's sums of the lines and the core's judgement of every line, of
 * what is paid and of what is withheld, must both give what the run says. Nothing is posted on one computation alone.
 */
import { refuse } from '../../domain/refusal.ts';
import type { Sentence } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { judgeLines, sumLines } from './calculation.ts';
import { differenceLines } from './differences.ts';
import { differencePostedAfter, linesOf, requireRun, type RunRow } from './store.ts';

/** Refuses `run.proof-failed` with the place, or `run.difference-overtaken`, where another difference is the reason. */
export async function requireProof(tx: Tx, run: RunRow): Promise<void> {
  const failure = (await sumsFailure(tx, run)) ?? (await linesFailure(tx, run));
  if (failure === null) return;
  if (run.kind === 'difference') {
    const other = await differencePostedAfter(tx, run);
    if (other) throw refuse('run.difference-overtaken', { number: other.number.toString() });
  }
  throw refuse('run.proof-failed', { number: run.number.toString(), where: placeOf(failure) });
}

/** Where the two computations part: a line, or the sums. */
function placeOf(failure: string): Sentence {
  const line = /^line (\d+)/.exec(failure)?.[1];
  return { zh: line === undefined ? '合计' : `第 ${line} 行`, en: failure };
}

async function sumsFailure(tx: Tx, run: RunRow): Promise<string | null> {
  const distributable = distributableOf(run);
  const sums = await sumLines(tx, run, distributable);
  const agree =
    sums.lines === run.lines &&
    sums.paid.equals(run.paid) &&
    sums.tax.equals(run.tax) &&
    sums.net.equals(run.net) &&
    run.paid.plus(run.carried).fen === distributable;
  return agree ? null : 'sums';
}

/** A reversal is its run negated: its lines were written so in one statement, and only their sums are compared. */
async function linesFailure(tx: Tx, run: RunRow): Promise<string | null> {
  switch (run.kind) {
    case 'regular':
    case 'supplementary':
    case 'history': {
      const totalWeight = must(run.totalWeight, 'the total weight of a calculated run');
      const verdict = await judgeLines(tx, run, distributableOf(run), totalWeight);
      if (verdict.failure !== null) return verdict.failure;
      return verdict.paid === run.paid.fen && verdict.lines === run.lines ? null : 'totals';
    }
    case 'difference':
      return differenceFailure(tx, run);
    case 'reversal':
      return null;
  }
}

/** The lines of a difference follow from another run's: they are found again and compared with what is stored. */
async function differenceFailure(tx: Tx, run: RunRow): Promise<string | null> {
  const corrected = await requireRun(tx, run.cooperativeId, must(run.refersTo, 'the run that is corrected'));
  const due = await differenceLines(tx, corrected, must(run.knownAt, 'the moment a difference is known at'));
  const stored = await linesOf(tx, run);
  if (due.length !== stored.length) return 'lines';
  const at = stored.findIndex((line, index) => {
    const each = must(due[index], 'a line of the difference');
    return !(
      line.accountId === each.accountId &&
      line.gross.equals(each.gross) &&
      line.tax.equals(each.tax) &&
      line.net.equals(each.net)
    );
  });
  return at < 0 ? null : `line ${at + 1}`;
}

function distributableOf(run: RunRow): bigint {
  return run.pool.plus(run.carriedIn).fen;
}
