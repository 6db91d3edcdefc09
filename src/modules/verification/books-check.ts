/**
 * The books: numbers without gaps, every entry balanced and as the trail told it, none in a month that was closed, the holders
 * behind 113 and the account for outsiders adding up, and every posted run entered with the sums of its lines.
 */
import { sql } from 'drizzle-orm';
import { voucherNumber } from '../../domain/journal.ts';
import type { Tx } from '../../platform/database.ts';
import {
  amount,
  decimal,
  flag,
  listOf,
  orNull,
  rowsOf,
  rowsOfCursor,
  text,
  whole,
} from '../../platform/rows.ts';
import type { FindingList, Rule } from './finding.ts';
import { differsFrom, type Told } from './trail-check.ts';

const entrySums = {
  month: text,
  number: whole,
  place: whole,
  head: text,
  told: orNull(listOf(text)),
  afterClose: flag,
  debit: decimal,
  credit: decimal,
  payable: text,
  holders: text,
};

/** Debit and credit of each account that names holders, where they are not both zero. */
const sidesTold = sql`string_agg(x.account || ' ' || x.debit || ' ' || x.credit, ', ' order by x.account)
  filter (where x.debit <> 0 or x.credit <> 0)`;

/** Returns how many entries were read. */
export async function checkBooks(
  tx: Tx,
  cooperativeId: string,
  told: Told,
  findings: FindingList,
): Promise<number> {
  const id = sql`'${sql.raw(cooperativeId)}'::uuid`;
  await tx.execute(sql`
    declare vouchers no scroll cursor for
    select e.month, e.number, row_number() over (partition by e.month order by e.number) as place,
      e.entry_date || ' ' || e.kind || ' ' || e.attachments || ' ' || e.summary as head,
      exists (
        select 1 from month_close c
        where c.cooperative_id = e.cooperative_id and c.month = e.month and c.kind = 'closed'
          and c.recorded_at < e.recorded_at and not exists (
            select 1 from month_close r
            where r.cooperative_id = c.cooperative_id and r.month = c.month and r.kind = 'reopened'
              and r.recorded_at >= c.recorded_at and r.recorded_at <= e.recorded_at)
      ) as after_close,
      l.told, coalesce(l.debit, 0) as debit, coalesce(l.credit, 0) as credit,
      coalesce(n.told, '') as payable, coalesce(h.told, '') as holders
    from journal_entry e
    left join (
      select entry_id, sum(debit) as debit, sum(credit) as credit,
        array_agg(account || ' ' || debit || ' ' || credit order by ordinal) as told
      from journal_line where cooperative_id = ${id} group by entry_id
    ) l on l.entry_id = e.id
    left join (
      select x.entry_id, ${sidesTold} as told from (
        select l.entry_id, l.account, sum(l.debit) as debit, sum(l.credit) as credit from journal_line l
        join journal_entry d on d.cooperative_id = l.cooperative_id and d.id = l.entry_id
        where l.cooperative_id = ${id} and names_holders(l.account, d.entry_date) group by l.entry_id, l.account
      ) x group by x.entry_id
    ) n on n.entry_id = e.id
    left join (
      select x.entry_id, ${sidesTold} as told from (
        select entry_id, account, sum(debit) as debit, sum(credit) as credit
        from member_ledger_line where cooperative_id = ${id} group by entry_id, account
      ) x group by x.entry_id
    ) h on h.entry_id = e.id
    where e.cooperative_id = ${id}
    order by e.month, e.number`);
  let count = 0;
  for await (const row of rowsOfCursor(tx, 'vouchers', entrySums)) {
    count += 1;
    const voucher = voucherNumber(row.month, row.number);
    const say = (rule: Rule, expected?: string, found?: string) =>
      findings.add({
        table: 'journal_entry',
        row: voucher,
        rule,
        ...(expected !== undefined && { expected }),
        ...(found !== undefined && { found }),
      });
    if (row.number !== row.place) say('entry-number', `${row.place}`, `${row.number}`);
    if (row.debit !== row.credit) say('entry-unbalanced', row.debit, row.credit);
    if (row.payable !== row.holders) say('entry-holders', row.payable, row.holders);
    const entered = told.journal.get(voucher);
    told.journal.delete(voucher);
    const lines = (row.told ?? []).join('; ');
    const differs = entered === undefined ? null : differsFrom(entered, row.head, lines);
    if (entered === undefined) say('trail-silent');
    else if (differs !== null)
      say(
        'trail-differs',
        (await toldOf(tx, cooperativeId, voucher))[differs],
        differs === 'lines' ? lines : row.head,
      );
    if (row.afterClose) say('entry-after-close');
  }
  for (const voucher of told.journal.keys())
    findings.add({ table: 'journal_entry', row: voucher, rule: 'trail-only' });
  await checkRunsEntered(tx, cooperativeId, findings);
  await checkRunsCovered(tx, cooperativeId, findings);
  return count;
}

