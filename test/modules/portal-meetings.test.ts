/**
 * What a member says from the phone: an objection in their own name, and one vote in a meeting that goes on, however often and from
 * wherever it is sent; and what of meetings and notices they see of themselves and of others.
 */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownMeetings } from '../../src/modules/meetings/index.ts';
import { startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  draft,
  expectStatus,
  linkUser,
  openRegister,
} from '../support/cooperative.ts';

let test: TestApp;
/** Members 1 and 2; 3 has no user. */
let one: Client;
let two: Client;
let memberIds: readonly string[];
let meetingId: string;
let runId: string;
const refusal = ({ status, body }: Reply) => [status, body.code];

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400', '300']);
  [one, two] = [test.as('shareholder'), test.as('representative')];
  await expectStatus(linkUser(test, one.userId, '1'), 200);
  await expectStatus(linkUser(test, two.userId, '2'), 200);
  const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
  memberIds = (members as { id: string }[]).map(({ id }) => id);
  await expectStatus(test.as('accountant').post('~/households', { number: 'H1' }), 201);
  for (const [index, relation] of ['head', 'spouse'].entries()) {
    const place = { household: 'H1', relation, effectiveOn: '2010-01-01' };
    await expectStatus(test.as('accountant').post(`~/members/${memberIds[index]}/place`, place), 201);
  }
});
afterAll(() => test.close());

const seen = async (client: Client) => {
  const { meetings } = await expectStatus(client.get('~/own/meetings'), 200);
  return (meetings as { id: string }[]).find(({ id }) => id === meetingId);
};
const vote = (client: Client, fields: object, key?: string) =>
  client.post(
    `~/meetings/${meetingId}/motions/1/vote`,
    fields,
    key === undefined ? {} : { 'idempotency-key': key },
  );

