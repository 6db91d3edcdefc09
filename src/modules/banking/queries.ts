/** Orders, claims and cash as people read them. */
import { chineseAmount } from '../../domain/chinese-amount.ts';
import { Money } from '../../domain/money.ts';
import { waitsForHeirs } from '../../domain/holding.ts';
import type { OwnRestDays } from '../../domain/rest-days.ts';
import { limitationDay, payoutStates, type PayoutState } from '../../domain/payout.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import type { ClaimRow } from './claims.ts';
import type { CashEntry } from './claim-store.ts';
import { bankRowOf, type AnsweredLine, type Order, type PayoutSettingRow } from './order-store.ts';

/** Of the pensions of a month: everybody who gets something, and what is paid over the counter. */
export interface Besides {
  readonly month: string;
  readonly count: number;
  readonly inCash: Money;
}

/** Who pays, as in force. */
export function settingsOnWire({ payerName, payerBank, payerAccountMasked, minimum }: PayoutSettingRow) {
  return { payerName, payerBank, payerAccountMasked, minimum: minimum.toString() };
}

export function orderOnWire(order: Order, besides: Besides | null = null) {
  const { row, payer, state, file, release, end, refusal, takenAt, paid, returned } = order;
  const inCash = besides?.inCash ?? Money.zero;
  const total = row.total.plus(inCash);
  return {
    id: row.id,
    number: row.number.toString(),
    state,
    payOn: row.payOn.toString(),
    purpose: row.purpose,
    payer: payer && {
      name: payer.payerName,
      bank: payer.payerBank,
      accountMasked: payer.payerAccountMasked,
    },
    month: besides?.month ?? null,
    count: besides?.count ?? row.count,
    bankRows: row.bankRows,
    byBank: row.total.toString(),
    inCash: inCash.toString(),
    total: total.toString(),
    totalInCapitals: chineseAmount(total),
    paid: { count: paid.count, total: paid.total.toString() },
    returned: { count: returned.count, total: returned.total.toString() },
    template: row.template,
    encoding: row.encoding,
    fileName: file?.name ?? null,
    fileSha256: file?.fileSha256 ?? null,
    fileTakenAt: takenAt?.toISOString() ?? null,
    madeAt: row.madeAt.toISOString(),
    releasedAt: release?.recordedAt.toISOString() ?? null,
    endedAt: (refusal ?? end)?.recordedAt.toISOString() ?? null,
    reason: (refusal ?? end)?.reason ?? null,
  };
}

/** Of a batch of dividends. */
export function lineOnWire({ line, holder, run, told, reason, lateReturnId }: AnsweredLine) {
  const { kind, number } = must(holder, 'the holder behind a payment');
  return {
    serial: line.serial,
    bankRow: bankRowOf(line),
    kind,
    number,
    part: must(line.part, 'the part of a claim'),
    runId: must(line.runId, 'the run of a claim'),
    run: must(run, 'the run of a claim').toString(),
    payee: line.payeeName,
    bank: line.bankName,
    accountMasked: line.bankAccountMasked,
    amount: line.amount.toString(),
    outcome: told.at(-1) ?? null,
    reason,
    lateReturnId,
  };
}

/** How many claims stand where, and for how much; in the order of the states. */
export function totalsByState(
  rows: readonly { readonly state: PayoutState; readonly net: Money; readonly open: Money }[],
) {
  return payoutStates.flatMap((state) => {
    const of = rows.filter((each) => each.state === state);
    const total = Money.sum(of.map(({ net }) => net)).toString();
    const stillOpen = Money.sum(of.map(({ open }) => open)).toString();
    return of.length === 0 ? [] : [{ state, count: of.length, total, open: stillOpen }];
  });
}

export function claimOnWire(claim: ClaimRow) {
  const {
    runId,
    runNumber,
    period,
    kind,
    number,
    part,
    payeeName,
    bankName,
    accountMasked,
    net,
    open,
    state,
    held,
  } = claim;
  return {
    runId,
    run: runNumber,
    period,
    kind,
    number,
    part,
    payee: payeeName,
    bank: bankName,
    accountMasked,
    net: net.toString(),
    open: open.toString(),
    state,
    held,
  };
}

/** Money that waits, with the day until which it can be asked for. */
export function waitingOnWire(claim: ClaimRow, restDays: OwnRestDays) {
  const dueOn = dayInChina(claim.postedAt);
  const { remindedOn, held } = claim;
  const heirsUnknown = waitsForHeirs(held);
  const heirsSince = claim.dividedAt === null ? null : dayInChina(claim.dividedAt);
  return {
    ...claimOnWire(claim),
    dueOn: dueOn.toString(),
    remindedOn: remindedOn?.toString() ?? null,
    limitationOn:
      limitationDay({ dueOn, remindedOn, heirsUnknown, heirsSince }, restDays)?.toString() ?? null,
  };
}

export function cashOnWire({ row, of, struck }: CashEntry) {
  return {
    id: row.id,
    number: row.number.toString(),
    runId: row.runId,
    run: of.run,
    period: of.period,
    kind: of.kind,
    holder: of.number,
    part: row.part,
    payee: of.payee,
    direction: row.direction,
    amount: row.amount.toString(),
    amountInCapitals: chineseAmount(row.amount),
    handedOn: row.handedOn.toString(),
    proxy: row.proxy,
    struck,
  };
}
