/**
 * What somebody has typed outlives a reload: it is kept in this window alone, for whoever is signed in, until it is sent, given up, or
 * they sign out. Numbers of people, passwords and codes are never typed into it.
 */
import { useContext, useEffect, useState, type Dispatch, type SetStateAction } from 'react';
import { SessionContext } from './session.ts';

const KEPT = 'hegu-typed';

/** As `useState`, for plain values; `forget` once it was sent or given up. Without a name nothing is kept. */
export function useTyped<Value>(
  of: string | null,
  first: () => Value,
): readonly [value: Value, set: Dispatch<SetStateAction<Value>>, forget: () => void] {
  const session = useContext(SessionContext);
  const key = [KEPT, session?.person.userId, session?.cooperative.id, of].join(' ');
  const [initial] = useState(first);
  const isKept = of !== null;
  const [value, set] = useState<Value>(() => (isKept ? keptAt<Value>(key) : null) ?? initial);
  useEffect(() => {
    if (isKept && value !== initial) sessionStorage.setItem(key, JSON.stringify(value));
  }, [key, isKept, value, initial]);
  return [value, set, () => sessionStorage.removeItem(key)];
}

/** Whether the page was loaded anew over something of this name: the sheet that it was typed into is opened again. */
export function useIsTyped(of: string): boolean {
  const session = useContext(SessionContext);
  const key = [KEPT, session?.person.userId, session?.cooperative.id, of].join(' ');
  return useState(() => isReloaded() && sessionStorage.getItem(key) !== null)[0];
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

/** Whoever signs out leaves nothing in the window. */
export function forgetTyped(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
}
