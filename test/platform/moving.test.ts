/**
 * A cooperative moves as the commands move it: whole or not at all, and it lives once. What stays says where its books go on and takes
 * nothing more; a copy older than one that came in is refused; and it moves on from place to place with all that was sealed.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootToRead } from '../../src/boot.ts';
import { parseConfig, type Config } from '../../src/config.ts';
import { verifyAll, verifyCooperative } from '../../src/modules/verification/index.ts';
import { moveIn, moveOut } from '../../src/moving.ts';
import { NoCopy } from '../../src/platform/backup.ts';
import { adoptRows } from '../../src/platform/command.ts';
import { keyedHashOf } from '../../src/platform/key-file.ts';
import { sealUpgrade } from '../../src/platform/migrations.ts';
import { readSeals, sealFiles } from '../../src/platform/seal-file.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { sealHeads } from '../../src/sealing.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { allPaid, openPayoutExample, readAnswer, sentBatch } from '../support/payout.ts';
import { environmentOf, signIn, startService, type Answer, type Person } from '../support/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-moving-'));
const place = (name: string) => join(folder, name);
const phrase = place('phrase');
const password = 'correct horse battery';
/** Where it is begun, and the third place. */
let first: TestApp;
let third: TestDatabase;
let administratorAtHome = '';
let otherRoot = '';
const today = dayInChina(new Date()).toString();

/** A data directory with a key of its own beside a database that stands already. */
function installation(name: string, key: string): string {
  mkdirSync(place(name));
  writeFileSync(join(place(name), 'hegu.key'), `${key.repeat(32)}\n`, { mode: 0o600 });
  return place(name);
}

interface Said {
  readonly status: number | null;
  readonly said: string;
}

/** As an upgrade there seals what it tells. */
const keyedBy = (path: string) => keyedHashOf(path) ?? expect.fail('there is no key');

/** A command as whoever looks after the service types it. */
function typed(environment: NodeJS.ProcessEnv, args: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += String(text)));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })));
}

const outOf = (cooperative: string, to: string, destination: string) =>
  [
    'move-out',
    '--cooperative',
    cooperative,
    '--to',
    to,
    '--phrase',
    phrase,
    '--destination',
    destination,
  ] as const;

async function decideClosing(test: TestApp, wish: object): Promise<void> {
  const { id } = await expectStatus(test.as('administrator').put('~/closing', wish), 202);
  await expectStatus(test.as('supervisor').post(`~/access-proposals/${id}/confirm`), 200);
}

async function verified(config: Config): Promise<readonly string[]> {
  const running = await bootToRead(config);
  const said: string[] = [];
  const holds = await verifyAll(running.services, (line) => void said.push(line));
  await running.close();
  expect([holds, holds ? [] : said]).toEqual([true, []]);
  return said;
}

beforeAll(async () => {
  writeFileSync(phrase, '一路平安 hegu 2026 搬家\n');
  first = await startTestApp({ clock: new Date('2025-03-03T02:00:00Z') });
  // The commands seal beside their own data directory, which is not that of this service.
  first.expectTampering('outside');
  await openPayoutExample(first);
  await readAnswer(first, await sentBatch(first), allPaid);
  first.setClock(null);
  third = await cloneDatabase();
  installation('first', '07');
  installation('third', '0c');
}, 600_000);
afterAll(async () => {
  await third.drop();
  await first.close();
  rmSync(folder, { recursive: true });
}, 120_000);

const configOf = (name: string, url: string) =>
  parseConfig({ HEGU_DATA_DIR: place(name), DATABASE_URL: url, HEGU_LANGUAGE: 'en' });
const at = (name: string, url: string) => environmentOf(place(name), { DATABASE_URL: url });

