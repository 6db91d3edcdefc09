/**
 * What a run rests on, tried through HTTP and past it: a difference pays what the run declared to exactly whose right changed, what was
 * paid before the cooperative came here pays nothing, and whatever was changed after the approval was never approved.
 */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  basisOfNewcomer,
  calculate,
  decide,
  decideReversal,
  draft,
  expectStatus,
  moveByTwo,
  openRegister,
  postAsItStands,
  runDefaults,
  runToPosted,
  seatByTwo,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { caseOf } from '../support/cases.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2027-01-20T01:00:00Z') });
});
afterEach(() => test.close());

const perShare = { method: 'per-share', rateScale: 2 };
const half = { period: '2025-H2', recordDate: '2025-12-31' };

async function moved(movement: object): Promise<void> {
  const late = { shareClass: 'basic', effectiveOn: '2025-12-01', ...movement };
  await expectStatus(moveByTwo(test, late), 201);
}
async function newcomer(registerNumber: string, quantity: string): Promise<void> {
  const basis = await basisOfNewcomer(test);
  const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01', basis }];
  const member = { registerNumber, name: `股东${registerNumber}`, standings };
  await expectStatus(test.as('accountant').post('~/members', member), 201);
  await moved({ kind: 'subscription', to: { kind: 'member', number: registerNumber }, quantity });
}
async function difference(runId: string): Promise<Readonly<Record<string, string>>> {
  const { id } = await expectStatus(
    test.as('accountant').post(`~/dividend-runs/${runId}/draft-difference`, { reason: '补登记' }),
    201,
  );
  const { lines } = await expectStatus(test.as('auditor').get(`~/dividend-runs/${id}/lines`), 200);
  return Object.fromEntries(
    (lines as { number: string; gross: string }[]).map(({ number, gross }) => [number, gross]),
  );
}

describe('a difference', () => {
  /** “500/500/333, pool 10000.00 … subscription of 500”. */
  const toldIn = (input: string) => {
    const [, holdings = '', pool = '', came = ''] =
      /([\d/]+), pool ([\d.]+).* subscription of (\d+)/.exec(input) ?? [];
    return { holdings: holdings.split('/'), pool, came };
  };

  it.each([caseOf('DIFF-1'), caseOf('DIFF-2')])('$id: $situation', async ({ input, right }) => {
    const { holdings, pool, came } = toldIn(input);
    const resolutionId = await openRegister(test, holdings);
    const run = await runToPosted(test, resolutionId, { ...half, ...perShare, pool });
    await newcomer('9', came);
    expect(await difference(run.id)).toEqual({ '9': right });
  });

  it('that gives members more than the run did is a dividend: the board, which decides differences, has no power over it', async () => {
    const resolutionId = await openRegister(test, ['8000', '2000', '1000']);
    const seats = ['1', '2', '3'].map((member) => ({ member }));
    await expectStatus(seatByTwo(test, 'bodies/board/elect', { from: '2026-01-01', seats }), 200);
    const run = await runToPosted(test, resolutionId, { ...half, ...perShare, pool: '11000.00' });
    await newcomer('9', '500');
    expect(await difference(run.id)).toEqual({ '9': '500.00' });
    const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
    const { id } = (runs as { id: string; kind: string }[]).find(({ kind }) => kind === 'difference')!;
    const about = { kind: 'run', runId: id } as const;
    const board = await decide(test, about, { body: 'board', matter: 'dividend-difference' });
    const reviewer = test.as('reviewer');
    const refused = await reviewer.post(`~/dividend-runs/${id}/approve`, { resolutionId: board });
    expect([refused.status, refused.body.code]).toEqual([422, 'assembly.power-forbidden']);
    const asked = await reviewer.get(`~/dividend-runs/${id}/legality?resolutionId=${board}`);
    const { answers } = await expectStatus(Promise.resolve(asked), 200);
    expect(answers).toContainEqual(
      expect.objectContaining({
        question: 'plan',
        answer: 'no',
        evidence: expect.objectContaining({
          zh: expect.stringContaining('理事会无权决定') as string,
        }) as object,
      }),
    );
  });

  it('of a run per share takes the rate back from whoever had fewer, and gives it to whoever had more', async () => {
    const resolutionId = await openRegister(test, ['500', '500', '333']);
    const run = await runToPosted(test, resolutionId, { ...half, ...perShare, pool: '10000.00' });
    const [from, to] = [
      { kind: 'member', number: '1' },
      { kind: 'member', number: '3' },
    ];
    await moved({ kind: 'gift', from, to, quantity: '100' });
    expect(await difference(run.id)).toEqual({ '1': '-750.00', '3': '750.00' });
  });

  it('of a gift recorded late sums to nothing, whoever else subscribed late, and stands in the books', async () => {
    const { input, right } = caseOf('DIFF-5');
    const { holdings, pool, came } = toldIn(input);
    const resolutionId = await openRegister(test, holdings);
    const run = await runToPosted(test, resolutionId, { ...half, pool });
    const [from, to] = [
      { kind: 'member', number: '1' },
      { kind: 'member', number: '3' },
    ];
    await moved({ kind: 'gift', from, to, quantity: '1000' });
    await newcomer('9', came);
    const lines = await difference(run.id);
    expect(lines).toEqual({ '1': '-5263.15', '3': '5263.15', '9': '526.31' });
    const [one, three] = [lines['1'], lines['3']].map((text = '') => Money.parse(text));
    expect(`1 and 3 together ${one!.plus(three!).toString()}`).toBe(right);
    const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
    const { id } = (runs as { id: string; kind: string }[]).find(({ kind }) => kind === 'difference')!;
    await expectStatus(approve(test, id, resolutionId), 200);
    await expectStatus(announce(test, id), 201);
    await expectStatus(postAsItStands(test, id), 200);
    const again = await test
      .as('accountant')
      .post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '补登记' });
    expect(again.body.code).toBe('run.no-difference');
  });
});

