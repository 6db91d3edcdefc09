/** Corrections on request, and what is kept how long: asked by one, answered by another, said to the person concerned. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget } from '../../src/forgetting.ts';
import { startTestApp, type Client, type TestApp } from '../support/app.ts';
import { expectStatus, linkUser, openRegister } from '../support/cooperative.ts';

let test: TestApp;
let shareholder: Client;
let memberId: string;

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2012-03-01T01:00:00Z') });
  await openRegister(test, ['600', '400']);
  shareholder = test.as('shareholder');
  await expectStatus(linkUser(test, shareholder.userId, '1'), 200);
  const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
  memberId = (members as { id: string; registerNumber: string }[]).find((each) => each.registerNumber === '1')
    ?.id as string;
});
afterAll(() => test.close());

const own = async () =>
  (await expectStatus(shareholder.get('~/own'), 200)).corrections as { state: string }[];
const bySql = (statement: string) =>
  test.database.write(test.cooperativeId, (tx) => tx.execute(sql.raw(statement)));

describe('A correction', () => {
  let correctionId: string;

  it('is asked for by the person, changes nothing, and is answered within thirty days', async () => {
    const wish = { field: 'phone', wish: '电话应为 13900005678' };
    correctionId = (await expectStatus(shareholder.post('~/own/corrections', wish), 201)).id as string;
    // What may hold a number stands apart from what a phone keeps.
    const asked = { state: 'open', asked: 'by-the-person', askedOn: '2012-03-01', dueOn: '2012-03-31' };
    expect(await own()).toMatchObject([{ ...asked, field: 'phone', wish: null }]);
    const { wishes } = await expectStatus(shareholder.get('~/own-numbers'), 200);
    expect(wishes).toEqual([{ correctionId, wish: wish.wish }]);
    test.setClock(new Date('2012-04-01T01:00:00Z'));
    expect(await own()).toMatchObject([{ state: 'overdue' }]);
  });

  it('that may be a number is shut in the list, opened by whoever answers, on record', async () => {
    const { corrections } = await expectStatus(test.as('chair').get('~/corrections'), 200);
    expect(corrections).toMatchObject([{ id: correctionId, wish: null }]);
    const open = (reason: string) =>
      test.as('accountant').post(`~/corrections/${correctionId}/read`, { reason });
    expect((await open('')).status).toBe(422);
    expect((await open('。。')).body.code).toBe('input.says-nothing');
    const opened = await expectStatus(open('答复本人的申请'), 200);
    expect(opened.wish).toBe('电话应为 13900005678');
    const { looks } = await expectStatus(test.as('supervisor').get('~/looks?kind=unmask'), 200);
    expect(looks).toMatchObject([
      { act: 'readCorrection', memberId, about: `答复本人的申请 · ${correctionId}` },
    ]);
    // The person is told that it was opened, and it counts among what was seen of them in clear.
    const told = await expectStatus(shareholder.get('~/own'), 200);
    expect(told).toMatchObject({ unmasked: 1, looks: [{ act: 'readCorrection' }] });
    const rows = await bySql(`select wish_cipher from correction_request`);
    expect(JSON.stringify([...rows])).not.toContain('13900005678');
  });

  it('is told nobody but the office by what it was seen as: whoever looks as a member changes what is their own', async () => {
    const wish = { field: 'name', wish: '名字应为陈小海' };
    const seen = { 'if-match': '"0"' };
    const tried = await shareholder.post('~/own/corrections?dryRun=true', wish, seen);
    expect([tried.status, tried.body.code]).toEqual([201, undefined]);
    const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
    const other = (members as { id: string }[]).find(({ id }) => id !== memberId)?.id;
    const path = `~/members/${other}/corrections`;
    const byOffice = { ...wish, askedOn: '2012-03-31' };
    await expectStatus(test.as('accountant').post(path, byOffice), 201);
    const late = await test.as('accountant').post(`${path}?dryRun=true`, byOffice, seen);
    expect([late.status, late.body.code]).toEqual([412, 'record.changed-since']);
  });

  it('counts as made once the register shows it', async () => {
    const answer = () => test.as('accountant').post(`~/corrections/${correctionId}/confirm`, {});
    expect((await answer()).body.code).toBe('correction.not-made');
    const change = (fields: object) => test.as('accountant').patch(`~/members/${memberId}`, fields);
    await expectStatus(change({ birthDate: '1961-01-01' }), 200);
    expect((await answer()).body.code).toBe('correction.not-made');
    await expectStatus(change({ phone: '13900005678' }), 200);
    await expectStatus(answer(), 200);
    expect((await answer()).body.code).toBe('correction.answered-already');
    expect(await own()).toMatchObject([{ state: 'corrected' }]);
  });

  it('is refused with a reason, which the person reads', async () => {
    const { id } = await expectStatus(
      shareholder.post('~/own/corrections', { field: 'shares', wish: '应为 700 股' }),
      201,
    );
    expect((await test.as('chair').post(`~/corrections/${id}/confirm`, {})).body.code).toBe(
      'correction.reason-missing',
    );
    expect((await test.as('chair').post(`~/corrections/${id}/refuse`, {})).status).toBe(422);
    await expectStatus(test.as('chair').post(`~/corrections/${id}/refuse`, { reason: '与股权证一致' }), 200);
    expect((await own()).at(-1)).toMatchObject({ state: 'refused', reason: '与股权证一致' });
  });

  it('recorded by the office is answered by another, and nobody answers about themself', async () => {
    const path = `~/members/${memberId}/corrections`;
    const wish = { field: 'other', wish: '更正户口地址', askedOn: '2012-03-20' };
    const tomorrow = { ...wish, askedOn: '2012-05-02' };
    expect((await test.as('accountant').post(path, tomorrow)).body.code).toBe('correction.day-in-future');
    const { id } = await expectStatus(test.as('accountant').post(path, wish), 201);
    const answer = (role: 'accountant' | 'reviewer') =>
      test.as(role).post(`~/corrections/${id}/confirm`, { reason: '已更正' });
    expect((await answer('accountant')).body.code).toBe('correction.by-another');
    for (const userId of [test.as('accountant').userId, shareholder.userId])
      await expect(
        bySql(`insert into correction_answer (cooperative_id, request_id, outcome, recorded_at, recorded_by)
          values ('${test.cooperativeId}', '${id}', 'corrected', now(), '${userId}')`),
      ).rejects.toThrow();
    await expectStatus(answer('reviewer'), 200);
    expect((await own()).at(-1)).toMatchObject({ asked: 'through-the-office', state: 'corrected' });
  });

  it('is not for whoever is no member, and of nobody else', async () => {
    const wish = { field: 'name', wish: '张三' };
    expect((await test.as('cashier').post('~/own/corrections', wish)).body.code).toBe(
      'membership.not-linked',
    );
    expect((await shareholder.get('~/corrections')).status).toBe(403);
    expect((await test.as('auditor').post('~/own/corrections', wish)).status).toBe(403);
  });
});

describe('What is kept', () => {
  const retention = async () => expectStatus(test.as('supervisor').get('~/retention'), 200);
  const past = async (name: string) =>
    ((await retention()).classes as { recordClass: string; past: number | null }[]).find(
      ({ recordClass }) => recordClass === name,
    )?.past;
  const entries = async () =>
    Number([...(await bySql('select count(*) as count from access_entry'))][0]?.['count']);

  it('says how long and why; the ledger for ever', async () => {
    const { classes } = await retention();
    expect(classes).toContainEqual(
      expect.objectContaining({ recordClass: 'ledger', years: null, mode: 'kept' }),
    );
    expect(await past('readings')).toBe(0);
    const asked = await test.as('chair').post('~/erasures', { recordClass: 'readings' });
    expect(asked.body.code).toBe('retention.nothing-past');
  });

  it('is kept for longer where the cooperative says so, and never for less', async () => {
    const set = (years: number) =>
      test.as('chair').put('~/retention/readings', { years, source: '章程第五十条' });
    expect((await set(9)).body.code).toBe('retention.term-too-short');
    await expectStatus(set(11), 200);
    test.setClock(new Date('2022-06-01T01:00:00Z'));
    expect(await past('readings')).toBe(0);
    test.setClock(new Date('2023-06-01T01:00:00Z'));
    expect(await past('readings')).toBeGreaterThan(0);
  });

  it('goes when two people agreed, and only what is past its time', async () => {
    const before = await entries();
    const due = (await past('readings')) ?? 0;
    const { id } = await expectStatus(test.as('chair').post('~/erasures', { recordClass: 'readings' }), 202);
    for (const role of ['chair', 'accountant', 'reviewer', 'auditor'] as const)
      expect((await test.as(role).post(`~/erasures/${id}/confirm`)).status).toBe(403);
    const refusals = (await entries()) - before;
    const { erased } = await expectStatus(test.as('supervisor').post(`~/erasures/${id}/confirm`), 200);
    expect(erased).toBe(due);
    expect(await entries()).toBe(before + refusals - due);
    expect((await test.as('supervisor').post(`~/erasures/${id}/confirm`)).body.code).toBe(
      'retention.answered-already',
    );
    expect((await retention()).erasures).toMatchObject([{ id, outcome: 'erased', erased: due }]);
  });

  it('stays for one person with SQL, whoever they say they are', async () => {
    await expectStatus(test.as('auditor').get('~/members'), 200);
    await expect(bySql('delete from access_entry')).rejects.toThrow();
    const chair = test.as('chair').userId;
    const request = (id: string, moment: string) =>
      bySql(`insert into erasure_request (cooperative_id, id, record_class, before, rows, recorded_at, recorded_by)
        values ('${test.cooperativeId}', '${id}', 'readings', ${moment}, 1, '2099-01-01', '${chair}')`);
    const id = '00000000-0000-4000-8000-000000000001';
    await expect(request(id, `'2098-01-01'`)).rejects.toThrow();
    await expect(request(id, `now() - interval '10 years'`)).rejects.toThrow();
    await expect(request(id, `now() - interval '12 years'`)).rejects.toThrow(/with an entry of the trail/);
    await expect(
      bySql(`insert into erasure_answer (cooperative_id, request_id, outcome, rows, recorded_at, recorded_by)
        values ('${test.cooperativeId}', '${id}', 'erased', 1, now(), '${chair}')`),
    ).rejects.toThrow();
    await expect(bySql('delete from access_entry')).rejects.toThrow();
  });

  it('of technical use alone goes by itself', async () => {
    const sessions = () =>
      test.database.outside((tx) => tx.execute(sql.raw('select count(*)::int as n from session')));
    const before = [...(await sessions())][0]?.['n'];
    await forget(test.services, new Date());
    expect([...(await sessions())][0]?.['n']).toBe(before);
    await forget(test.services, new Date(Date.now() + 3 * 86_400_000));
    expect([...(await sessions())][0]?.['n']).toBe(0);
  });
});
