/** Meetings through the interface: notice, list, attendance, votes, resolutions, and what rests on them. */
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import postgres from 'postgres';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import {
  approve,
  calculate,
  decide,
  decideIn,
  draft,
  ensurePlan,
  expectStatus,
  giveRoles,
  linkUser,
  seatByTwo,
  setByTwo,
  withdrawBy,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { caseOf, daysIn, numbersIn, titleOf } from '../support/cases.ts';

let test: TestApp;
const numberOf = (index: number) => String(index).padStart(3, '0');
const everybody = Array.from({ length: 24 }, (_, index) => numberOf(index + 1));

/** 120 households in four groups, their heads aged fifty, every third a woman; 24 of them representatives. */
async function openCommunity(): Promise<void> {
  const accountant = test.as('accountant');
  await expectStatus(
    accountant.post('~/share-classes', { code: 'basic', name: '基本股', kind: 'basic', places: 4 }),
    201,
  );
  for (let index = 1; index <= 120; index += 1) {
    const number = numberOf(index);
    await expectStatus(accountant.post('~/households', { number, groupName: groupOf(index) }), 201);
    const person = {
      registerNumber: number,
      name: `股民${number}`,
      sex: index % 3 === 0 ? 'female' : 'male',
      birthDate: '1970-03-01',
      household: number,
      relation: 'head',
      standings: [{ kind: 'admitted', effectiveOn: '2009-01-01' }],
    };
    await expectStatus(accountant.post('~/members', person), 201);
  }
  const to = { kind: 'member', number: '001' };
  const movement = {
    kind: 'subscription',
    shareClass: 'basic',
    to,
    quantity: '100',
    effectiveOn: '2009-01-01',
  };
  await expectStatus(accountant.post('~/movements', movement), 201);
}

const groupOf = (index: number) => `第${((index - 1) % 4) + 1}组`;

const elect = (from: string, numbers: readonly string[] = everybody) =>
  seatByTwo(
    test,
    'bodies/representative-assembly/elect',
    { from, seats: numbers.map((member) => ({ member, group: groupOf(Number(member)) })) },
    'accountant',
  );

const report = { kind: 'report', title: '半年工作报告', text: '听取理事会半年工作报告。', counting: 'none' };
const proposer = 'board';
const motion = { kind: 'dividend-run', title: '半年分红', text: '同意分红方案。', proposer };

const draftOf = (fields: object, query = '') => {
  const meeting = {
    body: 'representative-assembly',
    title: '2025年上半年股民代表大会',
    heldOn: '2025-07-31',
    time: '09:00',
    place: '社区礼堂',
    partyStudy: { on: '2025-07-15', by: '社区党委' },
    agenda: [motion, report],
    ...fields,
  };
  return test.as('accountant').post(`~/meetings${query}`, meeting);
};

async function drafted(fields: object = {}): Promise<string> {
  return (await expectStatus(draftOf(fields), 201)).id as string;
}

/** Convened by a notice of that day; one that is entered late, by another person's word besides. */
const convene = async (id: string, noticeOn = '2025-07-20', more: object = {}): Promise<Reply> => {
  const notice = { noticeOn, lateReason: '通知已张贴，迟录', ...more };
  const reply = await test.as('accountant').post(`~/meetings/${id}/convene`, notice);
  const late = reply.status === 200 && reply.body.state === 'awaiting-review';
  return late ? test.as('supervisor').post(`~/meetings/${id}/confirm-notice`) : reply;
};
const open = (id: string) => test.as('accountant').post(`~/meetings/${id}/open`);
const close = (id: string, who: 'accountant' | 'supervisor' = 'supervisor') =>
  test.as(who).post(`~/meetings/${id}/close`, { lateReason: '迟录' });
const attend = (id: string, numbers: readonly string[], more: readonly object[] = []) =>
  test.as('accountant').post(`~/meetings/${id}/attendance`, {
    entries: [...numbers.map((member) => ({ member, manner: 'on-site' })), ...more],
  });
const hands = (id: string, count: readonly [number, number, number], on = 1) =>
  test
    .as('accountant')
    .post(`~/meetings/${id}/motions/${on}/hands`, { for: count[0], against: count[1], abstain: count[2] });
const ballots = (id: string, given: readonly object[], on = 1) =>
  test.as('accountant').post(`~/meetings/${id}/motions/${on}/ballots`, { ballots: given });
interface Watching {
  readonly type: string;
  readonly line: Readable;
}

/** A line on which the auditor is told of what is entered. */
async function watching(id: string, cookie = inject('staff').people.auditor.cookie): Promise<Watching> {
  const { cooperativeId } = inject('staff');
  const reply = await test.app.inject({
    url: `/api/v1/cooperatives/${cooperativeId}/meetings/${id}/events`,
    cookies: { hegu_session: cookie },
    payloadAsStream: true,
  });
  return { type: String(reply.headers['content-type']), line: reply.stream() };
}

/** Tablets that ask for a line and are gone before they hear of one. */
async function leftAtOnce(id: string, count: number): Promise<void> {
  const { people, cooperativeId } = inject('staff');
  if (!test.app.server.listening) await test.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = test.app.server.address() as AddressInfo;
  const head =
    `GET /api/v1/cooperatives/${cooperativeId}/meetings/${id}/events HTTP/1.1\r\nhost: localhost\r\n` +
    `cookie: hegu_session=${people.auditor.cookie}\r\n\r\n`;
  await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(head, () => socket.destroy());
      await once(socket, 'close');
    }),
  );
}

/** What comes until something was entered. */
async function toldOn({ line }: Watching): Promise<string> {
  let told = '';
  for await (const part of line) {
    told += String(part);
    if (told.includes('event:')) break;
  }
  return told;
}

const read = async (id: string) => expectStatus(test.as('representative').get(`~/meetings/${id}`), 200);
const paper = {
  body: 'representative-assembly',
  number: '〔2025〕91号',
  decidedOn: '2025-07-10',
  title: '延期换届',
  text: '同意延期换届。',
  vote: { entitled: 24, present: 24, for: 24, against: 0, abstain: 0 },
};
const refusal = ({ status, body }: Reply) => [status, body.code];
const pick = (count: number) => everybody.slice(0, count);

/** A meeting of the day, opened, with so many of the representatives present. */
async function opened(present: readonly string[], fields: object = {}): Promise<string> {
  const id = await drafted(fields);
  await expectStatus(convene(id), 200);
  test.setClock(new Date('2025-07-31T01:00:00Z'));
  await expectStatus(open(id), 200);
  if (present.length > 0) await expectStatus(attend(id, present), 200);
  return id;
}

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-20T01:00:00Z') });
  await test.stage('community with 24 representatives', async () => {
    await openCommunity();
    await expectStatus(elect('2025-05-06'), 200);
  });
});
afterEach(() => test.close());

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

