/** Members and households. */
import { guardOf } from '../../contract/endpoint.ts';
import { pageOf } from '../../contract/query.ts';
import { execute, readAs, readAsPortal, refusalWhileClosed } from '../../platform/command.ts';
import type { App } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import * as accountWire from './account-contract.ts';
import { changesOnWire, changeWithAccounts, confirmChange, sendBackChange } from './accounts.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import * as correctionWire from './correction-contract.ts';
import {
  confirmCorrection,
  correctionOnWire,
  correctionsOnWire,
  memberOfCorrection,
  ownCorrections,
  recordCorrection,
  refuseCorrection,
  requestCorrection,
} from './corrections.ts';
import * as changeWire from './register-change-contract.ts';
import { changeWithPeople, registerChangesOnWire } from './register-change-queries.ts';
import {
  confirmRegisterChange,
  repeatRegisterChange,
  sendBackRegisterChange,
  memberOfChange,
  unmaskRegisterChange,
} from './register-changes.ts';
import { isWholeResidentId, membersByResidentId } from './id-lookup.ts';
import { actedForOnWire, actsFor, mandatesOf } from './mandates.ts';
import { ownLooks, ownNumbers, ownOnWire, ownPerson, ownRegister, ownSealed } from './own.ts';
import {
  asOf,
  birthFor,
  foundOnWire,
  listHouseholds,
  listMembers,
  memberDetailOf,
  searchMembers,
} from './queries.ts';

/** `tell`: messages to members, a room of its own. */
export async function memberRoutes(app: App, tell: commands.TellMembers): Promise<void> {
  const { services } = app;
  read(app, wire.listMembers, (tx, { cooperativeId, input, today, actor }) => {
    const { on, knownAt } = asOf(input, today);
    const { after, limit } = pageOf(input);
    const { standing = null } = input;
    return listMembers(tx, cooperativeId, { on, knownAt, after, limit, standing, birth: birthFor(actor) });
  });
  handle(app, wire.searchMembers, async ({ cooperativeId, input: { text }, today, context, request }) => {
    if (!isWholeResidentId(text))
      return readAs(services, context(), guardOf(wire.searchMembers), (tx, actor) =>
        searchMembers(tx, cooperativeId, text, today, birthFor(actor)),
      );
    const lookup = { act: wire.searchMembers.name, text, today, address: request.ip };
    return foundOnWire(await membersByResidentId(services, context(), lookup), 'day');
  });
  serve(app, wire.admitMember, commands.admitMember);
  read(app, wire.readMember, (tx, { cooperativeId, input, today, actor }) =>
    memberDetailOf(tx, cooperativeId, input.memberId, asOf(input, today), birthFor(actor)),
  );
  serve(app, wire.changeDetails, commands.changingDetails(tell));
  serve(app, wire.recordStanding, commands.recordStanding);
  serve(app, wire.correctStanding, commands.correctStanding);
  serve(app, wire.setTag, commands.setTag);
  serve(app, wire.placeInHousehold, commands.placeInHousehold);
  handle(app, wire.readOwn, async ({ cooperativeId, context, today, input }) => {
    const { userId } = context();
    const seen = await readAsPortal(services, cooperativeId, userId, async (tx) => {
      const person = await ownPerson(tx, cooperativeId, userId, input.memberId);
      const mandates = await mandatesOf(tx, cooperativeId, person.memberId);
      return {
        person,
        actsFor: await actsFor(tx, cooperativeId, userId),
        mandates,
        register: await ownRegister(tx, cooperativeId, person.memberId, today),
        corrections: await ownCorrections(tx, cooperativeId, person.memberId, today),
      };
    });
    const { sealed, looks, actedForBy } = await readAs(services, context(), 'own.read', async (tx) => ({
      sealed: await ownSealed(tx, services.vault, cooperativeId, seen.person),
      looks: await ownLooks(tx, cooperativeId, seen.register.looks),
      actedForBy: await actedForOnWire(tx, cooperativeId, seen.mandates),
    }));
    const { actsFor: others, person } = seen;
    return {
      actingFor: person.actingFor,
      actsFor: others,
      actedForBy,
      ...ownOnWire(seen.register, seen.corrections, looks, sealed),
    };
  });
  handle(app, wire.readOwnNumbers, async ({ cooperativeId, context }) => {
    const { userId } = context();
    const { memberId } = await readAsPortal(services, cooperativeId, userId, (tx) =>
      ownPerson(tx, cooperativeId, userId, undefined),
    );
    return readAs(services, context(), guardOf(wire.readOwnNumbers), (tx) =>
      ownNumbers(tx, services.vault, cooperativeId, memberId),
    );
  });
  serve(app, correctionWire.requestCorrection, requestCorrection);
  serve(app, correctionWire.recordCorrection, recordCorrection);
  read(app, correctionWire.listCorrections, (tx, { cooperativeId, today, vault }) =>
    correctionsOnWire(tx, vault, cooperativeId, today),
  );
  read(
    app,
    correctionWire.readCorrection,
    (tx, { cooperativeId, input, today, vault, actor }) => {
      if (actor.closedAt !== null) throw refusalWhileClosed(actor);
      return correctionOnWire(tx, vault, cooperativeId, input.correctionId, today);
    },
    { whose: (tx, cooperativeId, { correctionId }) => memberOfCorrection(tx, cooperativeId, correctionId) },
  );
  serve(app, correctionWire.confirmCorrection, confirmCorrection);
  serve(app, correctionWire.refuseCorrection, refuseCorrection);
  handle(app, wire.unmask, (taken) => {
    // No stored reply, for it would hold the number in clear.
    const context = { ...taken.context(), idempotencyKey: undefined };
    return execute(app.services, commands.unmask, context, taken.input);
  });

  read(app, accountWire.listAccountChanges, (tx, { cooperativeId, input }) =>
    changesOnWire(tx, cooperativeId, { ...pageOf(input), state: input.state ?? null }),
  );
  read(app, accountWire.readAccountChange, (tx, { cooperativeId, input }) =>
    changeWithAccounts(tx, cooperativeId, input.changeId, pageOf(input)),
  );
  serve(app, accountWire.confirmAccountChange, confirmChange);
  serve(app, accountWire.sendBackAccountChange, sendBackChange);

  read(app, changeWire.listRegisterChanges, (tx, { cooperativeId, input }) =>
    registerChangesOnWire(tx, cooperativeId, { ...pageOf(input), state: input.state ?? null }),
  );
  read(app, changeWire.readRegisterChange, (tx, { cooperativeId, input }) =>
    changeWithPeople(tx, cooperativeId, input.changeId, pageOf(input)),
  );
  handle(
    app,
    changeWire.unmaskRegisterChange,
    (taken) => {
      const context = { ...taken.context(), idempotencyKey: undefined };
      return execute(app.services, unmaskRegisterChange, context, taken.input);
    },
    { whose: (tx, cooperativeId, { changeId }) => memberOfChange(tx, cooperativeId, changeId) },
  );
  serve(app, changeWire.confirmRegisterChange, confirmRegisterChange);
  serve(app, changeWire.sendBackRegisterChange, sendBackRegisterChange);
  serve(app, changeWire.repeatRegisterChange, repeatRegisterChange);

  read(app, wire.listHouseholds, (tx, { cooperativeId, input }) =>
    listHouseholds(tx, cooperativeId, pageOf(input)),
  );
  serve(app, wire.enterHousehold, commands.enterHousehold);
}
