/** Payouts in tests: holders with bank accounts, a paying account, the bank's answer as a file. */
import type { Reply, TestApp } from './app.ts';
import { Money } from '../../src/domain/money.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { expectStatus, openRegister, runToPosted, setByTwo } from './cooperative.ts';

const BOUNDARY = 'hegu-test';

/** A body of one file, as a browser sends it. */
export function upload(fileName: string, content: string | Uint8Array) {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`;
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } };
}

export async function memberId(test: TestApp, number: string): Promise<string> {
  const { members } = await expectStatus(
    test.as('accountant').post('~/members/search', { text: number }),
    200,
  );
  const found = (members as { id: string; registerNumber: string }[]).find(
    (each) => each.registerNumber === number,
  );
  return found?.id ?? '';
}

export const accountOf = (number: string) => `99010588${number.padStart(8, '0')}`;

/** Gives members 1 to `count` bank accounts that end in their number, and sets the paying account. */
export async function openAccounts(test: TestApp, count: number, minimum = '0'): Promise<void> {
  for (let number = 1; number <= count; number += 1) await enterAccount(test, String(number));
  await confirmAccounts(test);
  const settings = {
    payerName: '示范合作社',
    payerBank: '工商银行',
    payerAccount: '1602000009900000001',
    minimum,
  };
  await setByTwo(test, 'put', '~/payout-settings', settings);
}

/** An account entered by one person and confirmed by another. */
export async function giveAccount(
  test: TestApp,
  number: string,
  bankAccount: string | null = accountOf(number),
) {
  await enterAccount(test, number, bankAccount);
  await confirmAccounts(test);
}

/** Every account that waits is confirmed by somebody who did not enter it. */
export async function confirmAccounts(test: TestApp): Promise<void> {
  const reviewer = test.as('reviewer');
  const { changes } = await expectStatus(reviewer.get('~/account-changes?state=awaiting&limit=999'), 200);
  for (const { id } of changes as { id: string }[])
    await expectStatus(reviewer.post(`~/account-changes/${id}/confirm`), 200);
}

export async function enterAccount(
  test: TestApp,
  number: string,
  bankAccount: string | null = accountOf(number),
) {
  const id = await memberId(test, number);
  const body = { bankAccount, bankName: bankAccount === null ? null : '工商银行' };
  await expectStatus(test.as('accountant').patch(`~/members/${id}`, body), 200);
}

/** Worked example 2, posted without tax: 42,105.26, 47,368.42 and 10,526.32 for members 1, 2 and 3. */
export async function openPayoutExample(
  test: TestApp,
  accounts = 3,
  minimum = '0',
): Promise<{ readonly resolutionId: string; readonly runId: string }> {
  return test.stage(`payout example, ${accounts} accounts, minimum ${minimum}`, async () => {
    const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
    await openAccounts(test, accounts, minimum);
    const run = await runToPosted(test, resolutionId, exampleRun);
    return { resolutionId, runId: run.id as string };
  });
}
export const exampleRun = {
  period: '2024-H2',
  recordDate: '2024-12-31',
  pool: '100000.00',
  taxRate: '0',
  taxBasis: '免税',
};

/** What day it is in the cooperative. */
export const todayOf = (test: TestApp) => dayInChina(test.services.clock()).toString();

/** A batch of everything payable, made and sent. */
export async function sentBatch(test: TestApp, fields: object = {}): Promise<string> {
  const { batch } = await expectStatus(makeBatch(test, fields), 201);
  await expectStatus(sendBatch(test, batch.id as string), 200);
  return batch.id as string;
}

/** A row of an answer about the member of this number, who is also this serial. */
export const answerRow = (serial: number, amount: string, result = '成功'): Answer => ({
  serial,
  number: String(serial),
  amount,
  result,
});
export const allPaid = [answerRow(1, '42105.26'), answerRow(2, '47368.42'), answerRow(3, '10526.32')];

/** What the books owe under 113 in all. */
export const owedOf = async (test: TestApp) =>
  (await expectStatus(test.as('auditor').get('~/member-balances'), 200)).total as string;

/** What the open claims of every holder come to, and what the books owe every holder: always the same. */
export async function openAndOwed(test: TestApp) {
  const auditor = test.as('auditor');
  const { claims } = await expectStatus(auditor.get('~/payout-claims?limit=999'), 200);
  const { holders } = await expectStatus(auditor.get('~/member-balances'), 200);
  const open = new Map<string, Money>();
  for (const each of claims as { number: string; open: string }[])
    open.set(each.number, (open.get(each.number) ?? Money.zero).plus(Money.parse(each.open)));
  // A holder who left or came in between two runs has a row on each account.
  const owed = new Map<string, Money>();
  for (const each of holders as { number: string; owed: string }[])
    owed.set(each.number, (owed.get(each.number) ?? Money.zero).plus(Money.parse(each.owed)));
  const shown = (sums: ReadonlyMap<string, Money>) =>
    Object.fromEntries(
      [...sums]
        .filter(([, sum]) => !sum.isZero)
        .map(([number, sum]) => [number, sum.toString()])
        .sort(),
    );
  return { open: shown(open), owed: shown(owed) };
}

/** Gives members 1 to `count` resident IDs of the region that does not exist. */
export async function giveResidentIds(test: TestApp, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const residentId = residentIdOf(`99010519500101${String(number).padStart(3, '0')}`);
    const id = await memberId(test, String(number));
    await expectStatus(test.as('accountant').patch(`~/members/${id}`, { residentId }), 200);
  }
}

/** Seventeen digits with the check digit that belongs to them. */
export function residentIdOf(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
}

/** Paid on the day it is made, unless another is given. */
export async function makeBatch(test: TestApp, fields: object = {}): Promise<Reply> {
  const wish = { template: 'icbc-gbpt', payOn: todayOf(test), ...fields };
  const made = await test.as('accountant').post('~/payout-batches', wish);
  if (made.body.code !== 'books.not-opened') return made;
  await keepBooksElsewhere(test);
  return test.as('accountant').post('~/payout-batches', wish);
}

/** What a test of payments has no books for stands in others. */
export async function keepBooksElsewhere(test: TestApp): Promise<void> {
  const settings = await expectStatus(test.as('auditor').get('~/books-settings'), 200);
  await setByTwo(test, 'put', '~/books-settings', { ...settings, keptElsewhere: '街道会计委派中心' });
}
/** Released by one person who says to have seen every account that changed or is shared. */
export const releaseBatch = (test: TestApp, id: string) => release(test, `~/payout-batches/${id}`);
/** Released by one person and sent by another; the first refusal, if either is refused. */
export const sendBatch = (test: TestApp, id: string) => releaseAndSend(test, `~/payout-batches/${id}`);

export async function release(test: TestApp, order: string): Promise<Reply> {
  const found = await expectStatus(test.as('reviewer').get(`${order}/accounts`), 200);
  const of = (list: string) => (found[list] as readonly unknown[]).length;
  const seen = {
    changed: of('changed'),
    shared: of('shared'),
    returned: of('returned'),
    proved: of('proved'),
  };
  const releasing = (who: 'reviewer' | 'chair' = 'reviewer') =>
    test.as(who).post(`${order}/release`, { seen });
  const first = await releasing();
  const who = first.body.code === 'payout.releaser-reopened' ? 'chair' : 'reviewer';
  const second = who === 'chair' ? await releasing(who) : first;
  if (second.body.code !== 'payout.returned-unseen') return second;
  // It pays again what an answer says came back: another than its reader looks at that first.
  await confirmAnswers(test);
  return releasing(who);
}

export async function releaseAndSend(test: TestApp, order: string): Promise<Reply> {
  const released = await release(test, order);
  return released.status === 200 ? test.as('cashier').post(`${order}/send`, {}) : released;
}

/** The file of an order that another person released. */
export async function releasedFile(test: TestApp, order: string): Promise<Reply> {
  await expectStatus(release(test, order), 200);
  return test.as('accountant').post(`${order}/take-file`, {});
}

/** A debt that is taken off a claim: asked for by one person, confirmed by another. */
export async function setOffBy(test: TestApp, wish: object): Promise<Reply> {
  const asked = await test.as('accountant').post('~/payout-set-offs', wish);
  if (asked.status !== 201) return asked;
  return test.as('reviewer').post(`~/payout-set-offs/${asked.body.id}/confirm`);
}

/** What waits of the dead goes to heirs: asked for by one person, confirmed by another. */
export async function estateBy(test: TestApp, wish: object): Promise<Reply> {
  const asked = await test.as('accountant').post('~/estates', wish);
  if (asked.status !== 201) return asked;
  return test.as('reviewer').post(`~/estates/${asked.body.id}/confirm`);
}

/** The division of an estate is taken back: asked for by one person, confirmed by another. */
export async function undoEstateBy(test: TestApp, deceased: string, reason = '登记错人'): Promise<Reply> {
  const asked = await test.as('accountant').post('~/estates/undo', { deceased, reason });
  if (asked.status !== 201) return asked;
  return test.as('reviewer').post(`~/estates/${asked.body.id}/confirm`);
}

/** A payment that the bank had reported as paid came back: told by one person, confirmed by another. */
export async function lateReturnBy(test: TestApp, order: string, serial: number): Promise<Reply> {
  const told = await test.as('reviewer').post(`${order}/late-return`, { serial, reason: '账户注销' });
  if (told.status !== 201) return told;
  return test.as('chair').post(`${order}/late-returns/${told.body.id}/confirm`);
}

/** An answer that was wrong: told by whoever reads answers in, confirmed by another. */
export async function takeBackBy(test: TestApp, order: string, answerId: string): Promise<Reply> {
  const reason = { reason: '对账单上没有退汇' };
  const asked = await test.as('cashier').post(`${order}/answers/${answerId}/take-back`, reason);
  if (asked.status !== 201) return asked;
  return test.as('reviewer').post(`${order}/take-backs/${asked.body.id}/confirm`);
}

/** A late return that was none: told by whoever reads answers in, confirmed by another. */
export async function takeBackLateBy(test: TestApp, order: string, lateReturnId: string): Promise<Reply> {
  const reason = { reason: '退回的是另一笔' };
  const asked = await test.as('cashier').post(`${order}/late-returns/${lateReturnId}/take-back`, reason);
  if (asked.status !== 201) return asked;
  return test.as('reviewer').post(`${order}/take-backs/${asked.body.id}/confirm`);
}

/** What the bank's answers say came back is looked at by another than whoever read them in. */
export async function confirmAnswers(test: TestApp): Promise<void> {
  const reviewer = test.as('reviewer');
  const { answers } = await expectStatus(reviewer.get('~/payout-answers?state=awaiting&limit=999'), 200);
  for (const { id } of answers as { id: string }[])
    await expectStatus(reviewer.post(`~/payout-answers/${id}/confirm`), 200);
}

export interface Answer {
  readonly serial: number;
  readonly number: string;
  readonly amount: string;
  readonly result: string;
}

export function readAnswer(
  test: TestApp,
  batchId: string,
  answers: readonly Answer[],
  query = '',
): Promise<Reply> {
  const rows = answers.map(
    ({ serial, number, amount, result }) =>
      // No two batches have the same answer; what was paid has no reason why not.
      `${serial},${accountOf(number)},${amount},${result},${result === '成功' ? '' : batchId},${batchId}`,
  );
  return sendAnswer(test, batchId, ['序号,账号,金额,结果,原因,附言', ...rows].join('\n'), query);
}

/** The bank's answer as whatever file it is. */
export function sendAnswer(
  test: TestApp,
  batchId: string,
  content: string | Uint8Array,
  query = '',
): Promise<Reply> {
  const { payload, headers } = upload('回盘.csv', content);
  return test.as('cashier').post(`~/payout-batches/${batchId}/answer${query}`, payload, headers);
}

export async function states(test: TestApp, query = ''): Promise<Readonly<Record<string, string>>> {
  const { claims } = await expectStatus(test.as('auditor').get(`~/payout-claims?limit=999${query}`), 200);
  return Object.fromEntries(
    (claims as { run: string; number: string; part: number; state: string }[]).map((each) => [
      `${each.run}/${each.number}${each.part === 0 ? '' : `.${each.part}`}`,
      each.state,
    ]),
  );
}
