/** Votes at a meeting, through the interface: entered, cast, closed, counted again, written down in minutes. */
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import postgres from 'postgres';
import type { Readable } from 'node:stream';
import { describe, expect, inject, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import {
  test,
  everybody,
  elect,
  drafted,
  convene,
  open,
  close,
  attend,
  hands,
  ballots,
  read,
  refusal,
  pick,
  opened,
  inCommunity,
  motion,
} from '../support/community.ts';
import { expectStatus, linkUser } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

inCommunity();

interface Watching {
  readonly type: string;
  readonly line: Readable;
}

/** A line on which the auditor is told of what is entered. */
async function watching(id: string): Promise<Watching> {
  const { people, cooperativeId } = inject('staff');
  const reply = await test.app.inject({
    url: `/api/v1/cooperatives/${cooperativeId}/meetings/${id}/events`,
    cookies: { hegu_session: people.auditor.cookie },
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
