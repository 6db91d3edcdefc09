/**
 * No decision is typed away: minutes on paper, the days of notices and what rests on them, tried by every role alone and in
 * pairs, and past the service at PostgreSQL itself.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/permission.ts';
import { verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import {
  calculate,
  decide,
  draft,
  enterMinutes,
  expectStatus,
  openRegister,
} from '../support/cooperative.ts';

let test: TestApp;
let first = '';
let second = '';
const minutesOf = (runId: string, fields: object = {}) => ({
  body: 'members-assembly',
  number: `〔2026〕${runId.slice(-4)}号`,
  decidedOn: '2026-07-05',
  matter: 'dividend-run',
  about: { kind: 'run', runId },
  vote: { entitled: 3, present: 3, for: 3, against: 0, abstain: 0 },
  title: '分红',
  text: '同意。',
  lateReason: '会议在线下召开',
  ...fields,
});
const record = (fields: object = {}) => test.as('accountant').post('~/resolutions', minutesOf(first, fields));
const refusal = ({ status, body }: Reply) => [status, body.code];
const office = () => ({ accountant: test.as('accountant'), path: '~' });

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-07-05T01:00:00Z') });
  test.expectTampering();
  await openRegister(test, ['800', '900', '200']);
  const run = async (fields: object) => {
    const { id } = await expectStatus(draft(test, fields), 201);
    await expectStatus(calculate(test, id as string), 200);
    return id as string;
  };
  first = await run({ period: '2025-H2', recordDate: '2025-12-31', pool: '100.00' });
  second = await run({ period: '2026-H1', recordDate: '2026-06-30', pool: '100.00' });
});
afterAll(() => test.close());

describe('minutes on paper', () => {
  it.each<[string, object, string]>([
    [
      'of an assembly of two',
      { vote: { entitled: 2, present: 2, for: 2, against: 0, abstain: 0 } },
      'resolution.entitled-differs',
    ],
    [
      'of more than the register has',
      { vote: { entitled: 4, present: 4, for: 4, against: 0, abstain: 0 } },
      'resolution.entitled-differs',
    ],
    [
      'of more present than entitled',
      { vote: { entitled: 3, present: 4, for: 4, against: 0, abstain: 0 } },
      'assembly.present-above-entitled',
    ],
    ['of a body in which nobody sat', { body: 'representative-assembly' }, 'resolution.nobody-entitled'],
    ['of a day in the books, without a reason', { lateReason: undefined }, 'resolution.reason-needed'],
    ['on a run of another kind than they say', { matter: 'budget' }, 'meeting.about-another-matter'],
  ])('%s are refused', async (_, fields, code) => {
    expect(refusal(await record(fields))).toEqual([422, code]);
  });

  it('name the register’s number where they differ from it', async () => {
    const refused = await record({ vote: { entitled: 2, present: 2, for: 2, against: 0, abstain: 0 } });
    expect(refused.body.detail).toContain('had 3 on 2026-07-05');
  });

  it('carry the one run they name, never another, and none of a later record date', async () => {
    const id = await decide(test, { kind: 'run', runId: first }, { decidedOn: '2026-01-20' });
    const approve = (runId: string, resolutionId: string) =>
      test.as('reviewer').post(`~/dividend-runs/${runId}/approve?dryRun=true`, { resolutionId });
    await expectStatus(approve(first, id), 200);
    expect(refusal(await approve(second, id))).toEqual([409, 'resolution.other-subject']);
    const early = await decide(test, { kind: 'run', runId: second }, { decidedOn: '2026-01-20' });
    expect(refusal(await approve(second, early))).toEqual([422, 'resolution.before-record-date']);
    const nothing = await decide(test, null, { matter: 'dividend-run' });
    expect(refusal(await approve(first, nothing))).toEqual([422, 'resolution.names-nothing']);
  });

  it('are listed by verification where the books were here already', async () => {
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted.filter(({ remark }) => remark === 'from-paper').length).toBeGreaterThan(0);
  });
});

describe('who confirms', () => {
  const roles = [
    'accountant',
    'cashier',
    'reviewer',
    'chair',
    'supervisor',
    'representative',
    'auditor',
  ] as const;
  const may = { record: ['accountant', 'chair'], review: ['reviewer', 'supervisor'] } as const;
  const has = (list: readonly Role[], role: Role) => list.includes(role);

  it.each(roles.flatMap((one) => roles.map((other) => [one, other] as const)))(
    '%s records, %s confirms',
    async (one, other) => {
      const recorded = await test
        .as(one)
        .post('~/resolutions', minutesOf(first, { number: `${one} ${other}` }));
      expect(recorded.status).toBe(has(may.record, one) ? 201 : 403);
      if (recorded.status !== 201) return;
      const confirmed = await test.as(other).post(`~/resolutions/${recorded.body.id as string}/confirm`);
      expect(confirmed.status).toBe(has(may.review, other) ? 200 : 403);
    },
  );
});

describe('PostgreSQL refuses', () => {
  let owner: postgres.Sql;
  beforeAll(() => {
    owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  });
  afterAll(() => owner.end());
  const approved = (resolutionId: string) =>
    owner`update dividend_run set state = 'approved', resolution_id = ${resolutionId}, approved_at = now(),
      approved_by = ${test.as('reviewer').userId} where id = ${first}`;

  it('what rests on minutes that nobody confirmed', async () => {
    const { id } = await enterMinutes(office(), { kind: 'run', runId: first }, { decidedOn: '2026-07-01' });
    await expect(approved(id as string)).rejects.toThrow('was not confirmed by a second person');
  });

  it('a second thing on a resolution that carries another', async () => {
    const id = await decide(test, { kind: 'run', runId: second });
    await expect(approved(id)).rejects.toThrow('does not carry');
  });

  it('a confirmation by whoever recorded it', async () => {
    const { id } = await enterMinutes(office(), { kind: 'run', runId: first }, { decidedOn: '2026-07-01' });
    const own = owner`insert into resolution_review (cooperative_id, resolution_id, verdict, recorded_at, recorded_by)
      values (${test.cooperativeId}, ${id as string}, 'confirmed', now(), ${test.as('accountant').userId})`;
    await expect(own).rejects.toThrow('does not review it');
  });

  it('a notice that begins before its list was approved', async () => {
    const early = owner`insert into run_notice (cooperative_id, run_id, posted_on, days, place, recorded_at, recorded_by)
      values (${test.cooperativeId}, ${first}, '2026-06-20', 7, 'x', now(), ${test.as('accountant').userId})`;
    await expect(early).rejects.toThrow('begins before its list was approved');
  });
});
