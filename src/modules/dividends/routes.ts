/** Dividend runs: drafted, calculated, approved, posted, corrected; their lines and the proof of each. */
import { holderInWords } from '../../domain/share-register.ts';
import * as z from 'zod';
import { refuse } from '../../domain/refusal.ts';
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
import { accountNamed } from '../shares/index.ts';
import { approveRun, calculateRun, draftRun, enterRun, postRun, withdrawRun } from './commands.ts';
import {
  approveRunInput,
  differenceRunInput,
  draftRunInput,
  linePage,
  proofReply,
  reverseRunInput,
  runIdInput,
  runPage,
  runReply,
  withdrawRunInput,
} from './contract.ts';
import { draftDifferenceRun, reverseRun } from './correction-commands.ts';
import { lineOnWire, proofOf, runOnWire } from './queries.ts';
import { linesAfter, requireRun, runsAfter } from './store.ts';

const tags = ['dividends'];
const base = '/cooperatives/:cooperativeId/dividend-runs';
const runParams = z.strictObject({ cooperativeId: idText(), runId: idText() });

export const dividendRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, params: cooperativeParams, querystring: commandQuery };

  app.post(
    base,
    { schema: { ...writing, summary: 'Draft a run', body: draftRunInput, response: { 201: runReply } } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, draftRun, commandContext(request), request.body)),
  );
  app.post(
    `${base}/calculate`,
    {
      schema: {
        ...writing,
        summary: 'Freeze the holdings and compute every line',
        body: runIdInput,
        response: { 200: runReply },
      },
    },
    async (request) => execute(services, calculateRun, commandContext(request), request.body),
  );
  app.post(
    `${base}/approve`,
    {
      schema: {
        ...writing,
        summary: 'Approve by resolution; not by whoever prepared it',
        body: approveRunInput,
        response: { 200: runReply },
      },
    },
    async (request) => execute(services, approveRun, commandContext(request), request.body),
  );
  app.post(
    `${base}/post`,
    {
      schema: {
        ...writing,
        summary: 'Post after a second computation',
        body: runIdInput,
        response: { 200: runReply },
      },
    },
    async (request) => execute(services, postRun, commandContext(request), request.body),
  );
  app.post(
    `${base}/enter`,
    {
      schema: {
        ...writing,
        summary: 'Enter a run in the books that was posted before they were kept here',
        body: runIdInput,
        response: { 200: runReply },
      },
    },
    async (request) => execute(services, enterRun, commandContext(request), request.body),
  );
  app.post(
    `${base}/withdraw`,
    {
      schema: {
        ...writing,
        summary: 'Withdraw before posting',
        body: withdrawRunInput,
        response: { 200: runReply },
      },
    },
    async (request) => execute(services, withdrawRun, commandContext(request), request.body),
  );
  app.post(
    `${base}/reverse`,
    {
      schema: {
        ...writing,
        summary: 'Reverse a posted run as a whole',
        body: reverseRunInput,
        response: { 201: runReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, reverseRun, commandContext(request), request.body)),
  );
  app.post(
    `${base}/difference`,
    {
      schema: {
        ...writing,
        summary: 'Compute what a late correction changes, as a run of its own',
        body: differenceRunInput,
        response: { 201: runReply },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await execute(services, draftDifferenceRun, commandContext(request), request.body)),
  );

  app.get(
    base,
    {
      schema: {
        tags,
        summary: 'Runs by number',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: runPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => {
        const limit = pageLimit(request.query);
        const rows = await runsAfter(
          tx,
          request.params.cooperativeId,
          limit,
          pageNumber(request.query.after),
        );
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return { runs: rows.map(runOnWire), next: last?.number.toString() ?? null };
      }),
  );
  app.get(
    `${base}/:runId`,
    {
      schema: {
        tags,
        summary: 'One run',
        params: runParams,
        querystring: languageQuery,
        response: { 200: runReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) =>
        runOnWire(await requireRun(tx, request.params.cooperativeId, request.params.runId)),
      ),
  );
  app.get(
    `${base}/:runId/lines`,
    {
      schema: {
        tags,
        summary: 'Lines in natural order of the register number',
        params: runParams,
        querystring: pageQuery,
        response: { 200: linePage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => {
        const run = await requireRun(tx, request.params.cooperativeId, request.params.runId);
        const limit = pageLimit(request.query);
        const rows = await linesAfter(tx, run, limit, Number(pageNumber(request.query.after) ?? 0n));
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return {
          lines: rows.map((row) => lineOnWire(run, row)),
          next: last === undefined ? null : String(last.line.ordinal),
        };
      }),
  );
  app.get(
    `${base}/:runId/proof`,
    {
      schema: {
        tags,
        summary: 'The line of one holder with everything needed to repeat it',
        params: runParams,
        querystring: languageQuery.extend({
          kind: z.enum(['member', 'household', 'collective']),
          number: z.string().max(40).optional(),
        }),
        response: { 200: proofReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'runs.read', async (tx) => {
        const { cooperativeId, runId } = request.params;
        const run = await requireRun(tx, cooperativeId, runId);
        const { kind, number } = request.query;
        const account = await accountNamed(tx, cooperativeId, { kind, number });
        if (!account) throw refuse('run.holder-unknown', { holder: holderInWords({ kind, number }) });
        return proofOf(tx, run, account.id, holderInWords({ kind, number }));
      }),
  );
};

function pageNumber(after: string | undefined): bigint | undefined {
  if (after === undefined) return undefined;
  if (!/^\d{1,9}$/.test(after)) throw refuse('request.malformed');
  return BigInt(after);
}
