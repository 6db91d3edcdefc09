/** Signing in: tries that are counted, passwords of one's own, sign-ins that are listed and ended, requests from elsewhere. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { Role } from '../../src/domain/permission.ts';
import { sessionStore } from '../../src/modules/access/index.ts';
import { createClockGuard, type ClockGuard } from '../../src/platform/clock-guard.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { accepted, startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { acceptedCookie, cookieOf, password } from '../support/staff.ts';

let test: TestApp;
let owner: postgres.Sql;
let person: Client;
const userName = 'li.si';
beforeAll(async () => {
  test = await startTestApp();
  test.expectTampering('outside');
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const wish = { userName, displayName: '李四', roles: ['auditor'] };
  const proposed = await expectStatus(test.as('chair').post('~/users', wish), 202);
  const path = `~/access-proposals/${proposed.id as string}/confirm`;
  const done = await expectStatus(test.as('supervisor').post(path), 200);
  person = await accepted(test, userName, done.userId as string, `${proposed.half}.${done.half}`);
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const signIn = (name: string, secret: string): Promise<Reply> =>
  test.stranger.post('/api/v1/session', { userName: name, password: secret });
const refusal = ({ status, body }: Reply) => [status, body.code];
const unlock = () => owner`update sign_in_guard set locked_until = now() - interval '1 second'`;

describe('a wrong password', () => {
  it('locks the name after a few, also when many come at once, and the right one does not open it then', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(userName, 'wrong')));
    const counted = (status: number) => tries.filter((each) => each.status === status).length;
    expect([counted(401), counted(429)]).toEqual([5, 7]);
    const right = await signIn(userName, password);
    expect(refusal(right)).toEqual([429, 'access.sign-in-locked']);
    expect(Number(right.headers['retry-after'])).toBeGreaterThanOrEqual(60);
    await unlock();
    expect((await signIn(userName, 'wrong')).status).toBe(401);
    expect((await signIn(userName, password)).status, 'locked again, for longer').toBe(429);
    await unlock();
    const open = await signIn(userName, password);
    expect([open.status, open.body.failedBefore]).toEqual([200, 6]);
    expect((await signIn(userName, 'wrong')).status, 'counted anew').toBe(401);
  });

  it('of a name that nobody has is counted and answered in the same way', async () => {
    await owner`delete from sign_in_guard`;
    const [known, unknown] = [[], []] as [unknown[], unknown[]];
    const took: number[] = [];
    const failed = async (name: string) => {
      const begun = performance.now();
      const { status, body } = await signIn(name, 'wrong');
      if (status === 401) took.push(performance.now() - begun);
      return body as unknown;
    };
    for (let index = 0; index < 6; index += 1) {
      known.push(await failed('accountant'));
      unknown.push(await failed('nobody.at.all'));
    }
    expect(unknown).toEqual(known);
    expect(took).toHaveLength(10);
    expect(Math.min(...took), 'nobody hears earlier that a name is unknown').toBeGreaterThan(98);
    const rows = await owner`select key from sign_in_guard`;
    expect(rows.every(({ key }) => /^(name|address|both):[0-9a-f]{5}$/.test(String(key)))).toBe(true);
    await owner`delete from sign_in_guard`;
  });
});

describe('a password that is changed while it is looked at', () => {
  /** What somebody asked with the old password, which was another's when it had been looked at. */
  async function askedMeanwhile(ask: () => Promise<Reply>): Promise<Reply> {
    const watcher = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const [row] = await owner`select password_hash from app_user where user_name = ${userName}`;
    const write = (sql: postgres.TransactionSql, hash: string) =>
      sql`update app_user set password_hash = ${hash} where user_name = ${userName}`;
    const waits = () => watcher`select from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and a.datname = current_database()`;
    const under = await owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await write(sql, 'another');
      const asked = ask();
      // The old one is looked at and right; what it opens is written after this.
      await expect.poll(async () => (await waits()).length, { timeout: 20_000 }).toBeGreaterThan(0);
      return { asked };
    });
    const reply = await under.asked;
    const [since] = await owner`select password_hash from app_user where user_name = ${userName}`;
    expect(since).toEqual({ password_hash: 'another' });
    await owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await write(sql, String(row?.['password_hash']));
    });
    await watcher.end();
    return reply;
  }
  const token = {
    cooperativeId: '',
    name: '报表',
    scopes: ['register.read'],
    days: 30,
  };
  const asksOf: Readonly<Record<string, () => Promise<Reply>>> = {
    'a sign-in': () => signIn(userName, password),
    'a token': () =>
      person.post('/api/v1/session/tokens', { ...token, cooperativeId: test.cooperativeId, password }),
    'an authenticator': () => person.post('/api/v1/session/second-factor', { password }),
    'another password': () =>
      person.put('/api/v1/session/password', { password, newPassword: 'one more sentence of mine' }),
  };

  it.each(Object.entries(asksOf))('opens nothing by the old one: %s', async (_, ask) => {
    expect(refusal(await askedMeanwhile(ask))).toEqual([401, 'access.sign-in-required']);
    const [left] = await owner`select count(*)::int as tokens from api_token`;
    expect(left).toEqual({ tokens: 0 });
  });
});

