/** Reads of rules, proofs, runs and what was paid. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import type { Outcome } from '../../domain/payout.ts';
import type { PensionTerms } from '../../domain/pension.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { amount, day, id, moment, oneOf, onlyRowOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import {
  latestOrder,
  orderLines,
  ordersOf,
  requireOrder,
  type Besides,
  type Order,
  type Proved,
} from '../banking/index.ts';
import { membersAs } from '../members/index.ts';
import type { PensionRuleInput } from './contract.ts';
import {
  pensionCashReturn,
  pensionLine,
  pensionRepayment,
  pensionRule,
  pensionRuleEnd,
  pensionRun,
} from './schema.ts';

/** A month as an order of payments. */
export interface Run extends Besides {
  readonly order: Order;
}

/** Also those that were withdrawn, by their first month. */
export async function ruleRows(tx: Tx, cooperativeId: string) {
  return tx
    .select({ row: pensionRule, end: pensionRuleEnd })
    .from(pensionRule)
    .leftJoin(
      pensionRuleEnd,
      and(eq(pensionRuleEnd.cooperativeId, cooperativeId), eq(pensionRuleEnd.ruleId, pensionRule.id)),
    )
    .where(eq(pensionRule.cooperativeId, cooperativeId))
    .orderBy(asc(pensionRule.fromMonth), asc(pensionRule.id));
}

/** The rules that stand, by their first month. */
export async function rulesOf(tx: Tx, cooperativeId: string): Promise<readonly PensionRuleInput[]> {
  return (await ruleRows(tx, cooperativeId)).flatMap(({ row, end }) => (end === null ? [row.terms] : []));
}

export function asRule(input: PensionRuleInput): PensionTerms {
  const { from, age, years, retireesOnly, deathMonthPaid, lifeProofMonths, grades = [] } = input;
  return {
    from,
    age,
    years,
    retireesOnly,
    deathMonthPaid,
    lifeProofMonths,
    amount: Money.parse(input.amount),
    grades: grades.map((grade) => ({ ...grade, amount: Money.parse(grade.amount) })),
  };
}

/** By number. */
export async function runsOf(tx: Tx, cooperativeId: string): Promise<readonly Run[]> {
  const runs = await tx.select().from(pensionRun).where(eq(pensionRun.cooperativeId, cooperativeId));
  const byOrder = new Map(runs.map((each) => [each.orderId, each]));
  return (await ordersOf(tx, cooperativeId, 'pension')).map((order) =>
    joined(order, byOrder.get(order.row.id)),
  );
}

export async function runOf(tx: Tx, order: Order): Promise<Run> {
  const { cooperativeId, id } = order.row;
  const [run] = await tx
    .select()
    .from(pensionRun)
    .where(and(eq(pensionRun.cooperativeId, cooperativeId), eq(pensionRun.orderId, id)));
  return joined(order, run);
}

function joined(order: Order, run: typeof pensionRun.$inferSelect | undefined): Run {
  const { month, count, inCash } = must(run, 'the month of an order of pensions');
  return { order, month, count, inCash };
}

export async function requireRun(tx: Tx, cooperativeId: string, orderId: string): Promise<Run> {
  return runOf(tx, await requireOrder(tx, cooperativeId, 'pension', orderId));
}

/** The last one that was not cancelled. */
export async function latestRun(tx: Tx, cooperativeId: string): Promise<Run | undefined> {
  const order = await latestOrder(tx, cooperativeId, 'pension');
  return order && runOf(tx, order);
}

/** Who had something of this month in cash that did not come back. */
export async function paidInCash(tx: Tx, cooperativeId: string, month: string): Promise<ReadonlySet<string>> {
  const rows = await rowsOf(
    tx,
    sql`select member_id from pension_state
      where cooperative_id = ${cooperativeId}::uuid and month = ${month} and means = 'cash' and out`,
    { memberId: id },
  );
  return new Set(rows.map(({ memberId }) => memberId));
}

