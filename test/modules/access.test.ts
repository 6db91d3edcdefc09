/** Access: sign-in, sessions, roles, the trail and idempotency, through HTTP on a real database. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles, type Role } from '../../src/domain/permission.ts';
import { exclusionFaults } from '../../src/domain/role-exclusion.ts';
import { findingText, notedText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { staffOf } from '../support/cooperative.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('signing in', () => {
  it('tells nobody whether the name or the password was wrong', async () => {
    const wrongPassword = await test.stranger.post('/api/v1/session', {
      userName: 'accountant',
      password: 'no',
    });
    const wrongName = await test.stranger.post('/api/v1/session', { userName: 'nobody', password: 'no' });
    expect(wrongPassword.status).toBe(401);
    expect(wrongName.body).toEqual(wrongPassword.body);
    expect(wrongName.body.code).toBe('access.sign-in-failed');
  });

  it('answers in the language that was asked for', async () => {
    const chinese = await test.stranger.get('/api/v1/session?lang=zh');
    expect(chinese.body.detail).toBe('请先登录。');
    expect(chinese.headers['content-type']).toContain('application/problem+json');
  });

  it('shows a person who they are and where they hold a role', async () => {
    const { body } = await test.as('accountant').get('/api/v1/session');
    expect(body.userName).toBe('accountant');
    expect(body.cooperatives).toEqual([
      { id: test.cooperativeId, name: '双泉社区股份经济合作社', roles: ['accountant'] },
    ]);
  });
});

describe('a cooperative', () => {
  it('keeps its name history', async () => {
    const renamed = await test
      .as('chair')
      .post('~/names', { name: '双泉股份经济联合社', effectiveOn: '2012-01-01' });
    expect(renamed.status).toBe(201);
    const { body } = await test.as('auditor').get('~');
    expect(body.names.map((each: { name: string }) => each.name)).toEqual([
      '双泉社区股份经济合作社',
      '双泉股份经济联合社',
    ]);
  });

  it('refuses what a role does not allow, and says which roles may', async () => {
    const reply = await test.as('accountant').post('~/names', { name: 'x', effectiveOn: '2012-01-01' });
    expect(reply.status).toBe(403);
    expect(reply.body.detail).toContain('chair');
  });

  it('does not tell that it exists to somebody without a part in it', async () => {
    const other = await test.as('administrator').post('/api/v1/cooperatives', {
      name: '另一个合作社',
      regionCode: '990106',
      effectiveOn: '2010-01-01',
      people: staffOf(test),
    });
    const reply = await test.as('accountant').get(`/api/v1/cooperatives/${other.body.id}`);
    expect(reply.status).toBe(404);
  });

  it('names every wrong field with its place', async () => {
    const reply = await test.as('chair').post('~/names', { effectiveOn: '2012-02-30', extra: 1 });
    expect(reply.status).toBe(422);
    expect(reply.body.faults.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/effectiveOn',
      '/extra',
      '/name',
    ]);
  });
});

describe('an idempotency key', () => {
  it('gives the same reply to the same request and refuses other content', async () => {
    const key = { 'idempotency-key': 'name-change-2013' };
    const body = { name: '双泉合作社', effectiveOn: '2013-01-01' };
    const first = await test.as('chair').post('~/names', body, key);
    const again = await test.as('chair').post('~/names', body, key);
    const other = await test.as('chair').post('~/names', { ...body, name: '别的' }, key);
    expect([first.status, again.status, other.status]).toEqual([201, 201, 409]);
    expect(again.body).toEqual(first.body);
    const { body: cooperative } = await test.as('chair').get('~');
    expect(cooperative.names.filter((each: { name: string }) => each.name === '双泉合作社')).toHaveLength(1);
  });

  it('lets one of many simultaneous requests take effect', async () => {
    const key = { 'idempotency-key': 'twenty-at-once' };
    const body = { name: '同时', effectiveOn: '2014-01-01' };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => test.as('chair').post('~/names', body, key)),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    const { body: cooperative } = await test.as('chair').get('~');
    expect(cooperative.names.filter((each: { name: string }) => each.name === '同时')).toHaveLength(1);
  });

  it('of a new cooperative holds for all that was sent, not for its name alone', async () => {
    const key = { 'idempotency-key': 'the-neighbours' };
    const newcomer = { userName: 'he.xin', displayName: '何新', roles: ['auditor'] };
    const people = [...staffOf(test), newcomer];
    const body = { name: '邻社', regionCode: '990106', effectiveOn: '2010-01-01', people };
    const open = (more: object) =>
      test.as('administrator').post('/api/v1/cooperatives', { ...body, ...more }, key);
    const [first, again] = [await open({}), await open({})];
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    for (const more of [
      { regionCode: '990105' },
      { effectiveOn: '2011-01-01' },
      { people: body.people.slice(1) },
    ])
      expect((await open(more)).body.code).toBe('idempotency.other-content');
    // Whoever never came is invited anew; whoever came, and lost their password since, by two people of the cooperative alone.
    expect(again.body.people.at(-1).invitation).toEqual(expect.any(String));
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner`update app_user set signed_in_at = now() where user_name = ${newcomer.userName}`;
    await owner.end();
    expect((await open({})).body.people.at(-1).invitation).toBeNull();
  });

  it('is not needed for a dry run, which leaves nothing behind', async () => {
    const before = await test.as('auditor').get('~');
    const reply = await test
      .as('chair')
      .post('~/names?dryRun=true', { name: '试算', effectiveOn: '2014-01-01' });
    expect(reply.status).toBe(201);
    expect((await test.as('auditor').get('~')).body).toEqual(before.body);
  });
});

describe('the trail', () => {
  it('chains every entry to the one before, up to the seal', async () => {
    const { body } = await test.as('auditor').get('~/audit-entries?limit=999');
    expect(body.entries[0].hash).toBe(body.seal);
    for (let index = 0; index + 1 < body.entries.length; index += 1) {
      expect(body.entries[index].previousHash).toBe(body.entries[index + 1].hash);
    }
    expect(body.entries.at(-1).previousHash).toBe('0'.repeat(64));
  });
});

describe('duties that exclude each other', () => {
  const pairs = roles.flatMap((one, index) => roles.slice(index + 1).map((other) => [one, other] as const));
  const held = (userId: string, together: readonly Role[]) =>
    test.as('chair').put(`~/users/${userId}/roles`, { roles: together });

  it('are refused in one person at every door, and by PostgreSQL', async () => {
    const userId = test.as('representative').userId;
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    for (const pair of pairs) {
      const excluded = exclusionFaults('x', pair, { opensCooperatives: false });
      const asked = await test.as('chair').put(`~/users/${userId}/roles?dryRun=true`, { roles: pair });
      const person = { userName: 'somebody.new', displayName: 'x', roles: pair };
      const entered = await test.as('chair').post('~/users?dryRun=true', person);
      const codes = excluded.map(({ code }) => code);
      const coded = (reply: Reply) => (reply.body.faults ?? []).map((each: { code: string }) => each.code);
      expect([pair, coded(asked), coded(entered)]).toEqual([pair, codes, codes]);
      const stored = owner.begin(async (sql) => {
        await sql`alter table role_grant disable trigger role_grant_two_people`;
        await sql`alter table role_grant disable trigger role_ends_by_two`;
        await sql`delete from role_grant where user_id = ${userId}`;
        for (const role of pair)
          await sql`insert into role_grant (cooperative_id, user_id, role, granted_at, granted_by, proposal_id)
            select cooperative_id, ${userId}, ${role}, now(), ${test.as('chair').userId}, id from access_proposal
            where cooperative_id = ${test.cooperativeId} and kind = 'founding'`;
        throw new Error('rolled back');
      });
      await expect(stored, pair.join(' and ')).rejects.toThrow(
        excluded.length > 0 ? /role_grant/ : 'rolled back',
      );
    }
    await owner.end();
  });

  it('say which two and why', async () => {
    const { body } = await held(test.as('representative').userId, ['accountant', 'cashier']);
    expect(body.detail).toContain('accountant and cashier at once: the Accounting Law');
  });

  it('are changed by nobody for themselves, and a platform administrator takes none', async () => {
    const { userId } = test.as('chair');
    const own = await test.as('chair').put(`~/users/${userId}/roles`, { roles: ['chair', 'representative'] });
    expect([own.status, own.body.code]).toEqual([403, 'access.own-roles']);
    const administrator = test.as('administrator').userId;
    expect((await held(administrator, ['accountant'])).body.code).toBe('user.unknown');
    const representative = test.as('representative').userId;
    expect((await held(representative, ['administrator'])).body.code).toBe('access.administrator-apart');
  });

  it('that an older book has given are named by verification', async () => {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const give = (role: string) => owner`
      insert into role_grant (cooperative_id, user_id, role, granted_at, proposal_id)
      select cooperative_id, ${test.as('chair').userId}, ${role}, now(), id from access_proposal
      where cooperative_id = ${test.cooperativeId} and kind = 'before'`;
    await owner`set session_replication_role = replica`;
    await owner`insert into access_proposal (cooperative_id, id, number, kind, wish, recorded_at, recorded_by_name)
      values (${test.cooperativeId}, gen_random_uuid(), -1, 'before', '{}', now(), '')`;
    await give('accountant');
    const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((each) => findingText(each, 'en'))).toEqual(
      expect.arrayContaining([
        'duties of chair: one person holds duties that exclude each other (accountant, chair)',
      ]),
    );
    // Besides what is noted of any office: duties of whoever is linked to no member, and a year without an assembly.
    const aside = new Set(['duty-questionable', 'no-yearly-assembly']);
    expect(noted.filter(({ remark }) => !aside.has(remark)).map((each) => notedText(each, 'en'))).toEqual([
      'duties of chair: one person gave the role: before two were asked for (accountant)',
    ]);
    await owner`set session_replication_role = replica`;
    await owner`delete from role_grant where granted_by is null`;
    await owner`delete from access_proposal where kind = 'before'`;
    await owner.end();
  });
});
