/**
 * Pensions, what people try by mistake or on purpose: files taken and cancelled, facts that change between made and paid,
 * the bank's answer read twice or for another month, rules entered wrongly. After each of them the books verify.
 */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { accountOf, answerRow, giveAccount, memberId, openAccounts, upload } from '../support/payout.ts';
import {
  answerPensions,
  booked,
  enterPensioners,
  makePensions,
  paidPensions,
  payPensions,
  pensionLines,
  setPensionRule,
  standsAs,
} from '../support/pension.ts';

let test: TestApp;
const found: string[] = [];

beforeEach(async () => {
  found.length = 0;
  test = await startTestApp({ clock: new Date('2025-07-05T01:00:00Z') });
  await test.stage('two pensioners with accounts under the usual rule', async () => {
    await enterPensioners(test);
    await openAccounts(test, 2);
    await expectStatus(setPensionRule(test), 201);
  });
});
afterEach(async () => {
  const { findings } = await verifyCooperative(test.services, test.cooperativeId);
  await test.close();
  expect(findings.map((finding) => findingText(finding, 'en'))).toEqual(found);
});

const csv = { template: 'generic-csv' };
const accountant = () => test.as('accountant');
const made = async (month = '2025-06', fields: object = csv) =>
  expectStatus(makePensions(test, month, fields), 201);
const cancel = (by: 'accountant' | 'reviewer' | 'chair' | 'supervisor', runId: string) =>
  test.as(by).post('~/pension-runs/cancel', { runId, reason: '户名有误' });
const takeFile = (id: string, query = '', headers = {}) =>
  accountant().post(`~/pension-runs/${id}/file${query}`, {}, headers);
const comeBack = (runId: string, member: string) =>
  accountant().post('~/pension-runs/return', { runId, member, reason: '户名不符' });
const outcomes = async (id: string) => (await pensionLines(test, id)).map(({ outcome }) => outcome);
const failed = (serial: number, amount = '3600.00') => answerRow(serial, amount, '失败');
const passed = (serial: number, amount = '3600.00') => answerRow(serial, amount);

