/** Whoever changes a row behind the service's back is found, and the row is named. */
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { decide, expectStatus, openRegister, runToPosted } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;
let owner: postgres.Sql;

beforeAll(async () => {
  test = await startTestApp();
  test.expectTampering();
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
  const matched = { code: 'matched', name: '配股', kind: 'matched', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', matched), 201);
  const scheme = await expectStatus(
    test.as('accountant').post('~/allotment-schemes', {
      name: '1:1',
      effectiveOn: '2010-07-31',
      meaning: '每一股配一股',
      rules: [
        {
          kind: 'match',
          shareClass: 'matched',
          base: 'basic',
          cohort: { everyone: true },
          ratio: '1:1',
          rounding: 'down',
          places: 2,
        },
      ],
    }),
    201,
  );
  await decide(test, { kind: 'scheme', schemeId: scheme.id }, { decidedOn: '2010-07-31' });
  const posting = { on: '2010-08-01' };
  await expectStatus(test.as('accountant').post(`~/allotment-schemes/${scheme.id}/post`, posting), 201);
  const perShare = { method: 'per-share', rateScale: 2 };
  await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.01', ...perShare });
  await runToPosted(test, resolutionId, {
    period: '2011-H1',
    recordDate: '2011-06-30',
    pool: '50000.00',
    taxRate: '0.20',
  });
  const holder = { kind: 'member', number: '1' };
  const late = {
    kind: 'subscription',
    shareClass: 'basic',
    to: holder,
    quantity: '5',
    effectiveOn: '2012-01-01',
  };
  await expectStatus(test.as('accountant').post('~/movements', late), 201);
  const wish = { kind: 'statement', holder, from: '2010-01-01', to: '2010-12-31' };
  await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

/** Changes rows as nobody may, verifies, and takes the change back. */
async function foundAfter(change: string): Promise<readonly string[]> {
  await owner.unsafe('begin; set local session_replication_role = replica');
  const touched = await owner.unsafe(change);
  await owner.unsafe('commit');
  const { findings, findingCount } = await verifyCooperative(test.services, test.cooperativeId);
  expect(touched.count, 'rows that were changed').toBeGreaterThan(0);
  expect(findingCount).toBeGreaterThan(0);
  return findings.map((finding) => findingText(finding, 'en'));
}

describe('a change of', () => {
  // Each table as it was, put back after every change.
  const tables = [
    'audit_entry',
    'book',
    'share_movement',
    'dividend_line',
    'dividend_run',
    'document',
    'allotment_posting',
  ];
  beforeEach(async () => {
    await owner.unsafe('set session_replication_role = replica');
    for (const table of tables) {
      await owner.unsafe(`create table if not exists kept_${table} as table ${table}`);
      await owner.unsafe(`delete from ${table}`);
      await owner.unsafe(`insert into ${table} table kept_${table}`);
    }
    await owner.unsafe('set session_replication_role = origin');
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings).toEqual([]);
  });

  it.each([
    [
      'an entry',
      `update audit_entry set actor_name = 'somebody else' where number = 12`,
      'trail entry 12: its content is not what its hash says',
    ],
    [
      'an entry and its hash',
      `update audit_entry set hash = repeat('0', 64) where number = 12`,
      'trail entry 13: it does not follow from the entry before',
    ],
    [
      'a missing entry',
      'delete from audit_entry where number = 12',
      'trail entry 13: the numbers of the trail have a gap',
    ],
    ['the seal', `update book set seal = repeat('0', 64)`, 'the seal is not the last entry of the trail'],
    [
      'a quantity',
      'update share_movement set quantity = quantity - 1 where number = 2',
      'run 1, member 2: its shares are not those of the movements',
    ],
    [
      'a quantity that no dividend depends on yet',
      'update share_movement set quantity = quantity + 1 where number = (select max(number) from share_movement)',
      'share movement 7: it is not what was posted',
    ],
    [
      'the day of a movement',
      `update share_movement set effective_on = '2010-01-02' where number = 2`,
      'share movement 2: it is not what was posted',
    ],
    [
      'the reason of one of many',
      `update share_movement set reason = 'another' where number = 5`,
      'share movement 4–6: it is not what was posted',
    ],
    [
      'the shares of a line',
      'update dividend_line set shares = shares + 1 where ordinal = 1 and gross > 30000',
      'member 1: its shares are not those of the movements',
    ],
    [
      'two lines, with their sum kept',
      `update dividend_line set gross = gross + case ordinal when 1 then 0.01 else -0.01 end,
         net = net + case ordinal when 1 then 0.01 else -0.01 end where ordinal <= 2`,
      'member 1: its amount is not what the rule gives',
    ],
    [
      'a missing movement',
      'delete from share_movement where number = 3',
      'share movement 4: the numbers of the movements have a gap',
    ],
    [
      'the last movement',
      'delete from share_movement where number = (select max(number) from share_movement)',
      'the trail knows',
    ],
    [
      'a line',
      `update dividend_line set gross = gross + 0.01, net = net + 0.01 where ordinal = 2 and gross > 30000`,
      'member 2: its amount is not what the rule gives',
    ],
    [
      'the tax of a line',
      'update dividend_line set tax = tax - 0.01, net = net + 0.01 where ordinal = 1 and gross > 30000',
      'member 1: its tax is not what the rate gives',
    ],
    [
      'a missing line',
      'delete from dividend_line where ordinal = 3',
      'a line is missing that the movements give',
    ],
    [
      'the totals',
      `update dividend_run set paid = paid + 1, net = net + 1, carried = carried - 1 where number = 1`,
      'run 1: its total is not the sum of its lines',
    ],
    [
      'the pool',
      'update dividend_run set pool = pool + 1, carried = carried + 1 where number = 2',
      'run 2, member 1: its amount is not what the rule gives',
    ],
    [
      'what was carried',
      `update dividend_run set carried_in = carried_in + 1, pool = pool - 1 where number = 2`,
      'what was carried in is not what was carried out',
    ],
    [
      'a paper',
      `update document set content = content || '\\x00'::bytea`,
      'the file is not what its hash says',
    ],
    [
      'a paper and its hash',
      `update document set content = content || '\\x00'::bytea,
         sha256 = encode(sha256(content || '\\x00'::bytea), 'hex')`,
      ': the trail says otherwise',
    ],
    ['a missing paper', 'delete from document', ': the trail tells of it, but it is gone'],
    ['a missing run', 'delete from dividend_run where number = 2', ': the trail tells of it, but it is gone'],
    [
      'a posting',
      'update allotment_posting set given = given + 1',
      'the sums of the posting are not those of its movements',
    ],
  ])('%s is found and named', async (_, change, expected) => {
    expect((await foundAfter(change)).join('\n')).toContain(expected);
  });
});
