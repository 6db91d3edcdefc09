/** Issued papers: the list, the files, and the check page that QR codes lead to. */
import * as z from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { readAs } from '../../platform/command.ts';
import { cooperativeParams, languageQuery, pageLimit } from '../../contract/query.ts';
import { languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import { checkPage } from './check-page.ts';
import { checkReply, documentPage, documentsQuery } from './contract.ts';
import { checkDocument, documentPageOf } from './queries.ts';
import { documentContent } from './store.ts';

export const documentRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const root = '/cooperatives/:cooperativeId/documents';

  app.get(
    root,
    {
      schema: {
        tags: ['documents'],
        summary: 'Issued papers in the order of issue',
        params: cooperativeParams,
        querystring: documentsQuery,
        response: { 200: documentPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'documents.read', (tx) => {
        const { after, kind, subject } = request.query;
        if (after !== undefined && !idText().safeParse(after).success) throw refuse('request.malformed');
        const wanted = { after, kind, subject, limit: pageLimit(request.query) };
        return documentPageOf(tx, request.params.cooperativeId, services.config.HEGU_PUBLIC_URL, wanted);
      }),
  );

  app.get(
    `${root}/:documentId/content`,
    {
      schema: {
        tags: ['documents'],
        summary: 'The file of a paper, as it was issued; its ETag is its SHA-256',
        params: cooperativeParams.extend({ documentId: idText() }),
        querystring: languageQuery,
      },
    },
    async (request, reply) => {
      const { cooperativeId, documentId } = request.params;
      const found = await readAs(services, readContext(request), 'documents.read', (tx) =>
        documentContent(tx, cooperativeId, documentId),
      );
      if (!found) throw refuse('documents.unknown', { number: documentId });
      const etag = `"${found.sha256}"`;
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${found.number}.pdf"`)
        .send(Buffer.from(found.content));
    },
  );
};

/** Outside the API: the address printed in QR codes, open to whoever holds the paper. */
export const checkRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  app.get(
    '/check/:cooperativeId/:number',
    {
      schema: {
        tags: ['documents'],
        summary: 'Compare a paper with the record; a page for browsers, JSON for programs',
        params: cooperativeParams.extend({ number: z.string().regex(/^\d{4}-\d{6,9}$/) }),
        querystring: languageQuery,
        response: { 200: z.union([checkReply, z.string()]) },
      },
    },
    async (request, reply) => {
      const { cooperativeId, number } = request.params;
      const language = languageOf(request);
      const checked = await services.database.read(cooperativeId, (tx) =>
        checkDocument(tx, cooperativeId, number, language),
      );
      const forPeople = (request.headers.accept ?? '').includes('text/html');
      if (!forPeople) return checked;
      return reply.type('text/html; charset=utf-8').send(checkPage(checked, language));
    },
  );
};
