/** How a cooperative comes into the books: the steps of its opening, and where each of them stands. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const opening = createRoute({
  getParentRoute: () => root,
  path: '/opening',
  component: lazyRouteComponent(() => import('./opening.tsx'), 'Opening'),
});

const founding = createRoute({
  getParentRoute: () => root,
  path: '/found',
  component: lazyRouteComponent(() => import('./founding.tsx'), 'FoundingPage'),
});

export const openingRoutes = [opening, founding] as const;
