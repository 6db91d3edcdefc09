/** Payouts: batches for the bank, one batch from its making to the bank's answer, and the cash counter. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/payouts',
  component: part(() => import('./list.tsx'), 'BatchList'),
});

const batch = createRoute({
  getParentRoute: () => root,
  path: '/payouts/$orderId',
  component: part(() => import('./batch.tsx'), 'BatchPage'),
});

const counter = createRoute({
  getParentRoute: () => root,
  path: '/payouts/counter',
  component: part(() => import('./counter.tsx'), 'Counter'),
});

export const payoutRoutes = [list, batch, counter] as const;
