/**
 * Settings that bound others: whoever loosens one waits for another person, through the interface and in PostgreSQL; whoever tightens
 * one does not.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, setByTwo } from '../support/cooperative.ts';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-03-02T02:00:00Z') });
  await setByTwo(test, 'put', '~/kept-out-accounts', { accounts, source });
});
afterAll(() => test.close());

const chair = () => test.as('chair');
const source = '章程第十三条';
const accounts = [{ chart: '2023', account: '503' }];
const days = {
  papersOpenDays: 20,
  publicNoticeDays: 15,
  meetingDaysAfterPeriod: 31,
  publicNoticeDaysAfterMeeting: 1,
};
const payer = { payerName: '示范', payerBank: '工商银行', payerAccount: '1602000009900000001' };
const books = { collectivePart: 'undistributed', bankAccount: '102', pensionAccount: '514' };
const cap = { kind: 'holder-cap', base: 'total', effectiveOn: '2026-03-02', source };

/** What tightens first, what loosens it, and what is in force as a reader sees it. */
const each = [
  {
    name: 'the allowance',
    ask: (wish: object) => chair().post('~/share-allowance', wish),
    tight: { quantity: '10', effectiveOn: '2026-03-02', source },
    loose: { quantity: '1000000', effectiveOn: '2026-03-02', source },
    read: async () => (await test.as('auditor').get('~/share-allowance')).body.quantity,
    before: '10',
    after: '1000000',
  },
  {
    name: 'who takes shares',
    ask: (wish: object) => chair().post('~/share-takers', wish),
    tight: { takers: 'inside', effectiveOn: '2026-03-02', source },
    loose: { takers: 'kin', effectiveOn: '2009-01-01', source },
    read: async () => (await test.as('auditor').get('~/share-takers')).body.takers,
    before: 'inside',
    after: 'kin',
  },
  {
    name: 'a cap',
    ask: (wish: object) => chair().post('~/share-limits', wish),
    tight: { ...cap, percent: '3' },
    loose: { ...cap, percent: null, base: null },
    read: async () => (await test.as('auditor').get('~/share-limits')).body.limits.length,
    before: 1,
    after: 2,
  },
  {
    name: 'accounts kept out',
    ask: (wish: object) => chair().put('~/kept-out-accounts', wish),
    tight: { accounts, source },
    loose: { accounts: [], source },
    read: async () => (await test.as('auditor').get('~/kept-out-accounts')).body.accounts.length,
    before: 1,
    after: 0,
  },
  {
    name: 'an overdraft',
    ask: (wish: object) => chair().put('~/books-settings', wish),
    tight: books,
    loose: { ...books, overdraftAccounts: ['102'] },
    read: async () => (await test.as('auditor').get('~/books-settings')).body.overdraftAccounts.length,
    before: 0,
    after: 1,
  },
  {
    name: 'the minimum',
    ask: (wish: object) => chair().put('~/payout-settings', wish),
    tight: { ...payer, minimum: '0' },
    loose: { ...payer, minimum: '5000.00' },
    read: async () => (await test.as('auditor').get('~/payout-settings')).body.minimum,
    before: '0.00',
    after: '5000.00',
  },
  {
    name: 'who pays',
    ask: (wish: object) => chair().put('~/payout-settings', wish),
    tight: { ...payer, minimum: '100.00' },
    loose: { ...payer, payerAccount: '1602000009900000002', minimum: '100.00' },
    read: async () => (await test.as('auditor').get('~/payout-settings')).body.payerAccountMasked.slice(-4),
    before: '0001',
    after: '0002',
  },
  {
    name: 'days around meetings',
    ask: (wish: object) => chair().put('~/assembly-settings', wish),
    tight: { ...days, papersOpenDays: null },
    loose: { ...days, papersOpenDays: null, publicNoticeDays: 7 },
    read: async () => (await test.as('auditor').get('~/assembly-settings')).body.publicNoticeDays,
    before: 15,
    after: 7,
  },
];