describe('a run of history', () => {
  it('divides its pool, is resolved and approved by two, and nothing is owed, entered or declared of it', async () => {
    const resolutionId = await openRegister(test, ['8000', '9000', '2000'], '2008-01-01');
    const before = { kind: 'history', period: '2008-H2', recordDate: '2008-12-31', pool: '100000.00' };
    const { id } = await expectStatus(draft(test, before), 201);
    expect((await draft(test, { ...before, kind: 'regular' })).body.code).toBe('run.period-taken');
    await expectStatus(calculate(test, id), 200);
    expect((await postAsItStands(test, id)).body.code).toBe('run.wrong-state');
    await expectStatus(approve(test, id, resolutionId), 200);
    expect((await announce(test, id)).body.code).toBe('run.wrong-state');
    const posted = await expectStatus(postAsItStands(test, id), 200);
    expect(posted).toMatchObject({ state: 'posted', paid: '100000.00', carriedIn: '0.00' });
    const auditor = test.as('auditor');
    expect((await expectStatus(auditor.get('~/payout-claims'), 200)).claims).toEqual([]);
    expect((await expectStatus(auditor.get('~/member-balances'), 200)).total).toBe('0.00');
    const { entries } = await expectStatus(auditor.get('~/journal?from=2008-01-01&to=2027-12-31'), 200);
    expect(entries).toEqual([]);
    expect(await expectStatus(auditor.get('~/tax-income?year=2027&member=1'), 200)).toMatchObject({
      gross: '0.00',
    });
    const wish = askFor({
      kind: 'statement',
      holder: { kind: 'member', number: '1' },
      from: '2008-01-01',
      to: '2008-12-31',
    });
    const paper = await expectStatus(test.as('accountant').post(...wish), 201);
    const { text } = await readPdf((await auditor.get(`~/documents/${paper.id}/content`)).rawPayload);
    // A narrow column parts its words.
    const whole = text.replaceAll(' ', '');
    for (const wanted of ['历史分红', '历史记录，不在本账发放', '42,105.26']) expect(whole).toContain(wanted);
    const correction = await test
      .as('accountant')
      .post(`~/dividend-runs/${id}/draft-difference`, { reason: '补登记' });
    expect(correction.body.code).toBe('run.wrong-state');
    const owner = postgres(test.ownerUrl, { max: 1 });
    await expect(
      owner`insert into payout_cash (cooperative_id, id, number, run_id, account_id, part, direction, amount, handed_on,
          recorded_at, recorded_by)
        select cooperative_id, gen_random_uuid(), 1, run_id, account_id, 0, 'paid', net, current_date, now(), account_id
        from dividend_line where run_id = ${id} limit 1`,
    ).rejects.toThrow('history has no claims');
    await owner.end();
    await expectStatus(
      test.as('chair').post(`~/dividend-runs/${id}/reverse`, {
        resolutionId: await decideReversal(test, id),
        reason: '登记有误',
      }),
      201,
    );
    expect((await expectStatus(auditor.get('~/payout-claims'), 200)).claims).toEqual([]);
    await expectStatus(draft(test, before), 201);
  });

  it('is none of a half-year that ended after the first day here, whose record date belongs to it', async () => {
    await openRegister(test, ['100']);
    const late = { kind: 'history', period: '2026-H2', recordDate: '2026-12-31', pool: '1' };
    expect((await draft(test, late)).body.code).toBe('run.no-history');
    for (const recordDate of ['2026-06-29', '2027-01-01'])
      expect((await draft(test, { ...late, kind: 'regular', recordDate })).body.code).toBe(
        'run.record-date-of-another-period',
      );
    await expectStatus(draft(test, { ...late, kind: 'regular', recordDate: '2026-06-30' }), 201);
  });
});