describe('the notice', () => {
  it('of ten clear days for 2025-07-31 goes out on 2025-07-20 at the latest', async () => {
    const id = await drafted();
    test.setClock(new Date('2025-07-21T01:00:00Z'));
    const late = await convene(id, '2025-07-21');
    expect(refusal(late)).toEqual([422, 'assembly.notice-late']);
    expect(late.body.detail).toContain('2025-07-20');
    await expectStatus(convene(id, '2025-07-20'), 200);
    expect((await read(id)).notice).toEqual({
      number: 1,
      noticeOn: '2025-07-20',
      latest: '2025-07-20',
      papersOpenFrom: '2025-07-20',
      recordedOn: '2025-07-21',
      lateReason: null,
      confirmedOn: null,
    });
  });

  it('of 2026-11-20 for 2026-12-05 that is entered on 2026-11-28 convenes nobody without a reason and another person', async () => {
    const [noticeOn, recordedOn, heldOn] = daysIn(caseOf('NOTICE-LATE').input, 3);
    test.setClock(new Date(`${recordedOn}T01:00:00Z`));
    const id = await drafted({ heldOn, partyStudy: { on: '2026-11-15', by: '社区党委' } });
    const notice = { noticeOn };
    const asked = (more: object = {}) =>
      test.as('accountant').post(`~/meetings/${id}/convene`, { ...notice, ...more });
    expect(refusal(await asked())).toEqual([422, 'entry.late-without-reason']);
    const late = await expectStatus(asked({ lateReason: '通知已张贴，迟录' }), 200);
    expect(late.state).toBe('awaiting-review');
    expect((await test.as('accountant').post(`~/meetings/${id}/confirm-notice`)).status).toBe(403);
    await expectStatus(test.as('supervisor').post(`~/meetings/${id}/confirm-notice`), 200);
    expect((await read(id)).notice).toMatchObject({
      noticeOn,
      recordedOn,
      lateReason: '通知已张贴，迟录',
      confirmedOn: recordedOn,
    });
    // Both days stand on the paper.
    const paper = { kind: 'meeting-paper', meetingId: id, part: 'notice' } as const;
    const issued = await expectStatus(test.as('accountant').post(...askFor(paper)), 201);
    const { rawPayload } = await test.as('auditor').get(`~/documents/${String(issued.id)}/content`);
    const said = (await readPdf(rawPayload)).text.replaceAll(/\s/g, '');
    expect(said).toContain('2026年11月20日（迟录，2026年11月28日登记：通知已张贴，迟录）');
  });

  it('comes with the papers, which lie open ten days before', async () => {
    const id = await drafted();
    test.setClock(new Date('2025-07-25T01:00:00Z'));
    const late = await convene(id, '2025-07-20', { papersOpenFrom: '2025-07-24' });
    expect(refusal(late)).toEqual([422, 'meeting.papers-late']);
    const settings = {
      papersOpenDays: 15,
      publicNoticeDays: 7,
      meetingDaysAfterPeriod: 31,
      publicNoticeDaysAfterMeeting: 1,
    };
    await setByTwo(test, 'put', '~/assembly-settings', settings);
    const longer = await convene(id, '2025-07-20');
    expect(refusal(longer)).toEqual([422, 'meeting.papers-late']);
    expect(longer.body.detail).toContain('2025-07-15');
    expect(refusal(await convene(id, '2025-08-01'))).toEqual([422, 'meeting.day-in-future']);
  });

  it('says what is decided, by a body that has the power: the article is named', async () => {
    const scheme = { kind: 'allotment-scheme', title: '配股 1:8', text: '退休老人一配八。', proposer };
    expect(refusal(await convene(await drafted({ agenda: [] })))).toEqual([422, 'meeting.no-motions']);
    const refused = await draftOf({ agenda: [scheme] });
    expect(refusal(refused)).toEqual([422, 'assembly.power-forbidden']);
    expect(refused.body.detail).toContain('art. 26(1)(8)');
    const chinese = await draftOf({ agenda: [scheme] }, '?lang=zh');
    expect(chinese.body.detail).toContain('第二十六条第一款第八项');
  });

  it('is judged when it is drafted: reserved business under “other”, and every other fault at once', async () => {
    const other = {
      kind: 'other',
      title: '出租集体经营性建设用地',
      text: '同意出租。',
      notReserved: true,
      proposer,
    };
    const articles = { kind: 'articles', title: '修改章程', text: '同意修改。' };
    const { body } = await draftOf({
      agenda: [
        other,
        articles,
        { ...other, title: '修水渠', notReserved: false },
        { kind: 'rules', title: '修订章程', text: '同意修订。', proposer },
      ],
    });
    expect(body.faults.map((each: { code: string; pointer: string }) => [each.code, each.pointer])).toEqual([
      ['assembly.power-forbidden', '/agenda/1/kind'],
      ['meeting.reserved-as-other', '/agenda/0/kind'],
      ['meeting.other-undeclared', '/agenda/2/notReserved'],
      ['meeting.reserved-as-another', '/agenda/3/kind'],
      ['meeting.proposer-unnamed', '/agenda/1/proposer'],
    ]);
  });

  it('is judged as its notice goes out: what a version of before let out is remarked, whenever the meeting was closed', async () => {
    const rules = { kind: 'rules', title: '制定用水规则', text: '同意用水规则。', proposer };
    const id = await opened(everybody, { agenda: [rules] });
    await expectStatus(hands(id, [24, 0, 0]), 200);
    await expectStatus(close(id), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const replica = (change: string) =>
      owner.unsafe(`begin; set local session_replication_role = replica; ${change}; commit`);
    await replica(
      `update resolution set title = '修订章程', text = '同意修订。' where title = '制定用水规则'`,
    );
    const said = async (until: string) => {
      await replica(
        `delete from judged_less_before; insert into judged_less_before values ('${test.cooperativeId}', '${until}')`,
      );
      const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
      return [
        findings.filter(({ rule }) => rule === 'reserved-elsewhere').length,
        noted.filter(({ remark }) => remark === 'reserved-elsewhere-before').length,
      ];
    };
    expect(await said('2025-07-19T00:00:00Z')).toEqual([1, 0]);
    expect(await said('2025-07-25T00:00:00Z')).toEqual([0, 1]);
    await owner.end();
  });

  it('says when the party organisation studied it, before the notice, and who brought each motion', async () => {
    const budget = { kind: 'budget', title: '预决算', text: '同意。', proposer };
    const unnamed = await draftOf({ agenda: [{ ...budget, proposer: undefined }] });
    expect(refusal(unnamed)).toEqual([422, 'meeting.proposer-unnamed']);
    const unsaid = await expectStatus(draftOf({ agenda: [budget], partyStudy: null }), 201);
    expect(unsaid.warnings.map((each: { en: string }) => each.en)).toEqual([
      expect.stringContaining('first studied by the party organisation'),
    ]);
    expect(refusal(await convene(unsaid.id))).toEqual([422, 'meeting.study-missing']);
    const late = { on: '2025-07-21', by: '社区党委' };
    const behind = await convene(await drafted({ agenda: [budget], partyStudy: late }));
    expect(refusal(behind)).toEqual([422, 'meeting.study-after-notice']);
    const forAnother = { on: '2024-07-19', by: '社区党委' };
    const longAgo = await convene(await drafted({ agenda: [budget], partyStudy: forAnother }));
    expect(refusal(longAgo)).toEqual([422, 'meeting.study-long-ago']);
    const id = await drafted({ agenda: [{ ...budget, proposer: 'party-organisation' }] });
    expect((await expectStatus(convene(id), 200)).warnings).toEqual([]);
    const told = await read(id);
    expect([told.motions[0].proposer, told.partyStudy]).toEqual([
      'party-organisation',
      { on: '2025-07-15', by: '社区党委' },
    ]);
    expect(refusal(await test.as('chair').patch(`~/meetings/${id}`, { partyStudy: null }))).toEqual([
      409,
      'meeting.convened-already',
    ]);
    // PostgreSQL keeps both, whoever writes.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const copy = (
      kind: string,
    ) => owner`insert into meeting_motion (cooperative_id, meeting_id, id, notice, number, kind,
      title, text, counting) select cooperative_id, id, gen_random_uuid(), 1, 9, ${kind}, 'x', 'x', 'by-head'
      from meeting where id = ${id}`;
    await expect(copy('other')).rejects.toThrow('without the declaration');
    await owner.end();
  });

  it('fixes the motions: a changed one, one more and another day need the notice taken back', async () => {
    const id = await drafted();
    await expectStatus(convene(id), 200);
    const change = (fields: object) => test.as('accountant').patch(`~/meetings/${id}`, fields);
    const changed = await change({ agenda: [{ ...motion, text: '同意分红方案，另行补贴。' }, report] });
    expect(refusal(changed)).toEqual([422, 'assembly.motion-changed']);
    expect(refusal(await change({ agenda: [motion, report, motion] }))).toEqual([
      422,
      'assembly.motion-not-announced',
    ]);
    expect(refusal(await change({ agenda: [motion] }))).toEqual([409, 'meeting.convened-already']);
    expect(refusal(await change({ place: '村东头' }))).toEqual([409, 'meeting.convened-already']);
    await expectStatus(change({ title: '上半年股民代表大会' }), 200);
    const reason = '增加议案';
    await expectStatus(test.as('chair').post(`~/meetings/${id}/withdraw-notice`, { reason }), 200);
    await expectStatus(change({ agenda: [motion, report, { ...motion, title: '补充分红' }] }), 200);
    await expectStatus(convene(id), 200);
    const again = await read(id);
    expect([again.notice.number, again.motions.length]).toEqual([2, 3]);
  });

  it('announces a calculated run; calculated anew after the notice, it is another motion', async () => {
    const run = await expectStatus(
      draft(test, { period: '2025-H1', recordDate: '2025-06-30', pool: '100.00' }),
      201,
    );
    const agenda = [{ ...motion, about: { kind: 'run', runId: run.id } }];
    // With books or without: a run whose half-year has no plan is not called for.
    expect(refusal(await convene(await drafted({ agenda })))).toEqual([409, 'distribution.plan-missing']);
    await ensurePlan(test, run.id);
    expect(refusal(await convene(await drafted({ agenda })))).toEqual([422, 'meeting.run-not-calculated']);
    await expectStatus(calculate(test, run.id), 200);
    const id = await drafted({ agenda });
    await expectStatus(convene(id), 200);
    await expectStatus(calculate(test, run.id), 200);
    test.setClock(new Date('2025-07-31T01:00:00Z'));
    expect(refusal(await open(id))).toEqual([422, 'assembly.motion-changed']);
    const wrong = [{ ...report, proposer, counting: 'by-head', about: { kind: 'run', runId: run.id } }];
    expect(refusal(await convene(await drafted({ agenda: wrong })))).toEqual([
      422,
      'meeting.about-another-matter',
    ]);
  });
});

