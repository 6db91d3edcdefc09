/** Payouts: batches for the bank, and one batch from its making to the bank's answer. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/payouts',
  component: lazyRouteComponent(() => import('./list.tsx'), 'BatchList'),
});

const batch = createRoute({
  getParentRoute: () => root,
  path: '/payouts/$orderId',
  component: lazyRouteComponent(() => import('./batch.tsx'), 'BatchPage'),
});

export const payoutRoutes = [list, batch] as const;
