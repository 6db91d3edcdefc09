/** A statement's pensions. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { notOrderedYet, pensionPayments } from '../../pensions/index.ts';
import type { StatementPaper, StatementPension } from './layout.ts';

/** Pensions paid and brought back within a span, as known then, by day. */
export async function statementPensions(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  { from, to, knownAt }: { readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Date | null },
): Promise<readonly StatementPension[]> {
  const { payments, repayments } = await pensionPayments(tx, cooperativeId, memberId, knownAt);
  const within = (day: LocalDate) => !day.isBefore(from) && !day.isAfter(to);
  const paid = payments.map(
    ({ month, paidOn, arrears, offset, amount, returned, isAnswered }): StatementPension => ({
      kind: returned ? 'returned' : isAnswered ? 'paid' : 'sent',
      month,
      on: paidOn,
      arrears,
      offset,
      amount,
    }),
  );
  const back = repayments.map(({ recordedAt, amount }): StatementPension => ({
    kind: 'repaid',
    month: null,
    on: dayInChina(recordedAt),
    arrears: Money.zero,
    offset: Money.zero,
    amount: amount.negated(),
  }));
  return [...paid, ...back]
    .filter(({ on, amount, offset }) => within(on) && !(amount.isZero && offset.isZero))
    .sort((one, other) => one.on.compare(other.on));
}

/** Months that are due today and that nobody has ordered; of whoever never had one nothing is said. */
export async function pensionNotOrdered(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  today: LocalDate,
): Promise<StatementPaper['pensionNotOrdered']> {
  const { payments } = await pensionPayments(tx, cooperativeId, memberId);
  if (payments.length === 0) return null;
  const found = await notOrderedYet(tx, cooperativeId, memberId, today);
  return found && { ...found, amount: Money.parse(found.amount) };
}
