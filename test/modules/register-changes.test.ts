/** Who becomes a member, leaves or comes back takes two, as do corrections, late retirements and the facts that pensions are reckoned from. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles, type Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { decide, expectStatus, onceItIs } from '../support/cooperative.ts';
import { openTill } from '../support/books.ts';
import { residentIdOf } from '../support/payout.ts';
import { makePensions, setPensionRule } from '../support/pension.ts';
import { besidesRows } from '../support/past-the-program.ts';
import { importedThrough } from '../worked-examples/upload.ts';

let test: TestApp;
let owner: postgres.Sql;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-06-10T02:00:00Z') });
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', basic), 201);
  test.letRegisterWait(true);
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

/** Before the first day here: nobody alone makes a member by a day that they type. */
const LONG_AGO = '2000-01-01';
const admit = (registerNumber: string, fields: object = {}) =>
  expectStatus(
    test.as('accountant').post('~/members', {
      registerNumber,
      name: `成员${registerNumber}`,
      sex: 'female',
      birthDate: '1960-01-01',
      standings: [{ kind: 'admitted', effectiveOn: LONG_AGO }],
      ...fields,
    }),
    201,
  );
const confirm = (changeId: string, role: Role = 'reviewer') =>
  test.as(role).post(`~/register-changes/${changeId}/confirm`);
const sendBack = (changeId: string) =>
  test.as('reviewer').post(`~/register-changes/${changeId}/send-back`, { reason: '查无此人' });
const stand = (memberId: string, standing: object) =>
  test.as('accountant').post(`~/members/${memberId}/standings`, standing);
const personOf = async (id: string) => expectStatus(test.as('auditor').get(`~/members/${id}`), 200);
const stateOf = async (id: string) => (await personOf(id)).member.standing.state as string;
const member = async (number: string, fields: object = {}): Promise<string> => {
  const { id, changeId } = await admit(number, fields);
  await expectStatus(confirm(changeId as string), 200);
  return id as string;
};
const findings = async () => {
  const { findings: found } = await verifyCooperative(test.services, test.cooperativeId);
  return besidesRows(found).map((each) => findingText(each, 'en'));
};

