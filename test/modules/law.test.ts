/** The law through HTTP: the pack as data, where a cooperative stands, its days of rest, and plans held to them. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { Money } from '../../src/domain/money.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand } from '../support/books.ts';
import { decide, expectStatus, setByTwo } from '../support/cooperative.ts';

let test: TestApp;
const given = { income: '1000000.00', priorLoss: '120000.00', priorUndistributed: '0.00' };
const step = (kind: string, amount: string) => ({
  kind,
  name: kind === 'reserve' ? '提取公积金' : '提取公益金',
  base: 'income',
  rate: '0',
  floor: amount,
  basis: '章程第四十一条',
});
const preview = (fields: object) =>
  test.as('accountant').post('~/distribution-plans/preview', {
    period: '2025-H2',
    mode: 'year',
    steps: [],
    members: { kind: 'rest' },
    figures: given,
    ...fields,
  });
const standIn = (province: string, community: string, effectiveFrom = '2021-01-01') =>
  test.as('chair').post('~/jurisdictions', { effectiveFrom, province, community, source: '登记证' });

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-01-20T01:00:00Z') });
});
afterAll(() => test.close());

/** By one person, confirmed by another. */
async function enter(date: string, debit: string, credit: string, amount: string): Promise<void> {
  const lines = [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ];
  const entry = { date, kind: 'manual', summary: '登记', lines };
  await expectStatus(enterByHand(test, entry), 201);
}

describe('the law', () => {
  it('is read by everybody, by day, place and rule', async () => {
    const { rows } = await expectStatus(
      test
        .as('representative')
        .get('/api/v1/law?rule=representatives.quorum&community=village&on=2012-07-01'),
      200,
    );
    expect(rows).toMatchObject([
      {
        id: 'representatives.quorum@village-2010',
        citation: { zh: '《村民委员会组织法》第二十六条' },
        value: { kind: 'proportion', numerator: 2, denominator: 3 },
        force: 'law',
        to: '2025-04-30',
      },
    ]);
    const all = (await expectStatus(test.as('representative').get('/api/v1/law'), 200)).rows as object[];
    expect(all.length).toBeGreaterThan(100);
  });

  it('holds by default for the province of the region code and an urban community', async () => {
    const { now } = await expectStatus(test.as('auditor').get('~/jurisdiction'), 200);
    expect(now).toMatchObject({ province: '99', community: 'urban', isDefault: true });
    const rules = await expectStatus(test.as('auditor').get('~/assembly-rules?on=2012-07-01'), 200);
    expect(rules.id).toBe('residents-assembly');
  });

  it('of a village is the villagers’, from the day that was set', async () => {
    expect(await expectStatus(standIn('37', 'village', '1998-11-04'), 201)).toMatchObject({ province: '37' });
    const rules = await expectStatus(test.as('auditor').get('~/assembly-rules?on=2012-07-01'), 200);
    const { quorum, notice } = (rules.bodies as { body: string; quorum: object; notice: object }[]).find(
      ({ body }) => body === 'representative-assembly',
    )!;
    expect([rules.id, quorum, notice]).toMatchObject([
      'villagers-2010',
      { numerator: 2, denominator: 3, inclusive: true },
      { days: 5 },
    ]);
  });
});

it('days of rest: the shipped table, and what the cooperative lays over it', async () => {
  const days = async (year: string) =>
    (await expectStatus(test.as('auditor').get(`~/rest-days?year=${year}`), 200)) as {
      arranged: boolean;
      days: object[];
    };
  expect((await days('2010')).days).toContainEqual({ day: '2010-10-09', rest: false, own: false });
  expect((await days('2027')).arranged).toBe(false);
  const holiday = { day: '2027-02-08', rest: true, source: '国务院办公厅通知' };
  await setByTwo(test, 'post', '~/rest-days', holiday);
  expect((await days('2027')).days).toContainEqual({ day: '2027-02-08', rest: true, own: true });
  const past = await test.as('chair').post('~/rest-days', { ...holiday, day: '2025-12-31' });
  expect([past.status, past.body.code]).toEqual([422, 'assembly.rest-day-over']);
});

