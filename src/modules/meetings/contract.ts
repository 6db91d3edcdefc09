/** The wire of meetings, from the first draft of the agenda to the count. */
import * as z from 'zod';
import { attendanceManners } from '../../domain/assembly-attendance.ts';
import { calendarKinds } from '../../domain/assembly-calendar.ts';
import { bodies, motionKinds, voteCountings } from '../../domain/assembly-rules.ts';
import { choices, outcomes } from '../../domain/assembly-vote.ts';
import { meetingStates, motionCountings } from '../../domain/meeting.ts';
import { dateText, idText, moneyText, periodText } from '../../contract/wire.ts';

const registerNumber = () => z.string().trim().min(1).max(60);
const words = (most: number) => z.string().trim().min(1).max(most);
const time = () =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .meta({ example: '09:00' });

/** What a motion is about, where it is about one thing in the books. */
const about = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scheme'), schemeId: idText() }),
    z.strictObject({ kind: z.literal('plan'), planId: idText() }),
    z.strictObject({ kind: z.literal('plan-repeal'), planId: idText() }),
    z.strictObject({ kind: z.literal('run'), runId: idText() }),
    z.strictObject({ kind: z.literal('reversal'), runId: idText() }),
  ])
  .nullable();

export const agendaItem = z.strictObject({
  kind: z.enum(motionKinds),
  title: words(200),
  text: words(20_000),
  counting: z
    .enum(motionCountings)
    .default('by-head')
    .meta({ description: 'none: only to be heard, nothing is voted on' }),
  about: about
    .default(null)
    .meta({ description: 'The scheme, plan or run that takes effect through this motion' }),
});
export type AgendaItem = z.output<typeof agendaItem>;

export const comparisonWish = z.strictObject({
  schemeIds: z.array(idText()).min(2).max(3),
  pool: moneyText(),
});
export type ComparisonWish = z.output<typeof comparisonWish>;

const meetingFields = {
  title: words(200).meta({ example: '2025年上半年股民代表大会' }),
  heldOn: dateText(),
  time: time(),
  place: words(200),
  period: periodText().nullable().meta({ description: 'The half-year whose figures the papers carry' }),
  comparison: comparisonWish.nullable().meta({ description: 'Schemes to compare in the papers' }),
  agenda: z.array(agendaItem).max(60),
};

export const draftMeetingInput = z.strictObject({
  body: z.enum(bodies),
  ...meetingFields,
  period: meetingFields.period.default(null),
  comparison: meetingFields.comparison.default(null),
  agenda: meetingFields.agenda.default([]),
});

export const changeMeetingBody = z.strictObject(meetingFields).partial();
export const changeMeetingInput = changeMeetingBody.extend({ meetingId: idText() });

export const conveneBody = z.strictObject({
  noticeOn: dateText().meta({ description: 'The day the notice went out' }),
  papersOpenFrom: dateText().optional().meta({ description: 'The day of the notice unless given' }),
});
export const conveneInput = conveneBody.extend({ meetingId: idText() });

export const reasonBody = z.strictObject({ reason: words(500) });
export const meetingReasonInput = reasonBody.extend({ meetingId: idText() });
export const meetingIdInput = z.strictObject({ meetingId: idText() });

export const attendanceBody = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        member: registerNumber(),
        manner: z.enum([...attendanceManners, 'absent']),
        proxy: registerNumber().nullable().default(null),
      }),
    )
    .min(1)
    .max(10_000)
    .meta({ description: 'Only those named change; absent takes back an earlier entry' }),
});
export const attendanceInput = attendanceBody.extend({ meetingId: idText() });

const motionKey = { meetingId: idText(), motion: z.int().min(1) };
const heads = () => z.int().min(0).max(1_000_000);

export const handsBody = z.strictObject({ for: heads(), against: heads(), abstain: heads() });
export const handsInput = handsBody.extend(motionKey);

export const withdrawHandsInput = reasonBody.extend(motionKey);

export const ballotsBody = z.strictObject({
  ballots: z
    .array(
      z.strictObject({
        voter: registerNumber(),
        principal: registerNumber()
          .nullable()
          .default(null)
          .meta({ description: 'Whose vote it is, given by proxy; null for the voter’s own' }),
        choice: z.enum(choices),
      }),
    )
    .min(1)
    .max(10_000),
});
export const ballotsInput = ballotsBody.extend(motionKey);

export const ownBallotBody = z.strictObject({
  choice: z.enum(choices),
  principal: registerNumber().nullable().default(null),
});
export const ownBallotInput = ownBallotBody.extend(motionKey);

