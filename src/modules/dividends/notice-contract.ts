/** The wire of public notices: announced, objected to, answered or released. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { reasonText } from '../../contract/query.ts';
import { dateText, idText, personNameText } from '../../contract/wire.ts';
import { lateReason, reviewReply } from '../assemblies/contract.ts';
import { asProse, proseText } from '../../contract/text-kinds.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
const runInput = z.strictObject({ runId: idText() });
const objectionInput = runInput.extend({
  number: named(
    z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .meta({ description: 'Within the run', zh: '本次分红内的序号' }),
    {
      zh: '异议序号',
      en: 'the number of the objection',
      like: { zh: '从 1 起的整数', en: 'a whole number from 1' },
    },
  ),
});

const objectionReply = z.strictObject({
  number: z.int(),
  raisedOn: z.string(),
  recordedOn: z.string(),
  raisedBy: z.string(),
  memberId: idText().nullable().meta({ description: 'The member who raised it', zh: '提出异议的成员' }),
  text: z.string(),
  answerBy: z.string().meta({
    description: 'The last day for the supervisors’ answer',
    zh: '监事会答复的最后一日',
  }),
  settled: z
    .strictObject({
      kind: z.enum(['answered', 'released']),
      on: z.string(),
      recordedOn: z.string(),
      by: z.string(),
      text: z.string(),
    })
    .nullable(),
});

const noticeReply = z.strictObject({
  runId: idText(),
  postedOn: z.string().meta({ description: 'As claimed', zh: '所载张贴日期' }),
  recordedOn: z.string(),
  lateReason: z.string().nullable(),
  review: reviewReply,
  countsFrom: z.string().meta({
    description: 'The day it counts from: the claimed one, or where that was sent back the day of recording',
    zh: '公示起算日：所载日期；被退回的，为登记日期',
  }),
  days: z.int(),
  place: z.string(),
  lastDay: z.string(),
  objectionsUntil: z.string().meta({
    description: 'The last day on which the supervisors take objections',
    zh: '受理异议的最后一日',
  }),
  laws: z.array(z.strictObject({ zh: z.string(), en: z.string() })).meta({
    description: 'What its days rest on: how long it hangs, objections, answers',
    zh: '期限的依据：公示、异议、答复',
  }),
  resultsBy: z.string().nullable().meta({
    description: 'Until when the decision had to be made public, where the law of the place says so',
    zh: '决议结果应公布的最后一日，当地有规定的',
  }),
  unlockDay: z.string().meta({
    description: 'The first day of posting, objections aside',
    zh: '无异议时最早可以入账的日期',
  }),
  state: z
    .enum(['awaiting-review', 'not-begun', 'running', 'blocked', 'unlocked'])
    .meta({ description: 'As of today', zh: '截至今天' }),
  objections: z.array(objectionReply),
});

export const readNotice = endpoint({
  name: 'readNotice',
  method: 'get',
  path: '/dividend-runs/:runId/notice',
  logged: 'register',
  action: 'runs.read',
  summary: {
    zh: '公示：起止日期、异议、今天能否入账',
    en: 'The public notice: its days, its objections, and whether posting is unlocked today',
  },
  input: runInput,
  reply: noticeReply,
  errors: ['run.unknown', 'notice.none'],
});

export const announceRun = endpoint({
  name: 'announceRun',
  method: 'post',
  path: '/dividend-runs/:runId/announce',
  action: 'runs.prepare',
  summary: { zh: '公示已批准的分红', en: 'Put an approved run on public notice' },
  input: runInput.extend({
    postedOn: dateText().meta({
      description: 'The day it was hung up; that day does not count',
      zh: '张贴日期，当日不计入',
    }),
    place: words(200).default('公示栏').meta({ description: 'Where it hangs', zh: '张贴地点' }),
    lateReason: lateReason(),
  }),
  reply: noticeReply,
  status: 201,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'distribution.plan-missing',
    'distribution.run-exceeds-plan',
    'notice.in-future',
    'notice.before-list',
    'entry.late-without-reason',
    'run.approval-stale',
  ],
  example: { postedOn: '2025-07-31', place: '社区公示栏' },
});

export const confirmNotice = endpoint({
  name: 'confirmNotice',
  method: 'post',
  path: '/dividend-runs/:runId/confirm-notice',
  action: 'resolutions.review',
  act: { zh: '复核迟录的公示', en: 'confirm that a list was hung up' },
  summary: {
    zh: '复核迟录的公示：确已按所载日期张贴',
    en: 'Confirm a notice that was entered late: it hung from the day it claims',
  },
  input: runInput,
  reply: noticeReply,
  errors: [
    'run.unknown',
    'notice.none',
    'entry.awaits-no-review',
    'entry.reviewed-by-recorder',
    'run.wrong-state',
  ],
});

export const sendBackNotice = endpoint({
  name: 'sendBackNotice',
  method: 'post',
  path: '/dividend-runs/:runId/send-back-notice',
  action: 'resolutions.review',
  summary: {
    zh: '退回迟录的公示：自登记之日起算',
    en: 'Send back a notice that was entered late: it counts from the day it was recorded',
  },
  input: runInput.extend({ reason: reasonText() }),
  reply: noticeReply,
  errors: [
    'run.unknown',
    'notice.none',
    'entry.awaits-no-review',
    'entry.reviewed-by-recorder',
    'run.wrong-state',
  ],
  example: { reason: '公示栏照片显示 8 月 3 日才张贴' },
});

export const raiseObjection = endpoint({
  name: 'raiseObjection',
  method: 'post',
  path: '/dividend-runs/:runId/objections',
  action: 'objections.raise',
  summary: { zh: '登记受理期内提出的异议', en: 'Log an objection to what is on notice' },
  input: runInput.extend({
    raisedOn: dateText(),
    raisedBy: personNameText('王桂兰').meta({ description: 'Who objects', zh: '异议人' }),
    memberId: idText().optional().meta({
      description:
        'The member who objects, to whom objection and answer are shown; nobody is guessed from the name',
      zh: '提出异议的成员，本人可以看到异议和答复；不会按姓名推断',
    }),
    text: proseText(2_000),
  }),
  reply: noticeReply,
  status: 201,
  errors: [
    'run.unknown',
    'run.wrong-state',
    'run.already-reversed',
    'notice.objection-out-of-time',
    'notice.objection-too-old',
    'notice.objections-open',
    'notice.objections-by-one',
    'notice.in-future',
    'membership.not-found',
  ],
  example: { raisedOn: '2025-08-05', raisedBy: '王桂兰', text: '本户股数应为 2000 股，公示为 1500 股' },
});

export const answerObjection = endpoint({
  name: 'answerObjection',
  method: 'post',
  path: '/dividend-runs/:runId/objections/:number/answer',
  action: 'objections.answer',
  summary: { zh: '监事会答复异议', en: 'Answer an objection, for the supervisors' },
  input: objectionInput.extend({ answeredOn: dateText(), text: proseText(2_000) }),
  reply: noticeReply,
  errors: [
    'notice.objection-unknown',
    'notice.objection-settled',
    'notice.day-out-of-time',
    'run.unknown',
    'run.wrong-state',
  ],
  example: { number: '1', answeredOn: '2025-08-07', text: '经核对登记簿，500 股已于 6 月转让，公示数无误' },
});

export const releaseObjection = endpoint({
  name: 'releaseObjection',
  method: 'post',
  path: '/dividend-runs/:runId/objections/:number/release',
  action: 'objections.release',
  summary: {
    zh: '监事说明理由，放行未办结的异议',
    en: 'Release an open objection as a supervisor, with a reason',
  },
  input: objectionInput.extend({ reason: asProse(z.string().max(2_000)) }),
  reply: noticeReply,
  errors: [
    'notice.objection-unknown',
    'notice.objection-not-open',
    'notice.release-not-supervisor',
    'notice.release-without-reason',
    'run.unknown',
  ],
  example: { number: '1', reason: '异议人已书面撤回' },
});
