/** The wire of resolutions and of what became of them. */
import * as z from 'zod';
import { bodies, motionKinds, voteCountings } from '../../domain/assembly-rules.ts';
import { outcomes } from '../../domain/assembly-vote.ts';
import { reviewStates } from '../../domain/late-entry.ts';
import { parseSplitRatio } from '../../domain/share-split.ts';
import { takersKinds } from '../../domain/share-taker.ts';
import { executionStates } from '../../domain/resolution.ts';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput, reasonText } from '../../contract/query.ts';
import { dateText, domainText, idText, inEnglish } from '../../contract/wire.ts';
import { proseText } from '../../contract/text-kinds.ts';

const heads = () => z.int().min(0).max(1_000_000);

/** A body of seats that are elected for a term. */
export const seatedBody = z.enum(bodies.filter((body) => body !== 'members-assembly'));

/** The one thing in the books that a motion or a resolution decides. */
export const decidedThing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scheme'), schemeId: idText() }),
  z.strictObject({ kind: z.literal('plan'), planId: idText() }),
  z.strictObject({ kind: z.literal('plan-repeal'), planId: idText() }),
  z.strictObject({ kind: z.literal('run'), runId: idText() }),
  z.strictObject({ kind: z.literal('reversal'), runId: idText() }),
  z.strictObject({
    kind: z.literal('split'),
    shareClass: z.string().min(1).max(60),
    ratio: domainText(parseSplitRatio, '10:1', 'New shares to old ones', '新股数比旧股数'),
    effectiveOn: dateText(),
  }),
  z.strictObject({ kind: z.literal('share-takers'), takers: z.enum(takersKinds) }),
  z.strictObject({
    kind: z.literal('postponement'),
    body: seatedBody,
    endsOn: dateText(),
    until: dateText(),
  }),
]);

/** Why something is recorded more than a day after its day, or from paper though the books were here. */
export const lateReason = () =>
  reasonText().optional().meta({
    description: 'Why it is recorded late; another person then confirms it',
    zh: '迟录的理由；迟录须由另一人复核',
  });

export const reviewReply = z.strictObject({
  state: z.enum(reviewStates),
  on: z.string().nullable(),
  reason: z.string().nullable().meta({ description: 'Why it was sent back', zh: '退回理由' }),
});

/** What minutes on paper say of their meeting beside the votes. */
const circumstancesInput = z.strictObject({
  noticeOn: dateText().nullable().default(null).meta({
    description: 'The day the notice went out, as the minutes or the notice on file say',
    zh: '会议记录或存档的通知所载的通知日期',
  }),
  papersOpenFrom: dateText().nullable().default(null).meta({
    description: 'The day from which the papers lay open',
    zh: '材料可查阅的起始日期',
  }),
  study: z
    .strictObject({ on: dateText(), by: z.string().trim().min(1).max(100) })
    .nullable()
    .default(null)
    .meta({
      description: 'The study by the party organisation before the notice',
      zh: '党组织的前置研究',
    }),
});

const circumstanceReply = z.strictObject({
  id: idText(),
  noticeOn: z.string().nullable(),
  papersOpenFrom: z.string().nullable(),
  study: z.strictObject({ on: z.string(), by: z.string() }).nullable(),
  recordedOn: z.string(),
  review: reviewReply,
});

