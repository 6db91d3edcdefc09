/** Three years of the fictional community, from its files to posted dividends, through the API on a database. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSortKey } from '../../src/domain/register-number.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { sumOf } from './ledger.ts';
import { foundCooperative, importFile, openCooperative, playLife, type Life } from './life.ts';

let test: TestApp;
let life: Life;
let imported: readonly Reply['body'][];

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2010-08-01T12:00:00+08:00') });
  await openCooperative(test);
  const roster = await importFile(test, 'roster', 'roster.xlsx');
  await foundCooperative(test);
  imported = [roster, await importFile(test, 'opening-shares', 'opening-shares.csv')];
  if (imported.every(({ state }) => state === 'done')) life = await playLife(test);
});
afterAll(() => test.close());

interface Line {
  readonly kind: string;
  readonly number: string;
  readonly weight: string;
  readonly gross: string;
  readonly held: string | null;
}

async function linesOf(run: Reply['body']): Promise<readonly Line[]> {
  const path = `~/dividend-runs/${run.id}/lines?limit=999`;
  return (await expectStatus(test.as('reviewer').get(path), 200)).lines as Line[];
}

it('comes in without a fault', () => {
  expect(imported).toMatchObject([
    { state: 'done', faultCount: 0, result: { members: 603, households: 210 } },
    { state: 'done', faultCount: 0, result: { movements: 516 } },
  ]);
});

it('matches three for one to all members, then eight for one to the retirees who live', async () => {
  const { members } = await expectStatus(test.as('reviewer').get('~/members?on=2010-10-01&limit=999'), 200);
  const standings = new Map(
    (members as { registerNumber: string; standing: { state: string } }[]).map((member) => [
      member.registerNumber,
      member.standing.state,
    ]),
  );
  // 0009 lived on the founding day and was dead when the reform took effect.
  const founders = holdingsOf((number) => number === '0009' || standings.get(number) !== 'none');
  const retirees = holdingsOf((number) => standings.get(number) === 'retired');
  expect([founders.length, retirees.length]).toEqual([505, 179]);
  expect(life.postings.get('founding')).toMatchObject({
    movements: 505,
    given: sumOf([...founders, ...founders, ...founders]),
    taken: '0',
  });
  expect(life.postings.get('reform')).toMatchObject({
    movements: 179,
    given: sumOf(Array.from({ length: 5 }, () => retirees).flat()),
    taken: '0',
  });
});

/** What members opened with, by their own file. */
function holdingsOf(wanted: (number: string) => boolean): readonly string[] {
  const rows = fileText('opening-shares.csv', 'gb18030').trimEnd().split('\r\n').slice(1);
  return rows
    .map((row) => row.split(','))
    .filter(([kind, number = '']) => kind === '成员' && wanted(number))
    .map(([, , , quantity = '']) => quantity);
}

describe.each(['2010-H2', '2011-H1', '2011-H2', '2012-H1', '2012-H2', '2013-H1'])('%s', (period) => {
  it('pays and carries exactly what there was, and anybody can repeat it', async () => {
    const run = life.runs.get(period);
    const lines = await linesOf(run);
    expect(lines).toHaveLength(run.lines);
    expect(sumOf(lines.map(({ gross }) => gross))).toBe(sumOf([run.paid]));
    expect(sumOf([run.paid, run.carried])).toBe(sumOf([run.pool, run.carriedIn]));
    const answer = await expectStatus(
      test.stranger.post('/api/v1/calculations/dividend', {
        pool: sumOf([run.pool, run.carriedIn]),
        method: run.method,
        ...(run.rateScale !== null && { rateScale: run.rateScale }),
        holdings: lines.map(({ kind, number, weight }) => ({
          key: `${registerSortKey(number)} ${kind}`,
          shares: weight,
        })),
      }),
      200,
    );
    expect(answer).toMatchObject({ paid: run.paid, carried: run.carried });
    const amounts = (answer.lines as { amount: string }[]).map(({ amount }) => amount);
    expect(amounts).toEqual(lines.map(({ gross }) => gross));
  });
});

it('carries what the rate leaves to the next half-year', () => {
  const carries = [...life.runs.values()].map(({ period, carriedIn, carried }) => [
    period,
    carriedIn,
    carried,
  ]);
  expect(carries).toEqual([
    ['2010-H2', '0.00', '0.00'],
    ['2011-H1', '0.00', '186.47'],
    ['2011-H2', '186.47', '369.50'],
    ['2012-H1', '369.50', '0.00'],
    ['2012-H2', '0.00', '1.80'],
    ['2013-H1', '1.80', '0.00'],
  ]);
});

it('holds back what is frozen, in dispute or without an heir, and nothing else', async () => {
  const held: unknown[] = [];
  for (const [period, run] of life.runs) {
    const lines = (await linesOf(run)).filter((line) => line.held !== null);
    held.push(...lines.map((line) => [period, line.number, line.held]));
  }
  expect(held).toEqual([
    ['2010-H2', '0240', 'freeze'],
    ['2011-H1', '0240', 'freeze'],
    ['2011-H2', '0157', 'estate-pending'],
    ['2012-H1', '0157', 'estate-pending'],
    ['2012-H2', '0002', 'dispute'],
  ]);
});

it('corrects what was reported late for those whom it touches, and for nobody else', async () => {
  const changes = async (key: string) =>
    (await linesOf(life.events.get(key))).map(({ number, gross }) => [number, gross]);
  expect(await changes('difference-2011-H1')).toEqual([
    ['0017', '454.05'],
    ['0020', '-908.10'],
    ['0034', '454.05'],
  ]);
  expect(await changes('difference-2012-H1')).toEqual([
    ['0040', '12.38'],
    ['0043', '-12.38'],
  ]);
});

it('keeps an undivided estate together in the account of a household', async () => {
  const before = await closing('kind=member&number=0157', '2012-08-14');
  expect(sumOf(before)).toBe('18000');
  expect(await closing('kind=member&number=0157', '2012-08-15')).toEqual([]);
  const { heirs } = estateOf('0157');
  const keeper = heirs[0]!.holder.number;
  const after = await closing(`kind=household&number=${keeper}`, '2012-08-15');
  expect(sumOf(after)).toBe('18000');
});

async function closing(holder: string, day: string): Promise<readonly string[]> {
  const path = `~/share-statement?${holder}&from=${day}&to=${day}`;
  const statement = await expectStatus(test.as('reviewer').get(path), 200);
  return (statement.closing as { quantity: string }[]).map(({ quantity }) => quantity);
}

function estateOf(number: string): { readonly heirs: readonly { readonly holder: { number: string } }[] } {
  const events = JSON.parse(fileText('events.json', 'utf-8')) as { post: string; body: never }[];
  const bodies = events.filter(({ post }) => post === 'movement-requests').map(({ body }) => body);
  return (bodies as { deceased?: { number: string }; heirs: { holder: { number: string } }[] }[]).find(
    ({ deceased }) => deceased?.number === number,
  )!;
}

function fileText(name: string, encoding: string): string {
  const content = readFileSync(new URL(`../../fixtures/cooperative/${name}`, import.meta.url));
  return new TextDecoder(encoding, { fatal: true }).decode(content);
}
