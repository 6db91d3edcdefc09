/** What stands right of meetings may read of them. */
export { meetingDetailOf, recount, type Recounted } from './queries.ts';
export { heldMeeting, votesAsText, type HeldMeeting } from './record.ts';
export { meetingRoutes } from './routes.ts';
export {
  attendanceOf,
  ballotsOf,
  closedMeetings,
  entitledOf,
  leftOutOf,
  minutesOf,
  motionsOf,
  noticeOf,
  requireMeeting,
  resultsOf,
  type MeetingRow,
} from './store.ts';
export { voteRoutes } from './vote-routes.ts';
