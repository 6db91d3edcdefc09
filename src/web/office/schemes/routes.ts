/** Allotment schemes: their versions, one of them, and several beside each other. What is compared stands in the address. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

export interface Compared {
  readonly one?: string;
  readonly other?: string;
  readonly pool?: string;
  readonly on?: string;
}

const list = createRoute({
  getParentRoute: () => root,
  path: '/schemes',
  component: part(() => import('./list.tsx'), 'SchemeList'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/schemes/compare',
  validateSearch: (search: Readonly<Record<string, unknown>>): Compared =>
    Object.fromEntries(
      (['one', 'other', 'pool', 'on'] as const)
        .map((key) => [key, search[key]] as const)
        .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
        .map(([key, value]) => [key, String(value)]),
    ),
  component: part(() => import('./compare.tsx'), 'Compare'),
});

const scheme = createRoute({
  getParentRoute: () => root,
  path: '/schemes/$schemeId',
  component: part(() => import('./scheme.tsx'), 'SchemePage'),
});

export const schemeRoutes = [list, compare, scheme] as const;
