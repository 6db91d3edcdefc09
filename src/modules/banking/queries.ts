/** Payouts as people read them. */
import { chineseAmount } from '../../domain/chinese-amount.ts';
import { Money } from '../../domain/money.ts';
import { limitationDay, payoutStates, type PayoutState } from '../../domain/payout.ts';
import { dayInChina } from '../../platform/services.ts';
import type { ClaimRow } from './claims.ts';
import { batchState, type AnsweredLine, type Batch, type CashEntry } from './store.ts';

export function batchOnWire(batch: Batch) {
  const { row, end, refusal, takenAt, paid, returned } = batch;
  return {
    id: row.id,
    number: row.number.toString(),
    template: row.template,
    encoding: row.encoding,
    purpose: row.purpose,
    count: row.count,
    payOn: row.payOn.toString(),
    state: batchState(batch),
    total: row.total.toString(),
    totalInCapitals: chineseAmount(row.total),
    paid: { count: paid.count, total: paid.total.toString() },
    returned: { count: returned.count, total: returned.total.toString() },
    fileName: row.fileName,
    fileSha256: row.fileSha256,
    madeAt: row.madeAt.toISOString(),
    fileTakenAt: takenAt?.toISOString() ?? null,
    endedAt: (refusal ?? end)?.recordedAt.toISOString() ?? null,
    reason: (refusal ?? end)?.reason ?? null,
  };
}

export function lineOnWire({ line, kind, number, run, told, reason }: AnsweredLine) {
  return {
    serial: line.serial,
    kind,
    number,
    part: line.part,
    runId: line.runId,
    run: run.toString(),
    payee: line.payeeName,
    bank: line.bankName,
    accountMasked: line.bankAccountMasked,
    amount: line.amount.toString(),
    outcome: told.at(-1) ?? null,
    reason,
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
export function waitingOnWire(claim: ClaimRow) {
  const dueOn = dayInChina(claim.postedAt);
  const { remindedOn, held } = claim;
  const heirsUnknown = held === 'deceased' || held === 'estate-pending';
  return {
    ...claimOnWire(claim),
    dueOn: dueOn.toString(),
    remindedOn: remindedOn?.toString() ?? null,
    limitationOn: limitationDay({ dueOn, remindedOn, heirsUnknown })?.toString() ?? null,
  };
}

export function cashOnWire({ row, struck }: CashEntry) {
  return {
    id: row.id,
    number: row.number.toString(),
    runId: row.runId,
    direction: row.direction,
    amount: row.amount.toString(),
    amountInCapitals: chineseAmount(row.amount),
    handedOn: row.handedOn.toString(),
    proxy: row.proxy,
    struck,
  };
}
