/**
 * Entries by hand and money in hand: every entry is what somebody else than its preparer confirmed, none gave income or a dividend
 * away, and no till was ever below zero, nor a bank account without an overdraft. Entries of before there were reviews are named, and are no fault.
 */
import { sql } from 'drizzle-orm';
import { chartOn } from '../../domain/chart.ts';
import { incomeByHand, incomeTaken, redOnMoney, voucherNumber } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { amount, day, flag, oneOf, rowsOf, text, whole } from '../../platform/rows.ts';
import { booksSettings } from '../accounting/index.ts';
import { ruleName, type FindingList } from './finding.ts';

export async function checkEntries(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await checkReviews(tx, cooperativeId, findings);
  await checkIncomeByHand(tx, cooperativeId, findings);
  await checkCapital(tx, cooperativeId, findings);
  await checkCapitalOwed(tx, cooperativeId, findings);
  await checkHolders(tx, cooperativeId, findings);
  await checkDistributable(tx, cooperativeId, findings);
  await checkTwoSteps(tx, cooperativeId, findings);
  await checkMoneyInHand(tx, cooperativeId, findings);
}

async function checkReviews(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const linesOf = (table: string) => sql`
    (select array_agg(account || ' ' || debit || ' ' || credit || ' ' || text order by ordinal)
      from ${sql.raw(table)} l where l.cooperative_id = ${coop} and l.entry_id = e.id)`;
  const rows = await rowsOf(
    tx,
    sql`
    select e.month, e.number, b.entry_id is not null as by_one, case
        when v.entry_id is null or v.reviewed_by = p.prepared_by then 'entry-unreviewed'
        else 'entry-other-than-reviewed' end as rule
    from journal_entry e
    left join journal_entry r on r.cooperative_id = ${coop} and r.id = e.reverses
    left join entry_by_one b on b.cooperative_id = ${coop} and b.entry_id = e.id
    left join prepared_entry p on p.cooperative_id = ${coop} and p.id = e.id
    left join entry_review v on v.cooperative_id = ${coop} and v.entry_id = e.id and v.outcome = 'confirmed'
    where e.cooperative_id = ${coop} and coalesce(r.kind, e.kind) in ('opening','manual') and (
      b.entry_id is not null or v.entry_id is null or v.reviewed_by = p.prepared_by
      or (p.entry_date, p.summary, p.prepared_by, v.reviewed_by)
        is distinct from (e.entry_date, e.summary, e.prepared_by, e.reviewed_by)
      or ${linesOf('prepared_line')} is distinct from ${linesOf('journal_line')})
    order by e.month, e.number`,
    { month: text, number: whole, byOne: flag, rule: ruleName },
  );
  for (const { month, number, byOne, rule } of rows) {
    const [table, row] = ['journal_entry', voucherNumber(month, number)];
    if (byOne) findings.note({ table, row, remark: 'entry-by-one' });
    else findings.add({ table, row, rule });
  }
}

/**
 * Entries by hand that gave income or reserve away or wrote money in red, as the domain says it; each other one that took from
 * income or reserve is remarked, because the next entry may take it further.
 */
