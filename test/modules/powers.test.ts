/** Two people for power: what one proposes holds only once another has confirmed it, at every door. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findingText, notedText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { accepted, startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus, giveRoles, linkUser, staffOf } from '../support/cooperative.ts';
import type { Founded } from '../support/staff.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const refusal = ({ status, body }: Reply) => [status, body.code];
const confirm = (client: Client, { id }: { id?: unknown }) =>
  client.post(`~/access-proposals/${String(id)}/confirm`);
const usersNow = async () =>
  (await expectStatus(test.as('auditor').get('~/users'), 200)).users as {
    userName: string;
    userId: string;
    roles: string[];
  }[];

/** A new person, let in by chair and supervisor, with both halves of the invitation. */
async function letInPerson(userName: string, roles: readonly string[]): Promise<Client> {
  const person = { userName, displayName: `The ${userName}`, roles };
  const proposed = await expectStatus(test.as('chair').post('~/users', person), 202);
  const done = await expectStatus(confirm(test.as('supervisor'), proposed), 200);
  return accepted(test, userName, done.userId as string, `${proposed.half}.${done.half}`);
}

describe('a new person', () => {
  it('is nobody until another person than the proposer has confirmed them', async () => {
    const person = { userName: 'newcomer', displayName: '赵敏', roles: ['representative'] };
    const proposed = await expectStatus(test.as('chair').post('~/users', person), 202);
    expect(proposed).toMatchObject({ kind: 'user', state: 'open', userName: 'newcomer' });
    // Nobody knows which member she is: her age, seats and kin are for people to look into, and the confirmer is told.
    expect(proposed.warnings.map(({ en }: { en: string }) => en)).toEqual([
      '赵敏 (representative) is linked to no member of the register: age, capacity, seats and kin are not looked at. Link who is a member; look into who is none.',
    ]);
    expect((await usersNow()).some(({ userName }) => userName === 'newcomer')).toBe(false);
    expect(refusal(await confirm(test.as('chair'), proposed))).toEqual([403, 'access.forbidden']);
    expect(refusal(await confirm(test.as('administrator'), proposed))).toEqual([
      403,
      'access.supervisor-confirms',
    ]);
    const done = await expectStatus(confirm(test.as('supervisor'), proposed), 200);
    expect(refusal(await confirm(test.as('supervisor'), proposed))).toEqual([
      409,
      'access.proposal-answered',
    ]);
    const accept = (invitation: string) =>
      test.stranger.post('/api/v1/session/invitation', {
        userName: 'newcomer',
        invitation,
        password: 'a long sentence of her own',
      });
    // Neither half opens anything by itself, and together they open once.
    for (const wrong of [proposed.half, done.half, `${done.half}.${proposed.half}`, `${proposed.half}.x`])
      expect(refusal(await accept(String(wrong)))).toEqual([401, 'access.invitation-invalid']);
    const invitation = `${proposed.half}.${done.half}`;
    const { body } = await accept(invitation);
    expect(body.cooperatives[0].roles).toEqual(['representative']);
    expect(refusal(await accept(invitation))).toEqual([401, 'access.invitation-invalid']);
  });

  it('who is refused stays out, and what was said once is not said again', async () => {
    const person = { userName: 'puppet', displayName: '王五', roles: ['reviewer'] };
    const key = { 'idempotency-key': 'a-puppet-proposed' };
    const proposed = await expectStatus(test.as('chair').post('~/users', person, key), 202);
    const again = await expectStatus(test.as('chair').post('~/users', person, key), 202);
    expect([proposed.half === null, again.half, again.id]).toEqual([false, null, proposed.id]);
    const path = `~/access-proposals/${proposed.id as string}/refuse`;
    await expectStatus(test.as('supervisor').post(path, { reason: '查无此人' }), 200);
    expect(refusal(await confirm(test.as('supervisor'), proposed))).toEqual([
      409,
      'access.proposal-answered',
    ]);
    const { proposals } = await expectStatus(test.as('auditor').get('~/access-proposals?limit=1'), 200);
    expect(proposals).toMatchObject([{ userName: 'puppet', state: 'refused', reason: '查无此人' }]);
  });
});

it('whoever opens no cooperatives hears that, whatever is wrong with what they sent', async () => {
  for (const body of [{}, { nonsense: 1 }, { name: 7 }])
    expect(refusal(await test.as('chair').post('/api/v1/cooperatives', body))).toEqual([
      403,
      'access.forbidden',
    ]);
  expect((await test.stranger.post('/api/v1/cooperatives', { nonsense: 1 })).status).toBe(401);
  expect((await test.as('administrator').post('/api/v1/cooperatives', {})).status).toBe(422);
});

