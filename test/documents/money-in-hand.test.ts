/** What papers say of money that is still to be handed over, through HTTP: the cash sheet and the statements of heirs. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { fillTill } from '../support/books.ts';
import { decideReversal, expectStatus, runToPosted, today } from '../support/cooperative.ts';
import {
  answerRow,
  estateBy,
  exampleRun,
  giveAccount,
  makeBatch,
  memberId,
  openPayoutExample,
  readAnswer,
  sentBatch,
  setOffBy,
} from '../support/payout.ts';
import { askFor, type PaperWish } from '../support/papers.ts';
import { readPdf } from './read-pdf.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z') });
});
afterEach(() => test.close());

async function printed(wish: PaperWish): Promise<string> {
  const { id } = await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  return (await readPdf((await test.as('auditor').get(`~/documents/${id}/content`)).rawPayload)).text;
}
const sheetOf = (runId: string, language = 'zh') =>
  printed({ kind: 'receipt-sheet', runId, only: 'cash', language });
const statementOf = (number: string, fields: object = {}) =>
  printed({
    kind: 'statement',
    holder: { kind: 'member', number },
    from: '2024-07-01',
    to: today(test),
    ...fields,
  });

/** What entering these in cash hands over, in all. */
async function handedOver(
  runId: string,
  people: readonly (readonly [number: string, part?: number])[],
  query = '',
): Promise<string> {
  const payments = people.map(([number, part]) => ({ runId, kind: 'member', number, ...(part && { part }) }));
  await fillTill(test);
  const { cash } = await expectStatus(
    test.as('cashier').post(`~/payout-cash${query}`, { handedOn: today(test), payments }),
    201,
  );
  return Money.sum((cash as { amount: string }[]).map(({ amount }) => Money.parse(amount))).toGrouped();
}

/** 1 has died; what waits goes to these. */
async function divided(heirs: readonly object[]): Promise<void> {
  const die = { kind: 'deceased', effectiveOn: '2025-07-01' };
  const standings = `~/members/${await memberId(test, '1')}/standings`;
  await expectStatus(test.as('accountant').post(standings, die), 201);
  const estate = { deceased: '1', heirs, basis: '公证书（2025）第 1 号' };
  await expectStatus(estateBy(test, estate), 200);
}

/**
 * 2 was paid 47,368.42 by a run that was taken back, which is set off against the 94,736.84 of the next; 1 has died, and 2
 * and 3 inherit two parts and one of the 84,210.53; nobody who is alive has an account any more.
 */
const setOffAndEstate = (): Promise<string> => test.stage('a set-off and an estate', buildSetOffAndEstate);

async function buildSetOffAndEstate(): Promise<string> {
  const { resolutionId, runId } = await openPayoutExample(test, 2);
  const batchId = await sentBatch(test);
  await expectStatus(
    readAnswer(test, batchId, [answerRow(1, '42105.26', '失败'), answerRow(2, '47368.42')]),
    200,
  );
  const reversal = { resolutionId: await decideReversal(test, runId), reason: '登记有误' };
  const reversed = await expectStatus(
    test.as('reviewer').post(`~/dividend-runs/${runId}/reverse`, reversal),
    201,
  );
  const { id } = await runToPosted(test, resolutionId, { ...exampleRun, pool: '200000.00' });
  const setOff = { kind: 'member', number: '2', owedRunId: reversed.id, againstRunId: id };
  await expectStatus(setOffBy(test, setOff), 200);
  await divided([
    { member: '2', parts: 2 },
    { member: '3', parts: 1 },
  ]);
  await giveAccount(test, '2', null);
  return id as string;
}

it('the cash sheet hands over what is still open: after a set-off, and to each heir the own part', async () => {
  const runId = await setOffAndEstate();
  const sheet = await sheetOf(runId);
  const everybody = [['1', 1], ['1', 2], ['2'], ['3']] as const;
  const total = await handedOver(runId, everybody, '?dryRun=true');
  expect(total).toBe('152,631.58');
  expect(sheet).toContain(`¥ ${total}`);
  expect(sheet).toContain('人民币壹拾伍万贰仟陆佰叁拾壹元伍角捌分');
  // Own line: as posted, and what the set-off left of it. An heir: the part alone.
  expect(sheet).toMatch(/股东2 .*94,736\.84 +0\.00 +94,736\.84 +47,368\.42/);
  const close = sheet.replaceAll(' ', '');
  expect(close).toMatch(/股东2，继承股东1（1）第1份56,140\.35/);
  expect(close).toMatch(/股东3，继承股东1（1）第2份28,070\.18/);
  expect(sheet).toContain(`本表 ${total} + 银行代发、已领或已抵扣 47,368.42 = 本次实发合计 200,000.00`);
  expect(await sheetOf(runId, 'en')).toMatch(/To hand over[^]*heir of/);
});

it('the cash sheet has nothing of what is in a batch or was fetched', async () => {
  const runId = await setOffAndEstate();
  await giveAccount(test, '3');
  await expectStatus(makeBatch(test), 201);
  const sheet = await sheetOf(runId);
  expect(sheet).not.toContain('股东3');
  expect(sheet).toContain('¥ 103,508.77');
  expect(await handedOver(runId, [['1', 1], ['2']])).toBe('103,508.77');
  expect(await sheetOf(runId)).toContain('没有应领款项');
});

it('a statement tells what the holder inherited, of whom and where it stands, apart from own dividends', async () => {
  await setOffAndEstate();
  await giveAccount(test, '3');
  const text = await statementOf('3');
  expect(text).toMatch(/继承所得[^]*股东1（1） +2024 年下半年分红 +2025-08-08 +待发放 +28,070\.18/);
  // Own dividends: 21,052.63 of the run, and 10,526.32 granted and taken back.
  expect(text).toMatch(/归本期的分红（扣税后） [^]*21,052\.63/);
  expect(text).not.toContain('49,122.81');
  const english = await statementOf('3', { language: 'en' });
  expect(english).toMatch(/Inherited[^]*股东 ?1（1）[^]*To be paid +28,070\.18/);
  const before = { knownAt: '2025-08-07T00:00:00Z', to: '2025-08-07' };
  expect(await statementOf('3', before)).not.toContain('继承所得');
  expect(await statementOf('1')).not.toContain('继承所得');
});

it('a statement says of less than the minimum that it is kept, also where runs together pass it', async () => {
  const { resolutionId } = await openPayoutExample(test, 3, '12000');
  expect(await statementOf('3')).toContain('低于起付额，累计');
  expect(await statementOf('2')).toMatch(/待发放 +— +47,368\.42/);
  // A second run makes up what lacked.
  const second = { ...exampleRun, period: '2025-H1', recordDate: '2025-06-30', pool: '20000.00' };
  await runToPosted(test, resolutionId, second);
  const text = await statementOf('3');
  expect(text).not.toContain('低于起付额');
  expect(text).toMatch(/待发放 +— +2,105\.26/);
});

it('a statement counts what is inherited towards the minimum', async () => {
  await openPayoutExample(test, 3, '12000');
  await divided([{ member: '3', parts: 1 }]);
  const text = await statementOf('3');
  expect(text).not.toContain('低于起付额');
  expect(text).toMatch(/待发放 +— +10,526\.32 +0\.00 +10,526\.32[^]*待发放 +42,105\.26/);
});
