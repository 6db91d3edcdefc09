/** Payouts: where every claim stands, batches and their files, the bank's answers, cash, estates, reminders. */
import * as z from 'zod';
import { bankTemplates } from '../../domain/bank-templates.ts';
import { refuse } from '../../domain/refusal.ts';
import { isWaiting } from '../../domain/payout.ts';
import { execute, readAs } from '../../platform/command.ts';
import {
  commandQuery,
  cooperativeParams,
  languageQuery,
  pageLimit,
  pageQuery,
} from '../../contract/query.ts';
import { commandContext, readContext, uploadedFile, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { idText } from '../../contract/wire.ts';
import { bankAnswer } from './answer.ts';
import {
  answerWords,
  cancelBatch,
  enterLateReturn,
  enterReturn,
  fileOf,
  makeBatch,
  refuseBatch,
  sendBatch,
  setPayoutSettings,
  setTemplate,
  takeFile,
} from './batch-commands.ts';
import {
  divideEstate,
  enterCash,
  remind,
  setOff,
  strikeCash,
  strikeSetOff,
  undoEstate,
} from './claim-commands.ts';
import { standingClaims } from './claims.ts';
import {
  batchLinesReply,
  batchPage,
  batchReply,
  cancelBatchInput,
  cashEntry,
  cashInput,
  cashPage,
  cashReply,
  claimsQuery,
  claimsReply,
  divideEstateInput,
  doneReply,
  estateReply,
  lateReturnInput,
  madeBatchReply,
  makeBatchInput,
  payoutSettingsInput,
  payoutSettingsReply,
  remindInput,
  returnQuery,
  returnReply,
  setOffInput,
  setOffReply,
  strikeCashInput,
  strikeSetOffInput,
  templateShape,
  templatesReply,
  undoEstateInput,
  undoneReply,
  waitingReply,
} from './contract.ts';
import { batchOnWire, cashOnWire, claimOnWire, lineOnWire, totalsByState, waitingOnWire } from './queries.ts';
import { batchesAfter, batchLines, cashAfter, ownTemplates, payoutSettings, requireBatch } from './store.ts';

const tags = ['payouts'];
const root = '/cooperatives/:cooperativeId';
const batches = `${root}/payout-batches`;
const batchParams = cooperativeParams.extend({ batchId: idText() });

export const payoutRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, params: cooperativeParams, querystring: commandQuery };
  const onBatch = { ...writing, params: batchParams };
  const today = () => dayInChina(services.clock());

  app.put(
    `${root}/payout-settings`,
    {
      schema: {
        ...writing,
        summary: 'Set the paying account and the minimum',
        body: payoutSettingsInput,
        response: { 200: payoutSettingsReply },
      },
    },
    async (request) => execute(services, setPayoutSettings, commandContext(request), request.body),
  );
  app.get(
    `${root}/payout-settings`,
    {
      schema: {
        tags,
        summary: 'The paying account and the minimum',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: payoutSettingsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const found = await payoutSettings(tx, request.params.cooperativeId);
        if (!found) throw refuse('payout.payer-missing');
        const { payerName, payerBank, payerAccountMasked, minimum } = found;
        return { payerName, payerBank, payerAccountMasked, minimum: minimum.toString() };
      }),
  );
  app.get(
    `${root}/bank-templates`,
    {
      schema: {
        tags,
        summary: 'Bank files that can be made',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: templatesReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const own = await ownTemplates(tx, request.params.cooperativeId);
        const listed = [
          ...bankTemplates.map((each) => ({ ...each, own: false })),
          ...own.map((each) => ({ ...each, own: true })),
        ];
        return { templates: listed.map((each) => templatesReply.shape.templates.element.parse(each)) };
      }),
  );
  app.put(
    `${root}/bank-templates`,
    {
      schema: {
        ...writing,
        summary: 'Set a bank template of the cooperative’s own',
        body: templateShape,
        response: { 200: templateShape },
      },
    },
    async (request) => execute(services, setTemplate, commandContext(request), request.body),
  );
  app.get(
    `${root}/payout-claims`,
    {
      schema: {
        tags,
        summary: 'Where the money of every holder stands today, with totals by state',
        params: cooperativeParams,
        querystring: claimsQuery,
        response: { 200: claimsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const { runId, state } = request.query;
        const rows = await standingClaims(
          tx,
          request.params.cooperativeId,
          today(),
          runId === undefined ? null : [runId],
        );
        const shown = state === undefined ? rows : rows.filter((each) => each.state === state);
        const page = pageOf(shown, request.query);
        return { totals: totalsByState(rows), claims: page.rows.map(claimOnWire), next: page.next };
      }),
  );
  app.get(
    `${root}/payout-claims/waiting`,
    {
      schema: {
        tags,
        summary: 'Money that nobody fetched yet, with reminders and the day until which it can be asked for',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: waitingReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const all = await standingClaims(tx, request.params.cooperativeId, today(), null);
        const waiting = all.filter(({ state }) => isWaiting(state));
        const { rows, next } = pageOf(waiting, request.query);
        return { totals: totalsByState(waiting), claims: rows.map(waitingOnWire), next };
      }),
  );
  app.post(
    batches,
    {
      schema: {
        ...writing,
        summary: 'Make a batch of everything payable, as a bank file',
        body: makeBatchInput,
        response: { 201: madeBatchReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, makeBatch, commandContext(request), request.body)),
  );
  app.get(
    batches,
    {
      schema: {
        tags,
        summary: 'Batches by number',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: batchPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const limit = pageLimit(request.query);
        const after = BigInt(placeOf(request.query.after));
        const rows = await batchesAfter(tx, request.params.cooperativeId, limit, after);
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return { batches: rows.map(batchOnWire), next: last?.row.number.toString() ?? null };
      }),
  );
  app.get(
    `${batches}/:batchId`,
    {
      schema: {
        tags,
        summary: 'One batch',
        params: batchParams,
        querystring: languageQuery,
        response: { 200: batchReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) =>
        batchOnWire(await requireBatch(tx, request.params.cooperativeId, request.params.batchId)),
      ),
  );
  app.get(
    `${batches}/:batchId/lines`,
    {
      schema: {
        tags,
        summary: 'Lines of a batch in the order of its file',
        params: batchParams,
        querystring: pageQuery,
        response: { 200: batchLinesReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const { cooperativeId, batchId } = request.params;
        const { row } = await requireBatch(tx, cooperativeId, batchId);
        const limit = pageLimit(request.query);
        const rows = await batchLines(tx, row, limit, placeOf(request.query.after));
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return {
          lines: rows.map(lineOnWire),
          next: last === undefined ? null : String(last.line.serial),
        };
      }),
  );
  app.post(
    `${batches}/:batchId/file`,
    { schema: { ...onBatch, summary: 'Take the bank file; it has every account in clear, so it is logged' } },
    async (request, reply) => {
      const { cooperativeId, batchId } = request.params;
      // No stored reply and no dry run: whoever takes the file leaves a trace each time.
      const context = { ...commandContext(request), idempotencyKey: undefined, dryRun: false };
      await execute(services, takeFile, context, { batchId });
      const file = await readAs(services, readContext(request), 'payouts.take-file', (tx) =>
        fileOf(tx, services.vault, cooperativeId, batchId),
      );
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(file.bytes);
    },
  );
  app.post(
    `${batches}/:batchId/sending`,
    {
      schema: {
        ...onBatch,
        summary: 'Confirm that the file went to the bank; not by whoever made it',
        response: { 200: batchReply },
      },
    },
    async (request) =>
      execute(services, sendBatch, commandContext(request), { batchId: request.params.batchId }),
  );
  app.post(
    `${batches}/:batchId/cancellation`,
    {
      schema: {
        ...onBatch,
        summary: 'Cancel a batch that was not sent',
        body: cancelBatchInput.omit({ batchId: true }),
        response: { 200: batchReply },
      },
    },
    async (request) =>
      execute(services, cancelBatch, commandContext(request), {
        ...request.body,
        batchId: request.params.batchId,
      }),
  );
  app.post(
    `${batches}/:batchId/refusal`,
    {
      schema: {
        ...onBatch,
        summary: 'The bank refused a sent file as a whole; not said by whoever made it',
        body: cancelBatchInput.omit({ batchId: true }),
        response: { 200: batchReply },
      },
    },
    async (request) =>
      execute(services, refuseBatch, commandContext(request), {
        ...request.body,
        batchId: request.params.batchId,
      }),
  );
  app.post(
    `${batches}/:batchId/returns`,
    {
      schema: {
        ...onBatch,
        summary: 'Read the bank’s return file (multipart, one table)',
        consumes: ['multipart/form-data'],
        querystring: returnQuery,
        response: { 200: returnReply },
      },
    },
    async (request) => {
      const context = commandContext(request);
      // Before the file is taken in: who may not enter it need not send it.
      const { cooperativeId, batchId } = request.params;
      const words = await readAs(services, context, 'payouts.prepare', (tx) =>
        answerWords(tx, cooperativeId, batchId),
      );
      const answer = await bankAnswer(await uploadedFile(request), words, request.query.rest);
      return execute(services, enterReturn, context, { batchId, ...answer });
    },
  );
  app.post(
    `${batches}/:batchId/late-returns`,
    {
      schema: {
        ...onBatch,
        summary: 'A payment that the bank had reported as paid came back',
        body: lateReturnInput.omit({ batchId: true }),
        response: { 200: returnReply },
      },
    },
    async (request) =>
      execute(services, enterLateReturn, commandContext(request), {
        ...request.body,
        batchId: request.params.batchId,
      }),
  );
  app.get(
    `${root}/payout-cash`,
    {
      schema: {
        tags,
        summary: 'Money over the counter, by number',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: cashPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const limit = pageLimit(request.query);
        const after = BigInt(placeOf(request.query.after));
        const rows = await cashAfter(tx, request.params.cooperativeId, limit, after);
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return { cash: rows.map(cashOnWire), next: last?.row.number.toString() ?? null };
      }),
  );
  app.post(
    `${root}/payout-cash`,
    {
      schema: {
        ...writing,
        summary: 'Pay claims in cash, or receive back what somebody owes',
        body: cashInput,
        response: { 201: cashReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, enterCash, commandContext(request), request.body)),
  );
  app.post(
    `${root}/payout-cash/strike`,
    {
      schema: {
        ...writing,
        summary: 'Strike an entry of cash; not by whoever entered it',
        body: strikeCashInput,
        response: { 200: cashEntry },
      },
    },
    async (request) => execute(services, strikeCash, commandContext(request), request.body),
  );
  app.post(
    `${root}/estates`,
    {
      schema: {
        ...writing,
        summary: 'Divide what waits of a deceased holder among the heirs',
        body: divideEstateInput,
        response: { 201: estateReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, divideEstate, commandContext(request), request.body)),
  );
  app.post(
    `${root}/estates/undo`,
    {
      schema: {
        ...writing,
        summary: 'Take back the division of an estate, as far as nothing of it was paid',
        body: undoEstateInput,
        response: { 200: undoneReply },
      },
    },
    async (request) => execute(services, undoEstate, commandContext(request), request.body),
  );
  app.post(
    `${root}/payout-set-offs/strike`,
    {
      schema: {
        ...writing,
        summary: 'Strike a set-off; not by whoever entered it',
        body: strikeSetOffInput,
        response: { 200: doneReply },
      },
    },
    async (request) => execute(services, strikeSetOff, commandContext(request), request.body),
  );
  app.post(
    `${root}/payout-set-offs`,
    {
      schema: {
        ...writing,
        summary: 'Take what a holder owes of one run off what waits for them of another',
        body: setOffInput,
        response: { 201: setOffReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, setOff, commandContext(request), request.body)),
  );
  app.post(
    `${root}/payout-reminders`,
    {
      schema: {
        ...writing,
        summary: 'Note that a holder was reminded',
        body: remindInput,
        response: { 201: doneReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, remind, commandContext(request), request.body)),
  );
};

function pageOf<Row>(all: readonly Row[], query: z.infer<typeof pageQuery>) {
  const start = placeOf(query.after);
  const end = start + pageLimit(query);
  return { rows: all.slice(start, end), next: end < all.length ? String(end) : null };
}

function placeOf(after: string | undefined): number {
  if (after === undefined) return 0;
  if (
    !z
      .string()
      .regex(/^\d{1,9}$/)
      .safeParse(after).success
  )
    throw refuse('request.malformed');
  return Number(after);
}
