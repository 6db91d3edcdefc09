/**
 * A person's money as they are told it: each line of a run, the claim that stands behind it with the payment that it ended in, and the
 * pensions. What is theirs is seen as the portal; where it stands is said by the office's own rule, of what was seen alone.
 */
import { LocalDate } from '../../domain/calendar.ts';
import { toldPensions } from '../../domain/pension-standing.ts';
import { readAs, readAsPortal, type CommandContext } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { dividendsReceived, fateOfOrders, ownCash, ownClaims, ownPayments } from '../banking/index.ts';
import { noticeOfRun, ownDividends, runsById, type ownObjections } from '../dividends/index.ts';
import type { OwnPerson } from '../members/index.ts';
import { backOf, notOrderedYet, ownPensions, pensionPayments } from '../pensions/index.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { accountsOfPerson } from '../shares/index.ts';
import { noticeDays, noticesFor } from './notice.ts';

export const noMoney = { dividends: [], claims: [], pensions: { months: [], repaid: [], notOrdered: null } };

/** Seen as the portal, by row policy. */
export async function seenMoney(tx: Tx, cooperativeId: string, { memberId, householdId }: OwnPerson) {
  const accounts = await accountsOfPerson(tx, cooperativeId, { memberId, householdId });
  const accountIds = accounts.map(({ id }) => id);
  return {
    memberId,
    accounts,
    dividends: await ownDividends(tx, cooperativeId, accountIds),
    payments: await ownPayments(tx, cooperativeId, memberId),
    cash: await ownCash(tx, cooperativeId, accountIds),
    pensions: await ownPensions(tx, cooperativeId, memberId),
  };
}
export type SeenMoney = Awaited<ReturnType<typeof seenMoney>>;

/** What was seen, with where it stands today. */
export async function moneyOnWire(tx: Tx, cooperativeId: string, today: LocalDate, seen: SeenMoney) {
  const { memberId, accounts, dividends, payments, cash, pensions } = seen;
  const claims = await ownClaims(tx, cooperativeId, today, {
    memberId,
    accountIds: accounts.map(({ id }) => id),
  });
  const orderIds = new Set([...payments, ...pensions.months].map(({ orderId }) => orderId));
  const fates = await fateOfOrders(tx, cooperativeId, [...orderIds]);
  const refused = new Set(fates.flatMap(({ orderId, isRefused }) => (isRefused ? [orderId] : [])));
  const onWire = (payment: SeenPayment | undefined) => paymentOnWire(payment, fates, today);
  const went = payments.filter(({ orderId }) => !refused.has(orderId));
  const holders = new Map(accounts.map((each) => [each.id, each]));
  const notices = new Map<string, Awaited<ReturnType<typeof noticeDays>>>();
  for (const { runId } of dividends.filter(({ state }) => state === 'on-notice')) {
    const notice = await noticeOfRun(tx, cooperativeId, runId);
    if (notice) notices.set(runId, await noticeDays(tx, cooperativeId, notice, today, memberId));
  }
  const gone = dividends.filter(({ state }) => state === 'withdrawn').map(({ runId }) => runId);
  const withdrawn = await runsById(tx, cooperativeId, gone);
  return {
    dividends: dividends.map(({ accountId, ...line }) => {
      const { kind: holder = 'member' as const, number = '' } = holders.get(accountId) ?? {};
      return {
        ...line,
        holder,
        number,
        notice: notices.get(line.runId) ?? null,
        withdrawnBecause: withdrawn.get(line.runId)?.reason ?? null,
      };
    }),
    claims: claims.map(({ accountId, ...claim }) => {
      const isOf = (each: Of) =>
        each.runId === claim.runId && each.accountId === accountId && each.part === claim.part;
      const handed = cash.findLast((each) => isOf(each) && each.direction === 'paid');
      return {
        ...claim,
        payment: onWire(went.findLast(isOf)),
        cash: handed === undefined ? null : { handedOn: handed.handedOn, proxy: handed.proxy },
      };
    }),
    pensions: {
      ...pensions,
      months: await monthsOnWire(tx, cooperativeId, today, seen, fates),
      // Whoever never had one is told of their first once it is ordered.
      notOrdered: pensions.months.length > 0 ? await notOrderedYet(tx, cooperativeId, memberId, today) : null,
    },
  };
}

