/** What the place decides: whose law holds is changed by two, villages count households, Shandong counts women. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accepted, startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus, seatByTwo, staffOf } from '../support/cooperative.ts';
import { memberId } from '../support/payout.ts';
import type { Founded } from '../support/staff.ts';

let test: TestApp;
const refusal = ({ status, body }: Reply) => [status, body.code];
const numberOf = (index: number) => String(index).padStart(2, '0');
const upTo = (count: number) => Array.from({ length: count }, (_, index) => numberOf(index + 1));
const standIn = (community: string, effectiveFrom: string, province = '37') =>
  test.as('chair').post('~/jurisdictions', { effectiveFrom, province, community, source: '登记证' });

/** A village of Shandong: thirty households, their heads and ten more adults; every other head a woman. Six representatives. */
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2024-03-01T01:00:00Z') });
  await test.stage('village of thirty households', async () => {
    await expectStatus(standIn('village', '1998-11-04'), 201);
    const accountant = test.as('accountant');
    for (const number of upTo(30))
      await expectStatus(accountant.post('~/households', { number, groupName: '一组' }), 201);
    for (const registerNumber of upTo(40)) {
      const index = Number(registerNumber);
      const member = {
        registerNumber,
        name: `村民${registerNumber}`,
        sex: index % 2 === 0 ? 'female' : 'male',
        birthDate: '1970-03-01',
        household: numberOf(((index - 1) % 30) + 1),
        relation: index <= 30 ? 'head' : 'other',
        standings: [{ kind: 'admitted', effectiveOn: '2009-01-01' }],
      };
      await expectStatus(accountant.post('~/members', member), 201);
    }
    const seats = upTo(6).map((member) => ({ member, group: '一组' }));
    await expectStatus(
      seatByTwo(test, 'bodies/representative-assembly/elect', { from: '2024-03-01', seats }, 'accountant'),
      200,
    );
  });
});
afterAll(() => test.close());

const minutes = (body: string, vote: object) =>
  test.as('accountant').post('~/resolutions', {
    body,
    number: `〔2024〕${JSON.stringify(vote).length}-${Math.trunc(performance.now() * 1000)}号`,
    decidedOn: '2024-03-01',
    matter: 'budget',
    title: '预算',
    text: '同意预算。',
    lateReason: '会议在线下召开',
    vote: { against: 0, abstain: 0, ...vote },
  });

/** A meeting of the body with these present, all of whom raise their hands; its one motion. */
async function held(body: string, present: readonly string[], heldOn: string) {
  const accountant = test.as('accountant');
  const [noticeOn] = test.services.clock().toISOString().split('T');
  const agenda = [{ kind: 'budget', title: '预算', text: '同意预算。' }];
  const { id } = await expectStatus(
    accountant.post('~/meetings', { body, title: '会议', heldOn, time: '09:00', place: '村委会', agenda }),
    201,
  );
  await expectStatus(accountant.post(`~/meetings/${id}/convene`, { noticeOn }), 200);
  test.setClock(new Date(`${heldOn}T01:00:00Z`));
  await expectStatus(accountant.post(`~/meetings/${id}/open`), 200);
  const entries = present.map((member) => ({ member, manner: 'on-site' }));
  await expectStatus(accountant.post(`~/meetings/${id}/attendance`, { entries }), 200);
  const hands = { for: present.length, against: 0, abstain: 0 };
  await accountant.post(`~/meetings/${id}/motions/1/hands`, hands);
  await expectStatus(test.as('supervisor').post(`~/meetings/${id}/close`), 200);
  return (await expectStatus(accountant.get(`~/meetings/${id}`), 200)).motions[0];
}

