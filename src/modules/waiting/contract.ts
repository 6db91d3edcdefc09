/** The wire of what waits for a second person, of every kind in one list. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { roles } from '../../domain/permission.ts';
import { waitingKinds } from '../../domain/waiting.ts';

export const listWaiting = endpoint({
  name: 'listWaiting',
  method: 'get',
  path: '/waiting',
  logged: 'register',
  action: 'cooperative.read',
  summary: {
    zh: '等另一人复核的全部事项：本人可以复核的和本人提出的，先提出的在前',
    en: 'All that waits for a second person: what one may confirm and what one asked for, the oldest first',
  },
  input: nothing,
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(waitingKinds),
        says: z.string(),
        facts: z
          .array(
            z.strictObject({
              label: z.string(),
              before: z.string().nullable().meta({ description: 'What it was', zh: '原来的内容' }),
              after: z.string().meta({ description: 'What it becomes', zh: '变更后的内容' }),
              unit: z.enum(['yuan', 'shares']).nullable(),
            }),
          )
          .meta({ description: 'The old beside the new', zh: '变更前后' }),
        known: z.record(z.string(), z.string()).meta({
          description: 'What the operations that answer it name in their paths',
          zh: '复核操作路径中的参数',
        }),
        askedBy: z.string().nullable(),
        askedAt: z.string(),
        own: z.boolean().meta({ description: 'Asked for by whoever reads', zh: '由本人提出' }),
        may: z.boolean().meta({
          description: 'Whether whoever reads may be the second person',
          zh: '本人可以复核',
        }),
        who: z.array(z.enum(roles)).meta({ description: 'Roles that may confirm it', zh: '可以复核的角色' }),
      }),
    ),
  }),
});