/** What the person got and gave back, by the day of payment: the very figures of their statement. */
export async function receivedOnWire(tx: Tx, cooperativeId: string, { memberId, accounts }: SeenMoney) {
  const whose = { accountIds: accounts.map(({ id }) => id), memberId };
  const handedOver = await dividendsReceived(tx, cooperativeId, whose);
  const runs = await runsById(
    tx,
    cooperativeId,
    handedOver.map(({ runId }) => runId),
  );
  const dividends = handedOver.map((received) => {
    const { runId, accountId, part, on, means, amount, accountMasked, isAnswered } = received;
    const { period, kind } = must(runs.get(runId), 'the run that was paid');
    return {
      of: 'dividend' as const,
      on: on.toString(),
      period,
      kind,
      holder: part > 0 ? null : (accounts.find(({ id }) => id === accountId)?.kind ?? null),
      month: null,
      means,
      accountMasked,
      amount: amount.toString(),
      isAnswered,
    };
  });
  const { payments, repayments } = await pensionPayments(tx, cooperativeId, memberId);
  const noDividend = { of: 'pension' as const, period: null, kind: null, holder: null, accountMasked: null };
  const paid = payments
    .filter(({ returned, amount }) => !returned && !amount.isZero)
    .map(({ paidOn, month, means, amount, isAnswered }) => ({
      ...noDividend,
      on: paidOn.toString(),
      month,
      means,
      amount: amount.toString(),
      isAnswered,
    }));
  const back = repayments.map(({ recordedAt, amount, means }) => ({
    ...noDividend,
    on: dayInChina(recordedAt).toString(),
    month: null,
    means,
    amount: amount.negated().toString(),
    isAnswered: true,
  }));
  return [...dividends, ...paid, ...back].sort((one, other) =>
    one.on < other.on ? -1 : one.on > other.on ? 1 : 0,
  );
}

/** By month. What was not approved, or cancelled, is not told. */
async function monthsOnWire(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  { memberId, payments, pensions: { months } }: SeenMoney,
  fates: Awaited<ReturnType<typeof fateOfOrders>>,
) {
  if (months.length === 0) return [];
  const backs = await backOf(tx, cooperativeId, memberId);
  const parts = fates.flatMap(({ orderId, ...fate }) =>
    months
      .filter((month) => month.orderId === orderId)
      .map((month) => {
        const payment = payments.find((each) => each.orderId === orderId && each.serial === month.serial);
        const { backAt = null, backReason = null } = backs.get(orderId) ?? {};
        return { ...fate, ...month, payment, backAt, backReason, isAnswered: payment?.outcome === 'paid' };
      }),
  );
  return toldPensions(parts)
    .toSorted(({ part: one }, { part: other }) =>
      one.month < other.month ? -1 : one.month > other.month ? 1 : 0,
    )
    .map(({ part: { month, means, arrears, offset, amount, backReason, payment }, state, madeUpIn }) => ({
      month,
      means,
      state,
      madeUpIn,
      arrears: arrears.toString(),
      offset: offset.toString(),
      amount: amount.toString(),
      back: backReason,
      payment: paymentOnWire(payment, fates, today),
    }));
}

interface Of {
  readonly runId: string | null;
  readonly accountId: string | null;
  readonly part: number | null;
}

type SeenPayment = SeenMoney['payments'][number];

function paymentOnWire(
  payment: SeenPayment | undefined,
  fates: Awaited<ReturnType<typeof fateOfOrders>>,
  today: LocalDate,
) {
  if (payment === undefined) return null;
  const { orderId, payOn, bank, accountMasked, amount, outcome, reason } = payment;
  const sentAt = fates.find((each) => each.orderId === orderId)?.endedAt ?? null;
  return {
    sentOn: sentAt === null ? null : dayInChina(sentAt).toString(),
    payOn,
    isPast: today.isAfter(LocalDate.parse(payOn)),
    bank,
    accountMasked,
    amount,
    outcome,
    reason,
  };
}

/** What one said against a notice and nobody has settled, while it bears on money: its half-year, and by when it is answered. */
async function openObjections(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  raised: Awaited<ReturnType<typeof ownObjections>>,
) {
  const open = raised.filter(({ settled }) => settled === null);
  if (open.length === 0) return [];
  const { objections } = await noticesFor(tx, cooperativeId, today, open);
  return objections
    .filter(({ state, takenBack }) => !takenBack && (state === 'on-notice' || state === 'posted'))
    .map(({ runId, period, number, answerBy, state }) => ({
      runId,
      period,
      number,
      answerBy,
      isPosted: state === 'posted',
    }));
}

/** The one after the other: what is theirs as the portal, then where it stands as the office. */
export async function withMoney<
  Seen extends {
    readonly money: SeenMoney | null;
    readonly raised: Awaited<ReturnType<typeof ownObjections>>;
  },
>(
  services: Services,
  { cooperativeId, today, context }: Asking,
  see: (tx: Tx, userId: string) => Promise<Seen>,
) {
  const asking = context();
  const seen = await readAsPortal(services, cooperativeId, asking.userId, (tx) => see(tx, asking.userId));
  const { money, raised, ...others } = seen;
  const told =
    money === null
      ? { money: noMoney, objections: [] }
      : await readAs(services, asking, 'own.read', async (tx) => ({
          money: await moneyOnWire(tx, cooperativeId, today, money),
          objections: await openObjections(tx, cooperativeId, today, raised),
        }));
  return { ...others, ...told };
}

interface Asking {
  readonly cooperativeId: string;
  readonly today: LocalDate;
  readonly context: () => CommandContext;
}
