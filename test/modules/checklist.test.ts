/** The half-year's checklist through HTTP, walked from nothing to settled: it never says done while something is left. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestFor } from '../../src/contract/client.ts';
import { placesOf, type AnyEndpoint } from '../../src/contract/endpoint.ts';
import { checklistSteps } from '../../src/domain/half-year-checklist.ts';
import type { Role } from '../../src/domain/permission.ts';
import { endpoints } from '../../src/endpoints.ts';
import { closeYear, enterByHand } from '../support/books.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  draft,
  expectStatus,
  liftByTwo,
  openRegister,
  post,
  decide,
  decideReversal,
  runToPosted,
  setByTwo,
  today,
} from '../support/cooperative.ts';
import {
  answerRow,
  confirmAnswers,
  giveAccount,
  makeBatch,
  memberId,
  openAccounts,
  openPayoutExample,
  readAnswer,
  releaseBatch,
  sentBatch,
} from '../support/payout.ts';
import { payPensions } from '../support/pension.ts';

let test: TestApp;

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-05T01:00:00Z') });
});
afterEach(() => test.close());

interface Item {
  readonly step: string;
  readonly name: string;
  readonly state: string;
  readonly detail: string | null;
  readonly reason: string | null;
  readonly blockedBy: readonly string[];
  readonly where: string;
  readonly act: string;
  readonly known: Readonly<Record<string, string>>;
  readonly who: readonly Role[];
  readonly due: string | null;
}

const operations: Readonly<Record<string, AnyEndpoint>> = endpoints;

/** Follows every link as each role it names, and takes every step that is next, writing nothing. */
async function followAll(): Promise<void> {
  for (const { step, state, where, act, known, who } of Object.values(await items())) {
    expect(who.length, step).toBeGreaterThan(0);
    const acting = operations[act]!;
    for (const role of who) {
      const seen = await test.as(role).get(where);
      expect([step, role, where, seen.status]).toEqual([step, role, where, 200]);
      if (state !== 'next' || acting.upload) continue;
      expect(Object.keys(known), step).toEqual(expect.arrayContaining([...placesOf(acting)]));
      const input = { ...acting.example, ...known };
      const { url, body } = requestFor(acting, input, { cooperativeId: test.cooperativeId, dryRun: true });
      const taken = await test.as(role).post(url, JSON.parse(body as string) as object);
      // Its example may not fit these books; the address, the thing it names and the right to act do.
      expect([step, role, taken.body.code]).not.toEqual([step, role, 'route.unknown']);
      expect([step, role, taken.status]).not.toEqual([step, role, 403]);
    }
  }
}

const accountant = () => test.as('accountant');
const on = (day: string) => test.setClock(new Date(`${day}T01:00:00Z`));

async function items(lang = 'en', period = '2025-H2'): Promise<Readonly<Record<string, Item>>> {
  const reply = await expectStatus(
    test.as('representative').get(`~/half-year-checklist?period=${period}&lang=${lang}`),
    200,
  );
  const list = reply.items as readonly Item[];
  expect(list.map(({ step }) => step)).toEqual(checklistSteps);
  // Whatever is blocked says by what; nothing else does.
  for (const { state, blockedBy, reason } of list)
    expect(blockedBy.length > 0 || reason !== null).toBe(state === 'blocked');
  const open = list.filter(({ state }) => state === 'next' || state === 'blocked');
  expect([reply.left, reply.done]).toEqual([
    open.length,
    list.filter(({ state }) => state === 'done').length,
  ]);
  return Object.fromEntries(list.map((item) => [item.step, item]));
}

/** The state of these steps, with what blocks them. */
async function told(...steps: readonly string[]): Promise<readonly string[]> {
  const all = await items();
  return steps.map((step) => {
    const { state, blockedBy, reason } = all[step]!;
    return [state, ...blockedBy, ...(reason === null ? [] : [reason])].join(' | ');
  });
}

const openSteps = async () =>
  Object.values(await items()).flatMap(({ step, state }) => (state === 'next' ? [step] : []));

const journal = (date: string, debitOf: string, creditOf: string, amount: string) =>
  expectStatus(
    enterByHand(test, {
      kind: 'manual',
      date,
      summary: '登记',
      lines: [
        { account: debitOf, debit: amount },
        { account: creditOf, credit: amount },
      ],
    }),
    201,
  );
const closeMonth = (month: string) => expectStatus(accountant().post(`~/months/${month}/close`), 200);

