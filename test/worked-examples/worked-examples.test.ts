/**
 * The worked examples that an accountant signed, each taken through the ledger over HTTP on a database, and again through
 * the open calculations. Expected figures stand in fixtures/worked-examples and nowhere else.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { readExamples, type Example, type ExampleCase, type ExpectedDividend } from './example.ts';
import { sumOf, takeThroughLedger, type Line, type Outcome } from './ledger.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const examples = readExamples();

it('no example is missing', () => {
  expect(examples.map(([file]) => file.slice(0, 2))).toEqual([
    '01',
    '02',
    '03',
    '04',
    '05',
    '06',
    '08',
    '09',
    '10',
    '12',
  ]);
});

describe.each(examples)('%s', (_file, example) => {
  it.each(example.cases.map((each) => [each.case, each] as const))('%s', async (_title, exampleCase) => {
    const outcome = await takeThroughLedger(test, example, exampleCase);
    const { shares, dividends, year } = exampleCase.expected;
    expect(outcome.shares.get('') ?? '0').toBe(shares.collective);
    expect(sumOf(outcome.shares.values())).toBe(shares.total);
    for (const [number, quantity] of Object.entries(shares.members ?? {})) {
      expect([number, outcome.shares.get(number) ?? '0']).toEqual([number, quantity]);
    }
    expect(outcome.runs).toHaveLength(dividends.length);
    for (const [index, expected] of dividends.entries()) {
      const { run, lines } = outcome.runs[index]!;
      compareRun(run, lines, expected);
      await compareOpenDividend(exampleCase.dividends[index]!, run.carriedIn as string, lines, expected);
    }
    if (year) {
      const sum = (field: 'pool' | 'paid') =>
        twoPlaces(sumOf(outcome.runs.map(({ run }) => run[field] as string)));
      expect({ pools: sum('pool'), paid: sum('paid'), carried: outcome.runs.at(-1)?.run.carried }).toEqual(
        year,
      );
    }
    await compareOpenAllotment(example, exampleCase);
    await compareCalculations(exampleCase, outcome);
  });
});

const twoPlaces = (text: string) => text.replace(/^(\d+)$/, '$1.00').replace(/\.(\d)$/, '.$10');

function compareRun(run: Record<string, unknown>, lines: readonly Line[], expected: ExpectedDividend): void {
  const { paid, carried, rate = null, carriedIn } = expected;
  expect(run).toMatchObject({
    state: 'posted',
    paid,
    carried,
    rate,
    ...(carriedIn !== undefined && { carriedIn }),
  });
  const people = lines.filter(({ kind }) => kind === 'member');
  const collective = lines.filter(({ kind }) => kind === 'collective');
  expect(people.length + collective.length).toBe(lines.length);
  const column = (field: 'gross' | 'tax' | 'net') =>
    Object.fromEntries(people.map((line) => [line.number, line[field]]));
  if (expected.lines) expect(column('gross')).toEqual(expected.lines);
  if (expected.tax) expect(column('tax')).toEqual(expected.tax);
  if (expected.net) expect(column('net')).toEqual(expected.net);
  expect(collective.map(({ gross }) => gross)).toEqual(
    expected.collective === undefined ? [] : [expected.collective],
  );
  if (expected.personal) expect(twoPlaces(sumOf(people.map(({ gross }) => gross)))).toBe(expected.personal);
  if (expected.amounts) expect(counted(people.map(({ gross }) => gross))).toEqual(expected.amounts);
}

function counted(amounts: readonly string[]) {
  return [...new Set(amounts)]
    .sort()
    .map((amount) => ({ amount, members: amounts.filter((each) => each === amount).length }));
}

/** Anyone can repeat a run without signing in: the same shares and money give the same lines. */
async function compareOpenDividend(
  dividend: ExampleCase['dividends'][number],
  carriedIn: string,
  lines: readonly Line[],
  expected: ExpectedDividend,
): Promise<void> {
  const { method, rateScale, pool } = dividend;
  const answer = await expectStatus(
    test.stranger.post('/api/v1/calculations/dividend', {
      pool: sumOf([pool, carriedIn]),
      method,
      ...(rateScale !== undefined && { rateScale }),
      holdings: lines.map((line) => ({
        key: `${line.kind} ${line.number.padStart(6, '0')}`,
        shares: line.shares,
      })),
    }),
    200,
  );
  const { paid, carried, rate = null } = expected;
  expect(answer).toMatchObject({ paid, carried, rate });
  expect(answer.lines.map((line: { amount: string }) => line.amount)).toEqual(
    lines.map(({ gross }) => gross),
  );
}

/** The scheme over the same register without the ledger: the same shares. */
async function compareOpenAllotment({ input }: Example, { scheme, expected }: ExampleCase): Promise<void> {
  if (!scheme || !Array.isArray(input.members)) return;
  const holders = input.members.map(({ number, retiredOn, years, shares = {} }) => ({
    key: number,
    standing: retiredOn === undefined ? 'admitted' : 'retired',
    ...(years !== undefined && { years }),
    holdings: shares,
  }));
  const question = { schemes: [{ name: scheme.name, rules: scheme.rules }], holders };
  const answer = await expectStatus(test.stranger.post('/api/v1/calculations/allotment', question), 200);
  const { lines, collective } = answer.schemes[0];
  const after = Object.fromEntries(
    holders.map(({ key, holdings }) => {
      const targets = (lines as { key: string | null; shareClass: string; target: string }[]).filter(
        (line) => line.key === key,
      );
      const held = {
        ...holdings,
        ...Object.fromEntries(targets.map((line) => [line.shareClass, line.target])),
      };
      return [key, sumOf(Object.values(held))];
    }),
  );
  expect(after).toEqual(expected.shares.members);
  expect(sumOf(Object.values(collective as Record<string, string>))).toBe(expected.shares.collective);
}

async function compareCalculations(exampleCase: ExampleCase, { shares }: Outcome): Promise<void> {
  for (const { what, expected, holdings, ...question } of exampleCase.calculations ?? []) {
    const all = [...shares].map(([key, quantity]) => ({
      key: key === '' ? 'collective' : key,
      shares: quantity,
    }));
    const answer = await expectStatus(
      test.stranger.post('/api/v1/calculations/dividend', { ...question, holdings: holdings ?? all }),
      200,
    );
    const { lines, ...figures } = expected;
    expect(answer, what).toMatchObject(figures);
    if (!lines) continue;
    const amounts = (answer.lines as { key: string; amount: string }[]).map(({ key, amount }) => [
      key,
      amount,
    ]);
    expect(Object.fromEntries(amounts)).toEqual(lines);
  }
}
