/** Tables of people and shares, brought in: read, mended, tried, entered. Which kind stands in the address. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

export interface Importing {
  readonly kind: 'roster' | 'opening-shares';
}

const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: (search: Readonly<Record<string, unknown>>): Importing => ({
    kind: search['kind'] === 'opening-shares' ? 'opening-shares' : 'roster',
  }),
  component: part(() => import('./import.tsx'), 'ImportPage'),
});

export const importRoutes = [importing] as const;
