/** What happens at a meeting: attendance, hands, ballots, closing, minutes, recount. */
import type { RoutePlugin } from '../../platform/http.ts';
import { execute } from '../../platform/command.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { attendOnline, openMeeting, recordAttendance } from './attendance-commands.ts';
import { closeMeeting, confirmMinutes, recordMinutes, sendBackMinutes } from './closing-commands.ts';
import { carryOutMeeting } from './half-year.ts';
import { attendanceOnWire, ballotsOnWire, recountOnWire, secretVoteOnWire } from './queries.ts';
import { handInSecretly } from './secret-votes.ts';
import { requireMeeting } from './store.ts';
import * as commands from './vote-commands.ts';
import { watchRoutes } from './watching.ts';
import * as wire from './vote-contract.ts';

export const voteRoutes: RoutePlugin = async (app) => {
  serve(app, wire.openMeeting, openMeeting);
  serve(app, wire.closeMeeting, closeMeeting);
  read(app, wire.readAttendance, async (tx, { cooperativeId, input }) =>
    attendanceOnWire(tx, await requireMeeting(tx, cooperativeId, input.meetingId)),
  );
  watchRoutes(app);
  serve(app, wire.recordAttendance, recordAttendance);
  serve(app, wire.attendOnline, attendOnline);
  serve(app, wire.countHands, commands.countHands);
  serve(app, wire.withdrawHands, commands.withdrawHands);
  read(app, wire.listBallots, async (tx, { cooperativeId, input }) => ({
    ballots: await ballotsOnWire(
      tx,
      await requireMeeting(tx, cooperativeId, input.meetingId),
      Number(input.motion),
    ),
  }));
  serve(app, wire.enterBallots, commands.enterBallots);
  serve(app, wire.castBallot, commands.castBallot);
  handle(app, wire.castSecretBallot, ({ input: { choice, receipt, ...input }, context }) =>
    execute(app.services, handInSecretly({ choice, receipt }), context(), input),
  );
  read(app, wire.readSecretVote, async (tx, { cooperativeId, input }) =>
    secretVoteOnWire(tx, await requireMeeting(tx, cooperativeId, input.meetingId), Number(input.motion)),
  );
  serve(app, wire.strikeBallot, commands.strikeBallot);
  serve(app, wire.recordMinutes, recordMinutes);
  serve(app, wire.confirmMinutes, confirmMinutes);
  serve(app, wire.sendBackMinutes, sendBackMinutes);
  serve(app, wire.carryOutMeeting, carryOutMeeting);
  read(app, wire.recountVotes, async (tx, { cooperativeId, input }) =>
    recountOnWire(tx, await requireMeeting(tx, cooperativeId, input.meetingId)),
  );
};
