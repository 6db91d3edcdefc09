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
export const post = (test: TestApp, runId: string, headers: Record<string, string> = {}) =>
  test.as('accountant').post(`~/dividend-runs/${runId}/post`, {}, headers);

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
