/** Who sits is told by one person and confirmed by another: tried with one role alone, with two, and with plain SQL. */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingText, notedText, verifyCooperative } from '../../src/modules/verification/index.ts';

import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import {
  decide,
  expectStatus,
  giveRoles,
  linkUser,
  openRegister,
  seatByTwo,
  setByTwo,
  today,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { WITHOUT_ENTRY } from '../support/past-the-program.ts';

let test: TestApp;
let owner: postgres.Sql;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-11-28T01:00:00Z') });
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await openRegister(
    test,
    Array.from({ length: 9 }, () => '100'),
  );
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const refusal = ({ status, body }: Reply) => [status, body.code];
const seatsOf = (...members: string[]) => members.map((member) => ({ member }));
const elect = (body: string, term: object, by: 'accountant' | 'chair' = 'accountant') =>
  test.as(by).post(`~/bodies/${body}/elect`, term);
const answer = (id: unknown, verb = 'confirm', by: 'reviewer' | 'supervisor' = 'supervisor') =>
  test
    .as(by)
    .post(`~/seat-changes/${String(id)}/${verb}`, verb === 'confirm' ? {} : { reason: '与记录不符' });
const held = async (body: string, on: string) =>
  Number((await test.as('auditor').get(`~/bodies/${body}/seats?on=${on}`)).body.held);
const entitled = async (on: string) =>
  Number((await test.as('auditor').get(`~/entitled?body=board&on=${on}`)).body.entitled);

describe('an election told by one person', () => {
  it('gives nobody a seat or a voice until another confirmed it', async () => {
    const term = { from: today(test), seats: seatsOf('1', '2', '3') };
    const change = await expectStatus(elect('board', term), 201);
    expect([change.kind, change.review.state]).toEqual(['election', 'awaiting-review']);
    expect(change.people.map(({ member }: { member: string }) => member)).toEqual(['1', '2', '3']);
    expect([await held('board', today(test)), await entitled(today(test))]).toEqual([0, 0]);
    for (const role of ['accountant', 'chair', 'auditor', 'representative', 'administrator'] as const)
      expect((await test.as(role).post(`~/seat-changes/${change.id}/confirm`)).status).toBe(403);
    const { seats } = await expectStatus(answer(change.id), 200);
    expect([seats.length, await held('board', today(test)), await entitled(today(test))]).toEqual([3, 3, 3]);
    expect(refusal(await answer(change.id))).toEqual([409, 'entry.awaits-no-review']);
    const { changes } = (await test.as('auditor').get('~/seat-changes')).body;
    expect(changes[0]).toMatchObject({ id: change.id, review: { state: 'confirmed' } });
  });

  it('is confirmed by no one whose seat it is', async () => {
    await expectStatus(linkUser(test, test.as('reviewer').userId, '4'), 200);
    const { id } = await expectStatus(
      elect('board', { from: '2027-01-01', seats: seatsOf('4', '5', '6') }),
      201,
    );
    expect(refusal(await answer(id, 'confirm', 'reviewer'))).toEqual([403, 'assembly.own-seat']);
    await expectStatus(answer(id, 'send-back'), 200);
    expect(await held('board', '2027-01-01')).toBe(3);
  });

  it('of a day of these books that is told late says why', async () => {
    test.setClock(new Date('2026-12-10T01:00:00Z'));
    const late = { from: '2026-12-01', seats: seatsOf('7', '8', '9') };
    expect(refusal(await elect('supervisors', late))).toEqual([422, 'entry.late-without-reason']);
    const told = await expectStatus(elect('supervisors', { ...late, lateReason: '记录刚送到' }), 201);
    await expectStatus(answer(told.id), 200);
    expect(told).toMatchObject({ recordedOn: '2026-12-10', lateReason: '记录刚送到' });
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted.map((each) => notedText(each, 'en'))).toContainEqual(
      expect.stringContaining('change of seats: supervisors election 2026-12-01: recorded days after'),
    );
    // Whoever is called to their meeting reads it, and that their own term is shorter than the law's.
    const own = {
      effectiveFrom: today(test),
      rules: { supervisors: { termYears: 3 } },
      source: '章程第三十条',
    };
    await setByTwo(test, 'post', '~/assembly-rules', own);
    const meeting = {
      body: 'supervisors',
      title: '监事会会议',
      heldOn: '2026-12-20',
      time: '09:00',
      place: '社区办公室',
      agenda: [{ kind: 'report', title: '监督工作', text: '听取监督工作情况。', counting: 'none' }],
    };
    const { id: meetingId } = await expectStatus(test.as('accountant').post('~/meetings', meeting), 201);
    await expectStatus(
      test.as('accountant').post(`~/meetings/${meetingId}/convene`, { noticeOn: today(test) }),
      200,
    );
    const paper = { kind: 'meeting-paper', meetingId: meetingId as string, part: 'notice' } as const;
    const issued = await expectStatus(test.as('accountant').post(...askFor(paper)), 201);
    const { rawPayload } = await test.as('auditor').get(`~/documents/${String(issued.id)}/content`);
    const said = (await readPdf(rawPayload)).text.replaceAll(/\s/g, '');
    expect(said).toContain('每届3年（本社规定，短于法定的最长任期），本届至2031年11月30日');
    expect(said).toContain('2026年12月1日换届选举（迟录，2026年12月10日登记：记录刚送到）');
    // No assembly resolved it, nor who sits on the board; what one resolves later elected nobody before.
    const undecided = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).noted
        .filter(({ remark }) => remark === 'elected-undecided')
        .map(({ row }) => row);
    expect(await undecided()).toEqual(['board election 2026-11-28', 'supervisors election 2026-12-01']);
    await decide(test, null, { matter: 'election', decidedOn: '2026-11-30' });
    expect(await undecided()).toEqual(['board election 2026-11-28']);
  });

  it('that begins later is said, and nobody directs and supervises at any time', async () => {
    const renewal = { from: '2027-03-01', seats: seatsOf('1', '2', '5') };
    const { id, warnings } = await expectStatus(elect('board', renewal), 201);
    expect(warnings[0].en).toContain('from 2027-03-01 on, after today');
    await expectStatus(answer(id), 200);
    const both = await elect('supervisors', { from: '2027-02-01', seats: seatsOf('5', '6', '8') });
    expect(refusal(both)).toEqual([422, 'assembly.supervisor-elsewhere']);
    // Who will supervise is given no books meanwhile.
    const next = await seatByTwo(test, 'bodies/supervisors/elect', {
      from: '2027-04-01',
      seats: seatsOf('3', '6', '8'),
    });
    expect(refusal(next)).toEqual([200, undefined]);
    await expectStatus(linkUser(test, test.as('shareholder').userId, '3'), 200);
    const given = await giveRoles(test, test.as('shareholder').userId, ['accountant']);
    expect(given.status).toBe(422);
    // Nor does who reviews the books supervise, whichever came first.
    const reviewing = await elect('supervisors', { from: '2027-05-01', seats: seatsOf('4', '6', '8') });
    expect(refusal(reviewing)).toEqual([422, 'assembly.supervisor-elsewhere']);
  });

  it('entered after a later one ends where that began', async () => {
    const before = await expectStatus(
      seatByTwo(test, 'bodies/board/elect', { from: '2024-01-01', seats: seatsOf('1', '2', '6') }),
      200,
    );
    expect(before.seats[0]).toMatchObject({
      from: '2024-01-01',
      ended: { on: '2026-11-28', by: 'replaced' },
    });
    expect([await held('board', '2026-11-27'), await held('board', '2026-11-28')]).toEqual([3, 3]);
  });
});

