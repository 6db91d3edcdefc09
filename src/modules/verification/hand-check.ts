/**
 * How many people stand behind what leaves the house or touches a claim unseen: orders made, released and sent by three, debts taken
 * off claims by two. What versions of before let one person do is remarked, what came later is found.
 */
import { sql } from 'drizzle-orm';
import type { Sentence } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { count, flag, rowsOf, text } from '../../platform/rows.ts';
import type { FindingList } from './finding.ts';

export async function checkHandsBehind(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await checkReleases(tx, cooperativeId, findings);
  await checkPayers(tx, cooperativeId, findings);
  await checkSetOffs(tx, cooperativeId, findings);
  await checkRemittances(tx, cooperativeId, findings);
  await checkProofs(tx, cooperativeId, findings);
  await checkReturns(tx, cooperativeId, findings);
  await checkPaidAgain(tx, cooperativeId, findings);
  await checkUndone(tx, cooperativeId, findings);
  await checkEvents(tx, cooperativeId, findings);
  await checkTills(tx, cooperativeId, findings);
  await checkYears(tx, cooperativeId, findings);
  await checkReopened(tx, cooperativeId, findings);
  await checkWithdrawn(tx, cooperativeId, findings);
}

/**
 * Events that one person tells: money over the counter, its coming back, a year closed. What they may come to is
 * bound by what two people made (a claim of a posted run, a released list, reviewed vouchers), so they are
 * told in one line a kind and nothing fails for them.
 */
const toldByOne: Readonly<Record<string, Sentence>> = {
  'payout-cash': { zh: '柜台现金', en: 'cash over the counter' },
  'pension-return': { zh: '养老金退回', en: 'pensions that came back' },
  'pension-repayment': { zh: '收回多发养老金', en: 'pensions paid back' },
  'year-close': { zh: '年终结转', en: 'a year closed' },
};

