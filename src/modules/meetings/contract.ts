/** The wire of meetings, from the first draft of the agenda to the notice; and the calendar of the half-year around them. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput, reasonText } from '../../contract/query.ts';
import { dateText, idText, inEnglish, moneyText, periodText } from '../../contract/wire.ts';
import { proposers } from '../../domain/agenda.ts';
import { calendarKinds } from '../../domain/assembly-calendar.ts';
import { bodies, motionKinds, voteCountings } from '../../domain/assembly-rules.ts';
import { outcomes } from '../../domain/assembly-vote.ts';
import { meetingStates, motionCountings } from '../../domain/meeting.ts';
import { decidedThing, lateReason } from '../assemblies/contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

const words = (most: number) => z.string().trim().min(1).max(most);

/** What a motion is about, where it is about one thing in the books. */
const about = decidedThing.nullable();

const agendaItem = z.strictObject({
  kind: z.enum(motionKinds),
  title: words(200),
  text: proseText(20_000),
  titleEn: inEnglish(200),
  textEn: inEnglish(20_000),
  counting: z.enum(motionCountings).default('by-head').meta({
    description: 'secret: by head, without names; none: only to be heard, nothing is voted on',
    zh: 'secret：无记名；none：只听取报告，不表决',
  }),
  about: about.default(null).meta({
    description: 'The scheme, plan or run that takes effect through this motion',
    zh: '凭本议案生效的配股方案、分配方案或分红',
  }),
  proposer: z.enum(proposers).nullable().optional().meta({
    description: 'Who brought the motion',
    zh: '议案由谁提出',
  }),
  notReserved: z.boolean().optional().meta({
    description: 'Of “other”: said to be none of the matters that the law reserves',
    zh: '“其他事项”须声明不属于法律规定由成员大会决定的事项',
  }),
});
export type AgendaItem = z.output<typeof agendaItem>;

const partyStudy = z
  .strictObject({
    on: dateText(),
    by: words(200).meta({ example: '中共双泉社区总支部委员会' }),
  })
  .nullable()
  .meta({
    description: 'When the party organisation studied the matters, and which one',
    zh: '党组织研究讨论的日期和党组织名称',
  });
export type PartyStudyOnWire = z.output<typeof partyStudy>;

const comparisonWish = z.strictObject({
  schemeIds: z.array(idText()).min(2).max(3),
  pool: moneyText(),
});
export type ComparisonWish = z.output<typeof comparisonWish>;

const meetingFields = {
  title: words(200).meta({ example: '2025年上半年股民代表大会' }),
  titleEn: inEnglish(200),
  heldOn: dateText(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .meta({ example: '09:00' }),
  place: words(200),
  period: periodText().nullable().meta({
    description: 'The half-year whose figures the papers carry',
    zh: '会议材料所列数字的半年',
  }),
  comparison: comparisonWish
    .nullable()
    .meta({ description: 'Schemes to compare in the papers', zh: '会议材料中比较的配股方案' }),
  partyStudy,
  agenda: z.array(agendaItem).max(60),
};

const meetingInput = z.strictObject({ meetingId: idText() });
const reason = reasonText();

export const meetingReply = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string().meta({ description: 'Within body and year', zh: '按机构和年度编号', example: '2025-1' }),
  title: z.string(),
  titleEn: z.string().nullable(),
  state: z.enum(meetingStates),
  heldOn: z.string(),
  time: z.string(),
  place: z.string(),
  period: z.string().nullable(),
  cancelledBecause: z.string().nullable(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
});

const sentence = z.strictObject({ zh: z.string(), en: z.string() });
const proportion = z.strictObject({
  numerator: z.int(),
  denominator: z.int(),
  inclusive: z.boolean(),
  base: z.string(),
});

const partPresent = z.strictObject({
  rule: proportion.omit({ base: true }),
  entitled: z.string(),
  present: z.string(),
  least: z.string(),
  met: z.boolean(),
});

