/** The wire of resolutions and of what became of them. */
import * as z from 'zod';
import { bodies, motionKinds, voteCountings } from '../../domain/assembly-rules.ts';
import { outcomes } from '../../domain/assembly-vote.ts';
import { executionStates } from '../../domain/resolution.ts';
import { dateText, idText } from '../../contract/wire.ts';

const heads = () => z.int().min(0).max(1_000_000);

export const recordResolutionInput = z.strictObject({
  body: z.enum(bodies),
  number: z.string().trim().min(1).max(60).meta({ example: '〔2010〕3号' }),
  decidedOn: dateText(),
  matter: z
    .enum(motionKinds)
    .meta({ description: 'What kind of matter was decided; nothing else rests on it' }),
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(20_000),
  vote: z
    .strictObject({
      entitled: heads().min(1),
      present: heads(),
      for: heads(),
      against: heads(),
      abstain: heads(),
    })
    .meta({
      description: 'The heads as the minutes count them; the rules of the day say whether it was adopted',
    }),
});

export const resolutionReply = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string(),
  decidedOn: z.string(),
  matter: z.enum(motionKinds),
  subject: z.string().nullable().meta({ description: 'The scheme or the calculated run that was voted on' }),
  title: z.string(),
  text: z.string(),
  outcome: z.enum(outcomes),
  vote: z
    .strictObject({
      counting: z.enum(voteCountings),
      entitled: z.int(),
      present: z.int(),
      for: z.string(),
      against: z.string(),
      abstain: z.string(),
    })
    .nullable(),
  meetingId: idText().nullable(),
});

export const resolutionPage = z.strictObject({
  resolutions: z.array(resolutionReply),
  next: z.string().nullable(),
});

export const reportExecutionBody = z.strictObject({
  reportedOn: dateText(),
  state: z.enum(executionStates),
  text: z.string().trim().min(1).max(2_000),
});
export const reportExecutionInput = reportExecutionBody.extend({ resolutionId: idText() });

export const executionReply = z.strictObject({
  reportedOn: z.string(),
  state: z.enum(executionStates),
  text: z.string(),
});

export const resolutionDetail = resolutionReply.extend({ executions: z.array(executionReply) });