describe('A member', () => {
  it('is one once another person has confirmed it, and takes no share before', async () => {
    const { id, changeId } = await admit('1');
    expect(await stateOf(id as string)).toBe('none');
    const to = { kind: 'member', number: '1' };
    const given = { kind: 'subscription', to, shareClass: 'basic', quantity: '1', effectiveOn: '2025-06-01' };
    expect((await test.as('accountant').post('~/movements', given)).status).toBe(422);

    const shown = await expectStatus(test.as('reviewer').get(`~/register-changes/${changeId}`), 200);
    expect(shown).toMatchObject({
      change: { state: 'awaiting', count: 1, madeBy: 'The accountant' },
      people: [{ number: '1', after: null, standings: [{ kind: 'admitted', effectiveOn: LONG_AGO }] }],
    });
    for (const role of roles.filter((each) => !['reviewer', 'chair', 'supervisor'].includes(each)))
      expect((await confirm(changeId as string, role)).status).toBe(403);
    const own = await onceItIs(test, 'reviewer', () => confirm(changeId as string, 'accountant'));
    expect([own.status, own.body.code]).toEqual([403, 'register.reviewer-is-enterer']);
    expect(await stateOf(id as string)).toBe('none');

    expect(await expectStatus(confirm(changeId as string, 'supervisor'), 200)).toMatchObject({
      state: 'confirmed',
      reviewedBy: 'The supervisor',
    });
    expect(await stateOf(id as string)).toBe('admitted');
    expect((await test.as('accountant').post('~/movements', given)).status).toBe(201);
    expect((await confirm(changeId as string)).body.code).toBe('register.reviewed');
  });

  it('of a roster waits with it: sent back, and asked for again without the ghost', async () => {
    const csv =
      '股东编号,姓名,入社日期,退休日期\nG1,张一,2000-01-01,\nG2,张二,2000-01-01,2010-01-01\nG3,鬼,2000-01-01,\n';
    const { result } = await importedThrough(test.as('accountant'), '~', 'roster', 'r.csv', Buffer.from(csv));
    expect(result).toMatchObject({ members: 3, changeId: expect.any(String) });
    const changeId = result.changeId as string;
    await expectStatus(sendBack(changeId), 200);
    const again = { without: ['G3'] };
    const repeat = (wish: object) =>
      test.as('accountant').post(`~/register-changes/${changeId}/repeat`, wish);
    expect((await repeat({ without: ['G1', 'G2', 'G3'] })).body.code).toBe('register.nothing-left');
    const { id } = await expectStatus(repeat(again), 201);
    expect((await repeat(again)).body.code).toBe('register.change-waits');
    await expectStatus(confirm(id as string), 200);
    const { members } = await expectStatus(test.as('auditor').post('~/members/search', { text: 'G' }), 200);
    expect(members.map((each: { standing: { state: string } }) => each.standing.state)).toEqual([
      'admitted',
      'retired',
      'none',
    ]);
    const waiting = await expectStatus(test.as('reviewer').get('~/register-changes?state=awaiting'), 200);
    expect(waiting.changes).toEqual([]);
  });

  it('leaves, comes back and is struck by two; one thing at a time is about a person', async () => {
    const id = await member('2');
    const left = {
      kind: 'left',
      effectiveOn: '2004-05-01',
      basis: { reason: 'elsewhere', application: '迁入地证明' },
    };
    const { changeId } = await expectStatus(stand(id, left), 201);
    expect(await stateOf(id)).toBe('admitted');
    expect((await stand(id, left)).body.code).toBe('register.change-waits');
    await expectStatus(confirm(changeId as string), 200);
    expect(await stateOf(id)).toBe('left');
    const back = { kind: 'reinstated', effectiveOn: '2005-05-01', basis: { reason: 'return' } };
    const { changeId: returning } = await expectStatus(stand(id, back), 201);
    expect(await stateOf(id)).toBe('left');
    await expectStatus(confirm(returning as string), 200);
    const { history } = await personOf(id);
    expect(history.map(({ basis }: { basis: { reason: string } | null }) => basis?.reason)).toEqual([
      undefined,
      'elsewhere',
      'return',
    ]);

    const other = await member('3');
    const [admitted] = (await personOf(other)).history;
    const struck = await expectStatus(
      test.as('accountant').post(`~/members/${other}/standings/${admitted.id}/correct`, {
        kind: 'void',
        effectiveOn: LONG_AGO,
        note: '查无此人',
      }),
      201,
    );
    expect(await stateOf(other)).toBe('admitted');
    await expectStatus(confirm(struck.changeId as string), 200);
    expect(await stateOf(other)).toBe('none');
  });

  it('dies for money by what one person enters; votes and holds until another confirms it', async () => {
    const id = await member('4');
    const voters = async () =>
      (await expectStatus(test.as('auditor').get('~/entitled?body=members-assembly&on=2025-06-10'), 200))
        .entitled as number;
    const before = await voters();
    const dead = await expectStatus(stand(id, { kind: 'deceased', effectiveOn: '2025-06-01' }), 201);
    expect([await stateOf(id), await voters()]).toEqual(['deceased', before]);
    const shares = { shareClass: 'basic', quantity: '1', effectiveOn: '2025-05-01' };
    const to = { kind: 'member', number: '4' };
    await expectStatus(
      test.as('accountant').post('~/movements', { kind: 'subscription', to, ...shares }),
      201,
    );
    const estate = {
      kind: 'inheritance',
      deceased: { number: '4' },
      heirs: [{ holder: { kind: 'member', number: '1' }, parts: '1' }],
      effectiveOn: '2025-06-05',
      reason: '继承',
    };
    const inherit = () => test.as('accountant').post('~/movement-requests', estate);
    expect((await inherit()).body.code).toBe('shares.death-unconfirmed');
    expect(await findings()).toEqual([]);
    const own = await onceItIs(test, 'reviewer', () => confirm(dead.changeId as string, 'accountant'));
    expect(own.body.code).toBe('register.reviewer-is-enterer');

    // Sent back, the death is struck, and nothing is left of it.
    await expectStatus(sendBack(dead.changeId as string), 200);
    expect([await stateOf(id), await voters()]).toEqual(['admitted', before]);
    const again = await expectStatus(
      test.as('accountant').post(`~/register-changes/${dead.changeId}/repeat`, {}),
      201,
    );
    expect([await stateOf(id), await voters()]).toEqual(['deceased', before]);
    await expectStatus(confirm(again.id as string), 200);
    expect([await stateOf(id), await voters()]).toEqual(['deceased', before - 1]);
    expect((await inherit()).status).toBe(201);

    const death = (await personOf(id)).history.at(-1).id as string;
    const wish = { kind: 'void', effectiveOn: '2025-06-01', note: '同名' };
    const struck = await expectStatus(
      test.as('accountant').post(`~/members/${id}/standings/${death}/correct`, wish),
      201,
    );
    expect(await stateOf(id)).toBe('deceased');
    await expectStatus(confirm(struck.changeId as string), 200);
    expect([await stateOf(id), await voters()]).toEqual(['admitted', before]);
    expect(await findings()).toEqual([]);
  });

  it('who died meanwhile is not confirmed as having left', async () => {
    const id = await member('5');
    const basis = { reason: 'elsewhere', application: '迁入地证明' };
    const left = { kind: 'left', effectiveOn: '2025-06-01', basis };
    const { changeId } = await expectStatus(stand(id, left), 201);
    // A death must wait, too, until the reviewer has answered: nothing is confirmed that nobody saw.
    const death = await stand(id, { kind: 'deceased', effectiveOn: '2025-05-01' });
    expect(death.body.code).toBe('register.change-waits');
    await expectStatus(sendBack(changeId as string), 200);
    await expectStatus(stand(id, { kind: 'deceased', effectiveOn: '2025-05-01' }), 201);
    expect(await stateOf(id)).toBe('deceased');
  });
});

