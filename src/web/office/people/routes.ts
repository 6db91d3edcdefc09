/** People: who works here and in which role, and one's own sign-in. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: part(() => import('./list.tsx'), 'People'),
});

const own = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: part(() => import('./own.tsx'), 'OwnSignIn'),
});

export const peopleRoutes = [people, own] as const;
