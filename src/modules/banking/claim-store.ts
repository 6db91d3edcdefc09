/** Reads of what settles claims beside the bank: cash, set-offs, the parts of heirs. */
import { asc, eq, gt, isNull, lte, max, or, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { requestState, type AnswerState, type SetOffState } from '../../domain/payout.ts';
import { accountKinds } from '../../domain/share-register.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import {
  count,
  flag,
  id,
  json,
  moment,
  oneOf,
  orNull,
  rowsOf,
  text,
  whole,
  type RowOf,
} from '../../platform/rows.ts';
import { runsAs, withholdingsAs } from '../dividends/index.ts';
import { headRows, membersAs, receiverOf } from '../members/index.ts';
import { holdersAs } from '../shares/index.ts';
import { inBook } from './in-book.ts';
import {
  estateShare,
  estateShareEnd,
  payoutCash,
  payoutCashStrike,
  payoutReminder,
  payoutReminderConfirmation,
  payoutSetOff,
  payoutSetOffRefusal,
  payoutSetOffRequest,
  payoutSetOffStrike,
} from './schema.ts';

export type CashRow = typeof payoutCash.$inferSelect;

const cashOfShape = {
  kind: oneOf(accountKinds),
  number: text,
  payee: orNull(text),
  run: text,
  period: text,
};

/** Whose money it was, who received it on the day it was entered, and of which run. */
export type CashOf = RowOf<typeof cashOfShape>;

export interface CashEntry {
  readonly row: CashRow;
  readonly of: CashOf;
  readonly struck: boolean;
}

/** By number, after `after` if given. */
export async function cashAfter(
  tx: Tx,
  cooperativeId: string,
  limit: number,
  after = 0n,
): Promise<readonly CashEntry[]> {
  return cashWhere(tx, cooperativeId, gt(payoutCash.number, after), limit);
}

export async function requireCashEntry(tx: Tx, cooperativeId: string, id: string): Promise<CashEntry> {
  const [found] = await cashWhere(tx, cooperativeId, eq(payoutCash.id, id), 1);
  if (!found) throw refuse('payout.cash-unknown');
  return found;
}

async function cashWhere(
  tx: Tx,
  cooperativeId: string,
  condition: SQL,
  limit: number,
): Promise<readonly CashEntry[]> {
  const rows = await tx
    .select({ row: payoutCash, strike: payoutCashStrike.cashId })
    .from(payoutCash)
    .leftJoin(
      payoutCashStrike,
      inBook(cooperativeId, payoutCashStrike, eq(payoutCashStrike.cashId, payoutCash.id)),
    )
    .where(inBook(cooperativeId, payoutCash, condition))
    .orderBy(asc(payoutCash.number))
    .limit(limit);
  const of = await cashOf(
    tx,
    cooperativeId,
    rows.map(({ row }) => row.id),
  );
  return rows.map(({ row, strike }) => ({
    row,
    of: must(of.get(row.id), 'whose cash it was'),
    struck: strike !== null,
  }));
}

