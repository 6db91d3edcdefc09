/**
 * What people try by mistake or on purpose: files taken and cancelled, accounts that change in between, runs reversed after
 * money moved, estates divided wrongly. After each of them the open claims of every holder are what the books owe.
 */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { fillTill } from '../support/books.ts';
import type { Role } from '../../src/domain/permission.ts';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { decideReversal, expectStatus, onceItIs, runToPosted, setByTwo } from '../support/cooperative.ts';
import {
  accountOf,
  allPaid,
  answerRow,
  confirmAnswers,
  estateBy,
  exampleRun,
  giveAccount,
  lateReturnBy,
  makeBatch,
  memberId,
  openAndOwed,
  openPayoutExample,
  readAnswer,
  releaseBatch,
  sendAnswer,
  sendBatch,
  sentBatch,
  setOffBy,
  states,
  takeBackLateBy,
  undoEstateBy,
} from '../support/payout.ts';
import { titleOf } from '../support/cases.ts';
import { besidesRows } from '../support/past-the-program.ts';

let test: TestApp;
let resolutionId = '';
let runId = '';

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z') });
  ({ resolutionId, runId } = await openPayoutExample(test));
});
afterEach(async () => {
  const { open, owed } = await openAndOwed(test);
  await test.close();
  expect(open).toEqual(owed);
});

const accountant = () => test.as('accountant');
const reviewer = () => test.as('reviewer');
const batchPath = (id: string, what: string) => `~/payout-batches/${id}/${what}`;
const takeFile = (id: string, query = '', headers = {}) =>
  accountant().post(`${batchPath(id, 'take-file')}${query}`, {}, headers);
const reverse = async (id = runId) =>
  reviewer().post(`~/dividend-runs/${id}/reverse`, {
    resolutionId: await decideReversal(test, id),
    reason: '登记有误',
  });
const cash = async (id: string, number = '1', part = 0, handedOn = '2025-07-31') => {
  await fillTill(test);
  const payments = [{ runId: id, kind: 'member', number, part }];
  return test.as('cashier').post('~/payout-cash', { handedOn, payments });
};
const strike = (cashId: string) => reviewer().post(`~/payout-cash/${cashId}/strike`, { reason: '没有发出' });
const die = async (number: string) => {
  const standing = { kind: 'deceased', effectiveOn: '2025-07-01' };
  return expectStatus(
    accountant().post(`~/members/${await memberId(test, number)}/standings`, standing),
    201,
  );
};
const divide = (heirs: readonly object[], deceased = '1') =>
  estateBy(test, { deceased, heirs, basis: '公证书（2025）第 1 号' });
const two = [
  { member: '2', parts: 1 },
  { member: '3', parts: 1 },
];
const setOff = (owedRunId: string, againstRunId: string, number = '1') =>
  setOffBy(test, { kind: 'member', number, owedRunId, againstRunId });
/** Everybody’s money posted, paid by bank and answered. */
async function paid(): Promise<string> {
  const id = await sentBatch(test);
  await expectStatus(readAnswer(test, id, allPaid), 200);
  return id;
}
const lateReturn = (id: string, serial = 1) => lateReturnBy(test, `~/payout-batches/${id}`, serial);

describe('the bank file', () => {
  it('is never taken without a trace: not in a dry run, which is refused, and not by a repeated key', async () => {
    const { batch } = await expectStatus(makeBatch(test), 201);
    const key = { 'idempotency-key': 'take-file-1' };
    await expectStatus(releaseBatch(test, batch.id), 200);
    expect((await takeFile(batch.id, '?dryRun=true')).status).toBe(422);
    for (const [query, headers] of [
      ['', {}],
      ['', key],
      ['', key],
    ] as const)
      expect((await takeFile(batch.id, query, headers)).rawPayload.toString('latin1')).toContain(
        accountOf('1'),
      );
    const { entries } = await expectStatus(test.as('auditor').get('~/audit-entries?limit=999'), 200);
    const taken = (entries as { command: string }[]).filter(({ command }) => command === 'payouts.take-file');
    expect(taken).toHaveLength(3);
  });

  it('once taken, is cancelled by another person only; of a cancelled batch nobody takes it', async () => {
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect(batch.fileTakenAt).toBeNull();
    await expectStatus(releaseBatch(test, batch.id), 200);
    await takeFile(batch.id);
    const reason = { reason: '户名有误' };
    const own = await accountant().post(batchPath(batch.id, 'cancel'), reason);
    expect(own.body.code).toBe('payout.cancel-needs-other');
    // Nor by somebody else who took it.
    await reviewer().post(batchPath(batch.id, 'take-file'), {});
    const taker = await reviewer().post(batchPath(batch.id, 'cancel'), reason);
    expect(taker.body.code).toBe('payout.cancel-needs-other');
    const cancelled = await expectStatus(test.as('chair').post(batchPath(batch.id, 'cancel'), reason), 200);
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: '户名有误' });
    expect(cancelled.fileTakenAt).not.toBeNull();
    expect((await takeFile(batch.id)).body.code).toBe('payout.order-state');
  });

  it('cannot be made to hold a line of somebody’s own', async () => {
    const lines = await makeBatch(test, { purpose: '红|0|\r\nRMB|1|' });
    expect(lines.body.code).toBe('input.unseen-character');
    const inserted = await makeBatch(test, { purpose: '红|0|RMB|1|' });
    expect(inserted.body.code).toBe('payout.place-breaks-line');
    const settings = {
      payerName: '示范|合作社',
      payerBank: '工行',
      payerAccount: '16020000099',
      minimum: '0',
    };
    await setByTwo(test, 'put', '~/payout-settings', settings);
    // ICBC's file does not name the payer, yet the name is wrong for the books of any bank that does.
    expect((await makeBatch(test)).body.code).toBe('payout.place-breaks-line');
  });
});

