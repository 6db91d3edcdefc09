/** Assets through HTTP: what the collective owns, what it is worth and brings in, and how well its value is kept. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPdf } from '../documents/read-pdf.ts';
import { closeYear, enterByHand } from '../support/books.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, openRegister, runToPosted } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-06-30T01:00:00Z') });
});
afterEach(() => test.close());

const accountant = () => test.as('accountant');
const enter = (fields: object) =>
  accountant().post('~/assets', {
    kind: 'operating',
    name: '临街商铺',
    place: '泉东路',
    acquiredOn: '2020-01-01',
    value: '306000',
    source: '清产核资',
    ...fields,
  });
const value = (assetId: string, valuedOn: string, amount: string) =>
  accountant().post(`~/assets/${assetId}/valuations`, { valuedOn, value: amount, source: '评估' });
const use = (assetId: string, fields: object) =>
  accountant().post(`~/assets/${assetId}/uses`, { note: '租赁', ...fields });
const end = (assetId: string, fields: object = {}) =>
  accountant().post(`~/assets/${assetId}/end`, {
    endedOn: '2025-05-31',
    reason: '征收拆除',
    ...fields,
  });
const strike = (assetId: string, recordId: string) =>
  accountant().post(`~/assets/${assetId}/records/${recordId}/strike`, { reason: '录入有误' });
const preservation = (query = '') =>
  expectStatus(
    test.as('representative').get(`~/assets/preservation?from=2025-01-01&to=2025-06-30${query}`),
    200,
  );
const register = () => expectStatus(test.as('auditor').get('~/assets?from=2025-01-01&to=2025-06-30'), 200);
const journal = (date: string, debitOf: string, creditOf: string, amount: string, kind = 'manual') =>
  expectStatus(
    enterByHand(test, {
      kind,
      date,
      summary: '测试',
      lines: [
        { account: debitOf, debit: amount },
        { account: creditOf, credit: amount },
      ],
    }),
    201,
  );

const on = (day: string) => test.setClock(new Date(`${day}T01:00:00Z`));

/** 10,000 yuan, posted within the half-year: its notice hangs from the 19th on. */
async function distribute(): Promise<void> {
  on('2025-06-18');
  const resolutionId = await openRegister(test, ['100', '100']);
  const run = { period: '2025-H1', recordDate: '2025-06-18', pool: '10000', taxRate: '0' };
  await runToPosted(test, resolutionId, run);
  on('2025-06-30');
}

