/** The half-year desk: the first screen. The half-year stands in the address; without one it is the latest under way. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const desk = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: ({ period }: { readonly period?: unknown }): { readonly period?: string } =>
    typeof period === 'string' && /^\d{4}-H[12]$/.test(period) ? { period } : {},
  component: part(() => import('./desk.tsx'), 'Desk'),
});

const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  component: part(() => import('./waiting.tsx'), 'WaitingPage'),
});

export const deskRoutes = [desk, waiting] as const;
