/**
 * Coming to the portal: a code in two halves, one from each of two people, a PIN of one's own, and nobody told whether a number is
 * there. Whoever comes so is a shareholder and nothing else.
 */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus, giveRoles, openRegister } from '../support/cooperative.ts';
import { password } from '../support/staff.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400', '300', '200']);
});
afterAll(() => test.close());

interface Half {
  readonly member: string;
  readonly half: string;
}
const refusal = ({ status, body }: Reply) => [status, body.code];
const propose = (members: readonly string[], client = test.as('chair')) =>
  client.post('~/portal-codes', { members });
const confirm = (client: Client, { id }: { id?: unknown }) =>
  client.post(`~/access-proposals/${String(id)}/confirm`);

/** Codes by member number, as each of them has them on paper. */
async function codesFor(...members: string[]): Promise<ReadonlyMap<string, string>> {
  const proposed = await expectStatus(propose(members), 202);
  const confirmed = await expectStatus(confirm(test.as('supervisor'), proposed), 200);
  return new Map(
    (proposed.halves as Half[]).map(({ member, half }, index) => [
      member,
      `${half} ${(confirmed.halves as Half[])[index]?.half}`,
    ]),
  );
}
const at = (fields: object) => ({ cooperativeId: test.cooperativeId, ...fields });
const activate = (number: string, code: string, password = '407915', address = '198.51.100.1') =>
  test.stranger.post('/api/v1/portal/activate', at({ number, code, password }), {
    'from-address': address,
  });
const signIn = (number: string, password: string, address = '198.51.100.1') =>
  test.stranger.post('/api/v1/portal/session', at({ number, password }), { 'from-address': address });
const cookieOf = ({ headers }: Reply) => /hegu_session=[^;]+/.exec(String(headers['set-cookie']))?.[0] ?? '';
const ownShares = (cookie: string) =>
  test.stranger.get(`/api/v1/cooperatives/${test.cooperativeId}/own/shares`, { cookie });

/** What a member is told, by the office's list, newest first: kind and words. */
const toldTo = async (number: string): Promise<readonly (readonly [string, string])[]> => {
  const { messages } = await expectStatus(test.as('auditor').get('~/member-messages?limit=200'), 200);
  const all = messages as { registerNumber: string; kind: string; said: { zh: string } }[];
  return all
    .filter(({ registerNumber }) => registerNumber === number)
    .map(({ kind, said }) => [kind, said.zh] as const);
};

