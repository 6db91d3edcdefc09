/** Pensions: the months and the rule they follow, and one month with its lines. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/pensions',
  component: part(() => import('./list.tsx'), 'PensionMonths'),
});

const month = createRoute({
  getParentRoute: () => root,
  path: '/pensions/$orderId',
  component: part(() => import('./month.tsx'), 'PensionMonth'),
});

export const pensionRoutes = [list, month] as const;
