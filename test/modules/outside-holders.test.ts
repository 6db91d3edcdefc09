/** Dividends of holders who are no members: owed on the account for outsiders from the posting to the last payment, by every paper and check. */
import postgres from 'postgres';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { closeYear, credit, debit, enterByHand, openTill } from '../support/books.ts';
import {
  announce,
  approve,
  decideReversal,
  expectStatus,
  moveByTwo,
  openRegister,
  post,
  runToPosted,
} from '../support/cooperative.ts';
import {
  answerRow,
  confirmAnswers,
  memberId,
  openAccounts,
  openAndOwed,
  readAnswer,
  sentBatch,
  setOffBy,
} from '../support/payout.ts';

let test: TestApp;
let resolutionId = '';
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2023-11-20T01:00:00Z') });
  resolutionId = await openRegister(test, ['500', '300', '200']);
  await openAccounts(test, 3);
  await openTill(test);
  await stand('3', 'left', '2023-07-01');
});
afterEach(() => test.close());

const on = (day: string) => test.setClock(new Date(`${day}T01:00:00Z`));
const stand = async (number: string, kind: string, effectiveOn: string) => {
  const left = { reason: 'elsewhere', application: '迁入地证明' };
  const basis = { basis: kind === 'left' ? left : { reason: 'return' } };
  const path = `~/members/${await memberId(test, number)}/standings`;
  await expectStatus(test.as('accountant').post(path, { kind, effectiveOn, ...basis }), 201);
};
const first = { period: '2023-H1', recordDate: '2023-06-30', pool: '1000.00' };
const second = { period: '2023-H2', recordDate: '2023-12-31', pool: '1000.00' };
const payable = ['113', '202.90', '211.90'];
/** Closing balances of the accounts that name holders. */
const closing = async (to: string) => {
  const { rows } = await expectStatus(
    test.as('auditor').get(`~/trial-balance?from=${to.slice(0, 4)}-01-01&to=${to}`),
    200,
  );
  const told = (rows as { account: string; closing: string }[]).filter(({ account }) =>
    payable.includes(account),
  );
  return Object.fromEntries(told.map((each) => [each.account, each.closing]));
};
const holders = async () => {
  const { holders: told } = await expectStatus(test.as('auditor').get('~/member-balances'), 200);
  return (told as Record<string, string>[]).map(
    (each) => `${each['number']} ${each['account']} ${each['owed']}`,
  );
};
const agree = async () => {
  const { findings } = await verifyCooperative(test.services, test.cooperativeId);
  expect(findings.map((each) => findingText(each, 'en'))).toEqual([]);
  const { open, owed } = await openAndOwed(test);
  expect(owed).toEqual(open);
};
const reverse = async (runId: string) =>
  expectStatus(
    test.as('reviewer').post(`~/dividend-runs/${runId}/reverse`, {
      resolutionId: await decideReversal(test, runId),
      reason: '登记有误',
    }),
    201,
  );

it('stands by itself from the posting on: a later standing, the switch of the charts, bank, return and cash keep to it', async () => {
  const run = await runToPosted(test, resolutionId, first);
  const december = '2023-12-31';
  expect(await closing(december)).toEqual({ '113': '-640.00', '202.90': '-160.00' });
  expect(await holders()).toEqual(['1 113 400.00', '2 113 240.00', '3 202.90 160.00']);

  // The claim is what it was when it was posted, whatever its holder becomes.
  await stand('3', 'reinstated', '2023-12-20');
  on('2024-01-10');
  expect(await closing('2024-01-10')).toEqual({ '113': '-640.00', '211.90': '-160.00' });
  const batch = await sentBatch(test, { template: 'generic-csv' });
  expect(await closing('2024-01-10')).toEqual({ '113': '0.00', '211.90': '0.00' });
  await expectStatus(readAnswer(test, batch, [answerRow(3, '160.00', '失败')]), 200);
  expect(await holders()).toEqual(['3 211.90 160.00']);
  await agree();
  const payments = [{ runId: run.id, kind: 'member', number: '3' }];
  const handed = { handedOn: '2024-01-10', payments };
  await confirmAnswers(test);
  const { cash } = await expectStatus(test.as('cashier').post('~/payout-cash', handed), 201);
  expect(await closing('2024-01-10')).toEqual({ '113': '0.00', '211.90': '0.00' });
  await expectStatus(
    test.as('reviewer').post(`~/payout-cash/${cash[0].id}/strike`, { reason: '没有发出' }),
    200,
  );
  expect(await holders()).toEqual(['3 211.90 160.00']);
  await expectStatus(test.as('cashier').post('~/payout-cash', handed), 201);
  await agree();
});

