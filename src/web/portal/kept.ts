/** What this phone keeps for when there is no network: the portal itself, and what was last seen of it until one signs out. */
import { useSyncExternalStore } from 'react';
import { hearAnswersBy } from '../shared/call.ts';

/** What its worker calls the answers that were last seen. */
const SEEN = 'hegu-seen';

let keptAt: string | null = null;
const listeners = new Set<() => void>();

hearAnswersBy((at) => {
  if (at === keptAt) return;
  keptAt = at;
  for (const each of listeners) each();
});

/** When what stands on the screen was seen; null where it was asked of the service now. */
export function useKeptAt(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => keptAt,
  );
}

/** Nobody who signs in here next finds what another saw. */
export function forgetSeen(): void {
  if ('caches' in globalThis) void caches.delete(SEEN);
}

const LEAVING = 'hegu-leaving';

/** Whether somebody left here, and the service could not be told yet. */
export function isLeaving(): boolean {
  return localStorage.getItem(LEAVING) !== null;
}

export function leaving(isSo: boolean): void {
  if (isSo) localStorage.setItem(LEAVING, '1');
  else localStorage.removeItem(LEAVING);
}

const WHOSE = 'hegu-whose';

/** Receipts of secret ballots and what was read: kept while the same person signs in here again, gone when they sign out or another comes. */
export function keepNotesOf(userId: string | null): void {
  if (localStorage.getItem(WHOSE) === userId) return;
  for (const each of Object.keys(localStorage))
    if (each.startsWith('hegu-receipt ') || each.startsWith('hegu-told')) localStorage.removeItem(each);
  if (userId === null) localStorage.removeItem(WHOSE);
  else localStorage.setItem(WHOSE, userId);
}

/** Whether what this phone keeps is this person's. */
export function isWhose(userId: string): boolean {
  return localStorage.getItem(WHOSE) === userId;
}

/** Whether somebody signed in on this phone, and did not sign out. */
export function hasComeIn(): boolean {
  return localStorage.getItem(WHOSE) !== null && !isLeaving();
}

/** After the page stands: keeping it does not slow it down. A phone that does not do this has the portal with a network alone. */
export function keepOnPhone(): void {
  if (!('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('/portal/worker.js', { scope: '/portal/' }).catch(() => undefined);
  });
}
