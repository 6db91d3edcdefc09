/** Members: the register, what was changed in it, and one member. What is looked for and how it is sorted stands in the address. */
import { createRoute } from '@tanstack/react-router';
import { standingStates, type StandingState } from '../../../domain/membership.ts';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

export interface MemberSearch {
  readonly find?: string;
  readonly standing?: StandingState;
  readonly group?: string;
  readonly sort?: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const list = createRoute({
  getParentRoute: () => root,
  path: '/members',
  validateSearch: (search: Readonly<Record<string, unknown>>): MemberSearch => {
    const [find, group, sort] = [text(search['find']), text(search['group']), text(search['sort'])];
    const standing = standingStates.find((each) => each === search['standing']);
    return {
      ...(find !== undefined && { find }),
      ...(standing !== undefined && { standing }),
      ...(group !== undefined && { group }),
      ...(sort !== undefined && { sort }),
    };
  },
  component: part(() => import('./list.tsx'), 'MemberList'),
});

const messages = createRoute({
  getParentRoute: () => root,
  path: '/members/messages',
  component: part(() => import('./messages.tsx'), 'MemberMessages'),
});

const member = createRoute({
  getParentRoute: () => root,
  path: '/members/$memberId',
  component: part(() => import('./member.tsx'), 'MemberPage'),
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/members/changes',
  component: part(() => import('./record.tsx'), 'RegisterRecord'),
});

export const memberRoutes = [list, record, messages, member] as const;
