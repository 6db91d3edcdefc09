/**
 * What was approved is what happens: a content that is changed after its approval, by SQL as the service or by the service itself, is
 * refused, or the approval does not count at the next step; and whoever changes it past all guards is named by the verification.
 */
import postgres from 'postgres';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { credit, debit, enterByHand } from '../support/books.ts';
import {
  approve,
  basisOfNewcomer,
  calculate,
  decide,
  draft,
  expectStatus,
  moveByTwo,
  widePlan,
} from '../support/cooperative.ts';
import { enterAccount, makeBatch, openPayoutExample, release } from '../support/payout.ts';
import { WITHOUT_ENTRY } from '../support/past-the-program.ts';

let test: TestApp;
let owner: postgres.Sql;
/** The id of each thing that was approved. */
const approved = { run: '', plan: '', scheme: '', batch: '', open: '', resolution: '' };

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-07-10T02:00:00Z') });
  test.expectTampering();
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  Object.assign(
    approved,
    await test.stage('one of everything that is approved', async () => {
      await openPayoutExample(test);
      const accountant = test.as('accountant');
      const reviewer = test.as('reviewer');
      const { batch } = await expectStatus(makeBatch(test), 201);
      await expectStatus(release(test, `~/payout-batches/${batch.id as string}`), 200);
      const plan = await expectStatus(accountant.post('~/distribution-plans', widePlan('2025-H1')), 201);
      const resolutionId = await decide(test, { kind: 'plan', planId: plan.id as string });
      await expectStatus(reviewer.post(`~/distribution-plans/${plan.id}/adopt`, { resolutionId }), 200);
      const half = { period: '2025-H1', recordDate: '2025-06-30', pool: '1000.00' };
      const run = await expectStatus(draft(test, half), 201);
      await expectStatus(calculate(test, run.id as string), 200);
      await expectStatus(approve(test, run.id as string), 200);
      const matched = { code: 'matched', name: '配股', kind: 'matched', places: 2 };
      await expectStatus(accountant.post('~/share-classes', matched), 201);
      const rules = [
        {
          kind: 'match',
          shareClass: 'matched',
          base: 'basic',
          cohort: { everyone: true },
          ratio: '1:1',
          rounding: 'down',
          places: 2,
        },
      ];
      const scheme = await expectStatus(
        accountant.post('~/allotment-schemes', {
          name: '1:1',
          effectiveOn: '2025-07-10',
          meaning: '每一股配一股',
          rules,
        }),
        201,
      );
      await decide(test, { kind: 'scheme', schemeId: scheme.id as string });
      const lines = [debit('101', '100.00'), credit('301', '100.00')];
      const entry = { kind: 'opening', date: '2025-07-01', summary: '建账', lines };
      await expectStatus(enterByHand(test, entry), 201);
      const basis = await basisOfNewcomer(test);
      const standings = [
        { kind: 'admitted', effectiveOn: '2009-01-01', basis },
        { kind: 'deceased', effectiveOn: '2025-06-01' },
      ];
      const dead = { registerNumber: '4', name: '周四', birthDate: '1940-01-01', standings };
      await expectStatus(accountant.post('~/members', dead), 201);
      const of4 = { kind: 'member', number: '4' };
      const shares = {
        kind: 'subscription',
        shareClass: 'basic',
        to: of4,
        quantity: '100',
        effectiveOn: '2010-01-01',
      };
      await expectStatus(moveByTwo(test, shares), 201);
      const estate = {
        kind: 'inheritance',
        deceased: { number: '4' },
        effectiveOn: '2025-07-01',
        heirs: [{ holder: { kind: 'member', number: '1' }, parts: '1' }],
        reason: '公证书',
      };
      const first = await expectStatus(accountant.post('~/movement-requests', estate), 201);
      const open = await expectStatus(accountant.post('~/movement-requests', estate), 201);
      await expectStatus(reviewer.post(`~/movement-requests/${first.id}/confirm`), 201);
      const { userId } = test.as('representative');
      const proposal = await expectStatus(
        test.as('chair').put(`~/users/${userId}/roles`, { roles: ['representative', 'shareholder'] }),
        202,
      );
      await expectStatus(test.as('supervisor').post(`~/access-proposals/${proposal.id}/confirm`), 200);
      return {
        run: run.id,
        plan: plan.id,
        scheme: scheme.id,
        batch: batch.id,
        open: open.id,
        resolution: resolutionId,
      };
    }),
  );
}, 120_000);
afterAll(async () => {
  await owner.end();
  await test.close();
});

