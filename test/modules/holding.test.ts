/** What holds money and who receives it, at every door: payout, receipt sheet, statement, waiting list, tax, verification. */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { headOf } from '../../src/domain/membership.ts';
import { deadRows, factsOn, headRows, onDay } from '../../src/modules/members/index.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { id, rowsOf } from '../../src/platform/rows.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { askFor, type PaperWish } from '../support/papers.ts';
import {
  announce,
  approve,
  calculate,
  draft,
  expectStatus,
  openRegister,
  post,
} from '../support/cooperative.ts';
import {
  makeBatch,
  exampleRun,
  giveAccount,
  memberId,
  openAccounts,
  openPayoutExample,
  states,
  todayOf,
} from '../support/payout.ts';
import { caseOf, daysIn } from '../support/cases.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z') });
});
afterEach(() => test.close());

const restrict = (kind: string, number: string, fields: object = {}) => {
  const holder = { kind: 'member', number };
  const body = { kind, holder, effectiveOn: '2024-07-01', reason: '来函', ...fields };
  return expectStatus(test.as('accountant').post('~/restrictions', body), 201);
};
async function printed(wish: PaperWish): Promise<string> {
  const { id: paper } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  return (await readPdf((await test.as('auditor').get(`~/documents/${paper}/content`)).rawPayload)).text;
}
const statementOf = (number: string, language = 'zh') =>
  printed({
    kind: 'statement',
    holder: { kind: 'member', number },
    from: '2024-07-01',
    to: todayOf(test),
    language,
  });
async function enterStanding(number: string, kind: string, effectiveOn: string): Promise<void> {
  const path = `~/members/${await memberId(test, number)}/standings`;
  const basis = kind === 'left' ? { basis: { reason: 'elsewhere', application: '迁入地证明' } } : {};
  await expectStatus(test.as('accountant').post(path, { kind, effectiveOn, ...basis }), 201);
}
const place = async (number: string, relation: string, effectiveOn: string, household = 'A') =>
  test
    .as('accountant')
    .post(`~/members/${await memberId(test, number)}/place`, { household, relation, effectiveOn });

