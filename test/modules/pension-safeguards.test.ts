/**
 * Pensions, what people try by mistake or on purpose: files taken and cancelled, facts that change between made and paid,
 * the bank's answer read twice or for another month, rules entered wrongly. After each of them the books verify.
 */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand } from '../support/books.ts';
import { decide, expectStatus, onceItIs } from '../support/cooperative.ts';
import {
  accountOf,
  answerRow,
  giveAccount,
  memberId,
  openAccounts,
  takeBackLateBy,
  upload,
} from '../support/payout.ts';
import {
  answerPensions,
  booked,
  enterPensioners,
  makePensions,
  paidPensions,
  payPensions,
  pensionRule,
  pensionLines,
  releasePensions,
  returnPensionCash,
  returnPensionLate,
  setPensionRule,
  standsAs,
} from '../support/pension.ts';

let test: TestApp;
const found: unknown[] = [];

beforeEach(async () => {
  found.length = 0;
  test = await startTestApp({ clock: new Date('2025-07-05T01:00:00Z') });
  await test.stage('two pensioners with accounts under the usual rule', async () => {
    await enterPensioners(test);
    await openAccounts(test, 2);
    await expectStatus(setPensionRule(test), 201);
  });
  // The rule moves the day on which the cooperative came here, in a stage that was kept as in one that is built.
  test.expectTampering('outside');
});
afterEach(async () => {
  // Closing verifies everything; what is expected to be found is asked for first.
  const { findings } =
    found.length === 0 ? { findings: [] } : await verifyCooperative(test.services, test.cooperativeId);
  await test.close();
  expect(findings.map((finding) => findingText(finding, 'en'))).toEqual(found);
});

const csv = { template: 'generic-csv' };
const accountant = () => test.as('accountant');
const made = async (month = '2025-06', fields: object = csv) =>
  expectStatus(makePensions(test, month, fields), 201);
const cancel = (by: 'accountant' | 'reviewer' | 'chair' | 'supervisor', runId: string) =>
  test.as(by).post(`~/pension-runs/${runId}/cancel`, { reason: '户名有误' });
const takeFile = (id: string, query = '', headers = {}) =>
  accountant().post(`~/pension-runs/${id}/take-file${query}`, {}, headers);
const comeBack = (runId: string, serial: number) => returnPensionLate(test, runId, serial);
const outcomes = async (id: string) => (await pensionLines(test, id)).map(({ outcome }) => outcome);
const failed = (serial: number, amount = '3600.00') => answerRow(serial, amount, '失败');
const passed = (serial: number, amount = '3600.00') => answerRow(serial, amount);

describe('the bank file of a month', () => {
  it('is never taken without a trace: not in a dry run, which is refused, and not by a repeated key', async () => {
    const run = await made();
    expect(run.fileTakenAt).toBeNull();
    const key = { 'idempotency-key': 'take-file-1' };
    await expectStatus(releasePensions(test, run.id), 200);
    expect((await takeFile(run.id, '?dryRun=true')).status).toBe(422);
    for (const [query, headers] of [
      ['', {}],
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
    await expectStatus(test.as('cashier').post(`~/pension-runs/${run.id}/send`), 200);
    expect((await takeFile(run.id)).status).toBe(200);
  });

  it('once taken, is cancelled by another person only; of a cancelled month nobody takes it', async () => {
    const run = await made();
    await expectStatus(releasePensions(test, run.id), 200);
    await takeFile(run.id);
    expect((await cancel('accountant', run.id)).body.code).toBe('payout.cancel-needs-other');
    await test.as('reviewer').post(`~/pension-runs/${run.id}/take-file`, {});
    expect((await cancel('reviewer', run.id)).body.code).toBe('payout.cancel-needs-other');
    expect((await cancel('supervisor', run.id)).status).toBe(403);
    const cancelled = await expectStatus(cancel('chair', run.id), 200);
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: '户名有误' });
    expect(cancelled.fileTakenAt).not.toBeNull();
    expect((await takeFile(run.id)).body.code).toBe('payout.order-state');
    const again = await made();
    await expectStatus(cancel('accountant', again.id), 200);
    const inCash = await made('2025-06', {});
    expect((await takeFile(inCash.id)).body.code).toBe('payout.order-without-file');
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
    await expectStatus(releasePensions(test, wide.id), 200);
    const { rawPayload } = await takeFile(wide.id);
    expect(new TextDecoder('gb18030').decode(rawPayload)).toContain(`${accountOf('1')},𠮷成员,3600.00`);
    await expectStatus(cancel('reviewer', wide.id), 200);
    const book = await made('2025-06', { ...payroll, encoding: 'xlsx' });
    expect(book).toMatchObject({
      encoding: 'xlsx',
      fileName: expect.stringMatching(/^pension-2025-06-\d{4}-ccb-payroll\.xlsx$/),
    });
    await expectStatus(releasePensions(test, book.id), 200);
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
    expect(stale.body).toMatchObject({ code: 'payout.order-outdated', status: 409 });
    expect(stale.body.detail).toContain(`成员1 (1): ${why}`);
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
      const [line] = await pensionLines(test, id);
      await expectStatus(answerPensions(test, id, [failed(1, line?.['amount'] ?? '')]), 200);
    }
  });
});