describe('the checklist of an empty cooperative', () => {
  it('says what can be done now and what waits for the end of the half-year', async () => {
    expect(await openSteps()).toEqual(['months-entered', 'plan-drawn', 'assembly-held']);
    // Each step has the day of the calendar of the half-year, where that has one.
    const calendar = await test.as('auditor').get('~/assembly-calendar?period=2025-H2');
    const dayOf = (kind: string) =>
      (calendar.body.entries as { kind: string; date: string }[]).find((each) => each.kind === kind)?.date;
    const due = Object.fromEntries(Object.values(await items()).map((each) => [each.step, each.due]));
    expect(due).toMatchObject({
      'assets-valued': '2025-12-31',
      'plan-drawn': dayOf('papers-open'),
      'assembly-held': dayOf('meeting'),
      'on-notice': dayOf('public-notice-from'),
      'run-posted': dayOf('posting'),
      'batch-sent': null,
      'tax-remitted': dayOf('tax-filing'),
    });
    expect(
      await told('run-posted', 'money-settled', 'year-closed', 'months-closed', 'assets-valued'),
    ).toEqual([
      'blocked | on-notice',
      'blocked | batch-sent | bank-answered',
      'blocked | 2025 is not over',
      'blocked | 2025-07 is not over',
      'unneeded',
    ]);
    expect(await told('pensions-paid', 'tax-filed')).toEqual(['unneeded', 'blocked | run-posted']);
    const zh = await items('zh');
    expect(zh['months-entered']).toMatchObject({
      name: '登记本期收支凭证',
      detail: '0/6 个月有凭证或已结账',
      act: 'prepareEntry',
      who: ['accountant'],
    });
    expect(zh['year-closed']).toMatchObject({ name: '年终结转', reason: '2025 还没有结束' });
    await followAll();
  });

  it('asks for no closing of the year in the first half', async () => {
    const first = await items('en', '2025-H1');
    expect([first['year-closed']?.state, first['months-closed']?.state]).toEqual(['unneeded', 'next']);
  });

  it('hears of a meeting as it is drafted', async () => {
    const meeting = {
      body: 'representative-assembly',
      title: '2025 年下半年股民代表大会',
      heldOn: '2026-01-20',
      time: '09:00',
      place: '会议室',
      period: '2025-H2',
      agenda: [],
    };
    const { id } = await expectStatus(accountant().post('~/meetings', meeting), 201);
    expect((await items())['assembly-held']).toMatchObject({
      state: 'next',
      act: 'convene',
      known: { meetingId: id },
      detail: '2025 年下半年股民代表大会, 2026-01-20',
    });
  });
});

