/** Pensions through HTTP: what is due, what is paid, what comes back, what was too much. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { enterByHand } from '../support/books.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, onceItIs, today } from '../support/cooperative.ts';
import {
  answerRow,
  memberId,
  openAccounts,
  release,
  releaseAndSend,
  releasedFile,
} from '../support/payout.ts';
import {
  answerPensions,
  booked,
  enterPensioners,
  makePensions,
  paidPensions,
  payPensions,
  pensionLines,
  returnPensionCash,
  returnPensionLate,
  setPensionRule,
  standsAs,
} from '../support/pension.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-05T01:00:00Z') });
});
afterEach(() => test.close());

const setRule = (change: object = {}) => setPensionRule(test, change);
const make = (month: string, fields: object = {}) => makePensions(test, month, fields);
const pay = (runId: string) => payPensions(test, runId);
const run = (month: string, fields: object = {}) => paidPensions(test, month, fields);
const linesOf = (id: string) => pensionLines(test, id);
const paidTo = (member: string) => expectStatus(test.as('auditor').get(`~/pensions?member=${member}`), 200);
const stand = (member: string, kind: string, effectiveOn: string) =>
  standsAs(test, member, kind, effectiveOn);
const die = (member: string, on: string) => stand(member, 'deceased', on);

/** Whoever has a statement is a holder. */
async function openShares(): Promise<void> {
  const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 0 };
  await expectStatus(test.as('accountant').post('~/share-classes', basic), 201);
  for (const number of ['1', '2']) {
    const to = { kind: 'member', number };
    const fields = { kind: 'subscription', shareClass: 'basic', quantity: '10', effectiveOn: '2010-01-01' };
    await expectStatus(test.as('accountant').post('~/movements', { ...fields, to }), 201);
  }
}

const statement = async (number: string, fields: object = {}) => {
  const wish = {
    kind: 'statement',
    holder: { kind: 'member', number },
    from: '2025-07-01',
    to: today(test),
    ...fields,
  };
  const { id } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  const { rawPayload } = await test.as('auditor').get(`~/documents/${id}/content`);
  return (await readPdf(rawPayload)).text.replace(/\s+/g, ' ');
};