describe('the bank file of a month', () => {
  it('is never taken without a trace, not by a dry run and not by a repeated key', async () => {
    const run = await made();
    expect(run.fileTakenAt).toBeNull();
    const key = { 'idempotency-key': 'take-file-1' };
    for (const [query, headers] of [
      ['?dryRun=true', {}],
      ['', key],
      ['', key],
    ] as const) {
      const { rawPayload } = await takeFile(run.id, query, headers);
      expect(rawPayload.toString('utf8')).toContain(accountOf('1'));
    }
    const { entries } = await expectStatus(test.as('auditor').get('~/audit-entries?limit=999'), 200);
    const taken = (entries as { command: string }[]).filter(
      ({ command }) => command === 'pensions.take-file',
    );
    expect(taken).toHaveLength(3);
    await expectStatus(payPensions(test, run.id), 200);
    expect((await takeFile(run.id)).status).toBe(200);
  });

  it('once taken, is cancelled by another person only; of a cancelled month nobody takes it', async () => {
    const run = await made();
    await takeFile(run.id);
    expect((await cancel('accountant', run.id)).body.code).toBe('payout.cancel-needs-other');
    await test.as('reviewer').post(`~/pension-runs/${run.id}/file`, {});
    expect((await cancel('reviewer', run.id)).body.code).toBe('payout.cancel-needs-other');
    expect((await cancel('supervisor', run.id)).status).toBe(403);
    const cancelled = await expectStatus(cancel('chair', run.id), 200);
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: '户名有误' });
    expect(cancelled.fileTakenAt).not.toBeNull();
    expect((await takeFile(run.id)).body.code).toBe('pension.run-state');
    const again = await made();
    await expectStatus(cancel('accountant', again.id), 200);
    const inCash = await made('2025-06', {});
    expect((await takeFile(inCash.id)).body.code).toBe('pension.run-without-file');
    expect((await takeFile('00000000-0000-7000-8000-000000000000')).body.code).toBe('pension.run-unknown');
  });

  it('may be made in another encoding than its template’s', async () => {
    await expectStatus(accountant().patch(`~/members/${await memberId(test, '1')}`, { name: '𠮷成员' }), 200);
    const payroll = { template: 'ccb-payroll' };
    expect((await makePensions(test, '2025-06', payroll)).body.code).toBe('payout.character-not-encodable');
    const bare = await makePensions(test, '2025-06', { encoding: 'gb18030' });
    expect(bare.body.code).toBe('pension.encoding-without-template');
    const wide = await made('2025-06', { ...payroll, encoding: 'gb18030' });
    expect(wide).toMatchObject({ template: 'ccb-payroll', encoding: 'gb18030' });
    const { rawPayload } = await takeFile(wide.id);
    expect(new TextDecoder('gb18030').decode(rawPayload)).toContain(`${accountOf('1')},𠮷成员,3600.00`);
    await expectStatus(cancel('reviewer', wide.id), 200);
    const book = await made('2025-06', { ...payroll, encoding: 'xlsx' });
    expect(book).toMatchObject({ encoding: 'xlsx', fileName: 'pension-2025-06-ccb-payroll.xlsx' });
    expect((await takeFile(book.id)).rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('a month is made anew', () => {
  it('for a day of payment that is not past', async () => {
    const late = await makePensions(test, '2025-06', { ...csv, payOn: '2025-07-04' });
    expect(late.body).toMatchObject({ code: 'payout.pay-day-past', faults: [{ pointer: '/payOn' }] });
    expect((await made('2025-06', { ...csv, payOn: '2025-07-05' })).payOn).toBe('2025-07-05');
  });

  it.each([
    ['another account', () => giveAccount(test, '1', '99010588000000029'), 'has another bank account now'],
    ['no account any more', () => giveAccount(test, '1', null), 'has another bank account now'],
    // The month of death is paid, so the sum is the same; an account of the dead takes none.
    ['a death in it', () => standsAs(test, '1', 'deceased', '2025-06-18'), 'died on 2025-06-18'],
    [
      'less due',
      () => standsAs(test, '1', 'left', '2025-05-18'),
      'stands in it with 3600.00, but is due 3000.00 now',
    ],
  ])('after %s was told', async (_, change, why) => {
    const run = await made();
    await change();
    const stale = await payPensions(test, run.id);
    expect(stale.body).toMatchObject({ code: 'pension.run-outdated', status: 409 });
    expect(stale.body.detail).toContain(`成员1 (1) ${why}`);
    await expectStatus(cancel('accountant', run.id), 200);
    await expectStatus(payPensions(test, (await made()).id), 200);
  });

  it('not for a death of somebody whose month is due and paid by hand', async () => {
    const run = await made('2025-06', {});
    await standsAs(test, '1', 'deceased', '2025-06-18');
    await expectStatus(payPensions(test, run.id), 200);
  });

  it('and again with the same sums, which is no contradiction', async () => {
    for (const month of ['2025-05', '2025-06']) {
      await expectStatus(cancel('accountant', (await made(month)).id), 200);
      const { id } = await paidPensions(test, month, csv);
      await expectStatus(comeBack(id as string, '1'), 200);
    }
  });
});

describe('the bank’s answer to a month', () => {
  it('makes due again what came back; read again, in the same file or another, it changes nothing', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    const answer = [passed(1), failed(2)];
    const told = await expectStatus(answerPensions(test, id, answer), 200);
    expect(told).toMatchObject({ news: { paid: 1, returned: 1 }, run: { month: '2025-06', state: 'paid' } });
    expect(await pensionLines(test, id)).toMatchObject([
      { serial: 1, outcome: 'paid', reason: null, accountMasked: expect.stringMatching(/0001$/) },
      { serial: 2, outcome: 'returned', reason: '户名不符' },
    ]);
    const after = await booked(test);
    expect(after).toEqual({ '102': '-3600.00', '514': '3600.00' });
    for (const again of [answer, [...answer].reverse(), [failed(2)]]) {
      const { news } = await expectStatus(answerPensions(test, id, again, '?rest=paid'), 200);
      expect(news).toEqual({ paid: 0, returned: 0 });
    }
    expect(await booked(test)).toEqual(after);
    const july = await paidPensions(test, '2025-07', csv);
    expect((await pensionLines(test, july.id)).map(({ amount }) => amount)).toEqual(['600.00', '4200.00']);
  });

  it('names the failures alone where the bank does so, and may not contradict what was said', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    const { news } = await expectStatus(answerPensions(test, id, [failed(2)], '?rest=paid'), 200);
    expect(news).toEqual({ paid: 1, returned: 1 });
    for (const other of [failed(1), passed(2)])
      expect((await answerPensions(test, id, [other])).body.code).toBe('payout.return-contradicts');
    // Reported as paid, it came back after all: that is told by hand, and the answer before stays true.
    await expectStatus(comeBack(id as string, '1'), 200);
    expect(await outcomes(id)).toEqual(['returned', 'returned']);
    const same = await expectStatus(answerPensions(test, id, [passed(1), failed(2)]), 200);
    expect(same.news).toEqual({ paid: 0, returned: 0 });
    expect((await comeBack(id as string, '2')).body.code).toBe('pension.line-unknown');
    expect(await booked(test)).toEqual({});
  });

  it('is refused whole, with its rows, where it is not of this month', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    const wrong = [
      failed(1),
      failed(2, '600.00'),
      passed(9),
      { serial: 2, number: '1', amount: '3600.00', result: '成功' },
    ];
    const { body } = await answerPensions(test, id, wrong);
    expect(body.faults.map((each: { code: string; row: number }) => [each.code, each.row])).toEqual([
      ['payout.return-amount-differs', 3],
      ['payout.return-row-unknown', 4],
      ['payout.return-account-differs', 5],
    ]);
    expect((await answerPensions(test, id, [answerRow(1, 'x', '?')])).body.faults).toMatchObject([
      { code: 'payout.return-cell', row: 2, column: '金额' },
      { code: 'payout.return-cell', row: 2, column: '结果' },
    ]);
    expect((await answerPensions(test, id, [], '?rest=paid')).body.code).toBe('payout.return-empty');
    const { payload, headers } = upload('回盘.csv', '序号,账号\n1,2');
    const lacks = await accountant().post(`~/pension-runs/${id}/returns`, payload, headers);
    expect(lacks.body.code).toBe('payout.return-columns');
    expect(await outcomes(id)).toEqual([null, null]);
    expect(await booked(test)).toEqual({ '102': '-7200.00', '514': '7200.00' });
  });

  it('is of one month only, although months are alike to the fen', async () => {
    const may = await paidPensions(test, '2025-05', csv);
    await paidPensions(test, '2025-06', csv);
    const july = await paidPensions(test, '2025-07', csv);
    const june = (await expectStatus(test.as('auditor').get('~/pension-runs'), 200)).runs[1];
    const answer = [passed(1, '600.00'), failed(2, '600.00')];
    await expectStatus(answerPensions(test, june.id, answer), 200);
    const other = await answerPensions(test, july.id, answer);
    expect(other.body).toMatchObject({ code: 'pension.answer-of-other-month', status: 409 });
    expect(other.body.detail).toContain('2025-06 (run no. 2)');
    expect(await outcomes(july.id)).toEqual([null, null]);
    expect((await answerPensions(test, may.id, [passed(1, '600.00')])).body.code).toBe(
      'payout.return-amount-differs',
    );
  });

  it('is tried without being entered, and is of months that were paid by bank', async () => {
    const run = await made();
    const answer = [passed(1), failed(2)];
    expect((await answerPensions(test, run.id, answer)).body.code).toBe('pension.run-not-paid');
    expect((await comeBack(run.id, '1')).body.code).toBe('pension.run-not-paid');
    await expectStatus(payPensions(test, run.id), 200);
    const tried = await expectStatus(answerPensions(test, run.id, answer, '?dryRun=true'), 200);
    expect(tried.news).toEqual({ paid: 1, returned: 1 });
    expect(await outcomes(run.id)).toEqual([null, null]);
    const { news } = await expectStatus(answerPensions(test, run.id, answer), 200);
    expect(news).toEqual({ paid: 1, returned: 1 });
    const inCash = await paidPensions(test, '2025-07');
    expect((await answerPensions(test, inCash.id, answer)).body.code).toBe('pension.run-without-file');
    await expectStatus(comeBack(inCash.id, '1'), 200);
  });

  it('brings money back to where it went out from, whatever is set since', async () => {
    for (const [code, name] of [
      ['102.01', '农商行存款'],
      ['102.02', '工行存款'],
    ])
      await expectStatus(accountant().post('~/ledger-accounts', { chart: '2023', code, name }), 201);
    const settings = (bankAccount: string, pensionAccount: string) =>
      expectStatus(
        test
          .as('chair')
          .put('~/books-settings', { collectivePart: 'undistributed', bankAccount, pensionAccount }),
        200,
      );
    await settings('102.01', '513');
    const { id } = await paidPensions(test, '2025-06', csv);
    await settings('102.02', '514');
    await expectStatus(answerPensions(test, id, [failed(2)]), 200);
    expect(await booked(test)).toEqual({ '102.01': '-3600.00', '513': '3600.00' });
    await expectStatus(comeBack(id, '1'), 200);
    expect(await booked(test)).toEqual({});
    await paidPensions(test, '2025-07', csv);
    expect(await booked(test)).toMatchObject({ '102.02': '-8400.00', '514': '8400.00' });
  });

  it('is verified against its entry', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    await expectStatus(answerPensions(test, id, [failed(1), failed(2)]), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`begin; set local session_replication_role = replica;
      delete from pension_return r using member m
      where m.id = r.member_id and m.register_number = '2'; commit`);
    await owner.end();
    found.push(
      'pension_answer month 2025-06: its entry in the journal has another amount (should be -3600.00, is -7200.00)',
    );
  });
});