describe('the end of a seat', () => {
  it('takes two, whatever it is called, and is written once', async () => {
    const { seats } = (await test.as('auditor').get(`~/bodies/board/seats?on=${today(test)}`)).body;
    const path = `~/seats/${seats[0].id}`;
    const removal = { on: today(test), by: 'removed', reason: '罢免' };
    const { id } = await expectStatus(test.as('accountant').post(`${path}/end`, removal), 201);
    const successor = { on: today(test), successor: '9', reason: '补选' };
    expect(
      (await test.as('accountant').post(`${path}/replace`, { ...successor, successor: '7' })).body.code,
    ).toBe('assembly.supervisor-elsewhere');
    expect(await held('board', today(test))).toBe(3);
    await expectStatus(answer(id), 200);
    expect(await held('board', today(test))).toBe(2);
    // Nobody is taken off in silence: the person is told, as those were whose terms elections cut short. Whoever was elected again was not.
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    const told = (messages as { kind: string; registerNumber: string; said: object }[]).filter(
      ({ kind }) => kind === 'seat-ended',
    );
    expect(told.map(({ registerNumber }) => registerNumber)).toEqual([seats[0].member, '9', '7', '3']);
    expect(told[0]?.said).toEqual({
      zh: '您在理事会的席位自2026年12月10日起终止（被罢免）：罢免。与您所知不符的，请告诉办公室或监事会。',
      en: 'Your seat ends on 10 December 2026 (Board, removed): 罢免. If that is not what you know, tell the office or the supervisors.',
    });
    expect(refusal(await test.as('accountant').post(`${path}/end`, removal))).toEqual([
      409,
      'assembly.seats-overlap',
    ]);
  });
});

