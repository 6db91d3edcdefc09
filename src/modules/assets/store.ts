/** Assets with their values on two days, their income and idle days between. */
import { and, eq, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { LocalDate as Day } from '../../domain/calendar.ts';
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import type { AssetKind } from './contract.ts';
import { asset, assetEnd } from './schema.ts';

export async function requireAsset(tx: Tx, cooperativeId: string, id: string) {
  const [row] = await tx
    .select({ asset, endedOn: assetEnd.endedOn })
    .from(asset)
    .leftJoin(assetEnd, and(eq(assetEnd.cooperativeId, cooperativeId), eq(assetEnd.assetId, asset.id)))
    .where(and(eq(asset.cooperativeId, cooperativeId), eq(asset.id, id)));
  if (!row) throw refuse('asset.unknown');
  return row;
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
    select v.${sql.raw(column)}::text from asset_valuation v where v.cooperative_id = ${coop} and v.asset_id = a.id
      and v.valued_on <= ${day} order by v.valued_on desc limit 1)`;
  const rows = (await tx.execute(sql`
    select a.id, a.number, a.kind, a.name, a.place, a.acquired_on::text, e.ended_on::text, a.objective,
      e.objective as end_objective,
      case when a.acquired_on < ${first} and (e.ended_on is null or e.ended_on >= ${first})
        then ${valueOn(sql`${first} - 1`, 'value')} end as opening,
      case when a.acquired_on <= ${last} and (e.ended_on is null or e.ended_on > ${last})
        then ${valueOn(last, 'value')} end as closing,
      ${valueOn(last, 'valued_on')} as valued_on,
      (select v.value::text from asset_valuation v where v.cooperative_id = ${coop} and v.asset_id = a.id
        order by v.valued_on limit 1) as first_value,
      ${valueOn(sql`e.ended_on`, 'value')} as end_value,
      coalesce((select sum(u.income)::text from asset_use u where u.cooperative_id = ${coop} and u.asset_id = a.id
        and u.to_day between ${first} and ${last}), '0') as income,
      coalesce((select sum(least(u.to_day, ${last}) - greatest(u.from_day, ${first}) + 1)::int from asset_use u
        where u.cooperative_id = ${coop} and u.asset_id = a.id and u.income is null
          and u.from_day <= ${last} and u.to_day >= ${first}), 0) as idle_days
    from asset a
    left join asset_end e on e.cooperative_id = ${coop} and e.asset_id = a.id
    where a.cooperative_id = ${coop} and a.acquired_on <= ${last} and (e.ended_on is null or e.ended_on >= ${first})
    order by a.sort_key`)) as unknown as readonly Record<string, string | number | null>[];
  return rows.map((row) => {
    const text = (name: string) => (row[name] ?? null) as string | null;
    const amount = (name: string) => (text(name) === null ? null : Money.parse(text(name) ?? '0'));
    const within = (day: string | null) =>
      day !== null && !Day.parse(day).isBefore(from) && !Day.parse(day).isAfter(to);
    const came = within(text('acquired_on')) && text('objective') !== null;
    const went = within(text('ended_on')) && text('end_objective') !== null;
    return {
      id: text('id') ?? '',
      number: text('number') ?? '',
      kind: text('kind') as AssetKind,
      name: text('name') ?? '',
      place: text('place'),
      acquiredOn: text('acquired_on') ?? '',
      endedOn: text('ended_on'),
      opening: amount('opening'),
      closing: amount('closing'),
      valuedOn: text('valued_on'),
      income: amount('income') ?? Money.zero,
      idleDays: Number(row['idle_days']),
      objectiveIn: came ? (amount('first_value') ?? Money.zero) : Money.zero,
      objectiveOut: went ? (amount('end_value') ?? Money.zero) : Money.zero,
    };
  });
}
