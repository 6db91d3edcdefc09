/** The share register, through HTTP on a real database. */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus, inherit, setByTwo } from '../support/cooperative.ts';
import { besidesRows, WITHOUT_ENTRY } from '../support/past-the-program.ts';
import { grantedIn } from '../../src/domain/other-ratio.ts';
import { memberChanges, shareClasses } from '../../src/modules/shares/index.ts';
import { verifyCooperative } from '../../src/modules/verification/index.ts';

let test: TestApp;
let next = 0;
let holders: string[] = [];

const rules = async () =>
  besidesRows((await verifyCooperative(test.services, test.cooperativeId)).findings).map(({ rule }) => rule);

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-10T02:00:00Z') });
  for (const [code, name, kind, places] of [
    ['basic', '基本股', 'basic', 2],
    ['cash', '现金股', 'subscribed', 0],
  ]) {
    const reply = await test.as('accountant').post('~/share-classes', { code, name, kind, places });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  }
});
afterAll(() => test.close());

// Three new members for every test, so that no test sees another's shares.
beforeEach(async () => {
  test.setClock(new Date('2011-01-10T02:00:00Z'));
  holders = [];
  for (let count = 0; count < 3; count += 1) {
    next += 1;
    const registerNumber = String(next);
    const standings = [{ kind: 'admitted', effectiveOn: '2010-01-01' }];
    const reply = await test
      .as('accountant')
      .post('~/members', { registerNumber, name: `成员${next}`, standings });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    holders.push(registerNumber);
  }
});

const holder = (index: number) => ({ kind: 'member', number: holders[index]! });

async function move(kind: string, fields: Record<string, unknown>): Promise<Reply> {
  return test
    .as('accountant')
    .post('~/movements', { kind, shareClass: 'basic', effectiveOn: '2010-07-31', ...fields });
}
const allow = (quantity: string) =>
  setByTwo(test, 'post', '~/share-allowance', { quantity, effectiveOn: '2010-01-01', source: '章程' });
const subscribe = (index: number, quantity: string, effectiveOn = '2010-07-31') =>
  move('subscription', { to: holder(index), quantity, effectiveOn });
const transfer = (from: number, to: number, quantity: string, effectiveOn: string) =>
  move('transfer', { from: holder(from), to: holder(to), quantity, effectiveOn });

