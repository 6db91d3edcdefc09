/** Minutes from paper; meetings: drafted, convened, read, by members too, and the calendar of the half-year around them. */
import { pageOf } from '../../contract/query.ts';
import { Period } from '../../domain/calendar.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { guardOf } from '../../contract/endpoint.ts';
import { mayDo } from '../../domain/permission.ts';
import { readAs, readAsPortal } from '../../platform/command.ts';
import { handle, read, readOwn, serve } from '../../platform/serve.ts';
import type { Tx } from '../../platform/database.ts';
import { ratioAskedBy } from '../allotments/index.ts';
import { ownPerson } from '../members/index.ts';
import * as commands from './agenda-commands.ts';
import { recordResolution as recordWire } from '../assemblies/contract.ts';
import * as wire from './contract.ts';
import * as own from './own-contract.ts';
import { comingTo, earlierMeetings, ownMeeting } from './own.ts';
import { castBallot } from './vote-contract.ts';
import { conveneHalfYear } from './half-year.ts';
import { recordResolution } from './paper-minutes.ts';
import { calendarOf, meetingDetailOf, meetingPageOf } from './queries.ts';
import { requireMeeting } from './store.ts';

export const meetingRoutes: RoutePlugin = async (app) => {
  serve(app, recordWire, recordResolution);
  read(app, wire.listMeetings, (tx, { cooperativeId, input }) =>
    meetingPageOf(tx, cooperativeId, pageOf(input)),
  );
  serve(app, wire.draftMeeting, commands.draftMeeting);
  serve(app, wire.conveneHalfYear, conveneHalfYear);
  read(app, wire.readMeeting, async (tx, { cooperativeId, input, actor }) =>
    meetingDetailOf(tx, await requireMeeting(tx, cooperativeId, input.meetingId), actor.userId),
  );
  serve(app, wire.changeMeeting, commands.changeMeeting);
  serve(app, wire.convene, commands.convene);
  serve(app, wire.confirmMeetingNotice, commands.confirmNotice);
  serve(app, wire.withdrawNotice, commands.withdrawNotice);
  serve(app, wire.cancelMeeting, commands.cancelMeeting);
  read(app, wire.readAssemblyCalendar, (tx, { cooperativeId, input }) =>
    calendarOf(tx, cooperativeId, input.body, Period.parse(input.period)),
  );
  // Who they are says whether they may vote by phone; the meeting is read as the portal.
  handle(app, own.readOwnMeeting, async ({ cooperativeId, context, input: { meetingId, memberId } }) => {
    const asking = context();
    const mayCast = await readAs(app.services, asking, guardOf(own.readOwnMeeting), async (_, { roles }) =>
      mayDo(roles, guardOf(castBallot)),
    );
    const { meeting, ...told } = await readAsPortal(
      app.services,
      cooperativeId,
      asking.userId,
      async (tx) => {
        const person = await ownPerson(tx, cooperativeId, asking.userId, memberId);
        const seen = await ownMeeting(tx, cooperativeId, person, meetingId);
        const isOneself = person.actingFor === null;
        const coming = isOneself && mayCast ? comingTo(seen) : null;
        return { actingFor: person.actingFor, mayCast, coming, meeting: seen };
      },
    );
    // What the schemes that are put to the vote say stands in their rules, which are the office's.
    const motions = await readAs(app.services, asking, guardOf(own.readOwnMeeting), (tx) =>
      withAskedRatios(tx, cooperativeId, meeting.motions),
    );
    return { ...told, meeting: { ...meeting, motions } };
  });
  readOwn(app, own.readOwnEarlierMeetings, async (tx, { cooperativeId, userId, input }) => {
    const { before, memberId } = input;
    const actingFor =
      memberId === undefined ? null : (await ownPerson(tx, cooperativeId, userId, memberId)).actingFor;
    return { actingFor, ...(await earlierMeetings(tx, cooperativeId, { actingFor }, before)) };
  });
};

async function withAskedRatios<Motion extends { readonly schemeId: string | null }>(
  tx: Tx,
  cooperativeId: string,
  motions: readonly Motion[],
) {
  const told = [];
  for (const { schemeId, ...motion } of motions)
    told.push({
      ...motion,
      askedRatio: schemeId === null ? null : await ratioAskedBy(tx, cooperativeId, schemeId),
    });
  return told;
}