async function checkIncomeByHand(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select e.month, e.number, l.account, l.debit, l.credit, e.entry_date as date, e.kind,
      e.recorded_at <= coalesce(b.until, '-infinity') as before
    from journal_entry e
    join journal_line l on l.cooperative_id = ${coop} and l.entry_id = e.id
    left join hand_less_before b on b.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind in ('opening','manual')
      and exists (select from journal_line i where i.cooperative_id = ${coop} and i.entry_id = e.id
        and (i.account ~ '^(311|32[12])' or i.account ~ '^10[12]' and (i.debit < 0 or i.credit < 0)))
      and not exists (select from journal_entry r where r.cooperative_id = ${coop} and r.reverses = e.id)
    order by e.month, e.number, l.ordinal`,
    {
      month: text,
      number: whole,
      account: text,
      debit: amount,
      credit: amount,
      date: day,
      kind: oneOf(['opening', 'manual']),
      before: flag,
    },
  );
  const entries = Map.groupBy(rows, ({ month, number }) => voucherNumber(month, number));
  for (const [row, lines] of entries) {
    const { date, kind, before } = must(lines[0], 'a line of the entry');
    const found = { table: 'journal_entry', row };
    const broken = [
      incomeByHand(chartOn(date), lines, kind) !== undefined && ('income-by-hand' as const),
      redOnMoney(lines) !== undefined && ('red-on-money' as const),
    ].filter((rule) => rule !== false);
    for (const rule of broken)
      if (before) findings.note({ ...found, remark: `${rule}-before` });
      else findings.add({ ...found, rule });
    const taken = incomeTaken(lines);
    if (broken.length === 0 && taken.isPositive)
      findings.note({ ...found, remark: 'income-taken', found: taken.toString() });
  }
}

/** Capital and reserve that versions of before let become income: PostgreSQL takes no more of it. */
async function checkCapital(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select e.month, e.number from journal_entry e
    where e.cooperative_id = ${cooperativeId}::uuid and e.kind = 'manual' and makes_income_of_capital(e)
      and not exists (select from journal_entry r where r.cooperative_id = e.cooperative_id and r.reverses = e.id)
    order by e.month, e.number`,
    { month: text, number: whole },
  );
  for (const { month, number } of rows)
    findings.note({
      table: 'journal_entry',
      row: voucherNumber(month, number),
      remark: 'capital-as-income',
    });
}

/** Capital that entries by hand owed to somebody, from where it can come back as income. */
async function checkCapitalOwed(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select e.month, e.number, e.recorded_at <= coalesce(b.until, '-infinity') as before
    from journal_entry e
    left join money_unasked_before b on b.cooperative_id = e.cooperative_id
    where e.cooperative_id = ${cooperativeId}::uuid and e.kind = 'manual' and owes_capital_by_hand(e)
      and not exists (select from journal_entry r where r.cooperative_id = e.cooperative_id and r.reverses = e.id)
    order by e.month, e.number`,
    { month: text, number: whole, before: flag },
  );
  for (const { month, number, before } of rows) {
    const found = { table: 'journal_entry', row: voucherNumber(month, number) };
    if (before) findings.note({ ...found, remark: 'capital-owed-before' });
    else findings.add({ ...found, rule: 'capital-owed' });
  }
}

/** Holders from whom more was taken than was entered for them: by hand, or of all that the books owe them. */
async function checkHolders(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select a.kind || ' ' || a.number as row, o.by_hand, o.begun, o.by_hand + o.by_ledger as owed
    from owed_by_source(${coop}, array(
      select distinct account_id from member_ledger_line where cooperative_id = ${coop})) o
    join holder_account a on a.cooperative_id = ${coop} and a.id = o.account_id
    where o.by_hand < 0 or o.by_hand + o.by_ledger < 0
    order by a.sort_key, a.id`,
    { row: text, byHand: amount, begun: amount, owed: amount },
  );
  const table = 'member_ledger_line';
  for (const { row, byHand, begun, owed } of rows) {
    const floor = begun.isNegative ? begun : Money.zero;
    if (byHand.minus(floor).isNegative)
      findings.add({
        table,
        row,
        rule: 'more-than-by-hand',
        expected: floor.toString(),
        found: byHand.toString(),
      });
    else if (byHand.isNegative)
      findings.note({ table, row, remark: 'owes-by-hand', found: byHand.toString() });
    if (owed.isNegative) findings.note({ table, row, remark: 'owes', found: owed.toString() });
  }
}

