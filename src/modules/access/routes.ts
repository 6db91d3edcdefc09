/** Sign-in, cooperatives, users. */
import * as z from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, readContext, signedInUser, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import { checkSignIn, createCooperative, createUser, renameCooperative, setRoles } from './commands.ts';
import {
  cooperativeReply,
  createCooperativeInput,
  createUserInput,
  renameCooperativeInput,
  setRolesInput,
  signInInput,
  userReply,
  whoAmI,
} from './contract.ts';
import { cooperativesOf, findCooperative, findUser, sweepSessions, usersOf } from './store.ts';

const tags = ['access'];

export const accessRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  app.post(
    '/session',
    {
      schema: {
        tags,
        summary: 'Sign in',
        querystring: languageQuery,
        body: signInInput,
        response: { 200: whoAmI },
      },
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
    },
    async (request) => {
      const user = await checkSignIn(services, request.body.userName, request.body.password);
      // A new token at sign-in: one that was planted before it is worth nothing.
      await request.session.regenerate();
      request.session.userId = user.id;
      return describeUser(user.id);
    },
  );

  app.get(
    '/session',
    { schema: { tags, summary: 'Who is signed in', querystring: languageQuery, response: { 200: whoAmI } } },
    async (request) => describeUser(signedInUser(request)),
  );

  app.delete(
    '/session',
    { schema: { tags, summary: 'Sign out', querystring: languageQuery, response: { 204: z.null() } } },
    async (request, reply) => {
      await request.session.destroy();
      await services.database.outside((tx) => sweepSessions(tx, new Date()));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cooperatives',
    {
      schema: {
        tags,
        summary: 'Open a cooperative',
        querystring: languageQuery,
        body: createCooperativeInput,
        response: { 201: z.strictObject({ id: idText() }) },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const context = {
        userId: signedInUser(request),
        idempotencyKey: typeof key === 'string' ? key : undefined,
      };
      return reply.code(201).send(await createCooperative(services, context, request.body));
    },
  );

  app.get(
    '/cooperatives/:cooperativeId',
    {
      schema: {
        tags,
        summary: 'One cooperative, its names and its seal',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: cooperativeReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'cooperative.read', async (tx) => {
        const found = await findCooperative(tx, request.params.cooperativeId);
        if (!found) throw refuse('cooperative.unknown');
        return found;
      }),
  );

  app.post(
    '/cooperatives/:cooperativeId/names',
    {
      schema: {
        tags,
        summary: 'Record a new name from a day on',
        params: cooperativeParams,
        querystring: commandQuery,
        body: renameCooperativeInput,
        response: { 201: z.strictObject({ name: z.string() }) },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, renameCooperative, commandContext(request), request.body)),
  );

  app.get(
    '/cooperatives/:cooperativeId/users',
    {
      schema: {
        tags,
        summary: 'The people with a role here',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: z.strictObject({ users: z.array(userReply) }) },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'users.manage', async (tx) => ({
        users: await usersOf(tx, request.params.cooperativeId),
      })),
  );

  app.post(
    '/cooperatives/:cooperativeId/users',
    {
      schema: {
        tags,
        summary: 'Add a person with roles',
        params: cooperativeParams,
        querystring: commandQuery,
        body: createUserInput,
        response: { 201: userReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, createUser, commandContext(request), request.body)),
  );

  app.put(
    '/cooperatives/:cooperativeId/roles',
    {
      schema: {
        tags,
        summary: 'Set the roles a person holds here',
        params: cooperativeParams,
        querystring: commandQuery,
        body: setRolesInput,
        response: { 200: userReply },
      },
    },
    async (request) => execute(services, setRoles, commandContext(request), request.body),
  );

  async function describeUser(userId: string) {
    return services.database.outside(async (tx) => {
      const user = await findUser(tx, userId);
      if (!user || user.disabledAt !== null) throw refuse('access.sign-in-required');
      const { userName, displayName, isAdministrator } = user;
      return { userId, userName, displayName, isAdministrator, cooperatives: await cooperativesOf(tx, user) };
    });
  }
};
