/**
 * Plans and tax lists: every plan worked down again from its terms, carried by its resolution and entered as such,
 * a repealed one carried by its own, entered in red and without runs; every tax withheld on the tax account, every list all runs
 * of its month and the sum of their lines, every remittance its list and entered as such, a struck one in red as well;
 * every row what the trail told.
 */
import { sql } from 'drizzle-orm';
import { Period } from '../../domain/calendar.ts';
import { chartNames, taxAccount } from '../../domain/chart.ts';
import { notCollected } from '../../domain/tax-filing.ts';
import { Refusal } from '../../domain/refusal.ts';
import { refusalMessage } from '../../domain/errors/catalogue.ts';
import { planRepealSubject, planSubject, type Claim } from '../../domain/resolution.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { moneyUnaskedUntil } from '../access/index.ts';
import { restDaysOf } from '../assemblies/index.ts';
import { sealedAsTold } from '../banking/index.ts';
import { amount, flag, rowsOf, text, type RowOf } from '../../platform/rows.ts';
import { againstLaw, plansOf, reserveBehind, waterfallOf } from '../dividends/index.ts';
import { dueOnOf, filingsOf, NOT_COLLECTED } from '../taxes/index.ts';
import { movedFrom } from '../accounting/index.ts';
import { ruleName, type FindingList, type Remark } from './finding.ts';
import { carried } from './meeting-check.ts';
import { answerMark, type Told } from './trail-check.ts';

export async function checkMoney(
  tx: Tx,
  cooperativeId: string,
  told: Told,
  findings: FindingList,
): Promise<void> {
  await checkPlans(tx, cooperativeId, findings);
  await checkVotedOnce(tx, cooperativeId, findings);
  await checkTold(tx, cooperativeId, told, findings);
  await checkWithheld(tx, cooperativeId, findings);
  await checkTax(tx, cooperativeId, findings);
  await checkNotCollected(tx, cooperativeId, findings);
  await checkSums(tx, cooperativeId, findings);
}

async function checkPlans(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const until = await moneyUnaskedUntil(tx, cooperativeId);
  for (const { row, end, repeal } of await plansOf(tx, cooperativeId)) {
    const name = `plan ${row.number}`;
    const rests = (table: string, resolutionId: string, subject: string) => {
      const claim: Claim = { matter: 'distribution-plan', subject };
      return carried(tx, cooperativeId, resolutionId, claim, (why) =>
        findings.add({ table, row: name, rule: 'not-carried', found: why }),
      );
    };
    const found = partsOf(row);
    const expected = againOf(row.terms);
    if (expected !== found)
      findings.add({ table: 'distribution_plan', row: name, rule: 'plan-differs', expected, found });
    if (end?.kind === 'adopted' && end.resolutionId !== null)
      await rests('distribution_plan', end.resolutionId, planSubject(row.id));
    const why =
      end?.kind === 'adopted' && !repeal
        ? await againstLaw(tx, cooperativeId, row, dayInChina(end.recordedAt))
        : null;
    const early = end !== null && until !== null && end.recordedAt.getTime() <= until.getTime();
    const remark = why && early ? remarkOfBefore(why) : null;
    if (why && remark)
      findings.note({ table: 'distribution_plan', row: name, remark, found: refusalMessage(why, 'en') });
    else if (why)
      findings.add({
        table: 'distribution_plan',
        row: name,
        rule: 'plan-against-law',
        found: refusalMessage(why, 'en'),
      });
    const behind =
      end?.kind === 'adopted' && !repeal && row.mode === 'year'
        ? await reserveBehind(tx, cooperativeId, Period.parse(row.period).year)
        : null;
    if (behind)
      findings.note({
        table: 'distribution_plan',
        row: name,
        remark: 'reserve-behind-books',
        found: `${behind}`,
      });
    if (repeal) await rests('distribution_plan_repeal', repeal.resolutionId, planRepealSubject(row.id));
  }
}

/** What versions of before let a plan pass with, for they did not ask it or asked less; null where they refused it, too. */
function remarkOfBefore({ faults: [{ code }] }: Refusal): Remark | null {
  if (code === 'distribution.year-not-over') return 'planned-early-before';
  return code === 'distribution.reserve-of-earlier' ? 'reserve-owed-before' : null;
}