it('moves whole and verifies there, or nothing is written', async () => {
  const there = configOf('first', first.ownerUrl);
  const moved = { file: place('moved'), phrase, destination: '邻市服务' };
  const { cooperativeId } = first;
  await expect(moveOut(there, cooperativeId, moved)).rejects.toThrow(/is open/);
  await decideClosing(first, { closed: true, reason: '迁到邻市' });
  for (const destination of ['', '两\n行', 'un\u200bseen'])
    await expect(moveOut(there, cooperativeId, { ...moved, destination })).rejects.toThrow(/Say in a line/);
  // A slip of the hand: the key of the books is no place for it.
  const slip = { ...moved, file: there.HEGU_KEY_FILE };
  await expect(moveOut(there, cooperativeId, slip)).rejects.toThrow(/stands there already/);
  expect(readFileSync(there.HEGU_KEY_FILE, 'utf8')).toMatch(/^[0-9a-f]{64}/);
  expect(await moveOut(there, cooperativeId, moved)).toBe(0);
  // That it left stands outside the database at once, not only where the service starts next.
  const left = postgres(first.ownerUrl, { max: 1 });
  const [on] = await left`select entries::text from moved_on where cooperative_id = ${cooperativeId}`;
  await left.end();
  expect(readSeals(sealFiles(there)).at(-1)?.heads[cooperativeId]?.[0]).toBe(on?.['entries']);

  installation('second', '09');
  writeFileSync(place('other-phrase'), '一路平安 hegu 2026 回家\n');
  const to = await cloneDatabase();
  await to.owner`insert into row_digest (cooperative_id, table_name, operation, keys, digests)
    select ${await to.openCooperative()}, 'member', 'A', '{}', ''`;
  const here = configOf('second', to.url);
  const bytes = readFileSync(moved.file);
  for (const [name, spoilt] of Object.entries({
    short: bytes.subarray(0, bytes.length - 30),
    flipped: Buffer.from(bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte))),
    none: Buffer.from('hegu'),
  })) {
    writeFileSync(place(name), spoilt);
    await expect(moveIn(here, { ...moved, file: place(name) })).rejects.toThrow(NoCopy);
  }
  await expect(moveIn(here, { ...moved, phrase: place('other-phrase') })).rejects.toThrow(NoCopy);
  await expect(moveIn(there, moved)).rejects.toThrow(/stands here already.*and moved on to “邻市服务”/);
  expect(await to.owner`select from cooperative where id = ${cooperativeId}`).toHaveLength(0);

  expect(await moveIn(here, moved)).toBe(0);
  const before = postgres(first.ownerUrl, { max: 1 });
  const rows = (of: postgres.Sql, table: string) => of`
    select count(*)::int as n, md5(string_agg(r::text, '' order by r::text)) as hash from ${of(table)} r
    where cooperative_id = ${cooperativeId}`;
  for (const table of ['audit_entry', 'dividend_line', 'document', 'share_movement', 'journal_line'])
    expect([table, ...(await rows(to.owner, table))]).toEqual([table, ...(await rows(before, table))]);
  await before.end();
  const running = await bootToRead(here);
  const result = await verifyCooperative(running.services, cooperativeId);
  expect([result.findings, result.batches]).toEqual([[], 1]);
  // What the trail says of before it came holds no more where it came in.
  expect(result.noted.filter(({ remark }) => remark === 'moved-on')).toEqual([]);
  await running.close();
  await expect(moveIn(here, moved)).rejects.toThrow(/stands here already/);
  await to.drop();
}, 600_000);

