/** Who read what of people: written down before it is given, found by those who watch, shown to the person themself. */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { readOwn, readOwnNumbers } from '../../src/modules/members/contract.ts';
import { isRemembered } from '../../src/web/portal/remembered.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, linkUser } from '../support/cooperative.ts';
import { password } from '../support/staff.ts';

const base = '99010519520229002';
const residentId = base + residentIdCheckDigit(base);

let test: TestApp;
let memberId = '';
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2012-03-01T01:00:00Z') });
  const standings = [{ kind: 'admitted', effectiveOn: '1990-01-01' }];
  const person = {
    registerNumber: '1',
    name: '陈大海',
    birthDate: '1952-02-29',
    residentId,
    phone: '13800001234',
  };
  const { body } = await test.as('accountant').post('~/members', { ...person, standings });
  memberId = body.id as string;
  const collective = { code: 'collective', name: '集体股', kind: 'collective', places: 0 };
  await expectStatus(test.as('accountant').post('~/share-classes', collective), 201);
  const issued = { shareClass: 'collective', to: { kind: 'collective' }, quantity: '10' };
  const movement = { kind: 'subscription', ...issued, effectiveOn: '2010-01-01' };
  await expectStatus(test.as('accountant').post('~/movements', movement), 201);
});
afterAll(() => test.close());

const looks = async (query = '') => {
  const { status, body } = await test.as('supervisor').get(`~/looks?limit=200${query}`);
  expect([status, body.code ?? null]).toEqual([200, null]);
  return body.looks as {
    kind: string;
    act: string;
    refused: string | null;
    memberId: string | null;
    about: string;
  }[];
};

describe('a reading of people', () => {
  it.each([
    ['a register', 'register', 'listMembers', () => test.as('reviewer').get('~/members')],
    ['one person', 'register', 'readMember', () => test.as('chair').get(`~/members/${memberId}`)],
    [
      'a search',
      'register',
      'searchMembers',
      () => test.as('reviewer').post('~/members/search', { text: '王' }),
    ],
    ['an export', 'export', 'exportMembers', () => test.as('auditor').get('~/exports/members?format=csv')],
    ['the trail', 'trail', 'listAuditEntries', () => test.as('chair').get('~/audit-entries')],
  ])('of %s is one row, however often within a minute', async (_, kind, act, read) => {
    expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(200);
    const found = (await looks()).filter((each) => each.act === act);
    expect(found).toMatchObject([{ kind, refused: null }]);
    expect(JSON.stringify(found)).not.toContain(residentId);
  });

  it('by their register number is told the person as well as by their id', async () => {
    await expectStatus(test.as('auditor').get('~/pensions?member=1'), 200);
    const span = 'from=2012-01-01&to=2012-03-01';
    await expectStatus(test.as('auditor').get(`~/share-statement?kind=member&number=1&${span}`), 200);
    await expectStatus(test.as('auditor').get(`~/share-statement?kind=collective&${span}`), 200);
    const found = (await looks('&person=auditor&kind=register')).map(({ act, memberId: of }) => [act, of]);
    expect(found).toEqual([
      ['readShareStatement', null],
      ['readShareStatement', memberId],
      ['readPension', memberId],
    ]);
  });

  it('that is refused is written down with its refusal', async () => {
    expect((await test.as('representative').get('~/members')).status).toBe(403);
    expect(
      (await test.as('reviewer').post(`~/members/${memberId}/unmask`, { field: 'phone', reason: '试试' }))
        .status,
    ).toBe(403);
    const refused = await looks('&refused=true');
    expect(refused.map(({ act, refused: code }) => [act, code])).toEqual([
      ['unmask', 'access.forbidden'],
      ['listMembers', 'access.forbidden'],
    ]);
  });

  it('of a number in clear is a row each time, with its reason, and is told the person', async () => {
    const unmask = (reason: string) =>
      test.as('accountant').post(`~/members/${memberId}/unmask`, { field: 'residentId', reason });
    for (const reason of ['办理社保', '与银行核对'])
      expect((await unmask(reason)).body).toEqual({ value: residentId });
    expect(await looks(`&kind=unmask&memberId=${memberId}&refused=false`)).toMatchObject([
      { about: 'residentId · 与银行核对', memberId },
      { about: 'residentId · 办理社保', memberId },
    ]);
  });

  it('of a sign-in, and of one refused, stands with them', async () => {
    const from = (secret: string) =>
      test.stranger.post('/api/v1/session', { userName: 'cashier', password: secret });
    expect((await from('not the password')).status).toBe(401);
    expect((await from(password)).status).toBe(200);
    const noted = (await looks('&kind=sign-in')).map(({ refused }) => refused);
    // The latest first; before them everybody came in by their invitation.
    expect(noted.slice(0, 2)).toEqual([null, 'access.sign-in-failed']);
    expect(noted.slice(2)).toEqual(Array(8).fill(null));
  });
});

