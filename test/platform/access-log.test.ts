/** What is remembered of looks is as long as what is written down of them, whatever was sent. */
import { afterEach, expect, it, vi } from 'vitest';
import { noteAccess } from '../../src/platform/access-log.ts';
import type { Tx } from '../../src/platform/database.ts';
import type { Services } from '../../src/platform/services.ts';

afterEach(() => void vi.useRealTimers());

it('what differs beyond what is written down is the same look, and is not remembered', async () => {
  const written: string[] = [];
  const insert = () => ({ values: async ({ about }: { about: string }) => void written.push(about) });
  const services = {
    clock: () => new Date(),
    identify: async () => null,
    database: { write: async (_id: string, work: (tx: Tx) => Promise<void>) => work({ insert } as never) },
  } as unknown as Services;
  const look = (about: string) =>
    noteAccess(services, 'c', { userId: 'u', kind: 'register', act: 'members.unmask', about });
  for (const end of ['1', '2', '3']) await look(`${'A'.repeat(600)}${end}`);
  expect(written).toEqual(['A'.repeat(600)]);
  // Half of a pair at the cut is kept nowhere.
  await look(`${'B'.repeat(599)}\u{20000}`);
  expect(written[1]).toBe('B'.repeat(599));
  await look('C');
  expect(written.length).toBe(3);
});

it('a look under a clock that ran ahead does not hide the same look once the clock is right', async () => {
  const written: string[] = [];
  const insert = () => ({ values: async ({ about }: { about: string }) => void written.push(about) });
  const services = {
    clock: () => new Date(),
    identify: async () => null,
    database: { write: async (_id: string, work: (tx: Tx) => Promise<void>) => work({ insert } as never) },
  } as unknown as Services;
  const look = () =>
    noteAccess(services, 'c', { userId: 'u', kind: 'register', act: 'members.read', about: 'D' });
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2036-11-30T01:00:00Z') });
  await look();
  vi.setSystemTime(new Date('2026-11-30T01:00:00Z'));
  await look();
  await look();
  expect(written).toEqual(['D', 'D']);
});