export const strikeInput = reasonBody.extend({ meetingId: idText(), ballotId: idText() });

export const minutesBody = z.strictObject({ chair: words(100), recorder: words(100), text: words(50_000) });
export const minutesInput = minutesBody.extend({ meetingId: idText() });

const proportion = { numerator: z.int(), denominator: z.int(), inclusive: z.boolean(), base: z.string() };
const sentence = z.strictObject({ zh: z.string(), en: z.string() });

export const resultReply = z.strictObject({
  outcome: z.enum(outcomes),
  counting: z.enum(voteCountings),
  tie: z.boolean(),
  entitled: z.string(),
  present: z.string(),
  cast: z.string(),
  quorum: z.strictObject({ rule: z.strictObject(proportion), least: z.string(), met: z.boolean() }),
  majority: z.strictObject({
    rule: z.strictObject(proportion),
    of: z.string(),
    least: z.string(),
    met: z.boolean(),
  }),
  votes: z.strictObject({
    for: z.string(),
    against: z.string(),
    abstain: z.string(),
    valid: z.string(),
    unused: z.string(),
    all: z.string(),
    present: z.string(),
  }),
});

const motionReply = z.strictObject({
  number: z.int(),
  kind: z.enum(motionKinds),
  title: z.string(),
  text: z.string(),
  counting: z.enum(motionCountings),
  about: z.string().nullable(),
  votes: z.strictObject({
    hands: handsBody.nullable(),
    ballots: z.int().meta({ description: 'Given in and not struck out' }),
  }),
  outcome: z
    .enum([...outcomes, 'heard'])
    .nullable()
    .meta({ description: 'Null before the meeting is closed' }),
  result: resultReply.nullable(),
  words: sentence.nullable().meta({ description: 'The rule, the numbers and the outcome' }),
  resolution: z.strictObject({ id: idText(), number: z.string() }).nullable(),
});

export const meetingReply = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string().meta({ description: 'Within body and year', example: '2025-1' }),
  title: z.string(),
  state: z.enum(meetingStates),
  heldOn: z.string(),
  time: z.string(),
  place: z.string(),
  period: z.string().nullable(),
  cancelledBecause: z.string().nullable(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
});

export const meetingDetail = meetingReply.extend({
  comparison: comparisonWish.nullable(),
  agenda: z.array(agendaItem).meta({ description: 'As drafted; once convened the motions count' }),
  notice: z
    .strictObject({
      number: z.int(),
      noticeOn: z.string(),
      latest: z.string().meta({ description: 'The latest day it might have gone out' }),
      papersOpenFrom: z.string(),
    })
    .nullable(),
  entitled: z.int().nullable().meta({ description: 'On the frozen list; null before the meeting opens' }),
  present: z.int().nullable(),
  quorum: z.strictObject({ least: z.string(), met: z.boolean() }).nullable(),
  motions: z.array(motionReply),
  minutes: minutesBody.nullable(),
});

export const meetingPage = z.strictObject({ meetings: z.array(meetingReply), next: z.string().nullable() });

export const attendanceReply = z.strictObject({
  entitled: z.array(
    z.strictObject({
      member: z.string(),
      name: z.string(),
      group: z.string().nullable(),
      household: z.string().nullable(),
      weight: z.string(),
      manner: z.enum(attendanceManners).nullable(),
      proxy: z.strictObject({ member: z.string(), name: z.string() }).nullable(),
    }),
  ),
  leftOut: z.array(z.strictObject({ name: z.string(), reason: z.string(), on: z.string() })),
});

export const ballotReply = z.strictObject({
  id: idText(),
  voter: z.string(),
  voterName: z.string(),
  principal: z.string().nullable(),
  principalName: z.string().nullable(),
  choice: z.enum(choices),
  givenBy: z.enum(['voter', 'recorder']),
  castAt: z.string(),
  struck: z.string().nullable().meta({ description: 'Why it does not count' }),
});

export const recountReply = z.strictObject({
  agrees: z.boolean(),
  motions: z.array(
    z.strictObject({
      number: z.int(),
      title: z.string(),
      stored: resultReply.nullable(),
      recounted: resultReply.nullable(),
      agrees: z.boolean(),
    }),
  ),
});

export const calendarReply = z.strictObject({
  period: z.string(),
  body: z.enum(bodies),
  meetingId: idText().nullable(),
  entries: z.array(z.strictObject({ kind: z.enum(calendarKinds), date: z.string(), words: sentence })),
});