describe('PostgreSQL', () => {
  interface Hands {
    readonly one: string;
    readonly two: string;
    readonly change: string;
  }
  const moment = '2026-12-10T01:00:00Z';
  const member = `(select id from member where register_number = '3')`;
  const change = ({ one, change: id }: Hands, on = '2026-12-10') =>
    `insert into seat_change (cooperative_id, id, kind, body, on_day, people, recorded_at, recorded_by)
      select cooperative_id, '${id}', 'election', 'supervisors', '${on}', jsonb_build_object(id, null), '${moment}', '${one}'
      from member where register_number = '3'`;
  const review = ({ change: id }: Hands, by: string) =>
    `insert into seat_change_review (cooperative_id, change_id, verdict, recorded_at, recorded_by)
      values ('${test.cooperativeId}', '${id}', 'confirmed', '${moment}', '${by}')`;
  const seat = ({ one }: Hands, id: string | null, body = 'supervisors', on = '2026-12-10') =>
    `insert into seat (cooperative_id, id, body, member_id, held_from, term_ends_on, change_id, recorded_at, recorded_by)
      values ('${test.cooperativeId}', gen_random_uuid(), '${body}', ${member}, '${on}', '2027-12-31',
        ${id === null ? 'null' : `'${id}'`}, '${moment}', '${one}')`;

  it.each<readonly [string, string, (hands: Hands) => readonly string[]]>([
    ['a seat that nobody told of', 'nobody else confirmed', (hands) => [seat(hands, null)]],
    ['a seat that waits', 'nobody else confirmed', (hands) => [change(hands), seat(hands, hands.change)]],
    [
      'a confirmation by whoever told of it',
      'confirmed by another person',
      (hands) => [change(hands), review(hands, hands.one)],
    ],
    [
      'another seat than was confirmed',
      'not what was confirmed',
      (hands) => [change(hands), review(hands, hands.two), seat(hands, hands.change, 'board')],
    ],
    [
      'a seat beside one of its time that excludes it',
      'that excludes it',
      (hands) => [change(hands), review(hands, hands.two), seat(hands, hands.change)],
    ],
    ['an old day without its reason', 'a reason is missing', (hands) => [change(hands, '2026-12-01')]],
    [
      'a book that looks old',
      'permission denied|is closed',
      () => [`insert into decided_before values ('${test.cooperativeId}', now())`],
    ],
  ])('refuses %s', async (_, why, work) => {
    const hands = {
      one: test.as('accountant').userId,
      two: test.as('supervisor').userId,
      change: randomUUID(),
    };
    const told = owner.begin(async (tx) => {
      await tx.unsafe(WITHOUT_ENTRY);
      await tx.unsafe('set local role hegu_app');
      await tx`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
      for (const statement of work(hands)) await tx.unsafe(statement);
    });
    await expect(told).rejects.toThrow(new RegExp(why));
  });
});

it('verification finds a seat that one person gave, and one that is not what was confirmed', async () => {
  const seats = async () => {
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    return findings.filter(({ table }) => table === 'seat').map((each) => findingText(each, 'en'));
  };
  expect(await seats()).toEqual([]);
  test.expectTampering();
  await owner.unsafe('set session_replication_role = replica');
  await owner`update seat_change_review set recorded_by = (select recorded_by from seat_change c where c.id = change_id)
    where change_id in (select change_id from seat where held_from = '2027-03-01')`;
  await owner`update seat set member_id = (select id from member where register_number = '7')
    where held_from = '2027-04-01' and member_id = (select id from member where register_number = '3')`;
  const found = (await seats()).join('; ');
  expect(found).toContain('board 2027-03-01: a seat was given or ended without one person telling it');
  expect(found).toContain('supervisors 2027-04-01: a seat was given');
});
