/** Assets with their values on two days, their income and idle days between. */
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, count, day, flag, id, oneOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import { assetKinds, type AssetKind } from './contract.ts';
import { asset, assetEnd, assetStrike, assetUse, assetValuation } from './schema.ts';

/** The asset and when it left; refuses one that is not there, or was struck. */
export async function requireAsset(tx: Tx, cooperativeId: string, id: string) {
  const [row] = await tx
    .select({ asset })
    .from(asset)
    .where(
      and(eq(asset.cooperativeId, cooperativeId), eq(asset.id, id), notStruck(asset.cooperativeId, asset.id)),
    );
  if (!row) throw refuse('asset.unknown');
  const [end] = await tx
    .select({ endedOn: assetEnd.endedOn })
    .from(assetEnd)
    .where(
      and(
        eq(assetEnd.cooperativeId, cooperativeId),
        eq(assetEnd.assetId, id),
        notStruck(assetEnd.cooperativeId, assetEnd.id),
      ),
    );
  return { ...row, endedOn: end?.endedOn ?? null };
}

function notStruck(cooperativeId: AnyPgColumn, id: AnyPgColumn): SQL {
  return sql`not exists (
    select 1 from asset_strike x where x.cooperative_id = ${cooperativeId} and x.record_id = ${id})`;
}

export type AssetRecords = Awaited<ReturnType<typeof recordsOf>>;

/** Everything known of one asset, struck records included, each by its day. */
export async function recordsOf(tx: Tx, cooperativeId: string, assetId: string) {
  const strikes = await tx
    .select()
    .from(assetStrike)
    .where(and(eq(assetStrike.cooperativeId, cooperativeId), eq(assetStrike.assetId, assetId)));
  const reasons = new Map(strikes.map(({ recordId, reason }) => [recordId, reason]));
  const withStrike = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, struck: reasons.get(row.id) ?? null }));
  const valuations = await tx
    .select()
    .from(assetValuation)
    .where(and(eq(assetValuation.cooperativeId, cooperativeId), eq(assetValuation.assetId, assetId)))
    .orderBy(asc(assetValuation.valuedOn), asc(assetValuation.recordedAt));
  const uses = await tx
    .select()
    .from(assetUse)
    .where(and(eq(assetUse.cooperativeId, cooperativeId), eq(assetUse.assetId, assetId)))
    .orderBy(asc(assetUse.fromDay), asc(assetUse.recordedAt));
  const ends = await tx
    .select()
    .from(assetEnd)
    .where(and(eq(assetEnd.cooperativeId, cooperativeId), eq(assetEnd.assetId, assetId)))
    .orderBy(asc(assetEnd.recordedAt));
  return { valuations: withStrike(valuations), uses: withStrike(uses), ends: withStrike(ends) };
}

export function standing<Row extends { readonly struck: string | null }>(
  rows: readonly Row[],
): readonly Row[] {
  return rows.filter(({ struck }) => struck === null);
}

export interface AssetFigures {
  readonly id: string;
  readonly number: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly place: string | null;
  readonly acquiredOn: string;
  readonly endedOn: string | null;
  /** On the eve of the first day; null where it was not here. */
  readonly opening: Money | null;
  /** At the end of the last day. */
  readonly closing: Money | null;
  readonly valuedOn: string | null;
  readonly income: Money;
  readonly idleDays: number;
  /** Value with which it came or went within the span without the cooperative's doing. */
  readonly objectiveIn: Money;
  readonly objectiveOut: Money;
}

/** What one person took off the register within a span: gone on a day of it, or struck as entered in error, with why. */
export async function assetsGone(
  tx: Tx,
  cooperativeId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
) {
  const coop = sql`${cooperativeId}::uuid`;
  const within = sql`between ${from.toString()}::date and ${to.toString()}::date`;
  const rows = await rowsOf(
    tx,
    sql`
    select number, name, gone_on, reason, struck from (
      select a.number, a.name, a.sort_key, e.ended_on as gone_on, e.reason, false as struck
      from asset a join asset_end e on e.cooperative_id = ${coop} and e.asset_id = a.id
      where a.cooperative_id = ${coop} and not exists (select from asset_strike s where s.cooperative_id = ${coop} and s.record_id in (e.id, a.id))
      union all
      select a.number, a.name, a.sort_key, (s.recorded_at at time zone 'Asia/Shanghai')::date, s.reason, true
      from asset a join asset_strike s on s.cooperative_id = ${coop} and s.record_id = a.id
      where a.cooperative_id = ${coop}
    ) g where gone_on ${within} order by gone_on, sort_key`,
    { number: text, name: text, goneOn: day, reason: text, struck: flag },
  );
  return rows.map(({ goneOn, ...row }) => ({ ...row, on: goneOn.toString() }));
}

