/** What this phone keeps for when there is no network: the portal itself, and what was last seen of it until one signs out. */
import { useSyncExternalStore } from 'react';
import { hearAnswersBy } from '../shared/call.ts';
import { todayInChina } from '../shared/period.ts';
import { countOn } from './days-left.ts';
import { userHere } from './notes.ts';

/** What its worker calls the answers that were last seen. */
const SEEN = 'hegu-seen';

/** Of answers that this phone kept: when each was seen. */
const seenAt = new WeakMap<object, string>();
/** What is on the screen now, each as often as it is drawn. */
const drawn: (() => unknown)[] = [];
const listeners = new Set<() => void>();

/** What is drawn is another answer now. */
export function drawnAnew(): void {
  for (const each of listeners) each();
}

hearAnswersBy((at, answer) => {
  if (at === null || typeof answer !== 'object' || answer === null) return;
  seenAt.set(answer, at);
  countOn(answer, todayInChina());
});

/** While it stands on the screen, what this gives counts for `useKeptAt`. */
export function drawAnswer(now: () => unknown): () => void {
  drawn.push(now);
  drawnAnew();
  return () => {
    drawn.splice(drawn.indexOf(now), 1);
    drawnAnew();
  };
}

/** When the oldest of what stands on the screen was seen; null where all of it was asked of the service. */
function oldestSeen(): string | null {
  const answers = drawn.map((now) => now()).filter((each) => typeof each === 'object' && each !== null);
  // Nothing is drawn that could be old.
  if (answers.length === 0) return null;
  const times = answers.map((each) => seenAt.get(each)).filter((at) => at !== undefined);
  return times.sort()[0] ?? null;
}

export function useKeptAt(): string | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, oldestSeen);
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

/** Whether somebody signed in on this phone, and did not sign out. */
export function hasComeIn(): boolean {
  return userHere() !== null && !isLeaving();
}

/** After the page stands: keeping it does not slow it down. A phone that does not do this has the portal with a network alone. */
export function keepOnPhone(): void {
  if (!('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('/portal/worker.js', { scope: '/portal/' }).catch(() => undefined);
  });
}