describe('pensions', () => {
  it.each([
    [true, '2400.00'],
    [false, '1800.00'],
  ])(
    'worked example 14: 3,600.00 from January to June; with a death on 18 April told in time (its month paid: %s) %s',
    async (deathMonthPaid, expected) => {
      test.setClock(new Date('2025-01-20T01:00:00Z'));
      await enterPensioners(test);
      await expectStatus(setRule({ deathMonthPaid }), 201);
      for (const month of ['01', '02', '03', '04', '05', '06']) {
        test.setClock(new Date(`2025-${month}-20T01:00:00Z`));
        if (month === '04') await die('2', '2025-04-18');
        // Each as the one before: the month that comes next.
        const made = await expectStatus(test.as('accountant').post('~/pension-runs/next'), 201);
        expect(made.month).toBe(`2025-${month}`);
        await expectStatus(pay(made.id as string), 200);
      }
      expect(await paidTo('1')).toMatchObject({ total: '3600.00', overpaid: '0.00' });
      expect(await paidTo('2')).toMatchObject({ total: expected, overpaid: '0.00' });
      expect(await booked(test, '2025-01-01', '2025-06-30')).toEqual({
        '101': `-${Number(expected) + 3600}.00`,
        '514': `${Number(expected) + 3600}.00`,
      });
    },
  );

  it('paid to somebody whose death was told late are overpaid until they are brought back', async () => {
    await enterPensioners(test);
    await expectStatus(setRule(), 201);
    for (const month of ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05']) await run(month);
    await die('2', '2025-04-18');
    const june = await run('2025-06');
    expect(june).toMatchObject({ count: 1, inCash: '600.00', total: '600.00' });
    // May went to somebody who had died in April.
    expect(
      (await linesOf(june.id)).map(({ member, amount, overpaid }) => [member, amount, overpaid]),
    ).toEqual([
      ['1', '600.00', '0.00'],
      ['2', '0.00', '600.00'],
    ]);
    expect(await paidTo('1')).toMatchObject({ total: '3600.00', eligibleOn: '2015-06-01', overpaid: '0.00' });
    expect(await paidTo('2')).toMatchObject({ total: '3000.00', overpaid: '600.00' });
    const repay = (member: string, amount: string) =>
      test.as('cashier').post('~/pension-repayments', { member, amount, means: 'cash', note: '长子退还' });
    expect((await repay('2', '600.01')).body.code).toBe('pension.repayment-not-owed');
    expect((await repay('1', '1')).body.code).toBe('pension.repayment-not-owed');
    expect((await repay('2', '0')).body.code).toBe('pension.repayment-not-owed');
    expect((await repay('9', '1')).body.code).toBe('pension.member-unknown');
    expect(await expectStatus(repay('2', '400'), 201)).toMatchObject({ overpaid: '200.00' });
    expect(await expectStatus(repay('2', '200'), 201)).toMatchObject({ overpaid: '0.00' });
    const closed = await paidTo('2');
    expect(closed).toMatchObject({ total: '2400.00', overpaid: '0.00' });
    expect(closed.repayments).toMatchObject([
      { receivedOn: '2025-07-05', amount: '400.00', means: 'cash', note: '长子退还' },
      { amount: '200.00' },
    ]);
    // Nothing is left to say of the dead.
    expect((await linesOf((await run('2025-07')).id)).map(({ member }) => member)).toEqual(['1']);
    expect(await booked(test)).toEqual({ '101': '-6600.00', '514': '6600.00' });
  });

  it('of somebody who left and came back are not due for the time away', async () => {
    await enterPensioners(test);
    await expectStatus(setRule(), 201);
    await stand('2', 'left', '2025-02-10');
    await run('2025-03');
    expect(await paidTo('2')).toMatchObject({ total: '1200.00' });
    await stand('2', 'reinstated', '2025-04-03');
    const june = await run('2025-06');
    // May and June; March and April were spent away.
    expect((await linesOf(june.id))[1]).toMatchObject({ member: '2', arrears: '600.00', amount: '1200.00' });
    await stand('2', 'left', '2025-07-01');
    await die('2', '2025-07-04');
    await run('2025-07');
    expect(await paidTo('2')).toMatchObject({ total: '3000.00', overpaid: '0.00' });
  });

  it('are not released after a death that was told since the run was made', async () => {
    await enterPensioners(test);
    await openAccounts(test, 2);
    await expectStatus(setRule(), 201);
    await run('2025-04');
    const made = await expectStatus(make('2025-05', { template: 'ccb-payroll' }), 201);
    await die('2', '2025-04-18');
    const stale = await pay(made.id);
    expect(stale.body).toMatchObject({ code: 'payout.order-outdated', status: 409 });
    expect(stale.body.detail).toContain('成员2 (2): stands in it with 600.00, but is due 0.00 now');
    const reason = '成员去世';
    await expectStatus(test.as('accountant').post(`~/pension-runs/${made.id}/cancel`, { reason }), 200);
    const anew = await run('2025-05', { template: 'ccb-payroll' });
    expect(anew).toMatchObject({ byBank: '600.00', count: 1 });
    expect(await paidTo('2')).toMatchObject({ total: '2400.00' });
  });

  it('follow the rule of each month, and the grade of the age reached', async () => {
    await enterPensioners(test);
    // Born on 1 January 1950 and 5 May 1955: 75 and 70 in the course of 2025.
    const grades = [{ age: { male: 70, female: 75 }, years: null, amount: '800.00' }];
    await expectStatus(setRule({ grades }), 201);
    await run('2025-06');
    expect((await paidTo('1')).total).toBe('4600.00');
    expect((await paidTo('2')).total).toBe('3800.00');
    await expectStatus(setRule({ from: '2025-07', amount: '900.00' }), 201);
    expect((await run('2025-07')).total).toBe('1800.00');
    const { rules } = await expectStatus(test.as('auditor').get('~/pension-rules'), 200);
    expect(rules[0].grades).toEqual(grades);
    expect(rules[1].grades).toBeUndefined();
  });

  it('are a cost of the account that the cooperative set, and lower what can be distributed', async () => {
    await enterPensioners(test);
    await expectStatus(setRule(), 201);
    const part = { chart: '2023', code: '102.01', name: '农商行存款' };
    await expectStatus(test.as('accountant').post('~/ledger-accounts', part), 201);
    const settings = { collectivePart: 'undistributed', bankAccount: '102.01', pensionAccount: '513' };
    await expectStatus(test.as('chair').put('~/books-settings', settings), 200);
    await openAccounts(test, 2);
    const lines = [
      { account: '102.01', debit: '10000' },
      { account: '501', credit: '10000' },
    ];
    const income = { kind: 'manual', date: '2025-07-01', summary: '租金', lines };
    await expectStatus(enterByHand(test, income), 201);
    await run('2025-07', { template: 'generic-csv' });
    expect(await booked(test)).toEqual({ '102.01': '1600.00', '501': '-10000.00', '513': '8400.00' });
    test.setClock(new Date('2026-01-05T01:00:00Z'));
    const plan = await expectStatus(
      test.as('accountant').post('~/distribution-plans', {
        period: '2025-H2',
        mode: 'year',
        steps: [],
        members: { kind: 'rest' },
      }),
      201,
    );
    expect(plan.figures.income).toBe('1600.00');
  });

  it('are paid by bank where there is an account, made by one person and confirmed by another', async () => {
    await enterPensioners(test);
    await openAccounts(test, 1);
    await expectStatus(setRule(), 201);
    const made = await expectStatus(make('2025-06', { template: 'ccb-payroll' }), 201);
    // Five months of arrears come with the first run.
    expect(made).toMatchObject({ state: 'made', byBank: '3600.00', inCash: '3600.00', count: 2 });
    const file = await releasedFile(test, `~/pension-runs/${made.id}`);
    expect(new TextDecoder('gbk').decode(file.rawPayload).split('\r\n')[1]).toBe(
      '1,9901058800000001,成员1,3600.00',
    );
    expect((await make('2025-07')).body.code).toBe('pension.month-order');
    const own = await onceItIs(test, 'reviewer', () =>
      test.as('accountant').post(`~/pension-runs/${made.id}/send`),
    );
    expect(own.body.code).toBe('payout.sender-is-maker');
    await expectStatus(test.as('cashier').post(`~/pension-runs/${made.id}/send`), 200);
    expect((await pay(made.id)).body.code).toBe('payout.order-state');
    expect((await make('2025-06')).body.code).toBe('pension.month-taken');
    const back = () => returnPensionLate(test, made.id as string, 1);
    expect((await back()).body.code).toBe('payout.not-paid-before');
    await expectStatus(answerPensions(test, made.id as string, [answerRow(1, '3600.00')]), 200);
    await expectStatus(back(), 200);
    expect((await back()).body.code).toBe('payout.not-paid-before');
    const july = await run('2025-07');
    expect((await linesOf(july.id)).map(({ arrears, amount }) => [arrears, amount])).toEqual([
      ['3600.00', '4200.00'],
      ['0.00', '600.00'],
    ]);
    const { runs } = await expectStatus(test.as('representative').get('~/pension-runs'), 200);
    expect(runs).toHaveLength(2);
  });

  it('wait for a proof of life where the rule asks for one', async () => {
    await enterPensioners(test);
    await expectStatus(setRule({ lifeProofMonths: 12 }), 201);
    const prove = (member: string, provedOn = '2025-06-01') =>
      test.as('accountant').post('~/life-proofs', { member, provedOn, means: '入户核实' });
    expect((await make('2025-01')).status).toBe(201);
    const { runs } = await expectStatus(test.as('auditor').get('~/pension-runs'), 200);
    expect(runs[0]).toMatchObject({ count: 0, total: '0.00' });
    const cancel = () =>
      test.as('accountant').post(`~/pension-runs/${runs[0].id}/cancel`, { reason: '等待认证' });
    await expectStatus(cancel(), 200);
    expect((await cancel()).body.code).toBe('payout.order-state');
    await expectStatus(prove('1'), 201);
    expect((await prove('9')).body.code).toBe('pension.member-unknown');
    expect((await prove('1', '2025-07-06')).body.code).toBe('books.entry-in-future');
    const made = await expectStatus(make('2025-06'), 201);
    const order = `~/pension-runs/${made.id}`;
    // Who releases the month says to have seen whose life it pays on, and told of none of them.
    const { proved } = await expectStatus(test.as('reviewer').get(`${order}/accounts`), 200);
    expect(proved).toMatchObject([{ number: '1', provedOn: '2025-06-01', means: '入户核实' }]);
    const unseen = await test.as('reviewer').post(`${order}/release`, { seen: { changed: 0, shared: 0 } });
    expect(unseen.body.code).toBe('payout.release-unseen');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const saidBy = (who: string) =>
      owner.unsafe(
        `begin; set local session_replication_role = replica; update life_proof set recorded_by = '${who}'; commit`,
      );
    test.expectTampering();
    await saidBy(test.as('reviewer').userId);
    expect((await release(test, order)).body.code).toBe('payout.releaser-told-proof');
    const past = owner`insert into payment_release (cooperative_id, order_id, changed, shared, proved, recorded_at, recorded_by)
      select cooperative_id, id, 0, 0, 1, now(), ${test.as('reviewer').userId} from payment_order where id = ${made.id}`;
    await expect(past).rejects.toThrow('told none of them');
    await saidBy(test.as('accountant').userId);
    await expectStatus(releaseAndSend(test, order), 200);
    const found = async () => {
      const { findings } = await verifyCooperative(test.services, test.cooperativeId);
      return findings.flatMap(({ rule }) => (rule === 'proof-unseen' ? [rule] : []));
    };
    expect(await found()).toEqual([]);
    await saidBy(test.as('reviewer').userId);
    expect(await found()).toEqual(['proof-unseen']);
    await saidBy(test.as('accountant').userId);
    await owner.end();
    const june = made;
    expect((await linesOf(june.id)).map(({ means, amount }) => [means, amount])).toEqual([
      ['cash', '3600.00'],
      ['held', '3600.00'],
    ]);
    expect(await paidTo('2')).toMatchObject({
      payments: [],
      total: '0.00',
      heldBack: { month: '2025-06', amount: '3600.00' },
    });
    expect((await paidTo('1')).heldBack).toBeNull();
    await openShares();
    const held =
      '截至 2025-06 的养老金中有 3,600.00 元因没有生存认证或收款账号待复核暂缓发放，此后以补发另付';
    expect(await statement('2')).toContain(held);
    expect(await statement('1')).not.toContain('暂缓发放');
    // Before the month was paid nothing was held back.
    expect(await statement('2', { from: '2025-01-01', to: '2025-07-04' })).not.toContain('暂缓发放');
    expect(await statement('2', { knownAt: '2025-07-05T00:00:00.000Z' })).not.toContain('暂缓发放');
    // Dead by one person's word is no proof of anything: what waits goes on waiting.
    test.letRegisterWait(true);
    const second = await memberId(test, '2');
    const death = { kind: 'deceased', effectiveOn: '2025-07-05' };
    const told = await expectStatus(test.as('accountant').post(`~/members/${second}/standings`, death), 201);
    const { body: drawn } = await make('2025-07');
    expect((await linesOf(drawn.id as string)).map(({ means }) => means)).toEqual(['cash', 'held']);
    const away = (path: string, by: Role) => test.as(by).post(path, { reason: '本人健在' });
    await expectStatus(away(`~/pension-runs/${String(drawn.id)}/cancel`, 'accountant'), 200);
    await expectStatus(away(`~/register-changes/${String(told.changeId)}/send-back`, 'reviewer'), 200);
    test.letRegisterWait(false);
    await expectStatus(prove('2'), 201);
    const july = await run('2025-07');
    expect((await linesOf(july.id))[1]).toMatchObject({
      arrears: '3600.00',
      amount: '4200.00',
      means: 'cash',
    });
    expect((await paidTo('2')).heldBack).toBeNull();
    expect(await statement('2')).not.toContain('暂缓发放');
    await die('1', '2025-07-02');
    expect((await prove('1', '2025-07-03')).body.code).toBe('pension.proved-after-death');
    await expectStatus(prove('1', '2025-07-02'), 201);
  });

  it('stand on the statement on lines of their own, as known at the moment asked for', async () => {
    await enterPensioners(test);
    await openAccounts(test, 2);
    await expectStatus(setRule(), 201);
    const may = await run('2025-05', { template: 'generic-csv' });
    const before = new Date('2025-07-05T02:00:00Z');
    test.setClock(new Date('2025-07-06T01:00:00Z'));
    await expectStatus(answerPensions(test, may.id as string, [answerRow(1, '3000.00', '失败')]), 200);
    await run('2025-06', { template: 'generic-csv' });
    await die('2', '2025-05-18');
    const repaid = { member: '2', amount: '600', means: 'cash', note: '家属退还' };
    await expectStatus(test.as('cashier').post('~/pension-repayments', repaid), 201);
    await openShares();
    const now = await statement('1');
    expect(now).toContain('退回 3,000.00 元，以补发另付');
    // June with what came back of the months before.
    expect(now).toMatch(
      /2025-06 2025-07-06 已交银行，银行的答复还没有登记 3,000\.00 3,600\.00 合计 3,600\.00/,
    );
    const then = await statement('1', { knownAt: before.toISOString() });
    expect(then).not.toContain('退回 3,000.00 元');
    expect(then).toMatch(
      /2025-05 2025-07-05 已交银行，银行的答复还没有登记 2,400\.00 3,000\.00 合计 3,000\.00/,
    );
    const dead = await statement('2', { language: 'en' });
    expect(dead).toMatch(/Overpayment brought back -600\.00 Total 3,000\.00/);
  });

  it('refuse what cannot be', async () => {
    await enterPensioners(test);
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

describe('behind the service’s back', () => {
  it('a pension paid to nobody, what came back in part, and a month entered with another amount, are found', async () => {
    await enterPensioners(test);
    await expectStatus(setRule(), 201);
    const june = await run('2025-06');
    await expectStatus(returnPensionCash(test, june.id as string, '1'), 200);
    await die('2', '2025-05-18');
    const repaid = { member: '2', amount: '600', means: 'cash', note: '家属退还' };
    await expectStatus(test.as('cashier').post('~/pension-repayments', repaid), 201);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update pension_run set in_cash = in_cash + 1;
      update pension_repayment set amount = 599;
      update journal_line l set debit = debit + 1 from journal_entry e
      where e.id = l.entry_id and e.source like 'pension-return:%' and l.debit <> 0;
      commit`);
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    await owner.end();
    const found = findings.map((finding) => findingText(finding, 'en'));
    expect(found).toEqual([
      expect.stringContaining('its debits are not its credits'),
      expect.stringContaining('the trail says otherwise'),
      'pension run no. 1: the trail says otherwise (should be 2 0.00 7200.00 0, is 2 0.00 7201.00 0)',
      'pension run no. 1: its sums are not those of its lines (should be 7200.00, is 7201.00)',
      'pension run no. 1: its entry in the journal has another amount (should be 7201.00, is 7200.00)',
      'cash of pension run no. 1, member 1: its entry in the journal has another amount (should be -3600.00, is -3599.00)',
      'pension paid back by member 2: its entry in the journal has another amount (should be -599.00, is -600.00)',
      expect.stringMatching(/^account voucher .*it is not what was written/),
      expect.stringMatching(/^pension paid back .*it is not what was written/),
      expect.stringMatching(/^pension run .*it is not what was written/),
    ]);
  });
});
