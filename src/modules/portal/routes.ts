/** Coming to the portal, and what somebody sees of themself there. Every question about oneself is read as the portal. */
import { guardOf } from '../../contract/endpoint.ts';
import { refuse } from '../../domain/refusal.ts';
import { execute, readAs, readAsPortal, refusalWhileClosed } from '../../platform/command.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { handle, read, readOwn, serve } from '../../platform/serve.ts';
import { activatePortal, checkSignIn, comeIn, ofStrangers } from '../access/index.ts';
import { ownObjections } from '../dividends/index.ts';
import {
  actedForOnWire,
  actsFor,
  livingMemberOfUser,
  mandatesOfUser,
  memberIdsOf,
  memberOfUser,
  ownPerson,
} from '../members/index.ts';
import { noteAccess } from '../../platform/access-log.ts';
import type { Tx } from '../../platform/database.ts';
import { messagesOf } from '../messages/index.ts';
import { accountsOfPerson } from '../shares/index.ts';
import { ownResolutions, ownResolutionsOf } from '../assemblies/index.ts';
import { ownMeetings, ownSecretBallots, ownVotes, soonMeetings } from '../meetings/index.ts';
import {
  documentContent,
  openPress,
  ownPapers,
  paperTitles,
  seesPaper,
  sendPaper,
  spansOfStatements,
} from '../papers/index.ts';
import { endMandate, objectToRun, printOwnStatement, setOfficeContact, tellPinChosen } from './commands.ts';
import { booksFor } from './books.ts';
import { contactOf } from './contact.ts';
import * as wire from './contract.ts';
import * as assembly from './assembly-contract.ts';
import { moneyOnWire, receivedOnWire, seenMoney, withMoney } from './money.ts';
import { noticeFor, noticesFor } from './notice.ts';
import * as papers from './papers-contract.ts';
import { ratioYears } from './ratios.ts';
import { followed } from './resolutions.ts';
import { sharesOf, withRatios } from './shares.ts';
import { yearsOf } from './years.ts';
import * as coming from './sign-in-contract.ts';
import { nameBehind, placeCalled } from './sign-in.ts';