describe('roles', () => {
  it('are proposed by nobody for themselves, by a supervisor only for the chair, by an administrator never', async () => {
    const put = (client: Client, userId: string, roles: readonly string[]) =>
      client.put(`~/users/${userId}/roles`, { roles });
    const [chair, supervisor] = [test.as('chair'), test.as('supervisor')];
    const { userId } = test.as('representative');
    expect(refusal(await put(chair, chair.userId, ['chair', 'reviewer']))).toEqual([403, 'access.own-roles']);
    expect(refusal(await put(supervisor, userId, ['reviewer']))).toEqual([409, 'access.chair-proposes']);
    expect(refusal(await put(test.as('administrator'), userId, ['reviewer']))).toEqual([
      403,
      'access.forbidden',
    ]);
    // The only chair is proposed about by the supervisor, and an administrator helps, as no other supervisor could.
    const proposed = await expectStatus(put(supervisor, chair.userId, ['chair', 'reviewer']), 202);
    expect(refusal(await confirm(supervisor, proposed))).toEqual([403, 'access.confirmed-by-another']);
    await expectStatus(confirm(test.as('administrator'), proposed), 200);
    const back = await expectStatus(put(supervisor, chair.userId, ['chair']), 202);
    await expectStatus(confirm(test.as('administrator'), back), 200);
  });

  it('that changed since they were proposed make the proposal stale', async () => {
    const { userId } = await letInPerson('worker', ['representative']);
    const path = `~/users/${userId}/roles`;
    const first = await expectStatus(test.as('chair').put(path, { roles: ['reviewer'] }), 202);
    await expectStatus(giveRoles(test, userId, ['shareholder']), 200);
    expect(refusal(await confirm(test.as('supervisor'), first))).toEqual([409, 'access.proposal-stale']);
  });

  it('are given by PostgreSQL to nobody without both people, and verification says so', async () => {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const { userId } = test.as('shareholder');
    const chair = test.as('chair').userId;
    const path = `~/users/${userId}/roles`;
    const { id } = await expectStatus(test.as('chair').put(path, { roles: ['representative'] }), 202);
    const give = (proposal: string, role: string) =>
      owner`insert into role_grant (cooperative_id, user_id, role, granted_at, granted_by, proposal_id)
        values (${test.cooperativeId}, ${userId}, ${role}, now(), ${chair}, ${proposal})`;
    const answer = (by: string) =>
      owner`insert into access_answer (cooperative_id, proposal_id, confirmed, warnings, recorded_at, recorded_by, recorded_by_name)
        values (${test.cooperativeId}, ${id as string}, true, '[]', now(), ${by}, 'x')`;
    await expect(give(id as string, 'representative')).rejects.toThrow(/not proposed by one person/);
    await expect(answer(chair)).rejects.toThrow(/confirmed by another/);
    await expect(answer(userId)).rejects.toThrow(/confirmed by another/);
    await expect(answer(test.as('reviewer').userId)).rejects.toThrow(/is supervisor/);
    await expectStatus(confirm(test.as('supervisor'), { id }), 200);
    // What was confirmed long ago carries nothing new, and takes nothing either.
    await expect(owner`delete from role_grant where user_id = ${userId}`).rejects.toThrow(/not taken by/);
    await owner`set session_replication_role = replica`;
    await owner`delete from role_grant where user_id = ${userId}`;
    await owner`set session_replication_role = origin`;
    await expect(give(id as string, 'representative')).rejects.toThrow(/not proposed by one person/);
    await owner`set session_replication_role = replica`;
    await give(id as string, 'reviewer');
    test.expectTampering();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((each) => findingText(each, 'en'))).toEqual(
      expect.arrayContaining([
        'duties of shareholder: the role was not proposed by one person and confirmed by another (reviewer)',
      ]),
    );
    await owner`delete from role_grant where user_id = ${userId}`;
    await owner`set session_replication_role = origin`;
    await owner.end();
    await expectStatus(giveRoles(test, userId, ['shareholder']), 200);
  });
});

