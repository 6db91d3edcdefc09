/**
 * A posted run in the books: distributions against what members, and outsiders on their own account, are owed, and the tax
 * withheld from that. The collective
 * share's part goes to the reserve fund or stays undistributed, as the cooperative set it. A reversal is red, a difference
 * as its lines are. Product: Books.
 */
import { sql, type SQL } from 'drizzle-orm';
import { Period } from '../../domain/calendar.ts';
import { chartOn, holderPayable, RESERVES, taxAccount, TO_MEMBERS, TO_RESERVE } from '../../domain/chart.ts';
import { credit, debit, type EntryLine } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, onlyRowOf } from '../../platform/rows.ts';
import { booksSettings, dayOfDistribution, enterJournal } from '../accounting/index.ts';
import { holdersAs, overWholeRegister } from '../shares/index.ts';
import { outsideClaimsAs } from './outside-claims.ts';
import type { RunRow } from './store.ts';

/** Before the id of a run: the source of its entry in the journal. */
export const DIVIDEND_SOURCE = 'dividend-run:';

export function dividendSource(runId: string): string {
  return `${DIVIDEND_SOURCE}${runId}`;
}

export async function enterDividend(unit: CommandUnit, run: RunRow): Promise<void> {
  const { tx, cooperativeId } = unit;
  const date = await dayOfDistribution(unit, Period.parse(run.period).year);
  const sums = await sumsOf(unit, run);
  const { collectivePart: where } = await booksSettings(tx, cooperativeId);
  const toReserve = where === 'reserve' ? sums.collective : Money.zero;
  const chart = chartOn(date);
  const owedOn = (outside: string) =>
    sql`case when ${sql.raw(outside)} is null then ${holderPayable(chart, false)} else ${holderPayable(chart, true)} end as account`;
  await enterJournal(unit, {
    date,
    kind: 'automatic',
    summary: `${run.period} ${kindWords[run.kind]}（第 ${run.number} 号）`,
    source: dividendSource(run.id),
    preparedBy: run.preparedBy,
    // A reversal is one person's, by a resolution of its own.
    reviewedBy: run.approvedBy === run.preparedBy ? null : run.approvedBy,
    lines: [
      debit(TO_MEMBERS, sums.members.gross.plus(sums.outsiders.gross), '向成员分配'),
      ...owedLines(holderPayable(chart, false), '成员', sums.members),
      ...owedLines(holderPayable(chart, true), '外部股东', sums.outsiders),
      credit(taxAccount(chart), sums.members.tax.plus(sums.outsiders.tax), '应交个人所得税'),
      debit(TO_RESERVE, toReserve, '集体股红利'),
      credit(RESERVES, toReserve, '集体股红利转公积公益金'),
    ],
    holders: sql`
      select l.account_id, ${owedOn('o.run_id')}, 0::numeric as debit, l.gross as credit
      from dividend_line l
      join ${holdersAs('h', cooperativeId)} on h.id = l.account_id
      left join ${outsideClaimsAs('o', cooperativeId)} on o.run_id = l.run_id and o.account_id = l.account_id
      where l.cooperative_id = ${cooperativeId}::uuid and l.run_id = ${run.id}::uuid
        and l.calculation = ${run.calculation} and h.kind <> 'collective'
      union all
      select w.account_id, ${owedOn('o.run_id')}, w.tax, 0 from dividend_withholding w
      left join ${outsideClaimsAs('o', cooperativeId)} on o.run_id = w.run_id and o.account_id = w.account_id
      where w.cooperative_id = ${cooperativeId}::uuid and w.source = ${dividendSource(run.id)}`,
  });
}

/** What the entry of a calculated run gives members: its lines without the collective share's. */
export async function toMembersOf(tx: Tx, run: RunRow): Promise<Money> {
  const { gross } = await overWholeRegister(tx, () =>
    onlyRowOf(
      tx,
      sql`select coalesce(sum(l.gross), 0) as gross from dividend_line l
        join ${holdersAs('h', run.cooperativeId)} on h.id = l.account_id
        where l.cooperative_id = ${run.cooperativeId}::uuid and l.run_id = ${run.id}::uuid
          and l.calculation = ${run.calculation} and h.kind <> 'collective'`,
      { gross: amount },
    ),
  );
  return gross;
}

