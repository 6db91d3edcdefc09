/** Reads of runs and lines for papers: lines with their holders' names, what was granted before, the posted lines of a holder. */
import { and, asc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Sentence } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { zeroRateRisk } from '../../domain/tax-filing.ts';
import type { Tx } from '../../platform/database.ts';
import { amongIds, membersAs } from '../members/index.ts';
import { holdersAs } from '../shares/index.ts';
import { dividendLine, dividendRun } from './schema.ts';
import { notReversed, type RunRow } from './store.ts';
import { asWithheld } from './withheld.ts';

export type NamedLine = Awaited<ReturnType<typeof namedLinesOf>>[number];

export async function findRun(tx: Tx, cooperativeId: string, id: string): Promise<RunRow | null> {
  const [run] = await tx
    .select()
    .from(dividendRun)
    .where(and(eq(dividendRun.cooperativeId, cooperativeId), eq(dividendRun.id, id)));
  return run ?? null;
}

/** Of any number of them in one question. */
export async function runsById(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RunRow>> {
  if (ids.length === 0) return new Map();
  const runs = await tx
    .select()
    .from(dividendRun)
    .where(and(eq(dividendRun.cooperativeId, cooperativeId), inArray(dividendRun.id, [...new Set(ids)])));
  return new Map(runs.map((run) => [run.id, run]));
}

export async function findRuns(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<readonly { readonly run: RunRow; readonly takenBack: boolean }[]> {
  return tx
    .select({ run: dividendRun, takenBack: sql<boolean>`not ${notReversed()}` })
    .from(dividendRun)
    .where(and(eq(dividendRun.cooperativeId, cooperativeId), inArray(dividendRun.id, [...ids])));
}

/** A line of a run counts as its last calculation made it. */
function ofLastCalculation(cooperativeId: string) {
  return and(
    eq(dividendRun.cooperativeId, cooperativeId),
    eq(dividendRun.id, dividendLine.runId),
    eq(dividendRun.calculation, dividendLine.calculation),
  );
}

/** What the run that a difference run corrects, and the differences before it, granted each account. */
export async function grantedBefore(tx: Tx, run: RunRow): Promise<ReadonlyMap<string, Money>> {
  const { cooperativeId, refersTo, number } = run;
  if (refersTo === null) return new Map();
  const rows = await tx
    .select({ accountId: dividendLine.accountId, gross: dividendLine.gross })
    .from(dividendLine)
    .innerJoin(dividendRun, ofLastCalculation(cooperativeId))
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendRun.state, 'posted'),
        lt(dividendRun.number, number),
        or(eq(dividendRun.id, refersTo), eq(dividendRun.refersTo, refersTo)),
      ),
    );
  const granted = new Map<string, Money>();
  for (const { accountId, gross } of rows)
    granted.set(accountId, (granted.get(accountId) ?? Money.zero).plus(gross));
  return granted;
}

/** The lines of a run's last calculation, in natural order of the holders' numbers, with the tax that was withheld of them. */
export async function namedLinesOf(tx: Tx, run: RunRow) {
  const { cooperativeId } = run;
  const holder = holdersAs('holder', cooperativeId);
  const person = membersAs('person', cooperativeId);
  const rows = await tx
    .select({
      line: dividendLine,
      kind: holder.kind,
      memberId: holder.memberId,
      number: holder.number,
      name: person.name,
    })
    .from(dividendLine)
    .innerJoin(holder, eq(holder.id, dividendLine.accountId))
    .leftJoin(person, eq(person.id, holder.memberId))
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendLine.runId, run.id),
        eq(dividendLine.calculation, run.calculation),
      ),
    )
    .orderBy(asc(dividendLine.ordinal));
  return asWithheld(tx, cooperativeId, rows);
}

/** Whose the lines of these runs are and what each weighs, as their last calculations made them: one statement, however many runs. */
export function weighedLinesOf(tx: Tx, cooperativeId: string, runIds: readonly string[]) {
  const holder = holdersAs('holder', cooperativeId);
  return tx
    .select({
      runId: dividendLine.runId,
      kind: holder.kind,
      memberId: holder.memberId,
      weight: dividendLine.weight,
    })
    .from(dividendLine)
    .innerJoin(dividendRun, ofLastCalculation(cooperativeId))
    .innerJoin(holder, eq(holder.id, dividendLine.accountId))
    .where(and(eq(dividendLine.cooperativeId, cooperativeId), amongIds(dividendLine.runId, runIds)));
}

/** Posted runs with the line of one account in each, by record date, with the tax withheld until a moment (null: now). */
export async function postedLinesOf(
  tx: Tx,
  cooperativeId: string,
  accountId: string,
  knownAt: Date | null = null,
) {
  const rows = await tx
    .select({ run: dividendRun, line: dividendLine })
    .from(dividendLine)
    .innerJoin(dividendRun, ofLastCalculation(cooperativeId))
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendLine.accountId, accountId),
        eq(dividendRun.state, 'posted'),
      ),
    )
    .orderBy(asc(dividendRun.recordDate), asc(dividendRun.number));
  return asWithheld(tx, cooperativeId, rows, knownAt);
}

/** What the runs of a period risk that withhold nothing; null where every one of them withholds. */
export async function taxRiskOf(tx: Tx, cooperativeId: string, period: string): Promise<Sentence | null> {
  const runs = await standingRuns(tx, cooperativeId);
  return runs.flatMap((run) => (run.period === period ? (zeroRateRisk(run.taxRate) ?? []) : []))[0] ?? null;
}

/** Every run that was calculated and not withdrawn, in the order of their numbers. */
export async function standingRuns(tx: Tx, cooperativeId: string): Promise<readonly RunRow[]> {
  const rows = await tx
    .select()
    .from(dividendRun)
    .where(eq(dividendRun.cooperativeId, cooperativeId))
    .orderBy(asc(dividendRun.number));
  return rows.filter(({ state, calculation }) => state !== 'withdrawn' && calculation > 0);
}