export const portalRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  handle(app, wire.readOwnShares, async ({ cooperativeId, context, input, today }) => {
    const asking = context();
    const seen = await readAsPortal(services, cooperativeId, asking.userId, async (tx) => {
      const person = await ownPerson(tx, cooperativeId, asking.userId, input.memberId);
      const { actingFor } = person;
      return { actingFor, shares: await sharesOf(tx, cooperativeId, person, today) };
    });
    const shares = await readAs(services, asking, guardOf(wire.readOwnShares), (tx) =>
      withRatios(tx, cooperativeId, seen.shares),
    );
    return { actingFor: seen.actingFor, on: today.toString(), ...shares };
  });
  handle(app, wire.readOwnMoney, async (taken) => {
    const { cooperativeId, input, today } = taken;
    const asking = taken.context();
    const { actingFor, money } = await readAsPortal(services, cooperativeId, asking.userId, async (tx) => {
      const person = await ownPerson(tx, cooperativeId, asking.userId, input.memberId);
      return { actingFor: person.actingFor, money: await seenMoney(tx, cooperativeId, person) };
    });
    const told = await readAs(services, asking, 'own.read', async (tx) => ({
      ...(await moneyOnWire(tx, cooperativeId, today, money)),
      received: await receivedOnWire(tx, cooperativeId, money),
    }));
    return { actingFor, ...told };
  });
  handle(app, wire.readOwnStart, (taken) => {
    const { cooperativeId, input } = taken;
    return withMoney(services, taken, async (tx, userId) => {
      const acts = await actsFor(tx, cooperativeId, userId);
      const isNobody =
        input.memberId === undefined && (await memberOfUser(tx, cooperativeId, userId)) === null;
      const person = isNobody ? null : await ownPerson(tx, cooperativeId, userId, input.memberId);
      const meetings = await soonMeetings(tx, cooperativeId, person ?? { actingFor: null });
      if (person === null)
        return {
          actingFor: null,
          name: null,
          money: null,
          raised: [],
          meetings: meetings.map((each) => ({ ...each, votes: null })),
          told: [],
          actsFor: acts,
        };
      const told = await messagesOf(tx, cooperativeId, person.memberId, NEWEST);
      const withVotes = [];
      for (const each of meetings) {
        const votes = each.state === 'open' ? await ownVotes(tx, cooperativeId, person, each.id) : null;
        withVotes.push({ ...each, votes });
      }
      return {
        actingFor: person.actingFor,
        name: person.name,
        money: await seenMoney(tx, cooperativeId, person),
        raised: await ownObjections(tx, cooperativeId, person.memberId),
        meetings: withVotes,
        told: told.map(({ number, kind }) => ({ number, kind })),
        actsFor: acts,
      };
    });
  });
  readOwn(app, wire.readOwnMessages, async (tx, { cooperativeId, userId, input }) => {
    const { memberId, actingFor } = await ownPerson(tx, cooperativeId, userId, input.memberId);
    return { actingFor, messages: await messagesOf(tx, cooperativeId, memberId) };
  });
  // Whose objections they are is asked as the portal; from when a notice counts, and by when one is answered, as the office.
  handle(app, wire.readOwnNotices, async ({ cooperativeId, context, input, today }) => {
    const asking = context();
    const { userId } = asking;
    const { actingFor, objections } = await readAsPortal(services, cooperativeId, userId, async (tx) => {
      const isNobody =
        input.memberId === undefined && (await memberOfUser(tx, cooperativeId, userId)) === null;
      if (isNobody) return { actingFor: null, objections: [] };
      const person = await ownPerson(tx, cooperativeId, userId, input.memberId);
      return {
        actingFor: person.actingFor,
        objections: await ownObjections(tx, cooperativeId, person.memberId),
      };
    });
    const told = await readAs(services, asking, 'own.read', (tx) =>
      noticesFor(tx, cooperativeId, today, objections),
    );
    return { actingFor, ...told };
  });
  // Who acts for whom is seen as the portal; under which name the register has whoever acts, the office is asked.
  handle(app, wire.readOwnMandates, async ({ cooperativeId, context }) => {
    const asking = context();
    const { userId } = asking;
    const seen = await readAsPortal(services, cooperativeId, userId, async (tx) => ({
      actsFor: await actsFor(tx, cooperativeId, userId),
      mandates: await mandatesOfUser(tx, cooperativeId, userId),
    }));
    const actedForBy = await readAs(services, asking, guardOf(wire.readOwnMandates), (tx) =>
      actedForOnWire(tx, cooperativeId, seen.mandates),
    );
    return { actsFor: seen.actsFor, actedForBy };
  });
  serve(app, wire.endOwnMandate, endMandate);
  handle(app, assembly.readOwnNotice, async ({ cooperativeId, context, input, today }) => {
    const asking = context();
    const { userId } = asking;
    const seen = await readAsPortal(services, cooperativeId, userId, async (tx) => {
      const isNobody =
        input.memberId === undefined && (await memberOfUser(tx, cooperativeId, userId)) === null;
      if (isNobody) return { person: null, accountIds: [] };
      const person = await ownPerson(tx, cooperativeId, userId, input.memberId);
      const accounts = await accountsOfPerson(tx, cooperativeId, person);
      return { person, accountIds: accounts.map(({ id }) => id) };
    });
    const { person, accountIds } = seen;
    const { runId } = input;
    const notice = await readAs(services, asking, 'own.read', (tx) =>
      noticeFor(tx, { cooperativeId, runId, today, memberId: person?.memberId ?? null, accountIds }),
    );
    const actingFor = person?.actingFor ?? null;
    const { isStanding, ...told } = notice;
    const mayObject = person !== null && actingFor === null && isStanding && told.daysToObject > 0;
    return { ...told, actingFor, mayObject };
  });
  serve(app, assembly.objectToRun, objectToRun);
  readOwn(app, assembly.readOwnMeetings, async (tx, { cooperativeId, userId, input }) => {
    const person = await ownPerson(tx, cooperativeId, userId, input.memberId);
    return { actingFor: person.actingFor, meetings: await ownMeetings(tx, cooperativeId, person) };
  });
  readOwn(app, assembly.readOwnSecretBallots, async (tx, { cooperativeId, input }) => ({
    motions: await ownSecretBallots(tx, cooperativeId, input.meetingId),
  }));
  handle(app, assembly.readOwnResolutions, async (taken) => ({
    resolutions: await followed(services, taken, (tx) => ownResolutions(tx, taken.cooperativeId)),
  }));
  handle(app, assembly.readOwnResolution, async (taken) => {
    const { cooperativeId, input } = taken;
    const [found] = await followed(services, taken, (tx) =>
      ownResolutionsOf(tx, cooperativeId, [input.resolutionId]),
    );
    if (found === undefined) throw refuse('resolution.not-open');
    return found;
  });

  handle(app, papers.readOwnPapers, async ({ cooperativeId, context, input, language, today }) => {
    const asking = context();
    const seen = await readAsPortal(services, cooperativeId, asking.userId, async (tx) => {
      const person = await ownPerson(tx, cooperativeId, asking.userId, input.memberId);
      if (input.before !== undefined && !(await seesPaper(tx, cooperativeId, input.before)))
        throw refuse('documents.unknown', { number: input.before }, '/before');
      const found = await ownPapers(tx, cooperativeId, person, input);
      const years = await yearsOf(tx, cooperativeId, person, today);
      return { actingFor: person.actingFor, found, years };
    });
    const { papers: found, next } = seen.found;
    const statements = found.filter(({ kind }) => kind === 'statement').map(({ id }) => id);
    const spans = await readAs(services, asking, guardOf(papers.readOwnPapers), (tx) =>
      spansOfStatements(tx, cooperativeId, statements),
    );
    return {
      actingFor: seen.actingFor,
      next,
      years: seen.years,
      papers: found.map((paper) => ({
        ...paper,
        kindName: paperTitles[paper.kind][language],
        span: spans.get(paper.id) ?? null,
      })),
    };
  });
  // Whether they see it is asked as the portal; the file of exactly that paper is then read.
  handle(app, papers.readOwnPaper, async (taken) => {
    const { cooperativeId, context, request, reply } = taken;
    const { documentId } = taken.input;
    const asking = context();
    const { sees, own } = await readAsPortal(services, cooperativeId, asking.userId, async (tx) => ({
      sees: await seesPaper(tx, cooperativeId, documentId),
      own: await livingMemberOfUser(tx, cooperativeId, asking.userId),
    }));
    if (!sees) throw refuse('documents.unknown', { number: documentId });
    const file = await readAs(services, asking, guardOf(papers.readOwnPaper), (tx) =>
      documentContent(tx, cooperativeId, documentId),
    );
    const about = await readAs(services, asking, guardOf(papers.readOwnPaper), (tx) =>
      memberOfPaper(tx, cooperativeId, file),
    );
    // Of whom one acts for: they are told of it among those who looked, before it leaves.
    if (about !== null && about !== own)
      await noteAccess(services, cooperativeId, {
        userId: asking.userId,
        kind: 'paper',
        act: papers.readOwnPaper.name,
        memberId: about,
        about: documentId,
        address: request.ip,
      });
    return sendPaper(request, reply, file);
  });
  const printing = printOwnStatement({ services, press: openPress(services.config) });
  handle(app, papers.printOwnStatement, async ({ cooperativeId, context, input, request }) => {
    const asking = context();
    await readAs(services, asking, guardOf(papers.printOwnStatement), async (_tx, { closedAt, moved }) => {
      if (closedAt !== null) throw refusalWhileClosed({ moved });
    });
    // Whose it may be is asked as the portal; it is then printed as every paper is.
    const { memberId, actingFor } = await readAsPortal(services, cooperativeId, asking.userId, (tx) =>
      ownPerson(tx, cooperativeId, asking.userId, input.memberId),
    );
    // Of whom one acts for: they are told of it among those who looked, before it is issued.
    if (actingFor !== null && !asking.dryRun)
      await noteAccess(services, cooperativeId, {
        userId: asking.userId,
        kind: 'paper',
        act: papers.printOwnStatement.name,
        memberId,
        address: request.ip,
      });
    return printing(asking, input);
  });
  read(app, papers.readOwnBooks, (tx, { cooperativeId, input, language }) =>
    booksFor(tx, cooperativeId, input.year, language),
  );
  handle(app, papers.readOwnRatios, async ({ cooperativeId, context, input }) => {
    const asking = context();
    const person = await readAsPortal(services, cooperativeId, asking.userId, (tx) =>
      ownPerson(tx, cooperativeId, asking.userId, input.memberId),
    );
    const years = await readAs(services, asking, guardOf(papers.readOwnRatios), (tx) =>
      ratioYears(tx, cooperativeId, person),
    );
    return { actingFor: person.actingFor, ...years };
  });
  handle(app, coming.findPlace, ({ input }) => placeCalled(services, input.cooperative ?? null), ofStrangers);
  handle(
    app,
    coming.activatePortal,
    async ({ request, input: { cooperativeId, number, code, password } }) => {
      const { session } = await comeIn(
        services,
        request,
        () => nameBehind(services, cooperativeId, number),
        async (trying) => ({ user: await activatePortal(services, { ...trying, code, password }) }),
      );
      // They have their PIN, whatever keeps the books from saying so now.
      await execute(services, tellPinChosen, { cooperativeId, userId: session.userId }, {}).catch(
        (error: unknown) => request.log.error(error, 'A PIN was chosen, and its member is not told.'),
      );
      return session;
    },
    ofStrangers,
  );
  handle(
    app,
    coming.signInToPortal,
    async ({ request, input: { cooperativeId, number, password, code } }) => {
      const { session, failedBefore } = await comeIn(
        services,
        request,
        () => nameBehind(services, cooperativeId, number),
        (trying) => checkSignIn(services, { ...trying, password, code }),
      );
      return { ...session, failedBefore };
    },
    ofStrangers,
  );
  read(app, coming.readOfficeContact, async (tx, { cooperativeId }) => ({
    ...(await contactOf(tx, cooperativeId)),
    portal: `${services.config.HEGU_PUBLIC_URL}/portal/?c=${cooperativeId}`,
  }));
  serve(app, coming.setOfficeContact, setOfficeContact);
};

/** The member that a paper is about; null where it is about nobody alone. */
async function memberOfPaper(
  tx: Tx,
  cooperativeId: string,
  { kind, subject }: Pick<Awaited<ReturnType<typeof documentContent>>, 'kind' | 'subject'>,
): Promise<string | null> {
  const [, named] = /^member (.+)$/.exec(subject) ?? [];
  if (named === undefined) return null;
  // That of a year names it behind the number.
  const number = kind === 'tax-certificate' ? named.replace(/ \d{4}$/, '') : named;
  return (await memberIdsOf(tx, cooperativeId, [number])).get(number) ?? null;
}

/** So many of the newest messages the first page tells of. */
const NEWEST = 20;