/** What each member was paid so far: runs that were paid, less what came back or was brought back. */
export async function paidBefore(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, Money>> {
  const rows = await rowsOf(
    tx,
    sql`
      select member_id, sum(amount) as paid from (
        select member_id, amount from pension_state where cooperative_id = ${cooperativeId}::uuid and out
        union all
        select member_id, -amount from pension_repayment where cooperative_id = ${cooperativeId}::uuid
      ) as each group by member_id`,
    { memberId: id, paid: amount },
  );
  return new Map(rows.map(({ memberId, paid }) => [memberId, paid]));
}

/** The last day on which each was seen alive. */
export async function proofs(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await rowsOf(
    tx,
    sql`select member_id, max(proved_on) as proved_on from life_proof
      where cooperative_id = ${cooperativeId}::uuid group by member_id`,
    { memberId: id, provedOn: day },
  );
  return new Map(rows.map(({ memberId, provedOn }) => [memberId, provedOn]));
}

export type LineRow = typeof pensionLine.$inferSelect;

export interface AnsweredLine {
  readonly line: LineRow;
  readonly name: string;
  readonly number: string;
  readonly accountMasked: string | null;
  /** What the bank said last; null: nothing yet. */
  readonly outcome: Outcome | null;
  readonly lateReturnId: string | null;
  /** Why it came back, by itself or with the whole order; null: it did not. */
  readonly back: string | null;
}

/** In natural order of the register number. */
export async function linesOf(
  tx: Tx,
  { cooperativeId, id: orderId }: { readonly cooperativeId: string; readonly id: string },
): Promise<readonly AnsweredLine[]> {
  const person = membersAs('person', cooperativeId);
  const rows = await tx
    .select({
      line: pensionLine,
      name: person.name,
      number: person.registerNumber,
      back: pensionCashReturn.reason,
    })
    .from(pensionLine)
    .innerJoin(person, eq(person.id, pensionLine.memberId))
    .leftJoin(
      pensionCashReturn,
      and(
        eq(pensionCashReturn.cooperativeId, cooperativeId),
        eq(pensionCashReturn.orderId, pensionLine.orderId),
        eq(pensionCashReturn.memberId, pensionLine.memberId),
      ),
    )
    .where(and(eq(pensionLine.cooperativeId, cooperativeId), eq(pensionLine.orderId, orderId)))
    .orderBy(asc(person.sortKey));
  const payments = new Map(
    (await orderLines(tx, { cooperativeId, id: orderId })).map((each) => [each.line.serial, each]),
  );
  return rows.map(({ line, name, number, back }): AnsweredLine => {
    const payment = line.serial === null ? undefined : payments.get(line.serial);
    const outcome = payment?.told.at(-1) ?? null;
    return {
      line,
      name,
      number,
      accountMasked: payment?.line.bankAccountMasked ?? null,
      outcome,
      lateReturnId: payment?.lateReturnId ?? null,
      back: back ?? (outcome === 'returned' ? must(payment?.reason, 'why a payment came back') : null),
    };
  });
}

/**
 * Everything one member was ever paid or held back, by month, with the day on which the books have it; `backAt`: when it came back, with
 * the whole order too; `answeredAt`: when the bank's answer was entered, of cash when it was handed out.
 */
export async function paymentsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return rowsOf(
    tx,
    sql`
      select s.order_id, s.month, s.ended_at as sent_at,
        greatest(o.pay_on, (s.ended_at at time zone 'Asia/Shanghai')::date) as paid_on, s.means, s.amount, l.arrears,
        l.offset_amount as "offset", s.back_at,
        case when l.serial is null then s.ended_at else (
          select min(t.recorded_at) from payment_result t
          where t.cooperative_id = s.cooperative_id and t.order_id = s.order_id and t.serial = l.serial) end as answered_at
      from pension_state s
      join pension_line l on l.cooperative_id = s.cooperative_id and l.order_id = s.order_id
        and l.member_id = s.member_id
      join payment_order o on o.cooperative_id = s.cooperative_id and o.id = s.order_id
      where s.cooperative_id = ${cooperativeId}::uuid and s.member_id = ${memberId}::uuid and s.ended = 'sent'
      order by s.month, s.ended_at`,
    {
      orderId: id,
      month: text,
      sentAt: moment,
      paidOn: day,
      means: oneOf(['bank', 'cash', 'held']),
      amount,
      arrears: amount,
      offset: amount,
      backAt: orNull(moment),
      answeredAt: orNull(moment),
    },
  );
}

/** What one member brought back, earliest first. */
export async function repaymentsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select()
    .from(pensionRepayment)
    .where(and(eq(pensionRepayment.cooperativeId, cooperativeId), eq(pensionRepayment.memberId, memberId)))
    .orderBy(asc(pensionRepayment.recordedAt), asc(pensionRepayment.id));
}

/** Whether a run was paid: sent, and not refused by the bank as a whole. */
export function wasPaid({ order }: Run): boolean {
  return order.state === 'sent' || order.state === 'settled';
}

/** The last month that was paid, if only in cash. */
export async function lastPaidMonth(tx: Tx, cooperativeId: string): Promise<string | null> {
  const paid = (await runsOf(tx, cooperativeId)).filter(({ order }) => order.end?.kind === 'sent');
  return (
    paid
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? null
  );
}

/** Of each run that was paid: what came back, and what waits for a proof of life. */
export async function unpaidOf(
  tx: Tx,
  cooperativeId: string,
): Promise<ReadonlyMap<string, { readonly returned: Money; readonly held: Money }>> {
  const rows = await rowsOf(
    tx,
    sql`
      select order_id, coalesce(sum(amount) filter (where back_at is not null), 0) as returned,
        coalesce(sum(amount) filter (where means = 'held' and refused_at is null), 0) as held
      from pension_state where cooperative_id = ${cooperativeId}::uuid and ended = 'sent' group by order_id`,
    { orderId: id, returned: amount, held: amount },
  );
  return new Map(rows.map(({ orderId, returned, held }) => [orderId, { returned, held }]));
}

/** All that was brought back on the days from `from` to `to`, in China. */
export async function repaidBetween(
  tx: Tx,
  cooperativeId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<Money> {
  const { repaid } = await onlyRowOf(
    tx,
    sql`
      select coalesce(sum(amount), 0) as repaid from pension_repayment
      where cooperative_id = ${cooperativeId}::uuid
        and (recorded_at at time zone 'Asia/Shanghai')::date
          between ${from.toString()}::date and ${to.toString()}::date`,
    { repaid: amount },
  );
  return repaid;
}

/** The proofs of life of those whom a month pays that nobody who released a month before has looked at; PostgreSQL asks the same. */
export async function proofsToLookAt(
  tx: Tx,
  { cooperativeId, id: orderId }: Order['row'],
): Promise<readonly Proved[]> {
  return rowsOf(
    tx,
    sql`
    select m.register_number as number, m.name, p.proved_on, p.means, p.recorded_by as told_by
    from proofs_to_look_at(${cooperativeId}::uuid, ${orderId}::uuid, 'infinity') p
    join ${membersAs('m', cooperativeId)} on m.id = p.member_id
    order by m.sort_key, p.proved_on, p.id`,
    { number: text, name: text, provedOn: day, means: text, toldBy: id },
  );
}