describe('a password', () => {
  it('is changed by whoever knows the old one, and their other sign-ins end', async () => {
    const elsewhere = await cookieOf(test.app, userName, password);
    const change = (old: string, newPassword: string) =>
      person.put('/api/v1/session/password', { password: old, newPassword });
    expect(refusal(await change('wrong', 'a new sentence of mine'))).toEqual([401, 'access.sign-in-failed']);
    for (const [bad, code] of [
      ['elevensigns', 'access.password-weak'],
      ['password2025', 'access.password-common'],
      ['12345678901234', 'access.password-common'],
      [password, 'access.password-same'],
    ] as const)
      expect(refusal(await change(password, bad))).toEqual([422, code]);
    await owner`delete from sign_in_guard`;
    expect((await change(password, 'a new sentence of mine')).status).toBe(204);
    const cookies = { hegu_session: elsewhere };
    const other = await test.app.inject({ method: 'GET', url: '/api/v1/session', cookies });
    expect([(await person.get('/api/v1/session')).status, other.statusCode]).toEqual([200, 401]);
    expect((await signIn(userName, password)).status).toBe(401);
  });

  it('older than 90 days is changed before anything else, where the rules say so', async () => {
    const config = { ...test.services.config, HEGU_PASSWORD_RULES: 'mlps' as const };
    const app = await buildApp({ ...test.services, config }, { logger: false });
    await owner`update app_user set password_chosen_at = now() - interval '91 days' where user_name = ${userName}`;
    await owner`delete from sign_in_guard`;
    const cookies = { hegu_session: await cookieOf(app, userName, 'a new sentence of mine') };
    const get = (url: string) => app.inject({ method: 'GET', url, cookies });
    const newPassword = { isPin: false, shortest: 8, kinds: 3 };
    expect((await get('/api/v1/session')).json()).toMatchObject({ mustChangePassword: true, newPassword });
    // A phone shows its letters to whoever comes for the first time.
    const place = await get(`/api/v1/portal/place?cooperative=${test.cooperativeId}`);
    expect(place.json()).toMatchObject({ newPassword });
    const here = await test.app.inject(`/api/v1/portal/place?cooperative=${test.cooperativeId}`);
    expect(here.json()).toMatchObject({ newPassword: { isPin: true, shortest: 6, kinds: 1 } });
    const inside = await get(`/api/v1/cooperatives/${test.cooperativeId}`);
    expect([inside.statusCode, inside.json<{ code: string }>().code]).toEqual([
      403,
      'access.password-expired',
    ]);
    await app.close();
    await owner`update app_user set password_chosen_at = now()`;
  });
});

