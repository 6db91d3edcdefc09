/** Money, case by case, each with its exact figures: what an accountant would sign. */
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { closeYear, credit, debit, enterByHand } from '../support/books.ts';
import {
  approveAsItStands,
  calculate,
  decide,
  draft,
  expectStatus,
  openRegister,
  runDefaults,
  runToPosted,
} from '../support/cooperative.ts';
import { askFor, type PaperWish } from '../support/papers.ts';
import {
  giveAccount,
  makeBatch,
  memberId,
  openAccounts,
  openPayoutExample,
  releasedFile,
  sendBatch,
  sentBatch,
  todayOf,
} from '../support/payout.ts';
import { makePensions, paidPensions, payPensions, setPensionRule } from '../support/pension.ts';
import { amountsIn, caseOf, daysIn, numbersIn, titleOf } from '../support/cases.ts';

let test: TestApp;
afterEach(() => test.close());
const startOn = async (day: string) => {
  test = await startTestApp({ clock: new Date(`${day}T01:00:00Z`) });
};
const enter = (date: string, kind: string, ...lines: object[]) =>
  expectStatus(enterByHand(test, { date, kind, summary: '登记', lines }), 201);
interface Line {
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
}
interface Entry {
  readonly date: string;
  readonly source: string | null;
  readonly preparedBy: string;
  readonly reviewedBy: string | null;
  readonly lines: readonly Line[];
}
const entryOf = async (source: string): Promise<Entry> => {
  const { entries } = await expectStatus(
    test.as('auditor').get('~/journal?from=2009-01-01&to=2026-12-31&limit=999'),
    200,
  );
  const found = (entries as Entry[]).find((each) => each.source?.startsWith(source) === true);
  if (!found) throw new Error(`No entry of ${source}.`);
  return found;
};
const linesOf = ({ lines }: Entry) => lines.map((line) => `${line.account} ${line.debit} ${line.credit}`);
async function printed(wish: PaperWish): Promise<string> {
  const { id } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  return (await readPdf((await test.as('auditor').get(`~/documents/${id}/content`)).rawPayload)).text;
}
const statementOf = async (year: number): Promise<Readonly<Record<string, string>>> => {
  const { lines } = await expectStatus(
    test.as('auditor').get(`~/income-statement?from=${year}-01-01&to=${year}-12-31`),
    200,
  );
  return Object.fromEntries(
    (lines as { name: string; amount: string }[]).map(({ name, amount }) => [name, amount]),
  );
};
const plan = (fields: object) =>
  expectStatus(
    test.as('accountant').post('~/distribution-plans', { period: '2025-H2', mode: 'year', ...fields }),
    201,
  );
const adopt = async (planId: string) => {
  const resolutionId = await decide(test, { kind: 'plan', planId });
  return expectStatus(
    test.as('reviewer').post(`~/distribution-plans/${planId}/adopt`, { resolutionId }),
    200,
  );
};
const step = (kind: string, name: string, rate: string) => ({
  kind,
  name,
  base: 'income',
  rate,
  basis: '章程',
});

describe('a pension', () => {
  const pensioner = async () => {
    const standings = [
      { kind: 'admitted', effectiveOn: '1990-01-01' },
      { kind: 'retired', effectiveOn: '2009-01-01' },
    ];
    const body = { registerNumber: '1', name: '成员1', sex: 'female', birthDate: '1940-01-01', standings };
    await expectStatus(test.as('accountant').post('~/members', body), 201);
  };

  it('before 2024 is paid out of what was set aside for welfare: Dr 212 Cr 101', async () => {
    const { input } = caseOf('PENS-212');
    const [cash, welfare, rest, amount] = amountsIn(input, 4);
    await startOn('2011-02-10');
    await pensioner();
    const [begun] = daysIn(input, 1);
    await enter(begun, 'opening', debit('101', cash), credit('212', welfare), credit('322.02', rest));
    await expectStatus(setPensionRule(test, { from: '2011-01', amount }), 201);
    await paidPensions(test, '2011-01');
    expect(linesOf(await entryOf('pension-run:'))).toEqual([`212 ${amount} 0.00`, `101 0.00 ${amount}`]);
    const { rows } = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2011-01-01&to=2011-02-28'),
      200,
    );
    const closing = (rows as { account: string; closing: string }[]).map(
      (row) => `${row.account} ${row.closing}`,
    );
    expect(closing.sort()).toEqual(['101 9900.00', '212 -5900.00', '322.02 -4000.00']);
  });

  it('confirmed on the 10th to be paid on the 15th is in the books on the 15th', async () => {
    const [payOn, confirmedOn] = numbersIn(caseOf('PENSION-DAY').input, 2);
    await startOn(`2025-07-${confirmedOn}`);
    await pensioner();
    await enter('2025-01-01', 'opening', debit('101', '10000.00'), credit('322.02', '10000.00'));
    await expectStatus(setPensionRule(test), 201);
    const made = await expectStatus(makePensions(test, '2025-06', { payOn: `2025-07-${payOn}` }), 201);
    await expectStatus(payPensions(test, made.id as string), 200);
    expect((await entryOf('pension-run:')).date).toBe(`2025-07-${payOn}`);
  });
});