export const resultReply = z.strictObject({
  outcome: z.enum(outcomes),
  counting: z.enum(voteCountings),
  tie: z.boolean(),
  entitled: z.string(),
  present: z.string(),
  cast: z.string(),
  quorum: z.strictObject({
    rule: proportion,
    least: z.string(),
    met: z.boolean(),
    households: partPresent.optional().meta({
      description: 'Enough of them make a quorum as well',
      zh: '到会户数达到的，也构成法定人数',
    }),
    women: partPresent.optional().meta({
      description: 'Enough of them must be there besides',
      zh: '并须到会的妇女',
    }),
  }),
  majority: z.strictObject({ rule: proportion, of: z.string(), least: z.string(), met: z.boolean() }),
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
  proposer: z.enum(proposers).nullable(),
  kind: z.enum(motionKinds),
  title: z.string(),
  text: z.string(),
  counting: z.enum(motionCountings),
  about: z.string().nullable(),
  votes: z.strictObject({
    hands: z.strictObject({ for: z.int(), against: z.int(), abstain: z.int() }).nullable().meta({
      description:
        'As they were counted in the room; null: not counted, or a closed secret motion of which one or two voted by phone, whose votes they would tell',
      zh: '会场清点的票数；为空：没有清点，或无记名议案闭会后手机票只有一两张，单列会让人算出来',
    }),
    ballots: z.int().meta({ description: 'Given in and not struck out', zh: '已投且未作废' }),
    handedIn: z
      .int()
      .meta({ description: 'Who handed in a secret ballot by phone', zh: '用手机交了无记名票的人数' }),
  }),
  outcome: z
    .enum([...outcomes, 'heard'])
    .nullable()
    .meta({ description: 'Null before the meeting is closed', zh: '闭会前为空' }),
  result: resultReply.nullable(),
  soFar: resultReply.nullable().meta({
    description: 'While the meeting goes on: as it would be counted now; null while nobody voted',
    zh: '会议进行中按目前票数计算的结果；尚无人表决的为空',
  }),
  words: sentence.nullable().meta({
    description: 'The rule, the numbers and the outcome',
    zh: '规则、票数和结果',
  }),
  resolution: z.strictObject({ id: idText(), number: z.string() }).nullable(),
});

/** What a draft or a notice is answered with: it stands, and this is to be minded. */
const draftedReply = meetingReply.extend({
  warnings: z.array(sentence).meta({
    description: 'What is still missing or unusual; it hinders nothing yet',
    zh: '尚缺或不寻常之处，暂不妨碍办理',
  }),
});

const minutesVersion = z.strictObject({
  version: z.string().meta({ description: 'Counted from 1', zh: '第几稿，自 1 起' }),
  chair: z.string(),
  recorder: z.string(),
  text: z.string(),
  recordedOn: z.string(),
  lateReason: z.string().nullable(),
});

export const minutesReply = z.strictObject({
  minutes: minutesVersion.nullable().meta({
    description: 'The minutes that stand; null where there are none',
    zh: '现行的会议记录；没有时为空',
  }),
  minutesAwaiting: minutesVersion.nullable().meta({
    description:
      'Written days after the meeting, and waiting for another person; what stands stands until then',
    zh: '会后迟写、待另一人复核的会议记录；复核前以现行的为准',
  }),
  minutesSentBack: minutesVersion.extend({ because: z.string() }).nullable().meta({
    description: 'Written last, and sent back, with the reason',
    zh: '最后写的一稿已退回及其理由',
  }),
});

const meetingDetailReply = meetingReply.extend({
  partyStudy,
  comparison: comparisonWish.nullable(),
  agenda: z.array(agendaItem).meta({
    description: 'As drafted; once convened the motions count',
    zh: '草拟的议程；发出通知后以议案为准',
  }),
  notice: z
    .strictObject({
      number: z.int(),
      noticeOn: z.string(),
      latest: z.string().meta({
        description: 'The latest day it might have gone out',
        zh: '最迟应发出通知的日期',
      }),
      papersOpenFrom: z.string(),
      recordedOn: z.string(),
      lateReason: z.string().nullable(),
      confirmedOn: z.string().nullable().meta({
        description: 'Of a notice entered late: the day another person confirmed it',
        zh: '迟录的通知经另一人复核的日期',
      }),
    })
    .nullable(),
  entitled: z.int().nullable().meta({
    description: 'On the frozen list; null before the meeting opens',
    zh: '表决人名单人数；开会前为空',
  }),
  present: z.int().nullable(),
  recordedByReader: z.boolean().meta({
    description: 'Attendance or votes were entered by whoever reads, who cannot close it',
    zh: '出席或表决由本人录入，本人不能闭会',
  }),
  quorum: z.strictObject({ least: z.string(), met: z.boolean() }).nullable(),
  motions: z.array(motionReply),
  ...minutesReply.shape,
});