/** Every asset that was here on any day of the span, in natural order of the number. */
export async function assetsBetween(
  tx: Tx,
  cooperativeId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly AssetFigures[]> {
  if (to.isBefore(from)) throw refuse('asset.span-backwards', { from: `${from}`, to: `${to}` });
  const coop = sql`${cooperativeId}::uuid`;
  const [first, last] = [sql`${from.toString()}::date`, sql`${to.toString()}::date`];
  const valueOn = (day: ReturnType<typeof sql>, column: string) => sql`(
    select v.${sql.raw(column)} from valuation v where v.asset_id = a.id
      and v.valued_on <= ${day} order by v.valued_on desc limit 1)`;
  const rows = await rowsOf(
    tx,
    sql`
    with struck as (select record_id from asset_strike where cooperative_id = ${coop}),
    valuation as (
      select v.* from asset_valuation v
      where v.cooperative_id = ${coop} and v.id not in (select record_id from struck)
    ), used as (
      select u.* from asset_use u
      where u.cooperative_id = ${coop} and u.id not in (select record_id from struck)
    ), ended as (
      select e.* from asset_end e
      where e.cooperative_id = ${coop} and e.id not in (select record_id from struck)
    )
    select a.id, a.number, a.kind, a.name, a.place, a.acquired_on, e.ended_on, a.objective,
      e.objective as end_objective,
      case when a.acquired_on < ${first} and (e.ended_on is null or e.ended_on >= ${first})
        then ${valueOn(sql`${first} - 1`, 'value')} end as opening,
      case when a.acquired_on <= ${last} and (e.ended_on is null or e.ended_on > ${last})
        then ${valueOn(last, 'value')} end as closing,
      ${valueOn(last, 'valued_on')} as valued_on,
      (select v.value from valuation v where v.asset_id = a.id
        order by v.valued_on limit 1) as first_value,
      ${valueOn(sql`e.ended_on`, 'value')} as end_value,
      coalesce((select sum(u.income) from used u where u.asset_id = a.id
        and u.to_day between ${first} and ${last}), 0) as income,
      coalesce((select sum(least(u.to_day, ${last}) - greatest(u.from_day, ${first}) + 1)::int from used u
        where u.asset_id = a.id and u.income is null
          and u.from_day <= ${last} and u.to_day >= ${first}), 0) as idle_days
    from asset a
    left join ended e on e.asset_id = a.id
    where a.cooperative_id = ${coop} and a.id not in (select record_id from struck) and a.acquired_on <= ${last} and (e.ended_on is null or e.ended_on >= ${first})
    order by a.sort_key`,
    {
      id,
      number: text,
      kind: oneOf(assetKinds),
      name: text,
      place: orNull(text),
      acquiredOn: day,
      endedOn: orNull(day),
      objective: orNull(text),
      endObjective: orNull(text),
      opening: orNull(amount),
      closing: orNull(amount),
      valuedOn: orNull(day),
      firstValue: orNull(amount),
      endValue: orNull(amount),
      income: amount,
      idleDays: count,
    },
  );
  const within = (on: LocalDate | null) => on !== null && !on.isBefore(from) && !on.isAfter(to);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    name: row.name,
    place: row.place,
    acquiredOn: row.acquiredOn.toString(),
    endedOn: row.endedOn?.toString() ?? null,
    opening: row.opening,
    closing: row.closing,
    valuedOn: row.valuedOn?.toString() ?? null,
    income: row.income,
    idleDays: row.idleDays,
    objectiveIn: (within(row.acquiredOn) && row.objective !== null && row.firstValue) || Money.zero,
    objectiveOut: (within(row.endedOn) && row.endObjective !== null && row.endValue) || Money.zero,
  }));
}