describe('a batch is made anew', () => {
  it.each([
    [
      'when an account changed since',
      () => giveAccount(test, '1', '99010588000000029'),
      'another bank account now',
    ],
    ['when somebody died since', () => die('1'), 'holder deceased'],
  ])('%s', async (_, change, why) => {
    const { batch } = await expectStatus(makeBatch(test), 201);
    await change();
    const refused = await sendBatch(test, batch.id);
    expect(refused.body.code).toBe('payout.order-outdated');
    expect(refused.body.detail).toContain(why);
  });

  it('when somebody died since the release: neither its file is taken nor it sent', async () => {
    const { batch } = await expectStatus(makeBatch(test), 201);
    await expectStatus(releaseBatch(test, batch.id), 200);
    await die('1');
    for (const step of [takeFile(batch.id), test.as('cashier').post(batchPath(batch.id, 'send'), {})]) {
      const refused = await step;
      expect(refused.body).toMatchObject({ code: 'payout.order-outdated', status: 409 });
    }
  });

  it('when another account pays since, which two people changed', async () => {
    const payer = { payerName: '示范合作社', payerBank: '工商银行', minimum: '0' };
    const other = { ...payer, payerAccount: '1602000009900000002' };
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect(batch.payer).toEqual({
      name: '示范合作社',
      bank: '工商银行',
      accountMasked: expect.stringMatching(/0001$/),
    });
    await expectStatus(releaseBatch(test, batch.id), 200);
    const asked = await onceItIs(test, 'chair', () => accountant().put('~/payout-settings', other));
    const { proposal, ...inForce } = asked.body;
    expect([proposal.kind, inForce.payerAccountMasked.slice(-4)]).toEqual(['payer', '0001']);
    const answer = (role: Role) => test.as(role).post(`~/setting-proposals/${proposal.id as string}/confirm`);
    for (const role of ['accountant', 'cashier', 'chair', 'auditor', 'shareholder'] as const)
      await expectStatus(answer(role), 403);
    const own = await onceItIs(test, 'reviewer', () => answer('accountant'));
    expect(own.body.code).toBe('setting.confirmed-by-another');
    await expectStatus(takeFile(batch.id), 200);
    await expectStatus(answer('reviewer'), 200);
    const send = () => test.as('cashier').post(batchPath(batch.id, 'send'), {});
    for (const step of [takeFile(batch.id), send()])
      expect((await step).body).toMatchObject({ code: 'payout.order-outdated', status: 409 });
    const { batch: later } = await expectStatus(
      test
        .as('chair')
        .post(batchPath(batch.id, 'cancel'), { reason: '付款账户已变更' })
        .then(() => makeBatch(test)),
      201,
    );
    expect(later.payer.accountMasked).toMatch(/0002$/);
    // Past the program: no file of the payer before is made, released, taken or sent, and verification finds what was.
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = (text: string) =>
      owner.begin(async (tx) => {
        await tx.unsafe(`set local role hegu_app; set local app.cooperative_id = '${test.cooperativeId}'`);
        await tx.unsafe(text);
        throw new Error('taken');
      });
    const old = `from payment_order o where o.id = '${batch.id as string}'`;
    const first = await owner`select version::text from payout_setting order by version limit 1`;
    for (const version of [first[0]?.['version'], 'null'])
      await expect(
        past(`insert into payment_order select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 99,
          'payer_version', ${String(version)}))).* ${old}`),
      ).rejects.toThrow(/who pays/);
    await owner.unsafe(`set session_replication_role = replica; delete from payment_order_end where order_id = '${batch.id as string}';
      set session_replication_role = origin`);
    for (const text of [
      `insert into payment_order_end (cooperative_id, order_id, kind, bank_account, recorded_at, recorded_by)
        select o.cooperative_id, o.id, 'sent', '102', now(), '${test.as('cashier').userId}' ${old}`,
      `insert into file_taken (cooperative_id, id, file_id, recorded_at, recorded_by)
        select o.cooperative_id, gen_random_uuid(), o.file_id, now(), '${test.as('cashier').userId}' ${old}`,
    ])
      await expect(past(text)).rejects.toThrow('who pays was changed');
    await owner.unsafe(`set session_replication_role = replica;
      insert into payment_order_end (cooperative_id, order_id, kind, bank_account, recorded_at, recorded_by)
        select o.cooperative_id, o.id, 'sent', '102', now(), '${test.as('cashier').userId}' ${old}`);
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map(({ rule }) => rule)).toContain('payer-overtaken');
    await owner.unsafe(
      `delete from payment_order_end where order_id = '${batch.id as string}' and bank_account = '102'`,
    );
    await owner.end();
  });

  it('when its day is over; who is frozen from that day on was never in it', async () => {
    const freeze = { kind: 'freeze', holder: { kind: 'member', number: '2' }, reason: '法院冻结' };
    await expectStatus(accountant().post('~/restrictions', { ...freeze, effectiveOn: '2025-08-05' }), 201);
    const { batch } = await expectStatus(makeBatch(test, { payOn: '2025-08-05' }), 201);
    expect(batch.count).toBe(2);
    test.setClock(new Date('2025-08-06T01:00:00Z'));
    expect((await sendBatch(test, batch.id)).body.code).toBe('payout.pay-day-past');
  });
});

