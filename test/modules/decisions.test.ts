/**
 * No decision is typed away: minutes on paper, the days of notices and what rests on them, tried by every role alone and in
 * pairs, and past the service at PostgreSQL itself.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import {
  calculate,
  decide,
  draft,
  enterMinutes,
  expectStatus,
  openRegister,
  ensurePlan,
} from '../support/cooperative.ts';
import { caseOf, daysIn } from '../support/cases.ts';

let test: TestApp;
let first = '';
let second = '';
let third = '';
/** On the second run. */
let early = '';
const minutesOf = (runId: string, fields: object = {}) => ({
  body: 'members-assembly',
  number: `〔2026〕${runId.slice(-4)}号`,
  decidedOn: '2026-07-05',
  matter: 'dividend-run',
  about: { kind: 'run', runId },
  vote: { entitled: 3, present: 3, for: 3, against: 0, abstain: 0 },
  title: '分红',
  text: '同意。',
  lateReason: '会议在线下召开',
  ...fields,
});
const record = (fields: object = {}) => test.as('accountant').post('~/resolutions', minutesOf(first, fields));
const refusal = ({ status, body }: Reply) => [status, body.code];
const office = () => ({ accountant: test.as('accountant'), path: '~' });

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-07-05T01:00:00Z') });
  test.expectTampering();
  await openRegister(test, ['800', '900', '200']);
  const run = async (fields: object) => {
    const { id } = await expectStatus(draft(test, fields), 201);
    await expectStatus(calculate(test, id as string), 200);
    return id as string;
  };
  first = await run({ period: '2025-H2', recordDate: '2025-12-31', pool: '100.00' });
  third = await run({ period: '2025-H1', recordDate: '2025-06-30', pool: '100.00' });
  second = await run({ period: '2026-H1', recordDate: '2026-06-30', pool: '100.00' });
});
afterAll(() => test.close());

describe('minutes on paper', () => {
  it.each<[string, object, string]>([
    [
      'of an assembly of two',
      { vote: { entitled: 2, present: 2, for: 2, against: 0, abstain: 0 } },
      'resolution.entitled-differs',
    ],
    [
      'of more than the register has',
      { vote: { entitled: 4, present: 4, for: 4, against: 0, abstain: 0 } },
      'resolution.entitled-differs',
    ],
    [
      'of more present than entitled',
      { vote: { entitled: 3, present: 4, for: 4, against: 0, abstain: 0 } },
      'assembly.present-above-entitled',
    ],
    ['of a body in which nobody sat', { body: 'representative-assembly' }, 'resolution.nobody-entitled'],
    ['of a day in the books, without a reason', { lateReason: undefined }, 'resolution.reason-needed'],
    ['on a run of another kind than they say', { matter: 'budget' }, 'meeting.about-another-matter'],
  ])('%s are refused', async (_, fields, code) => {
    expect(refusal(await record(fields))).toEqual([422, code]);
  });

  it('name the register’s number where they differ from it', async () => {
    const refused = await record({ vote: { entitled: 2, present: 2, for: 2, against: 0, abstain: 0 } });
    expect(refused.body.detail).toContain('had 3 on 2026-07-05');
  });

  it('carry the one run they name, never another, and none of a later record date', async () => {
    const [decidedOn, recordDate] = daysIn(caseOf('MINUTES-RUNS').input, 2);
    expect((await test.as('auditor').get(`~/dividend-runs/${second}`)).body.recordDate).toBe(recordDate);
    for (const runId of [first, second]) await ensurePlan(test, runId);
    const id = await decide(test, { kind: 'run', runId: first }, { decidedOn });
    const approve = (runId: string, resolutionId: string) =>
      test.as('reviewer').post(`~/dividend-runs/${runId}/approve?dryRun=true`, { resolutionId });
    await expectStatus(approve(first, id), 200);
    expect(refusal(await approve(second, id))).toEqual([409, 'resolution.other-subject']);
    early = id;
    const tooEarly = record({
      about: { kind: 'run', runId: second },
      matter: 'dividend-run',
      number: '〔2026〕早1号',
      decidedOn,
    });
    expect(refusal(await tooEarly)).toEqual([422, 'resolution.before-record-date']);
    const nothing = await decide(test, null, { matter: 'dividend-run' });
    expect(refusal(await approve(first, nothing))).toEqual([422, 'resolution.names-nothing']);
  });

  it('are listed by verification where the books were here already', async () => {
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted.filter(({ remark }) => remark === 'from-paper').length).toBeGreaterThan(0);
  });
});