describe('Money that follows the register', () => {
  it('a retirement begins no pension before another person confirmed it, late or in time', async () => {
    await openTill(test);
    await expectStatus(setPensionRule(test, { from: '2025-01', age: null, retireesOnly: true }), 201);
    const id = await member('6');
    const dueOf = async () => {
      const reply = await test
        .as('accountant')
        .post('~/pension-runs?dryRun=true', { month: '2025-06', payOn: '2025-06-10' });
      return reply.status === 201 ? (reply.body.total as string) : reply.body.code;
    };
    const before = await dueOf();
    const late = await expectStatus(stand(id, { kind: 'retired', effectiveOn: '2024-12-31' }), 201);
    expect([typeof late.changeId, await dueOf()]).toEqual(['string', before]);
    await expectStatus(confirm(late.changeId as string), 200);
    expect(await dueOf()).not.toBe(before);
    const inTime = await member('7');
    const now = await expectStatus(stand(inTime, { kind: 'retired', effectiveOn: '2025-06-09' }), 201);
    expect([typeof now.changeId, await stateOf(inTime)]).toEqual(['string', 'admitted']);
    await expectStatus(confirm(now.changeId as string), 200);
    expect((await makePensions(test, '2025-06')).status).toBe(201);
  });

  it('sex, birth date, years, name and another resident ID wait; a first resident ID and telephones do not', async () => {
    const id = await member('8');
    const numberOf = async () =>
      (await test.as('auditor').post(`~/members/${id}/unmask`, { field: 'residentId', reason: '核对' })).body
        .value;
    const patch = (change: object) =>
      expectStatus(test.as('accountant').patch(`~/members/${id}`, change), 200);
    const [first, other] = [residentIdOf('99010519600101001'), residentIdOf('99010519400101002')];
    expect((await patch({ residentId: first, phone: '13900000000' })).changeId).toBeNull();
    expect(await numberOf()).toBe(first);
    const facts = { birthDate: '1940-01-01', sex: 'male', seniorityFrom: '1960-01-01' };
    const { changeId } = await patch({ ...facts, name: '成员八', residentId: other });
    const asItWas = { name: '成员8', sex: 'female', birthDate: '1960-01-01', seniorityFrom: null };
    expect((await personOf(id)).member).toMatchObject(asItWas);
    expect(await numberOf()).toBe(first);
    const [person] = (await expectStatus(test.as('chair').get(`~/register-changes/${changeId}`), 200)).people;
    expect(person).toMatchObject({
      before: asItWas,
      after: { ...facts, name: '成员八', residentIdMasked: '******************' },
      otherResidentId: true,
      standings: [],
    });
    const look = (role: Role, reason = '与身份证核对') =>
      test.as(role).post(`~/register-changes/${changeId}/unmask`, { reason });
    expect(await expectStatus(look('reviewer'), 200)).toEqual({ before: first, after: other });
    expect((await look('reviewer', '')).status).toBe(422);
    for (const role of roles.filter((each) => !['reviewer', 'chair', 'supervisor'].includes(each)))
      expect((await look(role)).status).toBe(403);
    const { looks } = await expectStatus(test.as('auditor').get('~/looks?kind=unmask'), 200);
    expect(looks).toContainEqual(
      expect.objectContaining({ act: 'unmaskRegisterChange', memberId: id, refused: null }),
    );
    await expectStatus(confirm(changeId as string), 200);
    expect((await look('reviewer')).body.code).toBe('register.reviewed');
    expect((await personOf(id)).member).toMatchObject({
      name: '成员八',
      sex: 'male',
      birthDate: '1940-01-01',
    });
    expect(await numberOf()).toBe(other);
    expect((await patch({ birthDate: '1940-01-01' })).changeId).toBeNull();
    // A name alone waits, and so does a number that is taken away; what is sent back leaves both as they were.
    for (const change of [{ name: '成员捌' }, { residentId: null }]) {
      const asked = await patch(change);
      expect((await personOf(id)).member.name).toBe('成员八');
      await expectStatus(sendBack(asked.changeId as string), 200);
    }
    expect(await numberOf()).toBe(other);
    expect(await findings()).toEqual([]);
  });

  it('a resident ID is one person’s, also when it was waiting', async () => {
    const [one, two] = [await member('8a'), await member('8b')];
    const number = residentIdOf('99010519610101003');
    const patch = (id: string, residentId: string) =>
      expectStatus(test.as('accountant').patch(`~/members/${id}`, { residentId }), 200);
    await patch(one, residentIdOf('99010519620101004'));
    const { changeId } = await patch(one, number);
    await patch(two, number);
    expect((await confirm(changeId as string)).body.code).toBe('resident-id.duplicate');
  });
});

