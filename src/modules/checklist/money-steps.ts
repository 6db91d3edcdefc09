/** The steps of the money: sent, answered, settled; of every posted run of the half-year together. */
import type { AnyEndpoint } from '../../contract/endpoint.ts';
import type { Sentence } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { isPayableInCash, isWaiting, type PayoutState } from '../../domain/payout.ts';
import type { RunRow } from '../dividends/index.ts';
import { enterPayoutCash, listWaitingClaims } from '../banking/claim-contract.ts';
import {
  answerPayoutBatch,
  listPayoutBatches,
  makePayoutBatch,
  readPayoutBatch,
  releasePayoutBatch,
  sendPayoutBatch,
} from '../banking/contract.ts';
import type { ClaimRow, Order } from '../banking/index.ts';
import type { Linker, LinkedFact } from './link.ts';

/** `run`: the regular run of the half-year; `runs`: all of it that are not withdrawn; `batches`: those that pay lines of them. */
export function moneySteps(
  link: Linker,
  run: RunRow | undefined,
  runs: readonly RunRow[],
  claims: readonly ClaimRow[],
  batches: readonly Order[],
) {
  const posted = run?.state === 'posted';
  const of = (...states: readonly PayoutState[]) => claims.filter(({ state }) => states.includes(state));
  const inState = (state: Order['state']) => batches.filter((each) => each.state === state);
  const [unanswered] = inState('sent');
  const atBatch = ({ row }: Order, act: AnyEndpoint, notBy: readonly string[] = []) =>
    link(readPayoutBatch, { orderId: row.id }, act, { orderId: row.id }, notBy);
  const toRelease = (batch: Order) => atBatch(batch, releasePayoutBatch, [batch.row.madeBy]);
  const toSend = (batch: Order) =>
    atBatch(batch, sendPayoutBatch, [
      batch.row.madeBy,
      ...(batch.release === null ? [] : [batch.release.recordedBy]),
    ]);
  const toPay = of('payable', 'returned');
  const toMake = link(listPayoutBatches, {}, makePayoutBatch);
  const ofBatches = [
    ...(toPay.length === 0 ? [] : [toMake]),
    ...inState('made').map(toRelease),
    ...inState('released').map(toSend),
  ];
  const inBatch = of('in-batch');
  const sent = of('sent');
  const waiting = claims.filter(
    ({ state }) => isWaiting(state) && !toPay.some((each) => each.state === state),
  );
  const owed = of('owed');
  const unposted = runs.filter(({ id, state }) => id !== run?.id && state !== 'posted');
  // Nobody has an account, or all is held: nothing goes through the bank.
  const noBank =
    posted &&
    [...toPay, ...inBatch, ...sent, ...of('paid', 'returned-twice')].length === 0 &&
    claims.some(({ state }) => isWaiting(state) || state === 'paid-in-cash');
  const allSent = posted && toPay.length === 0 && inBatch.length === 0;
  const cash = waiting.filter(({ state }) => isPayableInCash(state));
  const actionable = cash.length > 0 || owed.length > 0 || unposted.length > 0;
  return {
    'batch-sent': {
      done: allSent,
      unneeded: noBank,
      detail: words([
        [toPay, '待制批次', 'to go into a batch'],
        [inBatch, '批次待放行、送出', 'in a batch that is not released and sent'],
      ]),
      ready: toPay.length + inBatch.length > 0,
      link: ofBatches[0] ?? toMake,
      besides: ofBatches.slice(1),
    },
    'bank-answered': {
      done: allSent && sent.length === 0,
      unneeded: noBank,
      detail: words([[sent, '待回盘', 'without an answer']]) ?? answeredSoFar(batches, toPay),
      ready: sent.length > 0,
      link:
        unanswered === undefined
          ? link(listPayoutBatches, {}, answerPayoutBatch)
          : atBatch(unanswered, answerPayoutBatch),
    },
    'money-settled': {
      done:
        allSent && sent.length === 0 && waiting.length === 0 && owed.length === 0 && unposted.length === 0,
      detail: words([
        [
          cash,
          '待领现金（无账户、两次退回、低于起付额）',
          'to be fetched: no account, returned twice, below the minimum',
        ],
        [of('held'), '暂存（冻结、争议、继承）', 'held: frozen, in dispute, of an estate'],
        [of('no-payee'), '无领取人', 'without a payee'],
        [owed, '应收回', 'owed back'],
        ...(unposted.length === 0
          ? []
          : [
              [
                unposted.map(() => ({ net: Money.zero, open: Money.zero })),
                '补差、冲销等分红未入账',
                'other runs that are not posted',
              ] as const,
            ]),
      ]),
      ready: actionable,
      link: link(listWaitingClaims, {}, enterPayoutCash),
      ...(!actionable && {
        reason:
          waiting.length === 0
            ? undefined
            : {
                zh: '等待解冻、继承或确定领取人',
                en: 'a freeze, a dispute, heirs or a payee must be settled first',
              },
      }),
    },
  } satisfies Record<string, LinkedFact>;
}

/** That something came back does not hide that the bank has answered. */
function answeredSoFar(batches: readonly Order[], toPay: readonly ClaimRow[]): Sentence | undefined {
  const last = batches.filter(({ state }) => state === 'settled').at(-1);
  if (last === undefined || toPay.length === 0) return undefined;
  const { row, paid, returned } = last;
  return {
    zh: `第 ${row.number} 批已回盘：成功 ${paid.count} 笔 ${paid.total.toGrouped()} 元，退回 ${returned.count} 笔 ${returned.total.toGrouped()} 元`,
    en: `batch ${row.number} is answered: ${paid.count} paid, ${paid.total.toGrouped()} yuan; ${returned.count} returned, ${returned.total.toGrouped()} yuan`,
  };
}

type Part = readonly [
  claims: readonly { readonly net: Money; readonly open: Money }[],
  zh: string,
  en: string,
];

function words(parts: readonly Part[]): Sentence | undefined {
  const told = parts.filter(([claims]) => claims.length > 0);
  if (told.length === 0) return undefined;
  // Of what is with the bank nothing is open; it counts with what was sent.
  const sum = (claims: Part[0]) =>
    Money.sum(claims.map(({ net, open }) => (open.isZero ? net : open))).toGrouped();
  return {
    zh: told.map(([claims, zh]) => `${zh} ${claims.length} 笔 ${sum(claims)} 元`).join('；'),
    en: told.map(([claims, , en]) => `${claims.length} ${en}, ${sum(claims)} yuan`).join('; '),
  };
}
