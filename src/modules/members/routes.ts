/** Members and households. */
import * as z from 'zod';
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
import {
  admitMember,
  changeDetails,
  correctStanding,
  enterHousehold,
  placeInHousehold,
  recordStanding,
  setTag,
  unmask,
} from './commands.ts';
import {
  admitMemberInput,
  asOfQuery,
  changeDetailsInput,
  correctStandingInput,
  enterHouseholdInput,
  householdPage,
  idReply,
  memberDetail,
  memberPage,
  membersQuery,
  placeInHouseholdInput,
  recordStandingInput,
  searchInput,
  setTagInput,
  unmaskInput,
} from './contract.ts';
import { linkUser, linkUserBody, linkUserReply } from './user-link.ts';
import { asOf, listHouseholds, listMembers, memberDetailOf, searchMembers } from './queries.ts';

const tags = ['members'];
const memberParams = cooperativeParams.extend({ memberId: idText() });
const standingParams = memberParams.extend({ standingId: idText() });
const ofMember = { params: memberParams, querystring: commandQuery } as const;

export const memberRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const today = () => dayInChina(services.clock());
  const root = '/cooperatives/:cooperativeId';

  app.get(
    `${root}/members`,
    {
      schema: {
        tags,
        summary: 'Members in natural order of the register number',
        params: cooperativeParams,
        querystring: membersQuery,
        response: { 200: memberPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'register.read', (tx) =>
        listMembers(tx, request.params.cooperativeId, {
          ...asOf(request.query, today()),
          after: request.query.after ?? null,
          limit: pageLimit(request.query),
          standing: request.query.standing ?? null,
        }),
      ),
  );

  app.post(
    `${root}/members/search`,
    {
      schema: {
        tags,
        summary: 'Find by name, register number or whole resident ID (in the body, so that no log sees it)',
        params: cooperativeParams,
        querystring: languageQuery,
        body: searchInput,
        response: { 200: memberPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'register.read', (tx) =>
        searchMembers(tx, services.vault, request.params.cooperativeId, request.body.text, today()),
      ),
  );

  app.post(
    `${root}/members`,
    {
      schema: {
        tags,
        summary: 'Admit a member, or enter a shareholder who is no member',
        params: cooperativeParams,
        querystring: commandQuery,
        body: admitMemberInput,
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, admitMember, commandContext(request), request.body)),
  );

  app.get(
    `${root}/members/:memberId`,
    {
      schema: {
        tags,
        summary: 'One member as of a day, with every standing ever written',
        params: memberParams,
        querystring: asOfQuery,
        response: { 200: memberDetail },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'register.read', (tx) =>
        memberDetailOf(
          tx,
          request.params.cooperativeId,
          request.params.memberId,
          asOf(request.query, today()),
        ),
      ),
  );

  app.patch(
    `${root}/members/:memberId`,
    {
      schema: {
        tags,
        summary: 'Change details; null takes one off',
        ...ofMember,
        body: changeDetailsInput.omit({ memberId: true }),
        response: { 200: idReply },
      },
    },
    async (request) =>
      execute(services, changeDetails, commandContext(request), {
        ...request.body,
        memberId: request.params.memberId,
      }),
  );

  app.post(
    `${root}/members/:memberId/standings`,
    {
      schema: {
        tags,
        summary: 'Record a retirement, death, leaving or return',
        ...ofMember,
        body: recordStandingInput.omit({ memberId: true }),
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(
        await execute(services, recordStanding, commandContext(request), {
          ...request.body,
          memberId: request.params.memberId,
        }),
      ),
  );

  app.post(
    `${root}/members/:memberId/standings/:standingId/correction`,
    {
      schema: {
        tags,
        summary: 'Replace or strike a standing that was wrong; both stay in the history',
        params: standingParams,
        querystring: commandQuery,
        body: correctStandingInput.omit({ memberId: true, standingId: true }),
        response: { 201: idReply },
      },
    },
    async (request, reply) => {
      const { memberId, standingId } = request.params;
      const input = { ...request.body, memberId, standingId };
      return reply.code(201).send(await execute(services, correctStanding, commandContext(request), input));
    },
  );

  app.post(
    `${root}/members/:memberId/tags`,
    {
      schema: {
        tags,
        summary: 'Attach or take off a tag from a day on',
        ...ofMember,
        body: setTagInput.omit({ memberId: true }),
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(
        await execute(services, setTag, commandContext(request), {
          ...request.body,
          memberId: request.params.memberId,
        }),
      ),
  );

  app.post(
    `${root}/members/:memberId/household`,
    {
      schema: {
        tags,
        summary: 'Place a member in a household from a day on, or in none',
        ...ofMember,
        body: placeInHouseholdInput.omit({ memberId: true }),
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(
        await execute(services, placeInHousehold, commandContext(request), {
          ...request.body,
          memberId: request.params.memberId,
        }),
      ),
  );

  app.post(
    `${root}/members/:memberId/unmask`,
    {
      schema: {
        tags,
        summary: 'See one number in clear; who looked and why goes into the trail',
        ...ofMember,
        body: unmaskInput.omit({ memberId: true }),
        response: { 200: z.strictObject({ value: z.string() }) },
      },
    },
    async (request) =>
      execute(
        services,
        unmask,
        // No stored reply, for it would hold the number in clear; no dry run, for it would leave no trace of the look.
        { ...commandContext(request), idempotencyKey: undefined, dryRun: false },
        { ...request.body, memberId: request.params.memberId },
      ),
  );

  app.put(
    `${root}/users/:userId/member`,
    {
      schema: {
        tags,
        summary: 'Say which member a user is, so that a representative votes for themselves',
        params: z.strictObject({ cooperativeId: idText(), userId: idText() }),
        querystring: commandQuery,
        body: linkUserBody,
        response: { 200: linkUserReply },
      },
    },
    async (request) =>
      execute(services, linkUser, commandContext(request), {
        ...request.body,
        userId: request.params.userId,
      }),
  );

  app.get(
    `${root}/households`,
    {
      schema: {
        tags,
        summary: 'Households and who sits in them today',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: householdPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'register.read', (tx) =>
        listHouseholds(tx, request.params.cooperativeId, {
          after: request.query.after ?? null,
          limit: pageLimit(request.query),
        }),
      ),
  );

  app.post(
    `${root}/households`,
    {
      schema: {
        tags,
        summary: 'Enter a household',
        params: cooperativeParams,
        querystring: commandQuery,
        body: enterHouseholdInput,
        response: { 201: idReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, enterHousehold, commandContext(request), request.body)),
  );
};
