/** Dividends: every run, and one run from its draft to its posting. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/dividends',
  component: part(() => import('./list.tsx'), 'RunList'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/dividends/$runId',
  component: part(() => import('./run.tsx'), 'RunPage'),
});

export const dividendRoutes = [list, run] as const;
