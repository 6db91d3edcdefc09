/** The public notice of a run: its days, its objections, and what it unlocks. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  decideRun,
  draft,
  expectStatus,
  openRegister,
  post,
  setByTwo,
} from '../support/cooperative.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { askFor } from '../support/papers.ts';
import { caseOf } from '../support/cases.ts';
import { besidesRows } from '../support/past-the-program.ts';

let test: TestApp;
let runId: string;
const at = (day: string) => test.setClock(new Date(`${day}T01:00:00Z`));
const refusal = ({ status, body }: Reply) => [status, body.code];
const notice = async () =>
  expectStatus(test.as('representative').get(`~/dividend-runs/${runId}/notice`), 200);
const object = (raisedOn: string, fields: object = {}) =>
  test.as('supervisor').post(`~/dividend-runs/${runId}/objections`, {
    raisedOn,
    raisedBy: '股东2',
    text: '少算了股数',
    ...fields,
  });
const answer = (number: number, answeredOn: string) =>
  test
    .as('supervisor')
    .post(`~/dividend-runs/${runId}/objections/${number}/answer`, { answeredOn, text: '已核对，股数无误。' });
const release = (number: number, reason: string, role: 'supervisor' | 'chair' = 'supervisor') =>
  test.as(role).post(`~/dividend-runs/${runId}/objections/${number}/release`, { reason });

/** A run approved on 31 July 2025, not yet announced. */
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-31T01:00:00Z') });
  await openRegister(test, ['8000', '9000', '2000']);
  const fields = { period: '2025-H1', recordDate: '2025-06-30', pool: '100000.00' };
  runId = (await expectStatus(draft(test, fields), 201)).id as string;
  await expectStatus(calculate(test, runId), 200);
  await expectStatus(approve(test, runId), 200);
});
afterEach(() => test.close());