describe('a half-year', () => {
  it('is walked from figures to settled', async () => {
    const resolutionId = await openRegister(test, ['2000', '1000', '500']);
    const rule = {
      from: '2025-07',
      age: null,
      years: null,
      retireesOnly: true,
      amount: '600.00',
      deathMonthPaid: true,
      lifeProofMonths: 12,
      source: '股代〔2024〕5号',
    };
    await setByTwo(test, 'post', '~/pension-rules', rule);
    const retired = { kind: 'retired', effectiveOn: '2015-06-01' };
    await expectStatus(accountant().post(`~/members/${await memberId(test, '1')}/standings`, retired), 201);
    const asset = {
      number: 'A-1',
      kind: 'operating',
      name: '商铺',
      acquiredOn: '2020-01-01',
      value: '306000',
      source: '清产核资',
    };
    const { id: assetId } = await expectStatus(accountant().post('~/assets', asset), 201);

    // Month by month: entries and pensions; one proof of life is missing at first.
    expect(await told('pensions-paid', 'assets-valued')).toEqual([
      'blocked | 2025-08 has not come yet',
      'blocked | the second half of 2025 is not over',
    ]);
    const month = async (name: string) => {
      on(`${name}-25`);
      await journal(`${name}-10`, '102', '501', '20000');
      await journal(`${name}-10`, '101', '102', '5000');
      const made = await expectStatus(
        accountant().post('~/pension-runs', { month: name, payOn: `${name}-26` }),
        201,
      );
      const waiting = (await items())['pensions-paid'];
      expect(waiting).toMatchObject({
        state: 'next',
        act: 'releasePensionRun',
        known: { orderId: made.id },
        who: ['reviewer', 'chair'],
      });
      return expectStatus(payPensions(test, made.id), 200);
    };
    expect((await month('2025-07')).count).toBe(0);
    await expectStatus(
      accountant().post('~/life-proofs', { member: '1', provedOn: '2025-07-25', means: '入户核实' }),
      201,
    );
    expect((await items())['pensions-paid']).toMatchObject({
      detail: '1 of 6 months are paid; 600.00 yuan still to be paid to 1',
    });
    for (const name of ['2025-08', '2025-09', '2025-10', '2025-11']) await month(name);
    expect(await told('pensions-paid')).toEqual(['blocked | 2025-12 has not come yet']);
    const december = await month('2025-12');
    expect(await told('pensions-paid', 'months-entered', 'assets-valued')).toEqual([
      'done',
      'next',
      'blocked | the second half of 2025 is not over',
    ]);

    // The year is over.
    on('2026-01-05');
    expect(await told('months-entered', 'assets-valued', 'year-closed', 'months-closed')).toEqual([
      'done',
      'next',
      'blocked | 5 months from 2025-07 on are not closed',
      'next',
    ]);
    const valuation = { valuedOn: '2025-12-31', value: '320000', source: '年末评估' };
    await expectStatus(accountant().post(`~/assets/${assetId}/valuations`, valuation), 201);
    const back = { member: '1', reason: '领取人未到' };
    await expectStatus(test.as('cashier').post(`~/pension-runs/${december.id}/return-cash`, back), 200);
    expect((await items())['pensions-paid']).toMatchObject({
      state: 'next',
      detail: '6 of 6 months are paid; 600.00 yuan still to be paid to 1',
    });
    const january = { month: '2026-01', payOn: '2026-01-06' };
    const { id: again } = await expectStatus(accountant().post('~/pension-runs', january), 201);
    await expectStatus(payPensions(test, again), 200);
    expect(await told('pensions-paid', 'assets-valued')).toEqual(['done', 'done']);

    // Plan, resolution, run, notice.
    const plan = await expectStatus(
      accountant().post('~/distribution-plans', {
        period: '2025-H2',
        mode: 'year',
        steps: [],
        members: { kind: 'amount', amount: '70000' },
      }),
      201,
    );
    expect(await told('plan-drawn', 'plan-adopted', 'run-calculated')).toEqual([
      'done',
      'blocked | assembly-held',
      'next',
    ]);
    const planned = await decide(test, { kind: 'plan', planId: plan.id }, { number: '〔2026〕1号' });
    const adoption = { resolutionId: planned };
    await expectStatus(test.as('reviewer').post(`~/distribution-plans/${plan.id}/adopt`, adoption), 200);
    expect((await items())['assembly-held']).toMatchObject({
      state: 'done',
      detail: 'resolution 〔2026〕1号 of 2026-01-05; no meeting of the half-year is recorded',
    });
    const fields = { period: '2025-H2', recordDate: '2025-12-31', pool: '70000', taxRate: '0.20' };
    const { id: runId } = await expectStatus(draft(test, fields), 201);
    expect((await items())['run-calculated']).toMatchObject({
      state: 'next',
      act: 'calculateRun',
      known: { runId },
    });
    await followAll();
    await expectStatus(calculate(test, runId), 200);
    expect(await told('run-calculated', 'run-approved', 'on-notice')).toEqual([
      'done',
      'next',
      'blocked | run-approved',
    ]);
    await expectStatus(approve(test, runId, resolutionId), 200);
    await expectStatus(announce(test, runId, '2026-01-05'), 201);
    expect(await told('on-notice', 'run-posted')).toEqual([
      'done',
      'blocked | the notice hangs until 2026-01-12',
    ]);
    const objection = { raisedOn: '2026-01-06', raisedBy: '股东3', text: '股数不符' };
    on('2026-01-06');
    await expectStatus(accountant().post(`~/dividend-runs/${runId}/objections`, objection), 201);
    on('2026-01-13');
    expect(await told('run-posted')).toEqual(['blocked | 1 objections are not answered']);
    const answer = { answeredOn: '2026-01-13', text: '已核对' };
    await test.as('supervisor').post(`~/dividend-runs/${runId}/objections/1/answer`, answer);
    expect(await told('run-posted', 'batch-sent')).toEqual(['next', 'blocked | run-posted']);
    await expectStatus(post(test, runId), 200);

    // Nobody has an account yet: nothing goes through the bank, and nothing is settled.
    expect(await told('batch-sent', 'bank-answered', 'money-settled')).toEqual([
      'unneeded',
      'unneeded',
      'next',
    ]);
    await openAccounts(test, 2);
    await giveAccount(test, '3');
    expect(await told('batch-sent', 'bank-answered', 'money-settled')).toEqual([
      'next',
      'blocked | batch-sent',
      'blocked | batch-sent | bank-answered',
    ]);
    const freeze = {
      kind: 'freeze',
      holder: { kind: 'member', number: '3' },
      effectiveOn: '2026-01-13',
      reason: '法院冻结',
    };
    const { id: frozen } = await expectStatus(accountant().post('~/restrictions', freeze), 201);
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect((await items())['batch-sent']).toMatchObject({
      state: 'next',
      detail: '2 in a batch that is not released and sent, 48,000.00 yuan',
      act: 'releasePayoutBatch',
      known: { orderId: batch.id },
      who: ['reviewer', 'chair'],
    });
    await followAll();
    await expectStatus(releaseBatch(test, batch.id), 200);
    expect((await items())['batch-sent']).toMatchObject({
      act: 'sendPayoutBatch',
      who: ['cashier', 'reviewer', 'chair'],
    });
    // Whoever released it does not send it: it is no duty of theirs, and one of others in the same role.
    const ownOf = async (role: Role) => {
      const { items: told } = await expectStatus(
        test.as(role).get('~/half-year-checklist?period=2025-H2'),
        200,
      );
      return (told as { step: string; own: boolean }[]).find(({ step }) => step === 'batch-sent')?.own;
    };
    expect([await ownOf('reviewer'), await ownOf('chair'), await ownOf('cashier')]).toEqual([
      true,
      false,
      false,
    ]);
    await expectStatus(test.as('cashier').post(`~/payout-batches/${batch.id}/send`, {}), 200);
    await followAll();
    expect((await items())['bank-answered']).toMatchObject({
      state: 'next',
      detail: '2 without an answer, 48,000.00 yuan',
    });
    const answers = [
      { serial: 1, number: '1', amount: '32000.00', result: '成功' },
      { serial: 2, number: '2', amount: '16000.00', result: '失败' },
    ];
    await expectStatus(readAnswer(test, batch.id, answers), 200);
    // What came back is to be sent again.
    expect(await told('batch-sent', 'bank-answered', 'money-settled')).toEqual([
      'next',
      'blocked | batch-sent',
      'blocked | batch-sent | bank-answered | a freeze, a dispute, heirs or a payee must be settled first',
    ]);
    const cash = (number: string) =>
      test.as('cashier').post('~/payout-cash', {
        handedOn: '2026-01-13',
        payments: [{ runId, kind: 'member', number }],
      });
    await confirmAnswers(test);
    await expectStatus(cash('2'), 201);
    // All done but what is frozen: it waits, and says for what.
    expect(await told('batch-sent', 'bank-answered', 'money-settled')).toEqual([
      'done',
      'done',
      'blocked | a freeze, a dispute, heirs or a payee must be settled first',
    ]);
    const zh = await items('zh');
    expect(zh['money-settled']).toMatchObject({
      detail: '暂存（冻结、争议、继承） 1 笔 8,000.00 元',
      reason: '等待解冻、继承或确定领取人',
    });
    await expectStatus(liftByTwo(test, frozen, '2026-01-13'), 201);
    expect(await told('batch-sent', 'money-settled')).toEqual([
      'next',
      'blocked | batch-sent | bank-answered',
    ]);
    await expectStatus(cash('3'), 201);
    expect(await told('money-settled')).toEqual(['done']);

    // Tax, the year, the months.
    expect(await told('tax-filed', 'tax-remitted')).toEqual([
      'blocked | 2026-01 is not over',
      'blocked | tax-filed',
    ]);
    on('2026-02-05');
    // The 15th is the first of nine days of Spring Festival.
    expect((await items())['tax-filed']).toMatchObject({
      state: 'next',
      detail: 'withheld in 2026-01, to be filed by 2026-02-24',
    });
    for (const [index, residentId] of [
      '990105195001010010',
      '990105195001010037',
      '990105195001010053',
    ].entries())
      await expectStatus(
        accountant().patch(`~/members/${await memberId(test, String(index + 1))}`, {
          residentId: withCheckDigit(residentId),
        }),
        200,
      );
    const filing = await expectStatus(
      accountant().post('~/tax-filings', { month: '2026-01', template: 'withholding-client' }),
      201,
    );
    expect((await items())['tax-remitted']).toMatchObject({
      state: 'next',
      detail: 'list no. 1, 14,000.00 yuan not remitted',
    });
    const remittance = { remittedOn: '2026-02-05', receipt: '完税2026-1' };
    await expectStatus(accountant().post(`~/tax-filings/${filing.id}/remit`, remittance), 200);
    expect((await items())['tax-remitted']).toMatchObject({
      state: 'next',
      detail: 'list no. 1, 14,000.00 yuan: the remittance waits to be confirmed',
    });
    await expectStatus(test.as('reviewer').post(`~/tax-filings/${filing.id}/remittance/confirm`, {}), 200);
    for (const name of ['07', '08', '09', '10', '11']) await closeMonth(`2025-${name}`);
    expect(await told('tax-remitted', 'year-closed', 'months-closed')).toEqual([
      'done',
      'next',
      'blocked | December is closed after the year',
    ]);
    await closeMonth('2025-12');
    expect(await told('year-closed')).toEqual(['blocked | December is closed: it must be reopened first']);
    const reopening = { reason: '年终结转' };
    await expectStatus(test.as('reviewer').post('~/months/2025-12/reopen', reopening), 200);
    await expectStatus(closeYear(test, 2025), 201);
    expect(await openSteps()).toEqual(['months-closed']);
    await closeMonth('2025-12');
    const end = await items();
    const others = Object.values(end).filter(({ state }) => state !== 'done');
    // Nothing waits for its review.
    expect(others.map(({ step, state }) => [step, state])).toEqual([['entries-reviewed', 'unneeded']]);
  });

  it('is not settled while a difference of it waits, nor after its run was reversed', async () => {
    on('2026-01-20');
    const resolutionId = await openRegister(test, ['2000', '1000']);
    const fields = { period: '2025-H2', recordDate: '2025-12-31', pool: '300', taxRate: '0' };
    const run = await runToPosted(test, resolutionId, fields);
    expect(await told('plan-drawn', 'plan-adopted', 'tax-filed', 'tax-remitted')).toEqual([
      ...['done', 'done', 'unneeded', 'unneeded'],
    ]);
    const pay = (number: string) =>
      test.as('cashier').post('~/payout-cash', {
        handedOn: today(test),
        payments: [{ runId: run.id, kind: 'member', number }],
      });
    await openAccounts(test, 2);
    await journal(today(test), '101', '504', '1000');
    await expectStatus(pay('1'), 201);
    expect(await told('batch-sent', 'money-settled')).toEqual([
      'next',
      'blocked | batch-sent | bank-answered',
    ]);
    await expectStatus(pay('2'), 201);
    expect(await told('batch-sent', 'money-settled')).toEqual(['unneeded', 'done']);
    await expectStatus(
      test.as('reviewer').post(`~/dividend-runs/${run.id}/reverse`, {
        resolutionId: await decideReversal(test, run.id),
        reason: '登记日有误',
      }),
      201,
    );
    // What was paid is owed back, and the half-year has no run.
    expect(await told('run-posted', 'batch-sent', 'money-settled')).toEqual([
      'blocked | on-notice',
      'blocked | run-posted',
      'next',
    ]);
    expect((await items())['money-settled']?.detail).toContain('2 owed back');
  });

  it('says of the bank what it answered of itself, and not of the one before', async () => {
    await openPayoutExample(test, 2);
    const orderId = await sentBatch(test);
    const answers = [answerRow(1, '42105.26'), answerRow(2, '47368.42', '失败')];
    await expectStatus(readAnswer(test, orderId, answers), 200);
    const fields = { period: '2025-H1', recordDate: '2025-06-30', pool: '300', taxRate: '0' };
    await runToPosted(test, undefined, fields);
    const bankOf = async (period: string) => (await items('en', period))['bank-answered']?.detail;
    expect([await bankOf('2024-H2'), await bankOf('2025-H1')]).toEqual([
      'batch 1 is answered: 1 paid, 42,105.26 yuan; 1 returned, 47,368.42 yuan',
      null,
    ]);
  });

  it('leads each to the batch that waits for them, and to none of their own', async () => {
    await openPayoutExample(test, 1);
    const made = async () => (await expectStatus(makeBatch(test), 201)).batch.id as string;
    const first = await made();
    await expectStatus(releaseBatch(test, first), 200);
    await giveAccount(test, '2');
    const sentOf = async (role: Role) => {
      const list = await expectStatus(test.as(role).get('~/half-year-checklist?period=2024-H2'), 200);
      const { act, known, own } = (list.items as (Item & { own: boolean })[]).find(
        ({ step }) => step === 'batch-sent',
      )!;
      return [act, known.orderId, own];
    };
    // What is still to go into a batch hides none that waits to be sent.
    expect([await sentOf('accountant'), await sentOf('cashier')]).toEqual([
      ['makePayoutBatch', undefined, false],
      ['sendPayoutBatch', first, false],
    ]);
    const second = await made();
    expect([await sentOf('reviewer'), await sentOf('cashier')]).toEqual([
      ['releasePayoutBatch', second, false],
      ['sendPayoutBatch', first, false],
    ]);
    const seen = { changed: 0, shared: 0, returned: 0, proved: 0 };
    await expectStatus(test.as('chair').post(`~/payout-batches/${second}/release`, { seen }), 200);
    expect([await sentOf('reviewer'), await sentOf('chair')]).toEqual([
      ['sendPayoutBatch', second, false],
      ['sendPayoutBatch', first, false],
    ]);
    await expectStatus(test.as('cashier').post(`~/payout-batches/${second}/send`, {}), 200);
    // Only what is left is the reviewer's own.
    expect(await sentOf('reviewer')).toEqual(['sendPayoutBatch', first, true]);
  });

  it('whose plan gives members nothing needs no run', async () => {
    on('2026-01-20');
    await openRegister(test, ['2000']);
    const figures = { income: '100', priorLoss: '500', priorUndistributed: '0' };
    const plan = await expectStatus(
      accountant().post('~/distribution-plans', {
        period: '2025-H2',
        mode: 'year',
        figures,
        steps: [],
        members: { kind: 'rest' },
      }),
      201,
    );
    const resolutionId = await decide(test, { kind: 'plan', planId: plan.id });
    const adopt = `~/distribution-plans/${plan.id}/adopt`;
    await expectStatus(test.as('reviewer').post(adopt, { resolutionId }), 200);
    const all = await items('zh');
    expect([all['plan-adopted']?.state, all['run-posted']?.state, all['money-settled']?.state]).toEqual([
      'done',
      'unneeded',
      'unneeded',
    ]);
    expect(all['run-posted']?.detail).toBe('分配方案本期不向成员分配');
  });
});