/** Out of what earlier years left. */
const drawing = (amount: string) => ({
  period: '2027-H1',
  mode: 'opening',
  steps: [],
  members: { kind: 'amount', amount },
});

describe('a plan', () => {
  it('keeps to the law of its province, named or not', async () => {
    await expectStatus(standIn('31', 'village'), 201);
    const low = await preview({ steps: [step('reserve', '132000'), step('welfare', '132000')] });
    expect(low.body).toMatchObject({ code: 'distribution.preset-not-kept' });
    expect(low.body.detail).toContain('Shanghai Regulations on Rural Collective Assets, art. 25');
    await expectStatus(preview({ steps: [step('reserve', '150000'), step('welfare', '150000')] }), 200);
    expect((await preview({})).body.code).toBe('distribution.preset-not-kept');
    // The amount of the articles is held against the fund in the books, never typed.
    const reserveUntil = { amount: '500000.00', basis: '章程第四十二条' };
    expect((await preview({ reserveUntil })).body.code).toBe('distribution.preset-not-kept');
    const nothing = { reserveUntil: { ...reserveUntil, amount: '0.00' } };
    expect((await preview(nothing)).body.code).toBe('distribution.reserve-until-nothing');
    await enter('2025-01-05', '102', '311', '500000.00');
    await expectStatus(preview({ reserveUntil }), 200);
    const keep = (...accounts: readonly string[]) => ({
      accounts: accounts.map((account) => ({ chart: '2023', account })),
      source: '当地条例',
    });
    const setKept = (wish: object) => test.as('chair').put('~/kept-out-accounts', wish);
    await expectStatus(standIn('33', 'village', '2021-01-02'), 201);
    // What the province keeps out is asked, of a plan that is worked out, of one that is drawn up, and of the setting itself.
    const unkept = await preview({ steps: [step('reserve', '300000')] });
    expect([unkept.status, unkept.body.code]).toEqual([422, 'distribution.kept-out-by-law']);
    for (const said of ['503', 'Zhejiang Regulations on Rural Collective Assets, arts 10 and 27'])
      expect(unkept.body.detail).toContain(said);
    expect((await setKept(keep('504'))).body.code).toBe('distribution.kept-out-by-law');
    await setByTwo(test, 'put', '~/kept-out-accounts', keep('503'));
    expect((await setKept(keep())).body.code).toBe('distribution.kept-out-by-law');
    expect((await preview({ steps: [step('reserve', '264000')] })).body.detail).toContain('30 %');
    await expectStatus(standIn('23', 'village', '2021-01-03'), 201);
    expect((await preview({})).body.code).toBe('distribution.kept-out-by-law');
    await setByTwo(test, 'put', '~/kept-out-accounts', keep('503', '504'));
    await expectStatus(preview({}), 200);
    await expectStatus(preview({ steps: [step('reserve', '250000')] }), 200);
    await expectStatus(standIn('37', 'village', '2021-01-04'), 201);
    await setByTwo(test, 'put', '~/kept-out-accounts', keep());
  });

  it('stands in the order of the law, and knows no welfare payable since 2024', async () => {
    const late = await preview({ steps: [step('other', '1'), step('reserve', '1')] });
    expect(late.body).toMatchObject({ code: 'distribution.step-order' });
    expect(late.body.detail).toContain('财农〔2021〕121号');
    expect((await preview({ steps: [step('benefits', '1')] })).body.code).toBe(
      'distribution.no-benefits-account',
    );
    await expectStatus(preview({ period: '2012-H2', steps: [step('benefits', '1')] }), 200);
  });

  it('leaves out what may not be distributed, by account, and says so', async () => {
    const source = '专项扶持资金管理办法';
    const accounts = [{ chart: '2023', account: '503' }];
    await setByTwo(test, 'put', '~/kept-out-accounts', { accounts, source });
    const wrong = { accounts: [{ chart: '2023', account: '999' }], source };
    expect((await test.as('chair').put('~/kept-out-accounts', wrong)).body.code).toBe(
      'books.account-unknown',
    );
    await enter('2024-06-01', '102', '503', '30000.00');
    await enter('2025-06-01', '102', '503', '400.00');
    await enter('2025-06-02', '102', '501', '1000.00');
    const { figures, lines, members, carried } = await expectStatus(preview({ figures: undefined }), 200);
    expect(figures).toMatchObject({ income: '1400.00', keptOut: '400.00', priorKeptOut: '30000.00' });
    expect([members, carried]).toEqual(['1000.00', '30400.00']);
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'kept-out', amount: '30400.00' }));
    const beyond = await preview({ figures: undefined, members: { kind: 'amount', amount: '1000.01' } });
    expect(beyond.body.code).toBe('distribution.over');
    const drawing = { figures: undefined, members: { kind: 'amount', amount: '1000.01' }, drawOnPrior: true };
    expect((await preview(drawing)).body.code).toBe('distribution.over');
  });

  it('of typed figures is not adopted beyond what the books hold without what is kept out', async () => {
    const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01' }];
    const person = { registerNumber: '1', name: '股东一', birthDate: '1960-01-01', standings };
    await expectStatus(test.as('accountant').post('~/members', person), 201);
    // What an opening balance put on the account is kept out as well.
    const lines = [debit('102', '5000.00'), credit('503', '5000.00')];
    const opening = { kind: 'opening', date: '2024-01-01', summary: '期初', lines };
    await expectStatus(enterByHand(test, opening), 201);
    const figures = { income: '1400.00', priorLoss: '0', priorUndistributed: '35500.00' };
    const members = { kind: 'amount', amount: '1500.00' };
    const terms = { period: '2025-H2', mode: 'year', figures, steps: [], members, drawOnPrior: true };
    const plan = await expectStatus(test.as('accountant').post('~/distribution-plans', terms), 201);
    const resolutionId = await decide(test, { kind: 'plan', planId: plan.id }, { body: 'members-assembly' });
    const refused = await test.as('reviewer').post(`~/distribution-plans/${plan.id}/adopt`, { resolutionId });
    expect([refused.status, refused.body.code]).toEqual([409, 'distribution.not-there']);
    expect(refused.body.detail).toContain('500.00');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const adopted = owner`insert into distribution_plan_end (cooperative_id, plan_id, kind, resolution_id, recorded_at, recorded_by)
      select cooperative_id, id, 'adopted', ${resolutionId}, now(), recorded_by from distribution_plan where id = ${plan.id as string}`;
    await expect(adopted).rejects.toThrow('the plan gives what is not there');
    await owner.end();
    // What an assembly decided nobody takes away: another plan is drawn up beside it.
    const withdrawn = await test
      .as('accountant')
      .post(`~/distribution-plans/${plan.id}/withdraw`, { reason: '超过账面' });
    expect([withdrawn.status, withdrawn.body.code]).toEqual([409, 'distribution.decided']);
  });

  it('gives outside investors a line of their own, owed to them in the books', async () => {
    // The plan before was decided for the same half-year: of two of one day neither would count.
    test.setClock(new Date('2026-01-21T01:00:00Z'));
    const plan = await expectStatus(
      test.as('accountant').post('~/distribution-plans', {
        period: '2025-H2',
        mode: 'year',
        steps: [{ ...step('investors', '90'), name: '外来投资分利' }],
        members: { kind: 'rest' },
      }),
      201,
    );
    const resolutionId = await decide(test, { kind: 'plan', planId: plan.id });
    await expectStatus(
      test.as('reviewer').post(`~/distribution-plans/${plan.id}/adopt`, { resolutionId }),
      200,
    );
    const { entries } = await expectStatus(
      test.as('auditor').get('~/journal?from=2025-12-01&to=2026-01-31'),
      200,
    );
    const lines = (entries as { lines: { account: string; debit: string; credit: string }[] }[])
      .flatMap((each) => each.lines)
      .map(({ account, debit, credit }) => [account, debit, credit]);
    expect(lines).toContainEqual(['322.01.04', '90.00', '0.00']);
    expect(lines).toContainEqual(['211', '0.00', '90.00']);
    expect((await standIn('31', 'village', '2000-01-01')).body.code).toBe('assembly.rules-behind-decision');
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
  });

  it('that somebody changed behind the program is found against the law of its province', async () => {
    const asked = await expectStatus(standIn('33', 'village', '2026-02-01'), 201);
    await expectStatus(test.as('supervisor').post(`~/jurisdictions/${asked.version}/confirm`), 200);
    test.setClock(new Date('2027-01-20T01:00:00Z'));
    const figures = { income: '100.00', priorLoss: '0', priorUndistributed: '0' };
    const terms = {
      period: '2026-H2',
      mode: 'year',
      figures,
      steps: [{ ...step('reserve', '30'), base: 'income', rate: '30', floor: undefined }],
      members: { kind: 'amount', amount: '10.00' },
    };
    // What the books earned is not typed as something of earlier years, of which no reserve is asked; nor is more typed than they show.
    await enter('2026-06-01', '102', '501', '100.00');
    const plan = await expectStatus(test.as('accountant').post('~/distribution-plans', terms), 201);
    const more = { ...terms, figures: { ...figures, income: '100.01' } };
    const overstated = await test.as('accountant').post('~/distribution-plans', more);
    expect([overstated.status, overstated.body.code]).toEqual([422, 'distribution.income-above-books']);
    const hidden = { ...terms, figures: { ...figures, income: '59.99', priorUndistributed: '40.01' } };
    const understated = await test.as('accountant').post('~/distribution-plans', hidden);
    expect([understated.status, understated.body.code]).toEqual([422, 'distribution.income-below-books']);
    // Until that plan is adopted, a later one leaves of what earlier years left what the law asks to be set aside of 2026.
    const known = await expectStatus(
      test.as('auditor').post('~/distribution-plans/preview', drawing('1.00')),
      200,
    );
    const { priorUndistributed, priorKeptOut } = known.figures as Record<string, string>;
    const rest = Money.parse(priorUndistributed!)
      .minus(Money.parse(priorKeptOut!))
      .minus(Money.parse('30.00'));
    const beyond = drawing(`${rest.plus(Money.parse('0.01'))}`);
    await expectStatus(test.as('accountant').post('~/distribution-plans/preview', drawing(`${rest}`)), 200);
    // Figures that somebody types give it no more to draw on.
    const typed = { income: '0.00', priorLoss: '0.00', priorUndistributed: '900000000.00' };
    const richer = await test.as('accountant').post('~/distribution-plans', { ...beyond, figures: typed });
    expect(richer.body.code).toBe('distribution.reserve-of-earlier');
    const early = await test.as('accountant').post('~/distribution-plans', beyond);
    expect([early.status, early.body.code]).toEqual([409, 'distribution.reserve-of-earlier']);
    for (const said of ['2026', '30.00', '0.01']) expect(early.body.detail).toContain(said);
    const resolutionId = await decide(test, { kind: 'plan', planId: plan.id });
    const adopted = test.as('reviewer').post(`~/distribution-plans/${plan.id}/adopt`, { resolutionId });
    await expectStatus(adopted, 200);
    const rules = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).findings.map(({ rule }) => rule);
    expect(await rules()).toEqual([]);
    const all = drawing(`${rest.minus(Money.parse('10.00'))}`);
    await expectStatus(test.as('accountant').post('~/distribution-plans/preview', all), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`alter table distribution_plan disable trigger user;
      update distribution_plan set terms = jsonb_set(terms, '{steps,0,rate}', '"20"'), reserve = 20
      where id = '${String(plan.id)}'`);
    await owner.end();
    expect(await rules()).toContain('plan-against-law');
  });
});
