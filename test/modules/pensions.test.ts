/** Pensions and assets through HTTP: what is due, what is paid, what comes back; what the collective owns and what it is worth. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { memberId, openAccounts } from '../support/payout.ts';

let test: TestApp;

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-05T01:00:00Z') });
});
afterEach(() => test.close());

const rule = {
  ...{ from: '2025-01', age: { male: 60, female: 55 }, years: null, retireesOnly: true, amount: '600.00' },
  ...{ deathMonthPaid: true, lifeProofMonths: null, source: '股代〔2024〕5号' },
};
const setRule = (change: object = {}) => test.as('chair').post('~/pension-rules', { ...rule, ...change });
const make = (month: string, fields: object = {}) =>
  test.as('accountant').post('~/pension-runs', { month, payOn: '2025-12-31', ...fields });
const pay = (runId: string) => test.as('reviewer').post('~/pension-runs/pay', { runId });
const run = async (month: string, fields: object = {}) => {
  const made = await expectStatus(make(month, fields), 201);
  return expectStatus(pay(made.id as string), 200);
};
const linesOf = async (id: string) =>
  (await expectStatus(test.as('auditor').get(`~/pension-runs/${id}`), 200)).lines as Record<string, string>[];

/** Two pensioners, and somebody too young. */
async function enterPeople(): Promise<void> {
  for (const [registerNumber, sex, birthDate] of [
    ['1', 'female', '1950-01-01'],
    ['2', 'male', '1955-05-05'],
    ['3', 'female', '1990-01-01'],
  ]) {
    const standings = [
      { kind: 'admitted', effectiveOn: '1990-01-01' },
      ...(registerNumber === '3' ? [] : [{ kind: 'retired', effectiveOn: '2015-06-01' }]),
    ];
    const body = { registerNumber, name: `成员${registerNumber}`, sex, birthDate, standings };
    await expectStatus(test.as('accountant').post('~/members', body), 201);
  }
}

