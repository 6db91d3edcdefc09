/** What a window keeps of what was typed: who finds it, and what is too large for it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetTyped, forgetTypedOfOthers, largeAt } from '../../src/web/shared/typed.ts';

const ROOM = 60;

/** As a browser's, with little room: what is kept are its own properties, and more than it holds is thrown back. */
function storage(): Storage {
  const methods = {
    getItem(key: string) {
      return (this as unknown as Record<string, string>)[key] ?? null;
    },
    setItem(key: string, text: string) {
      if (text.length > ROOM) throw new Error('QuotaExceededError');
      (this as unknown as Record<string, string>)[key] = text;
    },
    removeItem(key: string) {
      Reflect.deleteProperty(this, key);
    },
  };
  return Object.create(methods) as Storage;
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', storage());
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('says that a table is too large to be kept, and takes nothing older for it', () => {
  const told: boolean[] = [];
  const place = largeAt<string>('hegu-typed u1 c1 table', (isKept) => told.push(isKept));
  place.keep('short');
  expect(place.flush()).toBe(true);
  expect(place.kept()).toBe('short');
  place.keep('long '.repeat(ROOM));
  expect(place.flush()).toBe(false);
  expect(place.kept()).toBeNull();
  // Asked again without another change, it is as lost as before.
  expect(place.flush()).toBe(false);
  place.keep('short again');
  vi.runAllTimers();
  expect(told).toEqual([true, false, true]);
  expect(place.flush()).toBe(true);
});

it('keeps nothing that waited when somebody signed out', () => {
  const place = largeAt<string>('hegu-typed u1 c1 table', () => undefined);
  place.keep('a roster');
  forgetTyped();
  place.flush();
  expect(place.kept()).toBeNull();
});

it('leaves whoever signs in nothing of whoever worked here before', () => {
  const kept = [
    'hegu-typed u1 c1 table',
    'hegu-typed u2 c1 table',
    'hegu-typed undefined undefined founding',
  ];
  const fill = () => {
    for (const key of [...kept, 'other']) sessionStorage.setItem(key, '"x"');
  };
  fill();
  forgetTypedOfOthers({ userId: 'u2', isAdministrator: false });
  expect(Object.keys(sessionStorage)).toEqual([kept[1], 'other']);
  fill();
  forgetTypedOfOthers({ userId: 'u3', isAdministrator: true });
  expect(Object.keys(sessionStorage).sort()).toEqual([kept[2], 'other']);
});
