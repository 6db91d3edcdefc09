/** The sentence for every place where somebody's money can be: what it says, with which sign, and what one can do. */
import './reader.ts';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/domain/language.ts';
import { payoutStates } from '../../src/domain/payout.ts';
import { pensionStandings } from '../../src/domain/pension-standing.ts';
import { sayIn } from '../../src/web/shared/language.ts';
import {
  dividendsOf,
  goneOf,
  latestOf,
  whereClaimIs,
  whereMoneyIs,
  wherePensionIs,
  type OwnClaim,
  type OwnDividend,
  type OwnMoney,
  type OwnPension,
} from '../../src/web/portal/money/where.ts';

const zh = sayIn('zh');
const payment = {
  sentOn: '2025-07-04',
  payOn: '2025-07-05',
  isPast: false,
  bank: '工商银行',
  accountMasked: '…0012',
  amount: '480.00',
  outcome: null,
  reason: null,
} as const;
const claim: OwnClaim = {
  runId: 'run',
  period: '2025-H1',
  holder: 'member',
  number: '1',
  part: 0,
  inherited: false,
  state: 'payable',
  net: '480.00',
  open: '480.00',
  held: null,
  paidTo: null,
  payment: null,
  cash: null,
};
const pension: OwnPension = {
  month: '2025-06',
  means: 'bank',
  state: 'sent',
  madeUpIn: null,
  arrears: '0.00',
  offset: '0.00',
  amount: '600.00',
  back: null,
  payment: { ...payment, amount: '600.00' },
};

describe('A month of a pension', () => {
  it.each([
    [{ state: 'approved' }, '→', '已经批准，正在办理付款。'],
    [{ state: 'approved', means: 'cash', payment: null }, '→', '已经批准，等着发现金。'],
    [{ state: 'sent' }, '→', '已交银行，预计2025年7月5日有 600.00\u00a0元 到账户 …0012（工商银行）。'],
    [
      { state: 'sent', payment: { ...payment, amount: '600.00', isPast: true } },
      '→',
      '2025年7月4日交了银行，2025年7月5日付 600.00\u00a0元 到账户 …0012（工商银行）。办公室还没有登记银行的答复，所以这里还不知道到了没有。',
    ],
    [{ state: 'paid' }, '✓', '2025年7月5日已付 600.00\u00a0元 到您的账户 …0012（工商银行）。'],
    [{ state: 'paid', means: 'cash', payment: null }, '✓', '已发现金。'],
    [{ state: 'nothing-due', means: 'cash', payment: null }, '✓', '抵扣以前多发的以后，这个月没有钱要发。'],
    [{ state: 'held', means: 'held', payment: null }, '!', '这个月的先存在合作社，还没有发。不会丢。'],
    [
      { state: 'returned', back: '户名不符' },
      '!',
      '银行退回了这笔钱（原来付到账户 …0012，工商银行）：户名不符。钱还在合作社，不会丢。',
    ],
    [
      { state: 'returned', means: 'cash', payment: null, back: '没有人来领' },
      '!',
      '现金退回来了：没有人来领。钱还在合作社，和以后一个月的一起补发。',
    ],
    [{ state: 'refused' }, '!', '银行没有受理这一批，办公室会再发。钱还在合作社。'],
    [{ state: 'made-up', madeUpIn: '2025-08' }, '✓', '已并入2025年8月补发。'],
  ] as const)('%j', (change, sign, said) => {
    expect(wherePensionIs({ ...pension, ...change }, zh)).toMatchObject({ sign, said });
  });

  it('says what one can do wherever nothing has been paid', () => {
    for (const state of pensionStandings) {
      const isDone = state === 'paid' || state === 'nothing-due' || state === 'made-up';
      for (const language of languages) {
        const { said, todo } = wherePensionIs({ ...pension, state, madeUpIn: '2025-08' }, sayIn(language));
        expect([state, said]).not.toEqual([state, '']);
        expect(said).not.toMatch(/[{}]/);
        expect([state, todo === null]).toEqual([state, isDone]);
      }
    }
  });
});

describe('A claim', () => {
  it.each([
    [{ state: 'payable' }, '…', '已经记账，等着发放。', '长时间没有收到，请打电话问办公室。'],
    [
      { state: 'no-account' },
      '!',
      '等着发放，可是办公室还没有您的银行账号。',
      expect.stringContaining('银行卡'),
    ],
    [{ state: 'account-unconfirmed' }, '…', '等着发放：您的银行账号还在核对。', expect.any(String)],
    [{ state: 'below-minimum' }, '…', '数额太小，先记着，和以后的一起发。不会丢。', expect.any(String)],
    [
      { state: 'returned', payment: { ...payment, reason: '账户注销' } },
      '!',
      '银行退回了这笔钱（原来付到账户 …0012，工商银行）：账户注销。钱还在合作社，不会丢。',
      expect.stringContaining('核对账号'),
    ],
    [
      { state: 'owed', open: '-12.50' },
      '!',
      '更正以后，多发了 12.50\u00a0元。',
      expect.stringContaining('退回'),
    ],
    [{ state: 'held', held: 'freeze' }, '!', expect.stringContaining('先存在合作社'), expect.any(String)],
    [{ state: 'payable', paidTo: '张三' }, '…', '已经记账，等着发给张三。', expect.any(String)],
  ] as const)('%j', (change, sign, said, todo) => {
    expect(whereClaimIs({ ...claim, ...(change as Partial<OwnClaim>) }, zh)).toEqual({ sign, said, todo });
  });

  it('of every state is said in full in both languages', () => {
    for (const state of payoutStates)
      for (const language of languages)
        for (const paidTo of [null, '张三']) {
          const each = whereClaimIs({ ...claim, state, paidTo, payment, held: 'freeze' }, sayIn(language));
          expect(each.said).not.toMatch(/^$|[{}]/);
          expect(each.todo ?? '-').not.toMatch(/^$|[{}]/);
        }
  });
});

