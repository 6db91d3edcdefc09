/** Whoever changes a row behind the service's back is found, and the row is named. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { createFindings, findingHash, type Finding } from '../../src/modules/verification/finding.ts';
import { findingText, verifyAll, verifyCooperative } from '../../src/modules/verification/index.ts';
import { Explained } from '../../src/platform/explained.ts';
import { coverPlatform } from '../../src/platform/platform-chain.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { decide, expectStatus, openRegister, runToPosted } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { completeSeals } from '../support/seals.ts';

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

const coop = 'select cooperative_id from member limit 1';
const memberOf = (number: string) =>
  `select cooperative_id, id from member where register_number = '${number}'`;

/** Of the assembly of all, which votes on rules; nobody had studied them when its notice went out. */
const unstudiedMeeting = `with book as (${coop}), g as (
    insert into meeting (cooperative_id, id, body, year, number, title, state, held_on, time, place, agenda, notice,
      recorded_at, recorded_by)
    select cooperative_id, uuidv7(), 'members-assembly', 2025, 1, '成员大会', 'convened', '2025-09-01', '09:00', '会议室', '[]', 1,
      now(), uuidv7() from book
    returning cooperative_id, id),
  n as (
    insert into meeting_notice (cooperative_id, meeting_id, number, notice_on, papers_open_from, held_on, time, place,
      recorded_at, recorded_by)
    select cooperative_id, id, 1, '2025-08-01', '2025-08-01', '2025-09-01', '09:00', '会议室', now(), uuidv7() from g
    returning cooperative_id, meeting_id)
  insert into meeting_motion (cooperative_id, meeting_id, id, notice, number, kind, title, text, counting)
  select cooperative_id, meeting_id, uuidv7(), 1, 1, 'distribution-plan', '方案', '方案', 'by-head' from n`;

/** Out of the register by a resolution on a dividend. */
const unfitBasis = `with s as (
    insert into member_standing (cooperative_id, id, member_id, kind, effective_on, recorded_at)
    select cooperative_id, uuidv7(), id, 'left', '2025-09-01', now() from (${memberOf('2')}) m
    returning cooperative_id, id)
  insert into member_basis (cooperative_id, standing_id, reason, resolution_id, recorded_at)
  select s.cooperative_id, s.id, 'other', r.id, now() from s
  cross join lateral (select id from resolution r where r.cooperative_id = s.cooperative_id and r.matter <> 'membership' limit 1) r`;

/** The accountant is somebody who cannot answer for what they do. */
const unfitAccountant = `with u as (
    insert into member_user (cooperative_id, user_id, member_id, linked_at, proposal_id)
    select g.cooperative_id, g.user_id, m.id, now(), uuidv7() from (${memberOf('2')}) m
    join role_grant g on g.cooperative_id = m.cooperative_id and g.role = 'accountant'
    returning cooperative_id, member_id)
  insert into member_tag (cooperative_id, id, member_id, tag, present, effective_on, recorded_at)
  select cooperative_id, uuidv7(), member_id, '无完全民事行为能力', true, '2025-01-01', now() from u`;

it('a counter that is behind the numbers that were given is named, and one that is ahead where they have no hole', async () => {
  const found = async (series: string, by: number) => {
    const moved = (step: number) =>
      owner`update book_number set last = last + ${step} where cooperative_id = ${test.cooperativeId} and series like ${series}`;
    expect((await moved(by)).count).toBe(1);
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    await moved(-by);
    return findings.map((each) => [findingText(each, 'en'), findingText(each, 'zh')]);
  };
  expect(await found('run', -1)).toEqual([
    [
      expect.stringMatching(/^counter: it is behind[^]*\(run: given up to 2, the counter says 1, key run\)$/),
      expect.stringMatching(/^计数器：低于[^]*分红：已用到 2，计数器为 1，键 run）$/),
    ],
  ]);
  expect(await found('document-%', 2)).toEqual([
    [
      expect.stringMatching(
        /^counter: it is ahead[^]*paper: given up to 1, the counter says 3, key document-\d{4}\)$/,
      ),
      expect.stringMatching(/^计数器：高于[^]*文件：已用到 1，计数器为 3，键 document-\d{4}）$/),
    ],
  ]);
  for (const series of ['movement', 'scheme'])
    expect(await found(series, -1)).toEqual([
      [expect.stringContaining(`key ${series})`), expect.any(String)],
    ]);
});