describe('A code for the portal', () => {
  it('takes two people, lets one choose a PIN once, and shows exactly that member', async () => {
    for (const role of ['accountant', 'cashier', 'reviewer', 'shareholder', 'auditor'] as const)
      expect((await propose(['1'], test.as(role))).status, role).toBe(403);
    const proposed = await expectStatus(propose(['1', '2']), 202);
    expect(proposed).toMatchObject({ kind: 'portal', members: ['1', '2'], state: 'open', half: null });
    const [first] = proposed.halves as Half[];
    expect(first?.half).toMatch(/^\d{6}$/);
    // Sixty days of which the day of the proposal is the first: both slips say the same day.
    expect(proposed.useBy).toBe('2011-03-05');
    expect(refusal(await activate('1', `${first?.half} 000000`))).toEqual([401, 'access.portal-code-wrong']);
    expect((await confirm(test.as('chair'), proposed)).status).toBe(403);
    const confirmed = await expectStatus(confirm(test.as('supervisor'), proposed), 200);
    const [second] = confirmed.halves as Half[];
    expect(confirmed.useBy).toBe('2011-03-05');
    const portal = `${test.services.config.HEGU_PUBLIC_URL}/portal/?c=${test.cooperativeId}`;
    expect(await expectStatus(test.as('chair').get('~/office-contact'), 200)).toMatchObject({ portal });
    const code = `${first?.half}${second?.half}`;

    expect(refusal(await activate('2', code))).toEqual([401, 'access.portal-code-wrong']);
    // Each is counted as a try: from one address five of them would lock the number there.
    for (const [pin, refused, from] of [
      ['5803', 'access.pin-short', '198.51.100.11'],
      ['123456', 'access.pin-guessed', '198.51.100.12'],
      ['600101', 'access.pin-guessed', '198.51.100.13'],
      ['121212', 'access.pin-guessed', '198.51.100.14'],
      ['short', 'access.password-weak', '198.51.100.15'],
    ] as const)
      expect((await activate('1', code, pin, from)).body.code, pin).toBe(refused);
    const activated = await activate('1', code);
    expect(activated.body).toMatchObject({
      displayName: '股东1',
      cooperatives: [{ roles: ['shareholder'] }],
    });
    expect((await ownShares(cookieOf(activated))).body.holdings).toMatchObject([
      { number: '1', quantity: '600' },
    ]);
    // A page that was drawn for another who was here before asks nothing and changes nothing by this cookie.
    const drawnFor = (userId: unknown) => ({ cookie: cookieOf(activated), 'hegu-for': String(userId) });
    const own = `/api/v1/cooperatives/${test.cooperativeId}/own`;
    const wish = { field: 'name', wish: '改名' };
    const asAnother = drawnFor(test.as('cashier').userId);
    const signedOut = [401, 'access.sign-in-required'];
    expect(refusal(await test.stranger.get(`${own}/shares`, asAnother))).toEqual(signedOut);
    expect(refusal(await test.stranger.post(`${own}/corrections`, wish, asAnother))).toEqual(signedOut);
    // Nor does it sign out whoever came meanwhile.
    expect((await test.stranger.delete('/api/v1/session', asAnother)).status).toBe(204);
    const asOneself = drawnFor(activated.body.userId);
    expect((await test.stranger.get(`${own}/shares`, asOneself)).status).toBe(200);
    expect((await test.stranger.post(`${own}/corrections`, wish, asOneself)).status).toBe(201);
    expect(refusal(await activate('1', code))).toEqual([401, 'access.portal-code-wrong']);
    const signedIn = await expectStatus(signIn('1', '407915'), 200);
    expect(signedIn).toMatchObject({ displayName: '股东1' });
    expect(refusal(await signIn('1', '407916'))).toEqual([401, 'access.sign-in-failed']);
  });

  it('lost, is made anew by two; what was before ends with it', async () => {
    const code = (await codesFor('3')).get('3') ?? '';
    const before = await activate('3', code);
    expect((await ownShares(cookieOf(before))).status).toBe(200);
    // Which slip came first is not asked, and zeros before a number are not either.
    const slips = (await codesFor('3')).get('3') ?? '';
    const again = slips.slice(6) + slips.slice(0, 6);
    expect((await ownShares(cookieOf(before))).status).toBe(401);
    expect(refusal(await signIn('3', '407915'))).toEqual([401, 'access.sign-in-failed']);
    expect(refusal(await activate('3', code))).toEqual([401, 'access.portal-code-wrong']);
    expect((await activate('003', again, '907142')).status).toBe(200);
    expect((await signIn('03', '907142')).status).toBe(200);
    expect(refusal(await signIn('3.0', '907142'))).toEqual([401, 'access.sign-in-failed']);
    // Whoever held the slips: the member hears of each code that was made, and of each PIN that was chosen by one.
    const told = await toldTo('3');
    expect(told.map(([kind]) => kind)).toEqual([
      'pin-chosen',
      'portal-code-made',
      'pin-chosen',
      'portal-code-made',
    ]);
    expect(told.map(([, zh]) => zh.includes('原来的密码'))).toEqual([false, true, false, false]);
    expect(told[0]?.[1]).toContain('2011年1月5日');
  });

  it('tells nobody whether a number is there, neither by words nor by time, and counts every try', async () => {
    const took: number[] = [];
    const told = async (attempt: () => Promise<Reply>) => {
      const all = [];
      for (let tries = 0; tries < 10; tries++) {
        const begun = performance.now();
        const reply = await attempt();
        if (reply.status === 401) took.push(performance.now() - begun);
        all.push(refusal(reply).join(' '));
      }
      return [...new Set(all)];
    };
    const typed = (number: string) => () => activate(number, '111111 222222');
    const known = await told(typed('2'));
    expect(known).toEqual(['401 access.portal-code-wrong', '429 access.sign-in-locked']);
    expect(await told(typed('999'))).toEqual(known);
    // Counted together: by a code or by a PIN, it is the same number.
    expect(await told(() => signIn('2', '000000'))).toEqual(['429 access.sign-in-locked']);
    const said: Record<string, unknown[]> = { 3: [], 998: [] };
    const wrongPin = (number: string) => async () => {
      const reply = await signIn(number, '000000');
      if (reply.status === 401) said[number]?.push(reply.body.detail);
      return reply;
    };
    const wrong = await told(wrongPin('3'));
    expect(wrong).toEqual(['401 access.sign-in-failed', '429 access.sign-in-locked']);
    expect(await told(wrongPin('998'))).toEqual(wrong);
    // How many tries are left is said, until one has to wait; of a number that nobody bears as of another.
    const left = [4, 3, 2, 1].map((count) => expect.stringContaining(String(count)) as unknown);
    expect(said['3']).toEqual([...left, expect.not.stringMatching(/\d/)]);
    expect(said['998']).toEqual(said['3']);
    expect(took.length).toBeGreaterThan(15);
    expect(Math.min(...took), 'nobody hears earlier that a number is unknown').toBeGreaterThan(98);
  });

  it('tells by no PIN, no lock and no number which numbers and user names there are', async () => {
    const { cooperativeId } = test;
    const asked = async (number: string, password: string, last: number) => {
      const replies = [];
      for (let tries = 0; tries < 7; tries++)
        replies.push(
          refusal(await activate(number, '111111 222222', password, `203.0.113.${last}`)).join(' '),
        );
      return [...new Set(replies)];
    };
    // Compared with the number as it is typed, before anything is looked up: the same for all, and counted.
    const guessed = ['422 access.password-common', '429 access.sign-in-locked'];
    for (const [index, number] of ['1', '2', '999'].entries())
      expect(await asked(number, `${cooperativeId}/${number}`, index), number).toEqual(guessed);
    const wrong = ['401 access.portal-code-wrong', '429 access.sign-in-locked'];
    const { userName } = (await test.as('cashier').get('/api/v1/session')).body as { userName: string };
    for (const [index, name] of [userName, 'nobody-at-all', 'administrator'].entries())
      expect(await asked(name, `q7x9${name}w4kz`, 10 + index), name).toEqual(wrong);

    // A name locked at the office's door is locked at the portal's, unsaid: the word for it would tell that somebody has it.
    const from = { 'from-address': '203.0.113.20' };
    const atOffice = () =>
      test.stranger.post('/api/v1/session', { userName, password: 'not the password' }, from);
    for (let tries = 0; tries < 6; tries++) await atOffice();
    expect((await atOffice()).status).toBe(429);
    const atPortal = (number: string) =>
      test.stranger.post('/api/v1/portal/session', at({ number, password: 'not the password' }), from);
    expect(refusal(await atPortal(userName))).toEqual([401, 'access.sign-in-failed']);
    expect(refusal(await atPortal('nobody-at-all'))).toEqual([401, 'access.sign-in-failed']);
    const right = (number: string, address: string) => signIn(number, password, address);
    expect(refusal(await right(userName, '203.0.113.20'))).toEqual([401, 'access.sign-in-failed']);
    expect((await right(userName, '203.0.113.21')).status).toBe(200);
  });

  it('counts what is tried for one person together, by whatever number and at whichever door', async () => {
    const { userName, userId } = (await test.as('representative').get('/api/v1/session')).body as {
      userName: string;
      userId: string;
    };
    const link = await expectStatus(test.as('chair').put(`~/users/${userId}/member`, { member: '4' }), 202);
    await expectStatus(confirm(test.as('supervisor'), link), 200);
    const address = '203.0.113.40';
    const office = (secret: string, from = address) =>
      test.stranger.post('/api/v1/session', { userName, password: secret }, { 'from-address': from });
    // What is said of each wrong try is what is said of a number that nobody bears.
    const said = [];
    for (const number of ['4', '996']) {
      const replies = [];
      for (let tries = 0; tries < 5; tries++)
        replies.push((await signIn(number, 'wrong', address)).body.detail);
      said.push(replies);
    }
    expect(said[0]).toEqual(said[1]);
    expect(refusal(await office(password))).toEqual([401, 'access.sign-in-failed']);
    expect((await office(password, '203.0.113.41')).status).toBe(200);
  });

  it('opens nothing by a code while the name behind the number is locked at another door', async () => {
    const code = (await codesFor('3')).get('3') ?? '';
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const [{ userName = '' } = {}] = await owner<{ userName: string }[]>`
      select user_name as "userName" from app_user where display_name = '股东3'`;
    await owner.end();
    const from = { 'from-address': '203.0.113.60' };
    for (let tries = 0; tries < 5; tries += 1)
      await test.stranger.post('/api/v1/session', { userName, password: 'not the password' }, from);
    const wrong = [401, 'access.portal-code-wrong'];
    expect(refusal(await activate('3', code, '907142', '203.0.113.60'))).toEqual(wrong);
    expect((await activate('3', code, '907142', '203.0.113.61')).status).toBe(200);
  });

  it('reads no more of whoever comes than a number and a code need', async () => {
    const long = '0'.repeat(17_000);
    for (const reply of [await signIn('1', long), await activate('1', long)])
      expect(refusal(reply)).toEqual([413, 'request.too-large']);
  });

  it('is for members alone who are alive and have no user name', async () => {
    expect(refusal(await propose(['999']))).toEqual([404, 'membership.not-found']);
    expect(refusal(await propose(['1', '1']))).toEqual([422, 'access.person-twice']);
  });

  it('is worth nothing once its member is dead, nor is a PIN, and again what it was when nobody died', async () => {
    const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
    const idOf = (number: string) =>
      (members as { id: string; registerNumber: string }[]).find(
        ({ registerNumber }) => registerNumber === number,
      )?.id;
    const code = (await codesFor('2')).get('2') ?? '';
    const signedIn = await signIn('3', '907142', '203.0.113.30');
    expect((await ownShares(cookieOf(signedIn))).status).toBe(200);
    const died = async (number: string) => {
      const path = `~/members/${idOf(number)}/standings`;
      const death = { kind: 'deceased', effectiveOn: '2011-01-03' };
      const { id } = await expectStatus(test.as('accountant').post(path, death), 201);
      const strike = { kind: 'void', effectiveOn: '2011-01-03', note: '登记有误' };
      return () => expectStatus(test.as('accountant').post(`${path}/${id as string}/correct`, strike), 201);
    };
    const [secondLives, thirdLives] = [await died('2'), await died('3')];
    expect((await ownShares(cookieOf(signedIn))).status).toBe(401);
    const pin = () => signIn('3', '907142', '203.0.113.31');
    const chosen = () => activate('2', code, '581946', '203.0.113.32');
    expect(refusal(await pin())).toEqual([401, 'access.sign-in-failed']);
    expect(refusal(await chosen())).toEqual([401, 'access.portal-code-wrong']);
    await secondLives();
    await thirdLives();
    expect([(await pin()).status, (await chosen()).status]).toEqual([200, 200]);
  });

  it('comes by the number of a certificate too, though a register number is like it but for zeros', async () => {
    for (const [number, certificate] of [
      ['3', '000001'],
      ['1', '000002'],
    ] as const) {
      const wish = { holder: { kind: 'member', number }, issuedOn: '2011-01-04' };
      const issued = await expectStatus(test.as('accountant').post('~/certificates', wish), 201);
      expect(issued.number).toBe(certificate);
    }
    const first = (await codesFor('1')).get('1') ?? '';
    const home = '203.0.113.50';
    // Not what the slips of the neighbour open.
    expect((await activate('2', first, '638205', home)).status).toBe(401);
    const activated = await activate('000002', first, '638205', home);
    expect((await ownShares(cookieOf(activated))).body.holdings).toMatchObject([{ number: '1' }]);
    const isIn = async (number: string, pin: string, from = home) =>
      (await signIn(number, pin, from)).status === 200;
    expect(await isIn('000002', '638205')).toBe(true);
    expect(await isIn('1', '638205')).toBe(true);
    expect(await isIn('2', '581946')).toBe(true);
    expect(await isIn('02', '581946')).toBe(true);
    expect(await isIn('000002', '581946')).toBe(false);
    expect(await isIn('2', '638205')).toBe(false);
    // Whoever tries at a certificate locks out nobody but its holder, and hears what is heard of a number that nobody bears.
    const elsewhere = '203.0.113.51';
    const heard: Record<string, unknown[][]> = { '000002': [], '000098': [] };
    for (const [number, said] of Object.entries(heard))
      for (let tries = 0; tries < 6; tries++) {
        const { status, body } = await signIn(number, '000000', elsewhere);
        said.push([status, body.code, body.detail]);
      }
    expect(heard['000002']).toEqual(heard['000098']);
    expect(heard['000002']?.at(-1)?.slice(0, 2)).toEqual([429, 'access.sign-in-locked']);
    expect(await isIn('2', '581946', elsewhere)).toBe(true);
    expect(await isIn('000002', '638205', elsewhere)).toBe(false);
    // What is no longer valid leads nowhere, and to nobody else either.
    const { certificates } = await expectStatus(test.as('accountant').get('~/certificates'), 200);
    const valid = (certificates as { id: string; number: string }[]).find(
      ({ number }) => number === '000002',
    );
    const end = { endedOn: '2011-01-05', reason: '遗失' };
    await expectStatus(test.as('accountant').post(`~/certificates/${valid?.id}/void`, end), 200);
    expect(await isIn('000002', '638205')).toBe(false);
    expect(await isIn('000002', '581946')).toBe(false);
    expect(await isIn('1', '638205')).toBe(true);
  });

  it('makes a shareholder and nothing else, whatever two people say', async () => {
    const { users } = await expectStatus(test.as('chair').get('~/users'), 200);
    const user = (users as { userId: string; displayName: string }[]).find(
      ({ displayName }) => displayName === '股东1',
    );
    const userId = String(user?.userId);
    expect(refusal(await giveRoles(test, userId, ['shareholder', 'cashier']))).toEqual([
      409,
      'access.portal-only',
    ]);
    expect(refusal(await test.as('chair').post(`~/users/${userId}/reset`))).toEqual([
      409,
      'access.portal-only',
    ]);
    const asService = (statement: ReturnType<typeof sql>) =>
      test.database
        .write(test.cooperativeId, (tx) => tx.execute(statement))
        .then(
          () => 'taken',
          (error: unknown) => String(error instanceof Error ? (error.cause ?? error) : error),
        );
    expect(
      await asService(sql`insert into role_grant (cooperative_id, user_id, role, granted_at, granted_by, proposal_id)
        select cooperative_id, user_id, 'cashier', now(), granted_by, proposal_id from role_grant
        where user_id = ${userId}::uuid`),
    ).toContain('nothing else');
    expect(await asService(sql`update app_user set portal_only = false where id = ${userId}::uuid`)).toMatch(
      /permission denied|stays one/,
    );
  });
});

describe('The telephone of the office', () => {
  it('is the chair’s to set, and said to whoever comes', async () => {
    const contact = { telephone: '0990-555 0123', place: '泉东路 8 号', hours: '周一至周五' };
    expect((await test.as('accountant').put('~/office-contact', contact)).status).toBe(403);
    await expectStatus(test.as('chair').put('~/office-contact', contact), 200);
    expect((await test.as('accountant').get('~/office-contact')).body).toMatchObject(contact);
    const place = await test.stranger.get(`/api/v1/portal/place?cooperative=${test.cooperativeId}`);
    expect(place.body).toMatchObject({ id: test.cooperativeId, ...contact });
    expect(refusal(await test.stranger.get('/api/v1/portal/place?cooperative=无此社'))).toEqual([
      404,
      'portal.place-unknown',
    ]);
  });
});
