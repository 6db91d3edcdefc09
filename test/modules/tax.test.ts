/** Tax withheld through HTTP: the month's list and its file, what changes in earlier months, remittance, and what verification sees. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import type { Role } from '../../src/domain/permission.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand } from '../support/books.ts';
import {
  announce,
  approve,
  decideReversal,
  expectStatus,
  moveByTwo,
  onceItIs,
  openRegister,
  post,
  runToPosted,
} from '../support/cooperative.ts';
import { giveResidentIds, memberId, residentIdOf } from '../support/payout.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;
let resolutionId = '';

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2026-01-12T01:00:00Z') });
  resolutionId = await openRegister(test, ['500', '300', '200']);
});
afterEach(() => test.close());

const january = { period: '2025-H2', recordDate: '2025-12-31', pool: '1000.00' };
const on = (day: string) => {
  test.setClock(new Date(`${day}T01:00:00Z`));
};
const setTemplate = (template: object) => test.as('chair').put('~/tax-filing-templates', template);
const file = (month: string, template = 'plain-list') =>
  test.as('accountant').post('~/tax-filings', { month, template });
const enter = (filingId: string, remittedOn: string) =>
  test
    .as('accountant')
    .post(`~/tax-filings/${filingId}/remit`, { remittedOn, receipt: `完税-${remittedOn}` });
const confirm = (filingId: string, role: Role = 'reviewer') =>
  test.as(role).post(`~/tax-filings/${filingId}/remittance/confirm`, {});
/** Entered by one person and confirmed by another, unless it is refused before. */
const remit = async (filingId: string, remittedOn: string) => {
  const entered = await enter(filingId, remittedOn);
  return entered.status === 200 ? confirm(filingId) : entered;
};
const withheld = (month: string) =>
  expectStatus(test.as('auditor').get(`~/tax-withheld?month=${month}`), 200);
const reverse = async (runId: string) => {
  const reversal = { resolutionId: await decideReversal(test, runId), reason: '登记有误' };
  return expectStatus(test.as('chair').post(`~/dividend-runs/${runId}/reverse`, reversal), 201);
};
const taken = async (filingId: string): Promise<Buffer> =>
  (await test.as('accountant').post(`~/tax-filings/${filingId}/take-file`, {})).rawPayload;
const short = (rows: readonly Record<string, unknown>[], ...names: readonly string[]) =>
  rows.map((row) => names.map((name) => row[name]).join(' '));
const move = (fields: object) =>
  expectStatus(moveByTwo(test, { shareClass: 'basic', effectiveOn: '2025-06-30', ...fields }), 201);

