/** Two people behind every entry by hand, money that must be there, and every other door into the journal that is shut. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findingText, notedText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand, takeBack } from '../support/books.ts';
import { expectStatus, openRegister, runToPosted, setByTwo } from '../support/cooperative.ts';
import { caseOf } from '../support/cases.ts';
import { besidesRows } from '../support/past-the-program.ts';

let test: TestApp;
let owner: postgres.Sql;
const accountant = () => test.as('accountant');
const reviewer = () => test.as('reviewer');

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-08-10T01:00:00Z') });
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const rent = {
  date: '2025-07-05',
  summary: '收商铺租金',
  lines: [debit('102', '1000.00'), credit('501', '1000.00')],
};
const journal = async () =>
  (await expectStatus(test.as('auditor').get('~/journal?from=2009-01-01&to=2025-12-31'), 200)).entries;
const prepare = (entry: object) => accountant().post('~/prepared-entries', entry);
const confirm = (id: string) => reviewer().post(`~/prepared-entries/${id}/confirm`);
const asApp = (text: string) =>
  owner.begin(async (sql) => {
    await sql`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
    await sql`set local role hegu_app`;
    await sql.unsafe(text);
  });
const codeOf = async (reply: Promise<{ readonly body: { readonly code?: string } }>) =>
  (await reply).body.code;

it('an entry by hand counts once another person has confirmed it, with its number and its own day', async () => {
  const prepared = await expectStatus(prepare(rent), 201);
  expect(prepared).toMatchObject({ number: '待-001', state: 'awaiting-review', review: null });
  expect(await journal()).toEqual([]);
  const waiting = await expectStatus(reviewer().get('~/prepared-entries?state=awaiting-review'), 200);
  expect(waiting.entries).toMatchObject([{ id: prepared.id, date: '2025-07-05' }]);
  // Nothing that waits is shut out, and nobody but a reviewer lets it in.
  expect(await codeOf(accountant().post('~/months/2025-07/close'))).toBe('books.month-awaits-review');
  expect(await codeOf(accountant().post(`~/prepared-entries/${prepared.id}/confirm`))).toBe(
    'access.forbidden',
  );
  const entry = await expectStatus(confirm(prepared.id), 201);
  expect(entry).toMatchObject({
    id: prepared.id,
    number: '记-2025-07-001',
    date: '2025-07-05',
    preparedBy: 'The accountant',
    reviewedBy: 'The reviewer',
  });
  expect(await codeOf(confirm(prepared.id))).toBe('books.entry-reviewed');
});

it('what was sent back never counts', async () => {
  const { id } = await expectStatus(prepare(rent), 201);
  const back = await expectStatus(
    reviewer().post(`~/prepared-entries/${id}/send-back`, { reason: '附件不齐' }),
    200,
  );
  expect(back).toMatchObject({ state: 'sent-back', review: { by: 'The reviewer', reason: '附件不齐' } });
  expect(await codeOf(confirm(id))).toBe('books.entry-reviewed');
  expect(await journal()).toHaveLength(1);
});

it('PostgreSQL refuses a review by the preparer, an entry without one, and one that is not what was reviewed', async () => {
  const { id } = await expectStatus(prepare(rent), 201);
  const coop = test.cooperativeId;
  const { userId } = accountant();
  const review = (by: string) =>
    owner`insert into entry_review values (${coop}, ${id}, 'confirmed', null, now(), ${by}, 'x')`;
  await expect(review(userId)).rejects.toThrow('reviewed by whoever prepared it');
  const enter = (amount: string, by: string | null) =>
    owner.begin(async (sql) => {
      if (by !== null)
        await sql`insert into entry_review values (${coop}, ${id}, 'confirmed', null, now(), ${by}, 'x')`;
      await sql`insert into journal_entry (cooperative_id, id, month, number, entry_date, kind, summary, attachments,
        recorded_at, recorded_by, recorded_by_name, prepared_by, reviewed_by)
        values (${coop}, ${id}, '2025-07', 2, '2025-07-05', 'manual', '收商铺租金', 0, now(), ${userId}, 'x', ${userId}, ${by})`;
      await sql`insert into journal_line values (${coop}, ${id}, 1, '102', ${amount}, 0, ''), (${coop}, ${id}, 2, '501', 0, ${amount}, '')`;
    });
  await expect(enter('1000.00', null)).rejects.toThrow('was not reviewed by another person');
  await expect(enter('9000.00', reviewer().userId)).rejects.toThrow('is not what was reviewed');
  await expectStatus(reviewer().post(`~/prepared-entries/${id}/send-back`, { reason: '重复' }), 200);
});

it('a till is never below zero, on no day; a bank account only where the settings say so', async () => {
  const pay = (date: string, account: string, amount: string) =>
    enterByHand(test, { date, summary: '办公费', lines: [debit('513', amount), credit(account, amount)] });
  const short = await pay('2025-08-01', '101', '260550.00');
  expect(short.body).toMatchObject({ status: 409, code: 'books.money-short' });
  expect(short.body.detail).toContain('260550.00');
  expect(await codeOf(pay('2025-08-01', '102', '1000.01'))).toBe('books.money-short');
  // Nor by an entry dated before the money came, nor by one that leaves less for a later day.
  expect(await codeOf(pay('2025-07-04', '102', '1.00'))).toBe('books.money-short');
  const move = [debit('101', '600.00'), credit('102', '600.00')];
  await expectStatus(enterByHand(test, { date: '2025-08-01', summary: '提现', lines: move }), 201);
  await expectStatus(pay('2025-08-05', '101', '600.00'), 201);
  // Nor what lies with a payment service.
  expect(await codeOf(pay('2025-08-05', '109', '0.01'))).toBe('books.money-short');
  expect(await codeOf(pay('2025-08-02', '101', '0.01'))).toBe('books.money-short');
  const settings = await expectStatus(test.as('auditor').get('~/books-settings'), 200);
  const overdraft = { ...settings, overdraftAccounts: ['102'] };
  await setByTwo(test, 'put', '~/books-settings', overdraft);
  await expectStatus(pay('2025-08-06', '102', '500.00'), 201);
});

it('income is not given by hand, and the books begin with their opening', async () => {
  const [, account = '', given = ''] = /Dr(\S+) (\S+) Cr102/.exec(caseOf('HAND-322').input) ?? [];
  const lines = [debit(account, given), credit('102', given)];
  const nobody = await prepare({ date: '2025-08-01', summary: '分红', lines });
  expect(nobody.body).toMatchObject({
    code: 'books.income-by-hand',
    faults: [{ pointer: '/lines/0/account' }],
  });
  const left = {
    kind: 'opening',
    date: '2009-01-01',
    summary: '期初',
    lines: [debit('102', '1.00'), credit('322.02', '1.00')],
  };
  await expectStatus(accountant().post('~/prepared-entries?dryRun=true', left), 201);
  const late = { ...rent, kind: 'opening', date: '2025-08-01' };
  expect(await codeOf(prepare(late))).toBe('books.opening-after-entries');
});

it('an office of one person names a reviewer from outside, who is nothing else', async () => {
  const settings = await expectStatus(test.as('auditor').get('~/books-settings'), 200);
  const name = (outsideReviewer: string | null) =>
    test.as('chair').put('~/books-settings', { ...settings, outsideReviewer });
  expect(await codeOf(name(accountant().userId))).toBe('books.outside-reviewer');
  await setByTwo(test, 'put', '~/books-settings', { ...settings, outsideReviewer: reviewer().userId });
  await expectStatus(enterByHand(test, rent), 201);
  await setByTwo(test, 'put', '~/books-settings', { ...settings, outsideReviewer: null });
});

it('an account of 2004 that the notes name takes entries, one that they do not takes none', async () => {
  const [, date = '', named = '', amount = '', money = ''] =
    /entry of (\S+) Dr(\S+) (\S+) Cr(\S+)/.exec(caseOf('ACC171').input) ?? [];
  const entry = (account: string) => ({
    date,
    summary: '拨付所属单位',
    lines: [debit(account, amount), credit(money, amount)],
  });
  expect(await codeOf(prepare(entry('109')))).toBe('books.account-unknown');
  const entered = await expectStatus(enterByHand(test, entry(named)), 201);
  expect(entered.lines[0]).toMatchObject({ account: '171', name: '拨付所属单位资金' });
});

it('an entry that the ledger makes bears the names of those who prepared and approved what it rests on', async () => {
  const resolutionId = await openRegister(test, ['8000', '9000']);
  const run = await runToPosted(test, resolutionId, {
    period: '2025-H1',
    recordDate: '2025-06-30',
    pool: '100.00',
  });
  const entry = (await journal()).find(
    ({ source }: { source: string | null }) => source === `dividend-run:${run.id as string}`,
  );
  expect(entry).toMatchObject({ preparedBy: 'The accountant', reviewedBy: 'The reviewer' });
});

const of = (number: string) => ({ holder: { kind: 'member', number } });
const wish = (...lines: readonly object[]) => ({ date: '2025-08-09', summary: '调账', lines });

it('no more leaves a holder by hand than was entered by hand: in no colour, to no account, by no reversal', async () => {
  const taken = (amount: string) => ({ ...debit('113', amount), ...of('1') });
  const owe = wish(debit('513', '5.00'), { ...credit('113', '5.00'), ...of('1') });
  const owed = await expectStatus(enterByHand(test, owe), 201);
  const others = ['101', '112', '211', '214', '503'].map((account) => credit(account, '5.01'));
  for (const other of [...others, { ...credit('113', '5.01'), ...of('2') }, debit('513', '-5.01')])
    expect([other, await codeOf(prepare(wish(taken('5.01'), other)))]).toEqual([
      other,
      'books.dividend-by-hand',
    ]);
  const red = await prepare(wish(taken('5.00'), debit('101', '-5.00')));
  expect(red.body).toMatchObject({ code: 'books.red-on-money', faults: [{ pointer: '/lines/1' }] });
  // The same in red on its other side.
  const inRed = { ...credit('113', '-5.01'), ...of('1') };
  expect(await codeOf(prepare(wish(inRed, credit('112', '5.01'))))).toBe('books.dividend-by-hand');
  // Two wait, each lawful alone: the second is judged again when it is confirmed.
  const moved = wish(taken('5.00'), credit('211', '5.00'));
  const second = await expectStatus(prepare(moved), 201);
  await expectStatus(enterByHand(test, moved), 201);
  expect(await codeOf(confirm(second.id))).toBe('books.dividend-by-hand');
  await expectStatus(reviewer().post(`~/prepared-entries/${second.id}/send-back`, { reason: '已转' }), 200);
  expect(await codeOf(takeBack(test, owed.id as string, { reason: '重复' }))).toBe('books.dividend-by-hand');
});

it('income and reserve do not leave by hand, in one entry or the first of two; a correction is remarked', async () => {
  const refused = ['101', '112', '113', '211', '301'].map((account) => [
    debit('322.02', '3.00'),
    { ...credit(account, '3.00'), ...(account === '113' && of('1')) },
  ]);
  const reserve = ['101', '112', '211'].map((account) => [debit('311', '3.00'), credit(account, '3.00')]);
  for (const lines of [...refused, ...reserve])
    expect([lines, (await prepare(wish(...lines))).body]).toMatchObject([
      lines,
      { code: 'books.income-by-hand', faults: [{ pointer: '/lines/1/account' }] },
    ]);
  expect(await codeOf(prepare(wish(debit('322.02', '3.00'), debit('101', '-3.00'))))).toBe(
    'books.red-on-money',
  );
  // Capital is no income, nor is the reserve beyond the loss that it makes good; PostgreSQL says the same.
  for (const account of ['322.02', '504', '513'])
    expect((await prepare(wish(debit('301', '3.00'), credit(account, '3.00')))).body).toMatchObject({
      code: 'books.capital-as-income',
      faults: [{ pointer: '/lines/1/account' }],
    });
  expect(await codeOf(prepare(wish(debit('311', '3.00'), credit('501', '3.00'))))).toBe(
    'books.capital-as-income',
  );
  for (const account of ['211', '112'])
    expect((await prepare(wish(debit('301', '3.00'), credit(account, '3.00')))).body).toMatchObject({
      code: 'books.capital-owed',
      faults: [{ pointer: '/lines/1/account' }],
    });
  const madeGood = wish(debit('311', '3.00'), credit('322.02', '3.00'));
  expect(await codeOf(prepare(madeGood))).toBe('books.reserve-beyond-loss');
  const past = (account: string) =>
    asApp(`insert into journal_entry select (jsonb_populate_record(e, jsonb_build_object('id', '01990000-0000-7000-8000-000000000301',
        'number', 9997, 'kind', 'manual', 'source', null, 'reverses', null))).* from journal_entry e where e.kind = 'manual' limit 1;
      insert into journal_line values ('${test.cooperativeId}', '01990000-0000-7000-8000-000000000301', 1, '${account}', 3, 0, 'x'),
        ('${test.cooperativeId}', '01990000-0000-7000-8000-000000000301', 2, '322.02', 0, 3, 'x');
      set constraints capital_is_no_income immediate`);
  for (const account of ['301', '311']) await expect(past(account)).rejects.toThrow('are not made income');
  const corrected = wish(debit('322.02', '3.00'), credit('513', '3.00'));
  const { number } = await expectStatus(enterByHand(test, corrected), 201);
  const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
  expect(findings).toEqual([]);
  expect(noted.map((each) => notedText(each, 'en'))).toContain(
    `voucher ${number as string}: an entry by hand took from income or reserve: see where that went (3.00)`,
  );
});

it('verification names what one person entered before there were reviews, and fails on what came in beside them', async () => {
  test.expectTampering();
  const [first, second] = (await journal()) as { id: string; number: string }[];
  const untouched = await verifyCooperative(test.services, test.cooperativeId);
  expect(untouched.findings).toEqual([]);
  await owner.unsafe(`begin; set local session_replication_role = replica;
    delete from entry_review where entry_id in ('${first?.id}', '${second?.id}');
    insert into entry_by_one values ('${test.cooperativeId}', '${first?.id}'); commit`);
  const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
  const told = (list: typeof noted) => list.map((each) => notedText(each, 'zh'));
  expect(told(noted).filter((each) => !told(untouched.noted).includes(each))).toEqual([
    `凭证·${first?.number}：手工凭证只经一人之手：在实行复核以前登记`,
  ]);
  expect(besidesRows(findings).map((each) => findingText(each, 'en'))).toEqual([
    `voucher ${second?.number}: nobody else reviewed this entry by hand`,
  ]);
});

it('income that is kept out stays on its account, and nothing is opened once it was distributed', async () => {
  const source = '专项资金管理办法';
  await setByTwo(test, 'put', '~/kept-out-accounts', {
    accounts: [{ chart: '2023', account: '503' }],
    source,
  });
  const entry = (...lines: readonly object[]) => ({ date: '2025-08-08', summary: '调整科目', lines });
  const by503 = (account: string) => entry(debit('503', '300.00'), credit(account, '300.00'));
  await expectStatus(enterByHand(test, entry(debit('102', '900.00'), credit('503', '900.00'))), 201);
  for (const account of ['501', '322.02', '301', '311'])
    expect((await prepare(by503(account))).body).toMatchObject({
      code: 'books.kept-out-moved',
      faults: [{ pointer: '/lines/1/account' }],
    });
  expect((await prepare(entry(credit('503', '-300.00'), credit('501', '300.00')))).body.code).toBe(
    'books.kept-out-moved',
  );
  const refund = await expectStatus(enterByHand(test, by503('102')), 201);
  // What waited when the account was put on the list is judged when it is confirmed; past the program, PostgreSQL asks.
  const line = (id: string, ordinal: number, account: string, sides: string) =>
    `insert into journal_line select '${test.cooperativeId}', '${id}', ${ordinal}, '${account}', ${sides}, 'x';`;
  const id = '01990000-0000-7000-8000-000000000503';
  const moved = `
    insert into journal_entry select (jsonb_populate_record(e, jsonb_build_object('id', '${id}', 'number', 9999, 'kind', 'manual',
      'reverses', null))).* from journal_entry e where e.id = '${String(refund.id)}';
    ${line(id, 1, '503', '300, 0')} ${line(id, 2, '501', '0, 300')}`;
  await expect(asApp(moved)).rejects.toThrow('kept out');
  await expect(asApp(moved.replace("'manual'", "'opening'"))).rejects.toThrow('kept out');
  // As much taken in again as other income: neither entry is refused, and verification names both.
  const again = await expectStatus(
    enterByHand(test, entry(debit('102', '300.00'), credit('501', '300.00'))),
    201,
  );
  const before = await verifyCooperative(test.services, test.cooperativeId);
  const told = before.noted.map((each) => notedText(each, 'en')).join();
  expect(told).toContain('it took from income that is kept out');
  expect(told).toMatch(/took as much in as other income: see both \(/);
  await expectStatus(takeBack(test, again.id as string, { reason: '重复' }), 201);
  await owner.unsafe(
    `set session_replication_role = replica; ${moved}; set session_replication_role = default`,
  );
  const { findings } = await verifyCooperative(test.services, test.cooperativeId);
  expect(findings.map((each) => findingText(each, 'en')).join()).toContain('moved income that is kept out');

  const opening = (account: string, sides = [debit('102', '5.00'), credit(account, '5.00')]) =>
    prepare({ kind: 'opening', date: '2009-01-01', summary: '补记期初', lines: sides });
  expect((await opening('322.02')).body).toMatchObject({
    code: 'books.opening-after-distribution',
    faults: [{ pointer: '/lines' }],
  });
  expect((await opening('322.02', [debit('102', '5.00'), credit('501', '5.00')])).body.code).toBe(
    'books.opening-after-distribution',
  );
  await expectStatus(opening('301'), 201);
  const opened = moved
    .replaceAll('000503', '000504')
    .replace('9999', '9998')
    .replace("'kind', 'manual'", "'kind', 'opening'")
    .replace("'503'", "'102'");
  await expect(asApp(opened)).rejects.toThrow('opening balances bring no income');
});

it('PostgreSQL refuses what goes by hand past the program, and verification names it', async () => {
  test.expectTampering();
  const cooperative = test.cooperativeId;
  const [sample] = (await journal()) as { id: string }[];
  const written = (
    place: number,
    [account, taken]: readonly [string, string],
    other: string,
    red = false,
  ) => {
    const id = `01990000-0000-7000-8000-00000000060${place}`;
    const [debits, credits] = red ? [`-${taken}`, '0'] : ['0', taken];
    return `
      insert into journal_entry select (jsonb_populate_record(e, jsonb_build_object('id', '${id}', 'number', ${9990 - place},
        'kind', 'manual', 'reverses', null))).* from journal_entry e where e.id = '${String(sample?.id)}';
      insert into journal_line select '${cooperative}', '${id}', 1, '${account}', ${taken}, 0, 'x';
      insert into journal_line select '${cooperative}', '${id}', 2, '${other}', ${debits}, ${credits}, 'x';
      insert into member_ledger_line (cooperative_id, entry_id, ordinal, account_id, account, debit, credit)
        select '${cooperative}', '${id}', 1, a.id, '113', ${taken}, 0 from holder_account a
        where a.cooperative_id = '${cooperative}' and a.number = '2' and '${account}' = '113';`;
  };
  const tries = [
    [written(1, ['113', '7.00'], '112'), 'takes more from a holder', 'took more from this holder'],
    [written(2, ['322.02', '7.00'], '211'), 'income and reserve', 'gave income or reserve to holders'],
    [written(3, ['513', '7.00'], '102', true), 'no red line', 'a negative line on the till or the bank'],
    [written(4, ['301', '7.00'], '211'), 'capital is not owed', 'moved capital to debts or receivables'],
  ] as const;
  for (const [statement, refusal, finding] of tries) {
    await expect(asApp(statement)).rejects.toThrow(refusal);
    await owner.unsafe(
      `set session_replication_role = replica; ${statement}; set session_replication_role = default`,
    );
    const { findings } = await verifyCooperative(test.services, cooperative);
    expect(findings.map((each) => findingText(each, 'en')).join('\n')).toContain(finding);
  }
});
