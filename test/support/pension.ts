/** Pensions in tests: two pensioners and somebody too young, a rule, months made and paid. */
import postgres from 'postgres';
import type { Reply, TestApp } from './app.ts';
import { Money } from '../../src/domain/money.ts';
import { openTill } from './books.ts';
import { decide, expectStatus } from './cooperative.ts';
import {
  accountOf,
  lateReturnBy,
  memberId,
  release,
  releaseAndSend,
  todayOf,
  upload,
  type Answer,
} from './payout.ts';

export const pensionRule = {
  from: '2025-01',
  age: { male: 60, female: 55 },
  years: null,
  retireesOnly: true,
  amount: '600.00',
  deathMonthPaid: true,
  lifeProofMonths: null,
  source: '股代〔2024〕5号',
};

/** Members 1 and 2 are retired; 3 is too young. There is money to pay them. */
export async function enterPensioners(test: TestApp): Promise<void> {
  for (const [registerNumber, sex, birthDate] of [
    ['1', 'female', '1950-01-01'],
    ['2', 'male', '1955-05-05'],
    ['3', 'female', '1990-01-01'],
  ]) {
    const standings = [
      { kind: 'admitted', effectiveOn: '1990-01-01' },
      ...(registerNumber === '3' ? [] : [{ kind: 'retired', effectiveOn: '2015-06-01' }]),
    ];
    const body = { registerNumber, name: `成员${registerNumber}`, sex, birthDate, standings };
    await expectStatus(test.as('accountant').post('~/members', body), 201);
  }
  await openTill(test);
}

/**
 * What gives more is confirmed by the supervisor. A rule of months that are over is history: the cooperative came here after them.
 */
export async function setPensionRule(test: TestApp, change: object = {}): Promise<Reply> {
  const wish = { ...pensionRule, ...change };
  const month = todayOf(test).slice(0, 7);
  if (wish.from < month) await comesHereIn(test, month);
  let set = await test.as('chair').post('~/pension-rules', wish);
  // Once the members have met, they decide it.
  if (set.body.code === 'pension.rule-undecided') {
    const resolutionId = await decide(test, null, { matter: 'rules' });
    set = await test.as('chair').post('~/pension-rules', { ...wish, resolutionId });
  }
  const { proposal } = set.body as { proposal?: { id: string } | null };
  if (proposal)
    await expectStatus(test.as('supervisor').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
  return set;
}

async function comesHereIn(test: TestApp, month: string): Promise<void> {
  test.expectTampering('outside');
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`update cooperative set created_at = ${`${month}-01T00:00:00Z`} where id = ${test.cooperativeId}`;
  await owner.end();
}

export const makePensions = (test: TestApp, month: string, fields: object = {}): Promise<Reply> =>
  test.as('accountant').post('~/pension-runs', { month, payOn: todayOf(test), ...fields });

export const releasePensions = (test: TestApp, runId: string): Promise<Reply> =>
  release(test, `~/pension-runs/${runId}`);
/** Released by one person and sent by another. */
export const payPensions = (test: TestApp, runId: string): Promise<Reply> =>
  releaseAndSend(test, `~/pension-runs/${runId}`);

/** A month made by one person and confirmed by another. */
export async function paidPensions(
  test: TestApp,
  month: string,
  fields: object = {},
): Promise<Reply['body']> {
  const made = await expectStatus(makePensions(test, month, fields), 201);
  return expectStatus(payPensions(test, made.id as string), 200);
}

export async function pensionLines(test: TestApp, id: string): Promise<Record<string, string | null>[]> {
  return (await expectStatus(test.as('auditor').get(`~/pension-runs/${id}`), 200)).lines;
}

export async function standsAs(test: TestApp, member: string, kind: string, effectiveOn: string) {
  const id = await memberId(test, member);
  const reason = { left: 'elsewhere', reinstated: 'return' }[kind];
  const application = kind === 'left' ? { application: '迁入地证明' } : {};
  const basis = reason === undefined ? {} : { basis: { reason, ...application } };
  const standing = { kind, effectiveOn, ...basis };
  await expectStatus(test.as('accountant').post(`~/members/${id}/standings`, standing), 201);
}

/** What every account moved by: debit less credit. */
export async function booked(
  test: TestApp,
  from = '2025-07-01',
  to = '2025-07-31',
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await expectStatus(test.as('auditor').get(`~/trial-balance?from=${from}&to=${to}`), 200);
  return Object.fromEntries(
    (rows as { account: string; debit: string; credit: string }[]).flatMap((row) => {
      const moved = Money.parse(row.debit).minus(Money.parse(row.credit));
      return moved.isZero ? [] : [[row.account, moved.toString()]];
    }),
  );
}

/** A payment of a month that the bank had reported as paid came back. */
export const returnPensionLate = (test: TestApp, runId: string, serial: number): Promise<Reply> =>
  lateReturnBy(test, `~/pension-runs/${runId}`, serial);

/** Cash of a month that nobody fetched. */
export const returnPensionCash = (test: TestApp, runId: string, member: string): Promise<Reply> =>
  test.as('cashier').post(`~/pension-runs/${runId}/return-cash`, { member, reason: '户名不符' });

/** The bank's answer to a month. */
export function answerPensions(
  test: TestApp,
  runId: string,
  answers: readonly Answer[],
  query = '',
): Promise<Reply> {
  const rows = answers.map(
    ({ serial, number, amount, result }) =>
      `${serial},${accountOf(number)},${amount},${result},${result === '成功' ? '' : '户名不符'}`,
  );
  const { payload, headers } = upload('回盘.csv', ['序号,账号,金额,结果,原因', ...rows].join('\n'));
  return test.as('cashier').post(`~/pension-runs/${runId}/answer${query}`, payload, headers);
}