describe('tax withheld', () => {
  it('is listed for the month; a list without IDs, too early or of nothing is refused', async () => {
    await runToPosted(test, resolutionId, january);
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
    expect(list).toMatchObject({
      gross: '1000.00',
      tax: '200.00',
      booked: '200.00',
      dueOn: '2026-02-24',
      filing: null,
      corrections: [],
    });
    expect((await expectStatus(test.as('auditor').get('~/tax-filings'), 200)).filings).toEqual([]);
    const nowhere = '00000000-0000-7000-8000-000000000000';
    expect((await remit(nowhere, '2026-02-10')).body.code).toBe('tax.filing-unknown');
  });

  it('is filed once a month and remitted once, not before the month is over, and never more than was withheld', async () => {
    await giveResidentIds(test, 3);
    await runToPosted(test, resolutionId, january);
    on('2026-02-10');
    const { id } = await expectStatus(file('2026-01'), 201);
    const again = await file('2026-01');
    expect(again.body).toMatchObject({ code: 'tax.month-filed' });
    expect((await withheld('2026-01')).filing).toBe('1');
    expect((await remit(id, '2026-01-31')).body.code).toBe('tax.remitted-too-early');
    await expectStatus(remit(id, '2026-02-01'), 200);
    expect((await remit(id, '2026-02-02')).body.code).toBe('tax.remitted');
    const { rows } = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2026-01-01&to=2026-02-10'),
      200,
    );
    expect(short(rows, 'account', 'debit', 'credit', 'closing')).toContain('214 200.00 200.00 0.00');
  });

  it('is written by a template of one’s own, in the character set that the tax client reads', async () => {
    await giveResidentIds(test, 3);
    await runToPosted(test, resolutionId, january);
    on('2026-02-10');
    const { templates } = await expectStatus(test.as('auditor').get('~/tax-filing-templates'), 200);
    expect(short(templates, 'id', 'encoding')).toEqual(['withholding-client utf-8', 'plain-list utf-8']);
    const column = (head: string, is: string) => ({ head, is });
    const own = {
      id: 'county-2026',
      name: '县税务局 2026',
      encoding: 'gbk',
      columns: [
        ...[column('纳税人', 'name'), column('证件号码', 'resident-id'), column('国籍', 'empty')],
        ...[column('收入', 'gross'), column('税率', 'rate-percent'), column('税额', 'tax')],
      ],
    };
    const set = (change: object = {}) => setTemplate({ ...own, ...change });
    expect((await set({ id: 'plain-list' })).body.code).toBe('tax.template-taken');
    const lacking = await set({ columns: own.columns.slice(0, 4) });
    expect(lacking.body).toMatchObject({ code: 'tax.template-lacks' });
    const twice = await set({ columns: [...own.columns, column('收入', 'gross')] });
    expect(twice.body).toMatchObject({ code: 'tax.template-once' });
    expect(twice.body.detail).toContain('gross');
    for (const head of ['=1+1', '姓\n名'])
      expect((await set({ columns: [...own.columns, column(head, 'empty')] })).status).toBe(422);
    const rare = await set({ columns: [...own.columns, column('备注𠮷', 'empty')] });
    expect(rare.body).toMatchObject({ code: 'payout.character-not-encodable' });
    expect((await file('2026-01', own.id)).body.code).toBe('tax.template-unknown');
    await expectStatus(set({ name: '旧模板', columns: [...own.columns].reverse() }), 200);
    expect(await expectStatus(set(), 200)).toEqual(own);
    const { templates: listed } = await expectStatus(test.as('auditor').get('~/tax-filing-templates'), 200);
    expect(listed).toHaveLength(3);
    expect(listed.at(-1)).toEqual({ ...own, own: true });
    const filing = await expectStatus(file('2026-01', own.id), 201);
    expect(filing).toMatchObject({ template: 'county-2026', count: 3 });
    const text = new TextDecoder('gbk').decode(await taken(filing.id));
    expect(text.split('\r\n')).toEqual([
      '纳税人,证件号码,国籍,收入,税率,税额',
      `股东1,${residentIdOf('99010519500101001')},,500.00,20%,100.00`,
      `股东2,${residentIdOf('99010519500101002')},,300.00,20%,60.00`,
      `股东3,${residentIdOf('99010519500101003')},,200.00,20%,40.00`,
      '',
    ]);
  });

  it('that a character set cannot hold is refused with the character, before anything is made', async () => {
    await giveResidentIds(test, 3);
    const id = await memberId(test, '2');
    await expectStatus(test.as('accountant').patch(`~/members/${id}`, { name: '股东𠮷' }), 200);
    await runToPosted(test, resolutionId, january);
    on('2026-02-10');
    const columns = ['name', 'resident-id', 'gross', 'tax'].map((is) => ({ head: is, is }));
    await expectStatus(setTemplate({ id: 'gbk-list', name: 'x', encoding: 'gbk', columns }), 200);
    const refused = await file('2026-01', 'gbk-list');
    expect(refused.body).toMatchObject({ code: 'payout.character-not-encodable' });
    expect(refused.body.title).toContain('𠮷');
    expect((await expectStatus(test.as('auditor').get('~/tax-filings'), 200)).filings).toEqual([]);
  });
});