describe('a draft', () => {
  it('hears of a half-year only once it is over, and moves to another year with a number of that year', async () => {
    const early = {
      body: 'board',
      title: 'x',
      time: '09:00',
      place: 'x',
      heldOn: '2025-06-30',
      period: '2025-H1',
    };
    const refused = await test.as('accountant').post('~/meetings', early);
    expect([...refusal(refused), refused.body.faults[0].pointer]).toEqual([
      422,
      'assembly.meeting-within-period',
      '/heldOn',
    ]);
    const id = await drafted();
    const moved = await test.as('accountant').patch(`~/meetings/${id}`, { heldOn: '2026-01-31' });
    expect([moved.body.number, moved.body.heldOn]).toEqual(['2026-1', '2026-01-31']);
    const within = await test.as('accountant').patch(`~/meetings/${id}`, { period: '2026-H1' });
    expect(refusal(within)).toEqual([422, 'assembly.meeting-within-period']);
  });
});

describe('the papers of a meeting', () => {
  const print = (meetingId: string, more: object = {}) =>
    test.as('accountant').post(...askFor({ kind: 'meeting-paper', meetingId, ...more }));

  it('are printed from the notice on, before and after the meeting, as one file or part by part', async () => {
    const id = await drafted({ period: '2025-H1' });
    expect(refusal(await print(id))).toEqual([409, 'meeting.not-convened']);
    await expectStatus(convene(id), 200);
    expect((await expectStatus(print(id), 201)).pages).toBeGreaterThan(8);
    test.setClock(new Date('2025-07-31T01:00:00Z'));
    await expectStatus(open(id), 200);
    await expectStatus(attend(id, pick(16)), 200);
    await expectStatus(
      ballots(
        id,
        pick(16).map((voter) => ({ voter, choice: 'for' })),
      ),
      201,
    );
    await expectStatus(close(id), 200);
    for (const part of [
      'notice',
      'agenda',
      'attendance',
      'finance',
      'execution',
      'motions',
      'resolutions',
      'minutes',
    ])
      expect((await expectStatus(print(id, { part, language: 'en' }), 201)).pages, part).toBeLessThan(4);
    await expectStatus(print(id), 201);
  });

  it('give the minutes as text, to be edited further', async () => {
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    const minutes = { chair: '理事长', recorder: '会计', text: '会议于九时开始。' };
    await expectStatus(test.as('accountant').put(`~/meetings/${id}/minutes`, minutes), 200);
    const reply = await test.as('representative').get(`~/meetings/${id}/minutes?lang=zh`);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    const text = reply.rawPayload.toString('utf8');
    for (const said of [
      '会议于九时开始。',
      '主持人：理事长',
      '应到 24 人，实到（含委托）16 人',
      '赞成16票',
      '形成决议 〔2025〕1号',
    ])
      expect(text).toContain(said);
    const english = (await test.as('representative').get(`~/meetings/${id}/minutes?lang=en`)).rawPayload;
    expect(english.toString('utf8')).toContain('24 entitled, 16 present or represented');
  });
});

describe('the list of those entitled', () => {
  it('is frozen on the day: who died or was replaced since the notice is left out, and the successor votes', async () => {
    const id = await drafted();
    await expectStatus(convene(id), 200);
    const { members } = await expectStatus(
      test.as('accountant').post('~/members/search', { text: '002' }),
      200,
    );
    test.setClock(new Date('2025-07-31T00:30:00Z'));
    const death = { kind: 'deceased', effectiveOn: '2025-07-25' };
    await expectStatus(test.as('accountant').post(`~/members/${members[0].id}/standings`, death), 201);
    const { seats } = (await test.as('auditor').get('~/bodies/representative-assembly/seats?on=2025-07-20'))
      .body;
    const seatOf = (number: string) =>
      (seats as { id: string; member: string }[]).find(({ member }) => member === number)?.id;
    const replaced = { on: '2025-07-28', successor: '025', reason: '外出务工' };
    await expectStatus(seatByTwo(test, `seats/${seatOf('003')}/replace`, replaced), 200);
    await expectStatus(open(id), 200);
    const list = (await test.as('auditor').get(`~/meetings/${id}/attendance`)).body;
    expect(list.entitled).toHaveLength(23);
    expect(list.leftOut).toEqual([
      { name: '股民002', reason: 'died', on: '2025-07-25' },
      { name: '股民003', reason: 'replaced', on: '2025-07-28' },
    ]);
    const dead = await attend(id, ['001', '002']);
    expect([dead.body.code, dead.body.faults[0].pointer]).toEqual([
      'assembly.died-before-meeting',
      '/entries/1',
    ]);
    expect(refusal(await attend(id, ['003']))).toEqual([422, 'assembly.seat-ended']);
    await expectStatus(attend(id, ['025']), 200);
    await expectStatus(close(id), 200);
    expect((await read(id)).motions[0].outcome).toBe('lapsed');
  });

  it('is of a body of which enough are left: with fewer than the law asks it only elects, at a meeting and on paper', async () => {
    const [called, begun] = [await drafted(), await drafted()];
    await expectStatus(convene(begun), 200);
    const { seats } = (await test.as('auditor').get('~/bodies/representative-assembly/seats?on=2025-07-20'))
      .body;
    for (const each of (seats as { id: string }[]).slice(0, 4)) {
      const ended = { on: '2025-07-20', by: 'removed', reason: '罢免' };
      await expectStatus(seatByTwo(test, `seats/${each.id}/end`, ended), 200);
    }
    const thin = await convene(called);
    expect(refusal(thin)).toEqual([422, 'assembly.too-thin']);
    expect(thin.body.detail).toContain('24');
    expect(thin.body.detail).toContain('20');
    test.setClock(new Date('2025-07-31T01:00:00Z'));
    expect(refusal(await open(begun))).toEqual([422, 'assembly.too-thin']);
    const minutes = {
      ...paper,
      decidedOn: '2025-07-30',
      matter: 'report',
      vote: { ...paper.vote, entitled: 20, present: 20, for: 20 },
      lateReason: '会议在线下召开',
    };
    expect(refusal(await test.as('accountant').post('~/resolutions', minutes))).toEqual([
      422,
      'assembly.too-thin',
    ]);
    const electing = { ...minutes, matter: 'election', title: '补选代表', number: '〔2025〕93号' };
    const elected = await expectStatus(test.as('accountant').post('~/resolutions', electing), 201);
    // Written past the program as any other matter, verification names it.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update resolution set matter = 'report' where id = '${elected.id as string}'; commit`);
    await owner.end();
    test.expectTampering();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'decided-too-thin',
        row: expect.stringContaining('〔2025〕93号'),
        found: '20',
      }),
    );
  });

  it('is of a body that votes; once its term is over it only elects, unless a resolution put the renewal off', async () => {
    const id = await drafted();
    await expectStatus(convene(id), 200);
    expect(refusal(await open(id))).toEqual([422, 'meeting.not-yet']);
    const later = await drafted({ heldOn: '2030-07-31' });
    const renewal = { kind: 'election', title: '换届选举', text: '选举新一届代表。', proposer };
    const partyStudy = { on: '2030-06-28', by: '社区党委' };
    const electing = await drafted({ heldOn: '2030-07-31', agenda: [renewal, report], partyStudy });
    // The accountant entered the seats, so another enters the minutes that put their term off.
    const resolutionId = await decideIn(
      { accountant: test.as('chair'), supervisor: test.as('supervisor'), path: '~' },
      { kind: 'postponement', body: 'representative-assembly', endsOn: '2030-05-05', until: '2030-12-31' },
      paper,
    );
    const unsaid = await decide(test, null, { ...paper, number: '〔2025〕92号', matter: 'election' });
    test.setClock(new Date('2030-07-31T01:00:00Z'));
    const over = await convene(later, '2030-07-01');
    expect(refusal(over)).toEqual([422, 'assembly.only-elects']);
    expect(over.body.detail).toContain('was over on 2030-05-06');
    await expectStatus(convene(electing, '2030-07-01'), 200);
    const minutesText = await test.as('auditor').get(`~/meetings/${electing}/minutes?lang=zh`);
    expect(minutesText.rawPayload.toString('utf8')).toContain('任期届满，尚未换届');
    await expectStatus(open(electing), 200);
    expect((await test.as('auditor').get(`~/meetings/${electing}/attendance`)).body.entitled).toHaveLength(
      24,
    );
    const path = '~/bodies/representative-assembly/';
    const seats = async () => (await test.as('auditor').get(`${path}seats?on=2030-07-31`)).body;
    expect([(await seats()).pastTermSince, (await seats()).held]).toEqual(['2030-05-06', 0]);
    const wish = { endsOn: '2030-05-05', until: '2030-12-31', reason: '区里统一安排', resolutionId };
    const postpone = (fields: object) =>
      test.as('chair').post(`${path}postpone-term`, { ...wish, ...fields });
    expect(refusal(await postpone({ until: '2030-05-01' }))).toEqual([422, 'assembly.postponed-back']);
    expect(refusal(await postpone({ endsOn: '2030-05-04' }))).toEqual([422, 'assembly.no-such-term']);
    // Any election does not put off a term, nor one to another day.
    expect(refusal(await postpone({ resolutionId: unsaid }))).toEqual([422, 'resolution.names-nothing']);
    expect(refusal(await postpone({ until: '2031-03-31' }))).toEqual([409, 'resolution.other-subject']);
    expect(refusal(await postpone({ until: '2031-05-06' }))).toEqual([422, 'assembly.postponed-too-far']);
    // Nor does anything that was decided before anybody was elected for it.
    const before = { endsOn: '2030-05-05', until: '2031-01-31' };
    const early = await decide(
      test,
      { kind: 'postponement', body: 'representative-assembly', ...before },
      {
        ...paper,
        body: 'members-assembly',
        number: '〔1999〕1号',
        decidedOn: '1999-06-01',
        vote: { entitled: 3, present: 3, for: 3, against: 0, abstain: 0 },
      },
    );
    const untimely = await postpone({ ...before, resolutionId: early });
    expect([untimely.status, untimely.body.code]).toEqual([422, 'resolution.electorate-unchecked']);
    // No body past its term prolongs itself, on an agenda or on paper; on paper, too, it decides nothing but an election.
    const term = { kind: 'postponement', body: 'representative-assembly', endsOn: '2030-05-05' };
    const about = { ...term, until: '2030-11-30' };
    const prolonging = await drafted({
      heldOn: '2030-07-31',
      partyStudy,
      agenda: [{ ...renewal, title: '延期换届', about }],
    });
    expect(refusal(await convene(prolonging, '2030-07-01'))).toEqual([422, 'assembly.only-elects']);
    const minutes = {
      body: 'representative-assembly',
      number: '〔2030〕1号',
      decidedOn: '2030-07-30',
      title: '会议决议',
      text: '同意。',
      vote: { entitled: 24, present: 24, for: 24, against: 0, abstain: 0 },
      lateReason: '会议在线下召开',
    };
    const onPaper = (fields: object) =>
      test.as('accountant').post('~/resolutions', { ...minutes, ...fields });
    expect(refusal(await onPaper({ matter: 'report', title: '土地补偿费分配' }))).toEqual([
      422,
      'meeting.reserved-as-other',
    ]);
    expect(refusal(await onPaper({ matter: 'report' }))).toEqual([422, 'assembly.only-elects']);
    expect(refusal(await onPaper({ matter: 'election', about }))).toEqual([422, 'assembly.only-elects']);
    await expectStatus(onPaper({ matter: 'election' }), 201);
    await expectStatus(postpone({}), 201);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const duly = await owner<{ one: boolean; other: boolean }[]>`select postponed_duly(p) as one,
      postponed_duly(jsonb_populate_record(p, '{"until": "2031-05-06"}')) as other from term_postponement p`;
    await owner.end();
    expect(duly).toEqual([{ one: true, other: false }]);
    expect([(await seats()).pastTermSince, (await seats()).held]).toEqual([null, 24]);
    await expectStatus(convene(later, '2030-07-01'), 200);
  });

  it('of the members’ assembly is everybody of age and with capacity; of one household one may stand for another', async () => {
    const accountant = test.as('accountant');
    const child = {
      registerNumber: '121',
      name: '孩子',
      birthDate: `${2025 - Number(numbersIn(caseOf('LEFT-OUT').input, 1)[0])}-01-01`,
      household: '001',
      relation: 'child',
    };
    const wife = {
      registerNumber: '122',
      name: '妻子',
      birthDate: '1972-01-01',
      household: '001',
      relation: 'spouse',
    };
    const standings = [{ kind: 'admitted', effectiveOn: '2020-01-01' }];
    for (const person of [child, wife])
      await expectStatus(accountant.post('~/members', { ...person, standings }), 201);
    const scheme = { kind: 'allotment-scheme', title: '配股 1:8', text: '退休老人一配八。', proposer };
    const id = await opened([], { body: 'members-assembly', agenda: [scheme] });
    const list = (await test.as('auditor').get(`~/meetings/${id}/attendance`)).body;
    expect(list.entitled).toHaveLength(121);
    const by = (member: string, proxy: string) => [{ member, manner: 'proxy', proxy }];
    expect(refusal(await attend(id, ['002'], by('001', '002')))).toEqual([
      422,
      'assembly.proxy-outside-household',
    ]);
    expect(list.leftOut).toEqual([{ name: '孩子', reason: 'no-capacity', on: '2025-07-31' }]);
    expect(refusal(await attend(id, ['122'], by('121', '122')))).toEqual([422, 'assembly.without-capacity']);
    await expectStatus(attend(id, ['122'], by('001', '122')), 200);
    await expectStatus(ballots(id, [{ voter: '122', choice: 'for' }]), 201);
    await expectStatus(ballots(id, [{ voter: '122', principal: '001', choice: 'against' }]), 201);
    const twice = await ballots(id, [{ voter: '122', principal: '001', choice: 'for' }]);
    expect([...refusal(twice), twice.body.faults[0].pointer]).toEqual([
      409,
      'assembly.proxy-voted-twice',
      '/ballots/0',
    ]);
    expect(refusal(await ballots(id, [{ voter: '001', choice: 'for' }]))).toEqual([
      422,
      'assembly.vote-though-represented',
    ]);
    await expectStatus(close(id), 200);
    const { motions } = await read(id);
    expect([motions[0].outcome, motions[0].result.quorum]).toMatchObject([
      'lapsed',
      { least: '81', met: false },
    ]);
  });
});