describe('a sign-in', () => {
  it('is listed and ended by its person, within the next request', async () => {
    const { sessions } = await expectStatus(person.get('/api/v1/session/all'), 200);
    expect(sessions.filter(({ isThis }: { isThis: boolean }) => isThis)).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ address: '127.0.0.1' });
    const own = sessions.find(({ isThis }: { isThis: boolean }) => isThis) as { id: string };
    const others = await test.as('reviewer').delete(`/api/v1/session/all/${own.id}`);
    expect(refusal(others)).toEqual([404, 'access.session-unknown']);
    expect((await person.delete(`/api/v1/session/all/${own.id}`)).status).toBe(204);
    expect((await person.get('~')).status).toBe(401);
  });

  it('ends when nothing was asked for long, and at the latest after its hours', async () => {
    const cookie = await cookieOf(test.app, userName, 'a new sentence of mine');
    const ask = () =>
      test.app.inject({ method: 'GET', url: '/api/v1/session', cookies: { hegu_session: cookie } });
    await owner`update session set last_seen_at = now() - interval '119 minutes'`;
    expect((await ask()).statusCode).toBe(200);
    await owner`update session set last_seen_at = now() - interval '121 minutes' where user_id = ${person.userId}`;
    expect((await ask()).statusCode).toBe(401);
    await owner`update session set last_seen_at = now()`;
  });

  it('made somebody else’s in the database it is nobody’s', async () => {
    const cookie = await cookieOf(test.app, userName, 'a new sentence of mine');
    const ask = async () =>
      (await test.app.inject({ method: 'GET', url: '/api/v1/session', cookies: { hegu_session: cookie } }))
        .statusCode;
    const given = (to: string, from: string) =>
      owner`update session set user_id = ${to} where user_id = ${from} and id = (select id from session order by created_at desc limit 1)`;
    const { userId: chair } = test.as('chair');
    expect(await ask()).toBe(200);
    await given(chair, person.userId);
    expect(await ask()).toBe(401);
    await given(person.userId, chair);
    expect(await ask()).toBe(200);
  });
});

describe('a clock that ran ahead', () => {
  it('leaves no sign-in that lasts until that day comes', async () => {
    const person = test.as('cashier');
    await owner`update session set created_at = now() + interval '10 years', last_seen_at = now() + interval '10 years',
      expires_at = now() + interval '10 years 12 hours' where user_id = ${person.userId}`;
    const statuses = [await person.get('/api/v1/session'), await person.get('/api/v1/session')];
    expect(statuses.map(({ status, body }) => status === 401 || body.userName === null)).toEqual([
      true,
      true,
    ]);
    expect(await owner`select from session where user_id = ${person.userId}`).toHaveLength(0);
  });

  it('writes nothing in a book, and reads as before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hegu-clock-'));
    const told = new Date(Date.now() - 3650 * 86_400_000);
    const guard = createClockGuard({ days: 60, path: join(folder, 'last-served.txt'), told });
    const services = test.services as { clockGuard?: ClockGuard };
    services.clockGuard = guard;
    const refused = await test.as('chair').post('~/names', { name: '双泉', effectiveOn: '2031-01-01' });
    expect([refused.status, refused.body.code]).toEqual([503, 'service.clock-jumped']);
    // One that is opened would bear that day for good.
    const wished = {
      name: '时钟村',
      regionCode: '990106',
      effectiveOn: '2012-01-01',
      people: [
        { userName: 'clock1', displayName: '甲', roles: ['chair'] },
        { userName: 'clock2', displayName: '乙', roles: ['supervisor'] },
      ],
    };
    const opened = await test.as('administrator').post('/api/v1/cooperatives', wished);
    expect([opened.status, opened.body.code]).toEqual([503, 'service.clock-jumped']);
    // A token would live until that day has come and gone.
    const wish = { cooperativeId: test.cooperativeId, name: '报表', scopes: ['books.read'], days: 30 };
    const token = await test.as('accountant').post('/api/v1/session/tokens', { ...wish, password: 'any' });
    expect([token.status, token.body.code]).toEqual([503, 'service.clock-jumped']);
    expect((await test.as('accountant').get('~/members')).status).toBe(200);
    expect((await test.stranger.get('/health/ready')).body.clock).toBe('jumped');
    // Two people say which day it is, one of them whoever administers the platform.
    const confirm = (by: Role, on: string) => test.as(by).post('~/clock', { day: on });
    const day = dayInChina(new Date()).toString();
    expect((await confirm('chair', '2020-01-01')).body.code).toBe('clock.day-differs');
    expect((await confirm('accountant', day)).status).toBe(403);
    expect((await confirm('chair', day)).body).toMatchObject({ hasJumped: true });
    expect((await confirm('chair', day)).body.code).toBe('clock.same-person');
    expect((await confirm('supervisor', day)).body.code).toBe('clock.administrator-missing');
    expect((await test.as('accountant').get('~/clock')).body).toMatchObject({ hasJumped: true, today: day });
    expect((await confirm('administrator', day)).body).toMatchObject({ hasJumped: false, confirmedBy: null });
    expect((await confirm('supervisor', day)).body.code).toBe('clock.not-jumped');
    const { entries } = (await test.as('auditor').get('~/audit-entries?find=clock-confirmed')).body;
    expect(entries).toHaveLength(1);
    guard.stop();
    rmSync(folder, { recursive: true });
    delete services.clockGuard;
    expect((await test.stranger.get('/health/ready')).body.clock).toBe('ok');
  });
});

