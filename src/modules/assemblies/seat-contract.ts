/** The wire of seats: elections, endings, replacements, and who sits where on a day. */
import * as z from 'zod';
import { bodies } from '../../domain/assembly-rules.ts';
import { seatEndings } from '../../domain/assembly-seats.ts';
import { dateText, idText } from '../../contract/wire.ts';

export const seatedBody = z.enum(bodies.filter((body) => body !== 'members-assembly'));
export type SeatedBody = z.output<typeof seatedBody>;

const registerNumber = () => z.string().trim().min(1).max(60);

export const electBody = z.strictObject({
  from: dateText().meta({ description: 'First day of the term; seats held until then end the day before' }),
  seats: z
    .array(z.strictObject({ member: registerNumber(), group: z.string().trim().min(1).max(60).optional() }))
    .min(1)
    .max(2_000)
    .meta({ description: 'The whole body; representatives name the household group that elected them' }),
});
export const electInput = electBody.extend({ body: seatedBody });

export const endSeatBody = z.strictObject({
  on: dateText().meta({ description: 'First day the seat is no longer held; of a death, the day itself' }),
  by: z.enum(seatEndings.filter((each) => each !== 'replaced')),
  reason: z.string().trim().min(1).max(500),
});
export const endSeatInput = endSeatBody.extend({ seatId: idText() });

export const replaceSeatBody = z.strictObject({
  on: dateText(),
  successor: registerNumber(),
  reason: z.string().trim().min(1).max(500),
});
export const replaceSeatInput = replaceSeatBody.extend({ seatId: idText() });

export const seatReply = z.strictObject({
  id: idText(),
  body: seatedBody,
  member: registerNumber(),
  memberId: idText(),
  name: z.string(),
  sex: z.enum(['male', 'female']),
  group: z.string().nullable(),
  from: z.string(),
  termEndsOn: z.string().nullable(),
  ended: z.strictObject({ on: z.string(), by: z.enum(seatEndings) }).nullable(),
});

export const seatsReply = z.strictObject({
  body: seatedBody,
  on: z.string(),
  held: z.int(),
  women: z.int(),
  groups: z.array(z.strictObject({ group: z.string(), households: z.int(), seats: z.int() })),
  faults: z
    .array(z.string())
    .meta({ description: 'Where the body is not composed as its rules ask, in the language asked for' }),
  seats: z.array(seatReply),
});
