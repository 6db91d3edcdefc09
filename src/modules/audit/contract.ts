/** The wire of the audit trail. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { accessKinds } from '../../domain/access-kind.ts';
import { pageInput } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';

/** What a command noted of its doing: free fields beside the subject, as they were written. */
export const auditNotes = z.array(z.looseObject({ subject: z.string() }));

export const listAuditEntries = endpoint({
  name: 'listAuditEntries',
  method: 'get',
  path: '/audit-entries',
  logged: 'trail',
  action: 'trail.read',
  summary: { zh: '操作记录，新的在前', en: 'The audit trail, newest first' },
  input: pageInput.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
    find: z.string().trim().min(1).max(100).optional().meta({
      description: 'Part of the name of who did it, of what was done, or of what it notes',
      zh: '经办人、事项或记录内容的一部分',
      example: '王秀英',
    }),
    from: dateText().optional(),
    to: dateText().optional(),
  }),
  reply: z.strictObject({
    seal: z
      .string()
      .meta({ description: 'Hash of the last entry: the head of the chain', zh: '最后一条的哈希，即账印' }),
    entries: z.array(
      z.strictObject({
        number: z.string(),
        recordedAt: z.string(),
        actorName: z.string(),
        command: z.string(),
        does: z.strictObject({ zh: z.string(), en: z.string() }).nullable().meta({
          description: 'What was done, in words; null where nothing does that any more',
          zh: '办理的事项；现已没有这一操作的为空',
        }),
        notes: auditNotes,
        previousHash: z.string(),
        hash: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
});

const looksInput = pageInput.extend({
  after: idText().optional().meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  person: z.string().trim().min(1).max(100).optional().meta({
    description: 'Part of the name, or of the sign-in name, of who read',
    zh: '查看人姓名或登录名的一部分',
  }),
  kind: z.enum(accessKinds).optional().meta({ description: 'Kind of reading', zh: '查看的种类' }),
  memberId: idText().optional().meta({ description: 'Of whom', zh: '被查看的成员' }),
  refused: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Only what was refused, or only what was given', zh: '只看被拒绝的，或只看给出的' }),
  from: dateText().optional(),
  to: dateText().optional(),
});

const look = z.strictObject({
  recordedAt: z.string(),
  person: z.string(),
  signsInAs: z.string().nullable().meta({
    description: 'Their sign-in name, which no other has; null where the user is no longer there',
    zh: '登录名：同名的人以此区分；已没有这个用户的为空',
  }),
  kind: z.enum(accessKinds),
  act: z.string().meta({
    description:
      'The operation; `refusals` for what one person was refused within an hour beyond the first hundred',
    zh: '操作名称；refusals 为同一人一小时内第一百次以后被拒绝的请求',
  }),
  memberId: idText().nullable(),
  about: z.string().nullable().meta({
    description: 'What was asked for, in the words that were given; of `refusals` how many there were so far',
    zh: '所查看的内容，照请求中的原话；refusals 为累计次数',
  }),
  refused: z.string().nullable(),
  address: z.string().nullable(),
});

export const listLooks = endpoint({
  name: 'listLooks',
  method: 'get',
  path: '/looks',
  action: 'looks.read',
  summary: {
    zh: '谁看过什么：名册、导出、文件、银行文件、完整号码、登录和被拒绝的请求，新的在前',
    en: 'Who read what: registers, exports, papers, bank files, numbers in clear, sign-ins and refusals, newest first',
  },
  logged: 'trail',
  input: looksInput,
  reply: z.strictObject({ looks: z.array(look), next: z.string().nullable() }),
});

export const exportLooks = endpoint({
  name: 'exportLooks',
  method: 'get',
  path: '/exports/looks',
  action: 'looks.read',
  summary: { zh: '查看记录的表格，最新的五万条', en: 'The same as a table, the newest fifty thousand' },
  logged: 'trail',
  input: looksInput.omit({ after: true, limit: true }),
  reply: { files: ['text/csv; charset=utf-8'], description: { zh: '表格', en: 'The table' } },
});
