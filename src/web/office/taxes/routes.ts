/** Tax withheld: one month, which stands in the address, and the lists that were filed. */
import { createRoute } from '@tanstack/react-router';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

const month = createRoute({
  getParentRoute: () => root,
  path: '/tax',
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly month?: string } => {
    const { month: given } = search;
    return typeof given === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(given) ? { month: given } : {};
  },
  component: part(() => import('./month.tsx'), 'TaxMonth'),
});

export const taxRoutes = [month] as const;
