/** Who is entitled at a meeting, own rules of the bodies, and the calendar of a half-year, through the interface. */
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { caseOf, numbersIn } from '../support/cases.ts';
import {
  test,
  everybody,
  proposer,
  drafted,
  convene,
  open,
  close,
  attend,
  hands,
  ballots,
  read,
  paper,
  refusal,
  pick,
  opened,
  inCommunity,
  report,
} from '../support/community.ts';
import { decide, decideIn, expectStatus, seatByTwo, setByTwo } from '../support/cooperative.ts';

inCommunity();

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

describe('own rules', () => {
  const rules = {
    'representative-assembly': { majority: { numerator: 3, denominator: 4, inclusive: true, base: 'all' } },
  };
  const wishOf = (fields: object) => ({
    effectiveFrom: '2025-07-21',
    rules,
    source: '章程第二十一条',
    ...fields,
  });
  const set = (fields: object) => test.as('chair').post('~/assembly-rules', wishOf(fields));
  const setConfirmed = (fields: object) => setByTwo(test, 'post', '~/assembly-rules', wishOf(fields));

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
    const { id: version, proposal } = await expectStatus(set({}), 201);
    expect([version, proposal.state]).toEqual([undefined, 'open']);
    await expectStatus(test.as('reviewer').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
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
    await setConfirmed({ effectiveFrom: '2025-08-01' });
    const before = (await test.as('auditor').get('~/assembly-rules?on=2025-07-31')).body;
    const after = (await test.as('auditor').get('~/assembly-rules?on=2025-08-01')).body;
    expect([before.own, after.own.version]).toEqual([null, '1']);
  });

  it('are those of the notice: from a meeting that was called until it is over nothing changes them', async () => {
    const asked = await expectStatus(set({}), 201);
    const id = await opened(pick(16));
    await expectStatus(hands(id, [16, 0, 0]), 200);
    expect(refusal(await set({}))).toEqual([409, 'assembly.rules-behind-meeting']);
    const confirmed = await test.as('reviewer').post(`~/setting-proposals/${asked.proposal.id}/confirm`);
    expect(refusal(confirmed)).toEqual([409, 'assembly.rules-behind-meeting']);
    await expectStatus(close(id), 200);
    expect((await read(id)).motions[0].outcome).toBe('adopted');
  });

  it('take no power from the members’ assembly, and rest on their decision once they have met', async () => {
    const powers = await set({ rules: { 'members-assembly': { powers: ['report'] } } });
    expect(refusal(powers)).toEqual([422, 'assembly.powers-reserved']);
    expect(powers.body.detail).toContain('articles');
    const articles = { body: 'members-assembly', decidedOn: '2025-07-20', matter: 'articles' } as const;
    const resolutionId = await decide(test, null, articles);
    const from = { effectiveFrom: '2025-08-01' };
    expect(refusal(await set(from))).toEqual([422, 'assembly.rules-undecided']);
    const other = await decide(test, null, { ...articles, matter: 'report' });
    expect(refusal(await set({ ...from, resolutionId: other }))).toEqual([422, 'resolution.other-matter']);
    await setConfirmed({ ...from, resolutionId });
    expect(refusal(await set({ effectiveFrom: '2025-09-01', resolutionId }))).toEqual([
      409,
      'assembly.rules-carried',
    ]);
    const { own } = (await test.as('auditor').get('~/assembly-rules?on=2025-08-01')).body;
    expect([own.version, own.resolutionId]).toEqual(['1', resolutionId]);
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
