/** Users, their roles, and what two people decide about them. */
import { pageOf } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { usersOf } from '../access/index.ts';
import { mandateOnWire, mandatesOf } from '../members/index.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { listProposals } from './queries.ts';

export const powerRoutes: RoutePlugin = async (app) => {
  read(app, wire.listUsers, async (tx, { cooperativeId }) => ({
    users: (await usersOf(tx, cooperativeId)).map(
      ({ userId, userName, displayName, roles, disabled, suspended }) => {
        return { userId, userName, displayName, roles, disabled, suspended };
      },
    ),
  }));
  const { judgeAppointment } = app.services;
  read(app, wire.listAccessProposals, (tx, { cooperativeId, today, input }) =>
    listProposals({ tx, cooperativeId, today, judgeAppointment }, pageOf(input)),
  );
  read(app, wire.listMandates, async (tx, { cooperativeId }) => ({
    mandates: (await mandatesOf(tx, cooperativeId)).map(mandateOnWire),
  }));
  serve(app, wire.inviteToPortal, commands.inviteToPortal);
  serve(app, wire.createUser, commands.createUser);
  serve(app, wire.setRoles, commands.setRoles);
  serve(app, wire.linkUser, commands.linkUser);
  serve(app, wire.resetUser, commands.resetUser);
  serve(app, wire.restoreUser, commands.restoreUser);
  serve(app, wire.letIn, commands.letIn);
  serve(app, wire.askSecondFactor, commands.askSecondFactor);
  serve(app, wire.proposeClosing, commands.proposeClosing);
  serve(app, wire.proposeMandate, commands.proposeMandate);
  serve(app, wire.proposeMandateEnd, commands.proposeMandateEnd);
  serve(app, wire.endEntry, commands.endEntry);
  serve(app, wire.suspendUser, commands.suspendUser);
  serve(app, wire.confirmAccess, commands.confirmAccess);
  serve(app, wire.refuseAccess, commands.refuseAccess);
};
