/** Books in tests: entries by hand with both their people, money to begin with, years closed with their months. */
import type { Reply, TestApp } from './app.ts';
import { expectStatus } from './cooperative.ts';

export const debit = (account: string, amount: string) => ({ account, debit: amount });
export const credit = (account: string, amount: string) => ({ account, credit: amount });

/** Prepared by the accountant and confirmed by the reviewer; what one of them is refused is returned as it is. */
export async function enterByHand(test: TestApp, entry: object): Promise<Reply> {
  return confirmed(test, await test.as('accountant').post('~/prepared-entries', entry));
}

/** The same for what takes an entry back. */
export async function takeBack(test: TestApp, entryId: string, wish: object): Promise<Reply> {
  return confirmed(test, await test.as('accountant').post(`~/journal/${entryId}/reverse`, wish));
}

async function confirmed(test: TestApp, prepared: Reply): Promise<Reply> {
  if (prepared.status !== 201) return prepared;
  return test.as('reviewer').post(`~/prepared-entries/${prepared.body.id as string}/confirm`);
}

/** What the till and the bank begin with: more than a test pays, from before anything it does. */
export const openTill = (test: TestApp, on = '2009-01-01', amount = '1000000.00'): Promise<void> =>
  openWith(test, on, amount, '322.02');

async function openWith(test: TestApp, on: string, amount: string, other: string): Promise<void> {
  const lines = [debit('101', amount), debit('102', amount), credit('301', amount), credit(other, amount)];
  const opening = { kind: 'opening', date: on, summary: '建账余额', lines };
  await expectStatus(enterByHand(test, opening), 201);
}

const opened = new WeakSet<TestApp>();

/** Capital alone, for whoever is about to hand out cash of what was posted, once a test: until then nobody keeps the books here. */
export async function fillTill(test: TestApp): Promise<void> {
  if (opened.has(test)) return;
  opened.add(test);
  await openWith(test, '2009-01-01', '1000000.00', '301');
}

/** Every booked month before its December, those of earlier years included, then the year. */
export async function closeYear(test: TestApp, year: number): Promise<Reply> {
  const accountant = test.as('accountant');
  const { entries } = await expectStatus(
    accountant.get(`~/journal?from=1990-01-01&to=${year}-11-30&limit=999`),
    200,
  );
  const { closed } = await expectStatus(accountant.get('~/months'), 200);
  const shut = new Set((closed as { month: string }[]).map(({ month }) => month));
  const months = new Set((entries as { date: string }[]).map(({ date }) => date.slice(0, 7)));
  for (const month of [...months].sort())
    if (!shut.has(month)) await expectStatus(accountant.post(`~/months/${month}/close`), 200);
  return accountant.post(`~/years/${year}/close`);
}
