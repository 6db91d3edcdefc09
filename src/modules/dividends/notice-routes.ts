/** The public notice of a run and its objections. */
import * as z from 'zod';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, languageQuery } from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { idText } from '../../contract/wire.ts';
import {
  announceRun,
  answerObjection,
  noticeOnWire,
  raiseObjection,
  releaseAnObjection,
} from './notice-commands.ts';
import { announceBody, answerBody, noticeReply, objectBody, releaseBody } from './notice-contract.ts';
import { requireNoticeOf } from './notice-store.ts';
import { requireRun } from './store.ts';

const tags = ['dividends'];
const base = '/cooperatives/:cooperativeId/dividend-runs/:runId';
const runParams = z.strictObject({ cooperativeId: idText(), runId: idText() });
const objectionParams = runParams.extend({
  number: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .meta({ description: 'Within the run' }),
});

export const noticeRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, querystring: commandQuery };

  app.get(
    `${base}/notice`,
    {
      schema: {
        tags,
        summary: 'The public notice: its days, its objections, and whether posting is unlocked today',
        params: runParams,
        querystring: languageQuery,
        response: { 200: noticeReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => {
        const { cooperativeId, runId } = request.params;
        await requireRun(tx, cooperativeId, runId);
        const today = dayInChina(services.clock());
        return noticeOnWire(tx, await requireNoticeOf(tx, cooperativeId, runId), today);
      }),
  );

  app.post(
    `${base}/notice`,
    {
      schema: {
        ...writing,
        summary: 'Put an approved run on public notice',
        params: runParams,
        body: announceBody,
        response: { 201: noticeReply },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, runId: request.params.runId };
      return reply.code(201).send(await execute(services, announceRun, commandContext(request), input));
    },
  );

  app.post(
    `${base}/objections`,
    {
      schema: {
        ...writing,
        summary: 'Log an objection raised while the notice hung',
        params: runParams,
        body: objectBody,
        response: { 201: noticeReply },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, runId: request.params.runId };
      return reply.code(201).send(await execute(services, raiseObjection, commandContext(request), input));
    },
  );

  app.post(
    `${base}/objections/:number/answer`,
    {
      schema: {
        ...writing,
        summary: 'Answer an objection',
        params: objectionParams,
        body: answerBody,
        response: { 200: noticeReply },
      },
    },
    async (request) =>
      execute(services, answerObjection, commandContext(request), {
        ...request.body,
        ...placeOf(request.params),
      }),
  );

  app.post(
    `${base}/objections/:number/release`,
    {
      schema: {
        ...writing,
        summary: 'Release an open objection as a supervisor, with a reason',
        params: objectionParams,
        body: releaseBody,
        response: { 200: noticeReply },
      },
    },
    async (request) =>
      execute(services, releaseAnObjection, commandContext(request), {
        ...request.body,
        ...placeOf(request.params),
      }),
  );
};

function placeOf({ runId, number }: { readonly runId: string; readonly number: string }) {
  return { runId, number: Number(number) };
}
