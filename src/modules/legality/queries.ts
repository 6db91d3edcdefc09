/** The answers for one run or scheme, from its facts as they are recorded now. */
import type { LocalDate } from '../../domain/calendar.ts';
import { judgeLegality } from '../../domain/legality.ts';
import type { Judged } from '../../domain/legality-answer.ts';
import type { Tx } from '../../platform/database.ts';
import { requireScheme } from '../allotments/index.ts';
import { requireRun } from '../dividends/index.ts';
import { runFacts, schemeFacts } from './facts.ts';

export async function runLegality(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  today: LocalDate,
): Promise<readonly Judged[]> {
  return judgeLegality(await runFacts(tx, await requireRun(tx, cooperativeId, runId), today));
}

export async function schemeLegality(
  tx: Tx,
  cooperativeId: string,
  schemeId: string,
): Promise<readonly Judged[]> {
  return judgeLegality(await schemeFacts(tx, await requireScheme(tx, cooperativeId, schemeId)));
}
