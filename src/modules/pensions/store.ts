/** Reads of rules, proofs, runs and what was paid. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import type { PensionRule } from '../../domain/pension.ts';
import { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { member } from '../members/index.ts';
import type { PensionRuleInput } from './contract.ts';
import { pensionLine, pensionReturn, pensionRule, pensionRun, pensionRunEnd } from './schema.ts';

export type RunRow = typeof pensionRun.$inferSelect;
export interface Run {
  readonly row: RunRow;
  readonly end: typeof pensionRunEnd.$inferSelect | null;
}

export async function rulesOf(tx: Tx, cooperativeId: string): Promise<readonly PensionRuleInput[]> {
  const rows = await tx
    .select({ terms: pensionRule.terms })
    .from(pensionRule)
    .where(eq(pensionRule.cooperativeId, cooperativeId))
    .orderBy(asc(pensionRule.fromMonth));
  return rows.map(({ terms }) => terms);
}

export function asRule({ source: _, lifeProofMonths: __, amount, ...terms }: PensionRuleInput): PensionRule {
  return { ...terms, amount: Money.parse(amount) };
}

export async function runsOf(tx: Tx, cooperativeId: string): Promise<readonly Run[]> {
  return tx
    .select({ row: pensionRun, end: pensionRunEnd })
    .from(pensionRun)
    .leftJoin(
      pensionRunEnd,
      and(eq(pensionRunEnd.cooperativeId, cooperativeId), eq(pensionRunEnd.runId, pensionRun.id)),
    )
    .where(eq(pensionRun.cooperativeId, cooperativeId))
    .orderBy(asc(pensionRun.number));
}

export async function requireRun(tx: Tx, cooperativeId: string, id: string): Promise<Run> {
  const found = (await runsOf(tx, cooperativeId)).find(({ row }) => row.id === id);
  if (!found) throw refuse('pension.run-unknown');
  return found;
}

export async function latestRun(tx: Tx, cooperativeId: string): Promise<Run | undefined> {
  const [row] = await tx
    .select({ row: pensionRun, end: pensionRunEnd })
    .from(pensionRun)
    .leftJoin(
      pensionRunEnd,
      and(eq(pensionRunEnd.cooperativeId, cooperativeId), eq(pensionRunEnd.runId, pensionRun.id)),
    )
    .where(
      and(
        eq(pensionRun.cooperativeId, cooperativeId),
        sql`${pensionRunEnd.kind} is distinct from 'cancelled'`,
      ),
    )
    .orderBy(desc(pensionRun.number))
    .limit(1);
  return row;
}

/** What each member was paid so far: runs that were paid, less what came back. */
export async function paidBefore(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, Money>> {
  const rows = (await tx.execute(sql`
    select l.member_id, sum(l.amount)::text as paid
    from pension_line l
    join pension_run_end e on e.cooperative_id = l.cooperative_id and e.run_id = l.run_id and e.kind = 'paid'
    where l.cooperative_id = ${cooperativeId}::uuid and l.means <> 'held' and not exists (
      select 1 from pension_return r where r.cooperative_id = l.cooperative_id and r.run_id = l.run_id
        and r.member_id = l.member_id)
    group by l.member_id`)) as unknown as readonly { readonly member_id: string; readonly paid: string }[];
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

export async function linesOf(tx: Tx, cooperativeId: string, runId: string) {
  return tx
    .select({
      line: pensionLine,
      name: member.name,
      number: member.registerNumber,
      back: pensionReturn.reason,
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
    .where(and(eq(pensionLine.cooperativeId, cooperativeId), eq(pensionLine.runId, runId)))
    .orderBy(asc(member.sortKey));
}

/** Everything one member was ever paid, by month. */
export async function paymentsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select({
      month: pensionRun.month,
      paidAt: pensionRunEnd.recordedAt,
      line: pensionLine,
      back: pensionReturn.reason,
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
