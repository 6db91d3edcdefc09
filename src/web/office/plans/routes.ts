/** Distribution plans: every plan, and one as a waterfall. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  component: lazyRouteComponent(() => import('./list.tsx'), 'PlanList'),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  component: lazyRouteComponent(() => import('./plan.tsx'), 'PlanPage'),
});

export const planRoutes = [list, plan] as const;
