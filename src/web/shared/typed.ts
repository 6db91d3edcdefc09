/**
 * What somebody has typed outlives a reload: it is kept in this window alone, for whoever is signed in, until it is sent, given up, or
 * they sign out, or somebody else signs in. Passwords and codes are never typed into it; numbers of people only in a table that is being mended.
 */
import { useContext, useEffect, useMemo, useState, type Dispatch, type SetStateAction } from 'react';
import { SessionContext } from './session.ts';

const KEPT = 'hegu-typed';

/** As `useState`, for plain values; `forget` once it was sent or given up. Without a name nothing is kept. */
export function useTyped<Value>(
  of: string | null,
  first: () => Value,
): readonly [value: Value, set: Dispatch<SetStateAction<Value>>, forget: () => void] {
  const key = usePlaceOf(of);
  const [initial] = useState(first);
  const isKept = of !== null;
  const [value, set] = useState<Value>(() => (isKept ? keptAt<Value>(key) : null) ?? initial);
  useEffect(() => {
    if (isKept && value !== initial) isStored(key, JSON.stringify(value));
  }, [key, isKept, value, initial]);
  return [value, set, () => sessionStorage.removeItem(key)];
}

/** Whether the page was loaded anew over something of this name: the sheet that it was typed into is opened again. */
export function useIsTyped(of: string): boolean {
  const key = usePlaceOf(of);
  return useState(() => isReloaded() && sessionStorage.getItem(key) !== null)[0];
}

/** Where it is kept: of whoever is signed in, in their cooperative. */
function usePlaceOf(of: string | null): string {
  const session = useContext(SessionContext);
  return [KEPT, session?.person.userId, session?.cooperative.id, of].join(' ');
}

/** So long the hands rest before something large is kept. */
const REST_MILLISECONDS = 400;

/** A whole table is too much to be kept at every key: it is when the hands rest, and when the page goes. */
export interface Large<Value> {
  /** As it was kept; null without one. */
  readonly kept: () => Value | null;
  readonly keep: (value: Value) => void;
  /** Keeps now what waits to be kept. Whether what was given last is kept: what is larger than a browser keeps is not. */
  readonly flush: () => boolean;
  readonly forget: () => void;
}

export function useLarge<Value>(of: string): readonly [place: Large<Value>, isKept: boolean] {
  const key = usePlaceOf(of);
  const [isKept, tell] = useState(true);
  const place = useMemo(() => largeAt<Value>(key, tell), [key]);
  useEffect(() => {
    addEventListener('pagehide', place.flush);
    return () => {
      removeEventListener('pagehide', place.flush);
      place.flush();
    };
  }, [place]);
  return [place, isKept];
}

/** @param tell whether it is kept, as often as that was tried */
export function largeAt<Value>(key: string, tell: (isKept: boolean) => void): Large<Value> {
  let isKept = true;
  let waiting: { readonly value: Value; readonly of: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    const now = waiting;
    waiting = null;
    if (now === null || now.of !== signedOut) return isKept;
    isKept = isStored(key, JSON.stringify(now.value));
    tell(isKept);
    return isKept;
  };
  return {
    kept: () => keptAt<Value>(key),
    keep(value) {
      waiting = { value, of: signedOut };
      clearTimeout(timer);
      timer = setTimeout(flush, REST_MILLISECONDS);
    },
    forget() {
      clearTimeout(timer);
      waiting = null;
      isKept = true;
      tell(isKept);
      sessionStorage.removeItem(key);
    },
    flush,
  };
}

/** False where a browser keeps no more; then nothing older is kept either, which could be taken for it. */
function isStored(key: string, text: string): boolean {
  try {
    sessionStorage.setItem(key, text);
    return true;
  } catch {
    sessionStorage.removeItem(key);
    return false;
  }
}

function isReloaded(): boolean {
  return performance
    .getEntriesByType('navigation')
    .some((entry) => (entry as PerformanceNavigationTiming).type === 'reload');
}

function keptAt<Value>(key: string): Value | null {
  const text = sessionStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as Value);
}

/** How often everything was given up here: what waited to be kept then is kept no more. */
let signedOut = 0;

/** Whoever signs out leaves nothing in the window. */
export function forgetTyped(): void {
  signedOut += 1;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
}

/** Whoever signs in finds nothing of whoever worked here before them. What an administrator typed belongs to no cooperative. */
export function forgetTypedOfOthers(person: {
  readonly userId: string;
  readonly isAdministrator: boolean;
}): void {
  for (const key of Object.keys(sessionStorage)) {
    const [kind, of] = key.split(' ');
    const isOwn = of === person.userId || (of === String(undefined) && person.isAdministrator);
    if (kind === KEPT && !isOwn) sessionStorage.removeItem(key);
  }
}