describe('a sign-in that is ended while its request still arrives', () => {
  it('does nothing more, and does not come back', async () => {
    const cookie = await cookieOf(test.app, userName, 'a new sentence of mine');
    const [row] = await owner`select id from session order by created_at desc limit 1`;
    async function* slowly() {
      yield '{"name":';
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await owner`delete from session where id = ${row?.['id']}`;
      yield '"迟到的名称","effectiveOn":"2031-06-01"}';
    }
    const reply = await test.app.inject({
      method: 'POST',
      url: `/api/v1/cooperatives/${test.cooperativeId}/names`,
      headers: { 'content-type': 'application/json' },
      cookies: { hegu_session: cookie },
      payload: Readable.from(slowly()),
    });
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'access.sign-in-required']);
    // What such a request still has to write of its session is written nowhere.
    const content = { userId: person.userId, rowId: String(row?.['id']), secondFactorAt: new Date() };
    const failed = await new Promise((resolve) => {
      sessionStore(test.services).set('ended', content as never, resolve);
    });
    expect(failed).toBeUndefined();
    const tokenHash = createHash('sha256').update('ended').digest('hex');
    expect(
      await owner`select from session where id = ${row?.['id']} or token_hash = ${tokenHash}`,
    ).toHaveLength(0);
  });
});

describe('behind HTTPS', () => {
  it('the cookie is bound to this host, never sent in clear, and the browser told to stay with HTTPS', async () => {
    const config = {
      ...test.services.config,
      HEGU_PUBLIC_URL: 'https://hegu.example',
      HEGU_TRUSTED_PROXIES: ['127.0.0.1'],
    };
    const app = await buildApp({ ...test.services, config }, { logger: false });
    const payload = { userName, password: 'a new sentence of mine' };
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    const reply = await app.inject({ method: 'POST', url: '/api/v1/session', payload, headers });
    expect(reply.cookies[0]).toMatchObject({
      name: '__Host-hegu_session',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    });
    expect(reply.headers['strict-transport-security']).toBe('max-age=31536000');
    const [row] = await owner`select address from session order by created_at desc limit 1`;
    expect(row?.['address']).toBe('203.0.113.9');
    await app.close();
  });

  it('nobody is believed about an address who is no proxy of ours', async () => {
    const payload = { userName, password: 'a new sentence of mine' };
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    await test.app.inject({ method: 'POST', url: '/api/v1/session', payload, headers });
    const [row] = await owner`select address from session order by created_at desc limit 1`;
    expect(row?.['address']).toBe('127.0.0.1');
  });
});

describe('a request', () => {
  it('from a page of another site changes nothing', async () => {
    const chair = test.as('chair');
    const rename = (headers: Record<string, string>) =>
      chair.post('~/names?dryRun=true', { name: '试', effectiveOn: '2014-01-01' }, headers);
    expect(refusal(await rename({ origin: 'https://evil.example' }))).toEqual([403, 'access.foreign-origin']);
    expect((await rename({ origin: 'null' })).status).toBe(403);
    expect((await rename({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    // A name of another that was made to lead here.
    expect((await rename({ origin: 'http://evil.example', host: 'evil.example' })).status).toBe(403);
    expect((await rename({ origin: test.services.config.HEGU_PUBLIC_URL })).status).toBe(201);
    expect((await rename({})).status).toBe(201);
    expect((await rename({ origin: 'http://192.0.2.7:3000', host: '192.0.2.7:3000' })).status).toBe(201);
  });

  it('is answered for no cache, no frame and no script of others', async () => {
    const { headers } = await test.as('auditor').get('~/members');
    expect(headers['cache-control']).toBe('no-store');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });
});

it('An invitation opens nothing after its days', async () => {
  const reset = await expectStatus(test.as('chair').post(`~/users/${person.userId}/reset`), 202);
  const path = `~/access-proposals/${reset.id as string}/confirm`;
  const done = await expectStatus(test.as('supervisor').post(path), 200);
  await owner`update invitation set expires_at = now() - interval '1 second' where used_at is null`;
  await expect(acceptedCookie(test.app, userName, `${reset.half}.${done.half}`)).rejects.toThrow(
    /access.invitation-invalid/,
  );
});