describe('pensions', () => {
  it('worked example 14: 3,600.00 from January to June; with a death on 18 April 2,400.00, whatever was paid before', async () => {
    await enterPeople();
    await expectStatus(setRule(), 201);
    const months = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05'];
    for (const month of months) await run(month);
    const die = { kind: 'deceased', effectiveOn: '2025-04-18' };
    await expectStatus(
      test.as('accountant').post(`~/members/${await memberId(test, '2')}/standings`, die),
      201,
    );
    const june = await run('2025-06');
    expect(june).toMatchObject({ count: 1, inCash: '600.00', total: '600.00' });
    // May went to somebody who had died in April.
    expect(
      (await linesOf(june.id)).map(({ member, amount, overpaid }) => [member, amount, overpaid]),
    ).toEqual([
      ['1', '600.00', '0.00'],
      ['2', '0.00', '600.00'],
    ]);
    const first = await expectStatus(test.as('auditor').get('~/pensions?member=1'), 200);
    expect(first).toMatchObject({ total: '3600.00', eligibleOn: '2015-06-01' });
    expect(first.payments).toHaveLength(6);
    expect((await expectStatus(test.as('auditor').get('~/pensions?member=2'), 200)).total).toBe('3000.00');
    const trial = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2025-07-01&to=2025-07-31'),
      200,
    );
    expect(trial.rows).toMatchObject([
      { account: '101', closing: '-6600.00' },
      { account: '514', closing: '6600.00' },
    ]);
  });

  it('are paid by bank where there is an account, made by one person and confirmed by another', async () => {
    await enterPeople();
    await openAccounts(test, 1);
    await expectStatus(setRule(), 201);
    const made = await expectStatus(make('2025-06', { template: 'ccb-payroll' }), 201);
    // Five months of arrears come with the first run.
    expect(made).toMatchObject({ state: 'made', byBank: '3600.00', inCash: '3600.00', count: 2 });
    const file = await test.as('accountant').post(`~/pension-runs/${made.id}/file`, {});
    expect(new TextDecoder('gbk').decode(file.rawPayload).split('\r\n')[1]).toBe(
      '1,9901058800000001,成员1,3600.00',
    );
    expect((await make('2025-07')).body.code).toBe('pension.month-order');
    const { userId } = test.as('accountant');
    await expectStatus(
      test.as('administrator').put('~/roles', { userId, roles: ['accountant', 'reviewer'] }),
      200,
    );
    const own = await test.as('accountant').post('~/pension-runs/pay', { runId: made.id });
    expect(own.body.code).toBe('payout.sender-is-maker');
    await expectStatus(pay(made.id), 200);
    expect((await pay(made.id)).body.code).toBe('pension.run-state');
    expect((await make('2025-06')).body.code).toBe('pension.month-taken');
    const back = () =>
      test
        .as('accountant')
        .post('~/pension-runs/return', { runId: made.id, member: '1', reason: '账户已注销' });
    await expectStatus(back(), 200);
    expect((await back()).body.code).toBe('pension.line-unknown');
    const july = await run('2025-07');
    expect((await linesOf(july.id)).map(({ arrears, amount }) => [arrears, amount])).toEqual([
      ['3600.00', '4200.00'],
      ['0.00', '600.00'],
    ]);
    const { runs } = await expectStatus(test.as('representative').get('~/pension-runs'), 200);
    expect(runs).toHaveLength(2);
  });

  it('wait for a proof of life where the rule asks for one', async () => {
    await enterPeople();
    await expectStatus(setRule({ lifeProofMonths: 12 }), 201);
    const prove = (member: string, provedOn = '2025-06-01') =>
      test.as('accountant').post('~/life-proofs', { member, provedOn, means: '入户核实' });
    expect((await make('2025-01')).status).toBe(201);
    const { runs } = await expectStatus(test.as('auditor').get('~/pension-runs'), 200);
    expect(runs[0]).toMatchObject({ count: 0, total: '0.00' });
    const cancel = () =>
      test.as('accountant').post('~/pension-runs/cancel', { runId: runs[0].id, reason: '等待认证' });
    await expectStatus(cancel(), 200);
    expect((await cancel()).body.code).toBe('pension.run-state');
    await expectStatus(prove('1'), 201);
    expect((await prove('9')).body.code).toBe('pension.member-unknown');
    expect((await prove('1', '2025-07-06')).body.code).toBe('books.entry-in-future');
    const june = await run('2025-06');
    expect((await linesOf(june.id)).map(({ means, amount }) => [means, amount])).toEqual([
      ['cash', '3600.00'],
      ['held', '3600.00'],
    ]);
    await expectStatus(prove('2'), 201);
    const july = await run('2025-07');
    expect((await linesOf(july.id))[1]).toMatchObject({
      arrears: '3600.00',
      amount: '4200.00',
      means: 'cash',
    });
  });

  it('refuse what cannot be', async () => {
    await enterPeople();
    expect((await make('2025-06')).body.code).toBe('pension.no-rule');
    expect((await setRule({ amount: '0' })).body.code).toBe('pension.amount-not-positive');
    await expectStatus(setRule(), 201);
    expect((await setRule()).body.code).toBe('pension.rule-not-later');
    expect((await make('2025-08')).body.code).toBe('pension.month-future');
    await run('2025-06');
    expect((await setRule({ from: '2025-06' })).body.code).toBe('pension.rule-not-later');
    await expectStatus(setRule({ from: '2025-07', amount: '700.00' }), 201);
    expect((await expectStatus(test.as('auditor').get('~/pension-rules'), 200)).rules).toHaveLength(2);
    expect((await run('2025-07')).total).toBe('1400.00');
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect((await test.as('auditor').get(`~/pension-runs/${unknown}`)).body.code).toBe('pension.run-unknown');
  });

  it('of nobody are no run', async () => {
    await expectStatus(setRule(), 201);
    expect((await make('2025-06')).body.code).toBe('pension.nobody');
  });
});

