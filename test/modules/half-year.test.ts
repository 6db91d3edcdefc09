/** A half-year in few commands: each does what its steps do one by one, under the same rules, or nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand, openTill } from '../support/books.ts';
import { announce, expectStatus, openRegister, runDefaults } from '../support/cooperative.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-10T02:00:00Z') });
  await openRegister(test, ['2000', '1000', '500']);
  await openTill(test);
  const rent = [debit('102', '100000.00'), credit('501', '100000.00')];
  const entry = { kind: 'manual', date: '2010-09-01', summary: '租金', lines: rent };
  await expectStatus(enterByHand(test, entry), 201);
});
afterAll(() => test.close());

const accountant = () => test.as('accountant');
const half = '~/half-years/2010-H2';
const plan = {
  period: '2010-H2',
  mode: 'year',
  steps: [{ kind: 'reserve', name: '公积公益金', base: 'after-loss', rate: '20', basis: '章程第四十一条' }],
  members: { kind: 'rest' },
};
const untaxed = { basis: runDefaults.basis, method: runDefaults.method, taxBasis: runDefaults.taxBasis };
const terms = { ...untaxed, taxRate: runDefaults.taxRate };

let planId = '';
let runId = '';
let meetingId = '';

describe('a dividend drafted and calculated at once', () => {
  it('needs a plan or a pool, and terms of its own where there was none before', async () => {
    const faultOf = async (wish: object) => {
      const { status, body } = await accountant().post(`${half}/dividend`, wish);
      return [status, body.code, body.faults[0].pointer];
    };
    expect(await faultOf({})).toEqual([422, 'dividend.term-needed', '/method']);
    expect(await faultOf(terms)).toEqual([422, 'distribution.pool-needed', '/pool']);
    expect(await faultOf(untaxed)).toEqual([422, 'dividend.term-needed', '/taxRate']);
  });

  it('takes the pool of the plan drawn up last and the last day of the half-year; a dry run writes nothing', async () => {
    ({ id: planId } = await expectStatus(accountant().post('~/distribution-plans', plan), 201));
    const tried = await expectStatus(accountant().post(`${half}/dividend?dryRun=true`, terms), 201);
    expect(tried).toMatchObject({
      state: 'calculated',
      pool: '80000.00',
      recordDate: '2010-12-31',
      lines: 3,
    });
    expect((await accountant().get('~/dividend-runs')).body.runs).toEqual([]);
    const made = await expectStatus(accountant().post(`${half}/dividend`, terms), 201);
    expect({ ...made, id: tried.id, knownAt: tried.knownAt }).toEqual(tried);
    runId = made.id;
    const again = await accountant().post(`${half}/dividend`, terms);
    expect([again.status, again.body.code]).toEqual([409, 'run.period-taken']);
  });
});

describe('an assembly drafted and convened at once', () => {
  it('asks for a place where there was none, and for something to decide', async () => {
    const codeOf = async (path: string, wish: object) =>
      (await accountant().post(path, wish)).body.code as string;
    expect(await codeOf(`${half}/convene`, {})).toBe('meeting.place-needed');
    expect(await codeOf('~/half-years/2010-H1/convene', { place: '礼堂' })).toBe('meeting.nothing-waits');
    expect(await codeOf(`${half}/convene`, { place: '礼堂', heldOn: '2011-01-12' })).toBe(
      'meeting.papers-late',
    );
    expect((await accountant().get('~/meetings')).body.meetings).toEqual([]);
  });

  it('stands with the report, the plan and the dividend on the day for which the notice is in time', async () => {
    const wish = { place: '礼堂' };
    const tried = await expectStatus(accountant().post(`${half}/convene?dryRun=true`, wish), 201);
    expect((await accountant().get('~/meetings')).body.meetings).toEqual([]);
    const made = await expectStatus(accountant().post(`${half}/convene`, wish), 201);
    expect({ ...made, id: tried.id }).toEqual(tried);
    expect(made).toMatchObject({
      titleEn: expect.stringMatching(/^members.+2010/i) as string,
      state: 'convened',
      body: 'members-assembly',
      title: '2010年下半年成员大会',
    });
    expect(made.agenda.map((each: { about: object | null }) => each.about)).toEqual([
      null,
      { kind: 'plan', planId },
      { kind: 'run', runId },
    ]);
    // One day earlier the notice of today is too late.
    const day = new Date(Date.parse(made.heldOn as string) - 86_400_000).toISOString().slice(0, 10);
    const earlier = { ...wish, heldOn: day, title: '另一次' };
    expect((await accountant().post(`${half}/convene`, earlier)).status).not.toBe(201);
    meetingId = made.id;
    test.setClock(new Date(`${String(made.heldOn)}T02:00:00Z`));
  });
});

describe('what a meeting decided carried out at once', () => {
  const carryOut = (role: 'accountant' | 'reviewer') =>
    test.as(role).post(`~/meetings/${meetingId}/carry-out`);

  it('waits for the meeting and is not for whoever prepared it', async () => {
    expect((await carryOut('reviewer')).body.code).toBe('meeting.not-closed');
    const path = `~/meetings/${meetingId}`;
    await expectStatus(accountant().post(`${path}/open`), 200);
    const entries = ['1', '2', '3'].map((member) => ({ member, manner: 'on-site' }));
    await expectStatus(accountant().post(`${path}/attendance`, { entries }), 200);
    for (const motion of ['2', '3']) {
      const hands = { for: 3, against: 0, abstain: 0 };
      await expectStatus(accountant().post(`${path}/motions/${motion}/hands`, hands), 200);
    }
    await expectStatus(test.as('supervisor').post(`${path}/close`), 200);
    expect((await carryOut('accountant')).status).toBe(403);
  });

  it('adopts the plan and approves the dividend, each by its resolution, once', async () => {
    const tried = test.as('reviewer').post(`~/meetings/${meetingId}/carry-out?dryRun=true`);
    const { resolutionId } = (await expectStatus(tried, 200)).runs[0];
    const legality = async (query = '') => {
      const reply = test.as('reviewer').get(`~/dividend-runs/${runId}/legality${query}`);
      return (await expectStatus(reply, 200)).answers as readonly object[];
    };
    const ahead = await legality(`?resolutionId=${String(resolutionId)}&planId=${planId}`);
    const { plans, runs } = await expectStatus(carryOut('reviewer'), 200);
    expect([plans, runs]).toMatchObject([
      [{ id: planId, payable: '80000.00' }],
      [{ id: runId, paid: '80000.00', lines: 3 }],
    ]);
    expect(plans[0].resolution).not.toBe(runs[0].resolution);
    const { state, approvedBy } = await expectStatus(accountant().get(`~/dividend-runs/${runId}`), 200);
    expect([state, approvedBy]).toEqual(['approved', 'The reviewer']);
    // What the sheet said before is what is so afterwards, with the same evidence.
    expect(await legality()).toEqual(ahead);
    const again = await carryOut('reviewer');
    expect([again.status, again.body.code]).toEqual([409, 'meeting.nothing-to-carry-out']);
  });

  it('comes with all its papers at once', async () => {
    const issue = (query = '') => accountant().post(`~/meetings/${meetingId}/papers${query}`, {});
    expect((await expectStatus(issue('?dryRun=true'), 201)).documents).toHaveLength(5);
    const { documents } = await expectStatus(issue(), 201);
    expect(documents.map(({ kind, number }: Record<string, string>) => [kind, number])).toEqual([
      ['meeting-paper', '2011-000001'],
      ['half-year-report', '2011-000002'],
      ['distribution-plan', '2011-000003'],
      ['dividend-table', '2011-000004'],
      ['legality', '2011-000005'],
    ]);
    const kept = await expectStatus(accountant().get('~/documents'), 200);
    expect(kept.documents).toEqual(documents);
  });
});

describe('the books closed at once', () => {
  const close = (until: string, query = '') => accountant().post(`~/months/close${query}`, { until });

  it('stay open as a whole where one month or the year cannot be closed', async () => {
    expect((await close('2011-12')).body.code).toBe('books.month-not-over');
    expect((await close('2010-12')).body.code).toBe('books.year-has-approved-run');
    expect((await accountant().get('~/months')).body.closed).toEqual([]);
    await expectStatus(announce(test, runId), 201);
    await expectStatus(accountant().post(`~/dividend-runs/${runId}/post`), 200);
  });

  it('are closed month by month from the first entry on, the years before their Decembers', async () => {
    const tried = await expectStatus(close('2010-12', '?dryRun=true'), 200);
    expect((await accountant().get('~/months')).body.closed).toEqual([]);
    const made = await expectStatus(close('2010-12'), 200);
    expect(made).toEqual(tried);
    expect([made.months.length, made.months.at(0), made.months.at(-1)]).toEqual([24, '2009-01', '2010-12']);
    expect(made.years).toEqual(['2010']);
    const again = await close('2010-12');
    expect([again.status, again.body.code]).toEqual([409, 'books.month-closed']);
    const confirmed = test.as('reviewer').post('~/years/2010/confirm');
    expect(await expectStatus(confirmed, 200)).toMatchObject({ year: '2010' });
  });
});

it('the next dividend follows the terms of the one before', async () => {
  test.setClock(new Date('2011-07-10T02:00:00Z'));
  const next = { ...plan, period: '2011-H1', mode: 'opening', drawOnPrior: true, steps: [] };
  const members = { kind: 'amount', amount: '5000.00' };
  await expectStatus(accountant().post('~/distribution-plans', { ...next, members }), 201);
  const run = await expectStatus(accountant().post('~/half-years/2011-H1/dividend'), 201);
  expect(run).toMatchObject({ ...terms, pool: '5000.00', recordDate: '2011-06-30', state: 'calculated' });
});

describe('what two people change', () => {
  const draft = { body: 'board', title: '理事会', heldOn: '2011-08-01', time: '09:00', place: '办公室' };
  let path = '';
  const etagOf = async (of: string) => {
    const { headers } = await accountant().get(of);
    return String(headers['etag']);
  };
  const change = (role: 'accountant' | 'chair', wish: object, seen?: string) =>
    test.as(role).patch(path, wish, seen === undefined ? {} : { 'if-match': seen });

  it('goes through while nobody changed it since, whatever else was written', async () => {
    const { id } = await expectStatus(accountant().post('~/meetings', draft), 201);
    path = `~/meetings/${String(id)}`;
    const seen = await etagOf(path);
    expect(seen).toMatch(/^"\d+"$/);
    const other = { title: '另一次', heldOn: '2011-08-02' };
    await expectStatus(accountant().post('~/meetings', { ...draft, ...other }), 201);
    await expectStatus(change('chair', { place: '会议室' }, seen), 200);
    await expectStatus(change('chair', { place: '会议室' }, '*'), 200);
  });

  it('is refused with who changed it, when and how, and nothing is written; who says nothing is not asked', async () => {
    const seen = await etagOf(path);
    await expectStatus(change('chair', { place: '礼堂' }, seen), 200);
    const late = await change('accountant', { place: '食堂' }, seen);
    expect([late.status, late.body.code]).toEqual([412, 'record.changed-since']);
    expect(late.body.detail).toMatch(
      /^The chair has done “Change a meeting.*” at 2011-\d\d-\d\d \d\d:\d\d since you looked/,
    );
    expect((await accountant().get(path)).body.place).toBe('礼堂');
    const tried = await accountant().patch(`${path}?dryRun=true`, { place: '食堂' }, { 'if-match': seen });
    expect(tried.status).toBe(412);
    await expectStatus(change('accountant', { place: '食堂' }, await etagOf(path)), 200);
    await expectStatus(change('accountant', { place: '礼堂' }), 200);
    for (const strange of ['"x"', '12', '"99999999"']) {
      const { status, body } = await change('accountant', { place: '食堂' }, strange);
      expect([strange, status, body.code]).toEqual([strange, 400, 'request.version-malformed']);
    }
  });

  it('a repeated request finds its own reply, not itself', async () => {
    const headers = { 'if-match': await etagOf(path), 'idempotency-key': 'once-and-once-more' };
    const first = await accountant().patch(path, { place: '三楼' }, headers);
    expect([first.status, (await accountant().patch(path, { place: '三楼' }, headers)).body]).toEqual([
      200,
      first.body,
    ]);
  });

  it('a setting without a name of its own is what its own command changes', async () => {
    const settings = '~/payout-settings';
    const wish = {
      payerName: '示范合作社',
      payerBank: '工商银行',
      payerAccount: '1602000009900000001',
      minimum: '0',
    };
    await expectStatus(test.as('chair').put(settings, wish), 200);
    const seen = await etagOf(settings);
    const put = (fields: object) =>
      test.as('chair').put(settings, { ...wish, ...fields }, { 'if-match': seen });
    await expectStatus(put({}), 200);
    const late = await put({ minimum: '10.00' });
    expect([late.status, late.body.code]).toEqual([412, 'record.changed-since']);
  });
});
