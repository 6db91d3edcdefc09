/** The half-year desk: the first screen. The half-year stands in the address; without one it is the latest under way. */
import { createRoute, redirect } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const desk = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: ({ period }: { readonly period?: unknown }): { readonly period?: string } =>
    typeof period === 'string' && /^\d{4}-H[12]$/.test(period) ? { period } : {},
  // Whoever looks after the service has no half-year of their own: they begin where they can begin something.
  beforeLoad: ({ context: { session } }) => {
    // What is thrown is the router's own word for another way, no failure.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (session?.may('cooperative.create')) throw redirect({ to: '/found' });
  },
  component: part(() => import('./desk.tsx'), 'Desk'),
});

const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  component: part(() => import('./waiting.tsx'), 'WaitingPage'),
});

export const deskRoutes = [desk, waiting] as const;