describe('a vote', () => {
  it('at which nobody was entered is not closed unless it is said that nobody came', async () => {
    const id = await opened([]);
    expect(refusal(await close(id))).toEqual([409, 'meeting.nobody-entered']);
    const lapsed = { lateReason: '迟录', lapsed: true };
    await expectStatus(test.as('accountant').post(`~/meetings/${id}/close`, lapsed), 200);
    expect((await read(id)).motions[0].outcome).toBe('lapsed');
  });

  it('is closed by another than whoever entered it, who takes over by entering it again', async () => {
    const id = await opened(pick(16));
    const byRecorder = [403, 'meeting.closed-by-recorder'];
    const supervisor = test.as('supervisor');
    expect(refusal(await close(id, 'accountant'))).toEqual(byRecorder);
    await expectStatus(hands(id, [16, 0, 0]), 200);
    const counted = { for: 16, against: 0, abstain: 0 };
    await expectStatus(supervisor.post(`~/meetings/${id}/motions/1/hands`, counted), 200);
    expect(refusal(await close(id, 'accountant'))).toEqual(byRecorder);
    expect(refusal(await close(id))).toEqual(byRecorder);
    await expectStatus(hands(id, [16, 0, 0]), 200);
    const entries = [{ member: '001', manner: 'on-site' }];
    await expectStatus(supervisor.post(`~/meetings/${id}/attendance`, { entries }), 200);
    expect(refusal(await close(id))).toEqual(byRecorder);
    await expectStatus(attend(id, ['001']), 200);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await expectStatus(close(id), 200);
    const next = await opened(pick(16), { title: '第二次会议' });
    await expectStatus(hands(next, [16, 0, 0]), 200);
    const alone = owner.begin(async (tx) => {
      await tx.unsafe(`set local role hegu_app; set local app.cooperative_id = '${test.cooperativeId}'`);
      await tx.unsafe(`insert into resolution select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
        'number', '〔2025〕9号', 'meeting_id', h.meeting_id, 'motion_id', h.motion_id, 'recorded_by', h.recorded_by))).*
        from resolution r, hands_count h where h.meeting_id = '${next}'`);
    });
    await expect(alone).rejects.toThrow('closed by another than whoever entered');
    test.expectTampering();
    const told = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).findings.map(({ rule }) => rule);
    expect(await told()).toEqual([]);
    await owner.unsafe(`set session_replication_role = replica;
      update resolution r set recorded_by = h.recorded_by from hands_count h where h.meeting_id = r.meeting_id`);
    expect(await told()).toContain('closed-by-recorder');
    await owner.end();
  });

  it('on what only whoever gave the notice says was studied is closed by another', async () => {
    test.setClock(new Date('2025-07-20T01:00:00Z'));
    const id = await drafted();
    expect((await expectStatus(convene(id), 200)).state).toBe('convened');
    test.setClock(new Date('2025-07-31T08:00:00Z'));
    await expectStatus(open(id), 200);
    const supervisor = test.as('supervisor');
    const entries = pick(16).map((member) => ({ member, manner: 'on-site' }));
    await expectStatus(supervisor.post(`~/meetings/${id}/attendance`, { entries }), 200);
    const counted = { for: 16, against: 0, abstain: 0 };
    await expectStatus(supervisor.post(`~/meetings/${id}/motions/1/hands`, counted), 200);
    expect(refusal(await close(id, 'accountant'))).toEqual([403, 'meeting.study-of-one']);
    await expectStatus(attend(id, pick(16)), 200);
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const [said] = await owner<{ alone: boolean; byTwo: boolean }[]>`
      select study_of_one(cooperative_id, id, ${test.as('accountant').userId}) as alone,
        study_of_one(cooperative_id, id, ${supervisor.userId}) as "byTwo" from meeting where id = ${id}`;
    await owner.end();
    expect(said).toEqual({ alone: true, byTwo: false });
  });

  it('by names is closed by nobody who wrote down a ballot that counts or struck one out', async () => {
    const id = await opened([]);
    const entries = pick(17).map((member) => ({ member, manner: 'on-site' }));
    await expectStatus(test.as('supervisor').post(`~/meetings/${id}/attendance`, { entries }), 200);
    const given = pick(17).map((voter) => ({ voter, choice: 'for' }));
    await expectStatus(ballots(id, given), 201);
    expect(refusal(await close(id, 'accountant'))).toEqual([403, 'meeting.closed-by-recorder']);
    await expectStatus(attend(id, pick(17)), 200);
    const [first] = (await test.as('auditor').get(`~/meetings/${id}/motions/1/ballots`)).body.ballots;
    const strike = `~/meetings/${id}/ballots/${first.id}/strike`;
    await expectStatus(test.as('supervisor').post(strike, { reason: '写错' }), 200);
    expect(refusal(await close(id))).toEqual([403, 'meeting.closed-by-recorder']);
  });

  it('by hands: 16 of 24 are two thirds of all and adopt; the resolution is numbered', async () => {
    const id = await opened(pick(20));
    expect(refusal(await close(id))).toEqual([409, 'meeting.not-voted']);
    expect(refusal(await hands(id, [19, 1, 1]))).toEqual([422, 'assembly.counts-above-present']);
    expect(refusal(await hands(id, [1, 0, 0], 2))).toEqual([422, 'meeting.only-heard']);
    expect((await read(id)).motions[0].soFar).toBeNull();
    await expectStatus(hands(id, [15, 5, 0]), 200);
    // As it would be counted now, for the bars on the wall; what counts is the count at the end.
    expect((await read(id)).motions[0]).toMatchObject({
      outcome: null,
      soFar: { outcome: 'rejected', votes: { for: '15' }, majority: { least: '16' } },
    });
    await expectStatus(hands(id, [16, 3, 1]), 200);
    await expectStatus(close(id), 200);
    const { motions, entitled, present } = await read(id);
    expect(motions[0].soFar).toBeNull();
    expect([entitled, present]).toEqual([24, 20]);
    expect(motions.map((each: { outcome: string }) => each.outcome)).toEqual(['adopted', 'heard']);
    expect(motions[0].result).toMatchObject({
      majority: { least: '16', of: '24' },
      votes: { for: '16', unused: '0' },
    });
    expect(motions[0].words.zh).toContain('同意，即16票');
    expect(motions[0].resolution.number).toBe('〔2025〕1号');
    const resolution = await expectStatus(
      test.as('auditor').get(`~/resolutions/${motions[0].resolution.id}`),
      200,
    );
    expect(resolution).toMatchObject({
      outcome: 'adopted',
      matter: 'dividend-run',
      meetingId: id,
      vote: { entitled: 24, present: 20, for: '16', against: '3', abstain: '1' },
    });
  });

  it('of one less is rejected, a room without quorum lapses, and the numbers go on', async () => {
    const rejected = await opened(pick(16));
    await expectStatus(hands(rejected, [15, 1, 0]), 200);
    // What the vote went against is not made away with: not by whoever prepares, not past the program.
    const cancel = (who: Role, meetingId: string) =>
      test.as(who).post(`~/meetings/${meetingId}/cancel`, { reason: '改日再议' });
    for (const role of ['accountant', 'chair'] as const)
      expect((await cancel(role, rejected)).body.code).toBe('meeting.voted');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = owner`update meeting set state = 'cancelled' where id = ${rejected}`;
    await expect(past).rejects.toThrow('a meeting that has voted is not cancelled');
    await owner.end();
    await expectStatus(close(rejected), 200);
    const empty = await drafted({ title: '第二次会议' });
    await expectStatus(convene(empty), 200);
    await expectStatus(open(empty), 200);
    await expectStatus(attend(empty, pick(15)), 200);
    await expectStatus(close(empty), 200);
    const outcomes = [];
    for (const id of [rejected, empty]) {
      const { outcome, resolution } = (await read(id)).motions[0];
      outcomes.push([outcome, resolution.number]);
    }
    expect(outcomes).toEqual([
      ['rejected', '〔2025〕1号'],
      ['lapsed', '〔2025〕2号'],
    ]);
  });

  it('name by name: a ballot of somebody absent is refused, one entered by mistake struck out, and both ways do not mix', async () => {
    const id = await opened(pick(18));
    const absent = await ballots(id, [
      { voter: '001', choice: 'for' },
      { voter: '020', choice: 'for' },
    ]);
    expect([...refusal(absent), absent.body.faults[0].pointer]).toEqual([
      422,
      'assembly.vote-not-present',
      '/ballots/1',
    ]);
    await expectStatus(
      ballots(
        id,
        pick(17).map((voter) => ({ voter, choice: 'for' })),
      ),
      201,
    );
    expect(refusal(await ballots(id, [{ voter: '001', choice: 'against' }]))).toEqual([
      409,
      'assembly.voted-twice',
    ]);
    expect(refusal(await hands(id, [17, 0, 0]))).toEqual([409, 'meeting.counted-twice']);
    const gone = await attend(id, [], [{ member: '001', manner: 'absent' }]);
    expect(refusal(gone)).toEqual([422, 'assembly.vote-not-present']);
    const given = (await test.as('auditor').get(`~/meetings/${id}/motions/1/ballots`)).body.ballots;
    const strike = () =>
      test.as('accountant').post(`~/meetings/${id}/ballots/${given[0].id}/strike`, { reason: '记错人' });
    await expectStatus(strike(), 200);
    expect(refusal(await strike())).toEqual([409, 'meeting.ballot-struck']);
    await expectStatus(ballots(id, [{ voter: given[0].voter, choice: 'against' }]), 201);
    await expectStatus(close(id), 200);
    const { motions } = await read(id);
    expect(motions[0].result.votes).toMatchObject({ for: '16', against: '1', unused: '1' });
    const recount = await expectStatus(test.as('auditor').get(`~/meetings/${id}/recount`), 200);
    expect(recount.agrees).toBe(true);
  });

  it('is told to whoever watches the meeting as it is entered; lines are counted, and end with the service', async () => {
    const none = await drafted();
    // Whoever asked and went away keeps nobody's place.
    await leftAtOnce(none, 60);
    const id = await opened(pick(16));
    const lines = [];
    for (let line = 0; line < 24; line += 1) lines.push(await watching(id));
    const [first] = lines as [Watching];
    expect(first.type).toMatch(/^text\/event-stream/);
    expect((await test.as('auditor').get(`~/meetings/${id}/events`)).status).toBe(503);
    const told = toldOn(first);
    await expectStatus(hands(id, [16, 0, 0]), 200);
    expect(await told).toContain('event: entered');
    for (const { line } of lines) line.destroy();
  });

  it('is told no more to whoever signed out, or was suspended', async () => {
    const id = await opened(pick(16));
    const untilItEnds = async ({ line }: Watching) => {
      for await (const part of line) expect(String(part)).not.toContain('event:');
    };
    const credentials = { userName: 'auditor', password: 'correct horse battery' };
    const signedIn = await test.stranger.post('/api/v1/session', credentials);
    const cookie = /hegu_session=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
    const [ofSession, ofPerson] = [await watching(id, cookie), await watching(id)];
    const url = '/api/v1/session';
    const out = await test.app.inject({ method: 'DELETE', url, cookies: { hegu_session: cookie } });
    expect(out.statusCode).toBe(204);
    await untilItEnds(ofSession);
    expect(ofPerson.line.readableEnded).toBe(false);
    const { userId } = test.as('auditor');
    await expectStatus(test.as('chair').post(`~/users/${userId}/suspend`, { reason: '电脑被盗' }), 200);
    await untilItEnds(ofPerson);
  });

  it('by hands is taken back where it should be by name', async () => {
    const id = await opened(pick(16));
    const withdraw = () =>
      test.as('accountant').post(`~/meetings/${id}/motions/1/hands/withdraw`, { reason: '改为记名表决' });
    expect(refusal(await withdraw())).toEqual([409, 'meeting.no-hands']);
    await expectStatus(hands(id, [16, 0, 0]), 200);
    expect(refusal(await ballots(id, [{ voter: '001', choice: 'for' }]))).toEqual([
      409,
      'meeting.counted-twice',
    ]);
    await expectStatus(withdraw(), 200);
    // Who took the count back does not cancel the meeting with it.
    const cancelled = await test.as('accountant').post(`~/meetings/${id}/cancel`, { reason: '改日' });
    expect(refusal(cancelled)).toEqual([409, 'meeting.voted']);
    const given = pick(16).map((voter) => ({ voter, choice: 'against' }));
    await expectStatus(ballots(id, given), 201);
    await expectStatus(close(id), 200);
    expect((await read(id)).motions[0].outcome).toBe('rejected');
  });

  it('after closing is refused by name, and nothing of the meeting changes any more', async () => {
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    const late = await ballots(id, [{ voter: '001', choice: 'for' }]);
    expect(refusal(late)).toEqual([409, 'assembly.vote-closed']);
    expect(late.body.detail).toContain('股民001');
    expect(refusal(await attend(id, ['020']))).toEqual([409, 'meeting.wrong-state']);
    expect(refusal(await close(id))).toEqual([409, 'meeting.wrong-state']);
    const minutes = { chair: '理事长', recorder: '会计', text: '会议于九时开始。' };
    const write = (fields: object = {}) =>
      test.as('accountant').put(`~/meetings/${id}/minutes`, { ...minutes, ...fields });
    await expectStatus(write(), 200);
    const first = { ...minutes, version: '1', recordedOn: '2025-07-31', lateReason: null };
    expect((await read(id)).minutes).toEqual(first);
    // Days after the meeting they say so.
    test.setClock(new Date('2025-08-05T01:00:00Z'));
    expect(refusal(await write())).toEqual([422, 'entry.late-without-reason']);
    const lateReason = '记录人住院';
    const later = { ...minutes, text: '会议于九时开始，十时结束。' };
    await expectStatus(write({ text: later.text, lateReason }), 200);
    const second = { ...later, version: '2', recordedOn: '2025-08-05', lateReason };
    expect(await read(id)).toMatchObject({ minutes: first, minutesAwaiting: second, minutesSentBack: null });
  });

  it('has minutes written late that stand once another person confirmed just them, on every paper and phone', async () => {
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    await expectStatus(linkUser(test, test.as('representative').userId, '016'), 200);
    const minutes = { chair: '理事长', recorder: '会计', text: '第一稿。' };
    const write = (text: string, more: object = { lateReason: '记录人住院' }) =>
      test.as('accountant').put(`~/meetings/${id}/minutes`, { ...minutes, text, ...more });
    const answer = (verb: string, version: string, who: Role = 'supervisor', body: object = {}) =>
      test.as(who).post(`~/meetings/${id}/minutes/${version}/${verb}`, body);
    const texts = async () => {
      const { minutes, minutesAwaiting, minutesSentBack } = await read(id);
      const phone = await expectStatus(test.as('representative').get(`~/own/meetings/${id}`), 200);
      return [
        minutes?.text ?? null,
        minutesAwaiting?.text ?? null,
        minutesSentBack?.text ?? null,
        phone.meeting.minutes,
      ];
    };
    await expectStatus(write('第一稿。', {}), 200);
    expect(refusal(await answer('confirm', '1'))).toEqual([409, 'meeting.no-minutes-wait']);
    test.setClock(new Date('2025-08-05T01:00:00Z'));
    await expectStatus(write('第二稿。'), 200);
    expect(await texts()).toEqual(['第一稿。', '第二稿。', null, '第一稿。']);
    const waiting = await expectStatus(test.as('supervisor').get('~/waiting'), 200);
    expect(waiting.items.filter(({ kind }: { kind: string }) => kind === 'meeting-minutes')).toHaveLength(1);
    expect(refusal(await answer('confirm', '2', 'accountant'))).toEqual([403, 'access.forbidden']);
    // Written again while somebody read it: what was not read is not confirmed.
    await expectStatus(write('第三稿。'), 200);
    expect(refusal(await answer('confirm', '2'))).toEqual([409, 'meeting.minutes-written-since']);
    await expectStatus(answer('send-back', '3', 'supervisor', { reason: '漏记一人发言' }), 200);
    expect(await texts()).toEqual(['第一稿。', null, '第三稿。', '第一稿。']);
    await expectStatus(write('第四稿。'), 200);
    await expectStatus(answer('confirm', '4'), 200);
    expect(await texts()).toEqual(['第四稿。', null, null, '第四稿。']);
    expect(refusal(await answer('confirm', '4'))).toEqual([409, 'meeting.no-minutes-wait']);
    const judged = async () => {
      const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
      const of = ({ table }: { readonly table: string }) => table === 'meeting_minutes';
      return [findings.filter(of).map(({ rule }) => rule), noted.filter(of).map(({ remark }) => remark)];
    };
    expect(await judged()).toEqual([[], ['entered-late']]);
    test.expectTampering();
    // Past the program: nobody confirms their own, and none that are late stand alone.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const again = (columns: string) => `insert into meeting_minutes
      select cooperative_id, meeting_id, number + 10, chair, recorder, text, recorded_at, recorded_by, ${columns} from meeting_minutes where number = 4`;
    try {
      await expect(owner.unsafe(again('late_reason, null'))).rejects.toThrow('wait for another person');
      await expect(owner.unsafe(again('null, true'))).rejects.toThrow('wait for another person');
      await owner.unsafe(again('late_reason, true'));
      const superseded = `insert into meeting_minutes_answer select cooperative_id, meeting_id, 2, null, recorded_at, gen_random_uuid()
        from meeting_minutes where number = 4`;
      await expect(owner.unsafe(superseded)).rejects.toThrow('written last');
      const own = `insert into meeting_minutes_answer select cooperative_id, meeting_id, number, null, recorded_at, recorded_by
        from meeting_minutes where number = 14`;
      await expect(owner.unsafe(own)).rejects.toThrow('another person');
      await owner.unsafe(`alter table meeting_minutes_answer disable trigger user; ${own}`);
      expect((await judged())[0]).toContain('minutes-by-one');
    } finally {
      await owner.end();
    }
  });

  it('is followed on the phone by who has a seat, from the pack over the vote to the result; others hear why they have none', async () => {
    const inRoom = everybody.filter((number) => number !== '016');
    const id = await opened(inRoom);
    const seated = test.as('representative');
    const other = test.as('shareholder');
    await expectStatus(linkUser(test, seated.userId, '016'), 200);
    await expectStatus(linkUser(test, other.userId, '100'), 200);
    const pack = await expectStatus(
      test.as('accountant').post(...askFor({ kind: 'meeting-paper', meetingId: id, part: 'pack' })),
      201,
    );
    const packs = async (who: typeof seated) => {
      const { papers } = await expectStatus(who.get('~/own/papers'), 200);
      return (papers as { id: string }[]).filter((each) => each.id === pack.id).length;
    };
    expect(await packs(seated)).toBe(1);
    expect((await seated.get(`~/own/papers/${String(pack.id)}/content`)).status).toBe(200);
    expect(await packs(other)).toBe(0);
    expect((await other.get(`~/own/papers/${String(pack.id)}/content`)).status).toBe(404);

    const seen = async (who: typeof seated) =>
      (await expectStatus(who.get(`~/own/meetings/${id}`), 200)).meeting;
    expect(await seen(seated)).toMatchObject({ entitled: true, leftOut: null });
    expect(await seen(other)).toMatchObject({ entitled: false, leftOut: null });
    await expectStatus(seated.post(`~/meetings/${id}/attend`), 200);
    await expectStatus(seated.post(`~/meetings/${id}/motions/1/vote`, { choice: 'against' }), 201);
    expect((await seen(seated)).motions[0].ballots).toMatchObject([
      { choice: 'against', givenBy: 'voter', struck: null },
    ]);
    const [status] = refusal(await other.post(`~/meetings/${id}/motions/1/vote`, { choice: 'for' }));
    expect(status).toBe(422);
    expect((await seen(other)).motions[0].ballots).toEqual([]);
    await expectStatus(
      ballots(
        id,
        inRoom.map((voter) => ({ voter, choice: 'for' })),
      ),
      201,
    );
    await expectStatus(close(id), 200);
    for (const who of [seated, other])
      expect((await seen(who)).motions[0]).toMatchObject({ outcome: 'adopted' });
  });

  it('is cast by representatives themselves, as the member they are and nobody else', async () => {
    const id = await opened(pick(15));
    const own = test.as('representative');
    const cast = (body: object) => own.post(`~/meetings/${id}/motions/1/vote`, body);
    expect(refusal(await cast({ choice: 'for' }))).toEqual([403, 'meeting.user-is-no-member']);
    const link = (member: string, userId = own.userId) => linkUser(test, userId, member);
    await expectStatus(link('016'), 200);
    expect(refusal(await link('016', test.as('accountant').userId))).toEqual([
      409,
      'membership.linked-already',
    ]);
    expect(refusal(await cast({ choice: 'for' }))).toEqual([422, 'assembly.vote-not-present']);
    await expectStatus(own.post(`~/meetings/${id}/attend`), 200);
    // From then on nobody takes their place: not the recorder, not past the program.
    const mine = [403, 'meeting.signed-in-themself'];
    const absent = { entries: [{ member: '016', manner: 'absent', proxy: null }] };
    const recorder = test.as('accountant');
    expect(refusal(await recorder.post(`~/meetings/${id}/attendance`, absent))).toEqual(mine);
    expect(refusal(await ballots(id, [{ voter: '016', choice: 'against' }]))).toEqual(mine);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const signedOut = owner`insert into meeting_attendance (cooperative_id, meeting_id, id, member_id, manner, recorded_at, recorded_by)
      select cooperative_id, meeting_id, gen_random_uuid(), member_id, 'absent', now(), ${recorder.userId} from meeting_attendance
      where manner = 'online'`;
    await expect(signedOut).rejects.toThrow('neither absent nor represented');
    const written = owner`insert into ballot (cooperative_id, meeting_id, id, motion_id, voter_id, choice, given_by, recorded_at, recorded_by)
      select a.cooperative_id, a.meeting_id, gen_random_uuid(), m.id, a.member_id, 'against', 'recorder', now(), ${recorder.userId}
      from meeting_attendance a join meeting_motion m on m.meeting_id = a.meeting_id where a.manner = 'online' limit 1`;
    await expect(written).rejects.toThrow('votes themself');
    await owner.end();
    // Not by way of the table either: who came in person since is entered so, and still votes themself.
    const onSite = { entries: [{ member: '016', manner: 'on-site', proxy: null }] };
    await expectStatus(recorder.post(`~/meetings/${id}/attendance`, onSite), 200);
    expect(refusal(await ballots(id, [{ voter: '016', choice: 'against' }]))).toEqual(mine);
    expect(refusal(await recorder.post(`~/meetings/${id}/attendance`, absent))).toEqual(mine);
    await expectStatus(cast({ choice: 'for' }), 201);
    expect(refusal(await cast({ choice: 'for' }))).toEqual([409, 'assembly.voted-twice']);
    expect(refusal(await cast({ choice: 'for', principal: '001' }))).toEqual([
      422,
      'assembly.not-their-proxy',
    ]);
    // How others voted a representative does not look up, while people vote or after.
    expect((await own.get(`~/meetings/${id}/motions/1/ballots`)).status).toBe(403);
    const [given] = (await test.as('auditor').get(`~/meetings/${id}/motions/1/ballots`)).body.ballots;
    expect(given).toMatchObject({ voter: '016', givenBy: 'voter', struck: null });
    const strike = await test
      .as('accountant')
      .post(`~/meetings/${id}/ballots/${given.id}/strike`, { reason: '不喜欢' });
    expect(refusal(strike)).toEqual([403, 'meeting.ballot-is-the-voters']);
    await expectStatus(
      ballots(
        id,
        pick(15).map((voter) => ({ voter, choice: 'for' })),
      ),
      201,
    );
    await expectStatus(close(id), 200);
    expect((await read(id)).motions[0].outcome).toBe('adopted');
  });
});

describe('what rests on a resolution', () => {
  const run = async () => {
    const fields = { period: '2025-H1', recordDate: '2025-06-30', pool: '100.00' };
    const { id } = await expectStatus(draft(test, fields), 201);
    await expectStatus(calculate(test, id), 200);
    return id as string;
  };
  const resolvedAt = async (id: string, count: readonly [number, number, number]): Promise<string> => {
    await expectStatus(hands(id, count), 200);
    await expectStatus(close(id), 200);
    return (await read(id)).motions[0].resolution.id as string;
  };

  it('is a run: approved only through an adopted motion on this very calculation', async () => {
    const runId = await run();
    await ensurePlan(test, runId);
    const agenda = [{ ...motion, about: { kind: 'run', runId } }];
    const rejected = await opened(pick(24), { agenda });
    const no = await resolvedAt(rejected, [15, 9, 0]);
    expect(refusal(await approve(test, runId, no))).toEqual([422, 'resolution.not-adopted']);
    test.setClock(new Date('2025-08-20T01:00:00Z'));
    const second = await drafted({ agenda, heldOn: '2025-08-20' });
    await expectStatus(convene(second, '2025-08-01'), 200);
    await expectStatus(open(second), 200);
    await expectStatus(attend(second, everybody), 200);
    const yes = await resolvedAt(second, [24, 0, 0]);
    // Decided, it is made another neither by calculating it anew nor by one person who takes it off.
    expect(refusal(await calculate(test, runId))).toEqual([409, 'run.decided']);
    await expectStatus(withdrawBy(test, runId, '更正'), 200);
    const anew = await run();
    expect(refusal(await approve(test, anew, yes))).toEqual([409, 'resolution.other-subject']);
    const third = await drafted({
      agenda: [{ ...motion, about: { kind: 'run', runId: anew } }],
      heldOn: '2025-08-20',
      title: '第三次会议',
    });
    await expectStatus(convene(third, '2025-08-01'), 200);
    await expectStatus(open(third), 200);
    await expectStatus(attend(third, everybody), 200);
    await expectStatus(approve(test, anew, await resolvedAt(third, [20, 4, 0])), 200);
    // Whose seats rest on an election that was entered late is said by the certificate as by the papers.
    const { answers } = await expectStatus(test.as('auditor').get(`~/dividend-runs/${anew}/legality`), 200);
    const asked = answers as { question: string }[];
    expect(asked.find(({ question }) => question === 'quorum')).toMatchObject({
      answer: 'yes',
      recordedOn: '2025-07-20',
      evidence: {
        zh: expect.stringContaining(
          '席位依据2025 年 5 月 6 日换届选举（迟录，2025 年 7 月 20 日登记：选举后补登）',
        ),
        en: expect.stringContaining(
          'the seats rest on the election of 6 May 2025 (entered late, recorded on 20 July 2025',
        ),
      },
    });
  });

  it('is the repeal of a plan: only through an adopted motion on the repeal of that very plan', async () => {
    const drawnUp = () =>
      expectStatus(
        test.as('accountant').post('~/distribution-plans', {
          period: '2025-H1',
          mode: 'advance',
          steps: [],
          members: { kind: 'rest' },
          figures: { income: '100', priorLoss: '0', priorUndistributed: '0' },
        }),
        201,
      );
    const planOf = async (number: string) => {
      const { id } = await drawnUp();
      const resolutionId = await decide(test, { kind: 'plan', planId: id }, { number });
      const adopt = () => test.as('reviewer').post(`~/distribution-plans/${id}/adopt`, { resolutionId });
      return { id: id as string, adopt };
    };
    const plan = await planOf('〔2025〕1号');
    await expectStatus(plan.adopt(), 200);
    const other = await planOf('〔2025〕2号');
    const kind = 'distribution-plan';
    const repealing = (planId: string) => [{ ...motion, kind, about: { kind: 'plan-repeal', planId } }];
    const wrong = [{ ...motion, about: { kind: 'plan-repeal', planId: plan.id } }];
    expect(refusal(await convene(await drafted({ agenda: wrong })))).toEqual([
      422,
      'meeting.about-another-matter',
    ]);
    const repeal = (resolutionId: string) =>
      test.as('chair').post(`~/distribution-plans/${plan.id}/repeal`, { resolutionId, reason: '测算有误' });
    const first = await opened(everybody, {
      agenda: [{ ...motion, kind, about: { kind: 'plan', planId: (await drawnUp()).id } }],
    });
    expect(refusal(await repeal(await resolvedAt(first, [24, 0, 0])))).toEqual([
      409,
      'resolution.other-subject',
    ]);
    const again = async (planId: string, title: string) => {
      const id = await drafted({ agenda: repealing(planId), title });
      await expectStatus(convene(id), 200);
      await expectStatus(open(id), 200);
      await expectStatus(attend(id, everybody), 200);
      return resolvedAt(id, [24, 0, 0]);
    };
    expect(refusal(await repeal(await again(other.id, '第二次会议')))).toEqual([
      409,
      'resolution.other-subject',
    ]);
    await expectStatus(repeal(await again(plan.id, '第三次会议')), 200);
    await expectStatus(other.adopt(), 200);
  });

  it('is a scheme: a proposal is compared, voted on by the members’ assembly, and only then posted', async () => {
    const accountant = test.as('accountant');
    const matched = { code: 'matched', name: '配股', kind: 'matched', places: 4 };
    await expectStatus(accountant.post('~/share-classes', matched), 201);
    const rule = { kind: 'match', shareClass: 'matched', base: 'basic', cohort: { everyone: true } };
    const scheme = {
      name: '一配三',
      effectiveOn: '2025-08-01',
      meaning: '每认购一股配三股',
      rules: [{ ...rule, ratio: '1:3', rounding: 'down', places: 0 }],
    };
    const { id: schemeId } = await expectStatus(accountant.post('~/allotment-schemes', scheme), 201);
    const posting = (on = '2025-08-01') => accountant.post(`~/allotment-schemes/${schemeId}/post`, { on });
    expect(refusal(await posting())).toEqual([409, 'scheme.not-adopted']);
    const about = { kind: 'scheme', schemeId };
    const agenda = [
      { kind: 'allotment-scheme', title: '一配三', text: '每认购一股配三股。', about, proposer },
    ];
    const everyone = Array.from({ length: 120 }, (_, index) => numberOf(index + 1));
    const id = await opened(everyone.slice(0, 80), { body: 'members-assembly', agenda });
    await expectStatus(hands(id, [80, 0, 0]), 200);
    await expectStatus(close(id, 'supervisor'), 200);
    // Ahead of its day, and of no later one.
    expect(refusal(await posting('2025-08-02'))).toEqual([422, 'scheme.in-future']);
    const posted = await expectStatus(posting(), 201);
    expect([posted.movements, posted.given]).toEqual([1, '300']);
    const { answers } = await expectStatus(accountant.get(`~/allotment-schemes/${schemeId}/legality`), 200);
    const asked = (answers as { question: string; answer: string }[]).filter(
      ({ answer }) => answer !== 'not-asked',
    );
    expect(asked.map(({ question, answer }) => `${question}: ${answer}`)).toEqual([
      ...['power: yes', 'notice: yes', 'quorum: yes', 'majority: yes', 'papers-open: yes'],
      ...['party-study: yes', 'four-eyes: yes'],
    ]);
  });

  it('is carried out and reported on: the next meeting hears of it', async () => {
    const id = await opened(pick(16));
    const resolutionId = await resolvedAt(id, [16, 0, 0]);
    const report = (reportedOn: string, state: string) =>
      test
        .as('accountant')
        .post(`~/resolutions/${resolutionId}/executions`, { reportedOn, state, text: '正在发放。' });
    expect(refusal(await report('2025-07-30', 'under-way'))).toEqual([422, 'resolution.report-out-of-time']);
    test.setClock(new Date('2025-09-01T01:00:00Z'));
    await expectStatus(report('2025-08-20', 'under-way'), 201);
    await expectStatus(report('2025-09-01', 'carried-out'), 201);
    const { executions } = (await test.as('auditor').get(`~/resolutions/${resolutionId}`)).body;
    expect(executions.map((each: { state: string }) => each.state)).toEqual(['carried-out', 'under-way']);
  });

  it('minutes on paper count as many as there are seats, and are judged by the rules of their day', async () => {
    const minutes = {
      body: 'representative-assembly',
      number: '〔2025〕1号',
      decidedOn: '2025-07-10',
      matter: 'budget',
      title: '预算',
      text: '同意预算。',
      lateReason: '会议在线下召开',
    };
    const record = (vote: object, more: object = {}) =>
      test.as('accountant').post('~/resolutions', { ...minutes, vote, ...more });
    const counted = { entitled: 24, present: 24, for: 15, against: 9, abstain: 0 };
    expect(refusal(await record({ ...counted, entitled: 26 }))).toEqual([422, 'resolution.entitled-differs']);
    expect((await expectStatus(record(counted), 201)).outcome).toBe('rejected');
    // The meeting's own numbers pass over those that minutes have taken.
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    expect((await read(id)).motions[0].resolution.number).toBe('〔2025〕2号');
  });
});

describe('own rules', () => {
  const rules = {
    'representative-assembly': { majority: { numerator: 3, denominator: 4, inclusive: true, base: 'all' } },
  };
  const set = (fields: object) =>
    test
      .as('chair')
      .post('~/assembly-rules', { effectiveFrom: '2025-07-21', rules, source: '章程第二十一条', ...fields });

  it('may be stricter than the law, never laxer, and count from their day', async () => {
    const lax = {
      'representative-assembly': {
        quorum: { numerator: 1, denominator: 2, inclusive: false, base: 'representatives' },
      },
      'members-assembly': { notice: { days: 7, counting: 'clear-days' } },
    };
    const refused = await set({ rules: lax });
    expect(refused.body.faults.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/members-assembly/notice',
      '/representative-assembly/quorum',
    ]);
    await expectStatus(set({}), 201);
    const id = await opened(everybody);
    await expectStatus(hands(id, [17, 7, 0]), 200);
    await expectStatus(close(id), 200);
    const [first] = (await read(id)).motions;
    expect([first.outcome, first.result.majority.least]).toEqual(['rejected', '18']);
  });

  it('never reach back behind a decision', async () => {
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    expect(refusal(await set({}))).toEqual([409, 'assembly.rules-behind-decision']);
    await expectStatus(set({ effectiveFrom: '2025-08-01' }), 201);
    const before = (await test.as('auditor').get('~/assembly-rules?on=2025-07-31')).body;
    const after = (await test.as('auditor').get('~/assembly-rules?on=2025-08-01')).body;
    expect([before.own, after.own.version]).toEqual([null, '1']);
  });
});

describe('the calendar of a half-year', () => {
  it('follows from the settings, and from the meeting once it is fixed', async () => {
    const calendar = async () =>
      (
        await expectStatus(test.as('representative').get('~/assembly-calendar?period=2025-H1'), 200)
      ).entries.map(({ kind, date }: { kind: string; date: string }) => `${date} ${kind}`);
    expect(await calendar()).toEqual([
      '2025-06-30 period-end',
      '2025-07-20 papers-open',
      '2025-07-20 notice-latest',
      '2025-07-31 meeting',
      '2025-08-01 public-notice-from',
      '2025-08-08 public-notice-to',
      '2025-08-09 posting',
      '2025-09-15 tax-filing',
    ]);
    await drafted({ heldOn: '2025-08-15', period: '2025-H1' });
    expect((await calendar())[3]).toBe('2025-08-15 meeting');
  });
});

describe('votes by shares', () => {
  it('weigh every share with its decimals, were allowed before the law, and are refused since', async () => {
    const accountant = test.as('accountant');
    for (const [number, quantity] of [
      ['002', '2.6'],
      ['003', '4.6'],
    ] as const) {
      const to = { kind: 'member', number };
      const bought = { kind: 'subscription', shareClass: 'basic', to, quantity, effectiveOn: '2009-06-01' };
      await expectStatus(accountant.post('~/movements', bought), 201);
    }
    await expectStatus(elect('2010-01-01', ['001', '002', '003']), 200);
    const agenda = [{ ...motion, counting: 'by-shares' }];
    const id = await drafted({ heldOn: '2010-07-31', agenda });
    // The study came after the notice: before the law that is minded, not refused.
    await expectStatus(convene(id, '2010-07-20'), 200);
    await expectStatus(open(id), 200);
    await expectStatus(attend(id, ['001', '002', '003']), 200);
    expect(refusal(await hands(id, [2, 1, 0]))).toEqual([422, 'meeting.hands-by-shares']);
    await expectStatus(
      ballots(id, [
        { voter: '002', choice: 'for' },
        { voter: '003', choice: 'against' },
      ]),
      201,
    );
    await expectStatus(close(id), 200);
    const { result, resolution } = (await read(id)).motions[0];
    expect(result).toMatchObject({
      outcome: 'rejected',
      cast: '2',
      votes: { valid: '72000', unused: '1000000' },
    });
    const kept = await expectStatus(test.as('auditor').get(`~/resolutions/${resolution.id}`), 200);
    expect(kept.vote).toMatchObject({ counting: 'by-shares', for: '2.6', against: '4.6' });
    const today = await drafted({ agenda });
    expect(refusal(await convene(today))).toEqual([422, 'assembly.by-shares-not-allowed']);
  });
});

describe('a change behind the service’s back', () => {
  const spoil = async (change: string): Promise<readonly string[]> => {
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    expect((await owner.unsafe(change)).count).toBeGreaterThan(0);
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    return findings.map((finding) => findingText(finding, 'en'));
  };

  it.each([
    [
      'a ballot',
      `update ballot set choice = 'against' where voter_id in (select voter_id from ballot limit 1)`,
      'vote at meeting representative assembly 2025-1, motion 1: counted again, the vote comes to another result (should be rejected 15/1/0 of 16, is adopted 16/0/0 of 16)',
    ],
    [
      'a ballot added',
      `insert into ballot select cooperative_id, meeting_id, gen_random_uuid(), motion_id, voter_id, principal_id, choice,
        given_by, recorded_at, recorded_by from ballot limit 1`,
      'meeting representative assembly 2025-1: the votes can no longer be counted (should be —, is 股民001 has already voted on this motion.)',
    ],
    [
      'a resolution',
      `update resolution set votes_for = 24`,
      'vote at meeting representative assembly 2025-1, motion 1: the resolution is not what the vote came to (should be adopted 16, is adopted 24)',
    ],
    [
      'an attendance',
      `delete from meeting_attendance where member_id = (select voter_id from ballot order by recorded_at, id limit 1)`,
      'meeting representative assembly 2025-1: the votes can no longer be counted',
    ],
  ])('of %s is found by counting again', async (_, change, expected) => {
    const id = await opened(pick(16));
    await expectStatus(
      ballots(
        id,
        pick(16).map((voter) => ({ voter, choice: 'for' })),
      ),
      201,
    );
    await expectStatus(close(id), 200);
    expect((await spoil(change)).join('\n')).toContain(expected);
  });

  it('of a closed meeting is refused by the database itself', async () => {
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    await expectStatus(close(id), 200);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`set app.cooperative_id = '${test.cooperativeId}'`);
    await expect(owner.unsafe(`update meeting set state = 'open', closed_at = null`)).rejects.toThrow(
      'nothing changes any more',
    );
    await expect(
      owner.unsafe(`insert into hands_count select cooperative_id, meeting_id, gen_random_uuid(), motion_id, 24, 0, 0,
        false, now(), recorded_by from hands_count`),
    ).rejects.toThrow('is not open');
    await owner.end();
  });
});