describe('assets', () => {
  const enter = (fields: object) =>
    test.as('accountant').post('~/assets', {
      ...{ kind: 'operating', name: '临街商铺', place: '泉东路', acquiredOn: '2020-01-01', value: '306000' },
      ...{ source: '清产核资', ...fields },
    });
  const preservation = async (query = '') =>
    expectStatus(
      test.as('representative').get(`~/assets/preservation?from=2025-01-01&to=2025-06-30${query}`),
      200,
    );

  it('worked example 15: 306,000 to 350,000 with an objective increase of 30,000 is 104.58 %', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    const value = (valuedOn: string, amount: string) =>
      test
        .as('accountant')
        .post('~/assets/valuations', { assetId: id, valuedOn, value: amount, source: '评估' });
    await expectStatus(value('2025-06-30', '320000'), 201);
    expect((await value('2025-06-30', '1')).body.code).toBe('asset.valued-that-day');
    expect((await value('2019-12-31', '1')).body.code).toBe('asset.date-before');
    expect((await value('2025-07-06', '1')).body.code).toBe('books.entry-in-future');
    expect((await value('2025-07-01', '-1')).body.code).toBe('asset.amount-negative');
    const given = {
      number: 'A-2',
      kind: 'resource',
      name: '划转机动地',
      acquiredOn: '2025-03-01',
      value: '30000',
    };
    await expectStatus(enter({ ...given, objective: '上级划转' }), 201);
    expect((await enter({ number: 'A-2' })).body.code).toBe('asset.number-taken');
    expect(await preservation()).toMatchObject({
      ...{ opening: '306000.00', closing: '350000.00', objectiveIncrease: '30000.00', rate: '104.58' },
      verdict: 'grown',
    });
    expect((await preservation('&addDividendsBack=true&lang=zh')).verdictText).toBe('资产增值');
  });

  it('are listed with income, idle days and how they left', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    await expectStatus(enter({ number: 'A-10', kind: 'non-operating', name: '文化广场', value: '0' }), 201);
    const use = (fields: object) =>
      test.as('accountant').post('~/assets/uses', { assetId: id, note: '租赁', ...fields });
    await expectStatus(use({ from: '2025-01-01', to: '2025-03-31', income: '9000' }), 201);
    await expectStatus(use({ from: '2025-04-01', to: '2025-04-10', note: '空置' }), 201);
    expect((await use({ from: '2025-05-01', to: '2025-04-10' })).body.code).toBe('asset.span-backwards');
    const list = await expectStatus(test.as('auditor').get('~/assets?from=2025-01-01&to=2025-06-30'), 200);
    expect(list.assets.map((each: { number: string }) => each.number)).toEqual(['A-1', 'A-10']);
    expect(list.assets[0]).toMatchObject({ value: '306000.00', income: '9000.00', idleDays: 10 });
    const end = () =>
      test.as('accountant').post('~/assets/ends', {
        ...{ assetId: id, endedOn: '2025-05-31', reason: '征收拆除', objective: '国家征收' },
      });
    await expectStatus(end(), 201);
    expect((await end()).body.code).toBe('asset.ended');
    expect(await preservation()).toMatchObject({
      closing: '0.00',
      objectiveDecrease: '306000.00',
      rate: '100.00',
    });
    const unknown = { assetId: '00000000-0000-7000-8000-000000000000', endedOn: '2025-05-31', reason: 'x' };
    expect((await test.as('accountant').post('~/assets/ends', unknown)).body.code).toBe('asset.unknown');
    const backwards = await test.as('auditor').get('~/assets?from=2025-07-01&to=2025-06-30');
    expect(backwards.body.code).toBe('asset.span-backwards');
  });
});

describe('behind the service’s back', () => {
  it('a pension paid to nobody, and a month entered with another amount, are found', async () => {
    await enterPeople();
    await expectStatus(setRule(), 201);
    await run('2025-06');
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(
      'begin; set local session_replication_role = replica; update pension_run set in_cash = in_cash + 1; commit',
    );
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    await owner.end();
    const found = findings.map((finding) => findingText(finding, 'en'));
    expect(found).toEqual([
      'pension_run month 2025-06: its sums are not those of its lines (should be 7200.00, is 7201.00)',
      'pension_run month 2025-06: its entry in the journal has another amount (should be 7201.00, is 7200.00)',
    ]);
  });
});
