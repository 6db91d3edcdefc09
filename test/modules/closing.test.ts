/**
 * A cooperative that is closed by two people is read and no more written, until two people open it again: each operation that
 * changes something, imports, keys, papers, and what somebody else was just writing.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWithinCooperative, type AnyEndpoint } from '../../src/contract/endpoint.ts';
import { permissions, roles as everyRole, type Role } from '../../src/domain/permission.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { receiveFile, runImport } from '../../src/modules/exchange/imports.ts';
import { confirmAccess } from '../../src/modules/powers/commands.ts';
import { resealEverywhere } from '../../src/modules/verification/index.ts';
import { execute } from '../../src/platform/command.ts';
import { connectDatabase } from '../../src/platform/database.ts';
import { sha256 } from '../../src/platform/hash-chain.ts';
import { createVault } from '../../src/platform/vault.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { chain } from '../support/staff.ts';
import { chanceOf, fitting, KnownIds, requestOf } from '../support/fuzz.ts';
import { password } from '../support/staff.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const refusal = ({ status, body }: Reply) => [status, body.code];
const propose = (closed: boolean) =>
  test.as('administrator').put('~/closing', { closed, reason: '合并到邻社' });
const confirm = (id: string, role: 'supervisor' | 'administrator' = 'supervisor') =>
  test.as(role).post(`~/access-proposals/${id}/confirm`);
/** By both, one after the other. */
async function byTwo(closed: boolean): Promise<void> {
  const { id } = await expectStatus(propose(closed), 202);
  await expectStatus(confirm(id as string), 200);
}
const rename = () => test.as('chair').post('~/names', { name: '新名称', effectiveOn: '2012-01-01' });

it('an administrator proposes it, a supervisor confirms it, and it is undone likewise', async () => {
  expect(refusal(await test.as('chair').put('~/closing', { closed: true, reason: '自己关' }))).toEqual([
    403,
    'access.forbidden',
  ]);
  expect(refusal(await propose(false))).toEqual([409, 'cooperative.closed-already']);
  const { id } = await expectStatus(propose(true), 202);
  const roles = { roles: ['representative', 'shareholder'] };
  const users = `~/users/${test.as('representative').userId}/roles`;
  const waiting = await expectStatus(test.as('chair').put(users, roles), 202);
  expect(refusal(await confirm(id as string, 'administrator'))).toEqual([403, 'access.confirmed-by-another']);
  await expectStatus(rename(), 201);
  await expectStatus(confirm(id as string), 200);

  expect(refusal(await rename())).toEqual([409, 'cooperative.closed']);
  expect(refusal(await confirm(waiting.id as string)), 'who gets power meanwhile').toEqual([
    409,
    'cooperative.closed',
  ]);
  const { closedAt } = await expectStatus(test.as('accountant').get('~'), 200);
  expect(closedAt).not.toBeNull();
  await expectStatus(test.as('auditor').get('~/members'), 200);
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const written = owner`insert into audit_entry select (jsonb_populate_record(null::audit_entry,
    to_jsonb(e) || '{"number": 999999, "command": "shares.move"}'::jsonb)).* from audit_entry e limit 1`;
  await expect(written).rejects.toThrow('is closed');
  const alone = owner`insert into access_answer (cooperative_id, proposal_id, confirmed, warnings, recorded_at, recorded_by, recorded_by_name)
    select cooperative_id, id, true, '[]', now(), ${test.as('chair').userId}, 'x' from access_proposal where kind = 'closing'`;
  await expect(alone).rejects.toThrow('whoever confirms is supervisor');
  await owner.end();

  await byTwo(false);
  await expectStatus(rename(), 201);
  expect((await expectStatus(test.as('accountant').get('~'), 200)).closedAt).toBeNull();
});

const refused = [409, 'cooperative.closed'];
const within: readonly AnyEndpoint[] = endpointGroups
  .flatMap((group): AnyEndpoint[] => Object.values(group.endpoints))
  .filter(isWithinCooperative);
/** Change nothing: they come as a body because of what they ask. */
const questions = ['searchMembers', 'compareSchemes', 'previewPlan'];
/** Reopening, and showing out whoever still reads; what was not entered is given up. */
const goesOn = [
  'proposeClosing',
  'confirmAccess',
  'refuseAccess',
  'suspendUser',
  'endEntry',
  'endOwnMandate',
  'cancelImport',
];
const mayAsk = ({ action }: AnyEndpoint): Role =>
  (permissions as Readonly<Record<string, readonly Role[]>>)[action]?.[0] ?? everyRole[0];

/** The first answer to something that fits the shape: what is said of the wish itself. */
async function judged(each: AnyEndpoint): Promise<string> {
  const [chance, ids] = [chanceOf(14), new KnownIds()];
  for (let tries = 0; tries < 200; tries += 1) {
    const made = fitting(each.input, each.name, chance, ids) as object;
    // As the description's example says it, or made anew, or both together.
    const input = [{ ...made }, { ...made, ...each.example }, { ...(each.example ?? made) }][tries % 3];
    const { path, method, payload, headers } = requestOf(each, test.cooperativeId, input, chance);
    const client = test.as(mayAsk(each));
    const { status, body } = await (method === 'get' || method === 'delete'
      ? client[method](path, headers)
      : client[method as 'post' | 'put' | 'patch'](path, payload, headers));
    if (![400, 415, 422].includes(status)) return (body as { code?: string }).code ?? String(status);
  }
  return 'never fits its shape';
}

