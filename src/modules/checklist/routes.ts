/** The checklist of a half-year. */
import * as z from 'zod';
import { Period } from '../../domain/calendar.ts';
import { checklistSteps } from '../../domain/half-year-checklist.ts';
import { permissions, roles } from '../../domain/permission.ts';
import { readAs } from '../../platform/command.ts';
import { cooperativeParams, languageQuery } from '../../contract/query.ts';
import { languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { periodText } from '../../contract/wire.ts';
import { checklistFor } from './queries.ts';

const checklistQuery = languageQuery.extend({ period: periodText() });
const checklistReply = z.strictObject({
  period: z.string(),
  done: z.int(),
  left: z.int(),
  items: z.array(
    z.strictObject({
      step: z.enum(checklistSteps),
      name: z.string(),
      state: z.enum(['done', 'unneeded', 'next', 'blocked']),
      detail: z.string().nullable().meta({ description: 'How far it is' }),
      blockedBy: z.array(z.enum(checklistSteps)).meta({ description: 'Steps that must come first' }),
      reason: z.string().nullable().meta({ description: 'What else it waits for' }),
      where: z.string().meta({ description: 'The resource to act on, under the cooperative' }),
      who: z.array(z.enum(roles)).meta({ description: 'Roles that may' }),
    }),
  ),
});

export const checklistRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  app.get(
    '/cooperatives/:cooperativeId/half-year-checklist',
    {
      schema: {
        tags: ['half-year'],
        summary: 'A half-year from figures to settled: what is done, what is next, what blocks it',
        params: cooperativeParams,
        querystring: checklistQuery,
        response: { 200: checklistReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => {
        const language = languageOf(request);
        const { period } = request.query;
        const today = dayInChina(services.clock());
        const items = await checklistFor(tx, request.params.cooperativeId, Period.parse(period), today);
        const done = items.filter(({ state }) => state === 'done').length;
        return {
          period,
          done,
          left: items.filter(({ state }) => state === 'next' || state === 'blocked').length,
          items: items.map(({ step, name, state, detail, blockedBy, reason, place }) => ({
            step,
            state,
            blockedBy: [...blockedBy],
            name: name[language],
            detail: detail?.[language] ?? null,
            reason: reason?.[language] ?? null,
            where: place.path,
            who: [...permissions[place.action]],
          })),
        };
      }),
  );
};
