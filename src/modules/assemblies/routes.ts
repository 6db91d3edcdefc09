/** Resolutions: recorded, listed, read. */
import * as z from 'zod';
import { execute, readAs } from '../../platform/command.ts';
import {
  commandQuery,
  cooperativeParams,
  languageQuery,
  pageLimit,
  pageQuery,
} from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import { recordResolution, reportExecution, resolutionOnWire } from './commands.ts';
import {
  executionReply,
  recordResolutionInput,
  reportExecutionBody,
  resolutionDetail,
  resolutionPage,
  resolutionReply,
} from './contract.ts';
import { executionsOf, requireResolution, resolutionsAfter } from './store.ts';

const tags = ['assemblies'];
const resolutionParams = z.strictObject({ cooperativeId: idText(), resolutionId: idText() });

export const assemblyRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  app.post(
    '/cooperatives/:cooperativeId/resolutions',
    {
      schema: {
        tags,
        summary: 'Record a resolution from the minutes',
        params: cooperativeParams,
        querystring: commandQuery,
        body: recordResolutionInput,
        response: { 201: resolutionReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, recordResolution, commandContext(request), request.body)),
  );

  app.get(
    '/cooperatives/:cooperativeId/resolutions',
    {
      schema: {
        tags,
        summary: 'Resolutions in the order of recording',
        params: cooperativeParams,
        querystring: pageQuery.extend({ after: idText().optional() }),
        response: { 200: resolutionPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'resolutions.read', async (tx) => {
        const limit = pageLimit(request.query);
        const rows = await resolutionsAfter(tx, request.params.cooperativeId, limit, request.query.after);
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return { resolutions: rows.map(resolutionOnWire), next: last?.id ?? null };
      }),
  );

  app.get(
    '/cooperatives/:cooperativeId/resolutions/:resolutionId',
    {
      schema: {
        tags,
        summary: 'One resolution, with the reports on how it is carried out, the latest first',
        params: resolutionParams,
        querystring: languageQuery,
        response: { 200: resolutionDetail },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'resolutions.read', async (tx) => {
        const { cooperativeId, resolutionId } = request.params;
        const row = await requireResolution(tx, cooperativeId, resolutionId);
        const executions = (await executionsOf(tx, cooperativeId, resolutionId)).map(
          ({ reportedOn, state, text }) => ({ reportedOn: `${reportedOn}`, state, text }),
        );
        return { ...resolutionOnWire(row), executions };
      }),
  );

  app.post(
    '/cooperatives/:cooperativeId/resolutions/:resolutionId/executions',
    {
      schema: {
        tags,
        summary: 'Report how far a resolution is carried out',
        params: resolutionParams,
        querystring: commandQuery,
        body: reportExecutionBody,
        response: { 201: executionReply },
      },
    },
    async (request, reply) => {
      const { resolutionId } = request.params;
      const input = { ...request.body, resolutionId };
      return reply.code(201).send(await execute(services, reportExecution, commandContext(request), input));
    },
  );
};