describe('the log', () => {
  it('is searched by person, time and kind, and leaves as a table', async () => {
    expect(await looks('&person=auditor')).toMatchObject([
      { act: 'readShareStatement' },
      { act: 'readShareStatement' },
      { act: 'readPension' },
      { act: 'exportMembers' },
      { act: 'signIn' },
    ]);
    expect(await looks('&to=2012-02-28&kind=export')).toEqual([]);
    expect((await looks('&from=2012-03-01&to=2012-03-01&kind=export')).length).toBe(1);
    const table = await test.as('auditor').get('~/exports/looks?kind=export');
    expect(String(table.rawPayload)).toMatch(/exportMembers/);
  });

  it('is read by supervisors and auditors alone, page by page', async () => {
    for (const role of ['accountant', 'reviewer', 'chair', 'cashier'] as const)
      expect((await test.as(role).get('~/looks')).status).toBe(403);
    const first = await test.as('supervisor').get('~/looks?limit=1');
    const second = await test.as('supervisor').get(`~/looks?limit=1&after=${first.body.next}`);
    expect(second.body.looks[0]).not.toEqual(first.body.looks[0]);
    expect((await test.as('supervisor').get('~/looks?after=x')).status).toBe(422);
  });

  it('only grows, whoever asks PostgreSQL', async () => {
    for (const statement of ['delete from access_entry', `update access_entry set act = 'x'`])
      await expect(
        test.database.write(test.cooperativeId, (tx) => tx.execute(sql.raw(statement))),
      ).rejects.toThrow();
  });
});

describe('what is known of a person', () => {
  it('keeps what stood before a correction', async () => {
    test.setClock(new Date('2012-03-02T01:00:00Z'));
    const { status } = await test
      .as('accountant')
      .patch(`~/members/${memberId}`, { name: '陈大洋', birthDate: '1952-03-01', residentId: null });
    expect(status).toBe(200);
    const { body } = await test.as('accountant').get(`~/members/${memberId}`);
    expect(body.details).toMatchObject([
      { name: '陈大海', birthDate: '1952-02-29', residentIdMasked: '******************' },
      // Once another person has confirmed it.
      { name: '陈大洋', birthDate: '1952-03-01', residentIdMasked: null },
    ]);
    await expect(
      test.database.write(test.cooperativeId, (tx) =>
        tx.execute(sql.raw(`update member_detail set name = 'x'`)),
      ),
    ).rejects.toThrow();
  });

  it('is given to nobody whose user is no member', async () => {
    expect((await test.as('representative').get('~/own')).body.code).toBe('membership.not-linked');
    expect((await test.as('auditor').get('~/own')).status).toBe(403);
  });

  it('is given to the person themself, numbers in clear, with who looked at them', async () => {
    const { userId } = test.as('representative');
    expect((await linkUser(test, userId, '1')).status).toBe(200);
    const { body, status } = await test.as('representative').get('~/own');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      member: { name: '陈大洋' },
      unmasked: 2,
    });
    expect(body.looks.map(({ act }: { act: string }) => act)).toContain('unmask');
    expect(body.details).toHaveLength(2);
    // What is asked of oneself is kept on the phone: no number is in it, and what a phone does not keep has them.
    expect(JSON.stringify(body)).not.toContain('13800001234');
    const asked = test.as('representative');
    const wish = { field: 'phone', wish: '电话应为 13800005678' };
    await expectStatus(asked.post('~/own/corrections', wish), 201);
    await expectStatus(asked.post('~/own/corrections', { field: 'name', wish: '名字应为陈大样' }), 201);
    const { corrections } = await expectStatus(asked.get('~/own'), 200);
    expect(corrections.map((each: { wish: string | null }) => each.wish)).toEqual([null, '名字应为陈大样']);
    expect(await expectStatus(asked.get('~/own-numbers'), 200)).toMatchObject({
      residentId: null,
      phone: '13800001234',
      bankAccount: null,
      wishes: [{ wish: wish.wish }],
    });
    expect((await test.as('auditor').get('~/own-numbers')).status).toBe(403);
  });

  it('is kept on a phone but for the answers that have numbers in clear', () => {
    const pathOf = ({ path }: { readonly path: string }) => `/api/v1/cooperatives/of-mine${path}`;
    expect(isRemembered(pathOf(readOwn))).toBe(true);
    expect(isRemembered(pathOf(readOwnNumbers))).toBe(false);
  });
});

describe('Two people of one name', () => {
  it('are told apart: by what they sign in to those who watch, by a number to the person themself', async () => {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const called = (role: 'auditor' | 'reviewer', name: string) =>
      owner`update app_user set display_name = ${name} where id = ${test.as(role).userId}`;
    const alike = ['auditor', 'reviewer'] as const;
    for (const role of alike) await called(role, '张伟');
    for (const role of ['reviewer', 'auditor', 'supervisor'] as const)
      await expectStatus(test.as(role).get(`~/members/${memberId}`), 200);
    const watched = await expectStatus(
      test.as('supervisor').get(`~/looks?limit=3&memberId=${memberId}&kind=register`),
      200,
    );
    expect(watched.looks).toMatchObject([
      { person: 'The supervisor', signsInAs: 'supervisor' },
      { person: '张伟', signsInAs: 'auditor' },
      { person: '张伟', signsInAs: 'reviewer' },
    ]);
    expect((await looks('&person=REVIEWER')).length).toBeGreaterThan(0);
    const own = await expectStatus(test.as('representative').get('~/own'), 200);
    const [last, one, other] = own.looks as { person: string; capacity: string; namesake: number | null }[];
    expect([last, one, other]).toMatchObject([
      { person: 'The supervisor', capacity: 'office', namesake: null },
      { person: '张伟', capacity: 'office' },
      { person: '张伟', capacity: 'office' },
    ]);
    expect([one?.namesake, other?.namesake].sort()).toEqual([1, 2]);
    for (const role of alike) await called(role, `The ${role}`);
    await owner.end();
  });
});
