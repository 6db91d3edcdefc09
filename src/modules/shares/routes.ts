/** The share register: classes, limits, movements, holdings. Restrictions and certificates: `paper-routes.ts`. */
import * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { execute, readAs } from '../../platform/command.ts';
import {
  commandQuery,
  cooperativeParams,
  languageQuery,
  pageLimit,
  pageQuery,
} from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { idText } from '../../contract/wire.ts';
import { asOf } from '../members/index.ts';
import { defineClass, divideEstate, moveShares, reverseMovement, setLimit } from './commands.ts';
import {
  classReply,
  defineClassInput,
  divideEstateInput,
  holdingsPage,
  holdingsQuery,
  idReply,
  limitReply,
  moveSharesInput,
  movementPage,
  postedReply,
  reverseMovementInput,
  setLimitInput,
  statementQuery,
  statementReply,
  scheduleQuery,
  scheduleReply,
} from './contract.ts';
import { paperRoutes } from './paper-routes.ts';
import {
  classList,
  holdingsPageOf,
  limitList,
  movementPageOf,
  shareSchedule,
  shareStatement,
} from './queries.ts';

const tags = ['shares'];
const movementsQuery = pageQuery.extend({ accountId: idText().optional(), postingId: idText().optional() });

export const shareRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const root = '/cooperatives/:cooperativeId';
  const today = () => dayInChina(services.clock());
  const writing = { tags, params: cooperativeParams, querystring: commandQuery } as const;
  const reading = { tags, params: cooperativeParams } as const;

  await paperRoutes(app);

  app.get(
    `${root}/share-classes`,
    {
      schema: {
        ...reading,
        summary: 'Share classes',
        querystring: languageQuery,
        response: { 200: z.strictObject({ classes: z.array(classReply) }) },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) =>
        classList(tx, request.params.cooperativeId),
      ),
  );

  app.post(
    `${root}/share-classes`,
    {
      schema: {
        ...writing,
        summary: 'Define a share class',
        body: defineClassInput,
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, defineClass, commandContext(request), request.body)),
  );

  app.get(
    `${root}/share-limits`,
    {
      schema: {
        ...reading,
        summary: 'Caps and fixed totals, each with its day, base and source',
        querystring: languageQuery,
        response: { 200: z.strictObject({ limits: z.array(limitReply) }) },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) =>
        limitList(tx, request.params.cooperativeId),
      ),
  );

  app.post(
    `${root}/share-limits`,
    {
      schema: {
        ...writing,
        summary: 'Set or take off a cap or a fixed total from a day on',
        body: setLimitInput,
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, setLimit, commandContext(request), request.body)),
  );

  app.get(
    `${root}/movements`,
    {
      schema: {
        ...reading,
        summary: 'Movements by number',
        querystring: movementsQuery,
        response: { 200: movementPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) => {
        const { accountId, postingId, after = null } = request.query;
        const wanted = { after, limit: pageLimit(request.query), accountId, postingId };
        return movementPageOf(tx, request.params.cooperativeId, wanted);
      }),
  );

  app.get(
    `${root}/share-schedule`,
    {
      schema: {
        ...reading,
        summary: '股份变动表: what opened, came in, went out and closed in a span, by class and kind',
        querystring: scheduleQuery,
        response: { 200: scheduleReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) =>
        shareSchedule(tx, request.params.cooperativeId, {
          from: LocalDate.parse(request.query.from),
          to: LocalDate.parse(request.query.to),
        }),
      ),
  );

  app.post(
    `${root}/movements`,
    {
      schema: {
        ...writing,
        summary: 'Subscribe, transfer, give, redeem or correct',
        body: moveSharesInput,
        response: { 201: postedReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, moveShares, commandContext(request), request.body)),
  );

  app.post(
    `${root}/movements/:movementId/reversal`,
    {
      schema: {
        ...writing,
        summary: 'Undo a movement by its mirror, from the same day',
        params: cooperativeParams.extend({ movementId: idText() }),
        body: reverseMovementInput.omit({ movementId: true }),
        response: { 201: postedReply },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, movementId: request.params.movementId };
      return reply.code(201).send(await execute(services, reverseMovement, commandContext(request), input));
    },
  );

  app.post(
    `${root}/inheritances`,
    {
      schema: {
        ...writing,
        summary: 'Divide all shares of a deceased member among the heirs',
        body: divideEstateInput,
        response: { 201: postedReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, divideEstate, commandContext(request), request.body)),
  );

  app.get(
    `${root}/holdings`,
    {
      schema: {
        ...reading,
        summary: 'Who holds what on the evening of a day, as known at a moment',
        querystring: holdingsQuery,
        response: { 200: holdingsPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) => {
        const { on, knownAt } = asOf(request.query, today());
        const page = { after: request.query.after ?? null, limit: pageLimit(request.query) };
        return holdingsPageOf(tx, request.params.cooperativeId, { date: on, knownAt, ...page });
      }),
  );

  app.get(
    `${root}/share-statement`,
    {
      schema: {
        ...reading,
        summary: 'One holder over a period: opening, movements, closing',
        querystring: statementQuery,
        response: { 200: statementReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', async (tx) => {
        const { kind, number, from, to, knownAt } = request.query;
        const statement = await shareStatement(
          tx,
          request.params.cooperativeId,
          { kind, number },
          {
            from: LocalDate.parse(from),
            to: LocalDate.parse(to),
            knownAt: knownAt === undefined ? null : new Date(knownAt),
          },
        );
        return {
          ...statement,
          opening: [...statement.opening],
          movements: [...statement.movements],
          closing: [...statement.closing],
        };
      }),
  );
};