/** The check digit that belongs to the first seventeen. */
function withCheckDigit(text: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return text.slice(0, 17) + '10X98765432'.charAt(sum % 11);
}

describe('the figures of a half-year', () => {
  it('say who holds how much by class and standing, and how the assets kept their value', async () => {
    const figures = async (period: string) => {
      const { shares, preservation, on } = await expectStatus(
        test.as('chair').get(`~/half-year-figures?period=${period}`),
        200,
      );
      return { shares, preservation, on };
    };
    expect(await figures('2025-H1')).toEqual({ on: '2025-06-30', shares: [], preservation: [] });
    await openRegister(test, ['2000', '1000.5', '500']);
    const retired = { kind: 'retired', effectiveOn: '2025-03-01' };
    await expectStatus(
      test.as('accountant').post(`~/members/${await memberId(test, '3')}/standings`, retired),
      201,
    );
    const asset = { number: 'A-1', kind: 'operating', name: '商铺', acquiredOn: '2024-07-01' };
    const { id } = await expectStatus(
      test.as('accountant').post('~/assets', { ...asset, value: '100000.00', source: '清产核资' }),
      201,
    );
    const value = { valuedOn: '2025-06-30', value: '104580.00', source: '评估' };
    await expectStatus(test.as('accountant').post(`~/assets/${id as string}/valuations`, value), 201);

    const told = await figures('2025-H1');
    expect(told.shares).toEqual([
      {
        name: '基本股',
        nameEn: null,
        quantity: '3500.5',
        cohorts: [
          { cohort: 'admitted', holders: 2, quantity: '3000.5' },
          { cohort: 'retired', holders: 1, quantity: '500' },
        ],
      },
    ]);
    const last = (told.preservation as { period: string; rate: string | null }[]).at(-1);
    expect(last).toMatchObject({
      period: '2025-H1',
      opening: '100000.00',
      closing: '104580.00',
      rate: '104.58',
    });
    // On a day before it was so, everybody was still of the other standing.
    const before = await figures('2024-H2');
    expect(before.on).toBe('2024-12-31');
    expect(before.shares).toMatchObject([{ cohorts: [{ cohort: 'admitted', holders: 3 }] }]);
    // Of a half-year that is not over, as things stand today.
    expect((await figures('2025-H2')).on).toBe('2025-07-05');
  });
});
