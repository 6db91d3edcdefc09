/** What a person got in a year, by the day of payment: the page, the interface and the statement say one figure. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { halfYearsReceived, receivedByYear, type Received } from '../../src/domain/received.ts';
import { dividendsReceived } from '../../src/modules/banking/index.ts';
import { pensionPayments } from '../../src/modules/pensions/index.ts';
import { receivedOnWire, type SeenMoney } from '../../src/modules/portal/money.ts';
import type { Tx } from '../../src/platform/database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { fillTill } from '../support/books.ts';
import { expectStatus, linkUser, today } from '../support/cooperative.ts';
import { answerRow, openPayoutExample, readAnswer, sentBatch } from '../support/payout.ts';
import { paidPensions, setPensionRule } from '../support/pension.ts';
import { askFor } from '../support/papers.ts';
import { readPdf } from '../documents/read-pdf.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z') });
});
afterEach(() => test.close());

async function received(): Promise<readonly Received[]> {
  return (await expectStatus(test.as('shareholder').get('~/own/money'), 200)).received as Received[];
}

/** The large figures of a statement of one year, by their labels, without the spaces between characters. */
async function statement(number: string, year: string, language = 'zh'): Promise<string> {
  const to = `${year}-12-31`;
  const span = { from: `${year}-01-01`, to: to < today(test) ? to : today(test) };
  const wish = { holder: { kind: 'member', number }, ...span, language };
  const { id } = await expectStatus(
    test.as('accountant').post(...askFor({ kind: 'statement', ...wish })),
    201,
  );
  const { rawPayload } = await test.as('auditor').get(`~/documents/${id}/content`);
  return (await readPdf(rawPayload)).text;
}
const close = (text: string) => text.replaceAll(/\s/g, '');

it('a dividend of one year that was paid in the next stands in the year of payment, and never as nothing', async () => {
  const { runId } = await openPayoutExample(test);
  await expectStatus(linkUser(test, test.as('shareholder').userId, '2'), 200);
  expect(await received()).toEqual([]);
  const batchId = await sentBatch(test);
  expect(await received()).toMatchObject([
    {
      of: 'dividend',
      period: '2024-H2',
      amount: '47368.42',
      means: 'bank',
      isAnswered: false,
      on: today(test),
    },
  ]);
  // Nobody knows whether it has come: it is told apart, and in no sum of what was got.
  expect(receivedByYear(await received())).toMatchObject([
    { year: '2025', total: '0.00', dividends: '0.00', unanswered: '47368.42' },
  ]);
  expect(close(await statement('2', '2025'))).toContain('另有47,368.42已交银行，答复未登记');
  const answers = [answerRow(1, '42105.26'), answerRow(2, '47368.42'), answerRow(3, '10526.32', '失败')];
  await expectStatus(readAnswer(test, batchId, answers), 200);

  const [year] = receivedByYear(await received());
  expect(year).toMatchObject({ year: '2025', total: '47368.42', dividends: '47368.42', unanswered: '0.00' });
  const paid = await statement('2', '2025');
  expect(paid).toMatch(/本期领到 [^]*归本期的分红/);
  expect(close(paid)).toContain(`${today(test)}2024年下半年分红银行账户****000247,368.42`);
  expect(close(paid)).not.toContain('答复未登记');
  const english = await statement('2', '2025', 'en');
  expect(close(english)).toContain('Dividendspaidoutintheperiod,bydayofpayment');
  // The year of the record date: nothing was got in it, the dividend fell in it, and the day of its payment is said.
  const fell = close(await statement('2', '2024'));
  expect(fell).toContain('本期没有发放分红');
  expect(fell).toContain(`2024年下半年分红2024-12-31已发放（银行）${today(test)}47,368.420.0047,368.42`);
  // What came back was not got: by nobody of them.
  expect(close(await statement('3', '2025'))).toContain('本期没有发放分红');
  expect(runId).not.toBe('');
});

