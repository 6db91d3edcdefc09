/** A second factor beside the password, asked for before what weighs; and tokens of programs, narrower than their people. */
import { Secret, TOTP } from 'otpauth';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { password } from '../support/staff.ts';

let test: TestApp;
let owner: postgres.Sql;
beforeAll(async () => {
  test = await startTestApp();
  test.expectTampering('outside');
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const refusal = ({ status, body }: Reply) => [status, body.code];
/** As the app on a telephone makes them; `later` steps of thirty seconds. */
const codeOf = (secret: string, later = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 });
/** As if the last code had been shown long ago: tests do not wait for the next. */
const later = () => owner`update second_factor set last_step = last_step - 5`;
const showTo = (role: 'chair' | 'reviewer' | 'supervisor', code: string) =>
  test.as(role).post('/api/v1/session/second-factor/show', { code });

async function setUp(role: 'chair' | 'reviewer' | 'supervisor') {
  const client = test.as(role);
  const { secret, uri } = await expectStatus(client.post('/api/v1/session/second-factor', { password }), 200);
  expect(uri).toMatch(/^otpauth:\/\/totp\/Hegu:/);
  const shown = codeOf(secret as string);
  const { recoveryCodes } = await expectStatus(
    client.put('/api/v1/session/second-factor', { code: shown }),
    200,
  );
  return { secret: secret as string, shown, recoveryCodes: recoveryCodes as string[] };
}

describe('an authenticator', () => {
  it('counts once its first code was shown; no code counts twice, a recovery code once', async () => {
    const client = test.as('reviewer');
    const wrong = await client.post('/api/v1/session/second-factor', { password: 'not mine' });
    expect(refusal(wrong)).toEqual([401, 'access.sign-in-failed']);
    const { secret, shown, recoveryCodes } = await setUp('reviewer');
    const show = (code: string) => showTo('reviewer', code);
    // Held, not made anew: half a minute may end between any two lines.
    const second = codeOf(secret, 1);
    expect(refusal(await show(shown)), 'shown already').toEqual([401, 'access.code-wrong']);
    expect((await show(second)).status).toBe(204);
    expect((await show(second)).status, 'again').toBe(401);
    expect((await show(shown)).status, 'of before').toBe(401);
    expect((await show(recoveryCodes[0] ?? '')).status).toBe(204);
    expect((await show(recoveryCodes[0] ?? '')).status, 'used').toBe(401);
    await later();
    const signIn = (code?: string) =>
      test.stranger.post('/api/v1/session', { userName: 'reviewer', password, ...(code && { code }) });
    expect(refusal(await signIn())).toEqual([401, 'access.code-needed']);
    expect(refusal(await signIn('000000'))).toEqual([401, 'access.code-wrong']);
    expect((await signIn(codeOf(secret))).status).toBe(200);
    // Another is only begun: the first counts until a code of the new one was shown.
    await later();
    const begun = { password, code: codeOf(secret, 1) };
    const { secret: next } = await expectStatus(client.post('/api/v1/session/second-factor', begun), 200);
    await later();
    await later();
    expect(refusal(await signIn())).toEqual([401, 'access.code-needed']);
    expect((await signIn(recoveryCodes[1])).status).toBe(200);
    expect((await signIn(codeOf(next as string))).status, 'not shown yet').toBe(401);
    const first = { code: codeOf(next as string) };
    const { recoveryCodes: others } = await expectStatus(
      client.put('/api/v1/session/second-factor', first),
      200,
    );
    expect((await client.put('/api/v1/session/second-factor', first)).status, 'shown').toBe(401);
    for (const old of [codeOf(secret, 1), recoveryCodes[2]])
      expect((await signIn(old)).status, 'of the one before').toBe(401);
    expect((await signIn(codeOf(next as string, 1))).status).toBe(200);
    recoveryCodes.push(next as string, ...(others as string[]));
    await owner`delete from sign_in_guard`;
    // Kept is what gives no code: neither the secret nor a recovery code stands anywhere.
    const rows = await owner`select seed from second_factor union all select code_hash from recovery_code`;
    const kept = JSON.stringify(rows);
    expect([secret, ...recoveryCodes].filter((each) => kept.includes(each))).toEqual([]);
  });

  it('is not tried through: wrong codes lock', async () => {
    await owner`delete from sign_in_guard`;
    const tries = [];
    for (let index = 0; index < 7; index += 1) tries.push((await showTo('reviewer', '111111')).status);
    expect(tries).toEqual([401, 401, 401, 401, 401, 429, 429]);
    await owner`delete from sign_in_guard`;
  });
});

describe('a cooperative that asks for a second factor', () => {
  it('lets nobody confirm without one shown within the half-hour; two people decide that, and the end of it', async () => {
    const ask = (required: boolean) => test.as('chair').put('~/second-factor-rule', { required });
    const confirm = ({ id }: { id?: unknown }) =>
      test.as('supervisor').post(`~/access-proposals/${String(id)}/confirm`);
    const asked = await expectStatus(ask(true), 202);
    expect((await ask(false)).status, 'not yet in force').toBe(202);
    await expectStatus(confirm(asked), 200);
    expect(refusal(await ask(false))).toEqual([403, 'access.second-factor-needed']);
    const unmask = { field: 'phone', reason: '核对' };
    const nobody = '~/members/00000000-0000-7000-8000-000000000000/unmask';
    expect(refusal(await test.as('auditor').post(nobody, unmask))).toEqual([
      403,
      'access.second-factor-needed',
    ]);
    expect((await test.as('auditor').get('~/members')).status, 'reading goes on').toBe(200);
    const [chair, supervisor] = [await setUp('chair'), await setUp('supervisor')];
    const off = await expectStatus(ask(false), 202);
    await owner`update session set second_factor_at = now() - interval '31 minutes'`;
    expect(refusal(await confirm(off))).toEqual([403, 'access.second-factor-needed']);
    // Written into the database it was shown by nobody.
    await owner`update session set second_factor_at = now()`;
    expect(refusal(await confirm(off))).toEqual([403, 'access.second-factor-needed']);
    await later();
    expect((await showTo('supervisor', codeOf(supervisor.secret))).status).toBe(204);
    await expectStatus(confirm(off), 200);
    await later();
    expect((await showTo('chair', codeOf(chair.secret))).status).toBe(204);
    await expectStatus(test.as('auditor').post(nobody, unmask), 404);
  });
});

describe('a token of a program', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const make = (scopes: readonly string[], days = 30) =>
    test.as('accountant').post('/api/v1/session/tokens', {
      cooperativeId: test.cooperativeId,
      name: '报表',
      scopes,
      days,
      password,
    });

  it('does what it was made for, in its cooperative, until it is ended or has run out', async () => {
    const { id, token } = await expectStatus(make(['register.read']), 201);
    const read = (path: string) => test.stranger.get(path, bearer(token as string));
    expect((await read('~/members')).status).toBe(200);
    expect(refusal(await read('~/months'))).toEqual([403, 'access.token-scope']);
    expect(refusal(await read('/api/v1/session/tokens'))).toEqual([403, 'access.token-not-here']);
    const elsewhere = '/api/v1/cooperatives/0197e3a0-5c00-7000-8000-000000000001/members';
    expect(refusal(await read(elsewhere))).toEqual([403, 'access.token-not-here']);
    const stored = JSON.stringify(await owner`select * from api_token`);
    expect(stored).not.toContain(token);
    const { tokens } = await expectStatus(test.as('accountant').get('/api/v1/session/tokens'), 200);
    expect(tokens).toMatchObject([{ id, name: '报表', scopes: ['register.read'], endedAt: null }]);
    expect((await test.as('reviewer').delete(`/api/v1/session/tokens/${id as string}`)).status).toBe(404);
    expect((await test.as('accountant').delete(`/api/v1/session/tokens/${id as string}`)).status).toBe(204);
    expect((await read('~/members')).status).toBe(401);
    const { token: second } = await expectStatus(make(['register.read']), 201);
    // One from before an action weighed: the person must be there all the same.
    await owner`update api_token set scopes = scopes || '["register.unmask"]' where ended_at is null`;
    const unmask = '~/members/0197e3a0-5c00-7000-8000-000000000001/unmask';
    const asked = { field: 'phone', reason: '核对' };
    expect(refusal(await test.stranger.post(unmask, asked, bearer(second as string)))).toEqual([
      403,
      'access.token-scope',
    ]);
    await owner`update api_token set expires_at = now()`;
    expect((await test.stranger.get('~/members', bearer(second as string))).status).toBe(401);
  });

  it('is made by whoever shows their password again, twenty at most, and ends with the password', async () => {
    const wish = { cooperativeId: test.cooperativeId, name: '报表', scopes: ['register.read'], days: 1 };
    const path = '/api/v1/session/tokens';
    const wrong = await test.as('accountant').post(path, { ...wish, password: 'not mine' });
    expect(refusal(wrong)).toEqual([401, 'access.sign-in-failed']);
    const { id, token } = await expectStatus(make(['register.read'], 1), 201);
    await owner`insert into api_token (id, user_id, cooperative_id, token_hash, name, scopes, created_at, expires_at)
      select gen_random_uuid(), user_id, cooperative_id, token_hash || n, name, scopes, created_at, expires_at
      from api_token, generate_series(1, 19) n where id = ${id as string}`;
    expect(refusal(await make(['register.read'], 1))).toEqual([409, 'access.tokens-many']);
    const read = () => test.stranger.get('~/members', bearer(token as string));
    expect((await read()).status).toBe(200);
    const change = { password, newPassword: 'another sentence of mine' };
    expect((await test.as('accountant').put('/api/v1/session/password', change)).status).toBe(204);
    expect((await read()).status).toBe(401);
    const back = { password: change.newPassword, newPassword: password };
    expect((await test.as('accountant').put('/api/v1/session/password', back)).status).toBe(204);
  });

  it('weighs nothing, is for nobody without a part, and never more than its person may', async () => {
    for (const scope of ['register.unmask', 'runs.approve', 'people.confirm', 'settings.change'])
      expect(refusal(await make([scope]))).toEqual([422, 'access.token-weighty']);
    const elsewhere = {
      cooperativeId: '0197e3a0-5c00-7000-8000-000000000001',
      name: 'x',
      scopes: ['books.read'],
      days: 1,
      password,
    };
    expect((await test.as('accountant').post('/api/v1/session/tokens', elsewhere)).status).toBe(404);
    const { token } = await expectStatus(make(['trail.read']), 201);
    const reply = await test.stranger.get('~/audit-entries', bearer(token as string));
    expect(refusal(reply)).toEqual([403, 'access.forbidden']);
  });
});