describe('closed', () => {
  const key = (byte: number) => Buffer.alloc(32, byte);
  const vault = createVault([key(7), key(8)]);
  let owner: postgres.Sql;
  const roster = Buffer.from('股东编号,姓名,性别,户号,与户主关系,入社日期\nZ1,成员,男,Z1,户主,2010-01-02');
  const received = () =>
    receiveFile(
      test.services,
      { cooperativeId: test.cooperativeId, userId: test.as('accountant').userId },
      { kind: 'roster', fileName: 'roster.csv', bytes: roster, sha256: sha256(roster) },
    );
  const run = (id: string) => runImport(test.services, test.cooperativeId, id);
  const importOf = (id: string) => expectStatus(test.as('accountant').get(`~/imports/${id}`), 200);
  let [waiting, checked, unwanted] = ['', '', ''];
  beforeAll(async () => {
    owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01' }];
    const person = { registerNumber: '1', name: '甲', phone: '13800000001', standings };
    await expectStatus(test.as('accountant').post('~/members', person), 201);
    [waiting, checked, unwanted] = [await received(), await received(), await received()];
    await run(checked);
    await byTwo(true);
  });
  afterAll(async () => {
    await byTwo(false);
    await owner.end();
  });

  it('every operation that changes something is refused in words, but those that go on', async () => {
    const changing = within.filter(({ method, upload }) => method !== 'get' && upload === undefined);
    const answers: [string, string][] = [];
    for (const each of changing)
      if (![...goesOn, ...questions].includes(each.name)) answers.push([each.name, await judged(each)]);
    expect(answers.filter(([, code]) => code !== 'cooperative.closed')).toEqual([]);
    expect(answers.length).toBeGreaterThan(150);
    expect(changing.map(({ name }) => name)).toEqual(expect.arrayContaining([...goesOn, ...questions]));
  });

  it('registers, tables and the books are read and exported as before', async () => {
    for (const path of [
      '~/members',
      '~/exports/members',
      '~/exports/holdings?format=xlsx',
      '~/exports/movements',
    ])
      expect([path, (await test.as('accountant').get(path)).status]).toEqual([path, 200]);
    await expectStatus(test.as('auditor').get('~/looks'), 200);
  });

  it('people sign in as before, and who did or failed is noted', async () => {
    const signIn = (secret: string) =>
      test.stranger.post('/api/v1/session', { userName: 'cashier', password: secret });
    expect(refusal(await signIn('wrong'))).toEqual([401, 'access.sign-in-failed']);
    const { cooperatives } = await expectStatus(signIn(password), 200);
    expect(cooperatives).toHaveLength(1);
    const noted = await owner`select refused from access_entry
      where act = 'signIn' and user_id = ${test.as('cashier').userId} order by id desc limit 2`;
    expect(noted.map(({ refused: code }) => code as unknown).toSorted()).toEqual([
      'access.sign-in-failed',
      null,
    ]);
  });

  it('an import that waited is refused in words, one that was checked is not confirmed, and either is given up', async () => {
    await run(waiting);
    expect(await importOf(waiting)).toMatchObject({
      state: 'refused',
      faults: [{ code: 'cooperative.closed' }],
    });
    const [left] = await owner`select content from import_file where id = ${waiting}`;
    expect(left?.['content']).toBeNull();
    expect(refusal(await test.as('accountant').post(`~/imports/${checked}/confirm`, { rows: 1 }))).toEqual(
      refused,
    );
    expect((await importOf(checked)).state).toBe('checked');
    for (const id of [checked, unwanted])
      expect((await expectStatus(test.as('accountant').post(`~/imports/${id}/cancel`), 200)).state).toBe(
        'cancelled',
      );
    await expect(received()).rejects.toMatchObject({ code: 'cooperative.closed' });
  });

  it('its numbers are sealed with a new key like all others, and open with it', async () => {
    const { resealed, failed } = await resealEverywhere(test.services.database, vault);
    expect([resealed > 0, failed]).toEqual([true, 0]);
    expect((await resealEverywhere(test.services.database, vault)).resealed).toBe(0);
    // The service of this test knows the first key alone.
    const back = createVault([key(7), key(8), key(7)]);
    expect(await resealEverywhere(test.services.database, back)).toEqual({ resealed, failed: 0 });
  });

  it('whoever reads is shown out at once, and let in again only when it is open', async () => {
    const { userId } = test.as('auditor');
    const suspended = await test.as('supervisor').post(`~/users/${userId}/suspend`, { reason: '电脑失窃' });
    expect(suspended.status).toBe(200);
    expect((await test.as('auditor').get('~/members')).status).toBe(404);
    expect(refusal(await test.as('chair').post(`~/users/${userId}/restore`))).toEqual(refused);
  });
});

it('what waits for the book while it is closed by another program is refused in words as well', async () => {
  const { id } = await expectStatus(propose(true), 202);
  const other = {
    ...test.services,
    database: connectDatabase({ url: test.ownerUrl, connections: 1, chain }),
  };
  const owner = postgres(test.ownerUrl, { max: 2, onnotice: () => undefined });
  const waiting = async () =>
    (
      await owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    ).length;
  const works = await owner.begin(async (sql) => {
    await sql`select from book where cooperative_id = ${test.cooperativeId} for update`;
    const context = { cooperativeId: test.cooperativeId, userId: test.as('supervisor').userId };
    const closing = execute(other, confirmAccess, context, { proposalId: id as string });
    await expect.poll(waiting, { timeout: 8_000 }).toBe(1);
    const renaming = rename();
    await expect.poll(waiting, { timeout: 8_000 }).toBe(2);
    return { closing, renaming };
  });
  expect(await works.closing).toMatchObject({ state: 'confirmed' });
  expect(refusal(await works.renaming)).toEqual(refused);
  await other.database.close();
  await owner.end();
  await byTwo(false);
});