async function checkEvents(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select split_part(e.source, ':', 1) as source, count(*)::int as entries
    from journal_entry e
    where e.cooperative_id = ${cooperativeId}::uuid
      and split_part(e.source, ':', 1) = any(${sql.param(Object.keys(toldByOne))}::text[])
    group by 1 order by 1`,
    { source: text, entries: count },
  );
  for (const { source, entries } of rows) {
    const words = must(toldByOne[source], 'the words of an event');
    const found = { zh: `${words.zh} ${entries} 张`, en: `${words.en}: ${entries}` };
    findings.note({ table: 'journal_entry', row: source, remark: 'rests-on-one', found });
  }
}

/**
 * Money over the counter rests on the cashier's word: the count of the till at the end of the day, which another stood by, is what
 * bounds it. Days on which cash moved and nobody counted are named, and what was told days later.
 */
async function checkTills(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const uncounted = await rowsOf(
    tx,
    sql`
    select l.account || ' ' || e.entry_date as row
    from journal_entry e
    join journal_line l on l.cooperative_id = ${coop} and l.entry_id = e.id and l.account like '101%'
    left join loosened_alone_before b on b.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind <> 'opening' and e.recorded_at > coalesce(b.until, '-infinity')
      and not exists (select from till_count c
        join till_count_answer a on a.cooperative_id = ${coop} and a.count_id = c.id and a.confirmed
        where c.cooperative_id = ${coop} and c.account = l.account and c.day = e.entry_date
          and a.recorded_by <> c.recorded_by)
    group by l.account, e.entry_date order by e.entry_date, l.account`,
    { row: text },
  );
  for (const { row } of uncounted) findings.note({ table: 'till_count', row, remark: 'till-uncounted' });
  const different = await rowsOf(
    tx,
    sql`
    select c.account || ' ' || c.day as row, c.counted || ' / ' || c.booked as found
    from till_count c where c.cooperative_id = ${coop} and c.counted <> c.booked order by c.number`,
    { row: text, found: text },
  );
  for (const { row, found } of different)
    findings.note({ table: 'till_count', row, remark: 'till-differs', found });
  const late = await rowsOf(
    tx,
    sql`
    select p.number || ' ' || p.handed_on as row, day_in_china(p.recorded_at)::text as found
    from payout_cash p where p.cooperative_id = ${coop} and day_in_china(p.recorded_at) > p.handed_on + 1
      and not exists (select from payout_cash_strike s where s.cooperative_id = ${coop} and s.cash_id = p.id)
    order by p.number`,
    { row: text, found: text },
  );
  for (const { row, found } of late)
    findings.note({ table: 'payout_cash', row, remark: 'entered-late', found });
  await noteProxies(tx, cooperativeId, findings);
  const answered = await rowsOf(
    tx,
    sql`
    select p.number || ' ' || p.handed_on as row, returns_looked_at(p) as before
    from payout_cash p
    where p.cooperative_id = ${coop} and p.direction = 'paid'
      and not exists (select from payout_cash_strike s where s.cooperative_id = ${coop} and s.cash_id = p.id)
      and (not returns_looked_at(p) or exists (
        select from payment_line l
        join payment_result r on r.cooperative_id = ${coop} and r.order_id = l.order_id and r.serial = l.serial
        join answered_alone_before b on b.cooperative_id = ${coop} and r.recorded_at <= b.until
        where l.cooperative_id = ${coop} and l.run_id = p.run_id and l.account_id = p.account_id and l.part = p.part
          and r.outcome = 'returned' and r.late = 0 and r.recorded_by = p.recorded_by and r.recorded_at < p.recorded_at))
    order by p.number`,
    shape,
  );
  for (const { row, before } of answered)
    if (before) findings.note({ table: 'payout_cash', row, remark: 'answered-and-paid-before' });
    else findings.add({ table: 'payout_cash', row, rule: 'answered-and-paid' });
}

/** Who fetched the cash of several households in a year without a mandate of theirs on record: versions of before took any name. */
async function noteProxies(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const several = await rowsOf(
    tx,
    sql`
    select p.proxy || ' ' || extract(year from p.handed_on) as row, string_agg(distinct a.number, '、') as found
    from payout_cash p
    join holder_account a on a.cooperative_id = ${coop} and a.id = p.account_id
    where p.cooperative_id = ${coop} and p.direction = 'paid' and p.proxy is not null
      and not exists (select from payout_cash_strike s where s.cooperative_id = ${coop} and s.cash_id = p.id)
      and not exists (select from mandate m where m.cooperative_id = ${coop} and m.member_id = a.member_id
        and m.person = p.proxy and p.handed_on between m.begins_on and m.ends_on
        and not exists (select from mandate_end e where e.cooperative_id = ${coop} and e.mandate_id = m.id
          and day_in_china(e.recorded_at) <= p.handed_on))
    group by p.proxy, extract(year from p.handed_on)
    having count(distinct coalesce(a.household_id, home_on(${coop}, a.member_id, p.handed_on), a.member_id)) > 1
    order by 1`,
    { row: text, found: text },
  );
  for (const { row, found } of several)
    findings.note({ table: 'payout_cash', row, remark: 'proxy-of-several', found });
}

/** A year that one person closed and nobody else confirmed. */
async function checkYears(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with standing as (
      select e.id, e.recorded_by, split_part(e.source, ':', 2) as year
      from journal_entry e left join loosened_alone_before b on b.cooperative_id = ${coop}
      where e.cooperative_id = ${coop} and e.source like 'year-close:%' and e.reverses is null
        and e.recorded_at > coalesce(b.until, '-infinity')
        and not exists (select from journal_entry r where r.cooperative_id = ${coop} and r.reverses = e.id)
    )
    select s.year as row from standing s
    left join year_confirmation y on y.cooperative_id = ${coop} and y.closing_id = s.id and y.recorded_by <> s.recorded_by
    group by s.year having count(y.closing_id) = 0 order by s.year`,
    { row: text },
  );
  for (const { row } of rows) findings.note({ table: 'year_confirmation', row, remark: 'year-unconfirmed' });
}

/** Closings that a second person had confirmed, and months under them, opened again by one. */
async function checkReopened(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select f."table", f.row, f.recorded_at <= coalesce(b.until, '-infinity') as before
    from (
      select 'month_close' as "table", m.month as row, m.recorded_at from month_close m
      where m.cooperative_id = ${coop} and m.kind = 'reopened' and month_opened_alone(m)
      union all
      select 'journal_entry', e.month || ' ' || e.number, e.recorded_at from journal_entry e
      where e.cooperative_id = ${coop} and e.reverses is not null and closing_undone_alone(e)
    ) f left join looked_less_before b on b.cooperative_id = ${coop}
    order by f.recorded_at, f.row`,
    { table: text, ...shape },
  );
  for (const { table, row, before } of rows)
    if (before) findings.note({ table, row, remark: 'reopened-by-one-before' });
    else findings.add({ table, row, rule: 'reopened-by-one' });
}

/** Runs that were approved and then withdrawn, by the word of two. */
async function checkWithdrawn(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'run ' || r.number as row, exists (select from run_withdrawal q
      where q.cooperative_id = ${coop} and q.run_id = r.id and q.kind = 'before') as before
    from dividend_run r
    where r.cooperative_id = ${coop} and r.state = 'withdrawn' and r.approved_by is not null and not run_withdrawn_by_two(r)
    order by r.number`,
    shape,
  );
  const table = 'dividend_run';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'withdrawn-by-one-before' });
    else findings.add({ table, row, rule: 'withdrawn-by-one' });
}

