/** Meetings: every meeting, its draft, the meeting itself, its day; resolutions, and minutes that come from paper. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/meetings',
  component: lazyRouteComponent(() => import('./list.tsx'), 'MeetingList'),
});

const draft = createRoute({
  getParentRoute: () => root,
  path: '/meetings/new',
  component: lazyRouteComponent(() => import('./draft.tsx'), 'NewMeeting'),
});

const meeting = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId',
  component: lazyRouteComponent(() => import('./meeting.tsx'), 'MeetingPage'),
});

const change = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId/draft',
  component: lazyRouteComponent(() => import('./draft.tsx'), 'ChangedMeeting'),
});

const day = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId/day',
  component: lazyRouteComponent(() => import('./day.tsx'), 'MeetingDay'),
});

const votes = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId/votes',
  component: lazyRouteComponent(() => import('./votes.tsx'), 'MeetingVotes'),
});

const resolutions = createRoute({
  getParentRoute: () => root,
  path: '/meetings/resolutions',
  component: lazyRouteComponent(() => import('./resolutions.tsx'), 'ResolutionList'),
});

const paper = createRoute({
  getParentRoute: () => root,
  path: '/meetings/resolutions/new',
  component: lazyRouteComponent(() => import('./paper.tsx'), 'MinutesFromPaper'),
});

const resolution = createRoute({
  getParentRoute: () => root,
  path: '/meetings/resolutions/$resolutionId',
  component: lazyRouteComponent(() => import('./resolution.tsx'), 'ResolutionPage'),
});

const seats = createRoute({
  getParentRoute: () => root,
  path: '/meetings/seats',
  component: lazyRouteComponent(() => import('./seats.tsx'), 'Seats'),
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
