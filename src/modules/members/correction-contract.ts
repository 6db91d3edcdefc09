/** The wire of corrections on request: asked by a person or through the office, answered by another. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { idReply, reasonText } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { correctionFields } from '../../domain/correction-request.ts';
import { proseText } from '../../contract/text-kinds.ts';

const field = named(z.enum(correctionFields), { zh: '要更正的项目', en: 'what is to be corrected' });
const wish = proseText(500).meta({
  description: 'What is wrong and what it should be',
  zh: '哪里有误、应为什么',
});

/** As both sides see it. */
export const correctionReply = z.strictObject({
  id: idText(),
  memberId: idText(),
  field: z.enum(correctionFields),
  wish: z.string().nullable().meta({
    description: 'null where it may be a number: whoever answers opens it by itself',
    zh: '可能含有号码的不在列表中显示',
  }),
  asked: z.enum(['by-the-person', 'through-the-office']),
  askedOn: z.string(),
  dueOn: z.string(),
  state: z.enum(['open', 'overdue', 'corrected', 'refused']),
  reason: z.string().nullable(),
  answeredAt: z.string().nullable(),
});

export const requestCorrection = endpoint({
  name: 'requestCorrection',
  method: 'post',
  path: '/own/corrections',
  action: 'own.correct',
  summary: {
    zh: '申请更正本人的资料；合作社须在三十日内答复',
    en: 'Ask for a correction of what is known of oneself; the office answers within thirty days',
  },
  input: z.strictObject({ field, wish }),
  reply: idReply,
  status: 201,
  errors: ['membership.not-linked', 'correction.too-many-open'],
  example: { field: 'birth-date', wish: '出生日期应为 1952-03-01，身份证可查' },
});

export const recordCorrection = endpoint({
  name: 'recordCorrection',
  method: 'post',
  path: '/members/:memberId/corrections',
  action: 'register.change',
  summary: { zh: '代成员登记更正申请', en: 'Record a request for a correction on behalf of a member' },
  input: z.strictObject({ memberId: idText(), field, wish, askedOn: dateText() }),
  reply: idReply,
  status: 201,
  errors: ['membership.not-found', 'correction.day-in-future', 'record.changed-since'],
  example: { field: 'phone', wish: '电话换号，来办公室口头提出', askedOn: '2011-03-01' },
});

export const listCorrections = endpoint({
  name: 'listCorrections',
  method: 'get',
  path: '/corrections',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '更正申请，待答复的在前，最多五百条',
    en: 'Requests for corrections, those that wait first, five hundred at most',
  },
  input: z.strictObject({}),
  reply: z.strictObject({ corrections: z.array(correctionReply) }),
});

export const readCorrection = endpoint({
  name: 'readCorrection',
  method: 'post',
  path: '/corrections/:correctionId/read',
  logged: 'unmask',
  action: 'corrections.answer',
  summary: {
    zh: '打开一项更正申请；查看人和原因留痕，并告知申请人',
    en: 'Open a request for a correction; who looked and why is written down, and told to whom it is about',
  },
  traced: true,
  input: z.strictObject({
    correctionId: idText(),
    reason: proseText(200, 2).meta({ description: 'Why it is looked at', zh: '查看原因' }),
  }),
  reply: correctionReply.extend({ wish: z.string() }),
  errors: ['correction.unknown'],
  example: { reason: '答复更正申请' },
});

const answers = ['correction.unknown', 'correction.answered-already', 'correction.by-another'] as const;

export const confirmCorrection = endpoint({
  name: 'confirmCorrection',
  method: 'post',
  path: '/corrections/:correctionId/confirm',
  action: 'corrections.answer',
  act: { zh: '答复已经更正', en: 'answer that it was corrected' },
  summary: {
    zh: '答复：已经更正（名册中须能看到改动）',
    en: 'Answer that it was corrected: the register must show the change',
  },
  input: z.strictObject({
    correctionId: idText(),
    reason: reasonText().optional().meta({
      description: 'What was done; needed where the register cannot show it',
      zh: '做了什么；名册中看不到改动的必填',
    }),
  }),
  reply: idReply,
  errors: [...answers, 'correction.not-made', 'correction.reason-missing'],
  example: { reason: '已按身份证更正' },
});

export const refuseCorrection = endpoint({
  name: 'refuseCorrection',
  method: 'post',
  path: '/corrections/:correctionId/refuse',
  action: 'corrections.answer',
  act: { zh: '答复不予更正', en: 'answer that it is not corrected' },
  summary: { zh: '答复：不予更正，说明理由', en: 'Answer that it is not corrected, with the reason' },
  input: z.strictObject({ correctionId: idText(), reason: reasonText() }),
  reply: idReply,
  errors: answers,
  example: { reason: '户口簿与登记一致，未见有误' },
});
