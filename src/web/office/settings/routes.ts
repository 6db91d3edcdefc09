/** Settings: what this cooperative decided, what it rests on, what waits for another person, and the law. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: part(() => import('./settings.tsx'), 'Settings'),
});

const law = createRoute({
  getParentRoute: () => root,
  path: '/settings/law',
  validateSearch: (
    search: Readonly<Record<string, unknown>>,
  ): { readonly find?: string; readonly past?: boolean } => ({
    ...(typeof search['find'] === 'string' && { find: search['find'] }),
    ...(search['past'] === true && { past: true }),
  }),
  component: part(() => import('./law.tsx'), 'LawPage'),
});

export const settingRoutes = [settings, law] as const;