describe('a file that the bank refuses as a whole', () => {
  it('is owed again, counts as no attempt, and is said by another person before any answer', async () => {
    const id = await sentBatch(test);
    const refuse = (who = reviewer()) => who.post(batchPath(id, 'refuse'), { reason: '付款账户余额不足' });
    expect((await refuse(accountant())).body.code).toBe('access.forbidden');
    const batch = await expectStatus(refuse(), 200);
    expect(batch).toMatchObject({ state: 'refused', reason: '付款账户余额不足' });
    // Nobody's account is meant: nobody is sent to the office with their card for what the payer lacks.
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    const told = (messages as { kind: string; said: { zh: string } }[]).slice(0, 3);
    expect(told.map(({ kind }) => kind)).toEqual(Array.from({ length: 3 }, () => 'payout-refused'));
    for (const { said } of told) {
      expect(said.zh).toContain('不是您的账号有问题');
      expect(said.zh).not.toMatch(/银行卡|余额不足/);
    }
    expect((await refuse()).body.code).toBe('payout.order-state');
    expect((await readAnswer(test, id, allPaid)).body.code).toBe('payout.order-state');
    // Whoever said so releases nothing that pays it again: by command and by PostgreSQL.
    const { batch: next } = await expectStatus(makeBatch(test), 201);
    const own = await reviewer().post(batchPath(next.id, 'release'), { seen: { changed: 0, shared: 0 } });
    expect(own.body.code).toBe('payout.releaser-reopened');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = `insert into payment_release (cooperative_id, order_id, changed, shared, recorded_at, recorded_by)
      select cooperative_id, id, 0, 0, now(), '${reviewer().userId}' from payment_order where id = '${next.id}'`;
    await expect(owner.unsafe(past)).rejects.toThrow('does not release what pays it again');
    await owner.end();
    await expectStatus(accountant().post(batchPath(next.id, 'cancel'), { reason: '换人放行' }), 200);
    for (const result of ['失败', '失败']) {
      const again = await sentBatch(test);
      await expectStatus(readAnswer(test, again, [answerRow(1, '42105.26', result)], '?rest=paid'), 200);
    }
    expect((await states(test))['1/1']).toBe('returned-twice');
  });

  it('was not refused where it was answered', async () => {
    const id = await sentBatch(test);
    await expectStatus(readAnswer(test, id, [allPaid[0]!]), 200);
    const refused = await reviewer().post(batchPath(id, 'refuse'), { reason: '余额不足' });
    expect(refused.body.code).toBe('payout.order-answered');
  });
});