export const listMeetings = endpoint({
  name: 'listMeetings',
  method: 'get',
  path: '/meetings',
  action: 'assemblies.read',
  summary: { zh: '会议，按草拟先后', en: 'Meetings in the order of drafting' },
  input: pageInput.extend({
    after: idText().optional().meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({ meetings: z.array(meetingReply), next: z.string().nullable() }),
});

/** What an agenda is refused for whenever it is judged: drafted, changed and sent out. */
const agendaRefuses = [
  'assembly.power-forbidden',
  'assembly.power-not-given',
  'meeting.reserved-as-other',
  'meeting.reserved-as-another',
  'meeting.another-matter',
  'meeting.other-undeclared',
  'meeting.run-above-plan',
  'meeting.schemes-of-one-class',
  'meeting.subject-twice',
  'meeting.plan-and-repeal',
  'meeting.motions-exclude',
  'meeting.proposer-unnamed',
] as const;

export const draftMeeting = endpoint({
  name: 'draftMeeting',
  method: 'post',
  path: '/meetings',
  action: 'assemblies.prepare',
  summary: { zh: '草拟会议及议程', en: 'Draft a meeting with its agenda' },
  input: z.strictObject({
    body: z.enum(bodies),
    ...meetingFields,
    period: meetingFields.period.default(null),
    comparison: meetingFields.comparison.default(null),
    partyStudy: partyStudy.default(null),
    agenda: meetingFields.agenda.default([]),
  }),
  reply: draftedReply,
  status: 201,
  errors: ['assembly.meeting-within-period', ...agendaRefuses, 'run.unknown'],
  example: {
    body: 'representative-assembly',
    title: '2025年上半年股民代表大会',
    heldOn: '2025-07-31',
    time: '09:00',
    place: '社区二楼会议室',
    period: '2025-H1',
    agenda: [
      {
        kind: 'report',
        title: '2025年上半年财务收支情况',
        text: '听取上半年财务收支情况报告。',
        counting: 'none',
      },
      {
        kind: 'dividend-run',
        title: '2025年上半年分红',
        text: '同意按登记日持股分红，总额 368000.00 元。',
        about: { kind: 'run', runId: '0197e3a0-5c00-7000-8000-000000000001' },
      },
    ],
  },
});

export const conveneHalfYear = endpoint({
  name: 'conveneHalfYear',
  method: 'post',
  path: '/half-years/:period/convene',
  action: 'assemblies.prepare',
  act: { zh: '草拟并召集半年大会', en: 'draft and convene the half-yearly assembly' },
  summary: {
    zh: '一次草拟半年大会的标准议程并发出通知',
    en: 'Draft the half-yearly assembly with its standard agenda and convene it, at once',
  },
  description: {
    zh: '议程是本期财务收支情况报告、最后拟定的收益分配方案和已计算的各次分红。未填的照上次大会；日期不填为日程所定或来得及通知的最早一天。与分两步办理的要求相同：任何一步不成立，全部不写入。',
    en: 'The agenda is the report of the half-year, the plan drawn up last and every calculated run of it. What is left out is as at the last assembly; the day is that of the calendar, or the first for which the notice is in time. The rules are those of the two steps; when one fails nothing is written.',
  },
  input: z.strictObject({
    period: periodText(),
    body: z
      .enum(['members-assembly', 'representative-assembly'])
      .optional()
      .meta({ description: 'That of the last assembly unless given', zh: '不填为上次大会的机构' }),
    title: meetingFields.title.optional(),
    titleEn: meetingFields.titleEn,
    heldOn: dateText().optional(),
    time: meetingFields.time.optional(),
    place: meetingFields.place.optional(),
    proposer: z.enum(proposers).optional().meta({
      description: 'Who brought the motions; the board unless given',
      zh: '议案由谁提出；不填为理事会',
    }),
    partyStudy: partyStudy.default(null),
    noticeOn: dateText().optional().meta({
      description: 'The day the notice went out; today unless given',
      zh: '发出通知的日期；不填为今天',
    }),
    lateReason: lateReason(),
  }),
  reply: draftedReply.extend({
    agenda: z.array(agendaItem),
    noticeOn: z.string(),
  }),
  status: 201,
  errors: [
    'meeting.nothing-waits',
    'meeting.place-needed',
    'meeting.papers-late',
    'meeting.subject-elsewhere',
    'meeting.study-missing',
    'meeting.study-after-notice',
    'meeting.study-long-ago',
    'assembly.meeting-within-period',
    'assembly.notice-late',
    'assembly.only-elects',
    'assembly.too-thin',
    'entry.late-without-reason',
  ],
  example: { period: '2025-H1', place: '社区二楼会议室' },
});

export const readMeeting = endpoint({
  name: 'readMeeting',
  method: 'get',
  path: '/meetings/:meetingId',
  action: 'assemblies.read',
  summary: { zh: '一次会议：通知、议案、表决、结果', en: 'One meeting: notice, motions, votes, results' },
  input: meetingInput,
  reply: meetingDetailReply,
  errors: ['meeting.unknown'],
});

export const changeMeeting = endpoint({
  name: 'changeMeeting',
  method: 'patch',
  path: '/meetings/:meetingId',
  action: 'assemblies.prepare',
  summary: {
    zh: '修改会议；发出通知后日期、时间、地点和议案不得改',
    en: 'Change a meeting; after the notice neither day, hour, place nor motions',
  },
  input: z.strictObject(meetingFields).partial().extend(meetingInput.shape),
  reply: draftedReply,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.convened-already',
    'assembly.motion-not-announced',
    'assembly.motion-changed',
    'assembly.meeting-within-period',
    ...agendaRefuses,
    'record.changed-since',
  ],
  example: { heldOn: '2025-08-02', place: '文化礼堂' },
});

export const convene = endpoint({
  name: 'convene',
  method: 'post',
  path: '/meetings/:meetingId/convene',
  action: 'assemblies.prepare',
  summary: {
    zh: '发出会议通知，议案逐字确定',
    en: 'Convene: record the notice, which fixes the motions word for word',
  },
  input: meetingInput.extend({
    noticeOn: dateText().meta({ description: 'The day the notice went out', zh: '发出通知的日期' }),
    papersOpenFrom: dateText().optional().meta({
      description: 'The day of the notice unless given',
      zh: '材料可查阅的起始日期；不填为通知日期',
    }),
    lateReason: lateReason(),
  }),
  reply: draftedReply,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.no-motions',
    'meeting.day-in-future',
    'meeting.papers-late',
    'meeting.subject-elsewhere',
    'resolution.decided-already',
    'resolution.rejected-that-day',
    'meeting.about-another-matter',
    'assembly.postponed-back',
    'assembly.postponed-too-far',
    'meeting.run-not-calculated',
    'assembly.notice-late',
    'entry.late-without-reason',
    ...agendaRefuses,
    'distribution.plan-missing',
    'distribution.run-exceeds-plan',
    'assembly.by-shares-not-allowed',
    'assembly.by-head-not-allowed',
    'assembly.only-elects',
    'assembly.too-thin',
    'meeting.study-missing',
    'meeting.study-after-notice',
    'meeting.study-long-ago',
  ],
  example: { noticeOn: '2025-07-20' },
});

