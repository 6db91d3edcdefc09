/** Who sits in which body, the rules the bodies decide by, and the days around their meetings. */
import { dayOf } from '../../contract/query.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { setOwnRules } from './own-rules.ts';
import { rulesOn, rulesOnWire } from './rules.ts';
import * as rules from './rules-contract.ts';
import { assemblySettings, setAssemblySettings } from './settings.ts';
import { changeOnWire, seatChangesOf } from './seat-changes.ts';
import {
  confirmSeatChange,
  elect,
  endASeat,
  postponeTerm,
  replaceASeat,
  seatOnWire,
  sendBackSeatChange,
} from './seat-commands.ts';
import * as wire from './seat-contract.ts';
import { compositionOn } from './seat-plan.ts';

export const seatRoutes: RoutePlugin = async (app) => {
  read(app, wire.listSeats, async (tx, { cooperativeId, input, today, language }) => {
    const { body } = input;
    const on = dayOf(input, today);
    const { held, since, check } = await compositionOn(tx, cooperativeId, body, on, today);
    return {
      body,
      on: `${on}`,
      pastTermSince: since && `${since}`,
      held: check.seats,
      women: check.women,
      groups: check.groups,
      faults: check.faults.map((fault) => faultMessage(fault, language)),
      seats: held.map(seatOnWire),
    };
  });
  serve(app, wire.elect, elect);
  serve(app, wire.postponeTerm, postponeTerm);
  serve(app, wire.endSeat, endASeat);
  serve(app, wire.replaceSeat, replaceASeat);
  read(app, wire.listSeatChanges, async (tx, { cooperativeId }) => ({
    changes: (await seatChangesOf(tx, cooperativeId)).map(changeOnWire),
  }));
  serve(app, wire.confirmSeatChange, confirmSeatChange);
  serve(app, wire.sendBackSeatChange, sendBackSeatChange);

  read(app, rules.readAssemblyRules, async (tx, { cooperativeId, input, today }) => {
    const on = dayOf(input, today);
    return rulesOnWire(on, await rulesOn(tx, cooperativeId, on));
  });
  serve(app, rules.setOwnRules, setOwnRules);
  read(app, rules.readAssemblySettings, (tx, { cooperativeId }) => assemblySettings(tx, cooperativeId));
  serve(app, rules.setAssemblySettings, setAssemblySettings);
};
