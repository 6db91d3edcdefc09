/** Distribution plans through HTTP: from the books' figures to what a run may pay; tax withheld, filed and remitted. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { closeYear, enterByHand } from '../support/books.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  adoptWidePlan,
  announce,
  approve,
  approveAsItStands,
  calculate,
  decide,
  decideReversal,
  decideRun,
  draft,
  expectStatus,
  moveByTwo,
  onceItIs,
  openRegister,
  postAsItStands,
  runDefaults,
  runToPosted,
  setByTwo,
  withdrawBy,
} from '../support/cooperative.ts';
import { giveResidentIds, openAccounts, readAnswer, sendBatch, makeBatch } from '../support/payout.ts';
import { askFor, type PaperWish } from '../support/papers.ts';

let test: TestApp;
let resolutionId = '';

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2026-01-04T01:00:00Z') });
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
    period: '2025-H2',
    mode: 'year',
    steps: [reserve],
    members: { kind: 'rest' },
    ...fields,
  });
const enter = (date: string, debit: string, credit: string, amount: string, kind = 'manual') =>
  expectStatus(
    enterByHand(test, {
      date,
      kind,
      summary: '登记',
      lines: [
        { account: debit, debit: amount },
        { account: credit, credit: amount },
      ],
    }),
    201,
  );
const resolvedOn = (planId: string, number: string) => decide(test, { kind: 'plan', planId }, { number });
const adoptedBy = (planId: string, resolution: string) =>
  test.as('reviewer').post(`~/distribution-plans/${planId}/adopt`, { resolutionId: resolution });
const adopted = async (planId: string, number: string) => adoptedBy(planId, await resolvedOn(planId, number));

async function checklist(period = '2025-H2'): Promise<Readonly<Record<string, string>>> {
  const { items } = await expectStatus(
    test.as('representative').get(`~/half-year-checklist?period=${period}`),
    200,
  );
  return Object.fromEntries(
    (items as { step: string; state: string }[]).map(({ step, state }) => [step, state]),
  );
}

describe('a plan that was drawn up before it was told where the cooperative stands', () => {
  const reading = { ...reserve, base: 'income', rate: '30' };
  const drawnUp = async () => (await expectStatus(plan({ steps: [reading] }), 201)).id as string;
  // Kept out in Zhejiang: 补助收入.
  const stand = () =>
    expectStatus(
      test.as('chair').post('~/jurisdictions', {
        effectiveFrom: '2025-12-01',
        province: '33',
        community: 'village',
        source: '登记证',
      }),
      201,
    );
  const keepOut = () =>
    setByTwo(test, 'put', '~/kept-out-accounts', {
      accounts: [{ chart: '2023', account: '503' }],
      source: '浙江省条例',
    });

  it('is adopted once its accounts are kept out, if nothing came in on them', async () => {
    await enter('2025-06-01', '102', '501', '1000.00');
    const id = await drawnUp();
    await stand();
    const by = await resolvedOn(id, '〔2026〕12号');
    expect((await adoptedBy(id, by)).body.code).toBe('distribution.kept-out-by-law');
    await keepOut();
    await expectStatus(adoptedBy(id, by), 200);
  });

  it('is drawn up anew where something did; what a version before drew up is not asked', async () => {
    await enter('2025-06-01', '102', '501', '1000.00');
    await enter('2025-06-01', '102', '503', '400.00');
    const id = await drawnUp();
    await stand();
    const by = await resolvedOn(id, '〔2026〕12号');
    const without = await adoptedBy(id, by);
    expect([without.status, without.body.code]).toEqual([422, 'distribution.plan-without-kept-out']);
    await keepOut();
    const refused = await adoptedBy(id, by);
    expect([refused.status, refused.body.code]).toEqual([422, 'distribution.plan-without-kept-out']);
    for (const said of ['503', 'draw up another']) expect(refused.body.detail).toContain(said);
    // Spared is the question, not the bound: the books do not give what is kept out by now.
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('alter table unasked_before disable trigger all');
    await owner`insert into unasked_before select cooperative_id, recorded_at from distribution_plan where id = ${id}`;
    await owner.unsafe('alter table unasked_before enable trigger all');
    await owner.end();
    expect((await adoptedBy(id, by)).body.code).toBe('distribution.not-there');
    test.setClock(new Date('2026-01-05T01:00:00Z'));
    const anew = await drawnUp();
    await expectStatus(
      test.as('reviewer').post(`~/distribution-plans/${anew}/adopt?dryRun=true`, {
        resolutionId: await resolvedOn(anew, '〔2026〕13号'),
      }),
      200,
    );
    // What was decided later counts from then on.
    expect((await adoptedBy(id, by)).body.code).toBe('distribution.decided-otherwise');
  });
});

describe('worked examples 7 and 11', () => {
  it('from income in the books to everybody paid: 113 and 322 end at zero', async () => {
    // A loss of 120,000 in 2024, an income of 1,000,000 in 2025.
    await enter('2023-12-31', '102', '301', '500000.00', 'opening');
    await enter('2024-05-01', '513', '102', '120000.00');
    await expectStatus(closeYear(test, 2024), 201);
    await expectStatus(test.as('reviewer').post('~/years/2024/confirm'), 200);
    await enter('2025-06-01', '102', '501', '1300000.00');
    await enter('2025-11-01', '511', '102', '300000.00');
    expect(await checklist()).toMatchObject({
      'months-entered': 'next',
      'plan-drawn': 'next',
      'plan-adopted': 'blocked',
      'assets-valued': 'unneeded',
      'tax-filed': 'blocked',
      // June and November are open.
      'year-closed': 'blocked',
    });
    const drawn = await expectStatus(plan({}), 201);
    expect(drawn.figures).toEqual({
      income: '1000000.00',
      priorLoss: '120000.00',
      priorUndistributed: '0.00',
      advanced: '0.00',
      keptOut: '0.00',
      priorKeptOut: '0.00',
    });
    expect(drawn).toMatchObject({
      state: 'draft',
      members: '792000.00',
      payable: '792000.00',
      carried: '0.00',
    });
    expect((await plan({ steps: [{ ...reserve, base: 'income' }] })).body.members).toBe('780000.00');
    expect(await expectStatus(adopted(drawn.id, '〔2026〕1号'), 200)).toMatchObject({ state: 'adopted' });
    const fields = { period: '2025-H2', recordDate: '2025-12-31', pool: '792000.00', taxRate: '0.20' };
    const run = await runToPosted(test, resolutionId, fields);
    expect(run).toMatchObject({ paid: '792000.00', tax: '158400.00', net: '633600.00' });
    // Adopted and posted in January, dated in the year that they distribute: its statement is its plan.
    await expectStatus(closeYear(test, 2025), 201);
    const statement = await expectStatus(
      test.as('auditor').get('~/income-statement?from=2025-01-01&to=2025-12-31'),
      200,
    );
    const told = Object.fromEntries(
      (statement.lines as { key: string; amount: string }[]).map(({ key, amount }) => [key, amount]),
    );
    expect(told).toMatchObject({ reserve: '88000.00', members: '792000.00', undistributed: drawn.carried });
    await openAccounts(test, 3);
    const { batch } = await expectStatus(makeBatch(test, { template: 'abc-payroll' }), 201);
    expect(batch.total).toBe('633600.00');
    await expectStatus(sendBatch(test, batch.id), 200);
    const { lines } = await expectStatus(test.as('auditor').get(`~/payout-batches/${batch.id}/lines`), 200);
    const answers = (lines as { serial: number; number: string; amount: string }[]).map((each) => ({
      serial: each.serial,
      number: each.number,
      amount: each.amount,
      result: '成功',
    }));
    await expectStatus(readAnswer(test, batch.id, answers), 200);
    // Tax is filed and remitted in the next month.
    test.setClock(new Date('2026-02-10T01:00:00Z'));
    await giveResidentIds(test, 3);
    const filing = await expectStatus(
      test.as('accountant').post('~/tax-filings', { month: '2026-01', template: 'withholding-client' }),
      201,
    );
    expect(filing).toMatchObject({
      count: 3,
      corrections: 0,
      tax: '158400.00',
      dueOn: '2026-02-24',
      remitted: null,
    });
    const file = await test.as('accountant').post(`~/tax-filings/${filing.id}/take-file`, {});
    const rows = file.rawPayload.toString('utf8').split('\r\n');
    expect(rows[0]).toContain('*证件号码');
    expect(rows[1]).toContain('利息、股息、红利所得');
    expect(rows).toHaveLength(5);
    const remit = () =>
      test.as('accountant').post(`~/tax-filings/${filing.id}/remit`, {
        remittedOn: '2026-02-10',
        receipt: '完税2026-1',
      });
    expect((await expectStatus(remit(), 200)).awaiting).toMatchObject({ amount: '158400.00' });
    const confirmed = test.as('reviewer').post(`~/tax-filings/${filing.id}/remittance/confirm`, {});
    expect((await expectStatus(confirmed, 200)).remitted).toMatchObject({ amount: '158400.00' });
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
    const both = { kind: 'voucher', month: '2025-12', entryId: drawn.id as string } as const;
    for (const wish of [both, { kind: 'voucher' } as const])
      expect((await test.as('accountant').post(...askFor(wish))).body.faults[0]).toMatchObject({
        code: 'documents.subject-unknown',
        pointer: '/entryId',
      });
    await printed({ kind: 'voucher', month: '2025-12' }, [
      '记-2025-12-001',
      '158,400.00',
      '人民币捌万捌仟元整',
      // Half-years are spelled, where the journal has their code.
      '2025 年下半年收益分配方案第 1 号',
      '2025 年下半年分红（第 1 号）',
    ]);
    await printed({ kind: 'tax-certificate', member: '1', year: '2026' }, [
      '641,524.11',
      '128,304.82',
      '513,219.29',
      '20 %',
      '2025 年下半年',
    ]);
    test.setClock(new Date('2027-01-05T01:00:00Z'));
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

async function printed(wish: PaperWish, wanted: readonly string[]): Promise<void> {
  const { id } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  const { rawPayload } = await test.as('auditor').get(`~/documents/${id}/content`);
  const { text } = await readPdf(rawPayload);
  const joined = text.replace(/\s/g, '');
  for (const each of wanted) expect(joined).toContain(each.replace(/\s/g, ''));
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
      test.as('representative').post('~/distribution-plans/preview', {
        period: '2025-H2',
        mode: 'year',
        steps: [],
        figures,
        members,
        drawOnPrior: true,
      }),
      200,
    );
    expect(waterfall.lines.map((each: { kind: string }) => each.kind)).toEqual([
      'opening',
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
    const by = await resolvedOn(id, '〔2026〕2号');
    expect((await adoptedBy(id, by)).body.code).toBe('distribution.runs-exceed-plan');
    await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${first.id}/withdraw`, { reason: '超过方案' }),
      200,
    );
    await expectStatus(adoptedBy(id, by), 200);
    expect((await adoptedBy(id, by)).body.code).toBe('distribution.plan-state');
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
    const other = await decide(test, null, { matter: 'other' });
    const adopt = (planId: string) =>
      test.as('reviewer').post(`~/distribution-plans/${planId}/adopt`, { resolutionId: other });
    expect((await adopt(id)).body.code).toBe('resolution.other-matter');
    expect((await adopt('00000000-0000-7000-8000-000000000000')).body.code).toBe('distribution.plan-unknown');
    const withdraw = () =>
      test.as('accountant').post(`~/distribution-plans/${id}/withdraw`, { reason: '重新测算' });
    expect(await expectStatus(withdraw(), 200)).toMatchObject({ state: 'withdrawn' });
    expect((await withdraw()).body.code).toBe('distribution.plan-state');
  });

  it('is adopted by another than who drew it up', async () => {
    const { id } = await expectStatus(plan({ figures, steps: [] }), 201);
    const resolution = { resolutionId: await decide(test, { kind: 'plan', planId: id }) };
    const own = await onceItIs(test, 'reviewer', () =>
      test.as('accountant').post(`~/distribution-plans/${id}/adopt`, resolution),
    );
    expect([own.status, own.body.code]).toEqual([403, 'distribution.adopter-is-drafter']);
  });

  it('belongs to its half: a first half advances or pays out of opening income, a second reconciles the year', async () => {
    for (const wrong of [
      { period: '2025-H2', mode: 'advance' },
      { period: '2025-H2', mode: 'opening' },
      { period: '2025-H1', mode: 'year' },
    ])
      expect((await plan({ ...wrong, figures })).body.code).toBe('distribution.year-needs-second-half');
  });

  it('takes its figures from the books only when the period is over', async () => {
    expect((await plan({ period: '2026-H1', mode: 'advance' })).body.code).toBe(
      'distribution.period-not-over',
    );
    await expectStatus(plan({ period: '2026-H1', mode: 'advance', figures }), 201);
    await expectStatus(plan({ period: '2026-H1', mode: 'opening' }), 201);
  });

  it('keeps to the rules of its province where it names one', async () => {
    const { presets } = await expectStatus(test.as('auditor').get('~/distribution-presets'), 200);
    expect(presets.map((each: { id: string }) => each.id)).toContain('zhejiang');
    expect((await plan({ figures, preset: 'zhejiang' })).body.code).toBe('distribution.preset-not-kept');
    const worked = await test.as('representative').post('~/distribution-plans/preview', {
      period: '2025-H2',
      mode: 'year',
      figures,
      members: { kind: 'rest' },
      preset: 'zhejiang',
      steps: [{ ...reserve, rate: '30', ceiling: '45059.99' }],
    });
    expect(worked.body.faults[0].message).toContain('45,059.99');
    await expectStatus(plan({ figures, preset: 'zhejiang', steps: [{ ...reserve, rate: '30' }] }), 201);
    expect((await plan({ figures, preset: 'none' })).body.code).toBe('distribution.preset-unknown');
  });
});

const perShare = { method: 'per-share', rateScale: 4, recordDate: '2025-12-31' };
const given = { income: '150200', priorLoss: '0', priorUndistributed: '0' };

describe('the two halves of a year', () => {
  const trial = async (day: string): Promise<Readonly<Record<string, string>>> => {
    const { rows } = await expectStatus(
      test.as('auditor').get(`~/trial-balance?from=${day.slice(0, 4)}-01-01&to=${day}`),
      200,
    );
    return Object.fromEntries(
      (rows as { account: string; closing: string }[]).map((each) => [each.account, each.closing]),
    );
  };

  it('an advance keeps its reserve back; the year takes it once, pays what is left, and June carries its rest over', async () => {
    await enter('2024-01-01', '102', '301', '500000.00', 'opening');
    await enter('2024-05-01', '513', '102', '120000.00');
    await enter('2025-06-01', '102', '501', '1000000.00');
    const first = await expectStatus(
      plan({ period: '2025-H1', mode: 'advance', members: { kind: 'amount', amount: '300000' } }),
      201,
    );
    expect(first).toMatchObject({ payable: '300000.00', carried: '492000.00' });
    await expectStatus(adopted(first.id, '〔2025〕7号'), 200);
    expect((await trial('2026-01-20'))['311']).toBeUndefined();
    // The plan feeds the run: no pool is given.
    const june = await runToPosted(test, resolutionId, {
      ...perShare,
      period: '2025-H1',
      recordDate: '2025-06-30',
    });
    expect(june).toMatchObject({ pool: '300000.00', carried: '1.92' });
    // June's entry lies after June: the report shows it beside the half, not as something that nobody can place.
    const report = { kind: 'half-year-report', period: '2025-H1' } as const;
    await printed(report, [
      '方案，期后入账',
      '六、期末未分配收益 880,000.00 -299,998.08 580,001.92',
      '减：向成员分配 0.00 299,998.08 299,998.08',
      '分配方案向成员分配 300,000.00 元，上表向成员分配 299,998.08 元，相差 -1.92 元：-1.92 元为每股分配取整后的结余',
      '相差 88,001.92 元：88,000.00 元为方案预留、年终才提取的部分。1.92 元为每股分配取整后的结余，结转下次分红。',
    ]);
    const year = await expectStatus(plan({}), 201);
    expect(year).toMatchObject({ members: '792000.00', payable: '492000.00' });
    expect(year.figures.advanced).toBe('300000.00');
    await expectStatus(adopted(year.id, '〔2026〕7号'), 200);
    expect(year.carried).toBe('0.00');
    expect((await trial('2026-01-20'))['311']).toBe('-88000.00');
    const december = await runToPosted(test, resolutionId, { ...perShare, period: '2025-H2' });
    expect(december).toMatchObject({
      pool: '492000.00',
      carriedIn: '1.92',
      paid: '491996.85',
      carried: '5.07',
    });
    // The settled year takes nothing more, in neither half.
    const more = { kind: 'supplementary', recordDate: '2025-12-31', pool: '0.01' };
    for (const half of [{ period: '2025-H1', recordDate: '2025-06-30' }, { period: '2025-H2' }])
      expect((await draft(test, { ...more, ...half })).body.code).toBe('distribution.run-exceeds-plan');
    const pool = await draft(test, { ...runDefaults, ...more, pool: undefined, period: '2025-H2' });
    expect(pool.body.code).toBe('dividend.pool-not-positive');
    // The books still hold 5.07, but the next run carries it in: it cannot be planned with again.
    test.setClock(new Date('2026-07-10T01:00:00Z'));
    const next = await expectStatus(plan({ period: '2026-H1', mode: 'opening', steps: [] }), 201);
    expect(next.figures).toMatchObject({ priorLoss: '0.00', priorUndistributed: '0.00' });
  });

  it('a year that earned less than June advanced still gets its plan: reserve, nothing payable, the rest a loss', async () => {
    await enter('2025-05-01', '102', '501', '500000.00');
    const june = { period: '2025-H1', mode: 'advance', members: { kind: 'amount', amount: '300000' } };
    const first = await expectStatus(plan(june), 201);
    await expectStatus(adopted(first.id, '〔2025〕17号'), 200);
    const half = { period: '2025-H1', recordDate: '2025-06-30' };
    await runToPosted(test, resolutionId, { ...half, pool: '300000.00' });
    await enter('2025-11-01', '513', '102', '350000.00');
    const year = await expectStatus(plan({}), 201);
    expect(year).toMatchObject({ payable: '0.00', carried: '-165000.00' });
    expect(year.figures).toMatchObject({ income: '150000.00', advanced: '300000.00' });
    await expectStatus(adopted(year.id, '〔2026〕17号'), 200);
    expect((await trial('2026-01-20'))['311']).toBe('-15000.00');
  });

  it('what June paid out of opening income cannot be drawn again in December', async () => {
    await enter('2024-12-31', '102', '322.02', '500000.00', 'opening');
    await enter('2025-06-01', '102', '501', '10000.00');
    const members = (amount: string) => ({ steps: [], members: { kind: 'amount', amount } });
    const june = await expectStatus(plan({ period: '2025-H1', mode: 'opening', ...members('386400') }), 201);
    expect(june).toMatchObject({ fromPrior: '386400.00', carried: '113600.00' });
    await expectStatus(adopted(june.id, '〔2025〕8号'), 200);
    const over = await plan({ ...members('123600.01'), drawOnPrior: true });
    expect(over.body).toMatchObject({ code: 'distribution.over' });
    expect(over.body.detail).toContain('113600.00');
    expect(await expectStatus(plan({ ...members('123600'), drawOnPrior: true }), 201)).toMatchObject({
      fromPrior: '113600.00',
      payable: '123600.00',
      carried: '0.00',
    });
  });

  it('the year takes off what June really paid; a plan that meanwhile fell behind is refused', async () => {
    const early = await expectStatus(plan({ figures: given, steps: [] }), 201);
    expect(early).toMatchObject({ payable: '150200.00' });
    const june = { period: '2025-H1', recordDate: '2025-06-30' };
    const members = { kind: 'amount', amount: '50000' };
    const half = await expectStatus(
      plan({ period: '2025-H1', mode: 'advance', figures: given, steps: [], members }),
      201,
    );
    await expectStatus(adopted(half.id, '〔2025〕8号'), 200);
    // What is only drafted was given to nobody.
    const waiting = await expectStatus(draft(test, { ...june, pool: '50000' }), 201);
    expect((await plan({ figures: given, steps: [] })).body.figures.advanced).toBe('0.00');
    await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${waiting.id}/withdraw`, { reason: '重做' }),
      200,
    );
    const run = await runToPosted(test, resolutionId, { ...june, pool: '50000' });
    const stale = await adopted(early.id, '〔2026〕8号');
    expect(stale.body).toMatchObject({ code: 'distribution.advance-differs' });
    expect((await plan({ figures: { ...given, advanced: '1' } })).body.code).toBe(
      'distribution.advance-differs',
    );
    const year = await expectStatus(plan({ figures: given, steps: [] }), 201);
    expect(year).toMatchObject({ members: '150200.00', payable: '100200.00' });
    // Of two decided on one day neither would count.
    test.setClock(new Date('2026-01-14T01:00:00Z'));
    await expectStatus(adopted(year.id, '〔2026〕9号'), 200);
    const before = await expectStatus(plan({ period: '2024-H2', figures: given, steps: [] }), 201);
    await expectStatus(adopted(before.id, '〔2025〕10号'), 200);
    const late = await expectStatus(
      plan({ period: '2024-H1', mode: 'advance', figures: given, steps: [] }),
      201,
    );
    expect((await adopted(late.id, '〔2026〕10号')).body.code).toBe('distribution.year-settled');
    // A reversed run of the first half may be made again, but not larger.
    await expectStatus(
      test.as('chair').post(`~/dividend-runs/${run.id}/reverse`, {
        resolutionId: await decideReversal(test, run.id),
        reason: '登记有误',
      }),
      201,
    );
    expect((await draft(test, { ...june, pool: '50000.01' })).body.code).toBe(
      'distribution.run-exceeds-plan',
    );
    await expectStatus(draft(test, { ...june, pool: '50000' }), 201);
  });
});

describe('a run', () => {
  const half = { period: '2025-H2', recordDate: '2025-12-31' };
  const onNotice = async (fields: object): Promise<string> => {
    const { id } = await expectStatus(draft(test, fields), 201);
    await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, id, resolutionId), 200);
    await expectStatus(announce(test, id), 201);
    return id as string;
  };

  it('is not posted without the adopted plan of its half-year, books or not, beside a later plan neither', async () => {
    expect((await draft(test, half)).body.code).toBe('distribution.pool-needed');
    await openAccounts(test, 1);
    expect((await makeBatch(test)).body.code).toBe('payout.nothing-posted');
    const calculated = async (fields: object) => {
      const { id } = await expectStatus(draft(test, fields), 201);
      await expectStatus(calculate(test, id as string), 200);
      return id as string;
    };
    const bare = await calculated({ ...half, pool: '10' });
    const decided = await decideRun(test, bare);
    expect((await approveAsItStands(test, bare, decided)).body.code).toBe('distribution.plan-missing');
    const earlier = await calculated({ period: '2024-H2', recordDate: '2024-12-31', pool: '10' });
    await adoptWidePlan(test, '2025-H2');
    const ofEarlier = await decideRun(test, earlier);
    const reply = await approveAsItStands(test, earlier, ofEarlier);
    expect([reply.status, reply.body.code]).toEqual([409, 'distribution.plan-missing']);
    expect(reply.body.faults).toHaveLength(1);
    await expectStatus(approveAsItStands(test, bare, decided), 200);
    // Past the program neither: what could not be posted is not approved, nor hung up.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    for (const state of ['approved', 'on-notice'])
      await expect(
        owner`update dividend_run set state = ${state}, resolution_id = ${ofEarlier} where id = ${earlier}`,
      ).rejects.toThrow('has no adopted plan of its half-year');
    await owner.end();
  });

  it('is not approved beside another of which only one can be posted; the one that was approved is hung up and posted', async () => {
    const june = { period: '2025-H1', recordDate: '2025-06-30', pool: '50000' };
    const members = { kind: 'amount', amount: '150000' };
    const half = { period: '2025-H1', mode: 'advance', figures: given, steps: [], members };
    await expectStatus(adopted((await expectStatus(plan(half), 201)).id, '〔2025〕8号'), 200);
    const run = await runToPosted(test, resolutionId, june);
    const more: string[] = [];
    for (let each = 0; each < 2; each += 1) {
      const { id } = await expectStatus(draft(test, { ...june, kind: 'supplementary' }), 201);
      more.push(id as string);
    }
    // The year is settled with the 50,000 that were posted by then; taken back, they are there once, for two that wait.
    const year = await expectStatus(plan({ figures: given, steps: [] }), 201);
    await expectStatus(adopted(year.id, '〔2026〕9号'), 200);
    const taken = { resolutionId: await decideReversal(test, run.id), reason: '登记有误' };
    await expectStatus(test.as('chair').post(`~/dividend-runs/${run.id}/reverse`, taken), 201);
    const [first = '', second = ''] = more;
    for (const id of more) await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, first, resolutionId), 200);
    const decided = await decideRun(test, second);
    const refused = await approveAsItStands(test, second, decided);
    expect([refused.status, refused.body.code]).toEqual([422, 'distribution.run-exceeds-plan']);
    await expectStatus(announce(test, first), 201);
    expect((await approveAsItStands(test, second, decided)).body.code).toBe('distribution.run-exceeds-plan');
    await expectStatus(postAsItStands(test, first), 200);
  });

  it('whoever may not adopt a plan or release a batch is told so in these words', async () => {
    const { id } = await expectStatus(plan({ figures: given }), 201);
    const by = await decide(test, { kind: 'plan', planId: id as string });
    const adopt = await test.as('accountant').post(`~/distribution-plans/${id}/adopt`, { resolutionId: by });
    expect(adopt.body.detail).toBe('You may not adopt distribution plans. Roles that may: reviewer, chair.');
    const nowhere = '00000000-0000-7000-8000-000000000000';
    const seen = { changed: 0, shared: 0 };
    const released = await test.as('cashier').post(`~/payout-batches/${nowhere}/release`, { seen });
    expect(released.body.detail).toBe('You may not release a payout batch. Roles that may: reviewer, chair.');
  });

  it('that is approved and not posted keeps its year open; posted, the year is closed', async () => {
    await enter('2025-03-01', '102', '501', '150200.00');
    const terms = { figures: given, steps: [], members: { kind: 'amount', amount: '10' } };
    const { id: planId } = await expectStatus(plan(terms), 201);
    await expectStatus(adopted(planId, '〔2026〕12号'), 200);
    const { id } = await expectStatus(draft(test, { ...half, pool: '10' }), 201);
    await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, id, resolutionId), 200);
    const early = await closeYear(test, 2025);
    expect([early.status, early.body.code]).toEqual([409, 'books.year-has-approved-run']);
    expect(early.body.detail).toContain('econd half of 2025');
    await expectStatus(announce(test, id), 201);
    await expectStatus(postAsItStands(test, id), 200);
    await expectStatus(closeYear(test, 2025), 201);
  });

  it('that is voted and not posted keeps its money: no other plan distributes it again', async () => {
    await enter('2024-12-31', '102', '322.02', '340300.00', 'opening');
    const amount = (text: string) => ({ steps: [], members: { kind: 'amount', amount: text } });
    const ofPrior = { figures: undefined, drawOnPrior: true, ...amount('140000') };
    const voted = await expectStatus(plan(ofPrior), 201);
    await expectStatus(adopted(voted.id, '〔2026〕12号'), 200);
    const first = { period: '2026-H1', mode: 'opening' };
    // From the books the voted money is no longer there, before there is a run and with one; typed figures do not bring it back.
    expect((await plan({ ...first, ...amount('200300.01') })).body.code).toBe('distribution.over');
    const run = await onNotice({ ...half, pool: '100000' });
    const over = await plan({ ...first, ...amount('200300.01') });
    expect(over.body.code).toBe('distribution.over');
    const typed = { income: '0', priorLoss: '0', priorUndistributed: '340300' };
    const again = await expectStatus(plan({ ...first, figures: typed, ...amount('340000') }), 201);
    const by = await decide(test, { kind: 'plan', planId: again.id as string });
    const refused = await test
      .as('reviewer')
      .post(`~/distribution-plans/${again.id}/adopt`, { resolutionId: by });
    expect([refused.status, refused.body.code]).toEqual([409, 'distribution.voted-already']);
    expect(refused.body.detail).toContain('139700.00');
    // Past the service PostgreSQL refuses it at the end of the transaction, and takes what is left.
    const owner = postgres(test.ownerUrl, { max: 1 });
    await expect(
      owner`insert into distribution_plan_end
        select cooperative_id, ${again.id as string}, kind, ${by}, null, recorded_at, recorded_by from distribution_plan_end`,
    ).rejects.toThrow('voted already');
    test.setClock(new Date('2026-01-14T01:00:00Z'));
    const rest = await expectStatus(plan({ ...first, ...amount('200300') }), 201);
    await expectStatus(adopted(rest.id, '〔2026〕14号'), 200);
    // What is posted is in the books; the rest of its plan goes on being held.
    await expectStatus(postAsItStands(test, run), 200);
    test.setClock(new Date('2027-01-04T01:00:00Z'));
    const prior = { income: '0', priorLoss: '0', priorUndistributed: '340300' };
    const ofYear = { period: '2026-H2', figures: prior, drawOnPrior: true };
    const fen = await expectStatus(plan({ ...ofYear, ...amount('0.01') }), 201);
    expect((await adopted(fen.id, '〔2026〕15号')).body.code).toBe('distribution.voted-already');
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
    test.expectTampering();
    await owner`alter table distribution_plan_end disable trigger voted_once`;
    await owner`insert into distribution_plan_end
      select cooperative_id, ${again.id as string}, kind, ${by}, null, recorded_at, recorded_by from distribution_plan_end
      order by recorded_at desc limit 1`;
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map(({ rule }) => rule)).toContain('voted-twice');
  });

  it('that pays more than the books hold is refused with what is short, without a plan and with one', async () => {
    await enter('2025-01-01', '102', '322.02', '150200.00', 'opening');
    const { id } = await expectStatus(draft(test, { ...half, pool: '260550.00' }), 201);
    await expectStatus(calculate(test, id as string), 200);
    const by = await decideRun(test, id as string);
    const bare = await approveAsItStands(test, id as string, by);
    expect(bare.body.faults.map((fault: { code: string }) => fault.code)).toEqual([
      'distribution.plan-missing',
      'distribution.not-there',
    ]);
    expect(bare.body.faults[1].message).toContain('110350.00');
    // Figures that somebody typed do not fill the books.
    const income = { income: '99999999.00', priorLoss: '0', priorUndistributed: '0' };
    const more = await plan({ figures: income, steps: [] });
    expect([more.status, more.body.code]).toEqual([422, 'distribution.income-above-books']);
    const typed = { income: '0', priorLoss: '0', priorUndistributed: '99999999.00' };
    const members = { kind: 'amount', amount: '260550' };
    const wide = await expectStatus(plan({ figures: typed, steps: [], members, drawOnPrior: true }), 201);
    const refused = await adopted(wide.id, '〔2026〕61号');
    expect([refused.status, refused.body.code]).toEqual([409, 'distribution.not-there']);
    expect(refused.body.detail).toContain('110350.00');
    const owner = postgres(test.ownerUrl, { max: 1 });
    await expect(
      owner`update dividend_run set state = 'approved', resolution_id = ${by} where id = ${id as string}`,
    ).rejects.toThrow('no adopted plan');
    await owner.end();
  });

  it('of what is not there no plan gives to investors or others, or sets aside, though members get nothing of it', async () => {
    await enter('2025-01-01', '102', '322.02', '150200.00', 'opening');
    await enter('2025-01-02', '102', '501', '100.00');
    const typed = { income: '100', priorLoss: '0', priorUndistributed: '99999899.00' };
    const all = { ...reserve, base: 'distributable', rate: '100' };
    const nothing = { kind: 'rate', rate: '0' };
    const owner = postgres(test.ownerUrl, { max: 1 });
    let last = '';
    let by = '';
    for (const [index, kind] of ['reserve', 'investors', 'other'].entries()) {
      // Each is decided after the one before: of two of one day neither would count.
      test.setClock(new Date(`2026-01-0${5 + index}T01:00:00Z`));
      const drawn = await expectStatus(
        plan({ figures: typed, steps: [{ ...all, kind }], members: nothing }),
        201,
      );
      expect(drawn.payable).toBe('0.00');
      by = await decide(test, { kind: 'plan', planId: drawn.id as string });
      const refused = await adoptedBy(drawn.id, by);
      expect([refused.status, refused.body.code]).toEqual([409, 'distribution.not-there']);
      expect(refused.body.detail).toContain('99849699.00');
      last = drawn.id as string;
    }
    // Past the service it is entered only after its adoption; PostgreSQL looks when the transaction ends.
    await enter('2025-06-01', '513', '211', '150300.01');
    const adoption =
      () => owner`insert into distribution_plan_end (cooperative_id, plan_id, kind, resolution_id, recorded_at, recorded_by)
      select cooperative_id, id, 'adopted', ${by}, now(), recorded_by from distribution_plan where id = ${last}`;
    await expect(adoption()).rejects.toThrow('the plan gives what is not there');
    test.expectTampering();
    await owner`alter table distribution_plan_end disable trigger voted_once`;
    await adoption();
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map(({ rule }) => rule)).toContain('voted-twice');
  });

  it('may be corrected by a difference as far as the plan left income undistributed', async () => {
    const terms = (amount: string) => ({ figures: given, steps: [], members: { kind: 'amount', amount } });
    const { id } = await expectStatus(plan(terms('150199.99')), 201);
    await expectStatus(adopted(id, '〔2026〕11号'), 200);
    const run = await runToPosted(test, resolutionId, { period: '2025-H2', recordDate: '2025-12-31' });
    const found = async (quantity: string) =>
      expectStatus(
        moveByTwo(test, {
          kind: 'subscription',
          shareClass: 'basic',
          to: { kind: 'member', number: '3' },
          quantity,
          effectiveOn: '2010-02-01',
        }),
        201,
      );
    const difference = () =>
      test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '补登股份' });
    await found('0.0082');
    expect(await expectStatus(difference(), 201)).toMatchObject({ paid: '0.01' });
    await found('1');
    expect((await difference()).body.code).toBe('distribution.difference-uncovered');
  });

  it('that is corrected stays lawful, and the difference takes nothing that others were voted', async () => {
    await enter('2024-12-31', '102', '322.02', '1000.00', 'opening');
    const voted = async (period: string, amount: string) => {
      const terms = { period, mode: 'opening', steps: [], members: { kind: 'amount', amount } };
      const { id } = await expectStatus(plan(terms), 201);
      const by = await decide(test, { kind: 'plan', planId: id as string });
      await expectStatus(adoptedBy(id as string, by), 200);
      return id as string;
    };
    await voted('2025-H1', '200');
    const june = { period: '2025-H1', recordDate: '2025-06-30', pool: '200' };
    const run = await runToPosted(test, resolutionId, june);
    // One share in twenty more than the run knew of.
    const found = async (quantity: string) => {
      const to = { kind: 'member', number: '3' };
      const movement = { kind: 'subscription', shareClass: 'basic', to, quantity, effectiveOn: '2010-02-01' };
      await expectStatus(moveByTwo(test, movement), 201);
    };
    const difference = () =>
      test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '补登股份' });
    await found('6172.8');
    const first = await expectStatus(difference(), 201);
    expect(first.paid).toBe('9.99');
    await expectStatus(approveAsItStands(test, first.id as string), 200);
    await expectStatus(announce(test, first.id as string), 201);
    await expectStatus(postAsItStands(test, first.id as string), 200);
    const answered = async (id: string) => {
      const { answers } = await expectStatus(test.as('auditor').get(`~/dividend-runs/${id}/legality`), 200);
      const about = answers as { question: string; answer: string; evidence: { en: string } }[];
      const found = about.find(({ question }) => question === 'plan');
      return [found?.answer, found?.evidence.en ?? ''] as const;
    };
    expect((await answered(run.id as string))[0]).toBe('yes');
    const [said, why] = await answered(first.id as string);
    expect([said, why]).toEqual(['yes', expect.stringContaining('and leaves 800.00 undistributed')]);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
    // A second one waits while the assembly votes all that is left for the next half-year.
    await found('6172.8');
    const second = await expectStatus(difference(), 201);
    const june26 = await voted('2026-H1', '790');
    const late = await approveAsItStands(test, second.id as string);
    expect([late.status, late.body.code]).toEqual([409, 'distribution.voted-already']);
    expect(late.body.detail).toContain('790.00');
    await expectStatus(withdrawBy(test, second.id as string, '款项已另有安排'), 200);
    expect((await difference()).body.code).toBe('distribution.voted-already');
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    await owner`update distribution_plan set members = 790.02, payable = 790.02 where id = ${june26}`;
    await owner`update distribution_plan_end set recorded_at = '2026-01-05' where plan_id = ${june26}`;
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings).toContainEqual(
      expect.objectContaining({ row: 'run 2', rule: 'voted-twice', expected: '≤ 9.98', found: '9.99' }),
    );
  });
});

describe('an adopted plan', () => {
  const half = { period: '2025-H2', recordDate: '2025-12-31' };
  const year = { figures: given, members: { kind: 'amount', amount: '100000' } };
  const repeal = (planId: string, by: string, role: 'reviewer' | 'chair' | 'accountant' = 'chair') =>
    test.as(role).post(`~/distribution-plans/${planId}/repeal`, { resolutionId: by, reason: '提取比例有误' });
  const resolved = (planId: string) => decide(test, { kind: 'plan-repeal', planId });
  const adoptedAs = async (fields: object, number: string): Promise<string> => {
    const { id } = await expectStatus(plan(fields), 201);
    await expectStatus(adopted(id, number), 200);
    return id as string;
  };
  const reserves = async () => {
    const { rows } = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2026-01-01&to=2026-12-31'),
      200,
    );
    const row = (rows as { account: string; closing: string }[]).find(({ account }) => account === '311');
    return row?.closing ?? '0.00';
  };

  it('is taken back by another resolution, its entry in red, and the half-year gets a new one', async () => {
    const id = await adoptedAs(year, '〔2026〕20号');
    expect(await reserves()).toBe('-15020.00');
    const by = await resolved(id);
    expect(await expectStatus(repeal(id, by), 200)).toMatchObject({
      state: 'repealed',
      repeal: { resolutionId: by, reason: '提取比例有误' },
    });
    expect(await reserves()).toBe('0.00');
    const { entries } = await expectStatus(
      test.as('auditor').get('~/journal?from=2026-01-01&to=2026-01-31'),
      200,
    );
    const [, red] = entries as { summary: string; lines: { debit: string; credit: string }[] }[];
    expect(red?.summary).toBe('冲销 2025-H2 收益分配方案第 1 号的提取：提取比例有误');
    expect(red?.lines.map(({ debit, credit }) => [debit, credit])).toEqual([
      ['-15020.00', '0.00'],
      ['0.00', '-15020.00'],
    ]);
    expect(await checklist()).toMatchObject({ 'plan-drawn': 'next', 'plan-adopted': 'blocked' });
    await printed({ kind: 'distribution-plan', planId: id }, ['已废止']);
    // It bounds nothing any more, but neither does the half-year escape its bound.
    expect((await draft(test, half)).body.code).toBe('distribution.pool-needed');
    await expect(runToPosted(test, resolutionId, { ...half, pool: '100000.01' })).rejects.toThrow(
      'distribution.plan-missing',
    );
    const anew = await expectStatus(plan({ ...year, steps: [{ ...reserve, rate: '20' }] }), 201);
    const again = await resolvedOn(anew.id, '〔2026〕22号');
    expect((await adoptedBy(anew.id, again)).body.code).toBe('distribution.runs-exceed-plan');
    const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
    await expectStatus(withdrawBy(test, runs[0].id as string, '重做'), 200);
    await expectStatus(adoptedBy(anew.id, again), 200);
    expect(await reserves()).toBe('-30040.00');
    expect(await runToPosted(test, resolutionId, half)).toMatchObject({ pool: '100000.00' });
    const { plans } = await expectStatus(test.as('auditor').get('~/distribution-plans?period=2025-H2'), 200);
    expect((plans as { state: string }[]).map(({ state }) => state)).toEqual(['repealed', 'adopted']);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
  });

  it('gives back what it took: the next plan finds it in the books again', async () => {
    await enter('2025-06-01', '102', '501', '10000.00');
    const { id } = await expectStatus(plan({ members: { kind: 'rate', rate: '50' } }), 201);
    await expectStatus(adopted(id, '〔2026〕18号'), 200);
    const prior = async () =>
      (await expectStatus(plan({ period: '2026-H1', mode: 'opening', steps: [] }), 201)).figures
        .priorUndistributed;
    // Less 1,000.00 of the reserve, and 4,500.00 that were voted and wait for their run.
    expect(await prior()).toBe('4500.00');
    await expectStatus(repeal(id, await resolved(id)), 200);
    expect(await prior()).toBe('10000.00');
  });

  it('that is not adopted, or is repealed already, cannot be repealed; a repealed one is not adopted again', async () => {
    const { id } = await expectStatus(plan(year), 201);
    await expect(resolved(id)).rejects.toThrow('distribution.plan-state');
    const adoption = await resolvedOn(id, '〔2026〕25号');
    const early = await repeal(id, adoption);
    expect([early.status, early.body.code]).toEqual([409, 'distribution.plan-state']);
    expect(early.body.detail).toContain('is not adopted yet');
    await expectStatus(adoptedBy(id, adoption), 200);
    const by = await resolved(id);
    await expectStatus(repeal(id, by), 200);
    expect((await repeal(id, by)).body.detail).toContain('is repealed');
    expect((await adoptedBy(id, adoption)).body.code).toBe('distribution.plan-state');
    const nowhere = '00000000-0000-7000-8000-000000000000';
    expect((await repeal(nowhere, by)).body.code).toBe('distribution.plan-unknown');
  });

  it('is repealed by another than who drew it up, under a resolution of its own on plans', async () => {
    const id = await adoptedAs(year, '〔2026〕27号');
    const { plans } = await expectStatus(test.as('auditor').get('~/distribution-plans'), 200);
    const [{ resolutionId: adoption }] = plans;
    expect((await repeal(id, adoption)).body.code).toBe('distribution.repeal-needs-resolution');
    expect((await repeal(id, await decide(test, null, { matter: 'other' }))).body.code).toBe(
      'resolution.other-matter',
    );
    const by = await resolved(id);
    const own = await onceItIs(test, 'reviewer', () => repeal(id, by, 'accountant'));
    expect([own.status, own.body.code]).toEqual([403, 'distribution.repealer-is-drafter']);
  });

  it('stays while a posted run rests on it; reversed, it may go', async () => {
    const id = await adoptedAs(year, '〔2026〕30号');
    const run = await runToPosted(test, resolutionId, half);
    const by = await resolved(id);
    const refused = await repeal(id, by);
    expect([refused.status, refused.body.code]).toEqual([409, 'distribution.repeal-has-run']);
    await expectStatus(
      test.as('chair').post(`~/dividend-runs/${run.id}/reverse`, {
        resolutionId: await decideReversal(test, run.id),
        reason: '方案有误',
      }),
      201,
    );
    await expectStatus(repeal(id, by), 200);
  });

  it('stays while a later plan builds on it: of its year, or one that draws on what it left', async () => {
    const advance = await adoptedAs({ ...year, period: '2025-H1', mode: 'advance' }, '〔2025〕32号');
    const settled = await adoptedAs(year, '〔2026〕32号');
    const opening = (amount: string) => ({
      period: '2026-H1',
      mode: 'opening',
      steps: [],
      members: { kind: 'amount', amount },
      figures: { income: '0', priorLoss: '0', priorUndistributed: '35180' },
    });
    const drawing = await adoptedAs(opening('35180'), '〔2026〕33号');
    const by = { [advance]: await resolved(advance), [settled]: await resolved(settled) };
    expect((await repeal(advance, by[advance]!)).body.code).toBe('distribution.repeal-has-plan');
    expect((await repeal(settled, by[settled]!)).body.detail).toContain('no. 3 of the first half of 2026');
    await expectStatus(repeal(drawing, await resolved(drawing)), 200);
    // A plan of the next year that lives on its own income does not build on it.
    await adoptedAs({ ...year, period: '2026-H1', mode: 'advance' }, '〔2026〕35号');
    await expectStatus(repeal(settled, by[settled]!), 200);
    await expectStatus(repeal(advance, by[advance]!), 200);
  });
});

it('what goes to welfare stands in the reserve fund, what goes to others is owed to them', async () => {
  const step = (kind: string, rate: string, base: string) => ({ ...reserve, kind, name: kind, rate, base });
  const { id, lines } = await expectStatus(
    plan({
      figures: { ...given, income: '1000' },
      steps: [step('reserve', '10', 'income'), step('welfare', '50', 'left'), step('other', '5', 'income')],
    }),
    201,
  );
  expect((lines as { amount: string }[]).map(({ amount }) => amount)).toEqual([
    ...['1000.00', '100.00', '450.00', '400.00', '50.00', '0.00'],
  ]);
  await expectStatus(adopted(id, '〔2026〕12号'), 200);
  const { entries } = await expectStatus(
    test.as('auditor').get('~/journal?from=2026-01-01&to=2026-01-31'),
    200,
  );
  const told = (entries[0].lines as { account: string; debit: string; credit: string }[]).map(
    ({ account, debit, credit }) => [account, debit, credit],
  );
  expect(told).toEqual([
    ['322.01.01', '100.00', '0.00'],
    ['311', '0.00', '100.00'],
    ['322.01.01', '450.00', '0.00'],
    ['311', '0.00', '450.00'],
    ['322.01.09', '50.00', '0.00'],
    ['211', '0.00', '50.00'],
  ]);
});

describe('verification names', () => {
  it.each([
    [
      'a plan whose reserve was entered with another amount',
      `update journal_line set debit = debit - 1 where account = '322.01.01'`,
      'plan 1: its entry in the journal has another amount (should be 15020.00, is 15019.00)',
    ],
    [
      'a plan that gives other amounts than its terms',
      'update distribution_plan set members = members + 1',
      'plan 1: worked down again, the plan comes to other amounts',
    ],
    [
      'a plan that the trail tells otherwise',
      `update distribution_plan set period = '2024-H2'`,
      'plan 1: the trail says otherwise',
    ],
  ])('%s', async (_, change, expected) => {
    const { id } = await expectStatus(plan({ figures: given }), 201);
    await expectStatus(adopted(id, '〔2026〕13号'), 200);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      await owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
    } finally {
      await owner.end();
    }
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((finding) => findingText(finding, 'en')).join('\n')).toContain(expected);
  });

  it.each([
    [
      'a repeal whose red entry has another amount',
      `update journal_line set debit = debit + 1 where account = '322.01.01' and debit < 0`,
      'repeal of plan 1: its entry in the journal has another amount (should be -15020.00, is -15019.00)',
    ],
    [
      'a repeal that the trail tells otherwise',
      `update distribution_plan_repeal set reason = 'x'`,
      'repeal of plan 1: the trail says otherwise',
    ],
    [
      'a repeal that is gone',
      'delete from distribution_plan_repeal',
      'the trail tells of it, but it is gone',
    ],
    [
      'a repeal by a resolution on another matter',
      `update resolution set matter = 'other' where id = (select resolution_id from distribution_plan_repeal)`,
      'repeal of plan 1: no valid resolution carries it',
    ],
    [
      'a repeal over a run that was posted',
      `delete from dividend_run where kind = 'reversal'`,
      'repeal of plan 1: its runs give more than the plan (should be 0.00, is 100.00)',
    ],
  ])('%s', async (_, change, expected) => {
    const { id } = await expectStatus(plan({ figures: given }), 201);
    await expectStatus(adopted(id, '〔2026〕41号'), 200);
    const run = await runToPosted(test, resolutionId, {
      period: '2025-H2',
      recordDate: '2025-12-31',
      pool: '100',
    });
    const taken = { resolutionId: await decideReversal(test, run.id), reason: '方案有误' };
    await expectStatus(test.as('chair').post(`~/dividend-runs/${run.id}/reverse`, taken), 201);
    const repeal = {
      reason: '有误',
      resolutionId: await decide(test, { kind: 'plan-repeal', planId: id }),
    };
    await expectStatus(test.as('chair').post(`~/distribution-plans/${id}/repeal`, repeal), 200);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      await owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
    } finally {
      await owner.end();
    }
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((finding) => findingText(finding, 'en')).join('\n')).toContain(expected);
  });
});

describe('the plan of a year', () => {
  it('waits for the last day of its year, and takes the income of books that are kept', async () => {
    await enter('2024-12-31', '102', '322.02', '1000000.00', 'opening');
    const typed = (income: string) => ({ income, priorLoss: '0', priorUndistributed: '0' });
    const early = await plan({ period: '2026-H2', figures: typed('500000'), steps: [] });
    expect([early.status, early.body.code]).toEqual([422, 'distribution.year-not-over']);
    expect(early.body.detail).toContain('2026-12-31');
    await enter('2025-06-01', '102', '501', '100.00');
    const codes: unknown[] = [];
    for (const income of ['100.01', '99.99'])
      codes.push((await plan({ figures: typed(income), steps: [] })).body.code);
    expect(codes).toEqual(['distribution.income-above-books', 'distribution.income-below-books']);
    const { id } = await expectStatus(plan({ figures: typed('100'), steps: [] }), 201);
    await expectStatus(adopted(id, '〔2026〕71号'), 200);
    const found = async () => (await verifyCooperative(test.services, test.cooperativeId)).findings;
    expect(await found()).toEqual([]);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    await owner`update distribution_plan_end set recorded_at = '2025-07-05' where plan_id = ${id as string}`;
    await owner.end();
    const against = (await found()).find(({ rule }) => rule === 'plan-against-law');
    expect(against?.found).toContain('ends on 2025-12-31');
  });

  it('owes what the law of Zhejiang asks of its books, also of what they showed later, until it is made up for', async () => {
    const where = { effectiveFrom: '2024-01-01', province: '33', community: 'village', source: '登记证' };
    await expectStatus(test.as('chair').post('~/jurisdictions', where), 201);
    const keptOut = { accounts: [{ chart: '2023', account: '503' }], source: '省条例' };
    await setByTwo(test, 'put', '~/kept-out-accounts', keptOut);
    await enter('2025-06-01', '102', '501', '1000.00');
    const thirty = { ...reserve, base: 'income', rate: '30' };
    const { id } = await expectStatus(plan({ steps: [thirty] }), 201);
    await expectStatus(adopted(id, '〔2026〕72号'), 200);
    await enter('2025-12-31', '102', '501', '900000.00');
    const year = { period: '2025-H2', recordDate: '2025-12-31', pool: '700' };
    const run = await runToPosted(test, resolutionId, year);
    const behind = async () => {
      const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
      expect(findings).toEqual([]);
      return noted.filter(({ remark }) => remark === 'reserve-behind-books');
    };
    expect(await behind()).toMatchObject([{ row: 'plan 1', found: '270000.00' }]);
    const { answers } = await expectStatus(test.as('auditor').get(`~/dividend-runs/${run.id}/legality`), 200);
    const told = (answers as { question: string; evidence: { en: string } }[]).find(
      ({ question }) => question === 'reserve',
    );
    expect(told?.evidence.en).toContain('270,000.00 yuan are still to be set aside');
    const draw = (amount: string) =>
      plan({ period: '2026-H1', mode: 'opening', steps: [], members: { kind: 'amount', amount } });
    const refused = await draw('630000.01');
    expect([refused.status, refused.body.code]).toEqual([409, 'distribution.reserve-of-earlier']);
    await expectStatus(draw('630000'), 201);
    await enter('2026-01-05', '322.02', '311', '270000.00');
    await expectStatus(draw('630000.01'), 201);
    expect(await behind()).toEqual([]);
  });
});
