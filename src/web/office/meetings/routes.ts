/** Meetings: every meeting, its draft, the meeting itself, its day; resolutions, and minutes that come from paper. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/meetings',
  component: part(() => import('./list.tsx'), 'MeetingList'),
});

const draft = createRoute({
  getParentRoute: () => root,
  path: '/meetings/new',
  component: part(() => import('./draft.tsx'), 'NewMeeting'),
});

const meeting = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId',
  component: part(() => import('./meeting.tsx'), 'MeetingPage'),
});

const change = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId/draft',
  component: part(() => import('./draft.tsx'), 'ChangedMeeting'),
});

const day = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId/day',
  component: part(() => import('./day.tsx'), 'MeetingDay'),
});

const votes = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId/votes',
  component: part(() => import('./votes.tsx'), 'MeetingVotes'),
});

const resolutions = createRoute({
  getParentRoute: () => root,
  path: '/meetings/resolutions',
  component: part(() => import('./resolutions.tsx'), 'ResolutionList'),
});

const paper = createRoute({
  getParentRoute: () => root,
  path: '/meetings/resolutions/new',
  component: part(() => import('./paper.tsx'), 'MinutesFromPaper'),
});

const resolution = createRoute({
  getParentRoute: () => root,
  path: '/meetings/resolutions/$resolutionId',
  component: part(() => import('./resolution.tsx'), 'ResolutionPage'),
});

const seats = createRoute({
  getParentRoute: () => root,
  path: '/meetings/seats',
  component: part(() => import('./seats.tsx'), 'Seats'),
});

export const meetingRoutes = [
  list,
  draft,
  meeting,
  change,
  day,
  votes,
  resolutions,
  paper,
  resolution,
  seats,
] as const;
