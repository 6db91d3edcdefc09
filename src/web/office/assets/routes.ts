/** Collective assets: the register of a span of days, and one asset with its records. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/assets',
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly period?: string } => {
    const { period } = search;
    return typeof period === 'string' && /^\d{4}-H[12]$/.test(period) ? { period } : {};
  },
  component: part(() => import('./list.tsx'), 'AssetList'),
});

const asset = createRoute({
  getParentRoute: () => root,
  path: '/assets/$assetId',
  component: part(() => import('./asset.tsx'), 'AssetPage'),
});

export const assetRoutes = [list, asset] as const;
