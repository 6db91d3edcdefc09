/** Sign-in, cooperatives, users. */
import type { FastifyRequest } from 'fastify';
import { weightyActions } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import { isDrawnForAnother, signedInUser, type RoutePlugin } from '../../platform/http.ts';
import { guardOf } from '../../contract/endpoint.ts';
import { readAs } from '../../platform/command.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { beginSession, describeUser } from './begin.ts';
import { clockOnWire, confirmClock } from './clock.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { comeIn, ofStrangers, SIGN_INS_PER_MINUTE } from './door.ts';
import { createCooperative } from './founding.ts';
import { sweepGuards } from './guards.ts';
import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  passkeysOf,
  removePasskey,
  renamePasskey,
  shownPasskey,
} from './passkeys.ts';
import { beginSecondFactor, confirmSecondFactor, requireCode } from './second-factor.ts';
import { noteFailed, noteSignIn } from './sign-in-notes.ts';
import {
  endSession,
  findCooperative,
  findUser,
  requireSamePassword,
  sessionsOf,
  sweepSessions,
} from './store.ts';
import { createToken, endToken, tokensOf } from './tokens.ts';

const passkeyOnWire = (row: {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly shownAt: Date | null;
}) => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  shownAt: row.shownAt?.toISOString() ?? null,
});