describe('a batch', () => {
  it(
    titleOf(
      'VOUCHER-MAKER',
      'sent on the 4th to be paid on the 6th is in the books on the 6th, under the names of its maker and its reviewer',
    ),
    async () => {
      const [payOn, sentOn] = daysIn(caseOf('BOUGHT-BY-BATCH-DAY').input, 2);
      await startOn('2025-07-23');
      await openPayoutExample(test);
      test.setClock(new Date(`${sentOn}T01:00:00Z`));
      const id = await sentBatch(test, { payOn });
      const { date, preparedBy, reviewedBy } = await entryOf(`payout-batch:${id}`);
      expect(date).toBe(payOn);
      expect([preparedBy, reviewedBy]).toEqual(['The accountant', 'The reviewer']);
    },
  );

  it('whose purpose or bank is a formula is neutral in every file', async () => {
    const [purpose = '', bankName = ''] = [...caseOf('OTHER-PURPOSE').input.matchAll(/"([^"]+)"/g)].map(
      ([, text]) => text,
    );
    expect([purpose, bankName.slice(0, 11)]).toEqual(['=1+1', '=HYPERLINK(']);
    await startOn('2025-07-23');
    await openPayoutExample(test);
    const id = await memberId(test, '1');
    await test.as('accountant').patch(`~/members/${id}`, { bankName });
    for (const template of ['generic-csv', 'abc-payroll', 'ccb-payroll', 'boc-payroll']) {
      const made = await makeBatch(test, { template, purpose });
      if (made.status !== 201) {
        expect(made.status).toBe(422);
        continue;
      }
      const orderId = made.body.batch.id as string;
      const taken = await releasedFile(test, `~/payout-batches/${orderId}`);
      expect(taken.status).toBe(200);
      const text = taken.rawPayload.toString('latin1');
      expect(text).not.toMatch(/(^|[,|"\t\n])=(1\+1|HYPERLINK)/m);
      const cancelled = await test.as('chair').post(`~/payout-batches/${orderId}/cancel`, { reason: '试样' });
      expect(cancelled.status).toBe(200);
    }
  });

  it(
    titleOf(
      'HEAD-DEAD',
      'leaves out a household whose head died before it, and one that was made before is not sent',
    ),
    async () => {
      await startOn('2026-01-12');
      const resolutionId = await openRegister(test, ['500', '300']);
      const accountant = test.as('accountant');
      await expectStatus(accountant.post('~/households', { number: 'H1' }), 201);
      const place = async (number: string, relation: string, effectiveOn: string) =>
        expectStatus(
          accountant.post(`~/members/${await memberId(test, number)}/place`, {
            household: 'H1',
            relation,
            effectiveOn,
          }),
          201,
        );
      await place('1', 'head', '2020-01-01');
      const to = { kind: 'household', number: 'H1' };
      const movement = {
        kind: 'subscription',
        shareClass: 'basic',
        to,
        quantity: '200',
        effectiveOn: '2025-06-30',
      };
      await expectStatus(accountant.post('~/movements', movement), 201);
      await openAccounts(test, 2);
      const half = { period: '2025-H2', recordDate: '2025-12-31', pool: '1000.00' };
      await runToPosted(test, resolutionId, half);
      const before = await expectStatus(makeBatch(test), 201);
      expect(before.batch).toMatchObject({ count: 3, total: '800.00' });
      const dead = { kind: 'deceased', effectiveOn: '2026-01-13' };
      await expectStatus(accountant.post(`~/members/${await memberId(test, '1')}/standings`, dead), 201);
      expect((await sendBatch(test, before.batch.id as string)).body.code).toBe('payout.order-outdated');
      await expectStatus(
        test.as('chair').post(`~/payout-batches/${before.batch.id}/cancel`, { reason: '户主死亡' }),
        200,
      );
      const after = await expectStatus(makeBatch(test), 201);
      expect(after.batch).toMatchObject({ count: 1, total: '240.00' });
      expect(after.leftOut.map((each: { state: string; amount: string }) => each.state).sort()).toEqual([
        'held',
        'no-payee',
      ]);
    },
  );
});

it('cash that the till does not have is not handed out: nothing is written', async () => {
  const [till, pool] = amountsIn(caseOf('CASH-NEG').input, 2);
  expect(till).toBe('0.00');
  await startOn('2026-01-12');
  const resolutionId = await openRegister(test, ['100']);
  const run = await runToPosted(test, resolutionId, {
    period: '2025-H2',
    recordDate: '2025-12-31',
    pool,
    taxRate: '0',
    taxBasis: '免税',
  });
  await giveAccount(test, '1');
  const refused = await test.as('cashier').post('~/payout-cash', {
    handedOn: todayOf(test),
    payments: [{ runId: run.id as string, kind: 'member', number: '1' }],
  });
  expect([refused.status, refused.body.code]).toEqual([409, 'books.money-short']);
  expect(refused.body.detail).toContain(pool);
  expect((await expectStatus(test.as('auditor').get('~/payout-cash'), 200)).cash).toEqual([]);
});

it('an entry that takes from the till and gives it more is held to every later day too, and is refused in words', async () => {
  await startOn('2026-01-12');
  await openRegister(test, ['100']);
  await enter('2025-01-01', 'opening', debit('101', '100.00'), credit('301', '100.00'));
  // A version of before let a later day fall below zero.
  test.expectTampering();
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await enter('2025-05-01', 'manual', debit('511', '100.00'), credit('101', '100.00'));
  await owner.unsafe(`begin; set local session_replication_role = replica;
    update journal_line set credit = 300 where account = '101' and credit = 100;
    update journal_line set debit = 300 where account = '511'; commit`);
  await owner.end();
  const mixed = [debit('101', '100.00'), credit('101', '50.00'), credit('501', '50.00')];
  const reply = await enterByHand(test, {
    date: '2025-03-01',
    kind: 'manual',
    summary: '登记',
    lines: mixed,
  });
  expect([reply.status, reply.body.code]).toEqual([409, 'books.money-short']);
  expect(reply.body.detail).toContain('101');
  // What only brings money is taken, however much is lacking.
  await enter('2025-03-01', 'manual', debit('101', '50.00'), credit('501', '50.00'));
});

it('no till is below zero at the end of any day past the program either: PostgreSQL counts each of them', async () => {
  await startOn('2026-01-12');
  await openRegister(test, ['100']);
  await enter('2025-01-01', 'opening', debit('102', '500.00'), credit('301', '500.00'));
  await enter('2025-03-01', 'manual', debit('102', '1.00'), credit('501', '1.00'));
  await enter('2025-05-01', 'manual', debit('101', '100.00'), credit('102', '100.00'));
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const taking = (fen: readonly number[], day: string) =>
    owner.begin(async (tx) => {
      // A line more of an entry is refused for another reason. What is done is taken back, and with it the trigger is on again.
      await tx`alter table journal_line disable trigger complete_entry`;
      for (const [index, amount] of fen.entries())
        await tx`insert into journal_line (cooperative_id, entry_id, ordinal, account, debit, credit, text)
          select cooperative_id, id, v.ordinal, v.account, v.debit, v.credit, ''
          from journal_entry, (values (${10 + 2 * index}::int, '541', ${amount}::numeric / 100, 0::numeric),
            (${11 + 2 * index}::int, '101', 0::numeric, ${amount}::numeric / 100)) as v (ordinal, account, debit, credit)
          where entry_date = ${day}`;
      await tx`set constraints all immediate`;
      throw new Error('it was taken');
    });
  // In March nothing was in the till yet, whatever is in it at the end.
  await expect(taking([1], '2025-03-01')).rejects.toThrow('the till 101 is -0.01 at the end of 2025-03-01');
  await expect(taking([10_001], '2025-05-01')).rejects.toThrow(
    'the till 101 is -0.01 at the end of 2025-05-01',
  );
  await expect(taking([6_000, 4_001], '2025-05-01')).rejects.toThrow('the till 101 is -0.01');
  await expect(taking([6_000, 4_000], '2025-05-01')).rejects.toThrow('it was taken');
  await owner.end();
});

it('a year with an advance: statement, plan and papers say the same', async () => {
  const { input, right } = caseOf('YEAR-1');
  const [income, advance, members, pool] = amountsIn(input, 4);
  const [reserve, , carried] = amountsIn(right, 3);
  await startOn('2026-01-10');
  const resolutionId = await openRegister(test, ['100000', '23000', '456']);
  await enter('2025-01-01', 'opening', debit('102', '1.00'), credit('301', '1.00'));
  await enter('2025-05-01', 'manual', debit('102', income), credit('501', income));
  const june = await plan({
    period: '2025-H1',
    mode: 'advance',
    steps: [],
    members: { kind: 'amount', amount: advance },
  });
  await adopt(june.id as string);
  const run = { taxRate: '0', taxBasis: '免税' };
  await runToPosted(test, resolutionId, {
    ...run,
    period: '2025-H1',
    recordDate: '2025-06-30',
    pool: advance,
  });
  const year = await plan({
    steps: [step('reserve', '提取公积公益金', '10')],
    members: { kind: 'amount', amount: members },
  });
  expect(year).toMatchObject({ members, payable: pool, carried });
  await adopt(year.id as string);
  await runToPosted(test, resolutionId, {
    ...run,
    period: '2025-H2',
    recordDate: '2025-12-31',
    pool,
  });
  await expectStatus(closeYear(test, 2025), 201);
  expect(await statementOf(2025)).toMatchObject({
    'Net income': income,
    'less to the reserve fund': reserve,
    'less to members': members,
    'less other distributions': '0.00',
    'Undistributed at the end': carried,
  });
  expect(await statementOf(2026)).toMatchObject({
    'less to members': '0.00',
    'Undistributed at the end': carried,
  });
  const paper = await printed({ kind: 'distribution-plan', planId: year.id as string });
  for (const figure of ['100,000.00', '792,000.00', '492,000.00', '108,000.00'])
    expect(paper).toContain(figure);
  const report = await printed({ kind: 'half-year-report', period: '2025-H2' });
  expect(report).toContain('108,000.00');
  expect(report).not.toContain('700,000.00');
});

it('the welfare fund stands with the reserve, and nothing of it under other', async () => {
  const { input, right } = caseOf('WELF-1');
  const [income] = amountsIn(input, 1);
  const [fund, other] = amountsIn(right, 3);
  await startOn('2026-01-10');
  await openRegister(test, ['100']);
  await enter('2025-05-01', 'manual', debit('102', income), credit('501', income));
  const { id } = await plan({
    preset: 'shanghai',
    steps: [step('reserve', '提取公积金', '15'), step('welfare', '提取公益金', '15')],
    members: { kind: 'rest' },
  });
  await adopt(id as string);
  expect(await statementOf(2025)).toMatchObject({
    'less to the reserve fund': fund,
    'less other distributions': other,
  });
  const { rows } = await expectStatus(
    test.as('auditor').get('~/trial-balance?from=2025-01-01&to=2026-01-31'),
    200,
  );
  expect(
    (rows as { account: string; closing: string }[]).find(({ account }) => account === '311')?.closing,
  ).toBe(`-${fund}`);
});

it('what a share earned is printed as a figure that multiplies, or says that it is about so much', async () => {
  const { input, got } = caseOf('PER-SHARE-FIGURE');
  const [rate = '', shares = '', paid = ''] = input.match(/\d+(?:\.\d+)?/g) ?? [];
  await startOn('2026-01-10');
  const resolutionId = await openRegister(test, [shares, '995500']);
  const { id } = await runToPosted(test, resolutionId, {
    period: '2025-H2',
    recordDate: '2025-12-31',
    pool: '421552.70',
  });
  const sheet = await printed({ kind: 'receipt-sheet', runId: id as string });
  expect(sheet.replaceAll(/\s/g, '')).toContain(`约${rate}`);
  expect(sheet.replaceAll(',', '')).toContain(paid);
  expect(sheet.replaceAll(rate, '')).not.toContain(got);
});

it('a run of 260,550.00 out of books that hold 150,200.00 is not posted: 110,350.00 is short, with no plan and with one', async () => {
  const { input, right } = caseOf('OVER-1');
  const [opened, , pool] = amountsIn(input, 3);
  const [short] = amountsIn(right, 1);
  const [openedOn, postedOn] = daysIn(input, 2);
  await startOn('2026-01-05');
  const resolutionId = await openRegister(test, ['100']);
  await enter(openedOn, 'opening', debit('102', opened), credit('322.02', opened));
  const terms = { ...runDefaults, period: '2025-H2', recordDate: '2025-12-31', pool };
  const { id } = await expectStatus(draft(test, terms), 201);
  await expectStatus(calculate(test, id as string), 200);
  test.setClock(new Date(`${postedOn}T01:00:00Z`));
  const bare = await approveAsItStands(test, id as string, resolutionId);
  expect([bare.status, bare.body.code]).toEqual([409, 'distribution.plan-missing']);
  expect(bare.body.faults[1]).toMatchObject({ code: 'distribution.not-there' });
  expect(bare.body.faults[1].message).toContain(`for the second half of 2025 ${short} is short`);
  const figures = { income: '0', priorLoss: '0', priorUndistributed: pool };
  const members = { kind: 'amount', amount: pool };
  const { id: planId } = await plan({ figures, steps: [], members, drawOnPrior: true });
  const by = await decide(test, { kind: 'plan', planId: planId as string });
  const refused = await test
    .as('reviewer')
    .post(`~/distribution-plans/${planId}/adopt`, { resolutionId: by });
  expect([refused.status, refused.body.code]).toEqual([409, 'distribution.not-there']);
  expect(refused.body.detail).toContain(short);
  const { rows } = await expectStatus(
    test.as('auditor').get('~/trial-balance?from=2025-01-01&to=2026-01-31'),
    200,
  );
  expect(
    (rows as { account: string; closing: string }[]).find((row) => row.account === '322.02'),
  ).toMatchObject({
    closing: `-${opened}`,
  });
});

it('verification names a run that distributed more than the books held, when they are changed behind the program', async () => {
  await startOn('2026-01-10');
  const resolutionId = await openRegister(test, ['100']);
  await enter('2025-01-01', 'opening', debit('102', '150200.00'), credit('322.02', '150200.00'));
  await runToPosted(test, resolutionId, { period: '2025-H2', recordDate: '2025-12-31', pool: '150200.00' });
  const found = async () =>
    (await verifyCooperative(test.services, test.cooperativeId)).findings.map((each) =>
      findingText(each, 'en'),
    );
  expect(await found()).toEqual([]);
  test.expectTampering();
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner.unsafe(`begin; set local session_replication_role = replica;
    update journal_line set debit = 39850 where debit = 150200 and account = '102';
    update journal_line set credit = 39850 where credit = 150200 and account = '322.02'; commit`);
  const beyond = async () => (await found()).filter((each) => each.includes('more than the books'));
  expect(await beyond()).toEqual([
    'run 1: it distributed more than the books held to distribute (should be 0.00, is -110350.00)',
  ]);
  // What is kept out is not there to distribute.
  await owner.unsafe(`begin; set local session_replication_role = replica;
    insert into kept_out_setting (cooperative_id, version, accounts, source, recorded_at, recorded_by)
      select cooperative_id, 1, '[{"chart":"2023","account":"503"}]', 'x', recorded_at, recorded_by
      from journal_entry where kind = 'opening';
    update journal_line set account = '503' where credit = 39850 and account = '322.02'; commit`);
  await owner.end();
  expect(await beyond()).toEqual([
    'run 1: it distributed more than the books held to distribute (should be 0.00, is -150200.00)',
  ]);
});
