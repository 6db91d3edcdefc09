/** What a member reads of public notices: what counts for nothing any more, their own objections, what is counted, corrections. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { provedDifference, provedLine, provedReversal } from '../../src/domain/own-line.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  decideReversal,
  draft,
  expectStatus,
  linkUser,
  moveByTwo,
  openRegister,
  post,
  runToPosted,
  withdrawBy,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400']);
  await expectStatus(linkUser(test, test.as('shareholder').userId, '1'), 200);
});
afterEach(() => test.close());

const terms = { period: '2010-H2', pool: '1000.00' };
const at = (day: string) => test.setClock(new Date(`${day}T01:00:00Z`));
const mine = (path: string) => expectStatus(test.as('shareholder').get(`~/own/${path}`), 200);
const notices = async () =>
  (await mine('notices')).notices as { run: string; state: string; takenBack: boolean }[];
async function approved(fields: object = terms): Promise<string> {
  const { id } = await expectStatus(draft(test, fields), 201);
  await expectStatus(calculate(test, String(id)), 200);
  await expectStatus(approve(test, String(id)), 200);
  return String(id);
}
async function hung(fields: object = terms): Promise<string> {
  const runId = await approved(fields);
  await expectStatus(announce(test, runId, '2011-01-05'), 201);
  return runId;
}
const reverse = async (runId: string) =>
  expectStatus(
    test.as('chair').post(`~/dividend-runs/${runId}/reverse`, {
      resolutionId: await decideReversal(test, runId),
      reason: '登记日有误',
    }),
    201,
  );
/** The sheet for the wall, as a reader's program sees it. */
async function paper(runId: string): Promise<string> {
  const wish = askFor({ kind: 'public-notice', language: 'zh', runId });
  const { id } = await expectStatus(test.as('accountant').post(...wish), 201);
  const { rawPayload } = await test.as('accountant').get(`~/documents/${String(id)}/content`);
  return (await readPdf(rawPayload)).text;
}
const object = (runId: string) =>
  expectStatus(test.as('shareholder').post(`~/own/notices/${runId}/objections`, { text: '少算了股数' }), 201);

describe('A notice', () => {
  it('that was withdrawn says so on the list, on its page and in one’s money, and nobody objects to it', async () => {
    const runId = await hung();
    await object(runId);
    expect(await mine(`notices/${runId}`)).toMatchObject({ state: 'on-notice', mayObject: true });
    await expectStatus(withdrawBy(test, runId, '股数有误'), 200);
    expect(await notices()).toMatchObject([{ run: '1', state: 'withdrawn', takenBack: false }]);
    expect(await mine(`notices/${runId}`)).toMatchObject({
      state: 'withdrawn',
      withdrawnBecause: '股数有误',
      takenBack: false,
      mayObject: false,
    });
    expect((await mine('start')).money.dividends).toMatchObject([
      { run: '1', state: 'withdrawn', withdrawnBecause: '股数有误' },
    ]);
    // Whoever was told that it hangs is told that it does no more, and why.
    const said = ((await mine('messages')).messages as { kind: string; said: { zh: string } }[])[0];
    expect(said).toMatchObject({
      kind: 'notice-withdrawn',
      said: { zh: expect.stringContaining('股数有误') },
    });
    expect((await mine('notices')).objections).toMatchObject([{ state: 'withdrawn', settled: null }]);
  });

  it('of a run that was reversed says so', async () => {
    const { id } = await runToPosted(test, undefined, terms);
    expect(await notices()).toMatchObject([{ state: 'posted', takenBack: false }]);
    await reverse(String(id));
    expect(await notices()).toMatchObject([{ run: '1', state: 'posted', takenBack: true }]);
    expect(await mine(`notices/${String(id)}`)).toMatchObject({ state: 'posted', takenBack: true });
  });

  it('entered late and not believed counts in the list from the day it was recorded, as on its page', async () => {
    const runId = await approved();
    at('2011-01-12');
    const late = { postedOn: '2011-01-05', lateReason: '停电三日' };
    await expectStatus(test.as('accountant').post(`~/dividend-runs/${runId}/announce`, late), 201);
    const days = async () => {
      const [listed] = (await mine('notices')).notices as Record<string, unknown>[];
      const { postedOn, lastDay, isOver } = await mine(`notices/${runId}`);
      expect(listed).toMatchObject({ postedOn, lastDay, isOver });
      return [listed?.postedOn, listed?.lastDay];
    };
    expect(await days()).toEqual(['2011-01-05', '2011-01-12']);
    const back = { reason: '照片为证' };
    await expectStatus(test.as('supervisor').post(`~/dividend-runs/${runId}/send-back-notice`, back), 200);
    expect(await days()).toEqual(['2011-01-12', '2011-01-19']);
  });
});