describe('A meeting on the phone', () => {
  it('is not there before it is convened, and then says what it decides', async () => {
    const motion = {
      kind: 'other',
      title: '修路',
      text: '同意修村口的路。',
      proposer: 'board',
      notReserved: true,
    };
    const { id } = await expectStatus(
      test.as('accountant').post('~/meetings', {
        body: 'members-assembly',
        title: '2011年成员大会',
        heldOn: '2011-01-25',
        time: '09:00',
        place: '社区礼堂',
        partyStudy: { on: '2011-01-04', by: '社区党委' },
        agenda: [motion],
      }),
      201,
    );
    meetingId = id as string;
    expect(await seen(one)).toBeUndefined();
    await expectStatus(
      test.as('accountant').post(`~/meetings/${id}/convene`, { noticeOn: '2011-01-05' }),
      200,
    );
    expect(await seen(one)).toMatchObject({
      state: 'convened',
      entitled: null,
      motions: [{ title: '修路', ballots: [] }],
    });
    expect(refusal(await vote(one, { choice: 'for' }))[0]).toBe(409);
    // Everybody on the list as it stands is told, in words that are kept; and nobody else.
    expect((await expectStatus(one.get('~/own/messages'), 200)).messages).toMatchObject([
      {
        kind: 'meeting-called',
        about: meetingId,
        said: {
          zh: expect.stringContaining('2011年成员大会定于2011年1月25日 09:00 在社区礼堂召开') as string,
        },
      },
    ]);
    expect(await expectStatus(one.get('~/own/start'), 200)).toMatchObject({
      meetings: [{ id: meetingId, title: '2011年成员大会', state: 'convened', heldOn: '2011-01-25' }],
      told: [{ kind: 'meeting-called' }],
    });
    const told = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    expect(told).toMatchObject({ isConnected: false, messages: [{ outbox: 'none' }, {}, {}], next: null });
    expect(told.messages.map((each: { registerNumber: string }) => each.registerNumber)).toEqual([
      '3',
      '2',
      '1',
    ]);
  });

  it('takes one vote of whoever is on the list and there, however it is sent, and shows it to them alone', async () => {
    test.setClock(new Date('2011-01-25T01:00:00Z'));
    await expectStatus(test.as('accountant').post(`~/meetings/${meetingId}/open`), 200);
    expect(await seen(one)).toMatchObject({ state: 'open', entitled: true, manner: null });
    const votes = async () => (await expectStatus(one.get('~/own/start'), 200)).meetings[0].votes as unknown;
    expect(await votes()).toEqual({ all: 1, cast: 0, secret: 0, proxy: null });
    expect(refusal(await vote(one, { choice: 'for' }))[1]).toBe('assembly.vote-not-present');
    await expectStatus(one.post(`~/meetings/${meetingId}/attend`), 200);
    const key = 'e3b0c442-98fc-4c14-9afb-f4c8996fb924';
    await expectStatus(vote(one, { choice: 'for' }, key), 201);
    await expectStatus(vote(one, { choice: 'for' }, key), 201);
    expect(refusal(await vote(one, { choice: 'against' }))[1]).toBe('assembly.voted-twice');
    // The first page calls to vote no more.
    expect(await votes()).toEqual({ all: 1, cast: 1, secret: 0, proxy: null });
    expect(await seen(one)).toMatchObject({
      manner: 'online',
      motions: [{ ballots: [{ of: null, by: null, choice: 'for', givenBy: 'voter' }] }],
    });
    expect(await seen(two)).toMatchObject({ entitled: true, motions: [{ ballots: [] }] });
    expect((await test.as('cashier').get('~/own/meetings')).body.code).toBe('membership.not-linked');
  });

  it('says what the recorder wrote down, and counts whoever is there by another way once', async () => {
    const entries = [{ member: '2', manner: 'on-site', proxy: null }];
    await expectStatus(test.as('accountant').post(`~/meetings/${meetingId}/attendance`, { entries }), 200);
    const written = { ballots: [{ voter: '2', principal: null, choice: 'abstain' }] };
    await expectStatus(test.as('accountant').post(`~/meetings/${meetingId}/motions/1/ballots`, written), 201);
    expect(await seen(two)).toMatchObject({
      manner: 'on-site',
      motions: [{ ballots: [{ of: null, choice: 'abstain', givenBy: 'recorder' }] }],
    });
    expect(refusal(await vote(two, { choice: 'for' }))[1]).toBe('assembly.voted-twice');
    expect(refusal(await vote(one, { choice: 'for', principal: '3' }))[0]).toBe(422);
  });

  /** A meeting with one motion that goes on, with both there and the second one's vote cast. */
  async function goingOn(title: string, noticeOn: string, heldOn: string): Promise<string> {
    const accountant = test.as('accountant');
    const motion = { kind: 'other', text: '同意修村口的桥。', proposer: 'board', notReserved: true };
    const { id } = await expectStatus(
      accountant.post('~/meetings', {
        body: 'members-assembly',
        title,
        heldOn,
        time: '09:00',
        place: '社区礼堂',
        partyStudy: { on: noticeOn, by: '社区党委' },
        agenda: [{ ...motion, title: '修桥' }],
      }),
      201,
    );
    const path = `~/meetings/${id as string}`;
    await expectStatus(accountant.post(`${path}/convene`, { noticeOn }), 200);
    test.setClock(new Date(`${heldOn}T01:00:00Z`));
    await expectStatus(accountant.post(`${path}/open`), 200);
    for (const client of [one, two]) await expectStatus(client.post(`${path}/attend`), 200);
    await expectStatus(two.post(`${path}/motions/1/vote`, { choice: 'for' }), 201);
    return path;
  }
  const sendBoth = (path: string) =>
    (['against', 'for'] as const).map(async (choice) => ({
      choice,
      ...(await one.post(`${path}/motions/1/vote`, { choice })),
    }));

  /** What was answered with 201 is what everybody sees who may see it, and what was counted; of the other each sees their own alone. */
  async function expectShown(path: string, answers: readonly (Reply & { readonly choice: string })[]) {
    const cast = answers.filter(({ status }) => status === 201);
    expect(cast.length).toBeLessThanOrEqual(1);
    for (const { status, body } of answers)
      if (status !== 201)
        expect(['assembly.voted-twice', 'meeting.wrong-state', 'assembly.vote-closed']).toContain(body.code);
    expect(refusal(await one.post(`${path}/motions/1/vote`, { choice: 'for' }))[0]).toBe(409);
    const own = (choice: string) => ({
      of: null,
      principal: null,
      by: null,
      choice,
      givenBy: 'voter',
      struck: null,
    });
    const mine = cast.map(({ choice }) => own(choice));
    for (const [client, ballots] of [
      [one, mine],
      [two, [own('for')]],
    ] as const) {
      const { meeting } = await expectStatus(client.get(path.replace('~', '~/own')), 200);
      expect(meeting).toMatchObject({ motions: [{ outcome: expect.any(String) as string, ballots }] });
      expect(meeting.motions[0].ballots).toHaveLength(ballots.length);
      const { meetings } = await expectStatus(client.get('~/own/meetings'), 200);
      const listed = (meetings as { id: string; motions: { ballots: object[] }[] }[]).find(({ id }) =>
        path.endsWith(id),
      );
      expect(listed?.motions[0]?.ballots).toMatchObject(ballots);
      expect(listed?.motions[0]?.ballots).toHaveLength(ballots.length);
    }
    const auditor = test.as('auditor');
    const { ballots } = await expectStatus(auditor.get(`${path}/motions/1/ballots`), 200);
    const given = (ballots as { voter: string; choice: string }[]).map(({ voter, choice }) => [
      voter,
      choice,
    ]);
    expect(given.sort()).toEqual([...cast.map(({ choice }) => ['1', choice]), ['2', 'for']]);
    const counted = (choice: string) => given.filter(([, each]) => each === choice).length.toString();
    const [{ result }] = (await expectStatus(auditor.get(path), 200)).motions;
    expect(result.votes).toMatchObject({ for: counted('for'), against: counted('against'), abstain: '0' });
    return cast;
  }

  it('counts the vote that one of two devices cast before the closing, and shows that one', async () => {
    const path = await goingOn('2011年临时成员大会', '2011-01-25', '2011-02-10');
    const answers = await Promise.all(sendBoth(path));
    await expectStatus(test.as('supervisor').post(`${path}/close`), 200);
    expect(await expectShown(path, answers)).toHaveLength(1);
  });

  it('counts a vote once that two devices send in the moment of closing, and shows the one that counts', async () => {
    const path = await goingOn('2011年第二次成员大会', '2011-02-10', '2011-02-25');
    const sent = sendBoth(path);
    const closing = test.as('supervisor').post(`${path}/close`);
    const [answers, closed] = [await Promise.all(sent), await closing];
    expect(closed.status, JSON.stringify(closed.body)).toBe(200);
    await expectShown(path, answers);
  });

  it('takes a secret ballot once, and says who handed one in, and of all ballots what is on them without names', async () => {
    const accountant = test.as('accountant');
    const motion = {
      kind: 'other',
      title: '评议理事',
      text: '对理事会的工作是否满意。',
      counting: 'secret',
      proposer: 'board',
      notReserved: true,
    };
    const { id } = await expectStatus(
      accountant.post('~/meetings', {
        body: 'members-assembly',
        title: '2011年第三次成员大会',
        heldOn: '2011-03-25',
        time: '09:00',
        place: '社区礼堂',
        partyStudy: { on: '2011-02-24', by: '社区党委' },
        agenda: [motion],
      }),
      201,
    );
    const path = `~/meetings/${id as string}`;
    await expectStatus(accountant.post(`${path}/convene`, { noticeOn: '2011-02-25' }), 200);
    test.setClock(new Date('2011-03-25T01:00:00Z'));
    await expectStatus(accountant.post(`${path}/open`), 200);
    for (const client of [one, two]) await expectStatus(client.post(`${path}/attend`), 200);
    const entries = [{ member: '3', manner: 'on-site', proxy: null }];
    await expectStatus(accountant.post(`${path}/attendance`, { entries }), 200);
    const [first, second] = ['B'.repeat(16), 'A'.repeat(16)];
    const handIn = (client: Client, choice: string, receipt: string | undefined, key?: string) =>
      client.post(
        `${path}/motions/1/secret-vote`,
        { choice, receipt },
        key === undefined ? {} : { 'idempotency-key': key },
      );
    const key = '6c1f35de-0d1a-4a79-8a5e-0b1d1b8e5f10';
    expect((await handIn(one, 'against', 'short')).status).toBe(422);
    await expectStatus(handIn(one, 'against', first, key), 201);
    // Sent again, whatever it says by then: the first counts, and the answer tells nothing of either.
    expect((await expectStatus(handIn(one, 'for', first, key), 201)).handedIn).toBe(1);
    expect(refusal(await handIn(one, 'for', second))[1]).toBe('assembly.voted-twice');
    expect(refusal(await one.post(`${path}/motions/1/vote`, { choice: 'for' }))[1]).toBe('meeting.secret');
    await expectStatus(handIn(two, 'for', second), 201);
    const papers = { for: 1, against: 0, abstain: 0 };
    expect(refusal(await accountant.post(`${path}/motions/1/hands`, { ...papers, for: 2 }))[1]).toBe(
      'meeting.papers-above-room',
    );
    await expectStatus(accountant.post(`${path}/motions/1/hands`, papers), 200);
    const auditor = test.as('auditor');
    const before = await expectStatus(auditor.get(`${path}/motions/1/secret-ballots`), 200);
    expect(before).toMatchObject({ handedIn: [{ member: '1' }, { member: '2' }], ballots: [] });
    expect((await auditor.get(path)).body.motions[0]).toMatchObject({ soFar: null, votes: { handedIn: 2 } });
    expect(refusal(await test.as('chair').post(`${path}/cancel`, { reason: '不办了' }))[1]).toBe(
      'meeting.voted',
    );
    await expectStatus(test.as('supervisor').post(`${path}/close`), 200);
    // Of two everybody would guess whose they are: the sum alone is told, and what whoever has a receipt finds theirs by.
    const digestOf = (receipt: string, choice: string) =>
      createHash('sha256')
        .update(`${id as string} 1 ${receipt} ${choice}`)
        .digest('hex');
    const withheld = [digestOf(second, 'for'), digestOf(first, 'against')].sort();
    const told = { ballots: [], withheld };
    expect((await auditor.get(`${path}/motions/1/secret-ballots`)).body).toMatchObject({
      ...told,
      papers: null,
    });
    expect((await one.get(`~/own/meetings/${id as string}/secret-ballots`)).body).toEqual({
      motions: [{ number: 1, ...told }],
    });
    expect((await auditor.get(path)).body.motions[0]).toMatchObject({
      votes: { hands: null, handedIn: 2 },
      result: { votes: { for: '2', against: '1' } },
    });
    const own = await expectStatus(one.get('~/own/meetings'), 200);
    expect((own.meetings as { id: string }[]).find((each) => each.id === id)).toMatchObject({
      motions: [{ outcome: 'adopted', ballots: [], handedIn: [{ of: null, by: null }] }],
    });
    expect((await auditor.get(`${path}/recount`)).body.agrees).toBe(true);
    // Nothing of a command, its reply, its notes or its digests says what was on a ballot, and the box is empty.
    const kept = await test.database.read(test.cooperativeId, async (tx) =>
      tx.execute(sql`select (select count(*)::int from ballot_box) as lying,
        (select string_agg(e::text, ' ') from audit_entry e where command = 'meetings.hand-in-secretly')
          || (select string_agg(s::text, ' ') from stored_reply s where command = 'meetings.hand-in-secretly') as said,
        (select count(distinct e.input_hash)::int from audit_entry e where command = 'meetings.hand-in-secretly') as inputs,
        (select count(*)::int from row_digest d join audit_entry e on e.number = d.entry_number
          where e.command = 'meetings.hand-in-secretly' and d.table_name not in ('ballot_handed_in', 'stored_reply')) as others`),
    );
    const [row] = kept as unknown as readonly Record<string, unknown>[];
    expect(row).toMatchObject({ lying: 0, inputs: 1, others: 0 });
    for (const told of [first, second, 'against']) expect(row?.['said']).not.toContain(told);
  });

  it('shows nothing of another with the program’s own checks taken away', async () => {
    const rows = await test.database.readOwn(test.cooperativeId, one.userId, (tx) =>
      ownMeetings(tx, test.cooperativeId, { memberId: String(memberIds[1]), actingFor: null }),
    );
    expect(rows[0]).toMatchObject({
      entitled: false,
      manner: null,
      represents: [],
      motions: [{ ballots: [] }],
    });
  });
});