describe('PostgreSQL', () => {
  const asProgram = (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
    owner.begin(async (tx) => {
      await tx`set local role hegu_app`;
      await tx`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
      await work(tx);
    });
  const insert = (
    tx: postgres.TransactionSql,
    standing: { kind: string; on: string; at?: string },
    id: string,
  ) =>
    tx`insert into member_standing (cooperative_id, id, member_id, kind, effective_on, recorded_at)
      values (${test.cooperativeId}, gen_random_uuid(), ${id}, ${standing.kind}, ${standing.on},
        ${standing.at ?? '2025-06-10T03:00:00Z'})`;

  it.each([
    ['an admission', { kind: 'admitted', on: LONG_AGO }],
    ['a leaving', { kind: 'left', on: LONG_AGO }],
    ['a death that nobody can confirm', { kind: 'deceased', on: '2025-06-01' }],
    ['a return', { kind: 'reinstated', on: LONG_AGO }],
    ['a retirement of today', { kind: 'retired', on: '2025-06-10' }],
    ['a late retirement', { kind: 'retired', on: '2024-01-01' }],
    [
      'a late retirement that claims to be recorded in time',
      { kind: 'retired', on: '2024-01-01', at: '2024-01-01T03:00:00Z' },
    ],
  ])('refuses %s by one person', async (_, standing) => {
    const { id } = await admit(`S${Math.random()}`);
    await expect(asProgram((tx) => insert(tx, standing, id as string))).rejects.toMatchObject({
      code: 'HG003',
    });
  });

  it('refuses the review of whoever entered the change, what is added to a confirmed one, and changed facts', async () => {
    const { id, changeId } = await admit('9');
    const me = test.as('accountant').userId;
    await expect(
      asProgram(
        (
          tx,
        ) => tx`insert into register_change_review (cooperative_id, change_id, outcome, recorded_at, recorded_by)
          values (${test.cooperativeId}, ${changeId as string}, 'confirmed', now(), ${me})`,
      ),
    ).rejects.toMatchObject({ code: 'HG003' });
    await expectStatus(confirm(changeId as string), 200);
    await expect(
      asProgram(
        (
          tx,
        ) => tx`insert into proposed_standing (cooperative_id, id, change_id, member_id, kind, effective_on)
          values (${test.cooperativeId}, gen_random_uuid(), ${changeId as string}, ${id as string}, 'left', ${LONG_AGO})`,
      ),
    ).rejects.toMatchObject({ code: 'HG001' });
    await expect(
      asProgram((tx) => tx`update member set birth_date = '1930-01-01' where id = ${id as string}`),
    ).rejects.toMatchObject({ code: 'HG003' });
    await expect(
      asProgram((tx) => tx`update member set name = '另一人' where id = ${id as string}`),
    ).rejects.toMatchObject({ code: 'HG003' });
    await expect(
      asProgram(
        (tx) => tx`update member set register_number = '77', sort_key = '77' where id = ${id as string}`,
      ),
    ).rejects.toMatchObject({ code: 'HG001' });
    await expect(
      asProgram(
        (tx) => tx`update member set resident_id_index = null, resident_id_cipher = null
        where resident_id_index is not null`,
      ),
    ).rejects.toMatchObject({ code: 'HG003' });
    await expect(
      asProgram(
        (tx) => tx`insert into register_change (cooperative_id, id, number, kind, count, made_at)
          values (${test.cooperativeId}, gen_random_uuid(), 900, 'before', 1, now())`,
      ),
    ).rejects.toMatchObject({ code: 'HG003' });
  });
});

it('Once a meeting, an allotment or a dividend rested on the register, history is added with a reason, and under the law with a decision', async () => {
  // What was entered while the register was being opened, and waited, is asked on the day it is confirmed.
  const waiting = await admit('W1');
  await owner`create or replace function register_in_use_since(coop uuid) returns timestamptz language sql stable
    as $$ select timestamptz '2025-01-01' $$`;
  const waited = await confirm(waiting.changeId as string);
  expect([waited.status, waited.body.code]).toEqual([422, 'membership.basis-missing']);
  await expectStatus(sendBack(waiting.changeId as string), 200);
  const repeated = await test.as('accountant').post(`~/register-changes/${waiting.changeId}/repeat`);
  expect([repeated.status, repeated.body.code]).toEqual([422, 'membership.basis-missing']);
  const late = { registerNumber: '10', name: '成员十', birthDate: '1960-01-01' };
  const add = (basis?: object) =>
    test.as('accountant').post('~/members', {
      ...late,
      standings: [{ kind: 'admitted', effectiveOn: LONG_AGO, ...(basis && { basis }) }],
    });
  expect((await add()).body.faults).toMatchObject([
    { code: 'membership.basis-missing', pointer: '/standings' },
  ]);
  expect((await add({ reason: 'original' })).body.code).toBe('membership.undecided');
  const csv = Buffer.from(`股东编号,姓名,入社日期\n11,成员甲,${LONG_AGO}\n`);
  const roster = await importedThrough(test.as('accountant'), '~', 'roster', 'r.csv', csv);
  expect(roster.faults).toMatchObject([{ code: 'membership.basis-missing', row: 2 }]);
  const resolutionId = await decide(test, null, { matter: 'membership', decidedOn: '2025-06-02' });
  // Minutes of representatives of before the law let nobody in by a day that somebody types today; of a roster of history they do.
  const minutes = { body: 'representative-assembly', decided_on: '2024-12-01' };
  const duly = owner<{ today: boolean; then: boolean; corrected: boolean; before: boolean; all: boolean }[]>`
    select members_decided_duly(m, '2025-04-30', '2025-06-02T01:00:00Z', null) as today,
      members_decided_duly(m, '2025-04-30', '2025-04-30T15:59:59Z', null) as then,
      members_decided_duly(m, '2025-04-30', '2025-06-02T01:00:00Z', r.id) as corrected,
      members_decided_duly(m, '2025-04-30', '2024-12-31T00:00:00Z', null) as before,
      members_decided_duly(r, '2025-04-30', '2025-06-02T01:00:00Z', null) as all
    from resolution r, jsonb_populate_record(r, ${owner.json(minutes)}) m where r.id = ${resolutionId}`;
  expect(await duly).toEqual([{ today: false, then: true, corrected: true, before: true, all: true }]);
  const { changeId } = await expectStatus(add({ reason: 'original', resolutionId }), 201);
  await expectStatus(confirm(changeId as string), 200);
  await owner`create or replace function register_in_use_since(coop uuid) returns timestamptz language sql stable
    as $$ select null::timestamptz $$`;
});

it('A vote that only held without the dead is found once they turn out to live, whatever rests on it', async () => {
  const [people, days] = [[] as string[], { effectiveOn: '2025-06-03' }];
  for (const number of ['V1', 'V2', 'V3', 'V4', 'V5', 'V6']) people.push(await member(number));
  const deaths: string[] = [];
  for (const id of people) {
    const dead = await expectStatus(stand(id, { kind: 'deceased', ...days }), 201);
    await expectStatus(confirm(dead.changeId as string), 200);
    deaths.push(dead.id as string);
  }
  await decide(test, null, { matter: 'other', decidedOn: '2025-06-05' });
  const ofVotes = async () => (await findings()).filter((each) => each.includes('as known now'));
  expect(await ofVotes()).toEqual([]);
  for (const [index, id] of people.entries()) {
    const wish = { kind: 'void', ...days, note: '同名' };
    const path = `~/members/${id}/standings/${deaths[index]}/correct`;
    const { changeId } = await expectStatus(test.as('accountant').post(path, wish), 201);
    await expectStatus(confirm(changeId as string), 200);
  }
  expect(await ofVotes()).toEqual([
    expect.stringMatching(/does not hold \(\d+ entitled → \d+, \d+ present of \d+ asked/),
  ]);
});

describe('A place in a household, once the register is in use,', () => {
  const inUse = (since: string | null) =>
    owner.unsafe(`create or replace function register_in_use_since(coop uuid) returns timestamptz language sql stable
      as $$ select ${since === null ? 'null::timestamptz' : `timestamptz '${since}'`} $$`);
  beforeAll(() => inUse('2025-01-01'));
  afterAll(() => inUse(null));
  const place = (id: string, household: string | null, relation: string | null) =>
    test.as('accountant').post(`~/members/${id}/place`, { household, relation, effectiveOn: '2025-06-01' });
  const enter = (number: string) => expectStatus(test.as('accountant').post('~/households', { number }), 201);
  const headOf = async (number: string) => {
    const { households } = await expectStatus(test.as('auditor').get('~/households'), 200);
    const found = households.find((each: { number: string }) => each.number === number);
    return found.people.filter((each: { relation: string }) => each.relation === 'head').length as number;
  };
  const ofHeads = async () => (await findings()).filter((each) => each.startsWith('place of member'));
  const known = async (number: string) => {
    await inUse(null);
    const id = await member(number);
    await inUse('2025-01-01');
    return id;
  };

  it('is entered by one person and confirmed by another, of the head and of everybody else', async () => {
    await enter('K1');
    const [id, child] = [await known('K1-1'), await known('K1-2')];
    const { changeId } = await expectStatus(place(id, 'K1', 'head'), 201);
    expect([typeof changeId, await headOf('K1')]).toEqual(['string', 0]);
    expect((await place(id, 'K1', 'head')).body.code).toBe('register.change-waits');
    const { people } = await expectStatus(test.as('reviewer').get(`~/register-changes/${changeId}`), 200);
    expect(people).toMatchObject([
      {
        number: 'K1-1',
        relation: null,
        place: { household: 'K1', relation: 'head', effectiveOn: '2025-06-01' },
      },
    ]);
    await expectStatus(confirm(changeId as string), 200);
    expect(await headOf('K1')).toBe(1);
    const homeOf = async (person: string) => (await personOf(person)).member.household?.number as string;
    const moved = await expectStatus(place(child, 'K1', 'child'), 201);
    expect([typeof moved.changeId, await homeOf(child)]).toEqual(['string', undefined]);
    for (const role of roles.filter((each) => !['reviewer', 'chair', 'supervisor'].includes(each)))
      expect((await confirm(moved.changeId as string, role)).status).toBe(403);
    await expectStatus(confirm(moved.changeId as string, 'chair'), 200);
    expect(await homeOf(child)).toBe('K1');
    const gone = await expectStatus(place(id, null, null), 201);
    expect([typeof gone.changeId, await headOf('K1')]).toEqual(['string', 1]);
    await expectStatus(sendBack(gone.changeId as string), 200);
    expect(await headOf('K1')).toBe(1);
  });

  it('waits from the first notice of a meeting on, for one of a household may vote for another', async () => {
    await enter('K0');
    const id = await known('K0-1');
    await inUse(null);
    expect((await expectStatus(place(id, 'K0', 'head'), 201)).changeId).toBeNull();
    test.expectTampering();
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into meeting_notice (cooperative_id, meeting_id, number, notice_on, papers_open_from, held_on, time, place,
          recorded_at, recorded_by)
        values (${test.cooperativeId}, ${id}, 1, '2025-06-05', '2025-06-05', '2025-06-20', '09:00', '村部',
          '2025-06-05T02:00:00Z', ${test.as('chair').userId})`;
    });
    const { changeId } = await expectStatus(place(id, 'K0', 'child'), 201);
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from meeting_notice where meeting_id = ${id}`;
      await tx`delete from household_placement where member_id = ${id}`;
    });
    await expectStatus(sendBack(changeId as string), 200);
    await inUse('2025-01-01');
  });

  it('of a head is nobody who is dead, waits for a standing or was refused one', async () => {
    await enter('K2');
    const waiting = await (async () => {
      await inUse(null);
      const { id, changeId } = await admit('K2-1');
      await inUse('2025-01-01');
      return { id: id as string, changeId: changeId as string };
    })();
    expect((await place(waiting.id, 'K2', 'head')).body).toMatchObject({ code: 'membership.unfit-head' });
    await expectStatus(sendBack(waiting.changeId), 200);
    expect((await place(waiting.id, 'K2', 'head')).body).toMatchObject({ code: 'membership.unfit-head' });
    const unasked = {
      registerNumber: 'K2-2',
      name: '无名',
      household: 'K3',
      relation: 'head',
      standings: [],
    };
    const reply = await test.as('accountant').post('~/members', unasked);
    expect(reply.body.faults).toMatchObject([{ code: 'membership.unfit-head', pointer: '/relation' }]);
    const dead = await known('K2-3');
    const { changeId } = await expectStatus(place(dead, 'K2', 'head'), 201);
    // Who dies meanwhile is not confirmed: the death is entered once the change was sent back.
    await owner.begin(async (tx) => {
      await tx`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
      await tx`set local session_replication_role = replica`;
      await tx`insert into member_standing (cooperative_id, id, member_id, kind, effective_on, recorded_at)
        values (${test.cooperativeId}, gen_random_uuid(), ${dead}, 'deceased', '2025-06-02', '2025-06-10T03:00:00Z')`;
    });
    expect((await confirm(changeId as string)).body.code).toBe('membership.unfit-head');
    expect(await headOf('K2')).toBe(0);
  });

  it('is taken by PostgreSQL from nowhere else, and verification names one that came past it', async () => {
    await enter('K4');
    const [head, other] = [await known('K4-1'), await known('K4-2')];
    const { changeId } = await expectStatus(place(head, 'K4', 'head'), 201);
    await expectStatus(confirm(changeId as string), 200);
    const { id: ghost } = await (async () => {
      await inUse(null);
      const admitted = await admit('K4-3');
      await inUse('2025-01-01');
      return admitted;
    })();
    const put = (tx: postgres.TransactionSql, id: string, relation: string, change: string | null = null) =>
      tx`insert into household_placement
          (cooperative_id, id, member_id, household_id, relation, effective_on, recorded_at, change_id)
        select cooperative_id, gen_random_uuid(), ${id}, id, ${relation}, '2025-06-05', '2025-06-10T04:00:00Z', ${change}
        from household where number = 'K4'`;
    const asProgram = (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
      owner.begin(async (tx) => {
        await tx`set local role hegu_app`;
        await tx`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
        await work(tx);
      });
    for (const attempt of [
      (tx: postgres.TransactionSql) => put(tx, other, 'head'),
      (tx: postgres.TransactionSql) => put(tx, head, 'child'),
      (tx: postgres.TransactionSql) => put(tx, other, 'child'),
      (tx: postgres.TransactionSql) => put(tx, ghost as string, 'child'),
      (tx: postgres.TransactionSql) => put(tx, other, 'head', changeId as string),
      (tx: postgres.TransactionSql) => put(tx, ghost as string, 'head'),
    ])
      await expect(asProgram(attempt)).rejects.toMatchObject({ code: 'HG003' });
    expect(await ofHeads()).toEqual([]);
    test.expectTampering();
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await put(tx, other, 'head');
      await put(tx, head, 'child');
    });
    expect(await ofHeads()).toEqual([
      'place of member K4-1 K4 2025-06-05: the place in the household was not entered by one person and confirmed by another',
      'place of member K4-2 K4 2025-06-05: the place in the household was not entered by one person and confirmed by another',
      'place of member K4-1 K4 2025-06-05: the trail knows nothing of it',
      'place of member K4-2 K4 2025-06-05: the trail knows nothing of it',
    ]);
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from household_placement where effective_on = '2025-06-05'`;
    });
  });
});