describe('An objection of one’s own', () => {
  it('keeps all of its receipt: number, half-year, the last day for the answer, and the answer', async () => {
    const runId = await hung();
    const { number, answerBy } = await object(runId);
    const own = async () => (await mine('notices')).objections as unknown[];
    const receipt = { runId, number, answerBy, period: '2010-H2', kind: 'regular', state: 'on-notice' };
    expect(await own()).toEqual([
      expect.objectContaining({ ...receipt, raisedOn: '2011-01-05', settled: null, answer: null }),
    ]);
    const answer = { answeredOn: '2011-01-05', text: '已核对' };
    await expectStatus(
      test.as('supervisor').post(`~/dividend-runs/${runId}/objections/${String(number)}/answer`, answer),
      200,
    );
    expect(await own()).toEqual([
      expect.objectContaining({ ...receipt, settled: 'answered', answer: '已核对' }),
    ]);
  });
});

describe('When a list is hung up', () => {
  const told = async () => (await mine('messages')).messages as { kind: string; said: { zh: string } }[];

  it('every member hears of it, of its days and of the last one for objections', async () => {
    const runId = await hung();
    expect(await told()).toMatchObject([{ kind: 'notice-hung', about: runId }]);
    const [hears] = await told();
    expect(hears?.said.zh).toMatch(
      /^2010年下半年分红名单从2011年1月5日起公示，到2011年1月12日（含当天）。.*为止可以提异议。$/,
    );
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    expect((messages as object[]).length).toBe(2);
  });

  it('nobody hears of one that was put on record when it was over', async () => {
    const runId = await approved();
    at('2011-02-12');
    const late = { postedOn: '2011-01-05', lateReason: '停电三日' };
    await expectStatus(test.as('accountant').post(`~/dividend-runs/${runId}/announce`, late), 201);
    expect(await told()).toEqual([]);
  });
});

describe('Objections without an answer', () => {
  const raised = async (runId: string) => {
    const by = { raisedOn: '2011-01-05', raisedBy: '股东2', text: '登记日不对' };
    await expectStatus(test.as('supervisor').post(`~/dividend-runs/${runId}/objections`, by), 201);
  };
  const answered = (runId: string, number: number) =>
    expectStatus(
      test.as('supervisor').post(`~/dividend-runs/${runId}/objections/${number}/answer`, {
        answeredOn: '2011-01-05',
        text: '已核对',
      }),
      200,
    );

  it('are counted, whoever raised them, on the notice and in one’s money; one’s own with the day of its answer', async () => {
    const runId = await hung();
    const own = async () => {
      const { openObjections, answersBy, ownOpen } = await mine(`notices/${runId}`);
      const { money, objections } = await mine('start');
      expect(money.dividends[0].notice).toMatchObject({ openObjections, answersBy, ownOpen });
      return { openObjections, answersBy, ownOpen, objections };
    };
    expect(await own()).toEqual({ openObjections: 0, answersBy: null, ownOpen: [], objections: [] });
    await raised(runId);
    const { answerBy } = await object(runId);
    const waits = { number: 2, answerBy };
    expect(await own()).toEqual({
      openObjections: 2,
      answersBy: answerBy,
      ownOpen: [waits],
      objections: [{ ...waits, runId, period: '2010-H2', isPosted: false }],
    });
    // Whom it is of is told to nobody else.
    await answered(runId, 2);
    expect(await own()).toEqual({ openObjections: 1, answersBy: answerBy, ownOpen: [], objections: [] });
    await answered(runId, 1);
    expect(await own()).toMatchObject({ openObjections: 0, answersBy: null });
  });

  it('of a run in the books is told as one that holds up no money; of what counts for nothing not at all', async () => {
    const { id } = await runToPosted(test, undefined, terms);
    const runId = String(id);
    const { number } = await object(runId);
    expect((await mine('start')).objections).toMatchObject([{ number, isPosted: true }]);
    await reverse(runId);
    expect((await mine('start')).objections).toEqual([]);
  });
});

