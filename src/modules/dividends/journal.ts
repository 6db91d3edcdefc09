/**
 * A posted run in the books: distributions against what members are owed, and the tax withheld from that. The collective
 * share's part goes to the reserve fund or stays undistributed, as the cooperative set it. A reversal is red, a difference
 * as its lines are. Product: Books.
 */
import { sql } from 'drizzle-orm';
import { Period } from '../../domain/calendar.ts';
import {
  chartOn,
  MEMBERS_PAYABLE,
  RESERVES,
  taxAccount,
  TO_MEMBERS,
  TO_RESERVE,
} from '../../domain/chart.ts';
import { credit, debit } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { amount, onlyRowOf } from '../../platform/rows.ts';
import { booksSettings, dayOfDistribution, enterJournal } from '../accounting/index.ts';
import { holdersAs } from '../shares/index.ts';
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
  const tax = taxAccount(chartOn(date));
  await enterJournal(unit, {
    date,
    kind: 'automatic',
    summary: `${run.period} ${kindWords[run.kind]}（第 ${run.number} 号）`,
    source: dividendSource(run.id),
    preparedBy: run.preparedBy,
    // A reversal is one person's, by a resolution of its own.
    reviewedBy: run.approvedBy === run.preparedBy ? null : run.approvedBy,
    lines: [
      debit(TO_MEMBERS, sums.grossUp.plus(sums.grossDown), '向成员分配'),
      // What is taken back from some stands apart, in red: a difference may move money between members alone.
      credit(MEMBERS_PAYABLE, sums.grossUp, '应付成员红利'),
      credit(MEMBERS_PAYABLE, sums.grossDown, '冲减应付成员红利'),
      debit(MEMBERS_PAYABLE, sums.taxUp, '代扣个人所得税'),
      debit(MEMBERS_PAYABLE, sums.taxDown, '冲减代扣个人所得税'),
      credit(tax, sums.taxUp.plus(sums.taxDown), '应交个人所得税'),
      debit(TO_RESERVE, toReserve, '集体股红利'),
      credit(RESERVES, toReserve, '集体股红利转公积公益金'),
    ],
    holders: sql`
      select l.account_id, 0::numeric as debit, l.gross as credit
      from dividend_line l
      join ${holdersAs('h', cooperativeId)} on h.id = l.account_id
      where l.cooperative_id = ${cooperativeId}::uuid and l.run_id = ${run.id}::uuid
        and l.calculation = ${run.calculation} and h.kind <> 'collective'
      union all
      select w.account_id, w.tax, 0 from dividend_withholding w
      where w.cooperative_id = ${cooperativeId}::uuid and w.source = ${dividendSource(run.id)}`,
  });
}

const kindWords: Readonly<Record<RunRow['kind'], string>> = {
  regular: '分红',
  supplementary: '补充分红',
  history: '历史分红',
  difference: '分红补差',
  reversal: '冲销分红',
};

/**
 * Yuan. `up`: of lines that give; `down`: of lines that take back, negative. The members' alone, but for `collective`. The tax is what
 * the posting withholds: of lines that wait nothing yet.
 */
async function sumsOf(unit: CommandUnit, run: RunRow) {
  const withheld = sql`(select w.tax from dividend_withholding w
    where w.cooperative_id = ${unit.cooperativeId}::uuid and w.source = ${dividendSource(run.id)}) w`;
  return onlyRowOf(
    unit.tx,
    sql`
    select coalesce(sum(l.gross) filter (where h.kind = 'collective'), 0) as collective,
      coalesce(sum(l.gross) filter (where h.kind <> 'collective' and l.gross > 0), 0) as gross_up,
      coalesce(sum(l.gross) filter (where h.kind <> 'collective' and l.gross < 0), 0) as gross_down,
      (select coalesce(sum(w.tax) filter (where w.tax > 0), 0) from ${withheld}) as tax_up,
      (select coalesce(sum(w.tax) filter (where w.tax < 0), 0) from ${withheld}) as tax_down
    from dividend_line l
    join ${holdersAs('h', unit.cooperativeId)} on h.id = l.account_id
    where l.cooperative_id = ${unit.cooperativeId}::uuid and l.run_id = ${run.id}::uuid
      and l.calculation = ${run.calculation}`,
    { collective: amount, grossUp: amount, grossDown: amount, taxUp: amount, taxDown: amount },
  );
}