/** No plan gave anybody or set aside, and no difference, when it was adopted or posted, what the books did not hold or others had been voted. */
async function checkVotedOnce(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select p.number::text as number, left_beside_plan(${coop}, p.id, e.recorded_at) + plan_may_go_below(${coop}, p.id, e.recorded_at) as rest,
      p.payable + case when p.mode = 'advance' then 0 else p.reserve + p.welfare + p.benefits + p.investors + p.other end as given,
      e.recorded_at <= coalesce(b.until, '-infinity') or e.recorded_at <= coalesce(o.until, '-infinity')
        and left_beside_plan(${coop}, p.id, e.recorded_at) + kept_out_until(${coop}, left(p.period, 4)::int, e.recorded_at) >= 0 as before
    from distribution_plan_end e
    join distribution_plan p on p.cooperative_id = ${coop} and p.id = e.plan_id
    left join voted_twice_before b on b.cooperative_id = ${coop}
    left join told_alone_before o on o.cooperative_id = ${coop}
    where e.cooperative_id = ${coop} and e.kind = 'adopted'
      and left_beside_plan(${coop}, p.id, e.recorded_at) < - plan_may_go_below(${coop}, p.id, e.recorded_at)
    order by p.number`,
    { number: text, given: amount, rest: amount, before: flag },
  );
  for (const { number, given, rest, before } of rows) {
    const [table, row] = ['distribution_plan', `plan ${number}`];
    if (before) findings.note({ table, row, remark: 'voted-twice-before', found: `${rest}` });
    else
      findings.add({
        table,
        row,
        rule: 'voted-twice',
        expected: `≤ ${given.plus(rest)}`,
        found: `${given}`,
      });
  }
  await checkDifferencesFree(tx, cooperativeId, findings);
}

/** Of what the books held when a difference was posted, nothing was taken that other half-years were voted and not paid. */
async function checkDifferencesFree(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select r.number::text as number, r.paid as given, t.rest, r.posted_at <= coalesce(b.until, '-infinity') as before
    from dividend_run r
    left join money_unasked_before b on b.cooperative_id = ${coop}
    cross join lateral (
      select undistributed_with(${coop}, left(r.period, 4)::int, r.posted_at) - coalesce(sum(v.waiting), 0) as rest
      from voted_waiting(${coop}, r.posted_at) v
      where v.period <> r.period and (left(v.period, 4) <= left(r.period, 4) or v.of_prior)) t
    where r.cooperative_id = ${coop} and r.kind = 'difference' and r.state = 'posted' and r.paid > 0 and t.rest < 0
    order by r.number`,
    { number: text, given: amount, rest: amount, before: flag },
  );
  for (const { number, given, rest, before } of rows) {
    const [table, row] = ['dividend_run', `run ${number}`];
    if (before) findings.note({ table, row, remark: 'voted-twice-before', found: `${rest}` });
    else
      findings.add({
        table,
        row,
        rule: 'voted-twice',
        expected: `≤ ${given.plus(rest)}`,
        found: `${given}`,
      });
  }
}

function partsOf(plan: Omit<ReturnType<typeof waterfallOf>, 'lines' | 'fromPrior' | 'carried'>): string {
  const { reserve, welfare, benefits, investors, other, members, payable } = plan;
  return [reserve, welfare, benefits, investors, other, members, payable].join(', ');
}

function againOf(terms: Parameters<typeof waterfallOf>[0]): string {
  try {
    return partsOf(waterfallOf(terms));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalMessage(error, 'en');
  }
}

/** Plans, repeals, lists, remittances, answers to them and strikes are what the trail told when they were made; it tells of none that is gone. */
async function checkTold(tx: Tx, cooperativeId: string, told: Told, findings: FindingList): Promise<void> {
  const compare = (
    table: string,
    known: ReadonlyMap<string, string>,
    rows: readonly (readonly [id: string, row: string, found: string])[],
  ) => {
    const untold = new Map(known);
    for (const [id, row, found] of rows) {
      const expected = untold.get(id);
      untold.delete(id);
      if (expected === undefined) findings.add({ table, row, rule: 'trail-silent' });
      else if (expected !== found) findings.add({ table, row, rule: 'trail-differs', expected, found });
    }
    for (const id of untold.keys()) findings.add({ table, row: id, rule: 'trail-only' });
  };
  const plans = await plansOf(tx, cooperativeId);
  const filings = await filingsOf(tx, cooperativeId);
  compare(
    'distribution_plan',
    told.plans,
    plans.map(({ row }) => [
      row.id,
      `plan ${row.number}`,
      `${row.period} ${row.reserve} ${row.members} ${row.payable}`,
    ]),
  );
  compare(
    'distribution_plan_repeal',
    told.repeals,
    plans.flatMap(({ row, repeal }) =>
      repeal ? [[row.id, `plan ${row.number}`, `${repeal.resolutionId} ${repeal.reason}`] as const] : [],
    ),
  );
  compare(
    'tax_filing',
    told.filings,
    filings.map(({ row, file }) => [
      row.id,
      `list ${row.number}`,
      `${row.month} ${row.count} ${row.tax} ${file.fileSha256} ${sealedAsTold(file)}`,
    ]),
  );
  compare(
    'tax_remittance',
    told.remittances,
    filings.flatMap(({ row, remittances }) =>
      remittances.map(
        ({ id, remittedOn, amount, receipt, bankAccount }) =>
          [id, `list ${row.number}`, `${remittedOn} ${amount} ${receipt} ${bankAccount}`] as const,
      ),
    ),
  );
  compare(
    'tax_remittance_strike',
    told.remittanceStrikes,
    filings.flatMap(({ row, struck }) =>
      struck.map((each) => [each.row.id, `list ${row.number}`, each.reason] as const),
    ),
  );
  compare(
    'tax_remittance_answer',
    told.remittanceAnswers,
    filings.flatMap(({ row, answers }) =>
      answers.map(
        ({ remittanceId, reason }) => [remittanceId, `list ${row.number}`, answerMark(reason)] as const,
      ),
    ),
  );
}