describe('the bank’s answer to a month', () => {
  it('makes due again what came back; read again, in the same file or another, it changes nothing', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    const answer = [passed(1), failed(2)];
    const told = await expectStatus(answerPensions(test, id, answer), 200);
    expect(told).toMatchObject({
      news: { paid: 1, returned: 1 },
      order: { month: '2025-06', state: 'settled' },
    });
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
    await expectStatus(comeBack(id as string, 1), 200);
    expect(await outcomes(id)).toEqual(['returned', 'returned']);
    const same = await expectStatus(answerPensions(test, id, [passed(1), failed(2)]), 200);
    expect(same.news).toEqual({ paid: 0, returned: 0 });
    expect((await comeBack(id as string, 2)).body.code).toBe('payout.not-paid-before');
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
      { code: 'payout.return-word', row: 2, column: '结果' },
    ]);
    const { payload, headers } = upload('回盘.csv', '序号,账号\n1,2');
    const lacks = await test.as('cashier').post(`~/pension-runs/${id}/answer`, payload, headers);
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
    expect(other.body).toMatchObject({ code: 'payout.answer-of-other-order', status: 409 });
    expect(other.body.detail).toContain('pension run no. 2');
    expect(await outcomes(july.id)).toEqual([null, null]);
    expect((await answerPensions(test, may.id, [passed(1, '600.00')])).body.code).toBe(
      'payout.return-amount-differs',
    );
  });

  it('is tried without being entered, and is of months that were paid by bank', async () => {
    const run = await made();
    const answer = [passed(1), failed(2)];
    expect((await answerPensions(test, run.id, answer)).body.code).toBe('payout.order-state');
    expect((await comeBack(run.id, 1)).body.code).toBe('payout.not-paid-before');
    await expectStatus(payPensions(test, run.id), 200);
    const tried = await expectStatus(answerPensions(test, run.id, answer, '?dryRun=true'), 200);
    expect(tried.news).toEqual({ paid: 1, returned: 1 });
    expect(await outcomes(run.id)).toEqual([null, null]);
    const { news } = await expectStatus(answerPensions(test, run.id, answer), 200);
    expect(news).toEqual({ paid: 1, returned: 1 });
    const inCash = await paidPensions(test, '2025-07');
    expect((await answerPensions(test, inCash.id, answer)).body.code).toBe('payout.order-without-file');
    await expectStatus(returnPensionCash(test, inCash.id, '1'), 200);
  });

  it('brings money back to where it went out from, whatever is set since', async () => {
    for (const [code, name] of [
      ['102.01', '农商行存款'],
      ['102.02', '工行存款'],
    ])
      await expectStatus(accountant().post('~/ledger-accounts', { chart: '2023', code, name }), 201);
    const lines = [debit('102.01', '10000.00'), debit('102.02', '10000.00'), credit('301', '20000.00')];
    const deposit = { kind: 'manual', date: '2025-06-30', summary: '开户存入', lines };
    await expectStatus(enterByHand(test, deposit), 201);
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
    await expectStatus(answerPensions(test, id, [passed(1), failed(2)]), 200);
    expect(await booked(test)).toEqual({ '102.01': '-3600.00', '513': '3600.00' });
    await expectStatus(comeBack(id, 1), 200);
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
      delete from payment_result where serial = 2; commit`);
    await owner.end();
    found.push(
      'bank answer to pension run no. 1: its entry in the journal has another amount (should be -3600.00, is -7200.00)',
      expect.stringContaining('it was removed'),
    );
  });
});

describe('a month that the bank refuses as a whole', () => {
  const refuse = (runId: string, by: 'accountant' | 'reviewer' = 'reviewer') =>
    test.as(by).post(`~/pension-runs/${runId}/refuse`, { reason: '付款账户余额不足' });

  it('is due again, in red in the books, and made anew for those whom the bank was to pay', async () => {
    await giveAccount(test, '2', null);
    const { id } = await paidPensions(test, '2025-06', csv);
    expect(await booked(test)).toEqual({ '101': '-3600.00', '102': '-3600.00', '514': '7200.00' });
    expect((await refuse(id as string, 'accountant')).body.code).toBe('access.forbidden');
    const refused = await expectStatus(refuse(id as string), 200);
    expect(refused).toMatchObject({ state: 'refused', reason: '付款账户余额不足' });
    expect(await booked(test)).toEqual({ '101': '-3600.00', '514': '3600.00' });
    expect((await refuse(id as string)).body.code).toBe('payout.order-state');
    expect((await answerPensions(test, id, [passed(1)])).body.code).toBe('payout.order-state');
    expect((await comeBack(id as string, 1)).body.code).toBe('payout.not-paid-before');
    expect((await takeFile(id as string)).body.code).toBe('payout.order-state');
    const told = async (member: string) =>
      expectStatus(test.as('auditor').get(`~/pensions?member=${member}`), 200);
    expect(await told('1')).toMatchObject({ total: '0.00', payments: [{ returned: true }] });
    expect(await told('2')).toMatchObject({ total: '3600.00', payments: [{ returned: false }] });
    // The one who fetched the month in cash is not in it again.
    const again = await paidPensions(test, '2025-06', csv);
    expect(again).toMatchObject({ number: '2', state: 'sent', count: 1, byBank: '3600.00', inCash: '0.00' });
    expect((await pensionLines(test, again.id as string)).map(({ member }) => member)).toEqual(['1']);
    expect((await makePensions(test, '2025-06', csv)).body.code).toBe('pension.month-taken');
    expect(await told('1')).toMatchObject({ total: '3600.00', overpaid: '0.00' });
    expect((await paidPensions(test, '2025-07', csv)).total).toBe('1200.00');
  });

  it('was not refused where it was answered, was not sent, or nothing of it went through a bank', async () => {
    const run = await made();
    expect((await refuse(run.id as string)).body.code).toBe('payout.order-state');
    await expectStatus(payPensions(test, run.id as string), 200);
    await expectStatus(answerPensions(test, run.id, [passed(1)]), 200);
    expect((await refuse(run.id as string)).body.code).toBe('payout.order-answered');
    const inCash = await paidPensions(test, '2025-07');
    expect(inCash.state).toBe('settled');
    expect((await refuse(inCash.id as string)).body.code).toBe('payout.order-without-file');
  });

  it('is not said by whoever made it', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    const own = await onceItIs(test, 'reviewer', () => refuse(id as string, 'accountant'));
    expect(own.body.code).toBe('payout.sender-is-maker');
  });

  it('is verified against its red entry', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    await expectStatus(refuse(id as string), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`begin; set local session_replication_role = replica;
      delete from payment_refusal; commit`);
    await owner.end();
    found.push(
      'voucher of a pension run that the bank refused: its entry in the journal has another amount (should be 0.00, is -7200.00)',
      expect.stringContaining('it was removed'),
    );
  });
});

describe('a pension that comes back days later', () => {
  it('was reported as paid before, comes back once, and is paid as arrears', async () => {
    const { id } = await paidPensions(test, '2025-06', csv);
    expect((await comeBack(id as string, 1)).body.code).toBe('payout.not-paid-before');
    expect((await comeBack(id as string, 9)).body.code).toBe('payout.return-row-unknown');
    await expectStatus(answerPensions(test, id, [passed(1), failed(2)]), 200);
    expect((await comeBack(id as string, 2)).body.code).toBe('payout.not-paid-before');
    const back = await expectStatus(comeBack(id as string, 1), 200);
    expect(back).toMatchObject({ news: { paid: 0, returned: 1 }, order: { returned: { count: 2 } } });
    expect((await comeBack(id as string, 1)).body.code).toBe('payout.not-paid-before');
    expect(await booked(test)).toEqual({});
    // It did not, two others find, and then it did: each time the books follow.
    const [line] = await pensionLines(test, id as string);
    const wrong = await expectStatus(
      takeBackLateBy(test, `~/pension-runs/${id}`, line?.lateReturnId ?? ''),
      200,
    );
    expect(wrong).toMatchObject({ amount: '3600.00', state: 'confirmed' });
    expect(await booked(test)).toEqual({ '514': '3600.00', '102': '-3600.00' });
    expect((await pensionLines(test, id as string))[0]).toMatchObject({
      outcome: 'paid',
      lateReturnId: null,
    });
    await expectStatus(comeBack(id as string, 1), 200);
    expect(await booked(test)).toEqual({});
    const july = await paidPensions(test, '2025-07', csv);
    expect((await pensionLines(test, july.id as string)).map(({ arrears }) => arrears)).toEqual([
      '3600.00',
      '3600.00',
    ]);
  });
});

describe('PostgreSQL itself, asked by the service’s own role past every command,', () => {
  /** What it says to statements of one transaction, in the service’s role and cooperative. */
  async function saidTo(text: string): Promise<string> {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      await owner.unsafe(`begin; set local role hegu_app;
        set local app.cooperative_id = '${test.cooperativeId}'; ${text}; commit`);
      test.expectTampering();
      return 'taken';
    } catch (error) {
      return (error as { message: string }).message;
    } finally {
      await owner.end();
    }
  }
  /** Another order of pensions, of one payment to member 1 where `line` names it. */
  const order = (month: string, amount: string, line = amount) => `
    insert into payment_order select cooperative_id, '00000000-0000-7000-8000-000000000099', kind, 99, pay_on, purpose, 1,
      ${amount}, template, encoding, file_id, made_at, made_by, payer_version from payment_order where number = 1;
    insert into pension_run select cooperative_id, '00000000-0000-7000-8000-000000000099', '${month}', 1, 0 from pension_run;
    insert into payment_line select cooperative_id, '00000000-0000-7000-8000-000000000099', 1, payee_id, payee_name,
      bank_name, bank_account_index, bank_account_masked, ${amount}, null, null, null from payment_line where serial = 1;
    insert into pension_line select cooperative_id, '00000000-0000-7000-8000-000000000099', member_id, ${line}, 0, 0, ${line},
      0, 'bank', 1 from pension_line where serial = 1`;

  it.each([
    ['a month paid twice', () => order('2025-06', '600.00'), 'paid twice'],
    ['more than all rules could give', () => order('2025-07', '600.01'), 'beyond what is due'],
    [
      'a file that pays more than the list says',
      () => order('2025-07', '600.00', '1.00'),
      'is not its lines',
    ],
    [
      'a line that is added later',
      () => `insert into payment_line select cooperative_id, order_id, 9, payee_id, payee_name, bank_name,
        bank_account_index, bank_account_masked, 1, null, null, null from payment_line where serial = 1`,
      'with their order',
    ],
    [
      'a payment that pays no pension',
      () => order('2025-07', '600.00').replace(/insert into pension_line[^]*$/, 'select 1'),
      'is not its lines',
    ],
    ['a sum that is none', () => order('2025-07', '600.00').replace(/0, 0, 600.00/, '0, 1, 600.00'), '_sum'],
    [
      'an answer to what the bank refused',
      () => `insert into payment_refusal select cooperative_id, order_id, 'x', now(), recorded_by from payment_order_end;
        insert into bank_answer select cooperative_id, id, id, 'f', 'h', 1, 0, now(), made_by from payment_order;
        insert into payment_result select cooperative_id, order_id, serial, 0, 'paid', '', order_id, now(),
          gen_random_uuid() from payment_line`,
      'does not have',
    ],
    [
      'a refusal of what the bank answered',
      () => `insert into bank_answer select cooperative_id, id, id, 'f', 'h', 1, 0, now(), made_by from payment_order;
        insert into payment_result select cooperative_id, order_id, 1, 0, 'paid', '', order_id, now(), gen_random_uuid()
          from payment_line where serial = 1;
        insert into payment_refusal select cooperative_id, order_id, 'x', now(), recorded_by from payment_order_end`,
      'did not refuse as a whole',
    ],
    [
      'a second sending',
      () => `insert into payment_order_end select * from payment_order_end`,
      'payment_order_end',
    ],
    [
      'the sending of what nobody released',
      () => `${order('2025-07', '600.00')}; insert into payment_order_end select cooperative_id, id, 'sent', null,
        '102', '514', now(), gen_random_uuid() from payment_order where number = 99`,
      'sent after its release',
    ],
    [
      'a release by whoever made it',
      () => `${order('2025-07', '600.00')}; insert into payment_release select cooperative_id, id, 0, 0, now(), made_by
        from payment_order where number = 99`,
      'who did not make it',
    ],
    [
      'the sending by whoever released it',
      () => `${order('2025-07', '600.00')};
        insert into payment_release select cooperative_id, id, 0, 0, now(), file_id from payment_order where number = 99;
        insert into payment_order_end select cooperative_id, id, 'sent', null, '102', '514', now(), file_id
          from payment_order where number = 99`,
      'by a third person',
    ],
    [
      'the taking of a file that nobody released',
      () => `${order('2025-07', '600.00')}; insert into file_taken select cooperative_id, gen_random_uuid(), file_id,
        now(), made_by from payment_order where number = 99`,
      'taken after its release',
    ],
    ['another amount', () => `update payment_line set amount = 1`, 'permission denied'],
    ['a forgotten payment', () => `delete from payment_result`, 'permission denied'],
  ])('refuses %s', async (_, text, why) => {
    await paidPensions(test, '2025-06', csv);
    expect(await saidTo(text())).toContain(why);
  });

  it('takes what is due by two people, and even that only with an entry of the trail', async () => {
    await paidPensions(test, '2025-06', csv);
    const own = `insert into payment_order_end select cooperative_id, id, 'sent', null, '102', '514', now(), made_by
      from payment_order where number = 99`;
    expect(await saidTo(`${order('2025-07', '600.00')}; ${own}`)).toContain('by a third person');
    expect(await saidTo(order('2025-07', '600.00'))).toContain('written with an entry of the trail');
  });
});

describe('a pension rule that gives more', () => {
  const wish = { ...pensionRule, from: '2025-08', amount: '900.00' };
  const set = (change: object) => test.as('chair').post('~/pension-rules', { ...wish, ...change });
  const code = async (reply: Promise<Reply>) => (await reply).body.code as string | undefined;

  it('is told by verification where words alone carry it', async () => {
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted).toContainEqual({
      table: 'pension_rule',
      row: '2025-01 600.00',
      remark: 'pension-undecided',
      found: '股代〔2024〕5号',
    });
  });

  it('rests on a decision of an assembly of its own, once the members have met, at every door', async () => {
    const elsewhere = await decide(test, null, { matter: 'report' });
    expect(await code(set({}))).toBe('pension.rule-undecided');
    expect(await code(set({ resolutionId: elsewhere }))).toBe('pension.rule-decided-otherwise');
    const rejected = await decide(test, null, {
      matter: 'rules',
      vote: { entitled: 3, present: 3, for: 0, against: 3, abstain: 0 },
    });
    expect(await code(set({ resolutionId: rejected }))).toBe('resolution.not-adopted');
    // What gives less takes none.
    const less = await expectStatus(set({ amount: '500.00' }), 201);
    expect(less.proposal).toBeNull();
    const resolutionId = await decide(test, null, { matter: 'rules' });
    const { proposal } = await expectStatus(set({ from: '2025-09', resolutionId }), 201);
    await expectStatus(test.as('supervisor').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
    expect(await code(set({ from: '2025-10', amount: '9000.00', resolutionId }))).toBe(
      'pension.rule-carried',
    );
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const row = (terms: string) => `insert into pension_rule
      select cooperative_id, gen_random_uuid(), '2025-11', ${terms}, now(), recorded_by, proposal_id
      from pension_rule where from_month = '2025-09'`;
    for (const terms of [
      `terms - 'resolutionId'`,
      'terms',
      `terms || '{"resolutionId": "${elsewhere}"}'`,
      `terms || '{"resolutionId": "${rejected}"}'`,
    ])
      await expect(
        owner.begin(async (tx) => {
          // That two people stand behind it is another rule.
          await tx.unsafe('alter table pension_rule disable trigger loosened_by_two');
          await tx.unsafe(row(terms));
        }),
      ).rejects.toThrow('rests on the decision that made it');
    await owner.end();
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted.flatMap(({ remark, row }) => (remark === 'pension-undecided' ? [row] : []))).toEqual([
      '2025-01 600.00',
    ]);
  });
});

describe('a pension rule entered by mistake', () => {
  const withdraw = (from: string) =>
    test.as('chair').post(`~/pension-rules/${from}/withdraw`, { reason: '金额录错' });

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
