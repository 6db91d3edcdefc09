/** The notice of a meeting, its draft and its papers, through the interface. */
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import type { Reply } from '../support/app.ts';
import { caseOf, daysIn } from '../support/cases.ts';
import {
  test,
  everybody,
  report,
  proposer,
  motion,
  draftOf,
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
} from '../support/community.ts';
import { calculate, draft, ensurePlan, expectStatus, setByTwo } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

inCommunity();

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

  it('announces a calculated run, which stays as it was announced until the notice is taken back', async () => {
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
    const called = [409, 'meeting.subject-called'];
    expect(refusal(await calculate(test, run.id))).toEqual(called);
    const accountant = test.as('accountant');
    const withdraw = () => accountant.post(`~/dividend-runs/${run.id}/withdraw`, { reason: '重做' });
    expect(refusal(await withdraw())).toEqual(called);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    for (const change of [`state = 'withdrawn', reason = '重做'`, 'calculation = calculation + 1'])
      await expect(owner.unsafe(`update dividend_run set ${change}`)).rejects.toThrow(
        'what a meeting was called to vote on',
      );
    await owner.end();
    const back = { reason: '重新测算' };
    await expectStatus(test.as('chair').post(`~/meetings/${id}/withdraw-notice`, back), 200);
    await expectStatus(calculate(test, run.id), 200);
    const wrong = [{ ...report, proposer, counting: 'by-head', about: { kind: 'run', runId: run.id } }];
    expect(refusal(await convene(await drafted({ agenda: wrong })))).toEqual([
      422,
      'meeting.about-another-matter',
    ]);
  });

  it('keeps the plan and the scheme that stand on it from being withdrawn by one person', async () => {
    const accountant = test.as('accountant');
    const plan = await expectStatus(
      accountant.post('~/distribution-plans', {
        period: '2025-H1',
        mode: 'advance',
        steps: [],
        members: { kind: 'rest' },
        figures: { income: '100', priorLoss: '0', priorUndistributed: '0' },
      }),
      201,
    );
    const onPlan = { ...motion, kind: 'distribution-plan', about: { kind: 'plan', planId: plan.id } };
    const id = await drafted({ agenda: [onPlan] });
    const withdraw = () =>
      accountant.post(`~/distribution-plans/${plan.id}/withdraw`, { reason: '重新测算' });
    await expectStatus(convene(id), 200);
    expect(refusal(await withdraw())).toEqual([409, 'meeting.subject-called']);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const past = owner`insert into distribution_plan_end (cooperative_id, plan_id, kind, reason, recorded_at, recorded_by)
      select cooperative_id, id, 'withdrawn', '重新测算', now(), recorded_by from distribution_plan`;
    await expect(past).rejects.toThrow('what a meeting was called to vote on');
    await owner.end();
    test.setClock(new Date('2025-07-31T01:00:00Z'));
    await expectStatus(open(id), 200);
    expect(refusal(await withdraw())).toEqual([409, 'meeting.subject-called']);
    await expectStatus(test.as('chair').post(`~/meetings/${id}/cancel`, { reason: '改期' }), 200);
    await expectStatus(withdraw(), 200);
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
    /** The headings of the file in their order; the list that lies out to be signed has its pages for itself. */
    const headingsOf = async (reply: Promise<Reply>) => {
      const issued = await expectStatus(reply, 201);
      const { rawPayload } = await test.as('auditor').get(`~/documents/${String(issued.id)}/content`);
      const { bookmarks, pages } = await readPdf(rawPayload);
      const [, , ...parts] = pages.map((page) =>
        bookmarks.filter((name) => page.some(({ text }) => text === name)),
      );
      expect(parts.filter((on) => on.includes('签到表'))).toEqual([['签到表']]);
      return bookmarks;
    };
    const beforeIt = [
      ...['会议材料汇编', '目录', '会议通知', '会议议程', '通知与表决规则'],
      ...['会议议程', '签到表', '半年财务与分红', '历次决议执行情况', '议案与表决'],
    ];
    expect(await headingsOf(print(id))).toEqual(beforeIt);
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
    expect(await headingsOf(print(id))).toEqual([
      ...beforeIt,
      '会议决议',
      '会议记录',
      '签字页',
      '附件：记名表决',
    ]);
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
