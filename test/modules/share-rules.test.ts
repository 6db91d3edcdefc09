/** Who may take shares and how many alone, estates without heirs, splits: tried by one person alone and by two. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { rowsOfRule } from '../../src/domain/law.ts';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  expectStatus,
  grossOf,
  decide,
  inherit,
  moveByTwo,
  runToPosted,
  setByTwo,
  today,
} from '../support/cooperative.ts';
import { amountsIn, caseOf, daysIn } from '../support/cases.ts';
import { WITHOUT_ENTRY } from '../support/past-the-program.ts';

const member = (number: string) => ({ kind: 'member', number });
const birthDate = '1960-01-01';
const admitted = [{ kind: 'admitted', effectiveOn: '2009-06-01' }];

async function opened(clock: string): Promise<TestApp> {
  const test = await startTestApp({ clock: new Date(clock) });
  const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', basic), 201);
  return test;
}

/**
 * Whether PostgreSQL lets somebody take shares whom the program was never asked about, as the program’s own role; undone again. The
 * rules of who confirms what are left out: they have tests of their own.
 */
async function takenPastTheProgram(test: TestApp, number: string, kind: string, on: string): Promise<void> {
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const undone = new Error('undone');
  try {
    await owner.begin(async (tx) => {
      await tx.unsafe(WITHOUT_ENTRY);
      for (const other of ['inherited_by_two', 'returned_by_two', 'dead_give_nothing'])
        await tx.unsafe(`alter table share_movement disable trigger ${other}`);
      await tx.unsafe('set local role hegu_app');
      await tx`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
      await tx`insert into holder_account (cooperative_id, id, kind, member_id, number, sort_key, recorded_at)
        select cooperative_id, gen_random_uuid(), 'member', id, register_number, register_number, now()
        from member where register_number = ${number} on conflict do nothing`;
      const { count } =
        await tx`insert into share_movement (cooperative_id, id, number, kind, class_id, from_account,
          to_account, quantity, effective_on, recorded_at, recorded_by)
        select m.cooperative_id, gen_random_uuid(), (select max(number) + 1 from share_movement), ${kind}, m.class_id,
          m.from_account, a.id, 1, ${on}::date, now(), m.recorded_by
        from share_movement m, holder_account a where m.number = 1 and a.number = ${number}`;
      expect(count).toBe(1);
      await tx.unsafe('set constraints taken_by_who_may immediate');
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  } finally {
    await owner.end();
  }
}

it('PostgreSQL knows of the provinces where members only take shares, from the same days as the law pack', async () => {
  const test = await opened('2026-01-20T02:00:00Z');
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const rows = await owner<{ code: string; since: string | null }[]>`
    select code, members_only_since(code)::text as since from (select lpad(n::text, 2, '0') as code from generate_series(0, 99) n) c`;
  await owner.end();
  await test.close();
  const known = rows.flatMap(({ code, since }) => (since === null ? [] : [`${code} ${since}`]));
  const told = rowsOfRule('shares.members-only').map(({ place, from }) => `${place} ${from}`);
  expect(known.sort()).toEqual(told.sort());
  expect(known).toHaveLength(4);
});

it('is a member alone where the law of the place says so, whatever the cooperative set', async () => {
  const test = await opened('2026-01-20T02:00:00Z');
  const [accountant, chair] = [test.as('accountant'), test.as('chair')];
  const place = { effectiveFrom: '2021-01-01', province: '33', community: 'village', source: '登记证' };
  await expectStatus(chair.post('~/jurisdictions', place), 201);
  const basis = { reason: 'birth' };
  const inOne = { birthDate, household: 'H1' };
  const joined = [{ kind: 'admitted', effectiveOn: '2009-06-01', basis }];
  for (const person of [
    { ...inOne, registerNumber: '1', name: '赵一', relation: 'head', standings: joined },
    { ...inOne, registerNumber: '2', name: '钱二', relation: 'spouse', standings: [] },
  ])
    await expectStatus(accountant.post('~/members', person), 201);
  const take = (number: string, kind = 'subscription') =>
    accountant.post('~/movements', {
      kind,
      ...(kind === 'gift' && { from: member('1') }),
      to: member(number),
      shareClass: 'basic',
      quantity: '1',
      effectiveOn: '2026-01-20',
    });
  await expectStatus(take('1'), 201);
  await setByTwo(test, 'post', '~/share-takers', {
    takers: 'kin',
    effectiveOn: '2026-01-20',
    source: '章程',
  });
  for (const kind of ['subscription', 'gift']) {
    const refused = await take('2', kind);
    expect([refused.status, refused.body.code]).toEqual([422, 'shares.taker-by-law']);
    expect(refused.body.detail).toContain('Zhejiang Regulations on Rural Collective Assets, art. 30');
  }
  const taken = (kind: string, on: string) => expect(takenPastTheProgram(test, '2', kind, on));
  await taken('gift', '2026-01-20').rejects.toThrow('members only take shares');
  // What is inherited follows the setting, and before the law's day everything did.
  await takenPastTheProgram(test, '2', 'inheritance', '2026-01-20');
  await taken('gift', '2016-04-30').rejects.toThrow('the setting of the day');
  // Past the program, and by a version that did not ask.
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`set session_replication_role = replica`;
  await owner`update jurisdiction set province = '37'`;
  await expectStatus(take('2'), 201);
  await owner`update jurisdiction set province = '33'`;
  test.expectTampering();
  const found = await verifyCooperative(test.services, test.cooperativeId);
  expect(found.findings.map(({ rule }) => rule)).toContain('taker-by-law');
  await owner`insert into unasked_before select cooperative_id, now() + interval '10 years' from jurisdiction limit 1`;
  const before = await verifyCooperative(test.services, test.cooperativeId);
  expect(before.findings.map(({ rule }) => rule)).not.toContain('taker-by-law');
  expect(before.noted.map(({ remark }) => remark)).toContain('taker-by-law-before');
  await owner.end();
  await test.close();
});

describe('Who takes shares', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await opened('2010-09-01T02:00:00Z');
    const people = [
      {
        registerNumber: '1',
        name: '赵一',
        birthDate,
        household: 'H1',
        relation: 'head',
        standings: admitted,
      },
      {
        registerNumber: '2',
        name: '钱二',
        household: 'H1',
        relation: 'spouse',
        birthDate,
        standings: [],
      },
      { registerNumber: '3', name: '孙三', standings: [] },
      { registerNumber: '4', name: '李四', household: 'H4', relation: 'head', standings: [] },
      {
        registerNumber: '5',
        name: '周五',
        birthDate,
        standings: [...admitted, { kind: 'deceased', effectiveOn: '2010-08-20' }],
      },
      { registerNumber: '6', name: '吴六', birthDate, standings: admitted },
    ];
    for (const person of people) await expectStatus(test.as('accountant').post('~/members', person), 201);
    for (const number of ['1', '5', '6']) await expectStatus(subscribe(member(number), '100'), 201);
  });
  afterAll(() => test.close());

  const subscribe = (to: object, quantity: string, effectiveOn = '2010-08-01') =>
    test
      .as('accountant')
      .post('~/movements', { kind: 'subscription', to, shareClass: 'basic', quantity, effectiveOn });
  const code = async (reply: Promise<{ body: { code?: string } }>) => (await reply).body.code;

  it('is a member unless the cooperative says otherwise, at every door', async () => {
    const accountant = test.as('accountant');
    for (const outsider of [member('2'), member('3'), { kind: 'household', number: 'H4' }, member('5')])
      expect(await code(subscribe(outsider, '1', '2010-08-25'))).toBe('shares.taker-outside');
    const gift = { kind: 'gift', from: member('1'), to: member('3'), shareClass: 'basic', quantity: '1' };
    expect(await code(accountant.post('~/movements', { ...gift, effectiveOn: '2010-08-25' }))).toBe(
      'shares.taker-outside',
    );
    const correction = { ...gift, kind: 'correction', from: { kind: 'pool' }, reason: '更正' };
    expect(await code(accountant.post('~/movements', { ...correction, effectiveOn: '2010-08-25' }))).toBe(
      'shares.taker-outside',
    );
    const heirs = [{ holder: member('3'), parts: '1' }];
    const estate = { deceased: { number: '5' }, effectiveOn: '2010-08-25', heirs, reason: '公证书' };
    expect(await code(inherit(test, estate))).toBe('shares.taker-outside');
    await expectStatus(subscribe({ kind: 'household', number: 'H1' }, '1'), 201);
    const { takers, isDefault } = await expectStatus(accountant.get('~/share-takers'), 200);
    expect([takers, isDefault]).toEqual(['inside', true]);
  });

  it('is asked by PostgreSQL too, of persons and households, from the day on that the setting names', async () => {
    const setting = 'the setting of the day lets nobody';
    for (const [number, kind, day] of [
      ['2', 'subscription', '2010-08-25'],
      ['3', 'gift', '2010-08-25'],
      ['3', 'inheritance', '2010-08-25'],
      ['3', 'correction', '2010-08-25'],
      ['3', 'opening', '2010-08-25'],
      ['5', 'transfer', '2010-08-25'],
      ['1', 'allotment', '2009-05-31'],
    ] as const)
      await expect(takenPastTheProgram(test, number, kind, day), `${number} ${kind}`).rejects.toThrow(
        setting,
      );
    for (const [number, kind, day] of [
      ['1', 'gift', '2010-08-25'],
      ['5', 'transfer', '2010-08-19'],
      ['H1', 'subscription', '2010-08-25'],
      // What goes back gives nobody anything.
      ['3', 'redemption', '2010-08-25'],
    ] as const)
      await takenPastTheProgram(test, number, kind, day);
  });

  it('may be kin from a day on, and an outsider only by an adopted resolution on just that', async () => {
    const chair = test.as('chair');
    const rule = { takers: 'kin', effectiveOn: '2010-08-10', source: '章程第十四条' };
    expect((await test.as('accountant').post('~/share-takers', rule)).status).toBe(403);
    await setByTwo(test, 'post', '~/share-takers', rule);
    // Whatever day was asked for, it does not hold before that of its confirmation.
    const day = today(test);
    const eve = LocalDate.parse(day).plusDays(-1).toString();
    await expectStatus(subscribe(member('2'), '1', day), 201);
    expect(await code(subscribe(member('2'), '1', eve))).toBe('shares.taker-outside');
    expect(await code(subscribe(member('3'), '1', day))).toBe('shares.taker-outside');
    const outside = { takers: 'outside', effectiveOn: '2010-08-20', source: '决议' };
    expect(await code(chair.post('~/share-takers', outside))).toBe('shares.takers-undecided');
    const other = await decide(test, null, { matter: 'budget', decidedOn: '2010-08-19' });
    expect(await code(chair.post('~/share-takers', { ...outside, resolutionId: other }))).toBe(
      'resolution.other-matter',
    );
  });

  it('and the collective, where nobody inherits: asked for by one, confirmed by another', async () => {
    const [accountant, reviewer] = [test.as('accountant'), test.as('reviewer')];
    const escheat = {
      kind: 'escheat',
      from: member('5'),
      effectiveOn: '2010-08-31',
      reason: '无继承人公告期满',
    };
    expect((await accountant.post('~/movements', escheat)).status).toBe(422);
    expect(await code(accountant.post('~/movement-requests', { ...escheat, from: member('6') }))).toBe(
      'shares.not-deceased',
    );
    const { id } = await expectStatus(accountant.post('~/movement-requests', escheat), 201);
    expect((await accountant.post(`~/movement-requests/${id}/confirm`)).status).toBe(403);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const ownAnswer = owner`insert into movement_request_answer select cooperative_id, id, true, null, 1, 1, recorded_at,
      recorded_by, recorded_by_name from movement_request where id = ${String(id)}`;
    await expect(ownAnswer).rejects.toThrow('confirmed by another person');
    await owner.end();
    const { count } = await expectStatus(reviewer.post(`~/movement-requests/${id}/confirm`), 201);
    expect(count).toBe(1);
    expect(await code(reviewer.post(`~/movement-requests/${id}/confirm`))).toBe('shares.request-answered');
    const { holders } = await expectStatus(reviewer.get('~/holdings?on=2010-08-31'), 200);
    const held = (holders as { number: string; holdings: { quantity: string }[] }[]).map(
      ({ number, holdings }) => [number, holdings[0]?.quantity],
    );
    expect(held).toContainEqual(['COLLECTIVE', '100']);
    expect(held.map(([number]) => number)).not.toContain('5');
  });

  it('by one person takes back only what was written a day ago at most', async () => {
    const accountant = test.as('accountant');
    const { ids } = await expectStatus(subscribe(member('6'), '5', '2010-08-01'), 201);
    const [movementId] = ids as readonly string[];
    const undo = () => accountant.post(`~/movements/${String(movementId)}/reverse`, { reason: '登记错误' });
    const now = test.services.clock();
    test.setClock(new Date(now.getTime() + 2 * 86_400_000));
    expect(await code(undo())).toBe('shares.written-before-needs-second');
    await expectStatus(moveByTwo(test, { kind: 'reversal', movementId, reason: '登记错误' }), 201);
    test.setClock(now);
    const slip = await expectStatus(subscribe(member('6'), '5', '2010-08-01'), 201);
    const [slipId] = slip.ids as readonly string[];
    await expectStatus(accountant.post(`~/movements/${String(slipId)}/reverse`, { reason: '登记错误' }), 201);
  });

  it('by no more than the allowance without a second person, whatever day is typed', async () => {
    const [accountant, reviewer] = [test.as('accountant'), test.as('reviewer')];
    await expectStatus(subscribe(member('6'), '9900', '2010-08-01'), 201);
    expect(await code(subscribe(member('6'), '0.01', '2009-12-31'))).toBe('shares.needs-second');
    const redemption = { kind: 'redemption', from: member('6'), shareClass: 'basic', quantity: '1' };
    const redeem = { ...redemption, effectiveOn: '2010-08-31', reason: '退股' };
    expect(await code(accountant.post('~/movements', redeem))).toBe('shares.needs-second');
    const asked = await expectStatus(accountant.post('~/movement-requests', redeem), 201);
    expect(asked.answer).toBeNull();
    await expectStatus(
      reviewer.post(`~/movement-requests/${asked.id}/send-back`, { reason: '申请未附' }),
      200,
    );
    expect(await code(reviewer.post(`~/movement-requests/${asked.id}/confirm`))).toBe(
      'shares.request-answered',
    );
    const again = await expectStatus(accountant.post('~/movement-requests', redeem), 201);
    const done = await expectStatus(test.as('chair').post(`~/movement-requests/${again.id}/confirm`), 201);
    // What two people moved one does not undo.
    const reason = '登记错误';
    const [movementId] = done.ids as readonly string[];
    expect(await code(accountant.post(`~/movements/${movementId}/reverse`, { reason }))).toBe(
      'shares.reversal-needs-second',
    );
    const undo = { kind: 'reversal', movementId, reason };
    const undoing = await expectStatus(accountant.post('~/movement-requests', undo), 201);
    await expectStatus(reviewer.post(`~/movement-requests/${undoing.id}/confirm`), 201);
    expect(await code(accountant.post('~/movement-requests', undo))).toBe('shares.already-reversed');
    const { requests } = await expectStatus(reviewer.get('~/movement-requests'), 200);
    const answered = (requests as { answer: { confirmed: boolean } | null }[]).flatMap(
      ({ answer }) => answer ?? [],
    );
    expect(answered.map(({ confirmed }) => confirmed)).toEqual([true, true, false, true, true]);
    const allowance = { quantity: '0', effectiveOn: '2010-09-01', source: '章程' };
    await setByTwo(test, 'post', '~/share-allowance', allowance);
    expect(await code(subscribe(member('1'), '1'))).toBe('shares.needs-second');
  });
});

describe('A split', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await opened('2025-03-20T02:00:00Z');
    for (const registerNumber of ['1', '2', '3']) {
      const person = { registerNumber, name: `股东${registerNumber}`, birthDate, standings: admitted };
      await expectStatus(test.as('accountant').post('~/members', person), 201);
    }
    for (const number of ['1', '2'])
      await expectStatus(move({ kind: 'subscription', to: member(number), effectiveOn: '2024-01-01' }), 201);
  });
  afterAll(() => test.close());
  const move = (movement: object) =>
    test.as('accountant').post('~/movements', { shareClass: 'basic', quantity: '100', ...movement });

  it('of 10:1 keeps share-days right, for those who left before it too', async () => {
    const accountant = test.as('accountant');
    const { input, right } = caseOf('SPLIT');
    const [effectiveOn] = daysIn(input, 1);
    const [pool] = amountsIn(input, 1);
    const resolutionId = await decide(test, {
      kind: 'split',
      shareClass: 'basic',
      ratio: '10:1',
      effectiveOn,
    });
    await expectStatus(move({ kind: 'redemption', from: member('1'), effectiveOn, reason: '退股' }), 201);
    const wish = { shareClass: 'basic', ratio: '10:1', effectiveOn, resolutionId };
    const past = await accountant.post('~/share-splits', { ...wish, effectiveOn: '2025-03-19' });
    expect(past.body.code).toBe('shares.split-in-past');
    const fraction = await accountant.post('~/share-splits', { ...wish, ratio: '1:3' });
    expect(fraction.body.faults).toMatchObject([{ code: 'shares.split-fraction', pointer: '/ratio' }]);
    expect((await accountant.post('~/share-splits', { ...wish, ratio: '1:1' })).status).toBe(422);
    const { number } = await expectStatus(
      accountant.post('~/certificates', { holder: member('2'), issuedOn: '2025-03-20' }),
      201,
    );
    const split = await expectStatus(accountant.post('~/share-splits', wish), 201);
    expect(split.movements).toBe(1);
    expect((await accountant.post('~/share-splits', wish)).body.code).toBe('shares.split-same-day');
    test.setClock(new Date('2025-07-10T02:00:00Z'));
    const stale = await accountant.post('~/documents/certificate', { certificate: number });
    expect(stale.body.code).toBe('shares.certificate-before-split');
    const run = await runToPosted(test, undefined, {
      period: '2025-H1',
      recordDate: '2025-06-30',
      basis: 'share-days',
      pool,
      taxRate: '0',
    });
    expect(await grossOf(test, run.id as string)).toEqual(amountsIn(right, 2));
  });

  it('reaches what is recorded later for a day before it, and the difference touches whose right changed', async () => {
    const late = {
      kind: 'gift',
      from: member('2'),
      to: member('3'),
      quantity: '50',
      effectiveOn: '2025-01-01',
    };
    // A dividend rests on what was held until then: one person asks for it, another confirms.
    const alone = await move(late);
    expect([alone.status, alone.body.code]).toEqual([409, 'shares.paid-on-needs-second']);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = owner.begin(async (tx) => {
      await tx.unsafe(WITHOUT_ENTRY);
      await tx`insert into share_movement (cooperative_id, id, number, kind, class_id, from_account, to_account, quantity,
          effective_on, recorded_at, recorded_by)
        select cooperative_id, gen_random_uuid(), 99, kind, class_id, from_account, to_account, 1, effective_on, now(), recorded_by
        from share_movement where number = 1`;
      await tx.unsafe('set constraints paid_on_by_two immediate');
    });
    await expect(past).rejects.toThrow('what a dividend was reckoned on two people change');
    await expectStatus(moveByTwo(test, { shareClass: 'basic', ...late }), 201);
    const noted = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).noted.flatMap(({ remark, row }) =>
        remark === 'paid-on-alone' ? [row] : [],
      );
    expect(await noted()).toEqual([]);
    const { holders } = await expectStatus(test.as('reviewer').get('~/holdings?on=2025-06-30'), 200);
    const held = (holders as { number: string; holdings: { quantity: string }[] }[]).map(
      ({ number, holdings }) => [number, holdings[0]?.quantity],
    );
    expect(held).toEqual([
      ['2', '500'],
      ['3', '500'],
    ]);
    const { runs } = await expectStatus(test.as('reviewer').get('~/dividend-runs'), 200);
    const difference = await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${runs[0].id}/draft-difference`, { reason: '补登记' }),
      201,
    );
    expect(await grossOf(test, difference.id as string)).toEqual(['-9050.00', '9050.00']);
    // As a version of before let one person alone enter it.
    test.expectTampering();
    await owner.unsafe('set session_replication_role = replica');
    await owner`delete from movement_request_answer`;
    expect(await noted()).toHaveLength(1);
    await owner.end();
  });
});
