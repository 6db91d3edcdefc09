/** What somebody sees of themself. Every question here is read as the portal. */
import type { RoutePlugin } from '../../platform/http.ts';
import { readOwn, serve } from '../../platform/serve.ts';
import { ownCash, ownPayments } from '../banking/index.ts';
import { ownDividends, ownObjections, publicNotices } from '../dividends/index.ts';
import { actedForOnWire, actsFor, mandatesOfUser, ownPerson } from '../members/index.ts';
import { ownPensions } from '../pensions/index.ts';
import { accountsOfPerson, ownShares } from '../shares/index.ts';
import { endMandate } from './commands.ts';
import * as wire from './contract.ts';

export const portalRoutes: RoutePlugin = async (app) => {
  readOwn(app, wire.readOwnShares, async (tx, { cooperativeId, userId, input, today }) => {
    const person = await ownPerson(tx, cooperativeId, userId, input.memberId);
    const accounts = await accountsOfPerson(tx, cooperativeId, person);
    const { actingFor } = person;
    return { actingFor, on: today.toString(), ...(await ownShares(tx, cooperativeId, accounts, today)) };
  });
  readOwn(app, wire.readOwnMoney, async (tx, { cooperativeId, userId, input }) => {
    const person = await ownPerson(tx, cooperativeId, userId, input.memberId);
    const accountIds = (await accountsOfPerson(tx, cooperativeId, person)).map(({ id }) => id);
    return {
      actingFor: person.actingFor,
      dividends: await ownDividends(tx, cooperativeId, accountIds),
      payments: await ownPayments(tx, cooperativeId, person.memberId),
      cash: await ownCash(tx, cooperativeId, accountIds),
      pensions: await ownPensions(tx, cooperativeId, person.memberId),
    };
  });
  readOwn(app, wire.readOwnNotices, async (tx, { cooperativeId }) => ({
    notices: await publicNotices(tx, cooperativeId),
    objections: await ownObjections(tx, cooperativeId),
  }));
  readOwn(app, wire.readOwnMandates, async (tx, { cooperativeId, userId }) => ({
    actsFor: await actsFor(tx, cooperativeId, userId),
    actedForBy: (await mandatesOfUser(tx, cooperativeId, userId)).map(actedForOnWire),
  }));
  serve(app, wire.endOwnMandate, endMandate);
};
