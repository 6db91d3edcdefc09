/**
 * An order of payments in the books: sent, refused as a whole, come back, and what came back only by mistake in red. Entries are dated on
 * the day on which the bank pays.
 */
import { byCodeUnit } from '../../domain/apportion.ts';
import { CASH, chartOn } from '../../domain/chart.ts';
import { credit, debit, type EntryLine } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { bookedOn } from '../../domain/payment-order.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { enterJournal } from '../accounting/index.ts';
import { accountsOfClaims } from '../dividends/index.ts';
import type { Order, OrderLineRow } from './order-store.ts';
import { sentFrom } from './orders.ts';

/** What an order is in the books. */
export interface Booking {
  /** What the money was for: a cost, or owed to the holders of its lines (null), each on the account of its claim. */
  readonly account: string | null;
  /** The order's name in summaries, and what stands behind it when it is sent: 银行代发第 3 批 · 12 笔. */
  readonly title: string;
  readonly detail: string;
  readonly text: string;
  /** Paid over the counter with the order, when it is sent. */
  readonly inCash: Money;
}

/** Entries name the order that made them; verification finds them by these names. */
export const sources = {
  payout: {
    sent: 'payout-batch',
    refused: 'payout-batch-refusal',
    answered: 'payout-return',
    takenBack: 'payout-return-taken-back',
    lateTakenBack: 'payout-late-return-taken-back',
  },
  pension: {
    sent: 'pension-run',
    refused: 'pension-run-refusal',
    answered: 'pension-answer',
    takenBack: 'pension-answer-taken-back',
    lateTakenBack: 'pension-return-taken-back',
  },
} as const;

/** A line comes back late a further time only once the last was taken back: `times` counts them. */
export function lateSource({ row }: Order, line: OrderLineRow, times: number): string {
  const of =
    row.kind === 'payout'
      ? `payout-late-return:${row.id}:${line.serial}`
      : `pension-return:${row.id}:${line.payeeId}`;
  return times === 1 ? of : `${of}:${times}`;
}

/** A cost that was less: both sides in red, so that neither shows more than was really paid. */
export function costTakenBack(cost: string, from: string, amount: Money, text: string): readonly EntryLine[] {
  const red = amount.negated();
  return [debit(cost, red, text), credit(from, red, text)];
}

/** Money is booked on the day the bank pays it, though its file leaves the house before. */
function dated({ today }: CommandUnit, { row }: Order) {
  return { date: bookedOn(row.payOn, today), ahead: true };
}

export async function enterSent(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
  { account, title, detail, text, inCash }: Booking,
  bankAccount: string,
): Promise<void> {
  const { row, release } = order;
  const owed = account === null ? await owedOf(unit, order, lines) : [];
  await enterJournal(unit, {
    ...dated(unit, order),
    kind: 'automatic',
    summary: `${title}（${detail}）`,
    source: `${sources[row.kind].sent}:${row.id}`,
    preparedBy: row.madeBy,
    reviewedBy: must(release, 'the release of an order that is sent').recordedBy,
    lines: [
      ...(account === null ? debitedTo(owed, text) : [debit(account, row.total.plus(inCash), text)]),
      credit(bankAccount, row.total, '银行代发'),
      credit(CASH, inCash, '现金发放'),
    ],
    holders: owed.map((each) => ({ ...each, debit: each.amount, credit: Money.zero })),
  });
}

/** The sending of what the bank never tried, in red. */
export async function enterRefused(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
  { account, title, text }: Booking,
): Promise<void> {
  const { row, end } = order;
  const red = row.total.negated();
  const owed = (account === null ? await owedOf(unit, order, lines) : []).map((each) => ({
    ...each,
    amount: each.amount.negated(),
  }));
  await enterJournal(unit, {
    ...dated(unit, order),
    kind: 'automatic',
    summary: `冲销${title}：银行整批退件`,
    source: `${sources[row.kind].refused}:${row.id}`,
    lines: [
      ...(account === null ? debitedTo(owed, text) : [debit(account, red, text)]),
      credit(sentFrom(end), red, '银行代发'),
    ],
    holders: owed.map((each) => ({ ...each, debit: each.amount, credit: Money.zero })),
  });
}

/** What came back is owed to its holders again; a pension was no cost. Of an answer that was wrong, in red. */
export async function enterReturned(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
  { account, title }: Booking,
  source: string,
  toldBy: { readonly recordedBy: string } | null = null,
  taken: 'back' | 'wrong' = 'back',
): Promise<void> {
  const { end } = order;
  const back = lines.map((line) => (taken === 'back' ? line : { ...line, amount: line.amount.negated() }));
  const total = Money.sum(back.map(({ amount }) => amount));
  const owed = account === null ? await owedOf(unit, order, back) : [];
  await enterJournal(unit, {
    ...dated(unit, order),
    kind: 'automatic',
    summary: `${taken === 'back' ? '' : '冲销'}${title}退回（${back.length} 笔）${taken === 'back' ? '' : '：实际未退回'}`,
    source,
    ...(toldBy !== null && { preparedBy: toldBy.recordedBy, reviewedBy: unit.actor.userId }),
    lines:
      account === null
        ? [
            debit(sentFrom(end), total, '银行退回'),
            ...byAccount(owed).map(([code, sum]) => credit(code, sum, '退回待付')),
          ]
        : costTakenBack(account, sentFrom(end), total, '养老金退回'),
    holders: owed.map((each) => ({ ...each, debit: Money.zero, credit: each.amount })),
  });
}

interface Owed {
  readonly accountId: string;
  /** In the chart of the day on which the bank pays. */
  readonly account: string;
  readonly amount: Money;
}

/** The claims that lines of an order of dividends settle. */
async function owedOf(
  unit: CommandUnit,
  order: Order,
  lines: readonly OrderLineRow[],
): Promise<readonly Owed[]> {
  const settled = lines.map(({ runId, accountId, amount }) => ({
    runId: must(runId, 'the run of a payment of dividends'),
    accountId: must(accountId, 'the holder behind a payment'),
    amount,
  }));
  const on = await accountsOfClaims(
    unit.tx,
    unit.cooperativeId,
    chartOn(dated(unit, order).date),
    settled.map(({ runId }) => runId),
  );
  return settled.map((each) => ({ accountId: each.accountId, account: on(each), amount: each.amount }));
}

function byAccount(owed: readonly Owed[]): readonly (readonly [account: string, sum: Money])[] {
  const sums = new Map<string, Money>();
  for (const { account, amount } of owed) sums.set(account, (sums.get(account) ?? Money.zero).plus(amount));
  return [...sums].sort(([one], [other]) => byCodeUnit(one, other));
}

function debitedTo(owed: readonly Owed[], text: string): readonly EntryLine[] {
  return byAccount(owed).map(([account, sum]) => debit(account, sum, text));
}
