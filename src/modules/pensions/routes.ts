/** Pensions: rules, proofs of life, monthly runs with their bank file, and one member’s payments. */
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { serveOrderSteps } from '../banking/index.ts';
import { receiveRepayment, returnPensionCash } from './cash-commands.ts';
import * as wire from './contract.ts';
import { makeNextPensionRun } from './next-month.ts';
import { pensionOf, rulesOnWire, runDetail, runOnWire } from './queries.ts';
import { enterLifeProof, setPensionRule, withdrawPensionRule } from './rule-commands.ts';
import { makePensionRun, pensionOrders, runCommands } from './runs.ts';
import { runsOf } from './store.ts';

export const pensionRoutes: RoutePlugin = async (app) => {
  read(app, wire.listPensionRules, (tx, { cooperativeId }) => rulesOnWire(tx, cooperativeId));
  serve(app, wire.setPensionRule, setPensionRule);
  serve(app, wire.withdrawPensionRule, withdrawPensionRule);
  serve(app, wire.enterLifeProof, enterLifeProof);
  read(app, wire.listPensionRuns, async (tx, { cooperativeId }) => ({
    runs: (await runsOf(tx, cooperativeId)).map(runOnWire),
  }));
  serve(app, wire.makePensionRun, makePensionRun);
  serve(app, wire.makeNextPensionRun, makeNextPensionRun);
  read(app, wire.readPensionRun, (tx, { cooperativeId, input }) =>
    runDetail(tx, cooperativeId, input.orderId),
  );
  serveOrderSteps(app, pensionOrders, runCommands);
  serve(app, wire.returnPensionCash, returnPensionCash);
  serve(app, wire.receivePensionRepayment, receiveRepayment);
  read(app, wire.readPension, (tx, { cooperativeId, input, today }) =>
    pensionOf(tx, cooperativeId, input.member, today),
  );
};
