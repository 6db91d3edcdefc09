/** Reads of rules, proofs, runs and what was paid. */
import { and, asc, desc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Outcome } from '../../domain/payout.ts';
import type { PensionRule } from '../../domain/pension.ts';
import { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { member } from '../members/index.ts';
import type { PensionRuleInput } from './contract.ts';
import {
  pensionConfirmation,
  pensionFileTaken,
  pensionLine,
  pensionRepayment,
  pensionReturn,
  pensionRule,
  pensionRuleEnd,
  pensionRun,
  pensionRunEnd,
} from './schema.ts';

const { fileCipher, ...runColumns } = getTableColumns(pensionRun);

/** A run without its file, which is read by itself: it may be large. */
export type RunRow = Omit<typeof pensionRun.$inferSelect, 'fileCipher'>;
export interface Run {
  readonly row: RunRow;
  readonly end: typeof pensionRunEnd.$inferSelect | null;
  /** When somebody took the file first. */
  readonly takenAt: Date | null;
}

/** Also those that were withdrawn, by their first month. */
export async function ruleRows(tx: Tx, cooperativeId: string) {
  return tx
    .select({ row: pensionRule, end: pensionRuleEnd })
    .from(pensionRule)
    .leftJoin(
      pensionRuleEnd,
      and(eq(pensionRuleEnd.cooperativeId, cooperativeId), eq(pensionRuleEnd.ruleId, pensionRule.id)),
    )
    .where(eq(pensionRule.cooperativeId, cooperativeId))
    .orderBy(asc(pensionRule.fromMonth), asc(pensionRule.id));
}

/** The rules that stand, by their first month. */
export async function rulesOf(tx: Tx, cooperativeId: string): Promise<readonly PensionRuleInput[]> {
  return (await ruleRows(tx, cooperativeId)).flatMap(({ row, end }) => (end === null ? [row.terms] : []));
}

export function asRule(input: PensionRuleInput): PensionRule {
  const { from, age, years, retireesOnly, deathMonthPaid, grades = [] } = input;
  return {
    from,
    age,
    years,
    retireesOnly,
    deathMonthPaid,
    amount: Money.parse(input.amount),
    grades: grades.map((grade) => ({ ...grade, amount: Money.parse(grade.amount) })),
  };
}

/** By number. */
export async function runsOf(tx: Tx, cooperativeId: string): Promise<readonly Run[]> {
  return runsWhere(tx, cooperativeId, undefined).orderBy(asc(pensionRun.number));
}

export async function requireRun(tx: Tx, cooperativeId: string, id: string): Promise<Run> {
  const [found] = await runsWhere(tx, cooperativeId, eq(pensionRun.id, id));
  if (!found) throw refuse('pension.run-unknown');
  return found;
}

/** The last one that was not cancelled. */
export async function latestRun(tx: Tx, cooperativeId: string): Promise<Run | undefined> {
  const standing = sql`${pensionRunEnd.kind} is distinct from 'cancelled'`;
  const [run] = await runsWhere(tx, cooperativeId, standing).orderBy(desc(pensionRun.number)).limit(1);
  return run;
}

function runsWhere(tx: Tx, cooperativeId: string, condition: SQL | undefined) {
  const takenAt = sql<Date | null>`(
    select min(${pensionFileTaken.recordedAt}) from ${pensionFileTaken}
    where ${pensionFileTaken.cooperativeId} = ${pensionRun.cooperativeId}
      and ${pensionFileTaken.runId} = ${pensionRun.id})`.mapWith(pensionFileTaken.recordedAt);
  return tx
    .select({ row: runColumns, end: pensionRunEnd, takenAt })
    .from(pensionRun)
    .leftJoin(
      pensionRunEnd,
      and(eq(pensionRunEnd.cooperativeId, cooperativeId), eq(pensionRunEnd.runId, pensionRun.id)),
    )
    .where(and(eq(pensionRun.cooperativeId, cooperativeId), condition));
}

/** Whether this user ever took the file of the run. */
export async function tookFile(tx: Tx, { cooperativeId, id }: RunRow, userId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: pensionFileTaken.id })
    .from(pensionFileTaken)
    .where(
      and(
        eq(pensionFileTaken.cooperativeId, cooperativeId),
        eq(pensionFileTaken.runId, id),
        eq(pensionFileTaken.recordedBy, userId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** The sealed file of a run; null where it has none. */
export async function fileCipherOf(tx: Tx, { cooperativeId, id }: RunRow): Promise<Uint8Array | null> {
  const [found] = await tx
    .select({ cipher: fileCipher })
    .from(pensionRun)
    .where(and(eq(pensionRun.cooperativeId, cooperativeId), eq(pensionRun.id, id)));
  return found?.cipher ?? null;
}

/** What each member was paid so far: runs that were paid, less what came back or was brought back. */
export async function paidBefore(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, Money>> {
  const rows = (await tx.execute(sql`
    select member_id, sum(amount)::text as paid from (
    select l.member_id, l.amount
    from pension_line l
    join pension_run_end e on e.cooperative_id = l.cooperative_id and e.run_id = l.run_id and e.kind = 'paid'
    where l.cooperative_id = ${cooperativeId}::uuid and l.means <> 'held' and not exists (
      select 1 from pension_return r where r.cooperative_id = l.cooperative_id and r.run_id = l.run_id
        and r.member_id = l.member_id)
    union all
    select member_id, -amount from pension_repayment where cooperative_id = ${cooperativeId}::uuid
    ) as each group by member_id`)) as unknown as readonly {
    readonly member_id: string;
    readonly paid: string;
  }[];
  return new Map(rows.map(({ member_id, paid }) => [member_id, Money.parse(paid)]));
}

/** The last day on which each was seen alive. */
export async function proofs(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = (await tx.execute(sql`
    select member_id, max(proved_on)::text as day from life_proof
    where cooperative_id = ${cooperativeId}::uuid group by member_id`)) as unknown as readonly {
    readonly member_id: string;
    readonly day: string;
  }[];
  return new Map(rows.map(({ member_id, day }) => [member_id, LocalDate.parse(day)]));
}

export type LineRow = typeof pensionLine.$inferSelect;

export interface AnsweredLine {
  readonly line: LineRow;
  readonly name: string;
  readonly number: string;
  /** Why it came back; null: it did not. */
  readonly back: string | null;
  /** All that was said of it, in order: nothing, one outcome, or paid and later returned. */
  readonly told: readonly Outcome[];
}

/** In natural order of the register number. */
export async function linesOf(
  tx: Tx,
  cooperativeId: string,
  runId: string,
): Promise<readonly AnsweredLine[]> {
  const rows = await tx
    .select({
      line: pensionLine,
      name: member.name,
      number: member.registerNumber,
      back: pensionReturn.reason,
      confirmed: pensionConfirmation.memberId,
    })
    .from(pensionLine)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, pensionLine.memberId)))
    .leftJoin(
      pensionReturn,
      and(
        eq(pensionReturn.cooperativeId, cooperativeId),
        eq(pensionReturn.runId, pensionLine.runId),
        eq(pensionReturn.memberId, pensionLine.memberId),
      ),
    )
    .leftJoin(
      pensionConfirmation,
      and(
        eq(pensionConfirmation.cooperativeId, cooperativeId),
        eq(pensionConfirmation.runId, pensionLine.runId),
        eq(pensionConfirmation.memberId, pensionLine.memberId),
      ),
    )
    .where(and(eq(pensionLine.cooperativeId, cooperativeId), eq(pensionLine.runId, runId)))
    .orderBy(asc(member.sortKey));
  return rows.map(({ confirmed, ...row }) => ({
    ...row,
    told: [
      ...(confirmed === null ? [] : (['paid'] as const)),
      ...(row.back === null ? [] : (['returned'] as const)),
    ],
  }));
}

/** Everything one member was ever paid, by month. */
export async function paymentsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select({
      month: pensionRun.month,
      paidAt: pensionRunEnd.recordedAt,
      line: pensionLine,
      backAt: pensionReturn.recordedAt,
    })
    .from(pensionLine)
    .innerJoin(
      pensionRun,
      and(eq(pensionRun.cooperativeId, cooperativeId), eq(pensionRun.id, pensionLine.runId)),
    )
    .innerJoin(
      pensionRunEnd,
      and(
        eq(pensionRunEnd.cooperativeId, cooperativeId),
        eq(pensionRunEnd.runId, pensionRun.id),
        eq(pensionRunEnd.kind, 'paid'),
      ),
    )
    .leftJoin(
      pensionReturn,
      and(
        eq(pensionReturn.cooperativeId, cooperativeId),
        eq(pensionReturn.runId, pensionLine.runId),
        eq(pensionReturn.memberId, pensionLine.memberId),
      ),
    )
    .where(and(eq(pensionLine.cooperativeId, cooperativeId), eq(pensionLine.memberId, memberId)))
    .orderBy(asc(pensionRun.month));
}

