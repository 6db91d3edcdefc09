/** The wire of meetings as a member sees them: the shape of one, one by itself, however long ago it was held, those further back than the newest. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { idText } from '../../contract/wire.ts';
import { attendanceManners } from '../../domain/assembly-attendance.ts';
import { bodies } from '../../domain/assembly-rules.ts';
import { leftOutReasons } from '../../domain/assembly-seats.ts';
import { choices, outcomes } from '../../domain/assembly-vote.ts';
import { meetingStates, motionCountings } from '../../domain/meeting.ts';
import { meantGroups } from '../../domain/other-ratio.ts';
import { actedForId, actingFor } from '../members/mandate-contract.ts';

/** Secret ballots as everybody is told of them, after the closing. */
export const publishedBallots = {
  ballots: z.array(z.strictObject({ receipt: z.string(), choice: z.enum(choices) })).meta({
    description: 'By phone, in the order of receipts; empty where there are fewer than three',
    zh: '手机票，按回执号排列；不足 3 张时为空',
  }),
  withheld: z.array(z.string()).meta({
    description:
      'In place of one or two ballots, whose voters would be guessed: SHA-256 in hex of “meetingId motion receipt choice”; whoever has the receipt finds theirs',
    zh: '手机票只有一两张时代替选票，以免被猜出：“会议id 议案序号 回执号 选择”的 SHA-256；有回执号的人能找到自己的一票',
  }),
};

const orNull = () => z.string().nullable();
const sentence = z.strictObject({ zh: z.string(), en: z.string() });
const given = {
  of: orNull().meta({ description: 'Null: one’s own', zh: '为空即本人的' }),
  principal: orNull().meta({
    description: 'Register number of whom one votes for, as two may bear one name; null: one’s own',
    zh: '受谁委托，成员编号（可能同名）；为空即本人的',
  }),
  by: orNull(),
  castAt: z.string(),
};

/** A motion in a list of meetings as on the meeting's own page. */
const ownMotion = z.strictObject({
  number: z.int(),
  title: z.string(),
  text: z.string(),
  titleEn: orNull(),
  textEn: orNull(),
  counting: z.enum(motionCountings),
  outcome: z.enum([...outcomes, 'heard']).nullable(),
  words: sentence.nullable(),
  handedIn: z.array(z.strictObject(given)).meta({
    description: 'Of a secret motion: one’s own and by proxy',
    zh: '无记名投票：本人和受托交的票',
  }),
  ballots: z.array(
    z.strictObject({
      ...given,
      choice: z.enum(choices),
      givenBy: z.enum(['voter', 'recorder']),
      struck: orNull(),
    }),
  ),
});

/** A meeting in the list; its own page says the same and more. */
export const ownMeetingEntry = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string(),
  title: z.string(),
  state: z.enum(meetingStates),
  heldOn: z.string(),
  time: z.string(),
  place: z.string(),
  noticeOn: orNull(),
  cancelledBecause: orNull(),
  openedAt: orNull(),
  closedAt: orNull(),
  entitled: z
    .boolean()
    .nullable()
    .meta({ description: 'On the list; null before it is drawn up', zh: '是否在名单上；开会前为空' }),
  weight: orNull().meta({ description: 'Votes where shares are counted', zh: '按股份计票时的票数' }),
  leftOut: z.enum(leftOutReasons).nullable(),
  manner: z.enum(attendanceManners).nullable(),
  proxy: orNull().meta({ description: 'Who votes for oneself', zh: '谁替本人表决' }),
  represents: z.array(z.strictObject({ registerNumber: z.string(), name: z.string() })),
  minutes: orNull(),
  motions: z.array(ownMotion),
});

export const readOwnMeeting = endpoint({
  name: 'readOwnMeeting',
  method: 'get',
  path: '/own/meetings/:meetingId',
  action: 'own.read',
  summary: {
    zh: '一次会议：议案、结果，本人能否表决、怎样表决了，委托给谁、谁收回了委托',
    en: 'One meeting: motions and results; whether oneself may vote and how one did; whom one named, and who took their vote back',
  },
  input: z.strictObject({ meetingId: idText(), memberId: actedForId }),
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    mayCast: z.boolean().meta({
      description: 'Whether whoever is signed in may vote by phone at all',
      zh: '登录的身份能否在手机上表决',
    }),
    coming: z.enum(['join', 'instead']).nullable().meta({
      description: 'What oneself may press now: join by phone, or join instead of one’s proxy',
      zh: '现在可以按什么：在手机上参加，或不用人代了、自己参加',
    }),
    meeting: ownMeetingEntry.extend({
      tookBack: z
        .array(
          z.strictObject({
            registerNumber: z.string(),
            name: z.string(),
            manner: z.enum(attendanceManners).nullable(),
          }),
        )
        .meta({
          description: 'Who had named oneself, and how they are there now; null: not at all',
          zh: '曾委托本人、后来改了的人，以及现在怎样出席；为空即未出席',
        }),
      motions: z.array(
        ownMotion.extend({
          askedRatio: z
            .strictObject({ ratio: orNull(), whom: z.enum(meantGroups) })
            .nullable()
            .meta({
              description:
                'Of an allotment scheme that matches shares: the most it gives for each, where that has an end, and for whom',
              zh: '配股方案：每认购 1 股最多配几股（除不尽时为空）、给谁；不是按比例配股的为空',
            }),
          papers: z.int().nullable().meta({
            description: 'Of a secret motion: papers from the room, beside the ballots by phone',
            zh: '无记名投票：手机票之外会场里的纸票张数',
          }),
          votes: z
            .strictObject({ for: z.string(), against: z.string(), abstain: z.string() })
            .nullable()
            .meta({
              description: 'Of the result, in heads or shares as it was counted; null before',
              zh: '结果里的赞成、反对、弃权，按人数或股份；没有结果时为空',
            }),
        }),
      ),
    }),
  }),
  errors: ['membership.not-linked', 'meeting.unknown'],
});

export const readOwnEarlierMeetings = endpoint({
  name: 'readOwnEarlierMeetings',
  method: 'get',
  path: '/own/earlier-meetings',
  action: 'own.read',
  summary: { zh: '某次会议之前的会议', en: 'The meetings before one' },
  input: z.strictObject({
    before: named(idText(), { zh: '已看到的最后一次会议', en: 'Last meeting seen' }),
    memberId: actedForId,
  }),
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    meetings: z.array(
      z.strictObject({
        id: idText(),
        title: z.string(),
        state: z.enum(meetingStates),
        heldOn: z.string(),
      }),
    ),
    hasMore: z.boolean(),
  }),
  errors: ['membership.not-linked', 'meeting.unknown'],
  example: { before: '0197e3a0-5c00-7000-8000-000000000001' },
});
