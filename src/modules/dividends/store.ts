/** Reads and writes of runs and lines. */
import { and, asc, desc, eq, gt, ne, notExists, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { holdersAs } from '../shares/index.ts';
import { dividendLine, dividendRun } from './schema.ts';

export type RunRow = typeof dividendRun.$inferSelect;
export type LineRow = typeof dividendLine.$inferSelect;

export async function insertRun(tx: Tx, row: RunRow): Promise<void> {
  await tx.insert(dividendRun).values(row);
}

export async function updateRun(tx: Tx, run: RunRow, change: Partial<RunRow>): Promise<RunRow> {
  const [row] = await tx
    .update(dividendRun)
    .set(change)
    .where(and(eq(dividendRun.cooperativeId, run.cooperativeId), eq(dividendRun.id, run.id)))
    .returning();
  if (!row) throw refuse('run.unknown');
  return row;
}

export async function requireRun(tx: Tx, cooperativeId: string, id: string): Promise<RunRow> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(and(eq(dividendRun.cooperativeId, cooperativeId), eq(dividendRun.id, id)));
  if (!row) throw refuse('run.unknown');
  return row;
}

/** By number, after `after` if given. */
export async function runsAfter(
  tx: Tx,
  cooperativeId: string,
  limit: number,
  after?: bigint,
): Promise<readonly RunRow[]> {
  return tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        after === undefined ? undefined : gt(dividendRun.number, after),
      ),
    )
    .orderBy(asc(dividendRun.number))
    .limit(limit);
}

/**
 * What a reversal takes away: the run counts for nothing any more, neither its half-year nor its pool nor what it carried.
 * `run` is the name of the run in the statement.
 */
export function notReversed(run = 'dividend_run'): SQL {
  return sql.raw(`not exists (select 1 from dividend_run v
    where v.cooperative_id = ${run}.cooperative_id and v.refers_to = ${run}.id and v.kind = 'reversal')`);
}

/**
 * Which runs hand something on: posted ones that divide a pool and left something of it. The next regular run takes what the
 * latest of them carried, unless another run that is not withdrawn has taken it.
 */
export function carries(run = 'dividend_run'): SQL {
  return sql`${sql.raw(`${run}.state = 'posted' and ${run}.kind in ('regular', 'supplementary') and ${run}.carried > 0`)}
    and ${notReversed(run)}`;
}

/** The regular run that already takes this half-year, if any. */
export async function runTaking(tx: Tx, cooperativeId: string, period: string): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        eq(dividendRun.kind, 'regular'),
        eq(dividendRun.period, period),
        ne(dividendRun.state, 'withdrawn'),
        notReversed(),
      ),
    );
  return row;
}

/** The posted run whose carry-forward is still open: the latest one with something carried that no run has taken. */
export async function openCarry(tx: Tx, cooperativeId: string, forRun: string): Promise<RunRow | undefined> {
  const taker = alias(dividendRun, 'taker');
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        carries(),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(taker)
            .where(
              and(
                eq(taker.cooperativeId, cooperativeId),
                eq(taker.carriedFrom, dividendRun.id),
                ne(taker.state, 'withdrawn'),
                ne(taker.id, forRun),
                ne(taker.kind, 'reversal'),
              ),
            ),
        ),
      ),
    )
    .orderBy(desc(dividendRun.number))
    .limit(1);
  return row;
}

/** The run, not withdrawn, that took the carry-forward of another. */
export async function takerOf(tx: Tx, cooperativeId: string, runId: string): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        eq(dividendRun.carriedFrom, runId),
        ne(dividendRun.state, 'withdrawn'),
        ne(dividendRun.kind, 'reversal'),
        notReversed(),
      ),
    );
  return row;
}

export async function reversalOf(tx: Tx, cooperativeId: string, runId: string): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        eq(dividendRun.refersTo, runId),
        eq(dividendRun.kind, 'reversal'),
      ),
    );
  return row;
}

/** Of the run: its first posted difference run that was not reversed itself. */
export async function standingDifferenceOf(
  tx: Tx,
  cooperativeId: string,
  runId: string,
): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        eq(dividendRun.refersTo, runId),
        eq(dividendRun.kind, 'difference'),
        ne(dividendRun.state, 'withdrawn'),
        notReversed(),
      ),
    )
    .orderBy(asc(dividendRun.number))
    .limit(1);
  return row;
}

/** Of the run that `run` corrects: a difference posted after `run` was drafted. */
export async function differencePostedAfter(tx: Tx, run: RunRow): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, run.cooperativeId),
        eq(dividendRun.refersTo, must(run.refersTo, 'the run that is corrected')),
        eq(dividendRun.kind, 'difference'),
        gt(dividendRun.postedAt, run.preparedAt),
      ),
    )
    .orderBy(desc(dividendRun.number))
    .limit(1);
  return row;
}

/** All lines of the run's calculation in force: of a difference, which touches few. */
export async function linesOf(tx: Tx, run: RunRow): Promise<readonly LineRow[]> {
  return tx
    .select()
    .from(dividendLine)
    .where(
      and(
        eq(dividendLine.cooperativeId, run.cooperativeId),
        eq(dividendLine.runId, run.id),
        eq(dividendLine.calculation, run.calculation),
      ),
    )
    .orderBy(asc(dividendLine.ordinal));
}

/** Lines of the run's calculation in force, with their holder, after place `after`. */
export async function linesAfter(tx: Tx, run: RunRow, limit: number, after = 0) {
  return linesWhere(tx, run, gt(dividendLine.ordinal, after)).limit(limit);
}

export async function lineOf(tx: Tx, run: RunRow, accountId: string) {
  const [row] = await linesWhere(tx, run, eq(dividendLine.accountId, accountId));
  return row;
}

function linesWhere(tx: Tx, run: RunRow, condition: SQL) {
  const holder = holdersAs('holder', run.cooperativeId);
  return tx
    .select({
      line: dividendLine,
      kind: holder.kind,
      number: holder.number,
      memberId: holder.memberId,
      householdId: holder.householdId,
    })
    .from(dividendLine)
    .innerJoin(holder, eq(holder.id, dividendLine.accountId))
    .where(
      and(
        eq(dividendLine.cooperativeId, run.cooperativeId),
        eq(dividendLine.runId, run.id),
        eq(dividendLine.calculation, run.calculation),
        condition,
      ),
    )
    .orderBy(asc(dividendLine.ordinal));
}
