/** The answers for one run or scheme, from its facts as they are recorded now. */
import type { LocalDate } from '../../domain/calendar.ts';
import { judgeLegality } from '../../domain/legality.ts';
import { concluded, type Judged, type LegalityConclusion } from '../../domain/legality-answer.ts';
import type { LegalityFacts } from '../../domain/legality-facts.ts';
import type { Tx } from '../../platform/database.ts';
import { requireScheme } from '../allotments/index.ts';
import { requireRun } from '../dividends/index.ts';
import { runFacts, schemeFacts, type Approving } from './facts.ts';

export interface Legality {
  readonly answers: readonly Judged[];
  readonly conclusion: LegalityConclusion;
}

function judged(facts: LegalityFacts): Legality {
  const answers = judgeLegality(facts);
  const inEffect = facts.kind === 'run' ? facts.postedOn !== null : facts.posted;
  return { answers, conclusion: concluded(answers, inEffect) };
}

/** `approving`: as it will be once it is approved so. */
export async function runLegality(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  today: LocalDate,
  approving: Approving | null = null,
): Promise<Legality> {
  return judged(await runFacts(tx, await requireRun(tx, cooperativeId, runId), today, approving));
}

export async function schemeLegality(tx: Tx, cooperativeId: string, schemeId: string): Promise<Legality> {
  return judged(await schemeFacts(tx, await requireScheme(tx, cooperativeId, schemeId)));
}
