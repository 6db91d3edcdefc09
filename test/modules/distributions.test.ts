/** Distribution plans through HTTP: from the books' figures to what a run may pay; tax withheld, filed and remitted. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { draft, expectStatus, openRegister, recordResolution, runToPosted } from '../support/cooperative.ts';
import { memberId, openAccounts, readAnswer, sendBatch, makeBatch } from '../support/payout.ts';

let test: TestApp;
let resolutionId = '';

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2026-01-20T01:00:00Z') });
  resolutionId = await openRegister(test, ['100000', '23000', '456']);
});
afterEach(() => test.close());

const reserve = {
  kind: 'reserve',
  name: '提取公积公益金',
  base: 'after-loss',
  rate: '10',
  basis: '章程第三十二条',
};
const plan = (fields: object) =>
  test.as('accountant').post('~/distribution-plans', {
    ...{ period: '2025-H2', mode: 'year', steps: [reserve], members: { kind: 'rest' } },
    ...fields,
  });
const enter = (date: string, debit: string, credit: string, amount: string, kind = 'manual') =>
  expectStatus(
    test.as('accountant').post('~/journal', {
      ...{ date, kind, summary: '登记' },
      lines: [
        { account: debit, debit: amount },
        { account: credit, credit: amount },
      ],
    }),
    201,
  );
const adopted = async (planId: string, number: string) => {
  const id = await recordResolution(test, number, 'distribution-plan');
  return test.as('reviewer').post('~/distribution-plans/adopt', { planId, resolutionId: id });
};

async function checklist(period = '2025-H2'): Promise<Readonly<Record<string, string>>> {
  const { items } = await expectStatus(
    test.as('representative').get(`~/half-year-checklist?period=${period}`),
    200,
  );
  return Object.fromEntries(
    (items as { step: string; state: string }[]).map(({ step, state }) => [step, state]),
  );
}

describe('worked examples 7 and 11', () => {
  it('from income in the books to everybody paid: 113 and 322 end at zero', async () => {
    // A loss of 120,000 in 2024, an income of 1,000,000 in 2025.
    await enter('2023-12-31', '102', '301', '500000.00', 'opening');
    await enter('2024-05-01', '513', '102', '120000.00');
    await expectStatus(test.as('accountant').post('~/years/close', { year: 2024 }), 201);
    await enter('2025-06-01', '102', '501', '1300000.00');
    await enter('2025-11-01', '511', '102', '300000.00');
    expect(await checklist()).toMatchObject({
      'months-entered': 'next',
      'plan-drawn': 'next',
      'plan-adopted': 'blocked',
      'assets-valued': 'unneeded',
      'tax-filed': 'blocked',
      'year-closed': 'next',
    });
    const drawn = await expectStatus(plan({}), 201);
    expect(drawn.figures).toEqual({
      income: '1000000.00',
      priorLoss: '120000.00',
      priorUndistributed: '0.00',
      advanced: '0.00',
    });
    expect(drawn).toMatchObject({
      state: 'draft',
      members: '792000.00',
      payable: '792000.00',
      carried: '0.00',
    });
    expect((await plan({ steps: [{ ...reserve, base: 'income' }] })).body.members).toBe('780000.00');
    expect(await expectStatus(adopted(drawn.id, '〔2026〕1号'), 200)).toMatchObject({ state: 'adopted' });
    await expectStatus(test.as('accountant').post('~/years/close', { year: 2025 }), 201);
    const fields = { period: '2025-H2', recordDate: '2025-12-31', pool: '792000.00', taxRate: '0.20' };
    const run = await runToPosted(test, resolutionId, fields);
    expect(run).toMatchObject({ paid: '792000.00', tax: '158400.00', net: '633600.00' });
    await openAccounts(test, 3);
    const { batch } = await expectStatus(makeBatch(test, { template: 'abc-payroll' }), 201);
    expect(batch.total).toBe('633600.00');
    await expectStatus(sendBatch(test, batch.id), 200);
    const { lines } = await expectStatus(test.as('auditor').get(`~/payout-batches/${batch.id}/lines`), 200);
    const answers = (lines as { serial: number; number: string; amount: string }[]).map((each) => ({
      ...{ serial: each.serial, number: each.number, amount: each.amount, result: '成功' },
    }));
    await expectStatus(readAnswer(test, batch.id, answers), 200);
    // Tax is filed and remitted in the next month.
    test.setClock(new Date('2026-02-10T01:00:00Z'));
    for (const number of ['1', '2', '3']) {
      const residentId = `99010519500101${['0013', '0021', '003X'][Number(number) - 1]}`;
      const id = await memberId(test, number);
      const reply = await test
        .as('accountant')
        .patch(`~/members/${id}`, { residentId: residentIdOf(residentId) });
      expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    }
    const filing = await expectStatus(
      test.as('accountant').post('~/tax-filings', { month: '2026-01', template: 'withholding-client' }),
      201,
    );
    expect(filing).toMatchObject({
      count: 3,
      corrections: 0,
      tax: '158400.00',
      dueOn: '2026-02-15',
      remitted: null,
    });
    const file = await test.as('accountant').post(`~/tax-filings/${filing.id}/file`, {});
    const rows = file.rawPayload.toString('utf8').split('\r\n');
    expect(rows[0]).toContain('*证件号码');
    expect(rows[1]).toContain('利息、股息、红利所得');
    expect(rows).toHaveLength(5);
    const remit = () =>
      test.as('accountant').post('~/tax-filings/remit', {
        ...{ filingId: filing.id, remittedOn: '2026-02-10', receipt: '完税2026-1' },
      });
    expect((await expectStatus(remit(), 200)).remitted).toMatchObject({ amount: '158400.00' });
    expect((await remit()).body.code).toBe('tax.remitted');
    const left = Object.entries(await checklist()).filter(
      ([, state]) => state === 'next' || state === 'blocked',
    );
    // Most months have no entries: they are entered or closed.
    expect(left).toEqual([
      ['months-entered', 'next'],
      ['months-closed', 'next'],
    ]);
    await printed({ kind: 'distribution-plan', planId: drawn.id }, [
      '792,000.00',
      '88,000.00',
      '120,000.00',
      '〔2026〕1号',
    ]);
    await printed({ kind: 'voucher', month: '2026-01' }, [
      '记-2026-01-001',
      '158,400.00',
      '人民币捌万捌仟元整',
    ]);
    await printed({ kind: 'tax-certificate', member: '1', year: '2026' }, [
      '641,524.11',
      '128,304.82',
      '20 %',
    ]);
    // The distributions of January belong to 2026's books until that year is closed.
    test.setClock(new Date('2027-01-05T01:00:00Z'));
    await expectStatus(test.as('accountant').post('~/years/close', { year: 2026 }), 201);
    const trial = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2027-01-01&to=2027-01-31'),
      200,
    );
    const closing = Object.fromEntries(
      (trial.rows as { account: string; closing: string }[]).map((each) => [each.account, each.closing]),
    );
    expect(closing).toEqual({ '102': '588000.00', '301': '-500000.00', '311': '-88000.00' });
    expect((await expectStatus(test.as('auditor').get('~/member-balances'), 200)).holders).toEqual([]);
    const income = await expectStatus(test.as('auditor').get('~/tax-income?year=2026&member=1'), 200);
    expect(income).toMatchObject({ gross: '641524.11', tax: '128304.82' });
    const sheet = await expectStatus(test.as('auditor').get('~/balance-sheet'), 200);
    expect([sheet.totalAssets, sheet.totalLiabilitiesAndEquity]).toEqual(['588000.00', '588000.00']);
  });
});

async function printed(wish: object, wanted: readonly string[]): Promise<void> {
  const { id } = await expectStatus(test.as('accountant').post('~/documents', wish), 201);
  const { rawPayload } = await test.as('auditor').get(`~/documents/${id}/content`);
  const { text } = await readPdf(rawPayload);
  for (const each of wanted) expect(text).toContain(each);
}

/** The check digit that belongs to the first seventeen. */
function residentIdOf(text: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const seventeen = text.slice(0, 17);
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
}

