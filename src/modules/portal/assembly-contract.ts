/** The wire of what a member hears and says together with others: the notice of a dividend, meetings, resolutions. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { proseText } from '../../contract/text-kinds.ts';
import { idText } from '../../contract/wire.ts';
import { attendanceManners } from '../../domain/assembly-attendance.ts';
import { bodies } from '../../domain/assembly-rules.ts';
import { choices, outcomes } from '../../domain/assembly-vote.ts';
import { leftOutReasons } from '../../domain/assembly-seats.ts';
import { meetingStates, motionCountings } from '../../domain/meeting.ts';
import { runKinds, runStates } from '../../domain/dividend-run.ts';
import { executionStates } from '../../domain/resolution.ts';
import { accountKinds } from '../../domain/share-register.ts';
import { actedForId, actingFor } from '../members/mandate-contract.ts';
import { noticeDays } from './contract.ts';

const sentence = z.strictObject({ zh: z.string(), en: z.string() });

export const readOwnNotice = endpoint({
  name: 'readOwnNotice',
  method: 'get',
  path: '/own/notices/:runId',
  action: 'own.read',
  summary: {
    zh: '一次分红的公示名单（姓名已隐去），以及各个期限',
    en: 'The list of a dividend on public notice, with masked names, and its days',
  },
  input: z.strictObject({ runId: idText(), memberId: actedForId }),
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    runId: idText(),
    run: z.string(),
    kind: z.enum(runKinds),
    state: z.enum(runStates),
    period: z.string(),
    postedOn: z.string(),
    ...noticeDays,
    mayObject: z
      .boolean()
      .meta({ description: 'Oneself, in one’s own name, today', zh: '本人今天能否以自己的名义提异议' }),
    place: z.string(),
    pool: z.string(),
    lines: z.array(
      z.strictObject({
        holder: z.enum(accountKinds),
        number: z.string(),
        name: z.string().nullable().meta({ description: 'Masked', zh: '已隐去部分' }),
        shares: z.string(),
        gross: z.string(),
        net: z.string(),
        isOwn: z.boolean(),
      }),
    ),
  }),
  errors: ['run.unknown', 'membership.not-linked'],
});

export const objectToRun = endpoint({
  name: 'objectToRun',
  method: 'post',
  path: '/own/notices/:runId/objections',
  action: 'own.object',
  summary: { zh: '对公示提出异议，用自己的话', en: 'Object to a public notice, in one’s own words' },
  description: {
    zh: '以本人名义；监事在期限内答复，答复之前不能入账。代理人不能替人提出。',
    en: 'In one’s own name: a supervisor answers in time, and nothing is posted before. Whoever acts for a member does not object for them.',
  },
  input: z.strictObject({
    runId: idText(),
    text: proseText(2000, 2).meta({ description: 'What is wrong', zh: '哪里不对' }),
  }),
  reply: z.strictObject({
    number: z.int(),
    raisedOn: z.string(),
    answerBy: z.string().meta({ description: 'The last day for the answer', zh: '最迟答复日' }),
  }),
  status: 201,
  errors: [
    'membership.not-linked',
    'notice.none',
    'run.unknown',
    'run.wrong-state',
    'notice.objection-out-of-time',
    'notice.objections-open',
  ],
  example: { text: '我的股数应为 700 股' },
});

export const readOwnMeetings = endpoint({
  name: 'readOwnMeetings',
  method: 'get',
  path: '/own/meetings',
  action: 'own.read',
  summary: {
    zh: '会议、议案和结果，以及本人能否表决、怎样表决了',
    en: 'Meetings, their motions and results; whether oneself may vote, and how one did',
  },
  input: z.strictObject({ memberId: actedForId }),
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    meetings: z.array(
      z.strictObject({
        id: idText(),
        body: z.enum(bodies),
        number: z.string(),
        title: z.string(),
        state: z.enum(meetingStates),
        heldOn: z.string(),
        time: z.string(),
        place: z.string(),
        noticeOn: z.string().nullable(),
        cancelledBecause: z.string().nullable(),
        openedAt: z.string().nullable(),
        closedAt: z.string().nullable(),
        entitled: z
          .boolean()
          .nullable()
          .meta({ description: 'On the list; null before it is drawn up', zh: '是否在名单上；开会前为空' }),
        weight: z.string().nullable(),
        leftOut: z.enum(leftOutReasons).nullable(),
        manner: z.enum(attendanceManners).nullable(),
        proxy: z.string().nullable().meta({ description: 'Who votes for oneself', zh: '谁替本人表决' }),
        represents: z.array(z.strictObject({ registerNumber: z.string(), name: z.string() })),
        minutes: z.string().nullable(),
        motions: z.array(
          z.strictObject({
            number: z.int(),
            title: z.string(),
            text: z.string(),
            titleEn: z.string().nullable(),
            textEn: z.string().nullable(),
            counting: z.enum(motionCountings),
            outcome: z.enum([...outcomes, 'heard']).nullable(),
            words: sentence.nullable(),
            handedIn: z
              .array(
                z.strictObject({ of: z.string().nullable(), by: z.string().nullable(), castAt: z.string() }),
              )
              .meta({
                description: 'Of a secret motion: one’s own and by proxy',
                zh: '无记名投票：本人和受托交的票',
              }),
            ballots: z.array(
              z.strictObject({
                of: z.string().nullable().meta({ description: 'Null: one’s own', zh: '为空即本人的' }),
                by: z.string().nullable(),
                choice: z.enum(choices),
                givenBy: z.enum(['voter', 'recorder']),
                castAt: z.string(),
                struck: z.string().nullable(),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
  errors: ['membership.not-linked'],
});

export const readOwnSecretBallots = endpoint({
  name: 'readOwnSecretBallots',
  method: 'get',
  path: '/own/meetings/:meetingId/secret-ballots',
  action: 'own.read',
  summary: {
    zh: '一次会议无记名投票的全部选票，按回执号排列；闭会前没有',
    en: 'All secret ballots of a meeting by receipt, for anybody to count; none before it is closed',
  },
  input: z.strictObject({ meetingId: idText() }),
  reply: z.strictObject({
    motions: z.array(
      z.strictObject({
        number: z.int(),
        ballots: z.array(z.strictObject({ receipt: z.string(), choice: z.enum(choices) })),
      }),
    ),
  }),
  errors: ['meeting.unknown'],
});

/** Of what was adopted: the ledger's own figures before anybody's word; null for what was not. */
const execution = z
  .strictObject({
    state: z.enum([...executionStates, 'not-reported']),
    text: z.string(),
    reportedOn: z.string().nullable(),
  })
  .nullable();

const resolution = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string(),
  decidedOn: z.string(),
  title: z.string(),
  text: z.string(),
  titleEn: z.string().nullable(),
  textEn: z.string().nullable(),
  outcome: z.enum(outcomes),
  execution,
});

export const readOwnResolutions = endpoint({
  name: 'readOwnResolutions',
  method: 'get',
  path: '/own/resolutions',
  action: 'own.read',
  summary: { zh: '本社的决议，每名成员都可以查阅', en: 'The resolutions, which every member may look into' },
  input: z.strictObject({}),
  reply: z.strictObject({ resolutions: z.array(resolution) }),
});

export const readOwnResolution = endpoint({
  name: 'readOwnResolution',
  method: 'get',
  path: '/own/resolutions/:resolutionId',
  action: 'own.read',
  summary: { zh: '一项决议，不论多久以前', en: 'One resolution, however long ago it was passed' },
  input: z.strictObject({ resolutionId: idText() }),
  reply: resolution,
  errors: ['resolution.not-open'],
});