it('where it left it is only read, says so on every screen and in verify, and two reopen it alone who say that the move failed', async () => {
  const accountant = first.as('accountant');
  const administrator = first.as('administrator');
  const moved = { destination: '邻市服务', on: today };
  expect((await expectStatus(first.as('auditor').get('~'), 200)).moved).toEqual(moved);
  const { cooperativeId } = first;
  const found = await expectStatus(
    first.stranger.get(`/api/v1/portal/place?cooperative=${cooperativeId}`),
    200,
  );
  expect(found.moved).toEqual(moved);
  const refused = async (asked: Promise<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await asked;
    return [status, body.code];
  };
  const entry = {
    date: '2025-06-01',
    summary: '水费',
    lines: [
      { account: '101', debit: '5.00' },
      { account: '501', credit: '5.00' },
    ],
  };
  expect(await refused(accountant.post('~/prepared-entries', entry))).toEqual([409, 'cooperative.moved']);
  expect(await refused(administrator.put('~/closing', { closed: false, reason: '照常' }))).toEqual([
    409,
    'cooperative.moved',
  ]);
  // Past the program: what was proposed without a word of the move is confirmed by nobody.
  const past = first.services.database.write(cooperativeId, async (tx) => {
    await tx.execute(sql`set constraints all deferred`);
    const { userId: chair } = first.as('administrator');
    await tx.execute(sql`insert into access_proposal (cooperative_id, id, number, kind, wish, recorded_at, recorded_by, recorded_by_name)
      values (${cooperativeId}::uuid, ${cooperativeId}::uuid, 4711, 'closing', '{"closed":false}', now(), ${chair}::uuid, 'x')`);
    await tx.execute(sql`insert into access_answer (cooperative_id, proposal_id, confirmed, warnings, recorded_at, recorded_by, recorded_by_name)
      values (${cooperativeId}::uuid, ${cooperativeId}::uuid, true, '[]', now(), ${first.as('supervisor').userId}::uuid, 'y')`);
  });
  await expect(past).rejects.toMatchObject({
    cause: { code: 'HG003', message: expect.stringContaining('moved on') },
  });
  const there = configOf('first', first.ownerUrl);
  expect((await verified(there)).join('\n')).toMatch(/it moved on to another installation.*邻市服务/);
  // Lost on its way, the file is made once more, for the same place.
  const again = await typed(at('first', first.ownerUrl), outOf(cooperativeId, place('again'), '邻市服务'));
  expect(again).toEqual({ status: 0, said: expect.stringContaining('moved out to') });
  const elsewhere = await typed(
    at('first', first.ownerUrl),
    outOf(cooperativeId, place('elsewhere'), '他市'),
  );
  expect(elsewhere).toEqual({ status: 1, said: expect.stringContaining('moved on to “邻市服务”') });

  await decideClosing(first, { closed: false, moveFailed: true, reason: '那里没有开成' });
  expect((await expectStatus(first.as('auditor').get('~'), 200)).moved).toBeNull();
  await expectStatus(accountant.post('~/prepared-entries', entry), 201);
  const failed = { closed: true, moveFailed: true, reason: '没有迁' };
  expect(await refused(administrator.put('~/closing', failed))).toEqual([409, 'cooperative.not-moved']);
  expect((await verified(there)).join('\n')).not.toMatch(/moved on/);
}, 600_000);

/** An installation of its own, with the PostgreSQL that comes along. */
const home = place('home');
const environment = environmentOf(home);

async function ok(asked: Promise<Answer>, status: number): Promise<Readonly<Record<string, unknown>>> {
  const { status: got, body } = await asked;
  expect([got, got === status ? undefined : body]).toEqual([status, undefined]);
  return body;
}

/** While the second place serves. */
async function atHome(
  work: (there: { address: string; root: string; as: (name: string) => Promise<Person> }) => Promise<void>,
): Promise<void> {
  const service = await startService(environment);
  const { address } = service;
  const root = `/api/v1/cooperatives/${first.cooperativeId}`;
  try {
    await work({ address, root, as: (name) => signIn(address, root, name, password) });
  } finally {
    expect(await service.end('SIGTERM')).toBe(0);
  }
}

const bill = (amount: string) => ({
  date: today,
  summary: '水费',
  lines: [
    { account: '101', debit: amount },
    { account: '501', credit: amount },
  ],
});