describe('a plan', () => {
  const figures = { income: '150200', priorLoss: '0', priorUndistributed: '200000' };
  const members = { kind: 'amount', amount: '260550' };

  it('of worked example 16 is refused, or covered by prior undistributed income where that is resolved', async () => {
    const short = await plan({ figures, members, steps: [] });
    expect(short.body).toMatchObject({ code: 'distribution.over' });
    expect(short.body.detail).toContain('110350.00');
    const covered = await expectStatus(plan({ figures, members, steps: [], drawOnPrior: true }), 201);
    expect(covered).toMatchObject({ fromPrior: '110350.00', members: '260550.00' });
    const waterfall = await expectStatus(
      test.as('representative').post('~/distribution-plans/waterfall', {
        ...{ period: '2025-H2', mode: 'year', steps: [], figures, members, drawOnPrior: true },
      }),
      200,
    );
    expect(waterfall.lines.map((each: { kind: string }) => each.kind)).toEqual([
      'income',
      'prior',
      'members',
      'carried',
    ]);
  });

  it('bounds the runs of its half-year', async () => {
    const { id } = await expectStatus(
      plan({ figures: { ...figures, priorUndistributed: '0' }, steps: [] }),
      201,
    );
    const run = { period: '2025-H2', recordDate: '2025-12-31' };
    const first = await expectStatus(draft(test, { ...run, pool: '160000' }), 201);
    expect((await adopted(id, '〔2026〕2号')).body.code).toBe('distribution.runs-exceed-plan');
    await expectStatus(
      test.as('accountant').post('~/dividend-runs/withdraw', { runId: first.id, reason: '超过方案' }),
      200,
    );
    await expectStatus(adopted(id, '〔2026〕3号'), 200);
    expect((await adopted(id, '〔2026〕4号')).body.code).toBe('distribution.plan-state');
    expect((await draft(test, { ...run, pool: '150200.01' })).body.code).toBe(
      'distribution.run-exceeds-plan',
    );
    await expectStatus(draft(test, { ...run, pool: '150000' }), 201);
    const more = { ...run, kind: 'supplementary' };
    expect((await draft(test, { ...more, pool: '200.01' })).body.code).toBe('distribution.run-exceeds-plan');
    await expectStatus(draft(test, { ...more, pool: '200' }), 201);
    const { plans } = await expectStatus(test.as('auditor').get('~/distribution-plans?period=2025-H2'), 200);
    expect(plans).toMatchObject([{ state: 'adopted', payable: '150200.00' }]);
    const other = await expectStatus(plan({ figures, steps: [] }), 201);
    expect((await adopted(other.id, '〔2026〕5号')).body.code).toBe('distribution.period-taken');
  });

  it('rests on a resolution about distribution plans, and may be withdrawn before', async () => {
    const { id } = await expectStatus(plan({ figures, steps: [] }), 201);
    const adopt = (planId: string) =>
      test.as('reviewer').post('~/distribution-plans/adopt', { planId, resolutionId });
    expect((await adopt(id)).body.code).toBe('resolution.other-matter');
    expect((await adopt('00000000-0000-7000-8000-000000000000')).body.code).toBe('distribution.plan-unknown');
    const withdraw = () =>
      test.as('accountant').post('~/distribution-plans/withdraw', { planId: id, reason: '重新测算' });
    expect(await expectStatus(withdraw(), 200)).toMatchObject({ state: 'withdrawn' });
    expect((await withdraw()).body.code).toBe('distribution.plan-state');
  });

  it('of a first half is an advance that the year takes off', async () => {
    const half = { period: '2025-H1', mode: 'advance', figures: { ...figures, priorUndistributed: '0' } };
    expect((await plan({ ...half, period: '2025-H2' })).body.code).toBe(
      'distribution.year-needs-second-half',
    );
    const { id } = await expectStatus(
      plan({ ...half, steps: [], members: { kind: 'amount', amount: '50000' } }),
      201,
    );
    await expectStatus(adopted(id, '〔2025〕9号'), 200);
    const year = { income: '300000', priorLoss: '0', priorUndistributed: '0' };
    expect((await plan({ figures: { ...year, advanced: '1' } })).body.code).toBe(
      'distribution.advance-differs',
    );
    expect(await expectStatus(plan({ figures: year }), 201)).toMatchObject({
      members: '270000.00',
      payable: '220000.00',
    });
  });

  it('keeps to the rules of its province where it names one', async () => {
    const { presets } = await expectStatus(test.as('auditor').get('~/distribution-presets'), 200);
    expect(presets.map((each: { id: string }) => each.id)).toContain('zhejiang');
    expect((await plan({ figures, preset: 'zhejiang' })).body.code).toBe('distribution.preset-not-kept');
    await expectStatus(plan({ figures, preset: 'zhejiang', steps: [{ ...reserve, rate: '30' }] }), 201);
    expect((await plan({ figures, preset: 'none' })).body.code).toBe('distribution.preset-unknown');
  });
});