describe('what was approved', () => {
  const change = async (statement: string): Promise<void> => {
    const owner = postgres(test.ownerUrl, { max: 1 });
    await owner.unsafe(statement);
    await owner.end();
  };

  it('is not put on notice or posted once a figure of it is another, and the verification names it', async () => {
    test.expectTampering();
    const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
    const { id } = await expectStatus(draft(test, { ...half, pool: '100000.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, id, resolutionId), 200);
    expect((await calculate(test, id)).body.code).toBe('run.wrong-state');
    await change(`update dividend_run set tax_basis = '免税' where id = '${id}'`);
    const notice = await announce(test, id);
    expect([notice.status, notice.body.code]).toEqual([409, 'run.approval-stale']);
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((each) => findingText(each, 'zh')).join()).toContain('与审批时的内容不符');
    await change(`update dividend_run set tax_basis = '${runDefaults.taxBasis}' where id = '${id}'`);
    await expectStatus(announce(test, id), 201);
    await expect(change(`update dividend_run set state = 'posted' where id = '${id}'`)).rejects.toThrow(
      'public notice is not over',
    );
    await change(`update dividend_run set tax_basis = '免税' where id = '${id}'`);
    expect((await postAsItStands(test, id)).body.code).toBe('run.approval-stale');
    await expect(
      change(
        `update dividend_run set state = 'posted', posted_at = '2027-03-01', notice_ended_on = '2027-02-26' where id = '${id}'`,
      ),
    ).rejects.toThrow('not what was approved');
  });

  it('of a difference is posted as it was approved, at PostgreSQL as well, and what is posted is not changed', async () => {
    test.expectTampering();
    const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
    const run = await runToPosted(test, resolutionId, { ...half, pool: '100000.00' });
    for (const what of ['pool = pool + 1', `kind = 'history'`, `state = 'draft'`, `posted_at = '2027-03-01'`])
      await expect(change(`update dividend_run set ${what} where id = '${run.id}'`)).rejects.toThrow(
        'nothing of it is changed',
      );
    await newcomer('9', '1000');
    const { id } = await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '补登记' }),
      201,
    );
    await expectStatus(approve(test, id, resolutionId), 200);
    await expectStatus(announce(test, id), 201);
    await change(`update dividend_run set tax_basis = '免税' where id = '${id}'`);
    await expect(
      change(
        `update dividend_run set state = 'posted', posted_at = '2027-03-01', notice_ended_on = '2027-02-26' where id = '${id}'`,
      ),
    ).rejects.toThrow('not what was approved');
  });
});