/** What the trail says of a journal entry, in words. */
async function toldOf(
  tx: Tx,
  cooperativeId: string,
  voucher: string,
): Promise<{ readonly head: string; readonly lines: string }> {
  const [row] = await rowsOf(
    tx,
    sql`
    select coalesce(n ->> 'head', '') as head,
      (select coalesce(string_agg(l, '; ' order by at), '') from jsonb_array_elements_text(n -> 'lines') with ordinality x(l, at)) as lines
    from audit_entry e, jsonb_array_elements(e.notes) n
    where e.cooperative_id = ${cooperativeId}::uuid and n ->> 'subject' = 'journal' and n ->> 'entry' = ${voucher}
      and jsonb_typeof(n -> 'lines') = 'array'
    order by e.number desc limit 1`,
    { head: text, lines: text },
  );
  return row ?? { head: '', lines: '' };
}

/** Every posted run has one entry, whose holders are owed what its lines say, less the tax it withheld. */
async function checkRunsEntered(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select r.number, e.id is not null as entered, d.net as expected, coalesce(m.owed, 0) as found
    from dividend_run r
    join lateral (
      select coalesce(sum(l.gross), 0.00) - coalesce((
          select sum(w.tax) from dividend_withholding w
          where w.cooperative_id = r.cooperative_id and w.source = 'dividend-run:' || r.id), 0) as net
      from dividend_line l
      join holder_account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
      where l.cooperative_id = r.cooperative_id and l.run_id = r.id and l.calculation = r.calculation
        and a.kind <> 'collective'
    ) d on true
    left join journal_entry e on e.cooperative_id = r.cooperative_id and e.source = 'dividend-run:' || r.id
    left join lateral (
      select sum(credit - debit) as owed from member_ledger_line m
      where m.cooperative_id = r.cooperative_id and m.entry_id = e.id
    ) m on true
    where r.cooperative_id = ${cooperativeId}::uuid and r.state = 'posted' and r.kind <> 'history' and not exists (
        select 1 from dividend_run o where o.cooperative_id = r.cooperative_id and o.id = r.refers_to and o.kind = 'history')
      and exists (
        select 1 from dividend_line l
        join holder_account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
        where l.cooperative_id = r.cooperative_id and l.run_id = r.id and l.calculation = r.calculation
          and a.kind <> 'collective' and l.gross <> 0)
    order by r.number`,
    { number: whole, entered: flag, expected: amount, found: amount },
  );
  for (const { number, entered, expected, found } of rows) {
    const row = `run ${number}`;
    if (!entered) findings.add({ table: 'dividend_run', row, rule: 'not-entered' });
    else if (!expected.equals(found))
      findings.add({
        table: 'dividend_run',
        row,
        rule: 'entry-differs',
        expected: `${expected}`,
        found: `${found}`,
      });
  }
}

/**
 * No run, a difference neither, left the books with less than nothing to distribute: what they held when it was entered, by everything
 * entered until then, income of the years after its own and what is kept out left out. Books are kept from the first entry by hand or of
 * opening balances on.
 */
async function checkRunsCovered(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select r.number, s.rest
    from dividend_run r
    join journal_entry x on x.cooperative_id = ${coop} and x.source = 'dividend-run:' || r.id
    left join told_alone_before o on o.cooperative_id = ${coop}
    cross join lateral (
      select undistributed_with(${coop}, left(r.period, 4)::int, x.recorded_at) as rest
    ) s
    where r.cooperative_id = ${coop} and r.state = 'posted' and r.kind in ('regular', 'supplementary', 'difference')
      and r.paid > 0 and s.rest < 0
      -- Versions before did not keep out what they paid.
      and not (x.recorded_at <= coalesce(o.until, '-infinity')
        and s.rest + kept_out_until(${coop}, left(r.period, 4)::int, x.recorded_at) >= 0)
      and not exists (
        select 1 from dividend_run v where v.cooperative_id = ${coop} and v.refers_to = r.id and v.kind = 'reversal')
    order by r.number`,
    { number: whole, rest: amount },
  );
  for (const { number, rest } of rows)
    findings.add({
      table: 'dividend_run',
      row: `run ${number}`,
      rule: 'run-beyond-books',
      expected: '0.00',
      found: `${rest}`,
    });
}