describe('a list that was made', () => {
  const filed = async (): Promise<string> => {
    await giveResidentIds(test, 3);
    await runToPosted(test, resolutionId, january);
    on('2026-02-10');
    return (await expectStatus(file('2026-01'), 201)).id as string;
  };
  const strike = (filingId: string, role: 'reviewer' | 'accountant' = 'reviewer') =>
    test.as(role).post(`~/tax-filings/${filingId}/remittance/strike`, { reason: '凭证号有误' });
  const balances = async () => {
    const { rows } = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2026-01-01&to=2026-12-31'),
      200,
    );
    return short(rows, 'account', 'closing');
  };

  it('keeps the day by which its tax is due: a later table of rest days does not move it', async () => {
    await filed();
    const due = async () =>
      (await expectStatus(test.as('auditor').get('~/tax-filings'), 200)).filings[0].dueOn as string;
    expect(await due()).toBe('2026-02-24');
    test.expectTampering();
    await asOwner(`insert into rest_day (cooperative_id, version, day, rest, source, recorded_at, recorded_by)
      select cooperative_id, 1, '2026-02-24', true, '调休', now(), made_by from tax_filing`);
    expect(await due()).toBe('2026-02-24');
    expect((await withheld('2026-01')).dueOn).toBe('2026-02-24');
  });

  it('leaves a trace each time it is taken: a dry run is refused, a repeated key takes it anew', async () => {
    const id = await filed();
    const take = (query: string, key: string) =>
      test
        .as('accountant')
        .post(`~/tax-filings/${id}/take-file${query}`, {}, key ? { 'idempotency-key': key } : undefined);
    expect((await take('?dryRun=true', '')).status).toBe(422);
    for (const [query, key] of [
      ['', ''],
      ['', 'once'],
      ['', 'once'],
    ] as const) {
      const { status, rawPayload } = await take(query, key);
      expect([status, rawPayload.toString('utf8')]).toEqual([200, expect.stringContaining('股东1')]);
    }
    const { entries } = await expectStatus(test.as('auditor').get('~/audit-entries?limit=200'), 200);
    const takings = (entries as { command: string }[]).filter(({ command }) => command === 'taxes.take-file');
    expect(takings).toHaveLength(3);
  });

  it('has its remittance struck by another person, in red where it went out, and entered anew', async () => {
    const id = await filed();
    expect((await strike(id)).body).toMatchObject({ code: 'tax.not-remitted' });
    await expectStatus(remit(id, '2026-02-09'), 200);
    await expectStatus(
      test.as('accountant').post('~/ledger-accounts', { chart: '2023', code: '102.01', name: '农商行' }),
      201,
    );
    const settings = { collectivePart: 'undistributed', bankAccount: '102.01', pensionAccount: '514' };
    await expectStatus(test.as('chair').put('~/books-settings', settings), 200);
    const own = await onceItIs(test, 'reviewer', () => strike(id, 'accountant'));
    expect([own.status, own.body.code]).toEqual([403, 'payout.striker-is-enterer']);
    const wrong = { on: '2026-02-09', amount: '200.00', receipt: '完税-2026-02-09' };
    const struck = [{ ...wrong, bankAccount: '102', reason: '凭证号有误' }];
    expect(await expectStatus(strike(id), 200)).toMatchObject({ remitted: null, struck });
    expect((await strike(id)).body.code).toBe('tax.not-remitted');
    expect(await balances()).toContain('214 -200.00');
    const right = await expectStatus(remit(id, '2026-02-10'), 200);
    expect(right).toMatchObject({ struck, remitted: { on: '2026-02-10', bankAccount: '102.01' } });
    expect((await remit(id, '2026-02-10')).body.code).toBe('tax.remitted');
    expect(await balances()).toEqual(expect.arrayContaining(['102.01 -200.00', '214 0.00']));
    expect((await balances()).filter((each) => each.startsWith('102 '))).toEqual([]);
    const { filings } = await expectStatus(test.as('auditor').get('~/tax-filings'), 200);
    expect(filings).toEqual([right]);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
  });

  it('is remitted once another person confirmed it: until then nothing left the bank', async () => {
    const id = await filed();
    const list = async () =>
      (await expectStatus(test.as('auditor').get('~/tax-filings'), 200)).filings[0] as Record<
        string,
        unknown
      >;
    const waits = async (role: Role) =>
      (await expectStatus(test.as(role).get('~/waiting'), 200)).items.filter(
        ({ kind }: { kind: string }) => kind === 'tax-remittance',
      );
    const sendBack = () =>
      test.as('reviewer').post(`~/tax-filings/${id}/remittance/send-back`, { reason: '完税凭证号不符' });
    expect((await confirm(id)).body.code).toBe('tax.no-remittance-waits');
    const wrong = { on: '2026-02-09', amount: '200.00', receipt: '完税-2026-02-09', bankAccount: '102' };
    expect(await expectStatus(enter(id, '2026-02-09'), 200)).toMatchObject({
      remitted: null,
      awaiting: wrong,
    });
    expect((await balances()).filter((each) => /^(102|214) /.test(each))).toEqual(['214 -200.00']);
    expect((await enter(id, '2026-02-09')).body.code).toBe('tax.remittance-waits');
    expect((await strike(id)).body.code).toBe('tax.not-remitted');
    const own = await onceItIs(test, 'reviewer', () => confirm(id, 'accountant'));
    expect([own.status, own.body.code]).toEqual([403, 'payout.confirmer-is-enterer']);
    expect((await confirm(id, 'accountant')).status).toBe(403);
    expect(await waits('accountant')).toMatchObject([{ own: true, may: false }]);
    expect(await waits('reviewer')).toMatchObject([{ may: true, known: { filingId: id } }]);
    expect(await expectStatus(sendBack(), 200)).toMatchObject({
      awaiting: null,
      sentBack: [{ ...wrong, reason: '完税凭证号不符' }],
    });
    expect(await waits('reviewer')).toEqual([]);
    await expectStatus(enter(id, '2026-02-10'), 200);
    expect(await expectStatus(confirm(id), 200)).toMatchObject({
      awaiting: null,
      remitted: { on: '2026-02-10', receipt: '完税-2026-02-10' },
    });
    expect((await confirm(id)).body.code).toBe('tax.no-remittance-waits');
    expect(await balances()).toEqual(expect.arrayContaining(['102 -200.00', '214 0.00']));
    expect(await list()).toMatchObject({ awaiting: null, sentBack: [{ on: '2026-02-09' }] });
    const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings).toEqual([]);
    expect(noted.filter(({ remark }) => remark === 'remitted-by-one-before')).toEqual([]);
  });

  it('that waits keeps its month and year open, until another person confirms it or sends it back', async () => {
    const id = await filed();
    const sale = [debit('102', '1000.00'), credit('501', '1000.00')];
    const income = { date: '2026-01-20', kind: 'manual', summary: '收入', lines: sale };
    await expectStatus(enterByHand(test, income), 201);
    const entered = () => expectStatus(enter(id, '2026-02-10'), 200);
    await entered();
    test.setClock(new Date('2027-01-15T01:00:00Z'));
    const one = () => test.as('accountant').post('~/months/2026-02/close');
    const several = () => test.as('accountant').post('~/months/close', { until: '2026-03' });
    const codeOf = async (answer: ReturnType<typeof one>) => (await answer).body.code as unknown;
    await expectStatus(test.as('accountant').post('~/months/close', { until: '2026-01' }), 200);
    const refused = await one();
    expect([refused.status, refused.body.code]).toEqual([409, 'books.month-awaits-remittance']);
    for (const said of ['list 1', '2026-02-10']) expect(refused.body.detail).toContain(said);
    expect(await codeOf(several())).toBe('books.month-awaits-remittance');
    const sendBack = { reason: '完税凭证号不符' };
    await expectStatus(test.as('reviewer').post(`~/tax-filings/${id}/remittance/send-back`, sendBack), 200);
    await expectStatus(one(), 200);
    await expectStatus(test.as('chair').post('~/months/2026-02/reopen', { reason: '补记缴税' }), 200);
    await entered();
    expect(await codeOf(one())).toBe('books.month-awaits-remittance');
    await expectStatus(confirm(id), 200);
    await expectStatus(several(), 200);
    // Entered anew in December: neither its year nor its month.
    const struck = { reason: '日期有误' };
    await expectStatus(test.as('reviewer').post(`~/tax-filings/${id}/remittance/strike`, struck), 200);
    await expectStatus(test.as('accountant').post('~/months/close', { until: '2026-11' }), 200);
    await expectStatus(enter(id, '2026-12-10'), 200);
    const year = () => test.as('accountant').post('~/years/2026/close');
    expect(await codeOf(year())).toBe('books.month-awaits-remittance');
    await expectStatus(confirm(id), 200);
    await expectStatus(year(), 201);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
  });

  it('that waits is not shut out past the program either: PostgreSQL refuses it, and verification names it', async () => {
    await expectStatus(enter(await filed(), '2026-02-10'), 200);
    test.setClock(new Date('2027-01-15T01:00:00Z'));
    await expectStatus(test.as('accountant').post('~/months/close', { until: '2026-01' }), 200);
    test.expectTampering();
    const close = `insert into month_close select c.cooperative_id, gen_random_uuid(), '2026-02', 'closed', null, c.recorded_at, c.recorded_by from month_close c limit 1`;
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await expect(owner.unsafe(close)).rejects.toThrow('waits for another person');
    await owner.end();
    await asOwner(close);
    const over = await verifyCooperative(test.services, test.cooperativeId);
    expect(over.findings.map(({ rule }) => rule)).toContain('month-closed-over-remittance');
  });

  it.each([
    [
      'by the same person',
      `update tax_remittance_answer set recorded_by = m.recorded_by from tax_remittance m`,
    ],
    ['by nobody', `delete from tax_remittance_answer`],
  ])(
    'remitted in the books and confirmed %s is found; of before it took two, it is told',
    async (_, change) => {
      const id = await filed();
      await expectStatus(remit(id, '2026-02-10'), 200);
      test.expectTampering();
      await asOwner(change);
      const found = await verifyCooperative(test.services, test.cooperativeId);
      expect(found.findings.map(({ rule }) => rule)).toContain('remitted-by-one');
      await asOwner(`delete from tax_remittance_answer; update tax_remittance set by_two = null`);
      const before = await verifyCooperative(test.services, test.cooperativeId);
      expect(before.findings.map(({ rule }) => rule)).not.toContain('remitted-by-one');
      expect(before.findings.filter(({ rule }) => rule === 'entry-differs')).toEqual([]);
      expect(before.noted.map(({ remark }) => remark)).toContain('remitted-by-one-before');
      // What counts by itself is struck like any other.
      await expectStatus(strike(id), 200);
    },
  );

  it.each([
    [
      'an answer of one’s own',
      `insert into tax_remittance_answer select cooperative_id, id, null, recorded_at, recorded_by from tax_remittance`,
      'another person than whoever entered a remittance answers it',
    ],
    [
      'one that counts alone',
      `insert into tax_remittance select cooperative_id, gen_random_uuid(), filing_id, remitted_on, amount, receipt, bank_account, recorded_at, recorded_by from tax_remittance`,
      'a remittance counts once another person confirmed it',
    ],
    [
      'an entry without an answer',
      `insert into journal_entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'number', 99, 'source', 'tax-remittance:' || m.id))).* from journal_entry e, tax_remittance m limit 1`,
      'a remittance is in the books once another person confirmed it',
    ],
    [
      'a strike of what does not count',
      `insert into tax_remittance_strike select cooperative_id, id, '误', recorded_at, gen_random_uuid() from tax_remittance`,
      'a remittance that does not count is sent back, not struck',
    ],
  ])('past the program: %s is refused by PostgreSQL', async (_, change, message) => {
    const id = await filed();
    await expectStatus(enter(id, '2026-02-10'), 200);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      // By the rule that is meant: another would refuse some of it, too.
      await expect(owner.unsafe(change)).rejects.toMatchObject({ code: 'HG003', message });
    } finally {
      await owner.end();
    }
  });

  it('of a run that is not in the books is not remitted', async () => {
    const id = await filed();
    test.expectTampering();
    await asOwner(`delete from member_ledger_line; delete from journal_line; delete from journal_entry`);
    const refused = await remit(id, '2026-02-10');
    expect([refused.status, refused.body.code]).toEqual([409, 'tax.not-booked']);
    expect(refused.body.detail).toContain('200.00');
  });
});