it.each(each)(
  '$name: tightened by one, loosened by two',
  async ({ ask, tight, loose, read, before, after }) => {
    const [first, second] = [await ask(tight), await ask(loose)];
    expect([first.body.proposal, await read()]).toEqual([null, before]);
    const { id } = second.body.proposal as { id: string };
    for (const role of ['chair', 'accountant', 'cashier', 'auditor'] as const)
      expect((await test.as(role).post(`~/setting-proposals/${id}/confirm`)).status).toBe(403);
    expect(await read()).toEqual(before);
    const confirmed = await expectStatus(test.as('reviewer').post(`~/setting-proposals/${id}/confirm`), 200);
    expect([confirmed.state, await read()]).toEqual(['confirmed', after]);
    expect((await test.as('supervisor').post(`~/setting-proposals/${id}/confirm`)).body.code).toBe(
      'setting.answered',
    );
  },
);

it('accounts kept out: one more takes two, as one fewer does', async () => {
  const more = [...accounts, { chart: '2023', account: '504' }];
  const asked = await expectStatus(chair().put('~/kept-out-accounts', { accounts: more, source }), 200);
  expect([typeof asked.proposal.id, asked.accounts.length]).toEqual(['string', 0]);
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const alone = owner`insert into kept_out_setting (cooperative_id, version, accounts, source, recorded_at, recorded_by)
    select cooperative_id, 99, ${owner.json(more)}, ${source}, now(), recorded_by from kept_out_setting limit 1`;
  await expect(alone).rejects.toThrow('confirmed by another');
  await owner.end();
});

