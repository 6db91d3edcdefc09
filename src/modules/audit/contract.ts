/** The wire of the audit trail. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';

/** What a command noted of its doing: free fields beside the subject, as they were written. */
export const auditNotes = z.array(z.looseObject({ subject: z.string() }));

export const listAuditEntries = endpoint({
  name: 'listAuditEntries',
  method: 'get',
  path: '/audit-entries',
  action: 'trail.read',
  summary: { zh: '操作记录，新的在前', en: 'The audit trail, newest first' },
  input: pageInput.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
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
        notes: auditNotes,
        previousHash: z.string(),
        hash: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
});
