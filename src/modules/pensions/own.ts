/**
 * The pensions of a person month by month, and what they brought back: seen as the portal. Where each month stands is then said by the
 * office's own rule, of what was seen alone.
 */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { monthAfter, monthOf } from '../../domain/journal.ts';
import { dueUntil, type Month } from '../../domain/pension.ts';
import type { Tx } from '../../platform/database.ts';
import { id, moment, onlyRowOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import { pensioners } from './due.ts';
import { pensionLine, pensionRepayment, pensionRun } from './schema.ts';
import { asRule, rulesOf } from './store.ts';

/** Of each month every line that was ever made. */
export async function ownPensions(tx: Tx, cooperativeId: string, memberId: string) {
  const months = await tx
    .select({
      month: pensionRun.month,
      means: pensionLine.means,
      arrears: pensionLine.arrears,
      offset: pensionLine.offset,
      amount: pensionLine.amount,
      orderId: pensionLine.orderId,
      serial: pensionLine.serial,
    })
    .from(pensionLine)
    .innerJoin(
      pensionRun,
      and(
        eq(pensionRun.cooperativeId, pensionLine.cooperativeId),
        eq(pensionRun.orderId, pensionLine.orderId),
      ),
    )
    .where(and(eq(pensionLine.cooperativeId, cooperativeId), eq(pensionLine.memberId, memberId)))
    .orderBy(asc(pensionRun.month));
  const repaid = await tx
    .select({ amount: pensionRepayment.amount, means: pensionRepayment.means, note: pensionRepayment.note })
    .from(pensionRepayment)
    .where(and(eq(pensionRepayment.cooperativeId, cooperativeId), eq(pensionRepayment.memberId, memberId)))
    .orderBy(asc(pensionRepayment.recordedAt));
  return {
    months,
    repaid: repaid.map(({ amount, ...row }) => ({ ...row, amount: amount.toString() })),
  };
}

/** When and why each line of a person came back, by itself: by bank or over the counter. As the office reads. */
export async function backOf(tx: Tx, cooperativeId: string, memberId: string) {
  const rows = await rowsOf(
    tx,
    sql`select order_id, back_at, back_reason from pension_state
      where cooperative_id = ${cooperativeId}::uuid and member_id = ${memberId}::uuid`,
    { orderId: id, backAt: orNull(moment), backReason: orNull(text) },
  );
  return new Map(rows.map((row) => [row.orderId, row]));
}

/**
 * The months that are due to a person after the last one that was ordered for anybody, with what they come to; null: none. What one
 * person alone has made is no order yet. As the office reads.
 */
export async function notOrderedYet(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  today: LocalDate,
): Promise<{ readonly from: Month; readonly months: number; readonly amount: string } | null> {
  const { last } = await onlyRowOf(
    tx,
    sql`select max(r.month) as last from pension_run r
      left join payment_order_end e on e.cooperative_id = r.cooperative_id and e.order_id = r.order_id
      left join payment_release g on g.cooperative_id = r.cooperative_id and g.order_id = r.order_id
      where r.cooperative_id = ${cooperativeId}::uuid
        and (e.kind = 'sent' or (e.kind is null and g.order_id is not null))`,
    { last: orNull(text) },
  );
  const now = monthOf(today);
  if (last === null || last >= now) return null;
  const [person] = await pensioners(tx, cooperativeId, today, [memberId]);
  if (person === undefined) return null;
  const rules = (await rulesOf(tx, cooperativeId)).map(asRule);
  const due: Month[] = [];
  for (let month = monthAfter(last); month <= now; month = monthAfter(month))
    if (dueUntil(month, rules, person.facts).ofMonth.isPositive) due.push(month);
  const [from] = due;
  if (from === undefined) return null;
  const amount = dueUntil(now, rules, person.facts).due.minus(dueUntil(last, rules, person.facts).due);
  return { from, months: due.length, amount: amount.toString() };
}