/** Orders that were sent while somebody else paid than their files say. */
async function checkPayers(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number as row,
      e.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_order_end e
    join payment_order o on o.cooperative_id = ${coop} and o.id = e.order_id
    left join bound_less_before b on b.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind = 'sent' and payer_overtaken(o, e.recorded_at)
    order by o.kind, o.number`,
    shape,
  );
  for (const { row, before } of rows)
    if (before) findings.note({ table: 'payment_order', row, remark: 'payer-overtaken-before' });
    else findings.add({ table: 'payment_order', row, rule: 'payer-overtaken' });
}

const shape = { row: text, before: flag };

async function checkReleases(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number as row,
      r.order_id is null and e.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_order_end e
    join payment_order o on o.cooperative_id = ${coop} and o.id = e.order_id
    left join payment_release r on r.cooperative_id = ${coop} and r.order_id = o.id
    left join one_hand_before b on b.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind = 'sent' and (
      r.order_id is null or r.recorded_by in (o.made_by, e.recorded_by) or e.recorded_by = o.made_by)
    order by o.kind, o.number`,
    shape,
  );
  const table = 'payment_order';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'order-unreleased-before' });
    else findings.add({ table, row, rule: 'order-unreleased' });
}

async function checkSetOffs(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select a.kind || ' ' || a.number || ' ' || s.amount as row,
      q.id is null and s.recorded_at <= coalesce(b.until, '-infinity') as before
    from payout_set_off s
    join holder_account a on a.cooperative_id = ${coop} and a.id = s.account_id
    left join payout_set_off_request q on q.cooperative_id = ${coop} and q.id = s.id
    left join one_hand_before b on b.cooperative_id = ${coop}
    where s.cooperative_id = ${coop} and (q.id is null or q.recorded_by = s.recorded_by
      or (q.account_id, q.owed_run_id, q.against_run_id, q.amount)
        is distinct from (s.account_id, s.owed_run_id, s.against_run_id, s.amount))
    order by a.sort_key, s.recorded_at`,
    shape,
  );
  const table = 'payout_set_off';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'set-off-by-one-before' });
    else findings.add({ table, row, rule: 'set-off-by-one' });
  const struck = await rowsOf(
    tx,
    sql`
    select a.kind || ' ' || a.number || ' ' || s.amount as row, x.recorded_at <= coalesce(b.until, '-infinity') as before
    from payout_set_off_strike x
    join payout_set_off s on s.cooperative_id = ${coop} and s.id = x.set_off_id
    join holder_account a on a.cooperative_id = ${coop} and a.id = s.account_id
    left join looked_less_before b on b.cooperative_id = ${coop}
    where x.cooperative_id = ${coop} and not set_off_struck_by_third(x)
    order by a.sort_key, x.recorded_at`,
    shape,
  );
  for (const { row, before } of struck)
    if (before) findings.note({ table, row, remark: 'set-off-struck-by-one-before' });
    else findings.add({ table, row, rule: 'set-off-struck-by-one' });
}

/** Tax that left the bank by the word of one; before it took two, that is remarked. */
async function checkRemittances(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'list ' || f.number as row, m.by_two is null as before
    from tax_remittance m
    join tax_filing f on f.cooperative_id = ${coop} and f.id = m.filing_id
    join journal_entry e on e.cooperative_id = ${coop} and e.source = 'tax-remittance:' || m.id
    where m.cooperative_id = ${coop} and not remitted_by_two(m.cooperative_id, m.id)
    order by f.number, m.recorded_at`,
    shape,
  );
  const table = 'tax_remittance';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'remitted-by-one-before' });
    else findings.add({ table, row, rule: 'remitted-by-one' });
  const shutOut = await rowsOf(
    tx,
    sql`
    select 'list ' || f.number as row, m.remitted_on::text as day
    from tax_remittance m
    join tax_filing f on f.cooperative_id = ${coop} and f.id = m.filing_id
    where m.cooperative_id = ${coop} and m.by_two
      and not exists (select from tax_remittance_answer a where a.cooperative_id = ${coop} and a.remittance_id = m.id)
      and 'closed' = (select c.kind from month_close c
        where c.cooperative_id = ${coop} and c.month = to_char(m.remitted_on, 'YYYY-MM')
        order by c.recorded_at desc, c.id desc limit 1)
    order by f.number, m.recorded_at`,
    { row: text, day: text },
  );
  for (const { row, day } of shutOut)
    findings.add({ table, row, rule: 'month-closed-over-remittance', found: day });
}

