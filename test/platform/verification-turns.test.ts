/** Verifications of many cooperatives at once leave the others their connections. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from '../../src/modules/verification/turns.ts';

it('two at once in all, one of each cooperative, and one that comes again rests first', async () => {
  const turns = createTurns(2);
  const order: string[] = [];
  let [running, most] = [0, 0];
  const verify = (id: string, name = id) =>
    turns.run(id, async () => {
      order.push(name);
      running += 1;
      most = Math.max(most, running);
      await pause(20);
      running -= 1;
    });
  await Promise.all([verify('b'), verify('b', 'b again'), verify('c'), verify('d')]);
  expect(most).toBe(2);
  expect(order.slice(0, 2)).toEqual(['b', 'c']);
  await verify('a');
  await Promise.all([verify('a', 'a rested'), verify('e')]);
  expect(order.slice(5)).toEqual(['e', 'a rested']);
  await expect(turns.run('f', () => Promise.reject(new Error('broke off')))).rejects.toMatchObject({
    message: 'broke off',
  });
  await verify('f');
  expect(order.at(-1)).toBe('f');
});