describe('one person behind two names', () => {
  it('is said to the supervisor before they confirm, and by verification', async () => {
    const accountant = test.as('accountant');
    const member = (registerNumber: string, phone: string) =>
      accountant.post('~/members', {
        registerNumber,
        name: `甲${registerNumber}`,
        birthDate: '1970-01-01',
        phone,
        standings: [{ kind: 'admitted', effectiveOn: '2009-01-01' }],
      });
    for (const number of ['1', '2']) await expectStatus(member(number, '13800990001'), 201);
    await expectStatus(linkUser(test, accountant.userId, '1'), 200);
    const { userId } = await letInPerson('second.name', ['representative']);
    await expectStatus(linkUser(test, userId, '2'), 200);
    const path = `~/users/${userId}/roles`;
    const proposed = await expectStatus(test.as('chair').put(path, { roles: ['reviewer'] }), 202);
    const warning =
      'The accountant and The second.name have the same phone, and reviewer excludes accountant.';
    expect(proposed.warnings.map(({ en }: { en: string }) => en)).toEqual([warning]);
    const done = await expectStatus(confirm(test.as('supervisor'), proposed), 200);
    expect(done.warnings).toEqual(proposed.warnings);
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted.map((each) => notedText(each, 'en'))).toContainEqual(
      'duties of accountant, second.name: two users may be one person, and their roles exclude each other (accountant, reviewer)',
    );
    await expectStatus(giveRoles(test, userId, ['representative']), 200);
  });
});

describe('somebody suspended', () => {
  it('may do nothing at once, and comes back by two people', async () => {
    const person = await letInPerson('lost.laptop', ['auditor']);
    expect((await person.get('~')).status).toBe(200);
    const path = `~/users/${person.userId}`;
    await expectStatus(test.as('chair').post(`${path}/suspend`, { reason: '电脑被盗' }), 200);
    expect((await person.get('~')).status).toBe(404);
    const parts = async () => (await person.get('/api/v1/session')).body.cooperatives as unknown[];
    expect(await parts(), 'no desk is drawn for somebody who has none').toEqual([]);
    // However many cooperatives somebody has a part in, those alone are asked in which they were suspended.
    const asked = vi.spyOn(test.services.database, 'read');
    await parts();
    expect(asked.mock.calls.map(([id]) => id)).toEqual([test.cooperativeId]);
    await expectStatus(test.as('chair').get('/api/v1/session'), 200);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    const restore = await expectStatus(test.as('chair').post(`${path}/restore`), 202);
    expect((await person.get('~')).status).toBe(404);
    await expectStatus(confirm(test.as('supervisor'), restore), 200);
    expect((await person.get('~')).status).toBe(200);
    expect(await parts()).toMatchObject([{ id: test.cooperativeId, roles: ['auditor'] }]);
  });

  it('is no supervisor by the word of the chair, and nobody by their own', async () => {
    const suspend = (client: Client, userId: string) =>
      client.post(`~/users/${userId}/suspend`, { reason: '碍事' });
    const supervisor = test.as('supervisor');
    expect(refusal(await suspend(test.as('chair'), supervisor.userId))).toEqual([
      403,
      'access.supervisor-suspended',
    ]);
    expect(refusal(await suspend(supervisor, supervisor.userId))).toEqual([403, 'access.own-roles']);
    // Whoever shows the chair out does not find the chair's place empty.
    const other = await expectStatus(
      test.as('administrator').post('/api/v1/cooperatives', {
        name: '三村',
        regionCode: '990106',
        effectiveOn: '2010-01-01',
        people: staffOf(test),
      }),
      201,
    );
    const at = (path: string) => `/api/v1/cooperatives/${String(other.id)}${path}`;
    await expectStatus(
      supervisor.post(at(`/users/${test.as('chair').userId}/suspend`), { reason: '碍事' }),
      200,
    );
    const puppet = { userName: 'puppet.chair', displayName: '李四', roles: ['chair'] };
    expect(refusal(await supervisor.post(at('/users'), puppet))).toEqual([409, 'access.chair-proposes']);
    await expectStatus(supervisor.post(at(`/users/${test.as('chair').userId}/restore`)), 202);
  });
});

describe('a sign-in that is renewed', () => {
  it('ends the old password and every session, and neither of the two can take it over', async () => {
    const person = await letInPerson('forgetful', ['auditor']);
    const path = `~/users/${person.userId}/reset`;
    const proposed = await expectStatus(test.as('chair').post(path), 202);
    expect((await person.get('~')).status, 'nothing happens before it is confirmed').toBe(200);
    const done = await expectStatus(confirm(test.as('supervisor'), proposed), 200);
    expect((await person.get('~')).status).toBe(401);
    const old = { userName: 'forgetful', password: 'correct horse battery' };
    expect((await test.stranger.post('/api/v1/session', old)).status).toBe(401);
    const again = await accepted(test, 'forgetful', person.userId, `${proposed.half}.${done.half}`);
    expect((await again.get('~')).status).toBe(200);
  });

  it('of somebody with a part elsewhere is confirmed by an administrator alone', async () => {
    const wish = { name: '邻村', regionCode: '990106', effectiveOn: '2010-01-01', people: staffOf(test) };
    await expectStatus(test.as('administrator').post('/api/v1/cooperatives', wish), 201);
    const proposed = await expectStatus(
      test.as('chair').post(`~/users/${test.as('reviewer').userId}/reset`),
      202,
    );
    expect(refusal(await confirm(test.as('supervisor'), proposed))).toEqual([
      403,
      'access.reset-reaches-further',
    ]);
  });
});

