/** The legality certificate through HTTP: a run and a scheme answer every question from what is recorded; verification says the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingText, notedText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { decide, draft, expectStatus, openRegister, runToPosted } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;
let runId = '';
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2027-01-20T01:00:00Z') });
  const resolutionId = await openRegister(test, ['500', '500', '333']);
  const half = { period: '2025-H2', recordDate: '2025-12-31' };
  runId = (await runToPosted(test, resolutionId, { ...half, pool: '10000.00' })).id as string;
});
afterAll(() => test.close());

interface Answer {
  readonly question: string;
  readonly answer: string;
  readonly evidence: Readonly<Record<'zh' | 'en', string>>;
  readonly fails: boolean;
}

async function legality(path: string): Promise<readonly Answer[]> {
  const { answers } = await expectStatus(test.as('auditor').get(`~/${path}/legality`), 200);
  return answers as Answer[];
}
const inShort = (answers: readonly Answer[]) =>
  Object.fromEntries(answers.map(({ question, answer }) => [question, answer]));

describe('of a run', () => {
  it('answers every question', async () => {
    const answers = await legality(`dividend-runs/${runId}`);
    console.log(answers.map((a) => `${a.question} ${a.answer} ${a.evidence.zh} | ${a.evidence.en}`).join('\n'));
    expect(inShort(answers)).toMatchObject({ power: 'yes' });
    const v = await verifyCooperative(test.services, test.cooperativeId);
    console.log(v.findings.map((f) => findingText(f, 'zh')).join('\n'), v.noted.map((f) => notedText(f, 'zh')).join('\n'));
  });
});
