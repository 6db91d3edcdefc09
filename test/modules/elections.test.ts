/** Elections and seats of the bodies that meet, through the interface. */
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { titleOf } from '../support/cases.ts';
import { test, everybody, elect, refusal, inCommunity } from '../support/community.ts';
import { expectStatus, giveRoles, linkUser, seatByTwo } from '../support/cooperative.ts';

inCommunity();

describe('an election', () => {
  it('seats one representative for five to fifteen households of a group, at least 21, women among them, for five years', async () => {
    const body = await expectStatus(
      test.as('representative').get('~/bodies/representative-assembly/seats?on=2025-07-20'),
      200,
    );
    expect([body.held, body.women, body.faults]).toEqual([24, 8, []]);
    expect(body.seats[0]).toMatchObject({ member: '001', from: '2025-05-06', termEndsOn: '2030-05-05' });
    expect(body.groups[0]).toEqual({ group: '第1组', households: 30, seats: 6 });
  });

  it('is refused with every reason at once', async () => {
    const few = await elect('2025-06-01', ['001', '002', '004']);
    expect(few.status).toBe(422);
    expect(few.body.faults.map((fault: { code: string }) => fault.code)).toEqual([
      'assembly.too-few-seats',
      'assembly.too-few-women',
    ]);
    const strangers = await elect('2025-06-01', ['001', '001', '999']);
    expect(strangers.body.faults.map((fault: { code: string }) => fault.code)).toEqual([
      'assembly.listed-twice',
      'assembly.person-unknown',
    ]);
  });

  it(titleOf('ELECTION-TWICE', 'is entered once'), async () => {
    const again = await elect('2025-05-06');
    expect(refusal(again)).toEqual([409, 'assembly.election-known']);
    expect(refusal(await elect('2025-05-06', everybody.slice(1)))).toEqual([409, 'assembly.election-known']);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const copied = owner`insert into seat (cooperative_id, id, body, member_id, group_name, held_from, term_ends_on,
      follows, change_id, recorded_at, recorded_by) select cooperative_id, gen_random_uuid(), body, member_id, group_name, held_from,
      term_ends_on, follows, change_id, recorded_at, recorded_by from seat limit 1`;
    await expect(copied).rejects.toThrow('this election is on record already');
    await owner.end();
  });

  it('seats nobody without capacity, and asks where no birth date is known', async () => {
    const standings = [{ kind: 'admitted', effectiveOn: '2020-01-01' }];
    const people = [
      { registerNumber: '201', name: '十六岁', birthDate: '2009-03-01' },
      { registerNumber: '202', name: '不详' },
    ];
    for (const person of people)
      await expectStatus(test.as('accountant').post('~/members', { ...person, standings }), 201);
    const board = (members: readonly string[], from = '2025-07-01', body = 'board') =>
      seatByTwo(test, `bodies/${body}/elect`, { from, seats: members.map((member) => ({ member })) });
    expect((await board(['201', '202', '001'])).body.faults).toMatchObject([
      { code: 'assembly.without-capacity', pointer: '/seats/0/member' },
      { code: 'assembly.birth-date-unknown', pointer: '/seats/1/member' },
    ]);
    const { warnings } = await expectStatus(board(['001', '002', '003', '004']), 200);
    expect(warnings).toHaveLength(1);
    expect(warnings[0].en).toContain('The board has 4 members; as a rule it has 3 to 7');
    // Nobody directs and supervises; nor does a near relative of a director.
    const wife = {
      registerNumber: '203',
      name: '妻',
      birthDate: '1972-01-01',
      household: '001',
      relation: 'spouse',
    };
    await expectStatus(test.as('accountant').post('~/members', { ...wife, standings }), 201);
    const kin = await board(['002', '203', '010'], '2025-07-01', 'supervisors');
    expect(kin.body.faults.map((each: { code: string }) => each.code)).toEqual([
      'assembly.supervisor-elsewhere',
      'assembly.supervisor-kin',
    ]);
    const { userId } = test.as('accountant');
    await expectStatus(linkUser(test, userId, '010'), 200);
    // Whoever came first: the spouse of who keeps the books supervises neither by a seat nor as a user.
    const spouse = { ...wife, registerNumber: '204', name: '会计之妻', household: '010' };
    await expectStatus(test.as('accountant').post('~/members', { ...spouse, standings }), 201);
    expect(refusal(await linkUser(test, test.as('supervisor').userId, '204'))).toEqual([
      422,
      'assembly.supervisor-kin',
    ]);
    const keeper = await board(['010', '011', '012'], '2025-07-01', 'supervisors');
    expect([keeper.body.code, keeper.body.detail]).toEqual([
      'assembly.supervisor-elsewhere',
      expect.stringContaining('of the accountant and cannot be a supervisor'),
    ]);
    // The other way round: who sits there, or is not of age, is given no duty that does not go with it.
    await expectStatus(board(['011', '012', '013'], '2025-07-01', 'supervisors'), 200);
    const cashier = test.as('cashier').userId;
    const link = (member: string) => linkUser(test, cashier, member);
    expect(refusal(await link('011'))).toEqual([422, 'assembly.supervisor-elsewhere']);
    expect(refusal(await link('201'))).toEqual([422, 'assembly.without-capacity']);
    expect(refusal(await link('202'))).toEqual([422, 'assembly.birth-date-unknown']);
    const supervisor = test.as('supervisor').userId;
    const seated = () => linkUser(test, supervisor, '011');
    await expectStatus(seated(), 200);
    const office = (roles: readonly Role[]) => giveRoles(test, supervisor, roles);
    expect(refusal(await office(['accountant']))).toEqual([422, 'assembly.supervisor-elsewhere']);
    await expectStatus(office(['supervisor', 'representative']), 200);
    await expectStatus(office(['supervisor']), 200);
  });

  it('kin of who keeps the books, let supervise by a version that did not ask, are remarked; let since, they are found', async () => {
    const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01' }];
    const wife = { registerNumber: '204', name: '会计之妻', birthDate: '1972-01-01', standings };
    const ofBookkeeper = { ...wife, household: '010', relation: 'spouse' };
    await expectStatus(test.as('accountant').post('~/members', ofBookkeeper), 201);
    await expectStatus(linkUser(test, test.as('accountant').userId, '010'), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const replica = (change: string) =>
      owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
    await replica(`insert into member_user (cooperative_id, user_id, member_id, linked_at, proposal_id)
      select cooperative_id, '${test.as('supervisor').userId}', id, now(), gen_random_uuid() from member where register_number = '204'`);
    const kin = async () => {
      const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
      const ofKin = ({ table, found }: { table: string; found?: unknown }) =>
        table === 'role_grant' && JSON.stringify(found).includes('会计之妻');
      return [
        findings.filter((each) => each.rule === 'unfit-for-duty' && ofKin(each)).length,
        noted.filter((each) => each.remark === 'duty-questionable' && ofKin(each)).length,
      ];
    };
    const since = async (granted: string) => {
      await replica(`delete from judged_less_before; insert into judged_less_before
        select '${test.cooperativeId}', max(granted_at) + interval '${granted}' from role_grant where role in ('accountant', 'supervisor')`);
      return kin();
    };
    expect(await kin()).toEqual([2, 0]);
    expect(await since('0 seconds')).toEqual([0, 2]);
    expect(await since('-1 second')).not.toEqual([0, 2]);
    await owner.end();
  });

  it('for a new term ends the seats of the old', async () => {
    await expectStatus(elect('2025-07-01'), 200);
    const before = await test.as('auditor').get('~/bodies/representative-assembly/seats?on=2025-06-30');
    const after = await test.as('auditor').get('~/bodies/representative-assembly/seats?on=2025-07-01');
    expect(before.body.seats[0].from).toBe('2025-05-06');
    expect([after.body.held, after.body.seats[0].from]).toEqual([24, '2025-07-01']);
  });
});
