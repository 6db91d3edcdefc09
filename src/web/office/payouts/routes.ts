/** Payouts: batches for the bank, one batch from its making to the bank's answer, and the cash counter. */
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

const counter = createRoute({
  getParentRoute: () => root,
  path: '/payouts/counter',
  component: lazyRouteComponent(() => import('./counter.tsx'), 'Counter'),
});

export const payoutRoutes = [list, batch, counter] as const;
