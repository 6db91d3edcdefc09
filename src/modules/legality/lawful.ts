/** What was posted just now is asked for its certificate before anybody can rely on it: a no takes the posting back. */
import { refuse } from '../../domain/refusal.ts';
import { whatIsAgainst } from '../../domain/legality-answer.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { runLegality, schemeLegality } from './queries.ts';

export async function requireLawfulRun(
  { tx, cooperativeId, today }: CommandUnit,
  runId: string,
): Promise<void> {
  const found = whatIsAgainst((await runLegality(tx, cooperativeId, runId, today)).answers);
  if (found !== null) throw refuse('run.unlawful', { found });
}

export async function requireLawfulScheme(
  { tx, cooperativeId }: CommandUnit,
  schemeId: string,
): Promise<void> {
  const found = whatIsAgainst((await schemeLegality(tx, cooperativeId, schemeId)).answers);
  if (found !== null) throw refuse('scheme.unlawful', { found });
}
