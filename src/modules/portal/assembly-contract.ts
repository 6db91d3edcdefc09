/** The wire of what a member hears and says together with others: the notice of a dividend, meetings, resolutions. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { proseText } from '../../contract/text-kinds.ts';
import { idText } from '../../contract/wire.ts';
import { bodies } from '../../domain/assembly-rules.ts';
import { outcomes } from '../../domain/assembly-vote.ts';
import { bases, runKinds, runStates } from '../../domain/dividend-run.ts';
import { executionStates } from '../../domain/resolution.ts';
import { accountKinds } from '../../domain/share-register.ts';
import { ownMeetingEntry, publishedBallots } from '../meetings/own-contract.ts';
import { actedForId, actingFor } from '../members/mandate-contract.ts';
import { noticeDays, shared, takenBack } from './contract.ts';

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
    takenBack,
    withdrawnBecause: z.string().nullable().meta({
      description: 'Why it was withdrawn; null where it was not',
      zh: '撤回的理由；没有撤回的为空',
    }),
    period: z.string(),
    postedOn: z.string(),
    ...noticeDays,
    mayObject: z
      .boolean()
      .meta({ description: 'Oneself, in one’s own name, today', zh: '本人今天能否以自己的名义提异议' }),
    place: z.string(),
    pool: z.string().meta({ description: 'With what was left over last time', zh: '含上次结余' }),
    ...shared,
    totals: z
      .strictObject({ gross: z.string(), tax: z.string(), net: z.string() })
      .meta({ description: 'Of all lines of the list', zh: '名单各行的合计' }),
    basis: z.enum(bases).meta({ description: 'What `shares` counts', zh: '“股份”一栏所计' }),
    isWeighed: z.boolean().meta({
      description: 'Classes earn differently: `weight` says what a line gets',
      zh: '各股种分红不同：按折算数分',
    }),
    divides: z.boolean().meta({
      description: 'Shares out a pool; false: settles differences',
      zh: '分一笔钱；否：补差',
    }),
    totalWeight: z.string().nullable(),
    lines: z.array(
      z.strictObject({
        holder: z.enum(accountKinds),
        number: z.string(),
        name: z.string().nullable().meta({ description: 'Masked', zh: '已隐去部分' }),
        shares: z.string(),
        weight: z.string(),
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
    'run.already-reversed',
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
    meetings: z.array(ownMeetingEntry),
  }),
  errors: ['membership.not-linked'],
});

export const readOwnSecretBallots = endpoint({
  name: 'readOwnSecretBallots',
  method: 'get',
  path: '/own/meetings/:meetingId/secret-ballots',
  action: 'own.read',
  summary: {
    zh: '一次会议无记名投票的全部手机票，按回执号排列；不足 3 张的不逐张公布；闭会前没有',
    en: 'All secret ballots of a meeting by receipt, for anybody to count, where there are three or more; none before it is closed',
  },
  input: z.strictObject({ meetingId: idText() }),
  reply: z.strictObject({
    motions: z.array(
      z.strictObject({
        number: z.int(),
        ...publishedBallots,
      }),
    ),
  }),
  errors: ['meeting.unknown'],
});

/** Of what was adopted: the ledger's own figures before anybody's word; null for what was not. */
const execution = z
  .strictObject({
    state: z.enum([...executionStates, 'not-reported']),
    text: z.string().meta({
      description:
        'What the ledger did, or what was reported; empty where a board or the supervisors resolved it and oneself sits not there',
      zh: '账上做了什么，或者报告的内容；理事会、监事会的决议，报告只给在任的人看，其他人为空',
    }),
    isReported: z.boolean().meta({
      description: 'In somebody’s own words, and not the ledger’s',
      zh: '是人写的报告，不是账上的数',
    }),
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
