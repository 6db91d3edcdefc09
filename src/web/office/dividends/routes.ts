/** Dividends: every run, and one run from its draft to its posting. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/dividends',
  component: lazyRouteComponent(() => import('./list.tsx'), 'RunList'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/dividends/$runId',
  component: lazyRouteComponent(() => import('./run.tsx'), 'RunPage'),
});

export const dividendRoutes = [list, run] as const;
