/** Distribution plans: worked out, drawn up, adopted; the presets. */
import { distributionPresets } from '../../domain/distribution.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { adoptPlan, draftPlan, repealPlan, withdrawPlan } from './commands.ts';
import {
  adoptPlanInput,
  planInput,
  planReply,
  plansQuery,
  plansReply,
  presetsReply,
  repealPlanInput,
  waterfallReply,
  withdrawPlanInput,
} from './contract.ts';
import { planOnWire, waterfallOnWire, wholeTerms } from './figures.ts';
import { plansOf } from './store.ts';

const tags = ['distribution plans'];
const base = '/cooperatives/:cooperativeId/distribution-plans';

export const distributionRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, params: cooperativeParams, querystring: commandQuery };

  app.post(
    base,
    { schema: { ...writing, summary: 'Draw up a plan', body: planInput, response: { 201: planReply } } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, draftPlan, commandContext(request), request.body)),
  );
  app.post(
    `${base}/waterfall`,
    {
      schema: {
        tags,
        summary: 'Work a plan out without drawing it up',
        params: cooperativeParams,
        querystring: languageQuery,
        body: planInput,
        response: { 200: waterfallReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => {
        const today = dayInChina(services.clock());
        const terms = await wholeTerms(tx, request.params.cooperativeId, request.body, today);
        return waterfallOnWire(terms, languageOf(request));
      }),
  );
  app.post(
    `${base}/adopt`,
    {
      schema: {
        ...writing,
        summary: 'Adopt by the resolution on it; reserve and welfare enter the books',
        body: adoptPlanInput,
        response: { 200: planReply },
      },
    },
    async (request) => execute(services, adoptPlan, commandContext(request), request.body),
  );
  app.post(
    `${base}/withdraw`,
    {
      schema: {
        ...writing,
        summary: 'Withdraw before it is adopted',
        body: withdrawPlanInput,
        response: { 200: planReply },
      },
    },
    async (request) => execute(services, withdrawPlan, commandContext(request), request.body),
  );
  app.post(
    `${base}/repeal`,
    {
      schema: {
        ...writing,
        summary: 'Take an adopted plan back by a resolution, its entry in red; not by whoever drew it up',
        body: repealPlanInput,
        response: { 200: planReply },
      },
    },
    async (request) => execute(services, repealPlan, commandContext(request), request.body),
  );
  app.get(
    base,
    {
      schema: {
        tags,
        summary: 'Plans by number',
        params: cooperativeParams,
        querystring: plansQuery,
        response: { 200: plansReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => ({
        plans: (await plansOf(tx, request.params.cooperativeId, request.query.period)).map((plan) =>
          planOnWire(plan, languageOf(request)),
        ),
      })),
  );
  app.get(
    '/cooperatives/:cooperativeId/distribution-presets',
    {
      schema: {
        tags,
        summary: 'National and provincial rules that steps can be held to',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: presetsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async () => ({
        presets: distributionPresets.map(({ id, name, source, steps }) => ({
          id,
          source,
          steps: [...steps],
          name: name[languageOf(request)],
        })),
      })),
  );
};