describe('worked example 15', () => {
  it('306,000 to 350,000 with an objective increase of 30,000 is 104.58 %; with dividends of 10,000 added back 107.84 %', async () => {
    await distribute();
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    await expectStatus(value(id, '2025-06-30', '320000'), 201);
    const given = { number: 'A-2', kind: 'resource', name: '划转机动地', acquiredOn: '2025-03-01' };
    await expectStatus(enter({ ...given, value: '30000', objective: '上级划转' }), 201);
    expect(await preservation()).toMatchObject({
      basis: 'register',
      opening: '306000.00',
      closing: '350000.00',
      objectiveIncrease: '30000.00',
      dividendsAddedBack: '0.00',
      rate: '104.58',
      verdict: 'grown',
      entered: [],
      formula: '(350,000.00 − 30,000.00 + 0.00) ÷ 306,000.00 × 100 % = 104.58 %',
    });
    expect(await preservation('&addDividendsBack=true&lang=zh')).toMatchObject({
      dividendsAddedBack: '10000.00',
      adjustedClosing: '330000.00',
      rate: '107.84',
      verdictText: '资产增值',
      formula: '(350,000.00 − 30,000.00 + 0.00 + 10,000.00) ÷ 306,000.00 × 100 % = 107.84 %',
    });
  });

  it('comes to the same from the net assets in the books', async () => {
    on('2025-06-18');
    await journal('2024-12-31', '102', '301', '306000', 'opening');
    await journal('2025-02-01', '102', '501', '24000');
    await journal('2025-03-01', '151', '311', '30000');
    const given = { number: 'A-2', kind: 'resource', name: '划转机动地', acquiredOn: '2025-03-01' };
    await expectStatus(enter({ ...given, value: '30000', objective: '上级划转' }), 201);
    const books = '&basis=books&addDividendsBack=true';
    expect(await preservation(books)).toMatchObject({ closing: '360000.00', rate: '107.84' });
    await distribute();
    expect(await preservation('&basis=books')).toMatchObject({
      basis: 'books',
      opening: '306000.00',
      closing: '350000.00',
      objectiveIncrease: '30000.00',
      rate: '104.58',
    });
    expect(await preservation(books)).toMatchObject({ dividendsAddedBack: '10000.00', rate: '107.84' });
    // Closing the year moves the dividends on; they were given all the same.
    test.setClock(new Date('2026-01-05T01:00:00Z'));
    await expectStatus(closeYear(test, 2025), 201);
    const year = await expectStatus(
      test
        .as('auditor')
        .get('~/assets/preservation?from=2025-01-01&to=2025-12-31&basis=books&addDividendsBack=true'),
      200,
    );
    expect(year).toMatchObject({ closing: '350000.00', dividendsAddedBack: '10000.00', rate: '107.84' });
    const { id } = await expectStatus(
      accountant().post(...askFor({ kind: 'half-year-report', period: '2025-H1' })),
      201,
    );
    const { rawPayload } = await test.as('auditor').get(`~/documents/${id}/content`);
    const text = (await readPdf(rawPayload)).text.replace(/\s/g, '');
    expect(text).toContain('按账面净资产（所有者权益）：资产增值');
    expect(text).toContain('÷306,000.00×100%=104.58%');
    expect(text).toContain('=107.84%');
  });

  it('may be worked out from figures that are entered', async () => {
    const entered = '&opening=306000&closing=350000&objectiveIncrease=30000';
    expect(await preservation(entered)).toMatchObject({
      rate: '104.58',
      entered: ['opening', 'closing', 'objectiveIncrease'],
    });
    const refused = test
      .as('auditor')
      .get('~/assets/preservation?from=2025-01-01&to=2025-06-30&objectiveDecrease=-1');
    expect((await refused).body.code).toBe('asset.amount-negative');
  });

  it.each([
    ['-5', '10', 'recovered', '期初为负，期末不再为负，已扭亏；不计算比率'],
    ['-5', '-4', 'still-negative', '期初期末均为负，不计算比率'],
    ['0', '10', 'from-nothing', '期初为零，期末有值，不计算比率'],
    ['100', '0', 'lost', '剔除客观因素后期末为零或为负，未能保值；不计算比率'],
    ['100', '-1', 'lost', '剔除客观因素后期末为零或为负，未能保值；不计算比率'],
  ])('of %s to %s is a verdict, not a rate: %s', async (opening, closing, verdict, verdictText) => {
    expect(await preservation(`&opening=${opening}&closing=${closing}&lang=zh`)).toMatchObject({
      rate: null,
      verdict,
      verdictText,
    });
  });
});

