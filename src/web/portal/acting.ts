/** For whom one looks: oneself, or somebody one acts for. Chosen by hand, said at the head of every page, forgotten with the window. */
import { createContext, useContext } from 'react';
import type { Reply } from '../shared/call.ts';

export type Acting = Reply<'readOwnMandates'>['actsFor'][number];

export interface Self {
  /** Null: oneself. */
  readonly acting: Acting | null;
  readonly actFor: (acting: Acting | null) => void;
}

export const SelfContext = createContext<Self>({ acting: null, actFor: () => undefined });

export function useSelf(): Self {
  return useContext(SelfContext);
}

/** What every question about somebody begins with. */
export function useWhose(): { readonly memberId?: string } {
  const { acting } = useSelf();
  return acting === null ? {} : { memberId: acting.memberId };
}