const resolutionReply = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string(),
  decidedOn: z.string(),
  matter: z.enum(motionKinds),
  subject: z.string().nullable().meta({
    description:
      'The scheme, plan or calculated run that was decided, and the only thing that can rest on it',
    zh: '所表决的配股方案、分配方案或已计算的分红；只能作为这一项的依据',
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
  meetingId: idText().nullable().meta({
    description: 'The meeting held here; null where it came from minutes on paper',
    zh: '在本系统召开的会议；据纸质记录补录的为空',
  }),
  registered: z.int().nullable().meta({
    description: 'Of minutes on paper: how many the register had that day; null where it knew nobody yet',
    zh: '据纸质记录补录时，登记簿当日应到人数；登记簿当时尚无人员的为空',
  }),
  recordedOn: z.string(),
  lateReason: z.string().nullable(),
  review: reviewReply,
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
  summary: { zh: '据纸质会议记录补录决议', en: 'Record a resolution from minutes on paper' },
  description: {
    zh: '写明所表决的方案或分红，由另一人复核后才生效。应到人数与登记簿核对；是否通过由当日的议事规则判定。建账之后的会议应在本系统召开，补录须写明理由。',
    en: 'It names what was decided, and carries that once another person confirmed it. The heads are held against the register; whether it was adopted follows from the rules of its day. A meeting of a day in these books is held here: its minutes from paper need a reason.',
  },
  input: z.strictObject({
    body: z.enum(bodies),
    number: z.string().trim().min(1).max(60).meta({ example: '〔2010〕3号' }),
    decidedOn: dateText(),
    matter: z.enum(motionKinds).meta({
      description: 'What kind of matter was decided; nothing else rests on it',
      zh: '决议事项的种类；只能作为这类事项的依据',
    }),
    about: decidedThing.nullable().default(null).meta({
      description: 'The scheme, plan or run that was decided; null where nothing in these books rests on it',
      zh: '所表决的方案或分红；本系统内没有事项以其为依据的不填',
    }),
    title: z.string().trim().min(1).max(200),
    text: proseText(20_000),
    titleEn: inEnglish(200),
    textEn: inEnglish(20_000),
    vote: z
      .strictObject({
        entitled: heads().min(1),
        present: heads(),
        for: heads(),
        against: heads(),
        abstain: heads(),
        byHouseholds: z.boolean().default(false).meta({
          description: 'The heads are voices of households, one each: villages before 2025-05-01',
          zh: '所填为户数，每户一人表决（2025年5月1日以前的村民会议）',
        }),
        women: z.strictObject({ entitled: heads(), present: heads() }).optional().meta({
          description: 'The women among them, where the law of the day asks for a part of them',
          zh: '其中妇女的应到和实到人数，当日规定有要求的',
        }),
      })
      .meta({
        description: 'The heads as the minutes count them; the rules of the day say whether it was adopted',
        zh: '会议记录所载人数；是否通过按当日议事规则判定',
      }),
    circumstances: circumstancesInput.optional().meta({
      description:
        'What the minutes say of notice, papers and study: for a day in these books the legality certificate asks for it',
      zh: '会议记录所载的通知、材料公开和前置研究；建账之后的会议，合法性证明要求有此依据',
    }),
    lateReason: lateReason(),
  }),
  reply: resolutionReply,
  status: 201,
  errors: [
    'resolution.in-future',
    'resolution.circumstance-after',
    'resolution.circumstance-empty',
    'resolution.number-taken',
    'resolution.entitled-differs',
    'resolution.women-differ',
    'resolution.nobody-entitled',
    'resolution.reason-needed',
    'resolution.decided-already',
    'resolution.rejected-that-day',
    'meeting.subject-elsewhere',
    'meeting.about-another-matter',
    'assembly.postponed-back',
    'assembly.postponed-too-far',
    'meeting.run-not-calculated',
    'meeting.reserved-as-other',
    'meeting.reserved-as-another',
    'meeting.another-matter',
    'assembly.power-not-given',
    'assembly.power-forbidden',
    'assembly.only-elects',
    'assembly.too-thin',
    'assembly.by-households-not-allowed',
    'assembly.women-not-counted',
    'assembly.women-above-heads',
    'assembly.sex-unknown',
    'assembly.present-above-entitled',
    'scheme.withdrawn',
    'distribution.plan-state',
    'resolution.before-record-date',
    'run.wrong-state',
  ],
  example: {
    body: 'representative-assembly',
    number: '〔2010〕3号',
    decidedOn: '2010-12-28',
    matter: 'allotment-scheme',
    about: { kind: 'scheme', schemeId: '0197e3a0-5c00-7000-8000-000000000001' },
    title: '关于二〇一〇年配股方案的决议',
    text: '会议同意退休老人按 1:8、其他成员按 1:3 配股。',
    vote: { entitled: 45, present: 42, for: 40, against: 1, abstain: 1 },
  },
});

export const confirmResolution = endpoint({
  name: 'confirmResolution',
  method: 'post',
  path: '/resolutions/:resolutionId/confirm',
  action: 'resolutions.review',
  summary: {
    zh: '对照会议记录复核补录的决议',
    en: 'Confirm a resolution that was entered afterwards, against its minutes',
  },
  input: z.strictObject({ resolutionId: idText() }),
  reply: resolutionReply,
  errors: [
    'resolution.unknown',
    'resolution.decided-already',
    'resolution.rejected-that-day',
    'entry.awaits-no-review',
    'entry.reviewed-by-recorder',
  ],
});