describe('the bank’s answer', () => {
  it(
    titleOf('ANSWER-EMPTY', 'without rows, of a bank that lists failures only, says that all was paid'),
    async () => {
      const id = await sentBatch(test);
      const empty = '序号,账号,金额,结果\n';
      expect((await expectStatus(sendAnswer(test, id, empty), 200)).news).toEqual({ paid: 0, returned: 0 });
      // One that was cut off looks the same: somebody says that nothing came back.
      expect((await sendAnswer(test, id, empty, '?rest=paid')).body.code).toBe('payout.return-empty');
      const { order, news } = await expectStatus(sendAnswer(test, id, empty, '?rest=all-paid'), 200);
      expect(news).toEqual({ paid: 3, returned: 0 });
      expect(order.state).toBe('settled');
    },
  );

  it('takes a word in a reason for no sum', async () => {
    const id = await sentBatch(test);
    const told = `序号,账号,金额,结果,原因\n1,${accountOf('1')},42105.26,失败,合计\n合计,,100000.00,,\n`;
    const { news } = await expectStatus(sendAnswer(test, id, told, '?rest=paid'), 200);
    expect(news).toEqual({ paid: 2, returned: 1 });
  });

  it('to another batch of the same people and amounts is not read twice', async () => {
    const first = await sentBatch(test);
    const told = [
      ...['序号,账号,金额,结果', `1,${accountOf('1')},42105.26,成功`],
      ...[`2,${accountOf('2')},47368.42,失败`, `3,${accountOf('3')},10526.32,成功`],
    ].join('\n');
    await expectStatus(sendAnswer(test, first, told), 200);
    await runToPosted(test, resolutionId, { ...exampleRun, period: '2025-H1' });
    await giveAccount(test, '2', null);
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    expect(messages[0]).toMatchObject({
      kind: 'account-changed',
      registerNumber: '2',
      said: { zh: expect.stringMatching(/^您登记的收款账号 \*{4}\d{4} 已删去。/) },
    });
    await confirmAnswers(test);
    await expectStatus(cash(runId, '2'), 201);
    await giveAccount(test, '2');
    const second = await sentBatch(test);
    const wrong = await sendAnswer(test, second, told);
    expect(wrong.body.code).toBe('payout.answer-of-other-order');
    expect(await states(test)).toMatchObject({ '2/1': 'sent', '2/2': 'sent', '2/3': 'sent' });
    expect((await expectStatus(sendAnswer(test, first, told), 200)).news).toEqual({ paid: 0, returned: 0 });
  });

  it('to one payment of several lines is that of all of them, and they come back together', async () => {
    await runToPosted(test, resolutionId, { ...exampleRun, period: '2025-H1', recordDate: '2025-06-30' });
    const { batch } = await expectStatus(makeBatch(test, { together: true }), 201);
    expect(batch).toMatchObject({ count: 6, bankRows: 3, total: '200000.00' });
    await expectStatus(releaseBatch(test, batch.id), 200);
    const file = (await takeFile(batch.id)).rawPayload.toString('latin1');
    expect(file.match(/990105880{7}\d/g)).toHaveLength(3);
    expect(file.match(/\|(8421052|9473684|2105264)\|/g)).toHaveLength(3);
    await expectStatus(test.as('cashier').post(batchPath(batch.id, 'send'), {}), 200);
    // An amount of one line alone is no payment of the file.
    const single = await readAnswer(test, batch.id, [answerRow(1, '42105.26')]);
    expect(single.body.code).toBe('payout.return-amount-differs');
    const told = [answerRow(1, '84210.52'), answerRow(2, '94736.84', '失败')];
    const { news } = await expectStatus(readAnswer(test, batch.id, told, '?rest=paid'), 200);
    expect(news).toEqual({ paid: 4, returned: 2 });
    const { lines } = await expectStatus(test.as('auditor').get(batchPath(batch.id, 'lines')), 200);
    expect(
      lines.map(({ bankRow, number, outcome }: Record<string, unknown>) => [bankRow, number, outcome]),
    ).toEqual([1, 2, 3].flatMap((row) => Array(2).fill([row, `${row}`, row === 2 ? 'returned' : 'paid'])));
    // Asked once, for all that the payment paid.
    const path = batchPath(batch.id, 'late-return');
    const asked = await expectStatus(test.as('reviewer').post(path, { serial: 2, reason: '账户注销' }), 201);
    const waits = async () =>
      (await expectStatus(test.as('chair').get('~/waiting?lang=zh'), 200)).items
        .map(({ says }: { says: string }) => says)
        .filter((says: string) => /退汇：|的退汇/.test(says));
    expect(await waits()).toEqual([expect.stringMatching(/第 1 笔退汇：.* 84,210\.52 元/)]);
    const confirmed = test.as('chair').post(batchPath(batch.id, `late-returns/${asked.id}/confirm`));
    expect((await expectStatus(confirmed, 200)).news).toEqual({ paid: 0, returned: 2 });
    expect(await waits()).toEqual([]);
    expect(await states(test)).toMatchObject({ '1/1': 'returned', '2/1': 'returned', '1/3': 'paid' });
    // Taken back for one of its lines it is taken back whole, and may come back again.
    const after = await expectStatus(test.as('auditor').get(batchPath(batch.id, 'lines')), 200);
    const standing = after.lines.find((line: Record<string, unknown>) => line['number'] === '1');
    const undone = await takeBackLateBy(
      test,
      `~/payout-batches/${batch.id}`,
      standing.lateReturnId as string,
    );
    expect(undone.body).toMatchObject({ state: 'confirmed', payments: 2, amount: '84210.52' });
    expect(await states(test)).toMatchObject({ '1/1': 'paid', '2/1': 'paid' });
    expect((await expectStatus(lateReturn(batch.id, 2), 200)).news).toEqual({ paid: 0, returned: 2 });
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await expect(
      owner.unsafe(`insert into late_return select cooperative_id, gen_random_uuid(), order_id, serial, 'x', now(),
          '${test.as('chair').userId}' from payment_line where serial = 5;
        insert into payment_result select cooperative_id, order_id, serial, 1, 'returned', 'x', null, now(),
          '${test.as('reviewer').userId}' from payment_line where serial = 5`),
    ).rejects.toThrow('comes back, whole');
    await owner.end();
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
  });

  it('never has an account repeated in a message, also where its columns are shifted', async () => {
    const id = await sentBatch(test);
    const shifted = `序号,账号,金额,结果\n${accountOf('1')},42105.26,成功,\n`;
    const { body } = await sendAnswer(test, id, shifted);
    expect(body.code).toBe('payout.return-cell');
    expect(JSON.stringify(body)).not.toContain(accountOf('1'));
  });

  it('brings money back to the account it was paid from', async () => {
    const id = await sentBatch(test);
    const own = { chart: '2023', code: '102.01', name: '农行存款' };
    await expectStatus(accountant().post('~/ledger-accounts', own), 201);
    const settings = await expectStatus(test.as('auditor').get('~/books-settings'), 200);
    await expectStatus(test.as('chair').put('~/books-settings', { ...settings, bankAccount: '102.01' }), 200);
    await expectStatus(readAnswer(test, id, [answerRow(1, '42105.26', '失败')]), 200);
    const { entries } = await expectStatus(
      test.as('auditor').get('~/journal?from=2025-07-01&to=2025-07-31'),
      200,
    );
    expect(entries.at(-1).lines[0]).toMatchObject({ account: '102', debit: '42105.26' });
  });
});