it('since a day, only what was written after the last seal told before it is walked', async () => {
  const { cooperativeId } = test;
  const place = mkdtempSync(join(tmpdir(), 'hegu-seals-'));
  const services = { ...test.services, config: { ...test.services.config, HEGU_DATA_DIR: place } };
  const lines: string[] = [];
  const since = async (day: string) => {
    lines.length = 0;
    const holds = await verifyAll(services, (line) => void lines.push(line), {
      outside: false,
      since: LocalDate.parse(day),
    });
    return [holds, ...lines.slice(1)];
  };
  const own = [expect.stringMatching(/ trail entries \(from the first\) with the rows they wrote; all hold/)];
  expect(await since('2199-12-31')).toEqual([true, ...own]);
  const [head] = await owner<{ number: string; hash: string }[]>`
    select number::text, hash from audit_entry where cooperative_id = ${cooperativeId} order by audit_entry.number desc limit 1`;
  const entry = await services.database.outside((tx) =>
    coverPlatform(tx, (text) => services.vault.chainHash(text), {
      [cooperativeId]: [head!.number, head!.hash],
    }),
  );
  // Where the seal file was removed, or is cut short, it is named.
  await since('2199-12-31');
  expect([lines[0], lines[1]]).toEqual([
    expect.stringMatching(/^✗ platform: /),
    expect.stringMatching(/a seal file has no line of it.*seals\.jsonl lacks 1 line/),
  ]);
  completeSeals([join(place, 'seals.jsonl')], [entry], entry.number);
  expect(await since('2199-12-31')).toEqual([
    true,
    expect.stringContaining(`: 0 trail entries (after entry ${head!.number}, whose seal is kept elsewhere)`),
  ]);
  expect(await since('2000-01-01')).toEqual([true, ...own]);
  // What keeps one cooperative from being read stops nothing, and is said.
  const read: typeof services.database.read = (id, work) =>
    id === cooperativeId
      ? Promise.reject(new Explained('its keys do not open'))
      : services.database.read(id, work);
  lines.length = 0;
  const stopped = { ...services, database: { ...services.database, read } };
  expect(await verifyAll(stopped, (line) => void lines.push(line), { outside: false })).toBe(false);
  expect(lines.at(-1)).toMatch(/^✗ .*: the verification broke off.*its keys do not open/);
  rmSync(place, { recursive: true });
});

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
    'meeting',
    'meeting_notice',
    'meeting_motion',
    'member_standing',
    'member_basis',
    'member_user',
    'member_tag',
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
    ['a meeting', unstudiedMeeting, '2025-09-01 成员大会: it voted on important matters without a study'],
    ['a basis', unfitBasis, 'the resolution behind it is not on the confirmation of members'],
    ['a duty', unfitAccountant, 'whoever holds the duty may not: by capacity, by a seat or by kinship'],
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

  it('what the law or no decision carries goes on counting, whatever two people answer', () => {
    const answer = { explanation: '已说明', by: '甲', confirmedBy: '乙', on: '2026-01-01' };
    const rules = ['unlawful', 'not-carried', 'money-short'] as const;
    const found = rules.map((rule): Finding => ({ table: 'dividend_run', row: 'run 1', rule }));
    const list = createFindings(new Map(found.map((each) => [findingHash(each), answer])));
    for (const each of found) list.add(each);
    expect([list.kept.map(({ rule }) => rule), list.answered.map(({ rule }) => rule)]).toEqual([
      ['unlawful', 'not-carried'],
      ['money-short'],
    ]);
    // The answer is shown beside it.
    expect(list.kept.map(list.answerTo)).toEqual([answer, answer]);
  });

  it('what two people answer for is told apart and counts no more; a row that is not as written goes on counting', async () => {
    await foundAfter(unfitAccountant);
    const [cashier] = await owner`select display_name as name from app_user where user_name = 'cashier'`;
    await owner`update app_user set display_name = 'somebody else' where user_name = 'cashier'`;
    const [chair, supervisor] = [test.as('chair'), test.as('supervisor')];
    type Told = { says: string; finding: string; answer: { explanation: string } | null };
    type Found = { findings: Told[]; findingCount: number; answered: Told[]; answeredCount: number };
    const verified = async (): Promise<Found> => {
      await expectStatus(chair.get('~/verification?begin=true'), 200);
      await expect
        .poll(async () => (await chair.get('~/verification')).body.state, { timeout: 60_000 })
        .toBe('done');
      return (await chair.get('~/verification')).body.found as Found;
    };
    const before = await verified();
    const [unfit, added] = [
      /whoever holds the duty may not|职责不相容/,
      /no command has written|没有任何操作/,
    ].map((words) => before.findings.find(({ says }) => words.test(says))?.finding ?? '');
    const answer = (finding = '') =>
      chair.post(`~/verification/findings/${finding}/answer`, {
        explanation: '监事会已核对，见二〇二五年第三次会议记录',
      });
    expect((await answer('0'.repeat(64))).body.code).toBe('finding.unknown');
    // What stands outside every cooperative has a number, which the platform's administrator sees, and tells twelve digits of.
    const told: string[] = [];
    await verifyAll(test.services, (line) => void told.push(line), { outside: false });
    const place = told.findIndex((line) => /✗.*cashier/.test(line));
    const outside = /[0-9a-f]{64}/.exec(told[place + 1] ?? '')?.[0] ?? '';
    const ofThePlatform = async () => {
      const found = await expectStatus(test.as('administrator').get('/api/v1/platform/verification'), 200);
      return (found.findings as Told[]).find(({ finding }) => finding === outside);
    };
    expect(await ofThePlatform()).toMatchObject({ says: expect.stringContaining('cashier'), answer: null });
    expect((await supervisor.get('/api/v1/platform/verification')).body.code).toBe('access.forbidden');
    for (const finding of [unfit, added, outside.slice(0, 12)]) {
      const { id } = await expectStatus(answer(finding), 202);
      expect((await answer(finding)).body.code).toBe('finding.waits-already');
      expect((await chair.post(`~/finding-answers/${id as string}/confirm`)).status).toBe(403);
      const { items } = await expectStatus(supervisor.get('~/waiting'), 200);
      expect(items).toContainEqual(
        expect.objectContaining({ kind: 'finding', known: { answerId: id }, may: true }),
      );
      await expectStatus(supervisor.post(`~/finding-answers/${id as string}/confirm`), 200);
      expect((await supervisor.post(`~/finding-answers/${id as string}/confirm`)).body.code).toBe(
        'finding.answered-already',
      );
    }
    const after = await verified();
    expect([after.answeredCount, before.findingCount - after.findingCount]).toEqual([1, 1]);
    expect(after.answered).toMatchObject([
      { finding: unfit, answer: { explanation: expect.stringMatching(/监事会/) } },
    ]);
    expect(after.findings.find(({ finding }) => finding === added)?.answer?.explanation).toMatch(/监事会/);
    const lines: string[] = [];
    expect(await verifyAll(test.services, (line) => void lines.push(line), { outside: false })).toBe(false);
    expect(lines.filter((line) => line.includes('监事会已核对'))).toHaveLength(3);
    expect(lines.some((line) => line.startsWith('  ✎ '))).toBe(true);
    expect((await ofThePlatform())?.answer?.explanation).toMatch(/监事会已核对/);
    await owner`update app_user set display_name = ${String(cashier?.['name'])} where user_name = 'cashier'`;
  });
});