export const confirmMeetingNotice = endpoint({
  name: 'confirmMeetingNotice',
  method: 'post',
  path: '/meetings/:meetingId/confirm-notice',
  action: 'resolutions.review',
  act: { zh: '复核迟录的会议通知', en: 'confirm the notice of a meeting' },
  summary: {
    zh: '复核迟录的会议通知：确已按所载日期发出',
    en: 'Confirm a notice that was entered late: it went out on the day it claims',
  },
  input: meetingInput,
  reply: meetingReply,
  errors: ['meeting.unknown', 'meeting.wrong-state', 'entry.reviewed-by-recorder'],
});

export const withdrawNotice = endpoint({
  name: 'withdrawNotice',
  method: 'post',
  path: '/meetings/:meetingId/withdraw-notice',
  action: 'assemblies.prepare',
  summary: { zh: '收回会议通知，恢复为草拟', en: 'Take the notice back: the meeting is a draft again' },
  input: meetingInput.extend({ reason }),
  reply: meetingReply,
  errors: ['meeting.unknown', 'meeting.wrong-state'],
  example: { reason: '议案文字有误，改后重新通知' },
});

export const cancelMeeting = endpoint({
  name: 'cancelMeeting',
  method: 'post',
  path: '/meetings/:meetingId/cancel',
  action: 'assemblies.prepare',
  summary: {
    zh: '取消未闭会、尚未表决的会议',
    en: 'Cancel a meeting that is not closed and has not voted',
  },
  input: meetingInput.extend({ reason }),
  reply: meetingReply,
  errors: ['meeting.unknown', 'meeting.wrong-state', 'meeting.voted'],
  example: { reason: '台风，另行通知' },
});

export const readAssemblyCalendar = endpoint({
  name: 'readAssemblyCalendar',
  method: 'get',
  path: '/assembly-calendar',
  action: 'assemblies.read',
  summary: {
    zh: '半年日程：通知、材料、会议、公示、入账、报税',
    en: 'The half-year’s calendar: notice, papers, meeting, public notice, posting, tax filing',
  },
  input: z.strictObject({
    period: periodText(),
    body: z.enum(bodies).default('representative-assembly'),
  }),
  reply: z.strictObject({
    period: z.string(),
    body: z.enum(bodies),
    meetingId: idText().nullable(),
    entries: z.array(z.strictObject({ kind: z.enum(calendarKinds), date: z.string(), words: sentence })),
  }),
  example: { period: '2025-H1' },
});