describe('a dividend of restricted shares', () => {
  it.each([
    ['freeze', 'held', '法院冻结'],
    ['dispute', 'held', '权属争议'],
    ['estate-pending', 'held', '遗产待分'],
    ['pledge', 'payable', '质押'],
  ])('under %s is %s: in the line, at payout, on the sheets, in the statement', async (kind, state, word) => {
    const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
    await openAccounts(test, 3);
    // The case has a pledge; the others bind from the same day, before the same half-year.
    const { input } = caseOf('PLEDGE');
    expect(input).toContain(exampleRun.period);
    await restrict(kind, '1', { effectiveOn: daysIn(input, 1)[0] });
    const { id: runId } = await expectStatus(draft(test, exampleRun), 201);
    await expectStatus(calculate(test, runId), 200);
    const { lines } = await expectStatus(test.as('auditor').get(`~/dividend-runs/${runId}/lines`), 200);
    expect(lines[0].held).toBe(state === 'held' ? kind : null);
    await expectStatus(approve(test, runId, resolutionId), 200);
    await expectStatus(announce(test, runId), 201);
    await expectStatus(post(test, runId), 200);

    expect(await states(test)).toEqual({ '1/1': state, '1/2': 'payable', '1/3': 'payable' });
    const { claims } = await expectStatus(test.as('auditor').get('~/payout-claims'), 200);
    expect(claims[0].held).toBe(state === 'held' ? kind : null);
    const { leftOut } = await expectStatus(makeBatch(test, { payOn: '2025-08-01' }), 201);
    expect(leftOut.map((each: { state: string }) => each.state)).toEqual(state === 'held' ? ['held'] : []);

    const sheet = await printed({ kind: 'receipt-sheet', runId });
    if (state === 'held') expect(sheet).toContain(word);
    else expect(sheet).not.toContain(word);
    const [zh, en] = [await statementOf('1'), await statementOf('1', 'en')];
    expect(zh).toContain(word);
    expect(zh).toContain(state === 'held' ? '分红照计，暂存合作社' : '股份不得转让，分红照发');
    expect(en).toContain(state === 'held' ? 'Dividends accrue and are held' : 'dividends are paid');
  });

  it('waits for the gravest of several reasons, and a part that is restricted holds all of it', async () => {
    const { runId } = await openPayoutExample(test);
    await restrict('estate-pending', '1');
    await restrict('dispute', '1');
    await restrict('pledge', '1');
    await restrict('freeze', '2', { shareClass: 'basic', quantity: '1' });
    const { claims } = await expectStatus(test.as('auditor').get(`~/payout-claims?runId=${runId}`), 200);
    expect(claims.map((claim: { held: string | null }) => claim.held)).toEqual(['dispute', 'freeze', null]);
  });

  it('verified, is held in its line exactly where the restrictions of the record date say so', async () => {
    const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
    await openAccounts(test, 3);
    await restrict('dispute', '1');
    await restrict('pledge', '2');
    const { id: runId } = await expectStatus(draft(test, exampleRun), 201);
    await expectStatus(calculate(test, runId), 200);
    await expectStatus(approve(test, runId, resolutionId), 200);
    const found = async () => {
      const { findings } = await verifyCooperative(test.services, test.cooperativeId);
      return findings.map((each) => findingText(each, 'en'));
    };
    expect(await found()).toEqual([]);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    await owner`update dividend_line set held = case when held is null then 'pledge' end where ordinal < 3`;
    await owner.end();
    expect((await found()).filter((each) => each.includes('held'))).toEqual([
      'dividend line of run 1, member 1: its money is held otherwise than the restrictions say (should be dispute, is —)',
      'dividend line of run 1, member 2: its money is held otherwise than the restrictions say (should be —, is pledge)',
    ]);
  });
});

describe('what a household is due', () => {
  const household = { kind: 'household', number: 'A' };

  /** Household A of 1 (head) and 2 (spouse) holds all shares; a run of 2024 is posted. */
  async function openHousehold(): Promise<void> {
    const resolutionId = await openRegister(test, ['1', '1', '1']);
    const accountant = test.as('accountant');
    await expectStatus(accountant.post('~/households', { number: 'A' }), 201);
    await expectStatus(place('1', 'head', '2010-01-01'), 201);
    await expectStatus(place('2', 'spouse', '2010-01-01'), 201);
    const movement = {
      kind: 'subscription',
      shareClass: 'basic',
      to: household,
      quantity: '997',
      effectiveOn: '2010-01-02',
    };
    await expectStatus(accountant.post('~/movements', movement), 201);
    for (const number of ['1', '2', '3']) await giveAccount(test, number);
    const run = { ...exampleRun, taxRate: '0.20', taxBasis: '《个人所得税法》' };
    const { id: runId } = await expectStatus(draft(test, run), 201);
    await expectStatus(calculate(test, runId), 200);
    await expectStatus(approve(test, runId, resolutionId), 200);
    await expectStatus(announce(test, runId), 201);
    await expectStatus(post(test, runId), 200);
  }
  const claimOf = async () => {
    const { claims } = await expectStatus(test.as('auditor').get('~/payout-claims'), 200);
    return (claims as { kind: string; payee: string | null; state: string }[]).find(
      (each) => each.kind === 'household',
    );
  };
  const taxOf = async () => {
    const { rows } = await expectStatus(test.as('auditor').get('~/tax-withheld?month=2025-07'), 200);
    return (rows as { number: string; gross: string }[]).find(({ gross }) => gross.length > 6)?.number;
  };

  it('goes to its head, and is taxed as the head’s', async () => {
    await openHousehold();
    expect(await claimOf()).toMatchObject({ payee: '股东1', state: 'payable' });
    expect(await taxOf()).toBe('1');
  });

  it('goes to nobody once the head is dead, from the day of death on, and to the next head when one is placed', async () => {
    await openHousehold();
    await enterStanding('1', 'deceased', '2025-07-31');
    expect(await claimOf()).toMatchObject({ payee: null, state: 'no-payee' });
    await expectStatus(place('2', 'head', '2025-07-31'), 201);
    expect(await claimOf()).toMatchObject({ payee: '股东2', state: 'payable' });
    const run = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
    const sheet = await printed({ kind: 'receipt-sheet', runId: run.runs[0].id });
    expect(sheet).toContain('户主股东2');
  });

  it('goes to whoever is head on the day, not to one who is to be head later', async () => {
    await openHousehold();
    await expectStatus(place('1', 'parent', '2025-08-01'), 201);
    await expectStatus(place('2', 'head', '2025-08-01'), 201);
    expect(await claimOf()).toMatchObject({ payee: '股东1' });
    test.setClock(new Date('2025-08-01T01:00:00Z'));
    expect(await claimOf()).toMatchObject({ payee: '股东2' });
  });

  it('waits for the dead, not for one whose death was struck again', async () => {
    await openHousehold();
    await enterStanding('1', 'deceased', '2025-07-01');
    const path = `~/members/${await memberId(test, '1')}`;
    const { history } = await expectStatus(test.as('auditor').get(path), 200);
    const death = (history as { id: string; kind: string }[]).find(({ kind }) => kind === 'deceased');
    expect(await claimOf()).toMatchObject({ payee: null });
    const strike = { kind: 'void', effectiveOn: '2025-07-01', note: '误录' };
    await expectStatus(test.as('accountant').post(`${path}/standings/${death?.id}/correct`, strike), 201);
    expect(await claimOf()).toMatchObject({ payee: '股东1' });
  });
});

