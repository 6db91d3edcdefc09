/** The wire of the half-year's checklist. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { periodText } from '../../contract/wire.ts';
import { checklistSteps } from '../../domain/half-year-checklist.ts';
import { roles } from '../../domain/permission.ts';

export const readChecklist = endpoint({
  name: 'readChecklist',
  method: 'get',
  path: '/half-year-checklist',
  action: 'runs.read',
  summary: {
    zh: '半年清单：哪些已办、哪些待办、受阻的因何受阻',
    en: 'A half-year from figures to settled: what is done, what is next, what blocks it',
  },
  input: z.strictObject({ period: periodText() }),
  reply: z.strictObject({
    period: z.string(),
    done: z.int(),
    left: z.int(),
    items: z.array(
      z.strictObject({
        step: z.enum(checklistSteps),
        name: z.string(),
        state: z.enum(['done', 'unneeded', 'next', 'blocked']),
        detail: z.string().nullable().meta({ description: 'How far it is', zh: '办理进度' }),
        blockedBy: z
          .array(z.enum(checklistSteps))
          .meta({ description: 'Steps that must come first', zh: '须先办的步骤' }),
        reason: z.string().nullable().meta({ description: 'What else it waits for', zh: '其他等待事项' }),
        where: z.string().meta({
          description:
            'The path to act on, under the cooperative: of the thing itself, or of its list until there is one',
          zh: '合作社下的办理路径：事项本身；尚无则为其列表',
        }),
        who: z.array(z.enum(roles)).meta({ description: 'Roles that may', zh: '可办理的角色' }),
      }),
    ),
  }),
  example: { period: '2025-H2' },
});