it('what is drawn up here is decided by no minutes of long ago: a reason, the votes of the law in effect, and nothing before its time', async () => {
  const own = await startTestApp({ clock: new Date('2026-07-05T01:00:00Z') });
  const [accountant, supervisor] = [own.as('accountant'), own.as('supervisor')];
  await openRegister(own, ['100', '100', '100', '100']);
  const matched = { code: 'matched', name: '配股', kind: 'matched', places: 2 };
  await expectStatus(accountant.post('~/share-classes', matched), 201);
  const rule = { kind: 'match', shareClass: 'matched', base: 'basic', cohort: { everyone: true } };
  const scheme = {
    name: '1:50',
    effectiveOn: '2026-07-10',
    meaning: '每一股配五十股',
    rules: [{ ...rule, ratio: '1:50', rounding: 'down', places: 2 }],
  };
  const { id: schemeId } = await expectStatus(accountant.post('~/allotment-schemes', scheme), 201);
  // Two of three present were enough in 2015; since 2025 two thirds of all four are asked.
  const minutes = {
    body: 'members-assembly',
    number: '〔2015〕1号',
    decidedOn: '2015-06-01',
    matter: 'allotment-scheme',
    about: { kind: 'scheme', schemeId },
    vote: { entitled: 4, present: 3, for: 2, against: 1, abstain: 0 },
    title: '配股',
    text: '同意。',
  };
  expect(refusal(await accountant.post('~/resolutions', minutes))).toEqual([422, 'resolution.reason-needed']);
  const told = await expectStatus(
    accountant.post('~/resolutions', { ...minutes, lateReason: '记录在村里' }),
    201,
  );
  expect([told.outcome, told.lateReason]).toEqual(['adopted', '记录在村里']);
  await expectStatus(supervisor.post(`~/resolutions/${told.id}/confirm`), 200);
  const posting = () => accountant.post(`~/allotment-schemes/${schemeId}/post`, { on: '2026-07-10' });
  expect(refusal(await posting())).toEqual([422, 'resolution.too-few-in-effect']);
  const { answers } = await expectStatus(accountant.get(`~/allotment-schemes/${schemeId}/legality`), 200);
  const said = Object.fromEntries(
    (answers as { question: string; answer: string; fails: boolean }[]).map((each) => [
      each.question,
      each.fails ? `${each.answer}!` : each.answer,
    ]),
  );
  expect(said).toMatchObject({ quorum: 'yes', majority: 'no!', notice: 'not-asked' });
  const { noted } = await verifyCooperative(own.services, own.cooperativeId);
  expect(noted.map(({ remark }) => remark)).toContain('from-paper');
  // A plan of a half-year that had not begun.
  const figures = { income: '0', priorLoss: '0', priorUndistributed: '100.00' };
  const terms = { period: '2026-H1', mode: 'opening', steps: [], figures, members: { kind: 'rest' } };
  const { id: planId } = await expectStatus(accountant.post('~/distribution-plans', terms), 201);
  const tooEarly = decide(own, { kind: 'plan', planId }, { decidedOn: '2025-12-31' });
  await expect(tooEarly).rejects.toThrow('before-record-date');
  // Of two plans of one half-year, both decided, nobody chooses: neither stands of one day, and of two days the later.
  const plan = async (amount: string) =>
    (
      await expectStatus(
        accountant.post('~/distribution-plans', { ...terms, members: { kind: 'amount', amount } }),
        201,
      )
    ).id as string;
  const adoptAs = (id: string, resolutionId: string) =>
    own.as('reviewer').post(`~/distribution-plans/${id}/adopt?dryRun=true`, { resolutionId });
  const [one, two] = [await plan('10.00'), await plan('90.00')];
  const firstly = await decide(own, { kind: 'plan', planId: one }, { decidedOn: '2026-07-03' });
  await expectStatus(adoptAs(one, firstly), 200);
  const thereupon = await decide(own, { kind: 'plan', planId: two }, { decidedOn: '2026-07-03' });
  for (const [id, by] of [
    [one, firstly],
    [two, thereupon],
  ] as const)
    expect(refusal(await adoptAs(id, by))).toEqual([409, 'distribution.decided-otherwise']);
  const three = await plan('50.00');
  await expectStatus(adoptAs(three, await decide(own, { kind: 'plan', planId: three })), 200);
  await own.close();
});