/**
 * What PostgreSQL says to the service that tries it within the cooperative, everything that is judged at the end included; unless `told`,
 * but that an entry of the trail is missing.
 */
async function asService(statement: string, told = true): Promise<string> {
  const undone = new Error('undone');
  try {
    await owner.begin(async (tx) => {
      if (!told) await tx.unsafe(WITHOUT_ENTRY);
      await tx.unsafe(`set local role hegu_app; set local app.cooperative_id = '${test.cooperativeId}'`);
      const done = await tx.unsafe(statement);
      await tx.unsafe('set constraints all immediate');
      if (done.count === 0) throw new Error('nothing was tried');
      throw undone;
    });
  } catch (error) {
    if (error === undone) return 'done';
    return `${String((error as { code?: string }).code)} ${(error as Error).message}`;
  }
  return 'done';
}

/** Another row like the first of a table, with these fields of its own. */
const another = (table: string, fields: object, where = 'true') =>
  `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(t) || '${JSON.stringify(fields)}'::jsonb)).*
   from ${table} t where ${where} limit 1`;

const verified = async () => {
  const { findings } = await verifyCooperative(test.services, test.cooperativeId);
  return findings.map((each) => findingText(each, 'en')).join('\n');
};

describe('as the service, by SQL', () => {
  it('what takes two, a right or a fact of its own is not written without it', async () => {
    const by = (role: Role) => test.as(role).userId;
    const coop = `'${test.cooperativeId}'`;
    const id = newId();
    const correction = (answerer: Role) => `insert into correction_request
        select cooperative_id, '${id}', id, 'name', '\\x00', '2025-07-10', 'through-the-office', now(), '${by('accountant')}'
        from member where register_number = '1';
      insert into correction_answer values (${coop}, '${id}', 'corrected', null, now(), '${by(answerer)}')`;
    const erasure = (before: string) =>
      `insert into erasure_request values (${coop}, '${id}', 'readings', '${before}', 0, now(), '${by('chair')}')`;
    const erased = (answerer: Role) => `${erasure('2009-01-01')};
      insert into erasure_answer values (${coop}, '${id}', 'erased', null, 0, now(), '${by(answerer)}')`;
    const circumstance = (noticeOn: string) => `insert into minutes_circumstance
      values (${coop}, '${id}', '${approved.resolution}', false, '${noticeOn}', null, null, null, now(), '${by('accountant')}')`;
    const given = { id, number: 999, recorded_by: by('accountant') };
    // What a rule lets pass ends at the last one: no row without an entry of the trail.
    const passed = 'rows are written with an entry of the trail';
    const tries = [
      [
        `insert into member_basis select cooperative_id, id, 'other', null, '${approved.resolution}', null, now()
         from member_standing where kind = 'deceased' limit 1`,
        'the resolution does not decide on members',
      ],
      [circumstance('2199-01-01'), 'minutes_circumstance: not of these minutes'],
      [circumstance('2009-01-01'), passed],
      [
        `insert into member_bank_account (cooperative_id, member_id, recorded_at, bank_account_cipher)
         select cooperative_id, id, now(), '\\x00' from member limit 1`,
        'an account comes with its index and its change',
      ],
      [
        another('access_proposal', { ...given, kind: 'closing', user_id: null }),
        'an administrator founds and closes',
      ],
      [another('access_proposal', given, `kind = 'roles'`), 'whoever proposes is chair or supervisor'],
      [correction('accountant'), 'correction_answer: another person answers'],
      [correction('reviewer'), passed],
      [erasure('2020-01-01'), 'readings are kept for 10 years'],
      [erased('chair'), 'erasure_answer: another person answers'],
      [erased('supervisor'), passed],
      [
        another('payout_setting', { version: 99, payer_account_index: null }),
        'what tells the account from another is missing',
      ],
      [another('payment_order', { id, number: 99, payer_version: null }), 'who pays is missing'],
      [
        `update member set register_number = '99' where register_number = '1'`,
        'what a row is about does not change',
      ],
    ] as const;
    const said: string[] = [];
    for (const [statement] of tries) said.push(await asService(statement));
    expect(said).toEqual(tries.map(([, words]) => expect.stringContaining(words)));
  });

  it('nothing of what was approved is changed or taken away', async () => {
    const things = [
      ['dividend_line', 'gross = gross + 1'],
      ['distribution_plan', 'members = members + 1'],
      ['distribution_plan_end', `kind = 'withdrawn'`],
      ['allotment_scheme', `rules = '[]'`],
      ['payment_order', 'total = total + 1'],
      ['payment_line', 'amount = amount + 1'],
      ['payment_release', 'changed = 0'],
      ['prepared_entry', `summary = 'x'`],
      ['prepared_line', 'debit = debit + 1'],
      ['entry_review', `outcome = 'confirmed'`],
      ['journal_line', 'debit = debit + 1'],
      ['resolution', `text = 'x'`],
      ['resolution_review', `verdict = 'confirmed'`],
      ['account_change', 'count = 2'],
      ['account_change_review', `outcome = 'confirmed'`],
      ['movement_request', `wish = '{}'`],
      ['movement_request_answer', 'first_number = 1'],
      ['access_proposal', `wish = '{}'`],
      ['access_answer', 'confirmed = true'],
    ] as const;
    for (const [table, change] of things) {
      expect([table, await asService(`update ${table} set ${change}`)]).toEqual([
        table,
        expect.stringMatching(/^(42501|HG001)/),
      ]);
      expect([table, await asService(`delete from ${table}`)]).toEqual([
        table,
        expect.stringMatching(/^(42501|HG001)/),
      ]);
    }
  });

  it('a run is not approved anew by its own row, and counts no more once a line comes to it', async () => {
    const { run } = approved;
    const of = `where id = '${run}'`;
    const content = 'approved_content = run_content(cooperative_id, id)';
    for (const change of [`approved_content = 'x'`, `resolution_id = null`, `state = 'calculated'`])
      expect(await asService(`update dividend_run set ${change} ${of}`)).toMatch(
        /^HG003.*approved as it was|^23514/,
      );
    expect(
      await asService(
        `update dividend_run set tax_basis = '免税' ${of}; update dividend_run set ${content} ${of}`,
      ),
    ).toContain('approved as it was');
    const line = another('dividend_line', { ordinal: 99 }, `run_id = '${run}'`);
    for (const change of [line, `update dividend_run set tax_basis = '免税' ${of}`])
      expect(
        await asService(`${change}; update dividend_run set state = 'posted', posted_at = now() ${of}`),
      ).toMatch(/^(HG003|HG001|23)/);
  });

  it('nothing comes to a plan, a batch or an entry that stands', async () => {
    const { batch } = approved;
    const nothing = /^(HG00[123]|235)/;
    expect(await asService(another('payment_line', { serial: 99 }, `order_id = '${batch}'`))).toMatch(
      nothing,
    );
    expect(await asService(another('payment_release', {}, `order_id = '${batch}'`))).toMatch(nothing);
    expect(await asService(another('prepared_line', { ordinal: 99 }))).toMatch(nothing);
    expect(await asService(another('journal_line', { ordinal: 99 }))).toMatch(nothing);
    expect(
      await asService(another('journal_entry', { id: newId(), number: 999 }, `kind = 'opening'`)),
    ).toMatch(nothing);
    expect(await asService(another('distribution_plan_end', {}))).toMatch(nothing);
    expect(await asService(another('resolution_review', {}))).toMatch(nothing);
  });

  it('no account comes in under a change that was confirmed', async () => {
    const account = another(
      'member_bank_account',
      { recorded_at: '2025-07-18T02:00:00Z' },
      'change_id is not null',
    );
    expect(await asService(account)).toContain('with a change that another person confirms');
    const swap = `update member set bank_account_index = '\\x01', changed_at = now() where register_number = '2'`;
    expect(await asService(swap)).toContain('with a change that another person confirms');
  });

  it('nothing else moves under a request than was asked for', async () => {
    const reviewer = test.as('reviewer').userId;
    const [newest] = await owner<{ last: string }[]>`select max(number) as last from share_movement`;
    const next = Number(newest?.last) + 1;
    const moment = '2025-07-18T02:00:00Z';
    const [third] = await owner<{ id: string }[]>`select id from holder_account where number = '3'`;
    const moved = (fields: object) =>
      another(
        'share_movement',
        { id: newId(), number: next, recorded_at: moment, ...fields },
        `kind = 'inheritance'`,
      );
    const answer = another('movement_request_answer', {
      request_id: approved.open,
      confirmed: true,
      first_number: next,
      last_number: next,
      recorded_by: reviewer,
      recorded_at: moment,
    });
    expect(await asService(`${moved({})}; ${answer}`, false)).toBe('done');
    for (const other of [{ kind: 'escheat' }, { effective_on: '2025-07-02' }, { to_account: third?.id }])
      expect([other, await asService(`${moved(other)}; ${answer}`, false)]).toEqual([
        other,
        expect.stringContaining('not what was asked'),
      ]);
    expect(await asService(answer, false)).toContain('not what was asked');
  });
});