describe('a run reversed after money moved takes back what went out, no more and no less', () => {
  it('its money had paid a debt: the debt is back', async () => {
    await paid();
    const first = await expectStatus(reverse(), 201);
    const again = await runToPosted(test, resolutionId, { ...exampleRun, pool: '50000.00' });
    await expectStatus(setOff(first.id, again.id as string), 200);
    await expectStatus(reverse(again.id as string), 201);
    expect((await openAndOwed(test)).owed['1']).toBe('-42105.26');
  });

  it('one of two heirs was paid: that half', async () => {
    await die('1');
    await expectStatus(divide(two), 200);
    await expectStatus(cash(runId, '1', 1), 201);
    await expectStatus(reverse(), 201);
    expect(await states(test)).toMatchObject({
      '1/1.1': 'paid-in-cash',
      '1/1.2': 'cancelled',
      '2/1': 'owed',
    });
    expect((await openAndOwed(test)).owed).toEqual({ 1: '-21052.63' });
  });

  it('repaid, and then the bank returns the payment: it can be paid out again', async () => {
    const id = await paid();
    const reversal = await expectStatus(reverse(), 201);
    await expectStatus(cash(reversal.id), 201);
    await expectStatus(lateReturn(id), 200);
    expect((await states(test))['2/1']).toBe('payable');
    expect((await openAndOwed(test)).owed['1']).toBe('42105.26');
    await expectStatus(cash(reversal.id), 201);
    expect((await openAndOwed(test)).owed['1']).toBeUndefined();
  });

  it('repaid, and then the payment itself is struck', async () => {
    const { cash: handed } = await expectStatus(cash(runId), 201);
    const reversal = await expectStatus(reverse(), 201);
    await expectStatus(cash(reversal.id), 201);
    await expectStatus(strike(handed[0].id), 200);
    expect((await openAndOwed(test)).owed['1']).toBe('42105.26');
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect(batch).toMatchObject({ count: 1, total: '42105.26' });
    await expectStatus(sendBatch(test, batch.id), 200);
    expect((await states(test))['2/1']).toBe('sent');
  });
});

it('what came back is sent to the same account again only by who says to have seen that, and to another without', async () => {
  const first = await sentBatch(test);
  await expectStatus(readAnswer(test, first, [answerRow(1, '42105.26', '失败')], '?rest=paid'), 200);
  const accounts = async (id: string) =>
    (await expectStatus(reviewer().get(batchPath(id, 'accounts')), 200)).returned as { reason: string }[];
  const { batch } = await expectStatus(makeBatch(test), 201);
  expect(await accounts(batch.id as string)).toMatchObject([{ serial: 1, number: '1' }]);
  const release = (seen: object) => reviewer().post(batchPath(batch.id as string, 'release'), { seen });
  const blind = await release({ changed: 0, shared: 0 });
  expect([blind.status, blind.body.code]).toEqual([409, 'payout.release-unseen']);
  expect(blind.body.detail).toContain('1 payments go to an account from which the last one came back');
  await expectStatus(accountant().post(batchPath(batch.id as string, 'cancel'), { reason: '更正账号' }), 200);
  await giveAccount(test, '1', '99010588000000029');
  const { batch: again } = await expectStatus(makeBatch(test), 201);
  expect(await accounts(again.id as string)).toEqual([]);
  await expectStatus(sendBatch(test, again.id), 200);
});

