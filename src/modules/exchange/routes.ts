/** Tables in and out: templates, imports with their progress, exports. */
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Language } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';
import { execute, readAs } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import {
  commandQuery,
  cooperativeParams,
  languageQuery,
  pageLimit,
  pageQuery,
} from '../../contract/query.ts';
import {
  commandContext,
  languageOf,
  readContext,
  uploadedFile,
  type RoutePlugin,
} from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { csvStream, tableTypes, xlsxStream, type WrittenTable } from '../../platform/tabular-writing.ts';
import { idText } from '../../contract/wire.ts';
import { asOf } from '../members/index.ts';
import { booksArchive } from './books-archive.ts';
import {
  booksArchiveQuery,
  importPageReply,
  importReply,
  linesExportQuery,
  movementsExportQuery,
  receiveQuery,
  registerExportQuery,
  templateQuery,
} from './contract.ts';
import { holdingTable, lineTable, memberTable, movementTable } from './exports.ts';
import { importLine } from './import-line.ts';
import { confirmImport, receiveFile } from './imports.ts';
import { importPage, requireImport, type ImportDescription } from './store.ts';
import { templateName, templateStream } from './template.ts';

const importParams = cooperativeParams.extend({ importId: idText() });
const importTags = ['imports'];
const exportTags = ['exports'];

