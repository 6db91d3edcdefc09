/** A small register for tests: classes, members with subscribed shares, a resolution, and a run taken to any state. */
import type { Role } from '../../src/domain/permission.ts';
import type { Reply, TestApp } from './app.ts';

export async function expectStatus(reply: Promise<Reply>, status: number): Promise<Reply['body']> {
  const { status: actual, body } = await reply;
  if (actual !== status) throw new Error(`expected ${status}, got ${actual}: ${JSON.stringify(body)}`);
  return body;
}

/** What the accountant gets to hear who has become something else meanwhile, and is the accountant again afterwards. */
export async function onceItIs<Answer>(
  test: TestApp,
  role: Role,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const path = `~/users/${test.as('accountant').userId}/roles`;
  await expectStatus(test.as('administrator').put(path, { roles: [role] }), 200);
  const answer = await ask();
  await expectStatus(test.as('administrator').put(path, { roles: ['accountant'] }), 200);
  return answer;
}

/** Members numbered from 1 who hold these shares of class `basic` from `effectiveOn` on; returns the resolution's id. */
export async function openRegister(
  test: TestApp,
  shares: readonly string[],
  effectiveOn = '2010-01-01',
): Promise<string> {
  return test.stage(`register of ${shares.join(', ')} from ${effectiveOn}`, async () => {
    const accountant = test.as('accountant');
    const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 4 };
    await expectStatus(accountant.post('~/share-classes', basic), 201);
    const collective = { code: 'collective', name: '集体股', kind: 'collective', places: 0 };
    await expectStatus(accountant.post('~/share-classes', collective), 201);
    // Beyond what one person may enter by default: such a cooperative has an allowance of its own.
    if (shares.some((quantity) => Number(quantity) > 10_000)) {
      const allowance = { quantity: '1000000', effectiveOn: '2009-01-01', source: '章程' };
      await expectStatus(test.as('chair').post('~/share-allowance', allowance), 201);
    }
    for (const [index, quantity] of shares.entries()) {
      const registerNumber = String(index + 1);
      const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01' }];
      await expectStatus(
        accountant.post('~/members', { registerNumber, name: `股东${registerNumber}`, standings }),
        201,
      );
      const to = { kind: 'member', number: registerNumber };
      const movement = { kind: 'subscription', shareClass: 'basic', to, quantity, effectiveOn };
      await expectStatus(accountant.post('~/movements', movement), 201);
    }
    return recordResolution(test, '〔2010〕1号');
  });
}

/** Votes as minutes count them: everybody for it. */
export const unanimous = { entitled: 26, present: 26, for: 26, against: 0, abstain: 0 };

export async function recordResolution(
  test: TestApp,
  number: string,
  matter = 'dividend-run',
): Promise<string> {
  const resolution = {
    body: 'representative-assembly',
    number,
    decidedOn: '2010-01-01',
    matter,
    vote: unanimous,
    title: '半年分红',
    text: '同意分红方案。',
  };
  return (await expectStatus(test.as('accountant').post('~/resolutions', resolution), 201)).id as string;
}

export const runDefaults = {
  recordDate: '2010-12-31',
  basis: 'record-date',
  method: 'largest-remainder',
  taxRate: '0.20',
  taxBasis: '《个人所得税法》第三条',
};

export const draft = (test: TestApp, fields: object) =>
  test.as('accountant').post('~/dividend-runs', { ...runDefaults, ...fields });
export const calculate = (test: TestApp, runId: string) =>
  test.as('accountant').post(`~/dividend-runs/${runId}/calculate`);
export const approve = (test: TestApp, runId: string, resolutionId: string) =>
  test.as('reviewer').post(`~/dividend-runs/${runId}/approve`, { resolutionId });
export const announce = (test: TestApp, runId: string, postedOn = '2010-01-02') =>
  test.as('accountant').post(`~/dividend-runs/${runId}/announce`, { postedOn });
/** Posts with the plan that the run needs: one is adopted where its half-year has none, wide enough for whatever the test pays. */
export async function post(test: TestApp, runId: string, headers: Record<string, string> = {}) {
  await ensurePlan(test, runId);
  return postAsItStands(test, runId, headers);
}
export const postAsItStands = (test: TestApp, runId: string, headers: Record<string, string> = {}) =>
  test.as('accountant').post(`~/dividend-runs/${runId}/post`, {}, headers);

export async function ensurePlan(test: TestApp, runId: string): Promise<void> {
  const { body: run } = await test.as('auditor').get(`~/dividend-runs/${runId}`);
  if (!['regular', 'supplementary'].includes(run.kind as string)) return;
  const period = run.period as string;
  const { plans } = await expectStatus(test.as('auditor').get(`~/distribution-plans?period=${period}`), 200);
  const decided = (plans as { state: string }[]).some(({ state }) => state !== 'draft');
  if (decided) return;
  // Where books are kept they may hold less than a wide plan gives.
  const wide = await adoptPlan(test, widePlan(period));
  if (wide.status === 409) await expectStatus(adoptPlan(test, widePlan(period, run.pool as string)), 200);
  else await expectStatus(Promise.resolve(wide), 200);
}

export interface WidePlan {
  readonly period: string;
  readonly members: { readonly amount: string };
}

/** Figures are given, not from books: a test with books of its own draws up its own plan. */
export function widePlan(period: string, amount = '80000000'): WidePlan {
  const first = period.endsWith('H1');
  const much = '90000000';
  const figures = { income: first ? '0' : much, priorLoss: '0', priorUndistributed: first ? much : '0' };
  const members = { kind: 'amount', amount };
  const terms = { period, mode: first ? 'opening' : 'year', steps: [], figures, members };
  return terms;
}

export const adoptWidePlan = (test: TestApp, period: string) =>
  expectStatus(adoptPlan(test, widePlan(period)), 200);

async function adoptPlan(test: TestApp, terms: WidePlan): Promise<Reply> {
  const plan = await expectStatus(test.as('accountant').post('~/distribution-plans', terms), 201);
  const number = `方案${terms.period} ${terms.members.amount}`;
  const resolutionId = await recordResolution(test, number, 'distribution-plan');
  return test.as('reviewer').post(`~/distribution-plans/${plan.id as string}/adopt`, { resolutionId });
}

/** Drafts, calculates, approves, announces long ago, and posts; returns the posted run. */
export async function runToPosted(
  test: TestApp,
  resolutionId: string,
  fields: object,
): Promise<Reply['body']> {
  const { id } = await expectStatus(draft(test, fields), 201);
  await expectStatus(calculate(test, id as string), 200);
  await expectStatus(approve(test, id as string, resolutionId), 200);
  await expectStatus(announce(test, id as string), 201);
  return expectStatus(post(test, id as string), 200);
}

export async function grossOf(test: TestApp, runId: string): Promise<readonly string[]> {
  const { lines } = await expectStatus(
    test.as('reviewer').get(`~/dividend-runs/${runId}/lines?limit=999`),
    200,
  );
  return (lines as { gross: string }[]).map((line) => line.gross);
}