async function cashOf(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CashOf>> {
  const coop = sql`${cooperativeId}::uuid`;
  const asked = sql`cooperative_id = ${coop} and id = any(${sql.param([...ids])}::uuid[])`;
  const entered = sql`(recorded_at at time zone 'Asia/Shanghai')::date`;
  const days = sql`(select distinct ${entered} as day from payout_cash where ${asked})`;
  const rows = await rowsOf(
    tx,
    sql`
    select c.id, a.kind, a.number, p.name as payee, r.number::text as run, r.period
    from (select id, run_id, account_id, part, ${entered} as day from payout_cash where ${asked}) c
    join ${holdersAs('a', cooperativeId)} on a.id = c.account_id
    join ${runsAs('r', cooperativeId)} on r.id = c.run_id
    left join estate_share s on s.cooperative_id = ${coop} and s.run_id = c.run_id and s.account_id = c.account_id
      and s.part = c.part
    left join ${headRows(cooperativeId, days)} h on h.household_id = a.household_id and h.day = c.day
    left join ${membersAs('p', cooperativeId)} on p.id = coalesce(s.heir_id, ${receiverOf('a', 'h')})`,
    { id, ...cashOfShape },
  );
  return new Map(rows.map(({ id: cashId, ...of }) => [cashId, of]));
}

export async function setOffById(tx: Tx, cooperativeId: string, id: string) {
  const [found] = await tx
    .select({
      row: payoutSetOff,
      strike: payoutSetOffStrike.setOffId,
      askedBy: payoutSetOffRequest.recordedBy,
    })
    .from(payoutSetOff)
    .leftJoin(
      payoutSetOffRequest,
      inBook(cooperativeId, payoutSetOffRequest, eq(payoutSetOffRequest.id, payoutSetOff.id)),
    )
    .leftJoin(
      payoutSetOffStrike,
      inBook(cooperativeId, payoutSetOffStrike, eq(payoutSetOffStrike.setOffId, payoutSetOff.id)),
    )
    .where(inBook(cooperativeId, payoutSetOff, eq(payoutSetOff.id, id)));
  // Before there were requests one person asked and set off.
  return (
    found && {
      row: found.row,
      struck: found.strike !== null,
      askedBy: found.askedBy ?? found.row.recordedBy,
    }
  );
}

/** What was asked for, in order, with where it stands. */
async function setOffRequests(tx: Tx, cooperativeId: string, condition: SQL | undefined) {
  const holder = holdersAs('holder', cooperativeId);
  const rows = await tx
    .select({
      row: payoutSetOffRequest,
      kind: holder.kind,
      number: holder.number,
      done: payoutSetOff.id,
      struck: payoutSetOffStrike.setOffId,
      reason: payoutSetOffRefusal.reason,
    })
    .from(payoutSetOffRequest)
    .innerJoin(holder, eq(holder.id, payoutSetOffRequest.accountId))
    .leftJoin(payoutSetOff, inBook(cooperativeId, payoutSetOff, eq(payoutSetOff.id, payoutSetOffRequest.id)))
    .leftJoin(
      payoutSetOffStrike,
      inBook(cooperativeId, payoutSetOffStrike, eq(payoutSetOffStrike.setOffId, payoutSetOffRequest.id)),
    )
    .leftJoin(
      payoutSetOffRefusal,
      inBook(cooperativeId, payoutSetOffRefusal, eq(payoutSetOffRefusal.requestId, payoutSetOffRequest.id)),
    )
    .where(inBook(cooperativeId, payoutSetOffRequest, condition))
    .orderBy(asc(payoutSetOffRequest.recordedAt), asc(payoutSetOffRequest.id));
  return rows.map(({ done, struck, reason, ...each }) => ({
    ...each,
    reason,
    state: setOffState(struck !== null, done !== null, reason),
  }));
}

function setOffState(struck: boolean, done: boolean, reason: string | null): SetOffState {
  if (struck) return 'struck';
  return requestState(done || reason !== null ? { reason } : null);
}

export const allSetOffRequests = (tx: Tx, cooperativeId: string) =>
  setOffRequests(tx, cooperativeId, undefined);

export async function setOffRequestById(tx: Tx, cooperativeId: string, id: string) {
  const [found] = await setOffRequests(tx, cooperativeId, eq(payoutSetOffRequest.id, id));
  if (!found) throw refuse('payout.set-off-unknown');
  return found;
}

async function reminders(tx: Tx, cooperativeId: string, condition: SQL | undefined) {
  const holder = holdersAs('holder', cooperativeId);
  const rows = await tx
    .select({
      row: payoutReminder,
      kind: holder.kind,
      number: holder.number,
      confirmed: payoutReminderConfirmation.recordedAt,
    })
    .from(payoutReminder)
    .innerJoin(holder, eq(holder.id, payoutReminder.accountId))
    .leftJoin(
      payoutReminderConfirmation,
      inBook(
        cooperativeId,
        payoutReminderConfirmation,
        eq(payoutReminderConfirmation.reminderId, payoutReminder.id),
      ),
    )
    .where(inBook(cooperativeId, payoutReminder, condition))
    .orderBy(asc(payoutReminder.recordedAt), asc(payoutReminder.id));
  return rows.map(({ confirmed, ...each }) => ({
    ...each,
    counts: each.row.countsAlone || confirmed !== null,
  }));
}

export const allReminders = (tx: Tx, cooperativeId: string) => reminders(tx, cooperativeId, undefined);

export async function reminderById(tx: Tx, cooperativeId: string, id: string) {
  const [found] = await reminders(tx, cooperativeId, eq(payoutReminder.id, id));
  if (!found) throw refuse('payout.reminder-unknown');
  return found;
}

/** The accounts of whose lines this member ever was an heir. */
export async function inheritedFrom(
  tx: Tx,
  cooperativeId: string,
  heirId: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectDistinct({ accountId: estateShare.accountId })
    .from(estateShare)
    .where(inBook(cooperativeId, estateShare, eq(estateShare.heirId, heirId)));
  return rows.map(({ accountId }) => accountId);
}

/** The parts of the dead's lines that are this member's, as known at a moment (null: now), in the order they were divided. */
export async function inheritancesOf(tx: Tx, cooperativeId: string, heirId: string, knownAt: Date | null) {
  const standing =
    knownAt === null
      ? isNull(estateShareEnd.part)
      : or(isNull(estateShareEnd.part), gt(estateShareEnd.recordedAt, knownAt));
  const holder = holdersAs('holder', cooperativeId);
  const person = membersAs('person', cooperativeId);
  const run = runsAs('run', cooperativeId);
  return tx
    .select({
      runId: estateShare.runId,
      accountId: estateShare.accountId,
      part: estateShare.part,
      /** After the tax that was withheld by then. */
      amount: sql`${estateShare.amount} - coalesce((select sum(tax) from ${withholdingsAs('w', cooperativeId)}
        where ${knownAt === null ? sql`true` : sql`recorded_at <= ${knownAt.toISOString()}::timestamptz`} and run_id = ${estateShare.runId} and account_id = ${estateShare.accountId} and part = ${estateShare.part}), 0)`.mapWith(
        estateShare.amount,
      ),
      basis: estateShare.basis,
      dividedAt: estateShare.recordedAt,
      number: holder.number,
      name: person.name,
    })
    .from(estateShare)
    .innerJoin(holder, eq(holder.id, estateShare.accountId))
    .innerJoin(run, eq(run.id, estateShare.runId))
    .leftJoin(person, eq(person.id, holder.memberId))
    .leftJoin(
      estateShareEnd,
      inBook(
        cooperativeId,
        estateShareEnd,
        eq(estateShareEnd.runId, estateShare.runId),
        eq(estateShareEnd.accountId, estateShare.accountId),
        eq(estateShareEnd.part, estateShare.part),
      ),
    )
    .where(
      inBook(
        cooperativeId,
        estateShare,
        eq(estateShare.heirId, heirId),
        knownAt === null ? undefined : lte(estateShare.recordedAt, knownAt),
        standing,
      ),
    )
    .orderBy(asc(estateShare.recordedAt), asc(run.number), asc(holder.sortKey), asc(estateShare.part));
}

/** The number of the last part that a line was ever divided into; 0: never. */
export async function lastPart(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  accountId: string,
): Promise<number> {
  const [found] = await tx
    .select({ part: max(estateShare.part) })
    .from(estateShare)
    .where(
      inBook(cooperativeId, estateShare, eq(estateShare.runId, runId), eq(estateShare.accountId, accountId)),
    );
  return found?.part ?? 0;
}

/**
 * Claims of these runs that a person may not hand out in cash: they said by hand that its payment came back, or confirmed that, or struck
 * one; or an answer says so, and nobody but its reader and this person looked at it. Named as `run account part`; a part is every one
 * that its money went on to.
 */
export async function barredFromCash(
  tx: Tx,
  cooperativeId: string,
  userId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, 'payout.payer-entered-return' | 'payout.return-unconfirmed'>> {
  const coop = sql`${cooperativeId}::uuid`;
  const runs = sql`any(${sql.param([...runIds])}::uuid[])`;
  const rows = await rowsOf(
    tx,
    sql`
    with back as (
      select l.run_id, l.account_id, l.part, true as own
      from payment_result t
      join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
      left join late_return e on e.cooperative_id = ${coop} and e.order_id = t.order_id and e.serial = t.serial
        and not exists (select from late_return_refusal n where n.cooperative_id = ${coop} and n.late_return_id = e.id)
      where t.cooperative_id = ${coop} and t.late > 0 and t.outcome = 'returned'
        and ${userId}::uuid in (t.recorded_by, e.recorded_by) and l.run_id = ${runs}
      union
      select h.run_id, h.account_id, h.part, true
      from payout_cash_strike x
      join payout_cash h on h.cooperative_id = ${coop} and h.id = x.cash_id and h.direction = 'paid'
      where x.cooperative_id = ${coop} and x.recorded_by = ${userId}::uuid and h.run_id = ${runs}
      union
      select l.run_id, l.account_id, l.part, false
      from payment_result t
      join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
      left join answered_alone_before b on b.cooperative_id = ${coop}
      where t.cooperative_id = ${coop} and t.late = 0 and t.outcome = 'returned' and l.run_id = ${runs}
        and t.recorded_at > coalesce(b.until, '-infinity')
        and not exists (select from payment_result p where p.cooperative_id = ${coop} and p.order_id = t.order_id
          and p.serial = t.serial and p.late = 1)
        and not exists (select from answer_confirmation c where c.cooperative_id = ${coop} and c.answer_id = t.answer_id
          and c.recorded_by not in (t.recorded_by, ${userId}::uuid))
    ), now as (
      select run_id, account_id, part from back
      union
      select s.run_id, s.account_id, s.part from estate_share s
      where s.cooperative_id = ${coop} and s.run_id = ${runs}
    )
    select n.run_id, n.account_id, n.part, bool_or(b.own) as own
    from now n
    join back b on b.run_id = n.run_id and b.account_id = n.account_id
      and part_goes_on(${coop}, b.run_id, b.account_id, b.part, n.part)
    group by n.run_id, n.account_id, n.part`,
    { runId: id, accountId: id, part: count, own: flag },
  );
  return new Map(
    rows.map(({ runId, accountId, part, own }) => [
      `${runId} ${accountId} ${part}`,
      own ? 'payout.payer-entered-return' : 'payout.return-unconfirmed',
    ]),
  );
}

/**
 * Answers that say something came back, in order, with what did, whether another than their reader looked at it, and whether somebody
 * asked for them to be taken back.
 */
export async function answersWithReturns(tx: Tx, cooperativeId: string, answerId: string | null = null) {
  const coop = sql`${cooperativeId}::uuid`;
  const asked = answerId === null ? sql`true` : sql`a.id = ${answerId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select a.id, a.order_id, o.kind, o.number, a.file_name, a.recorded_at, a.recorded_by, exists (
        select from answer_confirmation c where c.cooperative_id = ${coop} and c.answer_id = a.id) as confirmed,
      exists (select from answer_take_back q
        join answer_take_back_answer w on w.cooperative_id = ${coop} and w.take_back_id = q.id and w.reason is null
        where q.cooperative_id = ${coop} and q.answer_id = a.id) as taken_back,
      (select jsonb_agg(jsonb_build_object('payee', l.payee_name, 'accountMasked', l.bank_account_masked, 'amount', l.amount::text,
          'reason', t.reason) order by l.serial)
        from payment_result t
        join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
        where t.cooperative_id = ${coop} and t.answer_id = a.id and t.outcome = 'returned') as back
    from bank_answer a
    join payment_order o on o.cooperative_id = ${coop} and o.id = a.order_id
    left join answered_alone_before b on b.cooperative_id = ${coop}
    left join looked_less_before p on p.cooperative_id = ${coop}
    where a.cooperative_id = ${coop} and a.returned > 0 and ${asked}
      and a.recorded_at > coalesce(case o.kind when 'payout' then b.until else p.until end, '-infinity')
    order by a.recorded_at, a.id`,
    {
      id,
      orderId: id,
      kind: oneOf(['payout', 'pension']),
      number: whole,
      fileName: text,
      recordedAt: moment,
      recordedBy: id,
      confirmed: flag,
      takenBack: flag,
      back: json((value) => backShape.parse(value)),
    },
  );
  return rows.map(({ confirmed, takenBack, ...row }) => ({
    ...row,
    state: answerState(confirmed, takenBack),
  }));
}

function answerState(confirmed: boolean, takenBack: boolean): AnswerState {
  if (takenBack) return 'taken-back';
  return confirmed ? 'confirmed' : 'awaiting';
}

const backShape = z.array(
  z.object({ payee: z.string(), accountMasked: z.string(), amount: z.string(), reason: z.string() }),
);
