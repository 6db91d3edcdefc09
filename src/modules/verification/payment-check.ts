/**
 * Payments, of dividends and of pensions alike: every order is its lines and what the trail told, every sealed file what its
 * hash says, every step entered in the books; every line pays the whole claim or pension it names, nobody is paid twice or
 * beyond what the rules could give, what heirs get is what the line was, and what the books owe each holder is what is left
 * of their claims.
 */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { orderName } from '../../domain/payment-order.ts';
import type { Tx } from '../../platform/database.ts';
import { claims, enteredRun, ordersOf, sealedAsTold } from '../banking/index.ts';
import { pensionRunsOf } from '../pensions/index.ts';
import { amount, decimal, flag, id, orNull, rowsOf, text } from '../../platform/rows.ts';
import { ruleName, type FindingList } from './finding.ts';
import type { Told } from './trail-check.ts';

/** How findings call an order. */
const orderWords = sql`case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number`;

/** Returns how many batches of dividends were compared with the trail. */
export async function checkPayments(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  told: Told,
  findings: FindingList,
): Promise<number> {
  const batches = (await ordersOf(tx, cooperativeId, 'payout')).map(({ row, file }) => ({
    id: row.id,
    name: orderName('payout', row.number).en,
    found: `${row.count} ${row.total} ${file?.fileSha256} ${file && sealedAsTold(file)}`,
  }));
  compareTold(told.batches, batches, findings);
  const runs = (await pensionRunsOf(tx, cooperativeId)).map(({ order: { row, file }, count, inCash }) => ({
    id: row.id,
    name: orderName('pension', row.number).en,
    found: `${count} ${row.total} ${inCash} ${file ? sealedAsTold(file) : 0}`,
  }));
  compareTold(told.pensions, runs, findings);
  await checkFiles(tx, cooperativeId, findings);
  await checkSums(tx, cooperativeId, findings);
  await checkEntries(tx, cooperativeId, findings);
  await checkPensions(tx, cooperativeId, findings);
  await checkClaims(tx, cooperativeId, findings);
  await checkHands(tx, cooperativeId, findings);
  await checkOwed(tx, cooperativeId, today, findings);
  return batches.length;
}

/** Orders are what the trail told when they were made; it tells of none that is gone. */
function compareTold(
  known: ReadonlyMap<string, string>,
  orders: readonly { readonly id: string; readonly name: string; readonly found: string }[],
  findings: FindingList,
): void {
  const table = 'payment_order';
  const untold = new Map(known);
  for (const { id: orderId, name: row, found } of orders) {
    const expected = untold.get(orderId);
    untold.delete(orderId);
    if (expected === undefined) findings.add({ table, row, rule: 'trail-silent' });
    else if (expected !== found) findings.add({ table, row, rule: 'trail-differs', expected, found });
  }
  for (const orderId of untold.keys()) findings.add({ table, row: orderId, rule: 'trail-only' });
}

/** Without the key the sealed file is proved; what it says inside was told to the trail when it was made. */
async function checkFiles(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select name from sealed_file
      where cooperative_id = ${cooperativeId}::uuid and encode(sha256(file_cipher), 'hex') <> sealed_sha256
      order by name`,
    { name: text },
  );
  for (const { name: row } of rows) findings.add({ table: 'sealed_file', row, rule: 'paper-hash' });
}

async function checkSums(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'payment_order' as "table", ${orderWords} as row, 'batch-sums' as rule,
      count(l.*) || ' ' || coalesce(sum(l.amount), 0) as expected, o.count || ' ' || o.total as found
    from payment_order o
    left join payment_line l on l.cooperative_id = ${coop} and l.order_id = o.id
    where o.cooperative_id = ${coop}
    group by o.kind, o.number, o.count, o.total
    having count(l.*) <> o.count or coalesce(sum(l.amount), 0) <> o.total
    union all
    select 'payment_order', ${orderWords}, 'pension-sums',
      coalesce(sum(l.amount) filter (where l.means <> 'held'), 0)::text, (o.total + r.in_cash)::text
    from pension_run r
    join payment_order o on o.cooperative_id = ${coop} and o.id = r.order_id
    left join pension_line l on l.cooperative_id = ${coop} and l.order_id = r.order_id
    where r.cooperative_id = ${coop}
    group by o.id, o.kind, o.number, o.total, r.in_cash
    having coalesce(sum(l.amount) filter (where l.means <> 'held'), 0) <> o.total + r.in_cash`,
    { table: text, row: text, rule: ruleName, expected: text, found: text },
  );
  for (const finding of rows) findings.add(finding);
}