describe('a public notice', () => {
  it('hangs up whoever’s name no font can print: the register number, a mark and a note stand there', async () => {
    const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
    const { id } =
      (members as { id: string; registerNumber: string }[]).find((each) => each.registerNumber === '2') ?? {};
    await expectStatus(test.as('accountant').patch(`~/members/${id}`, { name: '\u{20BB7}\u{2A6D5}田' }), 200);
    await expectStatus(announce(test, runId, '2025-07-31'), 201);
    for (const kind of ['public-notice', 'dividend-table'] as const) {
      const [path, payload] = askFor({ kind, runId });
      const { id: paperId } = await expectStatus(test.as('accountant').post(path, payload), 201);
      const file = await test.as('accountant').get(`~/documents/${paperId}/content`);
      const text = (await readPdf(file.rawPayload)).text.replaceAll(' ', '');
      expect(text).toMatch(/2\s*〓/);
      expect(text).toContain('字库缺字以〓代替，以登记号为准');
      expect(text).toContain('U+20BB7');
    }
    const table = await test.as('accountant').get('~/exports/members?format=csv');
    expect(table.rawPayload.toString('utf8')).toContain('\u{20BB7}\u{2A6D5}田');
  });

  it('of seven days from 2025-08-01 ends with 2025-08-08; posting unlocks the day after', async () => {
    expect(refusal(await post(test, runId))).toEqual([409, 'run.wrong-state']);
    at('2025-08-01');
    const hung = await expectStatus(announce(test, runId, '2025-08-01'), 201);
    expect(hung).toMatchObject({ days: 7, lastDay: '2025-08-08', unlockDay: '2025-08-09', state: 'running' });
    at('2025-08-08');
    const early = await post(test, runId);
    expect(refusal(early)).toEqual([409, 'notice.not-over']);
    expect(early.body.detail).toContain('2025-08-09');
    at('2025-08-09');
    expect((await notice()).state).toBe('unlocked');
    expect((await expectStatus(post(test, runId), 200)).state).toBe('posted');
  });

  it('hangs as many days as the cooperative set', async () => {
    const settings = {
      papersOpenDays: 10,
      publicNoticeDays: 15,
      meetingDaysAfterPeriod: 25,
      publicNoticeDaysAfterMeeting: 2,
    };
    const set = (more: object) => test.as('chair').put('~/assembly-settings', { ...settings, ...more });
    expect((await set({ publicNoticeDays: 0 })).status).toBe(422);
    expect(refusal(await set({ publicNoticeDays: 6 }))).toEqual([422, 'notice.days-below-law']);
    const none = caseOf('PAPERS-ZERO');
    const short = await set({ papersOpenDays: Number(none.situation.slice('papersOpenDays '.length)) });
    expect(refusal(short)).toEqual([422, 'assembly.papers-below-law']);
    expect(short.body.detail).toContain(/art\. \d+/.exec(none.right)?.[0]);
    await setByTwo(test, 'put', '~/assembly-settings', settings);
    expect(await expectStatus(test.as('auditor').get('~/assembly-settings'), 200)).toEqual(settings);
    at('2025-08-01');
    expect((await expectStatus(announce(test, runId, '2025-08-01'), 201)).lastDay).toBe('2025-08-18');
  });

  it('begins when its list was approved, not before, and not ahead of its day', async () => {
    expect(refusal(await announce(test, runId, '2025-07-30'))).toEqual([422, 'notice.before-list']);
    at('2025-08-20');
    expect(refusal(await announce(test, runId, '2025-06-20'))).toEqual([422, 'notice.before-list']);
  });

  it('entered on its day needs nobody else', async () => {
    expect(refusal(await announce(test, runId, '2025-08-01'))).toEqual([422, 'notice.in-future']);
    const none = await test.as('auditor').get(`~/dividend-runs/${runId}/notice`);
    expect(refusal(none)).toEqual([409, 'notice.none']);
    await expectStatus(announce(test, runId, '2025-07-31'), 201);
    expect(refusal(await announce(test, runId, '2025-07-31'))).toEqual([409, 'run.wrong-state']);
  });

  it('may end with the run withdrawn: nothing is posted then', async () => {
    await expectStatus(announce(test, runId, '2025-07-31'), 201);
    const reason = '异议成立，重新计算';
    const ask = () => test.as('accountant').post(`~/dividend-runs/${runId}/withdraw`, { reason });
    const settle = (who: Role, what: string, body = {}) =>
      test.as(who).post(`~/dividend-runs/${runId}/withdrawal/${what}`, body);
    // What was decided and approved one person does not take off again, here or past the program.
    expect(refusal(await settle('reviewer', 'confirm'))).toEqual([404, 'run.withdrawal-unknown']);
    expect(await expectStatus(ask(), 200)).toMatchObject({
      state: 'on-notice',
      withdrawalAwaits: expect.any(String) as unknown,
    });
    expect(refusal(await ask())).toEqual([409, 'run.withdrawal-waits']);
    for (const role of ['accountant', 'cashier', 'supervisor'] as const)
      expect((await settle(role, 'confirm')).status).toBe(403);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await expect(owner`update dividend_run set state = 'withdrawn' where id = ${runId}`).rejects.toThrow(
      'what was approved is withdrawn by one who asks',
    );
    await expect(
      owner`insert into run_withdrawal_answer select cooperative_id, id, null, now(), recorded_by from run_withdrawal`,
    ).rejects.toThrow('does not confirm it');
    const { items } = await expectStatus(test.as('chair').get('~/waiting'), 200);
    expect(items).toMatchObject([{ kind: 'run-withdrawal', known: { runId } }]);
    await expectStatus(settle('chair', 'send-back', { reason: '异议不成立' }), 200);
    await expectStatus(ask(), 200);
    expect(await expectStatus(settle('chair', 'confirm'), 200)).toMatchObject({ state: 'withdrawn' });
    // What was decided and nobody has approved yet one person neither takes off nor makes another of by calculating it anew.
    const fields = { period: '2025-H1', recordDate: '2025-06-30', pool: '90000.00' };
    const next = (await expectStatus(draft(test, fields), 201)).id as string;
    await expectStatus(calculate(test, next), 200);
    await expectStatus(calculate(test, next), 200);
    await decideRun(test, next);
    expect(refusal(await calculate(test, next))).toEqual([409, 'run.decided']);
    const asked = await test.as('accountant').post(`~/dividend-runs/${next}/withdraw`, { reason });
    expect(asked.body).toMatchObject({
      state: 'calculated',
      withdrawalAwaits: expect.any(String) as unknown,
    });
    for (const set of ["state = 'withdrawn'", 'calculation = calculation + 1'])
      await expect(owner.unsafe(`update dividend_run set ${set} where id = '${next}'`)).rejects.toThrow(
        'withdrawn by two, and not calculated anew',
      );
    await expectStatus(test.as('chair').post(`~/dividend-runs/${next}/withdrawal/confirm`), 200);
    at('2025-08-20');
    expect(refusal(await post(test, runId))).toEqual([409, 'run.wrong-state']);
    const found = async () => (await verifyCooperative(test.services, test.cooperativeId)).findings;
    expect(await found()).toEqual([]);
    test.expectTampering();
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update run_withdrawal set recorded_by = '${test.as('chair').userId}'; commit`);
    await owner.end();
    expect(besidesRows(await found())).toMatchObject([{ table: 'dividend_run', rule: 'withdrawn-by-one' }]);
  });

  it('is printed with everybody masked, its totals and its days', async () => {
    const wish = { kind: 'public-notice', runId };
    expect(refusal(await test.as('accountant').post(...askFor(wish)))).toEqual([409, 'notice.none']);
    await expectStatus(announce(test, runId, '2025-07-31'), 201);
    await expectStatus(object('2025-07-31'), 201);
    const paper = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
    // In letters that are read standing before it, with its objection and its signatures.
    expect([paper.kind, paper.pages]).toEqual(['public-notice', 2]);
    const english = await expectStatus(
      test.as('accountant').post(...askFor({ ...wish, language: 'en' })),
      201,
    );
    expect(english.title).toContain('Public notice of dividends');
  });
});

describe('a notice entered days after', () => {
  const late = (fields: object = { lateReason: '停电三日' }) =>
    test.as('accountant').post(`~/dividend-runs/${runId}/announce`, { postedOn: '2025-07-31', ...fields });
  const review = (verb: string, role: 'supervisor' | 'accountant' = 'supervisor', body = {}) =>
    test.as(role).post(`~/dividend-runs/${runId}/${verb}`, body);
  beforeEach(() => at('2025-08-10'));

  it('says why, and unlocks nothing until another person confirmed it; both days are told', async () => {
    expect(refusal(await late({}))).toEqual([422, 'entry.late-without-reason']);
    expect(await expectStatus(late(), 201)).toMatchObject({
      state: 'awaiting-review',
      postedOn: '2025-07-31',
      recordedOn: '2025-08-10',
      lateReason: '停电三日',
      review: { state: 'awaiting-review' },
    });
    expect(refusal(await post(test, runId))).toEqual([409, 'notice.awaiting-review']);
    expect(refusal(await review('confirm-notice', 'accountant'))).toEqual([403, 'access.forbidden']);
    const confirmed = await expectStatus(review('confirm-notice'), 200);
    expect(confirmed).toMatchObject({ state: 'unlocked', countsFrom: '2025-07-31' });
    expect(refusal(await review('confirm-notice'))).toEqual([409, 'entry.awaits-no-review']);
    await expectStatus(post(test, runId), 200);
    const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings).toEqual([]);
    expect(noted).toContainEqual({
      table: 'run_notice',
      row: 'run 1',
      remark: 'entered-late',
      found: '2025-07-31 → 2025-08-10, 停电三日',
    });
  });

  it('that is not believed counts from the day it was recorded', async () => {
    await expectStatus(late(), 201);
    const back = await expectStatus(review('send-back-notice', 'supervisor', { reason: '照片为证' }), 200);
    expect(back).toMatchObject({ state: 'running', countsFrom: '2025-08-10', unlockDay: '2025-08-19' });
    expect(refusal(await post(test, runId))).toEqual([409, 'notice.not-over']);
    at('2025-08-19');
    await expectStatus(post(test, runId), 200);
  });
});

describe('an objection', () => {
  it('of people whom only a name tells is taken by one person up to ten, and of one name up to three', async () => {
    at('2025-08-01');
    const by = (role: Role, raisedBy: string) =>
      test
        .as(role)
        .post(`~/dividend-runs/${runId}/objections`, { raisedOn: '2025-08-01', raisedBy, text: '少算了' });
    for (let index = 0; index < 3; index += 1) await expectStatus(by('accountant', '张三'), 201);
    expect(refusal(await by('representative', '张三'))).toEqual([409, 'notice.objections-open']);
    for (let index = 0; index < 7; index += 1) await expectStatus(by('accountant', `某${index}`), 201);
    expect(refusal(await by('accountant', '李四'))).toEqual([409, 'notice.objections-by-one']);
    await expectStatus(by('representative', '李四'), 201);
    await expectStatus(answer(1, '2025-08-01'), 200);
    await expectStatus(by('accountant', '李四'), 201);
  });

  beforeEach(async () => {
    at('2025-08-01');
    await expectStatus(announce(test, runId, '2025-08-01'), 201);
  });

  it('blocks posting until it is answered', async () => {
    at('2025-08-05');
    await expectStatus(object('2025-08-05'), 201);
    at('2025-08-09');
    const blocked = await test.as('accountant').post(`~/dividend-runs/${runId}/post?lang=zh`);
    expect(refusal(blocked)).toEqual([409, 'notice.objection-open']);
    expect(blocked.body.detail).toContain('有 1 件异议未办结（1）');
    expect(refusal(await answer(1, '2025-08-04'))).toEqual([422, 'notice.day-out-of-time']);
    expect(refusal(await answer(2, '2025-08-09'))).toEqual([404, 'notice.objection-unknown']);
    await expectStatus(answer(1, '2025-08-09'), 200);
    expect(refusal(await answer(1, '2025-08-09'))).toEqual([409, 'notice.objection-settled']);
    await expectStatus(post(test, runId), 200);
    expect((await notice()).objections).toMatchObject([
      { number: 1, raisedBy: '股东2', settled: { kind: 'answered', on: '2025-08-09' } },
    ]);
  });

  it('is released by a supervisor alone, and with a reason', async () => {
    await expectStatus(object('2025-08-01'), 201);
    at('2025-08-09');
    expect(refusal(await release(1, '与本次无关', 'chair'))).toEqual([403, 'access.forbidden']);
    expect(refusal(await release(1, '  '))).toEqual([422, 'notice.release-without-reason']);
    const released = await expectStatus(release(1, '异议与本次分红无关，另行处理'), 200);
    expect(released.state).toBe('unlocked');
    expect(refusal(await release(1, '再放行一次'))).toEqual([409, 'notice.objection-not-open']);
    await expectStatus(post(test, runId), 200);
  });

  it('is taken for fifteen days by the supervisors, also after posting, and answered by nobody else', async () => {
    expect(refusal(await object('2025-07-31'))).toEqual([422, 'notice.objection-out-of-time']);
    at('2025-08-20');
    expect(refusal(await object('2025-08-19'))).toEqual([422, 'notice.objection-out-of-time']);
    await expectStatus(post(test, runId), 200);
    // The fifteenth day is a Saturday, and the objection of Monday in time.
    expect(await expectStatus(object('2025-08-18'), 201)).toMatchObject({
      objectionsUntil: '2025-08-18',
      // Entered late, it is answered within the days from then on.
      objections: [{ raisedOn: '2025-08-18', recordedOn: '2025-08-20', answerBy: '2025-09-19' }],
    });
    const own = { answeredOn: '2025-08-20', text: '无误' };
    for (const role of ['accountant', 'chair'] as const) {
      const path = `~/dividend-runs/${runId}/objections/1/answer`;
      expect(refusal(await test.as(role).post(path, own))).toEqual([403, 'access.forbidden']);
    }
    const unanswered = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).findings.some(
        ({ rule, found }) => rule === 'unlawful' && JSON.stringify(found).includes('逾期未答复'),
      );
    at('2025-09-19');
    expect(await unanswered()).toBe(false);
    at('2025-09-20');
    expect(await unanswered()).toBe(true);
    at('2025-08-20');
    await expectStatus(answer(1, '2025-08-20'), 200);
    at('2025-09-20');
    expect(await unanswered()).toBe(false);
  });

  it('claimed by one person long after the posting accuses nobody, and nobody claims one whose answer would be overdue', async () => {
    at('2025-08-12');
    await expectStatus(post(test, runId), 200);
    at('2025-12-01');
    expect(refusal(await object('2025-08-06'))).toEqual([422, 'notice.objection-too-old']);
    at('2025-08-26');
    await expectStatus(object('2025-08-06'), 201);
    const found = async () => (await verifyCooperative(test.services, test.cooperativeId)).findings;
    expect(await found()).toEqual([]);
    const { answers } = await expectStatus(test.as('auditor').get(`~/dividend-runs/${runId}/legality`), 200);
    expect(
      (answers as { question: string; answer: string }[]).find(({ question }) => question === 'objections'),
    ).toMatchObject({ answer: 'open' });
    await expectStatus(answer(1, '2025-08-26'), 200);
    expect(await found()).toEqual([]);
  });
});

it('stays over on the day that was counted when it was posted, and the answer due: a later table of rest days moves neither', async () => {
  at('2025-08-01');
  await expectStatus(announce(test, runId, '2025-08-01'), 201);
  at('2025-08-04');
  await expectStatus(object('2025-08-04'), 201);
  await expectStatus(answer(1, '2025-08-04'), 200);
  at('2025-08-09');
  await expectStatus(post(test, runId), 200);
  const kept = { lastDay: '2025-08-08', unlockDay: '2025-08-09', objections: [{ answerBy: '2025-09-03' }] };
  expect(await notice()).toMatchObject(kept);
  test.expectTampering();
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner.unsafe('set session_replication_role = replica');
  await owner`insert into rest_day (cooperative_id, version, day, rest, source, recorded_at, recorded_by)
    select ${test.cooperativeId}, n, d, true, '调休', now(), gen_random_uuid()
    from unnest(array['2025-08-08', '2025-09-03']::date[]) with ordinality t (d, n)`;
  await owner.end();
  expect(await notice()).toMatchObject(kept);
  const { findings, noted } = await verifyCooperative(test.services, test.cooperativeId);
  expect(besidesRows(findings).filter(({ table }) => table !== 'rest_day')).toEqual([]);
  expect(noted.filter(({ remark }) => remark === 'notice-end-otherwise')).toMatchObject([
    { row: 'run 1', found: '2025-08-08 → 2025-08-11' },
  ]);
});

it.each([
  ['none', 'null'],
  ['before its days are counted out', `'2025-08-07'`],
  ['on the day of posting', `'2025-08-09'`],
])('with a last day kept that is %s, PostgreSQL takes no posting', async (_, day) => {
  at('2025-08-01');
  await expectStatus(announce(test, runId, '2025-08-01'), 201);
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const posting = `update dividend_run set state = 'posted', posted_at = '2025-08-09T01:00:00Z', notice_ended_on = ${day}`;
  await expect(owner.unsafe(posting)).rejects.toThrow('public notice is not over');
  await owner.end();
});

describe('a change behind the service’s back', () => {
  it.each([
    ['a notice removed', 'delete from run_notice', 'run 1: it was posted without a public notice'],
    [
      'a notice moved',
      `update run_notice set days = 30`,
      'run 1: it was posted before its public notice was over (should be from 2025-09-02, is 2025-08-09)',
    ],
  ])('such as %s is found', async (_, change, expected) => {
    at('2025-08-01');
    await expectStatus(announce(test, runId, '2025-08-01'), 201);
    at('2025-08-09');
    await expectStatus(post(test, runId), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    await owner.unsafe(change);
    await owner.end();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((finding) => findingText(finding, 'en')).join('\n')).toContain(expected);
  });
});
