/** Tax withheld: the month's list, its file and remittance, and what a person received in a year. */
import { filingTemplates } from '../../domain/tax-filing.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import {
  fileTax,
  filingFile,
  filingOnWire,
  remitTax,
  setFilingTemplate,
  strikeRemittance,
  takeFiling,
} from './commands.ts';
import {
  certificateQuery,
  filingReply,
  filingsReply,
  filingTemplateShape,
  fileTaxInput,
  filingTemplatesReply,
  incomeReply,
  monthQuery,
  remitTaxInput,
  strikeRemittanceInput,
  withheldReply,
} from './contract.ts';
import { incomeOf, withheldOnWire } from './queries.ts';
import { filingsOf, ownFilingTemplates } from './store.ts';

const tags = ['tax'];
const root = '/cooperatives/:cooperativeId';

export const taxRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, params: cooperativeParams, querystring: commandQuery };

  app.get(
    `${root}/tax-withheld`,
    {
      schema: {
        tags,
        summary: 'Who was withheld what in a month',
        params: cooperativeParams,
        querystring: monthQuery,
        response: { 200: withheldReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', (tx) =>
        withheldOnWire(tx, request.params.cooperativeId, request.query.month),
      ),
  );
  app.get(
    `${root}/tax-filing-templates`,
    {
      schema: {
        tags,
        summary: 'Templates of the file: those that ship, and the cooperative’s own',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: filingTemplatesReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const own = await ownFilingTemplates(tx, request.params.cooperativeId);
        return {
          templates: [...filingTemplates, ...own].map(({ name, columns, ...template }, index) => ({
            ...template,
            own: index >= filingTemplates.length,
            name: name[languageOf(request)],
            columns: [...columns],
          })),
        };
      }),
  );
  app.put(
    `${root}/tax-filing-templates`,
    {
      schema: {
        ...writing,
        summary: 'Set a template of the cooperative’s own',
        body: filingTemplateShape,
        response: { 200: filingTemplateShape },
      },
    },
    async (request) => execute(services, setFilingTemplate, commandContext(request), request.body),
  );
  app.get(
    `${root}/tax-income`,
    {
      schema: {
        tags,
        summary: 'What a member received and was withheld in a year',
        params: cooperativeParams,
        querystring: certificateQuery,
        response: { 200: incomeReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', (tx) =>
        incomeOf(tx, request.params.cooperativeId, request.query),
      ),
  );
  app.get(
    `${root}/tax-filings`,
    {
      schema: {
        tags,
        summary: 'Lists by number',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: filingsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => ({
        filings: (await filingsOf(tx, request.params.cooperativeId)).map(filingOnWire),
      })),
  );
  app.post(
    `${root}/tax-filings`,
    {
      schema: {
        ...writing,
        summary: 'Make the month’s list for the tax client',
        body: fileTaxInput,
        response: { 201: filingReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, fileTax, commandContext(request), request.body)),
  );
  app.post(
    `${root}/tax-filings/remit`,
    {
      schema: {
        ...writing,
        summary: 'Note that the tax of a list was remitted',
        body: remitTaxInput,
        response: { 200: filingReply },
      },
    },
    async (request) => execute(services, remitTax, commandContext(request), request.body),
  );
  app.post(
    `${root}/tax-filings/strike-remittance`,
    {
      schema: {
        ...writing,
        summary: 'Strike a remittance that was entered in error; not by whoever entered it',
        body: strikeRemittanceInput,
        response: { 200: filingReply },
      },
    },
    async (request) => execute(services, strikeRemittance, commandContext(request), request.body),
  );
  app.post(
    `${root}/tax-filings/:filingId/file`,
    {
      schema: {
        ...writing,
        summary: 'Take the file; it has every resident ID in clear, so it is logged',
        params: cooperativeParams.extend({ filingId: idText() }),
      },
    },
    async (request, reply) => {
      const { cooperativeId, filingId } = request.params;
      // No stored reply and no dry run: whoever takes the file leaves a trace each time.
      const context = { ...commandContext(request), idempotencyKey: undefined, dryRun: false };
      await execute(services, takeFiling, context, { filingId });
      const file = await readAs(services, readContext(request), 'payouts.take-file', (tx) =>
        filingFile(tx, services.vault, cooperativeId, filingId),
      );
      return reply
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(file.bytes);
    },
  );
};
