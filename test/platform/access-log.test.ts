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

it('of ten thousand refusals within an hour a hundred stand one by one, and then their number as it doubles', async () => {
  // The hour does not end meanwhile.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-30T01:00:00Z') });
  const rows: { act: string; about: string; refused: string | null }[] = [];
  const insert = () => ({ values: async (row: (typeof rows)[number]) => void rows.push(row) });
  const services = {
    clock: () => new Date(),
    identify: async () => null,
    database: { write: async (_id: string, work: (tx: Tx) => Promise<void>) => work({ insert } as never) },
  } as unknown as Services;
  const look = (userId: string, about: string, refused: string | null = 'access.forbidden') =>
    noteAccess(services, 'c', { userId, kind: 'register', act: 'members.unmask', about, refused });
  for (let each = 1; each <= 10_000; each += 1) await look('u', `wish ${each}`);
  const told = rows.splice(0);
  expect(told.slice(0, 100).map(({ about }) => about)).toEqual(
    Array.from({ length: 100 }, (_, index) => `wish ${index + 1}`),
  );
  expect(told.slice(100).map(({ act, about, refused }) => [act, about, refused])).toEqual(
    ['200', '400', '800', '1600', '3200', '6400'].map((many) => ['refusals', many, 'access.forbidden']),
  );
  // Whoever else is refused, and what is given, stands as before.
  await look('v', 'another');
  await look('u', 'given', null);
  expect(rows.map(({ about }) => about)).toEqual(['another', 'given']);
  vi.useRealTimers();
});
