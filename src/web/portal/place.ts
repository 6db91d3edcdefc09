/** Which cooperative this phone belongs to: said once by the code on a slip, then remembered. */
import { createContext, useContext } from 'react';
import type { Reply } from '../shared/call.ts';

export type Place = Reply<'findPlace'>;

const STORED = 'hegu-place';

/** What the address says, else what is remembered; null where neither says anything. */
export function placeCalled(): string | null {
  return new URLSearchParams(location.search).get('c') ?? localStorage.getItem(STORED);
}

/** What is remembered, unless the address may say another: by its name, or by an id that is not this one. */
export function placeKept(): string | null {
  const stored = localStorage.getItem(STORED);
  const called = new URLSearchParams(location.search).get('c');
  return called === null || called === stored ? stored : null;
}

export function keepPlace({ id }: Place): void {
  localStorage.setItem(STORED, id);
}

export function forgetPlace(): void {
  localStorage.removeItem(STORED);
}

export const PlaceContext = createContext<Place | null>(null);

/** Null: not known. */
export function usePlace(): Place | null {
  return useContext(PlaceContext);
}

/** Where it must be known: nobody signs in, or is in, without. */
export function useOwnPlace(): Place {
  const place = usePlace();
  if (place === null) throw new TypeError('No cooperative is known.');
  return place;
}
