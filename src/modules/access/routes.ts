/** Sign-in, cooperatives, users. */
import { refuse } from '../../domain/refusal.ts';
import { signedInUser, type RoutePlugin } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { createCooperative } from './founding.ts';
import { cooperativesOf, findCooperative, findUser, sweepSessions } from './store.ts';

export const accessRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  handle(
    app,
    wire.signIn,
    async ({ request, input }) => {
      const user = await commands.checkSignIn(services, input.userName, input.password);
      // A new token at sign-in: one that was planted before it is worth nothing.
      await request.session.regenerate();
      request.session.userId = user.id;
      return describeUser(user.id);
    },
    { perMinute: 30 },
  );
  handle(
    app,
    wire.acceptInvitation,
    async ({ request, input }) => {
      const user = await commands.acceptInvitation(services, input);
      await request.session.regenerate();
      request.session.userId = user.id;
      return describeUser(user.id);
    },
    { perMinute: 30 },
  );
  handle(app, wire.readSession, ({ request }) => describeUser(signedInUser(request)));
  handle(app, wire.signOut, async ({ request }) => {
    await request.session.destroy();
    await services.database.outside((tx) => sweepSessions(tx, new Date()));
    return null;
  });

  handle(app, wire.createCooperative, (taken) => createCooperative(services, taken.context(), taken.input));
  read(app, wire.readCooperative, async (tx, { cooperativeId }) => {
    const found = await findCooperative(tx, cooperativeId);
    if (!found) throw refuse('cooperative.unknown');
    return found;
  });
  serve(app, wire.renameCooperative, commands.renameCooperative);

  async function describeUser(userId: string) {
    return services.database.outside(async (tx) => {
      const user = await findUser(tx, userId);
      if (!user || user.disabledAt !== null) throw refuse('access.sign-in-required');
      const { userName, displayName, isAdministrator } = user;
      return { userId, userName, displayName, isAdministrator, cooperatives: await cooperativesOf(tx, user) };
    });
  }
};