/** What the entries of these steps are called. */
const sources = [
  ...[
    'payout-batch',
    'payout-batch-refusal',
    'payout-return',
    'payout-late-return',
    'payout-return-taken-back',
    'payout-late-return-taken-back',
  ],
  ...['pension-answer-taken-back', 'pension-return-taken-back'],
  ...['pension-run', 'pension-run-refusal', 'pension-answer', 'pension-return', 'pension-repayment'],
];

/**
 * Every step of an order stands in the journal with its amount, and no entry of a step that never was. What comes back of dividends is owed again; of a pension, less
 * of a cost, in red.
 */
async function checkEntries(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const sign = sql`case o.kind when 'payout' then 1 else -1 end`;
  const rows = await rowsOf(
    tx,
    sql`
    with step as (
      select 'payment_order' as "table", ${orderWords} as row, o.total + coalesce(r.in_cash, 0) as expected,
        case o.kind when 'payout' then 'payout-batch:' else 'pension-run:' end || o.id as source
      from payment_order o
      join payment_order_end e on e.cooperative_id = ${coop} and e.order_id = o.id and e.kind = 'sent'
      left join pension_run r on r.cooperative_id = ${coop} and r.order_id = o.id
      where o.cooperative_id = ${coop}
      union all
      select 'payment_refusal', ${orderWords}, -o.total,
        case o.kind when 'payout' then 'payout-batch-refusal:' else 'pension-run-refusal:' end || o.id
      from payment_refusal n
      join payment_order o on o.cooperative_id = ${coop} and o.id = n.order_id
      where n.cooperative_id = ${coop}
      union all
      select 'bank_answer', ${orderWords}, coalesce(sum(l.amount), 0) * ${sign},
        case o.kind when 'payout' then 'payout-return:' else 'pension-answer:' end || a.id
      from bank_answer a
      join payment_order o on o.cooperative_id = ${coop} and o.id = a.order_id
      left join payment_result t on t.cooperative_id = ${coop} and t.answer_id = a.id and t.outcome = 'returned'
      left join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
      where a.cooperative_id = ${coop}
      group by o.kind, o.number, a.id
      union all
      select 'payment_result', ${orderWords} || ', payment ' || t.serial, l.amount * ${sign},
        case o.kind when 'payout' then 'payout-late-return:' || o.id || ':' || t.serial
          else 'pension-return:' || o.id || ':' || l.payee_id end
        || coalesce(':' || nullif((select count(*) from payment_result p where p.cooperative_id = ${coop} and p.order_id = t.order_id
          and p.serial = t.serial and p.outcome = 'returned' and p.late > 0 and p.late <= t.late), 1), '')
      from payment_result t
      join payment_order o on o.cooperative_id = ${coop} and o.id = t.order_id
      join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
      where t.cooperative_id = ${coop} and t.late > 0 and t.outcome = 'returned'
      union all
      select 'answer_take_back', ${orderWords}, -coalesce(sum(l.amount), 0) * ${sign},
        case o.kind when 'payout' then 'payout-return-taken-back:' else 'pension-answer-taken-back:' end || q.answer_id
      from answer_take_back q
      join answer_take_back_answer w on w.cooperative_id = ${coop} and w.take_back_id = q.id and w.reason is null
      join bank_answer a on a.cooperative_id = ${coop} and a.id = q.answer_id
      join payment_order o on o.cooperative_id = ${coop} and o.id = a.order_id
      left join payment_result t on t.cooperative_id = ${coop} and t.answer_id = a.id and t.outcome = 'returned'
      left join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
      where q.cooperative_id = ${coop}
      group by o.kind, o.number, q.answer_id
      union all
      select 'answer_take_back', ${orderWords} || ', payment ' || l.serial, -l.amount * ${sign},
        case o.kind when 'payout' then 'payout-late-return-taken-back:' else 'pension-return-taken-back:' end || q.id
      from answer_take_back q
      join answer_take_back_answer w on w.cooperative_id = ${coop} and w.take_back_id = q.id and w.reason is null
      join late_return r on r.cooperative_id = ${coop} and r.id = q.late_return_id
      join payment_order o on o.cooperative_id = ${coop} and o.id = r.order_id
      join payment_line l on l.cooperative_id = ${coop} and l.order_id = r.order_id and l.serial = r.serial
      where q.cooperative_id = ${coop}
      union all
      select 'pension_cash_return', ${orderWords} || ', member ' || m.register_number, -l.amount,
        'pension-return:' || o.id || ':' || l.member_id
      from pension_cash_return k
      join payment_order o on o.cooperative_id = ${coop} and o.id = k.order_id
      join pension_line l on l.cooperative_id = ${coop} and l.order_id = k.order_id and l.member_id = k.member_id
      join member m on m.cooperative_id = ${coop} and m.id = k.member_id
      where k.cooperative_id = ${coop}
      union all
      select 'pension_repayment', 'member ' || m.register_number, -b.amount, 'pension-repayment:' || b.id
      from pension_repayment b
      join member m on m.cooperative_id = ${coop} and m.id = b.member_id
      where b.cooperative_id = ${coop}
    ), booked as (
      select e.source, sum(j.debit) as amount
      from journal_entry e
      join journal_line j on j.cooperative_id = ${coop} and j.entry_id = e.id
      where e.cooperative_id = ${coop} and split_part(e.source, ':', 1) = any(${sql.param([...sources])}::text[])
      group by e.source
    )
    select coalesce(s."table", 'journal_entry') as "table", coalesce(s.row, b.source) as row,
      coalesce(s.expected, 0) as expected, coalesce(b.amount, 0) as found
    from step s full join booked b on b.source = s.source
    where coalesce(s.expected, 0) <> coalesce(b.amount, 0)`,
    { table: text, row: text, expected: amount, found: amount },
  );
  for (const { table, row, expected, found } of rows)
    findings.add({ table, row, rule: 'entry-differs', expected: `${expected}`, found: `${found}` });
}

