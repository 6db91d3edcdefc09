/** The wire of resolutions and of what became of them. */
import * as z from 'zod';
import { bodies, motionKinds, voteCountings } from '../../domain/assembly-rules.ts';
import { outcomes } from '../../domain/assembly-vote.ts';
import { executionStates } from '../../domain/resolution.ts';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';

const heads = () => z.int().min(0).max(1_000_000);

const resolutionReply = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string(),
  decidedOn: z.string(),
  matter: z.enum(motionKinds),
  subject: z.string().nullable().meta({
    description: 'The scheme or the calculated run that was voted on',
    zh: '所表决的配股方案或已计算的分红',
  }),
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

const executionReply = z.strictObject({
  reportedOn: z.string(),
  state: z.enum(executionStates),
  text: z.string(),
});

export const recordResolution = endpoint({
  name: 'recordResolution',
  method: 'post',
  path: '/resolutions',
  action: 'resolutions.record',
  summary: { zh: '依据会议记录登记决议', en: 'Record a resolution from the minutes' },
  description: {
    zh: '是否通过由当日的议事规则判定，不由登记人填写。',
    en: 'Whether it was adopted follows from the rules of its day, and is not entered.',
  },
  input: z.strictObject({
    body: z.enum(bodies),
    number: z.string().trim().min(1).max(60).meta({ example: '〔2010〕3号' }),
    decidedOn: dateText(),
    matter: z.enum(motionKinds).meta({
      description: 'What kind of matter was decided; nothing else rests on it',
      zh: '决议事项的种类；只能作为这类事项的依据',
    }),
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
        zh: '会议记录所载人数；是否通过按当日议事规则判定',
      }),
  }),
  reply: resolutionReply,
  status: 201,
  errors: [
    'resolution.in-future',
    'resolution.number-taken',
    'resolution.entitled-differs',
    'assembly.power-not-given',
    'assembly.power-forbidden',
  ],
  example: {
    body: 'representative-assembly',
    number: '〔2010〕3号',
    decidedOn: '2010-12-28',
    matter: 'allotment-scheme',
    title: '关于二〇一〇年配股方案的决议',
    text: '会议同意退休老人按 1:8、其他成员按 1:3 配股。',
    vote: { entitled: 45, present: 42, for: 40, against: 1, abstain: 1 },
  },
});

export const listResolutions = endpoint({
  name: 'listResolutions',
  method: 'get',
  path: '/resolutions',
  action: 'resolutions.read',
  summary: { zh: '决议，按登记先后', en: 'Resolutions in the order of recording' },
  input: pageInput.extend({
    after: idText().optional().meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({ resolutions: z.array(resolutionReply), next: z.string().nullable() }),
});

export const readResolution = endpoint({
  name: 'readResolution',
  method: 'get',
  path: '/resolutions/:resolutionId',
  action: 'resolutions.read',
  summary: {
    zh: '一项决议及其执行情况，最近的在前',
    en: 'One resolution, with the reports on how it is carried out, the latest first',
  },
  input: z.strictObject({ resolutionId: idText() }),
  reply: resolutionReply.extend({ executions: z.array(executionReply) }),
  errors: ['resolution.unknown'],
});

export const reportExecution = endpoint({
  name: 'reportExecution',
  method: 'post',
  path: '/resolutions/:resolutionId/executions',
  action: 'resolutions.record',
  summary: { zh: '报告决议的执行情况', en: 'Report how far a resolution is carried out' },
  input: z.strictObject({
    resolutionId: idText(),
    reportedOn: dateText(),
    state: z.enum(executionStates),
    text: z.string().trim().min(1).max(2_000),
  }),
  reply: executionReply,
  status: 201,
  errors: ['resolution.unknown', 'resolution.nothing-to-execute', 'resolution.report-out-of-time'],
  example: { reportedOn: '2011-03-15', state: 'under-way', text: '配股已入账，股权证正在颁发。' },
});
