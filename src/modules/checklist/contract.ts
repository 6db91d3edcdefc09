/** The wire of the checklist of a half-year. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { periodText } from '../../contract/wire.ts';
import { standingStates } from '../../domain/membership.ts';
import { checklistSteps } from '../../domain/half-year-checklist.ts';
import { roles } from '../../domain/permission.ts';

export const readChecklist = endpoint({
  name: 'readChecklist',
  method: 'get',
  path: '/half-year-checklist',
  action: 'runs.read',
  summary: {
    zh: '半年工作清单：已办、待办和受阻的事项',
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
        due: z.string().nullable().meta({
          description: 'The day by which it is taken, from the calendar of the half-year',
          zh: '按半年日程应办结的日期；没有的为空',
        }),
        detail: z.string().nullable().meta({ description: 'How far it is', zh: '办到哪一步' }),
        blockedBy: z
          .array(z.enum(checklistSteps))
          .meta({ description: 'Steps that must come first', zh: '须先办的事项' }),
        reason: z.string().nullable().meta({ description: 'What else it waits for', zh: '还在等什么' }),
        where: z.string().meta({
          description: 'What is to be looked at: path and query, to be followed as they stand',
          zh: '要看的内容：路径和查询参数，可直接访问',
        }),
        act: z
          .string()
          .meta({ description: 'Name of the operation that takes the step', zh: '办理此事项的操作名' }),
        known: z.record(z.string(), z.string()).meta({
          description: 'What is known of the input of that operation, such as the run’s id',
          zh: '该操作已知的参数，如分红的标识',
        }),
        who: z.array(z.enum(roles)).meta({ description: 'Roles that may', zh: '可办理的角色' }),
        own: z.boolean().meta({
          description: 'Whoever reads took an earlier step of it, so that another takes this one',
          zh: '前一步由本人办理，这一步须由另一人办理',
        }),
      }),
    ),
  }),
  example: { period: '2025-H2' },
});

/** Whose shares: members by their standing, households and the collective by themselves. */
export const shareCohorts = [...standingStates, 'household', 'collective'] as const;
export type ShareCohort = (typeof shareCohorts)[number];

export const readHalfYearFigures = endpoint({
  name: 'readHalfYearFigures',
  method: 'get',
  path: '/half-year-figures',
  action: 'runs.read',
  summary: {
    zh: '半年图表的数据：各股种按身份的股份，历期资产保值增值率',
    en: 'Figures of a half-year for charts: shares by class and standing, and how the assets kept their value',
  },
  input: z.strictObject({ period: periodText() }),
  reply: z.strictObject({
    period: z.string(),
    on: z.string().meta({
      description: 'The day of the shares: the last of the half-year, or today before it',
      zh: '股份所依据的日期：期末，期末未到的为当天',
    }),
    shares: z.array(
      z.strictObject({
        name: z.string(),
        nameEn: z.string().nullable(),
        quantity: z.string(),
        cohorts: z.array(
          z.strictObject({ cohort: z.enum(shareCohorts), holders: z.int(), quantity: z.string() }),
        ),
      }),
    ),
    preservation: z.array(
      z.strictObject({
        period: z.string(),
        opening: z.string(),
        closing: z.string(),
        rate: z.string().nullable().meta({
          description: 'In percent; null where there is only a verdict',
          zh: '百分比；不计算比率的为空',
        }),
        verdictText: z.string(),
      }),
    ),
  }),
  example: { period: '2025-H2' },
});
