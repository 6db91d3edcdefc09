/** A folder of a machine that is gone is asked once, and nobody waits for it longer than the bound. */
import { expect, it } from 'vitest';
import { answers } from '../../src/platform/answering.ts';

it('one that hangs counts as not there, is asked once, and counts again once it answers', async () => {
  let asked = 0;
  let come: (() => void) | undefined;
  const ask = () => {
    asked += 1;
    return new Promise<void>((resolve) => (come = resolve));
  };
  const looks = () => answers('/mnt/gone', { patience: 20, ask });
  expect([await looks(), await looks(), asked]).toEqual([false, false, 1]);
  come?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await answers('/mnt/gone', { patience: 1_000, ask: async () => undefined })).toBe(true);
  // What is not there, or is refused, has answered.
  expect(await answers('/mnt/none', { ask: () => Promise.reject(new Error('ENOENT')) })).toBe(true);
});