const tie = { tableName: text, row: text, rule: ruleName, expected: amount, found: amount };

/**
 * The tax of each month ties to the tax account: whatever was withheld was entered there, at the posting of its run or when it could
 * be drawn; every list covers all runs of its month and no other, and every remittance took its list's tax off again, once: a struck one has put
 * it back. Only entries that runs and remittances made are counted: cooperatives keep other taxes on the same account.
 */
async function checkTax(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const accounts = sql`${sql.param(chartNames.map(taxAccount))}::text[]`;
  const rows = await rowsOf(
    tx,
    sql`
    with withheld as (
      select w.run_id, w.source, to_char(w.day, 'YYYY-MM') as month, w.tax, r.number, r.tax_rate, r.kind
      from dividend_withholding w
      join dividend_run r on r.cooperative_id = ${coop} and r.id = w.run_id
      where w.cooperative_id = ${coop} and w.kind <> 'waiting'
    ), run as (
      select run_id as id, number, tax_rate, month, sum(tax) as tax from withheld group by run_id, number, tax_rate, month
    ), entered as (
      select source, min(number) as number, sum(tax) as tax from withheld group by source
    ), taken as (
      select e.source, sum(j.credit - j.debit) as amount
      from journal_entry e
      join journal_line j on j.cooperative_id = ${coop} and j.entry_id = e.id and j.account = any(${accounts})
      where e.cooperative_id = ${coop} and e.source is not null
      group by e.source
    )
    select 'dividend_run' as table_name, 'run ' || r.number as row, 'tax-not-on-account' as rule,
      r.tax::text as expected, coalesce(t.amount, 0)::text as found
    from entered r
    left join journal_entry e on e.cooperative_id = ${coop} and e.source = r.source
    left join taken t on t.source = r.source
    where r.tax <> coalesce(t.amount, 0) and (e.id is not null or r.source not like 'dividend-run:%')
    union all
    select 'journal_entry', e.source, 'tax-not-on-account', '0', t.amount::text
    from journal_entry e
    join taken t on t.source = e.source
    left join entered r on r.source = e.source
    where e.cooperative_id = ${coop} and e.source like 'dividend-tax:%' and r.source is null
    union all
    select 'tax_filing', 'list ' || f.number, 'filing-lacks-run', r.tax::text, '0'
    from tax_filing f
    join run r on r.month = f.month and r.tax_rate > 0
    left join tax_filing_run c on c.cooperative_id = ${coop} and c.run_id = r.id and c.filing_id = f.id
    where f.cooperative_id = ${coop} and c.run_id is null
    union all
    select 'tax_filing', 'list ' || f.number, 'filing-other-month', '0', r.tax::text
    from tax_filing f
    join tax_filing_run c on c.cooperative_id = ${coop} and c.filing_id = f.id
    join run r on r.id = c.run_id
    where f.cooperative_id = ${coop} and not exists (select 1 from run x where x.id = r.id and x.month = f.month)
    union all
    select 'tax_remittance', 'list ' || f.number, 'remittance-differs', f.tax::text, sum(m.amount)::text
    from tax_remittance m
    join tax_filing f on f.cooperative_id = ${coop} and f.id = m.filing_id
    left join tax_remittance_strike x on x.cooperative_id = ${coop} and x.remittance_id = m.id
    where m.cooperative_id = ${coop} and not exists (select from tax_remittance_answer a
      where a.cooperative_id = ${coop} and a.remittance_id = m.id and a.reason is not null)
    group by f.number, f.tax, x.remittance_id having sum(m.amount) <> f.tax
    union all
    select 'tax_remittance', 'list ' || s.number, 'entry-differs', s.counts::text, s.booked::text
    from (
      select f.number, coalesce(-t.amount, 0) as booked,
        case when m.by_two is null or a.remittance_id is not null and a.reason is null then m.amount else 0 end as counts
      from tax_remittance m
      join tax_filing f on f.cooperative_id = ${coop} and f.id = m.filing_id
      left join tax_remittance_answer a on a.cooperative_id = ${coop} and a.remittance_id = m.id
      left join taken t on t.source = 'tax-remittance:' || m.id
      where m.cooperative_id = ${coop}
    ) s where s.counts <> s.booked
    union all
    select 'tax_remittance_strike', 'list ' || f.number, 'entry-differs', (-m.amount)::text,
      coalesce(-t.amount, 0)::text
    from tax_remittance_strike x
    join tax_remittance m on m.cooperative_id = ${coop} and m.id = x.remittance_id
    join tax_filing f on f.cooperative_id = ${coop} and f.id = m.filing_id
    left join taken t on t.source = 'tax-remittance-strike:' || m.id
    where x.cooperative_id = ${coop} and m.amount <> coalesce(t.amount, 0)`,
    tie,
  );
  addTies(rows, findings);
}

