/** What stands right of meetings may read of them. */
export { recount } from './queries.ts';
export { heldMeeting, votesAsText, type HeldMeeting } from './record.ts';
export { meetingRoutes } from './routes.ts';
export {
  attendanceOf,
  closedMeetings,
  entitledOf,
  leftOutOf,
  minutesOf,
  noticeOf,
  requireMeeting,
  resultsOf,
  type MeetingRow,
} from './store.ts';
export { voteRoutes } from './vote-routes.ts';