describe('A tag', () => {
  const NO_CAPACITY = '无完全民事行为能力';
  const tag = (id: string, present = true, role: Role = 'accountant') =>
    test.as(role).post(`~/members/${id}/tags`, { tag: NO_CAPACITY, present, effectiveOn: '2025-06-01' });
  const entitled = async () =>
    (await expectStatus(test.as('auditor').get('~/entitled?body=members-assembly&on=2025-06-10'), 200))
      .entitled as number;

  it('takes a vote, and gives it back, only once another person confirmed it', async () => {
    const id = await member('T1');
    const before = await entitled();
    const { changeId } = await expectStatus(tag(id), 201);
    expect([typeof changeId, await entitled()]).toEqual(['string', before]);
    expect((await tag(id)).body.code).toBe('register.change-waits');
    const { people } = await expectStatus(test.as('reviewer').get(`~/register-changes/${changeId}`), 200);
    expect(people).toMatchObject([
      { number: 'T1', tags: [{ tag: NO_CAPACITY, present: true, effectiveOn: '2025-06-01' }] },
    ]);
    for (const role of roles.filter((each) => !['reviewer', 'chair', 'supervisor'].includes(each)))
      expect((await confirm(changeId as string, role)).status).toBe(403);
    const own = await onceItIs(test, 'reviewer', () => confirm(changeId as string, 'accountant'));
    expect([own.status, own.body.code]).toEqual([403, 'register.reviewer-is-enterer']);
    await expectStatus(confirm(changeId as string), 200);
    expect(await entitled()).toBe(before - 1);
    const off = await expectStatus(tag(id, false), 201);
    expect(await entitled()).toBe(before - 1);
    await expectStatus(sendBack(off.changeId as string), 200);
    expect(await entitled()).toBe(before - 1);
  });

  it('comes with whoever is admitted, and is seen by whoever confirms them', async () => {
    const { changeId } = await admit('T2', { tags: [NO_CAPACITY] });
    const { people } = await expectStatus(test.as('reviewer').get(`~/register-changes/${changeId}`), 200);
    expect(people).toMatchObject([{ number: 'T2', tags: [{ tag: NO_CAPACITY, present: true }] }]);
    await expectStatus(confirm(changeId as string), 200);
  });

  it('is taken by PostgreSQL from nowhere else, and verification names one that came past it', async () => {
    const id = await member('T3');
    const { id: waiting, changeId } = await admit('T4');
    const put = (tx: postgres.TransactionSql, person: string, change: string | null = null) =>
      tx`insert into member_tag (cooperative_id, id, member_id, tag, present, effective_on, recorded_at, change_id)
        values (${test.cooperativeId}, gen_random_uuid(), ${person}, ${NO_CAPACITY}, true, '2025-06-01',
          '2025-06-01T00:00:00Z', ${change})`;
    const asProgram = (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
      owner.begin(async (tx) => {
        await tx`set local role hegu_app`;
        await tx`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
        await work(tx);
      });
    for (const attempt of [
      (tx: postgres.TransactionSql) => put(tx, id),
      (tx: postgres.TransactionSql) => put(tx, waiting as string),
      (tx: postgres.TransactionSql) => put(tx, id, changeId as string),
    ])
      await expect(asProgram(attempt)).rejects.toMatchObject({ code: 'HG003' });
    await expectStatus(sendBack(changeId as string), 200);
    const ofTags = async () => (await findings()).filter((each) => each.startsWith('tag of member'));
    expect(await ofTags()).toEqual([]);
    test.expectTampering();
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into member_tag (cooperative_id, id, member_id, tag, present, effective_on, recorded_at)
        values (${test.cooperativeId}, gen_random_uuid(), ${id}, ${NO_CAPACITY}, true, '2025-06-01', '2025-06-11T00:00:00Z')`;
    });
    expect(await ofTags()).toEqual([
      `tag of member T3 ${NO_CAPACITY} 2025-06-01: the tag was not entered by one person and confirmed by another`,
      `tag of member T3 ${NO_CAPACITY} 2025-06-01: the trail knows nothing of it`,
    ]);
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from member_tag where member_id = ${id}`;
    });
  });
});

it('What two names wrote past the program, of two who never did, is found: the trail knows nothing of it', async () => {
  const id = await member('S1');
  test.expectTampering();
  const at = '2025-06-10T03:30:00Z';
  const [change, tag] = [crypto.randomUUID(), crypto.randomUUID()];
  // As the owner: the service's own role writes nothing without an entry.
  await owner.begin(async (tx) => {
    await tx`insert into register_change (cooperative_id, id, number, kind, count, made_at, made_by)
      values (${test.cooperativeId}, ${change}, 900001, 'entered', 1, ${at}, ${test.as('accountant').userId})`;
    await tx`insert into proposed_tag (cooperative_id, id, change_id, member_id, tag, present, effective_on)
      values (${test.cooperativeId}, ${tag}, ${change}, ${id}, '贡献', true, '2025-06-01')`;
    await tx`insert into register_change_review (cooperative_id, change_id, outcome, recorded_at, recorded_by)
      values (${test.cooperativeId}, ${change}, 'confirmed', ${at}, ${test.as('reviewer').userId})`;
    await tx`insert into member_tag (cooperative_id, id, member_id, tag, present, effective_on, recorded_at, change_id)
      values (${test.cooperativeId}, ${tag}, ${id}, '贡献', true, '2025-06-01', ${at}, ${change})`;
  });
  const silent = (await findings()).filter((each) => each.endsWith('the trail knows nothing of it'));
  expect(silent).toEqual(
    expect.arrayContaining([
      'change of the register 900001: the trail knows nothing of it',
      'tag of member S1 贡献 2025-06-01: the trail knows nothing of it',
    ]),
  );
});

it('The verification names a standing and a fact that somebody wrote past the program', async () => {
  const written = (await findings()).filter((each) => !/as known now|trail knows nothing/.test(each));
  expect(written).toEqual([]);
  const id = await member('12');
  test.expectTampering();
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into member_standing (cooperative_id, id, member_id, kind, effective_on, recorded_at)
      values (${test.cooperativeId}, gen_random_uuid(), ${id}, 'left', '2004-01-01', '2025-06-10T05:00:00Z')`;
  });
  await owner.begin(async (tx) => {
    await tx`alter table member disable trigger facts_by_two`;
    await tx`update member set birth_date = '1930-01-01', changed_at = '2025-06-10T05:00:00Z' where id = ${id}`;
    await tx`alter table member enable trigger facts_by_two`;
  });
  expect(await findings()).toEqual(
    expect.arrayContaining([
      'standing of member 12 leaving 2004-01-01: the standing was not entered by one person and confirmed by another',
      'member 12: name, resident ID, sex, birth date or the beginning of years changed without one person entering and another confirming',
    ]),
  );
});
