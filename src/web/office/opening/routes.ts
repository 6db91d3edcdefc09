/** How a cooperative comes into the books: the steps of its opening, and where each of them stands. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const opening = createRoute({
  getParentRoute: () => root,
  path: '/opening',
  component: part(() => import('./opening.tsx'), 'Opening'),
});

const founding = createRoute({
  getParentRoute: () => root,
  path: '/found',
  component: part(() => import('./founding.tsx'), 'FoundingPage'),
});

export const openingRoutes = [opening, founding] as const;