it('minutes of a village count voices of households where it met by them: two thirds of thirty', async () => {
  const { households, entitled } = await expectStatus(
    test.as('auditor').get('~/entitled?body=members-assembly&on=2024-03-01'),
    200,
  );
  expect([entitled, households]).toEqual([40, 30]);
  const voices = (present: number) =>
    minutes('members-assembly', { entitled: 30, present, for: present, byHouseholds: true });
  expect((await expectStatus(voices(20), 201)).outcome).toBe('adopted');
  expect((await expectStatus(voices(19), 201)).outcome).toBe('lapsed');
  const heads = await expectStatus(minutes('members-assembly', { entitled: 40, present: 20, for: 20 }), 201);
  expect(heads.outcome).toBe('lapsed');
  const wrong = minutes('members-assembly', { entitled: 40, present: 30, for: 30, byHouseholds: true });
  expect(refusal(await wrong)).toEqual([422, 'resolution.entitled-differs']);
  const seats = minutes('representative-assembly', { entitled: 6, present: 6, for: 6, byHouseholds: true });
  expect(refusal(await seats)).toEqual([422, 'assembly.by-households-not-allowed']);
});

it('a village assembly held here has its quorum by the households that are there, too', async () => {
  const reached = await held('members-assembly', upTo(20), '2024-03-15');
  expect(reached).toMatchObject({
    outcome: 'adopted',
    result: {
      present: '20',
      quorum: {
        least: '21',
        met: true,
        households: { entitled: '30', present: '20', least: '20', met: true },
      },
    },
  });
  expect(reached.words.zh).toContain('或者三分之二以上（含本数）的户，即20户（应到30户，实到20户），已达到');
  const missed = await held('members-assembly', [...upTo(19), '31'], '2024-04-15');
  expect(missed.result.quorum).toMatchObject({ met: false, households: { present: '19', met: false } });
});

it('of the women among Shandong’s representatives two thirds are there, in a meeting and in minutes', async () => {
  const women = { entitled: 3, present: 1 };
  const paper = (more: object) =>
    minutes('representative-assembly', { entitled: 6, present: 4, for: 4, ...more });
  expect(refusal(await paper({}))).toEqual([422, 'assembly.women-not-counted']);
  expect(refusal(await paper({ women: { entitled: 3, present: 4 } }))).toEqual([
    422,
    'assembly.women-above-heads',
  ]);
  expect(refusal(await paper({ women: { entitled: 0, present: 0 } }))).toEqual([
    422,
    'resolution.women-differ',
  ]);
  expect((await expectStatus(paper({ women }), 201)).outcome).toBe('lapsed');
  expect((await expectStatus(paper({ women: { ...women, present: 2 } }), 201)).outcome).toBe('adopted');
  const few = await held('representative-assembly', ['01', '02', '03', '05'], '2024-05-15');
  expect(few).toMatchObject({
    outcome: 'lapsed',
    result: { quorum: { least: '4', met: false, women: { present: '1', least: '2', met: false } } },
  });
  const enough = await held('representative-assembly', ['01', '02', '03', '04'], '2024-06-15');
  expect(enough.outcome).toBe('adopted');
});

it('whose sex the register does not say is asked for where women are counted, and is no man by silence', async () => {
  const first = await memberId(test, '01');
  const sexOf = (sex: string | null) =>
    expectStatus(test.as('accountant').patch(`~/members/${first}`, { sex }), 200);
  await sexOf(null);
  const counted = { entitled: 6, present: 6, for: 6, women: { entitled: 3, present: 3 } };
  const asked = [422, 'assembly.sex-unknown'];
  expect(refusal(await minutes('representative-assembly', counted))).toEqual(asked);
  expect((await minutes('members-assembly', { entitled: 40, present: 40, for: 40 })).status).toBe(201);
  const noticeOn = test.services.clock().toISOString().slice(0, 10);
  const agenda = [{ kind: 'budget', title: '预算', text: '同意预算。' }];
  const meeting = {
    body: 'representative-assembly',
    title: '会议',
    heldOn: '2024-07-15',
    time: '09:00',
    place: '村委会',
  };
  const { id } = await expectStatus(test.as('accountant').post('~/meetings', { ...meeting, agenda }), 201);
  await expectStatus(test.as('accountant').post(`~/meetings/${id}/convene`, { noticeOn }), 200);
  test.setClock(new Date('2024-07-15T01:00:00Z'));
  const open = () => test.as('accountant').post(`~/meetings/${id}/open`);
  const { status, body } = await open();
  expect([status, body.code, body.faults[0].message]).toEqual([...asked, expect.stringContaining('村民01')]);
  await sexOf('male');
  await expectStatus(open(), 200);
});

