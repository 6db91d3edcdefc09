/** The wire of what members were told in writing, for the office: to whom, what, and whether it went to a telephone. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';
import { messageKinds, outboxStates } from '../../domain/member-message.ts';

export const listMemberMessages = endpoint({
  name: 'listMemberMessages',
  method: 'get',
  path: '/member-messages',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '发给成员的书面通知，新的在前，以及短信发出的情况',
    en: 'What members were told in writing, newest first, and whether it went to a telephone',
  },
  input: pageInput.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({
    isConnected: z
      .boolean()
      .meta({ description: 'Whether the operator connected a gateway', zh: '是否接了短信平台' }),
    messages: z.array(
      z.strictObject({
        number: z.string(),
        registerNumber: z.string(),
        name: z.string(),
        kind: z.enum(messageKinds),
        said: z.strictObject({ zh: z.string(), en: z.string() }),
        toldAt: z.string(),
        outbox: z.enum(outboxStates),
      }),
    ),
    next: z.string().nullable(),
  }),
});