describe('an estate', () => {
  const wish = { deceased: '1', heirs: two, basis: '公证书（2025）第 1 号' };
  const ask = async () => (await expectStatus(accountant().post('~/estates', wish), 201)).id as string;
  const confirm = (id: string, who: Role = 'reviewer') => test.as(who).post(`~/estates/${id}/confirm`);

  it('is asked for by one person and confirmed by another, and nobody has any of it before', async () => {
    await die('1');
    for (const who of ['reviewer', 'chair', 'cashier', 'supervisor', 'auditor'] as const)
      expect((await test.as(who).post('~/estates', wish)).status).toBe(403);
    const id = await ask();
    for (const who of ['accountant', 'cashier', 'supervisor', 'auditor'] as const)
      expect((await confirm(id, who)).status).toBe(403);
    const alone = await onceItIs(test, 'reviewer', () => confirm(id, 'accountant'));
    expect([alone.status, alone.body.code]).toEqual([403, 'payout.confirmer-is-enterer']);
    expect(await states(test)).toMatchObject({ '1/1': 'held' });
    expect((await cash(runId, '1', 1)).body.code).toBe('payout.claim-unknown');
    const { estates } = await expectStatus(test.as('cashier').get('~/estates?state=awaiting'), 200);
    const asked = { ...wish, id, amount: '42105.26', undoes: false, state: 'awaiting', reason: null };
    expect(estates).toEqual([asked]);
    // Sent back it is over; asked anew it is confirmed once.
    const sent = await expectStatus(
      reviewer().post(`~/estates/${id}/send-back`, { reason: '缺一名继承人' }),
      200,
    );
    expect(sent).toMatchObject({ state: 'sent-back', reason: '缺一名继承人' });
    expect((await confirm(id)).body.code).toBe('payout.estate-answered');
    const again = await ask();
    await expectStatus(confirm(again, 'chair'), 200);
    expect((await confirm(again)).body.code).toBe('payout.estate-answered');
    expect(await states(test)).toMatchObject({ '1/1.1': 'payable', '1/1.2': 'payable' });
  });

  it('is not confirmed as it was asked for once another sum waits, and not of somebody who lives', async () => {
    const restriction = {
      kind: 'estate-pending',
      holder: { kind: 'member', number: '1' },
      effectiveOn: '2025-07-01',
      reason: '据说已去世',
    };
    await expectStatus(accountant().post('~/restrictions', restriction), 201);
    expect((await accountant().post('~/estates', wish)).body.code).toBe('payout.holder-lives');
    const { id: death } = await die('1');
    const id = await ask();
    const correct = `~/members/${await memberId(test, '1')}/standings/${death}/correct`;
    await expectStatus(
      accountant().post(correct, { kind: 'void', effectiveOn: '2025-07-01', note: '登记错人' }),
      201,
    );
    expect((await confirm(id)).body.code).toBe('payout.holder-lives');
    await die('1');
    await runToPosted(test, resolutionId, { ...exampleRun, kind: 'supplementary', pool: '1000.00' });
    const moved = await confirm(id);
    expect([moved.status, moved.body.code]).toEqual([409, 'payout.estate-moved']);
    await expectStatus(divide(two), 200);
  });

  it('past the service PostgreSQL takes it from two as well, and verification finds who lives', async () => {
    await die('1');
    const id = await ask();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const whose = accountant().userId;
    const answered = (who: string) => owner`insert into estate_request_answer
      select cooperative_id, id, null, recorded_at, ${who} from estate_request`;
    await expect(answered(whose)).rejects.toThrow('does not confirm it');
    const share = owner`insert into estate_share
      select l.cooperative_id, l.run_id, l.account_id, 1, h.member_id, l.net, 'x', now(), gen_random_uuid(), ${id}
      from dividend_line l join estate_request r on r.account_id = l.account_id
      join holder_account h on h.number = '2' and h.kind = 'member'`;
    await expect(share).rejects.toThrow('one who asks and another who confirms');
    await expectStatus(confirm(id), 200);
    test.expectTampering();
    await owner.unsafe(`begin; set local session_replication_role = replica;
      delete from member_standing where kind = 'deceased';
      update estate_request set recorded_by = (select recorded_by from estate_request_answer); commit`);
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    const told = findings.filter(({ table }) => table === 'estate_share').map(({ rule }) => rule);
    expect(told).toEqual(['heirs-of-the-living', 'inherited-by-one']);
  });

  it('does not go to the dead; what an heir was to get goes on to the heirs of that heir', async () => {
    await die('1');
    for (const member of ['1', '77'])
      expect((await divide([{ member, parts: 1 }])).body.code).toBe(
        member === '1' ? 'payout.heir-is-deceased' : 'shares.holder-not-found',
      );
    await expectStatus(divide(two), 200);
    await die('2');
    expect((await divide([{ member: '2', parts: 1 }])).body.code).toBe('payout.heir-is-deceased');
    expect(await states(test)).toMatchObject({ '1/1.1': 'held', '1/1.2': 'payable', '1/2': 'held' });
    const { parts } = await expectStatus(divide([{ member: '3', parts: 1 }], '2'), 200);
    expect(parts.map((each: { amount: string }) => each.amount)).toEqual(['21052.63', '47368.42']);
    expect((await makeBatch(test)).body.batch).toMatchObject({ count: 4, total: '100000.00' });
  });

  it('of somebody who lives after all is paid to nobody until the division is undone', async () => {
    const { id } = await die('1');
    await expectStatus(divide(two), 200);
    const member = `~/members/${await memberId(test, '1')}`;
    const mistake = { kind: 'void', effectiveOn: '2025-07-01', note: '登记错人' };
    const correct = () => accountant().post(`${member}/standings/${id}/correct`, mistake);
    expect((await correct()).body.code).toBe('membership.death-acted-on');
    // As versions before let it in.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    for (const table of ['member_standing', 'proposed_standing'])
      await owner.unsafe(`alter table ${table} disable trigger death_acted_on`);
    await expectStatus(correct(), 201);
    for (const table of ['member_standing', 'proposed_standing'])
      await owner.unsafe(`alter table ${table} enable trigger death_acted_on`);
    await owner.end();
    expect(await states(test)).toMatchObject({ '1/1.1': 'held', '1/1.2': 'held' });
    expect((await cash(runId, '1', 1)).body.code).toBe('payout.claim-held');
    const undo = () => undoEstateBy(test, '1');
    expect((await expectStatus(undo(), 200)).undone).toEqual([{ runId, amount: '42105.26' }]);
    expect((await undo()).body.code).toBe('payout.estate-untouched');
    expect(await states(test)).toEqual({ '1/1': 'payable', '1/2': 'payable', '1/3': 'payable' });
  });

  it('stays divided where something of it was paid', async () => {
    await die('1');
    await expectStatus(divide(two), 200);
    await expectStatus(cash(runId, '1', 2), 201);
    expect((await undoEstateBy(test, '1')).body.code).toBe('payout.estate-untouched');
  });

  it('is undone by one who asks and another who confirms; PostgreSQL and verification ask for both', async () => {
    await die('1');
    await expectStatus(divide(two), 200);
    const wish = { deceased: '1', reason: '分错' };
    const asked = await expectStatus(accountant().post('~/estates/undo', wish), 201);
    expect(asked).toMatchObject({ undoes: true, heirs: [], amount: '42105.26', state: 'awaiting' });
    const stale = await expectStatus(accountant().post('~/estates/undo', wish), 201);
    const { items } = await expectStatus(reviewer().get('~/waiting?lang=zh'), 200);
    const waits = (items as { kind: string; says: string }[]).filter(({ kind }) => kind === 'estate');
    const undoing = expect.stringContaining('撤销') as string;
    expect(waits.map(({ says }) => says)).toEqual([undoing, undoing]);
    expect((await accountant().post(`~/estates/${asked.id}/confirm`)).status).toBe(403);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const alone = owner`insert into estate_share_end
      select cooperative_id, run_id, account_id, part, 'undone', 'x', now(), recorded_by from estate_share`;
    await expect(alone).rejects.toThrow('undone by one who asks and another who confirms');
    expect(await states(test)).toMatchObject({ '1/1.1': 'payable' });
    await expectStatus(reviewer().post(`~/estates/${asked.id}/confirm`), 200);
    expect(await states(test)).toMatchObject({ '1/1': 'held' });
    // What was asked for before the last division or undoing is asked for anew: the sum alone says nothing.
    await expectStatus(divide(two), 200);
    const late = await reviewer().post(`~/estates/${stale.id as string}/confirm`);
    expect(late.body.code).toBe('payout.estate-overtaken');
    const past = owner`insert into estate_request_answer
      select cooperative_id, id, null, now(), gen_random_uuid() from estate_request where id = ${stale.id as string}`;
    await expect(past).rejects.toThrow('since this was asked for');
    await expectStatus(reviewer().post(`~/estates/${stale.id as string}/send-back`, { reason: '过时' }), 200);
    // What came back of a part is another part's once it is divided anew, and still nobody looked at the answer.
    const batch = await sentBatch(test);
    const { lines } = await expectStatus(test.as('auditor').get(batchPath(batch, 'lines')), 200);
    const rows = (lines as { serial: number; part: number; amount: string }[])
      .filter(({ part }) => part > 0)
      .map(({ serial, part, amount }) => ({
        serial,
        number: part === 3 ? '2' : '3',
        amount,
        result: '失败',
      }));
    expect((await expectStatus(readAnswer(test, batch, rows), 200)).news).toEqual({ paid: 0, returned: 2 });
    await expectStatus(undoEstateBy(test, '1'), 200);
    await expectStatus(divide(two), 200);
    expect((await cash(runId, '1', 5)).body.code).toBe('payout.return-unconfirmed');
    await confirmAnswers(test);
    await expectStatus(cash(runId, '1', 5), 201);
    test.expectTampering();
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update estate_request set recorded_by = (select recorded_by from estate_request_answer limit 1) where undoes; commit`);
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(besidesRows(findings).map(({ rule }) => rule)).toEqual(['undone-by-one']);
  });
});

describe('a set-off', () => {
  it('leaves alone what a court has frozen, and is struck by another person while nothing is paid', async () => {
    await paid();
    const reversal = await expectStatus(reverse(), 201);
    const again = await runToPosted(test, resolutionId, { ...exampleRun, pool: '50000.00' });
    const freeze = {
      kind: 'freeze',
      holder: { kind: 'member', number: '2' },
      effectiveOn: '2025-07-01',
      reason: '法院冻结',
    };
    await expectStatus(accountant().post('~/restrictions', freeze), 201);
    expect((await setOff(reversal.id, again.id as string, '2')).body.code).toBe('payout.claim-not-open');
    const { id } = await expectStatus(setOff(reversal.id, again.id as string), 200);
    const strikeIt = (setOffId: string, who: Role = 'chair') =>
      test.as(who).post(`~/payout-set-offs/${setOffId}/strike`, { reason: '抵错了' });
    // Made by two, it is struck by neither of them: by command and by PostgreSQL.
    expect((await strikeIt(id, 'reviewer')).body.code).toBe('payout.striker-is-enterer');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = `insert into payout_set_off_strike select cooperative_id, id, 'x', now(), recorded_by from payout_set_off`;
    await expect(owner.unsafe(past)).rejects.toThrow('neither asked for it nor confirmed it');
    await owner.end();
    await expectStatus(strikeIt(id), 200);
    expect((await strikeIt(id)).body.code).toBe('payout.set-off-used');
    expect((await strikeIt('00000000-0000-7000-8000-000000000000')).body.code).toBe('payout.set-off-unknown');
    expect(await states(test)).toMatchObject({ '2/1': 'owed', '3/1': 'payable' });
  });
});

describe('cash', () => {
  it('is not dated before the day from which it could be paid', async () => {
    test.setClock(new Date('2025-08-10T01:00:00Z'));
    const id = await sentBatch(test);
    test.setClock(new Date('2025-08-12T01:00:00Z'));
    await expectStatus(readAnswer(test, id, [answerRow(1, '42105.26', '失败')]), 200);
    const early = await cash(runId, '1', 0, '2025-08-11');
    expect(early.body.code).toBe('payout.return-unconfirmed');
    await confirmAnswers(test);
    const before = await cash(runId, '1', 0, '2025-08-11');
    expect(before.body.code).toBe('payout.handed-too-early');
    expect(before.body.detail).toContain('2025-08-12');
    await expectStatus(cash(runId, '1', 0, '2025-08-12'), 201);
  });
});

describe('what is said by hand to have come back', () => {
  it('is told by one, confirmed by another and handed out by the cashier, who may do neither', async () => {
    const id = await paid();
    const returned = { serial: 1, reason: '账户注销' };
    for (const role of ['accountant', 'cashier'] as const)
      expect((await test.as(role).post(batchPath(id, 'late-return'), returned)).status).toBe(403);
    const tell = () => reviewer().post(batchPath(id, 'late-return'), returned);
    const answer = (who: 'reviewer' | 'chair', toldId: string, what: string, body = {}) =>
      test.as(who).post(batchPath(id, `late-returns/${toldId}/${what}`), body);
    const first = await expectStatus(tell(), 201);
    expect(first).toMatchObject({ serial: 1, amount: '42105.26', state: 'awaiting' });
    expect((await tell()).body.code).toBe('payout.late-return-waits');
    expect((await answer('reviewer', first.id, 'confirm')).body.code).toBe('payout.confirmer-is-enterer');
    expect((await states(test))['1/1']).toBe('paid');
    const { items } = await expectStatus(test.as('chair').get('~/waiting?lang=zh'), 200);
    expect(items).toMatchObject([{ kind: 'late-return', known: { orderId: id, lateReturnId: first.id } }]);
    // Past the program: PostgreSQL takes it from whoever told it no more than the command does.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const alone = owner`insert into payment_result (cooperative_id, order_id, serial, late, outcome, reason, recorded_at, recorded_by)
      select cooperative_id, order_id, serial, 1, 'returned', 'x', now(), recorded_by from late_return`;
    await expect(alone).rejects.toThrow('told by one and confirmed by another');
    const nothing = { reason: '对账单上没有' };
    await expectStatus(answer('chair', first.id, 'send-back', nothing), 200);
    expect((await answer('chair', first.id, 'confirm')).body.code).toBe('payout.late-return-answered');
    const second = await expectStatus(tell(), 201);
    expect((await answer('chair', first.id.replace(/.$/, '0'), 'confirm')).body.code).toMatch(/late-return-/);
    await expectStatus(answer('chair', second.id, 'confirm'), 200);
    const verified = async () => (await verifyCooperative(test.services, test.cooperativeId)).findings;
    expect(await verified()).toEqual([]);
    test.expectTampering();
    const told = (who: string) =>
      owner.unsafe(`begin; set local session_replication_role = replica;
      update late_return set recorded_by = '${who}'; commit`);
    await told(test.as('chair').userId);
    expect(besidesRows(await verified()).map(({ rule }) => rule)).toEqual(['returned-by-one']);
    await told(reviewer().userId);
    await owner.end();
    const handed = { handedOn: '2025-07-31', payments: [{ runId, kind: 'member', number: '1' }] };
    for (const role of ['accountant', 'reviewer'] as const)
      expect((await test.as(role).post('~/payout-cash', handed)).status).toBe(403);
    await expectStatus(cash(runId), 201);
  });
});

describe('PostgreSQL itself', () => {
  it('refuses what would pay a claim beyond what is due, tear a batch apart or answer what the bank does not have', async () => {
    const { batch } = await expectStatus(makeBatch(test), 201);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const refused = async (text: string) => {
      try {
        await owner.unsafe(`begin; ${text}; commit`);
        return 'taken';
      } catch (error) {
        await owner.unsafe('rollback');
        return (error as { message: string }).message;
      }
    };
    const line = (batchId: string, change: string) => `insert into payment_line
      select cooperative_id, ${batchId}, serial + 100, payee_id, payee_name, bank_name, bank_account_index,
        bank_account_masked, amount, run_id, account_id, ${change} from payment_line where serial = 1`;
    const copy = `insert into payment_order select cooperative_id, gen_random_uuid(), kind, 99, pay_on, purpose, 1, 42105.26,
      template, encoding, file_id, made_at, made_by, payer_version from payment_order`;
    const copied = '(select id from payment_order where number = 99)';
    const cashRow = (
      amount: string,
    ) => `insert into payout_cash select cooperative_id, gen_random_uuid(), 99, run_id,
      account_id, 0, 'paid', ${amount}, '2025-07-31', null, now(), gen_random_uuid() from payment_line where serial = 1`;
    const estate = (
      amount: string,
    ) => `insert into estate_share select cooperative_id, run_id, account_id, 1, payee_id,
      ${amount}, 'x', now(), gen_random_uuid() from payment_line where serial = 1`;
    expect(await refused(`${copy}; ${line(copied, '0')}`)).toContain('beyond what is due');
    expect(await refused(cashRow('0.01'))).toContain('beyond what is due');
    expect(await refused(copy)).toContain('is not its lines');
    expect(await refused(line('order_id', '7'))).toContain('with their order');
    expect(await refused(estate('42105.25'))).toContain('not the whole');
    expect(
      await refused(`insert into bank_answer select cooperative_id, id, id, 'f', 'h', 1, 0, now(), made_by from payment_order;
        insert into payment_result select cooperative_id, order_id, serial, 0, 'paid', '', order_id, now(),
          gen_random_uuid() from payment_line`),
    ).toContain('does not have');
    await expectStatus(sendBatch(test, batch.id), 200);
    await expectStatus(readAnswer(test, batch.id, [answerRow(1, '42105.26', '失败')], '?rest=paid'), 200);
    const late = (serial: number, person: string) => `insert into late_return
      select cooperative_id, gen_random_uuid(), order_id, serial, 'x', now(), '${test.as('chair').userId}' from payment_line
      where serial = ${serial}; insert into payment_result
      select cooperative_id, order_id, serial, 1, 'returned', 'x', null, now(), '${person}' from payment_line
      where serial = ${serial}`;
    expect(await refused(late(1, reviewer().userId))).toContain('only what was paid comes back late');
    const own = `${late(2, reviewer().userId)}; insert into payout_cash select cooperative_id, gen_random_uuid(), 99, run_id,
      account_id, 0, 'paid', amount, '2025-07-31', null, now(), '${reviewer().userId}' from payment_line where serial = 2`;
    expect(await refused(own)).toContain('does not pay its money in cash');
    await owner.end();
  });
});