export const accessRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  handle(
    app,
    wire.signIn,
    async ({ request, input }) => {
      const { session, failedBefore } = await comeIn(
        services,
        request,
        () => ({ userName: input.userName }),
        (trying) => commands.checkSignIn(services, { ...input, ...trying }),
      );
      return { ...session, failedBefore };
    },
    ofStrangers,
  );
  handle(
    app,
    wire.acceptInvitation,
    async ({ request, input }) => {
      const { session } = await comeIn(
        services,
        request,
        () => ({ userName: input.userName }),
        async ({ address }) => ({ user: await commands.acceptInvitation(services, { ...input, address }) }),
      );
      return session;
    },
    ofStrangers,
  );
  handle(app, wire.readSession, ({ request }) =>
    describeUser(services, request, signedInUser(request, 'anyhow')),
  );
  handle(
    app,
    wire.changePassword,
    async ({ request, input }) => {
      const userId = signedInUser(request, 'anyhow');
      const { rowId, secondFactorAt: shownAt } = request.session;
      const who = { userId, sessionId: rowId ?? null, address: request.ip, shownAt };
      await commands.changeOwnPassword(services, who, input);
      return null;
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(
    app,
    wire.beginSecondFactor,
    async ({ request, input }) => {
      const user = await shownAgain(request, input);
      return services.database.outside(async (tx) => {
        await requireSamePassword(tx, user);
        return beginSecondFactor(tx, services.vault, user);
      });
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(app, wire.confirmSecondFactor, async ({ request, input }) => {
    const user = await knownUser(signedInUser(request));
    const recoveryCodes = await confirmSecondFactor(services, user, input.code, request.ip);
    request.session.secondFactorAt = new Date();
    return { recoveryCodes };
  });
  handle(app, wire.showSecondFactor, async ({ request, input }) => {
    const user = await knownUser(signedInUser(request));
    await requireCode(services, user, input.code, request.ip);
    request.session.secondFactorAt = new Date();
    return null;
  });
  handle(
    app,
    wire.beginPasskey,
    async ({ request, input }) => ({
      options: await beginPasskey(services, await shownAgain(request, input)),
    }),
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(app, wire.addPasskey, async ({ request, input }) => {
    const user = await knownUser(signedInUser(request));
    const added = await addPasskey(services, user, input);
    // It was shown by being made.
    request.session.secondFactorAt = new Date();
    return passkeyOnWire(added);
  });
  handle(app, wire.listPasskeys, async ({ request }) => {
    const userId = signedInUser(request);
    return { passkeys: (await services.database.outside((tx) => passkeysOf(tx, userId))).map(passkeyOnWire) };
  });
  handle(app, wire.renamePasskey, async ({ request, input: { passkeyId, name } }) => {
    const userId = signedInUser(request);
    if (!(await services.database.outside((tx) => renamePasskey(tx, userId, passkeyId, name))))
      throw refuse('access.passkey-unknown');
    return null;
  });
  handle(
    app,
    wire.removePasskey,
    async ({ request, input: { passkeyId, ...again } }) => {
      const { id } = await shownAgain(request, again);
      if (!(await services.database.outside((tx) => removePasskey(tx, id, passkeyId))))
        throw refuse('access.passkey-unknown');
      return null;
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(app, wire.askForPasskey, async () => ({ options: await askForPasskey(services) }), ofStrangers);
  handle(
    app,
    wire.signInWithPasskey,
    async ({ request, input }) => {
      const user = await shownPasskey(services, input.credential);
      await noteSignIn(services, user.userName, request.ip, null);
      return beginSession(services, request, user.id, { showedCode: true, passwordHash: null });
    },
    ofStrangers,
  );
  handle(
    app,
    wire.showPasskey,
    async ({ request, input }) => {
      const userId = signedInUser(request);
      const user = await shownPasskey(services, input.credential);
      if (user.id !== userId) throw refuse('access.passkey-wrong', {}, '/credential');
      request.session.secondFactorAt = new Date();
      return null;
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(
    app,
    wire.createToken,
    async ({ request, input: { password, code, ...wish } }) => {
      // Made under a clock that ran ahead, it would count until that day has come and gone.
      services.clockGuard?.require(new Date());
      const user = await shownAgain(request, { password, code });
      const userId = user.id;
      const { cooperativeId, scopes } = wish;
      if (scopes.some((scope) => weightyActions.includes(scope)))
        throw refuse('access.token-weighty', {}, '/scopes');
      const actor = await services.database.read(cooperativeId, (tx) =>
        services.identify(tx, cooperativeId, userId),
      );
      if (!actor || actor.roles.length === 0) throw refuse('cooperative.unknown', {}, '/cooperativeId');
      return services.database.outside(async (tx) => {
        await requireSamePassword(tx, user);
        return createToken(tx, { ...wish, userId }, new Date());
      });
    },
    { perMinute: SIGN_INS_PER_MINUTE },
  );
  handle(app, wire.listTokens, async ({ request }) => {
    const userId = signedInUser(request);
    return { tokens: await services.database.outside((tx) => tokensOf(tx, userId)) };
  });
  handle(app, wire.endToken, async ({ request, input }) => {
    const userId = signedInUser(request);
    const ended = await services.database.outside((tx) => endToken(tx, userId, input.tokenId, new Date()));
    if (!ended) throw refuse('access.token-unknown');
    return null;
  });
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
    // Whoever leaves a page that was drawn for them is out; who signed in here meanwhile stays in.
    if (isDrawnForAnother(request)) return null;
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
  read(app, wire.readClock, (tx) => clockOnWire(services, tx));
  handle(app, wire.confirmClock, async (taken) => {
    const context = taken.context();
    await confirmClock(services, context, taken.input);
    return readAs(services, context, guardOf(wire.confirmClock), (tx) => clockOnWire(services, tx));
  });

  /** Who shows their password once more, and the second factor they have, before their factors change. */
  async function shownAgain(
    request: FastifyRequest,
    input: { readonly password: string; readonly code?: string | undefined },
  ) {
    const { userName } = await knownUser(signedInUser(request));
    const shownAt = request.session.secondFactorAt;
    const trying = { ...input, userName, address: request.ip, shownAt };
    try {
      return (await commands.checkSignIn(services, trying)).user;
    } catch (error) {
      await noteFailed(services, userName, request.ip, error);
      throw error;
    }
  }

  async function knownUser(userId: string) {
    const user = await services.database.outside((tx) => findUser(tx, userId));
    if (!user || user.disabledAt !== null) throw refuse('access.sign-in-required');
    return user;
  }
};
