/** The books through HTTP: balanced entries, months that close, statements that follow from entries alone. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { closeYear, enterByHand, openTill, takeBack } from '../support/books.ts';
import { makeBatch, openAccounts } from '../support/payout.ts';
import { decideReversal, expectStatus, onceItIs, openRegister, runToPosted } from '../support/cooperative.ts';
import { besidesRows } from '../support/past-the-program.ts';

let test: TestApp;

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-08-02T01:00:00Z') });
});
afterEach(() => test.close());

const enter = (date: string, lines: readonly object[], fields: object = {}) =>
  enterByHand(test, { date, summary: '测试凭证', lines, ...fields });
const dr = (account: string, amount: string) => ({ account, debit: amount });
const cr = (account: string, amount: string) => ({ account, credit: amount });
const trial = async (from: string, to: string) =>
  expectStatus(test.as('auditor').get(`~/trial-balance?from=${from}&to=${to}`), 200);
const closingOf = (body: { rows: { account: string; closing: string }[] }) =>
  Object.fromEntries(body.rows.map(({ account, closing }) => [account, closing]));

describe('an entry by hand', () => {
  it('is numbered within its month, shown with the names of its accounts, and moves the trial balance', async () => {
    const first = await expectStatus(enter('2025-07-05', [dr('102', '1000.00'), cr('501', '1000.00')]), 201);
    const second = await expectStatus(enter('2025-07-31', [dr('513', '50.50'), cr('102', '50.50')]), 201);
    const august = await expectStatus(enter('2025-08-01', [dr('101', '80'), cr('102', '80')]), 201);
    expect([first.number, second.number, august.number]).toEqual([
      '记-2025-07-001',
      '记-2025-07-002',
      '记-2025-08-001',
    ]);
    expect(first.lines[0]).toMatchObject({
      account: '102',
      name: '银行存款',
      debit: '1000.00',
      credit: '0.00',
    });
    const july = await trial('2025-07-01', '2025-07-31');
    expect(closingOf(july)).toEqual({ 102: '949.50', 501: '-1000.00', 513: '50.50' });
    expect(july.totals).toEqual({ opening: '0.00', debit: '1050.50', credit: '1050.50', closing: '0.00' });
    const { entries, next } = await expectStatus(
      test.as('representative').get('~/journal?from=2025-07-01&to=2025-08-31&limit=2'),
      200,
    );
    expect(entries).toHaveLength(2);
    const rest = await expectStatus(
      test
        .as('auditor')
        .get(`~/journal?from=2025-07-01&to=2025-08-31&limit=2&after=${encodeURIComponent(next)}`),
      200,
    );
    expect(rest.entries.map((each: { number: string }) => each.number)).toEqual(['记-2025-08-001']);
  });

  it('is refused with every fault and its place', async () => {
    const { body, status } = await enter('2025-07-05', [dr('999', '1.00'), { account: '102' }]);
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('/lines/0/account');
    expect(JSON.stringify(body)).toContain('/lines/1');
    expect((await enter('2025-07-05', [dr('102', '1.00'), cr('501', '1.01')])).body.code).toBe(
      'books.entry-unbalanced',
    );
    expect((await enter('2025-08-03', [dr('102', '1.00'), cr('501', '1.00')])).body.code).toBe(
      'books.entry-in-future',
    );
    expect((await enter('2025-07-05', [dr('113', '1.00'), cr('102', '1.00')])).body.code).toBe(
      'books.account-kept-by-ledger',
    );
    expect((await enter('2025-07-05', [dr('322', '1.00'), cr('102', '1.00')])).body.code).toBe(
      'books.account-has-parts',
    );
    // A part of 113 would be owed to nobody.
    expect((await enter('2025-07-05', [dr('113.01', '1.00'), cr('102', '1.00')])).body.code).toBe(
      'books.account-unknown',
    );
    const holder = { kind: 'member', number: '1' };
    expect((await enter('2025-07-05', [{ ...dr('102', '1.00'), holder }, cr('501', '1.00')])).body.code).toBe(
      'books.holder-not-here',
    );
    const { entries } = await expectStatus(
      test.as('auditor').get('~/journal?from=2025-01-01&to=2025-12-31'),
      200,
    );
    expect(entries).toEqual([]);
  });

  it('is taken back by the same lines in red, once, and a reversal is not reversed', async () => {
    const { id } = await expectStatus(enter('2025-07-05', [dr('102', '10.00'), cr('501', '10.00')]), 201);
    const reverse = (entryId: string) => takeBack(test, entryId, { reason: '金额有误' });
    const early = { date: '2025-07-04', reason: '金额有误' };
    expect((await test.as('accountant').post(`~/journal/${id}/reverse`, early)).body.code).toBe(
      'books.reversal-before-entry',
    );
    const red = await expectStatus(reverse(id), 201);
    expect(red).toMatchObject({ kind: 'reversal', reverses: id, date: '2025-08-02' });
    expect(red.lines[0]).toMatchObject({ account: '102', debit: '-10.00' });
    expect((await reverse(id)).body.code).toBe('books.entry-reversed');
    expect((await reverse(red.id)).body.code).toBe('books.entry-is-reversal');
    expect((await reverse('00000000-0000-7000-8000-000000000000')).body.code).toBe('books.entry-unknown');
    expect(closingOf(await trial('2025-07-01', '2025-08-31'))).toEqual({});
  });

  it('may use an own part of an official account', async () => {
    const add = (code: string) =>
      test.as('accountant').post('~/ledger-accounts', { chart: '2023', code, name: '工行基本户' });
    await expectStatus(add('102.01'), 201);
    expect((await add('102.01')).body.code).toBe('books.account-taken');
    expect((await add('113.01')).body.code).toBe('books.account-complete');
    expect((await add('322.03')).body.code).toBe('books.account-complete');
    const slip = await enter('2025-07-05', [dr('102.10', '10.00'), cr('501', '10.00')]);
    expect(slip.body).toMatchObject({
      code: 'books.part-not-added',
      faults: [{ pointer: '/lines/0/account' }],
    });
    await expectStatus(enter('2025-07-05', [dr('102.01', '10.00'), cr('501', '10.00')]), 201);
    const { rows } = await trial('2025-07-01', '2025-07-31');
    expect(rows[0]).toMatchObject({ account: '102.01', name: '工行基本户' });
    const chart = await expectStatus(test.as('auditor').get('~/ledger-accounts?chart=2023'), 200);
    expect(chart.accounts.find((each: { own: boolean }) => each.own)).toMatchObject({
      code: '102.01',
      side: 'debit',
    });
  });
});

describe('months', () => {
  const close = (month: string) => test.as('accountant').post(`~/months/${month}/close`);
  const reopen = (role: 'reviewer' | 'chair', month: string) =>
    test.as(role).post(`~/months/${month}/reopen`, { reason: '补记凭证' });

  it('close in their order, take no entries then, and are reopened by another person from the last', async () => {
    await expectStatus(enter('2025-05-05', [dr('102', '1.00'), cr('501', '1.00')]), 201);
    await expectStatus(enter('2025-07-05', [dr('102', '1.00'), cr('501', '1.00')]), 201);
    expect((await close('2025-08')).body.code).toBe('books.month-not-over');
    expect((await close('2025-07')).body.code).toBe('books.month-before-open');
    await expectStatus(close('2025-05'), 200);
    expect((await close('2025-05')).body.code).toBe('books.month-closed');
    // Whose closing it was, in both languages.
    const late = await enter('2025-05-31', [dr('102', '1.00'), cr('501', '1.00')]);
    expect(late.body.code).toBe('books.month-closed');
    const { closed: known } = await expectStatus(test.as('auditor').get('~/months'), 200);
    const { closedBy } = known[0] as { closedBy: string };
    expect(closedBy).not.toBe('');
    expect(late.body.detail).toBe(
      `2025-05 was closed by ${closedBy} on 2025-08-02: it and the months before take no entries; if one must be corrected, another person reopens it.`,
    );
    const inChinese = await test
      .as('accountant')
      .post('~/months/2025-05/close', {}, { 'accept-language': 'zh' });
    expect(inChinese.body.detail).toContain(`2025-05 已由${closedBy}于 2025-08-02 结账`);
    await expectStatus(close('2025-07'), 200);
    // June had no entries and was not closed by itself, but what July opened with is settled.
    const june = await enter('2025-06-15', [dr('102', '1.00'), cr('501', '1.00')]);
    expect(june.body.code).toBe('books.month-closed');
    expect(june.body.detail).toContain('2025-07');
    expect((await reopen('reviewer', '2025-05')).body.code).toBe('books.month-after-closed');
    expect((await reopen('reviewer', '2025-06')).body.code).toBe('books.month-open');
    await expectStatus(reopen('reviewer', '2025-07'), 200);
    const { closed } = await expectStatus(test.as('auditor').get('~/months'), 200);
    expect(closed.map((each: { month: string }) => each.month)).toEqual(['2025-05']);
    await expectStatus(enter('2025-07-31', [dr('102', '1.00'), cr('501', '1.00')]), 201);
  });

  it('are not reopened by whoever closed them', async () => {
    await expectStatus(close('2025-06'), 200);
    const own = await onceItIs(test, 'chair', () =>
      test.as('accountant').post('~/months/2025-06/reopen', { reason: '补记' }),
    );
    expect(own.body.code).toBe('books.reopened-by-closer');
  });
});

describe('a year', () => {
  it('is closed to undistributed income, once, unless the closing is taken back', async () => {
    await expectStatus(enter('2024-03-01', [dr('102', '900.00'), cr('501', '900.00')]), 201);
    await expectStatus(enter('2024-04-01', [dr('513', '300.00'), cr('102', '300.00')]), 201);
    await expectStatus(enter('2024-12-31', [dr('322.01.01', '60.00'), cr('311', '60.00')]), 201);
    const close = () => closeYear(test, 2024);
    const { entries } = await expectStatus(close(), 201);
    expect(entries).toHaveLength(3);
    expect(closingOf(await trial('2025-01-01', '2025-08-01'))).toEqual({
      '102': '600.00',
      '311': '-60.00',
      '322.02': '-540.00',
    });
    const statement = await expectStatus(
      test.as('auditor').get('~/income-statement?from=2024-01-01&to=2024-12-31'),
      200,
    );
    const amount = (key: string) =>
      (statement.lines as { key: string; amount: string }[]).find((each) => each.key === key)?.amount;
    expect([amount('net'), amount('reserve'), amount('undistributed')]).toEqual([
      '600.00',
      '60.00',
      '540.00',
    ]);
    const next = await expectStatus(
      test.as('auditor').get('~/income-statement?from=2025-01-01&to=2025-06-30'),
      200,
    );
    expect(next.lines.find((each: { key: string }) => each.key === 'opening').amount).toBe('540.00');
    expect((await close()).body.code).toBe('books.year-closed');
    const late = await enter('2024-12-30', [dr('102', '1.00'), cr('501', '1.00')]);
    expect(late.body.code).toBe('books.year-takes-no-entries');
    expect(late.body.detail).toMatch(/^The year 2024 was closed by .+ on 2025-08-02 and takes no entries/);
    const [first] = entries as { id: string }[];
    const byHand = { date: '2024-12-31', reason: '漏记收入' };
    expect((await test.as('accountant').post(`~/journal/${first?.id}/reverse`, byHand)).body.code).toBe(
      'books.closing-not-by-hand',
    );
    const body = { reason: '漏记收入' };
    await expectStatus(test.as('accountant').post('~/years/2024/reopen', body), 403);
    const back = await expectStatus(test.as('reviewer').post('~/years/2024/reopen', body), 201);
    expect(back.entries).toHaveLength(3);
    expect((await test.as('reviewer').post('~/years/2024/reopen', body)).body.code).toBe('books.year-open');
    expect(closingOf(await trial('2024-01-01', '2024-12-31'))).toMatchObject({
      '501': '-900.00',
      '322.01.01': '60.00',
    });
    await expectStatus(close(), 201);
    const again = await trial('2025-01-01', '2025-08-01');
    expect(closingOf(again)['322.02']).toBe('-540.00');
    expect((await test.as('accountant').post('~/years/2025/close')).body.code).toBe('books.year-not-over');
    expect((await test.as('accountant').post('~/years/2019/close')).body.code).toBe('books.nothing-to-close');
  });

  it('is closed after the one before it, and reopened by another person before it', async () => {
    await expectStatus(enter('2023-03-01', [dr('102', '900.00'), cr('501', '900.00')]), 201);
    await expectStatus(enter('2024-03-01', [dr('102', '50.00'), cr('501', '50.00')]), 201);
    const close = (year: number) => closeYear(test, year);
    const reopen = (role: 'accountant' | 'reviewer', year: number) =>
      test.as(role).post(`~/years/${year}/reopen`, { reason: '漏记收入' });
    const early = await test.as('accountant').post('~/years/2024/close');
    expect(early.body.code).toBe('books.year-before-open');
    await expectStatus(close(2023), 201);
    expect((await close(2024)).body.code).toBe('books.year-before-unconfirmed');
    const before = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = before.begin(async (tx) => {
      await tx.unsafe(`set local role hegu_app; set local app.cooperative_id = '${test.cooperativeId}'`);
      await tx`insert into journal_entry select (e).* from (select jsonb_populate_record(j, jsonb_build_object('id',
          gen_random_uuid(), 'number', 99999, 'entry_date', '2024-12-31', 'source', 'year-close:2024:income:1')) as e
        from journal_entry j where source like 'year-close:2023:income:%' limit 1) one`;
    });
    await expect(past).rejects.toThrow('confirmed the year before it');
    await before.end();
    await expectStatus(test.as('reviewer').post('~/years/2023/confirm'), 200);
    await expectStatus(close(2024), 201);
    expect((await reopen('reviewer', 2023)).body.code).toBe('books.year-after-closed');
    const own = await onceItIs(test, 'chair', () => reopen('accountant', 2024));
    expect(own.body.code).toBe('books.reopened-by-closer');
    await expectStatus(reopen('reviewer', 2024), 201);
    // 2023 was confirmed: it is opened again, its December with it, by one who asks and another who confirms.
    const month = (which: string) =>
      test.as('reviewer').post(`~/months/${which}/reopen`, { reason: '漏记收入' });
    await expectStatus(month('2024-03'), 200);
    expect((await month('2023-12')).body.code).toBe('books.month-of-confirmed-year');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const who = test.as('reviewer').userId;
    const alone = `insert into month_close select cooperative_id, gen_random_uuid(), '2023-12', 'reopened', 'x', now(), '${who}' from month_close limit 1`;
    await expect(owner.unsafe(alone)).rejects.toThrow('by one who asks and another who confirms');
    const undone =
      await owner.unsafe(`select closing_undone_alone(jsonb_populate_record(j, jsonb_build_object('reverses', j.id, 'recorded_at', now(),
      'recorded_by', '${who}'))) as alone from journal_entry j where source like 'year-close:2023:income:%'`);
    expect(undone[0]).toEqual({ alone: true });
    await owner.end();
    const asked = await expectStatus(reopen('reviewer', 2023), 201);
    expect(asked).toMatchObject({ entries: [], awaits: expect.any(String) });
    expect((await reopen('reviewer', 2023)).body.code).toBe('books.year-reopening-waits');
    const answer = (role: Role, what: string, body: object = {}) =>
      test.as(role).post(`~/years/2023/reopening/${what}`, body);
    expect((await answer('reviewer', 'confirm')).body.code).toBe('books.year-reopening-own');
    await expectStatus(answer('accountant', 'confirm'), 403);
    await expectStatus(answer('supervisor', 'send-back', { reason: '下年更正' }), 200);
    expect((await answer('chair', 'confirm')).body.code).toBe('books.year-reopening-unknown');
    await expectStatus(reopen('reviewer', 2023), 201);
    const { items } = await expectStatus(test.as('chair').get('~/waiting?lang=zh'), 200);
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'year-reopening', known: { year: '2023' } }),
    );
    expect((await expectStatus(answer('chair', 'confirm'), 200)).entries).toHaveLength(2);
    await expectStatus(enter('2023-12-01', [dr('102', '1.00'), cr('501', '1.00')]), 201);
  });
});

describe('the switch of charts', () => {
  it('carries every balance over by the mapping that is shown', async () => {
    const opening = [
      dr('102', '5000.00'),
      dr('154', '700.00'),
      cr('212', '300.00'),
      cr('202', '400.00'),
      cr('301', '5000.00'),
    ];
    await expectStatus(enter('2023-12-01', opening, { kind: 'opening' }), 201);
    await expectStatus(enter('2024-02-01', [dr('154', '1.00'), cr('102', '1.00')]), 201);
    const after = await trial('2024-01-01', '2024-06-30');
    expect(after.chart).toBe('2023');
    expect(
      after.rows.map((row: { account: string; opening: string; closing: string }) => [
        row.account,
        row.opening,
        row.closing,
      ]),
    ).toEqual([
      ['102', '5000.00', '4999.00'],
      ['153', '700.00', '700.00'],
      ['154', '0.00', '1.00'],
      ['211', '-400.00', '-400.00'],
      ['301', '-5000.00', '-5000.00'],
      ['311', '-300.00', '-300.00'],
    ]);
    const across = await test.as('auditor').get('~/trial-balance?from=2023-07-01&to=2024-06-30');
    expect(across.body.code).toBe('books.span-across-charts');
    const backwards = await test.as('auditor').get('~/trial-balance?from=2024-07-01&to=2024-06-30');
    expect(backwards.body.code).toBe('books.span-backwards');
    const { accounts } = await expectStatus(
      test.as('auditor').get('~/chart-mapping', { 'accept-language': 'zh' }),
      200,
    );
    expect(accounts.find((each: { from: string }) => each.from === '212')).toMatchObject({
      fromName: '应付福利费',
      to: '311',
      toName: '公积公益金',
      balance: '-300.00',
    });
    const sheet = await expectStatus(test.as('auditor').get('~/balance-sheet?on=2024-06-30'), 200);
    expect(sheet.totalAssets).toBe('5700.00');
    expect(sheet.totalLiabilitiesAndEquity).toBe('5700.00');
  });

  it('carries own parts over under their new code, with their names', async () => {
    const add = (code: string, name: string) =>
      test.as('accountant').post('~/ledger-accounts', { chart: '2004', code, name });
    await expectStatus(add('202.05', '应付工程款'), 201);
    await expectStatus(add('212.01', '五保户供养'), 201);
    const opening = [
      dr('102', '900.00'),
      cr('202.05', '400.00'),
      cr('212.01', '100.00'),
      cr('301', '400.00'),
    ];
    await expectStatus(enter('2023-12-01', opening, { kind: 'opening' }), 201);
    const { accounts } = await expectStatus(
      test.as('auditor').get('~/chart-mapping', { 'accept-language': 'zh' }),
      200,
    );
    expect(accounts.filter((each: { balance: string }) => each.balance !== '0.00')).toMatchObject([
      { from: '102', to: '102', balance: '900.00' },
      { from: '202.05', fromName: '应付工程款', to: '211.05', toName: '应付工程款', balance: '-400.00' },
      { from: '212.01', fromName: '五保户供养', to: '311', toName: '公积公益金', balance: '-100.00' },
      { from: '301', to: '301', balance: '-400.00' },
    ]);
    const { rows } = await trial('2024-01-01', '2024-06-30');
    expect(rows).toMatchObject([
      { account: '102' },
      { account: '211.05', name: '应付工程款', opening: '-400.00' },
      { account: '301' },
      { account: '311', opening: '-100.00' },
    ]);
    // The part goes on without being added anew.
    const paid = await expectStatus(enter('2024-02-01', [dr('211.05', '400.00'), cr('102', '400.00')]), 201);
    expect(paid.lines[0]).toMatchObject({ account: '211.05', name: '应付工程款' });
  });

  it('a mistake of before is taken back after it under the code of now: 502 was an expense', async () => {
    await expectStatus(
      enter('2023-01-01', [dr('102', '500.00'), cr('301', '500.00')], { kind: 'opening' }),
      201,
    );
    const wrong = await expectStatus(
      enter('2023-11-01', [dr('502', '70.00'), cr('202', '30.00'), cr('211', '40.00')]),
      201,
    );
    await expectStatus(closeYear(test, 2023), 201);
    const body = { date: '2024-01-10', reason: '重复记账' };
    const blue = await expectStatus(takeBack(test, wrong.id as string, body), 201);
    // Not this year's income: what was an expense then is undistributed income by now, in blue, and names the voucher.
    expect(blue.summary).toBe('更正 2023 年 记-2023-11-001（计入未分配收益）：重复记账');
    expect(
      blue.lines.map((each: { account: string; name: string; debit: string; credit: string }) => [
        ...[each.account, each.name, each.debit, each.credit],
      ]),
    ).toEqual([
      ['322.02', '收益分配——未分配收益', '0.00', '70.00'],
      ['211', '应付款', '30.00', '0.00'],
      ['212', '应付工资', '40.00', '0.00'],
    ]);
    expect(closingOf(await trial('2024-01-01', '2024-01-31'))).toEqual({
      '102': '500.00',
      '211': '0.00',
      '212': '0.00',
      '301': '-500.00',
      '322.02': '0.00',
    });
    const { lines } = await expectStatus(
      test.as('auditor').get('~/income-statement?from=2024-01-01&to=2024-01-31'),
      200,
    );
    const amountOf = (key: string) =>
      (lines as { key: string; amount: string }[]).find((line) => line.key === key)?.amount;
    expect([amountOf('net'), amountOf('transfer'), amountOf('undistributed')]).toEqual([
      ...['0.00', '70.00', '0.00'],
    ]);
  });
});

describe('the statements', () => {
  interface Line {
    readonly key: string;
    readonly name: string;
    readonly amount: string;
    readonly opening: string;
  }
  const sheetOn = async (on: string) => {
    const sheet = await expectStatus(
      test.as('auditor').get(`~/balance-sheet?on=${on}`, { 'accept-language': 'zh' }),
      200,
    );
    expect(sheet.totalLiabilitiesAndEquity, on).toBe(sheet.totalAssets);
    return sheet;
  };
  const shown = (lines: readonly Line[]) =>
    lines
      .filter(({ amount, opening }) => amount !== '0.00' || opening !== '0.00')
      .map(({ name, amount, opening }) => `${name} ${amount} ${opening}`);
  const undistributedOf = async (from: string, to: string) => {
    const { lines } = await expectStatus(
      test.as('auditor').get(`~/income-statement?from=${from}&to=${to}`),
      200,
    );
    return (lines as Line[]).find(({ key }) => key === 'undistributed')?.amount;
  };

  it('balance on every day, before and after a year is closed and across the switch', async () => {
    await openRegister(test, ['100', '50']);
    const holder = { kind: 'member', number: '1' };
    // Another member owed from the beginning: the two sides of 内部往来 are not set off against each other.
    const debt = { ...dr('113', '5.00'), holder: { kind: 'member', number: '2' } };
    const opening = [dr('102', '895.00'), debt, dr('154', '100.00'), cr('301', '1000.00')];
    await expectStatus(enter('2023-07-01', opening, { kind: 'opening' }), 201);
    await expectStatus(enter('2023-08-01', [dr('102', '500.00'), cr('511', '500.00')]), 201);
    await expectStatus(enter('2023-09-01', [dr('541', '120.00'), cr('102', '120.00')]), 201);
    await expectStatus(enter('2023-12-31', [dr('322.01.01', '50.00'), cr('311', '50.00')]), 201);
    await expectStatus(enter('2024-02-01', [dr('521', '80.00'), { ...cr('113', '80.00'), holder }]), 201);
    // Later nothing is lent through 内部往来 by hand, whether a dividend waits or not.
    expect((await enter('2024-03-01', [debt, cr('102', '5.00')])).body.code).toBe('books.more-than-by-hand');
    // What a member owes for land is charged, and gives nobody anything that could be paid out by hand.
    const fee = { ...dr('113', '7.00'), holder: { kind: 'member', number: '2' } };
    const charged = await expectStatus(enter('2024-03-02', [fee, cr('501', '7.00')]), 201);
    expect((await enter('2024-03-03', [fee, cr('102', '7.00')])).body.code).toBe('books.more-than-by-hand');
    expect((await enter('2024-03-03', [fee, { ...cr('113', '7.00'), holder }])).body.code).toBe(
      'books.more-than-by-hand',
    );
    await expectStatus(takeBack(test, charged.id as string, { reason: '收错人', date: '2024-03-02' }), 201);
    await expectStatus(enter('2024-05-01', [dr('102', '30.00'), cr('504', '30.00')]), 201);
    const days = [
      '2023-07-01',
      '2023-08-15',
      '2023-12-30',
      '2023-12-31',
      '2024-01-01',
      '2024-02-01',
      '2024-06-30',
    ];
    for (const on of days) await sheetOn(on);
    const open = await sheetOn('2023-12-31');
    expect(open.openIncome).toBe('380.00');
    expect(shown(open.assets)).toEqual([
      '货币资金 1275.00 895.00',
      '应收款项 5.00 5.00',
      '流动资产合计 1280.00 900.00',
      '在建工程 100.00 100.00',
      '固定资产合计 100.00 100.00',
      '资产总计 1380.00 1000.00',
    ]);
    const june = await sheetOn('2024-06-30');
    expect(shown(june.assets)).toEqual([
      '货币资金 1305.00 1275.00',
      '应收款项 5.00 5.00',
      '流动资产合计 1310.00 1280.00',
      '在建工程 100.00 100.00',
      '固定资产小计 100.00 100.00',
      '非流动资产合计 100.00 100.00',
      '资产总计 1410.00 1380.00',
    ]);
    expect(shown(june.liabilities)).toEqual([
      '应付款项 80.00 0.00',
      '流动负债合计 80.00 0.00',
      '负债合计 80.00 0.00',
    ]);
    expect(shown(june.equity)).toEqual([
      '资本 1000.00 1000.00',
      '公积公益金 50.00 50.00',
      '未分配收益 280.00 330.00',
      '所有者权益合计 1330.00 1380.00',
    ]);
    // What one statement leaves undistributed is what the other shows, closed or not.
    expect(await undistributedOf('2023-01-01', '2023-12-31')).toBe('330.00');
    expect(await undistributedOf('2024-01-01', '2024-06-30')).toBe('280.00');
    await expectStatus(closeYear(test, 2023), 201);
    await expectStatus(test.as('reviewer').post('~/years/2023/confirm'), 200);
    await expectStatus(closeYear(test, 2024), 201);
    for (const on of [...days, '2024-12-31']) await sheetOn(on);
    expect((await sheetOn('2023-12-31')).openIncome).toBe('0.00');
    expect(shown((await sheetOn('2024-06-30')).equity)).toContain('未分配收益 280.00 330.00');
    expect(await undistributedOf('2023-01-01', '2023-12-31')).toBe('330.00');
    expect(await undistributedOf('2024-01-01', '2024-12-31')).toBe('280.00');
  });

  it('have the lines of their chart’s law', async () => {
    const names = async (query: string) =>
      (
        (
          await expectStatus(
            test.as('auditor').get(`~/income-statement?${query}`, { 'accept-language': 'zh' }),
            200,
          )
        ).lines as Line[]
      ).map(({ name }) => name);
    expect(await names('from=2023-01-01&to=2023-12-31')).toEqual([
      '一、经营收入',
      '加：发包及上交收入',
      '投资收益',
      '减：经营支出',
      '管理费用',
      '二、经营收益',
      '加：农业税附加返还收入',
      '补助收入',
      '其他收入',
      '减：其他支出',
      '三、本年收益',
      '四、本年收益',
      '加：年初未分配收益',
      '其他转入',
      '五、可分配收益',
      '减：1. 提取公积公益金',
      '2. 提取应付福利费',
      '3. 外来投资分利',
      '4. 农户分配',
      '5. 其他',
      '六、年末未分配收益',
    ]);
    expect(await names('from=2025-01-01&to=2025-06-30')).toEqual([
      '一、经营收入',
      '加：投资收益',
      '补助收入',
      '减：经营支出',
      '税金及附加',
      '管理费用',
      '二、经营收益',
      '加：其他收入',
      '减：公益支出',
      '其他支出',
      '三、收益总额',
      '减：所得税费用',
      '四、净收益',
      '加：年初未分配收益',
      '其他转入',
      '五、可分配收益',
      '减：提取公积公益金',
      '向成员分配',
      '其他',
      '六、期末未分配收益',
    ]);
  });
});

describe('a posted dividend', () => {
  it('is entered with its tax, holder by holder, and a reversal of the run takes it back', async () => {
    const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
    const { entries } = await expectStatus(
      test.as('auditor').get('~/journal?from=2025-08-01&to=2025-08-31'),
      200,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ kind: 'automatic', source: `dividend-run:${run.id}` });
    expect(
      entries[0].lines.map((each: { account: string; debit: string; credit: string }) => [
        each.account,
        each.debit,
        each.credit,
      ]),
    ).toEqual([
      ['322.01.02', '100000.00', '0.00'],
      ['113', '0.00', '100000.00'],
      ['113', '19999.99', '0.00'],
      ['214', '0.00', '19999.99'],
    ]);
    const owed = await expectStatus(test.as('auditor').get('~/member-balances'), 200);
    expect(owed.total).toBe('80000.01');
    expect(owed.holders.map((each: { owed: string }) => each.owed)).toEqual([
      '33684.21',
      '37894.74',
      '8421.06',
    ]);
    const ledger = await expectStatus(test.as('auditor').get('~/member-ledger?kind=member&number=3'), 200);
    expect(ledger.entries).toMatchObject([{ debit: '2105.26', credit: '10526.32', owed: '8421.06' }]);
    expect((await test.as('auditor').get('~/member-ledger?kind=member&number=77')).body.code).toBe(
      'books.member-unknown',
    );
    const byHand = await test.as('accountant').post(`~/journal/${entries[0].id}/reverse`, { reason: '不要' });
    expect(byHand.body.code).toBe('books.entry-not-by-hand');
    const reversal = { resolutionId: await decideReversal(test, run.id as string), reason: '股权登记有误' };
    await expectStatus(test.as('reviewer').post(`~/dividend-runs/${run.id}/reverse`, reversal), 201);
    expect((await expectStatus(test.as('auditor').get('~/member-balances'), 200)).holders).toEqual([]);
  });

  it('gives the collective share’s part to the reserve fund where the cooperative set it so', async () => {
    const resolutionId = await openRegister(test, ['300']);
    const to = { kind: 'collective' };
    const collective = {
      kind: 'subscription',
      shareClass: 'collective',
      to,
      quantity: '100',
      effectiveOn: '2010-01-01',
    };
    await expectStatus(test.as('accountant').post('~/movements', collective), 201);
    const settings = { collectivePart: 'reserve', bankAccount: '102.01', pensionAccount: '513' };
    expect((await test.as('chair').put('~/books-settings', settings)).body.code).toBe('books.part-not-added');
    const part = { chart: '2023', code: '102.01', name: '农商行存款' };
    await expectStatus(test.as('accountant').post('~/ledger-accounts', part), 201);
    await expectStatus(test.as('chair').put('~/books-settings', settings), 200);
    expect((await expectStatus(test.as('auditor').get('~/books-settings'), 200)).collectivePart).toBe(
      'reserve',
    );
    await runToPosted(test, resolutionId, { period: '2010-H2', pool: '400.00' });
    expect(closingOf(await trial('2025-08-01', '2025-08-31'))).toEqual({
      '113': '-240.00',
      '214': '-60.00',
      '311': '-100.00',
      '322.01.01': '100.00',
      '322.01.02': '300.00',
    });
  });

  it('and any entry changed behind the service’s back is found', async () => {
    const resolutionId = await openRegister(test, ['8000', '9000']);
    await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100.00' });
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const foundAfter = async (change: string) => {
      await owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
      const { findings } = await verifyCooperative(test.services, test.cooperativeId);
      return findings.map((finding) => findingText(finding, 'en')).join('\n');
    };
    expect(
      await foundAfter(`update journal_line set debit = debit + 1 where account = '322.01.02'`),
    ).toContain('its debits are not its credits');
    expect(await foundAfter(`update journal_entry set summary = 'x'`)).toContain('the trail says otherwise');
    const closed = `insert into month_close (cooperative_id, id, month, kind, reason, recorded_at, recorded_by)
      select cooperative_id, gen_random_uuid(), month, 'closed', null, recorded_at - interval '1 day', recorded_by from journal_entry`;
    expect(await foundAfter(closed)).toContain('while its month was closed');
    expect(await foundAfter(`update journal_line set credit = credit + 1 where ordinal = 2`)).toContain(
      'the trail says otherwise',
    );
    expect(await foundAfter(`update member_ledger_line set credit = credit + 1 where ordinal = 1`)).toContain(
      'its entry in the journal has another amount',
    );
    expect(await foundAfter(`update journal_entry set number = 7`)).toContain('have a gap');
    expect(await foundAfter(`delete from journal_entry`)).toContain('it was never entered in the journal');
    await owner.end();
  });

  it('that is not in the books is found, and nothing of it is paid', async () => {
    const resolutionId = await openRegister(test, ['8000', '9000']);
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100.00' });
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`begin; set local session_replication_role = replica;
      delete from member_ledger_line; delete from journal_line; delete from journal_entry; commit`);
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    const others = besidesRows(findings).filter(({ rule }) => rule !== 'trail-only');
    expect(others.map(({ rule }) => rule)).toEqual(['not-entered']);
    await openAccounts(test, 2);
    expect((await makeBatch(test, { runIds: [run.id] })).body.code).toBe('payout.run-not-entered');
    expect((await makeBatch(test)).body.code).toBe('payout.nothing-posted');
  });

  it('is not paid by an entry by hand, which payouts would not know of', async () => {
    const resolutionId = await openRegister(test, ['8000', '9000']);
    const member = (number: string) => ({ account: '113', holder: { kind: 'member', number } });
    await openTill(test);
    const owe = (number: string, amount: string) =>
      enter('2025-08-01', [dr('513', amount), { ...member(number), credit: amount }]);
    const pay = (number: string, amount: string, from = '101') =>
      enter('2025-08-02', [{ ...member(number), debit: amount }, cr(from, amount)]);
    const opening = [dr('102', '1000.00'), cr('322.02', '1000.00')];
    await expectStatus(enter('2025-01-01', opening, { kind: 'opening' }), 201);
    await expectStatus(owe('1', '5.00'), 201);
    await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100.00' });
    const refused = await pay('1', '5.01');
    expect(refused.body.code).toBe('books.dividend-by-hand');
    expect((await pay('1', '5.01', '102')).body.code).toBe('books.dividend-by-hand');
    // Nor is it moved to another account by hand, to be paid from there.
    expect((await pay('1', '5.01', '201')).body.code).toBe('books.dividend-by-hand');
    // What was entered by hand is paid by hand.
    await expectStatus(pay('1', '5.00'), 201);
    expect((await pay('1', '0.01')).body.code).toBe('books.dividend-by-hand');
  });

  it('PostgreSQL itself refuses an entry that does not balance', async () => {
    const { id } = await expectStatus(enter('2025-07-05', [dr('102', '10.00'), cr('501', '10.00')]), 201);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const late = owner`insert into journal_line (cooperative_id, entry_id, ordinal, account, debit, credit, text)
      values (${test.cooperativeId}, ${id}, 3, '102', 5, 0, '')`;
    await expect(late).rejects.toThrow('is complete');
    const lone = owner.begin(async (sql) => {
      await sql`insert into journal_entry (cooperative_id, id, month, number, entry_date, kind, summary, attachments,
        recorded_at, recorded_by, recorded_by_name)
        values (${test.cooperativeId}, gen_random_uuid(), '2025-07', 9, '2025-07-06', 'manual', 'x', 0, now(), gen_random_uuid(), 'x')`;
    });
    await expect(lone).rejects.toThrow('does not balance');
    await expectStatus(test.as('accountant').post('~/months/2025-07/close'), 200);
    const closed = owner`insert into journal_entry (cooperative_id, id, month, number, entry_date, kind, summary, attachments,
      recorded_at, recorded_by, recorded_by_name)
      values (${test.cooperativeId}, gen_random_uuid(), '2025-07', 9, '2025-07-06', 'manual', 'x', 0, now(), gen_random_uuid(), 'x')`;
    await expect(closed).rejects.toThrow('month 2025-07 is closed');
    await owner.end();
  });
});