it('PostgreSQL and the domain name the same heads and the same dead, on every day of a busy register', async () => {
  await openRegister(test, ['1', '1', '1', '1', '1', '1']);
  for (const number of ['A', 'B'])
    await expectStatus(test.as('accountant').post('~/households', { number }), 201);
  const days = ['2010-01-01', '2011-01-01', '2012-01-01', '2013-01-01', '2014-01-01'];
  const steps: readonly (() => Promise<unknown>)[] = [
    () => place('1', 'head', '2010-01-01'),
    () => place('2', 'head', '2010-01-01', 'B'),
    () => place('3', 'spouse', '2010-01-01'),
    () => enterStanding('1', 'deceased', '2012-01-01'),
    () => place('3', 'head', '2012-01-01'),
    () => enterStanding('2', 'left', '2011-01-01'),
    () => place('4', 'head', '2013-01-01', 'B'),
    () => enterStanding('3', 'left', '2013-01-01'),
    () => place('5', 'head', '2014-01-01'),
    () => place('6', 'child', '2011-01-01', 'B'),
    () => enterStanding('4', 'deceased', '2014-01-01'),
  ];
  for (const step of steps) await step();
  const { cooperativeId: coop } = test;
  await test.database.read(coop, async (tx) => {
    for (const day of days.map((each) => LocalDate.parse(each))) {
      const facts = await factsOn(tx, coop, day, null);
      const homes = [...Map.groupBy(facts, ({ household: home }) => home?.id)].filter(([home]) => home);
      const expected = homes.flatMap(([, people]) => headOf(people)?.memberId ?? []);
      const heads = await rowsOf(tx, sql`select member_id from ${headRows(coop, onDay(day))} h`, {
        memberId: id,
      });
      expect(heads.map(({ memberId: head }) => head).sort()).toEqual([...expected].sort());
      const dead = await rowsOf(tx, sql`select member_id from ${deadRows(coop, onDay(day))} d`, {
        memberId: id,
      });
      expect(dead.map(({ memberId: each }) => each).sort()).toEqual(
        facts
          .filter(({ standing }) => standing.state === 'deceased')
          .map((each) => each.memberId)
          .sort(),
      );
    }
  });
});
