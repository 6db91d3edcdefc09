/** How imports end: entered or cancelled and never both, given up after two deaths, put back when the service stops. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { importLine } from '../../src/modules/exchange/import-line.ts';
import { confirmImport, receiveFile, runImport } from '../../src/modules/exchange/imports.ts';
import { defineCommand, execute } from '../../src/platform/command.ts';
import { sha256 } from '../../src/platform/hash-chain.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { refusing } from '../support/refusing.ts';

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

const accountant = () => test.as('accountant');
let number = 0;
/** A roster of one new person, received and not begun, or checked and confirmed and not begun to be entered. */
async function received(isConfirmed = true): Promise<string> {
  number += 1;
  const bytes = Buffer.from(
    `股东编号,姓名,性别,户号,与户主关系,入社日期\nZ${number},成员,男,Z${number},户主,2010-01-02`,
  );
  const sender = { cooperativeId: test.cooperativeId, userId: accountant().userId };
  const id = await receiveFile(test.services, sender, {
    kind: 'roster',
    fileName: 'roster.csv',
    bytes,
    sha256: sha256(bytes),
  });
  if (!isConfirmed) return id;
  await run(id);
  // Without the line of the service, which would take it up.
  await execute(test.services, confirmImport, sender, { importId: id, rows: 1 });
  return id;
}
const confirm = (id: string, rows = 1) => accountant().post(`~/imports/${id}/confirm`, { rows });
const run = (id: string, stopped?: AbortSignal) =>
  runImport(test.services, test.cooperativeId, id, stopped && { stopped });
const stateOf = async (id: string) =>
  (await expectStatus(accountant().get(`~/imports/${id}`), 200)).state as string;
const cancelled = (id: string) => accountant().post(`~/imports/${id}/cancel`);
const people = async () => (await owner`select 1 from member`).length;
const kept = async (id: string) =>
  (await owner<{ kept: boolean }[]>`select content is not null as kept from import_file where id = ${id}`)[0]
    ?.kept;

/** Runs an import while its book is in other hands; `meanwhile` is told when it waits for the book. */
async function heldAtTheBook(
  id: string,
  meanwhile: () => Promise<void>,
  stopped?: AbortSignal,
): Promise<void> {
  const running = await owner.begin(async (sql) => {
    await sql`select 1 from book where cooperative_id = ${test.cooperativeId} for update`;
    const work = run(id, stopped);
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('entering');
    await meanwhile();
    return { work };
  });
  await running.work;
}

