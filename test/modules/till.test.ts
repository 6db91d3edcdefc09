/** Money and years that two people stand by: the count of the till, and the confirmation of a closed year. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { closeYear, enterByHand } from '../support/books.ts';
import { expectStatus } from '../support/cooperative.ts';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-03-02T02:00:00Z') });
  const lines = [
    { account: '101', debit: '600.00' },
    { account: '501', credit: '600.00' },
  ];
  await expectStatus(enterByHand(test, { date: '2025-12-31', summary: '收现金', lines }), 201);
});
afterAll(() => test.close());

const asOwner = async (text: string) => {
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return await owner.unsafe(text);
  } finally {
    await owner.end();
  }
};

it('the cashier counts, whoever stood by confirms, and a difference is explained', async () => {
  const cashier = test.as('cashier');
  expect((await test.as('accountant').post('~/till-counts', { account: '101', counted: '600' })).status).toBe(
    403,
  );
  const short = await cashier.post('~/till-counts', { account: '101', counted: '598.00' });
  expect(short.body.code).toBe('books.till-unexplained');
  const explained = { account: '101', counted: '598.00', explanation: '找零差错' };
  const { id, booked } = await expectStatus(cashier.post('~/till-counts', explained), 201);
  expect(booked).toBe('600.00');
  expect((await cashier.post(`~/till-counts/${id}/confirm`)).status).toBe(403);
  await expect(
    asOwner(
      `insert into till_count_answer select cooperative_id, id, true, null, now(), recorded_by, 'x' from till_count`,
    ),
  ).rejects.toThrow('another than who counted');
  await expect(
    asOwner(`insert into till_count select cooperative_id, gen_random_uuid(), 9, account, day - 30, counted, counted, null, recorded_at,
      recorded_by, 'x' from till_count`),
  ).rejects.toThrow('on the day itself');
  expect((await expectStatus(test.as('accountant').post(`~/till-counts/${id}/confirm`), 200)).state).toBe(
    'confirmed',
  );
  expect((await test.as('supervisor').post(`~/till-counts/${id}/confirm`)).body.code).toBe(
    'books.till-count-answered',
  );
  const { counts } = await expectStatus(test.as('auditor').get('~/till-counts'), 200);
  expect(counts).toHaveLength(1);
});

it('the accountant closes a year, another confirms it, once', async () => {
  expect((await test.as('chair').post('~/years/2025/confirm')).body.code).toBe('books.year-open');
  await expectStatus(closeYear(test, 2025), 201);
  expect((await test.as('accountant').post('~/years/2025/confirm')).status).toBe(403);
  await expect(
    asOwner(`insert into year_confirmation select cooperative_id, id, 2025, now(), recorded_by, 'x' from journal_entry
      where source like 'year-close:2025:%' limit 1`),
  ).rejects.toThrow('another than who closed it');
  await expectStatus(test.as('supervisor').post('~/years/2025/confirm'), 200);
  expect((await test.as('chair').post('~/years/2025/confirm')).body.code).toBe('books.year-confirmed');
});
