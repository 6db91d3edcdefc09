/** Dividend runs through HTTP: exact, approved by another, posted once, corrected without touching what was posted. */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  decide,
  decideReversal,
  draft,
  expectStatus,
  grossOf,
  moveByTwo,
  onceItIs,
  openRegister,
  post,
  postAsItStands,
  runToPosted,
  seatByTwo,
  setByTwo,
} from '../support/cooperative.ts';
import { amountsIn, caseOf } from '../support/cases.ts';

let test: TestApp;
let resolutionId = '';

beforeEach(async () => {
  test = await startTestApp();
});
afterEach(() => test.close());

/** Changes what nobody may change, as the owner of the database, and the approval with it. */
async function tamper(change: string): Promise<void> {
  test.expectTampering();
  const owner = postgres(test.ownerUrl, { max: 1 });
  await owner.unsafe(`alter table dividend_line disable trigger user; alter table dividend_run disable trigger ended;
    alter table dividend_run disable trigger approved_once; ${change};
    update dividend_run set approved_content = run_content(cooperative_id, id) where approved_content is not null`);
  await owner.end();
}

describe('with holdings of 8,000, 9,000 and 2,000', () => {
  beforeEach(async () => {
    resolutionId = await openRegister(test, ['8000', '9000', '2000']);
  });

  it('100,000.00 pays 42,105.26, 47,368.42 and 10,526.32, with 20 percent tax half up, and proves each line', async () => {
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
    expect(run).toMatchObject({
      state: 'posted',
      paid: '100000.00',
      carried: '0.00',
      tax: '19999.99',
      lines: 3,
    });
    expect(await grossOf(test, run.id)).toEqual(['42105.26', '47368.42', '10526.32']);
    const { body } = await test.as('auditor').get(`~/dividend-runs/${run.id}/proof?kind=member&number=3`);
    expect(body.line).toMatchObject({
      quota: '200000/19',
      floor: '10526.31',
      extraFen: true,
      gross: '10526.32',
      tax: '2105.26',
      net: '8421.06',
    });
    expect(body.distributable).toBe('100000.00');
    expect(body.run.countingRule.zh).toContain('2010-12-31');
  });

  it('nobody approves what they prepared, and nothing is posted without a resolution', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '1.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    const decided = await decide(test, { kind: 'run', runId: id });
    const own = await onceItIs(test, 'reviewer', () =>
      test.as('accountant').post(`~/dividend-runs/${id}/approve`, { resolutionId: decided }),
    );
    expect([own.status, own.body.code]).toEqual([403, 'run.approver-is-preparer']);
    expect((await post(test, id)).body.code).toBe('run.wrong-state');
    const ghost = await approve(test, id, '00000000-0000-7000-8000-000000000000');
    expect(ghost.body.code).toBe('resolution.unknown');
  });

  it('a dividend is not for the board to decide; what a late record changes is for it to execute', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '100.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    const board = {
      body: 'board',
      number: '〔2011〕1号',
      decidedOn: '2011-01-10',
      about: null,
      matter: 'dividend-run',
      vote: { entitled: 3, present: 3, for: 3, against: 0, abstain: 0 },
      title: '分红',
      text: '同意。',
      lateReason: '会议在线下召开',
    };
    const refused = await test.as('accountant').post('~/resolutions', board);
    expect([refused.status, refused.body.code]).toEqual([422, 'assembly.power-forbidden']);
    const seats = ['1', '2', '3'].map((member) => ({ member }));
    const term = { from: '2010-01-01', seats };
    await expectStatus(seatByTwo(test, 'bodies/board/elect', term), 200);
    const resolution = await decide(test, null, { ...board, matter: 'dividend-difference' });
    expect((await approve(test, id, resolution)).body.code).toBe('resolution.other-matter');
  });

  it('of two posts at the same instant one wins', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '100.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, id, resolutionId), 200);
    await expectStatus(announce(test, id), 201);
    const replies = await Promise.all(Array.from({ length: 8 }, () => postAsItStands(test, id)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  });

  it.each(['0', '0.00', '-5', '1.005', '1e6', 'NaN', '', '12,000.00'])(
    'refuses the pool "%s"',
    async (pool) => {
      const reply = await draft(test, { period: '2010-H2', pool });
      expect(reply.status).toBe(422);
      expect(reply.body.faults[0].pointer).toBe('/pool');
    },
  );

  it('refuses a half-year that has a run already, until that one is withdrawn', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '1.00' }), 201);
    const second = await draft(test, { period: '2010-H2', pool: '2.00' });
    expect([second.status, second.body.code]).toEqual([409, 'run.period-taken']);
    await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${id}/withdraw`, { reason: '金额有误' }),
      200,
    );
    await expectStatus(draft(test, { period: '2010-H2', pool: '2.00' }), 201);
    await expectStatus(draft(test, { kind: 'supplementary', period: '2010-H2', pool: '3.00' }), 201);
  });

  it('refuses a record date before anybody held shares, and one that has not come', async () => {
    expect((await draft(test, { period: '2009-H2', recordDate: '2009-12-31', pool: '1.00' })).body.code).toBe(
      'run.before-first-movement',
    );
    const { id } = await expectStatus(
      draft(test, { period: '2099-H1', recordDate: '2099-06-30', pool: '1.00' }),
      201,
    );
    expect((await calculate(test, id)).body.code).toBe('run.record-date-future');
  });

  it('asks for a tax rate and its legal basis: there is no default', async () => {
    const reply = await test.as('accountant').post('~/dividend-runs', {
      period: '2010-H2',
      recordDate: '2010-12-31',
      basis: 'record-date',
      method: 'largest-remainder',
      pool: '1.00',
    });
    expect(reply.body.faults.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/taxBasis',
      '/taxRate',
    ]);
  });

  it('holds back the money of a frozen holding, which still accrues', async () => {
    const restriction = {
      holder: { kind: 'member', number: '2' },
      kind: 'freeze',
      effectiveOn: '2010-11-01',
      reason: '法院协助执行通知书',
    };
    await expectStatus(test.as('accountant').post('~/restrictions', restriction), 201);
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
    const { body } = await test.as('reviewer').get(`~/dividend-runs/${run.id}/lines`);
    expect(body.lines.map((line: { held: string | null }) => line.held)).toEqual([null, 'freeze', null]);
    expect(body.lines[1].gross).toBe('47368.42');
  });

  it('lets class weights and the collective share take part; the collective part bears no tax', async () => {
    const movement = {
      kind: 'subscription',
      shareClass: 'collective',
      to: { kind: 'collective' },
      quantity: '1000',
      effectiveOn: '2010-01-01',
    };
    const moved = await test.as('accountant').post('~/movements', movement);
    if (moved.status !== 201) await expectStatus(moveByTwo(test, { ...movement, kind: 'allotment' }), 201);
    const run = await runToPosted(test, resolutionId, {
      period: '2010-H2',
      pool: '20500.00',
      classWeights: { collective: '1.5' },
    });
    const { body } = await test.as('reviewer').get(`~/dividend-runs/${run.id}/lines`);
    const collective = body.lines.find((line: { kind: string }) => line.kind === 'collective');
    expect(collective).toMatchObject({ weight: '1500', gross: '1500.00', tax: '0.00' });
    expect(run.tax).toBe('3800.00');
  });

  it('refuses to post when a stored line was tampered with: the second computation finds it', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '100000.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, id, resolutionId), 200);
    await expectStatus(announce(test, id), 201);
    await tamper(`update dividend_line set extra = 1 - extra, gross = gross + (1 - 2 * extra) * 0.01,
      net = net + (1 - 2 * extra) * 0.01 where ordinal in (1, 3)`);
    const reply = await post(test, id);
    expect([reply.status, reply.body.code]).toEqual([500, 'run.proof-failed']);
    expect((await test.as('auditor').get(`~/dividend-runs/${id}`)).body.state).toBe('on-notice');
  });

  const [off] = amountsIn(caseOf('TAX-PROOF').input, 1);
  it.each([
    ['a fen too little is withheld of one line', `tax = tax - ${off}, net = net + ${off} where gross = 2000`],
    [
      'a fen of tax moves from one line to another, so that all sums agree',
      'tax = tax + sign(gross - 5000) * 0.01, net = net - sign(gross - 5000) * 0.01 where gross in (8000, 2000)',
    ],
    ['nothing is withheld of one line', 'tax = 0, net = gross where gross = 9000'],
    ['the collective part is taxed', 'tax = 200, net = 800 where gross = 1000'],
  ])('refuses to post when %s: tax is computed twice as well', async (_, change) => {
    const collective = {
      kind: 'subscription',
      shareClass: 'collective',
      to: { kind: 'collective' },
      quantity: '1000',
      effectiveOn: '2010-01-01',
    };
    await expectStatus(test.as('accountant').post('~/movements', collective), 201);
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '20000.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    await expectStatus(approve(test, id, resolutionId), 200);
    await expectStatus(announce(test, id), 201);
    await tamper(`update dividend_line set ${change};
      update dividend_run r set (tax, net) = (select sum(tax), sum(net) from dividend_line l where l.run_id = r.id)`);
    const reply = await post(test, id);
    expect([reply.status, reply.body.code]).toEqual([500, 'run.proof-failed']);
    expect(reply.body.faults[0].message).toMatch(/line \d: tax/);
    expect((await test.as('auditor').get(`~/dividend-runs/${id}`)).body.state).toBe('on-notice');
  });

  it('a run is reversed by negated lines under a resolution, once, and the half-year is free again', async () => {
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
    const decided = await decideReversal(test, run.id);
    const reverse = () =>
      test
        .as('chair')
        .post(`~/dividend-runs/${run.id}/reverse`, { resolutionId: decided, reason: '登记日有误' });
    const reversal = await expectStatus(reverse(), 201);
    expect(reversal).toMatchObject({ kind: 'reversal', paid: '-100000.00', net: '-80000.01' });
    expect(await grossOf(test, reversal.id)).toEqual(['-42105.26', '-47368.42', '-10526.32']);
    expect((await reverse()).body.code).toBe('run.already-reversed');
    await runToPosted(test, resolutionId, { period: '2010-H2', pool: '50000.00' });
  });

  it('a run whose lines no longer sum to what was posted is not reversed into the books', async () => {
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
    await tamper('update dividend_line set tax = tax - 0.01, net = net + 0.01 where ordinal = 1');
    const wish = { resolutionId: await decideReversal(test, run.id), reason: '登记日有误' };
    const reply = await test.as('chair').post(`~/dividend-runs/${run.id}/reverse`, wish);
    expect([reply.status, reply.body.code]).toEqual([500, 'run.proof-failed']);
  });

  describe('corrected by a difference of 5,263.15 from member 1 to member 3', () => {
    let run: { id: string };
    const difference = () =>
      expectStatus(
        test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '赠与补登记' }),
        201,
      );
    const decided = async (id: string) => {
      await expectStatus(approve(test, id, resolutionId), 200);
      await expectStatus(announce(test, id), 201);
    };
    beforeEach(async () => {
      run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
      const gift = {
        kind: 'gift',
        shareClass: 'basic',
        from: { kind: 'member', number: '1' },
        to: { kind: 'member', number: '3' },
        quantity: '1000',
        effectiveOn: '2010-12-01',
      };
      await expectStatus(moveByTwo(test, gift), 201);
    });

    it('its lines are found again before it is posted, tax with them', async () => {
      const { id } = await difference();
      await decided(id);
      await tamper(`update dividend_line set tax = tax + sign(gross) * 0.01, net = net - sign(gross) * 0.01
        where run_id = '${id}'`);
      const reply = await post(test, id);
      expect([reply.status, reply.body.code]).toEqual([500, 'run.proof-failed']);
    });

    it('of two drafted at once the second is not posted: the first has paid it', async () => {
      const [first, second] = [await difference(), await difference()];
      await decided(first.id);
      await decided(second.id);
      await expectStatus(post(test, first.id), 200);
      const reply = await post(test, second.id);
      expect([reply.status, reply.body.code]).toEqual([409, 'run.difference-overtaken']);
      expect(reply.body.faults[0].message).toContain(`${first.number}`);
    });
  });

  it('a late record brings a difference run for whom it touches, and for nobody else', async () => {
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100000.00' });
    expect(
      (await test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '补登' }))
        .body.code,
    ).toBe('run.no-difference');
    const gift = {
      kind: 'gift',
      shareClass: 'basic',
      from: { kind: 'member', number: '1' },
      to: { kind: 'member', number: '3' },
      quantity: '1000',
      effectiveOn: '2010-12-01',
    };
    await expectStatus(moveByTwo(test, gift), 201);
    const freeze = { kind: 'freeze', holder: gift.to, effectiveOn: '2010-12-20', reason: '法院冻结' };
    await expectStatus(test.as('accountant').post('~/restrictions', freeze), 201);
    const difference = await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '赠与补登记' }),
      201,
    );
    expect(difference).toMatchObject({ kind: 'difference', state: 'calculated', paid: '0.00', lines: 2 });
    await expectStatus(approve(test, difference.id, resolutionId), 200);
    await expectStatus(announce(test, difference.id), 201);
    await expectStatus(post(test, difference.id), 200);
    const { lines } = (await test.as('reviewer').get(`~/dividend-runs/${difference.id}/lines`)).body;
    expect(lines.map((line: { held: string | null }) => line.held)).toEqual([null, 'freeze']);
    const recalculated = await calculate(test, difference.id);
    expect([recalculated.status, recalculated.body.code]).toEqual([409, 'run.wrong-state']);
    const [loss, gain] = await grossOf(test, difference.id);
    expect(loss).toBe(`-${gain}`);
    expect(gain).toBe('5263.15');
    expect(
      (await test.as('accountant').post(`~/dividend-runs/${run.id}/draft-difference`, { reason: '补登' }))
        .body.code,
    ).toBe('run.no-difference');
  });

  it('a calculation repeated after a change counts what is known then', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '100000.00' }), 201);
    await expectStatus(calculate(test, id), 200);
    const gift = {
      kind: 'gift',
      shareClass: 'basic',
      from: { kind: 'member', number: '1' },
      to: { kind: 'member', number: '3' },
      quantity: '8000',
      effectiveOn: '2010-12-01',
    };
    const allowance = { quantity: '1000000', effectiveOn: '2009-01-01', source: '章程' };
    await setByTwo(test, 'post', '~/share-allowance', allowance);
    await expectStatus(moveByTwo(test, gift), 201);
    expect(await grossOf(test, id)).toEqual(['42105.26', '47368.42', '10526.32']);
    await expectStatus(calculate(test, id), 200);
    expect(await grossOf(test, id)).toEqual(['47368.42', '52631.58']);
  });

  it('withholds no more than the law asks', async () => {
    const wish = { period: '2010-H2', pool: '100.00', taxBasis: '本社规定' };
    const refused = await draft(test, { ...wish, taxRate: '0.2001' });
    expect([refused.status, refused.body.code, refused.body.faults[0].pointer]).toEqual([
      422,
      'tax.rate-above-law',
      '/taxRate',
    ]);
    expect(refused.body.detail).toContain('20.01 % is above the 20 % of the law');
    expect((await draft(test, { ...wish, taxRate: '1' })).body.code).toBe('tax.rate-above-law');
    await expectStatus(draft(test, { ...wish, taxRate: '0.2' }), 201);
  });

  it('pages through the lines by key', async () => {
    const run = await runToPosted(test, resolutionId, { period: '2010-H2', pool: '100.00' });
    const first = await test.as('reviewer').get(`~/dividend-runs/${run.id}/lines?limit=2`);
    const second = await test
      .as('reviewer')
      .get(`~/dividend-runs/${run.id}/lines?limit=2&after=${first.body.next}`);
    expect([first.body.lines.length, second.body.lines.length, second.body.next]).toEqual([2, 1, null]);
  });
});

describe('with 100,000, 23,000 and 456 shares', () => {
  beforeEach(async () => {
    resolutionId = await openRegister(test, ['100000', '23000', '456']);
  });

  it.each([
    [2, '6.41', ['641000.00', '147430.00', '2922.96'], '647.04'],
    [4, '6.4152', ['641520.00', '147549.60', '2925.33'], '5.07'],
    [6, '6.415241', ['641524.10', '147550.54', '2925.34'], '0.02'],
  ])('792,000.00 per share at %i places pays %s a share', async (rateScale, rate, gross, carried) => {
    const run = await runToPosted(test, resolutionId, {
      period: '2010-H2',
      pool: '792000.00',
      method: 'per-share',
      rateScale,
    });
    expect(run).toMatchObject({ rate, carried });
    expect(await grossOf(test, run.id)).toEqual(gross);
  });

  it('two halves carry from one to the next, and the year adds up', async () => {
    const perShare = { method: 'per-share', rateScale: 4 };
    const first = await runToPosted(test, resolutionId, {
      ...perShare,
      period: '2010-H1',
      recordDate: '2010-06-30',
      pool: '300000.00',
    });
    expect([await grossOf(test, first.id), first.carried]).toEqual([
      ['243000.00', '55890.00', '1108.08'],
      '1.92',
    ]);
    const second = await runToPosted(test, resolutionId, {
      ...perShare,
      period: '2010-H2',
      pool: '492000.00',
    });
    expect(second).toMatchObject({ carriedIn: '1.92', carriedFrom: first.id, carried: '5.07' });
    expect(await grossOf(test, second.id)).toEqual(['398520.00', '91659.60', '1817.25']);
    const wish = { resolutionId: await decideReversal(test, first.id), reason: '补登' };
    const reversal = await test.as('chair').post(`~/dividend-runs/${first.id}/reverse`, wish);
    expect(reversal.body.code).toBe('run.carry-used');
    // A reversed run gives back what it took: the next one takes it up.
    const back = { resolutionId: await decideReversal(test, second.id), reason: '登记日有误' };
    await expectStatus(test.as('chair').post(`~/dividend-runs/${second.id}/reverse`, back), 201);
    const again = await runToPosted(test, resolutionId, {
      ...perShare,
      period: '2010-H2',
      pool: '492000.00',
    });
    expect(again).toMatchObject({ carriedIn: '1.92', carriedFrom: first.id, carried: '5.07' });
  });

  it('says when the pool is too small for the rate', async () => {
    const { id } = await expectStatus(
      draft(test, { period: '2010-H2', pool: '1.00', method: 'per-share', rateScale: 2 }),
      201,
    );
    expect((await calculate(test, id)).body.code).toBe('dividend.rate-zero');
  });
});

describe('on share-days', () => {
  it('shares count by the days they were held, the taker from the effective day', async () => {
    resolutionId = await openRegister(test, ['100', '100'], '2010-07-01');
    const gift = {
      kind: 'gift',
      shareClass: 'basic',
      from: { kind: 'member', number: '1' },
      to: { kind: 'member', number: '2' },
      quantity: '100',
      effectiveOn: '2010-10-01',
    };
    await expectStatus(moveByTwo(test, gift), 201);
    const run = await runToPosted(test, resolutionId, {
      period: '2010-H2',
      basis: 'share-days',
      pool: '368.00',
    });
    // 92 of 184 days with the giver; the taker 184 of their own and 92 of the gift.
    expect(await grossOf(test, run.id)).toEqual(['92.00', '276.00']);
    const late = {
      kind: 'gift',
      shareClass: 'basic',
      from: { kind: 'member', number: '2' },
      to: { kind: 'member', number: '1' },
      quantity: '50',
      effectiveOn: '2011-02-01',
    };
    await expectStatus(moveByTwo(test, late), 201);
    await expectStatus(
      test.as('chair').post(`~/dividend-runs/${run.id}/reverse`, {
        resolutionId: await decideReversal(test, run.id),
        reason: '补登',
      }),
      201,
    );
    const again = await runToPosted(test, resolutionId, {
      period: '2010-H2',
      basis: 'share-days',
      pool: '368.00',
    });
    expect(await grossOf(test, again.id)).toEqual(['92.00', '276.00']);
  });
});