describe('What a notice shares out', () => {
  it('is what is paid and what is carried, and the totals of the list', async () => {
    const byShare = { ...terms, pool: '1000.55', method: 'per-share', rateScale: 2 };
    const found = await mine(`notices/${await hung(byShare)}`);
    expect(found).toMatchObject({
      pool: '1000.55',
      paid: '1000.00',
      carried: '0.55',
      totals: { gross: '1000.00' },
    });
    const [line] = (await mine('start')).money.dividends;
    expect(line).toMatchObject({ paid: '1000.00', carried: '0.55', rate: '1.00' });
    const { gross, tax, net } = found.totals as Record<'gross' | 'tax' | 'net', string>;
    expect(Money.parse(tax).plus(Money.parse(net)).toString()).toBe(gross);
  });

  it('stands on the sheet on the wall in the same figures, with objections however they were raised', async () => {
    const runId = await hung({ ...terms, pool: '1000.55', method: 'per-share', rateScale: 2 });
    const byTelephone = { raisedOn: '2011-01-05', raisedBy: '股东2', text: '登记日不对' };
    await expectStatus(test.as('supervisor').post(`~/dividend-runs/${runId}/objections`, byTelephone), 201);
    await object(runId);
    const answer = { answeredOn: '2011-01-05', text: '已核对' };
    const path = `~/dividend-runs/${runId}/objections/1/answer`;
    await expectStatus(test.as('supervisor').post(path, answer), 200);
    const found = await mine(`notices/${runId}`);
    expect(found).toMatchObject({ raisedObjections: 2, openObjections: 1 });
    const sheet = (await paper(runId)).replaceAll(/\s/g, '');
    const { pool, carried, totals } = found as { pool: string; carried: string; totals: { gross: string } };
    for (const [label, amount] of [
      ['拿出来分的钱', pool],
      ['零头，留到下次', carried],
      ['应得（扣税前）', totals.gross],
    ] as const)
      expect(sheet).toContain(`${label}${Money.parse(amount).toGrouped()}`);
    expect(sheet).toContain('一共2条异议，手机、电话、当面、书面提的都在内；其中还没有答复的1条。');
  });

  it('is told on a statement while it hangs, and is in no sum of it; once it is posted it is', async () => {
    const runId = await hung();
    const span = { from: '2010-01-01', to: '2010-12-31' };
    const statement = async (wish: object = span) => {
      const { id } = await expectStatus(test.as('shareholder').post('~/own/statements', wish), 201);
      const { rawPayload } = await test.as('shareholder').get(`~/own/papers/${String(id)}/content`);
      return (await readPdf(rawPayload)).text.replaceAll(/\s/g, '');
    };
    const told =
      /2010年下半年分红正在公示（到2011年1月12日），还没有入账，也没有发放：其中扣税后480\.00元不在本表各项合计之内/;
    const hanging = await statement();
    expect(hanging).toMatch(told);
    expect(hanging).toContain('归本期的分红（扣税后）0.00');
    expect(await statement({ from: '2009-01-01', to: '2009-12-31' })).not.toContain('正在公示');
    const { unlockDay } = await mine(`notices/${runId}`);
    at(String(unlockDay));
    await expectStatus(post(test, runId), 200);
    const posted = await statement({ ...span, to: '2010-12-30' });
    expect(posted).not.toContain('正在公示');
    expect(await statement()).toContain('归本期的分红（扣税后）480.00');
    // As the books were while it hung.
    const wish = { kind: 'statement', holder: { kind: 'member', number: '1' }, ...span };
    const early = askFor({ ...wish, language: 'zh', knownAt: '2011-01-05T04:00:00.000Z' });
    const { id } = await expectStatus(test.as('accountant').post(...early), 201);
    const { rawPayload } = await test.as('accountant').get(`~/documents/${String(id)}/content`);
    expect((await readPdf(rawPayload)).text.replaceAll(/\s/g, '')).toMatch(told);
  });
});

