/** The manual, a task a page. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly task?: string } => {
    const { task } = search;
    return typeof task === 'string' ? { task } : {};
  },
  component: part(() => import('./help.tsx'), 'Help'),
});

export const helpRoutes = [help] as const;
