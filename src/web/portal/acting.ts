/**
 * For whom one looks: oneself, or somebody one acts for. Chosen by hand, said at the head of every page and in every sentence about them;
 * kept when a page is loaded anew, forgotten with the window and with the sign-in. Whether one still may, the service says each time.
 */
import { createContext, useContext } from 'react';
import type { Reply } from '../shared/call.ts';

export type Acting = Reply<'readOwnMandates'>['actsFor'][number];

export interface Self {
  /** Null: oneself. */
  readonly acting: Acting | null;
  /** The service said that one acts for them no more. */
  readonly hasEnded: boolean;
  readonly actFor: (acting: Acting | null) => void;
  readonly ended: () => void;
}

export const SelfContext = createContext<Self>({
  acting: null,
  hasEnded: false,
  actFor: () => undefined,
  ended: () => undefined,
});

export function useSelf(): Self {
  return useContext(SelfContext);
}

/** What every question about somebody begins with. */
export function useWhose(): { readonly memberId?: string } {
  const { acting } = useSelf();
  return acting === null ? {} : { memberId: acting.memberId };
}

const STORED = 'hegu-acting';

/** For whom this user looked in this window before it was loaded anew. */
export function keptActing(userId: string): Acting | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as {
      readonly userId: string;
      readonly acting: Acting;
    } | null;
    return kept?.userId === userId ? kept.acting : null;
  } catch {
    return null;
  }
}

export function keepActing(userId: string, acting: Acting | null): void {
  if (acting === null) sessionStorage.removeItem(STORED);
  else sessionStorage.setItem(STORED, JSON.stringify({ userId, acting }));
}

export function forgetActing(): void {
  sessionStorage.removeItem(STORED);
}