describe('through the service', () => {
  it('an approved run, an adopted plan and a decided scheme are not drawn up anew; a batch with an account that changed is not sent', async () => {
    const accountant = test.as('accountant');
    expect((await calculate(test, approved.run)).body.code).toBe('run.wrong-state');
    const withdrawn = await accountant.post(`~/distribution-plans/${approved.plan}/withdraw`, {
      reason: '改动',
    });
    expect(withdrawn.status).toBeGreaterThanOrEqual(409);
    await enterAccount(test, '1', '9901058800000099');
    const sent = await test.as('cashier').post(`~/payout-batches/${approved.batch}/send`, {});
    expect([sent.status, sent.body.code]).toEqual([409, 'payout.order-outdated']);
  });
});

describe('past every guard', () => {
  it('what was changed is named by the verification', async () => {
    const { run, plan, batch, resolution } = approved;
    const changes: readonly (readonly [string, RegExp])[] = [
      [`update dividend_run set tax_basis = '免税' where id = '${run}'`, /^run .*approved/m],
      [`update distribution_plan set members = members + 1 where id = '${plan}'`, /^plan /m],
      [
        `update payment_line set amount = amount + 1 where order_id = '${batch}' and serial = 1`,
        /^batch 1: its count/m,
      ],
      [
        `update prepared_line set debit = debit + 1, credit = 0 where ordinal = 1`,
        /^voucher .*not what was reviewed/m,
      ],
      [
        `update resolution_review set recorded_by = r.recorded_by from resolution r where r.id = resolution_review.resolution_id and r.id = '${resolution}'`,
        /^resolution /m,
      ],
      [
        `update share_movement set quantity = quantity - 1, effective_on = '2025-07-02' where kind = 'inheritance'`,
        /^movement request .*not what was asked/m,
      ],
      [
        `update access_proposal set wish = '{"roles":["auditor"]}' where kind = 'roles'`,
        /^duties of .*not proposed/m,
      ],
      [
        `update account_change_review v set recorded_by = c.made_by from account_change c where c.id = v.change_id`,
        /^account change .*confirmed by whoever asked/m,
      ],
    ];
    const unnamed: string[] = [];
    for (const [statement, named] of changes) {
      const before = await stateOf(statement);
      await pastGuards(statement);
      const said = await verified();
      if (!named.test(said)) unnamed.push(`${statement}: ${said}`);
      await before();
    }
    expect(unnamed).toEqual([]);
  });
});

async function pastGuards(statement: string): Promise<void> {
  await owner.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    await tx.unsafe(statement);
  });
}

/** What the table of a statement holds now, to be put back. */
async function stateOf(statement: string): Promise<() => Promise<void>> {
  const table = /^update (\w+)/.exec(statement)?.[1] ?? '';
  const [kept] = await owner.unsafe<{ rows: string }[]>(
    `select jsonb_agg(to_jsonb(t))::text as rows from ${table} t`,
  );
  return () =>
    owner.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      await tx.unsafe(`delete from ${table}`);
      await tx.unsafe(
        `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
        [kept?.rows ?? '[]'],
      );
    });
}