async function held(index: number, on: string, knownAt = ''): Promise<string> {
  const query = `kind=member&number=${holders[index]}&from=${on}&to=${on}${knownAt && `&knownAt=${knownAt}`}`;
  const { status, body } = await test.as('reviewer').get(`~/share-statement?${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body.closing[0]?.quantity as string | undefined) ?? '0';
}

describe('a transfer', () => {
  it('leaves the shares with the giver to the eve and with the taker from the day', async () => {
    await subscribe(0, '100');
    expect((await transfer(0, 1, '40.5', '2010-10-01')).status).toBe(201);
    expect(await held(0, '2010-09-30')).toBe('100');
    expect(await held(1, '2010-09-30')).toBe('0');
    expect(await held(0, '2010-10-01')).toBe('59.5');
    expect(await held(1, '2010-10-01')).toBe('40.5');
  });

  it('above the holding is refused, by how much, and leaves nothing', async () => {
    await subscribe(0, '100');
    const reply = await transfer(0, 1, '100.01', '2010-10-01');
    expect(reply.status).toBe(422);
    expect(reply.body.code).toBe('shares.above-holding');
    expect(reply.body.detail).toContain('0.01');
    expect(await held(1, '2010-12-31')).toBe('0');
  });

  it('dated before the shares existed is refused with the day they began', async () => {
    await subscribe(0, '100');
    const reply = await transfer(0, 1, '1', '2010-07-30');
    expect(reply.body.code).toBe('shares.before-first-holding');
    expect(reply.body.detail).toContain('2010-07-31');
  });

  it('written late is checked against every later day', async () => {
    await subscribe(0, '100');
    await transfer(0, 1, '80', '2010-12-01');
    await subscribe(0, '50', '2010-12-15');
    const reply = await transfer(0, 2, '30', '2010-09-01');
    expect(reply.body.code).toBe('shares.above-holding');
    expect(reply.body.detail).toContain('2010-12-01');
    expect((await transfer(0, 2, '20', '2010-09-01')).status).toBe(201);
  });

  it('written in August is in the holding of 30 June as corrected, not as known in July', async () => {
    await subscribe(0, '100', '2010-01-01');
    test.setClock(new Date('2011-08-20T02:00:00Z'));
    await transfer(0, 1, '40', '2011-06-01');
    expect(await held(0, '2011-06-30')).toBe('60');
    expect(await held(0, '2011-06-30', '2011-07-05T00:00:00Z')).toBe('100');
  });

  it('of zero, to oneself, or finer than the class allows is refused', async () => {
    await subscribe(0, '100');
    expect((await transfer(0, 1, '0', '2010-10-01')).body.code).toBe('quantity.zero');
    expect((await transfer(0, 0, '1', '2010-10-01')).body.code).toBe('shares.same-account');
    expect((await transfer(0, 1, '0.001', '2010-10-01')).body.code).toBe('shares.too-fine-for-class');
    expect((await transfer(0, 1, '-1', '2010-10-01')).body.code).toBe('quantity.negative');
    const unknown = await move('transfer', {
      from: holder(0),
      to: holder(1),
      quantity: '1',
      shareClass: '金股',
    });
    expect(unknown.body.code).toBe('shares.class-not-found');
    const nobody = await move('gift', {
      from: holder(0),
      to: { kind: 'member', number: '9999' },
      quantity: '1',
    });
    expect(nobody.body.faults[0]).toMatchObject({ code: 'shares.holder-not-found', pointer: '/to' });
  });

  it('repeated under one idempotency key moves once', async () => {
    await subscribe(0, '100');
    const body = {
      kind: 'gift',
      from: holder(0),
      to: holder(1),
      shareClass: 'basic',
      quantity: '10',
      effectiveOn: '2010-10-01',
    };
    const key = { 'idempotency-key': `gift-of-${holders[0]}-once` };
    const first = await test.as('accountant').post('~/movements', body, key);
    const second = await test.as('accountant').post('~/movements', body, key);
    expect(second.body).toEqual(first.body);
    expect(await held(1, '2010-12-31')).toBe('10');
  });

  it('is told apart from what was granted, and what takes it back is told as it was', async () => {
    await subscribe(0, '100');
    const given = await move('gift', {
      from: holder(0),
      to: holder(1),
      quantity: '30',
      effectiveOn: '2010-08-15',
    });
    await transfer(0, 1, '20', '2010-09-01');
    const path = `~/movements/${String(given.body.ids[0])}/reverse`;
    await expectStatus(test.as('accountant').post(path, { reason: '录入错误' }), 201);
    const { members } = await expectStatus(test.as('auditor').get('~/members?limit=200'), 200);
    const ids = [0, 1].map(
      (index) =>
        (members as { id: string; registerNumber: string }[]).find(
          ({ registerNumber }) => registerNumber === holders[index],
        )?.id,
    );
    const changes = await test.database.read(test.cooperativeId, async (tx) => {
      const [basic] = (await shareClasses(tx, test.cooperativeId)).filter(({ code }) => code === 'basic');
      return memberChanges(tx, test.cooperativeId, [String(basic?.id)]);
    });
    const grantedTo = (id: string | undefined) =>
      grantedIn(
        changes
          .filter(({ memberId }) => memberId === id)
          .map(({ effectiveOn, how, came, went }) => ({
            effectiveOn: effectiveOn.toString(),
            how,
            came: came.toString(),
            went: went.toString(),
          })),
      ).toString();
    expect(ids.map(grantedTo)).toEqual(['100', '0']);
  });

  it('races another for the same shares, and one wins', async () => {
    await subscribe(0, '100');
    const replies = await Promise.all([1, 2, 1, 2].map((to) => transfer(0, to, '60', '2010-10-01')));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 422, 422, 422]);
    expect(await held(0, '2010-12-31')).toBe('40');
  });
});

it('the collective with somebody’s number beside it is neither the one nor the other', async () => {
  await subscribe(0, '10');
  const to = { kind: 'collective', number: holders[1] };
  const reply = await move('transfer', { from: holder(0), to, quantity: '1', effectiveOn: '2010-08-01' });
  expect(reply.body.faults[0]).toMatchObject({ code: 'shares.holder-not-found', pointer: '/to' });
});

describe('a reversal', () => {
  it('restores the holdings of every day, and happens once', async () => {
    await subscribe(0, '100');
    const mistake = await transfer(0, 1, '40', '2010-10-01');
    const path = `~/movements/${mistake.body.ids[0]}/reverse`;
    expect((await test.as('accountant').post(path, { reason: '录入错误' })).status).toBe(201);
    expect(await held(0, '2010-10-01')).toBe('100');
    const again = await test.as('accountant').post(path, { reason: '录入错误' });
    expect(again.body.code).toBe('shares.already-reversed');
  });

  it('is refused when the taker has given the shares on', async () => {
    await subscribe(0, '100');
    const mistake = await transfer(0, 1, '40', '2010-10-01');
    await transfer(1, 2, '40', '2010-11-01');
    const reply = await test
      .as('accountant')
      .post(`~/movements/${mistake.body.ids[0]}/reverse`, { reason: '录入错误' });
    expect(reply.body.code).toBe('shares.above-holding');
  });

  it('is the only way to undo: movements cannot be edited or deleted', async () => {
    const owner = postgres(test.ownerUrl, { max: 1 });
    await expect(owner`update share_movement set quantity = 1`).rejects.toThrow(/append only/);
    await expect(owner`delete from share_movement`).rejects.toThrow(/append only/);
    await owner.end();
  });
});

describe('a frozen holding', () => {
  const freeze = (fields: Record<string, unknown> = {}) =>
    test.as('accountant').post('~/restrictions', {
      kind: 'freeze',
      holder: holder(0),
      effectiveOn: '2010-09-01',
      reason: '（2010）法执字第 1 号',
      ...fields,
    });

  it('cannot move, also not back-dated, until the freeze is lifted; it may receive', async () => {
    await subscribe(0, '100');
    const frozen = await freeze();
    expect((await transfer(0, 1, '1', '2010-10-01')).body.code).toBe('shares.restricted');
    expect((await transfer(0, 1, '1', '2010-08-01')).body.code).toBe('shares.restricted');
    expect((await subscribe(0, '5', '2010-10-01')).status).toBe(201);
    const lift = { liftedOn: '2010-11-01', reason: '解除冻结通知' };
    const path = `~/restrictions/${frozen.body.id}/lift`;
    expect((await test.as('accountant').post(path, { ...lift, liftedOn: '2010-08-31' })).body.code).toBe(
      'shares.lift-before-start',
    );
    for (const role of ['reviewer', 'chair', 'supervisor'] as const)
      expect((await test.as(role).post(path, lift)).status).toBe(403);
    const { id } = await expectStatus(test.as('accountant').post(path, lift), 201);
    const confirm = `~/movement-requests/${id}/confirm`;
    for (const role of ['accountant', 'supervisor'] as const)
      expect((await test.as(role).post(confirm)).status).toBe(403);
    // Asked for, it still binds.
    expect((await transfer(0, 1, '1', '2010-11-01')).body.code).toBe('shares.restricted');
    expect((await expectStatus(test.as('reviewer').post(confirm), 201)).count).toBe(0);
    expect((await test.as('accountant').post(path, lift)).body.code).toBe('shares.restriction-lifted');
    expect((await transfer(0, 1, '1', '2010-10-31')).body.code).toBe('shares.restricted');
    expect((await transfer(0, 1, '1', '2010-11-01')).status).toBe(201);
  });

  it('is lifted by nobody alone, past the program neither; a lift by one is found', async () => {
    await subscribe(0, '100');
    const { id } = (await freeze()).body;
    test.expectTampering();
    const sql = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const asApplication = (text: string) =>
      sql.begin(async (tx) => {
        await tx.unsafe(WITHOUT_ENTRY);
        await tx.unsafe(`set local role hegu_app; set local app.cooperative_id = '${test.cooperativeId}'`);
        await tx.unsafe(text);
      });
    const lift = (
      day: string,
    ) => `insert into share_restriction_lift (cooperative_id, restriction_id, lifted_on, recorded_at, reason)
      values ('${test.cooperativeId}', '${id}', '${day}', '2010-12-01', '解除')`;
    await expect(asApplication(lift('2010-11-01'))).rejects.toThrow('one who asks and another who confirms');
    const path = `~/restrictions/${id}/lift`;
    const wish = { liftedOn: '2010-11-01', reason: '解除冻结通知' };
    const asked = await expectStatus(test.as('accountant').post(path, wish), 201);
    const answer = (by: string) => `insert into movement_request_answer
      select cooperative_id, id, true, null, null, null, '2010-12-01', ${by}, recorded_by_name
      from movement_request where id = '${asked.id}'`;
    const another = `'${randomUUID()}'`;
    await expect(asApplication(`${answer('recorded_by')}; ${lift('2010-11-01')}`)).rejects.toThrow(
      'confirmed by another person',
    );
    // Confirmed by another, it is the day that was asked for, and nothing else.
    const otherDay = `${answer(another)}; ${lift('2010-10-01')}`;
    await expect(asApplication(otherDay)).rejects.toThrow('not what was asked for');
    await expect(asApplication(answer(another))).rejects.toThrow('not what was asked for');
    expect(await rules()).toEqual([]);
    await sql`alter table share_restriction_lift disable trigger lifted_by_two`;
    await sql.unsafe(lift('2010-11-01'));
    await sql`alter table share_restriction_lift enable trigger lifted_by_two`;
    expect(await rules()).toEqual(['lifted-by-one']);
    await sql.unsafe(`begin; set local session_replication_role = replica;
      delete from share_restriction_lift where restriction_id = '${id}'; commit`);
    await sql.end();
  });

  it('in part keeps that part, and the rest is free', async () => {
    await subscribe(0, '100');
    await freeze({ shareClass: '基本股', quantity: '60' });
    expect((await transfer(0, 1, '41', '2010-10-01')).body.code).toBe('shares.restricted-part');
    expect((await transfer(0, 1, '40', '2010-10-01')).status).toBe(201);
    expect((await freeze({ quantity: '1' })).body.code).toBe('shares.restriction-shape');
  });

  it('is listed while it lasts', async () => {
    await subscribe(0, '100');
    const frozen = await freeze();
    const inForce = async (on: string) =>
      (await test.as('auditor').get(`~/restrictions?on=${on}`)).body.restrictions.some(
        (one: { id: string }) => one.id === frozen.body.id,
      ) as boolean;
    expect(await inForce('2010-08-31')).toBe(false);
    expect(await inForce('2010-09-01')).toBe(true);
  });
});

describe('an estate', () => {
  const divide = (fields: Record<string, unknown> = {}) =>
    inherit(test, {
      deceased: { number: holders[0] },
      effectiveOn: '2010-12-01',
      heirs: [
        { holder: holder(1), parts: '2' },
        { holder: holder(2), parts: '1' },
      ],
      reason: '公证书（2010）第 5 号',
      ...fields,
    });
  const die = async () => {
    const found = await test.as('reviewer').post('~/members/search', { text: holders[0]! });
    const person = found.body.members.find(
      (one: { registerNumber: string }) => one.registerNumber === holders[0],
    );
    const standings = `~/members/${person.id}/standings`;
    const death = { kind: 'deceased', effectiveOn: '2010-11-11' };
    const { id } = await expectStatus(test.as('accountant').post(standings, death), 201);
    return (kind: string, effectiveOn: string) =>
      test.as('accountant').post(`${standings}/${id}/correct`, { kind, effectiveOn, note: '登记有误' });
  };

  it('is divided exactly among several heirs, class by class, and the estate’s restriction ends', async () => {
    await subscribe(0, '100');
    await move('subscription', { to: holder(0), quantity: '10', shareClass: 'cash' });
    await die();
    await test.as('accountant').post('~/restrictions', {
      kind: 'estate-pending',
      holder: holder(0),
      effectiveOn: '2010-11-11',
      reason: '死亡登记',
    });
    expect((await transfer(0, 1, '1', '2010-11-20')).body.code).toBe('shares.restricted');
    const reply = await divide();
    expect(reply.status).toBe(201);
    expect(reply.body.count).toBe(4);
    const of = async (index: number, on: string) => {
      const { body } = await test
        .as('reviewer')
        .get(`~/share-statement?kind=member&number=${holders[index]}&from=${on}&to=${on}`);
      return (body.closing as { quantity: string }[]).map((one) => one.quantity).sort();
    };
    expect(await of(0, '2010-12-01')).toEqual([]);
    expect(await of(1, '2010-12-01')).toEqual(['66.67', '7']);
    expect(await of(2, '2010-12-01')).toEqual(['3', '33.33']);
    expect(await of(0, '2010-11-30')).toEqual(['10', '100']);
  });

  it('of somebody who lives is not divided', async () => {
    await subscribe(0, '100');
    expect((await divide()).body.code).toBe('shares.not-deceased');
  });

  it('under a court’s freeze is not divided', async () => {
    await subscribe(0, '100');
    await die();
    await test.as('accountant').post('~/restrictions', {
      kind: 'freeze',
      holder: holder(0),
      effectiveOn: '2010-09-01',
      reason: '法院',
    });
    expect((await divide()).body.code).toBe('shares.restricted');
  });

  it('waits for another person than who asked, at the database too', async () => {
    await subscribe(0, '100');
    await die();
    const estate = {
      kind: 'inheritance',
      deceased: { number: holders[0] },
      effectiveOn: '2010-12-01',
      heirs: [{ holder: holder(1), parts: '1' }],
      reason: '公证书',
    };
    const { id } = await expectStatus(test.as('accountant').post('~/movement-requests', estate), 201);
    expect(await held(0, '2010-12-01')).toBe('100');
    expect((await test.as('accountant').post(`~/movement-requests/${id}/confirm`)).status).toBe(403);
    const { ids } = await expectStatus(test.as('reviewer').post(`~/movement-requests/${id}/confirm`), 201);
    const sql = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const again = sql`insert into share_movement (cooperative_id, id, number, kind, class_id, from_account, to_account,
        quantity, effective_on, recorded_at, recorded_by)
      select cooperative_id, gen_random_uuid(), 900001, kind, class_id, from_account, to_account, quantity, effective_on,
        recorded_at, recorded_by from share_movement where id = ${(ids as string[])[0]!}`;
    await expect(again).rejects.toThrow('one who asks and another who confirms');
    await sql.end();
  });

  it('rests on a death that is not taken back, nor moved behind it, until the movements are undone', async () => {
    await subscribe(0, '100');
    const correct = await die();
    const { ids } = await expectStatus(divide(), 201);
    expect((await correct('void', '2010-11-11')).body.code).toBe('membership.death-acted-on');
    expect((await correct('deceased', '2010-12-02')).body.code).toBe('membership.death-acted-on');
    for (const movementId of ids as string[]) {
      const undo = { kind: 'reversal', movementId, reason: '登记错人' };
      const { id } = await expectStatus(test.as('accountant').post('~/movement-requests', undo), 201);
      await expectStatus(test.as('reviewer').post(`~/movement-requests/${id}/confirm`), 201);
    }
    await expectStatus(correct('void', '2010-11-11'), 201);
  });

  it('is all that leaves the dead: no gift, sale or redemption, and what corrects takes two', async () => {
    await subscribe(0, '100');
    await die();
    const give = (kind: string, effectiveOn: string) => ({
      kind,
      shareClass: 'basic',
      quantity: '1',
      effectiveOn,
      reason: '赠与',
      from: holder(0),
      ...(kind !== 'redemption' && { to: holder(1) }),
    });
    const alone = async (kind: string, day: string) =>
      (await test.as('accountant').post('~/movements', give(kind, day))).body.code as string;
    for (const kind of ['gift', 'transfer', 'redemption'])
      expect(await alone(kind, '2010-11-11')).toBe('shares.of-the-dead');
    expect(await alone('gift', '2010-11-10')).toBe('shares.dead-need-second');
    expect(await alone('correction', '2010-12-01')).toBe('shares.dead-need-second');
    const byTwo = async (kind: string, day: string) => {
      const { id } = await expectStatus(
        test.as('accountant').post('~/movement-requests', give(kind, day)),
        201,
      );
      return test.as('reviewer').post(`~/movement-requests/${id}/confirm`);
    };
    expect((await byTwo('gift', '2010-12-01')).body.code).toBe('shares.of-the-dead');
    const { ids } = await expectStatus(byTwo('correction', '2010-12-01'), 201);
    expect(await held(0, '2010-12-01')).toBe('99');
    expect(await rules()).toEqual([]);
    test.expectTampering();
    const sql = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const given =
      () => sql`insert into share_movement (cooperative_id, id, number, kind, class_id, from_account, to_account,
        quantity, effective_on, recorded_at, recorded_by)
      select cooperative_id, gen_random_uuid(), 900001, 'gift', class_id, from_account, to_account, quantity, effective_on,
        recorded_at, recorded_by from share_movement where id = ${(ids as string[])[0]!}`;
    await expect(given()).rejects.toThrow('the dead give nothing away');
    await sql`alter table share_movement disable trigger dead_give_nothing`;
    await given();
    await sql`alter table share_movement enable trigger dead_give_nothing`;
    expect(await rules()).toContain('given-by-the-dead');
    await sql.unsafe(`begin; set local session_replication_role = replica;
      delete from share_movement where number = 900001; commit`);
    await sql.end();
  });

  it('of somebody made living again behind the program is found', async () => {
    test.expectTampering();
    await subscribe(0, '100');
    const correct = await die();
    await expectStatus(divide(), 201);
    expect(await rules()).toEqual([]);
    const sql = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    for (const table of ['member_standing', 'proposed_standing'])
      await sql.unsafe(`alter table ${table} disable trigger death_acted_on`);
    await expectStatus(correct('void', '2010-11-11'), 201);
    for (const table of ['member_standing', 'proposed_standing'])
      await sql.unsafe(`alter table ${table} enable trigger death_acted_on`);
    await sql.end();
    expect(await rules()).toEqual(['heirs-of-the-living', 'heirs-of-the-living']);
  });

  it('names each heir once', async () => {
    await subscribe(0, '100');
    await die();
    const twice = { heirs: [holder(1), holder(1)].map((one) => ({ holder: one, parts: '1' })) };
    expect((await divide(twice)).body.code).toBe('shares.no-heirs');
  });
});

describe('a limit', () => {
  const wishOf = (fields: Record<string, unknown>) => ({
    effectiveOn: '2010-01-01',
    source: '章程第十条',
    ...fields,
  });
  const limit = (fields: Record<string, unknown>) => test.as('chair').post('~/share-limits', wishOf(fields));
  const limitByTwo = (fields: Record<string, unknown>) =>
    setByTwo(test, 'post', '~/share-limits', wishOf(fields));

  it('fixes the total of a class: the pool gives no more than that', async () => {
    await test
      .as('accountant')
      .post('~/share-classes', { code: 'fixed', name: '定额股', kind: 'other', places: 0 });
    await limitByTwo({ kind: 'class-total', shareClass: '定额股', total: '100' });
    const issue = (index: number, quantity: string) =>
      move('subscription', { to: holder(index), quantity, shareClass: 'fixed' });
    expect((await issue(0, '60')).status).toBe(201);
    const reply = await issue(1, '41');
    expect(reply.body.code).toBe('shares.pool-exhausted');
    expect(reply.body.detail).toContain('exceeded by 1 ');
    expect((await issue(1, '40')).status).toBe(201);
    const below = await limit({ kind: 'class-total', shareClass: '定额股', total: '99' });
    expect([below.body.code, below.body.faults[0].pointer]).toEqual(['shares.limit-below-issued', '/total']);
    expect(below.body.detail).toContain('100 shares');
  });

  it('of a percentage needs its base', async () => {
    expect((await limit({ kind: 'holder-cap', percent: '3' })).body.code).toBe('shares.limit-shape');
    expect((await limit({ kind: 'class-total', percent: '3', base: 'total' })).body.code).toBe(
      'shares.limit-shape',
    );
    const byAccountant = await test.as('accountant').post('~/share-limits', {
      kind: 'holder-cap',
      percent: '3',
      base: 'total',
      effectiveOn: '2010-01-01',
      source: '章程',
    });
    expect(byAccountant.status).toBe(403);
  });

  it('per transferee stops a transfer that goes above it, from its day on, and can be taken off', async () => {
    await allow('1000000');
    await subscribe(0, '10000');
    const base = await totalHeld('2010-11-01');
    const cap = { kind: 'transferee-cap', base: 'total', effectiveOn: '2010-11-01' };
    await limitByTwo({ ...cap, percent: '5' });
    const most = Math.floor(base * 0.05);
    const above = await transfer(0, 1, String(most + 1), '2010-11-01');
    expect(above.body.code).toBe('shares.above-cap');
    expect(above.body.detail).toContain('"all shares"');
    expect((await transfer(0, 1, String(most), '2010-11-01')).status).toBe(201);
    expect((await transfer(0, 2, String(most + 1), '2010-10-31')).status).toBe(201);
    const off = { kind: 'transferee-cap', percent: null, base: null, effectiveOn: '2010-11-02' };
    await setByTwo(test, 'post', '~/share-limits', { ...off, source: '章程第十条' });
    expect((await transfer(0, 1, '100', '2010-11-02')).body.code).toBe('shares.above-cap');
    // The books' time never goes back: an earlier test moved it on.
    expect((await transfer(0, 1, '100', '2011-08-20')).status).toBe(201);
  });

  it('per holder counts the account of a household with that of each of its members', async () => {
    const on = '2011-08-20';
    test.setClock(new Date(`${on}T02:00:00Z`));
    await allow('9000000');
    await subscribe(2, '1000', on);
    const base = Math.ceil(await totalHeld(on));
    expect((await subscribe(0, String(base), on)).status).toBe(201);
    expect((await subscribe(1, String(2 * base), on)).status).toBe(201);
    await limitByTwo({ kind: 'holder-cap', percent: '60', base: 'total', effectiveOn: on });
    const accountant = test.as('accountant');
    await expectStatus(accountant.post('~/households', { number: '自家' }), 201);
    const { members } = await expectStatus(accountant.get('~/members?limit=999'), 200);
    const own = (members as { id: string; registerNumber: string }[]).find(
      ({ registerNumber }) => registerNumber === holders[0],
    );
    const place = { household: '自家', relation: 'head', effectiveOn: on };
    expect((await accountant.post(`~/members/${own?.id}/place`, place)).status).toBeLessThan(300);
    // A quarter of their own, and three eighths by the household: together more than the cap.
    const household = { kind: 'household', number: '自家' };
    const give = (to: object, quantity: number) =>
      move('gift', { from: holder(1), to, quantity: String(quantity), effectiveOn: on, reason: '赠与' });
    const above = await give(household, Math.floor(1.5 * base));
    expect(above.body.code).toBe('shares.above-cap');
    expect((await give(household, base)).status).toBe(201);
    expect((await give(holder(0), Math.ceil(0.6 * base))).body.code).toBe('shares.above-cap');
    expect((await give(holder(2), Math.ceil(0.6 * base))).status).toBe(201);
    await limitByTwo({ kind: 'holder-cap', percent: null, base: null, effectiveOn: on });
  });

  async function totalHeld(on: string): Promise<number> {
    const { body } = await test.as('reviewer').get(`~/holdings?on=${on}&limit=999`);
    const all = (body.holders as { holdings: { quantity: string }[] }[]).flatMap((one) => one.holdings);
    return all.reduce((sum, one) => sum + Number(one.quantity), 0);
  }
});

describe('holdings', () => {
  it('are listed page by page in natural order, without those who hold nothing', async () => {
    const whole = await test.as('reviewer').get('~/holdings?on=2010-12-31&limit=999');
    const all = whole.body.holders as { number: string }[];
    expect(all.map((one) => Number(one.number))).toEqual(
      all.map((one) => Number(one.number)).sort((a, b) => a - b),
    );
    const seen: { number: string }[] = [];
    for (let after = ''; ;) {
      const path = `~/holdings?on=2010-12-31&limit=4${after && `&after=${encodeURIComponent(after)}`}`;
      const { body } = await test.as('reviewer').get(path);
      seen.push(...(body.holders as { number: string }[]));
      if (body.next === null) break;
      after = body.next as string;
    }
    expect(seen).toEqual(all);
  });

  it('of somebody on the register who never held a share are an empty statement, of nobody a refusal', async () => {
    expect(await held(2, '2010-12-31')).toBe('0');
    const nobody = '~/share-statement?kind=member&number=9999&from=2010-07-01&to=2010-12-31';
    expect((await test.as('reviewer').get(nobody)).body.code).toBe('shares.holder-not-found');
  });

  it('rest on movements numbered without a gap, whatever was refused in between', async () => {
    const owner = postgres(test.ownerUrl, { max: 1 });
    const [row] =
      await owner`select count(*) as count, max(number) as last, min(number) as first from share_movement`;
    await owner.end();
    expect(row).toMatchObject({ first: '1', last: row?.['count'] });
  });
});

describe('a certificate', () => {
  it('is numbered, one valid a holder, replaced or voided, never reused', async () => {
    await subscribe(0, '100');
    const accountant = test.as('accountant');
    const wanted = { holder: holder(0), issuedOn: '2010-08-01' };
    const toCome = await accountant.post('~/certificates', { ...wanted, issuedOn: '2199-01-01' });
    expect(toCome.body).toMatchObject({
      code: 'shares.certificate-to-come',
      faults: [{ pointer: '/issuedOn' }],
    });
    const first = await accountant.post('~/certificates', wanted);
    const before = { endedOn: '2010-07-31', reason: '遗失' };
    expect((await accountant.post(`~/certificates/${first.body.id}/void`, before)).body.code).toBe(
      'shares.certificate-ended-before',
    );
    expect(first.body.number).toMatch(/^\d{6}$/);
    expect((await accountant.post('~/certificates', wanted)).body.code).toBe('shares.certificate-exists');
    const second = await accountant.post(`~/certificates/${first.body.id}/replace`, {
      issuedOn: '2010-09-01',
      reason: '遗失',
    });
    expect(Number(second.body.number)).toBe(Number(first.body.number) + 1);
    const again = await accountant.post(`~/certificates/${first.body.id}/void`, {
      endedOn: '2010-09-02',
      reason: '重复',
    });
    expect(again.body.code).toBe('shares.certificate-not-valid');
    const { body } = await test.as('auditor').get('~/certificates');
    expect(body.certificates.map((one: { state: string }) => one.state)).toEqual(['replaced', 'valid']);
    expect(body.certificates[1].replaces).toBe(first.body.id);
  });
});
