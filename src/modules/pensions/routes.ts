/** Pensions: rules, proofs of life, monthly runs with their bank file, and one member's payments. */
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, readContext, uploadedFile, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { idText } from '../../contract/wire.ts';
import { bankAnswer, returnQuery } from '../payouts/index.ts';
import {
  answerRunReply,
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
  withdrawRuleInput,
} from './contract.ts';
import { pensionOf, rulesOnWire, runDetail, runOnWire } from './queries.ts';
import { answerWords, enterPensionAnswer, receiveRepayment, returnPension } from './return-commands.ts';
import { enterLifeProof, setPensionRule, withdrawPensionRule } from './rule-commands.ts';
import {
  cancelPensionRun,
  makePensionRun,
  payPensionRun,
  pensionFileOf,
  takePensionFile,
} from './run-commands.ts';
import { runsOf } from './store.ts';

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
      readAs(services, readContext(request), 'pensions.read', (tx) =>
        rulesOnWire(tx, request.params.cooperativeId),
      ),
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
    `${root}/pension-rules/withdraw`,
    {
      schema: {
        ...writing,
        summary: 'Withdraw a rule under which no month was made',
        body: withdrawRuleInput,
        response: { 200: pensionRuleInput },
      },
    },
    async (request) => execute(services, withdrawPensionRule, commandContext(request), request.body),
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
        summary: 'Cancel a run before it was paid; once its file was taken, not by whoever made it',
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
    `${runs}/:runId/returns`,
    {
      schema: {
        ...writing,
        params: runParams,
        summary: 'Read the bank’s return file (multipart, one table)',
        consumes: ['multipart/form-data'],
        querystring: returnQuery,
        response: { 200: answerRunReply },
      },
    },
    async (request) => {
      const context = commandContext(request);
      // Before the file is taken in: who may not enter it need not send it.
      const { cooperativeId, runId } = request.params;
      const words = await readAs(services, context, 'payouts.prepare', (tx) =>
        answerWords(tx, cooperativeId, runId),
      );
      const answer = await bankAnswer(await uploadedFile(request), words, request.query.rest);
      return execute(services, enterPensionAnswer, context, { runId, ...answer });
    },
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
      // No stored reply and no dry run: whoever takes the file leaves a trace each time.
      const context = { ...commandContext(request), idempotencyKey: undefined, dryRun: false };
      await execute(services, takePensionFile, context, { runId });
      const file = await readAs(services, readContext(request), 'payouts.take-file', (tx) =>
        pensionFileOf(tx, services.vault, cooperativeId, runId),
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