describe('a subject', () => {
  const split = (day: string, ratio = '10:1') =>
    ({ kind: 'split', shareClass: 'basic', ratio, effectiveOn: day }) as const;
  const no = (about: ReturnType<typeof split>, decidedOn: string) =>
    decide(test, about, { decidedOn, vote: { entitled: 3, present: 3, for: 0, against: 3, abstain: 0 } });

  it('that is decided is not decided again: on paper, by a confirmation, on an agenda, in PostgreSQL', async () => {
    await decide(test, split('2026-08-01'), { decidedOn: '2026-07-01' });
    for (const decidedOn of ['2026-07-01', '2026-07-04'])
      await expect(decide(test, split('2026-08-01'), { decidedOn })).rejects.toThrow(
        'resolution.decided-already',
      );
    const meeting = {
      body: 'members-assembly',
      title: '成员大会',
      heldOn: '2026-07-20',
      time: '09:00',
      place: '礼堂',
      partyStudy: { on: '2026-07-01', by: '党委' },
      agenda: [
        {
          kind: 'allotment-scheme',
          title: '拆股',
          text: '拆股',
          proposer: 'board',
          about: split('2026-08-01'),
        },
      ],
    };
    const called = async (fields: object) => {
      const drafted = await expectStatus(
        test.as('accountant').post('~/meetings', { ...meeting, ...fields }),
        201,
      );
      const notice = { noticeOn: '2026-07-05' };
      return test.as('accountant').post(`~/meetings/${String(drafted.id)}/convene`, notice);
    };
    expect(refusal(await called({}))).toEqual([409, 'resolution.decided-already']);
    const agenda = [{ ...meeting.agenda[0], about: split('2026-09-01') }];
    await expectStatus(called({ agenda }), 200);
    expect(refusal(await called({ agenda }))).toEqual([409, 'meeting.subject-elsewhere']);
    await expect(decide(test, split('2026-09-01'))).rejects.toThrow('meeting.subject-elsewhere');
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const copied = owner`insert into resolution (cooperative_id, id, body, number, decided_on, title, text, matter, subject, outcome,
        late_reason, recorded_at, recorded_by)
      select cooperative_id, gen_random_uuid(), body, 'again', '2026-07-05', title, text, matter, subject, outcome, late_reason,
        recorded_at, recorded_by from resolution where subject = 'split:basic:10:1:2026-08-01'`;
    await expect(copied).rejects.toThrow('this subject is decided');
    await owner.end();
  });

  it('that was rejected comes up again on a later day only, and verification tells of it', async () => {
    await no(split('2026-10-01', '20:1'), '2026-07-01');
    for (const decidedOn of ['2026-07-01', '2026-06-30'])
      await expect(decide(test, split('2026-10-01', '20:1'), { decidedOn })).rejects.toThrow(
        'resolution.rejected-that-day',
      );
    await decide(test, split('2026-10-01', '20:1'), { decidedOn: '2026-07-02' });
    const said = async () => {
      const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
      const row = 'split:basic:20:1:2026-10-01';
      return [...findings, ...noted].flatMap((each) =>
        each.row === row ? ['rule' in each ? each.rule : each.remark] : [],
      );
    };
    expect(await said()).toEqual(['decided-twice']);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    await owner`update resolution set decided_on = '2026-07-02' where subject = 'split:basic:20:1:2026-10-01'`;
    await owner.end();
    expect(await said()).toEqual(['decided-more-than-once']);
  });

  it('that was rejected is known by what it says: a copy comes up again on a later day only, in PostgreSQL and verification too', async () => {
    const rule = (ratio: string) => ({
      kind: 'match',
      shareClass: 'matched',
      base: 'basic',
      cohort: { any: [{ standing: 'retired' }, { tag: '贡献' }] },
      ratio,
      rounding: 'down',
      places: 0,
    });
    const cash = { kind: 'per-head', shareClass: 'basic', cohort: { everyone: true }, quantity: '1' };
    await expectStatus(
      test
        .as('accountant')
        .post('~/share-classes', { code: 'matched', name: '配股', kind: 'matched', places: 0 }),
      201,
    );
    const scheme = async (rules: readonly object[], effectiveOn = '2026-12-01') => {
      const body = { name: '配股方案', effectiveOn, meaning: '按认购配股', rules };
      const { id } = await expectStatus(test.as('accountant').post('~/allotment-schemes', body), 201);
      return { kind: 'scheme', schemeId: id as string } as const;
    };
    const vote = { entitled: 3, present: 3, for: 0, against: 3, abstain: 0 };
    const rejected = await scheme([rule('1:99'), cash]);
    await decide(test, rejected, { decidedOn: '2026-07-03', vote });
    const copy = await scheme([
      cash,
      { ...rule('2:198'), cohort: { any: [{ tag: '贡献' }, { standing: 'retired' }] } },
    ]);
    for (const decidedOn of ['2026-07-03', '2026-07-02'])
      await expect(decide(test, copy, { decidedOn })).rejects.toThrow('resolution.rejected-that-day');
    // Another ratio and another day are other content.
    await decide(test, await scheme([rule('1:98'), cash]), { decidedOn: '2026-07-03' });
    await decide(test, await scheme([rule('1:99'), cash], '2026-12-02'), { decidedOn: '2026-07-03' });
    await no(split('2026-11-01', '30:1'), '2026-07-05');
    await expect(decide(test, split('2026-11-02', '60:2'), { decidedOn: '2026-07-05' })).rejects.toThrow(
      'resolution.rejected-that-day',
    );
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const write =
      () => owner`insert into resolution (cooperative_id, id, body, number, decided_on, title, text, matter, subject, outcome,
        counting, entitled, present, votes_for, votes_against, votes_abstained, registered, late_reason, recorded_at, recorded_by)
      select cooperative_id, gen_random_uuid(), body, 'copy', decided_on, title, text, matter, ${`scheme:${copy.schemeId}`}, 'adopted',
        counting, entitled, present, votes_against, votes_for, votes_abstained, registered, late_reason,
        recorded_at + interval '1 second', recorded_by
      from resolution where subject = ${`scheme:${rejected.schemeId}`}`;
    await expect(write()).rejects.toThrow('this subject is decided');
    await owner.unsafe('set session_replication_role = replica');
    await write();
    await owner`insert into resolution_review (cooperative_id, resolution_id, verdict, recorded_at, recorded_by)
      select cooperative_id, id, 'confirmed', recorded_at, recorded_by from resolution where number = 'copy'`;
    const rules = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).findings.map(({ rule: each }) => each);
    expect(await rules()).toContain('rejected-before');
    await owner`delete from resolution_review where resolution_id in (select id from resolution where number = 'copy')`;
    await owner`delete from resolution where number = 'copy'`;
    expect(await rules()).not.toContain('rejected-before');
    await owner.end();
    await decide(test, copy, { decidedOn: '2026-07-04' });
  });

  it('on who may take shares is decided anew once it was set otherwise', async () => {
    const takers = (kind: string, decidedOn: string) =>
      decide(test, { kind: 'share-takers', takers: kind }, { decidedOn });
    await takers('outside', '2026-06-01');
    await expect(takers('outside', '2026-06-02')).rejects.toThrow('resolution.decided-already');
    await takers('inside', '2026-06-03');
    // Two of three adopt it; outsiders take three quarters of all members.
    const about = { kind: 'share-takers', takers: 'outside' } as const;
    const vote = { entitled: 3, present: 3, for: 2, against: 1, abstain: 0 };
    const resolutionId = await decide(test, about, { decidedOn: '2026-06-04', vote });
    const wish = { takers: 'outside', effectiveOn: '2026-07-05', source: '决议', resolutionId };
    expect(refusal(await test.as('chair').post('~/share-takers', wish))).toEqual([
      422,
      'shares.takers-consent',
    ]);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const rule = { takers: 'outside', effective_on: '2026-07-05', recorded_at: '2026-07-05T01:00:00Z' };
    const duly = await owner<{ outside: boolean; inside: boolean }[]>`
      select takers_decided_duly(t) as outside, takers_decided_duly(jsonb_populate_record(t, '{"takers": "inside"}')) as inside
      from resolution r, jsonb_populate_record(null::share_taker_rule, ${owner.json(rule)}
        || jsonb_build_object('cooperative_id', r.cooperative_id, 'resolution_id', r.id)) t
      where r.id = ${resolutionId}`;
    expect(duly).toEqual([{ outside: false, inside: true }]);
    await owner.end();
  });
});