const line: OwnDividend = {
  runId: 'run',
  run: '1',
  kind: 'regular',
  state: 'posted',
  period: '2025-H1',
  recordDate: '2025-06-30',
  postedOn: '2025-07-20',
  basis: 'record-date',
  method: 'largest-remainder',
  rateScale: null,
  rate: null,
  pool: '1000.00',
  carriedIn: '0.00',
  paid: '1000.00',
  carried: '0.00',
  totalWeight: '1000',
  taxRate: '0.20',
  taxBasis: '第三条',
  taxBasisEn: null,
  shares: '600',
  weight: '600',
  floor: '600.00',
  extra: 0,
  gross: '600.00',
  tax: '120.00',
  net: '480.00',
  holder: 'member',
  number: '1',
  takenBack: false,
  corrects: null,
  notice: null,
  withdrawnBecause: null,
};
const notice = {
  postedOn: '2025-07-01',
  lastDay: '2025-07-08',
  objectionsUntil: '2025-07-16',
  unlockDay: '2025-07-09',
  isOver: false,
  raisedObjections: 0,
  openObjections: 0,
  answersBy: null,
  ownOpen: [],
  daysToObject: 3,
};
const money = (dividends: readonly OwnDividend[], claims: readonly OwnClaim[] = []): OwnMoney => ({
  dividends: [...dividends],
  claims: [...claims],
  pensions: { months: [], repaid: [], notOrdered: null },
});

describe('A line of a dividend', () => {
  it.each([
    [
      { state: 'on-notice', notice },
      '正在公示，还没有发。公示期满、没有异议，就发。',
      /到2025年7月16日为止可以提异议（还有 3 天，含今天）/,
    ],
    [
      { state: 'on-notice', notice: { ...notice, openObjections: 1, answersBy: '2025-07-20' } },
      '正在公示，还没有发。有 1 条异议还没有答复：监事最迟2025年7月20日答复完，在答复之前，这次分红谁的钱都不发。',
      /可以提异议/,
    ],
    [
      {
        state: 'on-notice',
        notice: { ...notice, isOver: true, daysToObject: 0, openObjections: 2, answersBy: '2025-07-20' },
      },
      '公示已经期满，可是有 2 条异议还没有答复：监事最迟2025年7月20日答复完，在答复之前，这次分红谁的钱都不发。',
      /打电话/,
    ],
    [
      { state: 'on-notice', notice: { ...notice, isOver: true, daysToObject: 0 } },
      '公示已经期满，等着入账发放。',
      /打电话/,
    ],
    [{ kind: 'history' }, '这是以前发过的，记在这里备查。', null],
    [{}, '已经记账，等着发放。', /打电话/],
  ] as const)('%j', (change, said, todo) => {
    const own = { ...line, ...(change as Partial<OwnDividend>) };
    const [where] = whereMoneyIs(own, money([own]), zh);
    expect(where?.said).toBe(said);
    if (todo === null) expect(where?.todo).toBeNull();
    else expect(where?.todo).toMatch(todo);
  });

  it('is told of as its claim stands', () => {
    const own = money([line], [claim, { ...claim, number: '2', state: 'paid' }]);
    expect(whereMoneyIs(line, own, zh)).toEqual([whereClaimIs(claim, zh)]);
  });

  it('counts for the newest half-year unless it was taken back', () => {
    const later = { ...line, run: '2', period: '2025-H2' };
    expect(latestOf(money([line, later]))?.period).toBe('2025-H2');
    expect(latestOf(money([line, { ...later, takenBack: true }]))?.period).toBe('2025-H1');
    expect(goneOf(money([line, later]))).toEqual([]);
    expect(dividendsOf(money([line, { ...later, state: 'calculated' }])).map(({ run }) => run)).toEqual([
      '1',
    ]);
  });

  it('that counts for nothing any more is explained until another stands in its place', () => {
    const later = { ...line, runId: 'later', run: '2', period: '2025-H2' };
    const withdrawn = { ...later, state: 'withdrawn' } as const;
    expect(goneOf(money([line, { ...withdrawn, withdrawnBecause: '股数有误' }]))).toMatchObject([
      { why: 'withdrawn', because: '股数有误' },
    ]);
    expect(goneOf(money([line, withdrawn]))).toMatchObject([
      { period: '2025-H2', why: 'withdrawn', runId: 'later' },
    ]);
    const reversal = { ...later, runId: 'back', run: '3', kind: 'reversal', takenBack: true } as const;
    expect(goneOf(money([line, { ...later, takenBack: true }, reversal]))).toMatchObject([
      { period: '2025-H2', why: 'takenBack', runId: 'later' },
    ]);
    // Of one's own and of the household's shares it is said once.
    expect(goneOf(money([withdrawn, { ...withdrawn, holder: 'household' }]))).toHaveLength(1);
    const again = { ...later, runId: 'again', run: '4', state: 'on-notice' } as const;
    expect(goneOf(money([line, withdrawn, again]))).toEqual([]);
    // What is long past stands in the history of the office.
    expect(goneOf(money([{ ...withdrawn, period: '2024-H2' }, line]))).toEqual([]);
  });
});
