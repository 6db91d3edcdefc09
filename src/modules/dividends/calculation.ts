/**
 * The lines of a run, computed inside PostgreSQL in one statement and then judged line by line by the domain's core
 * through a cursor: two computations that must agree, in memory that does not grow with the register.
 */
import { sql, type SQL } from 'drizzle-orm';
import { createJudge, type JudgedMethod, type Verdict } from '../../domain/apportion-proof.ts';
import { Period } from '../../domain/calendar.ts';
import { isTaxed, parseTaxRate, taxFault } from '../../domain/dividend-run.ts';
import type { Money } from '../../domain/money.ts';
import { accountKinds } from '../../domain/share-register.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, count, decimal, flag, onlyRowOf, orNull, rowsOfCursor, whole } from '../../platform/rows.ts';
import { headRows, onDay, receiverOf } from '../members/index.ts';
import {
  classesAs,
  heldRows,
  holdersAs,
  holdingRows,
  overWholeRegister,
  shareDayRows,
} from '../shares/index.ts';
import { dayInChina } from '../../platform/services.ts';
import type { RunRow } from './store.ts';

/** Weights have at most 8 decimals: shares 4, the weight of a class 4. */
const WEIGHT_SCALE = 100_000_000n;
const WEIGHT_PLACES = 8;

export interface LineSums {
  readonly lines: number;
  readonly totalWeight: string | null;
  readonly rate: string | null;
  readonly paid: Money;
  readonly tax: Money;
  readonly net: Money;
}

/** The sub-select `account_id, class_id, quantity` that a run counts, as known at `knownAt`. */
function countedRows(run: RunRow, knownAt: Date): SQL {
  switch (run.basis) {
    case 'record-date':
      return holdingRows(run.cooperativeId, run.recordDate, knownAt);
    case 'share-days': {
      const { firstDay, lastDay } = Period.parse(run.period);
      const rows = shareDayRows(run.cooperativeId, firstDay, lastDay, knownAt);
      return sql`(select account_id, class_id, share_days as quantity from ${rows} d)`;
    }
  }
}

/** `account_id, shares, weight` of every account with a weight above zero. */
export function weightRows(run: RunRow, knownAt: Date): SQL {
  const weights = JSON.stringify(run.classWeights);
  return sql`(
    select h.account_id, sum(h.quantity) as shares,
      sum(h.quantity * coalesce((${weights}::jsonb ->> c.code)::numeric, 1)) as weight
    from ${countedRows(run, knownAt)} h
    join ${classesAs('c', run.cooperativeId)} on c.id = h.class_id
    group by h.account_id
    having sum(h.quantity * coalesce((${weights}::jsonb ->> c.code)::numeric, 1)) > 0
  )`;
}

/**
 * What the lines before a line `l` give of the same receipt: of the same taxpayer, what is held apart from what may be drawn. A
 * line of before receipts were put together is one by itself.
 */
export const beforeInReceipt = sql`coalesce(sum(l.gross) over (
  partition by coalesce(l.taxpayer_id, l.account_id), l.held is not null order by l.ordinal
  rows between unbounded preceding and 1 preceding), 0)`;

/** Writes the lines of the run's calculation `run.calculation`; `distributable` is pool and carry together, in fen. */
export async function insertLines(tx: Tx, run: RunRow, knownAt: Date, distributable: bigint): Promise<void> {
  const pool = sql`${distributable.toString()}::numeric`;
  const parts =
    run.method === 'largest-remainder'
      ? sql`
        select *, (case when floor_fen is not null and place <= ${pool} - sum(floor_fen) over () and remainder > 0
                   then 1 else 0 end) as extra
        from (select *, row_number() over (order by remainder desc, ordinal) as place from quota) ranked`
      : sql`select *, 0 as extra from quota`;
  // The rate is cut, so the same floor comes out wherever it is computed: div() never rounds.
  const floor =
    run.method === 'largest-remainder'
      ? sql`div(${pool} * weight, total)`
      : sql`div(${rateUnits(run, distributable)} * weight * 100, power(10::numeric, ${run.rateScale ?? 0}::int))`;
  await overWholeRegister(tx, () =>
    tx.execute(sql`
    insert into dividend_line (cooperative_id, run_id, calculation, ordinal, account_id, shares, weight,
      floor, remainder, extra, gross, tax, net, held, taxpayer_id)
    with counted as materialized (
      select w.account_id, w.shares, w.weight, sum(w.weight) over () as total,
        row_number() over (order by a.sort_key, a.id) as ordinal, a.kind,
        case when a.kind <> 'collective' then ${receiverOf('a', 'head')} end as taxpayer_id, h.kind as held
      from ${weightRows(run, knownAt)} w
      join ${holdersAs('a', run.cooperativeId)} on a.id = w.account_id
      left join ${headRows(run.cooperativeId, onDay(dayInChina(knownAt)))} head on head.household_id = a.household_id
      left join ${heldRows(run.cooperativeId, run.recordDate, knownAt)} h on h.account_id = w.account_id
    ),
    floored as (select *, ${floor} as floor_fen from counted),
    quota as (select *, ${pool} * weight - floor_fen * total as remainder from floored),
    part as (${parts}),
    income as (
      select *, (floor_fen + extra) / 100 as yuan,
        sum(floor_fen + extra) over (partition by coalesce(taxpayer_id, account_id), held is not null order by ordinal) as until
      from part
    ),
    gross as (
      select *, case when kind = 'collective' then 0
        else round(until * ${run.taxRate}::numeric / 100, 2)
          - round((until - floor_fen - extra) * ${run.taxRate}::numeric / 100, 2) end as tax
      from income
    )
    select ${run.cooperativeId}::uuid, ${run.id}::uuid, ${run.calculation}, g.ordinal, g.account_id,
      trim_scale(g.shares), trim_scale(g.weight), g.floor_fen / 100, trim_scale(g.remainder), g.extra,
      g.yuan, g.tax, g.yuan - g.tax, g.held, g.taxpayer_id
    from gross g
    order by g.ordinal`),
  );
}