describe('What counts from before today', () => {
  it.each([
    ['an allowance', 'share-allowance', { quantity: '5' }],
    ['who takes shares', 'share-takers', { takers: 'inside' }],
    ['a cap', 'share-limits', { kind: 'transferee-cap', base: 'total', percent: '3' }],
  ])(
    '%s: takes two though it tightens, and then counts from the day that was asked for',
    async (_, path, wish) => {
      const asked = { ...wish, effectiveOn: '2024-05-06', source };
      const { id, proposal } = await expectStatus(chair().post(`~/${path}`, asked), 201);
      expect([id, proposal.state]).toEqual([null, 'open']);
      await expectStatus(test.as('reviewer').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
      const { body } = await test.as('auditor').get(`~/${path}`);
      expect(
        ((body.history ?? body.limits) as { effectiveOn: string }[]).map(({ effectiveOn }) => effectiveOn),
      ).toContain('2024-05-06');
    },
  );
});

it('a day of rest waits, and what is refused never holds', async () => {
  const day = { day: '2026-04-06', rest: false, source: '通知' };
  const { proposal } = await expectStatus(chair().post('~/rest-days', day), 202);
  const refused = test
    .as('supervisor')
    .post(`~/setting-proposals/${proposal.id}/refuse`, { reason: '没有通知' });
  expect((await expectStatus(refused, 200)).state).toBe('refused');
  const { days: known } = await expectStatus(test.as('auditor').get('~/rest-days?year=2026'), 200);
  expect((known as { own: boolean }[]).some(({ own }) => own)).toBe(false);
  await setByTwo(test, 'post', '~/rest-days', day);
  const { proposals } = await expectStatus(test.as('auditor').get('~/setting-proposals?limit=2'), 200);
  expect(proposals.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`)).toEqual([
    'rest-day confirmed',
    'rest-day refused',
  ]);
});

it('one person with both roles is still one, and PostgreSQL takes no row of one hand', async () => {
  const wish = { quantity: '2000000', effectiveOn: '2026-03-02', source };
  const { proposal } = await expectStatus(chair().post('~/share-allowance', wish), 201);
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const coop = test.cooperativeId;
  const asApp = (work: (sql: postgres.TransactionSql) => Promise<unknown>) =>
    owner.begin(async (sql) => {
      await sql`select set_config('app.cooperative_id', ${coop}, true)`;
      await sql`set local role hegu_app`;
      await work(sql);
    });
  const proposed = `insert into setting_proposal select cooperative_id, gen_random_uuid(), 99, kind, wish, says, recorded_at,
    '${test.as('accountant').userId}', 'x' from setting_proposal limit 1`;
  await expect(asApp((sql) => sql.unsafe(proposed))).rejects.toThrow('is the chair');
  const by = (userId: string) => (sql: postgres.TransactionSql) =>
    sql`insert into setting_answer values (${coop}, ${proposal.id as string}, true, null, now(), ${userId}, 'x')`;
  await expect(asApp(by(chair().userId))).rejects.toThrow('confirmed by another');
  await expect(asApp(by(test.as('accountant').userId))).rejects.toThrow('reviewer or supervisor');
  const alone = [
    `insert into share_allowance values ('${coop}', gen_random_uuid(), 3000000, '2026-03-02', now(), '${coop}', 'x')`,
    `insert into share_taker_rule values ('${coop}', gen_random_uuid(), 'inside', '2020-03-02', now(), '${coop}', null, 'x')`,
    `insert into share_limit (cooperative_id, id, kind, percent, base, effective_on, recorded_at, recorded_by, source)
      values ('${coop}', gen_random_uuid(), 'collective-cap', 1, 'total', '1950-01-01', now(), '${coop}', 'x')`,
    `insert into share_taker_rule values ('${coop}', gen_random_uuid(), 'outside', '2026-03-02', now(), '${coop}', gen_random_uuid(), 'x')`,
    `insert into rest_day values ('${coop}', 99, '2026-05-06', true, 'x', now(), '${coop}')`,
    `insert into books_setting values ('${coop}', 99, '{"overdraftAccounts":["102","102.01"]}', now(), '${coop}')`,
    `insert into assembly_setting values ('${coop}', 99, '{"publicNoticeDays":1}', now(), '${coop}')`,
    ...[`'payer_name', '他人'`, `'payer_account_index', decode('00', 'hex')`].map(
      (
        other,
      ) => `insert into payout_setting select (jsonb_populate_record(p, jsonb_build_object('version', 99, 'proposal_id', null,
        ${other}))).* from (select p from payout_setting p order by version desc limit 1) latest`,
    ),
    `insert into own_rules (cooperative_id, id, version, based_on, effective_from, rules, source, recorded_at, recorded_by)
      values ('${coop}', gen_random_uuid(), 99, 'x', '2026-04-01', '{}', 'x', now(), '${coop}')`,
  ];
  for (const text of alone)
    await expect(asApp((sql) => sql.unsafe(text))).rejects.toThrow('confirmed by another');
  // Nor does a confirmation carry more than what was proposed, or anything later.
  await expectStatus(test.as('supervisor').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
  const again = `insert into share_allowance values ('${coop}', gen_random_uuid(), 2000001, '2026-03-02', now(), '${coop}', 'x', '${String(proposal.id)}')`;
  await expect(asApp((sql) => sql.unsafe(again))).rejects.toThrow('confirmed by another');
  const closed = sqlOf(owner, `insert into inherited_alone_before values ('${coop}', now())`);
  await expect(closed).rejects.toThrow('is closed');
  await owner.end();
});

describe('A rule of pensions', () => {
  const rule = {
    from: '2026-04',
    age: { male: 60, female: 55 },
    years: null,
    retireesOnly: true,
    amount: '100.00',
    deathMonthPaid: false,
    lifeProofMonths: 12,
    source,
  };
  const set = (change: object) => chair().post('~/pension-rules', { ...rule, ...change });
  const withdraw = (from: string) => chair().post(`~/pension-rules/${from}/withdraw`, { reason: '金额录错' });
  const confirm = (id: string) => test.as('reviewer').post(`~/setting-proposals/${id}/confirm`);
  const write = async (text: string) => {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const written = owner.begin(async (sql) => {
      await sql`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
      await sql`set local role hegu_app`;
      await sql.unsafe(text);
      throw new Error('taken');
    });
    await written.finally(() => owner.end());
  };
  const withdrawn = `insert into pension_rule_end select cooperative_id, id, 'x', now(), recorded_by
    from pension_rule where from_month = '2026-04' and terms->>'amount' = '90.00'`;
  const amounts = async () =>
    (await test.as('auditor').get('~/pension-rules')).body.rules.map(
      (each: { amount: string }) => each.amount,
    );

  it('gives more by two, less by one, and nothing of months that are over', async () => {
    expect((await set({ from: '2026-02' })).body).toMatchObject({
      code: 'pension.rule-month-passed',
      faults: [{ pointer: '/from' }],
    });
    const first = await expectStatus(set({ from: '2008-01' }), 201);
    expect([typeof first.proposal.id, await amounts()]).toEqual(['string', []]);
    expect(first.proposal.says.zh).toContain('100.00 元，自 2008-01 起');
    for (const role of ['chair', 'accountant', 'cashier', 'auditor'] as const)
      expect((await test.as(role).post(`~/setting-proposals/${first.proposal.id}/confirm`)).status).toBe(403);
    await expectStatus(confirm(first.proposal.id), 200);
    expect(await amounts()).toEqual(['100.00']);
    const less = await expectStatus(set({ amount: '90.00' }), 201);
    expect([less.proposal, await amounts()]).toEqual([null, ['100.00', '90.00']]);
    for (const more of [
      { amount: '5000.00' },
      { retireesOnly: false },
      { lifeProofMonths: null },
      { age: null },
    ]) {
      const { proposal } = await expectStatus(set({ amount: '90.00', from: '2026-05', ...more }), 201);
      expect([typeof proposal.id, (await amounts()).length]).toEqual(['string', 2]);
    }
    await expect(write(withdrawn)).rejects.toThrow('confirmed by another');
    // Withdrawn, it lets the one before it count on, which gave more.
    const { proposal } = await expectStatus(withdraw('2026-04'), 200);
    expect((await amounts()).length).toBe(2);
    await expectStatus(confirm(proposal.id), 200);
    expect(await amounts()).toEqual(['100.00']);
  });

  it('asked for late counts from the month in which it is confirmed', async () => {
    const { proposal } = await expectStatus(set({ from: '2026-03', amount: '200.00' }), 201);
    test.setClock(new Date('2026-04-02T02:00:00Z'));
    await expectStatus(confirm(proposal.id), 200);
    const { rules } = await expectStatus(test.as('auditor').get('~/pension-rules'), 200);
    expect(rules.at(-1)).toMatchObject({ from: '2026-04', amount: '200.00' });
  });

  it('is refused by PostgreSQL when one person writes it', async () => {
    const row = (month: string, terms: string) => `insert into pension_rule
      select cooperative_id, gen_random_uuid(), '${month}', ${terms}, now(), recorded_by
      from pension_rule order by from_month desc limit 1`;
    const with_ = (change: object) => `terms || '${JSON.stringify(change)}'`;
    for (const text of [
      row('2099-01', with_({ from: '2099-01', amount: '5000.00' })),
      row('2099-01', with_({ from: '2099-01', retireesOnly: false })),
      row('2099-01', with_({ from: '2099-01', lifeProofMonths: 13 })),
      row('2099-01', with_({ from: '2099-01', age: { male: 1, female: 55 } })),
      row('2099-01', with_({ from: '2099-01', grades: [{ age: null, years: null, amount: '9.00' }] })),
      row('2099-01', with_({ from: '2020-01', amount: '1.00' })),
      row('2026-05', with_({ from: '2026-05', amount: '1.00' })),
    ])
      await expect(write(text)).rejects.toThrow('confirmed by another');
    const less = row('2099-01', with_({ from: '2099-01', amount: '1.00' }));
    await expect(write(less)).rejects.toThrow('taken');
  });
});

const sqlOf = (owner: postgres.Sql, text: string) => owner.unsafe(text);
