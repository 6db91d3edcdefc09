/** Pensions: rules, proofs of life, monthly runs with their bank file, and one member's payments. */
import { execute, readAs } from '../../platform/command.ts';
import {
  commandContext,
  commandQuery,
  cooperativeParams,
  languageQuery,
  readContext,
  type RoutePlugin,
} from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { idText } from '../../platform/wire.ts';
import {
  cancelPensionRun,
  enterLifeProof,
  makePensionRun,
  payPensionRun,
  pensionFileOf,
  receiveRepayment,
  returnPension,
  setPensionRule,
  takePensionFile,
} from './commands.ts';
import {
  cancelRunInput,
  lifeProofInput,
  makeRunInput,
  pensionOfQuery,
  pensionOfReply,
  pensionRuleInput,
  pensionRunDetail,
  pensionRunReply,
  pensionRunsReply,
  repaymentInput,
  repaymentReply,
  returnLineInput,
  rulesReply,
  runIdInput,
} from './contract.ts';
import { pensionOf, runDetail, runOnWire } from './queries.ts';
import { requireRun, rulesOf, runsOf } from './store.ts';

const tags = ['pensions'];
const root = '/cooperatives/:cooperativeId';
const runs = `${root}/pension-runs`;
const runParams = cooperativeParams.extend({ runId: idText() });

export const pensionRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, params: cooperativeParams, querystring: commandQuery };
  const reading = { tags, params: cooperativeParams, querystring: languageQuery };

  app.get(
    `${root}/pension-rules`,
    { schema: { ...reading, summary: 'Rules by their first month', response: { 200: rulesReply } } },
    async (request) =>
      readAs(services, readContext(request), 'pensions.read', async (tx) => ({
        rules: [...(await rulesOf(tx, request.params.cooperativeId))],
      })),
  );
  app.post(
    `${root}/pension-rules`,
    {
      schema: {
        ...writing,
        summary: 'Set the rule from a month on',
        body: pensionRuleInput,
        response: { 201: pensionRuleInput },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, setPensionRule, commandContext(request), request.body)),
  );
  app.post(
    `${root}/life-proofs`,
    {
      schema: {
        ...writing,
        summary: 'Note that a pensioner was seen alive',
        body: lifeProofInput,
        response: { 201: runIdInput.omit({ runId: true }).extend({ id: idText() }) },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, enterLifeProof, commandContext(request), request.body)),
  );
  app.get(
    runs,
    { schema: { ...reading, summary: 'Monthly runs by number', response: { 200: pensionRunsReply } } },
    async (request) =>
      readAs(services, readContext(request), 'pensions.read', async (tx) => ({
        runs: (await runsOf(tx, request.params.cooperativeId)).map(runOnWire),
      })),
  );
  app.post(
    runs,
    {
      schema: {
        ...writing,
        summary: 'Work out a month, with a bank file for those who have an account',
        body: makeRunInput,
        response: { 201: pensionRunReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, makePensionRun, commandContext(request), request.body)),
  );
  app.get(
    `${runs}/:runId`,
    {
      schema: {
        tags,
        summary: 'One run with its lines',
        params: runParams,
        querystring: languageQuery,
        response: { 200: pensionRunDetail },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', (tx) =>
        runDetail(tx, request.params.cooperativeId, request.params.runId),
      ),
  );
  app.post(
    `${runs}/pay`,
    {
      schema: {
        ...writing,
        summary: 'Confirm that a run was paid; not by whoever made it',
        body: runIdInput,
        response: { 200: pensionRunReply },
      },
    },
    async (request) => execute(services, payPensionRun, commandContext(request), request.body),
  );
  app.post(
    `${runs}/cancel`,
    {
      schema: {
        ...writing,
        summary: 'Cancel a run before it was paid',
        body: cancelRunInput,
        response: { 200: pensionRunReply },
      },
    },
    async (request) => execute(services, cancelPensionRun, commandContext(request), request.body),
  );
  app.post(
    `${runs}/return`,
    {
      schema: {
        ...writing,
        summary: 'Note a payment that came back; the next run pays it as arrears',
        body: returnLineInput,
        response: { 200: returnLineInput.pick({}).extend({ id: idText() }) },
      },
    },
    async (request) => execute(services, returnPension, commandContext(request), request.body),
  );
  app.post(
    `${root}/pension-repayments`,
    {
      schema: {
        ...writing,
        summary: 'Note that somebody brought back what was paid too much',
        body: repaymentInput,
        response: { 201: repaymentReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, receiveRepayment, commandContext(request), request.body)),
  );
  app.post(
    `${runs}/:runId/file`,
    {
      schema: {
        ...writing,
        params: runParams,
        summary: 'Take the bank file; it has every account in clear, so it is logged',
      },
    },
    async (request, reply) => {
      const { cooperativeId, runId } = request.params;
      await execute(services, takePensionFile, commandContext(request), { runId });
      const file = await readAs(services, readContext(request), 'payouts.take-file', async (tx) =>
        pensionFileOf(services, (await requireRun(tx, cooperativeId, runId)).row),
      );
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(file.bytes);
    },
  );
  app.get(
    `${root}/pensions`,
    {
      schema: {
        tags,
        summary: 'One member’s pension and everything paid',
        params: cooperativeParams,
        querystring: pensionOfQuery,
        response: { 200: pensionOfReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', (tx) =>
        pensionOf(tx, request.params.cooperativeId, request.query.member, dayInChina(services.clock())),
      ),
  );
};