export const sendBackResolution = endpoint({
  name: 'sendBackResolution',
  method: 'post',
  path: '/resolutions/:resolutionId/send-back',
  action: 'resolutions.review',
  summary: {
    zh: '退回补录的决议：与会议记录不符',
    en: 'Send back a resolution that is not what its minutes say',
  },
  input: z.strictObject({ resolutionId: idText(), reason: reasonText() }),
  reply: resolutionReply,
  errors: ['resolution.unknown', 'entry.awaits-no-review', 'entry.reviewed-by-recorder'],
  example: { reason: '会议记录载明实到 41 人，补录为 42 人' },
});

const circumstanceErrors = [
  'resolution.unknown',
  'resolution.circumstance-after',
  'resolution.circumstance-empty',
  'resolution.not-from-paper',
] as const;

export const supplementResolution = endpoint({
  name: 'supplementResolution',
  method: 'post',
  path: '/resolutions/:resolutionId/complete',
  action: 'resolutions.record',
  summary: {
    zh: '补充登记纸质会议记录所载的通知、材料公开和前置研究；待复核',
    en: 'Add what minutes on paper say of notice, papers and study; it waits for another person',
  },
  input: circumstancesInput.extend({ resolutionId: idText() }),
  reply: circumstanceReply,
  status: 201,
  errors: circumstanceErrors,
  example: { noticeOn: '2026-06-20', papersOpenFrom: '2026-06-20' },
});

const reviewErrors = [
  'resolution.unknown',
  'resolution.circumstance-unknown',
  'entry.awaits-no-review',
  'entry.reviewed-by-recorder',
] as const;

export const confirmSupplement = endpoint({
  name: 'confirmSupplement',
  method: 'post',
  path: '/resolutions/:resolutionId/supplements/:circumstanceId/confirm',
  action: 'resolutions.review',
  summary: {
    zh: '对照会议记录复核补充登记',
    en: 'Confirm what was added to minutes on paper, against them',
  },
  input: z.strictObject({ resolutionId: idText(), circumstanceId: idText() }),
  reply: circumstanceReply,
  errors: reviewErrors,
});

export const sendBackSupplement = endpoint({
  name: 'sendBackSupplement',
  method: 'post',
  path: '/resolutions/:resolutionId/supplements/:circumstanceId/send-back',
  action: 'resolutions.review',
  summary: {
    zh: '退回补充登记：与会议记录不符',
    en: 'Send back what was added: the minutes do not say so',
  },
  input: z.strictObject({ resolutionId: idText(), circumstanceId: idText(), reason: reasonText() }),
  reply: circumstanceReply,
  errors: reviewErrors,
  example: { reason: '存档通知的日期不同' },
});

export const readEntitled = endpoint({
  name: 'readEntitled',
  method: 'get',
  path: '/entitled',
  action: 'assemblies.read',
  summary: {
    zh: '按登记簿，某机构某日应到人数',
    en: 'How many were entitled in a body on a day, by the register',
  },
  input: z.strictObject({ body: z.enum(bodies), on: dateText() }),
  reply: z.strictObject({
    body: z.enum(bodies),
    on: z.string(),
    entitled: z.int(),
    households: z.int().meta({ description: 'Of those entitled', zh: '应到人员所在的户数' }),
  }),
  example: { body: 'members-assembly', on: '2010-12-28' },
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
  reply: resolutionReply.extend({
    executions: z.array(executionReply),
    circumstances: z.array(circumstanceReply).meta({
      description: 'What minutes on paper say of notice, papers and study, in the order of entry',
      zh: '纸质会议记录所载的通知、材料公开和前置研究，按登记先后',
    }),
  }),
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
    text: proseText(2_000),
  }),
  reply: executionReply,
  status: 201,
  errors: ['resolution.unknown', 'resolution.nothing-to-execute', 'resolution.report-out-of-time'],
  example: { reportedOn: '2011-03-15', state: 'under-way', text: '配股已入账，股权证正在颁发。' },
});