describe('tax withheld', () => {
  it('is listed for the month; a list without IDs, too early or of nothing is refused', async () => {
    await runToPosted(test, resolutionId, { period: '2025-H2', recordDate: '2025-12-31', pool: '1000.00' });
    const file = (month: string, template = 'plain-list') =>
      test.as('accountant').post('~/tax-filings', { month, template });
    expect((await file('2026-01')).body.code).toBe('tax.month-not-over');
    test.setClock(new Date('2026-02-10T01:00:00Z'));
    expect((await file('2025-12')).body.code).toBe('tax.nothing-withheld');
    expect((await file('2026-01', 'none')).body.code).toBe('tax.template-unknown');
    const refused = await file('2026-01');
    expect(refused.body.faults.map((each: { code: string }) => each.code)).toEqual([
      'tax.resident-id-missing',
      'tax.resident-id-missing',
      'tax.resident-id-missing',
    ]);
    const list = await expectStatus(test.as('auditor').get('~/tax-withheld?month=2026-01'), 200);
    expect(list).toMatchObject({ gross: '1000.00', tax: '200.00', dueOn: '2026-02-15' });
    expect((await expectStatus(test.as('auditor').get('~/tax-filings'), 200)).filings).toEqual([]);
    const remit = {
      filingId: '00000000-0000-7000-8000-000000000000',
      remittedOn: '2026-02-10',
      receipt: 'x',
    };
    expect((await test.as('accountant').post('~/tax-filings/remit', remit)).body.code).toBe(
      'tax.filing-unknown',
    );
  });
});