it('cash counts on its day, less what was given back, and not once it is struck off', async () => {
  const { runId } = await openPayoutExample(test, 0);
  await expectStatus(linkUser(test, test.as('shareholder').userId, '3'), 200);
  await fillTill(test);
  const payments = [{ runId, kind: 'member', number: '3' }];
  const handed = { handedOn: today(test), payments };
  const { cash } = await expectStatus(test.as('cashier').post('~/payout-cash', handed), 201);
  expect(receivedByYear(await received())).toMatchObject([{ year: '2025', total: '10526.32' }]);
  expect(close(await statement('3', '2025'))).toContain('2024年下半年分红现金10,526.32');
  const strike = { reason: '登记错人' };
  await expectStatus(test.as('reviewer').post(`~/payout-cash/${cash[0].id as string}/strike`, strike), 200);
  expect(await received()).toEqual([]);
  expect(close(await statement('3', '2025'))).toContain('本期没有发放分红');
});

it('the page, the interface and the statement agree on dividends and pensions of a year', async () => {
  await openPayoutExample(test, 3);
  await expectStatus(linkUser(test, test.as('shareholder').userId, '2'), 200);
  const everybody = { from: '2025-08', age: null, retireesOnly: false };
  await expectStatus(setPensionRule(test, everybody), 201);
  await fillTill(test);
  await sentBatch(test);
  test.setClock(new Date('2025-08-20T01:00:00Z'));
  await paidPensions(test, '2025-08');
  test.setClock(new Date('2025-09-20T01:00:00Z'));
  await paidPensions(test, '2025-09', { template: 'generic-csv' });
  const all = await received();
  expect(all).toMatchObject([
    { of: 'dividend', amount: '47368.42', isAnswered: false },
    { of: 'pension', month: '2025-08', amount: '600.00', means: 'cash', isAnswered: true },
    { of: 'pension', month: '2025-09', amount: '600.00', means: 'bank', isAnswered: false },
  ]);
  const [year] = receivedByYear(all);
  expect(year).toMatchObject({ total: '600.00', pensions: '600.00', unanswered: '47968.42' });
  expect(halfYearsReceived(all)).toEqual([{ period: '2025-H2', amount: '600.00', unanswered: '600.00' }]);
  const text = close(await statement('2', '2025'));
  // As they stand side by side on the paper: what was got, of it dividends and pensions.
  const figures = [year?.total, year?.dividends, year?.pensions];
  expect(figures).not.toContain(undefined);
  for (const figure of figures) expect(text).toContain(Money.parse(String(figure)).toGrouped());
  expect(text).toContain('另有47,968.42已交银行，答复未登记');
});

it('asks for the runs of all payments once, however many there are, on the page and on the paper', async () => {
  await openPayoutExample(test);
  await sentBatch(test);
  const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
  const { holders } = await expectStatus(test.as('auditor').get(`~/holdings?on=${today(test)}`), 200);
  const accounts = (holders as { accountId: string; number: string }[]).map(({ accountId: id, number }) => ({
    id,
    kind: 'member' as const,
    number,
  }));
  const seen = { memberId: String((members as { id: string }[])[0]?.id), accounts } as unknown as SeenMoney;
  const all = await statements((tx) => receivedOnWire(tx, test.cooperativeId, seen));
  expect(all.result.length).toBeGreaterThan(2);
  const paid = await statements((tx) =>
    dividendsReceived(tx, test.cooperativeId, { accountIds: accounts.map(({ id }) => id), memberId: null }),
  );
  const pensions = await statements((tx) => pensionPayments(tx, test.cooperativeId, seen.memberId));
  expect(all.asked).toBe(paid.asked + pensions.asked + 1);
});

/** How many statements PostgreSQL is asked. */
async function statements<Result>(work: (tx: Tx) => Promise<Result>) {
  return test.database.read(test.cooperativeId, async (tx) => {
    const { session } = tx as unknown as { session: { prepareQuery: (...given: unknown[]) => unknown } };
    const prepare = session.prepareQuery.bind(session);
    let asked = 0;
    session.prepareQuery = (...given) => {
      asked += 1;
      return prepare(...given);
    };
    return { result: await work(tx), asked };
  });
}