describe('A public notice on the phone', () => {
  it('shows the masked list with one’s own line, and takes an objection in one’s own name', async () => {
    const run = { period: '2010-H2', recordDate: '2010-12-31', method: 'largest-remainder', pool: '1300' };
    const { id } = await expectStatus(
      draft(test, { ...run, taxRate: '0', taxBasis: '免税', basis: 'record-date' }),
      201,
    );
    runId = id as string;
    await expectStatus(calculate(test, runId), 200);
    await expectStatus(approve(test, runId), 200);
    expect(refusal(await one.get(`~/own/notices/${runId}`))).toEqual([404, 'run.unknown']);
    await expectStatus(announce(test, runId), 201);
    const notice = await expectStatus(one.get(`~/own/notices/${runId}`), 200);
    expect(notice).toMatchObject({ mayObject: true, pool: '1300.00' });
    expect(notice.lines).toMatchObject([
      { number: '1', name: '股*1', gross: '600.00', isOwn: true },
      { number: '2', isOwn: false },
      { number: '3', isOwn: false },
    ]);
    const objected = await expectStatus(
      one.post(`~/own/notices/${runId}/objections`, { text: '我的股数应为 700 股' }),
      201,
    );
    expect(objected.number).toBe(1);
    expect((await one.get('~/own/notices')).body.objections).toMatchObject([{ number: 1, settled: null }]);
    expect((await two.get('~/own/notices')).body.objections).toEqual([]);
    expect(
      refusal(await test.as('cashier').post(`~/own/notices/${runId}/objections`, { text: '不对' })),
    ).toEqual([404, 'membership.not-linked']);
    const answeredOn = objected.raisedOn as string;
    await expectStatus(
      test
        .as('supervisor')
        .post(`~/dividend-runs/${runId}/objections/1/answer`, { answeredOn, text: '核对无误' }),
      200,
    );
    const [told] = (await expectStatus(one.get('~/own/messages'), 200)).messages as object[];
    expect(told).toMatchObject({
      kind: 'objection-settled',
      about: runId,
      said: { zh: '您的第 1 号异议有了答复：核对无误' },
    });
    // Each needs an answer of its own before money moves: three of one member wait at once, and signs that nobody sees are none.
    const object = (client: Client, text: string) =>
      client.post(`~/own/notices/${runId}/objections`, { text });
    for (const text of ['\u200b\u200b\u200b', '错\u200b', ' \u2060 \u3164 '])
      expect(refusal(await object(one, text)), text).toEqual([422, 'input.says-nothing']);
    for (const text of ['再看', '再看看', '又看看']) await expectStatus(object(one, text), 201);
    expect(refusal(await object(one, '还有'))).toEqual([409, 'notice.objections-open']);
    await expectStatus(object(two, '我也看'), 201);
    const others = (await expectStatus(two.get('~/own/messages'), 200)).messages as { kind: string }[];
    expect(others.map(({ kind }) => kind)).not.toContain('objection-settled');
  });

  it('is of no other id', async () => {
    const elsewhere = '0197e3a0-5c00-7000-8000-000000000001';
    for (const id of [elsewhere, meetingId, test.cooperativeId]) {
      expect((await one.get(`~/own/notices/${id}`)).status, id).toBe(404);
      expect((await one.post(`~/own/notices/${id}/objections`, { text: '不对' })).status, id).toBe(404);
    }
    for (const memberId of memberIds.slice(1))
      expect(refusal(await one.get(`~/own/meetings?memberId=${memberId}`))).toEqual([
        404,
        'membership.not-linked',
      ]);
  });
});