describe('a pension rule entered by mistake', () => {
  const withdraw = (from: string) =>
    test.as('chair').post('~/pension-rules/withdraw', { from, reason: '金额录错' });

  it('is withdrawn and stays to be seen, until a month was made under it', async () => {
    await expectStatus(setPensionRule(test, { from: '2025-07', amount: '9000.00' }), 201);
    const june = await made();
    await expectStatus(payPensions(test, june.id), 200);
    expect((await withdraw('2025-08')).body.code).toBe('pension.rule-unknown');
    const used = await withdraw('2025-01');
    expect(used.body).toMatchObject({ code: 'pension.rule-used', status: 409 });
    expect(await expectStatus(withdraw('2025-07'), 200)).toMatchObject({ amount: '9000.00' });
    expect((await withdraw('2025-07')).body.code).toBe('pension.rule-unknown');
    const listed = await expectStatus(test.as('representative').get('~/pension-rules'), 200);
    expect(listed.rules).toMatchObject([{ from: '2025-01' }]);
    expect(listed.withdrawn).toMatchObject([{ from: '2025-07', amount: '9000.00', reason: '金额录错' }]);
    // The one before counts on; a month that is made and not paid yet stands under it as well.
    const july = await made('2025-07');
    expect(july.total).toBe('1200.00');
    expect((await setPensionRule(test, { from: '2025-07', amount: '900.00' })).body.code).toBe(
      'pension.rule-not-later',
    );
    await expectStatus(cancel('accountant', july.id), 200);
    await expectStatus(setPensionRule(test, { from: '2025-07', amount: '900.00' }), 201);
    const anew = await made('2025-07');
    expect(anew.total).toBe('1800.00');
    expect((await withdraw('2025-07')).body.code).toBe('pension.rule-used');
    await expectStatus(cancel('accountant', anew.id), 200);
    await expectStatus(withdraw('2025-07'), 200);
    expect((await paidPensions(test, '2025-07')).total).toBe('1200.00');
  });
});
