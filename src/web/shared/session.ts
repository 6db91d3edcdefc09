/**
 * Who is signed in, in which cooperative, and what they may do. The address names no cooperative: each window remembers
 * its own.
 */
import { createContext, useContext } from 'react';
import { mayDo, type Action, type Role } from '../../domain/permission.ts';
import type { Reply } from './call.ts';

export type Person = Reply<'readSession'>;

export interface Session {
  readonly person: Person;
  readonly cooperative: { readonly id: string; readonly name: string };
  readonly roles: readonly Role[];
  readonly may: (action: Action) => boolean;
}

const CHOSEN = 'hegu-cooperative';

/** In the cooperative that was last worked in, else in the first; null for who has none. */
export function sessionOf(person: Person): Session | null {
  const chosen = sessionStorage.getItem(CHOSEN) ?? localStorage.getItem(CHOSEN);
  const cooperative = person.cooperatives.find(({ id }) => id === chosen) ?? person.cooperatives[0];
  if (cooperative === undefined) return null;
  const { roles } = cooperative;
  return { person, cooperative, roles, may: (action) => mayDo(roles, action) };
}

export function choose(cooperativeId: string): void {
  sessionStorage.setItem(CHOSEN, cooperativeId);
  localStorage.setItem(CHOSEN, cooperativeId);
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new TypeError('Nobody is signed in.');
  return session;
}
