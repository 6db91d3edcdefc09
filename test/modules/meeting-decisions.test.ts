/** What rests on a resolution of a meeting, through the interface. */
import { describe, expect, it } from 'vitest';
import {
  test,
  numberOf,
  everybody,
  proposer,
  drafted,
  convene,
  open,
  close,
  attend,
  hands,
  read,
  refusal,
  pick,
  opened,
  inCommunity,
  motion,
} from '../support/community.ts';
import {
  approve,
  calculate,
  decide,
  draft,
  ensurePlan,
  expectStatus,
  linkUser,
  withdrawBy,
} from '../support/cooperative.ts';

inCommunity();

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
    // Another was decided by a meeting on the same day: neither counts, and what is decided later does.
    expect(refusal(await other.adopt())).toEqual([409, 'distribution.decided-otherwise']);
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
    // Whoever compares ratios before the vote begins with the one that is put to it.
    const member = test.as('shareholder');
    await expectStatus(linkUser(test, member.userId, numberOf(1)), 200);
    const { meeting } = await expectStatus(member.get(`~/own/meetings/${id}`), 200);
    expect(meeting.motions).toMatchObject([{ askedRatio: { ratio: '3', whom: 'everybody' } }]);
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