describe('What a notice counts', () => {
  it('is said: share-days, and what each line is weighed with where classes earn differently', async () => {
    const plain = await hung({ ...terms, period: '2010-H1', recordDate: '2010-06-30', pool: '10.00' });
    expect(await mine(`notices/${plain}`)).toMatchObject({ basis: 'record-date', isWeighed: false });
    const accountant = test.as('accountant');
    const seniority = { code: 'years', name: '农龄股', kind: 'seniority', places: 0 };
    await expectStatus(accountant.post('~/share-classes', seniority), 201);
    const to = { kind: 'member', number: '1' };
    const years = {
      kind: 'subscription',
      shareClass: 'years',
      to,
      quantity: '100',
      effectiveOn: '2010-01-01',
    };
    await expectStatus(moveByTwo(test, years), 201);
    const runId = await hung({ ...terms, basis: 'share-days', classWeights: { years: '0.5' } });
    const found = await mine(`notices/${runId}`);
    expect(found).toMatchObject({ basis: 'share-days', isWeighed: true, divides: true });
    // 184 days: 700 shares of which 100 weigh half, and 400.
    expect(found.lines).toMatchObject([
      { number: '1', shares: '128800', weight: '119600', isOwn: true },
      { number: '2', shares: '73600', weight: '73600' },
    ]);
    const totalWeight = String(found.totalWeight);
    const by = {
      method: 'largest-remainder',
      rateScale: null,
      pool: String(found.pool),
      carriedIn: '0',
    } as const;
    for (const [at, [gross, extra]] of (
      [
        ['619.05', 1],
        ['380.95', 0],
      ] as const
    ).entries()) {
      const { weight, gross: paid } = found.lines[at] as { weight: string; gross: string };
      expect(paid).toBe(gross);
      expect(provedLine({ ...by, totalWeight, weight, gross, extra }).fits).toBe(true);
    }
    // On the wall the weighed figure stands beside the share-days, and the code goes by it.
    const sheet = await paper(runId);
    for (const said of ['股日', '折算', '119,600', '扫码算自己的一行']) expect(sheet).toContain(said);
    // And by how much each class counts, so that nobody needs the office to find their figure.
    expect(sheet.replace(/\s/g, '')).toContain('农龄股每1股计0.5');
  });
});

describe('A line that corrects another', () => {
  it('brings what a phone works it out of again: the earlier weight and money, and the terms of that run', async () => {
    const { id } = await runToPosted(test, undefined, terms);
    const from = { kind: 'member', number: '1' };
    const to = { kind: 'member', number: '2' };
    const gift = { kind: 'gift', shareClass: 'basic', from, to, quantity: '100', effectiveOn: '2010-12-01' };
    await expectStatus(moveByTwo(test, gift), 201);
    const difference = await expectStatus(
      test.as('accountant').post(`~/dividend-runs/${String(id)}/draft-difference`, { reason: '赠与补登记' }),
      201,
    );
    const differenceId = String(difference.id);
    await expectStatus(approve(test, differenceId), 200);
    await expectStatus(announce(test, differenceId), 201);
    expect(await mine(`notices/${differenceId}`)).toMatchObject({ divides: false });
    // What settles a difference shares out no pool: no code says that it did.
    expect(await paper(differenceId)).not.toContain('扫码算自己的一行');
    await expectStatus(post(test, differenceId), 200);
    const [whole, line] = (await mine('money')).dividends;
    expect(whole.corrects).toBeNull();
    expect(line).toMatchObject({
      kind: 'difference',
      shares: '500',
      gross: '-100.00',
      corrects: {
        run: '1',
        kind: 'regular',
        pool: '1000.00',
        totalWeight: '1000',
        weight: '600',
        gross: '600.00',
        tax: '120.00',
      },
    });
    expect(provedDifference(line, line.corrects)).toMatchObject({ apart: 0n, fits: true, tax: 'exact' });
    await reverse(differenceId);
    await reverse(String(id));
    const [, , third, fourth] = (await mine('money')).dividends;
    expect([third.corrects, fourth.corrects]).toMatchObject([
      { run: '2', gross: '-100.00', tax: '-20.00' },
      { run: '1', gross: '600.00', tax: '120.00' },
    ]);
    for (const each of [third, fourth]) expect(provedReversal(each, each.corrects)).toBe(true);
  });
});
