/** The legality certificate as a resource. */
import { citation } from '../../domain/law.ts';
import type { Judged } from '../../domain/legality-answer.ts';
import { questionWords } from '../../domain/legality-facts.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import * as wire from './contract.ts';
import { runLegality, schemeLegality } from './queries.ts';

export const legalityRoutes: RoutePlugin = async (app) => {
  read(app, wire.readRunLegality, async (tx, { cooperativeId, input: { runId }, today }) =>
    onWire(await runLegality(tx, cooperativeId, runId, today)),
  );
  read(app, wire.readSchemeLegality, async (tx, { cooperativeId, input: { schemeId } }) =>
    onWire(await schemeLegality(tx, cooperativeId, schemeId)),
  );
};

function onWire(judged: readonly Judged[]) {
  return {
    lawful: judged.every(({ answer }) => answer !== 'no'),
    answers: judged.map(({ question, answer, evidence, law, recordedOn, weight }) => ({
      question,
      name: questionWords[question],
      answer,
      evidence,
      law: law && { id: law, citation: citation(law) },
      recordedOn: recordedOn && `${recordedOn}`,
      fails: answer === 'no' && weight === 'finding',
    })),
  };
}
