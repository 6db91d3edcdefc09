/** People: who works here and in which role, and one's own sign-in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('./list.tsx'), 'People'),
});

const own = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('./own.tsx'), 'OwnSignIn'),
});

export const peopleRoutes = [people, own] as const;
