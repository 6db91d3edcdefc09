/** The wire of public notices: announced, objected to, answered or released. */
import * as z from 'zod';
import { dateText, idText } from '../../contract/wire.ts';

const words = (most: number) => z.string().trim().min(1).max(most);

export const announceBody = z.strictObject({
  postedOn: dateText().meta({ description: 'The day it was hung up; that day does not count' }),
  place: words(200).default('公示栏').meta({ description: 'Where it hangs' }),
});
export const announceInput = announceBody.extend({ runId: idText() });

export const objectBody = z.strictObject({
  raisedOn: dateText(),
  raisedBy: words(100).meta({ description: 'Who objects' }),
  text: words(2_000),
});
export const objectInput = objectBody.extend({ runId: idText() });

const place = { runId: idText(), number: z.int().min(1) };
export const answerBody = z.strictObject({ answeredOn: dateText(), text: words(2_000) });
export const answerInput = answerBody.extend(place);
export const releaseBody = z.strictObject({ reason: z.string().max(2_000) });
export const releaseInput = releaseBody.extend(place);

const objectionReply = z.strictObject({
  number: z.int(),
  raisedOn: z.string(),
  raisedBy: z.string(),
  text: z.string(),
  settled: z
    .strictObject({
      kind: z.enum(['answered', 'released']),
      on: z.string(),
      by: z.string(),
      text: z.string(),
    })
    .nullable(),
});

export const noticeReply = z.strictObject({
  runId: idText(),
  postedOn: z.string(),
  days: z.int(),
  place: z.string(),
  lastDay: z.string(),
  unlockDay: z.string().meta({ description: 'The first day of posting, objections aside' }),
  state: z.enum(['not-begun', 'running', 'blocked', 'unlocked']).meta({ description: 'As of today' }),
  objections: z.array(objectionReply),
});