/**
 * Every line that gives somebody something waits or was withheld of, once and whole, also by the parts of its heirs; the tax of all
 * that a run and its differences gave one taxpayer so far is that income times the rate. What the version before withheld line by
 * line stays as it was.
 */
async function checkWithheld(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with run as (
      select r.id, r.number, r.kind, r.tax_rate, r.calculation, coalesce(o.refers_to, r.refers_to, r.id) as root
      from dividend_run r
      left join dividend_run o on o.cooperative_id = ${coop} and o.id = r.refers_to
      where r.cooperative_id = ${coop} and r.state = 'posted' and r.kind <> 'history' and coalesce(o.kind, '') <> 'history'
    ), made as (
      select w.run_id, w.account_id, coalesce(sum(w.gross) filter (where w.kind = 'waiting'), 0) as waiting,
        coalesce(sum(w.gross) filter (where w.kind <> 'waiting'), 0) as withheld
      from dividend_withholding w where w.cooperative_id = ${coop} group by w.run_id, w.account_id
    )
    select 'dividend_withholding' as table_name, 'run ' || r.number || ', ' || a.kind || ' ' || a.number as row,
      'withheld-otherwise' as rule, l.gross::text as expected,
      coalesce(case when m.waiting <> 0 and m.withheld = 0 then m.waiting else m.withheld end, 0)::text as found
    from run r
    join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
    join holder_account a on a.cooperative_id = ${coop} and a.id = l.account_id and a.kind <> 'collective'
    left join made m on m.run_id = r.id and m.account_id = l.account_id
    where r.kind <> 'reversal' and l.gross <> coalesce(case when m.waiting <> 0 and m.withheld = 0 then m.waiting else m.withheld end, 0)
    union all
    select 'dividend_withholding', 'run ' || f.number || ', ' || coalesce('member ' || p.register_number, a.kind || ' ' || a.number),
      'receipt-tax', round(s.gross * f.tax_rate, 2)::text, s.tax::text
    from (
      select r.root, w.taxpayer_id, case when w.taxpayer_id is null then w.account_id end as account_id, sum(w.gross) as gross,
        sum(w.tax) as tax, bool_or(w.before) as before
      from dividend_withholding w
      join run r on r.id = w.run_id
      where w.cooperative_id = ${coop} and w.kind <> 'waiting'
      group by 1, 2, 3
    ) s
    join run f on f.id = s.root
    left join member p on p.cooperative_id = ${coop} and p.id = s.taxpayer_id
    left join holder_account a on a.cooperative_id = ${coop} and a.id = s.account_id
    where not s.before and s.tax <> round(s.gross * f.tax_rate, 2)`,
    tie,
  );
  addTies(rows, findings);
}

/** What is below the least amount left the tax account with its list; a list of the version before may still have it there. */
async function checkNotCollected(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const filings = await filingsOf(tx, cooperativeId);
  const restDays = await restDaysOf(tx, cooperativeId);
  const accounts = chartNames.map(taxAccount);
  const since = await rowsOf(
    tx,
    sql`select distinct to_char(w.day, 'YYYY-MM') as month from dividend_withholding w
      where w.cooperative_id = ${cooperativeId}::uuid and not w.before`,
    { month: text },
  );
  const months = new Set(since.map(({ month }) => month));
  for (const { row } of filings) {
    const expected = notCollected(row.tax, dueOnOf(row, restDays));
    const sources = [`${NOT_COLLECTED}${row.id}`];
    const found = await movedFrom(tx, cooperativeId, { accounts, sources });
    if (found.equals(expected) || (found.isZero && !months.has(row.month))) continue;
    findings.add({
      table: 'tax_filing',
      row: `list ${row.number}`,
      rule: 'entry-differs',
      expected: `${expected}`,
      found: `${found}`,
    });
  }
}

function addTies(rows: readonly RowOf<typeof tie>[], findings: FindingList): void {
  for (const { tableName: table, row, rule, expected, found } of rows)
    findings.add({
      table,
      row,
      rule,
      expected: expected.toString(),
      found: found.toString(),
    });
}

/** Tax lists against their lines; runs of a half-year against its plan. */
async function checkSums(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select 'tax_filing' as table_name, 'list ' || f.number as row, 'filing-differs' as rule,
      coalesce(sum(w.tax), 0)::text as expected, f.tax::text as found
    from tax_filing f
    left join tax_filing_run c on c.cooperative_id = ${coop} and c.filing_id = f.id
    left join dividend_withholding w on w.cooperative_id = ${coop} and w.run_id = c.run_id and w.kind <> 'waiting'
      and to_char(w.day, 'YYYY-MM') = f.month
    where f.cooperative_id = ${coop}
    group by f.number, f.tax having coalesce(sum(w.tax), 0) <> f.tax
    union all
    select 'distribution_plan', 'plan ' || d.number, 'plan-exceeded', d.payable::text, sum(r.pool)::text
    from distribution_plan d
    join distribution_plan_end e on e.cooperative_id = ${coop} and e.plan_id = d.id and e.kind = 'adopted'
    join dividend_run r on r.cooperative_id = ${coop} and r.period = d.period and r.state = 'posted'
      and r.kind in ('regular', 'supplementary') and not exists (
        select 1 from dividend_run v where v.cooperative_id = ${coop} and v.refers_to = r.id and v.kind = 'reversal')
    where d.cooperative_id = ${coop} and not exists (
      select 1 from distribution_plan_repeal x where x.cooperative_id = ${coop} and x.plan_id = d.id)
    group by d.number, d.payable having sum(r.pool) > d.payable
    union all
    select 'distribution_plan_repeal', 'plan ' || d.number, 'plan-exceeded', '0', sum(r.pool)::text
    from distribution_plan_repeal x
    join distribution_plan d on d.cooperative_id = ${coop} and d.id = x.plan_id
    join dividend_run r on r.cooperative_id = ${coop} and r.period = d.period and r.kind <> 'reversal'
      and r.posted_at < x.recorded_at and not exists (
        select 1 from dividend_run v where v.cooperative_id = ${coop} and v.refers_to = r.id
          and v.kind = 'reversal' and v.posted_at < x.recorded_at)
    where x.cooperative_id = ${coop}
    group by d.number
    union all
    select 'distribution_plan_repeal', 'plan ' || d.number, 'entry-differs', (-d.taken)::text,
      coalesce(sum(j.debit), 0)::text
    from (
      select p.id, p.number, case when p.mode = 'advance' then 0 else p.reserve + p.welfare + p.benefits + p.investors + p.other end as taken
      from distribution_plan p
      join distribution_plan_repeal x on x.cooperative_id = ${coop} and x.plan_id = p.id
      where p.cooperative_id = ${coop}
    ) d
    left join journal_entry s on s.cooperative_id = ${coop} and s.source = 'distribution-plan-repeal:' || d.id
    left join journal_line j on j.cooperative_id = ${coop} and j.entry_id = s.id
    group by d.number, d.taken having coalesce(sum(j.debit), 0) <> -d.taken
    union all
    select 'distribution_plan', 'plan ' || d.number, 'entry-differs', d.taken::text, coalesce(sum(j.debit), 0)::text
    from (
      select p.id, p.number, case when p.mode = 'advance' then 0 else p.reserve + p.welfare + p.benefits + p.investors + p.other end as taken
      from distribution_plan p
      join distribution_plan_end e on e.cooperative_id = ${coop} and e.plan_id = p.id and e.kind = 'adopted'
      where p.cooperative_id = ${coop}
    ) d
    left join journal_entry s on s.cooperative_id = ${coop} and s.source = 'distribution-plan:' || d.id
    left join journal_line j on j.cooperative_id = ${coop} and j.entry_id = s.id
    group by d.number, d.taken having coalesce(sum(j.debit), 0) <> d.taken`,
    tie,
  );
  addTies(rows, findings);
}
