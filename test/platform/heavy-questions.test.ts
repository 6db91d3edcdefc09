/** Questions that read much of one cooperative's books are answered one after the other, and hold up nobody else. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createHeavyQuestions } from '../../src/platform/heavy-questions.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { refusing } from '../support/refusing.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** How many units of work of the cooperative were open at once while these were asked, and how they were answered. */
async function atOnce(paths: readonly string[]) {
  const { database } = test.services;
  const read = database.read.bind(database);
  let [open, most] = [0, 0];
  const watched = vi.spyOn(database, 'read').mockImplementation(async (id, work, openedFor) => {
    open += 1;
    most = Math.max(most, open);
    await pause(20);
    return read(id, work, openedFor).finally(() => (open -= 1));
  });
  const roles = ['accountant', 'chair', 'reviewer'] as const;
  const replies = await Promise.all(roles.flatMap((role) => paths.map((path) => test.as(role).get(path))));
  watched.mockRestore();
  return { most, statuses: [...new Set(replies.map(({ status }) => status))] };
}

it('claims and the checklist of one cooperative are read one at a time, whoever asks; its register is not', async () => {
  const heavy = ['~/payout-claims', '~/payout-claims/waiting', '~/half-year-checklist?period=2011-H1'];
  const asked = await atOnce([...heavy, ...heavy].slice(0, 5));
  expect(asked.statuses).toEqual([200]);
  // Beside the one that reads, the look at one that was answered is noted.
  expect(asked.most).toBeLessThanOrEqual(1);
  expect((await atOnce(['~/share-classes', '~/share-classes'])).most).toBeGreaterThan(1);
});

it('of one person four wait, and another cooperative is asked meanwhile', async () => {
  const turns = createHeavyQuestions(10);
  const order: string[] = [];
  const ask = (cooperativeId: string, userId: string, name: string) =>
    turns.run({ cooperativeId, userId }, async () => {
      await pause(20);
      order.push(name);
    });
  const own = ['1', '2', '3', '4', '5'].map((name) => ask('c', 'one', name));
  await expect(ask('c', 'one', '6')).rejects.toThrow(refusing('service.busy'));
  await Promise.all([...own, ask('c', 'two', 'of another person'), ask('d', 'three', 'elsewhere')]);
  expect(order.slice(0, 2).sort()).toEqual(['1', 'elsewhere']);
  expect(order.indexOf('of another person')).toBeLessThan(3);
  expect(order).toHaveLength(7);
});