/** Yuan a share × 10^rateScale, cut. `total` is a column of the surrounding statement. */
function rateUnits(run: RunRow, distributable: bigint): SQL {
  return sql`div(${distributable.toString()}::numeric * power(10::numeric, ${run.rateScale ?? 0}::int), total * 100)`;
}

/** PostgreSQL's own sums of the lines of a calculation. */
export async function sumLines(tx: Tx, run: RunRow, distributable: bigint): Promise<LineSums> {
  const rate =
    run.method === 'per-share'
      ? sql`(${rateUnits(run, distributable)} / power(10::numeric, ${run.rateScale ?? 0}::int))`
      : sql`null::numeric`;
  const sums = await onlyRowOf(
    tx,
    sql`
    select lines, total as total_weight, ${rate} as rate, paid, tax, net
    from (
      select count(*) as lines, sum(weight) as total, coalesce(sum(gross), 0) as paid,
        coalesce(sum(tax), 0) as tax, coalesce(sum(net), 0) as net
      from dividend_line
      where cooperative_id = ${run.cooperativeId}::uuid and run_id = ${run.id}::uuid
        and calculation = ${run.calculation}
    ) s`,
    {
      lines: count,
      totalWeight: orNull(decimal),
      rate: orNull(decimal),
      paid: amount,
      tax: amount,
      net: amount,
    },
  );
  return { ...sums, rate: cutZeros(sums.rate, run.rateScale) };
}

function cutZeros(rate: string | null, places: number | null): string | null {
  if (rate === null || places === null) return null;
  const [whole = '0', decimals = ''] = rate.split('.');
  return `${whole}.${decimals.padEnd(places, '0').slice(0, places)}`;
}

const judgedLine = {
  weight: decimal,
  floor: amount,
  remainder: decimal,
  extra: whole,
  gross: amount,
  tax: amount,
  net: amount,
  before: amount,
  taxed: flag,
};

/**
 * The second computation: the core reads every stored line and says whether the rules give exactly this, in what is paid as
 * in what is withheld of it and of whom.
 */
export async function judgeLines(
  tx: Tx,
  run: RunRow,
  distributable: bigint,
  totalWeight: string,
): Promise<Verdict> {
  const method: JudgedMethod =
    run.method === 'largest-remainder'
      ? { kind: 'largest-remainder' }
      : { kind: 'per-share', rateScale: 10n ** BigInt((run.rateScale ?? 2) - 2), weightScale: WEIGHT_SCALE };
  const judge = createJudge(distributable, scaled(totalWeight, WEIGHT_PLACES), method);
  const rate = taxRateOf(run);
  const untaxed = accountKinds.filter((kind) => !isTaxed(kind));
  await tx.execute(sql`
    declare judged no scroll cursor for
    select l.weight, l.floor, l.remainder, l.extra, l.gross, l.tax, l.net,
      ${beforeInReceipt} as before,
      l.account_id <> all (array(select a.id from ${holdersAs('a', run.cooperativeId)}
        where a.kind = any(${sql.param(untaxed)}::text[]))) as taxed
    from dividend_line l
    where l.cooperative_id = ${run.cooperativeId}::uuid and l.run_id = ${run.id}::uuid
      and l.calculation = ${run.calculation}
    order by l.ordinal`);
  let read = 0;
  let taxFailure: string | null = null;
  for await (const line of rowsOfCursor(tx, 'judged', judgedLine)) {
    read += 1;
    const fault = taxFault(line, rate);
    if (fault !== null) taxFailure ??= `line ${read}: ${fault}`;
    judge.read({
      weight: scaled(line.weight, WEIGHT_PLACES),
      floor: line.floor.fen,
      remainder: scaled(line.remainder, WEIGHT_PLACES),
      extra: line.extra,
      amount: line.gross.fen,
    });
  }
  const verdict = judge.verdict();
  return { ...verdict, failure: verdict.failure ?? taxFailure };
}

/** The rate as the run stores it, in ten-thousandths. */
export function taxRateOf(run: RunRow): bigint {
  return parseTaxRate(run.taxRate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''));
}

/** An exact decimal text as a whole number of 10^−places. Throws when it is finer: nothing is cut here. */
export function scaled(text: string, places: number): bigint {
  const [whole = '0', decimals = ''] = text.split('.');
  const kept = decimals.padEnd(places, '0');
  if (/[1-9]/.test(kept.slice(places)))
    throw new RangeError('An exact number is finer than its column allows.');
  return BigInt(whole + kept.slice(0, places));
}
