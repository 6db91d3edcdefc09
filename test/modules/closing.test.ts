/** A cooperative that is closed by two people is read and no more written, until two people open it again. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';

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

  const again = await expectStatus(propose(false), 202);
  await expectStatus(confirm(again.id as string), 200);
  await expectStatus(rename(), 201);
  expect((await expectStatus(test.as('accountant').get('~'), 200)).closedAt).toBeNull();
});
