/** The share register and what changes it. Of which day, as known when, and what is looked for stand in the address. */
import { createRoute } from '@tanstack/react-router';
import { movementKindsByHand, type MovementByHand } from './movement.ts';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

export interface RegisterSearch {
  readonly on?: string;
  /** The evening by which it was known. */
  readonly known?: string;
  readonly find?: string;
  readonly sort?: string;
}

export interface MoveSearch {
  readonly kind: MovementByHand;
  /** `member:3-12` */
  readonly from?: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const register = createRoute({
  getParentRoute: () => root,
  path: '/shares',
  validateSearch: (search: Readonly<Record<string, unknown>>): RegisterSearch =>
    Object.fromEntries(
      (['on', 'known', 'find', 'sort'] as const)
        .map((key) => [key, text(search[key])] as const)
        .filter(([, value]) => value !== undefined),
    ),
  component: part(() => import('./register.tsx'), 'ShareRegister'),
});

const move = createRoute({
  getParentRoute: () => root,
  path: '/shares/move',
  validateSearch: (search: Readonly<Record<string, unknown>>): MoveSearch => {
    const from = text(search['from']);
    return {
      kind: movementKindsByHand.find((each) => each === search['kind']) ?? 'transfer',
      ...(from !== undefined && { from }),
    };
  },
  component: part(() => import('./move.tsx'), 'MoveShares'),
});

const movements = createRoute({
  getParentRoute: () => root,
  path: '/shares/movements',
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly find?: string } => {
    const find = text(search['find']);
    return find === undefined ? {} : { find };
  },
  component: part(() => import('./movements.tsx'), 'Movements'),
});

const schedule = createRoute({
  getParentRoute: () => root,
  path: '/shares/schedule',
  validateSearch: (
    search: Readonly<Record<string, unknown>>,
  ): { readonly from?: string; readonly to?: string } => {
    const [from, to] = [text(search['from']), text(search['to'])];
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  },
  component: part(() => import('./schedule.tsx'), 'ShareSchedule'),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/shares/requests',
  component: part(() => import('./requests.tsx'), 'MovementRequests'),
});

const certificates = createRoute({
  getParentRoute: () => root,
  path: '/shares/certificates',
  component: part(() => import('./certificates.tsx'), 'Certificates'),
});

const restrictions = createRoute({
  getParentRoute: () => root,
  path: '/shares/restrictions',
  component: part(() => import('./restrictions.tsx'), 'Restrictions'),
});

const split = createRoute({
  getParentRoute: () => root,
  path: '/shares/split',
  component: part(() => import('./split.tsx'), 'Splits'),
});

export const shareRoutes = [
  register,
  move,
  movements,
  schedule,
  requests,
  certificates,
  restrictions,
  split,
] as const;
