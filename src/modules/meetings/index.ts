/** What stands right of meetings may read of them; the commands are for measuring. */
export { confirmNotice, convene, draftMeeting } from './agenda-commands.ts';
export { openMeeting, recordAttendance } from './attendance-commands.ts';
export { closeMeeting } from './closing-commands.ts';
export { adoptedSubjects } from './half-year.ts';
export { recordResolution } from './paper-minutes.ts';
export { calendarOf, recount } from './queries.ts';
export { refuseCalled } from './motion-subject.ts';
export { ownMeetings, ownSecretBallots, ownVotes, soonMeetings } from './own.ts';
export { heldMeeting, votesAsText, type HeldMeeting } from './record.ts';
export { meetingRoutes } from './routes.ts';
export { meetingSealings } from './sealed-columns.ts';
export {
  attendanceOf,
  closedMeetings,
  entitledOf,
  leftOutOf,
  meetingForPeriod,
  minutesOf as meetingMinutesOf,
  noticeOf,
  noticeReviewOf,
  requireMeeting,
  resultsOf,
  yearsWithoutMembersAssembly,
  type MeetingRow,
} from './store.ts';
export { enterBallots } from './vote-commands.ts';
export { voteRoutes } from './vote-routes.ts';
export { waitingOfMeetings } from './waiting.ts';
