/** The wire of the legality certificate: of a run, and of a scheme. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { idText } from '../../contract/wire.ts';
import { legalityAnswers, legalityConclusions } from '../../domain/legality-answer.ts';
import { legalityQuestions } from '../../domain/legality-facts.ts';

const sentence = z.strictObject({ zh: z.string(), en: z.string() });

export const legalityReply = z.strictObject({
  lawful: z.boolean().meta({
    description: 'It took effect, and no question is answered with no or not yet',
    zh: '已经生效，且没有一项为“否”或“未完”',
  }),
  conclusion: z.enum(legalityConclusions).meta({
    description: 'What the answers come to; before posting it never holds as a whole',
    zh: '总的结论；入账以前不作“各项合规”的结论',
  }),
  answers: z.array(
    z.strictObject({
      question: z.enum(legalityQuestions),
      name: sentence,
      answer: z.enum(legalityAnswers),
      evidence: sentence.meta({
        description: 'Days and figures as recorded, or why it is not asked',
        zh: '所登记的日期和数字，或不适用的原因',
      }),
      law: z
        .strictObject({ id: z.string(), citation: sentence })
        .nullable()
        .meta({ description: 'The row of the law pack that asks it', zh: '所依据的法规条目' }),
      recordedOn: z.string().nullable().meta({
        description: 'The day of recording, where it was entered late or from paper',
        zh: '迟录或据纸质补录的登记日期',
      }),
      fails: z.boolean().meta({
        description: 'Whether verification fails on it once it is posted; a no of history is only told',
        zh: '入账后核验是否因此不通过；历史事项只提示',
      }),
    }),
  ),
});

export const readRunLegality = endpoint({
  name: 'readRunLegality',
  method: 'get',
  path: '/dividend-runs/:runId/legality',
  action: 'runs.read',
  summary: {
    zh: '分红的合法性：决定权、通知、表决、方案、公示等逐项是否合规及依据',
    en: 'Whether a run is lawful, question by question, with the evidence',
  },
  description: {
    zh: '给出 resolutionId 时，按“由提问人凭这份决议批准”以后的情形回答；给出 planId 时，并按同时通过该方案回答。已批准的按登记的回答。',
    en: 'With resolutionId it answers as it will be once whoever asks approves the run by that resolution; with planId also as though that plan were adopted with it. What is approved already is answered as recorded.',
  },
  input: z.strictObject({
    runId: idText(),
    resolutionId: idText().optional(),
    planId: idText().optional(),
  }),
  reply: legalityReply,
  errors: ['run.unknown', 'resolution.unknown', 'distribution.plan-unknown'],
});

export const readSchemeLegality = endpoint({
  name: 'readSchemeLegality',
  method: 'get',
  path: '/allotment-schemes/:schemeId/legality',
  action: 'schemes.read',
  summary: {
    zh: '配股方案的合法性：决定权、通知、表决、前置研究等逐项是否合规及依据',
    en: 'Whether a scheme is lawful, question by question, with the evidence',
  },
  input: z.strictObject({ schemeId: idText() }),
  reply: legalityReply,
  errors: ['scheme.unknown'],
});