/** What happened behind the service's back, or before it. */
async function asOwner(change: string): Promise<void> {
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
  } finally {
    await owner.end();
  }
}

describe('after a month was filed', () => {
  let runId = '';
  beforeEach(async () => {
    await giveResidentIds(test, 3);
    runId = (await runToPosted(test, resolutionId, january)).id as string;
    on('2026-02-10');
    const { id } = await expectStatus(file('2026-01'), 201);
    await expectStatus(remit(id, '2026-02-10'), 200);
  });

  it('a reversal corrects that month, and is never netted against the income of its own', async () => {
    await reverse(runId);
    await runToPosted(test, resolutionId, { ...january, pool: '900.00' });
    on('2026-03-10');
    const list = await withheld('2026-02');
    expect(list).toMatchObject({ gross: '-100.00', tax: '-20.00', booked: '-20.00' });
    expect(short(list.rows, 'number', 'gross', 'tax')).toEqual([
      ...['1 450.00 90.00', '2 270.00 54.00', '3 180.00 36.00'],
    ]);
    expect(
      short(list.corrections, 'month', 'number', 'gross', 'tax', 'correctedGross', 'correctedTax'),
    ).toEqual([
      '2026-01 1 -500.00 -100.00 0.00 0.00',
      '2026-01 2 -300.00 -60.00 0.00 0.00',
      '2026-01 3 -200.00 -40.00 0.00 0.00',
    ]);
    const filing = await expectStatus(file('2026-02'), 201);
    expect(filing).toMatchObject({ count: 3, corrections: 3, tax: '-20.00' });
    const bytes = await taken(filing.id);
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const rows = bytes.toString('utf8').trim().split('\r\n');
    expect(rows[0]).toBe('序号,姓名,身份证号,收入额,税率,税额');
    expect(rows[1]).toContain('450.00,0.2,90.00');
    expect(rows).toHaveLength(4);
    await expectStatus(remit(filing.id, '2026-03-10'), 200);
    const { rows: accounts } = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2026-01-01&to=2026-03-10'),
      200,
    );
    expect(short(accounts, 'account', 'closing')).toContain('214 0.00');
    const income = await expectStatus(test.as('auditor').get('~/tax-income?year=2026&member=1'), 200);
    expect(income).toMatchObject({ gross: '450.00', tax: '90.00' });
    expect(short(income.rows, 'kind', 'gross')).toEqual([
      ...['regular 500.00', 'reversal -500.00', 'regular 450.00'],
    ]);
    const wish = { kind: 'tax-certificate', member: '1', year: '2026' };
    const { id } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
    const { text } = await readPdf((await test.as('auditor').get(`~/documents/${id}/content`)).rawPayload);
    for (const each of ['冲销', '-500.00', '450.00', '肆佰伍拾元整', '20 %']) expect(text).toContain(each);
  });

  it('a difference gives income of its own month, and what it takes back corrects the month before', async () => {
    const from = { kind: 'member', number: '1' };
    await move({ kind: 'transfer', from, to: { kind: 'member', number: '3' }, quantity: '100' });
    const { id } = await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${runId}/draft-difference`, { reason: '转让登记在后' }),
      201,
    );
    await expectStatus(approve(test, id), 200);
    await expectStatus(announce(test, id), 201);
    await expectStatus(post(test, id), 200);
    const list = await withheld('2026-02');
    expect(list).toMatchObject({ tax: '0.00', booked: '0.00' });
    expect(short(list.rows, 'number', 'gross', 'tax')).toEqual(['3 100.00 20.00']);
    expect(short(list.corrections, 'month', 'number', 'tax', 'correctedGross', 'correctedTax')).toEqual([
      '2026-01 1 -20.00 400.00 80.00',
    ]);
    // Taken back in the same month, nothing of it is left to declare.
    await reverse(id);
    expect(await withheld('2026-02')).toMatchObject({ rows: [], corrections: [], tax: '0.00' });
  });
});

it('what was withheld and taken back within a month is not declared', async () => {
  const { id } = await runToPosted(test, resolutionId, january);
  await reverse(id as string);
  expect(await withheld('2026-01')).toMatchObject({
    rows: [],
    corrections: [],
    gross: '0.00',
    booked: '0.00',
  });
});

it('the own and the household’s dividend of a head are one receipt, whose tax is its income times the rate', async () => {
  await expectStatus(test.as('accountant').post('~/households', { number: 'H1' }), 201);
  const head = { household: 'H1', relation: 'head', effectiveOn: '2020-01-01' };
  await expectStatus(test.as('accountant').post(`~/members/${await memberId(test, '1')}/place`, head), 201);
  await move({ kind: 'subscription', to: { kind: 'household', number: 'H1' }, quantity: '500' });
  const run = await runToPosted(test, resolutionId, { ...january, pool: '3.09' });
  const { lines } = await expectStatus(
    test.as('auditor').get(`~/dividend-runs/${run.id}/lines?limit=999`),
    200,
  );
  expect(short(lines, 'number', 'gross', 'tax')).toEqual([
    '1 1.03 0.21',
    '2 0.62 0.12',
    '3 0.41 0.08',
    'H1 1.03 0.20',
  ]);
  const { rows } = await withheld('2026-01');
  expect(short(rows, 'number', 'gross', 'tax')).toEqual(['1 2.06 0.41', '2 0.62 0.12', '3 0.41 0.08']);
});

it('a household’s dividend is declared by who headed it on the day of posting, whoever heads it later', async () => {
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
  await place('1', 'head', '2010-01-01');
  await move({ kind: 'subscription', to: { kind: 'household', number: 'H1' }, quantity: '1000' });
  await runToPosted(test, resolutionId, january);
  const rows = async () => short((await withheld('2026-01')).rows, 'number', 'gross');
  expect(await rows()).toEqual(['1 750.00', '2 150.00', '3 100.00']);
  on('2026-02-10');
  await place('1', 'other', '2026-02-01');
  await place('2', 'head', '2026-02-01');
  expect(await rows()).toEqual(['1 750.00', '2 150.00', '3 100.00']);
});

it('of less than is collected nothing is remitted: the list says so, and the tax account ends at zero', async () => {
  await giveResidentIds(test, 3);
  // 2.45, 1.47 and 0.98: 0.49, 0.29 and 0.20.
  await runToPosted(test, resolutionId, { ...january, pool: '4.90' });
  on('2026-02-10');
  const filing = await expectStatus(file('2026-01'), 201);
  expect(filing).toMatchObject({ tax: '0.98', notCollected: '0.98', remitted: null });
  expect((await remit(filing.id as string, '2026-02-10')).body.code).toBe('tax.below-least');
  const { rows } = await expectStatus(
    test.as('auditor').get('~/trial-balance?from=2026-01-01&to=2026-02-10'),
    200,
  );
  expect(short(rows, 'account', 'debit', 'credit', 'closing')).toEqual(
    expect.arrayContaining(['214 0.98 0.98 0.00', '504 0.00 0.98 -0.98']),
  );
  expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
  test.expectTampering();
  await asOwner(`update journal_line set debit = 0.90 where account = '214' and debit > 0`);
  const { findings } = await verifyCooperative(test.services, test.cooperativeId);
  expect(findings.map((finding) => findingText(finding, 'en')).join('\n')).toContain(
    'tax list 1: its entry in the journal has another amount (should be 0.98, is 0.90)',
  );
});

it('of exactly the least everything is collected: the list leaves nothing out, and is remitted', async () => {
  await giveResidentIds(test, 3);
  await runToPosted(test, resolutionId, { ...january, pool: '5.00' });
  on('2026-02-10');
  const filing = await expectStatus(file('2026-01'), 201);
  expect(filing).toMatchObject({ tax: '1.00', notCollected: '0.00', remitted: null });
  await expectStatus(remit(filing.id as string, '2026-02-10'), 200);
  const { rows } = await expectStatus(
    test.as('auditor').get('~/trial-balance?from=2026-01-01&to=2026-02-10'),
    200,
  );
  expect(short(rows, 'account', 'debit', 'credit', 'closing')).toContain('214 1.00 1.00 0.00');
});

it('a rate of zero says what it risks, wherever the run or the income is read', async () => {
  const run = await runToPosted(test, resolutionId, { ...january, taxRate: '0', taxBasis: '免税' });
  expect(run.taxRisk.en).toContain('50 to 300 percent');
  expect(run.taxRisk.zh).toContain('第六十九条');
  const income = await expectStatus(test.as('auditor').get('~/tax-income?year=2026&member=1'), 200);
  expect(income.rows[0].taxRisk).toEqual(run.taxRisk);
  const { plans } = await expectStatus(test.as('auditor').get('~/distribution-plans?period=2025-H2'), 200);
  expect(plans[0].taxRisk).toEqual(run.taxRisk);
  const wish = { kind: 'distribution-plan', planId: plans[0].id as string };
  const { id } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  const { text } = await readPdf((await test.as('auditor').get(`~/documents/${id}/content`)).rawPayload);
  expect(text.replaceAll(/\s/g, '')).toContain('税率为零');
});

describe('PostgreSQL', () => {
  it('takes no list that is not the lines of its runs, no run later, and no tax handed over twice or in part', async () => {
    await runToPosted(test, resolutionId, january);
    await giveResidentIds(test, 3);
    on('2026-02-10');
    const { id } = await expectStatus(file('2026-01'), 201);
    await expectStatus(remit(id, '2026-02-10'), 200);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const refused = async (statement: string) =>
      owner.unsafe(statement).then(
        () => 'taken',
        (error: unknown) => (error as Error).message,
      );
    const copied = `insert into tax_filing (cooperative_id, id, number, month, template, count, corrections,
      gross, tax, file_id, made_at, made_by) select cooperative_id, gen_random_uuid(), 99, '2026-02', template, count, corrections,
      gross, tax, file_id, made_at, made_by from tax_filing`;
    expect(await refused(copied)).toContain('tax list 99 is not the lines of its runs');
    const later =
      'insert into tax_filing_run (cooperative_id, run_id, filing_id) select cooperative_id, gen_random_uuid(), filing_id from tax_filing_run';
    expect(await refused(later)).toMatch(/written with it|foreign key/);
    const again = (
      amount: string,
    ) => `insert into tax_remittance (cooperative_id, id, filing_id, remitted_on, amount, receipt,
      bank_account, by_two, recorded_at, recorded_by) select cooperative_id, gen_random_uuid(), filing_id, remitted_on,
      ${amount}, 'x', bank_account, true, recorded_at, recorded_by from tax_remittance`;
    expect(await refused(again('amount'))).toContain('handed over once');
    const own =
      "insert into tax_remittance_strike (cooperative_id, remittance_id, reason, recorded_at, recorded_by) select cooperative_id, id, 'x', recorded_at, recorded_by from tax_remittance";
    expect(await refused(own)).toContain('does not strike it');
    await owner.end();
  });
});

describe('verification names', () => {
  it.each([
    [
      'a run whose tax does not stand on the tax account',
      `update journal_line set credit = credit - 1 where account = '214' and credit > 0`,
      'run 1: the tax its lines withhold is not what stands on the tax account (should be 200.00, is 199.00)',
    ],
    [
      'a list that lacks a run of its month',
      'delete from tax_filing_run',
      'tax list 1: it lacks a run of its month',
    ],
    [
      'a list that was moved to another month',
      `update tax_filing set month = '2026-02'`,
      'tax list 1: it covers a run of another month',
    ],
    [
      'a remittance of another amount',
      `update tax_remittance set amount = 190 where receipt = '完税-2026-02-10'`,
      'remittance of tax list 1: what was remitted is not the tax of its list (should be 200.00, is 190.00)',
    ],
    [
      'a remittance that the trail tells otherwise',
      `update tax_remittance set receipt = 'x'`,
      'remittance of tax list 1: the trail says otherwise',
    ],
    [
      'a remittance of another day, says the trail',
      `update tax_remittance set remitted_on = '2026-02-03' where remitted_on = '2026-02-02'`,
      'remittance of tax list 1: the trail says otherwise',
    ],
    ['a remittance that is gone', 'delete from tax_remittance', 'the trail tells of it, but it is gone'],
    [
      'a strike that is gone, so that two remittances stand',
      'delete from tax_remittance_strike',
      'remittance of tax list 1: what was remitted is not the tax of its list (should be 200.00, is 400.00)',
    ],
    [
      'a strike that the trail tells otherwise',
      `update tax_remittance_strike set reason = 'x'`,
      'struck remittance of tax list 1: the trail says otherwise',
    ],
    [
      'an answer to a remittance that the trail tells otherwise',
      `update tax_remittance_answer set reason = 'x'`,
      'answer to a remittance of tax list 1: the trail says otherwise',
    ],
    [
      'an answer to a remittance that is gone',
      'delete from tax_remittance_answer',
      'answer to a remittance of tax',
    ],
    [
      'a strike whose red entry has another amount',
      `update journal_line set debit = debit + 1 where account = '214' and debit < 0`,
      'struck remittance of tax list 1: its entry in the journal has another amount (should be -200.00, is -199.00)',
    ],
  ])('%s', async (_, change, expected) => {
    await giveResidentIds(test, 3);
    await runToPosted(test, resolutionId, january);
    on('2026-02-10');
    const { id } = await expectStatus(file('2026-01'), 201);
    await expectStatus(remit(id, '2026-02-02'), 200);
    const strike = { reason: '日期有误' };
    await expectStatus(test.as('reviewer').post(`~/tax-filings/${id}/remittance/strike`, strike), 200);
    await expectStatus(remit(id, '2026-02-10'), 200);
    expect((await verifyCooperative(test.services, test.cooperativeId)).findings).toEqual([]);
    test.expectTampering();
    await asOwner(change);
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((finding) => findingText(finding, 'en')).join('\n')).toContain(expected);
  });
});