describe('an import', () => {
  it('that waits is cancelled at once, and is not taken up afterwards', async () => {
    const id = await received();
    expect(await expectStatus(cancelled(id), 200)).toMatchObject({ state: 'cancelled' });
    const before = await people();
    await run(id);
    expect([await stateOf(id), await people(), await kept(id)]).toEqual(['cancelled', before, false]);
  });

  it('that is being entered is cancelled whole', async () => {
    const id = await received();
    const before = await people();
    await heldAtTheBook(id, async () => void (await expectStatus(cancelled(id), 200)));
    expect([await stateOf(id), await people(), await kept(id)]).toEqual(['cancelled', before, false]);
    const [row] = await owner`select cancelled_by from import_file where id = ${id}`;
    expect(row?.['cancelled_by']).toBe(accountant().userId);
  });

  it('enters nobody before somebody has confirmed the rows that were read of it', async () => {
    const id = await received(false);
    const before = await people();
    await run(id);
    expect([await stateOf(id), await people()]).toEqual(['checked', before]);
    const { body } = await confirm(id, 2);
    expect(body.code).toBe('import.rows-differ');
    expect(body.detail).toContain('2 rows were confirmed and 1 were read');
    await run(id);
    expect([await stateOf(id), await people()]).toEqual(['checked', before]);
    await expectStatus(confirm(id), 202);
    await run(id);
    expect([await stateOf(id), await people()]).toEqual(['done', before + 1]);
  });

  it('enters as who confirmed it, with who uploaded it beside them', async () => {
    const id = await received(false);
    await run(id);
    const wish = { userName: 'second-accountant', displayName: '第二位会计', roles: ['accountant'] };
    const proposed = await expectStatus(test.as('chair').post('~/users', wish), 202);
    const { userId } = await expectStatus(
      test.as('supervisor').post(`~/access-proposals/${proposed.id as string}/confirm`),
      200,
    );
    const second = { userId: userId as string };
    const context = { cooperativeId: test.cooperativeId, userId: second.userId };
    await execute(test.services, confirmImport, context, { importId: id, rows: 1 });
    await run(id);
    const told = await expectStatus(accountant().get(`~/imports/${id}`), 200);
    expect(told).toMatchObject({ state: 'done', confirmedBy: '第二位会计' });
    expect(told.uploadedBy).not.toBe(told.confirmedBy);
    const entries = await owner<{ command: string; user: string; content: string }[]>`
      select command, actor_id as user, notes::text as content from audit_entry
      where cooperative_id = ${test.cooperativeId} and notes::text like ${`%${id}%`} order by number`;
    const entered = entries.find(({ command }) => command === 'exchange.import-roster');
    expect(entered).toMatchObject({ user: second.userId });
    expect(entered?.content).toContain(`"uploadedBy": "${accountant().userId}"`);
  });

  it('leaves everybody else to read of the same people while it enters, and that is written down', async () => {
    const holding = defineCommand({
      name: 'exchange.import-roster',
      action: 'exchange.import',
      input: z.strictObject({}),
      run: async () => ({ status: (await test.as('auditor').get('~/members?limit=1')).status }),
    });
    const sender = { cooperativeId: test.cooperativeId, userId: accountant().userId };
    expect(await execute(test.services, holding, sender, {})).toEqual({ status: 200 });
    const [seen] = await owner`select count(*)::int as count from access_entry where act = 'listMembers'`;
    expect(seen).toEqual({ count: 1 });
  });

  it('enters nothing where it is read otherwise than it was confirmed', async () => {
    const id = await received();
    const before = await people();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner`update import_file set reading = jsonb_set(reading, '{last}', '"Z0 别人"') where id = ${id}`;
    await owner.end();
    await run(id);
    const { state, faults } = await expectStatus(accountant().get(`~/imports/${id}`), 200);
    expect([state, faults[0].code, await people()]).toEqual(['refused', 'import.reading-differs', before]);
  });

  it('is not received where twenty files are kept already, whether they wait or were checked; one given up makes room', async () => {
    const ids = [];
    const wanted = "state in ('waiting', 'reading', 'entering', 'checked')";
    const [{ kept: before } = { kept: 0 }] = await owner<{ kept: number }[]>`
      select count(*)::int as kept from import_file where ${owner.unsafe(wanted)}`;
    for (let at = before; at < 20; at += 1) ids.push(await received(false));
    await expect(received(false)).rejects.toThrow(refusing('import.too-many-waiting'));
    const [first = '', ...others] = ids;
    await run(first);
    expect(await stateOf(first)).toBe('checked');
    await expect(received(false)).rejects.toThrow(refusing('import.too-many-checked'));
    expect(await expectStatus(cancelled(first), 200)).toMatchObject({ state: 'cancelled' });
    ids.push(await received(false));
    for (const id of [...others, ids.at(-1) ?? '']) await expectStatus(cancelled(id), 200);
  });

  it('that was checked and is not wanted gives its file up', async () => {
    const id = await received(false);
    await run(id);
    expect([await stateOf(id), await kept(id)]).toEqual(['checked', true]);
    await expectStatus(cancelled(id), 200);
    expect([await stateOf(id), await kept(id)]).toEqual(['cancelled', false]);
    expect((await confirm(id)).body.code).toBe('import.not-checked');
  });

  it('that is done cannot be cancelled, nor one that is cancelled, nor one that is not there', async () => {
    const id = await received();
    await run(id);
    expect(await stateOf(id)).toBe('done');
    for (const ended of [id, await received().then(async (other) => (await cancelled(other), other))])
      expect((await cancelled(ended)).body).toMatchObject({ status: 409, code: 'import.ended' });
    expect((await cancelled('0197e3a0-5c00-7000-8000-000000000001')).status).toBe(404);
  });

  it('is cancelled by nobody who may not import', async () => {
    const id = await received();
    expect((await test.as('auditor').post(`~/imports/${id}/cancel`)).status).toBe(403);
    await run(id);
    expect(await stateOf(id)).toBe('done');
  });

  it('that ended the service twice is given up in words', async () => {
    const id = await received();
    await owner`update import_file set state = 'reading', attempts = 2 where id = ${id}`;
    const before = await people();
    await run(id);
    const told = (await accountant().get(`~/imports/${id}`)).body;
    expect([told.state, told.faults.map(({ code }: { code: string }) => code)]).toEqual([
      'failed',
      ['import.given-up'],
    ]);
    expect([await people(), await kept(id)]).toEqual([before, false]);
  });

  it('that ended the service once is taken up again', async () => {
    const id = await received();
    await owner`update import_file set state = 'entering', attempts = 1 where id = ${id}`;
    await run(id);
    expect(await stateOf(id)).toBe('done');
  });

  it('that is at work when the service stops goes back in line, and that was no attempt', async () => {
    const id = await received();
    const before = await people();
    const stopping = new AbortController();
    await owner`update import_file set attempts = 1 where id = ${id}`;
    const reading = run(id, stopping.signal);
    stopping.abort();
    await reading;
    const [row] = await owner`select state, attempts from import_file where id = ${id}`;
    expect([row, await people()]).toEqual([{ state: 'waiting', attempts: 1 }, before]);
    await run(id);
    expect(await stateOf(id)).toBe('done');
  });
});

it('the line takes up what was left, and closes without waiting for what has not begun', async () => {
  const [first, second] = [await received(), await received()];
  const line = importLine(test.services, (error) => expect.fail(String(error)));
  await line.resume();
  await expect
    .poll(async () => [await stateOf(first), await stateOf(second)], { timeout: 20_000 })
    .toEqual(['done', 'done']);
  const third = await received();
  await line.close();
  line.add(test.cooperativeId, third);
  expect(await stateOf(third)).toBe('waiting');
  await run(third);
});