describe('the register of assets', () => {
  it('lists what there is with value, income and idle days, by kind, and how it left', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    await expectStatus(enter({ number: 'A-10', kind: 'non-operating', name: '文化广场', value: '0' }), 201);
    await expectStatus(enter({ number: 'A-2', kind: 'resource', name: '机动地', value: '5000' }), 201);
    await expectStatus(use(id, { from: '2025-01-01', to: '2025-03-31', income: '9000' }), 201);
    await expectStatus(use(id, { from: '2024-12-22', to: '2025-01-10', note: '空置' }), 201);
    await expectStatus(use(id, { from: '2025-04-01', to: '2025-04-10', note: '空置' }), 201);
    const list = await register();
    expect(list.assets.map((each: { number: string }) => each.number)).toEqual(['A-1', 'A-2', 'A-10']);
    // Of the idle days before the span, only those within it count.
    expect(list.assets[0]).toMatchObject({ value: '306000.00', income: '9000.00', idleDays: 20 });
    expect(list.totals).toEqual([
      { kind: 'operating', count: 1, opening: '306000.00', closing: '306000.00', income: '9000.00' },
      { kind: 'non-operating', count: 1, opening: '0.00', closing: '0.00', income: '0.00' },
      { kind: 'resource', count: 1, opening: '5000.00', closing: '5000.00', income: '0.00' },
    ]);
    await expectStatus(end(id, { objective: '国家征收' }), 201);
    expect((await register()).assets[0]).toMatchObject({ value: null, endedOn: '2025-05-31' });
    expect(await preservation()).toMatchObject({
      closing: '5000.00',
      objectiveDecrease: '306000.00',
      rate: '100.00',
      verdict: 'preserved',
    });
  });

  it('takes late records of the time before an asset left, and none of the time after', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    await expectStatus(end(id), 201);
    expect((await end(id, { endedOn: '2025-05-30' })).body.code).toBe('asset.ended');
    await expectStatus(value(id, '2025-03-31', '310000'), 201);
    await expectStatus(use(id, { from: '2025-01-01', to: '2025-05-31', income: '9000' }), 201);
    expect((await value(id, '2025-05-31', '1')).body.code).toBe('asset.ended');
    expect((await use(id, { from: '2025-05-01', to: '2025-06-01', income: '1' })).body.code).toBe(
      'asset.ended',
    );
  });

  it('does not let an asset leave before what is known of it', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    await expectStatus(value(id, '2025-06-30', '1'), 201);
    const early = await end(id);
    expect(early.body).toMatchObject({ code: 'asset.known-later', faults: [{ pointer: '/endedOn' }] });
  });

  it('keeps what was struck, and counts it no more', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    const wrong = await expectStatus(value(id, '2025-06-30', '3200000'), 201);
    expect((await value(id, '2025-06-30', '320000')).body.code).toBe('asset.valued-that-day');
    await expectStatus(strike(id, wrong.id), 201);
    expect((await strike(id, wrong.id)).body.code).toBe('asset.record-unknown');
    await expectStatus(value(id, '2025-06-30', '320000'), 201);
    const idle = await expectStatus(use(id, { from: '2025-01-01', to: '2025-01-31' }), 201);
    await expectStatus(strike(id, idle.id), 201);
    const left = await expectStatus(end(id, { endedOn: '2025-06-30' }), 201);
    expect((await register()).assets[0]).toMatchObject({ value: null });
    // What one person takes off the register is named to whoever meets.
    expect((await register()).gone).toMatchObject([{ number: 'A-1', on: '2025-06-30', struck: false }]);
    await expectStatus(strike(id, left.id), 201);
    expect((await register()).gone).toEqual([]);
    expect((await register()).assets[0]).toMatchObject({ value: '320000.00', idleDays: 0, endedOn: null });
    expect(await expectStatus(test.as('auditor').get(`~/assets/${id}`), 200)).toMatchObject({
      number: 'A-1',
      valuations: [
        { valuedOn: '2020-01-01', struck: null },
        { value: '3200000.00', struck: '录入有误' },
        { value: '320000.00', struck: null },
      ],
      uses: [{ income: null, struck: '录入有误' }],
      ends: [{ struck: '录入有误' }],
    });
    await expectStatus(strike(id, id), 201);
    expect(await register()).toMatchObject({
      assets: [],
      gone: [{ number: 'A-1', on: '2025-06-30', reason: '录入有误', struck: true }],
    });
    expect((await value(id, '2025-06-29', '1')).body.code).toBe('asset.unknown');
  });

  it('refuses what cannot be', async () => {
    const { id } = await expectStatus(enter({ number: 'A-1' }), 201);
    expect((await enter({ number: 'A-1' })).body.code).toBe('asset.number-taken');
    expect((await value(id, '2019-12-31', '1')).body.code).toBe('asset.date-before');
    expect((await value(id, '2025-07-01', '1')).body.code).toBe('books.entry-in-future');
    expect((await value(id, '2025-06-29', '-1')).body.code).toBe('asset.amount-negative');
    expect((await use(id, { from: '2025-05-01', to: '2025-04-10' })).body.code).toBe('asset.span-backwards');
    expect((await use(id, { from: '2025-06-01', to: '2025-07-10' })).body.code).toBe('books.entry-in-future');
    await expectStatus(use(id, { from: '2025-04-01', to: '2025-04-30' }), 201);
    expect((await use(id, { from: '2025-04-30', to: '2025-05-02' })).body.code).toBe('asset.idle-already');
    await expectStatus(use(id, { from: '2025-04-30', to: '2025-05-02', income: '1' }), 201);
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect((await end(unknown)).body.code).toBe('asset.unknown');
    expect((await test.as('auditor').get(`~/assets/${unknown}`)).body.code).toBe('asset.unknown');
    const backwards = await test.as('auditor').get('~/assets?from=2025-07-01&to=2025-06-30');
    expect(backwards.body.code).toBe('asset.span-backwards');
  });
});