/** A person has a month once, as the bank's file says it, and all months together are at most what the rules could give. */
async function checkPensions(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'month ' || f.month || ', member ' || m.register_number as row, f.rule, f.expected, f.found
    from (
      select member_id, month, 'paid-twice' as rule, null::numeric as expected, sum(amount) as found
      from pension_state where cooperative_id = ${coop} and stands and amount > 0
      group by member_id, month having count(*) > 1
      union all
      select l.member_id, r.month, 'paid-other-amount', l.amount, p.amount
      from pension_line l
      join pension_run r on r.cooperative_id = ${coop} and r.order_id = l.order_id
      left join payment_line p on p.cooperative_id = ${coop} and p.order_id = l.order_id and p.serial = l.serial
        and p.payee_id = l.member_id
      where l.cooperative_id = ${coop} and l.means = 'bank' and p.amount is distinct from l.amount
      union all
      select p.member_id, p.month, 'paid-beyond-rules', most_pension_until(${coop}, p.month), p.amount
      from (
        select s.member_id, max(s.month) as month, sum(s.amount) - coalesce((
          select sum(b.amount) from pension_repayment b
          where b.cooperative_id = ${coop} and b.member_id = s.member_id), 0) as amount
        from pension_state s where s.cooperative_id = ${coop} and s.stands group by s.member_id
      ) p
      where p.amount > most_pension_until(${coop}, p.month)
    ) f
    join member m on m.cooperative_id = ${coop} and m.id = f.member_id
    order by m.sort_key`,
    {
      row: text,
      rule: ruleName,
      expected: orNull(decimal),
      found: orNull(decimal),
    },
  );
  for (const { row, rule, expected, found } of rows)
    findings.add({
      table: 'pension_line',
      row,
      rule,
      found: found ?? '—',
      ...(expected !== null && { expected }),
    });
}

/**
 * A claim is paid whole, by one bank payment or one payment in cash at most, and stands in one unsent batch at most. What a
 * reversal takes back or gives back may take several steps: its sum is proved by what the books owe.
 */
async function checkClaims(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with due as (
      select l.run_id, l.account_id, 0 as part, l.gross - coalesce((
          select sum(w.tax) from dividend_withholding w where w.cooperative_id = ${coop} and w.run_id = l.run_id
            and w.account_id = l.account_id and w.kind <> 'waiting' and (w.part = 0 or exists (
              select 1 from estate_share_end x where x.cooperative_id = ${coop} and x.run_id = w.run_id
                and x.account_id = w.account_id and x.part = w.part))), 0) + coalesce((
          select sum(case when o.owed_run_id = l.run_id then o.amount else -o.amount end) from payout_set_off o
          where o.cooperative_id = ${coop} and o.account_id = l.account_id
            and l.run_id in (o.owed_run_id, o.against_run_id) and not exists (
              select 1 from payout_set_off_strike x where x.cooperative_id = ${coop} and x.set_off_id = o.id)), 0)
          as amount
      from dividend_run r
      join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
      where r.cooperative_id = ${coop} and r.state = 'posted' and r.kind <> 'reversal'
      union all
      select s.run_id, s.account_id, s.part, s.amount - coalesce((
          select sum(w.tax) from dividend_withholding w where w.cooperative_id = ${coop} and w.run_id = s.run_id
            and w.account_id = s.account_id and w.part = s.part), 0)
      from estate_share s
      join dividend_run r on r.cooperative_id = ${coop} and r.id = s.run_id and r.kind <> 'reversal'
      where s.cooperative_id = ${coop}
    ), live as (
      select s.run_id, s.account_id, s.amount from estate_share s
      where s.cooperative_id = ${coop} and not exists (
        select 1 from estate_share_end x where x.cooperative_id = ${coop} and x.run_id = s.run_id
          and x.account_id = s.account_id and x.part = s.part)
    ), moved as (
      select run_id, account_id, part, amount from payment_state
      where cooperative_id = ${coop} and run_id is not null and stands
      union all
      select h.run_id, h.account_id, h.part, case h.direction when 'paid' then h.amount else -h.amount end
      from payout_cash h
      where h.cooperative_id = ${coop} and not exists (
        select 1 from payout_cash_strike x where x.cooperative_id = ${coop} and x.cash_id = h.id)
    ), divided as (
      select run_id, account_id, sum(amount) as amount from live group by run_id, account_id
    )
    select r.number || ', ' || a.kind || ' ' || a.number as row, f.rule, f.expected, f.found
    from (
      select m.run_id, m.account_id, 'paid-twice' as rule, null as expected, count(*) || ' times' as found
      from moved m join due d on d.run_id = m.run_id and d.account_id = m.account_id and d.part = m.part
      group by m.run_id, m.account_id, m.part having count(*) > 1
      union all
      select m.run_id, m.account_id, 'paid-other-amount', d.amount::text, m.amount::text
      from moved m
      join dividend_run r on r.cooperative_id = ${coop} and r.id = m.run_id and r.kind <> 'reversal'
      left join due d on d.run_id = m.run_id and d.account_id = m.account_id and d.part = m.part
      where d.amount is distinct from m.amount
      union all
      select v.run_id, v.account_id, 'estate-sums', d.amount::text, v.amount::text
      from divided v join due d on d.run_id = v.run_id and d.account_id = v.account_id and d.part = 0
      where d.amount <> v.amount
    ) f
    join dividend_run r on r.cooperative_id = ${coop} and r.id = f.run_id
    join holder_account a on a.cooperative_id = ${coop} and a.id = f.account_id`,
    {
      row: text,
      rule: ruleName,
      expected: orNull(text),
      found: text,
    },
  );
  for (const { row, rule, expected, found } of rows)
    findings.add({
      table: 'payment_line',
      row: `run ${row}`,
      rule,
      found,
      ...(expected !== null && { expected }),
    });
}

