/** Earlier resolutions in the papers of the next meeting: what the ledger itself carried out is told by day and figures. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  draft,
  expectStatus,
  openRegister,
  post,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { readPdf } from './read-pdf.ts';
import { caseOf } from '../support/cases.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-07-20T01:00:00Z') });
});
afterAll(() => test.close());

it('a plan and a run that the ledger posted are carried out; of the budget nobody reported', async () => {
  const resolution = await openRegister(test, ['800', '200']);
  const run = { period: '2025-H1', recordDate: '2025-06-30', pool: '1000.00' };
  const { id: runId } = await expectStatus(draft(test, run), 201);
  await expectStatus(calculate(test, runId as string), 200);
  await expectStatus(approve(test, runId as string, resolution), 200);
  await expectStatus(announce(test, runId as string), 201);
  const accountant = test.as('accountant');
  const { id } = await expectStatus(
    accountant.post('~/meetings', {
      body: 'members-assembly',
      title: '成员大会',
      heldOn: '2025-09-20',
      time: '09:00',
      place: '礼堂',
      partyStudy: { on: '2025-07-25', by: '社区党委' },
      agenda: [{ kind: 'budget', title: '预算', text: '同意预算。', proposer: 'board' }],
    }),
    201,
  );
  await expectStatus(accountant.post(`~/meetings/${id}/convene`, { noticeOn: '2025-07-28' }), 200);
  const printed = async () => {
    const wish = { kind: 'meeting-paper', meetingId: id, part: 'execution', language: 'zh' };
    const paper = await expectStatus(accountant.post(...askFor(wish)), 201);
    const { rawPayload } = await accountant.get(`~/documents/${String(paper.id)}/content`);
    return (await readPdf(rawPayload)).text.replaceAll(/\s/g, '');
  };
  // In force is not paid, and what hangs on the wall is known to the ledger.
  const before = await printed();
  expect(before).toContain('方案已生效：提取公积公益金0.00元，拟向成员分配80,000,000.00元');
  expect(before).toContain('公示中，尚未入账');
  expect(before).not.toContain('已执行');
  await expectStatus(post(test, runId as string), 200);
  const said = await printed();
  expect(said).toContain('分红入账2人（户），应发1,000.00元，代扣税200.00元，实发800.00元');
  expect(said).toContain('方案已生效：提取公积公益金0.00元，向成员分配80,000,000.00元');
  expect(said).not.toContain(caseOf('EXECUTED').got);
});
