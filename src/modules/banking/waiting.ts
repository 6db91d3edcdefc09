/** What waits of money that goes out for another person: orders to be released, set-offs, reminders, answers, what came back, estates. */
import { sql, type SQL } from 'drizzle-orm';
import { Money } from '../../domain/money.ts';
import { orderName } from '../../domain/payment-order.ts';
import { fact, same, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import {
  amount,
  count,
  day,
  flag,
  id,
  json,
  moment,
  oneOf,
  orNull,
  rowsOf,
  text,
  whole,
} from '../../platform/rows.ts';
import { membersAs } from '../members/index.ts';
import { holdersAs } from '../shares/index.ts';
import { answersWithReturns } from './claim-store.ts';
import type { EstateHeir } from './schema.ts';

export async function waitingOfPayments(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  return [
    ...(await orders(tx, cooperativeId)),
    ...(await setOffs(tx, cooperativeId)),
    ...(await reminders(tx, cooperativeId)),
    ...(await answers(tx, cooperativeId)),
    ...(await takeBacks(tx, cooperativeId)),
    ...(await lateReturns(tx, cooperativeId)),
    ...(await estates(tx, cooperativeId)),
  ];
}

async function orders(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select o.id, o.kind, o.number, o.pay_on, o.purpose, o.count, o.total, o.made_at, o.made_by,
      s.payer_name || ' ' || s.payer_account_masked as payer
    from payment_order o
    left join payout_setting s on s.cooperative_id = ${coop} and s.version = o.payer_version
    where o.cooperative_id = ${coop}
      and not exists (select from payment_release r where r.cooperative_id = ${coop} and r.order_id = o.id)
      and not exists (select from payment_order_end e where e.cooperative_id = ${coop} and e.order_id = o.id)
    order by o.made_at, o.id`,
    {
      id,
      kind: oneOf(['payout', 'pension']),
      number: whole,
      payOn: day,
      purpose: text,
      count,
      total: amount,
      madeAt: moment,
      madeBy: id,
      payer: orNull(text),
    },
  );
  return rows.map((row): Waiting => ({
    kind: row.kind === 'payout' ? 'payout-batch' : 'pension-run',
    known: { orderId: row.id },
    says: {
      zh: `第 ${row.number} 批 ${row.purpose}，${row.count} 笔 ${row.total.toGrouped()} 元`,
      en: `No. ${row.number}, ${row.purpose}: ${row.count} payments, ${row.total.toGrouped()} yuan`,
    },
    facts: [
      fact('金额', 'Total', row.total.toString(), { unit: 'yuan' }),
      fact('笔数', 'Payments', `${row.count}`),
      fact('付款日', 'Pay day', `${row.payOn}`),
      ...(row.payer === null ? [] : [fact('付款账户', 'Paying account', row.payer)]),
    ],
    askedBy: row.madeBy,
    askedAt: row.madeAt,
  }));
}

async function setOffs(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.id, h.number, q.amount, q.recorded_at, q.recorded_by from payout_set_off_request q
    join ${holdersAs('h', cooperativeId)} on h.id = q.account_id
    where q.cooperative_id = ${coop}
      and not exists (select from payout_set_off s where s.cooperative_id = ${coop} and s.id = q.id)
      and not exists (select from payout_set_off_refusal r where r.cooperative_id = ${coop} and r.request_id = q.id)
    order by q.recorded_at, q.id`,
    { id, number: text, amount, recordedAt: moment, recordedBy: id },
  );
  return rows.map((row): Waiting => ({
    kind: 'set-off',
    known: { setOffId: row.id },
    says: {
      zh: `${row.number} 的应退款以待领款抵扣`,
      en: `What ${row.number} owes is taken off what waits for them`,
    },
    facts: [
      fact('持有人', 'Holder', row.number),
      fact('金额', 'Amount', row.amount.toString(), { unit: 'yuan' }),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

async function reminders(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.id, h.number, q.reminded_on, q.means, q.recorded_at, q.recorded_by from payout_reminder q
    join ${holdersAs('h', cooperativeId)} on h.id = q.account_id
    where q.cooperative_id = ${coop} and not q.counts_alone
      and not exists (select from payout_reminder_confirmation c where c.cooperative_id = ${coop} and c.reminder_id = q.id)
    order by q.recorded_at, q.id`,
    { id, number: text, remindedOn: day, means: text, recordedAt: moment, recordedBy: id },
  );
  return rows.map((row): Waiting => ({
    kind: 'reminder',
    known: { reminderId: row.id },
    says: {
      zh: `${row.remindedOn} ${row.means}催告 ${row.number}`,
      en: `${row.number} was reminded on ${row.remindedOn}: ${row.means}`,
    },
    facts: [fact('持有人', 'Holder', row.number), fact('催告日', 'Reminded on', `${row.remindedOn}`)],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

async function answers(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const all = await answersWithReturns(tx, cooperativeId);
  return all
    .filter(({ state }) => state === 'awaiting')
    .map(({ id: answerId, kind, number, back, recordedBy, recordedAt }): Waiting => {
      const total = Money.sum(back.map((each) => Money.parse(each.amount)));
      return {
        kind: 'payout-answer',
        known: { answerId },
        says: {
          zh: `${orderName(kind, number).zh}回盘退汇 ${back.length} 笔 ${total.toGrouped()} 元，核对后可再次发放`,
          en: `The answer to ${orderName(kind, number).en} says ${back.length} came back, ${total.toGrouped()} yuan: paid again once confirmed`,
        },
        facts: [
          fact('退汇合计', 'Came back', total.toString(), { unit: 'yuan' }),
          ...back
            .slice(0, MOST_FACTS)
            .map(({ payee, accountMasked, amount: of, reason }) =>
              fact('退汇', 'Came back', same(`${payee} ${accountMasked} ${of} ${reason}`)),
            ),
        ],
        askedBy: recordedBy,
        askedAt: recordedAt,
      };
    });
}

async function takeBacks(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.id, o.id as order_id, o.kind, o.number, a.file_name, q.reason, q.recorded_at, q.recorded_by,
      said.payments, said.amount, said.payee
    from answer_take_back q
    left join bank_answer a on a.cooperative_id = ${coop} and a.id = q.answer_id
    left join late_return r on r.cooperative_id = ${coop} and r.id = q.late_return_id
    join payment_order o on o.cooperative_id = ${coop} and o.id = coalesce(a.order_id, r.order_id)
    left join payment_line b on b.cooperative_id = ${coop} and b.order_id = r.order_id and b.serial = r.serial
    cross join lateral (
      select count(*) as payments, sum(l.amount) as amount, min(l.payee_name) as payee, min(l.serial) as first
      from payment_line l
      where l.cooperative_id = ${coop} and l.order_id = o.id and (${ofPayment(sql`l`, sql`b`)} or exists (
        select from payment_result t where t.cooperative_id = ${coop} and t.order_id = o.id and t.serial = l.serial
          and t.answer_id = a.id and t.outcome = 'returned'))) said
    where q.cooperative_id = ${coop} and (r.serial is null or r.serial = said.first)
      and not exists (select from answer_take_back_answer w where w.cooperative_id = ${coop} and w.take_back_id = q.id)
    order by q.recorded_at, q.id`,
    {
      id,
      orderId: id,
      kind: oneOf(['payout', 'pension']),
      number: whole,
      fileName: orNull(text),
      payments: count,
      amount,
      payee: text,
      reason: text,
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: row.kind === 'payout' ? 'answer-taken-back' : 'pension-answer-taken-back',
    known: { orderId: row.orderId, takeBackId: row.id },
    says:
      row.fileName === null
        ? {
            zh: `撤回${orderName(row.kind, row.number).zh}中 ${row.payee} 的退汇：${row.amount.toGrouped()} 元实际已付`,
            en: `What ${row.payee} was to have got back of ${orderName(row.kind, row.number).en} did not come back: ${row.amount.toGrouped()} yuan were paid`,
          }
        : {
            zh: `撤回${orderName(row.kind, row.number).zh}的回盘：其所称退回的 ${row.payments} 笔 ${row.amount.toGrouped()} 元实际已付`,
            en: `The answer to ${orderName(row.kind, row.number).en} was wrong: the ${row.payments} payments of ${row.amount.toGrouped()} yuan that it says came back were paid`,
          },
    facts: [
      row.fileName === null
        ? fact('领取人', 'Payee', row.payee)
        : fact('回盘文件', 'File of the answer', row.fileName),
      fact('退汇合计', 'Came back', row.amount.toString(), { unit: 'yuan' }),
      fact('原因', 'Reason', row.reason),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

/** Payments named one by one on a sheet; the sum is of all. */
const MOST_FACTS = 50;

/** That the same row of the bank's file pays both lines of an order: what is said of one is said of all, and asked once. */
const ofPayment = (one: SQL, other: SQL): SQL =>
  sql`(${one}.serial = ${other}.serial or ${one}.bank_row = ${other}.bank_row)`;

async function lateReturns(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select r.id, r.order_id, o.kind, o.number, coalesce(l.bank_row, l.serial) as serial, l.payee_name, l.bank_account_masked,
      together.amount, r.reason, r.recorded_at, r.recorded_by
    from late_return r
    join payment_order o on o.cooperative_id = ${coop} and o.id = r.order_id
    join payment_line l on l.cooperative_id = ${coop} and l.order_id = r.order_id and l.serial = r.serial
    cross join lateral (
      select sum(t.amount) as amount, min(t.serial) as first from payment_line t
      where t.cooperative_id = ${coop} and t.order_id = l.order_id and ${ofPayment(sql`t`, sql`l`)}) together
    where r.cooperative_id = ${coop} and r.serial = together.first
      and not exists (select from late_return_refusal n where n.cooperative_id = ${coop} and n.late_return_id = r.id)
      and not exists (select from answer_take_back q
        join answer_take_back_answer w on w.cooperative_id = ${coop} and w.take_back_id = q.id and w.reason is null
        where q.cooperative_id = ${coop} and q.late_return_id = r.id)
      and (select t.outcome from payment_result t where t.cooperative_id = ${coop} and t.order_id = r.order_id
        and t.serial = r.serial order by t.late desc limit 1) = 'paid'
    order by r.recorded_at, r.id`,
    {
      id,
      orderId: id,
      kind: oneOf(['payout', 'pension']),
      number: whole,
      serial: count,
      payeeName: text,
      bankAccountMasked: text,
      amount,
      reason: text,
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: row.kind === 'payout' ? 'late-return' : 'pension-late-return',
    known: { orderId: row.orderId, lateReturnId: row.id },
    says: {
      zh: `第 ${row.number} 批第 ${row.serial} 笔退汇：${row.payeeName} ${row.amount.toGrouped()} 元，复核后重新应付`,
      en: `Payment ${row.serial} of no. ${row.number} came back: ${row.payeeName}, ${row.amount.toGrouped()} yuan, owed again once confirmed`,
    },
    facts: [
      fact('领取人', 'Payee', row.payeeName),
      fact('账号', 'Account', row.bankAccountMasked),
      fact('金额', 'Amount', row.amount.toString(), { unit: 'yuan' }),
      fact('原因', 'Reason', row.reason),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

async function estates(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.id, h.number, q.heirs, q.amount, q.basis, q.undoes, q.recorded_at, q.recorded_by,
      (select coalesce(jsonb_object_agg(m.register_number, m.name), '{}') from ${membersAs('m', cooperativeId)}
        where m.id in (select (each ->> 'id')::uuid from jsonb_array_elements(q.heirs) each) or m.id = h.member_id) as names
    from estate_request q
    join ${holdersAs('h', cooperativeId)} on h.id = q.account_id
    where q.cooperative_id = ${coop}
      and not exists (select from estate_request_answer a where a.cooperative_id = ${coop} and a.request_id = q.id)
    order by q.recorded_at, q.id`,
    {
      id,
      number: text,
      heirs: json((value) => value as readonly EstateHeir[]),
      names: json((value) => value as Readonly<Record<string, string>>),
      amount,
      basis: text,
      undoes: flag,
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => {
    const named = (number: string) =>
      [row.names[number], number].filter((each) => each !== undefined).join(' ');
    return {
      kind: 'estate',
      known: { estateId: row.id },
      says: row.undoes
        ? {
            zh: `撤销 ${named(row.number)} 的遗产分配，${row.amount.toGrouped()} 元重新暂存`,
            en: `The division of what ${named(row.number)} left is undone: ${row.amount.toGrouped()} yuan wait again`,
          }
        : {
            zh: `${named(row.number)} 的暂存款 ${row.amount.toGrouped()} 元分给 ${row.heirs.length} 名继承人`,
            en: `${row.amount.toGrouped()} yuan of ${named(row.number)} go to ${row.heirs.length} heirs`,
          },
      facts: [
        fact('金额', 'Amount', row.amount.toString(), { unit: 'yuan' }),
        ...row.heirs.map(({ member, parts }) =>
          fact('继承人', 'Heir', {
            zh: `${named(member)}，${parts} 份`,
            en: `${named(member)}, ${parts} parts`,
          }),
        ),
        fact('依据', 'What it rests on', row.basis),
      ],
      askedBy: row.recordedBy,
      askedAt: row.recordedAt,
    };
  });
}