it('Resolutions are there for every member', async () => {
  const { resolutions } = await expectStatus(one.get('~/own/resolutions'), 200);
  expect(resolutions.length).toBeGreaterThan(0);
});

describe('A vote by proxy, from both phones', () => {
  const motion = { kind: 'other', proposer: 'board', notReserved: true };
  const byName = { ...motion, title: '修渠', text: '由王五（电话 13800000001）修渠。' };
  const secret = { ...motion, title: '评议理事', text: '是否满意。', counting: 'secret' };
  const later: string[] = [];
  /** A meeting of all members that goes on. */
  async function opened(number: string, heldOn: string, agenda: readonly object[]): Promise<string> {
    const accountant = test.as('accountant');
    const noticeOn = `${heldOn.slice(0, 8)}01`;
    test.setClock(new Date(`${noticeOn}T01:00:00Z`));
    const fields = {
      body: 'members-assembly',
      title: `2026年第${number}次成员大会`,
      time: '09:00',
      place: '社区礼堂',
    };
    const study = { partyStudy: { on: noticeOn, by: '社区党委' } };
    const { id } = await expectStatus(
      accountant.post('~/meetings', { ...fields, heldOn, ...study, agenda }),
      201,
    );
    await expectStatus(accountant.post(`~/meetings/${id as string}/convene`, { noticeOn }), 200);
    test.setClock(new Date(`${heldOn}T01:00:00Z`));
    await expectStatus(accountant.post(`~/meetings/${id as string}/open`), 200);
    later.push(id as string);
    return id as string;
  }
  const enter = (id: string, ...entries: readonly (readonly [string, string, string?])[]) =>
    test.as('accountant').post(`~/meetings/${id}/attendance`, {
      entries: entries.map(([member, manner, proxy = null]) => ({ member, manner, proxy })),
    });
  const coming = async (client: Client, id: string): Promise<unknown> =>
    (await expectStatus(client.get(`~/own/meetings/${id}`), 200)).coming;
  const page = async (client: Client, id: string) =>
    (await expectStatus(client.get(`~/own/meetings/${id}`), 200)).meeting as Record<string, unknown>;

  it('is the person’s once they come, and both see it; and nobody has a paper and a phone', async () => {
    const id = await opened('一', '2026-03-28', [byName, secret]);
    const path = `~/meetings/${id}`;
    await expectStatus(enter(id, ['2', 'on-site'], ['1', 'proxy', '2'], ['3', 'on-site']), 200);
    expect(await page(one, id)).toMatchObject({ manner: 'proxy', proxy: '股东2', weight: '600' });
    expect(await page(two, id)).toMatchObject({
      represents: [{ registerNumber: '1', name: '股东1' }],
      tookBack: [],
    });
    expect(await coming(one, id)).toBe('instead');
    // A paper may be in already, one’s own or by whoever stands for one.
    for (const client of [one, two])
      expect(refusal(await client.post(`${path}/attend`))).toEqual([409, 'meeting.votes-on-paper']);
    await expectStatus(enter(id, ['2', 'online']), 200);
    await expectStatus(one.post(`${path}/attend`), 200);
    expect(await page(one, id)).toMatchObject({ manner: 'online', proxy: null });
    expect(await page(two, id)).toMatchObject({
      represents: [],
      tookBack: [{ registerNumber: '1', name: '股东1', manner: 'online' }],
    });
    const forOne = await two.post(`${path}/motions/1/vote`, { choice: 'against', principal: '1' });
    expect(refusal(forOne)).toEqual([422, 'assembly.not-their-proxy']);
    for (const client of [one, two])
      await expectStatus(client.post(`${path}/motions/1/vote`, { choice: 'for' }), 201);
    const ballot = { choice: 'for', receipt: 'C'.repeat(16) };
    await expectStatus(one.post(`${path}/motions/2/secret-vote`, ballot), 201);
    const papers = { for: 1, against: 0, abstain: 0 };
    await expectStatus(test.as('accountant').post(`${path}/motions/2/hands`, papers), 200);
    await expectStatus(test.as('supervisor').post(`${path}/close`), 200);
    expect((await page(one, id)).motions).toMatchObject([
      {
        text: '由王五（电话 ****0001）修渠。',
        papers: null,
        ballots: [{ of: null, by: null, choice: 'for' }],
      },
      { papers: 1, askedRatio: null, handedIn: [{ of: null, by: null }] },
    ]);
    const { resolutions } = await expectStatus(two.get('~/own/resolutions'), 200);
    const texts = (resolutions as { text: string }[]).map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringContaining('****0001'));
  });

  it('is the proxy’s where they voted first: one vote, and both see whose it is', async () => {
    const id = await opened('二', '2026-04-28', [byName]);
    const path = `~/meetings/${id}`;
    expect(await coming(one, id)).toBe('join');
    await expectStatus(two.post(`${path}/attend`), 200);
    await expectStatus(enter(id, ['1', 'proxy', '2'], ['3', 'on-site']), 200);
    const forOne = { choice: 'against', principal: '1' };
    await expectStatus(two.post(`${path}/motions/1/vote`, forOne), 201);
    expect(refusal(await one.post(`${path}/motions/1/vote`, { choice: 'for' }))[1]).toBe(
      'assembly.vote-though-represented',
    );
    expect(await coming(one, id)).toBeNull();
    expect(refusal(await one.post(`${path}/attend`))).toEqual([422, 'assembly.not-their-proxy']);
    expect((await page(one, id)).motions).toMatchObject([
      { ballots: [{ of: null, by: '股东2', choice: 'against', struck: null }] },
    ]);
    expect((await page(two, id)).motions).toMatchObject([
      { ballots: [{ of: '股东1', principal: '1', by: null, choice: 'against' }] },
    ]);
    await expectStatus(test.as('supervisor').post(`${path}/close`), 200);
  });

  it('is told from further back too, and who may not vote by phone is told why', async () => {
    const [newer, newest] = later as [string, string];
    const earlier = await expectStatus(one.get(`~/own/earlier-meetings?before=${newest}`), 200);
    expect(earlier.hasMore).toBe(false);
    expect((earlier.meetings as { id: string }[]).map(({ id }) => id)).toEqual([
      newer,
      ...Array.from({ length: 3 }, () => expect.any(String) as string),
      meetingId,
    ]);
    expect(await page(one, meetingId)).toMatchObject({ id: meetingId, title: '2011年成员大会' });
    expect((await one.get(`~/own/meetings/${newest}`)).body.mayCast).toBe(true);
    expect(refusal(await one.get(`~/own/meetings/${runId}`))).toEqual([404, 'meeting.unknown']);
    const reviewer = test.as('reviewer');
    await expectStatus(linkUser(test, reviewer.userId, '3'), 200);
    expect((await expectStatus(reviewer.get(`~/own/meetings/${newest}`), 200)).mayCast).toBe(false);
    expect((await reviewer.post(`~/meetings/${newest}/attend`)).status).toBe(403);
  });

  it('without names is told ballot by ballot where three came by phone, and the papers apart from them', async () => {
    const child = { household: 'H1', relation: 'child', effectiveOn: '2010-01-01' };
    await expectStatus(test.as('accountant').post(`~/members/${memberIds[2]}/place`, child), 201);
    const id = await opened('三', '2026-05-28', [secret]);
    const path = `~/meetings/${id}`;
    await expectStatus(one.post(`${path}/attend`), 200);
    await expectStatus(two.post(`${path}/attend`), 200);
    await expectStatus(enter(id, ['3', 'proxy', '2']), 200);
    const cast = [
      [one, 'D', 'for', null],
      [two, 'B', 'against', null],
      [two, 'C', 'for', '3'],
    ] as const;
    for (const [client, sign, choice, principal] of cast)
      await expectStatus(
        client.post(`${path}/motions/1/secret-vote`, { choice, receipt: sign.repeat(16), principal }),
        201,
      );
    await expectStatus(test.as('supervisor').post(`${path}/close`), 200);
    const ballots = [
      { receipt: 'B'.repeat(16), choice: 'against' },
      { receipt: 'C'.repeat(16), choice: 'for' },
      { receipt: 'D'.repeat(16), choice: 'for' },
    ];
    const told = { ballots, withheld: [] };
    expect((await one.get(`~/own/meetings/${id}/secret-ballots`)).body.motions).toEqual([
      { number: 1, ...told },
    ]);
    expect((await test.as('auditor').get(`${path}/motions/1/secret-ballots`)).body).toMatchObject(told);
  });
});
