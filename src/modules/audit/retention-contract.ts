/** The wire of what is kept how long, and of erasing what is past its time. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { idReply, reasonText } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { erasableClasses, recordClasses } from '../../domain/retention.ts';
import { proseText } from '../../contract/text-kinds.ts';

const recordClass = named(z.enum(erasableClasses), { zh: '记录类别', en: 'the class of records' });
const sentence = z.strictObject({ zh: z.string(), en: z.string() });

export const readRetention = endpoint({
  name: 'readRetention',
  method: 'get',
  path: '/retention',
  action: 'trail.read',
  summary: {
    zh: '各类记录的保存期限、依据和已过期限的条数，以及清除申请',
    en: 'How long each class of records is kept and why, what is past its time, and requests to erase',
  },
  input: z.strictObject({}),
  reply: z.strictObject({
    classes: z.array(
      z.strictObject({
        recordClass: z.enum(recordClasses),
        words: sentence,
        years: z.number().int().nullable().meta({ description: 'null: for ever', zh: 'null 表示永久' }),
        days: z.number().int().nullable(),
        mode: z.enum(['kept', 'by-two', 'by-itself']),
        source: sentence,
        isDefault: z.boolean(),
        before: z.string().nullable(),
        past: z.number().int().nullable(),
      }),
    ),
    erasures: z.array(
      z.strictObject({
        id: idText(),
        recordClass: z.enum(erasableClasses),
        before: z.string(),
        rows: z.number().int(),
        requestedAt: z.string(),
        outcome: z.enum(['erased', 'refused']).nullable(),
        erased: z.number().int().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});

export const setRetention = endpoint({
  name: 'setRetention',
  method: 'put',
  path: '/retention/:recordClass',
  action: 'records.erase',
  summary: {
    zh: '设定一类记录的保存年限，不短于默认年限',
    en: 'Keep a class of records for longer than by default',
  },
  input: z.strictObject({
    recordClass,
    years: z.number().int().min(1).max(100),
    source: named(proseText(300, 2), { zh: '依据', en: 'what it rests on' }),
  }),
  reply: idReply,
  errors: ['retention.term-too-short'],
  example: { recordClass: 'readings', years: 15, source: '章程第五十条' },
});

export const requestErasure = endpoint({
  name: 'requestErasure',
  method: 'post',
  path: '/erasures',
  action: 'records.erase',
  summary: {
    zh: '申请清除一类已过保存期限的记录；另一人同意后才清除',
    en: 'Ask to erase what is past its time; gone once another person agrees',
  },
  input: z.strictObject({ recordClass }),
  reply: idReply,
  status: 202,
  errors: ['retention.nothing-past'],
  example: { recordClass: 'readings' },
});

const answers = ['retention.unknown', 'retention.answered-already', 'retention.by-another'] as const;

export const confirmErasure = endpoint({
  name: 'confirmErasure',
  method: 'post',
  path: '/erasures/:erasureId/confirm',
  action: 'records.agree',
  summary: { zh: '同意并清除', en: 'Agree, and erase' },
  input: z.strictObject({ erasureId: idText() }),
  reply: z.strictObject({ id: idText(), erased: z.number().int() }),
  errors: answers,
});

export const refuseErasure = endpoint({
  name: 'refuseErasure',
  method: 'post',
  path: '/erasures/:erasureId/refuse',
  action: 'records.agree',
  summary: { zh: '不同意清除，说明理由', en: 'Do not agree, with the reason' },
  input: z.strictObject({ erasureId: idText(), reason: reasonText() }),
  reply: idReply,
  errors: answers,
  example: { reason: '监事会正在核查' },
});
