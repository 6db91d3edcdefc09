/** Reads and writes of runs and lines. */
import { and, asc, desc, eq, gt, inArray, ne, sql, type SQL } from 'drizzle-orm';
import type { CarryRun } from '../../domain/carry.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { holdersAs } from '../shares/index.ts';
import { dividendLine, dividendRun } from './schema.ts';
import { asWithheld } from './withheld.ts';

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

/** Every run of the cooperative as `domain/carry` judges it. */
export async function carryRuns(tx: Tx, cooperativeId: string): Promise<readonly CarryRun[]> {
  return tx
    .select({
      id: dividendRun.id,
      number: dividendRun.number,
      kind: dividendRun.kind,
      state: dividendRun.state,
      period: dividendRun.period,
      carried: dividendRun.carried,
      carriedFrom: dividendRun.carriedFrom,
      refersTo: dividendRun.refersTo,
    })
    .from(dividendRun)
    .where(eq(dividendRun.cooperativeId, cooperativeId));
}

/** The regular run, or the one of history, that already takes this half-year, if any. */
export async function runTaking(tx: Tx, cooperativeId: string, period: string): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(and(takesHalfYear(cooperativeId), eq(dividendRun.period, period)));
  return row;
}

/** Of every half-year that one takes. */
export async function runsTaking(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, RunRow>> {
  const rows = await tx.select().from(dividendRun).where(takesHalfYear(cooperativeId));
  return new Map(rows.map((row) => [row.period, row]));
}

function takesHalfYear(cooperativeId: string): SQL | undefined {
  return and(
    eq(dividendRun.cooperativeId, cooperativeId),
    inArray(dividendRun.kind, ['regular', 'history']),
    ne(dividendRun.state, 'withdrawn'),
    notReversed(),
  );
}

/** The regular run drawn up last that was not withdrawn, of another half-year: what the next one follows. */
export async function lastRegularRun(
  tx: Tx,
  cooperativeId: string,
  period: string,
): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        eq(dividendRun.kind, 'regular'),
        ne(dividendRun.period, period),
        ne(dividendRun.state, 'withdrawn'),
      ),
    )
    .orderBy(desc(dividendRun.number))
    .limit(1);
  return row;
}

/** The first run of the year's half-years that was approved, hung up or not, and is neither posted nor withdrawn, if any. */
export async function approvedOfYear(
  tx: Tx,
  cooperativeId: string,
  year: string,
): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        inArray(dividendRun.period, [`${year}-H1`, `${year}-H2`]),
        inArray(dividendRun.state, ['approved', 'on-notice']),
        ne(dividendRun.kind, 'history'),
      ),
    )
    .orderBy(asc(dividendRun.number))
    .limit(1);
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

export async function isReversed(tx: Tx, run: RunRow): Promise<boolean> {
  return (await reversalOf(tx, run.cooperativeId, run.id)) !== undefined;
}

/** Of the run: its first difference run after the number `after` that was neither withdrawn nor reversed. */
export async function standingDifferenceOf(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  after = 0n,
): Promise<RunRow | undefined> {
  const [row] = await tx
    .select()
    .from(dividendRun)
    .where(
      and(
        eq(dividendRun.cooperativeId, cooperativeId),
        eq(dividendRun.refersTo, runId),
        eq(dividendRun.kind, 'difference'),
        gt(dividendRun.number, after),
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

/** Lines of the run's calculation in force, with their holder and the tax that was withheld, after place `after`. */
export async function linesAfter(tx: Tx, run: RunRow, limit: number, after = 0) {
  const rows = await linesWhere(tx, run, gt(dividendLine.ordinal, after)).limit(limit);
  return asWithheld(tx, run.cooperativeId, rows);
}

export async function lineOf(tx: Tx, run: RunRow, accountId: string) {
  const rows = await linesWhere(tx, run, eq(dividendLine.accountId, accountId));
  return (await asWithheld(tx, run.cooperativeId, rows))[0];
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
