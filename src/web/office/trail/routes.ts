/** The trail: what was done, who read what, and whether it holds, outside the cooperatives too. What is looked for stands in the address. */
import { createRoute } from '@tanstack/react-router';
import { accessKinds, type AccessKind } from '../../../domain/access-kind.ts';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

type Search = Readonly<Record<string, unknown>>;

interface DaysSearch {
  readonly find?: string;
  readonly from?: string;
  readonly to?: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;

function daysIn(search: Search): DaysSearch {
  const [find, from, to] = [text(search['find']), day(search['from']), day(search['to'])];
  return {
    ...(find !== undefined && { find }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

const trail = createRoute({
  getParentRoute: () => root,
  path: '/trail',
  validateSearch: daysIn,
  component: part(() => import('./trail.tsx'), 'Trail'),
});

const looks = createRoute({
  getParentRoute: () => root,
  path: '/trail/looks',
  validateSearch: (search: Search): DaysSearch & { readonly kind?: AccessKind } => {
    const kind = accessKinds.find((each) => each === search['kind']);
    return { ...daysIn(search), ...(kind !== undefined && { kind }) };
  },
  component: part(() => import('./looks.tsx'), 'Looks'),
});

const verification = createRoute({
  getParentRoute: () => root,
  path: '/trail/verification',
  component: part(() => import('./verification.tsx'), 'VerificationPage'),
});

const platform = createRoute({
  getParentRoute: () => root,
  path: '/platform',
  component: part(() => import('./platform.tsx'), 'PlatformPage'),
});

export const trailRoutes = [trail, looks, verification, platform] as const;
