/**
 * A large import costs as much for each row as the first one did, whatever was rolled back before and whatever PostgreSQL
 * believes of its tables: counted in rows that its checks read, not in seconds.
 */
import postgres from 'postgres';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importNow } from '../../src/modules/exchange/index.ts';
import { rowsOf, text } from '../../src/platform/rows.ts';
import { sql } from 'drizzle-orm';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openTill } from '../support/books.ts';
import { expectStatus } from '../support/cooperative.ts';
import { makePensions, paidPensions, setPensionRule } from '../support/pension.ts';

const PEOPLE = 1_500;
/** Rows read for each that enters: its household, its own checks and little else. Quadratic, it would be a thousand. */
const READ_AT_MOST = 40;
/** By keys it is 44: of the two months before, each line with its order, its payment and its answer. Joined freely, 3,000. */
const ORDERS_READ_AT_MOST = 45;

const REGISTER = ['member', 'household', 'member_standing', 'household_placement'];

let test: TestApp;
let owner: postgres.Sql;
beforeAll(async () => {
  test = await startTestApp();
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end({ timeout: 1 });
  await test.close();
});

const heads = '股东编号,姓名,户号,与户主关系,入社日期,性别,出生日期,退休日期';
function roster(from: number): Buffer {
  const rows = Array.from({ length: PEOPLE }, (_, at) => {
    const household = from + Math.floor(at / 4);
    return `${from + at},成员${at},${household},${['户主', '配偶', '子女', '子女'][at % 4]},2010-01-02,${at % 4 ? ',,' : '男,1945-01-01,2009-01-02'}`;
  });
  return Buffer.from([heads, ...rows].join('\n'));
}

async function enter(from: number, dryRun: boolean): Promise<void> {
  const sender = { cooperativeId: test.cooperativeId, userId: test.as('accountant').userId };
  const file = { kind: 'roster', fileName: 'roster.csv', bytes: roster(from) } as const;
  const { database } = test.services;
  // PostgreSQL counts the tables by itself just before rows enter, as it may at any time.
  const tend = async (tables: readonly string[]) => {
    await database.tend(tables);
    await owner.unsafe(`analyze ${REGISTER.join(', ')}`);
  };
  const services = { ...test.services, database: { ...database, tend } };
  const { state } = await importNow(services, sender, file, !dryRun);
  expect(state).toBe(dryRun ? 'checked' : 'done');
  if (dryRun) return;
  const { changes } = await expectStatus(test.as('reviewer').get('~/register-changes'), 200);
  for (const { id } of (changes as { id: string; state: string }[]).filter(
    (each) => each.state === 'awaiting',
  ))
    await expectStatus(test.as('reviewer').post(`~/register-changes/${id}/confirm`), 200);
}

const ORDERS = [
  'pension_line',
  'pension_run',
  'payment_order',
  'payment_order_end',
  'payment_line',
  'payment_result',
];

/** Rows of these tables that were read so far, once PostgreSQL has counted them all. */
async function readOf(tables: readonly string[]): Promise<number> {
  for (let last = -1; ; await pause(1_200)) {
    const [row] = await owner<{ n: number }[]>`
      select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::int as n from pg_stat_user_tables
      where relname = any(${tables})`;
    if (row?.n === last) return last;
    last = row?.n ?? 0;
  }
}

const pagesOf = async (table: string) =>
  (await owner<{ n: number }[]>`select (pg_relation_size(${table}::regclass) / 8192)::int as n`)[0]?.n;

it('a writing unit plans its checks for any values, a reading one for those at hand', async () => {
  const { database, cooperativeId } = test;
  const mode = (unit: typeof database.read) =>
    unit(cooperativeId, (tx) =>
      rowsOf(tx, sql`select current_setting('plan_cache_mode') as mode`, { mode: text }),
    );
  expect(await mode((id, work) => database.write(id, work))).toEqual([{ mode: 'force_generic_plan' }]);
  expect(await mode((id, work) => database.read(id, work))).toEqual([{ mode: 'auto' }]);
});

// Checked to fail: without `tend` before an import, or looked through where there is a key, each new row reads all that entered
// before it, a thousand times as many.
it('pages full of what was rolled back, with statistics that promise no rows, do not slow the next import', async () => {
  await owner.unsafe(`
    begin;
    insert into member (cooperative_id, id, register_number, sort_key, name, recorded_at, changed_at)
      select '${test.cooperativeId}', gen_random_uuid(), i::text, i::text, 'x', now(), now()
      from generate_series(1, 3000) i;
    rollback;
    analyze member`);
  const before = await readOf(REGISTER);
  await enter(1, false);
  expect(((await readOf(REGISTER)) - before) / PEOPLE).toBeLessThan(READ_AT_MOST);
}, 90_000);

it('after a large entry PostgreSQL knows at once what is there', async () => {
  const known = await owner`select reltuples::int as rows from pg_class where relname = 'member'`;
  expect([...known]).toEqual([{ rows: PEOPLE }]);
});

// Checked to fail: joined freely, the guard reads all that was ever paid for each line that enters, 3,000 rows a line.
it('the third month of pensions reads as little for each line as keys ask for, before PostgreSQL has counted the first', async () => {
  const payOn = '2026-12-31';
  test.setClock(new Date('2026-12-31T02:00:00Z'));
  await openTill(test);
  await owner`alter table pension_line set (autovacuum_enabled = false)`;
  await expectStatus(setPensionRule(test, { from: '2025-01', age: { male: 60, female: 55 } }), 201);
  for (const month of ['2025-01', '2025-02']) await paidPensions(test, month, { payOn });
  // A connection at rest tells within ten seconds what it read: none of it is counted among what follows.
  await pause(11_000);
  const before = await readOf(ORDERS);
  const { count } = await expectStatus(makePensions(test, '2025-03', { payOn }), 201);
  expect(count).toBe(PEOPLE / 4);
  // What was read is counted a while after: nothing at all was only not counted yet.
  let after = before;
  while (after === before) after = await readOf(ORDERS);
  expect((after - before) / count).toBeLessThan(ORDERS_READ_AT_MOST);
}, 60_000);

it('a dry run leaves no pages behind', async () => {
  const before = await pagesOf('member');
  await enter(100_001, true);
  expect(await pagesOf('member')).toBe(before);
}, 60_000);