/** What is taken back from some stands apart, in red: a difference may move money between holders alone. */
function owedLines(account: string, who: string, sums: HolderSums): readonly EntryLine[] {
  return [
    credit(account, sums.grossUp, `应付${who}红利`),
    credit(account, sums.grossDown, `冲减应付${who}红利`),
    debit(account, sums.taxUp, '代扣个人所得税'),
    debit(account, sums.taxDown, '冲减代扣个人所得税'),
  ];
}

const kindWords: Readonly<Record<RunRow['kind'], string>> = {
  regular: '分红',
  supplementary: '补充分红',
  history: '历史分红',
  difference: '分红补差',
  reversal: '冲销分红',
};

interface HolderSums {
  readonly grossUp: Money;
  readonly grossDown: Money;
  readonly gross: Money;
  readonly taxUp: Money;
  readonly taxDown: Money;
  readonly tax: Money;
}

/**
 * Yuan. `up`: of lines that give; `down`: of lines that take back, negative. The holders' alone, but for `collective`. The tax is what
 * the posting withholds: of lines that wait nothing yet.
 */
async function sumsOf({ tx, cooperativeId }: CommandUnit, run: RunRow) {
  const claims = outsideClaimsAs('o', cooperativeId);
  const members = sql`o.run_id is null`;
  const outsiders = sql`o.run_id is not null`;
  const sums = (column: SQL, also: SQL, which: SQL) => sql`
    coalesce(sum(${column}) filter (where ${also} and ${which} and ${column} > 0), 0),
    coalesce(sum(${column}) filter (where ${also} and ${which} and ${column} < 0), 0)`;
  const gross = sql.raw('l.gross');
  const tax = sql.raw('w.tax');
  const ofHolders = sql`h.kind <> 'collective'`;
  const { collective, ...all } = await overWholeRegister(tx, () =>
    onlyRowOf(
      tx,
      sql`
    select * from (
      select coalesce(sum(l.gross) filter (where h.kind = 'collective'), 0),
        ${sums(gross, ofHolders, members)}, ${sums(gross, ofHolders, outsiders)}
      from dividend_line l
      join ${holdersAs('h', cooperativeId)} on h.id = l.account_id
      left join ${claims} on o.run_id = l.run_id and o.account_id = l.account_id
      where l.cooperative_id = ${cooperativeId}::uuid and l.run_id = ${run.id}::uuid and l.calculation = ${run.calculation}
    ) g (collective, members_up, members_down, outsiders_up, outsiders_down)
    cross join (
      select ${sums(tax, sql`true`, members)}, ${sums(tax, sql`true`, outsiders)}
      from dividend_withholding w
      left join ${claims} on o.run_id = w.run_id and o.account_id = w.account_id
      where w.cooperative_id = ${cooperativeId}::uuid and w.source = ${dividendSource(run.id)}
    ) t (members_tax_up, members_tax_down, outsiders_tax_up, outsiders_tax_down)`,
      {
        collective: amount,
        membersUp: amount,
        membersDown: amount,
        membersTaxUp: amount,
        membersTaxDown: amount,
        outsidersUp: amount,
        outsidersDown: amount,
        outsidersTaxUp: amount,
        outsidersTaxDown: amount,
      },
    ),
  );
  return {
    collective,
    members: holderSums(all.membersUp, all.membersDown, all.membersTaxUp, all.membersTaxDown),
    outsiders: holderSums(all.outsidersUp, all.outsidersDown, all.outsidersTaxUp, all.outsidersTaxDown),
  };
}

function holderSums(grossUp: Money, grossDown: Money, taxUp: Money, taxDown: Money): HolderSums {
  return { grossUp, grossDown, gross: grossUp.plus(grossDown), taxUp, taxDown, tax: taxUp.plus(taxDown) };
}