/** Payments that came back after the bank had said they were paid: owed again by the word of two. */
async function checkReturns(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number || ', payment ' || t.serial as row,
      t.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_result t
    join payment_order o on o.cooperative_id = ${coop} and o.id = t.order_id
    left join told_alone_before b on b.cooperative_id = ${coop}
    where t.cooperative_id = ${coop} and t.late > 0 and t.outcome = 'returned' and not returned_by_two(t)
    order by o.kind, o.number, t.serial`,
    shape,
  );
  const table = 'payment_result';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'returned-by-one-before' });
    else findings.add({ table, row, rule: 'returned-by-one' });
  const wrong = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number || ', payment ' || t.serial as row
    from payment_result t
    join payment_order o on o.cooperative_id = ${coop} and o.id = t.order_id
    where t.cooperative_id = ${coop} and t.late > 0 and t.outcome = 'paid' and not taken_back_by_two(t)
    order by o.kind, o.number, t.serial`,
    { row: text },
  );
  for (const { row } of wrong) findings.add({ table, row, rule: 'taken-back-by-one' });
}

/** Orders that paid again what one person's reading of an answer said came back. */
async function checkPaidAgain(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number as row,
      r.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_release r
    join payment_order o on o.cooperative_id = ${coop} and o.id = r.order_id
    left join looked_less_before b on b.cooperative_id = ${coop}
    where r.cooperative_id = ${coop} and exists (select from paid_again_unseen(${coop}, r.order_id, r.recorded_at))
    order by o.kind, o.number`,
    shape,
  );
  const table = 'payment_order';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'paid-again-unseen-before' });
    else findings.add({ table, row, rule: 'paid-again-unseen' });
  const own = await rowsOf(
    tx,
    sql`
    select case o.kind when 'payout' then 'batch ' else 'pension run no. ' end || o.number as row,
      r.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_release r
    join payment_order o on o.cooperative_id = ${coop} and o.id = r.order_id
    left join looked_less_before b on b.cooperative_id = ${coop}
    where r.cooperative_id = ${coop} and released_by_reopener(r)
    order by o.kind, o.number`,
    shape,
  );
  for (const { row, before } of own)
    if (before) findings.note({ table, row, remark: 'released-by-reopener-before' });
    else findings.add({ table, row, rule: 'released-by-reopener' });
}

async function checkUndone(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'estate of ' || a.number || ', ' || day_in_china(e.recorded_at) as row,
      max(e.recorded_at) <= coalesce(max(b.until), '-infinity') as before
    from estate_share_end e
    join holder_account a on a.cooperative_id = ${coop} and a.id = e.account_id
    left join told_alone_before b on b.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind = 'undone' and not estate_undone_by_two(e)
    group by 1 order by 1`,
    shape,
  );
  const table = 'estate_share_end';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'undone-by-one-before' });
    else findings.add({ table, row, rule: 'undone-by-one' });
}

/** Months that pay on proofs of life: whoever released them looked at each proof and told none of them. */
async function checkProofs(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'pension run no. ' || o.number as row, r.recorded_at <= coalesce(b.until, '-infinity') as before
    from payment_release r
    join payment_order o on o.cooperative_id = ${coop} and o.id = r.order_id and o.kind = 'pension'
    left join told_alone_before b on b.cooperative_id = ${coop}
    where r.cooperative_id = ${coop} and not proofs_looked_at(r)
    order by o.number`,
    shape,
  );
  const table = 'payment_order';
  for (const { row, before } of rows)
    if (before) findings.note({ table, row, remark: 'proof-unseen-before' });
    else findings.add({ table, row, rule: 'proof-unseen' });
}
