/** The wire of what happens at a meeting: attendance, hands, ballots, closing, minutes, recount. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { reasonText } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { attendanceManners } from '../../domain/assembly-attendance.ts';
import { choices } from '../../domain/assembly-vote.ts';
import { receiptShape } from '../../domain/receipt-number.ts';
import { lateReason } from '../assemblies/contract.ts';
import { meetingReply, minutesReply, resultReply } from './contract.ts';
import { publishedBallots } from './own-contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

const registerNumber = () => z.string().trim().min(1).max(60);
const words = (most: number) => z.string().trim().min(1).max(most);
const heads = () => z.int().min(0).max(1_000_000);
const reason = reasonText();

const meetingInput = z.strictObject({ meetingId: idText() });
const motionInput = meetingInput.extend({
  motion: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .meta({ description: 'Its number on the agenda', zh: '议程上的序号', example: '1' }),
});
const principal = registerNumber().nullable().default(null).meta({
  description: 'Whose vote it is, given by proxy; null for one’s own',
  zh: '代谁表决；本人的票为空',
});
const hands = z.strictObject({ for: heads(), against: heads(), abstain: heads() });
const minutes = z.strictObject({ chair: words(100), recorder: words(100), text: proseText(50_000) });
const presentReply = z.strictObject({ entitled: z.int(), present: z.int() });
const keptReply = z.strictObject({
  ballots: z.int().meta({ description: 'On this motion so far', zh: '本议案目前的票数' }),
});

const attendanceReply = z.strictObject({
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

const ballotReply = z.strictObject({
  id: idText(),
  voter: z.string(),
  voterName: z.string(),
  principal: z.string().nullable(),
  principalName: z.string().nullable(),
  choice: z.enum(choices),
  givenBy: z.enum(['voter', 'recorder']),
  castAt: z.string(),
  struck: z.string().nullable().meta({ description: 'Why it does not count', zh: '作废原因' }),
});

export const openMeeting = endpoint({
  name: 'openMeeting',
  method: 'post',
  path: '/meetings/:meetingId/open',
  action: 'votes.record',
  summary: { zh: '开会，锁定表决人名单', en: 'Open the meeting: the list of those entitled is frozen' },
  input: meetingInput,
  reply: meetingReply,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.not-yet',
    'meeting.nobody-entitled',
    'assembly.sex-unknown',
    'assembly.motion-changed',
    'meeting.subject-elsewhere',
    'resolution.decided-already',
    'resolution.rejected-that-day',
    'assembly.too-thin',
  ],
});

export const closeMeeting = endpoint({
  name: 'closeMeeting',
  method: 'post',
  path: '/meetings/:meetingId/close',
  action: 'votes.close',
  summary: {
    zh: '闭会：逐项计票，决议编号，此后不得补记；由录入出席和表决以外的另一人办理',
    en: 'Close the meeting: motions counted, resolutions numbered, nothing added after; by another than whoever entered who came and how they voted',
  },
  input: meetingInput.extend({
    lateReason: lateReason(),
    lapsed: z.boolean().optional().meta({
      description: 'Said of a meeting to which nobody came: it closes without a decision, for good',
      zh: '无人到会时须填 true：会议就此流会，不再补记',
    }),
  }),
  reply: meetingReply,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.not-voted',
    'meeting.closed-by-recorder',
    'meeting.study-of-one',
    'meeting.nobody-entered',
    'meeting.box-differs',
    'resolution.decided-already',
    'resolution.rejected-that-day',
    'entry.late-without-reason',
  ],
  example: { lateReason: '会议记录三日后才送到' },
});

export const readAttendance = endpoint({
  name: 'readAttendance',
  method: 'get',
  path: '/meetings/:meetingId/attendance',
  logged: 'register',
  action: 'assemblies.read',
  summary: {
    zh: '表决人名单及出席情况，未列入的人及原因',
    en: 'The frozen list with everybody’s attendance, and who was left out and why',
  },
  input: meetingInput,
  reply: attendanceReply,
  errors: ['meeting.unknown'],
});

export const watchMeeting = endpoint({
  name: 'watchMeeting',
  method: 'get',
  path: '/meetings/:meetingId/events',
  action: 'assemblies.read',
  summary: {
    zh: '会议进行中有新的登记即告知（服务器推送事件）',
    en: 'Told as something is entered at a meeting (server-sent events)',
  },
  description: {
    zh: '每有签到、举手、投票、闭会等登记，推送一个 entered 事件；内容另行查询。连接数有上限，满时答复 503，请改为定时查询。',
    en: 'An event `entered` for each entry of attendance, hands, ballots or closing; what it is is asked for. Lines are limited: where none is free it answers 503, and one asks by the clock.',
  },
  input: meetingInput,
  reply: { files: ['text/event-stream'], description: { zh: '事件流', en: 'Events' } },
  errors: ['meeting.unknown'],
});

export const recordAttendance = endpoint({
  name: 'recordAttendance',
  method: 'post',
  path: '/meetings/:meetingId/attendance',
  action: 'votes.record',
  summary: { zh: '登记现场、线上或委托出席', en: 'Record who is present on site, online or by proxy' },
  input: meetingInput.extend({
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
      .meta({
        description: 'Only those named change; absent takes back an earlier entry',
        zh: '只改所列的人；absent 撤回先前的登记',
      }),
  }),
  reply: presentReply,
  errors: [
    'meeting.signed-in-themself',
    'meeting.unknown',
    'meeting.wrong-state',
    'assembly.not-entitled',
    'assembly.attends-twice',
    'assembly.proxies-not-allowed',
    'assembly.proxy-not-present',
    'assembly.proxy-outside-household',
    'assembly.proxy-above-limit',
    'assembly.died-before-meeting',
    'assembly.seat-ended',
    'assembly.vote-not-present',
    'assembly.without-capacity',
  ],
  example: {
    entries: [
      { member: '3-12', manner: 'on-site' },
      { member: '3-13', manner: 'online' },
      { member: '3-14', manner: 'proxy', proxy: '3-12' },
    ],
  },
});

export const attendOnline = endpoint({
  name: 'attendOnline',
  method: 'post',
  path: '/meetings/:meetingId/attend',
  action: 'votes.cast',
  summary: { zh: '代表本人登录，线上出席', en: 'Join online as the representative who is signed in' },
  input: meetingInput,
  reply: presentReply,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.user-is-no-member',
    'meeting.votes-on-paper',
    'assembly.not-entitled',
    'assembly.not-their-proxy',
  ],
});

export const countHands = endpoint({
  name: 'countHands',
  method: 'post',
  path: '/meetings/:meetingId/motions/:motion/hands',
  action: 'votes.record',
  summary: { zh: '登记举手表决票数，以最后一次为准', en: 'Enter a show of hands; the last count stands' },
  input: motionInput.extend(hands.shape),
  reply: hands,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.motion-unknown',
    'meeting.only-heard',
    'meeting.counted-twice',
    'meeting.hands-by-shares',
    'meeting.papers-above-room',
    'assembly.counts-above-present',
  ],
  example: { motion: '1', for: 46, against: 2, abstain: 1 },
});

export const withdrawHands = endpoint({
  name: 'withdrawHands',
  method: 'post',
  path: '/meetings/:meetingId/motions/:motion/hands/withdraw',
  action: 'votes.record',
  summary: {
    zh: '撤回举手表决，改为记名表决',
    en: 'Take a show of hands back, to vote by name instead',
  },
  input: motionInput.extend({ reason }),
  reply: z.strictObject({ withdrawn: z.string() }),
  errors: ['meeting.unknown', 'meeting.wrong-state', 'meeting.motion-unknown', 'meeting.no-hands'],
  example: { motion: '1', reason: '改为记名表决' },
});

export const listBallots = endpoint({
  name: 'listBallots',
  method: 'get',
  path: '/meetings/:meetingId/motions/:motion/ballots',
  logged: 'register',
  action: 'ballots.read',
  summary: {
    zh: '一项议案的记名票，含已作废的',
    en: 'The ballots on a motion, name by name, those struck out among them',
  },
  input: motionInput,
  reply: z.strictObject({ ballots: z.array(ballotReply) }),
  errors: ['meeting.unknown', 'meeting.motion-unknown'],
  example: { motion: '1' },
});

export const enterBallots = endpoint({
  name: 'enterBallots',
  method: 'post',
  path: '/meetings/:meetingId/motions/:motion/ballots',
  action: 'votes.record',
  summary: { zh: '登记记名票，含受托代投', en: 'Enter ballots by name, own and by proxy' },
  input: motionInput.extend({
    ballots: z
      .array(z.strictObject({ voter: registerNumber(), principal, choice: z.enum(choices) }))
      .min(1)
      .max(10_000),
  }),
  reply: keptReply,
  status: 201,
  errors: [
    'meeting.signed-in-themself',
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.motion-unknown',
    'meeting.secret',
    'meeting.only-heard',
    'meeting.counted-twice',
    'assembly.vote-closed',
    'assembly.vote-not-present',
    'assembly.voted-twice',
    'assembly.not-their-proxy',
    'assembly.proxy-voted-twice',
    'assembly.vote-though-represented',
  ],
  example: {
    motion: '1',
    ballots: [
      { voter: '3-12', choice: 'for' },
      { voter: '3-12', principal: '3-14', choice: 'for' },
      { voter: '3-13', choice: 'against' },
    ],
  },
});

export const castBallot = endpoint({
  name: 'castBallot',
  method: 'post',
  path: '/meetings/:meetingId/motions/:motion/vote',
  action: 'votes.cast',
  summary: { zh: '代表本人登录投票', en: 'Vote as the representative who is signed in' },
  input: motionInput.extend({ choice: z.enum(choices), principal }),
  reply: keptReply,
  status: 201,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.motion-unknown',
    'meeting.secret',
    'meeting.user-is-no-member',
    'assembly.vote-closed',
    'assembly.vote-not-present',
    'assembly.voted-twice',
    'assembly.not-entitled',
    'assembly.not-their-proxy',
    'assembly.vote-though-represented',
  ],
  example: { motion: '1', choice: 'for' },
});

export const castSecretBallot = endpoint({
  name: 'castSecretBallot',
  method: 'post',
  path: '/meetings/:meetingId/motions/:motion/secret-vote',
  action: 'votes.cast',
  summary: { zh: '无记名投票，由本人在手机上投', en: 'Hand in a secret ballot by one’s own phone' },
  description: {
    zh: '谁交了票有记录；投了什么，闭会计票时按回执号排列公布，不记姓名。回执号由手机自己生成。',
    en: 'Who handed one in is on record. What is on it is published at the closing in the order of receipts, without names. The phone draws the receipt itself.',
  },
  input: motionInput.extend({
    choice: z.enum(choices),
    receipt: z.string().regex(receiptShape).meta({
      description: 'Sixteen signs A–Z, 2–7, drawn at random',
      zh: '十六位随机的 A–Z、2–7',
      example: 'K7QX2MZA5RTB3WHN',
    }),
    principal,
  }),
  reply: z.strictObject({
    handedIn: z.int().meta({ description: 'On this motion so far', zh: '本议案目前交票的人数' }),
  }),
  status: 201,
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.motion-unknown',
    'meeting.only-heard',
    'meeting.not-secret',
    'meeting.secret-by-paper',
    'meeting.user-is-no-member',
    'assembly.vote-closed',
    'assembly.vote-not-present',
    'assembly.voted-twice',
    'assembly.not-their-proxy',
  ],
  example: { motion: '1', choice: 'for', receipt: 'K7QX2MZA5RTB3WHN' },
});

export const readSecretVote = endpoint({
  name: 'readSecretVote',
  method: 'get',
  path: '/meetings/:meetingId/motions/:motion/secret-ballots',
  logged: 'register',
  action: 'assemblies.read',
  summary: {
    zh: '无记名投票：谁交了票；闭会后的全部手机票，按回执号排列，不记姓名，不足 3 张的不逐张公布',
    en: 'A secret ballot: who handed one in; and after the closing all ballots by receipt, without names, where there are three or more',
  },
  input: motionInput,
  reply: z.strictObject({
    handedIn: z.array(z.strictObject({ member: z.string(), name: z.string(), by: z.string().nullable() })),
    papers: hands.nullable().meta({
      description: 'Counted in the room; null too where one or two ballots came by phone, once it is closed',
      zh: '会场清点的纸票；闭会后手机票只有一两张的也为空',
    }),
    ...publishedBallots,
  }),
  errors: ['meeting.unknown', 'meeting.motion-unknown'],
  example: { motion: '1' },
});

export const strikeBallot = endpoint({
  name: 'strikeBallot',
  method: 'post',
  path: '/meetings/:meetingId/ballots/:ballotId/strike',
  action: 'votes.record',
  summary: {
    zh: '作废记票人误记的一票',
    en: 'Strike out a ballot that the recorder wrote down by mistake',
  },
  input: meetingInput.extend({ ballotId: idText(), reason }),
  reply: z.strictObject({ id: idText(), struck: z.string() }),
  errors: [
    'meeting.unknown',
    'meeting.wrong-state',
    'meeting.ballot-unknown',
    'meeting.ballot-struck',
    'meeting.ballot-is-the-voters',
  ],
  example: { reason: '记错人' },
});

export const recordMinutes = endpoint({
  name: 'recordMinutes',
  method: 'put',
  path: '/meetings/:meetingId/minutes',
  action: 'votes.record',
  summary: { zh: '写会议记录，保留旧版本', en: 'Write the minutes; earlier versions are kept' },
  input: meetingInput.extend({ ...minutes.shape, lateReason: lateReason() }),
  reply: minutesReply,
  errors: ['meeting.unknown', 'meeting.wrong-state', 'entry.late-without-reason'],
  example: {
    chair: '林国栋',
    recorder: '陈素英',
    text: '会议听取了上半年财务收支情况报告，表决通过上半年分红议案。',
  },
});

const minutesAnswer = meetingInput.extend({
  version: named(
    z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .meta({ description: 'The version that was read', zh: '所核对的第几稿', example: '2' }),
    { zh: '第几稿', en: 'The version' },
  ),
});
const minutesAnswerErrors = [
  'meeting.unknown',
  'meeting.no-minutes-wait',
  'meeting.minutes-written-since',
  'entry.reviewed-by-recorder',
] as const;

export const confirmMinutes = endpoint({
  name: 'confirmMinutes',
  method: 'post',
  path: '/meetings/:meetingId/minutes/:version/confirm',
  action: 'resolutions.review',
  summary: {
    zh: '复核迟写的会议记录：与纸质记录一致',
    en: 'Confirm minutes that were written days after: they say what the paper says',
  },
  input: minutesAnswer,
  reply: minutesReply,
  errors: minutesAnswerErrors,
  example: { version: '2' },
});

export const sendBackMinutes = endpoint({
  name: 'sendBackMinutes',
  method: 'post',
  path: '/meetings/:meetingId/minutes/:version/send-back',
  action: 'resolutions.review',
  summary: {
    zh: '退回迟写的会议记录：与纸质记录不符',
    en: 'Send back minutes that were written days after: the paper does not say so',
  },
  input: minutesAnswer.extend({ reason }),
  reply: minutesReply,
  errors: minutesAnswerErrors,
  example: { version: '2', reason: '纸质记录载明另有两人发言' },
});

export const carryOutMeeting = endpoint({
  name: 'carryOutMeeting',
  method: 'post',
  path: '/meetings/:meetingId/carry-out',
  action: 'runs.approve',
  act: {
    zh: '凭会议决议通过方案、批准分红',
    en: 'adopt plans and approve dividends by the resolutions of a meeting',
  },
  summary: {
    zh: '凭一次会议的决议，一次通过其收益分配方案并批准其分红；编制人不得办理',
    en: 'Adopt the plan and approve the dividends that a meeting decided, at once; not by whoever prepared one of them',
  },
  description: {
    zh: '逐项等同于“通过方案”和“批准分红”，先方案、后分红，各凭本会所作的决议；已办的略过，有一项不成立则全部不写入。',
    en: 'Each is the same as adopting a plan or approving a run, plans first, each by the resolution of this meeting on it. What is done already is passed over; when one fails nothing is written.',
  },
  input: meetingInput,
  reply: z.strictObject({
    plans: z.array(
      z.strictObject({
        id: idText(),
        number: z.string(),
        period: z.string(),
        payable: z.string(),
        resolution: z.string(),
      }),
    ),
    runs: z.array(
      z.strictObject({
        id: idText(),
        number: z.string(),
        period: z.string(),
        paid: z.string(),
        tax: z.string(),
        net: z.string(),
        lines: z.int(),
        resolution: z.string(),
        resolutionId: idText(),
      }),
    ),
  }),
  errors: [
    'meeting.unknown',
    'meeting.not-closed',
    'meeting.nothing-to-carry-out',
    'distribution.adopter-is-drafter',
    'distribution.period-taken',
    'distribution.decided-otherwise',
    'distribution.runs-exceed-plan',
    'distribution.not-there',
    'run.approver-is-preparer',
    'resolution.other-subject',
    'distribution.year-not-over',
  ],
});

export const recountVotes = endpoint({
  name: 'recountVotes',
  method: 'get',
  path: '/meetings/:meetingId/recount',
  action: 'assemblies.read',
  summary: {
    zh: '重新计票，与闭会时的结果核对',
    en: 'Count the votes again and compare with what was stored at closing',
  },
  input: meetingInput,
  reply: z.strictObject({
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
  }),
  errors: ['meeting.unknown', 'meeting.not-closed'],
});
