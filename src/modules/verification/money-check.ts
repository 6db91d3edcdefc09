/**
 * Plans, tax lists and pensions: every plan worked down again from its terms and carried by its resolution, every list the sum
 * of its runs' lines, every pension run the sum of its lines and entered as such, what came back or was brought back entered
 * as well, every file what its hash says.
 */
import { sql } from 'drizzle-orm';
import { HeguError } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { planSubject } from '../../domain/resolution.ts';
import type { Tx } from '../../platform/database.ts';
import { plansOf, waterfallOf } from '../distributions/index.ts';
import type { FindingList, Rule } from './finding.ts';
import { carried } from './meeting-check.ts';

export async function checkMoney(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await checkPlans(tx, cooperativeId, findings);
  await checkFiles(tx, cooperativeId, findings);
  await checkSums(tx, cooperativeId, findings);
}

/** Sealed files are proved without the key that opens them. */
async function checkFiles(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = (await tx.execute(sql`
    select 'tax_filing' as table_name, 'list ' || number as row from tax_filing
    where cooperative_id = ${cooperativeId}::uuid and encode(sha256(file_cipher), 'hex') <> sealed_sha256
    union all
    select 'pension_run', 'month ' || month from pension_run
    where cooperative_id = ${cooperativeId}::uuid
      and encode(sha256(file_cipher), 'hex') <> sealed_sha256`)) as unknown as readonly {
    readonly table_name: string;
    readonly row: string;
  }[];
  for (const { table_name: table, row } of rows) findings.add({ table, row, rule: 'paper-hash' });
}

async function checkPlans(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  for (const { row, end } of await plansOf(tx, cooperativeId)) {
    const name = `plan ${row.number}`;
    const found = [row.reserve, row.welfare, row.other, row.members, row.payable].join(', ');
    const expected = againOf(row.terms);
    if (expected !== found)
      findings.add({ table: 'distribution_plan', row: name, rule: 'plan-differs', expected, found });
    if (end?.kind !== 'adopted' || end.resolutionId === null) continue;
    const claim = { matter: 'distribution-plan', subject: planSubject(row.id) } as const;
    await carried(tx, cooperativeId, end.resolutionId, claim, (why) =>
      findings.add({ table: 'distribution_plan', row: name, rule: 'not-carried', found: why }),
    );
  }
}

function againOf(terms: Parameters<typeof waterfallOf>[0]): string {
  try {
    const { reserve, welfare, other, members, payable } = waterfallOf(terms);
    return [reserve, welfare, other, members, payable].join(', ');
  } catch (error) {
    if (!(error instanceof HeguError)) throw error;
    return error.message;
  }
}

/** Tax lists and pension runs against their lines and their entries; runs of a half-year against its plan. */
async function checkSums(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = (await tx.execute(sql`
    select 'tax_filing' as table_name, 'list ' || f.number as row, 'filing-differs' as rule,
      coalesce(sum(l.tax), 0)::text as expected, f.tax::text as found
    from tax_filing f
    join tax_filing_run c on c.cooperative_id = ${coop} and c.filing_id = f.id
    join dividend_run r on r.cooperative_id = ${coop} and r.id = c.run_id
    join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
    where f.cooperative_id = ${coop}
    group by f.number, f.tax having coalesce(sum(l.tax), 0) <> f.tax
    union all
    select 'pension_run', 'month ' || p.month, 'pension-sums',
      coalesce(sum(l.amount) filter (where l.means <> 'held'), 0)::text, (p.by_bank + p.in_cash)::text
    from pension_run p
    left join pension_line l on l.cooperative_id = ${coop} and l.run_id = p.id
    where p.cooperative_id = ${coop}
    group by p.month, p.by_bank, p.in_cash
    having coalesce(sum(l.amount) filter (where l.means <> 'held'), 0) <> p.by_bank + p.in_cash
    union all
    select 'pension_run', 'month ' || p.month, 'entry-differs', (p.by_bank + p.in_cash)::text,
      coalesce(sum(j.debit), 0)::text
    from pension_run p
    join pension_run_end e on e.cooperative_id = ${coop} and e.run_id = p.id and e.kind = 'paid'
    left join journal_entry s on s.cooperative_id = ${coop} and s.source = 'pension-run:' || p.id
    left join journal_line j on j.cooperative_id = ${coop} and j.entry_id = s.id
    where p.cooperative_id = ${coop}
    group by p.month, p.by_bank, p.in_cash having coalesce(sum(j.debit), 0) <> p.by_bank + p.in_cash
    union all
    select 'pension_return', 'month ' || p.month || ', member ' || m.register_number, 'entry-differs',
      (-l.amount)::text, coalesce(sum(j.debit), 0)::text
    from pension_return b
    join pension_run p on p.cooperative_id = ${coop} and p.id = b.run_id
    join pension_line l on l.cooperative_id = ${coop} and l.run_id = b.run_id and l.member_id = b.member_id
    join member m on m.cooperative_id = ${coop} and m.id = b.member_id
    left join journal_entry s on s.cooperative_id = ${coop}
      and s.source = 'pension-return:' || b.run_id || ':' || b.member_id
    left join journal_line j on j.cooperative_id = ${coop} and j.entry_id = s.id
    where b.cooperative_id = ${coop}
    group by p.month, m.register_number, l.amount having coalesce(sum(j.debit), 0) <> -l.amount
    union all
    select 'pension_repayment', 'member ' || m.register_number, 'entry-differs', (-b.amount)::text,
      coalesce(sum(j.debit), 0)::text
    from pension_repayment b
    join member m on m.cooperative_id = ${coop} and m.id = b.member_id
    left join journal_entry s on s.cooperative_id = ${coop} and s.source = 'pension-repayment:' || b.id
    left join journal_line j on j.cooperative_id = ${coop} and j.entry_id = s.id
    where b.cooperative_id = ${coop}
    group by b.id, m.register_number, b.amount having coalesce(sum(j.debit), 0) <> -b.amount
    union all
    select 'distribution_plan', 'plan ' || d.number, 'plan-exceeded', d.payable::text, sum(r.pool)::text
    from distribution_plan d
    join distribution_plan_end e on e.cooperative_id = ${coop} and e.plan_id = d.id and e.kind = 'adopted'
    join dividend_run r on r.cooperative_id = ${coop} and r.period = d.period and r.state = 'posted'
      and r.kind in ('regular', 'supplementary') and not exists (
        select 1 from dividend_run v where v.cooperative_id = ${coop} and v.refers_to = r.id and v.kind = 'reversal')
    where d.cooperative_id = ${coop}
    group by d.number, d.payable having sum(r.pool) > d.payable`)) as unknown as readonly {
    readonly table_name: string;
    readonly row: string;
    readonly rule: Rule;
    readonly expected: string;
    readonly found: string;
  }[];
  for (const { table_name: table, row, rule, expected, found } of rows)
    findings.add({
      ...{ table, row, rule },
      expected: Money.parse(expected).toString(),
      found: Money.parse(found).toString(),
    });
}
