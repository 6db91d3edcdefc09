/** Distribution plans: every plan, and one as a waterfall. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  component: part(() => import('./list.tsx'), 'PlanList'),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  component: part(() => import('./plan.tsx'), 'PlanPage'),
});

export const planRoutes = [list, plan] as const;