it('whose law holds is changed by two once something was decided, at PostgreSQL as well', async () => {
  const asked = await expectStatus(standIn('urban', '2024-07-01'), 201);
  expect(asked.review.state).toBe('awaiting-review');
  test.setClock(new Date('2024-07-10T01:00:00Z'));
  const now = async () => (await expectStatus(test.as('auditor').get('~/jurisdiction'), 200)).now.community;
  expect(await now()).toBe('village');
  const confirm = (role: 'chair' | 'supervisor' | 'accountant') =>
    test.as(role).post(`~/jurisdictions/${asked.version}/confirm`);
  expect((await confirm('chair')).status).toBe(403);
  expect((await confirm('accountant')).status).toBe(403);
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const chair = test.as('chair').userId;
  await expect(owner`insert into jurisdiction_review (cooperative_id, version, verdict, recorded_at, recorded_by)
    values (${test.cooperativeId}, ${asked.version}, 'confirmed', now(), ${chair})`).rejects.toThrow(
    'does not review it',
  );
  await expect(owner`insert into jurisdiction (cooperative_id, version, effective_from, province, community, source,
    recorded_at, recorded_by) values (${test.cooperativeId}, 99, '2024-07-01', '37', 'urban', 'x', now(), ${chair})`).rejects.toThrow(
    'a second person confirms it',
  );
  await owner.end();
  await expectStatus(confirm('supervisor'), 200);
  expect(await now()).toBe('urban');
  expect(refusal(await confirm('supervisor'))).toEqual([409, 'entry.awaits-no-review']);
  const back = await expectStatus(standIn('village', '2024-07-05'), 201);
  const sent = test
    .as('reviewer')
    .post(`~/jurisdictions/${back.version}/send-back`, { reason: '登记证载明社区' });
  expect((await expectStatus(sent, 200)).review).toMatchObject({
    state: 'sent-back',
    reason: '登记证载明社区',
  });
  expect(await now()).toBe('urban');
});

it('nobody chooses a milder province than that of the region code', async () => {
  const cooperative = {
    name: '外省合作社',
    regionCode: '310105',
    effectiveOn: '2024-01-01',
    people: [
      { userName: 'otherchair', displayName: '理事长', roles: ['chair'] },
      ...staffOf(test).filter(({ roles: held }) => !held.includes('chair')),
    ],
  };
  const opened = test.as('administrator').post('/api/v1/cooperatives', cooperative);
  const { id, people } = await expectStatus(opened, 201);
  const [{ userId, invitation }] = people as Founded['people'] as [Founded['people'][number]];
  const chair = await accepted(test, 'otherchair', userId, invitation);
  const set = (province: string) =>
    chair.post(`/api/v1/cooperatives/${String(id)}/jurisdictions`, {
      effectiveFrom: '2024-01-01',
      province,
      community: 'village',
      source: '登记证',
    });
  expect(refusal(await set('23'))).toEqual([422, 'assembly.province-differs']);
  await expectStatus(set('31'), 201);
});

it('says which preset is the law of the place, so that a first plan begins with it', async () => {
  const other = await startTestApp({ clock: new Date('2026-01-12T01:00:00Z') });
  try {
    const asked = async (period: string) => {
      const { presets } = await expectStatus(
        other.as('accountant').get(`~/distribution-presets${period}`),
        200,
      );
      return (presets as { id: string; isLaw: boolean }[]).filter(({ isLaw }) => isLaw).map(({ id }) => id);
    };
    expect(await asked('?period=2025-H2')).toEqual([]);
    const place = { effectiveFrom: '1998-11-04', province: '33', community: 'urban', source: '登记证' };
    await expectStatus(other.as('chair').post('~/jurisdictions', place), 201);
    expect(await asked('?period=2025-H2')).toEqual(['zhejiang']);
    // The law of the half-year, and none without one.
    expect(await asked('?period=2010-H2')).toEqual([]);
    expect(await asked('')).toEqual([]);
  } finally {
    await other.close();
  }
});