it('of somebody who came back the next run is owed on 113: a reversal keeps to its run, a set-off moves from one to the other', async () => {
  const run = await runToPosted(test, resolutionId, first);
  const payments = [{ runId: run.id, kind: 'member', number: '3' }];
  on('2023-12-20');
  await expectStatus(test.as('cashier').post('~/payout-cash', { handedOn: '2023-12-20', payments }), 201);
  await stand('3', 'reinstated', '2023-12-20');
  on('2024-01-10');
  // By now a member: the next run is owed on 113, in the year and the chart that it distributes.
  const next = await runToPosted(test, resolutionId, second);
  expect(await closing('2023-12-31')).toEqual({ '113': '-1440.00', '202.90': '0.00' });
  const back = await reverse(run.id as string);
  expect((await holders()).filter((each) => each.startsWith('3'))).toEqual([
    '3 113 160.00',
    '3 211.90 -160.00',
  ]);
  await agree();
  await expectStatus(
    setOffBy(test, { kind: 'member', number: '3', owedRunId: back.id, againstRunId: next.id }),
    200,
  );
  expect((await holders()).filter((each) => each.startsWith('3'))).toEqual([]);
  await agree();
  await expectStatus(closeYear(test, 2023), 201);
  await agree();
});

it('a difference keeps to the account of its run, the holder’s ledger says the same, and no way leads around', async () => {
  const run = await runToPosted(test, resolutionId, first);
  await stand('3', 'reinstated', '2023-12-20');
  const gift = {
    kind: 'transfer',
    shareClass: 'basic',
    from: { kind: 'member', number: '1' },
    to: { kind: 'member', number: '3' },
  };
  await expectStatus(moveByTwo(test, { ...gift, quantity: '100', effectiveOn: '2023-06-30' }), 201);
  const path = `~/dividend-runs/${run.id}/draft-difference`;
  const { id } = await expectStatus(test.as('accountant').post(path, { reason: '转让登记在后' }), 201);
  await expectStatus(approve(test, id as string), 200);
  await expectStatus(announce(test, id as string), 201);
  await expectStatus(post(test, id as string), 200);
  const outside = (await holders()).filter((each) => each.startsWith('3'));
  expect(outside).toHaveLength(1);
  expect(outside[0]).toMatch(/^3 2(02|11)\.90 240\.00$/);
  await agree();

  const { entries } = await expectStatus(test.as('auditor').get('~/member-ledger?kind=member&number=3'), 200);
  expect(new Set((entries as { account: string }[]).map(({ account }) => account.slice(-3)))).toEqual(
    new Set(['.90']),
  );
  const today = '2024-01-05';
  on(today);
  const enter = (...lines: object[]) => enterByHand(test, { date: today, summary: '手工', lines });
  expect((await enter(debit('211.90', '1.00'), credit('102', '1.00'))).body.code).toBe(
    'books.account-kept-by-ledger',
  );
  const given = (account: string, number: string) =>
    enter(debit('322.01.02', '1.00'), { ...credit(account, '1.00'), holder: { kind: 'member', number } });
  for (const account of ['113', '211.90'])
    expect((await given(account, '2')).body.code).toBe('books.income-by-hand');
  const part = { chart: '2023', code: '211.90', name: '其他' };
  expect((await test.as('accountant').post('~/ledger-accounts', part)).body.code).toBe('books.account-taken');
  // A part of it would stand in the books without the holder behind it.
  const under = { chart: '2023', code: '211.90.01', name: '其他' };
  expect((await test.as('accountant').post('~/ledger-accounts', under)).body.code).toBe(
    'books.account-complete',
  );

  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const refused = (statement: string) =>
    owner.unsafe(statement).then(
      () => 'taken',
      (error: unknown) => (error as Error).message,
    );
  const claim = (number: string) => `insert into outside_claim (cooperative_id, run_id, account_id)
    select cooperative_id, '${run.id}', id from holder_account where kind = 'member' and number = '${number}'`;
  expect(await refused(claim('1'))).toContain('is in the books');
  expect(await refused(`delete from outside_claim`)).toContain('append only');
  expect(await refused(`update member_ledger_line set account = '113'`)).toContain('append only');
  test.expectTampering();
  const foundAfter = async (change: string) => {
    await owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    return findings.map((finding) => findingText(finding, 'en')).join('\n');
  };
  expect(await foundAfter(`delete from outside_claim where run_id = '${run.id}'`)).toContain('member 3');
  expect(await foundAfter(`update member_ledger_line set account = '113'`)).toContain(
    'do not add up to its lines on 113 or the account for outsiders',
  );
  await owner.end();
});