/** What one member brought back, earliest first. */
export async function repaymentsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select()
    .from(pensionRepayment)
    .where(and(eq(pensionRepayment.cooperativeId, cooperativeId), eq(pensionRepayment.memberId, memberId)))
    .orderBy(asc(pensionRepayment.recordedAt), asc(pensionRepayment.id));
}

/** The last month that was paid. */
export async function lastPaidMonth(tx: Tx, cooperativeId: string): Promise<string | null> {
  const paid = (await runsOf(tx, cooperativeId)).filter(({ end }) => end?.kind === 'paid');
  return (
    paid
      .map(({ row }) => row.month)
      .sort()
      .at(-1) ?? null
  );
}

/** Of each run that was paid: what came back, and what waits for a proof of life. */
export async function unpaidOf(
  tx: Tx,
  cooperativeId: string,
): Promise<ReadonlyMap<string, { readonly returned: Money; readonly held: Money }>> {
  const rows = (await tx.execute(sql`
    select l.run_id, coalesce(sum(l.amount) filter (where r.run_id is not null), 0)::text as returned,
      coalesce(sum(l.amount) filter (where l.means = 'held'), 0)::text as held
    from pension_line l
    join pension_run_end e on e.cooperative_id = l.cooperative_id and e.run_id = l.run_id and e.kind = 'paid'
    left join pension_return r on r.cooperative_id = l.cooperative_id and r.run_id = l.run_id
      and r.member_id = l.member_id
    where l.cooperative_id = ${cooperativeId}::uuid group by l.run_id`)) as unknown as readonly {
    readonly run_id: string;
    readonly returned: string;
    readonly held: string;
  }[];
  return new Map(
    rows.map(({ run_id, returned, held }) => [
      run_id,
      { returned: Money.parse(returned), held: Money.parse(held) },
    ]),
  );
}

/** All that was brought back on the days from `from` to `to`, in China. */
export async function repaidBetween(
  tx: Tx,
  cooperativeId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<Money> {
  const rows = (await tx.execute(sql`
    select coalesce(sum(amount), 0)::text as amount from pension_repayment
    where cooperative_id = ${cooperativeId}::uuid
      and (recorded_at at time zone 'Asia/Shanghai')::date
        between ${from.toString()}::date and ${to.toString()}::date`)) as unknown as readonly {
    readonly amount: string;
  }[];
  return Money.parse(rows[0]?.amount ?? '0');
}
