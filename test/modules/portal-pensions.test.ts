/** What a pensioner is told of each month, from its making to the money that came back: by the rule of the office. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, linkUser } from '../support/cooperative.ts';
import { openAccounts } from '../support/payout.ts';
import {
  answerPensions,
  enterPensioners,
  makePensions,
  paidPensions,
  payPensions,
  releasePensions,
  returnPensionCash,
  setPensionRule,
} from '../support/pension.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-05T01:00:00Z') });
  await enterPensioners(test);
  await openAccounts(test, 2);
  await expectStatus(setPensionRule(test, { from: '2025-06' }), 201);
  await expectStatus(linkUser(test, test.as('shareholder').userId, '1'), 200);
  test.expectTampering('outside');
});
afterEach(() => test.close());

async function told(): Promise<readonly (readonly [string, string, string, string | null])[]> {
  const { pensions } = await expectStatus(test.as('shareholder').get('~/own/money'), 200);
  const { money } = await expectStatus(test.as('shareholder').get('~/own/start'), 200);
  expect(money.pensions).toEqual(pensions);
  const months = pensions.months as { month: string; state: string; amount: string; back: string | null }[];
  return months.map(({ month, state, amount, back }) => [month, state, amount, back]);
}
const made = async (month: string, fields: object = {}) =>
  String((await expectStatus(makePensions(test, month, fields), 201)).id);
const cancel = (runId: string) =>
  expectStatus(test.as('reviewer').post(`~/pension-runs/${runId}/cancel`, { reason: '户名有误' }), 200);

describe('A pensioner is told of a month', () => {
  it('nothing until another person approved it, nothing once it is cancelled, and its successor once', async () => {
    const first = await made('2025-06');
    expect(await told()).toEqual([]);
    await expectStatus(releasePensions(test, first), 200);
    expect(await told()).toEqual([['2025-06', 'approved', '600.00', null]]);
    await cancel(first);
    expect(await told()).toEqual([]);
    const second = await made('2025-06');
    expect(await told()).toEqual([]);
    await expectStatus(payPensions(test, second), 200);
    expect(await told()).toEqual([['2025-06', 'paid', '600.00', null]]);
  });

  it('that its cash was brought back, and later with which month it was paid', async () => {
    const { id } = await paidPensions(test, '2025-06');
    await expectStatus(returnPensionCash(test, String(id), '1'), 200);
    expect(await told()).toEqual([['2025-06', 'returned', '600.00', '户名不符']]);
    test.setClock(new Date('2025-07-06T01:00:00Z'));
    await paidPensions(test, '2025-07');
    expect(await told()).toEqual([
      ['2025-06', 'made-up', '600.00', '户名不符'],
      ['2025-07', 'paid', '1200.00', null],
    ]);
  });

  it('that it is with the bank, and that it came back', async () => {
    const { id } = await paidPensions(test, '2025-06', { template: 'generic-csv' });
    expect(await told()).toEqual([['2025-06', 'sent', '600.00', null]]);
    const answers = ['1', '2'].map((number, at) => ({
      serial: at + 1,
      number,
      amount: '600.00',
      result: number === '1' ? '失败' : '成功',
    }));
    await expectStatus(answerPensions(test, String(id), answers), 200);
    expect(await told()).toEqual([['2025-06', 'returned', '600.00', '户名不符']]);
  });

  it('which months are due and were ordered by nobody, while what one person made is no order', async () => {
    const open = async () =>
      (await expectStatus(test.as('shareholder').get('~/own/money'), 200)).pensions.notOrdered as unknown;
    // Whoever never had one is told of their first once it is ordered.
    expect(await open()).toBeNull();
    await paidPensions(test, '2025-06');
    expect(await open()).toEqual({ from: '2025-07', months: 1, amount: '600.00' });
    test.setClock(new Date('2025-09-05T01:00:00Z'));
    const july = await made('2025-07');
    expect(await open()).toEqual({ from: '2025-07', months: 3, amount: '1800.00' });
    await expectStatus(releasePensions(test, july), 200);
    expect(await open()).toEqual({ from: '2025-08', months: 2, amount: '1200.00' });
  });

  it('since when it is with the bank, and that the day of payment is over', async () => {
    await paidPensions(test, '2025-06', { template: 'generic-csv', payOn: '2025-07-08' });
    const payment = async () =>
      (await expectStatus(test.as('shareholder').get('~/own/money'), 200)).pensions.months[0]
        .payment as unknown;
    expect(await payment()).toMatchObject({ sentOn: '2025-07-05', payOn: '2025-07-08', isPast: false });
    test.setClock(new Date('2025-07-08T01:00:00Z'));
    expect(await payment()).toMatchObject({ isPast: false });
    test.setClock(new Date('2025-07-09T01:00:00Z'));
    expect(await payment()).toMatchObject({ isPast: true });
  });

  it('that the bank refused the whole order, until it is made once more', async () => {
    const { id } = await paidPensions(test, '2025-06', { template: 'generic-csv' });
    const refusal = { reason: '批文件校验不过' };
    await expectStatus(test.as('reviewer').post(`~/pension-runs/${String(id)}/refuse`, refusal), 200);
    expect(await told()).toEqual([['2025-06', 'refused', '600.00', '批文件校验不过']]);
    await paidPensions(test, '2025-06', { template: 'generic-csv' });
    expect(await told()).toEqual([['2025-06', 'sent', '600.00', null]]);
  });
});
