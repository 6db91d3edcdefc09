/**
 * Payouts: every batch is its lines and its file, every line pays the whole claim it names, nobody is paid twice, what heirs
 * get is what the line was, and what the books owe each holder is what is left of their claims.
 */
import { createHash } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, id, orNull, rowsOf, text, whole } from '../../platform/rows.ts';
import { batchesAfter, claims, enteredRun, fileCipherOf } from '../payouts/index.ts';
import { ruleName, type FindingList } from './finding.ts';
import type { Told } from './trail-check.ts';

const PAGE = 100;

/** Returns how many batches were compared with their files. */
export async function checkPayouts(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  told: Told,
  findings: FindingList,
): Promise<number> {
  let [batches, after] = [0, 0n];
  const untold = new Map(told.batches);
  for (;;) {
    const page = await batchesAfter(tx, cooperativeId, PAGE, after);
    for (const { row } of page) {
      const name = `batch ${row.number}`;
      // Without the key the sealed file is proved; what it says inside was told to the trail when it was made.
      if (
        createHash('sha256')
          .update(await fileCipherOf(tx, row))
          .digest('hex') !== row.sealedSha256
      )
        findings.add({ table: 'payout_batch', row: name, rule: 'paper-hash' });
      const said = untold.get(row.id);
      const found = `${row.count} ${row.total} ${row.fileSha256} ${row.sealedSha256}`;
      untold.delete(row.id);
      if (said === undefined) findings.add({ table: 'payout_batch', row: name, rule: 'trail-silent' });
      else if (said !== found)
        findings.add({ table: 'payout_batch', row: name, rule: 'trail-differs', expected: said, found });
    }
    batches += page.length;
    after = page.at(-1)?.row.number ?? after;
    if (page.length < PAGE) break;
  }
  for (const id of untold.keys()) findings.add({ table: 'payout_batch', row: id, rule: 'trail-only' });
  await checkSums(tx, cooperativeId, findings);
  await checkClaims(tx, cooperativeId, findings);
  await checkOwed(tx, cooperativeId, today, findings);
  return batches;
}

async function checkSums(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select b.number, b.count || ' ' || b.total as found, count(l.*) || ' ' || coalesce(sum(l.amount), 0) as expected
    from payout_batch b
    left join payout_line l on l.cooperative_id = b.cooperative_id and l.batch_id = b.id
    where b.cooperative_id = ${cooperativeId}::uuid
    group by b.number, b.count, b.total
    having count(l.*) <> b.count or coalesce(sum(l.amount), 0) <> b.total`,
    { number: whole, found: text, expected: text },
  );
  for (const { number, found, expected } of rows)
    findings.add({ table: 'payout_batch', row: `batch ${number}`, rule: 'batch-sums', expected, found });
}

/** That the money of line `l` of a sent batch did not come back. */
function stillOut(coop: SQL): SQL {
  return sql`not exists (
      select 1 from payout_result t where t.cooperative_id = ${coop} and t.batch_id = l.batch_id
        and t.serial = l.serial and t.outcome = 'returned')
    and not exists (
      select 1 from payout_batch_refusal n where n.cooperative_id = ${coop} and n.batch_id = l.batch_id)`;
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
      select l.run_id, l.account_id, 0 as part, l.net + coalesce((
          select sum(case when o.owed_run_id = l.run_id then o.amount else -o.amount end) from payout_set_off o
          where o.cooperative_id = ${coop} and o.account_id = l.account_id
            and l.run_id in (o.owed_run_id, o.against_run_id) and not exists (
              select 1 from payout_set_off_strike x where x.cooperative_id = ${coop} and x.set_off_id = o.id)), 0)
          as amount
      from dividend_run r
      join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
      where r.cooperative_id = ${coop} and r.state = 'posted' and r.kind <> 'reversal'
      union all
      select s.run_id, s.account_id, s.part, s.amount from estate_share s
      join dividend_run r on r.cooperative_id = ${coop} and r.id = s.run_id and r.kind <> 'reversal'
      where s.cooperative_id = ${coop}
    ), live as (
      select s.run_id, s.account_id, s.amount from estate_share s
      where s.cooperative_id = ${coop} and not exists (
        select 1 from estate_share_end x where x.cooperative_id = ${coop} and x.run_id = s.run_id
          and x.account_id = s.account_id and x.part = s.part)
    ), moved as (
      select l.run_id, l.account_id, l.part, l.amount
      from payout_line l
      where l.cooperative_id = ${coop} and not exists (
        select 1 from payout_batch_end e where e.cooperative_id = ${coop} and e.batch_id = l.batch_id)
      union all
      select l.run_id, l.account_id, l.part, l.amount
      from payout_line l
      join payout_batch_end e on e.cooperative_id = ${coop} and e.batch_id = l.batch_id and e.kind = 'sent'
      where l.cooperative_id = ${coop} and ${stillOut(coop)}
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
    { row: text, rule: ruleName, expected: orNull(text), found: text },
  );
  for (const { row, rule, expected, found } of rows)
    findings.add({
      table: 'payout_line',
      row: `run ${row}`,
      rule,
      found,
      ...(expected !== null && { expected }),
    });
}

/**
 * What the ledger's own entries owe each holder under 113 is what was posted less what went out, and it is what the open
 * claims of that holder come to: nobody is lost. A run that was never entered is a finding of its own, not one of each holder.
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
      select l.account_id, l.net as amount from dividend_run r
      join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
      join holder_account a on a.cooperative_id = ${coop} and a.id = l.account_id and a.kind <> 'collective'
      where r.cooperative_id = ${coop} and r.state = 'posted' and ${enteredRun(coop)}
      union all
      select l.account_id, -l.amount from payout_line l
      join payout_batch_end e on e.cooperative_id = ${coop} and e.batch_id = l.batch_id and e.kind = 'sent'
      where l.cooperative_id = ${coop} and ${stillOut(coop)}
      union all
      select h.account_id, case h.direction when 'paid' then -h.amount else h.amount end from payout_cash h
      where h.cooperative_id = ${coop} and not exists (
        select 1 from payout_cash_strike x where x.cooperative_id = ${coop} and x.cash_id = h.id)
    ), due as (
      select account_id, sum(amount) as amount from moved group by account_id
    ), booked as (
      select m.account_id, sum(m.credit - m.debit) as amount from member_ledger_line m
      join journal_entry e on e.cooperative_id = ${coop} and e.id = m.entry_id and e.kind = 'automatic'
      where m.cooperative_id = ${coop} group by m.account_id
    )
    select a.id, a.kind || ' ' || a.number as row, coalesce(d.amount, 0) as due, coalesce(b.amount, 0) as booked
    from due d full join booked b on b.account_id = d.account_id
    join holder_account a on a.cooperative_id = ${coop} and a.id = coalesce(d.account_id, b.account_id)
    order by a.sort_key`,
    { id, row: text, due: amount, booked: amount },
  );
  const open = new Map<string, Money>();
  for (const claim of await claims(tx, cooperativeId, today))
    open.set(claim.accountId, (open.get(claim.accountId) ?? Money.zero).plus(claim.open));
  for (const { id: accountId, row, due, booked } of rows) {
    const claimed = open.get(accountId) ?? Money.zero;
    const compared = (found: Money, rule: 'owed-differs' | 'claims-differ') => {
      if (!found.equals(due))
        findings.add({ table: 'member_ledger_line', row, rule, expected: `${due}`, found: `${found}` });
    };
    compared(booked, 'owed-differs');
    compared(claimed, 'claims-differ');
  }
}
