/** Sign-in, cooperatives, users. */
import type { FastifyRequest } from 'fastify';
import { hasExpired } from '../../domain/password-rule.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { signedInUser, type RoutePlugin } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { createCooperative } from './founding.ts';
import { sweepGuards } from './guards.ts';
import { noteSignIn } from './sign-in-notes.ts';
import { cooperativesOf, endSession, findCooperative, findUser, sessionsOf, sweepSessions } from './store.ts';

/** Of an address, which a whole office or county may share; each name has its own, narrower count. */
const SIGN_INS_PER_MINUTE = 120;

export const accessRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  handle(
    app,
    wire.signIn,
    async ({ request, input }) => {
      const trying = { ...input, address: request.ip };
      const { user, failedBefore } = await commands
        .checkSignIn(services, trying)
        .catch(async (error: unknown) => {
          if (error instanceof Refusal) await noteSignIn(services, input.userName, request.ip, error.code);
          throw error;
        });
      await noteSignIn(services, input.userName, request.ip, null);
      return { ...(await begin(request, user.id)), failedBefore };
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(
    app,
    wire.acceptInvitation,
    async ({ request, input }) => begin(request, (await commands.acceptInvitation(services, input)).id),
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(app, wire.readSession, ({ request }) => describeUser(signedInUser(request, 'anyhow'), request));
  handle(
    app,
    wire.changePassword,
    async ({ request, input }) => {
      const userId = signedInUser(request, 'anyhow');
      const who = { userId, sessionId: request.session.rowId ?? null, address: request.ip };
      await commands.changeOwnPassword(services, who, input);
      return null;
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(app, wire.listSessions, async ({ request }) => {
    const userId = signedInUser(request);
    const rows = await services.database.outside((tx) => sessionsOf(tx, userId, new Date()));
    return {
      sessions: rows.map(({ id, createdAt, lastSeenAt, address, agent }) => ({
        id,
        isThis: id === request.session.rowId,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
        address,
        agent,
      })),
    };
  });
  handle(app, wire.endSession, async ({ request, input }) => {
    const userId = signedInUser(request);
    const ended = await services.database.outside((tx) => endSession(tx, userId, input.sessionId));
    if (!ended) throw refuse('access.session-unknown');
    return null;
  });
  handle(app, wire.signOut, async ({ request }) => {
    await request.session.destroy();
    await services.database.outside(async (tx) => {
      const now = new Date();
      await sweepSessions(tx, now);
      await sweepGuards(tx, now);
    });
    return null;
  });

  handle(app, wire.createCooperative, (taken) => createCooperative(services, taken.context(), taken.input));
  read(app, wire.readCooperative, async (tx, { cooperativeId }) => {
    const found = await findCooperative(tx, cooperativeId);
    if (!found) throw refuse('cooperative.unknown');
    return found;
  });
  serve(app, wire.renameCooperative, commands.renameCooperative);

  /** A new token at sign-in: one that was planted before it is worth nothing. */
  async function begin(request: FastifyRequest, userId: string) {
    await request.session.regenerate();
    const agent = request.headers['user-agent']?.slice(0, 200);
    request.session.userId = userId;
    request.session.address = request.ip;
    if (agent !== undefined) request.session.agent = agent;
    return describeUser(userId, request);
  }

  async function describeUser(userId: string, request: FastifyRequest) {
    return services.database.outside(async (tx) => {
      const user = await findUser(tx, userId);
      if (!user || user.disabledAt !== null) throw refuse('access.sign-in-required');
      const { userName, displayName, isAdministrator } = user;
      const mustChangePassword =
        request.session.mustChangePassword ??
        hasExpired(services.config.HEGU_PASSWORD_RULES, user.passwordChosenAt, new Date());
      const cooperatives = await cooperativesOf(tx, user);
      return { userId, userName, displayName, isAdministrator, mustChangePassword, cooperatives };
    });
  }
};