/** Entries that made income out of what is kept out, or opened it after something of it was given. PostgreSQL says again which do. */
async function checkDistributable(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with odd as (
      select e.*, case when k.moved then 'kept-out-moved' else 'kept-out-taken' end as rule
      from kept_out_taken(${coop}) k join journal_entry e on e.cooperative_id = ${coop} and e.id = k.entry_id
      union all
      select e.*, 'opened-late' from journal_entry e
      where e.cooperative_id = ${coop} and e.kind in ('opening', 'reversal') and opens_income_late(e)
    )
    select o.month, o.number, o.rule, o.recorded_at <= coalesce(b.until, '-infinity')
      or o.kind = 'opening' and o.rule = 'kept-out-moved' and o.recorded_at <= coalesce(t.until, '-infinity') as before
    from odd o left join bound_less_before b on b.cooperative_id = ${coop}
    left join told_alone_before t on t.cooperative_id = ${coop}
    where not exists (select from journal_entry r where r.cooperative_id = ${coop} and r.reverses = o.id)
    order by o.month, o.number`,
    {
      month: text,
      number: whole,
      rule: oneOf(['kept-out-moved', 'kept-out-taken', 'opened-late']),
      before: flag,
    },
  );
  for (const { month, number, rule, before } of rows) {
    const found = { table: 'journal_entry', row: voucherNumber(month, number) };
    if (rule === 'kept-out-taken') findings.note({ ...found, remark: rule });
    else if (before) findings.note({ ...found, remark: `${rule}-before` });
    else findings.add({ ...found, rule });
  }
}

/**
 * Two entries by hand that do in two steps what is refused in one: kept-out income paid out, and as much taken in as other income;
 * income or reserve taken against an account, and as much paid from that account. Within a year of each other; either may be right.
 */
async function checkTwoSteps(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with hand as (
      select e.id, e.month, e.number, e.entry_date from journal_entry e
      where e.cooperative_id = ${coop} and e.kind = 'manual'
        and not exists (select from journal_entry r where r.cooperative_id = ${coop} and r.reverses = e.id)
    ), side as materialized (
      select l.entry_id, l.account, sum(l.debit - l.credit) as moved
      from journal_line l join hand h on h.id = l.entry_id
      where l.cooperative_id = ${coop} group by l.entry_id, l.account
    ), taken as (
      select k.entry_id, null as account, -sum(s.moved) as amount
      from kept_out_taken(${coop}) k join side s on s.entry_id = k.entry_id and s.account ~ '^10[12]'
      where not k.moved group by k.entry_id
      union all
      select s.entry_id, s.account, -s.moved from side s
      where s.moved < 0 and s.account !~ '^(10[12]|301|311|32[12])' and s.entry_id in (
        select i.entry_id from side i where i.account ~ '^(311|32[12])' group by i.entry_id having sum(i.moved) > 0)
    )
    select h.month, h.number, o.month as other_month, o.number as other_number
    from taken t
    join hand h on h.id = t.entry_id
    join hand o on o.id <> h.id and abs(o.entry_date - h.entry_date) <= 366
    where t.amount > 0 and exists (
      select from side a join side b on b.entry_id = a.entry_id and b.moved = -t.amount
      where a.entry_id = o.id and a.moved = t.amount and case when t.account is null
        then a.account ~ '^10[12]' and b.account ~ '^(5|32[12])'
        else a.account = t.account and b.account ~ '^10[12]' end)
    order by h.month, h.number, o.month, o.number`,
    { month: text, number: whole, otherMonth: text, otherNumber: whole },
  );
  for (const { month, number, otherMonth, otherNumber } of rows) {
    const found = voucherNumber(otherMonth, otherNumber);
    findings.note({
      table: 'journal_entry',
      row: voucherNumber(month, number),
      remark: 'taken-in-two-steps',
      found,
    });
  }
}

/** The first day at whose end each account of money is below zero. */
async function checkMoneyInHand(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const { overdraftAccounts } = await booksSettings(tx, cooperativeId);
  const rows = await rowsOf(
    tx,
    sql`
    select distinct on (account) account, entry_date as date, balance
    from (
      select l.account, e.entry_date,
        sum(sum(l.debit - l.credit)) over (partition by l.account order by e.entry_date) as balance
      from journal_line l
      join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
      where l.cooperative_id = ${cooperativeId}::uuid and l.account ~ '^10[129]'
      group by l.account, e.entry_date
    ) as day
    where balance < 0 and (account ~ '^101' or (
      not account = any(${sql.param([...overdraftAccounts])}::text[]) and exists (
        select 1 from journal_entry k where k.cooperative_id = ${cooperativeId}::uuid and k.kind in ('opening','manual'))))
    order by account, entry_date`,
    { account: text, date: day, balance: amount },
  );
  for (const { account, date, balance } of rows)
    findings.add({
      table: 'journal_line',
      row: `${account}, ${date}`,
      rule: 'money-short',
      expected: '0.00',
      found: balance.toString(),
    });
}
