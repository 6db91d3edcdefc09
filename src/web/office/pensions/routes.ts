/** Pensions: the months and the rule they follow, and one month with its lines. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/pensions',
  component: lazyRouteComponent(() => import('./list.tsx'), 'PensionMonths'),
});

const month = createRoute({
  getParentRoute: () => root,
  path: '/pensions/$orderId',
  component: lazyRouteComponent(() => import('./month.tsx'), 'PensionMonth'),
});

export const pensionRoutes = [list, month] as const;