describe('a platform administrator', () => {
  it('opens a cooperative with three people at least, and holds nothing in it', async () => {
    const { userId } = test.as('administrator');
    const open = (people: readonly object[]) =>
      test.as('administrator').post('/api/v1/cooperatives', {
        name: '新社',
        regionCode: '990106',
        effectiveOn: '2010-01-01',
        people,
      });
    const [accountant, chair, supervisor] = staffOf(test, 'accountant');
    const third = { userName: 'third', displayName: '李三', roles: ['accountant'] };
    expect((await open([chair!, supervisor!])).body.code).toBe('access.founders-missing');
    expect((await open([chair!, accountant!, third])).body.code).toBe('access.founders-missing');
    const twice = await open([chair!, supervisor!, { userId: chair!.userId, roles: ['reviewer'] }]);
    expect(twice.body.code).toBe('access.person-twice');
    const own = await open([chair!, supervisor!, { userId, roles: ['accountant'] }]);
    expect(own.body.faults).toMatchObject([
      { code: 'access.administrator-apart', pointer: '/people/2/roles' },
    ]);
    const body = (await expectStatus(open([chair!, supervisor!, third]), 201)) as Founded;
    expect(body.people.map(({ invitation }) => invitation === null)).toEqual([true, true, false]);
    // Of somebody who never had a part here nobody here learns that they exist, not by their id either; PostgreSQL asks too.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const [stranger] = await owner<{ id: string }[]>`select id from app_user where user_name = 'third'`;
    const asked = await test.as('chair').put(`~/users/${stranger!.id}/roles`, { roles: ['representative'] });
    expect(asked.body.code).toBe('user.unknown');
    const past = owner`insert into access_proposal (cooperative_id, id, number, kind, user_id, wish, recorded_at, recorded_by, recorded_by_name)
      values (${test.cooperativeId}, gen_random_uuid(), 9999, 'roles', ${stranger!.id}, '{}', now(), ${test.as('chair').userId}, 'x')`;
    await expect(past).rejects.toThrow('has or had a part here');
    await owner.end();
    const inside = `/api/v1/cooperatives/${body.id}`;
    expect((await test.as('administrator').get(inside)).status).toBe(200);
    for (const path of ['members', 'holdings', 'months', 'audit-entries', 'share-classes'])
      expect([path, (await test.as('administrator').get(`${inside}/${path}`)).status]).toEqual([path, 403]);
  });

  it('reads a cooperative only while let in, changes nothing there, and is shown out at once', async () => {
    const administrator = test.as('administrator');
    expect((await administrator.get('~/members')).status).toBe(403);
    const entry = (until: Date, userName = 'administrator') =>
      test.as('chair').post('~/entries', { userName, until: until.toISOString() });
    const inAnHour = new Date(Date.now() + 3_600_000);
    expect((await entry(new Date(Date.now() + 40 * 86_400_000))).body.code).toBe('access.entry-too-long');
    expect((await entry(inAnHour, 'auditor')).body.code).toBe('access.not-administrator');
    // Of somebody who works for another cooperative alone, as of nobody: there is no such user.
    for (const name of ['third', 'nobody.at.all'])
      expect((await entry(inAnHour, name)).body.code, name).toBe('user.unknown');
    const proposed = await expectStatus(entry(inAnHour), 202);
    expect(refusal(await confirm(administrator, proposed))).toEqual([403, 'access.confirmed-by-another']);
    expect((await administrator.get('~/members')).status).toBe(403);
    await expectStatus(confirm(test.as('supervisor'), proposed), 200);
    expect((await administrator.get('~/members')).status).toBe(200);
    const { members } = await expectStatus(administrator.get('~/members'), 200);
    const unmask = { field: 'phone', reason: '好奇' };
    expect((await administrator.post(`~/members/${members[0].id as string}/unmask`, unmask)).status).toBe(
      403,
    );
    expect((await administrator.post('~/names', { name: 'x', effectiveOn: '2012-01-01' })).status).toBe(403);
    const path = `~/access-proposals/${proposed.id as string}/end`;
    await expectStatus(test.as('supervisor').post(path, { reason: '已办完' }), 200);
    expect((await administrator.get('~/members')).status).toBe(403);
  });
});
