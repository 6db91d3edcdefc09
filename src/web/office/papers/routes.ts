/** Papers: issued by meeting, dividend, half-year or person, and all that were issued. The kind looked at stands in the address. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const papers = createRoute({
  getParentRoute: () => root,
  path: '/papers',
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly kind?: string } => {
    const { kind } = search;
    return typeof kind === 'string' && /^[a-z-]{1,40}$/.test(kind) ? { kind } : {};
  },
  component: part(() => import('./papers.tsx'), 'Papers'),
});

export const paperRoutes = [papers] as const;
