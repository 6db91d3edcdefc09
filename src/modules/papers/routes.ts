/** Issuing papers, those issued, their files, and the check page that QR codes lead to. */
import * as z from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { cooperativeParams, languageQuery, pageLimit, pageQuery } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { readAs } from '../../platform/command.ts';
import { languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { must } from '../../platform/must.ts';
import { findCooperative } from '../access/index.ts';
import { checkReply, listDocuments } from './contract.ts';
import { checkPage } from './issued/check-page.ts';
import { checkDocument, documentPageOf } from './issued/queries.ts';
import { openPress } from './issued/register.ts';
import { documentContent } from './issued/store.ts';
import { meetingFigures } from './meeting-paper/figures.ts';
import { minutesText } from './meeting-paper/minutes.ts';
import type { ServedPaper } from './paper.ts';
import * as papers from './papers.ts';

export const paperRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const root = '/cooperatives/:cooperativeId/documents';
  const press = openPress(services.config);
  for (const { kind } of Object.values(papers)) {
    const { paper } = (await import(`./${kind}/paper.ts`)) as { readonly paper: ServedPaper };
    paper.serve(app, press);
  }

  app.get(
    root,
    {
      schema: {
        tags: ['documents'],
        summary: listDocuments.summary.en,
        params: cooperativeParams,
        querystring: listDocuments.input.extend(pageQuery.shape),
        response: { 200: listDocuments.reply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'documents.read', (tx) => {
        const { after, kind, subject } = request.query;
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

  app.get(
    '/cooperatives/:cooperativeId/meetings/:meetingId/minutes',
    {
      schema: {
        tags: ['meetings'],
        summary: 'The minutes as plain text, to be edited further',
        params: z.strictObject({ cooperativeId: idText(), meetingId: idText() }),
        querystring: languageQuery,
      },
    },
    async (request, reply) => {
      const { cooperativeId, meetingId } = request.params;
      const language = languageOf(request);
      const written = await readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const figures = await meetingFigures(tx, cooperativeId, { language, meetingId, part: 'minutes' });
        const issuer = must(await findCooperative(tx, cooperativeId), 'The cooperative').name;
        return { name: `minutes-${figures.number}.txt`, text: minutesText({ language, issuer }, figures) };
      });
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${written.name}"`)
        .send(written.text);
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
