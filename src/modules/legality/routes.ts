/** The legality certificate as a resource. */
import { citation } from '../../domain/law.ts';
import { questionWords } from '../../domain/legality-facts.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import * as wire from './contract.ts';
import { runLegality, schemeLegality, type Legality } from './queries.ts';

export const legalityRoutes: RoutePlugin = async (app) => {
  const { clock } = app.services;
  read(app, wire.readRunLegality, async (tx, { cooperativeId, input, today, actor }) => {
    const { runId, resolutionId, planId = null } = input;
    const approving =
      resolutionId === undefined ? null : { by: actor.userId, at: clock(), resolutionId, planId };
    return onWire(await runLegality(tx, cooperativeId, runId, today, approving));
  });
  read(app, wire.readSchemeLegality, async (tx, { cooperativeId, input: { schemeId } }) =>
    onWire(await schemeLegality(tx, cooperativeId, schemeId)),
  );
};

function onWire({ answers, conclusion }: Legality) {
  return {
    lawful: conclusion === 'holds',
    conclusion,
    answers: answers.map(({ question, answer, evidence, law, recordedOn, weight }) => ({
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