/**
 * What the ledger's own entries owe each holder under 113, and under the account for outsiders, is what was posted less what went
 * out of claims that stand there, and it is what those open claims come to: nobody is lost. A run that was never entered is a finding of its own, not one of each holder.
 */
async function checkOwed(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  findings: FindingList,
): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with moved as (
      select r.id as run_id, l.account_id, l.gross - coalesce((
          select sum(w.tax) from dividend_withholding w where w.cooperative_id = ${coop} and w.run_id = r.id
            and w.account_id = l.account_id), 0) as amount
      from dividend_run r
      join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
      join holder_account a on a.cooperative_id = ${coop} and a.id = l.account_id and a.kind <> 'collective'
      where r.cooperative_id = ${coop} and r.state = 'posted' and ${enteredRun(cooperativeId)}
      union all
      select run_id, account_id, -amount from payment_state where cooperative_id = ${coop} and run_id is not null and out
      union all
      select h.run_id, h.account_id, case h.direction when 'paid' then -h.amount else h.amount end from payout_cash h
      where h.cooperative_id = ${coop} and not exists (
        select 1 from payout_cash_strike x where x.cooperative_id = ${coop} and x.cash_id = h.id)
      union all
      select s.run_id, s.account_id, s.amount from (
        select o.id, o.account_id, o.owed_run_id as run_id, o.amount from payout_set_off o where o.cooperative_id = ${coop}
        union all
        select o.id, o.account_id, o.against_run_id, -o.amount from payout_set_off o where o.cooperative_id = ${coop}
      ) s
      where not exists (select 1 from payout_set_off_strike x where x.cooperative_id = ${coop} and x.set_off_id = s.id)
    ), due as (
      select m.account_id, o.run_id is not null as outside, sum(m.amount) as amount from moved m
      left join outside_claim o on o.cooperative_id = ${coop} and o.run_id = m.run_id and o.account_id = m.account_id
      group by m.account_id, outside
    ), booked as (
      select m.account_id, m.account <> '113' as outside, sum(m.credit - m.debit) as amount from member_ledger_line m
      join journal_entry e on e.cooperative_id = ${coop} and e.id = m.entry_id and e.kind = 'automatic'
      where m.cooperative_id = ${coop} group by m.account_id, outside
    ), sides as (
      select coalesce(d.account_id, b.account_id) as account_id, coalesce(d.outside, b.outside) as outside,
        coalesce(d.amount, 0) as due, coalesce(b.amount, 0) as booked
      from due d full join booked b on b.account_id = d.account_id and b.outside = d.outside
    )
    select a.id, a.kind || ' ' || a.number as row, s.outside, s.due, s.booked
    from sides s
    join holder_account a on a.cooperative_id = ${coop} and a.id = s.account_id
    order by a.sort_key, s.outside`,
    { id, row: text, outside: flag, due: amount, booked: amount },
  );
  const outsiders = new Set(
    (
      await rowsOf(tx, sql`select run_id, account_id from outside_claim where cooperative_id = ${coop}`, {
        runId: id,
        accountId: id,
      })
    ).map(({ runId, accountId }) => `${runId} ${accountId}`),
  );
  const open = new Map<string, Money>();
  for (const claim of await claims(tx, cooperativeId, today)) {
    const side = `${claim.accountId} ${outsiders.has(`${claim.runId} ${claim.accountId}`)}`;
    open.set(side, (open.get(side) ?? Money.zero).plus(claim.open));
  }
  for (const { id: accountId, row, outside, due, booked } of rows) {
    const claimed = open.get(`${accountId} ${outside}`) ?? Money.zero;
    const compared = (found: Money, rule: 'owed-differs' | 'claims-differ') => {
      if (!found.equals(due))
        findings.add({ table: 'member_ledger_line', row, rule, expected: `${due}`, found: `${found}` });
    };
    compared(booked, 'owed-differs');
    compared(claimed, 'claims-differ');
  }
}

/**
 * Money went to accounts that another person had confirmed when the order was made; accounts of before accounts were confirmed
 * are taken as confirmed. Who said by hand that a payment came back, or struck it, did not hand out its cash.
 */
async function checkHands(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const unconfirmed = await rowsOf(
    tx,
    sql`
    select ${orderWords} || ', payment ' || l.serial as row
    from payment_line l
    join payment_order o on o.cooperative_id = ${coop} and o.id = l.order_id
    join payment_order_end e on e.cooperative_id = ${coop} and e.order_id = l.order_id and e.kind = 'sent'
    where l.cooperative_id = ${coop}
      and o.made_at > coalesce((select max(c.made_at) from account_change c
        where c.cooperative_id = ${coop} and c.kind = 'before'), '-infinity')
      and not exists (
        select 1 from member_bank_account b
        left join account_change_review v on v.cooperative_id = ${coop} and v.change_id = b.change_id
        where b.cooperative_id = ${coop} and b.member_id = l.payee_id and (
          b.change_id is null and b.bank_account_masked = l.bank_account_masked
          or b.bank_account_index = l.bank_account_index and v.outcome = 'confirmed' and v.recorded_at <= o.made_at))
    order by o.number, l.serial`,
    { row: text },
  );
  for (const { row } of unconfirmed)
    findings.add({ table: 'payment_line', row, rule: 'account-unconfirmed' });
  // Of one part and, since it is asked, of every part that its money went on to.
  const goesOn = (
    was: 'l' | 'k',
  ) => sql`(${sql.raw(was)}.part = h.part or h.recorded_at > coalesce((select b.until from answered_alone_before b
      where b.cooperative_id = ${coop}), '-infinity')
      and part_goes_on(${coop}, h.run_id, h.account_id, ${sql.raw(was)}.part, h.part))`;
  const own = await rowsOf(
    tx,
    sql`
    select 'no. ' || h.number as row
    from payout_cash h
    where h.cooperative_id = ${coop} and h.direction = 'paid' and (exists (
        select 1 from payment_result t
        join payment_line l on l.cooperative_id = ${coop} and l.order_id = t.order_id and l.serial = t.serial
        left join late_return e on e.cooperative_id = ${coop} and e.order_id = t.order_id and e.serial = t.serial
          and not exists (select from late_return_refusal n where n.cooperative_id = ${coop} and n.late_return_id = e.id)
        where t.cooperative_id = ${coop} and t.late > 0 and t.outcome = 'returned' and h.recorded_by in (t.recorded_by, e.recorded_by)
          and t.recorded_at <= h.recorded_at
          and l.run_id = h.run_id and l.account_id = h.account_id and ${goesOn('l')})
      or exists (
        select 1 from payout_cash_strike x
        join payout_cash k on k.cooperative_id = ${coop} and k.id = x.cash_id and k.direction = 'paid'
        where x.cooperative_id = ${coop} and x.recorded_by = h.recorded_by and x.recorded_at <= h.recorded_at
          and k.run_id = h.run_id and k.account_id = h.account_id and ${goesOn('k')}))
    order by h.number`,
    { row: text },
  );
  for (const { row } of own) findings.add({ table: 'payout_cash', row, rule: 'paid-by-returner' });
}
