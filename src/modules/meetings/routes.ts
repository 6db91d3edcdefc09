/** Minutes from paper; meetings: drafted, convened, read, and the calendar of the half-year around them. */
import { pageOf } from '../../contract/query.ts';
import { Period } from '../../domain/calendar.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import * as commands from './agenda-commands.ts';
import { recordResolution as recordWire } from '../assemblies/contract.ts';
import * as wire from './contract.ts';
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
};