describe('what minutes leave out', () => {
  it('is added afterwards by one person and confirmed by another', async () => {
    const { id } = await enterMinutes(office(), null, {
      matter: 'budget',
      decidedOn: '2026-06-30',
      circumstances: undefined,
    });
    const path = `~/resolutions/${String(id)}`;
    const add = (said: object) => test.as('accountant').post(`${path}/complete`, said);
    expect(refusal(await add({}))).toEqual([422, 'resolution.circumstance-empty']);
    expect(refusal(await add({ noticeOn: '2026-07-01' }))).toEqual([422, 'resolution.circumstance-after']);
    const added = await expectStatus(add({ noticeOn: '2026-06-10' }), 201);
    const confirm = (by: Role) => test.as(by).post(`${path}/supplements/${String(added.id)}/confirm`);
    for (const role of ['accountant', 'chair', 'auditor'] as const)
      expect((await confirm(role)).status).toBe(403);
    await expectStatus(confirm('supervisor'), 200);
    expect(refusal(await confirm('reviewer'))).toEqual([409, 'entry.awaits-no-review']);
    const { circumstances } = (await test.as('auditor').get(path)).body;
    expect(circumstances).toMatchObject([{ noticeOn: '2026-06-10', review: { state: 'confirmed' } }]);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const own = owner.begin(async (tx) => {
      await tx`insert into minutes_circumstance (cooperative_id, id, resolution_id, with_minutes, notice_on, recorded_at, recorded_by)
        values (${test.cooperativeId}, ${String(id)}, ${String(id)}, false, '2026-06-01', now(), ${test.as('supervisor').userId})`;
      await tx`insert into minutes_circumstance_review (cooperative_id, circumstance_id, verdict, recorded_at, recorded_by)
        values (${test.cooperativeId}, ${String(id)}, 'confirmed', now(), ${test.as('supervisor').userId})`;
    });
    await expect(own).rejects.toThrow('another person confirms it');
    await owner.end();
  });
});