async function decideAtHome(as: (name: string) => Promise<Person>, closed: boolean): Promise<void> {
  const administrator = await as(administratorAtHome);
  const wish = { closed, reason: '按决议' };
  const { id } = await ok(administrator.put('~/closing', wish), 202);
  await ok((await as('supervisor')).post(`~/access-proposals/${String(id)}/confirm`, {}), 200);
}

it('opened where it came in it goes on: an entry, a paper, and all of it verifies', async () => {
  const { cooperativeId } = first;
  await decideClosing(first, { closed: true, reason: '再迁' });
  const left = await typed(at('first', first.ownerUrl), outOf(cooperativeId, place('to-second'), '第二处'));
  expect(left).toEqual({ status: 0, said: expect.stringContaining('moved out to') });

  let [name, secret]: (string | undefined)[] = [];
  await atHome(async ({ address }) => {
    [name, secret] = readFileSync(join(home, 'first-sign-in.txt'), 'utf8').trim().split('\n');
    const administrator = await signIn(address, '', String(name), String(secret));
    await administrator.put('/api/v1/session/password', { password: secret, newPassword: password });
  });
  administratorAtHome = String(name);
  const entered = await typed(environment, ['move-in', '--from', place('to-second'), '--phrase', phrase]);
  expect(entered).toEqual({ status: 0, said: expect.stringContaining('entered with') });
  const older = await typed(environment, ['move-in', '--from', place('again'), '--phrase', phrase]);
  expect(older).toEqual({
    status: 1,
    said: expect.stringMatching(/and one with \d+ came in here before: it is older/),
  });

  await atHome(async ({ address, as }) => {
    for (const [, userName = '', invitation = ''] of entered.said.matchAll(
      /^ .* (\w+) {2,}\S.* {2,}(\S+\.\S+)$/gm,
    ))
      await fetch(`${address}/api/v1/session/invitation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userName, invitation, password }),
      });
    const [accountant, reviewer] = [await as('accountant'), await as('reviewer')];
    expect((await ok(accountant.get('~'), 200))['moved']).toBeNull();
    await decideAtHome(as, false);
    // What was paid out had to come from somewhere.
    const paidIn = {
      ...bill('200000.00'),
      date: '2025-02-03',
      lines: [
        { account: '102', debit: '200000.00' },
        { account: '501', credit: '200000.00' },
      ],
    };
    const prepared = await ok(accountant.post('~/prepared-entries', paidIn), 201);
    await ok(reviewer.post(`~/prepared-entries/${String(prepared['id'])}/confirm`, {}), 201);
    await ok(accountant.post('~/documents/half-year-report', { period: '2025-H1' }), 201);
  });
  const sound = await typed(environment, ['verify']);
  expect(sound).toEqual({ status: 0, said: expect.stringContaining('trail entries') });
}, 900_000);

it('keys it came with that somebody changed stop its own writing alone, and are named in verify and to the administrator', async () => {
  const { cooperativeId } = first;
  await atHome(async ({ address }) => {
    const administrator = await signIn(address, '', administratorAtHome, password);
    const people = ['chair', 'supervisor', 'accountant'].map((role) => ({
      userName: `other-${role}`,
      displayName: role,
      roles: [role],
    }));
    const other = { name: '清溪', regionCode: '990106', effectiveOn: '2010-01-01', people };
    const opened = await ok(administrator.post('/api/v1/cooperatives', other), 201);
    otherRoot = `/api/v1/cooperatives/${String(opened['id'])}`;
    const founders = opened['people'] as readonly { userName: string; invitation: string }[];
    const { userName, invitation } = founders.find((each) => each.userName === 'other-accountant') ?? {};
    await fetch(`${address}/api/v1/session/invitation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, invitation, password }),
    });
  });
  const cluster = await startEmbeddedPostgres({ dataDir: home });
  const owner = postgres(cluster.url, { max: 1 });
  // Changed, and something waits that an upgrade is said to have written.
  const changeKeys = async (to: 'spoilt' | 'as they were') =>
    owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update moved_book set keys_cipher = set_byte(keys_cipher, 30, 255 - get_byte(keys_cipher, 30))`;
      if (to === 'spoilt') {
        await tx`insert into row_digest (cooperative_id, table_name, operation, keys, digests)
          values (${cooperativeId}, 'member', 'A', '{}', '')`;
        await sealUpgrade(tx, keyedBy(join(home, 'hegu.key')));
      } else await tx`delete from row_digest where operation = 'A' and cooperative_id = ${cooperativeId}`;
    });
  await changeKeys('spoilt');
  await atHome(async ({ address, as }) => {
    const accountant = await as('accountant');
    await ok(accountant.get('~/members'), 200);
    const refused = await accountant.post('~/prepared-entries', bill('8.00'));
    expect([refused.status, refused.body['code']]).toEqual([503, 'cooperative.keys-changed']);
    const elsewhere = await signIn(address, otherRoot, 'other-accountant', password);
    await ok(elsewhere.post('~/prepared-entries', bill('8.00')), 201);
    const administrator = await signIn(address, '', administratorAtHome, password);
    const { findings } = await ok(administrator.get('/api/v1/platform/verification'), 200);
    const said = (findings as readonly { says: string }[]).map(({ says }) => says);
    expect(said).toContainEqual(expect.stringMatching(/the cooperative that moved in, 双泉.*does not open/));
  });
  const named = await typed(environment, ['verify']);
  expect([named.status, named.said]).toEqual([
    1,
    expect.stringMatching(/✗ 双泉.*keys that the cooperative came with/),
  ]);
  expect(named.said).toMatch(/✓ 清溪/);
  await changeKeys('as they were');
  await owner.end();
  await cluster.stop();
  await atHome(async ({ as }) => {
    await ok((await as('accountant')).post('~/prepared-entries', bill('9.00')), 201);
  });
}, 900_000);

it('it moves on to a third place, verifies there, and each place opens what it sealed', async () => {
  const { cooperativeId } = first;
  await atHome(({ as }) => decideAtHome(as, true));
  const onward = await typed(environment, outOf(cooperativeId, place('to-third'), '第三处'));
  expect(onward).toEqual({ status: 0, said: expect.stringContaining('moved out to') });
  const here = at('third', third.url);
  const arrived = await typed(here, ['move-in', '--from', place('to-third'), '--phrase', phrase]);
  expect(arrived).toEqual({ status: 0, said: expect.stringContaining('entered with') });
  await verified(configOf('third', third.url));
  // A seal of the first place, as papers printed there show it, is found in the trail at the third.
  const [{ seal = '' } = {}] = await third.owner`
    select hash as seal from audit_entry where cooperative_id = ${cooperativeId} and number = 5`;
  const running = await bootToRead(configOf('third', third.url));
  const told: string[] = [];
  await verifyAll(running.services, (line) => void told.push(line), { seal: String(seal) });
  await running.close();
  expect(told.join('\n')).toContain(`the seal ${String(seal)} is trail entry`);
  await verified(configOf('first', first.ownerUrl));
  expect(await typed(environment, ['verify'])).toEqual({
    status: 0,
    said: expect.stringContaining('第三处'),
  });
}, 900_000);

it('where it left it comes back, gone on elsewhere, and the file of another trail does not', async () => {
  const { cooperativeId } = first;
  const onward = await typed(at('third', third.url), outOf(cooperativeId, place('back'), '回老家'));
  expect(onward).toEqual({ status: 0, said: expect.stringContaining('moved out to') });
  const there = configOf('first', first.ownerUrl);
  const owner = postgres(first.ownerUrl, { max: 1, onnotice: () => undefined });
  const back = { file: place('back'), phrase };
  const changed = async (set: string, says: RegExp) => {
    const [before] = await owner`select * from book where cooperative_id = ${cooperativeId}`;
    await owner.unsafe(`update book set ${set} where cooperative_id = '${cooperativeId}'`);
    await expect(moveIn(there, back)).rejects.toThrow(says);
    await owner`update book set seal = ${before?.['seal']}, last_entry_number = ${before?.['last_entry_number']}
      where cooperative_id = ${cooperativeId}`;
  };
  await changed('last_entry_number = last_entry_number + 1', /1 trail entries were recorded here/);
  await changed(`seal = repeat('f', 64)`, /does not verify here/);
  // An upgrade of the place it left takes over what it changed in the books that stayed, of a table that upgrades take over: that alone
  // gives way.
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into row_digest (cooperative_id, table_name, operation, keys, digests)
      select cooperative_id, table_name, 'A', keys, digests from row_digest
      where cooperative_id = ${cooperativeId} and table_name = 'access_entry' and operation = 'I' order by id limit 1`;
    await sealUpgrade(tx, keyedBy(there.HEGU_KEY_FILE));
  });
  const standing = async () => {
    const [row] =
      await owner`select last_entry_number::int as n from book where cooperative_id = ${cooperativeId}`;
    return Number(row?.['n']);
  };
  const stood = await standing();
  // A look before it the upgrade covers, and one after it nothing.
  await expectStatus(first.as('reviewer').get('~/members'), 200);
  const upgraded = await bootToRead(there);
  await adoptRows(upgraded.services, [cooperativeId], (_id, error) => {
    throw error;
  });
  await sealHeads(upgraded.services);
  await upgraded.close();
  expect(await standing()).toBe(stood + 1);
  // What stands behind it is that entry: a head that is none is not let through for its sake.
  await changed(`seal = repeat('f', 64)`, /does not go on from what left here/);
  // Whoever looked at the books that stayed is not forgotten.
  await expectStatus(first.as('auditor').get('~/members'), 200);
  const looked = () =>
    owner`select r::text from access_entry r where cooperative_id = ${cooperativeId} order by 1`;
  const before = await looked();
  expect(await moveIn(there, back)).toBe(0);
  const after = (await looked()).map(({ r }) => String(r));
  expect(before.filter(({ r }) => !after.includes(String(r)))).toEqual([]);
  const [came] = await owner`
    select (select count(*)::int from moved_book where cooperative_id = ${cooperativeId}) as comings,
      (select last_entry_number::text from book where cooperative_id = ${cooperativeId}) as here`;
  const [gone] =
    await third.owner`select last_entry_number::text as there from book where cooperative_id = ${cooperativeId}`;
  await owner.end();
  expect([came?.['comings'], came?.['here']]).toEqual([1, gone?.['there']]);
  expect((await expectStatus(first.as('auditor').get('~'), 200)).moved).toBeNull();
  const said = (await verified(there)).join('\n');
  expect(said).not.toMatch(/moved on/);
  expect(said).toMatch(/what an upgrade entered here after it had left gave way/);
  // As any other that is closed, and a file that came in once does not come in again.
  await expect(moveIn(there, back)).rejects.toThrow(/stands here already/);
  await decideClosing(first, { closed: false, reason: '迁回' });
  await expectStatus(first.as('accountant').post('~/prepared-entries', bill('6.00')), 201);
  await verified(there);
  // What one place has that another has not is named there as soon as it hears of it.
  const heard = await typed(environment, ['verify', '--against', join(place('first'), 'seals.jsonl')]);
  expect(heard).toEqual({ status: 1, said: expect.stringMatching(/✗ 双泉/) });
}, 900_000);

it('restored from before it came, a place still refuses a copy older than the one that came in', async () => {
  const empty = await cloneDatabase();
  // The database is of before; the seal file is not.
  const refused = moveIn(configOf('third', empty.url), { file: place('to-second'), phrase });
  await expect(refused).rejects.toThrow(/it is older/);
  const [row] = await empty.owner`select count(*)::int as n from cooperative`;
  expect(row?.['n']).toBe(0);
  await empty.drop();
}, 300_000);
