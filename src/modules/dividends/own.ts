/** What runs gave a person, and the objections they raised: read as the portal. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { dividendLine, dividendRun, runObjection, runObjectionSettlement } from './schema.ts';

export async function ownDividends(tx: Tx, cooperativeId: string, accountIds: readonly string[]) {
  const lines = await tx
    .select({
      runId: dividendRun.id,
      run: dividendRun.number,
      kind: dividendRun.kind,
      refersTo: dividendRun.refersTo,
      accountId: dividendLine.accountId,
      state: dividendRun.state,
      period: dividendRun.period,
      recordDate: dividendRun.recordDate,
      basis: dividendRun.basis,
      method: dividendRun.method,
      rateScale: dividendRun.rateScale,
      rate: dividendRun.rate,
      pool: dividendRun.pool,
      carriedIn: dividendRun.carriedIn,
      paid: dividendRun.paid,
      carried: dividendRun.carried,
      totalWeight: dividendRun.totalWeight,
      taxRate: dividendRun.taxRate,
      taxBasis: dividendRun.taxBasis,
      taxBasisEn: dividendRun.taxBasisEn,
      postedAt: dividendRun.postedAt,
      shares: dividendLine.shares,
      weight: dividendLine.weight,
      floor: dividendLine.floor,
      extra: dividendLine.extra,
      gross: dividendLine.gross,
      tax: dividendLine.tax,
      net: dividendLine.net,
    })
    .from(dividendLine)
    .innerJoin(
      dividendRun,
      and(
        eq(dividendRun.cooperativeId, dividendLine.cooperativeId),
        eq(dividendRun.id, dividendLine.runId),
        eq(dividendRun.calculation, dividendLine.calculation),
      ),
    )
    .where(
      and(eq(dividendLine.cooperativeId, cooperativeId), inArray(dividendLine.accountId, [...accountIds])),
    )
    .orderBy(asc(dividendRun.number));
  const corrected = await correctedRuns(tx, cooperativeId, lines);
  const takenBack = new Set(
    lines.flatMap(({ kind, state, refersTo }) =>
      kind === 'reversal' && state === 'posted' ? [refersTo] : [],
    ),
  );
  return lines.map((each) => {
    const { run, refersTo, recordDate, postedAt, floor, gross, tax, net, ...line } = each;
    const { pool, carriedIn, paid, carried } = each;
    const terms = corrected.find(({ id }) => id === refersTo);
    return {
      ...line,
      takenBack: line.kind === 'reversal' || takenBack.has(line.runId),
      corrects: terms === undefined ? null : { ...onWire(terms), ...grantedBefore(lines, each) },
      run: run.toString(),
      recordDate: recordDate.toString(),
      postedOn: postedAt && dayInChina(postedAt).toString(),
      pool: pool.toString(),
      carriedIn: carriedIn.toString(),
      paid: paid.toString(),
      carried: carried.toString(),
      floor: floor.toString(),
      gross: gross.toString(),
      tax: tax.toString(),
      net: net.toString(),
    };
  });
}

interface Granted {
  readonly runId: string;
  readonly run: bigint;
  readonly kind: string;
  readonly state: string;
  readonly refersTo: string | null;
  readonly accountId: string;
  readonly weight: string;
  readonly gross: Money;
  readonly tax: Money;
}

/** The terms of the runs that some of these lines correct or take back. */
async function correctedRuns(
  tx: Tx,
  cooperativeId: string,
  lines: readonly { readonly refersTo: string | null }[],
) {
  const ids = [...new Set(lines.flatMap(({ refersTo }) => refersTo ?? []))];
  return tx
    .select({
      id: dividendRun.id,
      run: dividendRun.number,
      kind: dividendRun.kind,
      period: dividendRun.period,
      basis: dividendRun.basis,
      method: dividendRun.method,
      rateScale: dividendRun.rateScale,
      pool: dividendRun.pool,
      carriedIn: dividendRun.carriedIn,
      totalWeight: dividendRun.totalWeight,
    })
    .from(dividendRun)
    .where(and(eq(dividendRun.cooperativeId, cooperativeId), inArray(dividendRun.id, ids)));
}

function onWire({
  id: _,
  run,
  pool,
  carriedIn,
  ...terms
}: Awaited<ReturnType<typeof correctedRuns>>[number]) {
  return { ...terms, run: run.toString(), pool: pool.toString(), carriedIn: carriedIn.toString() };
}

/**
 * What the holder of a line had been granted before it: of a reversal by the run that it takes back alone, of a difference by the run
 * that it corrects with the differences that stood.
 */
function grantedBefore(lines: readonly Granted[], { run, kind, refersTo, accountId }: Granted) {
  const earlier = lines.filter(
    (each) => each.accountId === accountId && each.state === 'posted' && each.run < run,
  );
  const gone = new Set(earlier.flatMap((each) => (each.kind === 'reversal' ? [each.refersTo] : [])));
  const granted = earlier.filter(
    (each) =>
      each.runId === refersTo ||
      (kind === 'difference' &&
        each.kind === 'difference' &&
        each.refersTo === refersTo &&
        !gone.has(each.runId)),
  );
  return {
    weight: granted.at(-1)?.weight ?? '0',
    gross: Money.sum(granted.map(({ gross }) => gross)).toString(),
    tax: Money.sum(granted.map(({ tax }) => tax)).toString(),
  };
}

/** Of one member: what they raised, and what the office wrote down for them. */
export async function ownObjections(tx: Tx, cooperativeId: string, memberId: string) {
  const rows = await tx
    .select({
      runId: runObjection.runId,
      number: runObjection.number,
      raisedOn: runObjection.raisedOn,
      text: runObjection.text,
      settled: runObjectionSettlement.kind,
      answer: runObjectionSettlement.text,
    })
    .from(runObjection)
    .leftJoin(
      runObjectionSettlement,
      and(
        eq(runObjectionSettlement.cooperativeId, runObjection.cooperativeId),
        eq(runObjectionSettlement.runId, runObjection.runId),
        eq(runObjectionSettlement.number, runObjection.number),
      ),
    )
    .where(and(eq(runObjection.cooperativeId, cooperativeId), eq(runObjection.memberId, memberId)))
    .orderBy(asc(runObjection.recordedAt), asc(runObjection.number));
  return rows.map(({ raisedOn, ...row }) => ({ ...row, raisedOn: raisedOn.toString() }));
}
