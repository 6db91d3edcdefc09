/** Allotment schemes: versions, preview, posting, reversal, comparison. */
import * as z from 'zod';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { draftScheme, postScheme, reverseSchemePosting, schemeOnWire } from './commands.ts';
import {
  compareInput,
  comparisonReply,
  draftSchemeInput,
  postingList,
  postingReply,
  postSchemeInput,
  previewReply,
  reversePostingInput,
  schemeList,
  schemeReply,
} from './contract.ts';
import { compareOn, previewScheme } from './queries.ts';
import { postingsOf, schemesOf } from './store.ts';

const tags = ['allotments'];
const base = '/cooperatives/:cooperativeId';

export const allotmentRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  app.post(
    `${base}/allotment-schemes`,
    {
      schema: {
        tags,
        summary: 'Record a scheme as a new version',
        params: cooperativeParams,
        querystring: commandQuery,
        body: draftSchemeInput,
        response: { 201: schemeReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, draftScheme, commandContext(request), request.body)),
  );

  app.get(
    `${base}/allotment-schemes`,
    {
      schema: {
        tags,
        summary: 'All versions, oldest first',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: schemeList },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'schemes.read', async (tx) => ({
        schemes: (await schemesOf(tx, request.params.cooperativeId)).map(schemeOnWire),
      })),
  );

  app.get(
    `${base}/allotment-schemes/:schemeId/preview`,
    {
      schema: {
        tags,
        summary: 'What each member would hold on a day, and by which rule',
        params: z.strictObject({ cooperativeId: idText(), schemeId: idText() }),
        querystring: languageQuery.extend({ on: dateText() }),
        response: { 200: previewReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'schemes.read', (tx) =>
        previewScheme(tx, request.params.cooperativeId, request.params.schemeId, request.query.on),
      ),
  );

  app.post(
    `${base}/allotment-postings`,
    {
      schema: {
        tags,
        summary: 'Post the differences of a scheme as movements',
        params: cooperativeParams,
        querystring: commandQuery,
        body: postSchemeInput,
        response: { 201: postingReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, postScheme, commandContext(request), request.body)),
  );

  app.get(
    `${base}/allotment-postings`,
    {
      schema: {
        tags,
        summary: 'Postings in the order of recording',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: postingList },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'schemes.read', async (tx) => ({
        postings: (await postingsOf(tx, request.params.cooperativeId)).map(({ posting, reversedAt }) => ({
          id: posting.id,
          schemeId: posting.schemeId,
          on: posting.effectiveOn.toString(),
          movements: Number(posting.movements),
          given: posting.given.toString(),
          taken: posting.taken.toString(),
          reversedAt: reversedAt?.toISOString() ?? null,
        })),
      })),
  );

  app.post(
    `${base}/allotment-postings/reverse`,
    {
      schema: {
        tags,
        summary: 'Reverse a posting as a whole',
        params: cooperativeParams,
        querystring: commandQuery,
        body: reversePostingInput,
        response: { 201: postingReply },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await execute(services, reverseSchemePosting, commandContext(request), request.body)),
  );

  app.post(
    `${base}/allotment-comparisons`,
    {
      schema: {
        tags,
        summary: 'Several schemes over one register and one pool, side by side and in words',
        params: cooperativeParams,
        querystring: languageQuery,
        body: compareInput,
        response: { 200: comparisonReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'schemes.read', (tx) =>
        compareOn(tx, request.params.cooperativeId, request.body),
      ),
  );
};