describe('who confirms', () => {
  const roles = [
    'accountant',
    'cashier',
    'reviewer',
    'chair',
    'supervisor',
    'representative',
    'auditor',
  ] as const;
  const may = { record: ['accountant', 'chair'], review: ['reviewer', 'supervisor'] } as const;
  const has = (list: readonly Role[], role: Role) => list.includes(role);

  it.each(roles.flatMap((one) => roles.map((other) => [one, other] as const)))(
    '%s records, %s confirms',
    async (one, other) => {
      const recorded = await test
        .as(one)
        .post('~/resolutions', minutesOf(first, { number: `${one} ${other}`, about: null }));
      expect(recorded.status).toBe(has(may.record, one) ? 201 : 403);
      if (recorded.status !== 201) return;
      const confirmed = await test.as(other).post(`~/resolutions/${recorded.body.id as string}/confirm`);
      expect(confirmed.status).toBe(has(may.review, other) ? 200 : 403);
    },
  );
});

describe('PostgreSQL refuses', () => {
  let owner: postgres.Sql;
  beforeAll(() => {
    owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  });
  afterAll(() => owner.end());
  const approved = (resolutionId: string) =>
    owner`update dividend_run set state = 'approved', resolution_id = ${resolutionId}, approved_at = now(),
      approved_by = ${test.as('reviewer').userId} where id = ${third}`;

  it('what rests on minutes that nobody confirmed', async () => {
    const { id } = await enterMinutes(office(), { kind: 'run', runId: third }, { decidedOn: '2026-07-01' });
    await expect(approved(id as string)).rejects.toThrow('was not confirmed by a second person');
  });

  it('a second thing on a resolution that carries another', async () => {
    await expect(approved(early)).rejects.toThrow('does not carry');
  });

  it('a confirmation by whoever recorded it', async () => {
    const { id } = await enterMinutes(office(), null, { matter: 'budget', decidedOn: '2026-07-01' });
    const own = owner`insert into resolution_review (cooperative_id, resolution_id, verdict, recorded_at, recorded_by)
      values (${test.cooperativeId}, ${id as string}, 'confirmed', now(), ${test.as('accountant').userId})`;
    await expect(own).rejects.toThrow('does not review it');
  });

  it('a notice that begins before its list was approved', async () => {
    const [, postedOn] = daysIn(caseOf('NOTICE-BEFORE-LIST').input, 2);
    const notice = owner`insert into run_notice (cooperative_id, run_id, posted_on, days, place, recorded_at, recorded_by)
      values (${test.cooperativeId}, ${first}, ${postedOn}, 7, 'x', now(), ${test.as('accountant').userId})`;
    await expect(notice).rejects.toThrow('begins before its list was approved');
  });
});