export const exchangeRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const today = () => dayInChina(services.clock());
  const root = '/cooperatives/:cooperativeId';
  const line = importLine(services, (error) => app.log.error({ err: error }, 'import failed'));
  app.addHook('onReady', () => line.resume());
  app.addHook('preClose', () => line.close());

  app.get(
    `${root}/imports/template`,
    {
      schema: {
        tags: importTags,
        summary: 'The empty table to fill in, as workbook or CSV',
        params: cooperativeParams,
        querystring: templateQuery,
      },
    },
    async (request, reply) => {
      const { kind, format = 'xlsx' } = request.query;
      const language = languageOf(request);
      await readAs(services, readContext(request), 'exchange.import', async () => undefined);
      return sendTable(reply, templateStream(kind, format, language), format, templateName(kind, language));
    },
  );

  app.post(
    `${root}/imports`,
    {
      schema: {
        tags: importTags,
        summary:
          'Upload a table (multipart, one file); it is read and entered behind the request: ask for its state',
        consumes: ['multipart/form-data'],
        params: cooperativeParams,
        querystring: receiveQuery,
        response: { 202: importReply },
      },
    },
    async (request, reply) => {
      const { cooperativeId } = request.params;
      const { kind } = request.query;
      const { dryRun, ...context } = commandContext(request);
      // Before the file is taken in: who may not import need not send it.
      await readAs(services, context, 'exchange.import', async () => undefined);
      const { fileName, bytes } = await uploadedFile(request);
      const file = { kind, fileName, bytes, dryRun: dryRun === true };
      const id = await receiveFile(services, context, file);
      line.add(cooperativeId, id);
      const row = await readAs(services, context, 'exchange.import', (tx) =>
        requireImport(tx, cooperativeId, id),
      );
      void reply.header('location', request.url.replace(/\?.*$/, '') + `/${id}`);
      return reply.code(202).send(importOnWire(row, languageOf(request)));
    },
  );

  app.get(
    `${root}/imports`,
    {
      schema: {
        tags: importTags,
        summary: 'Imports, newest first',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: importPageReply },
      },
    },
    async (request) => {
      const { cooperativeId } = request.params;
      const limit = pageLimit(request.query);
      const after = request.query.after ?? null;
      if (after !== null && !idText().safeParse(after).success) throw refuse('request.malformed');
      const rows = await readAs(services, readContext(request), 'exchange.import', (tx) =>
        importPage(tx, cooperativeId, { after, limit: limit + 1 }),
      );
      const shown = rows.slice(0, limit);
      return {
        imports: shown.map((row) => importOnWire(row, languageOf(request))),
        next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    },
  );

  app.get(
    `${root}/imports/:importId`,
    {
      schema: {
        tags: importTags,
        summary: 'One import: its state, progress, and every fault with row and column',
        params: importParams,
        querystring: languageQuery,
        response: { 200: importReply },
      },
    },
    async (request) => {
      const { cooperativeId, importId } = request.params;
      const row = await readAs(services, readContext(request), 'exchange.import', (tx) =>
        requireImport(tx, cooperativeId, importId),
      );
      return importOnWire(row, languageOf(request));
    },
  );

  app.post(
    `${root}/imports/:importId/confirm`,
    {
      schema: {
        tags: importTags,
        summary: 'Enter what a dry run has checked, without sending the file again',
        params: importParams,
        querystring: commandQuery,
        response: { 202: importReply },
      },
    },
    async (request, reply) => {
      const { cooperativeId, importId } = request.params;
      await execute(services, confirmImport, commandContext(request), { importId });
      line.add(cooperativeId, importId);
      const row = await readAs(services, readContext(request), 'exchange.import', (tx) =>
        requireImport(tx, cooperativeId, importId),
      );
      return reply.code(202).send(importOnWire(row, languageOf(request)));
    },
  );

  const exported = (
    path: string,
    summary: string,
    querystring: z.ZodObject,
    action: Action,
    tableOf: (tx: Tx, request: FastifyRequest, language: Language) => WrittenTable | Promise<WrittenTable>,
  ) =>
    app.get(
      `${root}/${path}`,
      {
        schema: {
          tags: exportTags,
          summary,
          params: cooperativeParams.extend(path.includes(':runId') ? { runId: idText() } : {}),
          querystring,
        },
      },
      async (request, reply) => {
        const { format = 'csv' } = request.query as { readonly format?: 'csv' | 'xlsx' };
        const language = languageOf(request);
        const body = new PassThrough();
        const opened = Promise.withResolvers<string>();
        let sending = false;
        // The unit of work lives as long as the reader takes; what it refuses is refused before the first byte.
        readAs(services, readContext(request), action, async (tx) => {
          const table = await tableOf(tx, request, language);
          sending = true;
          opened.resolve(table.sheet);
          await pipeline(format === 'csv' ? csvStream(table) : xlsxStream(table), body);
        }).catch((error: unknown) => {
          opened.reject(error);
          // A reader who went away, or a database that did: what was sent so far must not look complete.
          if (sending) body.destroy(error instanceof Error ? error : new Error('The export ended early.'));
        });
        return sendTable(reply, body, format, await opened.promise);
      },
    );

  const registerAt = (request: FastifyRequest) =>
    asOf(request.query as { readonly on?: string; readonly knownAt?: string }, today());
  const cooperativeOf = (request: FastifyRequest) => readContext(request).cooperativeId;

  app.get(
    `${root}/exports/books`,
    {
      schema: {
        tags: exportTags,
        summary: 'A year of the books as a zip that explains itself: CSV, JSON, hledger, beancount, manifest',
        params: cooperativeParams,
        querystring: booksArchiveQuery,
      },
    },
    async (request, reply) => {
      const archive = await readAs(services, readContext(request), 'exchange.export', (tx) =>
        booksArchive(tx, request.params.cooperativeId, Number(request.query.year)),
      );
      return reply
        .type('application/zip')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${archive.name}"`)
        .send(archive.bytes);
    },
  );
  exported(
    'exports/members',
    'Members and shareholders as of a day',
    registerExportQuery,
    'exchange.export',
    (tx, request, language) => memberTable(tx, cooperativeOf(request), language, registerAt(request)),
  );
  exported(
    'exports/holdings',
    'Holdings by holder and class as of a day',
    registerExportQuery,
    'exchange.export',
    (tx, request, language) => holdingTable(tx, cooperativeOf(request), language, registerAt(request)),
  );
  exported(
    'exports/movements',
    'Every movement of the share register',
    movementsExportQuery,
    'exchange.export',
    (tx, request, language) => movementTable(tx, cooperativeOf(request), language),
  );
  exported(
    'exports/dividend-runs/:runId/lines',
    'The lines of a dividend run with the proof of each',
    linesExportQuery,
    'exchange.export',
    (tx, request, language) => {
      const { runId } = request.params as { readonly runId: string };
      return lineTable(tx, cooperativeOf(request), runId, language);
    },
  );
};

function sendTable(
  reply: FastifyReply,
  body: Readable,
  format: keyof typeof tableTypes,
  title: string,
): FastifyReply {
  const name = `${title}.${format}`;
  return reply
    .type(tableTypes[format])
    .header('cache-control', 'private, no-store')
    .header(
      'content-disposition',
      `attachment; filename="table.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .send(body);
}

function importOnWire(row: ImportDescription, language: Language): z.infer<typeof importReply> {
  const { id, kind, fileName, sha256, size, dryRun, state, rows, progress, faultCount, result } = row;
  return {
    id,
    kind,
    fileName,
    sha256,
    size,
    dryRun,
    state,
    rows,
    progress,
    faultCount,
    faults: row.faults.map((fault) => ({
      code: fault.code,
      message: faultMessage(fault, language),
      ...(fault.row !== undefined && { row: fault.row }),
      ...(fault.column !== undefined && { column: fault.column }),
    })),
    result,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
